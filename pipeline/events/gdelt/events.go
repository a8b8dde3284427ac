// Package gdelt reads what the GDELT Project delivers: event records of version
// 1.0 and of version 2.0 with its translated stream, tab-separated and without a
// header, and the mentions of the latter.
//
// Country codes of actors are CAMEO's, those of places are FIPS 10-4. Columns
// that repeat others (month, year, root code) are held against them. What is
// not carried over: names, groups, religions and ethnic codes of actors, their
// places, and feature ids. Ids of the two versions are different spaces.
package gdelt

import (
	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// Events1 describes GDELT 1.0 events: 57 columns to March 2013, then 58.
func Events1() source.Source {
	columns := columns1()
	layout := source.Layout{
		Separator: '\t', Columns: columns, Optional: 1, At: source.Align(columns2(), columns),
		Strangers: map[int]string{61: "GDELT 2.0"},
	}
	return source.Source{ID: "gdelt1", Layouts: []source.Layout{layout}, Read: func(r *source.Record, e *schemas.Event) {
		read(r, e)
		if day := r.Compact(dateAdded); day != 0 {
			e.AddedAt = schemas.Some(schemas.Timestamp(int64(day) * 86400 * 1e6))
		}
	}}
}

// Events2 describes GDELT 2.0 events, of news in English or in translation: 61
// columns, a file every 15 minutes.
func Events2() source.Source {
	layout := source.Layout{Separator: '\t', Columns: columns2(), Strangers: map[int]string{57: "GDELT 1.0", 58: "GDELT 1.0"}}
	return source.Source{ID: "gdelt2", Layouts: []source.Layout{layout}, Read: func(r *source.Record, e *schemas.Event) {
		read(r, e)
		e.AddedAt = r.CompactTime(dateAdded)
	}}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Digits(globalEventID)
	readDates(r, e)
	actors := r.Ref.Actors.System("cameo")
	e.SourceActorRaw, e.TargetActorRaw = r.Text(actor1Code), r.Text(actor2Code)
	e.SourceActorID = r.Actor(actor1CountryCode, actors, e.EventDate)
	e.TargetActorID = r.Actor(actor2CountryCode, actors, e.EventDate)
	e.SourceSector, e.TargetSector = sector(r, actor1Type1Code), sector(r, actor2Type1Code)
	e.IsDirected = true
	readCode(r, e)
	e.NMentions, e.NSources, e.NArticles = r.Count(numMentions), r.Count(numSources), r.Count(numArticles)
	e.Tone = r.Float(avgTone, -100, 100)
	readPlace(r, e)
	e.URL = r.Text(sourceURL)
}

func readDates(r *source.Record, e *schemas.Event) {
	e.EventDate, e.DatePrecision = r.Compact(sqlDate), "day"
	if day := r.Text(sqlDate); len(day) == 8 {
		if r.Text(monthYear) != day[:6] {
			r.Fail(monthYear, "contradiction", "MonthYear is %q, but SQLDATE is %s", r.Text(monthYear), day)
		}
		if r.Text(year) != day[:4] {
			r.Fail(year, "contradiction", "Year is %q, but SQLDATE is %s", r.Text(year), day)
		}
	}
}

func readCode(r *source.Record, e *schemas.Event) {
	e.Scheme, e.EventCode = "cameo", r.Cameo(eventCode)
	if root := r.Text(eventRootCode); len(e.EventCode) < 2 || root != e.EventCode[:2] {
		r.Fail(eventRootCode, "contradiction", "EventRootCode is %q, but EventCode is %q", root, e.EventCode)
	}
	r.OneOf(isRootEvent, "0", "1")
	e.QuadClassDelivered = r.Int(quadClass, 1, 4)
	e.GoldsteinDelivered = r.Float(goldsteinScale, -10, 10)
}

// precision by ActionGeo_Type, the digit: 1 country, 2 and 5 first-order regions, 3
// and 4 places; 0 means that there is none.
var precision = [...]string{"", "country", "region", "place", "place", "region"}

func readPlace(r *source.Record, e *schemas.Event) {
	kind := r.Text(actionGeoType)
	if len(kind) != 1 || kind[0] < '0' || kind[0] > '5' {
		r.Fail(actionGeoType, "unexpected_value", "ActionGeo_Type is %q, expected 0 to 5", kind)
		return
	}
	if kind == "0" {
		return
	}
	e.GeoPrecision, e.GeoName = precision[kind[0]-'0'], r.Text(actionGeoFullName)
	r.Place(e, actionGeoLat, actionGeoLong)
	if code := r.Text(actionGeoCountry); code != "" {
		e.GeoActorID = r.PlaceActor(code, r.Ref.Actors.System("fips"), e.EventDate)
	}
}

// sector joins the up to three type codes of an actor.
func sector(r *source.Record, first int) string {
	a, b, c := r.Text(first), r.Text(first+1), r.Text(first+2)
	switch {
	case b == "" && c == "":
		return a
	case c == "":
		return a + ";" + b
	}
	return a + ";" + b + ";" + c
}
