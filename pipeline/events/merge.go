package events

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/zeebo/xxh3"

	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// repeatedID is the reason of a record whose id was seen before.
const repeatedID = "repeated_id"

// settle moves records whose id an earlier record of the source has to the
// faults: first come, first published. It gives the shards, those anew in which
// there are such records.
func settle(ctx context.Context, shards []*shard) ([]*shard, error) {
	settled := slices.Clone(shards)
	for from := 0; from < len(shards); {
		to := from
		for to < len(shards) && shards[to].files[0].SourceID == shards[from].files[0].SourceID {
			to++
		}
		found, err := repeatedIDs(ctx, shards[from:to])
		if err != nil {
			return nil, err
		}
		for i, r := range found {
			if r == nil {
				continue
			}
			if settled[from+i], err = shards[from+i].without(ctx, r); err != nil {
				return nil, err
			}
		}
		from = to
	}
	return settled, nil
}

// without gives the shard without the repeated records, as kept from an
// earlier run or made from the shard as it was read.
func (s *shard) without(ctx context.Context, r repeats) (*shard, error) {
	fewer := &shard{files: s.files, dir: s.dir + "-" + r.key()}
	if fewer.load() {
		return fewer, nil
	}
	work, err := os.MkdirTemp(filepath.Dir(s.dir), stage.Unfinished)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	lost, done, err := s.drop(ctx, work, r)
	if err != nil {
		return nil, err
	}
	if s.done.Faults.Rows > 0 {
		before, err := tablefile.ReadAll(ctx, s.path(faultsFile), schemas.EventsQuarantine)
		if err != nil {
			return nil, err
		}
		lost = append(lost, before...)
	}
	done.Faults, err = tablefile.WriteAll(filepath.Join(work, faultsFile), schemas.EventsQuarantine, lost)
	if err != nil {
		return nil, err
	}
	return fewer, fewer.keep(work, done)
}

// drop writes the rows that stay, and gives the others as faults.
func (s *shard) drop(ctx context.Context, work string, r repeats) (lost []schemas.Fault, done finished, err error) {
	if s.mentions() {
		lost, done.Rows, err = dropRows(ctx, s, work, schemas.EventMentions, r, func(m *schemas.EventMention) (string, schemas.Fault) {
			return m.MentionUID, schemas.Fault{SourceID: m.SourceID, File: m.File, Line: m.Line, ByteStart: m.ByteStart, ByteEnd: m.ByteEnd, RawValue: m.MentionUID}
		})
	} else {
		lost, done.Rows, err = dropRows(ctx, s, work, schemas.Events, r, func(e *schemas.Event) (string, schemas.Fault) {
			return e.EventUID, schemas.Fault{SourceID: e.SourceID, File: e.File, Line: e.Line, ByteStart: e.ByteStart, ByteEnd: e.ByteEnd, RawValue: e.NativeEventID}
		})
	}
	if err != nil {
		return nil, done, err
	}
	byFile := map[string]int64{}
	for _, f := range lost {
		byFile[f.File]++
	}
	for _, e := range s.done.Ledger {
		if n := byFile[e.File]; n > 0 {
			counts := map[string]int64{repeatedID: n}
			for reason, n := range e.Counts {
				counts[reason] += n
			}
			e.NPublished, e.NQuarantined, e.Counts, e.Reasons = e.NPublished-n, e.NQuarantined+n, counts, schemas.Reasons(counts)
		}
		done.Ledger = append(done.Ledger, e)
	}
	done.Notes = s.done.Notes
	return lost, done, nil
}

// dropRows leaves out the rows that lose their id. about gives a row's id, and
// its place for the fault.
func dropRows[R any](ctx context.Context, s *shard, work string, table *schemas.Table[R], r repeats, about func(*R) (string, schemas.Fault)) (lost []schemas.Fault, rows tablefile.File, err error) {
	kept, err := tablefile.Create(filepath.Join(work, rowsFile), table)
	if err != nil {
		return nil, rows, err
	}
	defer kept.Abort()
	err = tablefile.Read(ctx, s.path(rowsFile), table, func(all []R) error {
		return kept.Write(slices.DeleteFunc(all, func(row R) bool {
			uid, place := about(&row)
			id := xxh3.HashString(uid)
			earlier, twice := r[id]
			if twice {
				r[id] = true
			}
			if earlier {
				lost = append(lost, repeated(place))
			}
			return earlier
		}))
	})
	if err != nil {
		return nil, rows, err
	}
	rows, err = kept.Close()
	return lost, rows, err
}

func repeated(f schemas.Fault) schemas.Fault {
	f.Field, f.RawValue, f.ReasonCode = "event id", printable(clip(f.RawValue)), repeatedID
	f.Message = "an earlier record of this source has the same id; the first one is published"
	return f
}

// key names what is left out.
func (r repeats) key() string {
	ids := make([]uint64, 0, len(r))
	for id := range r {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	h := sha256.New()
	for _, id := range ids {
		fmt.Fprintf(h, "%x %v\n", id, r[id])
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// merge hands over the tables of all shards.
func merge(env *stage.Env, shards []*shard) error {
	var events, mentions, faults []tablefile.Part
	var ledger []schemas.LedgerEntry
	var notes []schemas.ChronicleNote
	told := map[string]bool{}
	numbers := map[string]int{}
	for _, s := range shards {
		name := s.name()
		numbers[name]++
		name = fmt.Sprintf("%s-%04d", name, numbers[name])
		rows := tablefile.Part{Name: name, Path: s.path(rowsFile), File: s.done.Rows}
		if s.mentions() {
			mentions = append(mentions, rows)
		} else {
			events = append(events, rows)
		}
		if s.done.Faults.Rows > 0 {
			faults = append(faults, tablefile.Part{Name: name, Path: s.path(faultsFile), File: s.done.Faults})
		}
		for _, e := range s.done.Ledger {
			ledger = append(ledger, e.LedgerEntry)
		}
		for _, n := range s.done.Notes {
			if !told[n.EventUID] { // the first record of an id is the one published
				notes, told[n.EventUID] = append(notes, n), true
			}
		}
	}
	if err := stage.Join(env, schemas.Events, events); err != nil {
		return err
	}
	if err := stage.Join(env, schemas.EventMentions, mentions); err != nil {
		return err
	}
	if err := stage.Join(env, schemas.EventsQuarantine, faults); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.ChronicleNotes, notes); err != nil {
		return err
	}
	return stage.Write(env, schemas.EventsLedger, ledger)
}

// name says what a shard holds: its source and, where file names tell it, the
// year of addition.
func (s *shard) name() string {
	if y := year(s.files[0].File); y != "" {
		return s.files[0].SourceID + "-" + y
	}
	return s.files[0].SourceID
}

// sweep removes what no shard needs any more.
func sweep(kept string, shards ...[]*shard) error {
	needed := map[string]bool{}
	for _, all := range shards {
		for _, s := range all {
			needed[filepath.Base(s.dir)] = true
		}
	}
	entries, err := os.ReadDir(kept)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !needed[e.Name()] {
			if err := os.RemoveAll(filepath.Join(kept, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
