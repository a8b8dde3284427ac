package texts

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// runningWords are what headings begin with that are looked for within lines. In small
// letters the words are too often part of a sentence.
var runningWords = []string{"Article ", "ARTICLE ", "Статья ", "СТАТЬЯ ", "Стаття ", "ANNEX "}

// leastArticles is how many headings within lines show that a text's line ends were lost.
const leastArticles = 3

// running is the heading of a division within a line: its word and number.
type running struct {
	span
	number int
	small  bool // in capitals, in a text without
}

// setApart cuts lines at the headings of articles that stand within them, as they do where
// line ends were lost. They are certain where their numbers go from 1 on, one by one,
// each behind the end of a sentence or of a heading, and before the beginning of one.
// A text that was put into small letters but for "ARTICLE" shows neither; there,
// paragraphs are cut, too, whose numbers or letters go on from the article's first.
func setApart(s string, all []line) []line {
	if !slices.ContainsFunc(all, func(l line) bool { return l.n > longLine && l.as == "" }) {
		return all
	}
	pieces := piecesWithin(s)
	if len(pieces) == 0 {
		return all
	}
	var out []line
	for _, l := range all {
		rest := l
		for ; len(pieces) > 0 && pieces[0].start < l.end; pieces = pieces[1:] {
			p := pieces[0]
			p.end = min(p.end, l.end)
			if l.as != "" || l.n <= longLine || p.start < rest.start || p.start == l.start && p.as != heading {
				continue
			}
			if text := s[p.start:p.end]; p.as == paragraph && titleCase(text) && !ends(text) {
				p.as = heading
			}
			out = appendLine(out, s, line{span: span{rest.start, p.start}})
			out = appendLine(out, s, p)
			rest = line{span: span{p.end, l.end}}
		}
		if rest == l {
			out = append(out, l)
		} else {
			out = appendLine(out, s, rest)
		}
	}
	return out
}

// appendLine adds part of a line, unless it holds no word.
func appendLine(all []line, s string, l line) []line {
	if l.span = trim(s, l.span); !strings.ContainsFunc(s[l.start:l.end], words.IsRune) {
		return all
	}
	l.n = utf8.RuneCountInString(s[l.start:l.end])
	return append(all, l)
}

// piecesWithin finds the headings of articles, with their titles and what stands above
// them, and the paragraphs of articles in small letters.
func piecesWithin(s string) (pieces []line) {
	heads := headsWithin(s)
	tops := make([][]span, len(heads)+1) // what stands above each
	for i, h := range heads {
		from := 0
		if i > 0 {
			from = heads[i-1].end
		}
		tops[i] = headingsAbove(s, span{from, h.start})
	}
	add := func(as string, in ...span) {
		for _, in := range in {
			pieces = append(pieces, line{span: in, as: as, begins: true})
		}
	}
	for i, h := range heads {
		body := span{h.end, len(s)}
		if i+1 < len(heads) {
			body.end = heads[i+1].start
		}
		if next := tops[i+1]; len(next) > 0 {
			body.end = next[0].start
		}
		add(heading, tops[i]...)
		add(heading, h.span)
		if title := h.title(s, body); title.end > 0 {
			add(heading, title)
			body.start = title.end
		}
		if h.small {
			add(listItem, paragraphsWithin(s, body)...)
		} else {
			add(paragraph, trim(s, body)) // its sentences are told by their capitals
		}
	}
	return pieces
}

// headsWithin finds the headings that are certain, in order.
func headsWithin(s string) (heads []running) {
	var at []int
	for _, w := range runningWords {
		for from := 0; ; {
			i := strings.Index(s[from:], w)
			if i < 0 {
				break
			}
			at = append(at, from+i)
			from += i + len(w)
		}
	}
	if len(at) < leastArticles {
		return nil
	}
	slices.Sort(at)
	chains := map[string][]running{} // by word, and by figures
	end := func(key string) {
		if c := chains[key]; len(c) >= leastArticles {
			heads = append(heads, c...)
		}
		delete(chains, key)
	}
	for _, start := range at {
		word, _ := firstWord(s[start:])
		for _, key := range []string{word, word + " in Roman figures"} {
			read := figuresSize
			if key != word {
				read = romanSize
			}
			c := chains[key]
			if h, ok := headAt(s, start, len(c)+1, len(c) > 0 && c[0].small, read); ok {
				chains[key] = append(c, h)
				break
			}
			if h, ok := headAt(s, start, 1, false, read); ok { // of a protocol or an annex
				end(key)
				chains[key] = []running{h}
				break
			}
		}
	}
	for key := range chains {
		end(key)
	}
	slices.SortFunc(heads, func(a, b running) int { return a.start - b.start })
	return heads
}

// headAt reads a heading with a certain number, of which read gives the length. It is
// among small letters if the one before is.
func headAt(s string, start, number int, small bool, read func(s string, number int) int) (h running, ok bool) {
	if start > 0 && words.IsRune(words.LastRune(s[:start])) {
		return h, false
	}
	word, rest := firstWord(s[start:])
	rest = strings.TrimLeft(rest, " ")
	size := read(rest, number)
	if size == 0 {
		return h, false
	}
	behind := strings.TrimLeft(rest[size:], ":.")
	h = running{span{start, len(s) - len(behind)}, number, false}
	behind = strings.TrimLeft(behind, " -–—\n")
	first := words.FirstRune(behind)
	for _, l := range []string{"1.", "1)", "(1)", "a.", "a)", "(a)"} {
		if labels(behind, l) {
			first = words.FirstRune(strings.TrimLeft(behind[len(l):], " \n"))
		}
	}
	if h.small = small || inCapitals(word) && unicode.IsLower(first); h.small {
		return h, true
	}
	begins := unicode.IsUpper(first) || strings.ContainsRune("(\"“«", first)
	return h, begins && !words.IsRune(words.FirstRune(rest[size:])) && headingMayFollow(s[:start])
}

