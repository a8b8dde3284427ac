// Package icews reads event records of ICEWS: tab-separated files of 20 columns
// with a header and without quoting.
//
// Countries are English names. An event's id is unique only together with its
// date. What is not carried over: the event's text (it repeats the code), the
// story's number and sentence, and the publisher.
package icews

import (
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The columns in their order.
const (
	eventID = iota
	eventDate
	sourceName
	sourceSectors
	sourceCountry
	eventText
	cameoCode
	intensity
	targetName
	targetSectors
	targetCountry
	storyID
	sentenceNumber
	publisher
	city
	district
	province
	country
	latitude
	longitude
)

var columns = []string{
	"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
	"Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
	"City", "District", "Province", "Country", "Latitude", "Longitude",
}

// Source describes ICEWS events. A missing value is empty or NULL, and NA in
// files that passed through R.
func Source() source.Source {
	return source.Source{
		ID:      "icews",
		Layouts: []source.Layout{{Separator: '\t', Columns: columns, Header: true, Missing: []string{"NULL", "NA"}}},
		Read:    read,
	}
}

func read(r *source.Record, e *schemas.Event) {
	e.EventDate, e.DatePrecision = r.Day(eventDate), "day"
	e.NativeEventID = r.Need(eventID)
	e.EventUID = e.NativeEventID + ":" + r.Text(eventDate)
	countries := r.Ref.Actors.System("icews_name")
	e.SourceActorRaw, e.TargetActorRaw = r.Text(sourceName), r.Text(targetName)
	e.SourceActorID = r.Actor(sourceCountry, countries, e.EventDate)
	e.TargetActorID = r.Actor(targetCountry, countries, e.EventDate)
	e.SourceSector = strings.ReplaceAll(r.Text(sourceSectors), ",", ";")
	e.TargetSector = strings.ReplaceAll(r.Text(targetSectors), ",", ";")
	e.IsDirected = true
	e.Scheme, e.EventCode = "cameo", r.Cameo(cameoCode)
	e.GoldsteinDelivered = r.Float(intensity, -10, 10)
	readPlace(r, e)
}

func readPlace(r *source.Record, e *schemas.Event) {
	var parts []string
	for _, level := range []struct {
		field     int
		precision string
	}{{city, "place"}, {district, "region"}, {province, "region"}, {country, "country"}} {
		name := r.Text(level.field)
		if name == "" {
			continue
		}
		if parts = append(parts, name); len(parts) == 1 {
			e.GeoPrecision = level.precision
		}
	}
	e.GeoName = strings.Join(parts, ", ")
	r.Place(e, latitude, longitude)
	if name := r.Text(country); name != "" {
		e.GeoActorID = r.PlaceActor(name, r.Ref.Actors.System("icews_name"), e.EventDate)
	}
}
