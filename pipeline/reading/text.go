package reading

import (
	"fmt"
	"io"
	"strings"

	"multivector/schemas"
)

// marks say how things are set apart on a terminal.
type marks struct{ bold, soft, actor, unsure, evidence, code, end string }

var (
	colors = marks{"\x1b[1m", "\x1b[2m", "\x1b[36;1m", "\x1b[33;1m", "\x1b[4m", "\x1b[35m", "\x1b[0m"}
	signs  = marks{}
)

// Text writes the document for a terminal. A mention is followed by its actor in
// braces.
func (d *Document) Text(w io.Writer, color bool) {
	m := signs
	if color {
		m = colors
	}
	for _, f := range d.Facts() {
		fmt.Fprintln(w, m.soft+f+m.end)
	}
	for _, b := range d.Blocks() {
		d.block(w, m, b)
	}
}

func (d *Document) block(w io.Writer, m marks, b Block) {
	indent := strings.Repeat("  ", b.Level)
	fmt.Fprintln(w)
	if b.Notes != "" {
		fmt.Fprintf(w, "%s%s(%s)%s\n", indent, m.soft, b.Notes, m.end)
	}
	if len(b.Units) == 0 {
		style := ""
		if b.PassageType == "heading" {
			style = m.bold
		}
		fmt.Fprintf(w, "%s%s%s%s\n", indent, style, clean(b.Text), m.end)
		return
	}
	for _, u := range b.Units {
		fmt.Fprint(w, indent)
		if u.Label != "" {
			fmt.Fprintf(w, "%s[%s]%s ", m.bold, clean(u.Label), m.end)
		}
		for _, p := range u.Pieces {
			fmt.Fprint(w, m.piece(p))
		}
		fmt.Fprintln(w)
		if c := u.Codes(); c != "" {
			fmt.Fprintf(w, "%s    %s%s%s\n", indent, m.code, c, m.end)
		}
		for _, s := range u.Says() {
			fmt.Fprintf(w, "%s    %s%s%s\n", indent, m.code, s, m.end)
		}
	}
}

// piece writes a stretch of text; a mention's actor follows it.
func (m marks) piece(p Piece) string {
	style := ""
	if p.Evidence {
		style = m.evidence
	}
	switch {
	case p.Mention == nil:
	case p.Mention.Ambiguous:
		style += m.unsure
	default:
		style += m.actor
	}
	s := clean(p.Text)
	if style != "" {
		s = style + s + m.end
	}
	if p.Who != "" {
		s += "{" + p.Who + "}"
	}
	for _, n := range p.Refs {
		s += fmt.Sprintf("(%d)", n)
	}
	return s
}

// notesOf says what is particular about a passage of a text in a language, behind one
// in a division.
func notesOf(p *schemas.Passage, lang, division string) string {
	var notes []string
	if p.PassageType != "paragraph" && p.PassageType != "heading" {
		notes = append(notes, strings.ReplaceAll(p.PassageType, "_", " "))
	}
	if p.Page.Valid {
		notes = append(notes, fmt.Sprintf("page %d", p.Page.V))
	}
	if p.Part != "" {
		notes = append(notes, p.Part)
	}
	if p.Division != division && p.Division != "" {
		notes = append(notes, p.Division)
	}
	if p.Lang != "" && p.Lang != lang {
		notes = append(notes, "language "+p.Lang)
	}
	if p.Flags != "" {
		notes = append(notes, strings.ReplaceAll(p.Flags, ";", ", "))
	}
	return strings.Join(notes, "; ")
}

// clean writes line ends as spaces, and leaves out what could steer a terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
