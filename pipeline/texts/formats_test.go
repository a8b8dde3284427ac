package texts

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/pdf"
	"multivector/pipeline/pdf/pdftest"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
)

// partOf gives the bytes that positions count in.
func partOf(t testing.TB, data []byte, part string) []byte {
	t.Helper()
	if part == "" {
		return data
	}
	if first, last, found := pagesOf(part); found {
		pages := pagesIn(t, data)
		var layers []string
		for _, p := range pages[first-1 : last] {
			layers = append(layers, p.Text)
		}
		return []byte(strings.Join(layers, "\f"))
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(part)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	out, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lastPages are those of the file that was looked at last, for a test looks at
// many places of one.
var lastPages struct {
	data  []byte
	pages []pdf.Page
}

func pagesIn(t testing.TB, data []byte) []pdf.Page {
	if !bytes.Equal(data, lastPages.data) {
		pages, err := sharedPDF().Read(data)
		if err != nil {
			t.Fatal(err)
		}
		lastPages.data, lastPages.pages = bytes.Clone(data), pages // fuzzing writes over it
	}
	return lastPages.pages
}

// pagesOf reads the name of a part of a PDF.
func pagesOf(part string) (first, last int, found bool) {
	if n, err := fmt.Sscanf(part, "pages %d-%d", &first, &last); err == nil && n == 2 {
		return first, last, true
	}
	n, err := fmt.Sscanf(part, "page %d", &first)
	return first, first, err == nil && n == 1
}

// reread reads a file from which all characters were taken but those that stand
// from one byte to another of a part. It gives what is read, without white space.
func reread(t testing.TB, name, encoding string, data []byte, r *result, part string, start, end int, want string) string {
	t.Helper()
	ending := path.Ext(name)
	switch ending {
	case ".pdf":
		return rereadPDF(t, data, part, start, end, want)
	case ".txt", ".md", ".markdown":
		if encoding != "" {
			return again(decoded(t, data[start:end], encoding))
		}
		return again(data[start:end])
	case ".rtf":
		return rereadRTF(t, data, start, end)
	case ".docx", ".odt", ".epub":
		data = repack(t, data, func(member string, content []byte) []byte {
			for _, p := range r.passages {
				if p.Part == member && member == part {
					return emptied(newXHTML(content), content, start, end)
				} else if p.Part == member {
					return emptied(newXHTML(content), content, 0, 0)
				}
			}
			return content
		})
	default:
		if !strings.HasPrefix(encoding, "utf-8") {
			start, end = len(decoded(t, data[:start], encoding)), len(decoded(t, data[:end], encoding))
			data = append([]byte("\ufeff"), decoded(t, data, encoding)...)
			start, end = start+3, end+3
		}
		mark := bytes.HasPrefix(data, []byte("\ufeff"))
		m := markup(newXHTML(data))
		if ending == ".html" {
			m = newHTML(data)
		}
		data = emptied(m, data, start, end)
		if mark && !bytes.HasPrefix(data, []byte("\ufeff")) {
			data = append([]byte("\ufeff"), data...)
		}
	}
	c, f := formats[ending].read(data)
	if f != nil && f.code == "binary" {
		return want // the few characters left are control characters by more than one in fifty
	}
	if f != nil {
		t.Fatalf("%s: %q: %+v", name, data, f)
	}
	var body, notes string
	for _, b := range c.blocks { // one may stand inside another
		if bare(c.text.s[b.start:b.end]) == bare(want) {
			return want
		}
		if b.kind == footnote {
			notes += c.text.s[b.start:b.end]
		} else {
			body += c.text.s[b.start:b.end]
		}
	}
	if bare(notes) == bare(want) {
		return want
	}
	if bare(body) == bare(want) {
		return want
	}
	return body
}

// bare leaves white space out.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// emptied takes the characters between tags away, but for a stretch.
func emptied(m markup, data []byte, start, end int) []byte {
	var out []byte
	at := 0
	for n := m.next(); n != nil; n = m.next() {
		out = append(out, data[at:n.start]...)
		at = n.end
		if n.kind == open && (n.name == "noBreakHyphen" || n.name == "sym") && (n.end <= start || n.start >= end) {
			continue // it stands for a character
		}
		if n.kind != characters {
			out = append(out, data[n.start:n.end]...)
			continue
		}
		if from, to := max(n.start, start), min(n.end, end); from < to {
			out = append(out, data[from:to]...)
		}
	}
	return append(out, data[at:]...)
}

// repack changes the members of an archive.
func repack(t testing.TB, data []byte, change func(name string, content []byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var members [][2]string
	for _, f := range z.File {
		members = append(members, [2]string{f.Name, string(change(f.Name, partOf(t, data, f.Name)))})
	}
	return pack(t, members...)
}

// pack makes an archive.
func pack(t testing.TB, members ...[2]string) []byte {
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

// rereadRTF reads a file up to a position, and keeps what comes behind another;
// both must lie between two tokens.
func rereadRTF(t testing.TB, data []byte, start, end int) string {
	t.Helper()
	r := newRTF(data)
	for r.at < start {
		r.token()
	}
	if r.at != start {
		t.Fatalf("no token of %q begins at %d", data, start)
	}
	r.drop()
	for r.at < end {
		r.token()
	}
	if r.at != end {
		t.Fatalf("no token of %q ends at %d", data, end)
	}
	return again(bytes.TrimSpace(r.out[r.start:]))
}

// rereadPDF takes the bytes from one position to another of the text layers of
// pages. Lines of which nothing is wanted are the pages' own.
func rereadPDF(t testing.TB, data []byte, part string, start, end int, want string) string {
	t.Helper()
	piece := string(partOf(t, data, part)[start:end])
	got := ""
	lines := strings.FieldsFunc(piece, func(r rune) bool { return r == '\r' || r == '\n' || r == '\f' || r == '\ufffe' })
	for i, line := range lines {
		line = strings.Map(func(r rune) rune {
			if unmapped(r) {
				return '\ufffd'
			}
			return r
		}, line)
		if plain := strings.ReplaceAll(bare(again([]byte(line))), "-", ""); i == 0 || i == len(lines)-1 || strings.Contains(strings.ReplaceAll(bare(want), "-", ""), plain) {
			got += plain
		}
	}
	if got == strings.ReplaceAll(bare(want), "-", "") {
		return want
	}
	return got
}

// shape writes what was read, a line for each passage and each block left out.
func shape(r *result) string {
	var b strings.Builder
	at := 0
	for _, p := range r.passages {
		b.WriteString(p.PassageType)
		if p.HeadingPath != "" {
			b.WriteString(" (" + p.HeadingPath + ")")
		}
		b.WriteString(": " + strings.ReplaceAll(p.Text, "\n", "/"))
		for ; at < len(r.provisions) && r.provisions[at].PassageID == p.PassageID; at++ {
			if u := r.provisions[at]; u.Label != "" {
				b.WriteString(" [" + u.Label + "]")
			}
		}
		b.WriteString("\n")
	}
	for _, f := range r.fault {
		b.WriteString("fault: " + f.ReasonCode + "\n")
	}
	if r.ledger.Reasons != "" {
		b.WriteString("left out: " + r.ledger.Reasons + "\n")
	}
	return b.String()
}

// decoded rewrites a piece of a file in UTF-8.
func decoded(t fataler, piece []byte, encoding string) []byte {
	t.Helper()
	switch encoding {
	case "utf-16le", "utf-16be":
		body, _, _ := fromUTF16(piece, 0, encoding == "utf-16be")
		return body
	}
	body, _, _, f := fromDeclared(piece, strings.TrimSuffix(encoding, "-bom"))
	if f != nil {
		t.Fatalf("%q: %+v", piece, f)
	}
	return body
}

// fataler is a test, or a run of a property test.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// The same document in every format.
const (
	documentTXT = `CONCEPT OF THE POLICY

Chapter 1. Goals

1. Kazakhstan keeps the peace.
2. Kazakhstan trades with Russia & the café:
(a) in goods;
(b) in services.

The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.
`
	documentHTML = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Concept</title></head><body><nav>Home</nav>
<h1>CONCEPT OF THE POLICY</h1><h2>Chapter 1. Goals</h2>
<ol><li>Kazakhstan keeps <b>the peace</b>.</li><li>Kazakhstan trades with
Russia &amp; the caf&eacute;:</li></ol><p>(a) in goods;<br>(b) in services.</p>
<p>The Republic of Kazakhstan &mdash; Қазақстан — speaks. It&#32;listens <!-- --> as well.</p></body></html>`

	wordBody = `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>CONCEPT OF THE POLICY</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Chapter 1.</w:t></w:r><w:r><w:tab/><w:t>Goals</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">Kazakhstan keeps </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>the peace</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Numbered"/></w:pPr><w:r><w:t>Kazakhstan trades with Russia &amp; the caf&#233;:</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>in goods;</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>in services.</w:t></w:r></w:p>
<w:p><w:r><w:t>The Republic of Kazakhstan — Қазақ</w:t></w:r><w:r><w:t>стан — speaks. It listens as well.</w:t></w:r></w:p>`

	odtBody = `<text:h text:outline-level="1">CONCEPT OF THE POLICY</text:h><text:h text:outline-level="2">Chapter 1. Goals</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>Kazakhstan keeps <text:span>the peace</text:span>.</text:p></text:list-item>
<text:list-item><text:p>Kazakhstan trades with Russia<text:s/>&amp; the café:</text:p>
<text:list><text:list-item><text:p>in goods;</text:p></text:list-item><text:list-item><text:p>in services.</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.</text:p>`

	documentRTF = `{\rtf1\ansi\ansicpg1251\uc1\deff0{\fonttbl{\f0\fcharset204 Times New Roman;}}{\stylesheet{\s1 heading 1;}}{\info{\title No}}
\pard\outlinelevel0 CONCEPT OF THE POLICY\par \pard\outlinelevel1 Chapter 1. Goals\par
\pard{\listtext\pard\plain 1.\tab}\ls1\ilvl0 Kazakhstan keeps {\b the peace}.\par {\listtext 2.\tab}Kazakhstan trades with Russia & the caf\u233?:\par
\pard{\listtext (a)\tab}\ls1\ilvl1 in goods;\par {\listtext (b)\tab}in services.\par
\pard The Republic of Kazakhstan \emdash  \u1178?\'e0\'e7\'e0\u1179?\'f1\'f2\'e0\'ed \'97 speaks. It listens as well.\par}`

	documentAkn = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#x"/></meta>
<preface><longTitle><p><docTitle>CONCEPT OF THE POLICY</docTitle></p></longTitle></preface>
<body><chapter eId="chp_1"><num>Chapter 1.</num><heading>Goals</heading>
<paragraph eId="chp_1__para_1"><num>1.</num><content><p>Kazakhstan keeps <b>the peace</b>.</p></content></paragraph>
<paragraph><num>2.</num><list><intro><p>Kazakhstan trades with Russia &amp; the caf&#xe9;:</p></intro>
<point><num>(a)</num><content><p>in goods;</p></content></point><point><num>(b)</num><content><p>in services.</p></content></point></list></paragraph>
<hcontainer><content><p>The Republic of Kazakhstan — Қазақстан — speaks. It listens as well.</p></content></hcontainer></chapter></body></act></akomaNtoso>`

	documentXML = `<doc><title>CONCEPT OF THE POLICY</title><title>Chapter 1. Goals</title><p>1. Kazakhstan keeps <b>the peace</b>.</p><p>2. Kazakhstan trades with Russia &amp; the café:</p>
<p>(a) in goods;</p><p>(b) in services.</p><p><![CDATA[The Republic of Kazakhstan]]> — Қазақстан — speaks. It listens as well.</p></doc>`
)

const wordNumbering = `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>`

const wordStyles = `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="My heading"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`

// docxOf makes a document of Word of a body, with more members.
func docxOf(t testing.TB, body string, more ...[2]string) []byte {
	part := func(name, inner string) string {
		return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:` + name + ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + inner + `</w:` + name + `>`
	}
	members := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", part("document", "<w:body>"+body+"</w:body>")},
		{"word/styles.xml", part("styles", wordStyles)}, {"word/numbering.xml", part("numbering", wordNumbering)},
	}
	for _, m := range more {
		if name, isPart := strings.CutSuffix(m[0], ".part"); isPart {
			m = [2]string{"word/" + name + ".xml", part(name, m[1])}
		}
		members = append(members, m)
	}
	return pack(t, members...)
}

// odtOf makes a text of OpenDocument of a body.
func odtOf(t testing.TB, body string, more ...[2]string) []byte {
	const spaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"`
	lists := `<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>` +
		`<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`
	return pack(t, append([][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.text"}, {"META-INF/manifest.xml", "<manifest/>"},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content` + spaces + `><office:automatic-styles>` + lists + `</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`},
	}, more...)...)
}

// epubOf makes a book of pages.
func epubOf(t testing.TB, pages ...string) []byte {
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
	return pack(t, members...)
}

// documents gives the same document in every format.
func documents(t testing.TB) map[string][]byte {
	html := documentHTML[strings.Index(documentHTML, "<h1>"):strings.Index(documentHTML, "<p>(a)")]
	rest := documentHTML[strings.Index(documentHTML, "<p>(a)"):strings.Index(documentHTML, "</body>")]
	return map[string][]byte{
		"a.txt": []byte(documentTXT), "a.html": []byte(documentHTML), "a.docx": docxOf(t, wordBody), "a.odt": odtOf(t, odtBody),
		"a.rtf": []byte(documentRTF), "akn.xml": []byte(documentAkn), "a.xml": []byte(documentXML),
		"a.pdf":  documentPDF(),
		"a.epub": epubOf(t, html, strings.ReplaceAll(rest, "<br>", "<br/>")),
	}
}

// documentPDF has a running foot, and a paragraph over two pages.
func documentPDF() []byte {
	pages := []pdftest.Page{
		pdftest.Body("CONCEPT OF THE POLICY", "", "Chapter 1. Goals", "", "1. Kazakhstan keeps the peace.", "2. Kazakhstan trades with Russia & the café:", "(a) in goods;", "(b) in services.", "", "The Republic of Kazakhstan — Қазақстан —"),
		pdftest.Body("speaks. It lis-", "tens as well."),
	}
	for i := range pages {
		pages[i].Lines = append(pages[i].Lines, pdftest.Line{X: 290, Y: 30, Text: fmt.Sprint("- ", i+1, " -")})
	}
	return pdftest.Write(pages...)
}

func TestTheSameDocumentInEveryFormat(t *testing.T) {
	x := map[string]*names.Lexicon{"en": names.New(newProject(t).aliases, nil, "en")}
	want := []string{
		"1. Kazakhstan keeps the peace.", "2. Kazakhstan trades with Russia & the café:", "(a) in goods;", "(b) in services.",
		" The Republic of Kazakhstan — Қазақстан — speaks.", " It listens as well.",
	}
	for name, data := range documents(t) {
		r := readText(t, name, data, x)
		var got []string
		for _, p := range r.provisions {
			got = append(got, p.Label+" "+words.Flat(p.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s\n%s", name, diff, shape(r))
		}
		if n := len(r.mentions); n != 4 {
			t.Errorf("%s: %d mentions", name, n)
		}
		if last := r.passages[len(r.passages)-1]; !strings.Contains(last.HeadingPath, "Goals") && name != "a.epub" {
			t.Errorf("%s: the last passage stands under %q", name, last.HeadingPath)
		}
		again := readText(t, name, data, x)
		if diff := cmp.Diff(r.passages, again.passages); diff != "" {
			t.Errorf("%s: another time: %s", name, diff)
		}
	}
}

func TestRunReadsEveryFormat(t *testing.T) {
	p := newProject(t)
	p.source("documents", "case", "")
	description := "document_id: concept\nissuer: KAZ\ndoc_type: concept\ntitle_en: Concept\nverification: unverified\nversions:\n"
	kinds := []string{"official", "translation", "digest"}
	all := documents(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		description += fmt.Sprintf("  - {file: %s, lang: %s, text_kind: %s}\n", name, []string{"en", "ru", "kk"}[i/3], kinds[i%3])
		p.file("documents", "cases/kaz", "documents/concept/"+name, string(all[name]))
	}
	p.file("documents", "cases/kaz", "documents/concept/document.yaml", description)
	out := p.must()
	if len(out.versions) != len(all) || len(out.faults) != 0 || len(out.provisions) != 6*len(all) {
		t.Errorf("%d versions, %d provisions, faults %+v", len(out.versions), len(out.provisions), out.faults)
	}
	for _, v := range out.versions {
		if v.NPages.Valid != (v.MediaType == "application/pdf") || v.NWords == 0 {
			t.Errorf("%+v", v)
		}
	}
}
