package texts

import (
	"path"
	"strings"
	"testing"
)

// partOf gives the bytes that positions count in.
func partOf(t testing.TB, name string, data []byte, part string) []byte {
	t.Helper()
	if part == "" {
		return data
	}
	t.Fatalf("%s: no part %q", name, part)
	return nil
}

// reread reads a piece of a file by itself. What the piece stood in may tell
// that white space counts; then it is wanted as in the text.
func reread(t testing.TB, name, encoding string, piece []byte, want string) string {
	t.Helper()
	if encoding != "" {
		piece = decoded(t, piece, encoding)
	}
	once := func(read func(b *builder) *fault) string {
		b := &builder{}
		if f := read(b); f != nil {
			t.Fatalf("%s: %q: %+v", name, piece, f)
		}
		c, f := b.finish(encoded{})
		if f != nil {
			t.Fatalf("%s: %q: %+v", name, piece, f)
		}
		return strings.TrimSpace(c.text.s)
	}
	switch path.Ext(name) {
	case ".html":
		got := once(func(b *builder) *fault { return readPage(b, piece, newHTML(piece), newHTML(piece)) })
		if got != want {
			pre := append([]byte("<pre>"), piece...)
			got = once(func(b *builder) *fault { return readPage(b, pre, newHTML(pre), newHTML(pre)) })
		}
		return got
	}
	return again(piece)
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
		if p.Part != "" {
			b.WriteString(" in " + p.Part)
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
