package formats

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
)

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

func FuzzEPUB(f *testing.F) {
	f.Add([]byte("<h1>A</h1><p>b<br/>c &amp; d</p><aside epub:type='footnote'>e</aside>"), []byte("<ol><li>f</li></ol>"))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		readFile(t, "a.epub", formatstest.EPUB(t, string(one), string(two)))
	})
}
