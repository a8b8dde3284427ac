package coder

import (
	"slices"

	"multivector/schemas"
)

// strength orders the modalities as raw/gold/MANUAL.md does: of several in one unit
// the strongest is coded, of equal ones the first.
var strength = []string{"may", "should", "will", "must", "must_not"}

func strengthOf(deontic string) int { return slices.Index(strength, deontic) }

// norms codes deontic and the three ordinals.
func (m *machine) norms(c *Coding) {
	var best *hit
	for i := range m.hits {
		h := &m.hits[i]
		if h.rule.Variable != "deontic" {
			continue
		}
		if best == nil || strengthOf(h.rule.Value) > strengthOf(best.rule.Value) ||
			strengthOf(h.rule.Value) == strengthOf(best.rule.Value) && before(h, best) {
			best = h
		}
	}
	if best != nil {
		c.Rule, c.Deontic = best.rule, best.rule.Value
		m.ordinals(c)
	}
}

// before orders hits that begin together by their length: the longer words tell
// more.
func before(a, b *hit) bool {
	return a.from < b.from || a.from == b.from && a.to > b.to
}

// ordinals codes obligation, precision and delegation of a unit that has a
// deontic. Obligation begins with the rule's figure and is capped by rules that
// find an escape; of several signs of precision the vaguest counts, of
// delegation the strongest.
func (m *machine) ordinals(c *Coding) {
	c.Obligation = schemas.Some(*c.Rule.Obligation)
	for i := range m.hits {
		r := m.hits[i].rule
		switch r.Variable {
		case "obligation":
			c.Obligation.V = min(c.Obligation.V, figure(r))
		case "precision":
			if !c.Precision.Valid || figure(r) < c.Precision.V {
				c.Precision = schemas.Some(figure(r))
			}
		case "delegation":
			if !c.Delegation.Valid || figure(r) > c.Delegation.V {
				c.Delegation = schemas.Some(figure(r))
			}
		}
	}
}

// figure gives the value of a rule whose values are the digits 0 to 3.
func figure(r *Rule) int32 { return int32(r.Value[0] - '0') }
