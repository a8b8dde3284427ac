package alignment

import "sort"

// order finds which pairs moved, and by how many places each stands elsewhere.
func (m *matcher) order(w *writer) {
	w.moved, w.shift = map[*link]bool{}, map[*link]int{}
	var ones []*link // in the order of the earlier edition
	before := make([]int, len(m.b)+1)
	for i := range m.a {
		if l := m.one(i); l != nil {
			ones = append(ones, l)
			before[l.to+1] = 1
		}
	}
	for j := range m.b {
		before[j+1] += before[j]
	}
	seen := 0
	for i := range m.a {
		for _, l := range m.ofA[i] {
			w.shift[l] = before[l.to] - seen
		}
		if m.one(i) != nil {
			seen++
		}
	}
	to, weight := make([]int, len(ones)), make([]int, len(ones))
	for k, l := range ones {
		to[k], weight[k] = l.to, len(m.a[l.from].words)+len(m.b[l.to].words)
	}
	stays := longestIncreasing(to, weight)
	for k, l := range ones {
		if !stays[k] {
			w.moved[l] = true
		}
	}
}

// one gives the link of a provision of the earlier edition that is aligned one
// to one, or nil.
func (m *matcher) one(i int) *link {
	if len(m.ofA[i]) == 1 && len(m.ofB[m.ofA[i][0].to]) == 1 {
		return m.ofA[i][0]
	}
	return nil
}

// longestIncreasing marks a longest increasing subsequence of distinct numbers;
// among several, one whose elements weigh most together, and of those the one
// that ends first. It takes n log n steps (Fredman 1975).
func longestIncreasing(values, weight []int) []bool {
	type end struct{ length, weight, at int } // the best subsequence that ends in a range
	better := func(a, b end) bool {
		if a.length != b.length {
			return a.length > b.length
		}
		return a.weight > b.weight
	}
	sorted := append([]int{}, values...)
	sort.Ints(sorted)
	tree := make([]end, len(values)+1) // a Fenwick tree of prefix maxima by rank
	previous := make([]int, len(values))
	last := end{at: -1}
	for k, v := range values {
		rank := sort.SearchInts(sorted, v) // values below v
		e := end{at: -1}
		for r := rank; r > 0; r -= r & -r {
			if better(tree[r], e) {
				e = tree[r]
			}
		}
		previous[k] = e.at
		e = end{e.length + 1, e.weight + weight[k], k}
		for r := rank + 1; r < len(tree); r += r & -r {
			if better(e, tree[r]) {
				tree[r] = e
			}
		}
		if better(e, last) {
			last = e
		}
	}
	stays := make([]bool, len(values))
	for k := last.at; k >= 0; k = previous[k] {
		stays[k] = true
	}
	return stays
}
