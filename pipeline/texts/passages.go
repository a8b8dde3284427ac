package texts

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/words"
)

// span is a stretch of a text, in bytes.
type span struct{ start, end int }

// block is a passage in the making, or a block that is left out for a reason.
type block struct {
	span
	kind     string // passage_type
	path     string // headings above it
	division string // numbered parts of the text that it stands in
	lang     string // BCP 47
	level    int    // of nesting, for list items; of a heading that is marked as one
	label    string // of a list item, where the format numbers it
	excluded string
}

// Kinds of passages, as published.
const (
	heading     = formats.Heading
	paragraph   = formats.Paragraph
	listItem    = formats.ListItem
	frontMatter = "front_matter"
	tableCell   = formats.TableCell
	footnote    = formats.Footnote
	contents    = formats.Contents
)

// Reasons to leave a block out.
const (
	separator   = "separator"    // no letter or digit
	runningHead = "running_head" // comes again on other pages
	pageNumber  = "page_number"  // digits alone on a line, or beside a document's number
)

// line is one line of a text, white space at its ends left out.
type line struct {
	span
	indented bool
	n        int    // code points
	as       string // kind of block, where it is known beforehand
	begins   bool   // a block of that kind begins with it
}

func (l line) blank() bool { return l.start == l.end }

// lines cuts a stretch of a text at its line ends.
func lines(s string, in span) []line {
	out := make([]line, 0, 1+strings.Count(s[in.start:in.end], "\n"))
	for at := in.start; at <= in.end; {
		end := in.end
		if i := strings.IndexByte(s[at:in.end], '\n'); i >= 0 {
			end = at + i
		}
		trimmed := trim(s, span{at, end})
		out = append(out, line{span: trimmed, indented: trimmed.start > at && trimmed.start < trimmed.end, n: utf8.RuneCountInString(s[trimmed.start:trimmed.end])})
		at = end + 1
	}
	return out
}

// trim leaves out white space at both ends.
func trim(s string, in span) span {
	part := s[in.start:in.end]
	start := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	if start == len(part) {
		return span{in.start, in.start}
	}
	return span{in.start + start, in.start + len(strings.TrimRightFunc(part, unicode.IsSpace))}
}

// layout is how a text shows its paragraphs. Texts that were taken from printed
// pages have lines of one width; other texts have a line for each paragraph. Where
// printed lines were joined, but not all, most line ends stand inside a sentence.
type layout struct {
	wrapped bool
	broken  bool
	width   int  // median length of a line
	indents bool // indentation marks the beginning of a paragraph
}

// leastBroken is how many line ends inside a sentence show that a text is broken.
const leastBroken = 10

// longLine is more than a printed line holds, in code points.
const longLine = 120

func layoutOf(s string, all []line) layout {
	var lengths []int
	inLong, total, indented := 0, 0, 0
	inside, behind := 0, 0 // line ends inside a sentence, and behind one
	for i, l := range all {
		if l.blank() {
			continue
		}
		if i+1 < len(all) && !all[i+1].blank() {
			switch before := s[l.start:l.end]; {
			case ends(before):
				behind++
			case unfinished(before), unicode.IsLower(words.FirstRune(s[all[i+1].start:])):
				inside++
			}
		}
		lengths = append(lengths, l.n)
		total += l.n
		if l.n > longLine {
			inLong += l.n
		}
		if l.indented {
			indented++
		}
	}
	if len(lengths) == 0 {
		return layout{}
	}
	slices.Sort(lengths)
	wrapped := inLong*2 < total
	return layout{wrapped: wrapped, broken: !wrapped && inside > behind && inside >= leastBroken, width: lengths[len(lengths)/2], indents: indented*2 < len(lengths)}
}

