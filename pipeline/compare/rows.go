package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"multivector/schemas"
)

// Changes lists the kinds of change, in the order in which they are shown.
var Changes = []string{"modified", "moved", "merged", "split", "added", "dropped", "verbatim"}

// Row is one provision of either edition, or those that belong together.
type Row struct {
	Change         string
	Heading        string // above it in the later edition, where another one begins
	From, To       []Cell
	Similarity     schemas.Null[float64]
	Shift          int32
	Added, Dropped []string // names of actors
	Deontic        []string // changes of modality, such as "will > must"
}

// Cell is a provision as it is shown.
type Cell struct {
	ID, Label string
	Seq       int32
	Pieces    []Piece
}

// Piece is a stretch of a provision's text.
type Piece struct {
	Text    string
	Changed bool // it has no match in the other edition
}

// group is the alignments that a row shows.
type group struct {
	alignments []schemas.Alignment
	from, to   []int // places in the editions
}

// Rows lists everything in the order of the later edition; what was dropped
// follows the provision behind which it stood.
func (c *Comparison) Rows() []Row {
	groups, placeA, placeB := c.groups()
	gone := map[int][]*group{} // by the place that they follow, or -1
	var here []*group
	kept := make([]bool, len(c.From.Provisions))
	for _, g := range groups {
		if len(g.to) > 0 {
			here = append(here, g)
		}
		if len(g.from) > 0 && len(g.to) > 0 && g.alignments[0].Change != "moved" {
			kept[g.from[0]] = true
		}
	}
	for _, g := range groups {
		if len(g.to) == 0 {
			at := g.from[0]
			for at >= 0 && !kept[at] {
				at--
			}
			gone[at] = append(gone[at], g)
		}
	}
	slices.SortFunc(here, func(a, b *group) int { return cmp.Compare(a.to[0], b.to[0]) })
	w := rowWriter{c: c, placeA: placeA, placeB: placeB, spans: c.spansOf(), actors: c.actorsOf()}
	w.add(gone[-1])
	for _, g := range here {
		w.add([]*group{g})
		if len(g.from) > 0 && kept[g.from[0]] {
			w.add(gone[g.from[0]])
		}
	}
	above := ""
	for i := range w.rows {
		if r := &w.rows[i]; len(r.To) > 0 && c.To.Headings[r.To[0].ID] != above {
			above = c.To.Headings[r.To[0].ID]
			r.Heading = clean(above)
		}
	}
	return w.rows
}

// groups puts the alignments of a merger or split together.
func (c *Comparison) groups() (groups []*group, placeA, placeB map[string]int) {
	placeA, placeB = places(c.From.Provisions), places(c.To.Provisions)
	at := map[string]*group{}
	for _, a := range c.Alignments {
		key := a.AlignmentID
		switch a.Change {
		case "merged":
			key = "merged " + a.ToProvisionID
		case "split":
			key = "split " + a.FromProvisionID
		}
		g := at[key]
		if g == nil {
			g = &group{}
			at[key] = g
			groups = append(groups, g)
		}
		g.alignments = append(g.alignments, a)
		if i, ok := placeA[a.FromProvisionID]; ok && !slices.Contains(g.from, i) {
			g.from = append(g.from, i)
		}
		if i, ok := placeB[a.ToProvisionID]; ok && !slices.Contains(g.to, i) {
			g.to = append(g.to, i)
		}
	}
	for _, g := range groups {
		slices.Sort(g.from)
		slices.Sort(g.to)
	}
	slices.SortFunc(groups, func(a, b *group) int { return slices.Compare(a.from, b.from) })
	return groups, placeA, placeB
}

func places(provisions []schemas.Provision) map[string]int {
	at := map[string]int{}
	for i := range provisions {
		at[provisions[i].ProvisionID] = i
	}
	return at
}

func (c *Comparison) spansOf() map[string][]schemas.AlignmentSpan {
	of := map[string][]schemas.AlignmentSpan{}
	for _, s := range c.Spans {
		of[s.AlignmentID] = append(of[s.AlignmentID], s)
	}
	return of
}

