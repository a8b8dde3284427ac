package formats

import (
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/pdf"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// readPDF reads the text layer of a PDF. Running heads, running feet and page
// numbers are left out; words that were broken at a line's end are joined; the
// distances and indentations of lines show the paragraphs, which are then cut as
// those of plain text are. A page that is a picture is reported as scanned.
// Columns and tables stand in the order in which the file draws them.
func (r *Reader) readPDF(data []byte) (*Content, *Fault, error) {
	engine := r.PDF
	if engine == nil {
		engine = pdf.NewReader(context.Background())
		defer engine.Close() //nolint:errcheck // what was read is whole
	}
	pages, err := engine.Read(data)
	if err != nil {
		f, err := pdfFault(err)
		return nil, f, err
	}
	c, f := r.fromPages(pages)
	return c, f, nil
}

// fromPages puts the text layers of pages together.
func (r *Reader) fromPages(pages []pdf.Page) (*Content, *Fault) {
	p := &pdfReader{builder: &builder{}, pages: pages, numbered: r.Numbered}
	scanned, recognized, written, letters, unknown := 0, 0, 0, 0, 0
	for i := range pages {
		n, bad := lettersOf(pages[i].Text)
		letters, unknown = letters+n, unknown+bad
		switch {
		case pages[i].Image >= mostlyImage && n < fewLetters:
			scanned++
			p.exclude("scanned_page")
		case pages[i].Image >= mostlyImage:
			recognized++
		}
		if n >= fewLetters {
			written++
		}
	}
	switch {
	case scanned > 0 && written == 0:
		return nil, &Fault{Code: "scanned_pdf", Message: fmt.Sprintf("%d of %d pages are pictures without a text layer: the text has to be recognized first", scanned, len(pages))}
	case unknown*10 > letters:
		return nil, &Fault{Code: "unmapped_text", Message: fmt.Sprintf("the fonts do not say which letters %d of %d characters are", unknown, letters+unknown)}
	}
	p.keep()
	p.all()
	p.flush(Block{Kind: Paragraph})
	left := slices.DeleteFunc(p.blocks, func(b Block) bool { return b.Excluded == "" })
	p.blocks = nil
	c, f := p.finish(Encoding{"utf-8", schemas.EncodingDeclared})
	if f != nil {
		return nil, f
	}
	for i := range left {
		left[i].Start, left[i].End = 0, 0
	}
	c.Blocks, c.Lines = left, Plain
	c.Pages, c.OCR = len(pages), recognized*2 > len(pages)
	return c, nil
}

// pdfFault names what is wrong with a file. Other errors are none of its own, and
// stop the stage.
func pdfFault(err error) (*Fault, error) {
	for _, known := range []struct {
		err  error
		code string
	}{{pdf.ErrEncrypted, "encrypted"}, {pdf.ErrDamaged, "damaged_pdf"}, {pdf.ErrTooMany, "too_many_pages"}, {pdf.ErrTooLarge, "too_large"}} {
		if errors.Is(err, known.err) {
			return &Fault{Code: known.code, Message: err.Error()}, nil
		}
	}
	return nil, err
}

const (
	mostlyImage = 0.5 // of a page
	fewLetters  = 20  // on a page that is no page of text
)

// lettersOf counts the letters and digits of a text, and the characters that no
// font knows.
func lettersOf(s string) (n, unknown int) {
	for _, r := range s {
		switch {
		case words.IsRune(r):
			n++
		case unmapped(r):
			unknown++
		}
	}
	return n, unknown
}

// unmapped reports whether a character is one that its font does not name.
func unmapped(r rune) bool {
	return r == utf8.RuneError || r < ' ' && !strings.ContainsRune("\t\r\n", r) || r >= 0xe000 && r < 0xf900
}

// pdfLine is a line that is kept.
type pdfLine struct {
	pdf.Line
	page       int
	text       string
	indented   bool
	full       bool // it fills the column
	hyphenated bool // it ends with a hyphen that may be one of a word
}

// pdfReader puts the lines of pages together.
type pdfReader struct {
	*builder
	pages    []pdf.Page
	lines    []pdfLine
	spacing  float64                // usual distance of lines
	numbered func(line string) bool // as of Reader, or nil
	compact  map[string]bool        // words that are written with a hyphen within a line
}

// fullLine is the part of a column's width that a line has to reach for the text
// to go on behind a break.
const fullLine = 0.75

// keep chooses the lines of the text.
func (p *pdfReader) keep() {
	heads := p.runningHeads()
	p.spacing, p.compact = spacing(p.pages), compounds(p.pages)
	var all []pdf.Line
	for n := range p.pages {
		all = append(all, p.pages[n].Lines...)
	}
	_, right := margins(all)
	for n := range p.pages {
		page := &p.pages[n]
		left, _ := margins(page.Lines)
		for i, l := range page.Lines {
			if reason := heads[[2]int{n, i}]; reason != "" {
				p.exclude(reason)
				continue
			}
			text := page.Text[l.Start:l.End]
			word := strings.TrimSuffix(strings.TrimSuffix(text, "-"), "\u00ad")
			r, _ := utf8.DecodeLastRuneInString(word)
			hyphen := l.Broken || word != text && (unicode.IsLetter(r) || unicode.IsDigit(r))
			p.lines = append(p.lines, pdfLine{l, n, text, l.Left > left+p.spacing/2, l.Right >= left+(right-left)*fullLine, hyphen})
		}
	}
}

// all adds all lines.
func (p *pdfReader) all() {
	k := 0
	for n := range p.pages {
		p.part("page "+strconv.Itoa(n+1), n+1, len(p.pages[n].Text)+1) // a form feed joins two pages
		for ; k < len(p.lines) && p.lines[k].page == n; k++ {
			p.line(k)
		}
	}
}

// line adds a line and what stands between it and the next one.
func (p *pdfReader) line(k int) {
	l, text := &p.lines[k], p.pages[p.lines[k].page].Text
	end, from, to := l.End, l.End, l.End // of its words; the hyphen's place
	switch {
	case l.Broken: // spaces may stand between
		from += strings.Index(text[end:], "\ufffe")
		to = from + len("\ufffe")
	case l.hyphenated:
		_, n := utf8.DecodeLastRuneInString(l.text)
		end, from = end-n, end-n
	}
	for i := l.Start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ' || r == '\t' || r == '\r' || r == '\n':
			p.space(i, i+n)
		case unmapped(r):
			p.write([]byte("\ufffd"), i, i+n)
		default:
			p.write([]byte(text[i:i+n]), i, i+n)
		}
		i += n
	}
	var next *pdfLine
	if k+1 < len(p.lines) {
		next = &p.lines[k+1]
	}
	joined, hyphen := p.join(l, next)
	if l.hyphenated && hyphen {
		p.write([]byte("-"), from, to)
	}
	if next != nil && !joined {
		p.between(l, next)
	}
}

