package reliability

import (
	"math"
	"math/rand/v2"
	"testing"
)

const x = -1 // missing

func alphaOf(k int, metric Metric, coders ...[]int) (float64, bool) {
	c := NewCoincidences(k)
	for u := range coders[0] {
		var values []int
		for _, coder := range coders {
			values = append(values, coder[u])
		}
		c.Add(values...)
	}
	return c.Alpha(metric)
}

// The figures are those of Krippendorff, Computing Krippendorff's
// Alpha-Reliability (2011): two coders and two values; two coders and five
// values; four coders, five values, and some missing.
func TestAlphaOfPublishedExamples(t *testing.T) {
	meg, owen := []int{0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, []int{1, 1, 1, 0, 0, 1, 0, 0, 0, 0}
	ben, gerry := []int{0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0}, []int{1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3}
	four := [][]int{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3},
		{x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x},
	}
	for _, c := range []struct {
		name   string
		metric Metric
		coders [][]int
		want   float64
	}{
		{"binary", Nominal, [][]int{meg, owen}, .095},
		{"nominal", Nominal, [][]int{ben, gerry}, .692},
		{"four coders, nominal", Nominal, four, .743},
		{"four coders, ordinal", Ordinal, four, .815},
		{"four coders, interval", Interval, four, .849},
	} {
		if got, ok := alphaOf(6, c.metric, c.coders...); !ok || math.Abs(got-c.want) > .0005 {
			t.Errorf("%s: %.4f %v, published is %.3f", c.name, got, ok, c.want)
		}
	}
}

func TestAlphaIsUndefinedWhereNothingVaries(t *testing.T) {
	for name, coders := range map[string][][]int{
		"one value": {{1, 1, 1}, {1, 1, 1}}, "nobody compared": {{0, x}, {x, 1}}, "no unit": {{}, {}},
	} {
		if got, ok := alphaOf(2, Nominal, coders...); ok {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Alpha is 1 exactly where all agree, never above, the same whoever comes
// first and whatever the values are called, and about 0 for coders who roll
// dice; units add up.
func TestAlphaKeepsItsProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		k, units := 2+r.IntN(5), 2+r.IntN(40)
		a, b, agree := make([]int, units), make([]int, units), true
		renamed := r.Perm(k)
		ra, rb := make([]int, units), make([]int, units)
		half, all := NewCoincidences(k), NewCoincidences(k)
		for u := range units {
			a[u], b[u] = r.IntN(k), r.IntN(k)
			if r.IntN(3) > 0 {
				b[u] = a[u]
			}
			agree = agree && a[u] == b[u]
			ra[u], rb[u] = renamed[a[u]], renamed[b[u]]
			if u%2 == 0 {
				half.Add(a[u], b[u])
			} else {
				all.Add(b[u], a[u])
			}
		}
		for _, metric := range []Metric{Nominal, Ordinal, Interval} {
			got, ok := alphaOf(k, metric, a, b)
			if back, _ := alphaOf(k, metric, b, a); ok && math.Abs(back-got) > 1e-12 {
				t.Errorf("%v one way, %v the other", got, back)
			}
			if ok && (got > 1 || (math.Abs(got-1) < 1e-12) != agree) {
				t.Errorf("%v where agreement is %v", got, agree)
			}
		}
		got, ok := alphaOf(k, Nominal, a, b)
		if other, _ := alphaOf(k, Nominal, ra, rb); ok && math.Abs(other-got) > 1e-12 {
			t.Errorf("%v by one naming, %v by another", got, other)
		}
		all.add(half)
		if sum, _ := all.Alpha(Nominal); ok && math.Abs(sum-got) > 1e-9 {
			t.Errorf("%v at once, %v in two parts", got, sum)
		}
	}
	a, b := make([]int, 20000), make([]int, 20000)
	for u := range a {
		a[u], b[u] = r.IntN(3), r.IntN(3)
	}
	if got, _ := alphaOf(3, Nominal, a, b); math.Abs(got) > .03 {
		t.Errorf("%v for dice", got)
	}
}
