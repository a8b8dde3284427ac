// Package names finds the places in a text that name an actor, by the aliases and context
// rules of one language, in all forms that words have there.
//
// No alias is guessed: where it can mean several actors, or something else, the mention is
// ambiguous and gives its candidates. It leaves cutting a text into provisions and tokens
// to its caller, and knows no files.
package names

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"multivector/pipeline/lookup"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// Lexicon finds the aliases of one language. It is a tree over words, not over
// characters as Aho and Corasick's automaton is: names begin and end at word
// boundaries, white space inside them stands for any white space, and endings
// belong to words, so that one look at each word of the text, of which few
// begin a name, does the work. It is read-only once built, and safe to share.
//
// English endings are taken off the words of a text, Kazakh ones too; Russian
// names are held in all their forms, since the endings of several words agree.
type Lexicon struct {
	lang  string
	ids   map[string]int32 // word -> number, from 1
	next  map[step]int32   // node and word -> node
	roots []int32          // word -> node below the root, or 0
	names [][]name         // node -> aliases that end there
	marks [utf8.RuneSelf]int32
	may   [1 << 16]bool     // by sketch, whether a word can have a number
	begin map[string]bool   // first letters of words, where endings are long
	taken map[string]string // acronym -> its actor
}

// step leads from a node by a word.
type step struct{ node, word int32 }

// name is an alias at its end in the tree.
type name struct {
	alias    *schemas.Alias
	from, to schemas.Date
	capital  bool // names nobody without its capital
	plural   bool // takes a plural s
	inflects bool // takes a possessive, or Kazakh suffixes
	form     bool // is written otherwise than listed
	compound bool // ends before the hyphen that it ends with here
	rules    []*rule
	derived  bool // stands with -лық or its kind only, as «ресейлік», which takes no capital
}

// form is a way in which a name appears in a text.
type form struct {
	text     string
	compound bool
	derived  bool
}

// leastCapitals is how many letters a name must have to be found when it is
// written in capitals: a shorter one would be taken for an acronym.
const leastCapitals = 4

