package compare

import (
	"fmt"
	"io"
	"strings"
)

// marks say how changed words are set apart.
type marks struct{ dropped, added, end, bold, plain string }

// Without colors, marks are those of a word diff.
var (
	colors = marks{"\x1b[31;9m", "\x1b[32;4m", "\x1b[0m", "\x1b[1m", "\x1b[0m"}
	signs  = marks{"[-", "{+", "", "", ""}
)

// Text writes what changed, a provision a paragraph; what stayed word for word
// in its place is only counted.
func (c *Comparison) Text(w io.Writer, color bool) {
	m := signs
	if color {
		m = colors
	}
	rows := c.Rows()
	fmt.Fprintf(w, "A  %s  %s  %s\nB  %s  %s  %s\n%s\n", c.From.Version.VersionID, c.From.AdoptedOn, clean(c.From.Title), c.To.Version.VersionID, c.To.AdoptedOn, clean(c.To.Title), c.basis())
	fmt.Fprintf(w, "%d provisions before, %d after; continuity %s, novelty %s\n", c.Continuity.NFrom, c.Continuity.NTo,
		number(c.Continuity.Continuity), number(c.Continuity.Novelty))
	var counts []string
	for _, n := range count(rows) {
		counts = append(counts, fmt.Sprintf("%s %d", n.Change, n.N))
	}
	fmt.Fprintln(w, strings.Join(counts, ", "))
	heading := ""
	for _, r := range rows {
		if r.Heading != "" {
			heading = r.Heading
		}
		if r.Change == "verbatim" {
			continue
		}
		if heading != "" {
			fmt.Fprintf(w, "\n%sB under: %s%s\n", m.bold, heading, m.plain)
			heading = ""
		}
		fmt.Fprintf(w, "\n%s%s%s %s\n", m.bold, r.Change, m.plain, r.details())
		for _, x := range r.From {
			fmt.Fprintf(w, "  A %s %s\n", x.place(), x.marked(m.dropped, m.closing("-]")))
		}
		for _, x := range r.To {
			fmt.Fprintf(w, "  B %s %s\n", x.place(), x.marked(m.added, m.closing("+}")))
		}
	}
}

func (m marks) closing(sign string) string {
	if m.end != "" {
		return m.end
	}
	return sign
}

// basis says where the alignment comes from.
func (c *Comparison) basis() string {
	if c.Published {
		return "as aligned in release " + c.Release
	}
	return "aligned on the spot from the texts of release " + c.Release + ", which does not hold this pair"
}

func (x Cell) place() string {
	if x.Label != "" {
		return fmt.Sprintf("%d (%s)", x.Seq, x.Label)
	}
	return fmt.Sprint(x.Seq)
}

func (x Cell) marked(open, end string) string {
	var b strings.Builder
	for _, p := range x.Pieces {
		if p.Changed {
			b.WriteString(open + p.Text + end)
		} else {
			b.WriteString(p.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

// details gives similarity, shift, modality and actors in short.
func (r Row) details() string {
	var out []string
	if r.Similarity.Valid && r.Similarity.V < 1 {
		out = append(out, fmt.Sprintf("similarity %.2f", r.Similarity.V))
	}
	if r.Change == "moved" {
		out = append(out, r.Move())
	}
	out = append(out, r.Deontic...)
	for _, a := range r.Added {
		out = append(out, "+"+a)
	}
	for _, a := range r.Dropped {
		out = append(out, "-"+a)
	}
	return strings.Join(out, "  ")
}

// Move says how far a provision moved.
func (r Row) Move() string {
	switch {
	case r.Shift > 0:
		return fmt.Sprintf("%d later", r.Shift)
	case r.Shift < 0:
		return fmt.Sprintf("%d earlier", -r.Shift)
	}
	return "past others"
}

// counted is how many rows show a change.
type counted struct {
	Change string
	N      int
}

func count(rows []Row) []counted {
	n := map[string]int{}
	for _, r := range rows {
		n[r.Change]++
	}
	out := make([]counted, len(Changes))
	for i, c := range Changes {
		out[i] = counted{c, n[c]}
	}
	return out
}
