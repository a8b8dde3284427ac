package coder

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// A pattern is a row of elements, with spaces between them:
//
//	shall            the word, in small letters or capitals
//	=May             the word, spelled just so
//	undertak*        any word that begins so
//	*ed              any word of more letters that ends so
//	(we|my country)  one of these
//	$say             one of a list of words
//	#                a word that begins with a digit
//	,                the mark
//	<0-3>            none to three words of any kind, and marks that end no clause
//	@actor           a mention of an actor; @issuer of the document's own, @other of another one
//	@issuer's        a possessive of the document's own, which no other element takes
//	^                the beginning of a sentence, behind its number
//	shortly?         the element may be missing
//
// A word with a hyphen stands for its parts and the hyphen. A pattern begins with
// words, an actor or ^, ends with words or an actor, and has at most three gaps of at most eight words,
// which bounds the work for each word of a text.
type pattern struct {
	elements []element
	sets     []int32 // of words that must stand in the unit, the rarest first
	rule     *Rule
	role     role
}

type role uint8

const (
	finds role = iota
	cancels
	needed
)

type element struct {
	kind     elementKind
	set      int32 // of words
	min, max int   // words in a gap
}

type elementKind uint8

const (
	ofWords elementKind = iota
	gap
	start
	actor
	issuer
	possessive // of the issuer
	other
)

const (
	mostGaps     = 3
	widestGap    = 8
	mostElements = 24
	mostVariants = 512
)

// vocabulary numbers the sets of words that patterns name, and finds the sets
// that a word of a text belongs to.
type vocabulary struct {
	sets     map[string]int32 // by what is written
	shortest []int            // set -> bytes of its shortest word
	exact    map[string][]int32
	spelled  map[string][]int32
	prefixes map[string][]int32
	suffixes map[string][]int32
	lengths  []int // of prefixes, in bytes
	endings  []int // lengths of suffixes, in bytes
	numbers  []int32
	begin    map[int32][]trial // set -> patterns that begin with it
	actors   []trial           // patterns that begin with an actor
	starts   []trial           // patterns that begin with a sentence and a gap
	nothing  *reading          // of words that no pattern names
}

// trial is a pattern, and those two sets of its words which fewest texts hold, or 0.
// It is tried only in a unit in which both stand: two looks spare nine trials in ten.
type trial struct{ need, too, pattern int32 }

var errNoList = errors.New("there is no such list of words in this language")

func newVocabulary() vocabulary {
	return vocabulary{
		sets: map[string]int32{}, shortest: []int{0}, exact: map[string][]int32{}, spelled: map[string][]int32{}, prefixes: map[string][]int32{}, suffixes: map[string][]int32{}, begin: map[int32][]trial{},
	}
}

// compile reads a pattern. It gives several where an element has readings of
// several words.
func (v *vocabulary) compile(text string, lists map[string][]string) ([][]element, error) {
	variants := [][]element{nil}
	for _, part := range elementsOf(text) {
		options, err := v.element(part, lists)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", part, err)
		}
		var next [][]element
		for _, before := range variants {
			for _, o := range options {
				next = append(next, append(slices.Clone(before), o...))
			}
		}
		if variants = next; len(variants) > mostVariants {
			return nil, fmt.Errorf("it stands for more than %d rows of words", mostVariants)
		}
	}
	for _, row := range variants {
		if err := bounded(row); err != nil {
			return nil, err
		}
	}
	return variants, nil
}

func bounded(row []element) error {
	gaps := 0
	for _, e := range row {
		if e.kind == gap {
			gaps++
		}
	}
	begin := 0
	if len(row) > 0 && row[0].kind == start {
		begin = 1
	}
	switch {
	case len(row) == begin:
		return errors.New("it names no word")
	case begin == 0 && row[0].kind == gap || row[len(row)-1].kind == gap:
		return errors.New("a gap stands at an end")
	case gaps > mostGaps:
		return fmt.Errorf("it has %d gaps, at most are %d", gaps, mostGaps)
	case len(row) > mostElements:
		return fmt.Errorf("it has %d elements, at most are %d", len(row), mostElements)
	case slices.ContainsFunc(row[begin:], func(e element) bool { return e.kind == start }):
		return errors.New("^ stands elsewhere than at the beginning")
	}
	return nil
}

// elementsOf splits a pattern at its spaces, but not those in brackets.
func elementsOf(text string) []string {
	depth := 0
	return strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return r == ' ' && depth == 0
	})
}

