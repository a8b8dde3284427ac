package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// Bounds of a table of contents.
const (
	leastNamed   = 2   // entries, where it has its heading
	leastUnnamed = 5   // entries, where it has none
	leastTitles  = 4   // lines without leaders, below its heading
	mostWrapped  = 3   // lines of a title that is broken
	leastTitle   = 10  // bytes, of a title that is looked for in the text
	mostTitle    = 200 // bytes
)

// contentsNames are headings of tables of contents, in lower case.
var contentsNames = []string{"table of contents", "contents", "содержание", "оглавление", "мазмұны"}

// markContents marks the lines of tables of contents. They provide for nothing: their
// titles stand in the text again. Such a table is
//   - lines with leaders (". . .") and page numbers behind them, two of them below a
//     heading that says so, or five without it, and between them the lines over which
//     a title is broken;
//   - below a heading that stands alone on its line, lines that end with numbers that
//     grow, or a stretch of titles without an empty line;
//   - in the first quarter of a text, a stretch of titles without an empty line, of which
//     five come again in this order, each above a text of its own.
//
// Numbers at line ends alone make no table of contents: a list of amounts has them,
// too.
func markContents(s string, all []line) {
	for i := 0; i < len(all); i++ {
		start := i
		if all[i].blank() {
			continue
		}
		name, alone := contentsHeading(s[all[i].start:all[i].end])
		last := -1
		if name || leadersOf(s, all[i], leaders{}).all > 0 {
			var n leaders
			if last, n = withLeaders(s, all, i); !n.table(name) {
				last = -1
			}
			if last < 0 && alone {
				last = withoutLeaders(s, all, i)
			}
		}
		if last < 0 {
			last = listedAgain(s, all, i)
		}
		for ; i <= last; i++ {
			if !all[i].blank() {
				all[i].as = contents
			}
		}
		i = max(start, last)
	}
}

// contentsHeading reports whether a line begins with a heading of a table of contents,
// and whether it is nothing more.
func contentsHeading(text string) (named, alone bool) {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) {
		return false, false
	}
	lower := strings.ToLower(text[:min(len(text), 40)])
	for _, name := range contentsNames {
		rest, ok := strings.CutPrefix(lower, name)
		if !ok || words.IsRune(words.FirstRune(rest)) && rest != "" {
			continue
		}
		if strings.Trim(rest, " .:") == "" && len(text) < 40 {
			return true, true
		}
		next := words.FirstRune(strings.TrimLeft(text[len(name):], " "))
		return rest[0] == ' ' && (unicode.IsUpper(next) || unicode.IsDigit(next)), false
	}
	return false, false
}

// leaders is what a line shows of entries.
type leaders struct {
	all      int // leaders
	numbered int // with a page number behind them
	last     int // page number in figures, or 0
	drops    int // page numbers that are below the one before
}

// page adds a page number.
func (n *leaders) page(number string) {
	n.numbered++
	if v := leadingNumber(number); v > 0 {
		if v < n.last {
			n.drops++
		}
		n.last = v
	}
}

// table reports whether entries make a table of contents. Its page numbers grow, but
// for columns that were read across; those of a list of amounts don't.
func (n leaders) table(named bool) bool {
	return n.numbered >= leastUnnamed && n.drops*4 <= n.numbered || named && n.numbered >= leastNamed
}

// leadersOf adds the entries of a line to those before, unless it holds more than
// titles.
func leadersOf(s string, l line, before leaders) leaders {
	text, n := s[l.start:l.end], before
	if !strings.Contains(text, ". .") && !strings.Contains(text, "..") && !strings.Contains(text, ".,") && !strings.Contains(text, "…") {
		return before
	}
	title := 0 // where the title begins
	for i := 0; i < len(text); {
		end, dots := leaderEnd(text, i)
		if dots < 2 {
			i = max(end, i+1)
			continue
		}
		if i-title > mostTitle {
			return before
		}
		n.all++
		i = end
		if number := pageEnd(text, end); number > end {
			n.page(text[end:number])
			i = number
		}
		title = i
	}
	if len(text)-title > mostTitle {
		return before
	}
	return n
}

// leaderEnd reads dots with spaces and stray commas between them.
func leaderEnd(text string, at int) (end, dots int) {
	for end = at; end < len(text); {
		switch c := text[end]; {
		case c == '.':
			dots++
		case strings.HasPrefix(text[end:], "…"):
			dots += 3
			end += len("…") - 1
		case c != ' ' && c != ',' || dots == 0:
			return end, dots
		}
		end++
	}
	return end, dots
}

