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
	"slices"
	"strconv"
	"strings"

	"multivector/pipeline/events/acled"
	"multivector/pipeline/events/chronicle"
	"multivector/pipeline/events/gdelt"
	"multivector/pipeline/events/icews"
	"multivector/pipeline/events/phoenix"
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
		gdelt.Events1(),    // GDELT 1.0 events
		gdelt.Events2(),    // GDELT 2.0 events
		gdelt.Mentions(),   // GDELT 2.0 mentions
		icews.Source(),     // ICEWS events
		phoenix.Source(),   // Phoenix events
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

// Run reads all event files of the case.
func Run(ctx context.Context, env *stage.Env) error {
	ref, err := readReference(ctx, env)
	if err != nil {
		return err
	}
	return read(ctx, env, ref, source.SegmentBytes)
}

// read does so against reference tables, in segments of about a size, on which
// nothing depends.
func read(ctx context.Context, env *stage.Env, ref *source.Reference, segment int) error {
	inputs, err := inputsOf(ctx, env)
	if err != nil {
		return err
	}
	events, err := stage.Create(env, schemas.Events)
	if err != nil {
		return err
	}
	defer events.Abort()
	mentions, err := stage.Create(env, schemas.EventMentions)
	if err != nil {
		return err
	}
	defer mentions.Abort()
	a := &accounts{env: env, events: events, mentions: mentions, total: size(inputs)}
	reader := &files{inputs: inputs, segment: segment}
	defer reader.close()
	parse := func(_ context.Context, p piece) (*batch, error) { return parsePiece(p, ref) }
	if err := stage.Each(ctx, reader.next, parse, a.take); err != nil {
		return err
	}
	if err := events.Close(); err != nil {
		return err
	}
	if err := mentions.Close(); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.ChronicleNotes, a.notes); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.EventsLedger, a.ledger); err != nil {
		return err
	}
	return stage.Write(env, schemas.EventsQuarantine, a.faults)
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

func size(inputs []input) (total int64) {
	for _, in := range inputs {
		total += in.Bytes
	}
	return total
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

// accounts takes the batches in order, and keeps the sum of each file.
type accounts struct {
	env      *stage.Env
	events   *stage.Writer[schemas.Event]
	mentions *stage.Writer[schemas.EventMention]
	notes    []schemas.ChronicleNote
	ledger   []schemas.LedgerEntry
	faults   []schemas.Fault

	seen    map[uint64]struct{} // ids of the source
	source  string
	entry   schemas.LedgerEntry
	forms   forms // of the file
	reasons map[string]int64
	done    int64
	total   int64
}

// take adds a batch: first come, first published, where an id stands twice.
func (a *accounts) take(b *batch) error {
	defer b.free()
	if b.first {
		a.open(b.in)
	}
	a.forms.join(&b.forms)
	if err := a.forms.mixed(); err != nil {
		return refused(b.in, err)
	}
	b.dropRepeated(a.seen)
	if err := a.events.Write(b.events); err != nil {
		return err
	}
	if err := a.mentions.Write(b.mentions); err != nil {
		return err
	}
	a.notes = append(a.notes, b.notes...)
	a.faults = append(a.faults, b.faults...)
	a.entry.NRead += b.read
	a.entry.NPublished += int64(len(b.events) + len(b.mentions))
	a.entry.NQuarantined += int64(len(b.faults))
	for _, f := range b.faults {
		a.reasons[f.ReasonCode]++
	}
	a.done += b.bytes
	a.env.Progress(a.done, a.total, "bytes")
	if b.last {
		return a.close(b)
	}
	return nil
}

func (a *accounts) open(in *input) {
	if in.SourceID != a.source {
		a.source, a.seen = in.SourceID, map[uint64]struct{}{}
	}
	a.entry = schemas.LedgerEntry{SourceID: in.SourceID, File: in.File, SHA256: in.SHA256, Bytes: in.Bytes, Unit: "row"}
	a.reasons, a.forms = map[string]int64{}, forms{}
}

// close writes a file's account. Where most records are faulty the layout is
// not the one that is meant, and going on would publish a guess.
func (a *accounts) close(b *batch) error {
	if b.sha256 != b.in.SHA256 {
		return fmt.Errorf("file %s of source %s changed while it was read", b.in.File, b.in.SourceID)
	}
	e := a.entry
	if e.NRead == 0 {
		fault := schemas.Fault{SourceID: e.SourceID, File: e.File, Line: 1, ReasonCode: "empty_file", Message: "the file holds no record"}
		a.faults, e.Unit, e.NRead, e.NQuarantined = append(a.faults, fault), "file", 1, 1
		a.reasons[fault.ReasonCode]++
	}
	e.Reasons = schemas.Reasons(a.reasons)
	a.ledger = append(a.ledger, e)
	if misread := e.NQuarantined - a.reasons[repeatedID]; misread > 1 && misread*2 > e.NRead {
		example := a.faults[len(a.faults)-1]
		return fmt.Errorf("%w: source %s, file %s: %d of %d records are faulty (%s), so the layout is not the one expected: %s; for example line %d, field %q, value %q: %s",
			stage.ErrData, e.SourceID, e.File, misread, e.NRead, e.Reasons, expected(b.in.source.Layouts), example.Line, example.Field, example.RawValue, example.Message)
	}
	return nil
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
