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

func TestODT(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"lists", `<text:list text:style-name="L2"><text:list-item><text:p>a</text:p><text:p>b</text:p></text:list-item></text:list><text:list text:style-name="L1"><text:list-item text:start-value="4"><text:p>c</text:p></text:list-item></text:list>
<text:p>d</text:p><text:list text:style-name="L1" text:continue-numbering="true"><text:list-header><text:p>e</text:p></text:list-header><text:list-item><text:p>f</text:p></text:list-item></text:list><text:list text:style-name="L1"><text:list-item><text:p>g</text:p></text:list-item></text:list>`, `
list_item: a [•]
paragraph: b
list_item: c [4.]
paragraph: d
paragraph: e
list_item: f [5.]
list_item: g [1.]`},
		{"notes, comments, deletions, indexes", `<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes><text:table-of-content><text:p>Goals 5</text:p></text:table-of-content>
<text:p>States<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>See below.</text:p></text:note-body></text:note> agree<office:annotation><text:p>why?</text:p></office:annotation>.<text:line-break/>Next.</text:p>`, `
contents: Goals 5
paragraph: States agree./Next.
footnote: See below.
left out: comment=1;deleted_revision=1`},
		{"tables", `<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>1995</text:p></table:table-cell></table:table-row></table:table>`, `
table_cell: Year
table_cell: 1995`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.odt", formatstest.ODT(t, c.body)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestEPUB(t *testing.T) {
	c, f := readFile(t, "a.epub", formatstest.EPUB(t, `<h1>One</h1><p>States agree.</p><aside epub:type="footnote"><p>See below.</p></aside><script src="a.js"/>`, "<h1>Two</h1><p>They&nbsp;go on.<br/></p>"))
	want := "heading 1: One\nparagraph: States agree.\nheading 1: Two\nparagraph: They\u00a0go on.\nfootnote: See below.\nleft out: metadata=2;navigation=1;script=1\n"
	if diff := cmp.Diff(want, shape(c, f)); diff != "" {
		t.Error(diff)
	}
	var parts []string
	for _, b := range c.Blocks {
		if b.Excluded == "" {
			parts = append(parts, c.Text.Part(b.Start, b.End).Name)
		}
	}
	if diff := cmp.Diff([]string{"OEBPS/p 1.xhtml", "OEBPS/p 1.xhtml", "OEBPS/p 2.xhtml", "OEBPS/p 2.xhtml", "OEBPS/p 1.xhtml"}, parts); diff != "" {
		t.Error(diff)
	}
}

func TestXML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a block for each element that holds text", "<a>\n<b>One <i>two</i>three.</b><c><d>Four</d><d>Five</d></c></a>", `
paragraph: One twothree.
paragraph: Four
paragraph: Five`},
		{"an encoding that is declared", `<?xml version="1.0" encoding="windows-1251"?><a>` + "\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed</a>", `
paragraph: Казахстан`},
		{"an article without a heading, notes and deletions", `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><body><article><num>Article 1</num><paragraph><num>1.</num><content><p>States agree<authorialNote><p>See below.</p></authorialNote> on <del>war</del>peace.</p><p>More.</p></content></paragraph></article>
<article><num>Article 2</num><heading>Trade</heading><content><table><tr><td><p>Year</p></td></tr></table></content></article></body></akomaNtoso>`, `
heading 10: Article 1
list_item: States agree on peace. [1.]
paragraph: More.
heading 10: Article 2 Trade
table_cell: Year
footnote: See below.
left out: deleted_revision=1`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.xml", []byte(c.in)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestRTF(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"code pages and Unicode", `{\rtf1\ansi\ansicpg1251 \'ca\'e0\'e7 {\uc2\u1178\'ca\'ca}{\uc0\u1179}\u-10179?\u-8704? \u8212\endash x\~y\_z\{\}\\\par}`, `
paragraph: Каз Ққ😀 —x` + "\u00a0y\u2011z{}\\"},
		{"fonts name code pages", `{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}\f0\'e9\f1\'e9\f2\'83J{\plain\'e9}\par}`, `
paragraph: éйカé`},
		{"footnotes, tables, destinations", `{\rtf1\ansi{\header Head\par}{\*\unknown no}States{\footnote {\super 1} See below.\par} agree.{\v no}{\deleted no}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt  Link}}\par\trowd\intbl Year\cell 1995\cell\row\pard After.\par{\pict ffd8}}`, `
paragraph: States agree. Link
table_cell: Year
table_cell: 1995
paragraph: After.
footnote: 1 See below.
left out: deleted_revision=1;hidden=1;running_head=1`},
		{"binary data", "{\\rtf1 a{\\pict\\bin5 }}}}}}\\par b\\line c\\par}", `
paragraph: a
paragraph: b/c`},
		{"what follows the end", "{\\rtf1 a\\par}\x00\x00", `
paragraph: a`},
		{"a group too many", `{\rtf1 a`, `
fault: damaged_rtf`},
		{"a hexadecimal number that is none", `{\rtf1 \'g0}`, `
fault: damaged_rtf`},
		{"half a pair", `{\rtf1 \u55357?a}`, `
fault: damaged_rtf`},
		{"an unknown code page", `{\rtf1\ansicpg77 a}`, `
fault: unknown_encoding`},
		{"more binary data than there is", `{\rtf1\bin999999999999 a}`, `
fault: damaged_rtf`},
		{"a byte without a meaning", `{\rtf1\ansicpg1251 \'98}`, `
fault: invalid_encoding`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.rtf", []byte(c.in)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}
