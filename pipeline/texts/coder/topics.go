package coder

import (
	"slices"

	"multivector/schemas"
)

// topic gives the topic with the most signs in a clause, or else in the unit;
// weak signs count where there are no others, and then those of the lead-in.
func (m *machine) topic(in, whole *clause) string {
	for weak := range in.topics {
		for _, where := range []*clause{in, whole} {
			m.countTopics(where)
			if t := where.topics[weak]; t != "" {
				return t
			}
		}
	}
	if lead := m.u.Lead; lead != nil && len(lead.Statements) > 0 {
		return lead.Statements[len(lead.Statements)-1].Topic
	}
	return "other"
}

// countTopics counts the signs of a clause once.
func (m *machine) countTopics(c *clause) {
	if !c.counted {
		c.counted, c.topics = true, [2]string{m.most(c, false), m.most(c, true)}
	}
}

// most gives the topic with the most signs, which are counted at their first word.
// The words of a longer name are signs of the topics of organizations only: the
// Organization for Security and Co-operation in Europe is no sign of security.
func (m *machine) most(c *clause, weak bool) string {
	signs := make([]int, len(schemas.TopicCodes))
	last := map[*Rule]int{} // item of the sign counted last
	for i := range c.hits {
		h := &c.hits[i]
		if h.rule.Variable != "topic" || h.rule.Weak != weak || !ofOrganizations(h.rule.Value) && m.partOfName(h) {
			continue
		}
		if at, counted := last[h.rule]; counted && at == h.from {
			continue
		}
		last[h.rule] = h.from
		signs[slices.Index(schemas.TopicCodes, h.rule.Value)]++
	}
	if n := slices.Max(signs); n > 0 {
		return schemas.TopicCodes[slices.Index(signs, n)]
	}
	return ""
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
