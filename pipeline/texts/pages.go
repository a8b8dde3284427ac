package texts

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
)

// pageEdits takes out what the edge of a printed page leaves in a text: page
// numbers that cut a sentence, running heads, and numbers that stand at the end
// or the beginning of a page's text.
func pageEdits(s string) (edits []formats.Edit, dropped []string) {
	p := &printed{s: s, all: lines(s, span{0, len(s)})}
	p.how = layoutOf(s, p.all)
	p.furniture()
	p.breaks()
	p.series()
	for i := range p.gaps {
		g := &p.gaps[i]
		if e, ok := p.edit(g); ok {
			edits, dropped = append(edits, e), append(dropped, g.reasons...)
		}
	}
	return edits, dropped
}

// printed is a text that may have been printed.
type printed struct {
	s     string
	all   []line
	how   layout
	roles []string // of each line: pageNumber, runningHead, or none
	gaps  []gap
}

// gap is what lies between two lines that hold text: blank lines, page numbers
// and running heads.
type gap struct {
	before, after int // lines, or -1 and len(all)
	blanks        int
	reasons       []string
	heads         bool
	from, to      int // of what is taken out
	number        int // that stands beside the gap, or inside it; 0 if none
	inline        bool
	sure          bool // it can be nothing else
}

func (p *printed) text(i int) string { return p.s[p.all[i].start:p.all[i].end] }

// printedHead is a running head of the verbatim records of the United Nations
// General Assembly: those of the forty-eighth session, and the record's symbol.
var printedHead = regexp.MustCompile(`^(\d{1,4} General Assembly - [A-Z][a-z]+(-[a-z]+)? session|[A-Z][a-z]+(-[a-z]+)? session - \d{1,2} [A-Z][a-z]+ [l1]\d{3} \d{1,4}|A/\d{1,2}/PV\.\d{1,3})$`)

// furniture finds page numbers and running heads. A line is a running head if it
// comes again with other numbers, and most times cuts a sentence beside a page
// number.
func (p *printed) furniture() {
	p.roles = make([]string, len(p.all))
	shapes := map[string][]int{}
	shapeOf := make([]string, len(p.all)) // of lines that could be one
	for i, l := range p.all {
		text := p.text(i)
		switch {
		case l.blank() || l.n > 80:
		case exclusion(text) == pageNumber:
			p.roles[i] = pageNumber
		case (strings.Contains(text, "session") || text[0] == 'A') && printedHead.MatchString(text):
			p.roles[i] = runningHead
		default:
			if shape, ok := headShape(text); ok {
				shapes[shape], shapeOf[i] = append(shapes[shape], i), shape
			}
		}
	}
	var candidates [][]int
	for i, shape := range shapeOf { // in order, so that the result is
		if members := shapes[shape]; len(members) > 1 && members[0] == i {
			candidates = append(candidates, members)
			for _, m := range members {
				p.roles[m] = runningHead
			}
		}
	}
	for _, members := range candidates {
		cuts := 0
		for _, m := range members {
			if p.cutsAt(m) {
				cuts++
			}
		}
		if cuts*2 < len(members) {
			for _, m := range members {
				p.roles[m] = ""
			}
		}
	}
}

// headShape gives a line with its numbers left out, if it could be a running
// head: three words or more, with a number, that are no sentence and no heading.
func headShape(s string) (string, bool) {
	if len(s) < 12 || len(s) > 160 || !strings.ContainsAny(s, "0123456789") || ends(s) || strings.HasSuffix(s, ",") || labeled(s) {
		return "", false
	}
	if _, ok := divisionOf(s); ok {
		return "", false
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) {
		return "", false
	}
	fields := strings.Fields(s)
	numbers := 0
	for i, f := range fields {
		if strings.ContainsAny(f, "0123456789") {
			fields[i] = "#"
			numbers++
		}
	}
	return strings.Join(fields, " "), numbers > 0 && len(fields)-numbers >= 3
}

// mostEdge bounds what stands at the edge of a page, in lines.
const mostEdge = 100

// cutsAt reports whether a sentence goes on around a line, and a page number
// stands with it.
func (p *printed) cutsAt(i int) bool {
	before, after, paged := i-1, i+1, false
	for ; before >= 0 && i-before <= mostEdge && (p.all[before].blank() || p.roles[before] != ""); before-- {
		paged = paged || p.roles[before] == pageNumber
	}
	for ; after < len(p.all) && after-i <= mostEdge && (p.all[after].blank() || p.roles[after] != ""); after++ {
		paged = paged || p.roles[after] == pageNumber
	}
	if !paged || before < 0 || after == len(p.all) || i-before > mostEdge || after-i > mostEdge {
		return false
	}
	first, _ := utf8.DecodeRuneInString(p.text(after))
	return !ends(p.text(before)) && unicode.IsLower(first)
}

