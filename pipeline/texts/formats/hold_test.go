package formats

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"multivector/pipeline/pdf"
	"multivector/pipeline/texts/formats/formatstest"
	"multivector/schemas"
)

// sharedPDF starts PDFium once for all tests.
var sharedPDF = sync.OnceValue(func() *pdf.Reader { return pdf.NewReader(context.Background()) })

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

// readFile reads bytes as a file of that name, and holds every promise of the package
// against what is read.
func readFile(t testing.TB, name string, data []byte) (*Content, *Fault) {
	t.Helper()
	r := Reader{PDF: sharedPDF(), Numbered: func(line string) bool { return strings.HasPrefix(line, "Article ") }}
	c, f, err := r.Read(name, data)
	if err != nil || (c == nil) == (f == nil) {
		t.Fatalf("%s: %v, content %v, fault %v", name, err, c != nil, f)
	}
	if f != nil {
		if f.Code == "" || f.Message == "" || f.Start < 0 || f.Start > f.End {
			t.Errorf("%s: fault %+v", name, f)
		}
		return nil, f
	}
	if c.MediaType == "" || c.Extractor == "" || c.Version == "" || c.Encoding.Name == "" || c.Encoding.Method == "" {
		t.Errorf("%s: %+v %+v", name, c.Format, c.Encoding)
	}
	holdBlocks(t, name, data, c)
	return c, nil
}

// holdBlocks checks that blocks, and lines where a format marks none, stand in order,
// and that their bytes, and those of their first and last words, give their text again.
func holdBlocks(t testing.TB, name string, data []byte, c *Content) {
	t.Helper()
	blocks := slices.DeleteFunc(slices.Clone(c.Blocks), func(b Block) bool { return b.Excluded != "" })
	for at := 0; c.Lines != Marked && at < len(c.Text.s); {
		line, _, _ := strings.Cut(c.Text.s[at:], "\n")
		start, end := trim(c.Text.s, at, at+len(line))
		blocks = append(blocks, Block{Start: start, End: end})
		at += len(line) + 1
	}
	at := 0
	for _, b := range blocks {
		if b.Start < at || b.End < b.Start || b.End > len(c.Text.s) || b.Kind != ListItem && b.Label != "" {
			t.Fatalf("%s: block %+v, behind one that ends at %d", name, b, at)
		}
		at = b.End
		text := c.Text.s[b.Start:b.End]
		holdSpan(t, name, data, c, b.Start, b.End)
		first, _, _ := strings.Cut(text, " ")
		last := strings.LastIndexByte(text, ' ') + 1
		for _, word := range [][2]int{{0, len(first)}, {last, len(text)}} {
			start, end := trim(c.Text.s, b.Start+word[0], b.Start+word[1]) // it may begin with a line end
			holdSpan(t, name, data, c, start, end)
		}
	}
}

func holdSpan(t testing.TB, name string, data []byte, c *Content, start, end int) {
	t.Helper()
	if start == end {
		return
	}
	start, end = c.Text.Whole(start, end)
	want := c.Text.s[start:end]
	part := c.Text.Part(start, end)
	from, to := c.Text.Raw(start)-part.Start, c.Text.RawEnd(end)-part.Start
	if bytes := partOf(t, data, part.Name); from < 0 || from > to || to > len(bytes) {
		t.Fatalf("%s: %q stands in bytes %d to %d of %d", name, want, from, to, len(bytes))
	}
	if got := reread(t, name, data, c, part.Name, from, to, want); got != want {
		t.Fatalf("%s: bytes %d to %d give %q, the text is %q", name, from, to, got, want)
	}
}

// reread reads a file from which all characters were taken but those that stand
// from one byte to another of a part. It gives what is read, without white space.
func reread(t testing.TB, name string, data []byte, c *Content, part string, start, end int, want string) string {
	t.Helper()
	encoding := c.Encoding.Name
	ending := path.Ext(name)
	switch ending {
	case ".pdf":
		return rereadPDF(t, data, part, start, end, want)
	case ".txt", ".md", ".markdown":
		return again(decoded(t, data[start:end], encoding))
	case ".rtf":
		return rereadRTF(t, data, start, end, want)
	case ".docx", ".odt", ".epub":
		data = repack(t, data, func(member string, content []byte) []byte {
			switch {
			case member == part:
				return emptied(newXHTML(content), content, start, end)
			case slices.ContainsFunc(c.Text.parts, func(p Part) bool { return p.Name == member }):
				return emptied(newXHTML(content), content, 0, 0)
			}
			return content
		})
	default:
		if !strings.HasPrefix(encoding, "utf-8") {
			start, end = len(decoded(t, data[:start], encoding)), len(decoded(t, data[:end], encoding))
			data = append([]byte("\ufeff"), decoded(t, data, encoding)...)
			start, end = start+3, end+3
		}
		var mark bool // the character may stand in the text, too
		if data, mark = bytes.CutPrefix(data, []byte("\ufeff")); mark {
			start, end = start-3, end-3
		}
		m := markup(newXHTML(data))
		if ending == ".html" {
			m = newHTML(data)
		}
		data = emptied(m, data, start, end)
		if mark {
			data = append([]byte("\ufeff"), data...)
		}
	}
	again, f := formats[ending].read(data)
	if f != nil && f.Code == "binary" {
		return want // the few characters left are control characters by more than one in fifty
	}
	if f != nil {
		t.Fatalf("%s: %q: %+v", name, data, f)
	}
	var body, notes string
	for _, b := range again.Blocks { // one may stand inside another
		text := again.Text.s[b.Start:b.End]
		if bare(text) == bare(want) {
			return want
		}
		if b.Kind == Footnote {
			notes += text
		} else {
			body += text
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
	return formatstest.Pack(t, members...)
}

// rereadRTF reads a file up to a position, and keeps what comes behind another;
// both must lie between two tokens. White space around it does not count.
func rereadRTF(t testing.TB, data []byte, start, end int, want string) string {
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
	got := strings.TrimSpace(again(r.out[r.start:]))
	if got == strings.TrimSpace(want) { // of which a mark may hold some
		return want
	}
	return got
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

// shape writes what was read, a line for each block and what was left out.
func shape(c *Content, f *Fault) string {
	if f != nil {
		return "fault: " + f.Code + "\n"
	}
	var b strings.Builder
	reasons := map[string]int64{}
	for _, x := range c.Blocks {
		if x.Excluded != "" {
			reasons[x.Excluded]++
			continue
		}
		b.WriteString(cmp.Or(x.Kind, Paragraph))
		if x.Level > 0 {
			fmt.Fprint(&b, " ", x.Level)
		}
		b.WriteString(": " + strings.ReplaceAll(c.Text.s[x.Start:x.End], "\n", "/"))
		if x.Label != "" {
			b.WriteString(" [" + x.Label + "]")
		}
		b.WriteString("\n")
	}
	if c.Lines != Marked {
		b.WriteString(strings.ReplaceAll(strings.TrimSpace(c.Text.s), "\n", "/") + "\n")
	}
	if len(reasons) > 0 {
		b.WriteString("left out: " + schemas.Reasons(reasons) + "\n")
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

// again reads a piece of a file, which is in UTF-8, as a text of its own.
func again(data []byte) string {
	s, _ := normalize(data)
	return s
}

// fataler is a test, or a run of a property test.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}