// labels reports whether a text begins with a label, behind which a word follows.
func labels(s, label string) bool {
	rest, ok := strings.CutPrefix(s, label)
	return ok && unicode.IsLetter(words.FirstRune(strings.TrimLeft(rest, " \n\"“")))
}

// headingMayFollow reports whether a heading may stand behind a text: it ends a sentence,
// or ends with a number or a capital letter's word, as another heading does.
func headingMayFollow(s string) bool {
	s = strings.TrimRight(s, " \n")
	if s == "" || ends(s) || strings.HasSuffix(s, ")") {
		return true
	}
	word := s[strings.LastIndexAny(s, " \n")+1:]
	return unicode.IsUpper(words.FirstRune(word)) || strings.Trim(word, "0123456789") == ""
}

// figuresSize reads a number in Arabic figures, which may stand apart as recognized print
// has them. Another figure behind it is the label of the first paragraph.
func figuresSize(s string, number int) int {
	want := strconv.Itoa(number)
	size := len(want)
	if !strings.HasPrefix(s, want) {
		if size++; number < 10 || number > 99 || !strings.HasPrefix(s, want[:1]+" "+want[1:]) || strings.HasPrefix(s[size:], ".") {
			return 0
		}
	}
	if rest := s[size:]; rest != "" && digit(rest[0]) && !labels(rest, "1.") && !labels(rest, "1)") {
		return 0
	}
	return size
}

// romanSize reads a number in Roman figures. Behind small ones, a word may begin with
// another i.
func romanSize(s string, number int) int {
	figures := "IVXLC"
	if s != "" && lower(s[0]) {
		figures = "ivxlc"
	}
	all := len(s) - len(strings.TrimLeft(s, figures))
	for _, size := range []int{all, all - 1} {
		if size > 0 && romanValue(strings.ToUpper(s[:size])) == number && (size == all || s[size] == 'i' && all < len(s) && lower(s[all])) {
			return size
		}
	}
	return 0
}

// headingsAbove finds the heading of a chapter or the like that ends a stretch of text,
// with its title.
func headingsAbove(s string, in span) []span {
	in.start = max(in.start, in.end-mostTitle)
	for _, marks := range []string{".:;)", ".;)"} { // the second for "part ii: goods"
		h := trim(s, span{in.start + strings.LastIndexAny(s[in.start:in.end], marks) + 1, in.end})
		if d, ok := divisionOf(s[h.start:h.end]); ok && d.number != "" && d.rank < articleRank {
			return []span{h}
		}
		word, rest := firstWord(s[h.start:h.end])
		number, title := cutWord(rest)
		if d, ok := divisionIn(word + " " + number); ok && d.rank < articleRank && strings.HasPrefix(title, ":") {
			at := h.end - len(title) + 1
			return []span{{h.start, at}, trim(s, span{at, h.end})}
		}
	}
	return nil
}

// title finds the title of a division at the beginning of its text: all of it, if it is
// short and ends no sentence, or what stands before its first paragraph's number.
func (h running) title(s string, body span) span {
	body.start += len(s[body.start:body.end]) - len(strings.TrimLeft(s[body.start:body.end], " -–—\n"))
	text := s[body.start:min(body.end, body.start+mostTitle)]
	end := -1
	for _, l := range []string{"1.", "1)", strconv.Itoa(h.number) + ".1 "} {
		for at := 0; ; {
			i := strings.Index(text[at:], l)
			if i < 0 {
				break
			}
			if at += i; at > 0 && !digit(text[at-1]) && labels(text[at:], l) && (end < 0 || at < end) {
				end = at
			}
			at++
		}
	}
	if dashed := strings.HasPrefix(strings.TrimLeft(s[h.end:], " "), "-"); end < 0 && len(text) == body.end-body.start && (dashed || !h.small) {
		end = len(text)
	}
	if end <= 0 || strings.ContainsAny(text[:end], ".:;?!(") || !h.small && !titleCase(text[:end]) {
		return span{}
	}
	return trim(s, span{body.start, body.start + end})
}

// paragraphsWithin cuts an article in small letters at labels that go on from 1 or a, each
// at its beginning or behind a mark; one may be missing. What stands before the first is
// none of them.
func paragraphsWithin(s string, in span) (out []span) {
	in = trim(s, in)
	for _, shape := range [][2]string{{"1", "."}, {"1", ")"}, {"a", "."}, {"a", ")"}} {
		for n := 0; ; n++ {
			at := nextLabel(s, in, labelNumber(shape[0], n)+shape[1])
			if at < 0 && n > 0 {
				n++
				at = nextLabel(s, in, labelNumber(shape[0], n)+shape[1])
			}
			if at < 0 {
				break
			}
			if len(out) > 0 {
				out[len(out)-1].end = at
			}
			out = append(out, span{at, in.end})
			in.start = at + 1
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// labelNumber gives the label that is n behind the first.
func labelNumber(first string, n int) string {
	if first == "1" {
		return strconv.Itoa(1 + n)
	}
	return string(rune('a' + n))
}

// nextLabel finds a label that a text begins with, or that stands behind a mark; or gives -1.
func nextLabel(s string, in span, label string) int {
	for at := in.start; ; at++ {
		i := strings.Index(s[at:in.end], label)
		if i < 0 {
			return -1
		}
		at += i
		before := strings.TrimRight(s[:at], " \n")
		if (at == in.start || strings.ContainsAny(before[len(before)-1:], ".;:)")) && labels(s[at:in.end], label) {
			return at
		}
	}
}
