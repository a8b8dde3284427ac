package source

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// Record is one record of a file. Its texts share the memory of the segment.
// It remembers the first fault that was met in reading its fields.
type Record struct {
	Ref      *Reference
	layout   *Layout
	fields   *Fields
	fault    Fault
	faulty   bool
	Flags    Flag
	Form     uint8                  // bits for the ways in which dates are written; a file keeps to one
	Known    Code                   // what is known of the event code, if it is listed
	Listed   bool                   // whether the event code is
	Excluded string                 // why the record is left out, if it is
	Part     Part                   // of what the record is a part, if its source joins records
	Note     *schemas.ChronicleNote // what a source says beyond the event, if it does
}

// Begin makes the record ready for the fields of another line.
func (r *Record) Begin(layout *Layout, fields *Fields) {
	r.layout, r.fields, r.fault, r.faulty, r.Flags, r.Note = layout, fields, Fault{}, false, 0, nil
	r.Form, r.Known, r.Listed, r.Part, r.Excluded = 0, Code{}, false, Part{}, ""
}

// Fault gives the first fault that was met.
func (r *Record) Fault() (Fault, bool) { return r.fault, r.faulty }

// Fail reports a fault of a field.
func (r *Record) Fail(field int, reason, format string, args ...any) {
	if r.faulty {
		return
	}
	r.faulty = true
	r.fault = Fault{Field: r.name(field), Reason: reason, Message: fmt.Sprintf(format, args...)}
	if c := r.layout.column(field); c >= 0 {
		r.fault.Value = r.fields.At(c)
	}
}

// Exclude leaves a record out on purpose; what was read of it must be sound.
func (r *Record) Exclude(reason string) { r.Excluded = reason }

// name gives a field as the file names it.
func (r *Record) name(field int) string {
	if c := r.layout.column(field); c >= 0 {
		return r.layout.Columns[c]
	}
	return fmt.Sprintf("column %d", field+1)
}

// Has reports whether the layout has a column for a field.
func (r *Record) Has(field int) bool { return r.layout.column(field) >= 0 }

// Text gives a field, the empty text where its value is missing.
func (r *Record) Text(field int) string {
	c := r.layout.column(field)
	if c < 0 {
		return ""
	}
	v := r.fields.At(c)
	for _, m := range r.layout.Missing {
		if v == m {
			return ""
		}
	}
	return v
}

// Need gives a field whose value must not be missing.
func (r *Record) Need(field int) string {
	v := r.Text(field)
	if v == "" {
		r.Fail(field, "missing_value", "%s is missing", r.name(field))
	}
	return v
}

// OneOf gives a field that takes one of some values.
func (r *Record) OneOf(field int, allowed ...string) string {
	v := r.Text(field)
	for _, a := range allowed {
		if v == a {
			return v
		}
	}
	r.Fail(field, "unexpected_value", "%s is %q, expected one of %q", r.name(field), v, slices.Clone(allowed)) // else each call would allocate them
	return v
}

// Digits gives a number that serves as a name, which must be written in digits.
func (r *Record) Digits(field int) string {
	v := r.Need(field)
	for i := 0; i < len(v); i++ {
		if v[i] < '0' || v[i] > '9' {
			r.notNumber(field, v, "digits")
			break
		}
	}
	return v
}

// notNumber reports a value that is no number of the kind expected. Scientific
// notation, of which no source makes use, shows that a spreadsheet wrote it.
func (r *Record) notNumber(field int, v, expected string) {
	reason := "not_a_number"
	if scientific(v) {
		reason = Scientific
	}
	r.Fail(field, reason, "%s is %q, expected %s", r.name(field), v, expected)
}

// scientific reports whether a whole number is written like 4.1E+08.
func scientific(v string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(v), "E")
	if !ok || mantissa == "" || len(exponent) < 2 || exponent[0] != '+' && exponent[0] != '-' {
		return false
	}
	_, err := decimal(v)
	return err == nil
}

