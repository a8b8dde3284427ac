package coder

import (
	"cmp"
	"slices"
	"strconv"
)

// precedence orders the types of statements as raw/gold/MANUAL.md does: of several
// in one clause, by one speaker, the first is coded. A claim is what is left. What
// stands behind none, which is a courtesy, does not stand beside it in a clause.
var precedence = []string{"red_line", "condition", "reassurance", "invitation", "commitment", "goal", "principle", "none", "self_description", "claim"}

// future holds the types that an account of the past does not give.
var future = []string{"red_line", "condition", "reassurance", "invitation", "commitment", "goal"}

// found is a hit that makes a statement.
type found struct {
	*hit
	speaker  string
	rank     int // in precedence
	evidence Span
}

// statements codes the statements of the unit, clause by clause, in the order of
// their evidence.
func (m *machine) statements(c *Coding) {
	for i := range m.hits {
		if h := &m.hits[i]; h.rule.Variable == "order" && h.rule.Value == "listed" {
			c.listed = true
		}
	}
	whole := m.whole()
	for i := range m.cuts {
		in := &m.cuts[i]
		for _, f := range m.positions(in) {
			c.Statements = append(c.Statements, m.statement(f, in, &whole))
		}
	}
}

// whole gives the unit as if it were one clause.
func (m *machine) whole() clause {
	c := clause{to: len(m.items), hits: m.hits, history: len(m.items)}
	m.describe(&c)
	return c
}

// positions gives one position for each speaker in a clause, or else what the
// clause says besides.
func (m *machine) positions(in *clause) []found {
	all, rest, taken := m.all[:0], m.rest[:0], m.taken[:0]
	for i := range in.hits {
		h := &in.hits[i]
		if h.rule.Variable != "statement" || past(h, in) || m.supposed(h, in) {
			continue
		}
		f := found{h, m.speaker(h, in), slices.Index(precedence, h.rule.Value), m.span(h.from, h.to)}
		if h.rule.Residual {
			rest = append(rest, f)
		} else {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, first)
	for _, f := range all {
		if !slices.ContainsFunc(taken, func(t found) bool {
			return t.speaker == f.speaker || t.from < f.to && f.from < t.to || t.rule.Value == "none"
		}) {
			taken = append(taken, f)
		}
	}
	if len(taken) == 0 {
		if f, ok := m.residue(rest, in); ok {
			taken = append(taken, f)
		}
	}
	taken = slices.DeleteFunc(taken, func(f found) bool { return f.rule.Value == "none" })
	slices.SortFunc(taken, func(a, b found) int { return cmp.Compare(a.from, b.from) })
	m.all, m.rest, m.taken = all, rest, taken // whose memory is used again
	return taken
}

// first orders what is found in a clause by what counts more.
func first(a, b found) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.rule.number, b.rule.number))
}

func (m *machine) span(from, to int) Span { return Span{m.items[from].Start, m.items[to-1].End} }

func (m *machine) statement(f found, in, whole *clause) Statement {
	s := Statement{
		Rule: f.rule, Speaker: f.speaker, Evidence: f.evidence,
		Target: m.target(in, f.speaker), Topic: m.topic(in, whole), Negated: m.negated(f, in), Condition: in.condition,
	}
	s.Stance = m.stance(f, in, s.Negated)
	m.rank(&s, in)
	return s
}

// past reports whether words such as "in 1993 it pledged" make an account of a
// hit: they stand in its clause, and not behind it.
func past(h *hit, in *clause) bool {
	return in.history < h.to && slices.Contains(future, h.rule.Value)
}

// supposed reports whether a hit stands in the words of a condition, as in "if we
// are ready to talk".
func (m *machine) supposed(h *hit, in *clause) bool {
	at := m.items[h.from].Start
	return h.rule.Value != "condition" && !in.phrase && in.condition.Start <= at && at < in.condition.End
}

