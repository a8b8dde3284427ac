// Package ucdp reads the Georeferenced Event Dataset of the Uppsala Conflict
// Data Program: comma-separated files of 49 columns with a header, and
// candidate files, of which one came without.
//
// An event is one of organized violence with at least one death. Its code is the
// type of violence: 1 state-based, 2 non-state, 3 one-sided. The two sides of
// types 1 and 2 have no direction; in type 3 side A attacks civilians. A side
// is an actor where the source names one state by its Gleditsch and Ward number;
// armed groups have no actor here. What is not carried over: the ids of conflict
// and dyad, the deaths by side, the article's text, and the administrative units.
package ucdp

import (
	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields that are read.
const (
	id = iota
	activeYear
	typeOfViolence
	sideA
	sideB
	numberOfSources
	sourceArticle
	wherePrec
	whereCoordinates
	latitude
	longitude
	countryID
	datePrec
	dateStart
	dateEnd
	best
	high
	low
	gwnoA
	gwnoB
)

var fields = []string{
	"id", "active_year", "type_of_violence", "side_a", "side_b", "number_of_sources", "source_article", "where_prec", "where_coordinates",
	"latitude", "longitude", "country_id", "date_prec", "date_start", "date_end", "best", "high", "low", "gwnoa", "gwnob",
}

var columns = []string{
	"id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
	"dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
	"number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
	"where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
	"country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
	"deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
}

// Source describes the events of UCDP. A missing value is empty or NA.
func Source() source.Source {
	layout := source.Layout{Separator: ',', Columns: columns, Header: true, Quoted: true, Mark: true, Missing: []string{"NA"}, At: source.Align(fields, columns)}
	bare := layout
	bare.Header = false
	return source.Source{ID: "ucdp_ged", Layouts: []source.Layout{layout, bare}, Read: read}
}

func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Digits(id)
	readDate(r, e)
	e.Scheme, e.EventCode = "ucdp", r.OneOf(typeOfViolence, "1", "2", "3")
	e.IsDirected = e.EventCode == "3"
	states := r.Ref.Actors.System("gwn")
	e.SourceActorRaw, e.TargetActorRaw = r.Text(sideA), r.Text(sideB)
	e.SourceActorID = r.OnlyActor(gwnoA, states, e.EventDate)
	e.TargetActorID = r.OnlyActor(gwnoB, states, e.EventDate)
	if r.OneOf(activeYear, "0", "1") == "0" {
		r.Flags |= source.InactiveYear
	}
	if n := r.Int(numberOfSources, -1, 1<<30); n.V >= 0 {
		e.NSources = n // −1 where it was not counted
	}
	e.URL = r.Text(sourceArticle)
	e.FatalitiesBest, e.FatalitiesLow, e.FatalitiesHigh = r.Count(best), r.Count(low), r.Count(high)
	readPlace(r, e)
}

// readDate reads the span of days in which the event happened, and how exactly
// that is known: 1 the day, 2 and 3 within a week, 4 a month, 5 more.
func readDate(r *source.Record, e *schemas.Event) {
	from, to := r.DayOf(dateStart), r.DayOf(dateEnd)
	if to < from {
		r.Fail(dateEnd, "contradicting_date", "date_end is %s, before date_start, %s", to, from)
	}
	e.EventDate, e.DatePrecision = from, "year"
	switch r.OneOf(datePrec, "1", "2", "3", "4", "5") {
	case "1":
		e.DatePrecision = "day"
	case "2", "3", "4":
		e.DatePrecision = "month"
	}
}

// precisions of a place: 1 exact, 2 nearby, 3 and 4 administrative units, 5 a
// line or an area, 6 the country, 7 international waters or airspace.
var precisions = map[string]string{"1": "place", "2": "place", "3": "region", "4": "region", "5": "region", "6": "country"}

func readPlace(r *source.Record, e *schemas.Event) {
	e.GeoPrecision = precisions[r.OneOf(wherePrec, "1", "2", "3", "4", "5", "6", "7")]
	e.GeoName = r.Text(whereCoordinates)
	r.Place(e, latitude, longitude)
	if code := r.Text(countryID); code != "" {
		e.GeoActorID = r.PlaceActor(code, r.Ref.Actors.System("gwn"), e.EventDate)
	}
}