// Cameo gives a CAMEO code as delivered. One that is listed only with another
// zero before it lost that on the way.
func (r *Record) Cameo(field int) string {
	v := r.Need(field)
	if r.Known, r.Listed = r.Ref.Cameo[v]; !r.Listed && len(v) > 0 && len(v) < 4 {
		if _, ok := r.Ref.Cameo["0"+v]; ok {
			r.Fail(field, LostZero, "%s is %q, which is no CAMEO code, but 0%s is", r.name(field), v, v)
		}
	}
	return v
}

// Int gives a whole number within bounds, or none where the value is missing.
func (r *Record) Int(field int, low, high int32) schemas.Null[int32] {
	v := r.Text(field)
	if v == "" {
		return schemas.Null[int32]{}
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		r.notNumber(field, v, "a whole number")
		return schemas.Null[int32]{}
	}
	if n < int64(low) || n > int64(high) {
		r.Fail(field, "out_of_range", "%s is %s, expected %d to %d", r.name(field), v, low, high)
		return schemas.Null[int32]{}
	}
	return schemas.Some(int32(n))
}

// Count gives a whole number that is not negative.
func (r *Record) Count(field int) schemas.Null[int32] { return r.Int(field, 0, math.MaxInt32) }

// Float gives a number within bounds, or none where the value is missing.
func (r *Record) Float(field int, low, high float64) schemas.Null[float64] {
	v := r.Text(field)
	if v == "" {
		return schemas.Null[float64]{}
	}
	x, err := decimal(v)
	if err != nil || math.IsNaN(x) {
		r.Fail(field, "not_a_number", "%s is %q, expected a number", r.name(field), v)
		return schemas.Null[float64]{}
	}
	if x < low || x > high {
		r.Fail(field, "out_of_range", "%s is %s, expected %g to %g", r.name(field), v, low, high)
		return schemas.Null[float64]{}
	}
	return schemas.Some(x)
}

// Compact gives a day written as YYYYMMDD.
func (r *Record) Compact(field int) schemas.Date {
	v := r.Need(field)
	if d, ok := compact(v); ok {
		return d
	}
	r.Fail(field, "not_a_date", "%s is %q, expected a day of the calendar written as YYYYMMDD", r.name(field), v)
	return 0
}

func compact(v string) (schemas.Date, bool) {
	if len(v) != 8 {
		return 0, false
	}
	y, ok1 := number(v[:4])
	m, ok2 := number(v[4:6])
	d, ok3 := number(v[6:])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return schemas.NewDate(y, m, d)
}

// CompactTime gives an instant written as YYYYMMDDhhmmss, in UTC.
func (r *Record) CompactTime(field int) schemas.Null[schemas.Timestamp] {
	v := r.Need(field)
	if len(v) == 14 {
		day, ok := compact(v[:8])
		h, ok1 := number(v[8:10])
		m, ok2 := number(v[10:12])
		s, ok3 := number(v[12:])
		if ok && ok1 && ok2 && ok3 && h < 24 && m < 60 && s < 60 {
			return schemas.Some(schemas.Timestamp((int64(day)*86400 + int64(h*3600+m*60+s)) * 1e6))
		}
	}
	r.Fail(field, "not_a_date", "%s is %q, expected an instant written as YYYYMMDDhhmmss", r.name(field), v)
	return schemas.Null[schemas.Timestamp]{}
}

func number(v string) (int, bool) {
	n := 0
	for i := 0; i < len(v); i++ {
		if v[i] < '0' || v[i] > '9' {
			return 0, false
		}
		n = n*10 + int(v[i]-'0')
	}
	return n, true
}

// Day gives a day written as YYYY-MM-DD.
func (r *Record) Day(field int) schemas.Date {
	v := r.Need(field)
	d, err := schemas.ParseDate(v)
	if err != nil {
		r.Fail(field, "not_a_date", "%s is %q, expected a day of the calendar written as YYYY-MM-DD", r.name(field), v)
	}
	return d
}

