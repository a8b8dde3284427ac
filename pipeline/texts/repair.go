package texts

import (
	"slices"
	"strconv"

	"multivector/pipeline/texts/formats"
	"multivector/schemas"
)

// repairVersion is the version of every rule of repair, so far.
const repairVersion = 1

// mend makes the repairs that are certain, and gives the blocks of the repaired
// text. What a printed page did to a text is repaired first, for it may have broken
// words. Other formats than plain text have no printed pages: the reader of PDF
// sees where a line stood, and leaves out what belongs to the page by that; the
// line ends of the rest were set by a writer, or collapse.
func mend(c *formats.Content) []block {
	var dropped []string
	if c.Lines == formats.Printed {
		var edits []formats.Edit
		edits, dropped = pageEdits(c.Text.String())
		c.Repair(edits)
	}
	c.Repair(wordEdits(c.Text.String(), c.Lines == formats.Printed))
	s := c.Text.String()
	blocks := markedBlocks(s, c.Blocks)
	switch c.Lines {
	case formats.Marked:
		contentsBlocks(s, blocks)
		blocks = judged(s, blocks)
		titleBlocks(s, blocks)
		blocks = outline(s, blocks)
	case formats.Plain:
		blocks = append(blocks, plain(s)...)
	case formats.Markdown:
		blocks = append(blocks, markdown(s)...)
	case formats.Printed:
		blocks = append(blocks, printedBlocks(c)...)
	}
	for _, reason := range dropped {
		blocks = append(blocks, block{excluded: reason})
	}
	return blocks
}

// printedBlocks cuts a text, and once more if titles can be set apart, by its table of
// contents or by the sentence behind them.
func printedBlocks(c *formats.Content) []block {
	s := c.Text.String()
	blocks := plain(s)
	var edits []formats.Edit
	if slices.ContainsFunc(blocks, func(b block) bool { return b.kind == contents }) {
		edits = titleEdits(s)
	}
	edits = append(edits, openingEdits(s)...)
	if len(edits) == 0 {
		return blocks
	}
	c.Repair(edits)
	return plain(c.Text.String())
}

// repairs makes the rows of the repairs, of which each passage takes those that
// begin in it.
func (w *writer) repairs(made []formats.Repair) {
	at := 0
	for i, m := range made {
		start, end := w.t.Chars(m.Start), w.t.Chars(m.End)
		part := w.t.Part(m.Start, m.End)
		for at < len(w.r.passages) && w.r.passages[at].CharEnd <= start {
			at++
		}
		row := schemas.Repair{
			RepairID: w.v.VersionID + "~" + strconv.Itoa(i+1), VersionID: w.v.VersionID, Original: m.Original, Repaired: w.t.String()[m.Start:m.End],
			RuleID: m.Rule, RuleVersion: repairVersion, CharStart: start, CharEnd: end,
			SourceID: w.v.SourceID, File: w.v.File,
		}
		if at < len(w.r.passages) && w.r.passages[at].CharStart <= start {
			row.PassageID, part = w.r.passages[at].PassageID, w.parts[at]
			w.r.passages[at].Flags = addFlag(w.r.passages[at].Flags, flagRepaired)
		}
		row.Part, row.ByteStart, row.ByteEnd = part.Name, int64(w.t.Raw(m.Start)-part.Start), int64(w.t.RawEnd(m.End)-part.Start)
		w.r.repairs = append(w.r.repairs, row)
	}
}
