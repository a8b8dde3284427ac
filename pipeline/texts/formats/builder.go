package formats

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// builder puts the text of a marked-up file together, piece by piece, and
// remembers for each where it stood. Readers hand it characters, white space
// and the ends of blocks; it collapses white space as a browser does.
type builder struct {
	out    []byte
	back   layer
	blocks []Block
	parts  []Part
	notes  []note // behind the body
	after  []note // behind the open block
	held   int    // blocks that were put aside

	base  int  // where the current part begins
	size  int  // of all parts
	end   int  // where the source of what was written last ends
	gap   span // white space that counts only when something follows
	start int  // of the open block, in out
	first int  // of the open block, in back
}

// note is a block that is put behind others.
type note struct {
	piece
	as Block
}

// piece is a block's text apart from that of others.
type piece struct {
	out  []byte
	back layer
	end  int
}

// aside is what was written before another block began inside the open one.
type aside struct {
	piece
	gap          span
	start, first int
}

// part begins a part that has a given size.
func (b *builder) part(name string, page, size int) {
	b.base, b.size = b.size, b.size+size
	b.parts = append(b.parts, Part{b.base, name, page})
}

// write adds characters that stand for the bytes of the part from one position
// to another.
func (b *builder) write(s []byte, at, end int) {
	if len(s) == 0 {
		return
	}
	if b.gap.end > b.gap.start {
		gap := b.gap
		b.gap = span{}
		b.put([]byte(" "), gap.start, gap.end)
	}
	b.put(s, b.base+at, b.base+end)
}

// put adds characters as they are. Where their number of bytes is another one
// than in the file, they are a whole.
func (b *builder) put(s []byte, at, end int) {
	width := uint8(0)
	if len(s) == end-at {
		width = 1
	}
	n := len(b.back)
	inside := n > b.first && b.back[n-1].outWidth == 1
	if !inside || width == 0 || at != b.end {
		if n > 0 && b.back[n-1].outWidth == 0 && at != b.end {
			b.back = append(b.back, run{len(b.out), b.end, 1, 1}) // where the whole ends
		}
		b.back = append(b.back, run{len(b.out), at, width, width})
	}
	b.out = append(b.out, s...)
	b.end = end
}

// space adds white space that collapses with what is around it.
func (b *builder) space(at, end int) {
	switch n := len(b.out); {
	case n == b.start || b.out[n-1] == '\n':
	case b.gap.end > b.gap.start:
		b.gap.end = b.base + end
	default:
		b.gap = span{b.base + at, b.base + end}
	}
}

// newline ends a line within a block.
func (b *builder) newline(at, end int) {
	b.gap = span{}
	if len(b.out) > b.start {
		b.put([]byte("\n"), b.base+at, b.base+end)
	}
}

// characters adds the text of a stretch of markup, with its references resolved
// and its white space collapsed, or, where it is preformatted, as it is.
func (b *builder) characters(data []byte, in span, resolve func([]byte) ([]byte, int), preformatted bool) {
	for i := in.start; i < in.end; {
		n := 0
		for i+n < in.end && data[i+n] > ' ' && data[i+n] != '&' {
			n++
		}
		b.write(data[i:i+n], i, i+n)
		if i += n; i == in.end {
			return
		}
		switch c := data[i]; {
		case c == '&':
			s, n := resolve(data[i:in.end])
			if s == nil {
				s, n = data[i:i+1], 1
			}
			if len(s) == 1 && s[0] <= ' ' && !preformatted {
				b.space(i, i+n)
			} else {
				b.write(s, i, i+n)
			}
			i += n
			continue
		case c == '\n' && preformatted:
			b.newline(i, i+1)
		case (c == ' ' || c == '\t') && preformatted:
			b.write(data[i:i+1], i, i+1)
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			b.space(i, i+1)
		default:
			b.write(data[i:i+1], i, i+1)
		}
		i++
	}
}

// node adds the characters of a node.
func (b *builder) node(m markup, data []byte, n *node) {
	if n.plain {
		b.characters(data, n.span, func([]byte) ([]byte, int) { return nil, 0 }, false)
	} else {
		b.characters(data, n.span, m.resolve, false)
	}
}

