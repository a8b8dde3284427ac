// Package icews reads event records of ICEWS: tab-separated files with a header
// and without quoting, in the layouts in which they were delivered.
//
// Countries are English names. An event's id is unique only together with its
// date. Where a file has no codes, the name of the kind of event stands in their
// place, under a scheme of its own: the names are not listed, and no code is
// made up. What is not carried over: the event's text where there is a code (it
// repeats it), the sentence and headline, the story's number, and the publisher.
package icews

import (
	"slices"
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields, in the order of the public files.
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

// The schemes of event codes.
const (
	cameo = "cameo"
	named = "icews_text" // the name of the kind of event stands for the code
)

// Source describes ICEWS events. A missing value is empty or NULL, and NA in
// files that passed through R.
func Source() source.Source {
	coded := without(official(), "Language")
	return source.Source{
		ID: "icews",
		Layouts: []source.Layout{
			layout(columns),
			layout(without(columns, columns[cameoCode])), // the year 2017
			layout(without(coded, columns[cameoCode])),   // official use, to May 2020
			layout(coded),      // official use, to the middle of 2021
			layout(official()), // official use, since then
		},
		Read: read,
	}
}

// official gives the columns of the files for official use. They are known from
// a program that reads them, so their spelling in the header is held loosely.
func official() []string {
	all := slices.Insert(slices.Clone(columns), publisher+1, "Source", "Headline")
	all = slices.Insert(all, publisher, "Event Sentence")
	return append(all, "Product ID", "Holding ID", "Language")
}

func without(columns []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return c == name })
}

func layout(names []string) source.Layout {
	l := source.Layout{Separator: '\t', Columns: names, Header: true, Missing: []string{"NULL", "NA"}}
	if !slices.Equal(names, columns) {
		l.At = source.Align(columns, names)
	}
	l.Loose = slices.Contains(names, "Headline")
	return l
}

func read(r *source.Record, e *schemas.Event) {
	e.EventDate, e.DatePrecision = r.AnyDay(eventDate), "day"
	e.NativeEventID = r.Digits(eventID)
	e.EventUID = e.NativeEventID + ":" + e.EventDate.String()
	countries := r.Ref.Actors.System("icews_name")
	e.SourceActorRaw, e.TargetActorRaw = r.Text(sourceName), r.Text(targetName)
	e.SourceActorID = r.Actor(sourceCountry, countries, e.EventDate)
	e.TargetActorID = r.Actor(targetCountry, countries, e.EventDate)
	e.SourceSector = strings.ReplaceAll(r.Text(sourceSectors), ",", ";")
	e.TargetSector = strings.ReplaceAll(r.Text(targetSectors), ",", ";")
	e.IsDirected = true
	if r.Has(cameoCode) {
		e.Scheme, e.EventCode = cameo, r.Cameo(cameoCode)
	} else {
		e.Scheme, e.EventCode = named, r.Need(eventText)
	}
	e.GoldsteinDelivered = r.Float(intensity, -10, 10)
	readPlace(r, e)
}

func readPlace(r *source.Record, e *schemas.Event) {
	r.Toponym(e, city, district, province, country)
	r.Place(e, latitude, longitude)
	if name := r.Text(country); name != "" {
		e.GeoActorID = r.PlaceActor(name, r.Ref.Actors.System("icews_name"), e.EventDate)
	}
}