// New makes the lexicon of a language, given as a BCP 47 tag, from the aliases and context
// rules of all.
func New(aliases []schemas.Alias, contexts []schemas.AliasContext, lang string) *Lexicon {
	x := &Lexicon{lang: words.Base(lang), ids: map[string]int32{}, next: map[step]int32{}, names: make([][]name, 1), begin: map[string]bool{}, taken: map[string]string{}}
	for _, a := range aliases {
		if words.Base(a.Lang) == x.lang && a.AliasType == "acronym" {
			x.taken[a.Alias] = a.ActorID
		}
	}
	for i := range aliases {
		a := &aliases[i]
		if words.Base(a.Lang) != x.lang {
			continue
		}
		for _, spelling := range x.spellings(a, a.Alias) {
			x.add(a, form{text: spelling}, false)
		}
		for _, f := range x.forms(a) {
			for _, spelling := range x.spellings(a, f.text) {
				x.add(a, form{spelling, f.compound, f.derived}, true)
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
		x.may[sketch(w)] = true
		if x.lang == "kk" {
			x.begin[beginning(w)] = true
		}
		if len(w) == 1 {
			x.marks[w[0]] = id
		}
	}
	for _, names := range x.names {
		slices.SortStableFunc(names, order)
	}
	x.learn(contexts)
	return x
}

// Lang gives the language, without a region.
func (x *Lexicon) Lang() string { return x.lang }

// forms gives the forms in which an alias is held beside the listed one.
func (x *Lexicon) forms(a *schemas.Alias) []form {
	listed := norm.NFC.String(a.Alias)
	switch {
	case !a.Inflects:
	case x.lang == "ru":
		return russianForms(listed, a.AliasType)
	case x.lang == "kk" && (a.AliasType == "name" || a.AliasType == "capital") && !strings.Contains(listed, " "):
		return []form{{text: strings.ToLower(listed), derived: true}}
	}
	return nil
}

// order puts the names of one actor together, listed spellings first.
func order(a, b name) int {
	form := func(n name) int {
		if n.form {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.alias.ActorID, b.alias.ActorID), cmp.Compare(form(a), form(b)), cmp.Compare(a.alias.AliasID, b.alias.AliasID))
}

// sketch tells most words that have no number from those that may, for less than
// a look into the map.
func sketch(w string) uint16 {
	n := len(w)
	return uint16(w[0]) ^ uint16(w[n/2])<<4 ^ uint16(w[n-1])<<8 ^ uint16(n)<<12
}

// beginning gives what a stem of the word must begin with, if it is long enough
// to have one.
func beginning(w string) string { return w[:min(len(w), 4)] }

// folds reports whether the words of a name after its first are found in any
// case. Writing is not settled there: «Евразийский экономический союз» and
// «Евразийский Экономический Союз» stand side by side in one text.
func (x *Lexicon) folds() bool { return x.lang == "ru" || x.lang == "kk" }

// spellings gives the ways in which an alias may be written: as listed; with its
// first letter in upper case, as at the beginning of a sentence; in capitals, as
// in a heading; with е for ё; as the British and as the Americans spell, without a
// hyphen, as "Asia Pacific"; with "UN" for "United Nations"; without a capital, as "western Europe"; and, between the
// sides of a format, with or without spaces around the dash.
func (x *Lexicon) spellings(a *schemas.Alias, listed string) []string {
	listed = norm.NFC.String(listed)
	out := []string{listed}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if r, n := utf8.DecodeRuneInString(listed); unicode.IsLower(r) {
		add(string(unicode.ToUpper(r)) + listed[n:])
	}
	capitals := strings.ToUpper(listed)
	if owner := x.taken[capitals]; a.AliasType != "acronym" && countOf(listed) >= leastCapitals && (owner == "" || owner == a.ActorID) {
		add(capitals)
	}
	for i := 0; i < len(out); i++ { // it grows
		switch s := out[i]; x.lang {
		case "ru":
			add(withoutYo.Replace(s))
		case "en":
			for _, p := range spelledOtherwise {
				if add(strings.ReplaceAll(s, p[0], p[1])); !strings.Contains(s, p[0]) { // the longer has the shorter in it
					add(strings.ReplaceAll(s, p[1], p[0]))
				}
			}
			if a.AliasType == "name" || a.AliasType == "adjective" {
				add(spacedHyphen.ReplaceAllString(s, "$1 $2"))
			}
			if rest, ok := strings.CutPrefix(s, "United Nations "); ok {
				add("UN " + rest)
				add("U.N. " + rest)
			}
			if first, rest, ok := strings.Cut(s, " "); ok && directions[first] {
				add(strings.ToLower(first) + " " + rest)
			}
		}
	}
	for _, s := range out {
		for _, dash := range []string{" – ", " + "} {
			if strings.Contains(s, dash) {
				add(strings.ReplaceAll(s, dash, strings.Trim(dash, " ")))
			}
		}
	}
	return out
}

// spelledOtherwise pairs what stands for each other in the names of organizations: British
// and American spellings, and prepositions that are mixed up.
var spelledOtherwise = [][2]string{
	{"Organisation", "Organization"}, {"Programme", "Program"}, {"Defence", "Defense"}, {"Labour", "Labor"}, {"Centre", "Center"}, //nolint:misspell // British
	{"Co-operation", "Cooperation"}, {"Nuclear-Weapon-Free", "Nuclear Weapon Free"}, {"Organization for", "Organization of"},
}

// directions holds the words that begin the name of a part of the world, and that some
// write without a capital, as in "western Europe".
var directions = map[string]bool{
	"Central": true, "Northern": true, "Southern": true, "Eastern": true, "Western": true, "Latin": true, "Southeast": true, "Northeast": true,
	"South-East": true, "North-East": true, "South-West": true, "South-Eastern": true, "North-Eastern": true, "Southeastern": true,
}

// spacedHyphen finds a hyphen between words that begin with a capital.
var spacedHyphen = regexp.MustCompile(`(\p{Ll})-(\p{Lu}\p{Ll})`)

// startsUpper reports whether a word begins with a capital.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// countOf counts the letters of a name.
func countOf(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

var withoutYo = strings.NewReplacer("ё", "е", "Ё", "Е")

// add puts a spelling into the tree, unless its alias is there already.
func (x *Lexicon) add(a *schemas.Alias, f form, inflected bool) {
	node := int32(0)
	for _, t := range words.Append(nil, words.Flat(f.text), 0) {
		node = x.child(node, x.written(f.text, t, node))
	}
	if f.compound {
		node = x.child(node, "-")
	}
	n := name{alias: a, from: lookup.Ever, to: lookup.Never, capital: startsUpper(a.Alias) && (a.Ambiguous || countOf(a.Alias) < x.leastRaised(a.AliasType)), inflects: a.Inflects, form: inflected, compound: f.compound || strings.HasSuffix(f.text, "-"), derived: f.derived}
	n.plural = a.Inflects && (a.AliasType == "name" || a.AliasType == "adjective" || a.AliasType == "demonym")
	if a.ValidFrom.Valid {
		n.from = a.ValidFrom.V
	}
	if a.ValidTo.Valid {
		n.to = a.ValidTo.V
	}
	if !slices.ContainsFunc(x.names[node], func(have name) bool { return have.alias == a && have.derived == n.derived }) {
		x.names[node] = append(x.names[node], n)
	}
}

func (x *Lexicon) leastRaised(aliasType string) int {
	switch {
	case x.lang == "en" && aliasType == "acronym":
		return leastRaisedAcronym
	case x.lang == "en":
		return leastRaisedEnglish
	}
	return leastRaised
}

// written gives a token as the tree holds it below a node.
func (x *Lexicon) written(s string, t words.Token, node int32) string {
	switch {
	case t.Kind == words.Space:
		return " "
	case node != 0 && x.folds():
		return strings.ToLower(plainMarks(s[t.Start:t.End]))
	}
	return plainMarks(s[t.Start:t.End])
}

// child gives the node below a node by a word, and makes it if there is none.
func (x *Lexicon) child(node int32, text string) int32 {
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
	return to
}

// plainMarks writes the typographic apostrophe, hyphens and dashes in ASCII.
func plainMarks(s string) string {
	if strings.IndexByte(s, 0xe2) < 0 {
		return s
	}
	return marksToASCII.Replace(s)
}

var marksToASCII = strings.NewReplacer("’", "'", "‘", "'", "\u2010", "-", "\u2011", "-", "\u2012", "-", "–", "-", "—", "-", "\u2015", "-", "\u2212", "-")

// id numbers a word; 0 is a word of no alias.
func (x *Lexicon) id(w string) int32 {
	if len(w) == 1 {
		if w[0] < utf8.RuneSelf {
			return x.marks[w[0]]
		}
		return 0
	}
	if w == "" || !x.may[sketch(w)] {
		return 0
	}
	return x.ids[w]
}

// at gives the aliases at a node that name somebody between two days. A word is
// there as it stands, or without the ending that w says.
func (x *Lexicon) at(out []name, node int32, from, to schemas.Date, w ending) []name {
	for _, n := range x.names[node] {
		if n.from <= to && from <= n.to && (w == none || n.inflects && (w != pluralS || n.plural)) && (!n.derived || w == lyq) {
			out = append(out, n)
		}
	}
	return out
}

// ending is what was taken off a word to find its stem.
type ending uint8

const (
	none    ending = iota
	other          // an English possessive, Kazakh suffixes
	pluralS        // an English plural
	lyq            // Kazakh suffixes of which the first is -лық or its kind
)
