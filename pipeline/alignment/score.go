package alignment

import "slices"

// Scores of the local alignment (Smith and Waterman 1981). They are those that
// the R package textreuse starts from.
const (
	match    = 2
	mismatch = -1
	gap      = -1
	maxWords = 1000 // a longer provision is compared with its copies only
)

// matched is a word that two provisions share, by place in each.
type matched struct{ from, to int }

// score gives the best local alignment score of two sequences of words.
func score(a, b []int32) int {
	row := make([]int32, len(b)+1)
	best := int32(0)
	for _, w := range a {
		corner := int32(0)
		for j, v := range b {
			s := corner + mismatch
			if w == v {
				s = corner + match
			}
			corner = row[j+1]
			s = max(s, corner+gap, row[j]+gap, 0)
			row[j+1] = s
			best = max(best, s)
		}
	}
	return int(best)
}

// Steps back through the table of scores.
const (
	stop = iota
	diagonal
	up
	left
)

// trace gives the words that the best local alignment matches, in order. The
// same words are matched whichever sequence comes first.
func trace(a, b []int32) []matched {
	if len(a) > len(b) || len(a) == len(b) && slices.Compare(a, b) > 0 {
		out := trace(b, a)
		for i, m := range out {
			out[i] = matched{m.to, m.from}
		}
		return out
	}
	width := len(b) + 1
	step := make([]uint8, (len(a)+1)*width)
	row := make([]int32, width)
	best, at := int32(0), 0
	for i, w := range a {
		corner := int32(0)
		for j, v := range b {
			s, from := corner+mismatch, uint8(diagonal)
			if w == v {
				s = corner + match
			}
			corner = row[j+1]
			if corner+gap > s {
				s, from = corner+gap, up
			}
			if row[j]+gap > s {
				s, from = row[j]+gap, left
			}
			if s <= 0 {
				s, from = 0, stop
			}
			row[j+1] = s
			cell := (i+1)*width + j + 1
			step[cell] = from
			if s > best {
				best, at = s, cell
			}
		}
	}
	var out []matched
	for step[at] != stop {
		switch step[at] {
		case diagonal:
			if i, j := at/width-1, at%width-1; a[i] == b[j] {
				out = append(out, matched{i, j})
			}
			at -= width + 1
		case up:
			at -= width
		case left:
			at--
		}
	}
	slices.Reverse(out)
	return out
}
