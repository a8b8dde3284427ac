package events

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"multivector/pipeline/events/source"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// workers parse pieces, each with a parser and columns that are used again.
type workers struct{ idle chan *worker }

type worker struct {
	parser
	events   columns[schemas.Event]
	mentions columns[schemas.EventMention]
	groups   []tablefile.Group
}

// columns hold the rows of a row group until it is encoded.
type columns[R any] struct {
	table *schemas.Table[R]
	*schemas.Encoder[R]
}

func newWorkers(ref *source.Reference) *workers {
	cores := runtime.GOMAXPROCS(0)
	w := &workers{idle: make(chan *worker, cores)}
	for range cores {
		k := &worker{
			events:   columns[schemas.Event]{schemas.Events, schemas.Events.NewEncoder()},
			mentions: columns[schemas.EventMention]{schemas.EventMentions, schemas.EventMentions.NewEncoder()},
		}
		k.ref = ref
		k.parser.events.emit = func(rows []schemas.Event) { k.groups = k.events.add(k.groups, rows) }
		k.parser.mentions.emit = func(rows []schemas.EventMention) { k.groups = k.mentions.add(k.groups, rows) }
		w.idle <- k
	}
	return w
}

// add moves a block to the columns.
func (c columns[R]) add(groups []tablefile.Group, rows []R) []tablefile.Group {
	if c.Rows()+int64(len(rows)) > tablefile.MaxRowGroup {
		groups = c.encode(groups)
	}
	c.Append(rows)
	return groups
}

func (c columns[R]) encode(groups []tablefile.Group) []tablefile.Group {
	if c.Rows() == 0 {
		return groups
	}
	return append(groups, tablefile.Encode(c.table, c.Encoder))
}

// parse turns a piece into row groups.
func (w *workers) parse(_ context.Context, in piece) (*parsed, error) {
	k := <-w.idle
	defer func() { w.idle <- k }()
	b := &parsed{piece: in}
	k.ids, k.notes, k.groups = k.ids[:0], nil, nil
	for _, part := range in.parts {
		k.account = account{}
		if err := k.segment(part.in, part.layout, part.segment); err != nil {
			return nil, err
		}
		part.segment.Free()
		b.accounts = append(b.accounts, k.account)
	}
	b.groups, b.notes = k.mentions.encode(k.events.encode(k.groups)), k.notes
	b.ids, b.counts = bucketed(k.ids)
	return b, nil
}

// rowWriter writes a shard's rows: events or, for a source of mentions, those.
type rowWriter interface {
	Append(tablefile.Group)
	Close() (tablefile.File, error)
	Abort()
}

// writer takes what pieces yield, in their order, and makes the shards of them.
type writer struct {
	env    *stage.Env
	total  int64
	bytes  int64
	dir    string // where the shard is made
	rows   rowWriter
	faults *tablefile.Writer[schemas.Fault]
	ids    *idWriter
	done   finished
	last   *schemas.Fault // an example, for the message about a misread file
	forms  forms          // of the file
}

func (w *writer) take(b *parsed) error {
	if w.bytes == 0 {
		// Memory has grown to what it takes, and is used again. Most of it is in few
		// large buffers without pointers, so that looking for garbage more often costs
		// little from now on, and keeps the peak low.
		debug.SetGCPercent(30)
	}
	if b.first {
		if err := w.open(b.shard); err != nil {
			return err
		}
	}
	for _, g := range b.groups {
		w.rows.Append(g)
	}
	if err := w.ids.write(b.ids, b.counts); err != nil {
		return err
	}
	w.done.Notes = append(w.done.Notes, b.notes...)
	for i, part := range b.parts {
		if err := w.count(part, b.accounts[i]); err != nil {
			return err
		}
	}
	w.bytes += b.bytes
	w.env.Progress(w.bytes, w.total, "bytes")
	if b.last {
		return w.close(b.shard)
	}
	return nil
}

