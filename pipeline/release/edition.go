package release

import (
	"context"
	"fmt"
	"slices"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// Editions: full is for the machine of the user who built it; public leaves out
// what a source's terms don't let others have, and alone may be published.
const (
	Full   = "full"
	Public = "public"
)

// Withheld says what a public edition leaves out of a source, and why.
type Withheld struct {
	SourceID       string           `json:"source_id"`
	Redistribution string           `json:"redistribution"`
	Rows           map[string]int64 `json:"rows"` // by table
	HowToGet       string           `json:"how_to_get"`
}

// rule filters one table.
type rule struct {
	table   schemas.Declared
	publish func(ctx context.Context, from, to string, allowed map[string]bool, withheld map[string]int64) (tablefile.File, error)
	level   string // the least that a source's terms must allow
}

// filter declares that a table's rows stand under the terms of their sources, of
// which a comparison has two.
func filter[R any](t *schemas.Table[R], level string, sources ...func(*R) string) rule {
	return rule{table: t, level: level, publish: func(ctx context.Context, from, to string, allowed map[string]bool, withheld map[string]int64) (tablefile.File, error) {
		w, err := tablefile.Create(to, t)
		if err != nil {
			return tablefile.File{}, err
		}
		defer w.Abort()
		err = tablefile.Read(ctx, from, t, func(rows []R) error {
			return w.Write(slices.DeleteFunc(rows, func(r R) bool {
				for _, source := range sources {
					if id := source(&r); !allowed[id] {
						withheld[id]++
						return true
					}
				}
				return false
			}))
		})
		if err != nil {
			return tablefile.File{}, err
		}
		return w.Close()
	}}
}

const (
	rows      = "row"
	aggregate = "aggregate"
)

// rules lists the tables that carry what sources delivered. The others are
// facts and judgements of the project itself.
var rules = []rule{
	filter(schemas.Documents, rows, func(r *schemas.Document) string { return r.SourceID }),
	filter(schemas.Amendments, rows, func(r *schemas.Amendment) string { return r.SourceID }),
	filter(schemas.Versions, rows, func(r *schemas.Version) string { return r.SourceID }),
	filter(schemas.Passages, rows, func(r *schemas.Passage) string { return r.SourceID }),
	filter(schemas.Repairs, rows, func(r *schemas.Repair) string { return r.SourceID }),
	filter(schemas.Provisions, rows, func(r *schemas.Provision) string { return r.SourceID }),
	filter(schemas.Mentions, rows, func(r *schemas.Mention) string { return r.SourceID }),
	filter(schemas.MentionCandidates, rows, func(r *schemas.MentionCandidate) string { return r.SourceID }),
	filter(schemas.Statements, rows, func(r *schemas.Statement) string { return r.SourceID }),
	filter(schemas.Alignments, rows, func(r *schemas.Alignment) string { return r.FromSourceID }, func(r *schemas.Alignment) string { return r.ToSourceID }),
	filter(schemas.AlignmentSpans, rows, func(r *schemas.AlignmentSpan) string { return r.FromSourceID }, func(r *schemas.AlignmentSpan) string { return r.ToSourceID }),
	filter(schemas.AlignmentActors, rows, func(r *schemas.AlignmentActor) string { return r.FromSourceID }, func(r *schemas.AlignmentActor) string { return r.ToSourceID }),
	filter(schemas.Events, rows, func(r *schemas.Event) string { return r.SourceID }),
	filter(schemas.EventMentions, rows, func(r *schemas.EventMention) string { return r.SourceID }),
	filter(schemas.Quarantine, rows, func(r *schemas.Fault) string { return r.SourceID }),
	filter(schemas.Continuity, aggregate, func(r *schemas.ContinuityRow) string { return r.FromSourceID }, func(r *schemas.ContinuityRow) string { return r.ToSourceID }),
	filter(schemas.DyadMonth, aggregate, func(r *schemas.DyadMonthRow) string { return r.SourceID }),
	filter(schemas.VectorShares, aggregate, func(r *schemas.VectorShare) string { return r.SourceID }),
	filter(schemas.VectorBalance, aggregate, func(r *schemas.VectorBalanceRow) string { return r.SourceID }),
	filter(schemas.Ledger, aggregate, func(r *schemas.LedgerEntry) string { return r.SourceID }),
}

// allows reports whether a source's terms let others have its rows, or
// aggregates of them.
func allows(s schemas.Source, level string) bool {
	return s.Redistribution == rows || level == aggregate && s.Redistribution == aggregate
}

// withhold replaces the tables of a public edition by what may be passed on.
func (p *pending) withhold(ctx context.Context, dir string) error {
	taken := map[string]map[string]int64{} // by source and table
	for _, r := range rules {
		name := r.table.Describe().Name
		allowed := map[string]bool{}
		for _, s := range p.sources {
			allowed[s.SourceID] = allows(s, r.level)
		}
		i := slices.IndexFunc(p.now.Tables, func(t TableEntry) bool { return t.Name == name })
		if i < 0 {
			return fmt.Errorf("table %s is filtered but not published", name)
		}
		to, withheld := dir+"/"+name+".parquet", map[string]int64{}
		file, err := r.publish(ctx, p.paths[name], to, allowed, withheld)
		if err != nil {
			return err
		}
		p.now.Tables[i].File, p.now.Tables[i].Path, p.paths[name] = file, file.Path("data", name), to
		for source, n := range withheld {
			if taken[source] == nil {
				taken[source] = map[string]int64{}
			}
			taken[source][name] = n
		}
	}
	for _, s := range p.sources {
		if n := taken[s.SourceID]; n != nil {
			p.now.Withheld = append(p.now.Withheld, Withheld{
				SourceID: s.SourceID, Redistribution: s.Redistribution, Rows: n,
				HowToGet: fmt.Sprintf("get the files from %s under its terms (%s), bring them in with: multivector fetch %s --from PATH, and build the full edition", s.Publisher, s.License, s.SourceID),
			})
		}
	}
	return nil
}
