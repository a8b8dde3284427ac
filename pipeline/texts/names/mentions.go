package names

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// Mention is a place where a text names somebody.
type Mention struct {
	Start, End int   // in bytes of the text
	Inflected  bool  // is written otherwise than listed
	Settled    bool  // by a context rule
	first      int   // token
	next       int   // token behind it
	dropped    *rule // by which it names nobody
	before     side  // what stands next to it
	after      side
	names      []name // every alias that fits, of one actor or several
}

// Alias gives the alias by which a mention names its actor, or nil if it is ambiguous.
func (m *Mention) Alias() *schemas.Alias {
	if m.Ambiguous() {
		return nil
	}
	return m.names[0].alias
}

// Candidates gives each actor that a mention may name by one alias, in order of the
// actors' ids.
func (m *Mention) Candidates() iter.Seq[*schemas.Alias] {
	return func(yield func(*schemas.Alias) bool) {
		seen := ""
		for _, n := range m.names {
			if n.alias.ActorID != seen && !yield(n.alias) {
				return
			}
			seen = n.alias.ActorID
		}
	}
}

// side is the token next to a mention, but for white space.
type side struct {
	at   int    // -1 for none
	text string // in lower case
}

// Finder finds mentions in one text after the other. Its memory is used again and again.
type Finder struct {
	x        *Lexicon
	s        string // the text, line ends as they are
	from, to schemas.Date
	small    bool // the text is written without capitals
	read     []reading
	low      []lowered
	found    []Mention
	meant    []name // by what was found
}

// reading is what a token can be to the lexicon.
type reading struct {
	id     int32 // as it stands
	stem   int32 // without an ending
	low    int32 // in an English text without capitals: as it stands,
	up     int32 // and as if it began with one
	after  int32 // next token; more than one on, where a word was broken at a line end
	ending ending
	raised bool // as if it began with a capital
	end    int  // of the stem, or of the word if the ending belongs to it
}

// lowered is what a word is in lower case, to a lexicon that folds.
type lowered struct {
	text  string // the word; "" if the token is none
	known bool   // the reading was asked for
	reading
}

// Begin takes a text, which speaks between two days.
func (f *Finder) Begin(text string, from, to schemas.Date) {
	f.s, f.from, f.to, f.small = text, from, to, withoutCapitals(text)
}

// Find gives the mentions among the tokens of one provision of the text: of names that
// overlap the longest, of others all, from left to right. An alias must begin
// and end at word boundaries. An English possessive, and Kazakh suffixes behind a
// hyphen, are left out of the mention; all other endings are part of it. The next
// call overwrites what this one gives.
func (f *Finder) Find(x *Lexicon, list []words.Token) []Mention {
	f.x, f.found, f.meant = x, f.found[:0], f.meant[:0]
	f.look(list)
	for i := 0; i < len(list); {
		w := f.read[i]
		if list[i].Kind == words.Space || f.x.roots[w.id] == 0 && f.x.roots[w.stem] == 0 {
			i++
			continue
		}
		m, after, ok := f.longest(list, i)
		if !ok || f.money(m) || f.covered(list, i+1, after, m) {
			i++
			continue
		}
		f.found = append(f.found, m)
		f.shared(list)
		i = after
	}
	f.settle(list)
	return f.found
}

// money reports whether a mention is part of an amount, as in "US$ 8 million".
func (f *Finder) money(m Mention) bool {
	return strings.HasPrefix(strings.TrimLeft(f.s[m.End:], " "), "$") || strings.HasSuffix(f.s[:m.Start], "$")
}

// covered reports whether a longer name begins inside a mention, as "Commonwealth
// of Independent States" does in "the Commonwealth". In English it does so behind
// the article: in "Southeast Asia and the Pacific" no "Asia and the Pacific" is meant.
func (f *Finder) covered(list []words.Token, from, after int, m Mention) bool {
	if f.x.lang == "en" && !strings.EqualFold(f.s[list[from-1].Start:list[from-1].End], "the") {
		return false
	}
	for i := from; i < after; i++ {
		if w := f.read[i]; list[i].Kind == words.Space || f.x.roots[w.id] == 0 && f.x.roots[w.stem] == 0 {
			continue
		}
		if other, _, ok := f.longest(list, i); ok && other.End-other.Start > m.End-m.Start {
			return true
		}
	}
	return false
}

// look looks each token up once.
func (f *Finder) look(list []words.Token) {
	f.read = slices.Grow(f.read[:0], len(list))[:len(list)]
	if f.x.folds() {
		f.low = slices.Grow(f.low[:0], len(list))[:len(list)]
		clear(f.low)
	}
	for i, t := range list {
		w := &f.read[i]
		*w = reading{after: int32(i + 1)}
		switch t.Kind {
		case words.Space:
			w.id = f.x.marks[' ']
		case words.Mark:
			w.id = f.x.id(plainMarks(f.s[t.Start:t.End]))
		default:
			f.readWord(w, list, i)
		}
	}
}

