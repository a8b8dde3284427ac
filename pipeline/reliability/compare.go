package reliability

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// comparison is the codes of all who coded the same units.
type comparison struct {
	gold     *raw.Gold
	pipeline *pipeline
	version  string
	coders   []string            // one or two, the first of whom is the gold
	coded    []map[string]*codes // of each coder, by unit
}

func newComparison(gold *raw.Gold, p *pipeline, version string) (*comparison, error) {
	c := &comparison{gold: gold, pipeline: p, version: version}
	names := map[string]bool{}
	for coder := range maps.Keys(gold.Codes) {
		names[coder] = true
	}
	for coder := range maps.Keys(gold.Labels) {
		names[coder] = true
	}
	c.coders = slices.Sorted(maps.Keys(names))
	if len(c.coders) > 2 {
		return nil, fmt.Errorf("raw/gold: two coders are compared, but there are codes of %v", c.coders)
	}
	for _, coder := range c.coders {
		coded := map[string]*codes{}
		for i := range gold.Codes[coder] {
			g := &gold.Codes[coder][i]
			one, err := c.codes(g)
			if err != nil {
				return nil, err
			}
			coded[g.UnitID] = one
		}
		c.coded = append(c.coded, coded)
	}
	return c, nil
}

// codes places what a person coded. A sentence of our own has the words that are
// coded; a provision may have been cut or read otherwise since, and is then
// unlike the unit.
func (c *comparison) codes(g *raw.GoldCode) (*codes, error) {
	one := &codes{}
	for i, v := range nominal {
		one.values[i] = v.gold(g)
	}
	a := c.pipeline.units[g.UnitID]
	if a == nil {
		return one, nil
	}
	mentions, err := locate(g, a.text)
	if err == nil {
		one.mentions, one.located = mentions, true
		return one, nil
	}
	i := slices.IndexFunc(c.gold.Units, func(u raw.GoldUnit) bool { return u.UnitID == g.UnitID })
	if c.gold.Units[i].Text != "" {
		return nil, err
	}
	c.pipeline.unlike = append(c.pipeline.unlike, g.UnitID)
	return one, nil
}

// both is one unit as two coders see it; two is nil where it is missing.
type both struct{ one, two *codes }

const (
	coder  = "coder_vs_gold"
	people = "human_vs_human"
)

const (
	every      = "all" // of those by which rules were revised
	collection = "collection"
	own        = "own"
)

var (
	samples = []string{every, collection, own, schemas.HeldOut}
	kinds   = []string{coder, people}
)

// rows measures every variable, language, sample and comparison.
func (c *comparison) rows() []schemas.Reliability {
	var rows []schemas.Reliability
	if len(c.coders) == 0 {
		return nil
	}
	for _, lang := range c.langs() {
		for _, sample := range samples {
			for _, kind := range kinds {
				pairs := c.pairs(lang, sample, kind)
				if len(pairs) == 0 {
					continue
				}
				row := schemas.Reliability{Lang: lang, Sample: sample, Comparison: kind, GoldVersion: c.version}
				rows = append(rows, mentionsRow(row, pairs))
				for i := range nominal {
					units := valuesOf(pairs, i)
					if spoken := func(u twoValues) bool { return u.two != "" || u.missing }; slices.ContainsFunc(units, spoken) {
						rows = append(rows, nominalRow(row, nominal[i].name, nominal[i].values, units))
					} // else there are no rules for the language
				}
			}
		}
	}
	return append(rows, c.changeRows()...)
}

func (c *comparison) langs() []string {
	langs := map[string]bool{}
	for _, u := range c.gold.Units {
		langs[u.Lang] = true
	}
	return slices.Sorted(maps.Keys(langs))
}

// pairs gives the units of a sample that the gold, and between people the other
// one too, coded.
func (c *comparison) pairs(lang, sample, kind string) []both {
	var all []both
	for _, u := range c.gold.Units {
		one := c.coded[0][u.UnitID]
		if u.Lang != lang || one == nil || !within(sample, u.Text != "", u.HeldOut) {
			continue
		}
		b := both{one: one}
		if kind == coder {
			if a := c.pipeline.units[u.UnitID]; a != nil {
				b.two = &a.codes
			}
		} else {
			if len(c.coded) < 2 || c.coded[1][u.UnitID] == nil {
				continue
			}
			b.two = c.coded[1][u.UnitID]
		}
		all = append(all, b)
	}
	return all
}

// within keeps what is held out apart from the rest, by which rules were revised.
func within(sample string, ours, heldOut bool) bool {
	switch {
	case heldOut:
		return sample == schemas.HeldOut
	case ours:
		return sample == every || sample == own
	}
	return sample == every || sample == collection
}