// pageEnd reads a page number: up to three figures, or a Roman number in small letters.
func pageEnd(text string, at int) int {
	end := at
	for end < len(text) && digit(text[end]) {
		end++
	}
	if end > at {
		if end-at > 3 {
			return at
		}
		return end
	}
	for end < len(text) && strings.IndexByte("ivxl", text[end]) >= 0 {
		end++
	}
	if end-at > 6 || end < len(text) && words.IsRune(words.FirstRune(text[end:])) {
		return at
	}
	return end
}

// withLeaders follows a table of contents from its first line to the last one with an
// entry, and counts the entries.
func withLeaders(s string, all []line, from int) (last int, n leaders) {
	wrapped := 0
	for i := from; i < len(all) && wrapped <= mostWrapped; i++ {
		if all[i].blank() {
			continue
		}
		found := leadersOf(s, all[i], n)
		switch {
		case found.numbered > n.numbered:
			last, n, wrapped = i, found, 0
		case i > from && found.all == n.all && !titleLine(s[all[i].start:all[i].end]):
			return last, n
		case i > from:
			wrapped++
		}
	}
	return last, n
}

// titleLine reports whether a line may be one of a title: it is short, and does not
// end a sentence.
func titleLine(text string) bool {
	if len(text) > mostTitle {
		return false
	}
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return strings.IndexByte(".!?;", text[len(text)-1]) < 0 || periods(strings.TrimSuffix(last, "."))
}

// withoutLeaders follows a table of contents without leaders, and gives its last line,
// or -1.
func withoutLeaders(s string, all []line, from int) int {
	numbered, titles, last, page := 0, 0, -1, -1
	gap, broken := false, false // an empty line; a title goes on
	for i := from + 1; i < len(all); i++ {
		if all[i].blank() {
			gap = gap || i > from+1
			continue
		}
		text := s[all[i].start:all[i].end]
		first := words.FirstRune(text)
		if named, _ := contentsHeading(text); named || !titleLine(text) || !unicode.IsUpper(first) && !unicode.IsDigit(first) && !broken || exclusion(text) != "" {
			break
		}
		n := lastNumber(text)
		broken = n < 0 && numbered > 0
		switch {
		case n >= max(page, 0):
			numbered, page, last = numbered+1, n, i
		case !gap && numbered == 0:
			last = i
		case n < 0 && !gap: // the first line of a title
		default:
			i = len(all)
			continue
		}
		titles++
	}
	if numbered >= leastNamed && numbered*2 >= titles || numbered == 0 && titles >= leastTitles {
		return last
	}
	return -1
}

// listedAgain follows a stretch of titles that come again, and gives its last line, or -1.
// Up to three lines behind the last that comes again may be damaged, if a paragraph
// follows.
func listedAgain(s string, all []line, from int) (last int) {
	if from > 0 && !all[from-1].blank() || all[from].end*4 > len(s) {
		return -1
	}
	end, candidates := from, 0
	for ; end < len(all) && !all[end].blank() && titleLine(s[all[end].start:all[end].end]); end++ {
		if titleCase(s[all[end].start:all[end].end]) {
			candidates++
		}
	}
	if candidates < leastUnnamed {
		return -1
	}
	last = -1
	n, at := 0, all[end-1].end
	for i := from; i < end; i++ {
		text := s[all[i].start:all[i].end]
		if !titleCase(text) || len(text) < leastTitle {
			continue
		}
		if next := strings.Index(s[at:], "\n"+text); next >= 0 {
			if next > mostTitle {
				n++
			}
			last, at = i, at+next+len(text)
		}
	}
	switch {
	case n < leastUnnamed:
		return -1
	case end-last-1 <= mostWrapped && end < len(all) && !all[end].blank():
		return end - 1
	}
	return last
}

// lastNumber reads the page number that a title ends with, or gives -1.
func lastNumber(text string) int {
	at := len(text)
	for at > 0 && digit(text[at-1]) {
		at--
	}
	if at == len(text) || len(text)-at > 3 || at < 2 || text[at-1] != ' ' {
		return -1
	}
	return leadingNumber(text[at:])
}

// contentsBlocks marks tables of contents among the blocks of a format that marks
// none. An entry is a block.
func contentsBlocks(s string, blocks []block) {
	all := make([]line, 0, 2*len(blocks))
	for i := range blocks {
		b := &blocks[i]
		all = append(all, line{span: b.span}, line{span: span{b.end, b.end}})
		if b.excluded != "" || b.kind == footnote || b.kind == tableCell {
			all[2*i].end = b.start
		}
	}
	markContents(s, all)
	for i := range blocks {
		if all[2*i].as != "" {
			blocks[i] = block{span: blocks[i].span, kind: contents}
		}
	}
}
