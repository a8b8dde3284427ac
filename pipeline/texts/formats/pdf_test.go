package formats

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/pdf"
	"multivector/pipeline/pdf/pdftest"
)

func TestPDF(t *testing.T) {
	line := func(y float64, s string) pdftest.Line { return pdftest.Line{X: 70, Y: y, Text: s} }
	with := func(p pdftest.Page, more ...pdftest.Line) pdftest.Page {
		p.Lines = append(p.Lines, more...)
		return p
	}
	for _, c := range []struct {
		name  string
		pages []pdftest.Page
		want  string
	}{
		{"paragraphs by their distance, and Cyrillic", []pdftest.Page{pdftest.Body("GOALS", "", "Kazakhstan keeps the peace in the region and", "trades with Россия.", "", "1. Қазақстан speaks.")}, `
GOALS//Kazakhstan keeps the peace in the region and/trades with Россия.//1. Қазақстан speaks.`},
		{"words that were broken", []pdftest.Page{pdftest.Body("Kazakhstan seeks the coope-", "ration of Russia-", "Belarus and the well-", "known, of 1990-", "1995, a well-known idea.")}, `
Kazakhstan seeks the cooperation of Russia-Belarus and the well-known, of 1990-1995, a well-known idea.`},
		{"running heads and page numbers", []pdftest.Page{
			with(pdftest.Body("States agree on peace and they go on to agree"), line(800, "Concept of the Policy"), line(30, "1")),
			with(pdftest.Body("on trade. They stop."), line(800, "Concept of the Policy"), line(30, "2")),
			with(pdftest.Body("1995"), line(800, "Concept of the Policy"), line(30, "3")),
			with(pdftest.Body("Article 4"), line(30, "4"), line(800, "Law 17")),
		}, `
States agree on peace and they go on to agree/on trade. They stop./1995//Article 4//Law 17
left out: page_number=4;running_head=3`},
		{"a heading on each page is no running head", []pdftest.Page{pdftest.Body("Article 1", "One."), pdftest.Body("Article 2", "Two."), pdftest.Body("Article 3", "Three.")}, `
Article 1/One.//Article 2/Two.//Article 3/Three.`},
		{"a scanned page", []pdftest.Page{pdftest.Body("States agree on peace and on trade as well."), {Image: true}}, `
States agree on peace and on trade as well.
left out: scanned_page=1`},
		{"nothing but scanned pages", []pdftest.Page{{Image: true}, {Image: true}}, `
fault: scanned_pdf`},
		{"an empty page", []pdftest.Page{{}}, `
`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.pdf", pdftest.Write(c.pages...)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestPDFCountsInPages(t *testing.T) {
	c, _ := readFile(t, "a.pdf", pdftest.Write(pdftest.Body("One."), pdftest.Body("Kazakhstan keeps the peace in the region and"), pdftest.Body("trades.", "", "Two goes on and on until it reaches the end", "of the line.")))
	whole, two := strings.Index(c.Text.s, "Kazakhstan"), strings.Index(c.Text.s, "Two")
	for _, x := range []struct {
		part Part
		name string
		page int
	}{
		{c.Text.Part(0, len("One.")), "page 1", 1}, {c.Text.Part(whole, strings.Index(c.Text.s, "trades.")+7), "pages 2-3", 2}, {c.Text.Part(two, len(c.Text.s)), "page 3", 3},
	} {
		if x.part.Name != x.name || x.part.Page != x.page {
			t.Errorf("%+v, want %s", x.part, x.name)
		}
	}
	if c.Pages != 3 || c.MediaType != "application/pdf" || c.OCR {
		t.Errorf("%+v", c)
	}
}

func TestPDFWithRecognizedText(t *testing.T) {
	p := pdftest.Body("The text of this page was recognized by a machine.")
	p.Image = true
	if c, f := readFile(t, "a.pdf", pdftest.Write(p)); f != nil || !c.OCR {
		t.Errorf("%+v %+v", c, f)
	}
}

func TestPDFThatCannotBeRead(t *testing.T) {
	whole := pdftest.Write(pdftest.Body("States agree."))
	encrypted, err := os.ReadFile(filepath.Join("testdata", "encrypted.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		code string
	}{
		{"encrypted", encrypted, "encrypted"},
		{"its beginning alone", whole[:len(whole)/8], "damaged_pdf"},
		{"not a PDF", []byte("Text."), "damaged_pdf"},
		{"text", []byte(`{\rtf1 a}`), "wrong_format"},
		{"fonts that name no letters", bytes.Replace(whole, []byte("<00FF> <0000>"), []byte("<00FF> <E000>"), 1), "unmapped_text"},
	} {
		if _, f := readFile(t, "a.pdf", c.data); f == nil || f.Code != c.code {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

// A PDF of ten thousand pages is refused before its pages are read; one of as many
// as are taken is read in bounded time.
func TestLongPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	page := pdftest.Body("Kazakhstan keeps the peace in the region and trades with all.", "It speaks.")
	pages := make([]pdftest.Page, 10_000)
	for i := range pages {
		pages[i] = page
	}
	sharedPDF() // so that its start is not counted
	for _, n := range []int{10_000, pdf.MostPages} {
		data := pdftest.Write(pages[:n]...)
		began := time.Now()
		r := Reader{PDF: sharedPDF()}
		c, f, err := r.readPDF(data)
		if err != nil || (f != nil) != (n > pdf.MostPages) || f != nil && f.Code != "too_many_pages" || c != nil && c.Pages != n {
			t.Errorf("%d pages: %+v %v", n, f, err)
		}
		if took := time.Since(began); took > 2*time.Minute {
			t.Errorf("%d pages took %s", n, took)
		} else {
			t.Logf("%d pages, %d bytes: %s", n, len(data), took)
		}
	}
}

// drawnPages makes pages as PDFium gives them: form feeds end pages, and each line takes
// three bytes for its place.
func drawnPages(text string, places []byte) (pages []pdf.Page) {
	next := func() float64 {
		if len(places) == 0 {
			return 0
		}
		b := places[0]
		places = places[1:]
		return float64(int8(b)) * 8
	}
	for layer := range strings.SplitSeq(strings.ToValidUTF8(text, "\ufffd"), "\f") {
		p := pdf.Page{Text: layer, Image: math.Abs(next()) / 1024}
		start := 0
		for at, r := range layer + "\n" {
			if r != '\n' && r != '\ufffe' {
				continue
			}
			line := layer[start:at]
			lead := len(line) - len(strings.TrimLeft(line, " \t\r"))
			if line = strings.TrimRight(line[lead:], " \t\r"); line != "" {
				left := next()
				p.Lines = append(p.Lines, pdf.Line{Start: start + lead, End: start + lead + len(line), Left: left, Right: left + next(), Y: next(), Broken: r == '\ufffe'})
			}
			start = at + utf8.RuneLen(r)
		}
		pages = append(pages, p)
	}
	return pages
}

// What PDFium does with bytes is tried in pipeline/pdf; here, what becomes of its pages.
func FuzzPDF(f *testing.F) {
	f.Add("Kazakhstan coope\ufffe"+"rates.\r\n\r\n1. One\f", []byte{0, 9, 40, 80, 9, 40, 78, 9, 40, 70})
	f.Add("Head 1\nwell-\nknown and well-known\fHead 2\nArticle 2\fHead 3\n\ue000 \x01", []byte{0, 9, 40, 80, 9, 40, 78, 9, 40, 70, 0, 9, 40, 80})
	f.Fuzz(func(t *testing.T, text string, places []byte) {
		pages := drawnPages(text, places)
		r := Reader{Numbered: func(line string) bool { return strings.HasPrefix(line, "Article ") }}
		c, fault := r.fromPages(pages)
		if (c == nil) == (fault == nil) {
			t.Fatalf("content %v, fault %+v", c != nil, fault)
		}
		if fault != nil {
			return
		}
		lastPages.data, lastPages.pages = []byte(text), pages
		holdBlocks(t, "a.pdf", []byte(text), c)
	})
}
