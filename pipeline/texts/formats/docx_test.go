package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
)

func TestDOCX(t *testing.T) {
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	p := func(s string) string { return "<w:p>" + run(s) + "</w:p>" }
	item := func(num, level, s string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr>` + run(s) + `</w:p>`
	}
	for _, c := range []struct {
		name, body string
		more       [][2]string
		want       string
	}{
		{"numbers as Word counts them", item("1", "0", "a") + item("1", "1", "b") + item("1", "1", "c") + item("1", "0", "d") + item("1", "2", "e") + item("2", "0", "f") + item("3", "0", "g") + item("9", "0", "h"), nil, `
list_item: a [1.]
list_item 1: b [(a)]
list_item 1: c [(b)]
list_item: d [2.]
list_item 2: e [2.I)]
list_item: f [5.]
list_item: g [•]
paragraph: h`},
		{"tables", "<w:tbl><w:tr><w:tc>" + p("Year") + "</w:tc><w:tc>" + p("1995") + "</w:tc></w:tr></w:tbl>" + p("After."), nil, `
table_cell: Year
table_cell: 1995
paragraph: After.`},
		{"tracked changes", `<w:p>` + run("States ") + `<w:del w:id="1"><w:r><w:delText>must not </w:delText></w:r></w:del><w:ins w:id="2">` + run("may ") + `</w:ins>` + run("agree.") + `</w:p><w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>` + run("More.") + `</w:p>`, nil, `
paragraph: States may agree.
paragraph: More.
left out: deleted_revision=1`},
		{"footnotes", `<w:p>` + run("States agree.") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`, [][2]string{{"footnotes.part", `<w:footnote w:type="separator" w:id="0">` + p("---") + `</w:footnote><w:footnote w:id="2">` + p("See below.") + `</w:footnote>`}}, `
paragraph: States agree.
footnote: See below.`},
		{"fields and characters", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://example.org"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("the law") + `<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:br/><w:t>Next</w:t><w:noBreakHyphen/><w:t>line</w:t><w:softHyphen/><w:t>s</w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>`, nil, `
paragraph: the law/Next‑lines` + "\ufffd"},
		{"hidden text, contents, heads and macros", `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>` + run("Goals 5") + `</w:p><w:p>` + run("Text.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>No.</w:t></w:r></w:p>`, [][2]string{{"word/header1.xml", "<w/>"}, {"word/comments.xml", "<w/>"}, {"word/vbaProject.bin", "\xd0\xcf"}}, `
contents: Goals 5
paragraph: Text.
left out: comment=1;hidden=1;macro=1;running_head=1`},
		{"a text box, once", `<w:p>` + run("Before ") + `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent>` + p("In the box.") + `</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + p("In the box.") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("and after.") + `</w:p>`, nil, `
paragraph: Before and after.
paragraph: In the box.`},
	} {
		read, f := readFile(t, "a.docx", formatstest.DOCX(t, c.body, c.more...))
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(read, f)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
		for _, b := range read.Blocks {
			if part := read.Text.Part(b.Start, b.End).Name; b.Excluded == "" && !strings.HasPrefix(part, "word/") {
				t.Errorf("%s: block %+v is in part %q", c.name, b, part)
			}
		}
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte(formatstest.WordBody), []byte(formatstest.WordNumbering))
	f.Add([]byte(`<w:p><w:del><w:r><w:t>a</w:t></w:r></w:del><w:p><w:r><w:t>b<w:br/>c</w:t></w:r></w:p></w:p>`), []byte(`<w:num/><w:lvlOverride/><w:lvl/>`))
	f.Fuzz(func(t *testing.T, body, numbering []byte) {
		data := repack(t, formatstest.DOCX(t, string(body)), func(name string, content []byte) []byte {
			if name == "word/numbering.xml" {
				return []byte(`<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + string(numbering) + `</w:numbering>`)
			}
			return content
		})
		readFile(t, "a.docx", data)
	})
}
