// Package acled reads exports of the Armed Conflict Location and Event Data:
// comma-separated files with a header, in the layout of 2023 to 2026 and in the
// one before it.
//
// The two actors have no direction. Rows change and are taken out at their
// source, so a row is known by its id and the moment of its last change, in
// seconds since 1970. An
// actor is a state where its name ends with that of the country in which the
// event took place, as in "Police Forces of Kazakhstan (2019-)", and the source
// says that it is a state force; no other name is resolved. What is not carried
// over: associated actors, the source's notes, tags and administrative units.
package acled

import (
	"strconv"
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields that are read.
const (
	eventID = iota
	eventDate
	year
	timePrecision
	eventType
	subEventType
	actor1
	inter1
	actor2
	inter2
	iso
	country
	location
	latitude
	longitude
	geoPrecision
	reportedBy
	fatalities
	timestamp
)

var fields = []string{
	"event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1", "inter1", "actor2", "inter2",
	"iso", "country", "location", "latitude", "longitude", "geo_precision", "source", "fatalities", "timestamp",
}

var current = []string{
	"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
	"actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
	"iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "source_scale", "notes", "fatalities", "tags", "timestamp",
}

var older = []string{
	"data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type",
	"actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
	"region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "source_scale", "notes", "fatalities", "timestamp", "iso3",
}

// Source describes exports of ACLED.
func Source() source.Source {
	layout := func(columns []string) source.Layout {
		return source.Layout{Separator: ',', Columns: columns, Header: true, Quoted: true, Mark: true, At: source.Align(fields, columns)}
	}
	return source.Source{ID: "acled", Layouts: []source.Layout{layout(current), layout(older)}, Read: read}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Need(eventID)
	e.EventUID = e.NativeEventID + ":" + r.Digits(timestamp)
	readDate(r, e)
	e.Scheme, e.EventCode, e.EventRoot = "acled", r.Need(subEventType), r.Need(eventType)
	e.SourceActorRaw, e.SourceSector = r.Text(actor1), r.Text(inter1)
	e.TargetActorRaw, e.TargetSector = r.Text(actor2), r.Text(inter2)
	e.SourceActorID, e.TargetActorID = state(r, e, actor1, inter1), state(r, e, actor2, inter2)
	e.FatalitiesBest = r.Count(fatalities)
	e.URL = r.Text(reportedBy)
	e.GeoName = r.Text(location)
	e.GeoPrecision = map[string]string{"1": "place", "2": "region", "3": "region"}[r.OneOf(geoPrecision, "1", "2", "3")]
	r.Place(e, latitude, longitude)
	e.GeoActorID = r.PlaceActor(numeric(r.Need(iso)), r.Ref.Actors.System("ison"), e.EventDate)
}

// readDate reads the day: 1 it is known, 2 the week is, 3 the month is.
func readDate(r *source.Record, e *schemas.Event) {
	e.EventDate, e.DatePrecision = r.DayOf(eventDate), "month"
	if r.OneOf(timePrecision, "1", "2", "3") == "1" {
		e.DatePrecision = "day"
	}
	if y := r.Text(year); y != strconv.Itoa(e.EventDate.Year()) {
		r.Fail(year, "contradicting_date", "year is %q, but event_date is %s", y, e.EventDate)
	}
}

// numeric writes an ISO number with three digits; exports leave zeros out.
func numeric(code string) string {
	return strings.Repeat("0", max(0, 3-len(code))) + code
}

// state gives the country of the event where an actor is one of its forces.
func state(r *source.Record, e *schemas.Event, actor, inter int) string {
	if kind := r.Text(inter); kind != "State Forces" && kind != "State forces" && kind != "1" {
		return ""
	}
	name, _, _ := strings.Cut(r.Text(actor), " (")
	if !strings.HasSuffix(name, " of "+r.Text(country)) {
		return ""
	}
	return r.ActorOf(iso, numeric(r.Text(iso)), r.Ref.Actors.System("ison"), e.EventDate)
}