func (f *Finder) readWord(w *reading, list []words.Token, i int) {
	if f.softened(list, i) {
		joined := f.s[list[i].Start:list[i].End] + f.s[list[i+2].Start:list[i+2].End]
		if f.spell(w, i, joined, list[i+2].End); w.id != 0 || w.stem != 0 {
			w.after = int32(i + 3)
			return
		}
	}
	if f.broken(list, i) {
		joined := f.s[list[i].Start:list[i].End] + f.s[list[i+3].Start:list[i+3].End]
		if f.spell(w, i, joined, list[i+3].End); w.id != 0 || w.stem != 0 {
			w.after = int32(i + 4)
			return
		}
	}
	f.spell(w, i, f.s[list[i].Start:list[i].End], list[i].End)
}

// spell looks the word at token i up, which ends at a position, as it stands and
// without its ending.
func (f *Finder) spell(w *reading, i int, text string, end int) {
	if n := len(text) - 1; text[0] == '_' || text[n] == '_' {
		end -= len(text) - len(strings.TrimRight(text, "_"))
		text = strings.Trim(text, "_")
	}
	text = plainMarks(text)
	w.id = f.x.id(text)
	switch f.x.lang {
	case "en":
		f.english(w, text, end)
	case "kk":
		w.end = end
		w.stem, w.ending = f.x.kazakh(text)
		f.low[i].text = text
	case "ru":
		f.low[i].text = text
	}
	if f.small {
		f.raise(w, text, end)
	}
}

// raise looks a word of a text without capitals up as if it began with one; the
// tree holds there what is listed without one, too.
func (f *Finder) raise(w *reading, text string, end int) {
	r, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(r)) + text[n:]
	id := f.x.id(text)
	low := w.id
	if f.x.roots[id] != 0 {
		w.id, w.raised = id, true
	}
	switch f.x.lang {
	case "en":
		if capitals := strings.ToUpper(text); f.x.taken[capitals] != "" && w.id == 0 {
			w.id, w.raised = f.x.id(capitals), true
		}
		w.low, w.up = low, id
		if f.english(w, text, end); f.x.roots[w.stem] != 0 {
			w.raised = true
		}
	case "kk":
		if stem, ending := f.x.kazakh(text); f.x.roots[stem] != 0 {
			w.stem, w.ending, w.raised = stem, ending, true
		}
	}
}

// leastSmall is how many letters a text must have to be known to be written
// without capitals, of which one in 200 may follow a capital all the same; and
// leastRaised how many a name must have to be found in it: a shorter one is
// too often a word, in English less than where words have endings.
const (
	leastSmall         = 500
	leastRaised        = 6
	leastRaisedEnglish = 4
	leastRaisedAcronym = 3
)

// withoutCapitals reports whether a text is written without capitals, as
// agreements are that somebody put into small letters. A word all of capitals, as
// "ARTICLE" before each of them, tells nothing.
func withoutCapitals(s string) bool {
	letters, capitals, upper := 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper = true
			continue
		case unicode.IsLetter(r):
			if letters++; upper {
				if capitals++; capitals > leastSmall/200 && capitals*200 > letters {
					return false
				}
			}
		}
		upper = false
	}
	return letters >= leastSmall
}

func (f *Finder) english(w *reading, text string, end int) {
	n := len(text)
	if n < 3 || text[n-1] != 's' && text[n-1] != 'S' {
		return
	}
	if text[n-2] == '\'' {
		w.stem, w.end, w.ending = f.x.id(text[:n-2]), end-1-len(apostrophe(f.s[:end-1])), other
	} else if !small(text[0]) { // only names take a plural
		w.stem, w.end, w.ending = f.x.id(text[:n-1]), end, pluralS
	}
}

// kazakh numbers the stem of a word with Kazakh suffixes; an acronym may have
// them behind an apostrophe.
func (x *Lexicon) kazakh(text string) (int32, ending) {
	if !x.begin[beginning(text)] {
		return 0, none
	}
	if stem, chain, ok := strings.Cut(text, "'"); ok && anyChain[strings.ToLower(chain)] {
		return x.id(stem), other
	}
	stem := kazakhStem(text, func(stem string) bool { return x.id(stem) != 0 })
	if derived(strings.ToLower(text[len(stem):])) {
		return x.id(stem), lyq
	}
	return x.id(stem), other
}

