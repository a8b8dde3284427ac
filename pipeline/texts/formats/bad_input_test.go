package formats

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"multivector/pipeline/texts/formats/formatstest"
)

// Whatever is wrong with a file has a name.
func TestFilesThatCannotBeReadSayWhy(t *testing.T) {
	docx := formatstest.DOCX(t, "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")
	const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>`
	const outside = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`
	entity := `<?xml version="1.0"?>` + outside
	for _, c := range []struct {
		name, file string
		data       []byte
		code       string
	}{
		{"a PDF named as text", "a.txt", []byte("%PDF-1.7\n%\xe2\xe3"), "wrong_format"},
		{"HTML named as text", "a.txt", []byte("\n <!DOCTYPE HTML><p>a"), "wrong_format"},
		{"HTML in UTF-16 named as text", "a.txt", []byte("\xff\xfe" + wide("<html><p>a")), "wrong_format"},
		{"an archive named as HTML", "a.html", docx, "wrong_format"},
		{"RTF named as Word", "a.docx", []byte(`{\rtf1 a}`), "wrong_format"},
		{"an old Word file named as a new one", "a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "wrong_format"},
		{"a picture named as a book", "a.epub", []byte("\x89PNG\r\n\x1a\n"), "wrong_format"},
		{"OpenDocument named as Word", "a.docx", formatstest.ODT(t, "<text:p>a</text:p>"), "wrong_format"},
		{"Word named as OpenDocument", "a.odt", docx, "wrong_format"},
		{"Word named as a book", "a.epub", docx, "wrong_format"},
		{"no format", "a.xyz", []byte("a"), "unknown_format"},

		{"an encrypted Word file", "a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + encryptedPackage), "encrypted"},
		{"an encrypted OpenDocument", "a.odt", odtWith(t, "META-INF/manifest.xml", "<manifest><encryption-data/></manifest>"), "encrypted"},
		{"an encrypted member", "a.docx", bytes.ReplaceAll(bytes.ReplaceAll(docx, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09")), []byte("PK\x03\x04\x14\x00\x08"), []byte("PK\x03\x04\x14\x00\x09")), "encrypted"},
		{"half an archive", "a.docx", docx[:len(docx)/2], "damaged_archive"},
		{"a broken member", "a.docx", broken(docx), "damaged_archive"},
		{"a name that leads out", "a.docx", formatstest.Pack(t, [2]string{"../../etc/passwd", "x"}), "member_name"},
		{"an absolute name", "a.odt", formatstest.Pack(t, [2]string{"/etc/passwd", "x"}), "member_name"},
		{"two members of one name", "a.odt", formatstest.Pack(t, [2]string{"content.xml", "x"}, [2]string{"content.xml", "y"}), "damaged_archive"},
		{"too many members", "a.docx", formatstest.Pack(t, make([][2]string, mostMembers+1)...), "archive_bomb"},
		{"a member of nothing but spaces", "a.docx", formatstest.DOCX(t, strings.Repeat(" ", 40<<20)), "archive_bomb"},
		{"an archive in an archive", "a.docx", formatstest.Pack(t, [2]string{"a.docx", string(docx)}), "wrong_format"},
		{"a document elsewhere", "a.docx", formatstest.Pack(t, [2]string{"_rels/.rels", `<R><Relationship Type="x/officeDocument" TargetMode="External" Target="http://127.0.0.1/a"/></R>`}), "wrong_format"},
		{"a document outside of the archive", "a.docx", formatstest.Pack(t, [2]string{"_rels/.rels", `<R><Relationship Type="x/officeDocument" Target="../../../etc/passwd"/></R>`}), "wrong_format"},

		{"entities that grow, in XML", "a.xml", []byte(bomb), "xml_entity"},
		{"an entity from elsewhere, in XML", "a.xml", []byte(outside), "xml_entity"},
		{"an entity from elsewhere, in Word", "a.docx", docxWith(t, entity), "xml_entity"},
		{"an entity from elsewhere, in OpenDocument", "a.odt", odtWith(t, "content.xml", entity), "xml_entity"},
		{"an entity from elsewhere, in a book", "a.epub", epubWith(t, entity), "xml_entity"},
		{"an entity that nobody declares", "a.xml", []byte("<a>&b;</a>"), "xml_entity"},
		{"tags that don't match", "a.xml", []byte("<a><b></a>"), "xml_syntax"},
		{"XML without end", "a.xml", []byte("<a><b>text"), "xml_syntax"},
		{"elements without end", "a.xml", []byte(strings.Repeat("<a>", mostDepth+1)), "too_deep"},
		{"groups without end", "a.rtf", []byte(`{\rtf1` + strings.Repeat("{", mostDepth+1)), "too_deep"},
		{"Word in another encoding", "a.docx", docxWith(t, `<?xml version="1.0" encoding="windows-1251"?><a>`+"\xca</a>"), "invalid_encoding"},
		{"nothing", "a.docx", nil, "empty_file"},
	} {
		if _, f := readFile(t, c.file, c.data); f == nil || f.Code != c.code {
			t.Errorf("%s: %+v, want %s", c.name, f, c.code)
		}
	}
}

func docxWith(t *testing.T, document string) []byte {
	return repack(t, formatstest.DOCX(t, ""), func(name string, content []byte) []byte {
		if name == "word/document.xml" {
			return []byte(document)
		}
		return content
	})
}

func odtWith(t *testing.T, member, content string) []byte {
	return repack(t, formatstest.ODT(t, "<text:p>a</text:p>"), func(name string, old []byte) []byte {
		if name == member {
			return []byte(content)
		}
		return old
	})
}

func epubWith(t *testing.T, page string) []byte {
	return repack(t, formatstest.EPUB(t, "<p>a</p>"), func(name string, content []byte) []byte {
		if strings.HasSuffix(name, ".xhtml") {
			return []byte(page)
		}
		return content
	})
}

// broken changes a byte inside the document of a package.
func broken(docx []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		panic(err)
	}
	out := bytes.Clone(docx)
	for _, f := range z.File {
		if at, err := f.DataOffset(); err == nil && f.Name == "word/document.xml" {
			out[at+20] ^= 0xff
		}
	}
	return out
}

// FuzzArchive tries bytes that need not be an archive at all.
func FuzzArchive(f *testing.F) {
	f.Add(formatstest.DOCX(f, formatstest.WordBody))
	f.Add(formatstest.ODT(f, formatstest.ODTBody))
	f.Add(formatstest.EPUB(f, "<p>a</p>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func([]byte) (*Content, *Fault){docx, odt, epub} {
			if c, f := read(data); (c == nil) == (f == nil) {
				t.Errorf("%v %v", c, f)
			}
		}
	})
}

// No file takes time out of proportion to its length, whatever it repeats and
// puts inside what.
func TestTimeGrowsWithLengthInEveryFormat(t *testing.T) {
	deep := strings.Repeat("<div>", mostDepth-10)
	word := func(inner string) string {
		return "<w:p><w:r><w:t>" + strings.Repeat("word ", 40_000) + "</w:t></w:r>" + inner + "</w:p>"
	}
	repeat := func(s string) string { return strings.Repeat(s, 200_000/len(s)) }
	for _, c := range []struct {
		name, file string
		data       []byte
	}{
		{"paragraphs", "a.html", []byte(repeat("<p>a"))},
		{"items without a list, deep inside", "a.html", []byte(deep + repeat("<li>a</li>"))},
		{"terms, deep inside", "a.html", []byte("<dt>" + deep + repeat("<dt>a</dt>"))},
		{"cells", "a.html", []byte("<table>" + repeat("<td>a"))},
		{"links", "a.html", []byte(repeat("<a href=x>a"))},
		{"ends", "a.html", []byte("a" + repeat("</p></div>"))},
		{"ampersands", "a.html", []byte(repeat("&a"))},
		{"spaces", "a.html", []byte(repeat(" \n"))},
		{"boxes in a long paragraph", "a.docx", formatstest.DOCX(t, word(repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>")))},
		{"numbers", "a.docx", formatstest.DOCX(t, repeat(`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`))},
		{"notes in a long paragraph", "a.odt", formatstest.ODT(t, "<text:p>"+strings.Repeat("word ", 40_000)+repeat("<text:note><text:note-body><text:p>a</text:p></text:note-body></text:note>")+"</text:p>")},
		{"notes", "a.rtf", []byte(`{\rtf1 ` + strings.Repeat("word ", 40_000) + repeat(`{\footnote a}`) + "}")},
		{"one long number", "a.rtf", []byte(`{\rtf1 {\listtext ` + repeat("1") + "}a}")},
		{"elements in a text", "a.xml", []byte("<a>x" + repeat("<b>y</b>") + "</a>")},
		{"notes in a law", "a.xml", []byte(`<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><p>` + strings.Repeat("word ", 40_000) + repeat("<authorialNote>a</authorialNote>") + "</p></akomaNtoso>")},
	} {
		began := time.Now()
		var r Reader
		read, f, err := r.Read(c.file, c.data)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %s", c.name, took)
		} else {
			t.Logf("%s: %s, fault %+v", c.name, took, f)
		}
		if read != nil && len(read.Blocks) == 0 && c.name != "spaces" {
			t.Errorf("%s: no blocks", c.name)
		}
	}
}
