package alignment

import (
	"math"
	"testing"

	"multivector/schemas"
)

func TestContinuityByHand(t *testing.T) {
	none := schemas.Null[float64]{}
	some := schemas.Some[float64]
	near := func(got, want schemas.Null[float64]) bool {
		return got.Valid == want.Valid && math.Abs(got.V-want.V) < 1e-12
	}
	for _, c := range []struct {
		name                                                     string
		from                                                     []Kept
		to                                                       []Met
		verbatim, modified, dropped, added, continuity, newWords schemas.Null[float64]
	}{
		// 10 words kept, 20 of similarity .75, 10 dropped: (10 + 15) / 40. Of the
		// later edition's 50 words, 20 stand in a new provision.
		{"one of each", []Kept{{10, some(1), true}, {20, some(.75), false}, {10, none, false}}, []Met{{10, false}, {20, false}, {20, true}},
			some(1. / 3), some(1. / 3), some(1. / 3), some(1. / 3), some(.625), some(.4)},
		{"all kept", []Kept{{10, some(1), true}}, []Met{{10, false}}, some(1), some(0), some(0), some(0), some(1), some(0)},
		{"all new", []Kept{{10, none, false}}, []Met{{5, true}}, some(0), some(0), some(1), some(1), some(0), some(1)},
		{"nothing before", nil, []Met{{5, true}}, none, none, none, some(1), none, some(1)},
		{"nothing after", []Kept{{5, none, false}}, nil, some(0), some(0), some(1), none, some(0), none},
		{"no words", []Kept{{0, some(1), true}}, []Met{{0, false}}, some(1), some(0), some(0), some(0), none, none},
	} {
		r := Continuity(c.from, c.to)
		if !near(r.ShareVerbatim, c.verbatim) || !near(r.ShareModified, c.modified) || !near(r.ShareDropped, c.dropped) ||
			!near(r.ShareAdded, c.added) || !near(r.Continuity, c.continuity) || !near(r.Novelty, c.newWords) {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}