// folded looks the word at token i up in lower case, once.
func (f *Finder) folded(i int) *reading {
	l, w := &f.low[i], &f.read[i]
	if l.text == "" {
		return w
	}
	if !l.known {
		low := strings.ToLower(l.text)
		l.known, l.reading = true, reading{id: f.x.id(low), end: w.end, after: w.after}
		if f.x.lang == "kk" {
			l.stem, l.ending = f.x.kazakh(low)
		}
	}
	return &l.reading
}

// apostrophe gives the apostrophe that a text ends with.
func apostrophe(s string) string {
	for _, a := range []string{"'", "’", "‘"} {
		if strings.HasSuffix(s, a) {
			return a
		}
	}
	return ""
}

// broken reports whether a hyphen at a line end may cut a word at token i. It
// does if the whole is a word of an alias.
func (f *Finder) broken(list []words.Token, i int) bool {
	return i+3 < len(list) && list[i+1].Kind == words.Mark && list[i+2].Kind == words.Space && list[i+3].Kind == words.Word &&
		f.s[list[i+1].Start:list[i+1].End] == "-" && small(f.s[list[i+3].Start]) && f.lineEnd(list[i+2])
}

// softened reports whether "¬" stands for a soft hyphen in a word at token i.
func (f *Finder) softened(list []words.Token, i int) bool {
	return i+2 < len(list) && list[i+1].Kind == words.Mark && list[i+2].Kind == words.Word && f.s[list[i+1].Start:list[i+1].End] == "¬"
}

// small reports whether a byte is a small letter of ASCII.
func small(c byte) bool { return 'a' <= c && c <= 'z' }

func (f *Finder) lineEnd(t words.Token) bool { return strings.Contains(f.s[t.Start:t.End], "\n") }

// longest follows the lexicon from token i on.
func (f *Finder) longest(list []words.Token, i int) (m Mention, after int, ok bool) {
	var scratch [8]name
	node, raised := int32(0), f.read[i].raised
	take := func(end, next int, node int32, w ending) {
		names := f.x.at(scratch[:0], node, f.from, f.to, w)
		if raised {
			names = slices.DeleteFunc(names, func(n name) bool { return n.capital })
		}
		if len(names) > 0 {
			n := len(f.meant)
			f.meant = append(f.meant, names...)
			m = Mention{Start: list[i].Start, End: end, Inflected: w != none || names[0].form, names: slices.Clip(f.meant[n:])}
			after, ok = next, true
		}
	}
	before := 0 // end of the token before
	for at := i; at < len(list); {
		w := &f.read[at]
		if node != 0 && f.x.folds() {
			w = f.folded(at)
		}
		if to := f.step(node, w.stem); to != 0 {
			take(w.end, int(w.after), to, w.ending)
		}
		to := f.step(node, w.id)
		if to == 0 && f.small {
			if to = f.step(node, w.low); to == 0 {
				to = f.step(node, w.up)
				raised = raised || to != 0
			}
		}
		if to == 0 && list[at].Kind == words.Space && at > i+1 && f.hyphen(list[at-1]) {
			at = int(w.after) // "Asia-" at a line end, "Pacific" on the next; or the line end was taken out
			continue
		}
		if to == 0 {
			break
		}
		if node, at = to, int(w.after); list[at-1].Kind != words.Space {
			end := list[at-1].End
			if names := f.x.names[node]; len(names) > 0 && names[0].compound {
				end = before
			}
			take(end, at, node, none)
			if to := f.suffixed(list, at); to > 0 {
				take(end, to, node, other)
			}
			before = list[at-1].End
		}
	}
	m.first, m.next = i, after
	if ok { // an underscore is a mark of emphasis, no part of a name
		for f.s[m.Start] == '_' {
			m.Start++
		}
		for f.s[m.End-1] == '_' {
			m.End--
		}
	}
	return m, after, ok
}

// suffixed gives the token behind a hyphen and Kazakh suffixes, as in «БҰҰ-ның»,
// if they stand at token i; else 0.
func (f *Finder) suffixed(list []words.Token, i int) int {
	if f.x.lang != "kk" || i+1 >= len(list) || !f.hyphen(list[i]) || !anyChain[strings.ToLower(f.s[list[i+1].Start:list[i+1].End])] {
		return 0
	}
	return i + 2
}

func (f *Finder) step(node, word int32) int32 {
	switch {
	case word == 0:
		return 0
	case node == 0:
		return f.x.roots[word]
	}
	return f.x.next[step{node, word}]
}

func (f *Finder) hyphen(t words.Token) bool { return plainMarks(f.s[t.Start:t.End]) == "-" }

// Ambiguous reports whether a mention can mean several actors, or somebody or
// something that is no actor here.
func (m *Mention) Ambiguous() bool {
	for _, n := range m.names {
		if !m.Settled && n.alias.Ambiguous || n.alias.ActorID != m.names[0].alias.ActorID {
			return true
		}
	}
	return false
}
