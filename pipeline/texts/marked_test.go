package texts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/pdf/pdftest"
	"multivector/pipeline/texts/formats/formatstest"
)

// What a format marks stays as it is; the rest is told by the words.
func TestMarkedBlocks(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"headings give the way to a passage", "<h1>Concept</h1><h2>Goals</h2><p>Peace.</p><h2>Means</h2><p>Talks.</p>", `
heading: Concept
heading (Concept): Goals
paragraph (Concept > Goals): Peace.
heading (Concept): Means
paragraph (Concept > Means): Talks.`},
		{"unmarked headings stand below marked ones", "<h1>Law</h1><p>Article 1</p><p>States agree.</p><p>1. One.</p>", `
heading: Law
heading (Law): Article 1
paragraph (Law > Article 1): States agree.
list_item (Law > Article 1): 1. One. [1.]`},
		{"lines are cut", "<p>Line one.<br>Line two.<br/>\n 3. Line three.</p><pre>One  two\n  three\n\nFour</pre>", `
paragraph: Line one.
paragraph: Line two.
list_item: 3. Line three. [3.]
paragraph: One  two/  three
paragraph: Four`},
		{"an item's own label counts, and one without any is none", "<ol><li>One.<p>More.</p><li>7) Two.</ol><li>Three.", `
list_item: One. [1.]
paragraph: More.
list_item: 7) Two. [7)]
paragraph: Three.`},
		{"a number alone is no page number", "<p>1995</p><p>***</p>", `
paragraph: 1995
left out: separator=1`},
		{"a heading as long as a text is none", "<h1>" + strings.Repeat("word ", 300) + "</h1><p>a</p>", `
paragraph: ` + strings.TrimSpace(strings.Repeat("word ", 300)) + `
paragraph: a`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readText(t, "a.html", []byte(c.in), nil))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// The lines of a PDF are cut as those of plain text, without what its pages add.
func TestLinesOfAPDFAreCut(t *testing.T) {
	line := func(y float64, s string) pdftest.Line { return pdftest.Line{X: 70, Y: y, Text: s} }
	var pages []pdftest.Page
	for i, p := range []pdftest.Page{pdftest.Body("GOALS", "", "States agree on peace and they go on to agree"), pdftest.Body("on trade.", "", "1. They stop."), pdftest.Body("Article 4")} {
		p.Lines = append(p.Lines, line(30, string(rune('1'+i))))
		pages = append(pages, p)
	}
	want := `heading: GOALS
paragraph (GOALS): States agree on peace and they go on to agree/on trade.
list_item (GOALS): 1. They stop. [1.]
heading (GOALS): Article 4
left out: page_number=3
`
	r := readText(t, "a.pdf", pdftest.Write(pages...), nil)
	if diff := cmp.Diff(want, shape(r)); diff != "" {
		t.Error(diff)
	}
	if v := r.version[0]; v.NPages.V != 3 || r.passages[1].Part != "pages 1-2" || r.passages[1].Page.V != 1 {
		t.Errorf("%+v %+v", v, r.passages[1])
	}
}

func TestFilesWithoutALetterAreRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.txt": []byte("* * *"), "a.html": []byte("<img src=a.png><script>x</script>"), "a.xml": []byte("<a><b/></a>"), "a.rtf": []byte(`{\rtf1\ansi}`),
		"a.docx": formatstest.DOCX(t, "<w:p/>"), "a.odt": formatstest.ODT(t, "<text:p/>"), "a.epub": formatstest.EPUB(t, "<p/>"), "a.pdf": pdftest.Write(pdftest.Page{}),
	} {
		if r := readText(t, name, data, nil); len(r.fault) != 1 || r.fault[0].ReasonCode != "no_text" || r.ledger.Reasons != "no_text=1" {
			t.Errorf("%s: %+v", name, r.fault)
		}
	}
}

// A fault names the line and the bytes, so that they can be found with other tools.
func TestFaultsNameTheirLineAndBytes(t *testing.T) {
	for _, c := range []struct {
		in, code, value string
		line, start     int64
	}{
		{"a\r\nb\rc\x00d", "nul_byte", `\x00`, 3, 6},
		{"a\nдом\xe9 дом", "invalid_utf8", `\xe9 д`, 2, 8},
		{"", "empty_file", "", 1, 0},
		{strings.Repeat("\x01\x02 ", 9), "binary", `\x01`, 1, 0},
	} {
		r := readText(t, "a.txt", []byte(c.in), nil)
		if len(r.fault) != 1 || r.fault[0].ReasonCode != c.code || r.fault[0].RawValue != c.value || r.fault[0].Line != c.line || r.fault[0].ByteStart != c.start {
			t.Errorf("%q: %+v", c.in, r.fault)
		}
	}
}
