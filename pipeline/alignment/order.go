package alignment

import "sort"

// order finds which pairs moved, and by how many places each stands elsewhere.
func (m *matcher) order(w *writer) {
	w.moved, w.shift = map[*link]bool{}, map[*link]int{}
	ones, stays := m.ones()
	before := make([]int, len(m.b)+1)
	for k, l := range ones {
		before[l.to+1] = 1
		w.moved[l] = !stays[k]
	}
	for j := range m.b {
		before[j+1] += before[j]
	}
	seen := 0
	for i := range m.a {
		for _, l := range m.ofA[i] {
			w.shift[l] = before[l.to] - seen
		}
		if seen < len(ones) && ones[seen].from == i {
			seen++
		}
	}
}

// ones lists the one-to-one pairs in the order of the earlier edition, and marks
// those that stand in the same order in both.
func (m *matcher) ones() (ones []*link, stays []bool) {
	var to, weight []int
	for i := range m.a {
		if len(m.ofA[i]) == 1 && len(m.ofB[m.ofA[i][0].to]) == 1 {
			l := m.ofA[i][0]
			ones, to = append(ones, l), append(to, l.to)
			weight = append(weight, len(m.a[l.from].words)+len(m.b[l.to].words))
		}
	}
	return ones, longestIncreasing(to, weight)
}

// gaps numbers, in both editions, the stretches between the pairs that stand in
// the same order so far. What stands in the same gap is in order.
func (m *matcher) gaps() (a, b []int) {
	a, b = make([]int, len(m.a)), make([]int, len(m.b))
	ones, stays := m.ones()
	for k, l := range ones {
		if stays[k] {
			a[l.from], b[l.to] = 1, 1
		}
	}
	for _, gap := range [][]int{a, b} {
		n := 0
		for i, anchor := range gap {
			n += anchor
			gap[i] = n
		}
	}
	return a, b
}

// inOrder tells whether a pair stands between the same pairs in both editions.
func (m *matcher) inOrder() func(*link) bool {
	a, b := m.gaps()
	return func(l *link) bool { return a[l.from] == b[l.to] }
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
