package measures

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"multivector/schemas"
)

func near(got schemas.Null[float64], want float64) bool {
	return got.Valid && math.Abs(got.V-want) < 1e-12
}

func TestBalanceOfKnownDistributions(t *testing.T) {
	even := Balance([]int64{5, 5, 5})
	for name, ok := range map[string]bool{
		"entropy":      near(even.Entropy, math.Log(3)),
		"entropy_norm": near(even.EntropyNorm, 1),
		"exp_entropy":  near(even.ExpEntropy, 3),
		"hhi":          near(even.HHI, 1.0/3),
		"effective":    near(even.EffectivePartners, 3),
		"triad":        near(even.TriadBalance, 1),
		"unbiased":     near(even.HHIUnbiased, (15.0/3-1)/14),
	} {
		if !ok {
			t.Errorf("three equal partners: %s is wrong: %+v", name, even)
		}
	}
	one := Balance([]int64{0, 7, 0})
	if !near(one.Entropy, 0) || !near(one.HHI, 1) || !near(one.TriadBalance, 0) || !near(one.EffectivePartners, 1) || !near(one.HHIUnbiased, 1) {
		t.Errorf("one partner has all: %+v", one)
	}
	// Worked by hand: p = .5, .3, .2; H = .5 ln 2 + .3 ln(10/3) + .2 ln 5.
	mixed := Balance([]int64{5, 3, 2})
	if !near(mixed.Entropy, 0.5*math.Log(2)+0.3*math.Log(10.0/3)+0.2*math.Log(5)) || !near(mixed.HHI, 0.38) ||
		!near(mixed.HHIUnbiased, 2.8/9) || !near(mixed.TriadBalance, 0.75) {
		t.Errorf("5, 3, 2: %+v", mixed)
	}
}

func TestWhatIsUndefinedIsNull(t *testing.T) {
	if b := Balance([]int64{0, 0, 0}); b.Entropy.Valid || b.HHI.Valid || b.TriadBalance.Valid || b.N.V != 0 || b.K != 3 {
		t.Errorf("no counts: %+v", b)
	}
	if b := Balance([]int64{1, 0}); b.HHIUnbiased.Valid {
		t.Errorf("one count has no unbiased index: %+v", b)
	}
	if b := Balance([]int64{4}); b.EntropyNorm.Valid || b.TriadBalance.Valid {
		t.Errorf("one partner has no balance: %+v", b)
	}
	if SignedBalance(0, 0).Valid {
		t.Error("no events have no balance")
	}
}

func TestBalanceKeepsItsBoundsAndIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 1e6), 1, 12).Draw(t, "counts")
		b := Balance(counts)
		if b.N.V == 0 {
			return
		}
		k := float64(b.K)
		if b.Entropy.V < 0 || b.Entropy.V > math.Log(k)+1e-9 || b.HHI.V < 1/k-1e-9 || b.HHI.V > 1 || b.EffectivePartners.V < 1 || b.EffectivePartners.V > k+1e-9 {
			t.Fatalf("out of bounds: %+v", b)
		}
		for _, v := range []schemas.Null[float64]{b.EntropyNorm, b.TriadBalance, b.HHIUnbiased} {
			if v.Valid && (v.V < 0 || v.V > 1) {
				t.Fatalf("out of bounds: %+v", b)
			}
		}
		slices.Reverse(counts)
		if r := Balance(counts); math.Abs(r.Entropy.V-b.Entropy.V) > 1e-9 || math.Abs(r.HHI.V-b.HHI.V) > 1e-9 {
			t.Fatalf("the order of partners matters: %+v and %+v", b, r)
		}
	})
}

func TestSignedBalance(t *testing.T) {
	for _, c := range []struct {
		c, f int64
		want float64
	}{{3, 1, 0.5}, {0, 4, -1}, {2, 0, 1}, {2, 2, 0}} {
		if got := SignedBalance(c.c, c.f); !near(got, c.want) {
			t.Errorf("%d cooperative, %d conflictual: %v, want %v", c.c, c.f, got, c.want)
		}
	}
}
