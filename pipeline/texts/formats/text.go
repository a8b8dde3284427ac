package formats

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// Text is a file's text as the dataset shows it: Unicode in NFC, lines ended by LF,
// with the way back to the file's bytes. Positions are byte offsets into the text.
type Text struct {
	s      string
	layers []layer // from s back to the file, the last one first
	parts  []Part  // of the file, where positions count in parts of it
	marks  []int32 // code points before each step of markEvery bytes; nil if s is ASCII
}

const markEvery = 64

// layer leads from one stage of decoding back to the one before it, in runs
// that are ordered by out and end with one for the end of the text.
type layer []run

// run is a stretch that was changed in one way. Each of its code points has
// outWidth bytes after and inWidth bytes before; a run without widths is a
// whole that has no inner positions, such as a letter that was composed from
// two.
type run struct {
	out, in           int
	outWidth, inWidth uint8
}

// span is a stretch of s.
type span struct{ start, end int }

// index gives the run that a position lies in.
func (l layer) index(pos int) int {
	low, high := 0, len(l)
	for high-low > 1 {
		mid := (low + high) / 2
		if l[mid].out <= pos {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

func (l layer) at(pos int) run { return l[l.index(pos)] }

// back leads a position to the layer below. Inside a whole, it gives its start.
func (l layer) back(pos int) int { return l.at(pos).back(pos) }

func (r run) back(pos int) int {
	switch {
	case r.outWidth == 0:
		return r.in
	case r.outWidth == 1 && r.inWidth == 1:
		return r.in + pos - r.out
	}
	return r.in + (pos-r.out)/int(r.outWidth)*int(r.inWidth)
}

// backEnd leads the end of a span to the layer below: behind the last thing in
// the span, which is not always where the next one begins.
func (l layer) backEnd(pos int) int {
	if pos == 0 {
		return l.back(0)
	}
	i := l.index(pos - 1)
	if l[i].outWidth == 0 {
		return l[i+1].in
	}
	return l[i].back(pos)
}

// forth leads a position of the layer below to this one, where runs follow one
// another in both.
func (l layer) forth(pos int) int {
	i := sort.Search(len(l), func(i int) bool { return l[i].in > pos }) - 1
	if l[i].outWidth == 0 {
		return l[i].out
	}
	return l[i].out + pos - l[i].in
}

// String gives the text itself.
func (t *Text) String() string { return t.s }

// Raw gives the offset in the file.
func (t *Text) Raw(pos int) int {
	for i := len(t.layers) - 1; i >= 0; i-- {
		pos = t.layers[i].back(pos)
	}
	return pos
}

// RawEnd gives the offset in the file behind a span that ends at a position.
func (t *Text) RawEnd(pos int) int {
	for i := len(t.layers) - 1; i >= 0; i-- {
		pos = t.layers[i].backEnd(pos)
	}
	return pos
}

// Part gives the part, or the parts, of the file in which a span stands, and
// where they begin. A file without parts is a part without a name.
func (t *Text) Part(start, end int) (p Part) {
	at := func(pos int) int {
		return sort.Search(len(t.parts), func(i int) bool { return t.parts[i].Start > pos }) - 1
	}
	if len(t.parts) == 0 {
		return Part{}
	}
	first, last := at(t.Raw(start)), at(t.RawEnd(end)-1)
	p = t.parts[first]
	if last > first {
		p.Name = fmt.Sprintf("pages %d-%d", p.Page, t.parts[last].Page)
	}
	return p
}

// Whole widens a span so that it cuts nothing that became text as one, such as a
// sequence of code points that was composed; only then do its bytes lead to the
// same text again.
func (t *Text) Whole(start, end int) (int, int) {
	for t.cuts(start) {
		start--
	}
	for t.cuts(end) {
		end++
	}
	return start, end
}

// cuts reports whether a position lies inside a whole.
func (t *Text) cuts(pos int) bool {
	for i := len(t.layers) - 1; i >= 0; i-- {
		r := t.layers[i].at(pos)
		if r.outWidth == 0 && r.out < pos {
			return true
		}
		pos = r.back(pos)
	}
	return false
}

func (t *Text) mark() {
	ascii := true
	for i := 0; i < len(t.s) && ascii; i++ {
		ascii = t.s[i] < utf8.RuneSelf
	}
	if ascii {
		return
	}
	n := int32(0)
	for i := 0; i <= len(t.s); i += markEvery {
		t.marks = append(t.marks, n)
		end := min(i+markEvery, len(t.s))
		for k := i; k < end; k++ {
			if utf8.RuneStart(t.s[k]) {
				n++
			}
		}
	}
}

// Chars counts the code points before a position.
func (t *Text) Chars(pos int) int32 {
	if t.marks == nil {
		return int32(pos)
	}
	step := pos / markEvery
	n := t.marks[step]
	for i := step * markEvery; i < pos; i++ {
		if utf8.RuneStart(t.s[i]) {
			n++
		}
	}
	return n
}
