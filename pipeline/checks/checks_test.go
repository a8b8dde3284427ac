package checks

import (
	"context"
	"errors"
	"strings"
	"testing"

	"multivector/pipeline/stage"
	"multivector/schemas"
)

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}

// world is what the stages before this one hand over, small and sound.
type world struct {
	inputs   []schemas.Input
	sources  []schemas.Source
	actors   []schemas.Actor
	events   []schemas.Event
	mentions []schemas.EventMention
	passages []schemas.Passage
	ledger   []schemas.LedgerEntry
	faults   []schemas.Fault
}

func sound() *world {
	event := func(uid string, line int64) schemas.Event {
		return schemas.Event{
			EventUID: uid, NativeEventID: uid, DatePrecision: "day", Scheme: "cameo", EventCode: "042",
			SourceActorID: "KAZ", QuadClass: schemas.Some(int32(1)), SourceID: "news", File: "a.csv", Line: line, ByteStart: line, ByteEnd: line + 1,
		}
	}
	return &world{
		inputs:  []schemas.Input{{SourceID: "news", Role: "data", File: "a.csv", Path: "a.csv", SHA256: "abc"}},
		sources: []schemas.Source{{SourceID: "news", Name: "News", Kind: "events", Publisher: "Nobody", License: "CC0-1.0", Redistribution: "row", Citation: "None."}},
		actors:  []schemas.Actor{{ActorID: "KAZ", ActorType: "state", NameEn: "Kazakhstan", SourceID: "news", Verification: "verified"}},
		events:  []schemas.Event{event("news:1", 1), event("news:2", 2)},
		ledger:  []schemas.LedgerEntry{{SourceID: "news", File: "a.csv", SHA256: "abc", Unit: "row", NRead: 3, NPublished: 2, NQuarantined: 1}},
		faults:  []schemas.Fault{{SourceID: "news", File: "a.csv", Line: 3, ReasonCode: "x", Message: "x"}},
	}
}

// verdict runs the stage over a world.
func verdict(t *testing.T, w *world) error {
	t.Helper()
	return under(t, w, silent{})
}

func under(t *testing.T, w *world, report stage.Reporter) error {
	t.Helper()
	reads := []schemas.Declared{
		schemas.Inputs, schemas.Sources, schemas.Actors, schemas.Events, schemas.EventMentions, schemas.Passages,
		schemas.TextsLedger, schemas.TextsQuarantine, schemas.EventsLedger, schemas.EventsQuarantine,
	}
	stages := []stage.Stage{
		{Name: "before", Writes: reads, Run: func(_ context.Context, e *stage.Env) error {
			return errors.Join(
				stage.Write(e, schemas.Inputs, w.inputs), stage.Write(e, schemas.Sources, w.sources), stage.Write(e, schemas.Actors, w.actors),
				stage.Write(e, schemas.Events, w.events), stage.Write(e, schemas.EventMentions, w.mentions), stage.Write(e, schemas.Passages, w.passages),
				stage.Write(e, schemas.TextsLedger, nil), stage.Write(e, schemas.TextsQuarantine, nil),
				stage.Write(e, schemas.EventsLedger, w.ledger), stage.Write(e, schemas.EventsQuarantine, w.faults))
		}},
		{
			Name: "checks", Reads: reads, Writes: []schemas.Declared{schemas.Ledger, schemas.Quarantine, schemas.CheckResults},
			Run: func(ctx context.Context, e *stage.Env) error { return Run(ctx, e, reads) },
		},
	}
	out := t.TempDir()
	_, err := stage.Run{Out: out, Case: "try", Code: func(string) string { return "" }, Report: report}.Do(context.Background(), stages)
	return err
}

func TestSoundTablesPass(t *testing.T) {
	if err := verdict(t, sound()); err != nil {
		t.Error(err)
	}
}

// A part of a source is told, and stops nothing: it may be held on purpose.
func TestTooFewRowsAreTold(t *testing.T) {
	w := sound()
	w.sources[0].MinRows = schemas.Some(int64(4))
	report := &notes{}
	if err := under(t, w, report); err != nil {
		t.Fatal(err)
	}
	if len(report.all) != 1 || !strings.Contains(report.all[0].Value, "sources.min_rows: ") {
		t.Errorf("%v", report.all)
	}
}

// notes keeps what a build tells.
type notes struct {
	silent
	all []stage.Note
}

func (n *notes) Done(r stage.Result) { n.all = append(n.all, r.Notes...) }

func mention(kind string) schemas.EventMention {
	return schemas.EventMention{MentionUID: "m", EventUID: "news:1", MentionType: kind, URL: "x", SourceID: "news", File: "a.csv", Line: 1, ByteEnd: 1}
}

func TestEveryRuleIsSeenToBeBroken(t *testing.T) {
	for id, spoil := range map[string]func(*world){
		"events.key":                       func(w *world) { w.events[1].EventUID = "news:1" },
		"events.date_precision.enum":       func(w *world) { w.events[0].DatePrecision = "week" },
		"events.quad_class.maximum":        func(w *world) { w.events[0].QuadClass.V = 5 },
		"events.line.minimum":              func(w *world) { w.events[0].Line = 0 },
		"events.byte_end.order":            func(w *world) { w.events[0].ByteEnd = 0 },
		"events.event_code.not_empty":      func(w *world) { w.events[0].EventCode = "" },
		"events.source_actor_id.reference": func(w *world) { w.events[0].SourceActorID = "XXX" },
		"events.goldstein.finite":          func(w *world) { zero := 0.0; w.events[0].Goldstein = schemas.Some(zero / zero) },
		"sources.max_rows":                 func(w *world) { w.sources[0].MaxRows = schemas.Some(int64(2)) },
		"ledger.sum":                       func(w *world) { w.ledger[0].NRead = 4 },
		"ledger.complete":                  func(w *world) { w.inputs[0].SHA256 = "other" },
		"ledger.quarantined":               func(w *world) { w.faults = nil },
		"ledger.events":                    func(w *world) { w.events = w.events[:1] },
		"event_mentions.mention_type.enum": func(w *world) { w.mentions = []schemas.EventMention{mention("rumor")} },
		"ledger.events: each":              func(w *world) { w.mentions = []schemas.EventMention{mention("web")} },
		"ledger.passages": func(w *world) {
			w.passages = []schemas.Passage{{PassageID: "p", VersionID: "v", Seq: 1, PassageType: "paragraph", Text: "x", SourceID: "news", File: "b.txt"}}
		},
	} {
		w := sound()
		spoil(w)
		if err := verdict(t, w); !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), id) {
			t.Errorf("%s: %v", id, err)
		}
	}
}
