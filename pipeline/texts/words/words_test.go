package words

import (
	"testing"

	uax29 "github.com/clipperhouse/uax29/v2/words"
	"github.com/google/go-cmp/cmp"
)

// Tokens end where UAX #29 sees the end of a word, whatever way they were found.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"We, the \"peoples\" (of) 1,000.5 U.N. states; don't a.b: c_d  e\u0301 f \u0301g, ,\u200d- x.\u0301 y!", "independence.The end.", "«Бірақ, ол.» 3-бап", "a.", ".", " ", "'a'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Flat(s)
		var want, got []int
		iter, before := uax29.FromString(s), Mark
		for iter.Next() {
			kind := kindOf(s[iter.Start():iter.End()])
			if kind == Space && before == Space {
				want = want[:len(want)-1] // white space is one token
			}
			want, before = append(want, iter.End()), kind
		}
		list := Append(nil, s, 0)
		for i, k := range list {
			if i+2 < len(list) && list[i+2].Kind == Part || i+1 < len(list) && list[i+1].Kind == Part {
				continue // of a word that is two to a reader
			}
			got = append(got, k.End)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	})
}