// plain cuts plain text into passages. A passage ends
//   - at blank lines and form feeds, unless the sentence runs on in lower case
//     behind them, as it does where a page ends;
//   - before a number, letter or bullet that begins a line, if what stands before
//     is complete;
//   - but not behind a word that nothing ends with, such as "the", nor behind an
//     abbreviation, if the sentence runs on in lower case;
//   - around headings: a line in capitals, or "Chapter 1" and the like;
//   - around tables of contents, footnotes, and titles that are certain: that of an
//     agreement, those of divisions, those below which a sentence begins, those that come again;
//   - at separators and page numbers, which are left out;
//   - but not behind a number or letter that stands alone on its line;
//   - in a text with a line for each paragraph: at each line end, unless the line
//     breaks off;
//   - in a text whose lines were joined, but not all: at a line end behind a sentence,
//     and around titles;
//   - in a text with lines of one width: before an indented line, and after a line
//     that ends a sentence although the next word would have fitted.
func plain(s string) []block {
	all := lines(s, span{0, len(s)})
	how := layoutOf(s, all)
	markContents(s, all)
	all = setApart(s, all)
	markNotes(s, all)
	markEntries(s, all)
	markOwnTitle(s, all, how)
	markNumberedTitles(s, all)
	markDivisionTitles(s, all, how)
	if how.broken {
		markTitles(s, all)
	}
	markOpenings(s, all)
	markRepeated(s, all)
	return outline(s, paragraphs(s, all, how))
}

// paragraphs joins lines into blocks.
func paragraphs(s string, all []line, how layout) []block {
	var out []block
	open := false // whether the last block may go on
	var last line // of it
	gap := false  // blank lines since
	for _, l := range all {
		if l.blank() {
			gap = true
			continue
		}
		if l.as != "" {
			out = known(out, l, gap)
			open, gap = false, false
			continue
		}
		b := block{span: l.span, kind: kindOf(s, l)}
		if b.kind == heading && open && !gap && !ends(s[last.start:last.end]) {
			b.kind = paragraph // "Chapter VII of the Charter" at the beginning of a line
		}
		b.excluded = exclusion(s[l.start:l.end])
		if labelAlone(s, l.span) && (!open || gap || ends(s[last.start:last.end])) {
			b.kind, open = listItem, false
		}
		if open && b.excluded == "" && b.kind != heading && (how.goesOn(s, last, l, gap) || labelAlone(s, out[len(out)-1].span) && b.kind == paragraph) {
			out[len(out)-1].end = l.end
		} else {
			out = append(out, b)
		}
		open, last, gap = b.excluded == "" && b.kind != heading, l, false
	}
	return out
}

// known adds a line whose kind is known beforehand.
func known(blocks []block, l line, gap bool) []block {
	if n := len(blocks) - 1; n >= 0 && !gap && !l.begins && blocks[n].kind == l.as && blocks[n].excluded == "" {
		blocks[n].end = l.end
		return blocks
	}
	return append(blocks, block{span: l.span, kind: l.as})
}

func (how layout) goesOn(s string, last, next line, gap bool) bool {
	before, after := s[last.start:last.end], s[next.start:next.end]
	first, _ := utf8.DecodeRuneInString(after)
	ended := ends(before)
	switch {
	case abbreviated(before) && unicode.IsLower(first):
		return !labeled(after)
	case brokenInitials(before, after, gap):
		return true
	case gap:
		return !ended && !labeled(after) && (runsOn(before) && unicode.IsLower(first) || unfinished(before))
	case labeled(after) && ended:
		return false
	case how.broken:
		return !ended && (!labeled(after) || dashed(after))
	case !how.wrapped:
		return !ended && (unicode.IsLower(first) || last.n > longLine)
	case how.indents && next.indented && !last.indented && ended:
		return false
	case ended && !unicode.IsLower(first):
		return how.full(last, after)
	}
	return true
}

// dashed reports whether a line begins with a dash behind which a sentence goes on.
func dashed(s string) bool {
	rest := strings.TrimLeft(s, "-–— ")
	return len(rest) < len(s) && unicode.IsLower(words.FirstRune(rest)) && strings.IndexByte(s, ' ') < len(s)-len(rest)
}

// labelAlone reports whether a block is a number or letter whose text stands on the
// next line.
func labelAlone(s string, in span) bool {
	if in.end-in.start > 12 {
		return false
	}
	l, ok := labelOf(s[in.start:in.end] + " x")
	return ok && l.body == in.end-in.start+1
}

func labeled(s string) bool {
	_, ok := labelOf(s)
	return ok
}

// closers may stand behind the mark that ends a sentence.
const closers = "\"'”’»)]"

