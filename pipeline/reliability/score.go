package reliability

import (
	"math"
	"math/rand/v2"
	"slices"

	"multivector/schemas"
)

// Bounds of alpha for a variable that is relied on, or relied on with caution
// (Krippendorff 2019).
const (
	reliable  = .8
	tentative = .667
)

// draws is how often the units are drawn anew for an interval.
const draws = 1000

// agreement is what coders say of the same units.
type agreement struct {
	k     int      // values
	units [][]cell // of each unit; empty where fewer than two say something
}

// alpha gives the nominal alpha over the units with the given places, or over
// all.
func (g *agreement) alpha(places []int) (float64, bool) {
	c := NewCoincidences(g.k)
	for _, i := range places {
		c.addCells(g.units[i])
	}
	if places == nil {
		for _, u := range g.units {
			c.addCells(u)
		}
	}
	return c.Alpha(Nominal)
}

// interval gives the 95% bootstrap interval of alpha. Draws in which alpha is
// undefined are left out; where they are most, so is the interval.
func (g *agreement) interval(r *rand.Rand) (low, high schemas.Null[float64]) {
	var found []float64
	places := make([]int, len(g.units))
	for range draws {
		for i := range places {
			places[i] = int(r.Uint64() % uint64(len(g.units)))
		}
		if a, ok := g.alpha(places); ok {
			found = append(found, a)
		}
	}
	if len(found)*2 <= draws {
		return low, high
	}
	slices.Sort(found)
	at := func(part float64) schemas.Null[float64] {
		return stable(found[int(math.Round(part*float64(len(found)-1)))])
	}
	return at(.025), at(.975)
}

// measure fills in alpha, its interval and what it allows, and rounds the rest.
func (g *agreement) measure(row *schemas.Reliability, seed uint64) {
	row.NUnits = int64(len(g.units))
	for _, x := range []*schemas.Null[float64]{&row.Precision, &row.Recall, &row.F1} {
		if x.Valid {
			*x = stable(x.V)
		}
	}
	a, ok := g.alpha(nil)
	if !ok {
		return
	}
	row.Alpha = stable(a)
	row.CILow, row.CIHigh = g.interval(rand.New(rand.NewPCG(seed, 0)))
	switch {
	case row.NUnits < schemas.FewUnits: // by chance they may all agree
	case row.Alpha.V >= reliable:
		row.Status = schemas.Reliable
	case row.Alpha.V >= tentative:
		row.Status = schemas.Tentative
	default:
		row.Status = schemas.Experimental
	}
}

// hits counts what the gold has and was found, what was found and the gold
// lacks, and what was missed.
type hits struct{ both, extra, missed int64 }

// scores gives precision, recall and F1; each is undefined where its denominator
// is 0.
func (h hits) scores() (precision, recall, f1 schemas.Null[float64]) {
	ratio := func(a, b int64) schemas.Null[float64] {
		if b == 0 {
			return schemas.Null[float64]{}
		}
		return schemas.Some(float64(a) / float64(b))
	}
	return ratio(h.both, h.both+h.extra), ratio(h.both, h.both+h.missed), ratio(2*h.both, 2*h.both+h.extra+h.missed)
}

// macro gives the means of precision, recall and F1 over the values for which
// each is defined.
func macro(byValue []hits) (precision, recall, f1 schemas.Null[float64]) {
	var sums [3]float64
	var counts [3]int
	for _, h := range byValue {
		p, r, f := h.scores()
		for i, x := range []schemas.Null[float64]{p, r, f} {
			if x.Valid {
				sums[i] += x.V
				counts[i]++
			}
		}
	}
	mean := func(i int) schemas.Null[float64] {
		if counts[i] == 0 {
			return schemas.Null[float64]{}
		}
		return schemas.Some(sums[i] / float64(counts[i]))
	}
	return mean(0), mean(1), mean(2)
}

// stable rounds to twelve decimals, beyond which processors may differ.
func stable(x float64) schemas.Null[float64] { return schemas.Some(math.Round(x*1e12) / 1e12) }