// empty reports whether the open block holds nothing to see.
func (b *builder) empty() bool { return len(bytes.TrimSpace(b.out[b.start:])) == 0 }

// flush ends the open block, and reports whether it held anything. A block
// without a kind is judged later, as a line of plain text is. One that stands
// inside another comes behind it.
func (b *builder) flush(as Block) bool {
	b.gap = span{}
	if b.held > 0 {
		b.after = b.take(b.after, as)
		return false
	}
	full := !b.empty()
	if full {
		b.close(as)
	} else {
		b.drop()
	}
	b.add(b.after)
	b.after = nil
	return full
}

// close ends the open block, which holds something.
func (b *builder) close(as Block) {
	text := b.out[b.start:]
	as.Start = b.start + len(text) - len(bytes.TrimLeftFunc(text, unicode.IsSpace))
	as.End = b.start + len(bytes.TrimRightFunc(text, unicode.IsSpace))
	b.blocks = append(b.blocks, as)
	b.put([]byte("\n"), b.end, b.end)
	b.start, b.first = len(b.out), len(b.back)
}

// take puts the open block, if it holds anything, into a list.
func (b *builder) take(list []note, as Block) []note {
	if !b.empty() {
		p := piece{slices.Clone(b.out[b.start:]), slices.Clone(b.back[b.first:]), b.end}
		for i := range p.back {
			p.back[i].out -= b.start
		}
		list = append(list, note{p, as})
	}
	b.drop()
	return list
}

// add adds blocks that were put into a list.
func (b *builder) add(list []note) {
	for _, n := range list {
		for _, r := range n.back {
			r.out += b.start
			b.back = append(b.back, r)
		}
		b.out, b.end = append(b.out, n.out...), n.end
		b.close(n.as)
	}
}

// exclude counts a record of the file that is left out.
func (b *builder) exclude(reason string) {
	b.blocks = append(b.blocks, Block{Start: b.start, End: b.start, Excluded: reason})
}

// drop forgets the open block.
func (b *builder) drop() {
	b.out, b.back, b.gap = b.out[:b.start], b.back[:b.first], span{}
}

// hold puts what was written aside, so that another block can stand inside the
// open one.
func (b *builder) hold() aside {
	a := aside{piece{b.out, b.back, b.end}, b.gap, b.start, b.first}
	b.out, b.back, b.gap, b.start, b.first = nil, nil, span{}, 0, 0
	b.held++
	return a
}

// resume goes on with what was put aside.
func (b *builder) resume(a aside) {
	b.out, b.back, b.end, b.gap, b.start, b.first = a.out, a.back, a.end, a.gap, a.start, a.first
	b.held--
}

// later ends the open block and puts it behind the body.
func (b *builder) later(as Block) {
	b.gap = span{}
	b.notes = b.take(b.notes, as)
}

// finish makes the content. The layers lead from the bytes that the reader saw
// to those of the file.
func (b *builder) finish(encoding Encoding, below ...layer) (*Content, *Fault) {
	b.drop()
	b.add(b.after)
	b.add(b.notes)
	b.back = append(b.back, run{len(b.out), b.end, 1, 1})
	t := &Text{layers: append(below, b.back), parts: b.parts}
	if f := unreadable(b.out); f != nil {
		f.Start, f.End = t.Raw(f.Start), t.Raw(f.End)
		return nil, f
	}
	s, nfc := normalize(b.out)
	t.s, t.layers = s, append(t.layers, nfc)
	t.mark()
	for i := range b.blocks {
		at := &b.blocks[i]
		at.Start, at.End = trim(s, nfc.forth(at.Start), nfc.forth(at.End))
	}
	return &Content{Text: t, Encoding: encoding, Blocks: b.blocks}, nil
}

// trim leaves out white space at both ends of a stretch; of nothing but white space,
// its beginning is left.
func trim(s string, start, end int) (int, int) {
	part := strings.TrimLeftFunc(s[start:end], unicode.IsSpace)
	if part == "" {
		return start, start
	}
	start = end - len(part)
	return start, start + len(strings.TrimRightFunc(part, unicode.IsSpace))
}

// mostLabel bounds the number of a list item, in bytes.
const mostLabel = 64
