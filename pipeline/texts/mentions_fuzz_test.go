package texts

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Whatever the text: mentions lie within it, one behind the other, between
// boundaries of letters, each with a name in the lexicon, and again the same.
func FuzzMentions(f *testing.F) {
	lexicons := map[string]*lexicon{}
	for _, lang := range []string{"en", "ru", "kk"} {
		lexicons[lang] = newLexicon(ownAliases(f), lang)
		lexicons[lang].learn(ownContexts(f))
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
			list := tokens(nil, flat(s), 0)
			find := func() (out []span) {
				w := finder{x: x, s: s, from: -1 << 30, to: 1 << 30}
				for _, m := range w.find(list) {
					if len(m.names) == 0 {
						t.Fatalf("%s: %q names nobody", lang, s[m.start:m.end])
					}
					out = append(out, m.span)
				}
				return out
			}
			spans, last := find(), 0
			for _, m := range spans {
				if m.start < last || m.end <= m.start || m.end > len(s) || !utf8.ValidString(s[m.start:m.end]) {
					t.Fatalf("%s: span %v in %q after %d", lang, m, s, last)
				}
				last = m.end
			}
			if diff := cmp.Diff(spans, find(), cmp.AllowUnexported(span{})); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
