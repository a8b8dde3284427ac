package events

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline/events/gdelt/sample"
	"multivector/pipeline/events/source"
)

// generated gives some records, numbered from first.
func generated(t testing.TB, rows int, first int64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sample.Write(&b, rows, first, uint64(first)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cache is where the outputs of a build lie.
func (c try) cache() string {
	return filepath.Join(c.root, fmt.Sprintf("out%d", source.SegmentBytes), ".cache", "try")
}

// kept gives the shards that are kept, with the time at which each was made.
func (c try) kept() map[string]os.FileInfo {
	c.t.Helper()
	found, err := filepath.Glob(filepath.Join(c.cache(), "events.parts", "*", "done.json"))
	if err != nil {
		c.t.Fatal(err)
	}
	all := map[string]os.FileInfo{}
	for _, f := range found {
		if all[f], err = os.Stat(f); err != nil {
			c.t.Fatal(err)
		}
	}
	return all
}

// fresh removes what the stages made, all but the shards.
func (c try) fresh() {
	c.t.Helper()
	for _, s := range []string{"acquire", "events"} {
		if err := os.RemoveAll(filepath.Join(c.cache(), s)); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c try) must() made {
	c.t.Helper()
	m, err := c.build(source.SegmentBytes)
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

func TestAFileThatIsAddedIsReadAlone(t *testing.T) {
	c := newTry(t, "gdelt2")
	c.bring("20150218230000.export.CSV", generated(t, 3000, 1000))
	c.bring("20160218230000.export.CSV", generated(t, 3000, 5000))
	c.must()
	before := c.kept()
	c.fresh()
	c.bring("20170218230000.export.CSV", generated(t, 500, 9000))
	m := c.must()
	after := c.kept()
	if len(before) != 2 || len(after) != 3 {
		t.Fatalf("%d shards, then %d", len(before), len(after))
	}
	for f, was := range before {
		if is, ok := after[f]; !ok || !is.ModTime().Equal(was.ModTime()) {
			t.Errorf("%s was made anew", f)
		}
	}
	if len(m.events) != 6500 {
		t.Fatalf("%d events", len(m.events))
	}

	// A build from nothing gives the same bytes.
	whole, err := os.ReadFile(filepath.Join(m.dir, "events.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(c.cache()); err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(filepath.Join(c.must().dir, "events.parquet"))
	if err != nil || !bytes.Equal(whole, again) {
		t.Errorf("a build in steps and a build at once differ: %v", err)
	}
}

func TestAnIdThatStandsTwiceIsPublishedOnce(t *testing.T) {
	first, second := generated(t, 300, 1000), generated(t, 300, 2000)
	lines := func(data []byte, n int) []byte {
		return bytes.Join(bytes.SplitAfter(data, []byte{'\n'})[:n], nil)
	}
	for name, files := range map[string]map[string][]byte{
		"within a file":   {"20150218230000.export.CSV": slices.Concat(first, lines(first, 7))},
		"within a shard":  {"20150218230000.export.CSV": first, "20150219230000.export.CSV": slices.Concat(second, lines(first, 7))},
		"across shards":   {"20150218230000.export.CSV": first, "20160219230000.export.CSV": slices.Concat(lines(first, 7), second)},
		"in three shards": {"20150218230000.export.CSV": first, "20160219230000.export.CSV": lines(first, 3), "20170219230000.export.CSV": slices.Concat(second, lines(first, 4))},
	} {
		t.Run(name, func(t *testing.T) {
			c := newTry(t, "gdelt2")
			for file, data := range files {
				c.bring(file, data)
			}
			m := c.must()
			events, faults := m.events, m.faults
			if want := 300 * len(files); len(files) == 3 && len(events) != 600 || len(files) < 3 && len(events) != want || len(faults) != 7 {
				t.Fatalf("%d events, %d faults", len(events), len(faults))
			}
			seen := map[string]bool{}
			for i, e := range events {
				if seen[e.EventUID] {
					t.Fatalf("%s stands twice", e.EventUID)
				}
				seen[e.EventUID] = true
				if i < 300 && !strings.HasPrefix(e.File, "20150218") {
					t.Fatalf("event %d is from %s: not the first record is published", i, e.File)
				}
			}
			var published, quarantined int64
			for _, e := range m.ledger {
				published, quarantined = published+e.NPublished, quarantined+e.NQuarantined
				if e.NRead != e.NPublished+e.NQuarantined || e.NQuarantined > 0 != strings.Contains(e.Reasons, "repeated_id=") {
					t.Errorf("the account of %s: %+v", e.File, e)
				}
			}
			if published != int64(len(events)) || quarantined != 7 {
				t.Errorf("accounts: %d published, %d quarantined", published, quarantined)
			}
		})
	}
}