// mentionsRow compares whom units name. Alpha is over every unit and every actor
// that either coder finds anywhere: named there or not.
func mentionsRow(row schemas.Reliability, pairs []both) schemas.Reliability {
	row.Variable = mentionsVariable
	found := map[string]bool{}
	var h hits
	var units []both
	for _, p := range pairs {
		if p.two == nil || !p.one.located || !p.two.located {
			row.NMissing++
			continue
		}
		units = append(units, p)
		n := match(p.one.mentions, p.two.mentions)
		h.both += int64(n)
		h.missed += int64(len(p.one.mentions) - n)
		h.extra += int64(len(p.two.mentions) - n)
		for _, a := range append(actors(p.one.mentions), actors(p.two.mentions)...) {
			found[a] = true
		}
	}
	g := agreement{k: 2}
	for _, p := range units {
		one, two := actors(p.one.mentions), actors(p.two.mentions)
		in := 0
		for _, a := range one {
			if slices.Contains(two, a) {
				in++
			}
		}
		only := len(one) + len(two) - 2*in
		g.units = append(g.units, []cell{{0, 0, float64(len(found) - in - only)}, {0, 1, float64(only)}, {1, 1, float64(in)}})
	}
	row.Precision, row.Recall, row.F1 = h.scores()
	return finish(row, &g)
}

// twoValues is what two coders say of a unit: an empty one says nothing. missing
// means that the second does not have the unit.
type twoValues struct {
	one, two string
	missing  bool
}

func valuesOf(pairs []both, variable int) []twoValues {
	all := make([]twoValues, len(pairs))
	for i, p := range pairs {
		all[i].one = p.one.values[variable]
		if all[i].missing = p.two == nil; !all[i].missing {
			all[i].two = p.two.values[variable]
		}
	}
	return all
}

// nominalRow compares values. Where the second coder says nothing of a unit that
// it has, the gold's value was missed, and the unit says nothing of agreement.
func nominalRow(row schemas.Reliability, variable string, values []string, units []twoValues) schemas.Reliability {
	row.Variable = variable
	g := agreement{k: len(values)}
	byValue := make([]hits, len(values))
	if variable == changeVariable {
		byValue = byValue[:len(schemas.GoldLabels)] // not aligned with each other is no label
	}
	for _, u := range units {
		if u.missing {
			row.NMissing++
			continue
		}
		one, two := slices.Index(values, u.one), slices.Index(values, u.two)
		switch {
		case one == two:
			byValue[one].both++
		case two < 0 || two >= len(byValue):
			byValue[one].missed++
		default:
			byValue[one].missed++
			byValue[two].extra++
		}
		var cells []cell
		if two >= 0 {
			cells = []cell{{one, two, 1}}
		}
		g.units = append(g.units, cells)
	}
	row.Precision, row.Recall, row.F1 = macro(byValue)
	return finish(row, &g)
}

// finish adds what the units say of agreement.
func finish(row schemas.Reliability, g *agreement) schemas.Reliability {
	if row.Comparison == people { // neither is right
		row.Precision, row.Recall = schemas.Null[float64]{}, schemas.Null[float64]{}
	}
	h := fnv.New64a()
	for _, s := range []string{row.GoldVersion, row.Variable, row.Lang, row.Sample, row.Comparison} {
		h.Write([]byte(s + "\n")) //nolint:errcheck // never fails
	}
	g.measure(&row, h.Sum64())
	return row
}

// changeRows compares what became of pairs of provisions.
func (c *comparison) changeRows() []schemas.Reliability {
	labels := make([]map[string]string, len(c.coders))
	for i, coder := range c.coders {
		labels[i] = map[string]string{}
		for _, l := range c.gold.Labels[coder] {
			labels[i][l.PairID] = l.Label
		}
	}
	values := append(slices.Clone(schemas.GoldLabels), none)
	var rows []schemas.Reliability
	for _, lang := range c.langs() {
		for _, sample := range samples {
			for _, kind := range kinds {
				var units []twoValues
				for _, p := range c.gold.Pairs {
					one := labels[0][p.PairID]
					if one == "" || p.Lang != lang || !within(sample, p.SourceID == raw.Own, p.HeldOut) {
						continue
					}
					u := twoValues{one: one, two: c.pipeline.pairs[p.PairID]}
					u.missing = u.two == ""
					if kind == people {
						if len(labels) < 2 || labels[1][p.PairID] == "" {
							continue
						}
						u.two, u.missing = labels[1][p.PairID], false
					}
					units = append(units, u)
				}
				if len(units) > 0 {
					row := schemas.Reliability{Lang: lang, Sample: sample, Comparison: kind, GoldVersion: c.version}
					rows = append(rows, nominalRow(row, changeVariable, values, units))
				}
			}
		}
	}
	return rows
}
