// Package alignment says what each edition of a policy kept, changed, moved,
// merged, split, added and dropped, provision by provision, and how much of an
// edition lives on in the next one.
//
// It promises that every provision of both editions has a row, that a pair's
// rows depend on its two editions only, and that the work grows with their
// length and not with the product of their lengths. Which editions are compared
// is written at pairs; how two of them are, at Align.
//
// It leaves the cutting of texts into provisions, and the actors that they name,
// to the tables that it reads.
package alignment

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// Run aligns every edition with the one before.
func Run(ctx context.Context, env *stage.Env) error {
	documents, err := stage.Rows(ctx, env, schemas.Documents)
	if err != nil {
		return err
	}
	versions, err := stage.Rows(ctx, env, schemas.Versions)
	if err != nil {
		return err
	}
	wanted, err := pairs(documents, versions)
	if err != nil {
		return err
	}
	editions, err := load(ctx, env, wanted)
	if err != nil {
		return err
	}
	var all Result
	done := int64(0)
	work := func(ctx context.Context, p pair) (Result, error) {
		r, err := Align(ctx, editions[p.from.VersionID], editions[p.to.VersionID])
		if err != nil {
			return r, fmt.Errorf("%s and %s: %w", p.from.VersionID, p.to.VersionID, err)
		}
		return r, nil
	}
	take := func(r Result) error {
		all.add(r)
		done++
		env.Progress(done, int64(len(wanted)), "pairs")
		return nil
	}
	if err := stage.Each(ctx, stage.Slice(wanted), work, take); err != nil {
		return err
	}
	return all.write(env)
}

// load reads the provisions and mentions of the editions that are compared,
// each in the order of its text. These are in memory together; all else is not.
func load(ctx context.Context, env *stage.Env, wanted []pair) (map[string]*Edition, error) {
	editions := map[string]*Edition{}
	for _, p := range wanted {
		for _, v := range []*schemas.Version{p.from, p.to} {
			editions[v.VersionID] = &Edition{Version: *v}
		}
	}
	provisions, err := env.Table(schemas.Provisions)
	if err != nil {
		return nil, err
	}
	mentions, err := env.Table(schemas.Mentions)
	if err != nil {
		return nil, err
	}
	err = tablefile.Read(ctx, provisions.Path, schemas.Provisions, func(rows []schemas.Provision) error {
		for _, r := range rows {
			if e := editions[r.VersionID]; e != nil {
				e.Provisions = append(e.Provisions, r)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		slices.SortFunc(e.Provisions, func(a, b schemas.Provision) int { return cmp.Compare(a.Seq, b.Seq) })
	}
	err = tablefile.Read(ctx, mentions.Path, schemas.Mentions, func(rows []schemas.Mention) error {
		for _, r := range rows {
			if e := editions[r.VersionID]; e != nil {
				e.Mentions = append(e.Mentions, r)
			}
		}
		return nil
	})
	return editions, err
}

// Result is what the comparison of two editions gives.
type Result struct {
	Alignments []schemas.Alignment
	Spans      []schemas.AlignmentSpan
	Actors     []schemas.AlignmentActor
	Continuity []schemas.ContinuityRow
}

func (r *Result) add(o Result) {
	r.Alignments = append(r.Alignments, o.Alignments...)
	r.Spans = append(r.Spans, o.Spans...)
	r.Actors = append(r.Actors, o.Actors...)
	r.Continuity = append(r.Continuity, o.Continuity...)
}

func (r *Result) write(env *stage.Env) error {
	if err := stage.Write(env, schemas.Alignments, r.Alignments); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.AlignmentSpans, r.Spans); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.AlignmentActors, r.Actors); err != nil {
		return err
	}
	return stage.Write(env, schemas.Continuity, r.Continuity)
}
