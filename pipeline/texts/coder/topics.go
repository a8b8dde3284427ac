package coder

import (
	"slices"

	"multivector/schemas"
)

// Signs of a topic are strong, weak or residual.
const (
	strong = iota
	weak
	residual
	strengths
)

// topic gives the topic with the most signs in a clause, or else in the unit. Weak
// signs count where there are no strong ones, then the topic of the lead-in, and
// residual signs where nothing else tells.
func (m *machine) topic(in, whole *clause) string {
	for kind := range strengths {
		if lead := m.u.Lead; kind == residual && lead != nil && len(lead.Statements) > 0 {
			return lead.Statements[len(lead.Statements)-1].Topic
		}
		for _, where := range []*clause{in, whole} {
			m.countTopics(where, kind)
			if t := where.topics[kind]; t != "" {
				return t
			}
		}
	}
	return "other"
}

// countTopics counts the signs of a clause up to a kind, each kind once.
func (m *machine) countTopics(c *clause, kind int) {
	for ; c.counted <= kind; c.counted++ {
		c.topics[c.counted] = m.most(c, c.counted)
	}
}

// most gives the topic with the most signs of a kind, which are counted at their first
// word. The words of a longer name are signs of the topics of organizations only: the
// Organization for Security and Co-operation in Europe is no sign of security.
func (m *machine) most(c *clause, kind int) string {
	clear(m.signs)
	for i := range c.hits {
		if h := &c.hits[i]; m.sign(h, kind) && !m.counted(c.hits[:i], h, kind) {
			m.signs[h.rule.topic]++
		}
	}
	if n := slices.Max(m.signs); n > 0 {
		return schemas.TopicCodes[slices.Index(m.signs, n)]
	}
	return ""
}

// sign reports whether a hit is a sign of a topic, of a kind.
func (m *machine) sign(h *hit, kind int) bool {
	return h.rule.topic >= 0 && h.rule.strength() == kind && (ofOrganizations(h.rule.Value) || !m.partOfName(h))
}

func (r *Rule) strength() int {
	switch {
	case r.Residual:
		return residual
	case r.Weak:
		return weak
	}
	return strong
}

// counted reports whether a rule found a sign at the same word before.
func (m *machine) counted(before []hit, h *hit, kind int) bool {
	for i := len(before) - 1; i >= 0 && before[i].from == h.from; i-- {
		if before[i].rule == h.rule && m.sign(&before[i], kind) {
			return true
		}
	}
	return false
}

func ofOrganizations(topic string) bool {
	return topic == "regional_cooperation" || topic == "multilateral_institutions"
}

// partOfName reports whether a hit is a part, but not the whole, of an actor's name.
func (m *machine) partOfName(h *hit) bool {
	from := h.from
	for from > 0 && m.items[from].inside && m.items[from].mention < 0 {
		from--
	}
	it := &m.items[from]
	return it.mention >= 0 && h.to <= it.after && h.to-h.from < it.after-from
}
