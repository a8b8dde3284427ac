// Package phoenix reads event records of Phoenix, coded with PETRARCH by the
// Open Event Data Alliance: tab-separated files of 26 columns without a header.
//
// Actors begin with the ISO 3166 code of a country, or with a code for
// organizations without a country, which name no actor here. Columns that repeat
// others (year, month, day, root code, actor) are held against them. A place has a
// country's name in no fixed spelling, so the state in which it lies is left
// open. What is not carried over: issues, the ids of sentences, and the names of
// news sources.
package phoenix

import (
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The columns in their order.
const (
	eventID = iota
	date
	year
	month
	day
	sourceFull
	sourceEntity
	sourceRole
	sourceAttribute
	targetFull
	targetEntity
	targetRole
	targetAttribute
	eventCode
	eventRootCode
	quadClass
	goldstein
	issues
	lat
	lon
	locationName
	stateName
	countryName
	sentenceID
	urls
	newsSources
)

var columns = []string{
	"EventID", "Date", "Year", "Month", "Day",
	"SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
	"TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
	"EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues",
	"Lat", "Lon", "LocationName", "StateName", "CountryName", "SentenceID", "URLs", "NewsSources",
}

// Source describes Phoenix events.
func Source() source.Source {
	return source.Source{ID: "phoenix", Layouts: []source.Layout{{Separator: '\t', Columns: columns}}, Read: read}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Need(eventID)
	readDate(r, e)
	e.SourceActorRaw, e.TargetActorRaw = r.Text(sourceFull), r.Text(targetFull)
	e.SourceActorID, e.SourceSector = actor(r, sourceFull, e.EventDate)
	e.TargetActorID, e.TargetSector = actor(r, targetFull, e.EventDate)
	e.IsDirected = true
	e.Scheme, e.EventCode = "cameo", r.Cameo(eventCode)
	if root := r.Text(eventRootCode); len(e.EventCode) < 2 || root != e.EventCode[:2] {
		r.Fail(eventRootCode, "contradiction", "EventRootCode is %q, but EventCode is %q", root, e.EventCode)
	}
	e.QuadClassDelivered = r.Int(quadClass, 0, 4)
	e.GoldsteinDelivered = r.Float(goldstein, -10, 10)
	readPlace(r, e)
	e.URL = r.Text(urls)
}

func readDate(r *source.Record, e *schemas.Event) {
	e.EventDate, e.DatePrecision = r.Compact(date), "day"
	for _, part := range [...]struct{ field, from, to int }{{year, 0, 4}, {month, 4, 6}, {day, 6, 8}} {
		if v := r.Text(date); len(v) == 8 && r.Text(part.field) != v[part.from:part.to] {
			r.Fail(part.field, "contradiction", "%s is %q, but Date is %s", columns[part.field], r.Text(part.field), v)
		}
	}
}

// kinds are codes that begin an actor's name where there is no country.
var kinds = map[string]bool{"IGO": true, "NGO": true, "IMG": true, "MNC": true}

// actor reads the four columns of an actor: the state, and the roles.
func actor(r *source.Record, full int, on schemas.Date) (id, sector string) {
	entity, role, attribute := full+1, full+2, full+3
	code := r.Text(entity)
	if !strings.HasPrefix(r.Text(full), code) {
		r.Fail(entity, "contradiction", "%s is %q, but %s is %q", columns[entity], code, columns[full], r.Text(full))
	}
	sector = r.Text(role)
	if more := r.Text(attribute); sector == "" || more == "" {
		sector += more
	} else {
		sector += ";" + more
	}
	if kinds[code] {
		if sector == "" {
			return "", code
		}
		return "", code + ";" + sector
	}
	return r.Actor(entity, r.Ref.Actors.System("iso3"), on), sector
}

func readPlace(r *source.Record, e *schemas.Event) {
	var parts []string
	for _, field := range [...]int{locationName, stateName, countryName} {
		if name := r.Text(field); name != "" {
			parts = append(parts, name)
		}
	}
	if e.GeoName = strings.Join(parts, ", "); r.Text(locationName) != "" {
		e.GeoPrecision = "place"
	}
	r.Place(e, lat, lon)
}