// element gives the readings of an element, each a row of its own.
func (v *vocabulary) element(part string, lists map[string][]string) ([][]element, error) {
	if may, ok := strings.CutSuffix(part, "?"); ok && may != "" {
		options, err := v.element(may, lists)
		return append(options, nil), err
	}
	switch {
	case part == "^":
		return [][]element{{{kind: start}}}, nil
	case part == "@actor":
		return [][]element{{{kind: actor}}}, nil
	case part == "@issuer":
		return [][]element{{{kind: issuer}}}, nil
	case part == "@issuer's":
		return [][]element{{{kind: possessive}}}, nil
	case part == "@other":
		return [][]element{{{kind: other}}}, nil
	case part[0] == '@':
		return nil, errors.New("expected @actor, @issuer, @issuer's or @other")
	case part[0] == '<':
		low, high, err := gapOf(part)
		return [][]element{{{kind: gap, min: low, max: high}}}, err
	case part[0] == '$':
		words, ok := lists[part[1:]]
		if !ok {
			return nil, errNoList
		}
		return v.alternatives(part, words)
	case part[0] == '(':
		inside, ok := strings.CutSuffix(part[1:], ")")
		if !ok {
			return nil, errors.New("the bracket is not closed")
		}
		return v.bracket(part, strings.Split(inside, "|"), lists)
	}
	return v.alternatives(part, []string{part})
}

// bracket reads alternatives, which may be lists and actors too. The single words of all
// lists make one set, which is looked up once.
func (v *vocabulary) bracket(name string, readings []string, lists map[string][]string) ([][]element, error) {
	var options [][]element
	var plain []string
	for _, r := range readings {
		switch {
		case strings.HasPrefix(r, "@"):
			more, err := v.element(r, lists)
			if err != nil {
				return nil, err
			}
			options = append(options, more...)
		case strings.HasPrefix(r, "$"):
			words, ok := lists[r[1:]]
			if !ok {
				return nil, errNoList
			}
			plain = append(plain, words...)
		default:
			plain = append(plain, r)
		}
	}
	if len(plain) == 0 {
		return options, nil
	}
	more, err := v.alternatives(name, plain)
	return append(options, more...), err
}

func gapOf(part string) (low, high int, err error) {
	inside, ok := strings.CutSuffix(part[1:], ">")
	from, to, ranged := strings.Cut(inside, "-")
	if !ranged {
		to = from
	}
	low, bad1 := strconv.Atoi(from)
	high, bad2 := strconv.Atoi(to)
	if !ok || bad1 != nil || bad2 != nil || low < 0 || high < max(low, 1) || high > widestGap {
		return 0, 0, fmt.Errorf("expected a gap such as <2> or <0-3>, of at most %d words", widestGap)
	}
	return low, high, nil
}

// alternatives makes one set of those readings that are single words, and a row
// of each other one.
func (v *vocabulary) alternatives(name string, readings []string) ([][]element, error) {
	var single []string
	var options [][]element
	for _, r := range readings {
		var row []string
		for _, w := range strings.Fields(norm.NFC.String(r)) {
			parts, err := wordsOf(w)
			if err != nil {
				return nil, err
			}
			row = append(row, parts...)
		}
		switch len(row) {
		case 0:
			return nil, errors.New("a reading is empty")
		case 1:
			single = append(single, row...)
		default:
			var elements []element
			for _, w := range row {
				elements = append(elements, element{set: v.set(w, []string{w})})
			}
			options = append(options, elements)
		}
	}
	if len(single) > 0 {
		options = append(options, []element{{set: v.set(strings.Join(single, "|"), single)}})
	}
	if len(options) == 0 {
		return nil, fmt.Errorf("%s names no word", name)
	}
	return options, nil
}

// wordsOf splits what is written as one word the way texts are split.
func wordsOf(w string) ([]string, error) {
	if body, suffix := strings.CutPrefix(w, "*"); suffix {
		if parts := split(body); len(parts) != 1 || parts[0].End != len(body) || strings.ContainsAny(body, "*$@<>()|?^=#") {
			return nil, fmt.Errorf("%q is no word or ending of one", w)
		}
		return []string{"*" + fold(body)}, nil
	}
	body, prefix := strings.CutSuffix(w, "*")
	spelled := strings.HasPrefix(body, "=")
	if spelled {
		body = body[1:]
	}
	if body == "#" && !prefix && !spelled {
		return []string{"#"}, nil
	}
	if body == "" || strings.ContainsAny(body, "*$@<>()|?^=#") {
		return nil, fmt.Errorf("%q is no word", w)
	}
	var parts []string
	for _, t := range split(body) {
		part := body[t.Start:t.End]
		if spelled {
			part = "=" + part
		} else {
			part = fold(part)
		}
		parts = append(parts, part)
	}
	if prefix {
		parts[len(parts)-1] += "*"
	}
	if spelled && prefix {
		return nil, fmt.Errorf("%q: = and * don't go together", w)
	}
	return parts, nil
}

