package coder

import (
	"cmp"
	"slices"
	"strconv"
)

// precedence orders the types of statements: of several in one clause, by one
// speaker, the first is coded. Those that say most stand first; a claim is what
// is left.
var precedence = []string{"red_line", "condition", "reassurance", "invitation", "commitment", "goal", "self_description", "principle", "claim"}

// future holds the types that an account of the past does not give.
var future = []string{"red_line", "condition", "reassurance", "invitation", "commitment", "goal"}

// found is a hit that makes a statement.
type found struct {
	*hit
	clause  clause
	speaker string
	rank    int // in precedence
}

// statements codes the statements of the unit, in the order of their evidence.
func (m *machine) statements(c *Coding) {
	var all []found
	for i := range m.hits {
		h := &m.hits[i]
		switch {
		case h.rule.Variable == "order" && h.rule.Value == "listed":
			c.listed = true
		case h.rule.Variable == "statement":
			in := m.clauseOf(h.from)
			if !m.past(h, in) {
				all = append(all, found{h, in, m.speaker(h, in), slices.Index(precedence, h.rule.Value)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.rule.number, b.rule.number))
	})
	var taken []found
	for _, f := range all {
		if !slices.ContainsFunc(taken, func(t found) bool {
			return t.clause == f.clause && (t.speaker == f.speaker || t.from < f.to && f.from < t.to)
		}) {
			taken = append(taken, f)
		}
	}
	slices.SortFunc(taken, func(a, b found) int { return cmp.Compare(a.from, b.from) })
	for _, f := range taken {
		c.Statements = append(c.Statements, m.statement(f))
	}
}

func (m *machine) statement(f found) Statement {
	s := Statement{
		Rule: f.rule, Speaker: f.speaker, Evidence: Span{m.items[f.from].Start, m.items[f.to-1].End},
		Target: m.target(f.clause, f.speaker), Topic: m.topic(f.clause, m.u.Lead), Negated: m.negated(f), Condition: m.condition(f.clause),
	}
	s.Stance = m.stance(f, s.Negated)
	m.rank(&s, f.clause)
	return s
}

// scope goes over the hits of a scope in a clause.
func (m *machine) scope(in clause, value string, each func(*hit) bool) {
	for i := range m.hits {
		h := &m.hits[i]
		if h.rule.Variable == "scope" && h.rule.Value == value && in.from <= h.from && h.from < in.to && !each(h) {
			return
		}
	}
}

// past reports whether words such as "in 1993 it pledged" make an account of a
// hit: they stand in its clause, and not behind it.
func (m *machine) past(h *hit, in clause) bool {
	past := false
	if slices.Contains(future, h.rule.Value) {
		m.scope(in, "history", func(s *hit) bool {
			past = s.from < h.to
			return !past
		})
	}
	return past
}

// speaker says whose position a hit is. It is the issuer's, unless it stands in
// a quotation, behind words that attribute it to another, or has another actor
// as its subject.
func (m *machine) speaker(h *hit, in clause) string {
	var by *hit
	if m.quoted(h.from) {
		m.scope(clause{0, len(m.items)}, "attribution", func(s *hit) bool {
			if !m.quoted(s.from) {
				by = s
			}
			return by == nil
		})
		m.scope(clause{0, len(m.items)}, "attributed_clause", func(s *hit) bool {
			if by == nil && !m.quoted(s.from) {
				by = s
			}
			return by == nil
		})
		if by == nil {
			return ""
		}
		return by.speaker(m.u.Issuer)
	}
	m.scope(in, "attribution", func(s *hit) bool {
		if s.from <= h.from && (by == nil || s.from < by.from || s.from == by.from && s.to > by.to) {
			by = s
		}
		return true
	})
	m.scope(in, "attributed_clause", func(s *hit) bool {
		if by == nil {
			by = s
		}
		return false
	})
	switch {
	case by != nil:
		return by.speaker(m.u.Issuer)
	case h.subject:
		return h.speaker(m.u.Issuer)
	}
	return m.u.Issuer
}

// target gives the one actor besides the speaker that a clause names.
func (m *machine) target(in clause, speaker string) string {
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

// reach is how many words before the evidence a negation is looked for.
const reach = 2

// negated reports whether a negation stands in the evidence, right behind it,
// or within reach before it.
func (m *machine) negated(f found) bool {
	if f.rule.Negated != nil {
		return *f.rule.Negated
	}
	negated := false
	m.scope(f.clause, "negation", func(s *hit) bool {
		negated = m.near(s, f.from, f.to)
		return !negated
	})
	return negated
}

func (m *machine) near(s *hit, from, to int) bool {
	if s.from > to {
		return false
	}
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
func (m *machine) stance(f found, negated bool) string {
	if own := f.rule.Stance; own != "" {
		if negated && f.rule.Negated == nil {
			return turn(own)
		}
		return own
	}
	signs := ""
	for i := range m.hits {
		h := &m.hits[i]
		if h.rule.Variable != "stance" || h.from < f.clause.from || h.from >= f.clause.to {
			continue
		}
		sign := h.rule.Value
		m.scope(f.clause, "negation", func(s *hit) bool {
			if m.near(s, h.from, h.from) {
				sign = turn(h.rule.Value)
			}
			return true
		})
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

// condition gives the words of a condition in the clause: to the next comma
// behind at least two words, or to the clause's end.
func (m *machine) condition(in clause) Span {
	var span Span
	m.scope(in, "condition", func(h *hit) bool {
		to, words := h.from, 0
		for ; to < in.to && !m.items[to].stop; to++ {
			if it := &m.items[to]; it.word {
				words++
			} else if words > 2 && m.u.Text[it.Start:it.End] == "," {
				break
			}
		}
		span = Span{m.items[h.from].Start, m.items[to-1].End}
		return false
	})
	return span
}

// topic gives the topic with the most signs in a clause, or else in the unit;
// weak signs count where there are no others, and then those of the lead-in.
func (m *machine) topic(in clause, lead *Coding) string {
	for _, weak := range []bool{false, true} {
		for _, where := range []clause{in, {0, len(m.items)}} {
			if r := m.most(where, weak); r != nil {
				return r.Value
			}
		}
	}
	if lead != nil && len(lead.Statements) > 0 {
		return lead.Statements[len(lead.Statements)-1].Topic
	}
	return "other"
}

// most gives the rule with the most signs, which are counted at their first word.
func (m *machine) most(in clause, weak bool) *Rule {
	signs := map[*Rule]map[int]bool{}
	var best *Rule
	for i := range m.hits {
		h := &m.hits[i]
		if h.rule.Variable != "topic" || h.rule.Weak != weak || h.from < in.from || h.from >= in.to {
			continue
		}
		if signs[h.rule] == nil {
			signs[h.rule] = map[int]bool{}
		}
		signs[h.rule][h.from] = true
		if n := len(signs[h.rule]); best == nil || n > len(signs[best]) || n == len(signs[best]) && h.rule.number < best.number {
			best = h.rule
		}
	}
	return best
}

// rank reads the priority that the clause states, or that the unit has in a list
// of priorities.
func (m *machine) rank(s *Statement, in clause) {
	s.Rank, s.RankIsOfTheList = 0, false
	for i := range m.hits {
		h := &m.hits[i]
		if h.rule.Variable == "order" && h.rule.Value != "listed" && in.from <= h.from && h.from < in.to {
			if n, err := strconv.Atoi(h.rule.Value); err == nil && (s.Rank == 0 || n < s.Rank) {
				s.Rank = n
			}
		}
	}
	if s.Rank == 0 && m.u.Lead != nil && m.u.Lead.listed && m.u.ListPosition > 0 {
		s.Rank, s.RankIsOfTheList = m.u.ListPosition, true
	}
}
