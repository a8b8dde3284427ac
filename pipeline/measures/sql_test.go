package measures

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"multivector/pipeline/duck"
	"multivector/schemas"
)

// tables are the tables that the queries read, with the columns that they need. In
// them, A has the partners B (a state) and O (an organization), and two periods, the
// second from 1 July 2001.
var tables = []string{
	`sources AS SELECT * FROM (VALUES ('s', DATE '2000-01-01', NULL::DATE), ('t', NULL, NULL)) x(source_id, coverage_start, coverage_end)`,
	`actors AS SELECT * FROM (VALUES ('A', 'state'), ('B', 'state'), ('O', 'igo')) x(actor_id, actor_type)`,
	`aliases AS SELECT * FROM (VALUES ('b', 'name', 'verified'), ('cap', 'capital', 'verified'), ('o', 'name', 'verified'), ('u', 'name', 'unverified')) x(alias_id, alias_type, verification)`,
	`vector_sets AS SELECT * FROM (VALUES ('set', 'B', 'A'), ('set', 'O', 'A')) x(vector_set, actor_id, subject_actor_id)`,
	`periods AS SELECT * FROM (VALUES ('first', DATE '1999-01-01', DATE '2001-06-30'), ('second', DATE '2001-07-01', NULL)) x(period_id, "start", "end")`,
	`documents (document_id TEXT, issuer_actor_id TEXT, adopted_on DATE, adopted_precision TEXT, verification TEXT)`,
	`versions (version_id TEXT, document_id TEXT, text_kind TEXT, source_id TEXT)`,
	`mentions (mention_id TEXT, version_id TEXT, alias_id TEXT, actor_id TEXT, ambiguous BOOL)`,
	`events (event_uid TEXT, event_date DATE, date_precision TEXT, source_actor_id TEXT, source_actor_raw TEXT, target_actor_id TEXT, target_actor_raw TEXT,
		scheme TEXT, event_code TEXT, event_root TEXT, quad_class INTEGER, goldstein DOUBLE, geo_name TEXT, duplicate_key BIGINT, quality_flags TEXT, source_id TEXT)`,
}