// join says whether a line and the next one share a word, and whether the hyphen
// between them belongs to it: before a capital letter or a figure it does, and
// where the word has one elsewhere within a line.
func (p *pdfReader) join(l, next *pdfLine) (joined, hyphen bool) {
	if !l.hyphenated || next == nil {
		return false, true
	}
	r, _ := utf8.DecodeRuneInString(next.text)
	switch {
	case unicode.IsLower(r):
		first := strings.TrimSuffix(strings.TrimSuffix(l.text, "-"), "\u00ad")
		first = first[strings.LastIndexFunc(first, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
		second := next.text
		if i := strings.IndexFunc(second, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
			second = second[:i]
		}
		return true, first == "" || p.compact[strings.ToLower(first+"-"+second)]
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return true, true
	}
	return false, true
}

// between writes a line's end, an empty line where two lines are far from one
// another, and an indentation.
func (p *pdfReader) between(l, next *pdfLine) {
	p.gap = span{}
	p.put([]byte("\n"), p.end, p.end)
	down := l.Y - next.Y
	switch {
	case next.page != l.page || down < 0: // the next page or column
		if !l.full {
			p.put([]byte("\n"), p.end, p.end)
		}
	case p.spacing > 0 && down > p.spacing*1.5:
		p.put([]byte("\n"), p.end, p.end)
	}
	if next.indented {
		p.put([]byte("  "), p.end, p.end)
	}
}

var compound = regexp.MustCompile(`\pL+-\pL+`)

// compounds gives the words that are written with a hyphen within a line.
func compounds(pages []pdf.Page) map[string]bool {
	out := map[string]bool{}
	for i := range pages {
		for _, l := range pages[i].Lines {
			for _, w := range compound.FindAllString(pages[i].Text[l.Start:l.End], -1) {
				out[strings.ToLower(w)] = true
			}
		}
	}
	return out
}

// spacing gives the usual distance between lines: the lower quartile, since a
// text may have many short paragraphs.
func spacing(pages []pdf.Page) float64 {
	var all []float64
	for i := range pages {
		for k := 1; k < len(pages[i].Lines); k++ {
			if d := pages[i].Lines[k-1].Y - pages[i].Lines[k].Y; d > 0 {
				all = append(all, d)
			}
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/4]
}

// margins gives where the lines of a page begin and end, a tenth of them left out
// at either side.
func margins(lines []pdf.Line) (left, right float64) {
	if len(lines) == 0 {
		return 0, 0
	}
	var lefts, rights []float64
	for _, l := range lines {
		lefts, rights = append(lefts, l.Left), append(rights, l.Right)
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	return lefts[len(lefts)/10], rights[len(rights)-1-len(rights)/10]
}

// Bounds by which a line is told to be one of the page and not of the text.
const (
	outerLines = 2 // at either end of a page
	leastHeads = 3 // pages that share a head
	leastPages = 2 // pages that are numbered
	sameHeight = 3 // points
)

var digits = regexp.MustCompile(`\d+`)

// runningHeads finds the lines at the top or bottom of pages that come again, at
// the same height: with the same words on three pages, or with a number that
// counts the pages. What counts articles and the like is text.
func (p *pdfReader) runningHeads() map[[2]int]string {
	pages := p.pages
	same, counting := map[string][][2]int{}, map[string][][2]int{}
	for n := range pages {
		for _, i := range outer(pages[n].Lines) {
			l := pages[n].Lines[i]
			text := strings.Join(strings.Fields(pages[n].Text[l.Start:l.End]), " ")
			at := [2]int{n, i}
			height := strconv.Itoa(int(math.Round(l.Y / sameHeight)))
			same[height+" "+text] = append(same[height+" "+text], at)
			if p.numbered != nil && p.numbered(text) {
				continue
			}
			for _, key := range counters(text, n) {
				counting[height+" "+key] = append(counting[height+" "+key], at)
			}
		}
	}
	out := map[[2]int]string{}
	for _, lines := range same {
		if onPages(lines) >= leastHeads {
			for _, at := range lines {
				out[at] = "running_head"
			}
		}
	}
	for key, lines := range counting {
		lettered := strings.ContainsFunc(key, unicode.IsLetter)
		if onPages(lines) < leastPages || lettered && onPages(lines) < leastHeads {
			continue
		}
		for _, at := range lines {
			if out[at] = "page_number"; lettered {
				out[at] = "running_head"
			}
		}
	}
	return out
}

// counters gives a key for each number of a line: its words with that number taken
// out, and how far the number is from the page's.
func counters(text string, page int) []string {
	var out []string
	for _, d := range digits.FindAllStringIndex(text, -1) {
		if n, err := strconv.Atoi(text[d[0]:d[1]]); err == nil {
			out = append(out, text[:d[0]]+"#"+text[d[1]:]+" "+strconv.Itoa(n-page))
		}
	}
	return out
}

// onPages counts the pages of lines.
func onPages(lines [][2]int) int {
	n := 0
	for i, at := range lines {
		if i == 0 || lines[i-1][0] != at[0] {
			n++
		}
	}
	return n
}

// outer gives the highest and the lowest lines of a page.
func outer(lines []pdf.Line) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(math.Round(lines[b].Y)) - int(math.Round(lines[a].Y)) })
	if len(order) > 2*outerLines {
		order = append(order[:outerLines:outerLines], order[len(order)-outerLines:]...)
	}
	return order
}
