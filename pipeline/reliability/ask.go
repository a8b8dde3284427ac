package reliability

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// pipeline is what the pipeline says of the units and pairs. Those that it does
// not hold are missing.
type pipeline struct {
	units  map[string]*answer
	pairs  map[string]string // the change, or none where it aligns the two otherwise
	states map[string]bool   // languages in which statements are coded
	unlike []string          // units of held files that no provision is like
	later  map[string]bool   // actors that nobody who coded could name
}

// answer is what the pipeline says of a unit.
type answer struct {
	text  string
	codes codes
}

// none stands for two provisions that the pipeline does not align with each
// other.
const none = "none"

// likeness is the least part of the bytes of a unit and a provision together
// that both have in common. How texts are cut changes; a little more or less
// white space or a number before it leaves a unit what it is.
const likeness = .8

// ask looks up what the tables say of places in held files, and has the coder
// read what is our own.
func ask(ctx context.Context, env *stage.Env, gold *raw.Gold, coder Coder) (*pipeline, error) {
	p := &pipeline{units: map[string]*answer{}, pairs: map[string]string{}, states: map[string]bool{}, later: gold.Later}
	err := each(ctx, env, schemas.CodingRules, func(r *schemas.CodingRule) {
		if r.Variable == "statement" {
			p.states[r.Lang] = true
		}
	})
	if err != nil {
		return nil, err
	}
	for _, u := range gold.Units {
		if u.Text == "" {
			continue
		}
		t, err := coder.Read(u.UnitID+".txt", u.Lang, []byte(u.Text))
		if err != nil {
			return nil, fmt.Errorf("%w: raw/gold: %w", stage.ErrData, err)
		}
		var longest schemas.Provision // none where the pipeline takes the sentence for a heading
		for _, provision := range t.Provisions {
			if len(provision.Text) > len(longest.Text) {
				longest = provision
			}
		}
		p.units[u.UnitID] = &answer{u.Text, p.codes(u.Lang, t.Issuer, &longest, t.Mentions, t.Statements)}
	}
	if err := p.own(ctx, env, gold, coder); err != nil {
		return nil, err
	}
	return p, p.collections(ctx, env, gold)
}

// own has the coder align editions of our own.
func (p *pipeline) own(ctx context.Context, env *stage.Env, gold *raw.Gold, coder Coder) error {
	type editions struct{ from, to string }
	texts := map[string]*Text{}
	aligned := map[editions]map[link]string{}
	for _, pair := range gold.Pairs {
		if pair.SourceID != raw.Own {
			continue
		}
		for _, s := range []raw.GoldSpan{pair.From, pair.To} {
			if texts[s.File] != nil {
				continue
			}
			data, err := os.ReadFile(env.Raw(s.File))
			if err != nil {
				return err
			}
			if texts[s.File], err = coder.Read(s.File, pair.Lang, data); err != nil {
				return fmt.Errorf("%w: raw: %w", stage.ErrData, err)
			}
		}
		from, to := texts[pair.From.File], texts[pair.To.File]
		key := editions{pair.From.File, pair.To.File}
		if aligned[key] == nil {
			rows, err := coder.Align(ctx, from, to)
			if err != nil {
				return err
			}
			aligned[key] = links(rows)
		}
		p.pair(pair, from.Provisions, to.Provisions, aligned[key])
	}
	return nil
}

// link is the two sides of an alignment, of which one may be empty.
type link struct{ from, to string }

func links(rows []schemas.Alignment) map[link]string {
	all := map[link]string{}
	for _, a := range rows {
		all[link{a.FromProvisionID, a.ToProvisionID}] = a.Change
	}
	return all
}

// pair says what became of a pair; it is missing where one of its provisions is.
func (p *pipeline) pair(pair raw.GoldPair, from, to []schemas.Provision, aligned map[link]string) {
	var l link
	for _, side := range []struct {
		span       raw.GoldSpan
		provisions []schemas.Provision
		id         *string
	}{{pair.From, from, &l.from}, {pair.To, to, &l.to}} {
		if !side.span.Held() {
			continue
		}
		u := alike(side.span, side.provisions)
		if u == nil {
			p.unlike = append(p.unlike, pair.PairID)
			return
		}
		*side.id = u.ProvisionID
	}
	p.pairs[pair.PairID] = cmp.Or(aligned[l], none)
}

// alike gives the provision that has the same place as a span, or nil.
func alike(s raw.GoldSpan, provisions []schemas.Provision) *schemas.Provision {
	best, at := likeness, -1
	for i, u := range provisions {
		common := min(s.End, u.ByteEnd) - max(s.Start, u.ByteStart)
		if part := float64(common) / float64(max(s.End, u.ByteEnd)-min(s.Start, u.ByteStart)); part >= best {
			best, at = part, i
		}
	}
	if at < 0 {
		return nil
	}
	return &provisions[at]
}

