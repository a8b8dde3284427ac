package reliability

import "slices"

// Coincidences counts how often two values stand beside each other on the same
// unit, over all ordered pairs of coders; each unit with m values counts m in
// all. They add up over units.
type Coincidences struct {
	k int       // values are 0 to k-1
	n []float64 // k rows of k
}

// NewCoincidences makes an empty table for k values.
func NewCoincidences(k int) *Coincidences { return &Coincidences{k, make([]float64, k*k)} }

// Add takes in the values that the coders gave one unit, in any order; a value
// below 0 is missing. A unit with fewer than two values says nothing.
func (c *Coincidences) Add(values ...int) { c.addCells(cells(values...)) }

func (c *Coincidences) addCells(unit []cell) {
	for _, x := range unit {
		c.n[x.a*c.k+x.b] += x.n
		c.n[x.b*c.k+x.a] += x.n
	}
}

// cell is how much two values count that two coders gave the same unit: with m
// values in all, each pair of coders 1/(m-1).
type cell struct {
	a, b int
	n    float64
}

// cells gives the pairs of a unit's values; one below 0 is missing.
func cells(values ...int) []cell {
	given := slices.DeleteFunc(slices.Clone(values), func(v int) bool { return v < 0 })
	var all []cell
	for i, b := range given {
		for _, a := range given[:i] {
			all = append(all, cell{a, b, 1 / float64(len(given)-1)})
		}
	}
	return all
}

// Metric gives the squared difference of two values, where n counts how often
// each value was given in all.
type Metric func(n []float64, a, b int) float64

// Nominal takes any two values for equally different.
func Nominal(_ []float64, a, b int) float64 {
	if a == b {
		return 0
	}
	return 1
}

// Ordinal takes values for as far apart as there are ranks between them.
func Ordinal(n []float64, a, b int) float64 {
	if a > b {
		a, b = b, a
	}
	sum := -(n[a] + n[b]) / 2
	for _, x := range n[a : b+1] {
		sum += x
	}
	if a == b {
		return 0
	}
	return float64(sum * sum)
}

// Interval takes values for numbers.
func Interval(_ []float64, a, b int) float64 { return float64((a - b) * (a - b)) }

// Alpha is Krippendorff's alpha, 1 - D_o / D_e: the disagreement observed over
// the one that chance would bring (Hayes and Krippendorff 2007; Krippendorff
// 2019, chapter 12). It is 1 where all agree and about 0 where they agree by
// chance, and may fall below. It is undefined, and the second result false,
// where no two of the values differ.
func (c *Coincidences) Alpha(metric Metric) (float64, bool) {
	n := make([]float64, c.k)
	var total, observed, expected float64
	for a := range c.k {
		for b := range c.k {
			n[a] += c.n[a*c.k+b]
		}
		total += n[a]
	}
	for a := range c.k {
		for b := range c.k {
			if n[a] == 0 || n[b] == 0 {
				continue
			}
			d := metric(n, a, b)
			observed += float64(c.n[a*c.k+b] * d)
			expected += float64(float64(n[a]*n[b]) * d)
		}
	}
	if expected == 0 {
		return 0, false
	}
	return 1 - float64((total-1)*observed)/expected, true
}

// add takes in what another table counted.
func (c *Coincidences) add(other *Coincidences) {
	for i, x := range other.n {
		c.n[i] += x
	}
}
