package texts

import (
	"strings"
	"unicode"

	"multivector/pipeline/texts/words"
)

// leastTitled is how many divisions of a kind must have titles below their headings
// before the line below a heading is taken for one.
const leastTitled = 2

// belowHeading is a line, or some, that may be the title of the division whose heading
// stands above it.
type belowHeading struct {
	first, last int // lines
	kind        string
}

// markDivisionTitles marks titles that stand below the heading of their division, such
// as "Settlement of disputes" below "Article 4". Such a line begins with a capital
// letter and ends no sentence. It is a title for certain if the heading of a division
// within this one follows; else it is one where three of four divisions of this kind
// have such a line, and something else follows than the next division.
func markDivisionTitles(s string, all []line, how layout) {
	var found []belowHeading
	bare, named := map[string]int{}, map[string]int{} // divisions by kind, and those that may have titles
	for i := 0; i < len(all); i++ {
		d, ok := bareDivision(s[all[i].start:all[i].end])
		if !ok || all[i].as != "" && all[i].as != heading || !opens(s, all, i) {
			continue
		}
		bare[d.kind]++
		t, next := how.below(s, all, i)
		if next == len(all) {
			continue
		}
		inner, division := divisionOf(s[all[next].start:all[next].end])
		switch {
		case division && inner.rank > d.rank:
			t.mark(all)
		case !division && all[next].as != heading:
			t.kind = d.kind
			found = append(found, t)
			named[d.kind]++
		}
	}
	for _, t := range found {
		if named[t.kind] >= leastTitled && named[t.kind]*4 >= bare[t.kind]*3 {
			t.mark(all)
		}
	}
}

// opens reports whether a line begins a paragraph.
func opens(s string, all []line, i int) bool {
	if i == 0 || all[i-1].blank() || all[i-1].as != "" {
		return true
	}
	before := s[all[i-1].start:all[i-1].end]
	_, named := bareDivision(before)
	return named || ends(before) || inCapitals(before)
}

func (t belowHeading) mark(all []line) {
	for k := t.first; k <= t.last; k++ {
		all[k].as, all[k].begins = heading, k == t.first
	}
}

// below finds what may be the title of the division whose heading is a line, and the
// line behind it, or the number of lines.
func (how layout) below(s string, all []line, i int) (t belowHeading, next int) {
	none := len(all)
	t.first = nextLine(all, i)
	if t.first == none || all[t.first].as != "" {
		return t, none
	}
	for t.last = t.first; t.last+1 < none && t.last-t.first < mostWrapped; t.last++ {
		l := all[t.last+1]
		if l.blank() || !unfinished(s[all[t.last].start:all[t.last].end]) && !unicode.IsLower(words.FirstRune(s[l.start:])) {
			break
		}
	}
	text := s[all[t.first].start:all[t.last].end]
	first := words.FirstRune(strings.TrimLeft(text, "\"“«'"))
	if len(text) > mostTitle || !unicode.IsUpper(first) || ends(text) || strings.HasSuffix(text, ",") || labeled(text) || unfinished(text) || exclusion(text) != "" {
		return t, none
	}
	if _, named := divisionOf(text); named {
		return t, none
	}
	if next = nextLine(all, t.last); next == none {
		return t, none
	}
	after := s[all[next].start:all[next].end]
	if begin := words.FirstRune(strings.TrimLeft(after, "\"“«'‘([")); !unicode.IsUpper(begin) && !unicode.IsDigit(begin) && !labeled(after) {
		return t, none
	}
	if next == t.last+1 && how.wrapped && !labeled(after) && how.full(all[t.last], after) {
		if _, named := divisionOf(after); !named {
			return t, none // the line may run on
		}
	}
	return t, next
}

// bareDivision reads the heading of a division that has no title behind its number.
func bareDivision(text string) (division, bool) {
	d, title, ok := readDivision(strings.TrimLeft(text, "\"“«"))
	if !ok || d.kind == "preamble" {
		return d, false
	}
	title = strings.Trim(title, " .:)–—-*")
	return d, title == "" || len(title) == 1
}

// markNumberedTitles marks titles that have a number, where the paragraph below
// has that number and the first one of its own: "2. Scope" above "2.1 The rules apply".
func markNumberedTitles(s string, all []line) {
	for i, l := range all {
		text := s[l.start:l.end]
		if l.blank() || l.as != "" || !digit(text[0]) || len(text) > mostTitle || ends(text) || strings.HasSuffix(text, ",") {
			continue
		}
		label, ok := labelOf(text)
		if !ok || label.shape != "1." || !unicode.IsUpper(words.FirstRune(text[label.body:])) {
			continue
		}
		next := nextLine(all, i)
		if next == len(all) {
			return
		}
		rest, ok := strings.CutPrefix(s[all[next].start:all[next].end], label.text+"1")
		if rest = strings.TrimPrefix(rest, "."); ok && rest != "" && (rest[0] == ' ' || rest[0] == '\t') {
			all[i].as, all[i].begins = heading, true
		}
	}
}

// titleBlocks marks titles among the blocks of a format that does not mark them. Each
// block is a line.
func titleBlocks(s string, blocks []block) {
	all := make([]line, 0, 2*len(blocks))
	for i := range blocks {
		b := &blocks[i]
		l := line{span: b.span, n: b.end - b.start}
		switch {
		case b.excluded != "" || b.kind == footnote:
			l.end = l.start
		case b.kind != paragraph && b.kind != listItem || b.label != "":
			l.as = b.kind
		}
		all = append(all, l, line{span: span{b.end, b.end}})
	}
	markOwnTitle(s, all, layout{})
	markNumberedTitles(s, all)
	markDivisionTitles(s, all, layout{})
	for i := range blocks {
		if b := &blocks[i]; all[2*i].as == heading && b.kind != heading && b.excluded == "" {
			b.kind, b.level = heading, unmarked+titleRank
		}
	}
}