// collections looks up places in files of collections, which are told by their
// bytes, wherever they lie.
func (p *pipeline) collections(ctx context.Context, env *stage.Env, gold *raw.Gold) error {
	h, err := load(ctx, env, gold)
	if err != nil {
		return err
	}
	for _, u := range gold.Units {
		v, held := h.versions[u.Span.SHA256]
		if u.Text != "" || !held {
			continue
		}
		provision := alike(u.Span, h.provisions[v])
		if provision == nil {
			p.unlike = append(p.unlike, u.UnitID)
			continue
		}
		p.units[u.UnitID] = &answer{
			provision.Text,
			p.codes(u.Lang, h.issuers[v], provision, h.mentions[provision.ProvisionID], h.statements[provision.ProvisionID]),
		}
	}
	for _, pair := range gold.Pairs {
		from, one := h.versions[pair.From.SHA256]
		to, two := h.versions[pair.To.SHA256]
		if aligned := h.aligned[link{from, to}]; one && two && aligned != nil {
			p.pair(pair, h.provisions[from], h.provisions[to], aligned)
		}
	}
	return nil
}

// held is what the tables say of the files that the gold refers to.
type held struct {
	versions   map[string]string // SHA-256 -> version
	issuers    map[string]string // version -> actor that it speaks for, or nobody
	provisions map[string][]schemas.Provision
	mentions   map[string][]schemas.Mention // by provision
	statements map[string][]schemas.Statement
	aligned    map[link]map[link]string // by versions, then by provisions
}

func load(ctx context.Context, env *stage.Env, gold *raw.Gold) (*held, error) {
	h := &held{
		map[string]string{}, map[string]string{}, map[string][]schemas.Provision{}, map[string][]schemas.Mention{}, map[string][]schemas.Statement{}, map[link]map[link]string{},
	}
	places := map[string][]raw.GoldSpan{}
	for _, u := range gold.Units {
		places[u.Span.SHA256] = append(places[u.Span.SHA256], u.Span)
	}
	for _, p := range gold.Pairs {
		places[p.From.SHA256] = append(places[p.From.SHA256], p.From)
		places[p.To.SHA256] = append(places[p.To.SHA256], p.To)
	}
	delete(places, "") // of our own
	sums, issuers := map[string]string{}, map[string]string{}
	err := each(ctx, env, schemas.Documents, func(d *schemas.Document) { issuers[d.DocumentID] = d.IssuerActorID })
	if err != nil {
		return nil, err
	}
	err = each(ctx, env, schemas.Versions, func(v *schemas.Version) {
		if places[v.FileSHA256] != nil {
			h.versions[v.FileSHA256], sums[v.VersionID] = v.VersionID, v.FileSHA256
			h.issuers[v.VersionID] = issuers[v.DocumentID]
		}
	})
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	err = each(ctx, env, schemas.Provisions, func(u *schemas.Provision) {
		touches := func(s raw.GoldSpan) bool { return s.Start < u.ByteEnd && u.ByteStart < s.End }
		if sum := sums[u.VersionID]; sum != "" && slices.ContainsFunc(places[sum], touches) {
			h.provisions[u.VersionID] = append(h.provisions[u.VersionID], *u)
			wanted[u.ProvisionID] = true
		}
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, env, schemas.Mentions, func(m *schemas.Mention) {
		if wanted[m.ProvisionID] {
			h.mentions[m.ProvisionID] = append(h.mentions[m.ProvisionID], *m)
		}
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, env, schemas.Statements, func(s *schemas.Statement) {
		if wanted[s.ProvisionID] {
			h.statements[s.ProvisionID] = append(h.statements[s.ProvisionID], *s)
		}
	})
	if err != nil {
		return nil, err
	}
	return h, each(ctx, env, schemas.Alignments, func(a *schemas.Alignment) {
		if sums[a.FromVersionID] == "" || sums[a.ToVersionID] == "" {
			return
		}
		editions := link{a.FromVersionID, a.ToVersionID}
		if h.aligned[editions] == nil {
			h.aligned[editions] = map[link]string{}
		}
		h.aligned[editions][link{a.FromProvisionID, a.ToProvisionID}] = a.Change
	})
}

// each reads a table of any length.
func each[R any](ctx context.Context, env *stage.Env, t *schemas.Table[R], do func(*R)) error {
	out, err := env.Table(t)
	if err != nil {
		return err
	}
	return tablefile.Read(ctx, out.Path, t, func(rows []R) error {
		for i := range rows {
			do(&rows[i])
		}
		return nil
	})
}

// codes gives what the pipeline says of a unit in a text of an issuer. Where a
// mention is ambiguous, it names nobody, and one of an actor listed later is left out. Of several statements, the one counts that
// comes first in the order in which the manual decides, for whom what is another's than
// the issuer's is a claim.
func (p *pipeline) codes(lang, issuer string, unit *schemas.Provision, mentions []schemas.Mention, statements []schemas.Statement) codes {
	c := codes{located: true}
	for _, m := range mentions {
		if m.ActorID != "" && !p.later[m.ActorID] {
			c.mentions = append(c.mentions, mention{m.ActorID, int(m.CharStart - unit.CharStart), int(m.CharEnd - unit.CharStart)})
		}
	}
	c.values[ofDeontic] = unit.Deontic
	if len(statements) > 0 {
		kind := func(s schemas.Statement) string {
			if s.SpeakerActorID != issuer {
				return "claim"
			}
			return s.StatementType
		}
		first := slices.MinFunc(statements, func(a, b schemas.Statement) int {
			return cmp.Compare(slices.Index(schemas.GoldStatementTypes, kind(a)), slices.Index(schemas.GoldStatementTypes, kind(b)))
		})
		c.values[ofType], c.values[ofTopic] = kind(first), first.TopicCode
	} else if p.states[lang] {
		c.values[ofType] = schemas.NoStatement
	}
	return c
}