// breaks lists the gaps that may be the edges of pages.
func (p *printed) breaks() {
	for i := 0; i < len(p.all); i++ {
		if !p.all[i].blank() && p.roles[i] == "" {
			continue
		}
		g := gap{before: i - 1}
		for ; i < len(p.all) && (p.all[i].blank() || p.roles[i] != ""); i++ {
			if role := p.roles[i]; role == "" {
				g.blanks++
			} else {
				g.reasons = append(g.reasons, role)
				g.heads = g.heads || role == runningHead
				if role == pageNumber {
					g.number = leadingNumber(p.text(i))
				}
			}
		}
		g.after = i
		g.from, g.to = 0, len(p.s)
		if g.before >= 0 {
			g.from = p.all[g.before].end
		}
		if g.after < len(p.all) {
			g.to = p.all[g.after].start
		}
		if len(g.reasons) > 0 || g.blanks >= 3 {
			p.gaps = append(p.gaps, g)
		}
	}
}

// leadingNumber reads the number that a text begins with.
func leadingNumber(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 3 && digit(s[i]); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// How far apart, in gaps, two page numbers show that they are some: near, they may
// have skipped pages; far, the gaps between them must be their difference.
const (
	nearPages = 2
	farPages  = 12
)

// leadingRoman finds where the words behind a Roman number in small letters begin,
// which is none of them: "iv" and not "i" or "mix".
func leadingRoman(s string) int {
	number, _, found := strings.Cut(s[:min(len(s), 8)], " ")
	if !found || !smallRoman(number) {
		return 0
	}
	return len(number) + 1
}

// smallRoman reports whether a text is a Roman number in small letters, of two to
// seven of them.
func smallRoman(s string) bool {
	return len(s) > 1 && len(s) < 8 && strings.Trim(s, "ivx") == "" && romanValue(strings.ToUpper(s)) > 0
}

// series finds numbers at the end of the text before a gap, or at the beginning
// of the text behind it. They are page numbers if they grow from gap to gap as
// page numbers do.
func (p *printed) series() {
	for i := range p.gaps {
		g := &p.gaps[i]
		if len(g.reasons) > 0 || g.before < 0 || g.after == len(p.all) {
			continue
		}
		if n, from := trailing(p.text(g.before)); n > 0 {
			g.number, g.from, g.inline = n, p.all[g.before].start+from, true
			if next, to := leading(p.text(g.after)); next == n+1 { // behind a page without text
				g.to = p.all[g.after].start + to
			}
		} else if n, to := leading(p.text(g.after)); n > 0 {
			g.number, g.to, g.inline = n, p.all[g.after].start+to, true
		} else if to := leadingRoman(p.text(g.after)); to > 0 {
			g.to, g.inline, g.sure = p.all[g.after].start+to, true, true
		}
	}
	grows := func(a, b int) bool {
		if a < 0 || b >= len(p.gaps) || p.gaps[a].number == 0 || p.gaps[b].number == 0 {
			return false
		}
		d := p.gaps[b].number - p.gaps[a].number
		return d > 0 && (d == b-a || b-a <= nearPages && d <= 2*(b-a))
	}
	for i := range p.gaps {
		g, found := &p.gaps[i], false
		for k := 1; k <= farPages && g.inline && !found; k++ {
			found = grows(i-k, i) || grows(i, i+k)
		}
		if g.inline && !g.sure && !found {
			g.number, g.inline = 0, false
			g.from, g.to = p.all[g.before].end, p.all[g.after].start
		}
	}
}

// trailing reads a number of up to three figures that a line ends with, and where
// the words before it end.
func trailing(s string) (n, from int) {
	i := len(s)
	for i > 0 && digit(s[i-1]) {
		i--
	}
	words := strings.TrimRight(s[:i], " ")
	if len(s)-i == 0 || len(s)-i > 3 || len(words) == i || len(words) < 20 || digit(words[len(words)-1]) {
		return 0, 0
	}
	return leadingNumber(s[i:]), len(words)
}

// leading reads a number of up to three figures that a line begins with, and
// where the words behind it begin.
func leading(s string) (n, to int) {
	i := 0
	for i < len(s) && digit(s[i]) {
		i++
	}
	words := strings.TrimLeft(s[i:], " ")
	if i == 0 || i > 3 || len(words) == len(s)-i || len(words) < 20 || !unicode.IsLetter(rune(words[0])) {
		return 0, 0
	}
	return leadingNumber(s[:i]), len(s) - len(words)
}

// edit says what becomes of a gap. One that cuts a sentence becomes a line end,
// and one that holds a running head a blank line; others stay.
func (p *printed) edit(g *gap) (formats.Edit, bool) {
	e := formats.Edit{Start: g.from, End: g.to, With: "\n\n", Rule: "page_break"}
	switch {
	case g.heads:
		e.Rule = runningHead
	case g.inline:
		e.Rule = pageNumber
	}
	if g.before >= 0 && g.after < len(p.all) && p.cut(g) {
		e.With = "\n"
		return e, len(g.reasons) > 0 || g.inline
	}
	return e, g.heads || g.inline
}

// cut reports whether a sentence goes on over a gap.
func (p *printed) cut(g *gap) bool {
	before, after := p.s[p.all[g.before].start:g.from], p.s[g.to:p.all[g.after].end]
	broken := brokenInitials(before, after, true)
	if _, ok := rankOf(before, utf8.RuneCountInString(before)); ok || ends(before) && !broken || labeled(after) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(after)
	if broken || unicode.IsLower(first) {
		return true
	}
	_, isHeading := rankOf(after, utf8.RuneCountInString(after))
	return !isHeading && p.how.wrapped && p.all[g.before].n*10 >= p.how.width*7 && p.all[g.after].n*10 >= p.how.width*5
}
