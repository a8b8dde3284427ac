package texts

import (
	"strings"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/words"
)

// unmarked is the level of a heading that the format does not mark as one: it
// stands below those that are.
const unmarked = 20

// mostMarked is the length of the longest heading that is taken for one, in bytes:
// it stands in the row of each passage below it.
const mostMarked = 1000

// markedBlocks takes over the blocks that a format marks. A list item that begins with
// a label of its own keeps that one; one without any is told by its words.
func markedBlocks(s string, marked []formats.Block) []block {
	out := make([]block, len(marked))
	for i, m := range marked {
		b := block{span: span{m.Start, m.End}, kind: m.Kind, level: m.Level, label: m.Label, excluded: m.Excluded}
		if b.kind == listItem {
			switch own := labeled(s[b.start:b.end]); {
			case own:
				b.label = ""
			case b.label == "":
				b.kind, b.level = "", 0
			}
		}
		out[i] = b
	}
	return out
}

// judged gives blocks without a kind the one that their words show, and cuts
// those of several lines, as it is done in plain text.
func judged(s string, blocks []block) []block {
	out := make([]block, 0, len(blocks))
	for _, b := range blocks {
		text := s[b.start:b.end]
		switch {
		case b.excluded != "":
		case !strings.ContainsFunc(text, words.IsRune):
			b.kind, b.excluded = paragraph, separator
		case b.kind == heading && len(text) > mostMarked:
			b.kind, b.level = paragraph, 0
		case b.kind != "":
		case strings.Contains(text, "\n"):
			// A line ends where its writer ended it, and not at the edge of a page.
			out = append(out, leveled(s, paragraphs(s, lines(s, b.span), layout{}))...)
			continue
		default:
			b.kind = kindOf(s, line{span: b.span, n: utf8.RuneCountInString(text)})
			b = leveled(s, []block{b})[0]
		}
		out = append(out, b)
	}
	return out
}

// leveled puts headings below those that are marked. A number alone is a page's
// only where there are pages.
func leveled(s string, blocks []block) []block {
	for i := range blocks {
		b := &blocks[i]
		if b.excluded == pageNumber {
			b.excluded = ""
		}
		if b.kind == heading {
			text := s[b.start:b.end]
			rank, _ := rankOf(text, utf8.RuneCountInString(text))
			b.level = unmarked + rank
		}
	}
	return blocks
}

// numbered reports whether a line is the heading of a numbered division.
func numbered(line string) bool {
	rank, ok := rankOf(line, utf8.RuneCountInString(line))
	return ok && rank > capitals
}
