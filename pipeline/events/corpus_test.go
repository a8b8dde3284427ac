package events

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/corpus"
	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// TestCorpusRealFiles reads real files of each source: every record accounted
// for, every row led back to its bytes, the same bytes in other segments. With -v
// it shows what became of them.
func TestCorpusRealFiles(t *testing.T) {
	for _, c := range []struct {
		source, file, want string
	}{
		{"gdelt2", "20151027220000.export.CSV", "2116 read = 2116 published + 0 quarantined + 0 excluded; no_source_actor 954, no_target_actor 1216, same_actor 133, stale_date 41, late_addition 15"},
		{"gdelt_mentions", "mentionssamp.csv", "1635 read = 1635 published + 0 quarantined + 0 excluded"},
		{"icews", "events.2018.sample.tab", "3705 read = 3705 published + 0 quarantined + 0 excluded; no_source_actor 147, no_target_actor 232, same_actor 1596"},
	} {
		t.Run(c.source, func(t *testing.T) {
			m, tried := realFile(t, c.source, c.file)
			s := bySource(t, c.source)
			accounted(t, s, tried, m)
			ledBack(t, s, tried, m)
			alone(t, tried, m, outcome(t, m, nil))
			got := summary(m) + flagged(m.events)
			if t.Log(got); got != c.want {
				t.Errorf("want %s", c.want)
			}
			for _, f := range m.faults {
				t.Logf("  line %d, %s: %s", f.Line, f.ReasonCode, f.Message)
			}
		})
	}
}

func realFile(t *testing.T, id, file string) (made, try) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus.Dir(t, "events", id), file))
	if err != nil {
		t.Fatal(err)
	}
	c := newTry(t, id)
	c.bring(file, data)
	m, err := c.build(source.SegmentBytes)
	if err != nil {
		t.Fatal(err)
	}
	return m, c
}

// flagged counts the flags of events.
func flagged(events []schemas.Event) string {
	counts := map[string]int{}
	for _, e := range events {
		for _, f := range strings.Split(e.QualityFlags, ";") {
			if f != "" {
				counts[f]++
			}
		}
	}
	text, separator := "", "; "
	for _, q := range schemas.QualityFlags {
		if n := counts[q.Flag]; n > 0 {
			text, separator = text+fmt.Sprintf("%s%s %d", separator, q.Flag, n), ", "
		}
	}
	return text
}

// TestCorpusICEWSRepeatsItself counts in a real file what looks alike: rows with
// the same date, actors, code and place, and rows that a row with source and
// target exchanged mirrors.
func TestCorpusICEWSRepeatsItself(t *testing.T) {
	m, _ := realFile(t, "icews", "events.2018.sample.tab")
	keys := map[int64]int{}
	type deed struct{ date, code, from, to string }
	deeds := map[deed]int{}
	for _, e := range m.events {
		keys[e.DuplicateKey]++
		deeds[deed{e.EventDate.String(), e.EventCode, e.SourceActorRaw, e.TargetActorRaw}]++
	}
	alike := len(m.events) - len(keys)
	mirrored, roots := 0, map[string]int{}
	for d, n := range deeds {
		back := deeds[deed{d.date, d.code, d.to, d.from}]
		if d.from == d.to {
			continue
		}
		mirrored += min(n, back)
		roots[d.code[:2]] += min(n, back)
	}
	var shown []string
	for root, n := range roots {
		if n > 0 {
			shown = append(shown, fmt.Sprintf("%s: %d", root, n))
		}
	}
	slices.Sort(shown)
	t.Logf("%d rows, %d of them repeat an earlier one in date, actors, code and place; %d are mirrored, by root %s", len(m.events), alike, mirrored, strings.Join(shown, ", "))
	if alike != 655 || mirrored != 1026 {
		t.Errorf("%d alike, %d mirrored; want 655 and 1026", alike, mirrored)
	}
}

// TestCorpusDisputesBecomeDyads reads the real disputes, and shows those of
// Kazakhstan. The number of dyads was counted apart from this program.
func TestCorpusDisputesBecomeDyads(t *testing.T) {
	parts, _ := realFile(t, "cow_mid", "MIDB 5.0.csv")
	disputes, _ := realFile(t, "cow_mid", "MIDA 5.0.csv")
	t.Logf("MIDA: %s", summary(disputes))
	t.Logf("MIDB: %s; %d directed dyads", summary(parts), len(parts.events))
	if got := summary(parts); got != "5883 read = 5883 published + 0 quarantined + 0 excluded" || len(parts.events) != 7488 {
		t.Errorf("%s, %d dyads", got, len(parts.events))
	}
	if got := summary(disputes); got != "2436 read = 0 published + 0 quarantined + 2436 excluded dispute_of_parts=2436" {
		t.Error(got)
	}
	found := map[string]string{}
	for _, e := range parts.events {
		if e.SourceActorID == "KAZ" || e.TargetActorID == "KAZ" {
			t.Logf("%s: %s %s > %s, action %s, hostility %s", e.NativeEventID, e.EventDate, e.SourceActorID, e.TargetActorID, e.EventCode, e.EventRoot)
		}
		if e.SourceActorID == "KAZ" {
			found[e.NativeEventID] += e.EventDate.String()[:4] + " " + e.TargetActorID
		}
	}
	want := map[string]string{"4054": "1993 AFG", "4086": "1996 BGR", "4639": "2013 RUS"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}
