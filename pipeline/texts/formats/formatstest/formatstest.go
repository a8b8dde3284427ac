// Package formatstest makes small files of every format that the tests of pipeline/texts
// and its packages read. They hold what the tests ask for and nothing more, so some are
// no complete documents.
package formatstest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"multivector/pipeline/pdf/pdftest"
)

// Pack makes an archive.
func Pack(t testing.TB, members ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same document in every format, or its body.
const (
	txt = `CONCEPT OF THE POLICY

Chapter 1. Goals

1. Kazakhstan keeps the peace.
2. Kazakhstan trades with Russia & the café:
(a) in goods;
(b) in services.

The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.
`
	HTML = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Concept</title></head><body><nav>Home</nav>
<h1>CONCEPT OF THE POLICY</h1><h2>Chapter 1. Goals</h2>
<ol><li>Kazakhstan keeps <b>the peace</b>.</li><li>Kazakhstan trades with
Russia &amp; the caf&eacute;:</li></ol><p>(a) in goods;<br>(b) in services.</p>
<p>The Republic of Kazakhstan &mdash; Қазақстан — speaks. It&#32;listens <!-- --> as well.</p></body></html>`

	WordBody = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>CONCEPT OF THE POLICY</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Chapter 1.</w:t></w:r><w:r><w:tab/><w:t>Goals</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">Kazakhstan keeps </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>the peace</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Numbered"/></w:pPr><w:r><w:t>Kazakhstan trades with Russia &amp; the caf&#233;:</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>in goods;</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>in services.</w:t></w:r></w:p>
<w:p><w:r><w:t>The Republic of Kazakhstan — Қазақ</w:t></w:r><w:r><w:t>стан — speaks. It listens as well.</w:t></w:r></w:p>`

	ODTBody = `<text:h text:outline-level="1">CONCEPT OF THE POLICY</text:h><text:h text:outline-level="2">Chapter 1. Goals</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>Kazakhstan keeps <text:span>the peace</text:span>.</text:p></text:list-item>
<text:list-item><text:p>Kazakhstan trades with Russia<text:s/>&amp; the café:</text:p>
<text:list><text:list-item><text:p>in goods;</text:p></text:list-item><text:list-item><text:p>in services.</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.</text:p>`

	RTF = `{\rtf1\ansi\ansicpg1251\uc1\deff0{\fonttbl{\f0\fcharset204 Times New Roman;}}{\stylesheet{\s1 heading 1;}}{\info{\title No}}
\pard\outlinelevel0 CONCEPT OF THE POLICY\par \pard\outlinelevel1 Chapter 1. Goals\par
\pard{\listtext\pard\plain 1.\tab}\ls1\ilvl0 Kazakhstan keeps {\b the peace}.\par {\listtext 2.\tab}Kazakhstan trades with Russia & the caf\u233?:\par
\pard{\listtext (a)\tab}\ls1\ilvl1 in goods;\par {\listtext (b)\tab}in services.\par
\pard The Republic of Kazakhstan \emdash  \u1178?\'e0\'e7\'e0\u1179?\'f1\'f2\'e0\'ed \'97 speaks. It listens as well.\par}`

	Akn = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#x"/></meta>
<preface><longTitle><p><docTitle>CONCEPT OF THE POLICY</docTitle></p></longTitle></preface>
<body><chapter eId="chp_1"><num>Chapter 1.</num><heading>Goals</heading>
<paragraph eId="chp_1__para_1"><num>1.</num><content><p>Kazakhstan keeps <b>the peace</b>.</p></content></paragraph>
<paragraph><num>2.</num><list><intro><p>Kazakhstan trades with Russia &amp; the caf&#xe9;:</p></intro>
<point><num>(a)</num><content><p>in goods;</p></content></point><point><num>(b)</num><content><p>in services.</p></content></point></list></paragraph>
<hcontainer><content><p>The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.</p></content></hcontainer></chapter></body></act></akomaNtoso>`

	XML = `<doc><title>CONCEPT OF THE POLICY</title><title>Chapter 1. Goals</title><p>1. Kazakhstan keeps <b>the peace</b>.</p><p>2. Kazakhstan trades with Russia &amp; the café:</p>
<p>(a) in goods;</p><p>(b) in services.</p><p><![CDATA[The Republic of Kazakhstan]]> — Қазақстан — speaks. It listens as well.</p></doc>`
)

// WordNumbering are the lists of DOCX, numbered 1 to 3.
const WordNumbering = `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>`

const wordStyles = `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="My heading"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`

// DOCX makes a document of Word of a body, with more members.
func DOCX(t testing.TB, body string, more ...[2]string) []byte {
	part := func(name, inner string) string {
		return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:` + name + ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + inner + `</w:` + name + `>`
	}
	members := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", part("document", "<w:body>"+body+"</w:body>")},
		{"word/styles.xml", part("styles", wordStyles)}, {"word/numbering.xml", part("numbering", WordNumbering)},
	}
	for _, m := range more {
		if name, isPart := strings.CutSuffix(m[0], ".part"); isPart {
			m = [2]string{"word/" + name + ".xml", part(name, m[1])}
		}
		members = append(members, m)
	}
	return Pack(t, members...)
}

