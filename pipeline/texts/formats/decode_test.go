package formats

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, text, encoding, method string }{
		{"plain", "a\nb", "a\nb", "utf-8", "utf8_valid"},
		{"byte order mark", "\ufeffa", "a", "utf-8-bom", "bom"},
		{"CRLF", "a\r\nb\r\n", "a\nb\n", "utf-8", "utf8_valid"},
		{"CR alone", "a\rb\r\rc", "a\nb\n\nc", "utf-8", "utf8_valid"},
		{"form feed", "a\fb", "a\nb", "utf-8", "utf8_valid"},
		{"composed", "cafe\u0301\r\nx", "café\nx", "utf-8", "utf8_valid"},
		{"UTF-16, little end first", "\xff\xfeK\x00\r\x00\n\x00\x10\x04", "K\nА", "utf-16le", "bom"},
		{"UTF-16, big end first", "\xfe\xff\x00K\xd8\x3d\xde\x00", "K😀", "utf-16be", "bom"},
	} {
		got, enc, f := decode([]byte(c.in))
		if f != nil || got.s != c.text || enc != (Encoding{c.encoding, c.method}) {
			t.Errorf("%s: %v %q %v, want %q %s", c.name, f, got.s, enc, c.text, c.encoding)
		}
	}
}

func TestWhatIsNoTextIsRefusedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, in, code, value string
		start                 int
	}{
		{"empty", "", "empty_file", "", 0},
		{"NUL", "a\r\nb\rc\x00d", "nul_byte", "\x00", 6},
		{"bad bytes in UTF-8", "a\nдом\xe9 дом", "invalid_utf8", "\xe9 д", 8},
		{"a surrogate alone", "дом \xed\xa0\xbd.", "lone_surrogate", "\xed\xa0\xbd", 7},
		{"cut off inside a letter", "a\xd0", "encoding_unclear", "\xd0", 1},
		{"control characters", strings.Repeat("\x01\x02 ", 9), "binary", "\x01", 0},
		{"control characters and more", strings.Repeat("\x01\xff ", 9), "binary", "\x01", 0},
		{"half a UTF-16 unit", "\xff\xfea", "invalid_utf16", "a", 2},
		{"half a surrogate pair", "\xff\xfea\x00\x3d\xd8", "invalid_utf16", "=\xd8", 4},
		{"NUL behind a byte order mark", "\ufeffa\x00", "nul_byte", "\x00", 4},
	} {
		_, _, f := decode([]byte(c.in))
		if f == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if f.Code != c.code || c.in[f.Start:f.End] != c.value || f.Start != c.start {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

// Any stretch of a text, cut at whole letters, comes from bytes that give it
// again, and offsets never go back.
func TestEverySpanLeadsToItsBytes(t *testing.T) {
	letters := rapid.SampledFrom([]rune("ab \n\r\f\tée\u0301\u0323\u0308ÅA\u030aЯи\u0306한ᄒ\u1161\u11ab😀\u200d\u0085\u2028"))
	rapid.Check(t, func(t *rapid.T) {
		in := string(rapid.SliceOfN(letters, 1, 60).Draw(t, "text"))
		data, unpack := []byte(in), again
		switch rapid.IntRange(0, 3).Draw(t, "encoding") {
		case 3:
			data = append(inPage("windows-1251", russian), strings.Map(func(r rune) rune { return min(r, 'z') }, in)...)
			unpack = func(b []byte) string { return again(decoded(t, b, "windows-1251")) }
		case 1:
			data = append([]byte("\xef\xbb\xbf"), in...)
		case 2:
			data = []byte{0xff, 0xfe}
			for _, u := range utf16.Encode([]rune(in)) {
				data = append(data, byte(u), byte(u>>8))
			}
			unpack = func(b []byte) string { return again(decoded(t, b, "utf-16le")) }
		}
		got, _, f := decode(data)
		if f != nil {
			t.Fatalf("refused: %+v", f)
		}
		at := got.Raw(0)
		for i := range got.s {
			if r := got.Raw(i); r < at {
				t.Fatalf("offset %d leads to %d, the one before to %d", i, r, at)
			} else {
				at = r
			}
			if n := utf8.RuneCountInString(got.s[:i]); int(got.Chars(i)) != n {
				t.Fatalf("offset %d: %d characters, want %d", i, got.Chars(i), n)
			}
		}
		if got.Raw(len(got.s)) != len(data) {
			t.Fatalf("the end leads to %d of %d", got.Raw(len(got.s)), len(data))
		}
		starts := []int{len(got.s)}
		for i := range got.s {
			starts = append(starts, i)
		}
		a, b := rapid.SampledFrom(starts).Draw(t, "a"), rapid.SampledFrom(starts).Draw(t, "b")
		start, end := got.Whole(min(a, b), max(a, b))
		if back := unpack(data[got.Raw(start):got.Raw(end)]); back != got.s[start:end] {
			t.Fatalf("bytes %q give %q, the span is %q", data[got.Raw(start):got.Raw(end)], back, got.s[start:end])
		}
	})
}

func TestLongTextsCountTheirCharacters(t *testing.T) {
	in := strings.Repeat("дипломатия ", 500)
	got, _, _ := decode([]byte(in))
	for i := range got.s {
		if n := utf8.RuneCountInString(in[:i]); int(got.Chars(i)) != n {
			t.Fatalf("offset %d: %d characters, want %d", i, got.Chars(i), n)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"windows-1251", "koi8-r", "x-mac-cyrillic", "windows-1252"} {
		f.Add(inPage(name, "Казахстан"), "")
	}
	f.Add([]byte("K\x00a\x00"), "")
	f.Add([]byte("\x10\x04"), "utf-16le")
	f.Add([]byte("мир \xed\xa0\xbd"), "")
	f.Add([]byte("\xea\xc1\xda"), "koi8-r")
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		body, layers, enc, bad := toUTF8(data, label)
		if bad != nil {
			if bad.Code == "" || bad.Start < 0 || bad.Start > bad.End || bad.End > len(data) {
				t.Fatalf("%+v", bad)
			}
			return
		}
		if enc.Name == "" || enc.Method == "" {
			t.Fatalf("%+v", enc)
		}
		end := &Text{layers: layers}
		if got := end.Raw(len(body)); got != len(data) {
			t.Fatalf("the end leads to %d of %d", got, len(data))
		}
	})
}
