// Package events turns event records of every source into one table.
//
// It promises that each record of each file is published, quarantined or
// excluded, and that what a source delivered stands beside what was harmonized.
// A source is a folder below this one and a line in Sources. Counting events is
// left to the measures.
package events

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"multivector/pipeline/events/acled"
	"multivector/pipeline/events/chronicle"
	"multivector/pipeline/events/cowmid"
	"multivector/pipeline/events/gdelt"
	"multivector/pipeline/events/icews"
	"multivector/pipeline/events/phoenix"
	"multivector/pipeline/events/polecat"
	"multivector/pipeline/events/source"
	"multivector/pipeline/events/ucdp"
	"multivector/pipeline/lookup"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// Sources lists every source that can be read.
func Sources() []source.Source {
	return []source.Source{
		acled.Source(),     // ACLED exports
		chronicle.Source(), // the case's own dated facts
		cowmid.Source(),    // Militarized Interstate Disputes
		gdelt.Events1(),    // GDELT 1.0 events
		gdelt.Events2(),    // GDELT 2.0 events
		gdelt.Mentions(),   // GDELT 2.0 mentions
		icews.Source(),     // ICEWS events
		phoenix.Source(),   // Phoenix events
		polecat.Source(),   // POLECAT events
		ucdp.Source(),      // UCDP's Georeferenced Event Dataset
	}
}

// input is a raw file and the way to read it.
type input struct {
	schemas.Input
	source  source.Source
	version string
	path    string
}

// Run reads all event files of the case. What was read before, and has not
// changed, is taken from where it is kept.
func Run(ctx context.Context, env *stage.Env) error {
	key, err := env.Key(schemas.Actors, schemas.ActorCodes, schemas.OntologyCodes, schemas.Crosswalks, schemas.Scales)
	if err != nil {
		return err
	}
	ref := func() (*source.Reference, error) { return readReference(ctx, env) }
	return read(ctx, env, ref, key, source.SegmentBytes)
}

// read does so against reference tables, of which key is a hash, in segments of
// about a size, on which nothing depends but where row groups end.
func read(ctx context.Context, env *stage.Env, ref func() (*source.Reference, error), key string, segment int) error {
	defer debug.SetGCPercent(debug.SetGCPercent(100)) // until the first piece is done
	defer func() { go debug.FreeOSMemory() }()        // of what was held for parsing; nobody waits for it
	inputs, err := inputsOf(ctx, env)
	if err != nil {
		return err
	}
	kept, err := env.Kept()
	if err != nil {
		return err
	}
	shards := cut(inputs, kept, key)
	if err := build(ctx, env, shards, ref, segment); err != nil {
		return err
	}
	settled, err := settle(ctx, shards)
	if err != nil {
		return err
	}
	if err := merge(env, settled); err != nil {
		return err
	}
	return sweep(kept, settled, shards)
}

// build makes the shards that are not kept from an earlier run.
func build(ctx context.Context, env *stage.Env, shards []*shard, reference func() (*source.Reference, error), segment int) error {
	missing := slices.DeleteFunc(slices.Clone(shards), (*shard).load)
	if len(missing) == 0 {
		return nil
	}
	ref, err := reference()
	if err != nil {
		return err
	}
	reader := &files{shards: missing, size: segment}
	defer reader.close()
	w := &writer{env: env, total: size(missing)}
	defer w.abort()
	work := newWorkers(ref)
	return stage.Each(ctx, reader.next, work.parse, w.take)
}

// inputsOf gives the event files in the order in which they are published.
func inputsOf(ctx context.Context, env *stage.Env) ([]input, error) {
	described, err := stage.Rows(ctx, env, schemas.Sources)
	if err != nil {
		return nil, err
	}
	rows, err := stage.Rows(ctx, env, schemas.Inputs)
	if err != nil {
		return nil, err
	}
	readers := Sources()
	var inputs []input
	for _, in := range rows { // sorted by source and file
		i := slices.IndexFunc(described, func(s schemas.Source) bool { return s.SourceID == in.SourceID })
		if in.Role != "data" || described[i].Kind != "events" {
			continue
		}
		r := slices.IndexFunc(readers, func(s source.Source) bool { return s.ID == in.SourceID })
		if r < 0 {
			return nil, fmt.Errorf("%w: source %s holds events, but this program has no reader for it", stage.ErrData, in.SourceID)
		}
		inputs = append(inputs, input{in, readers[r], described[i].Version, env.Raw(in.Path)})
	}
	return inputs, nil
}

func readReference(ctx context.Context, env *stage.Env) (*source.Reference, error) {
	actors, err := stage.Rows(ctx, env, schemas.Actors)
	if err != nil {
		return nil, err
	}
	codes, err := stage.Rows(ctx, env, schemas.ActorCodes)
	if err != nil {
		return nil, err
	}
	ontologies, err := stage.Rows(ctx, env, schemas.OntologyCodes)
	if err != nil {
		return nil, err
	}
	crosswalks, err := stage.Rows(ctx, env, schemas.Crosswalks)
	if err != nil {
		return nil, err
	}
	scales, err := stage.Rows(ctx, env, schemas.Scales)
	if err != nil {
		return nil, err
	}
	return newReference(actors, codes, ontologies, crosswalks, scales)
}

func newReference(actors []schemas.Actor, codes []schemas.ActorCode, ontologies []schemas.OntologyCode, crosswalks []schemas.Crosswalk, scales []schemas.Scale) (*source.Reference, error) {
	known, err := lookup.New(append(codes, ownCodes(actors)...), actors)
	if err != nil {
		return nil, err
	}
	return &source.Reference{Actors: known, Cameo: knownCameo(ontologies, crosswalks, scales)}, nil
}

// ownCodes lets facts written by hand name an actor by its id.
func ownCodes(actors []schemas.Actor) []schemas.ActorCode {
	codes := make([]schemas.ActorCode, len(actors))
	for i, a := range actors {
		codes[i] = schemas.ActorCode{CodeSystem: chronicle.CodeSystem, Code: a.ActorID, ActorID: a.ActorID}
	}
	return codes
}

// expected describes the layouts of a source.
func expected(layouts []source.Layout) string {
	var all []string
	for i := range layouts {
		l := &layouts[i]
		header := "no header"
		if l.Header {
			header = "a header"
		}
		all = append(all, fmt.Sprintf("%s columns separated by %q, %s, from %s to %s", expectedColumns(l), l.Separator, header, l.Columns[0], l.Columns[len(l.Columns)-1]))
	}
	return strings.Join(all, "; or ")
}

func expectedColumns(l *source.Layout) string {
	n := len(l.Columns)
	if l.Optional > 0 {
		return fmt.Sprintf("%d to %d", n-l.Optional, n)
	}
	return strconv.Itoa(n)
}
