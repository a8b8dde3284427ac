package schemas

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestEveryDeclarationIsComplete(t *testing.T) {
	for _, d := range All {
		info := d.Describe()
		if info.Doc == "" || info.Version < 1 || info.Stage == "" || len(info.Key()) == 0 {
			t.Errorf("%s: without description, version, stage or key", info.Name)
		}
		for _, f := range info.Fields {
			if !strings.HasSuffix(f.Doc, ".") {
				t.Errorf("%s.%s: its description is no sentence: %q", info.Name, f.Name, f.Doc)
			}
			if target, column, ok := strings.Cut(f.Ref, "."); ok {
				other, found := Find(target)
				if !found {
					t.Errorf("%s.%s refers to table %s, which is not declared", info.Name, f.Name, target)
					continue
				}
				if to, found := other.Describe().Field(column); !found || to.Kind != f.Kind {
					t.Errorf("%s.%s refers to %s, which is not declared or of another type", info.Name, f.Name, f.Ref)
				}
			}
		}
	}
}

// sample has a column of every kind, as declared and as optional.
type sample struct {
	T     string
	D     string
	O     string
	I     int32
	L     int64
	F     float64
	B     bool
	Day   Date
	At    Timestamp
	NI    Null[int32]
	NL    Null[int64]
	NF    Null[float64]
	NB    Null[bool]
	NDay  Null[Date]
	NAt   Null[Timestamp]
	NDict string
}

var samples = declare(Info{Name: "samples", Version: 1, Stage: "test", Doc: "A test."},
	Col(1, "t", func(r *sample) *string { return &r.T }, "Text.", Key),
	Col(2, "d", func(r *sample) *string { return &r.D }, "Text with few values.", Dict),
	OptText(3, "o", func(r *sample) *string { return &r.O }, "Text that may be undefined."),
	Col(4, "i", func(r *sample) *int32 { return &r.I }, "Number."),
	Col(5, "l", func(r *sample) *int64 { return &r.L }, "Number."),
	Col(6, "f", func(r *sample) *float64 { return &r.F }, "Number."),
	Col(7, "b", func(r *sample) *bool { return &r.B }, "Truth."),
	Col(8, "day", func(r *sample) *Date { return &r.Day }, "Day."),
	Col(9, "at", func(r *sample) *Timestamp { return &r.At }, "Instant."),
	Opt(10, "ni", func(r *sample) *Null[int32] { return &r.NI }, "Number."),
	Opt(11, "nl", func(r *sample) *Null[int64] { return &r.NL }, "Number."),
	Opt(12, "nf", func(r *sample) *Null[float64] { return &r.NF }, "Number."),
	Opt(13, "nb", func(r *sample) *Null[bool] { return &r.NB }, "Truth."),
	Opt(14, "nday", func(r *sample) *Null[Date] { return &r.NDay }, "Day."),
	Opt(15, "nat", func(r *sample) *Null[Timestamp] { return &r.NAt }, "Instant."),
	OptText(16, "nd", func(r *sample) *string { return &r.NDict }, "Text with few values.", Dict),
	Col(17, "di", func(r *sample) *int32 { return &r.I }, "Number with few values.", Dict),
	Opt(18, "df", func(r *sample) *Null[float64] { return &r.NF }, "Number with few values.", Dict),
	Opt(19, "dday", func(r *sample) *Null[Date] { return &r.NDay }, "Day with few values.", Dict),
	Opt(20, "dat", func(r *sample) *Null[Timestamp] { return &r.NAt }, "Instant with few values.", Dict),
)

func null[T Value](t *rapid.T, g *rapid.Generator[T], name string) Null[T] {
	if rapid.Bool().Draw(t, name+" is null") {
		return Null[T]{}
	}
	return Some(g.Draw(t, name))
}

var anySample = rapid.Custom(func(t *rapid.T) sample {
	days := rapid.Custom(func(t *rapid.T) Date { return Date(rapid.Int32().Draw(t, "day")) })
	instants := rapid.Custom(func(t *rapid.T) Timestamp { return Timestamp(rapid.Int64().Draw(t, "at")) })
	few := rapid.SampledFrom([]string{"", "a", "b", "қазақ"})
	return sample{
		T: rapid.String().Draw(t, "t"), D: few.Draw(t, "d"), O: rapid.String().Draw(t, "o"), NDict: few.Draw(t, "nd"),
		I: rapid.Int32().Draw(t, "i"), L: rapid.Int64().Draw(t, "l"), F: rapid.Float64().Draw(t, "f"), B: rapid.Bool().Draw(t, "b"),
		Day: days.Draw(t, "day"), At: instants.Draw(t, "at"),
		NI: null(t, rapid.Int32(), "ni"), NL: null(t, rapid.Int64(), "nl"), NF: null(t, rapid.Float64(), "nf"),
		NB: null(t, rapid.Bool(), "nb"), NDay: null(t, days, "nday"), NAt: null(t, instants, "nat"),
	}
})

func TestWhatIsEncodedIsDecoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(anySample, 0, 40).Draw(t, "rows")
		cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
		e := samples.NewEncoder()
		e.Append(rows[:cut])
		e.Append(rows[cut:])
		if got := samples.Decode(e.Record()); !slices.Equal(got, rows) && len(rows) > 0 {
			t.Fatalf("encoded %+v, decoded %+v", rows, got)
		}
		// A second record of the same encoder starts afresh, and the digests do
		// not depend on where records were cut.
		first := e.Digests()
		e.Reset()
		e.Append(rows)
		if got := samples.Decode(e.Record()); !slices.Equal(got, rows) && len(rows) > 0 {
			t.Fatalf("encoded %+v again, decoded %+v", rows, got)
		}
		once := samples.NewEncoder()
		once.Append(append(slices.Clone(rows), rows...))
		for i, whole := range once.Digests() {
			if first[i].Join(e.Digests()[i]) != whole {
				t.Fatal("the digests depend on how the rows were handed over")
			}
		}
	})
}

func TestTheDigestSeesAnyChangeOfAColumn(t *testing.T) {
	sum := func(values ...string) Digest {
		var d Digest
		for _, v := range values {
			if v == "null" {
				d.Null()
			} else {
				d.Text(v)
			}
		}
		return d
	}
	base := sum("a", "b", "null")
	for _, other := range []Digest{sum("b", "a", "null"), sum("a", "b"), sum("a", "b", ""), sum("a", "null", "b"), sum("ab", "", "null")} {
		if other == base {
			t.Errorf("two different columns have the digest %+v", base)
		}
	}
}

func TestDatesAreThoseOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := rapid.IntRange(1, 9999).Draw(t, "y"), rapid.IntRange(-1, 14).Draw(t, "m"), rapid.IntRange(-1, 33).Draw(t, "d")
		got, ok := NewDate(y, m, d)
		want := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		exists := want.Year() == y && int(want.Month()) == m && want.Day() == d
		if ok != exists || ok && (DateOf(want) != got || got.Time() != want) {
			t.Fatalf("%d-%d-%d: %v %v, want %v %v", y, m, d, got, ok, want, exists)
		}
	})
	for _, s := range []string{"2015-02-30", "2015-2-3", "20150203", "", "0000-01-01", "2015-02-03T00:00:00"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
	if d, err := ParseDate("2016-02-29"); err != nil || d.String() != "2016-02-29" || d.Month().String() != "2016-02-01" || d.Year() != 2016 {
		t.Errorf("2016-02-29: %v, %v", d, err)
	}
}

func TestContradictoryDeclarationsAreRefused(t *testing.T) {
	text := func(r *sample) *string { return &r.T }
	for name, columns := range map[string][]Column[sample]{
		"an id twice":                     {Col(1, "a", text, "A."), Col(1, "b", text, "B.")},
		"a name twice":                    {Col(1, "a", text, "A."), Col(2, "a", text, "B.")},
		"a key that is null":              {OptText(1, "a", text, "A.", Key)},
		"a truth value with a dictionary": {Col(1, "a", func(r *sample) *bool { return &r.B }, "A.", Dict)},
		"a null as a difference":          {Opt(1, "a", func(r *sample) *Null[int64] { return &r.NL }, "A.", Delta)},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is accepted", name)
				}
			}()
			declare(Info{Name: "bad"}, columns...)
		}()
	}
}

func TestRowsAreOrderedByKey(t *testing.T) {
	a, b := &DyadMonthRow{Actor1ID: "KAZ", Actor2ID: "RUS", Month: 5}, &DyadMonthRow{Actor1ID: "KAZ", Actor2ID: "RUS", Month: 6}
	if !DyadMonth.Less(a, b) || DyadMonth.Less(b, a) || DyadMonth.Less(a, a) {
		t.Error("rows are not ordered by their key")
	}
}

func TestDescriptionsNameEveryColumn(t *testing.T) {
	for _, d := range All {
		info := d.Describe()
		data, err := info.JSON()
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Columns []Field  `json:"columns"`
			Key     []string `json:"primary_key"`
		}
		if err := json.Unmarshal(data, &read); err != nil || len(read.Columns) != len(info.Fields) || !slices.Equal(read.Key, info.Key()) {
			t.Errorf("%s: JSON differs from the declaration: %v", info.Name, err)
		}
		page := info.Markdown()
		for _, f := range info.Fields {
			if !strings.Contains(page, "| "+f.Name+" | "+string(f.Kind)+" |") {
				t.Errorf("%s: column %s is missing on the page", info.Name, f.Name)
			}
		}
	}
	f, _ := VectorShares.Field("share")
	if got := f.Rules(); got != "may be null; 0 to 1" {
		t.Errorf("rules of a share: %q", got)
	}
}
