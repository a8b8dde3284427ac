package raw

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"multivector/schemas"
)

// GoldFolder holds what was coded by reading, below raw/.
const GoldFolder = "gold"

// adjudicated stands for a coder in the name of the file of adjudicated codes.
const adjudicated = "adjudicated"

// Gold is raw/gold: units and pairs of provisions, and what each coder said of
// them.
type Gold struct {
	Units []GoldUnit
	Codes map[string][]GoldCode // by coder
	// Adjudicated holds what was decided by the manual of units that coders saw
	// otherwise. It stands for the gold in place of any coder's codes.
	Adjudicated []GoldCode
	Pairs       []GoldPair
	Labels      map[string][]GoldLabel // by coder
	Later       map[string]bool        // actors that were listed after the units were coded
}

// GoldSpan is a place in a raw file. Without a place it is the file alone.
type GoldSpan struct {
	File, SHA256 string
	Start, End   int64
}

// Held reports whether the span is a place.
func (s GoldSpan) Held() bool { return s.End > 0 }

// GoldUnit is a unit to be coded: a place in a raw file, or a sentence of our
// own.
type GoldUnit struct {
	UnitID, Lang, SourceID, Text string
	Span                         GoldSpan
	HeldOut                      bool // no rule was revised by it
	where                        *Record
}

// GoldMention is an actor whom a unit names, with the words that name it. Nth
// is 0, or says which occurrence of the words in the unit is meant, from 1.
type GoldMention struct {
	ActorID, Surface string
	Nth              int
}

// GoldCode is what a coder says of a unit.
type GoldCode struct {
	UnitID, StatementType, Deontic, Topic string
	Mentions                              []GoldMention
	Where                                 *Record // to name the place in an error
}

// GoldPair is a provision of an edition and one of the next; where it was
// dropped or added, one side is a file without a place.
type GoldPair struct {
	PairID, Lang, SourceID string
	From, To               GoldSpan
	HeldOut                bool // no rule or threshold was revised by it
}

// GoldLabel is what a coder says of a pair.
type GoldLabel struct{ PairID, Label string }

// ReadGold reads the files of raw/gold with the given names, each by what its
// name begins with; the rest of units_ is the language, that of codes_ and
// labels_ the coder, or "adjudicated". actors are those that may be coded.
func ReadGold(root string, names []string, actors map[string]bool) (*Gold, error) {
	g := &goldReader{Gold: Gold{Codes: map[string][]GoldCode{}, Labels: map[string][]GoldLabel{}, Later: map[string]bool{}}, actors: actors, seen: map[string]bool{}}
	names = slices.Sorted(slices.Values(names))
	// What codes and labels speak of is read first.
	for _, round := range [][]string{{"units_", "pairs", "later_actors"}, {"codes_", "labels_"}} {
		for _, name := range names {
			base, isCSV := strings.CutSuffix(path.Base(name), ".csv")
			i := slices.IndexFunc(round, func(p string) bool { return strings.HasPrefix(base, p) })
			if !isCSV || i < 0 {
				continue
			}
			if err := g.read(filepath.Join(root, "raw", filepath.FromSlash(name)), round[i], strings.TrimPrefix(base, round[i])); err != nil {
				return nil, fmt.Errorf("raw/%s: %w", path.Dir(name), err)
			}
		}
	}
	return &g.Gold, First(g.apart(), g.disputed())
}

type goldReader struct {
	Gold
	actors map[string]bool
	seen   map[string]bool // units, pairs, and who coded them
}

func (g *goldReader) read(file, kind, rest string) error {
	switch kind {
	case "units_":
		return ReadCSV(file, names(goldUnits), func(r *Record) error { return g.unit(r, rest) })
	case "pairs":
		return ReadCSV(file, names(goldPairs), g.pair)
	case "later_actors":
		return ReadCSV(file, names(goldLater), g.later)
	case "codes_":
		return ReadCSV(file, names(goldCodes), func(r *Record) error { return g.code(r, rest) })
	}
	return ReadCSV(file, names(goldLabels), func(r *Record) error {
		g.Labels[rest] = append(g.Labels[rest], GoldLabel{r.Need("pair_id"), r.OneOf("label", schemas.GoldLabels...)})
		r.Text("note")
		return First(g.known(r, "pair_id"), g.once(r, "pair_id", rest))
	})
}

// once refuses an id that the coder, or with none the file, has had before.
func (g *goldReader) once(r *Record, field, coder string) error {
	key := field + " " + r.Text(field) + " " + coder
	if g.seen[key] {
		return r.Errorf(field, "stands twice")
	}
	g.seen[key] = true
	return nil
}

// known refuses an id that no unit or pair has.
func (g *goldReader) known(r *Record, field string) error {
	if !g.seen[field+" "+r.Text(field)+" "] {
		return r.Errorf(field, "there is no such one")
	}
	return nil
}

func (g *goldReader) later(r *Record) error {
	actor := r.Need("actor_id")
	r.Date("listed")
	g.Later[actor] = true
	if !g.actors[actor] {
		return r.Errorf("actor_id", "is not in actors.csv")
	}
	return g.once(r, "actor_id", "")
}

func (g *goldReader) unit(r *Record, lang string) error {
	u := GoldUnit{UnitID: r.Need("unit_id"), Lang: lang, SourceID: r.Text("source_id"), Text: r.Text("text"), HeldOut: r.Bool("held_out"), where: r}
	var err error
	u.Span, err = span(r, "")
	g.Units = append(g.Units, u)
	switch {
	case err != nil:
		return err
	case (u.Text == "") == (u.Span.File == ""):
		return r.Errorf("text", "a unit is either a sentence of our own or a place in a file")
	case u.HeldOut && u.Text != "":
		return r.Errorf("held_out", "a sentence of our own is no unit of a sample")
	case u.Text == "" && (!u.Span.Held() || u.SourceID == ""):
		return r.Errorf("byte_end", "a unit that is a place in a file has its source_id, byte_start and byte_end")
	}
	return g.once(r, "unit_id", "")
}

