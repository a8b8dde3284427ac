package source

import (
	"strings"
	"time"

	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// Ways in which a day is written, as bits of Record.Form, after those of AnyDay.
const (
	formMidnight = formUS << (iota + 1)
	formEnglish
)

// DayOf gives a day written as 2024-05-16, as 2024-05-16 00:00:00.000, or as
// 16 May 2024. A file keeps to one of them.
func (r *Record) DayOf(field int) schemas.Date {
	v := r.Need(field)
	form, day := formISO, v
	if rest, ok := strings.CutSuffix(v, " 00:00:00.000"); ok {
		form, day = formMidnight, rest
	}
	d, err := schemas.ParseDate(day)
	if err != nil && form == formISO {
		if t, bad := time.Parse("2 January 2006", v); bad == nil {
			form, d, err = formEnglish, schemas.DateOf(t), nil
		}
	}
	if err != nil {
		r.Fail(field, "not_a_date", "%s is %q, expected a day of the calendar written as YYYY-MM-DD or as 16 May 2024", r.name(field), v)
		return 0
	}
	r.Form |= form
	return d
}

// Several cuts a list at semicolons, and gives its distinct values in order.
func (r *Record) Several(field int) []string {
	var all []string
	for part := range strings.SplitSeq(r.Text(field), ";") {
		part = strings.TrimSpace(part)
		known := part == ""
		for _, have := range all {
			known = known || have == part
		}
		if !known {
			all = append(all, part)
		}
	}
	return all
}

// OnlyActor finds the actor of a field that may hold a list of codes, joined by
// semicolons or commas. None is chosen from several: then there is no actor,
// and a flag says so.
func (r *Record) OnlyActor(field int, codes lookup.Codes, on schemas.Date) string {
	v := r.Text(field)
	if strings.ContainsAny(v, ";,") {
		r.Flags |= SeveralActors
		return ""
	}
	return r.ActorOf(field, v, codes, on)
}