// speaker says whose position a hit is. It is the issuer's, unless it stands in
// a quotation, behind words that attribute it to another, or has another actor
// as its subject.
func (m *machine) speaker(h *hit, in *clause) string {
	v, quoted := &in.voice, m.quoted(h.from)
	if quoted {
		v = &m.voice
	}
	switch {
	case v.behind != nil && (quoted || v.behind.from <= h.from):
		return v.behind.speaker(m.u.Issuer)
	case v.all != nil:
		return v.all.speaker(m.u.Issuer)
	case quoted:
		return ""
	case h.subject:
		return h.speaker(m.u.Issuer)
	}
	return m.u.Issuer
}

// target gives the one actor besides the speaker that a clause names.
func (m *machine) target(in *clause, speaker string) string {
	target := ""
	for i := in.from; i < in.to; i++ {
		if m.items[i].mention < 0 {
			continue
		}
		a := m.u.Mentions[m.items[i].mention].Actor
		switch {
		case a != "" && (a == speaker || a == target):
		case a == "" || target != "":
			return ""
		default:
			target = a
		}
	}
	return target
}

// A negation is looked for within reach words before the evidence, and begins at
// most widestNegation words and marks before it.
const (
	reach          = 2
	widestNegation = 16
)

// negated reports whether a negation stands in the evidence, right behind it,
// or within reach before it.
func (m *machine) negated(f found, in *clause) bool {
	if f.rule.Negated != nil {
		return *f.rule.Negated
	}
	return m.denied(in, f.from, f.to)
}

// denied reports whether a negation stands near a stretch of items: in it, right
// behind it, or within reach before it.
func (m *machine) denied(in *clause, from, to int) bool {
	at, _ := slices.BinarySearchFunc(in.hits, from-widestNegation, func(h hit, from int) int { return cmp.Compare(h.from, from) })
	for ; at < len(in.hits) && in.hits[at].from <= to; at++ {
		if h := &in.hits[at]; h.rule.Variable == "scope" && h.rule.Value == "negation" && m.near(h, from) {
			return true
		}
	}
	return false
}

// near reports whether at most reach words stand between a hit and an item.
func (m *machine) near(s *hit, from int) bool {
	words := 0
	for i := s.to; i < from; i++ {
		if m.items[i].word {
			words++
		}
	}
	return words <= reach
}

// stance takes the rule's own stance, or else the signs in the clause; a
// negation turns either.
func (m *machine) stance(f found, in *clause, negated bool) string {
	if own := f.rule.Stance; own != "" {
		if negated && f.rule.Negated == nil {
			return turn(own)
		}
		return own
	}
	signs := ""
	for i := range in.hits {
		h := &in.hits[i]
		if h.rule.Variable != "stance" {
			continue
		}
		sign := h.rule.Value
		if m.denied(in, h.from, h.from) {
			sign = turn(sign)
		}
		switch {
		case signs == "":
			signs = sign
		case signs != sign:
			return "mixed"
		}
	}
	if signs == "" {
		return "neutral"
	}
	return signs
}

func turn(stance string) string {
	switch stance {
	case "support":
		return "oppose"
	case "oppose":
		return "support"
	}
	return stance
}

// rank reads the priority that the clause states, or that the unit has in a list
// of priorities.
func (m *machine) rank(s *Statement, in *clause) {
	s.Rank, s.RankIsOfTheList = 0, false
	for i := range in.hits {
		h := &in.hits[i]
		if h.rule.Variable == "order" && h.rule.Value != "listed" {
			if n, err := strconv.Atoi(h.rule.Value); err == nil && (s.Rank == 0 || n < s.Rank) {
				s.Rank = n
			}
		}
	}
	if s.Rank == 0 && m.u.Lead != nil && m.u.Lead.listed && m.u.ListPosition > 0 {
		s.Rank, s.RankIsOfTheList = m.u.ListPosition, true
	}
}