// hold makes the tables, with rows given as "table: values".
func hold(t *testing.T, rows ...string) *sql.DB {
	t.Helper()
	db, err := duck.Open(t.Context(), nil, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, table := range tables {
		if _, err := db.ExecContext(t.Context(), "CREATE TABLE "+table); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range rows {
		table, values, _ := strings.Cut(r, ": ")
		if _, err := db.ExecContext(t.Context(), "INSERT INTO "+table+" VALUES ("+values+")"); err != nil {
			t.Fatal(r, err)
		}
	}
	return db
}

// speech is a text by A, of a day as exactly as is known, in which a name stands once.
func speech(id, day, precision, verification, alias, actor string) []string {
	return []string{
		fmt.Sprintf("documents: '%s', 'A', DATE '%s', '%s', '%s'", id, day, precision, verification),
		fmt.Sprintf("versions: 'v-%s', '%s', 'official', 't'", id, id),
		fmt.Sprintf("mentions: 'm-%s', 'v-%s', '%s', '%s', false", id, id, alias, actor),
	}
}

// event is one between two actors, of source s.
func event(id, day, precision, from, to, code string, quad int, flags string) string {
	return fmt.Sprintf("events: '%[1]s', DATE '%[2]s', '%[3]s', '%[4]s', '%[4]s', '%[5]s', '%[5]s', 'cameo', '%[6]s', left('%[6]s', 2), %[7]d, 2.5, 'here', hash('%[2]s%[4]s%[5]s%[6]s') >> 1, nullif('%[8]s', ''), 's'",
		id, day, precision, from, to, code, quad, flags)
}

// counts gives domain, period and n of B and of O.
func counts(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	shares, _, err := vectors(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range shares {
		n := "null"
		if s.N.Valid {
			n = fmt.Sprint(s.N.V)
		}
		key := s.Domain + " " + s.PeriodID
		got[key] = strings.TrimSpace(got[key] + " " + s.VectorActorID + "=" + n)
	}
	return got
}

func TestWhatIsCountedForAVector(t *testing.T) {
	for name, try := range map[string]struct {
		rows []string
		want map[string]string
	}{
		"a text": {speech("d", "2001-03-01", "day", "verified", "b", "B"),
			map[string]string{"text 2001": "B=1 O=0", "text first": "B=1 O=0"}},
		"a text whose facts are unverified": {speech("d", "2001-03-01", "day", "unverified", "b", "B"), map[string]string{}},
		"a capital":                         {speech("d", "2001-03-01", "day", "verified", "cap", "B"), map[string]string{"text 2001": "B=0 O=0", "text first": "B=0 O=0"}},
		"an alias not looked up":            {speech("d", "2001-03-01", "day", "verified", "u", "B"), map[string]string{"text 2001": "B=0 O=0", "text first": "B=0 O=0"}},
		"a text of a year in which a period ends is of no period": {speech("d", "2001-01-01", "year", "verified", "o", "O"), map[string]string{"text 2001": "B=0 O=1"}},
		"a text of a year within a period":                        {speech("d", "2000-01-01", "year", "verified", "o", "O"), map[string]string{"text 2000": "B=0 O=1", "text first": "B=0 O=1"}},
		"a text of a month":                                       {speech("d", "2001-06-01", "month", "verified", "o", "O"), map[string]string{"text 2001": "B=0 O=1", "text first": "B=0 O=1"}},
		"a text of a year within an open period":                  {speech("d", "2005-01-01", "year", "verified", "o", "O"), map[string]string{"text 2005": "B=0 O=1", "text second": "B=0 O=1"}},
		"an event, of a source that sees no organization": {[]string{event("1", "2001-03-01", "day", "B", "A", "190", 4, "")},
			map[string]string{"events 2001": "B=1 O=null", "events first": "B=1 O=null"}},
		"an event of a year in which a period ends": {[]string{event("1", "2001-01-01", "year", "A", "B", "190", 4, "")}, map[string]string{"events 2001": "B=1 O=null"}},
		"an unverified event":                       {[]string{event("1", "2001-03-01", "day", "A", "B", "190", 4, "stale_date;unverified")}, map[string]string{}},
		"a visit coded in both directions counts once, a fight twice": {
			[]string{event("1", "2000-03-01", "day", "A", "B", "042", 1, ""), event("2", "2000-03-01", "day", "B", "A", "042", 1, ""),
				event("3", "2000-03-01", "day", "A", "B", "190", 4, ""), event("4", "2000-03-01", "day", "B", "A", "190", 4, "")},
			map[string]string{"events 2000": "B=3 O=null", "events first": "B=3 O=null"}},
		"an event within an actor": {[]string{event("1", "2000-03-01", "day", "A", "A", "190", 4, "")}, map[string]string{"events 2000": "B=0 O=null", "events first": "B=0 O=null"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := counts(t, hold(t, try.rows...)); fmt.Sprint(got) != fmt.Sprint(try.want) {
				t.Errorf("want %v, got %v", try.want, got)
			}
		})
	}
}

func TestDyadMonths(t *testing.T) {
	db := hold(t,
		event("1", "2001-03-01", "day", "A", "B", "042", 1, ""), event("2", "2001-03-01", "day", "A", "B", "042", 1, ""), // alike
		event("3", "2001-03-01", "month", "A", "B", "190", 4, "stale_date"), event("4", "2001-03-09", "day", "B", "A", "190", 4, ""),
		event("5", "2001-01-01", "year", "A", "B", "190", 4, ""), event("6", "2001-03-02", "day", "A", "B", "190", 4, "unverified"),
		event("7", "2001-03-02", "day", "A", "A", "190", 4, ""), event("8", "1999-03-02", "day", "A", "B", "112", 3, ""),
	)
	got, err := dyadMonths(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	march, _ := schemas.NewDate(2001, 3, 1)
	early, _ := schemas.NewDate(1999, 3, 1)
	some := schemas.Some[float64]
	want := []schemas.DyadMonthRow{
		{Actor1ID: "A", Actor2ID: "B", SourceID: "s", Month: early, NEvents: 1, NDistinct: 1, NConfVerbal: 1, NGoldstein: 1,
			GoldsteinSum: some(2.5), GoldsteinMean: some(2.5), CoopBalance: some(-1), NSourceMonth: 1, Coverage: "outside"},
		{Actor1ID: "A", Actor2ID: "B", SourceID: "s", Month: march, NEvents: 3, NDistinct: 2, NCoopVerbal: 2, NConfMaterial: 1, NGoldstein: 3,
			GoldsteinSum: some(7.5), GoldsteinMean: some(2.5), CoopBalance: some(1.0 / 3), NSourceMonth: 5, Coverage: "partial"},
		{Actor1ID: "B", Actor2ID: "A", SourceID: "s", Month: march, NEvents: 1, NDistinct: 1, NConfMaterial: 1, NGoldstein: 1,
			GoldsteinSum: some(2.5), GoldsteinMean: some(2.5), CoopBalance: some(-1), NSourceMonth: 5, Coverage: "partial"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("want\n%v\ngot\n%v", want, got)
	}
}
