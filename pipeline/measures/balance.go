package measures

import (
	"math"

	"multivector/schemas"
)

// Balance measures how evenly counts divide over K partners. Shares are
// p = count / n. With n = 0 every measure but K and N is null.
//
//   - entropy H = -sum p ln p, in nats (Shannon 1948), normalized H / ln K, and
//     exp(H);
//   - HHI = sum p² (Herfindahl-Hirschman), unbiased for counts
//     (n HHI - 1) / (n - 1), and the effective number of partners 1 / HHI
//     (Laakso and Taagepera 1979);
//   - triad balance 1 - sum |p - 1/K| / (2 (1 - 1/K)), which is 1 where all
//     shares are equal and 0 where one partner has all.
func Balance(counts []int64) schemas.VectorBalanceRow {
	b := schemas.VectorBalanceRow{K: int64(len(counts)), N: schemas.Some(int64(0))}
	for _, c := range counts {
		b.N.V += c
	}
	if b.N.V == 0 {
		return b
	}
	k, n := float64(b.K), float64(b.N.V)
	var entropy, hhi, away float64
	for _, c := range counts {
		p := float64(c) / n
		if c > 0 {
			entropy -= float64(p * math.Log(p))
		}
		hhi += float64(p * p)
		away += math.Abs(p - 1/k)
	}
	entropy = max(entropy, 0) // -0 where one partner has all
	hhi = min(hhi, 1)
	b.Entropy, b.ExpEntropy = stable(entropy), stable(max(math.Exp(entropy), 1))
	b.HHI, b.EffectivePartners = stable(hhi), stable(1/hhi)
	if b.N.V > 1 {
		b.HHIUnbiased = stable(min(max((float64(n*hhi)-1)/(n-1), 0), 1))
	}
	if b.K > 1 {
		b.EntropyNorm = stable(min(entropy/math.Log(k), 1))
		b.TriadBalance = stable(min(max(1-away/(2*(1-1/k)), 0), 1))
	}
	return b
}

// stable rounds to twelve decimals, beyond which logarithms differ between
// processors. (The conversions above keep products from being fused with sums,
// which differs between processors too.)
func stable(x float64) schemas.Null[float64] {
	return schemas.Some(math.Round(x*1e12) / 1e12)
}

// SignedBalance gives (C - F) / (C + F) for C cooperative and F conflictual
// events, from -1 to 1; null where there are neither.
func SignedBalance(cooperative, conflictual int64) schemas.Null[float64] {
	if cooperative+conflictual == 0 {
		return schemas.Null[float64]{}
	}
	return schemas.Some(float64(cooperative-conflictual) / float64(cooperative+conflictual))
}
