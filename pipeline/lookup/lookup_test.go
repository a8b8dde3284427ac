package lookup

import (
	"strings"
	"testing"

	"multivector/schemas"
)

func day(t *testing.T, s string) schemas.Null[schemas.Date] {
	t.Helper()
	if s == "" {
		return schemas.Null[schemas.Date]{}
	}
	d, err := schemas.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return schemas.Some(d)
}

func TestACodeIsLookedUpByDay(t *testing.T) {
	actors := []schemas.Actor{
		{ActorID: "SUN", ValidFrom: day(t, "1922-12-30"), ValidTo: day(t, "1991-12-25")},
		{ActorID: "RUS", ValidFrom: day(t, "1991-12-26")},
		{ActorID: "KAZ", ValidFrom: day(t, "1991-12-16")},
	}
	codes := []schemas.ActorCode{
		{CodeSystem: "cown", Code: "365", ActorID: "SUN", ValidTo: day(t, "1991-12-25")},
		{CodeSystem: "cown", Code: "365", ActorID: "RUS", ValidFrom: day(t, "1991-12-26")},
		{CodeSystem: "iso3", Code: "KAZ", ActorID: "KAZ"},
		{CodeSystem: "fips", Code: "RS", ActorID: "RUS"},
		{CodeSystem: "iso3", Code: "SUN", ActorID: "SUN", ValidFrom: day(t, "1974-01-01"), ValidTo: day(t, "1992-08-30")},
	}
	l, err := New(codes, actors)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		system, code, on, actor string
		status                  Status
	}{
		{"cown", "365", "1991-12-25", "SUN", Found},
		{"cown", "365", "1991-12-26", "RUS", Found},
		{"iso3", "KAZ", "1991-12-16", "KAZ", Found},
		{"iso3", "KAZ", "1991-12-15", "KAZ", OutOfPeriod},
		{"iso3", "SUN", "1992-08-30", "SUN", OutOfPeriod}, // the code outlived the state
		{"iso3", "SUN", "2001-01-01", "SUN", OutOfPeriod},
		{"iso3", "RS", "2001-01-01", "", Unknown}, // a FIPS code is not an ISO code
		{"fips", "RS", "2001-01-01", "RUS", Found},
		{"none", "X", "2001-01-01", "", Unknown},
	} {
		if actor, status := l.Find(c.system, c.code, day(t, c.on).V); actor != c.actor || status != c.status {
			t.Errorf("%s %s on %s: %s %v, want %s %v", c.system, c.code, c.on, actor, status, c.actor, c.status)
		}
	}
}

func TestOverlappingPeriodsAndUnknownActorsAreRefused(t *testing.T) {
	actors := []schemas.Actor{{ActorID: "A"}, {ActorID: "B"}}
	overlap := []schemas.ActorCode{
		{CodeSystem: "cown", Code: "1", ActorID: "A", ValidTo: day(t, "2000-01-01")},
		{CodeSystem: "cown", Code: "1", ActorID: "B", ValidFrom: day(t, "2000-01-01")},
	}
	if _, err := New(overlap, actors); err == nil || !strings.Contains(err.Error(), "same time") {
		t.Errorf("overlap: %v", err)
	}
	if _, err := New([]schemas.ActorCode{{CodeSystem: "cown", Code: "1", ActorID: "C"}}, actors); err == nil {
		t.Error("an unknown actor is accepted")
	}
}
