// Package cowmid reads the Militarized Interstate Disputes of the Correlates of
// War Project, version 5.0: MIDB, a row for each state's part in a dispute, and
// MIDA, a row for each dispute.
//
// An event is a directed dyad: a state in a dispute, and a state on the other
// side whose time in it overlaps. A part in a dispute yields one for each
// opponent, all with the place of the part's row. The code is the highest action
// that the state itself took (hiact), under its level of hostility (hostlev).
// MIDA's rows are checked and then left out, since the dates and actions of a
// dispute are those of its parts. What is not carried over: the end, outcome,
// settlement, duration and fatality levels of disputes.
package cowmid

import (
	"strconv"
	"strings"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields that are read.
const (
	number = iota
	state
	startDay
	startMonth
	startYear
	endDay
	endMonth
	endYear
	side
	revisionist
	highestAction
	hostility
	originator
)

var fields = []string{
	"dispnum", "ccode", "stday", "stmon", "styear", "endday", "endmon", "endyear", "sidea", "revstate", "hiact", "hostlev", "orig",
}

var disputes = []string{
	"dispnum", "stday", "stmon", "styear", "endday", "endmon", "endyear", "outcome", "settle", "fatality", "fatalpre",
	"maxdur", "mindur", "hiact", "hostlev", "recip", "numa", "numb", "ongo2014", "version",
}

var parts = []string{
	"dispnum", "stabb", "ccode", "stday", "stmon", "styear", "endday", "endmon", "endyear", "sidea", "revstate", "revtype1", "revtype2",
	"fatality", "fatalpre", "hiact", "hostlev", "orig", "version",
}

// Source describes the disputes. A missing value is -9.
func Source() source.Source {
	layout := func(columns []string) source.Layout {
		return source.Layout{Separator: ',', Columns: columns, Header: true, Quoted: true, Whole: true, Missing: []string{"-9"}, At: source.Align(fields, columns)}
	}
	return source.Source{ID: "cow_mid", Layouts: []source.Layout{layout(parts), layout(disputes)}, Read: read, Join: join}
}

// read reads a part in a dispute, or a dispute, as an event without a target.
func read(r *source.Record, e *schemas.Event) {
	e.NativeEventID = r.Digits(number)
	from, precision := day(r, startDay, startMonth, startYear, false)
	to, _ := day(r, endDay, endMonth, endYear, true)
	if to < from {
		r.Fail(endYear, "contradicting_date", "the end, %s, lies before the beginning, %s", to, from)
	}
	e.EventDate, e.DatePrecision = from, precision
	if !r.Has(state) {
		r.Exclude("dispute_of_parts")
		return
	}
	r.Part = source.Part{Whole: e.NativeEventID, Until: to, Member: r.Digits(state)}
	if r.OneOf(side, "0", "1") == "1" {
		r.Part.Side = 1
	}
	e.SourceActorRaw = r.Part.Member
	e.SourceActorID = r.Actor(state, r.Ref.Actors.System("cown"), from)
	e.SourceSector = role(r)
	e.Scheme = "mid"
	e.EventCode, e.EventRoot = decimal(r, highestAction, 21), decimal(r, hostility, 5)
	e.IsDirected = true
}

// role tells a state's part: side A is the one that acted first.
func role(r *source.Record) string {
	words := []string{"side_b"}
	if r.Part.Side == 1 {
		words[0] = "side_a"
	}
	if r.OneOf(originator, "0", "1") == "1" {
		words = append(words, "originator")
	}
	if r.OneOf(revisionist, "0", "1", "") == "1" {
		words = append(words, "revisionist")
	}
	return strings.Join(words, ";")
}

func decimal(r *source.Record, field int, most int32) string {
	n := r.Int(field, 0, most)
	if !n.Valid {
		r.Fail(field, "missing_value", "%s is missing", fields[field])
	}
	return strconv.Itoa(int(n.V))
}

// day reads a date of which the day may be missing: then it is the first one of
// the month, or the last one of an end.
func day(r *source.Record, d, m, y int, end bool) (schemas.Date, string) {
	year, month, of := r.Int(y, 1816, 2014), r.Int(m, 1, 12), r.Int(d, 1, 31)
	if !year.Valid || !month.Valid {
		r.Fail(m, "missing_value", "%s or %s is missing", fields[y], fields[m])
		return 0, "month"
	}
	switch {
	case of.Valid:
		if date, ok := schemas.NewDate(int(year.V), int(month.V), int(of.V)); ok {
			return date, "day"
		}
		r.Fail(d, "not_a_date", "%d-%d-%d is no day of the calendar", year.V, month.V, of.V)
		return 0, "day"
	case end:
		next, _ := schemas.NewDate(int(year.V+month.V/12), int(month.V%12+1), 1)
		return next - 1, "month"
	}
	first, _ := schemas.NewDate(int(year.V), int(month.V), 1)
	return first, "month"
}

// join pairs the states of each dispute with their opponents.
func join(rows []source.Row) []source.Joined {
	wholes := map[string][]int{} // rows of each dispute
	for i := range rows {
		wholes[rows[i].Part.Whole] = append(wholes[rows[i].Part.Whole], i)
	}
	var pairs []source.Joined
	for i := range rows {
		a := &rows[i]
		for _, k := range wholes[a.Part.Whole] {
			b := &rows[k]
			if b.Part.Side != a.Part.Side && a.Event.EventDate <= b.Part.Until && b.Event.EventDate <= a.Part.Until {
				pairs = append(pairs, source.Joined{Event: pair(a, b), Flags: a.Flags | b.Flags, Row: i})
			}
		}
	}
	return pairs
}

// pair makes the event in which state a is opposed to state b. It begins when
// the later of them came in.
func pair(a, b *source.Row) schemas.Event {
	e := a.Event
	if b.Event.EventDate > e.EventDate {
		e.EventDate = b.Event.EventDate
	}
	if b.Event.DatePrecision == "month" {
		e.DatePrecision = "month"
	}
	e.EventUID = a.Part.Whole + ":" + a.Part.Member + ":" + b.Part.Member + ":" + e.EventDate.String()
	e.TargetActorRaw, e.TargetActorID, e.TargetSector = b.Event.SourceActorRaw, b.Event.SourceActorID, b.Event.SourceSector
	return e
}
