package texts

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/pdf"
	"multivector/pipeline/pdf/pdftest"
)

// sharedPDF starts PDFium once for all tests.
var sharedPDF = sync.OnceValue(func() *pdf.Reader { return pdf.NewReader(context.Background()) })

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
heading: GOALS
paragraph (GOALS): Kazakhstan keeps the peace in the region and/trades with Россия.
list_item (GOALS): 1. Қазақстан speaks. [1.]`},
		{"words that were broken", []pdftest.Page{pdftest.Body("Kazakhstan seeks the coope-", "ration of Russia-", "Belarus and the well-", "known, of 1990-", "1995, a well-known idea.")}, `
paragraph: Kazakhstan seeks the cooperation of Russia-Belarus and the well-known, of 1990-1995, a well-known idea.`},
		{"running heads and page numbers", []pdftest.Page{
			with(pdftest.Body("States agree on peace and they go on to agree"), line(800, "Concept of the Policy"), line(30, "1")),
			with(pdftest.Body("on trade. They stop."), line(800, "Concept of the Policy"), line(30, "2")),
			with(pdftest.Body("1995"), line(800, "Concept of the Policy"), line(30, "3")),
			with(pdftest.Body("Article 4"), line(30, "4"), line(800, "Law 17")),
		}, `
paragraph: States agree on peace and they go on to agree/on trade. They stop.
heading: Article 4
paragraph (Article 4): Law 17
left out: page_number=5;running_head=3`},
		{"a heading on each page is no running head", []pdftest.Page{pdftest.Body("Article 1", "One."), pdftest.Body("Article 2", "Two."), pdftest.Body("Article 3", "Three.")}, `
heading: Article 1
paragraph (Article 1): One.
heading: Article 2
paragraph (Article 2): Two.
heading: Article 3
paragraph (Article 3): Three.`},
		{"a scanned page", []pdftest.Page{pdftest.Body("States agree on peace and on trade as well."), {Image: true}}, `
paragraph: States agree on peace and on trade as well.
left out: scanned_page=1`},
		{"nothing but scanned pages", []pdftest.Page{{Image: true}, {Image: true}}, `
fault: scanned_pdf
left out: scanned_pdf=1`},
		{"an empty page", []pdftest.Page{{}}, `
fault: no_text
left out: no_text=1`},
	} {
		r := readText(t, "a.pdf", pdftest.Write(c.pages...), nil)
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(r)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestPDFCountsInPages(t *testing.T) {
	r := readText(t, "a.pdf", pdftest.Write(pdftest.Body("One."), pdftest.Body("Kazakhstan keeps the peace in the region and"), pdftest.Body("trades.", "", "Two goes on and on until it reaches the end", "of the line.")), nil)
	var got []string
	for _, p := range r.passages {
		got = append(got, p.Part)
	}
	if diff := cmp.Diff([]string{"page 1", "pages 2-3", "page 3"}, got); diff != "" {
		t.Error(diff)
	}
	if v := r.version[0]; v.NPages.V != 3 || r.passages[1].Page.V != 2 || r.passages[2].Page.V != 3 || v.MediaType != "application/pdf" || v.OCR {
		t.Errorf("%+v %+v", v, r.passages)
	}
}

func TestPDFWithRecognizedText(t *testing.T) {
	p := pdftest.Body("The text of this page was recognized by a machine.")
	p.Image = true
	if r := readText(t, "a.pdf", pdftest.Write(p), nil); len(r.version) != 1 || !r.version[0].OCR {
		t.Errorf("%+v", r.version)
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
		if r := readText(t, "a.pdf", c.data, nil); len(r.fault) != 1 || r.fault[0].ReasonCode != c.code {
			t.Errorf("%s: %+v\n%s", c.name, r.fault, shape(r))
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
		c, f, err := readPDF(data, sharedPDF())
		if err != nil || (f != nil) != (n > pdf.MostPages) || f != nil && f.code != "too_many_pages" || c != nil && c.pages != n {
			t.Errorf("%d pages: %+v %v", n, f, err)
		}
		if took := time.Since(began); took > 2*time.Minute {
			t.Errorf("%d pages took %s", n, took)
		} else {
			t.Logf("%d pages, %d bytes: %s", n, len(data), took)
		}
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(pdftest.Write(pdftest.Body("Kazakhstan coope-", "rates.", "", "1. One"), pdftest.Page{Image: true}))
	f.Add(pdftest.Write(pdftest.Body("1"), pdftest.Body("2")))
	if _, err := sharedPDF().Read(pdftest.Write(pdftest.Page{})); err != nil { // its start takes longer than an input may
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) { readText(t, "a.pdf", data, nil) })
}
