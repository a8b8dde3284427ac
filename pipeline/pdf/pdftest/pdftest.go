// Package pdftest writes small PDF files for tests. They are valid, and no more.
package pdftest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Line is a line of text at a place, in points from the lower left corner.
type Line struct {
	X, Y float64
	Text string
}

// Page is a page of A4 (595 × 842 points): its lines, and a gray picture over all
// of it, if there is one; or operators that draw it with the font F and the picture I.
type Page struct {
	Lines []Line
	Image bool
	Drawn string
}

// Body lays lines out from the top of a page, 12 points apart. An empty one
// leaves room between paragraphs.
func Body(lines ...string) Page {
	p := Page{}
	for i, s := range lines {
		if s != "" {
			p.Lines = append(p.Lines, Line{70, 740 - 12*float64(i), s})
		}
	}
	return p
}

// Write makes a file of pages.
func Write(pages ...Page) []byte {
	w := &writer{}
	w.WriteString("%PDF-1.7\n")
	const first = 7 // number of the first page's object
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i)
	}
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages))
	w.object("<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>")
	w.object("<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>")
	w.stream("", toUnicode())
	w.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "\x80")
	for i, p := range pages {
		w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>/Contents %d 0 R>>", first+1+2*i)
		w.stream("", p.content())
	}
	w.end()
	return w.Bytes()
}

// content draws a page. Each character is a glyph with its UTF-16 unit's number.
func (p Page) content() string {
	if p.Drawn != "" {
		return p.Drawn
	}
	var b strings.Builder
	if p.Image {
		b.WriteString("q 595 0 0 842 0 0 cm /I Do Q\n")
	}
	for _, l := range p.Lines {
		fmt.Fprintf(&b, "BT /F 10 Tf %g %g Td <", l.X, l.Y)
		for _, u := range utf16.Encode([]rune(l.Text)) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString("> Tj ET\n")
	}
	return b.String()
}

// toUnicode says that each glyph's number is its character.
func toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for high := 0; high < 0x100; high += 0x40 { // at most 100 ranges stand together
		b.WriteString("64 beginbfrange\n")
		for h := high; h < high+0x40; h++ {
			fmt.Fprintf(&b, "<%02X00> <%02XFF> <%02X00>\n", h, h, h)
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap end end\n")
	return b.String()
}

// writer writes objects and remembers where they begin.
type writer struct {
	bytes.Buffer
	at []int
}

func (w *writer) object(format string, args ...any) {
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(w.at)}, args...)...)
}

func (w *writer) stream(entries, content string) {
	w.object("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(content), content)
}

func (w *writer) end() {
	table := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, a := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(w, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, table)
}