// ends reports whether a line may be the end of a paragraph: it ends with a
// mark of punctuation, behind which quotation marks and brackets may close.
func ends(s string) bool {
	s = strings.TrimRight(s, closers)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;…", r)
}

// runsOn reports whether a line breaks off inside a sentence.
func runsOn(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, closers))
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == ',' || r == '-'
}

// page is a page number, alone or beside the number of a document of the United
// Nations, such as "45 10-55103".
var page = regexp.MustCompile(`^(([Pp]age |[Сс]траница |[Сс]тр\. )?\d{1,4}|(\d{1,4}\s+)?\d\d-\d{5}(\s+\d{1,4})?)$`)

// exclusion gives the reason to leave a line out.
func exclusion(s string) string {
	switch {
	case !strings.ContainsFunc(s, words.IsRune):
		return separator
	case len(s) <= 20 && page.MatchString(s), len(s) < 6 && smallRoman(s):
		return pageNumber
	}
	return ""
}

const (
	mostHeading = 100 // code points; what is longer is no heading
	capitals    = 0   // rank of a heading in capitals
)

// kindOf tells a heading from other lines of plain text.
func kindOf(s string, l line) string {
	text := s[l.start:l.end]
	if _, ok := rankOf(text, l.n); ok {
		return heading
	}
	if labeled(text) {
		return listItem
	}
	return paragraph
}

// rankOf gives the depth of a heading.
func rankOf(text string, n int) (int, bool) {
	if n > mostHeading {
		return 0, false
	}
	if romanTitle(text) {
		return romanRank, true
	}
	if d, ok := divisionOf(text); ok {
		return d.rank, true
	}
	if ends(text) || strings.HasSuffix(text, ",") {
		return 0, false
	}
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return 0, false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return capitals, letters >= 4
}

// outline writes the headings above each block into it.
func outline(s string, blocks []block) []block {
	var o headings
	for i := range blocks {
		b := &blocks[i]
		text := s[b.start:b.end]
		rank := 0
		title := b.kind == heading && i > 0 && named(s, blocks[i-1], *b)
		if title {
			rank = o.ranks[len(o.ranks)-1]
		} else if b.kind == heading && b.excluded == "" {
			rank = rankIn(text, *b)
			o.leave(rank)
		}
		b.path = o.path
		if b.kind == heading && b.excluded == "" {
			o.enter(rank, text)
		}
		b.division = o.division
	}
	return blocks
}

// rankIn gives the depth of a heading among others.
func rankIn(text string, b block) int {
	if b.level > 0 {
		return b.level
	}
	if rank, ok := rankOf(text, utf8.RuneCountInString(text)); ok {
		return rank
	}
	if d, ok := divisionIn(text); ok {
		return d.rank
	}
	return titleRank
}

// named reports whether a heading is the title of the division whose heading stands
// right before it, below which it stands.
func named(s string, before, b block) bool {
	if before.kind != heading || before.excluded != "" || b.excluded != "" || b.level > 0 && b.level <= unmarked && b.level != before.level {
		return false
	}
	_, bare := bareDivision(strings.ToUpper(s[before.start:before.end]))
	_, other := divisionIn(s[b.start:b.end])
	return bare && !other && !romanTitle(s[b.start:b.end])
}

// headings is the way from the outermost heading to the place where one reads.
type headings struct {
	ranks []int
	texts []string
	named []string // divisions, empty for other headings

	path, division string
}

// leave goes up to what stands above a rank.
func (h *headings) leave(rank int) {
	for len(h.ranks) > 0 && h.ranks[len(h.ranks)-1] >= rank {
		h.ranks, h.texts, h.named = h.ranks[:len(h.ranks)-1], h.texts[:len(h.texts)-1], h.named[:len(h.named)-1]
	}
	h.join()
}

func (h *headings) enter(rank int, text string) {
	d, _ := divisionIn(text)
	h.ranks, h.texts, h.named = append(h.ranks, rank), append(h.texts, strings.Join(strings.Fields(text), " ")), append(h.named, d.String())
	h.join()
}

func (h *headings) join() {
	h.path = strings.Join(h.texts, " > ")
	h.division = strings.Join(slices.DeleteFunc(slices.Clone(h.named), func(d string) bool { return d == "" }), "/")
}
