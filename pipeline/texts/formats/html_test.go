package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"headings have levels", "<h1>Concept</h1><h2>Goals</h2><p>Peace.</p><h2>Means</h2><p>Talks.</p>", `
heading 1: Concept
heading 2: Goals
paragraph: Peace.
heading 2: Means
paragraph: Talks.`},
		{"white space collapses", "<p>One  \n\t two <b>three</b>\n<i> four</i>.</p>", `
paragraph: One two three four.`},
		{"references", "<p>R&amp;D &lt;now&gt; caf&eacute; &#1050;&#x430;&#x0437; AT&T &notit; a&nbsp;b &copy</p>", `
paragraph: R&D <now> café Каз AT&T ¬it; a` + "\u00a0" + `b ©`},
		{"letters that compose over a reference and a tag", "<p>cafe&#769; e<b>\u0301</b>tude</p>", `
paragraph: café étude`},
		{"lines", "<p>Line one.<br>Line two.<br/>\n 3. Line three.</p>", `
paragraph: Line one./Line two./3. Line three.`},
		{"lists have the numbers that a browser shows", `<p>We want:</p><ol type="a" start="3"><li>peace;<li>trade;<ul><li>with all</ul></ol><ol><li value="7"><p>One.</p><p>More.</p><li>2) Two.</ol>`, `
paragraph: We want:
list_item: peace; [c.]
list_item: trade; [d.]
list_item 1: with all [•]
list_item: One. [7.]
list_item: More.
list_item: 2) Two. [8.]`},
		{"tables", "<table><caption>Trade</caption><tr><th>Year<th>Sum<tr><td>1995<td>12</table>", `
table_cell: Trade
table_cell: Year
table_cell: Sum
table_cell: 1995
table_cell: 12`},
		{"a table that only places things", "<table><tr><td><h2>News</h2><p>States agree.</p><table><tr><td>1<td>2</table><td>Side</table>", `
heading 2: News
paragraph: States agree.
table_cell: 1
table_cell: 2
paragraph: Side`},
		{"what is not shown", "<html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><header>Site</header><script>if (a<b) x('</p>')</script><p>Text <del>old </del>here.<!-- no --></p><p hidden>No</p><div style='display: none'>No</div><footer>Foot</footer></body></html>", `
paragraph: Text here.
left out: deleted_revision=1;hidden=2;metadata=1;navigation=1;page_footer=1;page_header=1;script=1`},
		{"main", "<div>Login</div><main><header>Law</header><p>States agree on peace.</p></main><div>Ads</div>", `
paragraph: Law
paragraph: States agree on peace.
left out: outside_main=2`},
		{"a main that holds next to nothing", "<main>Skip</main><p>States agree on peace and trade.</p>", `
paragraph: Skip
paragraph: States agree on peace and trade.`},
		{"a menu", `<div><a href=1>Home</a></div><ul><li><a href=2>News</a><li><a href=3>Kazakhstan</a></ul><p>See <a href=4>the law</a>.</p>`, `
paragraph: See the law.
left out: navigation=3`},
		{"two links are no menu", `<p><a href=1>One</a></p><p><a href=2>Two</a></p><p>Text.</p>`, `
paragraph: One
paragraph: Two
paragraph: Text.`},
		{"tags that are not closed", "<div><p>One<p>Two<div>Three<li>Four<td>Five", `
paragraph: One
paragraph: Two
paragraph: Three
list_item: Four
table_cell: Five`},
		{"ends without a beginning", "</p></div>One</nav></section> two</b>", `
paragraph: One two`},
		{"what is left out must end", "<p>One</p><aside><p>Two", `
fault: unclosed_element`},
		{"preformatted", "<pre>One  two\n  three\n\nFour</pre>", `
paragraph: One  two/  three//Four`},
		{"no text", "<html><body><img src=a.png><script>x</script></body></html>", `
left out: script=1`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.html", []byte(c.in)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestHTMLEncodings(t *testing.T) {
	for _, c := range []struct{ name, in, encoding string }{
		{"declared", "<meta charset=windows-1251><p>\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed \x97 R&amp;D.</p>", "windows-1251"},
		{"declared in the old way", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>` + "\xeb\xc1\xda\xc1\xc8\xd3\xd4\xc1\xce \x9c R&amp;D.</p>", "koi8-r"},
		{"declared wrongly, with a byte order mark", "\ufeff<meta charset=windows-1251><p>Казахстан — R&amp;D.</p>", "utf-8-bom"},
		{"several bytes to a letter", "<meta charset=gbk><p>\xa7\xac\xa7\xd1\xa7\xd9\xa7\xd1\xa7\xe7\xa7\xe3\xa7\xe4\xa7\xd1\xa7\xdf \xa1\xaa R&amp;D.</p>", "gbk"},
		{"UTF-16", "\xff\xfe" + wide("<p>Казахстан — R&amp;D.</p>"), "utf-16le"},
	} {
		r, f := readFile(t, "a.html", []byte(c.in))
		if f != nil || len(r.Blocks) != 1 || r.Encoding.Name != c.encoding || !strings.HasPrefix(r.Text.s, "Казахстан ") || !strings.HasSuffix(strings.TrimSpace(r.Text.s), " R&D.") {
			t.Errorf("%s: %s%+v", c.name, shape(r, f), r)
		}
	}
}

// wide writes a text in UTF-16, little end first.
func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestHTMLThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ name, in, code string }{
		{"an encoding that does not exist", "<meta charset=x-none-such><p>a</p>", "unknown_encoding"},
		{"a byte without a meaning", "<meta charset=windows-1251><p>a\x98</p>", "invalid_encoding"},
		{"not what it declares", "<meta charset=utf-8><p>\xca\xe0</p>", "invalid_utf8"},
		{"a PDF", "%PDF-1.4\n", "wrong_format"},
		{"a ZIP archive", "PK\x03\x04", "wrong_format"},
		{"nothing", "", "empty_file"},
		{"elements without end", strings.Repeat("<div>", mostDepth+1) + "a", "too_deep"},
		{"a tag without end", "<p>a</p><p " + strings.Repeat("a ", mostTag/2), "markup_too_long"},
		{"a NUL", "<p>a\x00b</p>", "nul_byte"},
	} {
		if _, f := readFile(t, "a.html", []byte(c.in)); f == nil || f.Code != c.code {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		"<h1>A</h1><ol><li>b;<li>c</ol><table><td>1<td>2<table>", "<main>a &notit; b&#769;</main><nav><a href=x>y</a></nav>", "<pre>a  b\n\tc</pre><br>",
		"<meta charset=windows-1251>\xca\xe0", "<p>a <del>b</del> c<aside type=footnote>d</aside> e", "<svg/><p hidden>a</p>b <i>c</i>", "\xff\xfe<\x00p\x00>\x00a\x00", "a<b", "&NotEqualTilde;&#0;",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readFile(t, "a.html", data) })
}