// ODT makes a text of OpenDocument of a body.
func ODT(t testing.TB, body string, more ...[2]string) []byte {
	const spaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"`
	lists := `<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>` +
		`<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`
	return Pack(t, append([][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.text"}, {"META-INF/manifest.xml", "<manifest/>"},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content` + spaces + `><office:automatic-styles>` + lists + `</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`},
	}, more...)...)
}

// EPUB makes a book of pages.
func EPUB(t testing.TB, pages ...string) []byte {
	members := [][2]string{
		{"mimetype", "application/epub+zip"},
		{"META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`},
	}
	var items, refs strings.Builder
	for i, p := range pages {
		n := string(rune('1' + i))
		items.WriteString(`<item id="p` + n + `" href="p%20` + n + `.xhtml" media-type="application/xhtml+xml"/>`)
		refs.WriteString(`<itemref idref="p` + n + `"/>`)
		members = append(members, [2]string{"OEBPS/p " + n + ".xhtml", `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body>` + p + `</body></html>`})
	}
	members = append(members, [2]string{"OEBPS/a.opf", `<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>` + items.String() + `</manifest><spine><itemref idref="nav"/>` + refs.String() + `</spine></package>`})
	return Pack(t, members...)
}

// Documents gives the same document in every format.
func Documents(t testing.TB) map[string][]byte {
	html := HTML[strings.Index(HTML, "<h1>"):strings.Index(HTML, "<p>(a)")]
	rest := HTML[strings.Index(HTML, "<p>(a)"):strings.Index(HTML, "</body>")]
	return map[string][]byte{
		"a.txt": []byte(txt), "a.html": []byte(HTML), "a.docx": DOCX(t, WordBody), "a.odt": ODT(t, ODTBody),
		"a.rtf": []byte(RTF), "akn.xml": []byte(Akn), "a.xml": []byte(XML),
		"a.pdf":  pdf(),
		"a.epub": EPUB(t, html, strings.ReplaceAll(rest, "<br>", "<br/>")),
	}
}

// pdf is the document with a running foot, and a paragraph over two pages.
func pdf() []byte {
	pages := []pdftest.Page{
		pdftest.Body("CONCEPT OF THE POLICY", "", "Chapter 1. Goals", "", "1. Kazakhstan keeps the peace.", "2. Kazakhstan trades with Russia & the café:", "(a) in goods;", "(b) in services.", "", "The Republic of Kazakhstan — Қазақстан —"),
		pdftest.Body("speaks. It lis-", "tens as well."),
	}
	for i := range pages {
		pages[i].Lines = append(pages[i].Lines, pdftest.Line{X: 290, Y: 30, Text: fmt.Sprint("- ", i+1, " -")})
	}
	return pdftest.Write(pages...)
}
