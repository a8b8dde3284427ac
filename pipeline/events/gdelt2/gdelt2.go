// Package gdelt2 reads event records of GDELT 2.0: tab-separated files of 61
// columns without a header, one every 15 minutes.
//
// Country codes of actors are CAMEO's, those of places are FIPS 10-4. Columns
// that repeat others (month, year, root code) are held against them. What is
// not carried over: names, groups, religions and ethnic codes of actors, their
// places, and feature ids.
package gdelt2

import (
	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The columns in their order.
const (
	globalEventID = iota
	sqlDate
	monthYear
	year
	fractionDate
	actor1Code
	actor1Name
	actor1CountryCode
	actor1KnownGroupCode
	actor1EthnicCode
	actor1Religion1Code
	actor1Religion2Code
	actor1Type1Code
	actor1Type2Code
	actor1Type3Code
	actor2Code
	actor2Name
	actor2CountryCode
	actor2KnownGroupCode
	actor2EthnicCode
	actor2Religion1Code
	actor2Religion2Code
	actor2Type1Code
	actor2Type2Code
	actor2Type3Code
	isRootEvent
	eventCode
	eventBaseCode
	eventRootCode
	quadClass
	goldsteinScale
	numMentions
	numSources
	numArticles
	avgTone
	actor1GeoType
	actionGeoType     = actor1GeoType + 16
	actionGeoFullName = actionGeoType + 1
	actionGeoCountry  = actionGeoType + 2
	actionGeoLat      = actionGeoType + 5
	actionGeoLong     = actionGeoType + 6
	dateAdded         = actionGeoType + 8
	sourceURL         = dateAdded + 1
)

func columns() []string {
	names := []string{"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"}
	for _, actor := range []string{"Actor1", "Actor2"} {
		for _, c := range []string{"Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"} {
			names = append(names, actor+c)
		}
	}
	names = append(names, "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")
	for _, place := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		for _, c := range []string{"Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"} {
			names = append(names, place+"_"+c)
		}
	}
	return append(names, "DATEADDED", "SOURCEURL")
}

// Source describes GDELT 2.0 events.
func Source() source.Source {
	return source.Source{ID: "gdelt2", Layouts: []source.Layout{{Separator: '\t', Columns: columns()}}, Read: read}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Need(globalEventID)
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
	e.AddedAt = r.CompactTime(dateAdded)
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

// precision by ActionGeo_Type: 1 country, 2 and 5 first-order regions, 3 and 4
// places; 0 means that there is none.
var precision = map[string]string{"0": "", "1": "country", "2": "region", "5": "region", "3": "place", "4": "place"}

func readPlace(r *source.Record, e *schemas.Event) {
	kind := r.Text(actionGeoType)
	p, ok := precision[kind]
	if !ok {
		r.Fail(actionGeoType, "unexpected_value", "ActionGeo_Type is %q, expected 0 to 5", kind)
		return
	}
	if kind == "0" {
		return
	}
	e.GeoPrecision, e.GeoName = p, r.Text(actionGeoFullName)
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
