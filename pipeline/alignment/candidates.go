package alignment

import (
	"cmp"
	"context"
	"slices"

	"github.com/zeebo/xxh3"
)

// Constants of the search for candidates.
const (
	shingle        = 5   // characters in a shingle
	common         = 200 // provisions of one edition that may share a shingle before it says nothing
	sharedPercent  = 20  // least part of the shingles of the one with fewer that a candidate has in common
	candidateCount = 10  // the best that are scored for each provision
)

// shingles gives the hashes of the character n-grams of a text, sorted, each
// once (Broder 1997).
func shingles(s string) []uint64 {
	if s == "" {
		return nil
	}
	starts := make([]int, 0, len(s)+1)
	for i := range s {
		starts = append(starts, i)
	}
	starts = append(starts, len(s))
	out := make([]uint64, 0, len(starts))
	for i := 0; i == 0 || i+shingle < len(starts); i++ {
		out = append(out, xxh3.HashString(s[starts[i]:starts[min(i+shingle, len(starts)-1)]]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// candidate is a pair that may be aligned, by place in the two editions.
type candidate struct{ from, to, shared int }

// index says in which provisions each shingle stands.
type index map[uint64][]int32

func newIndex(units []unit, free []bool) index {
	x := index{}
	for i := range units {
		if free[i] {
			for _, h := range units[i].shingles {
				x[h] = append(x[h], int32(i))
			}
		}
	}
	return x
}

// candidates lists, for each provision of either edition that is still free,
// those of the other that share most shingles with it. What many provisions
// share costs much and tells little, so it is left out; the work for a provision
// is bounded by its length.
func candidates(ctx context.Context, a, b []unit, freeA, freeB []bool) ([]candidate, error) {
	inA, inB := newIndex(a, freeA), newIndex(b, freeB)
	for _, x := range []index{inA, inB} {
		for h := range x {
			if len(inA[h]) > common || len(inB[h]) > common {
				delete(inA, h)
				delete(inB, h)
			}
		}
	}
	sizeA, sizeB := sizes(inA, len(a)), sizes(inB, len(b))
	all, err := best(ctx, a, freeA, sizeA, inB, sizeB)
	if err != nil {
		return nil, err
	}
	back, err := best(ctx, b, freeB, sizeB, inA, sizeA)
	for _, c := range back {
		all = append(all, candidate{c.to, c.from, c.shared})
	}
	slices.SortFunc(all, func(x, y candidate) int { return cmp.Or(x.from-y.from, x.to-y.to) })
	return slices.Compact(all), err
}

// sizes counts the shingles of each provision that the index holds.
func sizes(x index, n int) []int {
	out := make([]int, n)
	for _, list := range x {
		for _, i := range list {
			out[i]++
		}
	}
	return out
}

// best looks up each free provision of one edition in the other's index.
func best(ctx context.Context, units []unit, free []bool, size []int, x index, sizeX []int) ([]candidate, error) {
	var all []candidate
	counts := make([]int, len(sizeX))
	for i := range units {
		if !free[i] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var found []candidate
		for _, h := range units[i].shingles {
			for _, j := range x[h] {
				if counts[j]++; counts[j] == 1 {
					found = append(found, candidate{i, int(j), 0})
				}
			}
		}
		for k := range found {
			c := &found[k]
			c.shared, counts[c.to] = counts[c.to], 0
		}
		found = slices.DeleteFunc(found, func(c candidate) bool {
			return c.shared*100 < sharedPercent*min(size[i], sizeX[c.to])
		})
		slices.SortFunc(found, func(p, q candidate) int {
			return cmp.Or(q.shared-p.shared, away(i, p.to, len(units), len(sizeX))-away(i, q.to, len(units), len(sizeX)), p.to-q.to)
		})
		all = append(all, found[:min(len(found), candidateCount)]...)
	}
	return all, nil
}

// away says how far apart two provisions stand in their editions of n and m
// provisions, in units of one over 2nm.
func away(i, j, n, m int) int {
	d := (2*i+1)*m - (2*j+1)*n
	return max(d, -d)
}
