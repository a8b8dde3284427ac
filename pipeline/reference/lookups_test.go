package reference

import (
	"testing"

	"multivector/pipeline/lookup"
)

// Whom a code stands for on a day, in the real tables.
func TestCodesAreLookedUpByDate(t *testing.T) {
	p := ownTables(t)
	const found, out, unknown = lookup.Found, lookup.OutOfPeriod, lookup.Unknown
	for _, c := range []struct {
		what, system, code, on, actor string
		status                        lookup.Status
	}{
		{"Germany, both numbers", "cown", "260", "1970-01-01", "DEU", found},
		{"Germany, both numbers", "cown", "255", "2000-01-01", "DEU", found},
		{"Germany, both numbers", "gwn", "260", "2000-01-01", "DEU", found},
		{"Germany by ISO through both", "iso3", "DEU", "1970-01-01", "DEU", found},
		{"Germany before there were two", "cown", "255", "1940-01-01", "DEU", out},
		{"East Germany", "cown", "265", "1970-01-01", "DDR", found},
		{"East Germany", "gwn", "265", "1970-01-01", "DDR", found},
		{"East Germany", "iso3", "DDR", "1970-01-01", "DDR", found},
		{"East Germany on its last day", "cown", "265", "1990-10-02", "DDR", found},
		{"East Germany a day later", "cown", "265", "1990-10-03", "DDR", out},

		{"Yemen before unification", "cown", "678", "1980-01-01", "NORTH_YEMEN", found},
		{"Yemen before unification", "gwn", "678", "1980-01-01", "NORTH_YEMEN", found},
		{"the day before unification", "gwn", "678", "1990-05-21", "NORTH_YEMEN", found},
		{"unification, Gleditsch and Ward", "gwn", "678", "1990-05-22", "YEM", found},
		{"unification, Correlates of War", "cown", "679", "1990-05-22", "YEM", found},
		{"the old number after it", "cown", "678", "1990-05-22", "NORTH_YEMEN", out},
		{"the new number before it", "cown", "679", "1980-01-01", "YEM", out},
		{"South Yemen", "cown", "680", "1980-01-01", "YMD", found},
		{"ISO's letters for both", "iso2", "YE", "1980-01-01", "NORTH_YEMEN", found},
		{"ISO's letters for both", "iso2", "YE", "2000-01-01", "YEM", found},

		{"Serbia before 1918", "cown", "345", "1900-01-01", "SRB", out},
		{"Yugoslavia", "cown", "345", "1970-01-01", "YUG", found},
		{"Yugoslavia on its last day", "cown", "345", "2003-02-03", "YUG", found},
		{"Serbia and Montenegro", "cown", "345", "2003-02-04", "SCG", found},
		{"Serbia and Montenegro", "gwn", "345", "2006-06-04", "SCG", found},
		{"Serbia, Correlates of War", "cown", "345", "2006-06-05", "SRB", found},
		{"Serbia, Gleditsch and Ward", "gwn", "340", "2006-06-05", "SRB", found},
		{"the other number after 2006", "gwn", "345", "2006-06-05", "SCG", out},
		{"Serbia's letters in ISO before it was", "iso2", "RS", "2000-01-01", "SRB", out},
		{"letters used twice, the first time", "iso2", "CS", "1990-01-01", "CSK", found},
		{"letters used twice, the second time", "iso2", "CS", "2004-01-01", "SCG", found},

		{"the Soviet Union", "cown", "365", "1970-01-01", "SUN", found},
		{"the Soviet Union", "gwn", "365", "1970-01-01", "SUN", found},
		{"the Soviet Union on its last day", "cown", "365", "1991-12-25", "SUN", found},
		{"Russia on its first day", "cown", "365", "1991-12-26", "RUS", found},
		{"Russia on its first day", "cameo", "RUS", "1991-12-26", "RUS", found},
		{"Russia's letters before", "iso3", "RUS", "1985-01-01", "SUN", found},
		{"the Union's own letters", "iso3", "SUN", "1985-01-01", "SUN", found},
		{"the Union's own letters after it", "iso3", "SUN", "1995-01-01", "SUN", out},
		{"letters as disputes write them", "cowc", "USR", "1985-01-01", "SUN", found},

		{"Czechoslovakia", "cown", "315", "1992-12-31", "CSK", found},
		{"Czechoslovakia a day later", "cown", "315", "1993-01-01", "CSK", out},
		{"Czechia", "cown", "316", "1993-01-01", "CZE", found},
		{"Slovakia", "gwn", "317", "1993-01-01", "SVK", found},
		{"Czechia before", "cown", "316", "1992-12-31", "CZE", out},

		{"Sudan before the division", "cown", "625", "2011-07-08", "SDN", found},
		{"Sudan after the division", "cown", "625", "2011-07-09", "SDN", found},
		{"South Sudan", "cown", "626", "2011-07-09", "SSD", found},
		{"South Sudan", "fips", "OD", "2015-01-01", "SSD", found},
		{"South Sudan before", "gwn", "626", "2011-07-08", "SSD", out},

		{"North Vietnam", "cown", "816", "1970-01-01", "VDR", found},
		{"North Vietnam", "gwn", "816", "1976-07-01", "VDR", found},
		{"Vietnam", "cown", "816", "1976-07-02", "VNM", found},
		{"South Vietnam", "cown", "817", "1970-01-01", "SOUTH_VIETNAM", found},
		{"South Vietnam after its end", "cown", "817", "1975-05-01", "SOUTH_VIETNAM", out},

		{"Kazakhstan the day before independence", "cown", "705", "1991-12-15", "KAZ", out},
		{"Kazakhstan on its first day", "cown", "705", "1991-12-16", "KAZ", found},
		{"Kazakhstan on its first day", "gwn", "705", "1991-12-16", "KAZ", found},
		{"Kazakhstan in GDELT", "cameo", "KAZ", "2015-10-27", "KAZ", found},
		{"Kazakhstan in GDELT, too early", "cameo", "KAZ", "1991-12-15", "KAZ", out},
		{"Kazakhstan in ICEWS", "icews_name", "Kazakhstan", "1995-01-01", "KAZ", found},
		{"Kazakhstan by number", "ison", "398", "2020-01-01", "KAZ", found},
		{"Kazakhstan as a place", "fips", "KZ", "2020-01-01", "KAZ", found},

		{"no such number", "cown", "999", "2000-01-01", "", unknown},
		{"a number without its zeros", "ison", "4", "2000-01-01", "", unknown},
		{"letters in the wrong case", "iso2", "kz", "2000-01-01", "", unknown},
	} {
		if actor, status := p.find.Find(c.system, c.code, date(t, c.on)); actor != c.actor || status != c.status {
			t.Errorf("%s: %s %s on %s leads to %q, status %d; want %q, status %d", c.what, c.system, c.code, c.on, actor, status, c.actor, c.status)
		}
	}
}

