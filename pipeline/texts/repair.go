package texts

import (
	"cmp"
	"slices"
	"strconv"

	"multivector/schemas"
)

// repairVersion is the version of every rule of repair, so far.
const repairVersion = 1

// edit is a repair: a stretch of a text, and what it becomes, which is never
// nothing.
type edit struct {
	span
	with string
	rule string
}

// fix is a repair that was made: where it stands in the text now, and what stood
// there before.
type fix struct {
	span
	original string
	rule     string
}

// mend makes the repairs that are certain, and finishes the blocks of the repaired
// text. What a printed page did to a text is repaired first, for it may have broken
// words. Other formats than plain text have no printed pages: the reader of PDF
// sees where a line stood, and leaves out what belongs to the page by that; the
// line ends of the rest were set by a writer, or collapse.
func (c *content) mend() {
	var dropped []string
	if c.printed {
		var edits []edit
		edits, dropped = pageEdits(c.text.s)
		c.fixes = c.text.apply(edits, c.fixes)
	}
	n := len(c.text.layers)
	c.fixes = c.text.apply(wordEdits(c.text.s, c.printed), c.fixes)
	if c.cut != nil {
		c.blocks = append(c.blocks, c.cutTitles()...)
	} else {
		if len(c.text.layers) > n {
			c.text.layers[n].move(c.blocks)
		}
		contentsBlocks(c.text.s, c.blocks)
		c.blocks = judged(c.text.s, c.blocks)
		titleBlocks(c.text.s, c.blocks)
		c.blocks = outline(c.text.s, c.blocks)
	}
	for _, reason := range dropped {
		c.blocks = append(c.blocks, block{excluded: reason})
	}
}

// cutTitles cuts a text, and once more if titles can be set apart, by its table of
// contents or by the sentence behind them.
func (c *content) cutTitles() []block {
	blocks := c.cut(c.text.s)
	if !c.printed {
		return blocks
	}
	var edits []edit
	if slices.ContainsFunc(blocks, func(b block) bool { return b.kind == contents }) {
		edits = titleEdits(c.text.s)
	}
	edits = append(edits, openingEdits(c.text.s)...)
	if len(edits) == 0 {
		return blocks
	}
	c.fixes = c.text.apply(edits, c.fixes)
	return c.cut(c.text.s)
}

// move leads blocks from the text below to this one. No repair goes over the end of
// a block.
func (l layer) move(blocks []block) {
	for i := range blocks {
		b := &blocks[i]
		b.start, b.end = l.forth(b.start), l.forth(b.end)
	}
}

// apply makes edits, of those that overlap the first, and puts a layer on the
// text that leads back. Fixes made before move along.
func (t *text) apply(edits []edit, before []fix) []fix {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var out []byte
	var made []fix
	back, done := layer{{0, 0, 1, 1}}, 0
	for _, e := range edits {
		if e.start < done || e.start == e.end || t.whole(e.span) != e.span || t.s[e.start:e.end] == e.with {
			continue
		}
		out = append(out, t.s[done:e.start]...)
		made = append(made, fix{span{len(out), len(out) + len(e.with)}, t.s[e.start:e.end], e.rule})
		back = append(back, run{len(out), e.start, 0, 0})
		out = append(out, e.with...)
		done = e.end
		back = append(back, run{len(out), done, 1, 1})
	}
	if len(made) == 0 {
		return before
	}
	out = append(out, t.s[done:]...)
	size := len(t.s)
	t.s, t.layers, t.marks = string(out), append(t.layers, append(back, run{len(out), size, 1, 1})), nil
	t.mark()
	for _, f := range before {
		f.span = span{back.forth(f.start), back.forth(f.end)}
		f.end = max(f.end, f.start+1)
		f.span = t.whole(f.span)
		made = append(made, f)
	}
	slices.SortStableFunc(made, func(a, b fix) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	return made
}

// repairs makes the rows of the fixes, of which each passage takes those that
// begin in it.
func (w *writer) repairs(fixes []fix) {
	at := 0
	for i, f := range fixes {
		start, end := w.t.chars(f.start), w.t.chars(f.end)
		part := w.t.part(f.span)
		for at < len(w.r.passages) && w.r.passages[at].CharEnd <= start {
			at++
		}
		row := schemas.Repair{
			RepairID: w.v.VersionID + "~" + strconv.Itoa(i+1), VersionID: w.v.VersionID, Original: f.original, Repaired: w.t.s[f.start:f.end],
			RuleID: f.rule, RuleVersion: repairVersion, CharStart: start, CharEnd: end,
			SourceID: w.v.SourceID, File: w.v.File,
		}
		if at < len(w.r.passages) && w.r.passages[at].CharStart <= start {
			row.PassageID, part = w.r.passages[at].PassageID, w.parts[at]
			w.r.passages[at].Flags = addFlag(w.r.passages[at].Flags, flagRepaired)
		}
		row.Part, row.ByteStart, row.ByteEnd = part.name, int64(w.t.raw(f.start)-part.start), int64(w.t.rawEnd(f.end)-part.start)
		w.r.repairs = append(w.r.repairs, row)
	}
}
