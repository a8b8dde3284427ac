package source

import (
	"slices"
	"strings"
	"testing"
)

func FuzzFields(f *testing.F) {
	f.Add("", byte('\t'))
	f.Add("\t", byte('\t'))
	f.Add("a\t\tb", byte('\t'))
	f.Add(strings.Repeat("x", 63)+","+strings.Repeat("y", 64)+",", byte(','))
	f.Add(strings.Repeat("|", 200), byte('|'))
	f.Add("\x00\x01\x80\xff\x00", byte(0x80))
	f.Add("a\x00b", byte(0))
	f.Fuzz(func(t *testing.T, record string, separator byte) {
		want := strings.Split(record, string([]byte{separator}))
		var fields Fields
		fields.Join([]string{"of", "another", "record"})
		fields.Split(record, separator)
		if got := fields.All(); !slices.Equal(got, want) {
			t.Fatalf("%q cut at %q gives %q, expected %q", record, separator, got, want)
		}
		fields.Join(want)
		if got := fields.All(); !slices.Equal(got, want) || fields.Len() != len(want) {
			t.Fatalf("%q joined gives %q", want, got)
		}
		if got := fields.At(len(want)); got != "" {
			t.Fatalf("behind the last of %q stands %q", want, got)
		}
		fields.Clear()
		if got := fields.All(); len(got) != 0 {
			t.Fatalf("cleared, there is %q", got)
		}
	})
}
