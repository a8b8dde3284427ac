package schemas

import (
	"math"

	"github.com/zeebo/xxh3"
)

// Digest sums up the values of one column in the order of its rows. It does not
// depend on how a file stores them, so that two implementations can be compared
// and two releases can be told apart by what they say. It guards against
// accidents; SHA256SUMS guards the bytes.
type Digest struct {
	Sum   uint64
	Rows  int64
	Nulls int64
}

const (
	digestStep = 0x9E3779B97F4A7C15 // odd, so that no step loses information
	digestNull = 0xA0761D6478BD642F
)

func (d *Digest) add(h uint64) {
	d.Sum = d.Sum*digestStep + h + 1
	d.Rows++
}

// Join sums up the values of d followed by those of e.
func (d Digest) Join(e Digest) Digest {
	power, step := uint64(1), uint64(digestStep)
	for n := e.Rows; n > 0; n >>= 1 {
		if n&1 == 1 {
			power *= step
		}
		step *= step
	}
	return Digest{d.Sum*power + e.Sum, d.Rows + e.Rows, d.Nulls + e.Nulls}
}

// Null adds an undefined value.
func (d *Digest) Null() { d.add(digestNull); d.Nulls++ }

// Text adds a text.
func (d *Digest) Text(s string) { d.add(xxh3.HashString(s)) }

// Int adds an integer, a day or an instant.
func (d *Digest) Int(v int64) { d.add(scramble(uint64(v))) }

// Float adds a floating point number, by its bits.
func (d *Digest) Float(v float64) { d.add(scramble(math.Float64bits(v))) }

// Bool adds a truth value.
func (d *Digest) Bool(v bool) {
	if v {
		d.Int(1)
	} else {
		d.Int(0)
	}
}

// scramble spreads the bits of a number over the whole word (the finalizer of
// SplitMix64).
func scramble(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}
