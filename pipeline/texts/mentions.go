package texts

import (
	"strings"

	"multivector/schemas"
)

// mention is a place where a text names somebody.
type mention struct {
	span
	inflected bool
	names     []name // every alias that fits, of one actor or several
}

// finder finds mentions in one version. Its parts are used again and again.
type finder struct {
	x        *lexicon
	s        string // the version's text, line ends as they are
	from, to schemas.Date
	words    []reading
	found    []mention
}

// reading is what a token can be to the lexicon.
type reading struct {
	id     int32 // as it stands
	stem   int32 // without a possessive or plural ending
	end    int   // of the stem
	plural bool
	after  int // next token; more than one on, where a word was broken at a line end
}

// find gives the mentions among the tokens of one provision: of names that
// overlap the longest, of others all, from left to right. An alias must begin
// and end at word boundaries. A possessive ending is left out of the mention, a
// plural ending is part of it.
func (f *finder) find(list []token) []mention {
	f.found = f.found[:0]
	f.read(list)
	for i := 0; i < len(list); {
		w := f.words[i]
		if list[i].kind == space || f.x.roots[w.id] == 0 && f.x.roots[w.stem] == 0 {
			i++
			continue
		}
		m, after, ok := f.longest(list, i)
		if !ok || f.money(m) || f.covered(list, i+1, after, m) {
			i++
			continue
		}
		f.found = append(f.found, m)
		i = after
	}
	return f.found
}

// money reports whether a mention is part of an amount, as in "US$ 8 million".
func (f *finder) money(m mention) bool {
	return strings.HasPrefix(strings.TrimLeft(f.s[m.end:], " "), "$") || strings.HasSuffix(f.s[:m.start], "$")
}

// covered reports whether a longer name begins inside a mention, as "Commonwealth
// of Independent States" does in "the Commonwealth".
func (f *finder) covered(list []token, from, after int, m mention) bool {
	for i := from; i < after; i++ {
		if w := f.words[i]; list[i].kind == space || f.x.roots[w.id] == 0 && f.x.roots[w.stem] == 0 {
			continue
		}
		if other, _, ok := f.longest(list, i); ok && other.end-other.start > m.end-m.start {
			return true
		}
	}
	return false
}

// read looks each token up once.
func (f *finder) read(list []token) {
	f.words = f.words[:0]
	for i, t := range list {
		w := reading{after: i + 1}
		switch t.kind {
		case space:
			w.id = f.x.marks[' ']
		case mark:
			w.id = f.x.id(plainMarks(f.s[t.start:t.end]))
		default:
			f.readWord(&w, list, i)
		}
		f.words = append(f.words, w)
	}
}

func (f *finder) readWord(w *reading, list []token, i int) {
	if f.broken(list, i) {
		joined := f.s[list[i].start:list[i].end] + f.s[list[i+3].start:list[i+3].end]
		if f.spell(w, joined, list[i+3].end); w.id != 0 || w.stem != 0 {
			w.after = i + 4
			return
		}
	}
	f.spell(w, f.s[list[i].start:list[i].end], list[i].end)
}

// spell looks a word up that ends at a position, as it stands and without its
// ending.
func (f *finder) spell(w *reading, text string, end int) {
	end -= len(text) - len(strings.TrimRight(text, "_"))
	text = strings.Trim(plainMarks(text), "_")
	w.id = f.x.id(text)
	n := len(text)
	if n < 3 || text[n-1] != 's' && text[n-1] != 'S' {
		return
	}
	if text[n-2] == '\'' {
		w.stem, w.end = f.x.id(text[:n-2]), end-1-len(apostrophe(f.s[:end-1]))
	} else if !lower(text[0]) { // only names take a plural
		w.stem, w.end, w.plural = f.x.id(text[:n-1]), end, true
	}
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
func (f *finder) broken(list []token, i int) bool {
	return i+3 < len(list) && list[i+1].kind == mark && list[i+2].kind == space && list[i+3].kind == word &&
		f.s[list[i+1].start:list[i+1].end] == "-" && lower(f.s[list[i+3].start]) && f.lineEnd(list[i+2])
}

func (f *finder) lineEnd(t token) bool { return strings.Contains(f.s[t.start:t.end], "\n") }

// longest follows the lexicon from token i on.
func (f *finder) longest(list []token, i int) (m mention, after int, ok bool) {
	var scratch [8]name
	node := int32(0)
	take := func(end, next int, node int32, inflected, plural bool) {
		names := f.x.at(scratch[:0], node, f.from, f.to, inflected, plural)
		if len(names) > 0 {
			m = mention{span{list[i].start, end}, inflected, append([]name(nil), names...)}
			after, ok = next, true
		}
	}
	for at := i; at < len(list); {
		w := f.words[at]
		if to := f.step(node, w.stem); w.stem != 0 && to != 0 {
			take(w.end, w.after, to, true, w.plural)
		}
		to := f.step(node, w.id)
		if to == 0 && list[at].kind == space && at > i && f.hyphen(list[at-1]) && f.lineEnd(list[at]) {
			at = w.after // "Asia-" at a line end, "Pacific" on the next
			continue
		}
		if to == 0 {
			break
		}
		if node, at = to, w.after; list[at-1].kind != space {
			take(list[at-1].end, at, node, false, false)
		}
	}
	if ok { // an underscore is a mark of emphasis, no part of a name
		for f.s[m.start] == '_' {
			m.start++
		}
		for f.s[m.end-1] == '_' {
			m.end--
		}
	}
	return m, after, ok
}

func (f *finder) step(node, word int32) int32 {
	switch {
	case word == 0:
		return 0
	case node == 0:
		return f.x.roots[word]
	}
	return f.x.next[step{node, word}]
}

func (f *finder) hyphen(t token) bool { return plainMarks(f.s[t.start:t.end]) == "-" }

// ambiguous reports whether a mention can mean several actors, or somebody or
// something that is no actor here.
func (m *mention) ambiguous() bool {
	for _, n := range m.names {
		if n.alias.Ambiguous || n.alias.ActorID != m.names[0].alias.ActorID {
			return true
		}
	}
	return false
}
