package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
)

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

func FuzzXML(f *testing.F) {
	for _, s := range []string{formatstest.Akn, formatstest.XML, `<html xmlns="http://www.w3.org/1999/xhtml"><p>a&nbsp;b</p></html>`, `<?xml version="1.0" encoding="koi8-r"?><a>` + "\xeb</a>", bombXML} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readFile(t, "a.xml", data) })
}

const bombXML = `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>`
