package texts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/pdf/pdftest"
	"multivector/pipeline/texts/formats/formatstest"
)

// damaged gives one damaged text in every format, cut in two where a file has parts.
// A word is cut by tags where there are tags.
func damaged(t testing.TB) map[string][]byte {
	lines := []string{"S T R A T E G Y", "The strategy of I960 is known to Кa|захстан.", "Our policy â€” and theirs."}
	mark := func(before, after, cut string, lines ...string) string {
		out := ""
		for _, l := range lines {
			out += before + strings.Replace(l, "|", cut, 1) + after
		}
		return out
	}
	rtf := ""
	for _, r := range mark("", "\\par ", "{\\b }", lines...) {
		if r < 0x80 {
			rtf += string(r)
		} else {
			rtf += fmt.Sprintf("\\u%d?", r)
		}
	}
	html := func(lines ...string) string { return mark("<p>", "</p>", "<b></b>", lines...) }
	return map[string][]byte{
		"a.txt":  []byte(mark("", "\n\n", "", lines...)),
		"a.md":   []byte(mark("", "\n\n", "", lines...)),
		"a.html": []byte(`<meta charset="utf-8">` + html(lines...)),
		"a.xml":  []byte("<doc>" + html(lines...) + "</doc>"),
		"a.docx": formatstest.DOCX(t, mark("<w:p><w:r><w:t>", "</w:t></w:r></w:p>", "</w:t></w:r><w:r><w:t>", lines...)),
		"a.odt":  formatstest.ODT(t, mark("<text:p>", "</text:p>", "<text:span/>", lines...)),
		"a.epub": formatstest.EPUB(t, html(lines[:1]...), html(lines[1:]...)),
		"a.rtf":  []byte(`{\rtf1\ansi\uc1 ` + rtf + `}`),
		"a.pdf":  pdftest.Write(pdftest.Body(lines[0]), pdftest.Body(strings.Replace(lines[1], "|", "", 1), "", lines[2])),
	}
}

// The layer of repairs lies over the text of every format; readText holds that the
// bytes of a row, read again and repaired, give its text.
func TestEveryFormatIsRepaired(t *testing.T) {
	want := []string{"spaced_letters: S T R A T E G Y, STRATEGY", "digit_one: I960, 1960", "homoglyph_cyrillic: Кaзахстан, Казахстан", "mojibake_utf_8: â€”, —"}
	for name, data := range damaged(t) {
		r := readText(t, name, data, nil)
		var got []string
		for _, x := range r.repairs {
			got = append(got, x.RuleID+": "+x.Original+", "+x.Repaired)
			if x.PassageID == "" {
				t.Errorf("%s: %+v stands in no passage", name, x)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s\n%s", name, diff, shape(r))
			continue
		}
		if p := r.passages[0]; p.Text != "STRATEGY" || p.PassageType != heading && name != "a.md" || p.Flags != "repaired" {
			t.Errorf("%s: %+v", name, p)
		}
		if last := r.repairs[3]; name == "a.pdf" && last.Part != "page 2" || name == "a.epub" && last.Part != "OEBPS/p 2.xhtml" || last.ByteStart > 400 && name != "a.docx" && name != "a.odt" {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

// Cyrillic letters that were read as Latin ones may go on over many paragraphs; each
// is repaired by itself.
func TestNoRepairGoesOverTheEndOfABlock(t *testing.T) {
	for name, data := range map[string]string{
		"a.html": `<meta charset="utf-8"><h1>Êîíöåïöèÿ</h1><ul><li>Ïðåçèäåíò</li><li>Êàçàõñòàíà</li></ul>`,
		"a.txt":  "Êîíöåïöèÿ\n\nÏðåçèäåíò\n\nÊàçàõñòàíà",
	} {
		r := readText(t, name, []byte(data), nil)
		if len(r.repairs) != 3 || len(r.passages) != 3 || r.passages[2].Text != "Казахстана" || r.repairs[1].Repaired != "Президент" {
			t.Errorf("%s: %+v\n%s", name, r.repairs, shape(r))
		}
	}
}

// A hyphen at the end of a line that a writer ended, or that collapses, is kept: that
// of a printed line is told from it only by where lines ended on paper.
func TestHyphensAreRepairedWhereLinesWerePrinted(t *testing.T) {
	const in = "cooperation, and co-\noperation"
	for name, want := range map[string]int{"a.txt": 1, "a.md": 0, "a.html": 0, "a.xml": 0} {
		text := in
		switch name {
		case "a.html":
			text = "<p>" + strings.ReplaceAll(in, "\n", "<br>") + "</p>"
		case "a.xml":
			text = "<p>" + in + "</p>"
		}
		if r := readText(t, name, []byte(text), nil); len(r.repairs) != want {
			t.Errorf("%s: %+v", name, r.repairs)
		}
	}
}
