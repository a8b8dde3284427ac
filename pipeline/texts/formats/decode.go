package formats

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// decode reads a file that holds text. An encoding that is not certain is a
// fault, never a guess.
func decode(data []byte) (*Text, Encoding, *Fault) {
	if len(data) == 0 {
		return nil, Encoding{}, &Fault{Code: "empty_file", Message: "the file is empty"}
	}
	body, layers, enc, f := toUTF8(data, "")
	if f != nil {
		return nil, Encoding{}, f
	}
	t := &Text{layers: layers}
	if f := unreadable(body); f != nil {
		f.Start, f.End = t.Raw(f.Start), t.Raw(f.End)
		return nil, Encoding{}, f
	}
	s, back := normalize(body)
	t.s = s
	t.layers = append(t.layers, back)
	t.mark()
	return t, enc, nil
}

// unreadable looks for what a text never holds.
func unreadable(body []byte) *Fault {
	if i := bytes.IndexByte(body, 0); i >= 0 {
		return &Fault{"nul_byte", "a NUL byte: the file is binary", i, i + 1}
	}
	if f := notUTF8(body); f != nil {
		return f
	}
	return binary(body)
}

// binary reports whether more than one byte in fifty is a control character.
func binary(body []byte) *Fault {
	controls, first := 0, -1
	for i, b := range body {
		if b < ' ' && (b < '\t' || b > '\r') || b == 0x7f {
			if controls++; first < 0 {
				first = i
			}
		}
	}
	if controls*50 > len(body) {
		return &Fault{"binary", fmt.Sprintf("%d of %d bytes are control characters: the file is binary", controls, len(body)), first, first + 1}
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
func fromUTF16(data []byte, from int, bigEndian bool) ([]byte, layer, *Fault) {
	unit := func(i int) rune { return rune(data[i]) | rune(data[i+1])<<8 }
	if bigEndian {
		unit = func(i int) rune { return rune(data[i])<<8 | rune(data[i+1]) }
	}
	if len(data)%2 == 1 {
		return nil, nil, &Fault{"invalid_utf16", "half a UTF-16 unit at the end", len(data) - 1, len(data)}
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
				return nil, nil, &Fault{"invalid_utf16", "half of a UTF-16 surrogate pair", i, i + 2}
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
		if n.in[from+i] == '\r' && n.done+1 < len(n.in) && n.in[n.done+1] == '\n' {
			n.whole([]byte{'\n'}, n.done+2)
		} else {
			n.out = append(n.out, '\n')
			n.done++
		}
	}
}

// whole writes what became of all bytes up to a place as one.
func (n *normalizer) whole(out []byte, to int) {
	if last := &n.back[len(n.back)-1]; last.out == len(n.out) {
		*last = run{len(n.out), n.done, 0, 0}
	} else {
		n.back = append(n.back, run{len(n.out), n.done, 0, 0})
	}
	n.out = append(n.out, out...)
	n.done = to
	n.back = append(n.back, run{len(n.out), to, 1, 1})
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
	n.whole(composed, to)
}
