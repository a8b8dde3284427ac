package texts

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"multivector/schemas"
)

// text is a file's content as the dataset shows it: Unicode in NFC, lines ended
// by LF, with the way back to the file's bytes. Within the package, positions
// are byte offsets into s; they become code points and bytes of the file when
// rows are made.
type text struct {
	s      string
	layers []layer    // from s back to the file, the last one first
	parts  []filePart // of the file, where positions count in parts of it
	marks  []int32    // code points before each step of markEvery bytes; nil if s is ASCII
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

// fault says which bytes of a file cannot be read, and why.
type fault struct {
	code, message string
	start, end    int
}

// decode reads a file that holds text. An encoding that is not certain is a
// fault, never a guess.
func decode(data []byte) (*text, encoded, *fault) {
	if len(data) == 0 {
		return nil, encoded{}, &fault{code: "empty_file", message: "the file is empty"}
	}
	body, layers, enc, f := toUTF8(data, "")
	if f != nil {
		return nil, encoded{}, f
	}
	t := &text{layers: layers}
	if f := unreadable(body); f != nil {
		f.start, f.end = t.raw(f.start), t.raw(f.end)
		return nil, encoded{}, f
	}
	s, back := normalize(body)
	t.s = s
	t.layers = append(t.layers, back)
	t.mark()
	return t, enc, nil
}

// unreadable looks for what a text never holds.
func unreadable(body []byte) *fault {
	if i := bytes.IndexByte(body, 0); i >= 0 {
		return &fault{"nul_byte", "a NUL byte: the file is binary", i, i + 1}
	}
	if f := notUTF8(body); f != nil {
		return f
	}
	return binary(body)
}

// binary reports whether more than one byte in fifty is a control character.
func binary(body []byte) *fault {
	controls, first := 0, -1
	for i, b := range body {
		if b < ' ' && (b < '\t' || b > '\r') || b == 0x7f {
			if controls++; first < 0 {
				first = i
			}
		}
	}
	if controls*50 > len(body) {
		return &fault{"binary", fmt.Sprintf("%d of %d bytes are control characters: the file is binary", controls, len(body)), first, first + 1}
	}
	return nil
}

// invalid gives the offset of the first byte that is not UTF-8.
func invalid(body []byte) int {
	i := 0
	for i < len(body) {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return i
}

// fromUTF16 rewrites UTF-16 in UTF-8, from a position on.
func fromUTF16(data []byte, from int, bigEndian bool) ([]byte, layer, *fault) {
	unit := func(i int) rune { return rune(data[i]) | rune(data[i+1])<<8 }
	if bigEndian {
		unit = func(i int) rune { return rune(data[i])<<8 | rune(data[i+1]) }
	}
	if len(data)%2 == 1 {
		return nil, nil, &fault{"invalid_utf16", "half a UTF-16 unit at the end", len(data) - 1, len(data)}
	}
	var out []byte
	var back layer
	for i := from; i < len(data); {
		r, width := unit(i), 2
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if i+4 <= len(data) {
				second = unit(i + 2)
			}
			if r, width = utf16.DecodeRune(r, second), 4; r == utf8.RuneError {
				return nil, nil, &fault{"invalid_utf16", "half of a UTF-16 surrogate pair", i, i + 2}
			}
		}
		now := run{len(out), i, uint8(utf8.RuneLen(r)), uint8(width)}
		if k := len(back) - 1; k < 0 || back[k].outWidth != now.outWidth || back[k].inWidth != now.inWidth {
			back = append(back, now)
		}
		out = utf8.AppendRune(out, r)
		i += width
	}
	return out, append(back, run{len(out), len(data), 1, 1}), nil
}

// normalize brings UTF-8 into NFC, with LF for every kind of line end and for
// a form feed.
func normalize(body []byte) (string, layer) {
	n := normalizer{in: body, back: layer{{0, 0, 1, 1}}}
	for at := 0; at < len(body); {
		same := norm.NFC.QuickSpan(body[at:])
		n.lines(at, at+same)
		if at += same; at == len(body) {
			break
		}
		next := norm.NFC.NextBoundary(body[at:], true)
		if next <= 0 {
			next = len(body) - at
		}
		n.compose(at, at+next)
		at += next
	}
	if n.done == 0 {
		return string(body), append(n.back, run{len(body), len(body), 1, 1})
	}
	n.copy(len(body))
	return string(n.out), append(n.back, run{len(n.out), len(body), 1, 1})
}

// normalizer copies what stays the same as late as possible, so that a text
// without any change is never copied.
type normalizer struct {
	in, out []byte
	done    int // how much of in is in out
	back    layer
}

func (n *normalizer) copy(to int) {
	if n.out == nil {
		n.out = make([]byte, 0, len(n.in)+16)
	}
	n.out = append(n.out, n.in[n.done:to]...)
	n.done = to
}

// lines rewrites the line ends of a stretch that is in NFC.
func (n *normalizer) lines(from, to int) {
	for {
		from = max(from, n.done)
		if from >= to {
			return
		}
		i := bytes.IndexAny(n.in[from:to], "\r\f")
		if i < 0 {
			return
		}
		n.copy(from + i)
		n.out = append(n.out, '\n')
		n.done++
		if n.in[from+i] == '\r' && n.done < len(n.in) && n.in[n.done] == '\n' {
			n.done++
			n.back = append(n.back, run{len(n.out), n.done, 1, 1})
		}
	}
}

// compose brings one segment into NFC.
func (n *normalizer) compose(from, to int) {
	segment := n.in[from:to]
	composed := norm.NFC.Bytes(segment)
	if bytes.Equal(composed, segment) {
		n.lines(from, to)
		return
	}
	n.copy(from)
	n.back = append(n.back, run{len(n.out), from, 0, 0})
	n.out = append(n.out, composed...)
	n.done = to
	n.back = append(n.back, run{len(n.out), to, 1, 1})
}

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

// raw gives the offset in the file.
func (t *text) raw(pos int) int {
	for i := len(t.layers) - 1; i >= 0; i-- {
		pos = t.layers[i].back(pos)
	}
	return pos
}

// rawEnd gives the offset in the file behind a span that ends at a position.
func (t *text) rawEnd(pos int) int {
	for i := len(t.layers) - 1; i >= 0; i-- {
		pos = t.layers[i].backEnd(pos)
	}
	return pos
}

// part gives the part, or the parts, of the file in which a span stands, and
// where they begin. A file without parts is a part without a name.
func (t *text) part(s span) (p filePart) {
	at := func(pos int) int {
		return sort.Search(len(t.parts), func(i int) bool { return t.parts[i].start > pos }) - 1
	}
	if len(t.parts) == 0 {
		return filePart{}
	}
	first, last := at(t.raw(s.start)), at(t.rawEnd(s.end)-1)
	p = t.parts[first]
	if last > first {
		p.name = fmt.Sprintf("pages %d-%d", p.page, t.parts[last].page)
	}
	return p
}

// whole widens a span so that it cuts nothing that became text as one, such as a
// sequence of code points that was composed; only then do its bytes lead to the
// same text again.
func (t *text) whole(s span) span {
	for t.cuts(s.start) {
		s.start--
	}
	for t.cuts(s.end) {
		s.end++
	}
	return s
}

// cuts reports whether a position lies inside a whole.
func (t *text) cuts(pos int) bool {
	for i := len(t.layers) - 1; i >= 0; i-- {
		r := t.layers[i].at(pos)
		if r.outWidth == 0 && r.out < pos {
			return true
		}
		pos = r.back(pos)
	}
	return false
}

func (t *text) mark() {
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

// chars counts the code points before a position.
func (t *text) chars(pos int) int32 {
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

// row turns a fault into a row of quarantine.
func (f *fault) row(in schemas.Input, data []byte) schemas.Fault {
	start, end := min(f.start, len(data)), min(f.end, len(data))
	return schemas.Fault{
		SourceID: in.SourceID, File: in.File, ReasonCode: f.code, Message: f.message,
		Line: int64(lineOf(data[:start])), ByteStart: int64(start), ByteEnd: int64(end), RawValue: printable(data[start:end]),
	}
}

// lineOf counts the lines begun, whatever ends them.
func lineOf(before []byte) int {
	lf, cr := bytes.Count(before, []byte("\n")), bytes.Count(before, []byte("\r"))
	return 1 + lf + cr - bytes.Count(before, []byte("\r\n"))
}

// printable writes bytes so that they can be read; what is not printable text
// is written as \xNN.
func printable(value []byte) string {
	const most = 1000
	var b strings.Builder
	for value = value[:min(len(value), most)]; len(value) > 0; {
		r, n := utf8.DecodeRune(value)
		if r == utf8.RuneError && n == 1 || r < ' ' || r >= 0x7f && r < 0xa0 {
			for _, c := range value[:n] {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		} else {
			b.Write(value[:n])
		}
		value = value[n:]
	}
	return b.String()
}
