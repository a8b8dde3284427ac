package formats

import (
	"cmp"
	"slices"
)

// Content is what a file holds: its text, and what its format says of that.
type Content struct {
	Format
	Text     *Text
	Encoding Encoding // of the file, or of what holds the text in it
	Blocks   []Block  // that the format marks, and records that are left out
	Lines    Lines
	Repairs  []Repair // in order of their places
	Pages    int      // 0 where the format has none
	OCR      bool     // the text was recognized from pictures
}

// Lines says what shows the blocks of a text.
type Lines int

// Where a format marks the blocks, Content.Blocks lists them all. Elsewhere the words
// and line ends of the text show them, and Content.Blocks lists only what was left out.
const (
	Marked   Lines = iota
	Plain          // as in plain text
	Printed        // the same, but lines may end where they ended on paper
	Markdown       // as in Markdown
)

// Block is a stretch of a text that its format marks, or a record of the file that is
// left out for a reason. What has no kind and is not left out is a paragraph, unless
// its words show something else. White space at the ends is not in the block.
type Block struct {
	Start, End int
	Kind       string
	Level      int    // of nesting, from 0, for list items; of headings, from 1
	Label      string // of a list item, as a program would show it before the text; what has none is one only if it begins with a label of its own
	Excluded   string // reason
}

// Kinds of blocks, named as those of passages are.
const (
	Heading   = "heading"
	Paragraph = "paragraph"
	ListItem  = "list_item"
	TableCell = "table_cell"
	Footnote  = "footnote"
	Contents  = "contents" // a table of contents
)

// Part is a piece of a file in which positions are counted apart, such as a
// member of an archive. The positions of all parts follow one another.
type Part struct {
	Start int
	Name  string
	Page  int // from 1, or 0
}

// Edit is a repair to be made: a stretch of a text, and what it becomes, which is
// never nothing.
type Edit struct {
	Start, End int
	With       string
	Rule       string
}

// Repair is one that was made: where it stands in the text now, and what stood
// there before.
type Repair struct {
	Start, End int
	Original   string
	Rule       string
}

// Repair makes edits, of those that overlap the first, and puts a layer on the
// text that leads back. Repairs made before move along, and so do the blocks, over
// whose ends no edit may go.
func (c *Content) Repair(edits []Edit) {
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	t := c.Text
	var out []byte
	var made []Repair
	back, done := layer{{0, 0, 1, 1}}, 0
	for _, e := range edits {
		if start, end := t.Whole(e.Start, e.End); e.Start < done || e.Start == e.End || start != e.Start || end != e.End || t.s[start:end] == e.With {
			continue
		}
		out = append(out, t.s[done:e.Start]...)
		made = append(made, Repair{len(out), len(out) + len(e.With), t.s[e.Start:e.End], e.Rule})
		back = append(back, run{len(out), e.Start, 0, 0})
		out = append(out, e.With...)
		done = e.End
		back = append(back, run{len(out), done, 1, 1})
	}
	if len(made) == 0 {
		return
	}
	out = append(out, t.s[done:]...)
	size := len(t.s)
	t.s, t.layers, t.marks = string(out), append(t.layers, append(back, run{len(out), size, 1, 1})), nil
	t.mark()
	for _, r := range c.Repairs {
		r.Start, r.End = back.forth(r.Start), back.forth(r.End)
		r.Start, r.End = t.Whole(r.Start, max(r.End, r.Start+1))
		made = append(made, r)
	}
	slices.SortStableFunc(made, func(a, b Repair) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	c.Repairs = made
	for i := range c.Blocks {
		b := &c.Blocks[i]
		b.Start, b.End = back.forth(b.Start), back.forth(b.End)
	}
}
