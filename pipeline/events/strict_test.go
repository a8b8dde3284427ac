package events

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline/events/source"
)

// headers is the damage that a source which comes both ways does not suffer.
const headers = "a header too many, or none"

// damage is what happens to files between a source and a researcher.
var damage = []struct {
	name string
	// do damages a file of a layout; nil where it cannot happen to that layout.
	do func(l *source.Layout, file []byte) []byte
	// whole says that the file must be refused as a whole.
	whole bool
}{
	{"separators turned to semicolons", func(l *source.Layout, file []byte) []byte {
		return bytes.ReplaceAll(file, []byte{l.Separator}, []byte{';'})
	}, true},
	{"separators turned to \\x01", func(l *source.Layout, file []byte) []byte {
		return bytes.ReplaceAll(file, []byte{l.Separator}, []byte{1})
	}, true},
	{"a byte order mark", func(l *source.Layout, file []byte) []byte {
		if l.Mark {
			return nil
		}
		return append([]byte("\xef\xbb\xbf"), file...)
	}, true},
	{"lines that end with CR LF", func(l *source.Layout, file []byte) []byte {
		if l.Quoted || l.CRLF {
			return nil
		}
		return bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n"))
	}, true},
	{headers, func(l *source.Layout, file []byte) []byte {
		if l.Header {
			_, rest, _ := bytes.Cut(file, []byte{'\n'})
			return rest
		}
		return append([]byte(strings.Join(l.Columns, string(l.Separator))+"\n"), file...)
	}, true},
	{"a header among the records", func(l *source.Layout, file []byte) []byte {
		return append(bytes.Clone(file), strings.Join(l.Columns, string(l.Separator))+"\n"...)
	}, true},
	{"a blank first line", func(_ *source.Layout, file []byte) []byte { return append([]byte("\n"), file...) }, true},
	{"columns in another order", func(l *source.Layout, file []byte) []byte {
		var out [][]byte
		for _, line := range bytes.Split(bytes.TrimSuffix(file, []byte("\n")), []byte("\n")) {
			fields := bytes.Split(line, []byte{l.Separator})
			fields[0], fields[1] = fields[1], fields[0]
			out = append(out, bytes.Join(fields, []byte{l.Separator}))
		}
		return append(bytes.Join(out, []byte("\n")), '\n')
	}, true},
	{"UTF-16", func(_ *source.Layout, file []byte) []byte {
		out := []byte{0xff, 0xfe}
		for _, b := range file {
			out = append(out, b, 0)
		}
		return out
	}, true},
	{"a NUL byte", func(l *source.Layout, file []byte) []byte { return breakLast(l, file, "\x00") }, false},
	{"a byte of Latin-1", func(l *source.Layout, file []byte) []byte {
		if l.Latin1 {
			return nil
		}
		return breakLast(l, file, "\xe9")
	}, false},
	{"an end within the last record", func(l *source.Layout, file []byte) []byte {
		last := bytes.LastIndexByte(bytes.TrimSuffix(file, []byte("\n")), '\n') + 1
		return file[:last+bytes.IndexByte(file[last:], l.Separator)+2]
	}, false},
	{"a record beyond the limit", func(_ *source.Layout, file []byte) []byte {
		return append(bytes.Clone(file), strings.Repeat("x", source.MaxRecord+1)+"\n"...)
	}, false},
}

// breakLast puts something into the last record.
func breakLast(l *source.Layout, file []byte, what string) []byte {
	last := bytes.LastIndexByte(bytes.TrimSuffix(file, []byte("\n")), '\n') + 1
	at := last + bytes.IndexByte(file[last:], l.Separator)
	return append(append(bytes.Clone(file[:at]), what...), file[at:]...)
}

// strict damages a source's ordinary files in each way: none may be read as if
// nothing had happened.
// bothWays reports whether a source comes with a layout's header and without.
func bothWays(layouts []source.Layout, l *source.Layout) bool {
	return slices.ContainsFunc(layouts, func(o source.Layout) bool {
		return o.Header != l.Header && o.Separator == l.Separator && slices.Equal(o.Columns, l.Columns)
	})
}

func strict(t *testing.T, s source.Source) (n int) {
	files := inputsIn(t, filepath.Join("testdata", s.ID, "ordinary"))
	if len(files) != 1 {
		t.Fatalf("the case named ordinary has %d files", len(files))
	}
	data, err := os.ReadFile(filepath.Join("testdata", s.ID, "ordinary", files[0]))
	if err != nil {
		t.Fatal(err)
	}
	layout, err := source.Recognize(data, s.Layouts)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range damage {
		if d.name == headers && bothWays(s.Layouts, layout) {
			continue
		}
		broken := d.do(layout, data)
		if broken == nil {
			continue
		}
		n++
		t.Run(strings.ReplaceAll(d.name, " ", "_"), func(t *testing.T) {
			c := newTry(t, s.ID)
			c.bring(files[0], broken)
			m, err := c.build(source.SegmentBytes)
			switch {
			case err != nil && !strings.Contains(err.Error(), s.ID) || err != nil && !strings.Contains(err.Error(), files[0]):
				t.Errorf("the error names neither source nor file: %v", err)
			case err == nil && d.whole:
				t.Errorf("the file is not refused: %s", summary(m))
			case err == nil && len(m.faults) == 0:
				t.Errorf("nothing is quarantined: %s", summary(m))
			}
			for _, f := range m.faults {
				if f.ReasonCode == "" || f.Message == "" || f.Line < 1 {
					t.Errorf("a fault that says nothing: %+v", f)
				}
			}
		})
	}
	return n
}
