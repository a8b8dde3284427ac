package names

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/lookup"
	"multivector/pipeline/texts/words"
)

// Whatever the text: mentions lie within it, one behind the other, between
// boundaries of letters, each with a name in the lexicon, and again the same.
func FuzzMentions(f *testing.F) {
	lexicons := map[string]*Lexicon{}
	for _, lang := range []string{"en", "ru", "kk"} {
		lexicons[lang] = ownLexicon(f, lang)
	}
	for _, s := range []string{
		"The Alma-Ata Declaration, Kazakh-\nstan's aims_China_ U.S. and C5+1", "в Республике Казахстан, российско-китайский, на русском и казахском языках",
		"Қазақстан Республикасының БҰҰ-ның қазақ-қытай", "«Центральная Азия – Германия»", "Того\u00ad'’—-–", "Кот-д’Ивуара_Чад\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s = string([]rune(s))
		}
		for lang, x := range lexicons {
			list := words.Append(nil, words.Flat(s), 0)
			var w Finder
			find := func() (out [][2]int) {
				w.Begin(s, lookup.Ever, lookup.Never)
				for _, m := range w.Find(x, list) {
					if len(m.names) == 0 {
						t.Fatalf("%s: %q names nobody", lang, s[m.Start:m.End])
					}
					out = append(out, [2]int{m.Start, m.End})
				}
				return out
			}
			spans, last := find(), 0
			for _, m := range spans {
				if m[0] < last || m[1] <= m[0] || m[1] > len(s) || !utf8.ValidString(s[m[0]:m[1]]) {
					t.Fatalf("%s: span %v in %q after %d", lang, m, s, last)
				}
				last = m[1]
			}
			if diff := cmp.Diff(spans, find()); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
