package reliability

import (
	"cmp"
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
	coders   []string            // the first of whom is the gold where nothing was adjudicated
	coded    []map[string]*codes // of each coder, by unit
	decided  map[string]*codes   // adjudicated, by unit
}

func newComparison(gold *raw.Gold, p *pipeline, version string) (*comparison, error) {
	c := &comparison{gold: gold, pipeline: p, version: version}
	names := map[string]bool{}
	for coder := range gold.Codes {
		names[coder] = true
	}
	for coder := range gold.Labels {
		names[coder] = true
	}
	c.coders = slices.Sorted(maps.Keys(names))
	for _, coder := range c.coders {
		coded, err := c.byUnit(gold.Codes[coder])
		if err != nil {
			return nil, err
		}
		c.coded = append(c.coded, coded)
	}
	var err error
	c.decided, err = c.byUnit(gold.Adjudicated)
	return c, err
}

func (c *comparison) byUnit(all []raw.GoldCode) (map[string]*codes, error) {
	coded := map[string]*codes{}
	for i := range all {
		one, err := c.codes(&all[i])
		if err != nil {
			return nil, err
		}
		coded[all[i].UnitID] = one
	}
	return coded, nil
}

// codes places what a coder coded. A sentence of our own has the words that are
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
	if !slices.Contains(c.pipeline.unlike, g.UnitID) {
		c.pipeline.unlike = append(c.pipeline.unlike, g.UnitID)
	}
	return one, nil
}

// said is a unit as those see it who are compared: the gold and the pipeline, which
// is left out where it lacks the unit, or all who coded it.
type said []*codes

const (
	againstGold   = "pipeline_vs_gold"
	betweenCoders = "between_coders"
)

const (
	every      = "all" // of those by which rules were revised
	collection = "collection"
	own        = "own"
)

var (
	samples = []string{every, collection, own, schemas.HeldOut}
	kinds   = []string{againstGold, betweenCoders}
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
				units := c.units(lang, sample, kind)
				if len(units) == 0 {
					continue
				}
				row := schemas.Reliability{Lang: lang, Sample: sample, Comparison: kind, GoldVersion: c.version}
				rows = append(rows, mentionsRow(row, units))
				for i := range nominal {
					values := valuesOf(units, i)
					if spoken := func(v []string) bool { return !slices.Contains(v, "") }; slices.ContainsFunc(values, spoken) {
						rows = append(rows, nominalRow(row, nominal[i].name, nominal[i].values, values))
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

// units gives the units of a sample that the gold has, or that more than one
// coder coded.
func (c *comparison) units(lang, sample, kind string) []said {
	var all []said
	for _, u := range c.gold.Units {
		if u.Lang != lang || !within(sample, u.Text != "", u.HeldOut) {
			continue
		}
		var by said // each coder
		for _, coded := range c.coded {
			if one := coded[u.UnitID]; one != nil {
				by = append(by, one)
			}
		}
		if kind == betweenCoders {
			if len(by) > 1 {
				all = append(all, by)
			}
			continue
		}
		gold := cmp.Or(c.decided[u.UnitID], c.coded[0][u.UnitID])
		if gold == nil {
			continue
		}
		one := said{gold}
		if a := c.pipeline.units[u.UnitID]; a != nil {
			one = append(one, &a.codes)
		}
		all = append(all, one)
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
// that anybody compared finds anywhere: named there or not.
func mentionsRow(row schemas.Reliability, units []said) schemas.Reliability {
	row.Variable = mentionsVariable
	var found []string
	var h hits
	var named [][][]string // of each unit, the actors that each names
	for _, u := range units {
		if len(u) < 2 || slices.ContainsFunc(u, func(c *codes) bool { return !c.located }) {
			row.NMissing++
			continue
		}
		var by [][]string
		for i, one := range u {
			by = append(by, actors(one.mentions))
			found = append(found, by[i]...)
			for _, two := range u[i+1:] {
				n := match(one.mentions, two.mentions)
				h.both += int64(n)
				h.missed += int64(len(one.mentions) - n)
				h.extra += int64(len(two.mentions) - n)
			}
		}
		named = append(named, by)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	g := agreement{k: 2}
	for _, by := range named {
		g.units = append(g.units, namedCells(found, by))
	}
	row.Precision, row.Recall, row.F1 = h.scores()
	return finish(row, &g)
}

// namedCells pairs whether each names an actor or not, over all actors that are
// found.
func namedCells(found []string, by [][]string) []cell {
	times := map[string]int{} // that an actor is named
	for _, one := range by {
		for _, actor := range one {
			times[actor]++
		}
	}
	m := len(by)
	neither, either, both := (len(found)-len(times))*m*(m-1)/2, 0, 0
	for _, n := range times {
		neither += (m - n) * (m - n - 1) / 2
		either += n * (m - n)
		both += n * (n - 1) / 2
	}
	weight := func(n int) float64 { return float64(n) / float64(m-1) }
	return []cell{{0, 0, weight(neither)}, {0, 1, weight(either)}, {1, 1, weight(both)}}
}

// valuesOf gives what each says of a variable, unit by unit.
func valuesOf(units []said, variable int) [][]string {
	all := make([][]string, len(units))
	for i, u := range units {
		for _, one := range u {
			all[i] = append(all[i], one.values[variable])
		}
	}
	return all
}

// nominalRow compares values. A unit with one value is missing. Where the pipeline
// says nothing of a unit that it has, the gold's value was missed, and the unit says
// nothing of agreement.
func nominalRow(row schemas.Reliability, variable string, values []string, units [][]string) schemas.Reliability {
	row.Variable = variable
	g := agreement{k: len(values)}
	byValue := make([]hits, len(values))
	if variable == changeVariable {
		byValue = byValue[:len(schemas.GoldLabels)] // not aligned with each other is no label
	}
	for _, u := range units {
		if len(u) < 2 {
			row.NMissing++
			continue
		}
		places := make([]int, len(u))
		for i, value := range u {
			places[i] = slices.Index(values, value)
			for _, one := range places[:i] {
				score(byValue, one, places[i])
			}
		}
		g.units = append(g.units, cells(places...))
	}
	row.Precision, row.Recall, row.F1 = macro(byValue)
	return finish(row, &g)
}

// score counts what the second says of a unit against the first. Where nothing, or
// nothing that is a value, the first one's value was missed.
func score(byValue []hits, one, two int) {
	switch {
	case one == two:
		byValue[one].both++
	case two < 0 || two >= len(byValue):
		byValue[one].missed++
	default:
		byValue[one].missed++
		byValue[two].extra++
	}
}

// finish adds what the units say of agreement.
func finish(row schemas.Reliability, g *agreement) schemas.Reliability {
	if row.Comparison == betweenCoders { // neither is right
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
				var units [][]string
				for _, p := range c.gold.Pairs {
					if p.Lang != lang || !within(sample, p.SourceID == raw.Own, p.HeldOut) {
						continue
					}
					var by []string // each coder
					for i := range labels {
						if l := labels[i][p.PairID]; l != "" {
							by = append(by, l)
						}
					}
					switch gold, change := labels[0][p.PairID], c.pipeline.pairs[p.PairID]; {
					case kind == betweenCoders && len(by) > 1:
						units = append(units, by)
					case kind == betweenCoders || gold == "":
					case change == "":
						units = append(units, []string{gold})
					default:
						units = append(units, []string{gold, change})
					}
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