func (c *Comparison) actorsOf() map[string][]schemas.AlignmentActor {
	of := map[string][]schemas.AlignmentActor{}
	for _, a := range c.Actors {
		of[a.AlignmentID] = append(of[a.AlignmentID], a)
	}
	return of
}

type rowWriter struct {
	c              *Comparison
	placeA, placeB map[string]int
	spans          map[string][]schemas.AlignmentSpan
	actors         map[string][]schemas.AlignmentActor
	rows           []Row
}

func (w *rowWriter) add(groups []*group) {
	for _, g := range groups {
		first := g.alignments[0]
		r := Row{Change: first.Change, Similarity: first.Similarity, Shift: first.OrderShift.V}
		before, after := map[int][]stretch{}, map[int][]stretch{} // what matches, by place
		for _, a := range g.alignments {
			i, j := w.placeA[a.FromProvisionID], w.placeB[a.ToProvisionID]
			for _, s := range w.spans[a.AlignmentID] {
				before[i] = append(before[i], stretch{s.FromCharStart, s.FromCharEnd})
				after[j] = append(after[j], stretch{s.ToCharStart, s.ToCharEnd})
			}
			// Of a merger or split, one part may say what the whole said.
			if a.DeonticChange != "" && a.DeonticBefore != a.DeonticAfter && (a.DeonticChange != "same" || len(g.alignments) == 1) {
				r.Deontic = append(r.Deontic, a.DeonticBefore+" > "+a.DeonticAfter)
			}
			for _, x := range w.actors[a.AlignmentID] {
				if x.Change == "added" {
					r.Added = append(r.Added, w.name(x.ActorID))
				} else {
					r.Dropped = append(r.Dropped, w.name(x.ActorID))
				}
			}
		}
		for _, i := range g.from {
			r.From = append(r.From, cell(&w.c.From.Provisions[i], before[i], len(g.to) > 0))
		}
		for _, j := range g.to {
			r.To = append(r.To, cell(&w.c.To.Provisions[j], after[j], len(g.from) > 0))
		}
		for _, list := range []*[]string{&r.Added, &r.Dropped, &r.Deontic} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		w.rows = append(w.rows, r)
	}
}

func (w *rowWriter) name(actor string) string { return cmp.Or(w.c.names[actor], actor) }

// stretch is a run of code points of a version.
type stretch struct{ start, end int32 }

// cell cuts a provision into what matches and what doesn't. Where it is aligned
// with nothing, all of it is one piece. Punctuation alone is no change.
func cell(p *schemas.Provision, same []stretch, aligned bool) Cell {
	c := Cell{ID: p.ProvisionID, Label: clean(p.Label), Seq: p.Seq}
	if !aligned {
		c.Pieces = []Piece{{Text: clean(p.Text)}}
		return c
	}
	text := []rune(p.Text)
	slices.SortFunc(same, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	at := 0
	add := func(end int, changed bool) {
		end = min(max(end, at), len(text))
		s := clean(string(text[at:end]))
		at = end
		switch n := len(c.Pieces); {
		case s == "":
		case n > 0 && c.Pieces[n-1].Changed == changed:
			c.Pieces[n-1].Text += s
		default:
			c.Pieces = append(c.Pieces, Piece{s, changed})
		}
	}
	gap := func(end int) {
		end = min(max(end, at), len(text))
		words := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
		from := at + max(0, slices.IndexFunc(text[at:end], words))
		to := end
		for to > from && !words(text[to-1]) {
			to--
		}
		if !slices.ContainsFunc(text[at:end], words) {
			from, to = at, at
		}
		add(from, false)
		add(to, true)
		add(end, false)
	}
	for _, s := range same {
		gap(int(s.start - p.CharStart))
		add(int(s.end-p.CharStart), false)
	}
	gap(len(text))
	return c
}

// clean makes a text safe to show: white space becomes a space, and control
// characters, with which a text could steer a terminal or reorder a line, become
// visible.
func clean(s string) string {
	space := false
	return strings.Map(func(r rune) rune {
		was := space
		space = unicode.IsSpace(r)
		switch {
		case space && was:
			return -1
		case space:
			return ' '
		case !unicode.IsPrint(r) && r != '\u00ad' && r != '\u200d' && r != '\u200c':
			return '\uFFFD'
		}
		return r
	}, s)
}
