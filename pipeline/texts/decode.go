package texts

import (
	"bytes"
	"fmt"
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
	layers []layer // from s back to the file, the last one first
	marks  []int32 // code points before each step of markEvery bytes; nil if s is ASCII
}

const markEvery = 512

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

// decode reads a file that holds text in UTF-8, or in UTF-16 with a byte order
// mark. Anything else is a fault, never a guess.
func decode(data []byte) (*text, string, *fault) {
	if len(data) == 0 {
		return nil, "", &fault{code: "empty_file", message: "the file is empty"}
	}
	t := &text{}
	encoding, body := "utf-8", data
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		encoding, body = "utf-8-bom", data[3:]
		t.layers = []layer{{{0, 3, 1, 1}, {len(data) - 3, len(data), 1, 1}}}
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		utf8Text, back, f := fromUTF16(data)
		if f != nil {
			return nil, "", f
		}
		encoding, body = "utf-16le", utf8Text
		if data[0] == 0xfe {
			encoding = "utf-16be"
		}
		t.layers = []layer{back}
	}
	if f := unreadable(body); f != nil {
		f.start, f.end = t.raw(f.start), t.raw(f.end)
		return nil, "", f
	}
	s, back := normalize(body)
	t.s = s
	t.layers = append(t.layers, back)
	t.mark()
	return t, encoding, nil
}

// unreadable looks for what a text never holds.
func unreadable(body []byte) *fault {
	if i := bytes.IndexByte(body, 0); i >= 0 {
		return &fault{"nul_byte", "a NUL byte: the file is binary, or in an encoding that is not announced by a byte order mark", i, i + 1}
	}
	if !utf8.Valid(body) {
		i := invalid(body)
		return &fault{"invalid_utf8", "bytes that are not UTF-8", i, min(i+4, len(body))}
	}
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

// fromUTF16 rewrites UTF-16 with a byte order mark in UTF-8.
func fromUTF16(data []byte) ([]byte, layer, *fault) {
	unit := func(i int) rune { return rune(data[i]) | rune(data[i+1])<<8 }
	if data[0] == 0xfe {
		unit = func(i int) rune { return rune(data[i])<<8 | rune(data[i+1]) }
	}
	if len(data)%2 == 1 {
		return nil, nil, &fault{"invalid_utf16", "half a UTF-16 unit at the end", len(data) - 1, len(data)}
	}
	var out []byte
	var back layer
	for i := 2; i < len(data); {
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

// at gives the run that a position lies in.
func (l layer) at(pos int) run {
	low, high := 0, len(l)
	for high-low > 1 {
		mid := (low + high) / 2
		if l[mid].out <= pos {
			low = mid
		} else {
			high = mid
		}
	}
	return l[low]
}

// back leads a position to the layer below. Inside a whole, it gives its start.
func (l layer) back(pos int) int {
	r := l.at(pos)
	switch {
	case r.outWidth == 0:
		return r.in
	case r.outWidth == 1 && r.inWidth == 1:
		return r.in + pos - r.out
	}
	return r.in + (pos-r.out)/int(r.outWidth)*int(r.inWidth)
}

// raw gives the offset in the file.
func (t *text) raw(pos int) int {
	for i := len(t.layers) - 1; i >= 0; i-- {
		pos = t.layers[i].back(pos)
	}
	return pos
}

// whole widens a span so that it cuts no sequence of code points that was
// composed as one; only then do its bytes lead to the same text again.
func (t *text) whole(s span) span {
	l := t.layers[len(t.layers)-1]
	if r := l.at(s.start); r.outWidth == 0 {
		s.start = r.out
	}
	if r := l.at(s.end); r.outWidth == 0 && r.out < s.end {
		for s.end < len(t.s) && l.at(s.end) == r {
			s.end++
		}
	}
	return s
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
