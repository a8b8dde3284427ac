// Package chronicle reads a case's own dated facts: a CSV file written by hand,
// each fact with the source it rests on.
package chronicle

import (
	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// CodeSystem is the system of codes by which the chronicle names actors: their
// ids.
const CodeSystem = "actor_id"

// The columns in their order.
const (
	id = iota
	eventDate
	datePrecision
	sourceActor
	targetActor
	eventCode
	ploverType
	caseLine
	description
	verification
	sourceTitle
	sourcePublisher
	sourceDate
	sourceURL
	readOn
	note
)

var columns = []string{
	"id", "event_date", "date_precision", "source_actor", "target_actor", "event_code", "plover_type", "case_line", "description_en",
	"verification", "source_title", "source_publisher", "source_date", "source_url", "read_on", "note",
}

// Source describes the chronicle.
func Source() source.Source {
	return source.Source{
		ID:      "chronicle",
		Layouts: []source.Layout{{Separator: ',', Columns: columns, Header: true, Quoted: true}},
		Read:    read,
	}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Need(id)
	e.EventDate = r.Day(eventDate)
	e.DatePrecision = r.OneOf(datePrecision, schemas.Precisions...)
	actors := r.Ref.Actors.System(CodeSystem)
	e.SourceActorRaw, e.TargetActorRaw = r.Need(sourceActor), r.Text(targetActor)
	last := lastDay(e.EventDate, e.DatePrecision)
	e.SourceActorID = r.ActorWithin(sourceActor, actors, e.EventDate, last)
	e.TargetActorID = r.ActorWithin(targetActor, actors, e.EventDate, last)
	e.IsDirected = true
	e.Scheme, e.EventCode = "cameo", r.Cameo(eventCode)
	if !r.Listed {
		r.Fail(eventCode, "unknown_event_code", "event_code is %q, which is no CAMEO code", e.EventCode)
	}
	e.PloverType = r.OneOf(ploverType, append([]string{""}, schemas.PloverTypes...)...)
	e.URL = r.Text(sourceURL)
	readNote(r)
}

// lastDay gives the last day that a date of limited precision can mean.
func lastDay(first schemas.Date, precision string) schemas.Date {
	t := first.Time()
	switch precision {
	case "month":
		return schemas.DateOf(t.AddDate(0, 1, -1))
	case "year":
		return schemas.DateOf(t.AddDate(1, 0, -1))
	}
	return first
}

func readNote(r *source.Record) {
	n := &schemas.ChronicleNote{
		DescriptionEn: r.Need(description), Verification: r.OneOf(verification, schemas.Verifications...),
		CaseLine:    r.Int(caseLine, 1, 15).V,
		SourceTitle: r.Text(sourceTitle), SourcePublisher: r.Text(sourcePublisher),
		SourceDate: r.Text(sourceDate), SourceURL: r.Text(sourceURL), Note: r.Text(note),
	}
	r.Need(caseLine)
	if r.Text(readOn) != "" {
		n.ReadOn = schemas.Some(r.Day(readOn))
	}
	if n.Verification == "verified" {
		r.Need(sourceTitle)
		r.Need(readOn)
	} else {
		r.Flags |= source.Unverified
	}
	r.Note = n
}
