package texts

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// lexicon finds the aliases of one language. It is a tree over words, not over
// characters as Aho and Corasick's automaton is: names begin and end at word
// boundaries, white space inside them stands for any white space, and endings
// belong to words, so that one look at each word of the text, of which few
// begin a name, does the work. It is read-only once built, and safe to share.
type lexicon struct {
	ids   map[string]int32 // word -> number, from 1
	next  map[step]int32   // node and word -> node
	roots []int32          // word -> node below the root, or 0
	names [][]name         // node -> aliases that end there
	marks [utf8.RuneSelf]int32
}

// step leads from a node by a word.
type step struct{ node, word int32 }

// name is an alias at its end in the tree.
type name struct {
	alias    *schemas.Alias
	from, to schemas.Date
	plural   bool // takes a plural s
	inflects bool // takes a possessive
}

// leastCapitals is how many letters a name must have to be found when it is
// written in capitals: a shorter one would be taken for an acronym.
const leastCapitals = 4

func newLexicon(aliases []schemas.Alias, lang string) *lexicon {
	x := &lexicon{ids: map[string]int32{}, next: map[step]int32{}, names: make([][]name, 1)}
	for i := range aliases {
		if a := &aliases[i]; base(a.Lang) == base(lang) {
			for _, spelling := range spellings(a) {
				x.add(a, spelling)
			}
		}
	}
	x.roots = make([]int32, len(x.ids)+1)
	for s, node := range x.next {
		if s.node == 0 {
			x.roots[s.word] = node
		}
	}
	for w, id := range x.ids {
		if len(w) == 1 {
			x.marks[w[0]] = id
		}
	}
	for _, names := range x.names {
		slices.SortStableFunc(names, func(a, b name) int { return cmp.Compare(a.alias.AliasID, b.alias.AliasID) })
	}
	return x
}

// base gives the language of a BCP 47 tag.
func base(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(lang)
}

// spellings gives the ways in which an alias may be written: as listed; with its
// first letter in upper case, as at the beginning of a sentence; and in capitals,
// as in a heading.
func spellings(a *schemas.Alias) []string {
	listed := norm.NFC.String(a.Alias)
	out := []string{listed}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if r, n := utf8.DecodeRuneInString(listed); unicode.IsLower(r) {
		add(string(unicode.ToUpper(r)) + listed[n:])
	}
	letters := 0
	for _, r := range listed {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if a.AliasType != "acronym" && letters >= leastCapitals {
		add(strings.ToUpper(listed))
	}
	return out
}

func (x *lexicon) add(a *schemas.Alias, spelling string) {
	node := int32(0)
	for _, t := range tokens(nil, flat(spelling), 0) {
		text := " "
		if t.kind != space {
			text = plainMarks(spelling[t.start:t.end])
		}
		id, known := x.ids[text]
		if !known {
			id = int32(len(x.ids) + 1)
			x.ids[text] = id
		}
		to, known := x.next[step{node, id}]
		if !known {
			to = int32(len(x.names))
			x.names = append(x.names, nil)
			x.next[step{node, id}] = to
		}
		node = to
	}
	n := name{a, lookup.Ever, lookup.Never, false, a.Inflects}
	n.plural = a.Inflects && (a.AliasType == "name" || a.AliasType == "adjective" || a.AliasType == "demonym")
	if a.ValidFrom.Valid {
		n.from = a.ValidFrom.V
	}
	if a.ValidTo.Valid {
		n.to = a.ValidTo.V
	}
	x.names[node] = append(x.names[node], n)
}

// plainMarks writes the typographic apostrophe and hyphens in ASCII.
func plainMarks(s string) string {
	if !strings.Contains(s, "\xe2\x80") {
		return s
	}
	return marksToASCII.Replace(s)
}

var marksToASCII = strings.NewReplacer("’", "'", "‘", "'", "\u2010", "-", "\u2011", "-", "–", "-")

// id numbers a word; 0 is a word of no alias.
func (x *lexicon) id(w string) int32 {
	if len(w) == 1 {
		if w[0] < utf8.RuneSelf {
			return x.marks[w[0]]
		}
		return 0
	}
	return x.ids[w]
}

// at gives the aliases at a node that name somebody between two days.
func (x *lexicon) at(out []name, node int32, from, to schemas.Date, inflected, plural bool) []name {
	for _, n := range x.names[node] {
		if n.from <= to && from <= n.to && (!inflected || n.inflects && (!plural || n.plural)) {
			out = append(out, n)
		}
	}
	return out
}