// The same two letters mean one state in ISO 3166 and another in FIPS 10-4.
func TestFIPSIsNotISO(t *testing.T) {
	p := ownTables(t)
	on := date(t, "2020-01-01")
	for code, want := range map[string][2]string{
		"CH": {"CHN", "CHE"}, "RS": {"RUS", "SRB"}, "GM": {"DEU", "GMB"}, "RI": {"SRB", ""},
		"AU": {"AUT", "AUS"}, "AS": {"AUS", "ASM"}, "SZ": {"CHE", "SWZ"}, "GB": {"GAB", "GBR"}, "GA": {"GMB", "GAB"},
	} {
		fips, _ := p.find.Find("fips", code, on)
		iso, _ := p.find.Find("iso2", code, on)
		if fips != want[0] || iso != want[1] {
			t.Errorf("%s is %q in FIPS and %q in ISO, want %q and %q", code, fips, iso, want[0], want[1])
		}
	}
	same, other := 0, 0
	for _, c := range p.codes {
		if c.CodeSystem != "fips" {
			continue
		}
		iso, status := p.find.Find("iso2", c.Code, on)
		if status == lookup.Unknown {
			continue
		}
		if iso == c.ActorID {
			same++
		} else {
			other++
		}
	}
	if other == 0 {
		t.Error("every code that is in both lists has one meaning, so one list was taken for the other")
	}
	t.Logf("%d codes mean the same in FIPS and ISO, %d mean another", same, other)
}