func (w *writer) open(s *shard) (err error) {
	w.done = finished{}
	if w.dir, err = os.MkdirTemp(filepath.Dir(s.dir), stage.Unfinished); err != nil {
		return err
	}
	to := filepath.Join(w.dir, rowsFile)
	if s.mentions() {
		w.rows, err = tablefile.Create(to, schemas.EventMentions)
	} else {
		w.rows, err = tablefile.Create(to, schemas.Events)
	}
	if err != nil {
		w.rows = nil
		return err
	}
	w.faults = nil
	w.ids, err = createIDs(filepath.Join(w.dir, idsFile))
	return err
}

// count adds a part to its file's account.
func (w *writer) count(p part, a account) error {
	if p.first {
		w.last, w.forms = nil, forms{}
		w.done.Ledger = append(w.done.Ledger, entry{
			LedgerEntry: schemas.LedgerEntry{SourceID: p.in.SourceID, File: p.in.File, SHA256: p.in.SHA256, Bytes: p.in.Bytes, Unit: "row"},
			Counts:      map[string]int64{},
		})
	}
	w.forms.join(&a.forms)
	if err := w.forms.mixed(); err != nil {
		return refused(p.in, err)
	}
	e := &w.done.Ledger[len(w.done.Ledger)-1]
	e.NRead += a.read
	e.NPublished += a.published
	if p.last {
		if p.sha256 != p.in.SHA256 {
			return fmt.Errorf("file %s of source %s changed while it was read", p.in.File, p.in.SourceID)
		}
		if e.NRead == 0 {
			a.faults = append(a.faults, schemas.Fault{SourceID: e.SourceID, File: e.File, Line: 1, ReasonCode: "empty_file", Message: "the file holds no record"})
			e.Unit, e.NRead = "file", 1
		}
	}
	e.quarantine(a.faults)
	e.exclude(a.excluded)
	if err := w.fault(a.faults); err != nil || !p.last {
		return err
	}
	return w.misread(e, p.in.source.Layouts)
}

// fault writes faults; a shard without any has no file of them.
func (w *writer) fault(faults []schemas.Fault) (err error) {
	if len(faults) == 0 {
		return nil
	}
	w.last = &faults[len(faults)-1]
	if w.faults == nil {
		if w.faults, err = tablefile.Create(filepath.Join(w.dir, faultsFile), schemas.EventsQuarantine); err != nil {
			return err
		}
	}
	return w.faults.Write(faults)
}

func (e *entry) quarantine(faults []schemas.Fault) {
	e.NQuarantined += int64(len(faults))
	for _, f := range faults {
		e.Counts[f.ReasonCode]++
	}
	e.Reasons = schemas.Reasons(e.Counts)
}

func (e *entry) exclude(reasons map[string]int64) {
	for reason, n := range reasons {
		e.NExcluded += n
		e.Counts[reason] += n
	}
	e.Reasons = schemas.Reasons(e.Counts)
}

// misread refuses a file of which most records are faulty: its layout is not
// the one that is meant, and going on would publish a guess.
func (w *writer) misread(e *entry, layouts []source.Layout) error {
	if e.NQuarantined > 1 && e.NQuarantined*2 > e.NRead {
		return fmt.Errorf("%w: source %s, file %s: %d of %d records are faulty (%s), so the layout is not the one expected: %s; for example line %d, field %q, value %q: %s",
			stage.ErrData, e.SourceID, e.File, e.NQuarantined, e.NRead, e.Reasons, expected(layouts), w.last.Line, w.last.Field, w.last.RawValue, w.last.Message)
	}
	return nil
}

// close completes a shard.
func (w *writer) close(s *shard) (err error) {
	if w.done.Rows, err = w.rows.Close(); err != nil {
		return err
	}
	if w.faults != nil {
		if w.done.Faults, err = w.faults.Close(); err != nil {
			return err
		}
	}
	if err := w.ids.close(); err != nil {
		return err
	}
	return s.keep(w.dir, w.done)
}

// abort leaves nothing of a shard that was not completed.
func (w *writer) abort() {
	if w.rows != nil {
		w.rows.Abort()
	}
	if w.faults != nil {
		w.faults.Abort()
	}
	if w.ids != nil {
		w.ids.abort()
	}
	_ = os.RemoveAll(w.dir)
}

func size(shards []*shard) (total int64) {
	for _, s := range shards {
		total += s.bytes()
	}
	return total
}
