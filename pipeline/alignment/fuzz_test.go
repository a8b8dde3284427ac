package alignment

import (
	"strings"
	"testing"
)

// Editions are provisions, one a line: the rows hold what they promise, in both
// directions, and the words that stayed stand in order, within the editions.
func FuzzAlign(f *testing.F) {
	f.Add(borders+"\n"+caspian+"\n"+water+"\n"+nuclear, settled+"\n"+nuclear+"\n"+borders+" "+water)
	f.Add("UN\nUN\n\nRUS "+culture, agreed+"\nUN\n"+culture+" CHN")
	f.Add("а б в г д\n\xff\xfe", "б в г д а\n \u0301")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 20_000 {
			t.Skip("longer than tells anything new")
		}
		from, to := edition("a", strings.Split(strings.ToValidUTF8(a, "?"), "\n")...), edition("b", strings.Split(strings.ToValidUTF8(b, "?"), "\n")...)
		holdRows(t, from, to)
		holdMirror(t, from, to)
		longest := func(e *Edition) int32 { return e.Provisions[len(e.Provisions)-1].CharEnd }
		id, fromEnd := "", int32(0)
		for _, s := range align(t, from, to).Spans {
			if s.AlignmentID != id {
				id, fromEnd = s.AlignmentID, 0
			}
			if s.FromCharStart < fromEnd || s.FromCharEnd <= s.FromCharStart || s.FromCharEnd > longest(from) || s.ToCharStart < 0 || s.ToCharEnd <= s.ToCharStart || s.ToCharEnd > longest(to) || s.NWords < 1 {
				t.Errorf("%+v, behind %d", s, fromEnd)
			}
			fromEnd = s.FromCharEnd
		}
	})
}
