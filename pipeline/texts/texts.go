// Package texts turns policy texts into documents, versions, passages,
// provisions, mentions of actors, and statements.
//
// It promises that every row leads back to the bytes of its file: decoding and
// normalizing the bytes from byte_start to byte_end gives the row's text again.
// Each file is published, or is in quarantine with the place and the bytes that
// stood against it; each block of a readable file is a passage, or is left out
// for a reason that the ledger names.
//
// How a file is read is written in pipeline/texts/formats; how its text is cut, at mend,
// plain, markdown, cutter and conventions; how names are found, in pipeline/texts/names.
// Provisions are coded by the rules in raw/coding/rules, as pipeline/texts/coder says.
//
// It leaves the actors and their names to pipeline/reference, and the counting
// of mentions to pipeline/measures.
package texts

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"multivector/pipeline/pdf"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// Run reads all text files of the case.
func Run(ctx context.Context, env *stage.Env) error {
	// Looking for garbage twice as often takes a tenth more time and a quarter less
	// memory.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	plan, err := newPlan(ctx, env)
	if err != nil {
		return err
	}
	aliases, err := stage.Rows(ctx, env, schemas.Aliases)
	if err != nil {
		return err
	}
	contexts, err := stage.Rows(ctx, env, schemas.AliasContexts)
	if err != nil {
		return err
	}
	var rules *coder.Coder
	var lexicons map[string]*names.Lexicon
	g, within := errgroup.WithContext(ctx)
	g.Go(func() (err error) { rules, err = readCoder(within, env); return err })
	g.Go(func() (err error) {
		lexicons, err = lexiconsOf(within, aliases, contexts, plan.languages())
		return err
	})
	if err := g.Wait(); err != nil {
		return err
	}
	out, err := create(env, plan)
	if err != nil {
		return err
	}
	defer out.abort()
	pdfs := pdf.NewReader(ctx)
	defer pdfs.Close() //nolint:errcheck // what was read is whole
	reader := &formats.Reader{PDF: pdfs, Numbered: numbered}
	next := stage.Slice(plan.jobs)
	work := func(_ context.Context, j job) (*result, error) {
		j.coder, j.formats = rules, reader
		return readFile(&j, env.Raw(j.in.Path), lexicons)
	}
	if err := stage.Each(ctx, next, work, out.take); err != nil {
		return err
	}
	if err := out.judge(); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.CodingRules, ruleRows(rules)); err != nil {
		return err
	}
	return out.close()
}

// languages lists those that a text is in, and those that a passage of a text in
// another one may be in.
func (p *plan) languages() []string {
	langs := slices.Sorted(maps.Keys(languages))
	for _, j := range p.jobs {
		if lang := words.Base(j.version.Lang); lang != "" && !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	return langs
}

// lexiconsOf builds a lexicon for each language.
func lexiconsOf(ctx context.Context, aliases []schemas.Alias, contexts []schemas.AliasContext, langs []string) (map[string]*names.Lexicon, error) {
	all := map[string]*names.Lexicon{}
	build := func(_ context.Context, lang string) (*names.Lexicon, error) {
		return names.New(aliases, contexts, lang), nil
	}
	return all, stage.Each(ctx, stage.Slice(langs), build, func(x *names.Lexicon) error {
		all[x.Lang()] = x
		return nil
	})
}

// output takes the results in the order of the files.
type output struct {
	env        *stage.Env
	plan       *plan
	passages   *stage.Writer[schemas.Passage]
	provisions *stage.Writer[schemas.Provision]
	mentions   *stage.Writer[schemas.Mention]
	candidates *stage.Writer[schemas.MentionCandidate]
	repairs    *stage.Writer[schemas.Repair]
	statements *stage.Writer[schemas.Statement]
	versions   []schemas.Version
	ledger     []schemas.LedgerEntry
	faults     []schemas.Fault
	done, all  int64
}

func create(env *stage.Env, p *plan) (*output, error) {
	o := &output{env: env, plan: p}
	for _, j := range p.jobs {
		o.all += j.in.Bytes
	}
	var err error
	if o.passages, err = stage.Create(env, schemas.Passages); err != nil {
		return nil, err
	}
	if o.provisions, err = stage.Create(env, schemas.Provisions); err != nil {
		return nil, err
	}
	if o.mentions, err = stage.Create(env, schemas.Mentions); err != nil {
		return nil, err
	}
	if o.repairs, err = stage.Create(env, schemas.Repairs); err != nil {
		return nil, err
	}
	if o.candidates, err = stage.Create(env, schemas.MentionCandidates); err != nil {
		return nil, err
	}
	o.statements, err = stage.Create(env, schemas.Statements)
	return o, err
}

func (o *output) abort() {
	o.passages.Abort()
	o.provisions.Abort()
	o.mentions.Abort()
	o.candidates.Abort()
	o.repairs.Abort()
	o.statements.Abort()
}

func (o *output) take(r *result) error {
	o.versions = append(o.versions, r.version...)
	o.ledger = append(o.ledger, r.ledger)
	o.faults = append(o.faults, r.fault...)
	for _, err := range []error{
		o.passages.Write(r.passages), o.provisions.Write(r.provisions),
		o.mentions.Write(r.mentions), o.candidates.Write(r.candidates), o.repairs.Write(r.repairs), o.statements.Write(r.statements),
	} {
		if err != nil {
			return err
		}
	}
	o.done += r.ledger.Bytes
	resultPool.Put(r) // all was copied
	o.env.Progress(o.done, o.all, "bytes")
	return nil
}

// judge stops the stage where most files of a collection cannot be read: then
// it is not what its description says, and going on would publish a remnant.
// A single file is no measure.
func (o *output) judge() error {
	read, bad := map[string]int{}, map[string]int{}
	for _, l := range o.ledger {
		read[l.SourceID]++
		bad[l.SourceID] += int(l.NQuarantined)
	}
	for _, f := range o.faults { // in order of the files
		if n := bad[f.SourceID]; n > 1 && n*2 > read[f.SourceID] {
			return fmt.Errorf("%w: source %s: %d of %d files cannot be read, expected is %s; for example %s, line %d, bytes %q: %s",
				stage.ErrData, f.SourceID, n, read[f.SourceID], o.plan.expected[f.SourceID], f.File, f.Line, f.RawValue, f.Message)
		}
	}
	return nil
}

func (o *output) close() error {
	if ids := o.plan.withoutText(); len(ids) > 0 {
		o.env.Note("known without a text", "%s", strings.Join(ids, ", "))
	}
	var g errgroup.Group
	for _, end := range []func() error{o.passages.Close, o.provisions.Close, o.mentions.Close, o.candidates.Close, o.repairs.Close, o.statements.Close} {
		g.Go(end)
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, write := range []func() error{
		func() error { return stage.Write(o.env, schemas.Documents, o.plan.documents) },
		func() error { return stage.Write(o.env, schemas.DocumentClaims, o.plan.claims) },
		func() error { return stage.Write(o.env, schemas.Amendments, o.plan.amendments()) },
		func() error { return stage.Write(o.env, schemas.Versions, o.versions) },
		func() error { return stage.Write(o.env, schemas.TextsLedger, o.ledger) },
		func() error { return stage.Write(o.env, schemas.TextsQuarantine, o.faults) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}