func (g *goldReader) pair(r *Record) error {
	p := GoldPair{PairID: r.Need("pair_id"), Lang: r.Need("lang"), SourceID: r.Need("source_id"), HeldOut: r.Bool("held_out")}
	var one, two error
	p.From, one = span(r, "from_")
	p.To, two = span(r, "to_")
	g.Pairs = append(g.Pairs, p)
	if p.From.File == "" || p.To.File == "" {
		return r.Errorf("from_file", "both editions are named, also where one has no counterpart")
	}
	if !p.From.Held() && !p.To.Held() {
		return r.Errorf("from_byte_end", "neither edition has a place")
	}
	if p.HeldOut && p.SourceID == Own {
		return r.Errorf("held_out", "editions of our own are no sample")
	}
	return First(one, two, g.once(r, "pair_id", ""))
}

// span reads a place in a file. All its fields may be empty, or the last two.
func span(r *Record, prefix string) (GoldSpan, error) {
	s := GoldSpan{File: r.Text(prefix + "file"), SHA256: r.Text(prefix + "sha256")}
	if (s.File == "") != (s.SHA256 == "") || s.SHA256 != "" && len(s.SHA256) != 64 {
		return s, r.Errorf(prefix+"sha256", "a file goes with its SHA-256 sum in hexadecimal")
	}
	from, to := r.Text(prefix+"byte_start"), r.Text(prefix+"byte_end")
	if from == "" && to == "" {
		return s, nil
	}
	var err error
	if s.Start, err = strconv.ParseInt(from, 10, 64); err != nil || s.Start < 0 {
		return s, r.Errorf(prefix+"byte_start", "expected a number of bytes")
	}
	if s.End, err = strconv.ParseInt(to, 10, 64); err != nil || s.End <= s.Start {
		return s, r.Errorf(prefix+"byte_end", "expected a number of bytes above byte_start")
	}
	return s, nil
}

func (g *goldReader) code(r *Record, coder string) error {
	c := GoldCode{
		UnitID: r.Need("unit_id"), StatementType: r.OneOf("statement_type", schemas.GoldStatementTypes...),
		Deontic: r.OneOf("deontic", schemas.Deontics...), Topic: r.OneOf("topic", schemas.TopicCodes...), Where: r,
	}
	var err error
	c.Mentions, err = g.mentions(r)
	if coder == adjudicated {
		r.Need("note") // the reason
		g.Adjudicated = append(g.Adjudicated, c)
	} else {
		r.Text("note")
		g.Codes[coder] = append(g.Codes[coder], c)
	}
	return First(err, g.known(r, "unit_id"), g.once(r, "unit_id", coder))
}

// mentions reads ACTOR=words or ACTOR=words#n, joined by semicolons.
func (g *goldReader) mentions(r *Record) ([]GoldMention, error) {
	var all []GoldMention
	text := r.Text("mentions")
	if text == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(text, ";") {
		actor, words, ok := strings.Cut(part, "=")
		m := GoldMention{ActorID: actor, Surface: words}
		if before, nth, numbered := strings.Cut(words, "#"); numbered {
			n, err := strconv.Atoi(nth)
			if err != nil || n < 1 {
				return nil, r.Errorf("mentions", "after # stands the number of the occurrence, from 1: %q", part)
			}
			m.Surface, m.Nth = before, n
		}
		switch {
		case !ok || m.Surface == "" || !utf8.ValidString(m.Surface) || strings.TrimSpace(m.Surface) != m.Surface:
			return nil, r.Errorf("mentions", "expected ACTOR=words, joined by semicolons: %q", part)
		case !g.actors[actor]:
			return nil, r.Errorf("mentions", "actor %q is not in actors.csv", actor)
		case g.Later[actor]:
			return nil, r.Errorf("mentions", "actor %q is in later_actors.csv: other units were coded without it", actor)
		}
		all = append(all, m)
	}
	return all, nil
}

// apart refuses units that overlap: they would count twice.
func (g *goldReader) apart() error {
	units := slices.Clone(g.Units)
	slices.SortStableFunc(units, func(a, b GoldUnit) int {
		return cmp.Or(cmp.Compare(a.Span.SHA256, b.Span.SHA256), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	for i := 1; i < len(units); i++ {
		a, b := units[i-1], units[i]
		if b.Span.Held() && a.Span.SHA256 == b.Span.SHA256 && b.Span.Start < a.Span.End {
			return b.where.Errorf("byte_start", "overlaps unit %s", a.UnitID)
		}
	}
	return nil
}

// disputed refuses an adjudicated unit that no two people coded, or of which they
// say the same: there is nothing to decide.
func (g *goldReader) disputed() error {
	coded := map[string][]GoldCode{}
	for _, codes := range g.Codes {
		for _, c := range codes {
			coded[c.UnitID] = append(coded[c.UnitID], c)
		}
	}
	for _, c := range g.Adjudicated {
		if by := coded[c.UnitID]; len(by) < 2 || !slices.ContainsFunc(by[1:], by[0].differs) {
			return c.Where.Errorf("unit_id", "no two coders differ about it, so that there is nothing to decide")
		}
	}
	return nil
}

func (c GoldCode) differs(o GoldCode) bool {
	return c.StatementType != o.StatementType || c.Deontic != o.Deontic || c.Topic != o.Topic || !slices.Equal(c.Mentions, o.Mentions)
}
