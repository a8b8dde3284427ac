// Package polecat reads POLECAT, the successor of ICEWS: tab-separated files of
// 40 columns with a header and without quoting, coded in PLOVER.
//
// Ids repeat between files and may be missing, so a row is known by its file and
// line. Actors and recipients are lists that do not pair up: an event has an
// actor only where all of a list are of one state. A record that is not UTF-8 is
// ISO 8859-1, and flagged. What is not carried over: contexts, titles, the
// names as found in the text, the ids in Wikipedia and GeoNames, and the story.
package polecat

import (
	"slices"
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields that are read.
const (
	eventID = iota
	eventDate
	eventType
	eventMode
	intensity
	quadCode
	actorName
	actorCOW
	actorSectors
	recipientName
	recipientCOW
	recipientSectors
	placename
	city
	district
	province
	country
	latitude
	longitude
	reportedBy
	publicationDate
)

var fields = []string{
	"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Actor Name", "Actor COW", "Actor Sectors",
	"Recipient Name", "Recipient COW", "Recipient Sectors", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
	"Source", "Publication Date",
}

var columns = []string{
	"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
	"Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
	"Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
	"Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
	"Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
}

// Source describes POLECAT. The scale's column has two names; some headers have a
// name more than the records have fields, and some lines end with a spare tab.
func Source() source.Source {
	var layouts []source.Layout
	for _, scale := range []string{"Intensity", "Event Intensity"} {
		for _, extra := range [][]string{nil, {"Headline"}, {""}} {
			names := append(slices.Clone(columns), extra...)
			names[slices.Index(names, "Intensity")] = scale
			wanted := slices.Clone(fields)
			wanted[intensity] = scale
			layouts = append(layouts, source.Layout{
				Separator: '\t', Columns: names, Optional: len(extra), Header: true, Latin1: true,
				Missing: []string{"None"}, At: source.Align(wanted, names),
			})
		}
	}
	return source.Source{ID: "polecat", Layouts: layouts, Read: read, ByPlace: true}
}

// quads by their names, in the numbers of CAMEO's quad classes.
var quads = map[string]int32{"VERBAL COOPERATION": 1, "MATERIAL COOPERATION": 2, "VERBAL CONFLICT": 3, "MATERIAL CONFLICT": 4}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Text(eventID)
	e.EventDate, e.DatePrecision = r.DayOf(eventDate), "day"
	if r.Text(publicationDate) != "" {
		e.AddedAt = schemas.Some(schemas.Timestamp(int64(r.DayOf(publicationDate)) * 86400e6))
	}
	e.Scheme, e.EventCode = "plover", r.OneOf(eventType, schemas.PloverTypes...)
	e.PloverType, e.PloverMode = e.EventCode, r.Text(eventMode)
	e.GoldsteinDelivered = r.Float(intensity, -10, 10)
	if v := r.Text(quadCode); v != "" {
		class, ok := quads[strings.ToUpper(v)]
		if !ok {
			r.Fail(quadCode, "unexpected_value", "Quad Code is %q, which is no quad class", v)
		}
		e.QuadClassDelivered = schemas.Some(class)
	}
	e.SourceActorRaw, e.TargetActorRaw = r.Text(actorName), r.Text(recipientName)
	e.SourceSector, e.TargetSector = r.Text(actorSectors), r.Text(recipientSectors)
	e.SourceActorID, e.TargetActorID = state(r, e, actorCOW), state(r, e, recipientCOW)
	e.IsDirected = true
	e.URL = r.Text(reportedBy)
	readPlace(r, e)
}

// state gives the one state of a list of Correlates of War numbers. The source
// writes Germany and Vietnam with the numbers of their predecessors.
func state(r *source.Record, e *schemas.Event, field int) string {
	all := r.Several(field)
	if len(all) > 1 {
		r.Flags |= source.SeveralActors
	}
	if len(all) != 1 {
		return ""
	}
	code := all[0]
	switch code {
	case "260":
		code = "255"
	case "817":
		code = "816"
	}
	return r.ActorOf(field, code, r.Ref.Actors.System("cown"), e.EventDate)
}

// readPlace reads the country as a code where it has three letters, as no country's name
// has, and else as a name in ICEWS: which of them the files hold was not seen. What is
// neither is flagged.
func readPlace(r *source.Record, e *schemas.Event) {
	if r.Toponym(e, city, district, province, country); e.GeoName == "" {
		e.GeoName = r.Text(placename)
	}
	r.Place(e, latitude, longitude)
	if name := r.Text(country); len(name) == len("KAZ") {
		e.GeoActorID = r.PlaceActor(name, r.Ref.Actors.System("iso3"), e.EventDate)
	} else if name != "" {
		e.GeoActorID = r.PlaceActor(name, r.Ref.Actors.System("icews_name"), e.EventDate)
	}
}