// set numbers a set of words.
func (v *vocabulary) set(name string, members []string) int32 {
	if id, ok := v.sets[name]; ok {
		return id
	}
	id := int32(len(v.sets) + 1)
	v.sets[name] = id
	v.shortest = append(v.shortest, len(members[0]))
	for _, w := range members {
		v.shortest[id] = min(v.shortest[id], len(w))
		prefix, isPrefix := strings.CutSuffix(w, "*")
		suffix, isSuffix := strings.CutPrefix(w, "*")
		switch {
		case w == "#":
			v.numbers = append(v.numbers, id)
		case isSuffix:
			v.suffixes[suffix] = append(v.suffixes[suffix], id)
			if !slices.Contains(v.endings, len(suffix)) {
				v.endings = append(v.endings, len(suffix))
			}
		case isPrefix:
			v.prefixes[prefix] = append(v.prefixes[prefix], id)
			if !slices.Contains(v.lengths, len(prefix)) {
				v.lengths = append(v.lengths, len(prefix))
			}
		case w[0] == '=' && len(w) > 1:
			v.spelled[w[1:]] = append(v.spelled[w[1:]], id)
		default:
			v.exact[w] = append(v.exact[w], id)
		}
	}
	return id
}

// single numbers a list that holds single words only; 0 stands for none.
func (v *vocabulary) single(name string, list []string) (int32, error) {
	if len(list) == 0 {
		return 0, nil
	}
	var members []string
	for _, w := range list {
		parts, err := wordsOf(w)
		if err != nil || len(parts) != 1 {
			return 0, fmt.Errorf("the list of words $%s holds %q, which is not a single word", name, w)
		}
		members = append(members, parts[0])
	}
	return v.set("$"+name, members), nil
}

// index finds the patterns by what they begin with.
func (v *vocabulary) index(patterns []pattern) {
	v.nothing = &reading{member: make([]uint64, len(v.sets)/64+1)}
	for i := range patterns {
		p := &patterns[i]
		for _, e := range p.elements {
			if e.kind == ofWords && !slices.Contains(p.sets, e.set) {
				p.sets = append(p.sets, e.set)
			}
		}
		// Long words are rare.
		slices.SortStableFunc(p.sets, func(a, b int32) int { return cmp.Compare(v.shortest[b], v.shortest[a]) })
		t := trial{pattern: int32(i)}
		if len(p.sets) > 0 {
			t.need = p.sets[0]
		}
		if len(p.sets) > 1 {
			t.too = p.sets[1]
		}
		first := p.elements[0]
		if first.kind == start {
			first = p.elements[1]
		}
		switch first.kind {
		case ofWords:
			v.begin[first.set] = append(v.begin[first.set], t)
		case gap:
			v.starts = append(v.starts, t)
		default:
			v.actors = append(v.actors, t)
		}
	}
}

// lookUp gives the sets that a word belongs to, and the patterns that may begin
// with it.
func (v *vocabulary) lookUp(word string) *reading {
	var sets []int32
	add := func(ids []int32) {
		for _, id := range ids {
			if !slices.Contains(sets, id) {
				sets = append(sets, id)
			}
		}
	}
	small := fold(word)
	add(v.exact[small])
	add(v.spelled[word])
	for _, n := range v.lengths {
		if n <= len(small) {
			add(v.prefixes[small[:n]])
		}
	}
	for _, n := range v.endings {
		if n < len(small) {
			add(v.suffixes[small[len(small)-n:]])
		}
	}
	if c := small[0]; '0' <= c && c <= '9' {
		add(v.numbers)
	}
	if len(sets) == 0 {
		return v.nothing
	}
	r := &reading{sets: sets, member: make([]uint64, len(v.sets)/64+1)}
	for _, id := range sets {
		r.member[id/64] |= 1 << (id % 64)
		r.begin = append(r.begin, v.begin[id]...)
	}
	return r
}

// fold writes a word in small letters, with a plain apostrophe, and Russian ё,
// which few texts print, as е.
func fold(s string) string {
	s = strings.ToLower(s)
	if strings.IndexByte(s, 0xd1) < 0 && strings.IndexByte(s, 0xe2) < 0 { // with which ё and the apostrophe begin
		return s
	}
	return folded.Replace(s)
}

var folded = strings.NewReplacer("’", "'", "ё", "е")

// split gives the words and marks of a text, by UAX #29.
func split(text string) []Token {
	var out []Token
	iter := words.FromString(text)
	for iter.Next() {
		s := text[iter.Start():iter.End()]
		r, _ := utf8.DecodeRuneInString(s)
		if !unicode.IsSpace(r) {
			word := strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
			out = append(out, Token{Span{iter.Start(), iter.End()}, word})
		}
	}
	return out
}
