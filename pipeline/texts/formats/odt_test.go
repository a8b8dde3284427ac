package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
)

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

func FuzzODT(f *testing.F) {
	f.Add([]byte(formatstest.ODTBody))
	f.Add([]byte(`<text:p>a<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note>c</text:p><text:list><text:list-item/></text:list>`))
	f.Fuzz(func(t *testing.T, body []byte) { readFile(t, "a.odt", formatstest.ODT(t, string(body))) })
}