// The forms of a date, by which AnyDay tells the vintages of a file apart.
const (
	formISO uint8 = 1 << iota
	formUS
)

// AnyDay gives a day written as YYYY-MM-DD or as M/D/YYYY; a file keeps to one
// of them.
func (r *Record) AnyDay(field int) schemas.Date {
	v := r.Need(field)
	month, rest, ok := strings.Cut(v, "/")
	if !ok {
		r.Form = formISO
		return r.Day(field)
	}
	r.Form = formUS
	day, year, _ := strings.Cut(rest, "/")
	m, ok1 := number(month)
	d, ok2 := number(day)
	y, ok3 := number(year)
	if ok1 && ok2 && ok3 && len(month) <= 2 && len(day) <= 2 && len(year) == 4 {
		if date, ok := schemas.NewDate(y, m, d); ok {
			return date
		}
	}
	r.Fail(field, "not_a_date", "%s is %q, expected a day of the calendar written as YYYY-MM-DD or M/D/YYYY", r.name(field), v)
	return 0
}

// Actor finds an actor by code on a day; none where the value is missing. A
// code that is not listed is a fault.
func (r *Record) Actor(field int, codes lookup.Codes, on schemas.Date) string {
	return r.ActorOf(field, r.Text(field), codes, on)
}

// ActorOf does so for a field whose code has to be written in another way.
func (r *Record) ActorOf(field int, code string, codes lookup.Codes, on schemas.Date) string {
	if code == "" {
		return ""
	}
	actor, status := codes.Find(code, on)
	switch status {
	case lookup.Unknown:
		r.Fail(field, "unknown_actor_code", "%s is %q, which is no code in actor_codes", r.name(field), r.Text(field))
	case lookup.OutOfPeriod:
		r.Flags |= ActorOutOfPeriod
	}
	return actor
}

// ActorWithin finds an actor by code within a span of days, for a date of which
// only the month or year is known.
func (r *Record) ActorWithin(field int, codes lookup.Codes, from, to schemas.Date) string {
	if _, status := codes.Find(r.Text(field), from); status == lookup.OutOfPeriod {
		from = to
	}
	return r.Actor(field, codes, from)
}

// Toponym fills the name of an event's place from fields for a city, a district, a
// province and a country. The first that is there says how precise it is.
func (r *Record) Toponym(e *schemas.Event, city, district, province, country int) {
	var parts []string
	for _, level := range []struct {
		field     int
		precision string
	}{{city, "place"}, {district, "region"}, {province, "region"}, {country, "country"}} {
		if name := r.Text(level.field); name != "" {
			if parts = append(parts, name); len(parts) == 1 {
				e.GeoPrecision = level.precision
			}
		}
	}
	e.GeoName = strings.Join(parts, ", ")
}

// Place fills the coordinates of an event. A pair that is incomplete or that
// lies outside the globe makes a flag, not a fault: the event itself stands.
func (r *Record) Place(e *schemas.Event, lat, lon int) {
	x, okLat := degrees(r.Text(lat), 90)
	y, okLon := degrees(r.Text(lon), 180)
	if !okLat || !okLon || x.Valid != y.Valid {
		r.Flags |= BrokenPlace
		return
	}
	e.Lat, e.Lon = x, y
}

// degrees reads an angle; false where there is a value that is none.
func degrees(v string, limit float64) (schemas.Null[float64], bool) {
	if v == "" {
		return schemas.Null[float64]{}, true
	}
	x, err := decimal(v)
	if err != nil || !(x >= -limit && x <= limit) {
		return schemas.Null[float64]{}, false
	}
	return schemas.Some(x), true
}

// PlaceActor finds the state in which a place lies. A code that is not listed
// makes a flag, not a fault: the event itself stands.
func (r *Record) PlaceActor(code string, codes lookup.Codes, on schemas.Date) string {
	actor, status := codes.Find(code, on)
	if status == lookup.Unknown {
		r.Flags |= BrokenPlace
	}
	return actor
}
