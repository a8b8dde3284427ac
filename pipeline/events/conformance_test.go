package events

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/events/source"
	"multivector/pipeline/unpack"
	"multivector/schemas"
)

var update = flag.Bool("update", false, "write the expected results of the cases anew")

// minCases is how many cases a source must have.
const minCases = 12

// TestConformance is what every source must pass: its cases, which are folders
// testdata/<source>/<case> with input files and in expected.txt what becomes of
// them; the account of every record; places that lead back to the bytes; the same
// bytes whatever the number of processors and the size of segments; strictness;
// limits; a fuzz target. With -v it prints a table. With -short only the ordinary
// case is built a second time.
func TestConformance(t *testing.T) {
	var table strings.Builder
	for _, s := range Sources() {
		t.Run(s.ID, func(t *testing.T) {
			dirs, err := filepath.Glob(filepath.Join("testdata", s.ID, "*"))
			if err != nil || len(dirs) < minCases {
				t.Errorf("%d cases, at least %d are needed: %v", len(dirs), minCases, err)
			}
			if fuzzTargets[s.ID] == nil {
				t.Error("there is no fuzz target")
			}
			for _, dir := range dirs {
				t.Run(filepath.Base(dir), func(t *testing.T) {
					result := conform(t, s, dir)
					fmt.Fprintf(&table, "%-16s %-36s %s\n", s.ID, filepath.Base(dir), result)
				})
			}
			n := strict(t, s)
			fmt.Fprintf(&table, "%-16s %-36s %d kinds, none published silently\n", s.ID, "(damaged)", n)
		})
	}
	t.Logf("\n%s", table.String())
}

// conform holds a case to the suite, and says in short what became of it.
func conform(t *testing.T, s source.Source, dir string) string {
	c := newTry(t, s.ID)
	for _, file := range inputsIn(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		c.bring(file, data)
	}
	m, err := c.build(source.SegmentBytes)
	got := outcome(t, m, err)
	expected := filepath.Join(dir, "expected.txt")
	if *update {
		put(t, expected, []byte(got))
	}
	want, readErr := os.ReadFile(expected)
	if readErr != nil {
		t.Fatal(readErr)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
	if !testing.Short() || filepath.Base(dir) == "ordinary" {
		alone(t, c, m, got)
	}
	if err != nil {
		_, why, _ := strings.Cut(err.Error(), "source "+s.ID+", ")
		return "refused: " + why[:min(len(why), 150)]
	}
	accounted(t, s, c, m)
	ledBack(t, s, c, m)
	return summary(m)
}

func inputsIn(t *testing.T, dir string) (names []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "expected.txt" {
			names = append(names, e.Name())
		}
	}
	return names
}

func summary(m made) string {
	var read, published, quarantined, excluded int64
	var reasons []string
	for _, e := range m.ledger {
		read, published, quarantined, excluded = read+e.NRead, published+e.NPublished, quarantined+e.NQuarantined, excluded+e.NExcluded
		if e.Reasons != "" {
			reasons = append(reasons, e.Reasons)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%d read = %d published + %d quarantined + %d excluded %s", read, published, quarantined, excluded, strings.Join(reasons, ";")))
}

// alone builds once more on one processor with segments of a few bytes: the
// outcome and every byte of the tables must be the same.
func alone(t *testing.T, c try, m made, got string) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again, err := c.build(100)
	if other := outcome(t, again, err); other != got {
		t.Errorf("with other segments: %s", cmp.Diff(got, other))
	}
	if err != nil {
		return
	}
	for _, table := range writtenByThem {
		name := table.Describe().Name + ".parquet"
		a, errA := os.ReadFile(filepath.Join(m.dir, name))
		b, errB := os.ReadFile(filepath.Join(again.dir, name))
		if err := errors.Join(errA, errB); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s has other bytes with other segments", name)
		}
	}
}

// accounted counts the records of each file without the stage's own parser, and
// holds the account against that and against the tables.
func accounted(t *testing.T, s source.Source, c try, m made) {
	t.Helper()
	for _, e := range m.ledger {
		if e.NRead != e.NPublished+e.NQuarantined+e.NExcluded {
			t.Errorf("%s: %+v does not add up", e.File, e)
		}
		var published, quarantined int64
		lines := map[int64]bool{}
		for _, x := range m.events {
			if x.File == e.File && (s.Join == nil || !lines[x.Line]) { // a joined row may yield several events
				lines[x.Line] = true
				published++
			}
		}
		for _, x := range m.mentions {
			published += one(x.File == e.File)
		}
		for _, x := range m.faults {
			quarantined += one(x.File == e.File)
		}
		if published != e.NPublished || quarantined != e.NQuarantined {
			t.Errorf("%s: %d published and %d quarantined, by the account %d and %d", e.File, published, quarantined, e.NPublished, e.NQuarantined)
		}
		if e.Unit == "file" {
			continue
		}
		if n := counted(t, s, filepath.Join(c.folder(), e.File)); n != e.NRead {
			t.Errorf("%s: %d records, by the account %d", e.File, n, e.NRead)
		}
	}
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// counted counts the records of a file: its lines, or what a reader of CSV finds,
// without headers.
func counted(t *testing.T, s source.Source, path string) (n int64) {
	t.Helper()
	f, err := unpack.Open(path, unpack.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	for {
		_, err := f.Next()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		layout, err := source.Recognize(data, s.Layouts)
		if err != nil {
			t.Fatal(err)
		}
		if layout.Quoted {
			r := csv.NewReader(bytes.NewReader(data))
			r.Comma, r.FieldsPerRecord = rune(layout.Separator), -1
			records, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			n += int64(len(records))
		} else {
			n += int64(len(bytes.Split(bytes.TrimSuffix(data, []byte{'\n'}), []byte{'\n'})))
		}
		if layout.Header {
			n--
		}
	}
}

// ledBack reads the bytes of each row again, and makes the same row of them.
func ledBack(t *testing.T, s source.Source, c try, m made) {
	t.Helper()
	whole := map[string][]byte{}
	at := func(file string, line, start, end int64) []byte {
		if whole[file] == nil {
			whole[file] = unpacked(t, filepath.Join(c.folder(), file))
		}
		data := whole[file]
		if n := int64(bytes.Count(data[:start], []byte{'\n'})) + 1; n != line && !strings.HasSuffix(file, ".zip") {
			t.Errorf("%s: byte %d is on line %d, by the table %d", file, start, n, line)
		}
		return data[start:end]
	}
	for _, f := range m.faults {
		at(f.File, f.Line, f.ByteStart, f.ByteEnd)
	}
	for _, e := range m.events {
		record := at(e.File, e.Line, e.ByteStart, e.ByteEnd)
		if s.Join != nil { // the event lies in several rows; these bytes are the one of who acts
			if !bytes.HasPrefix(record, []byte(e.NativeEventID+",")) || !bytes.Contains(record, []byte(","+e.SourceActorRaw+",")) {
				t.Errorf("the bytes of %s are those of another row: %s", e.EventUID, record)
			}
			continue
		}
		b := reread(t, s, record, e.File)
		if len(b.events) != 1 {
			t.Fatalf("the bytes of %s do not yield a row again: %+v", e.EventUID, b.faults)
		}
		again := b.events[0]
		if s.ByPlace {
			again.EventUID = e.EventUID
		}
		again.Line, again.ByteStart, again.ByteEnd, again.SourceVersion, again.QualityFlags = e.Line, e.ByteStart, e.ByteEnd, e.SourceVersion, e.QualityFlags
		if diff := cmp.Diff(e, again); diff != "" {
			t.Errorf("the bytes of %s yield another row: %s", e.EventUID, diff)
		}
	}
	for _, e := range m.mentions {
		b := reread(t, s, at(e.File, e.Line, e.ByteStart, e.ByteEnd), e.File)
		if len(b.mentions) != 1 {
			t.Fatalf("the bytes of %s do not yield a row again: %+v", e.MentionUID, b.faults)
		}
		again := b.mentions[0]
		again.Line, again.ByteStart, again.ByteEnd, again.SourceVersion = e.Line, e.ByteStart, e.ByteEnd, e.SourceVersion
		if diff := cmp.Diff(e, again); diff != "" {
			t.Errorf("the bytes of %s yield another row: %s", e.MentionUID, diff)
		}
	}
}

func unpacked(t *testing.T, path string) []byte {
	t.Helper()
	f, err := unpack.Open(path, unpack.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpack.Whole(f))
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return data
}

// reread parses the bytes of one record in each layout, and gives the first that
// yields a row.
func reread(t *testing.T, s source.Source, record []byte, file string) (b batch) {
	t.Helper()
	ref := projectReference(t)
	for i := range s.Layouts {
		in := &input{Input: schemas.Input{SourceID: s.ID, File: file}, source: s}
		b = batch{}
		err := collecting(ref, &b).segment(in, &s.Layouts[i], source.Segment{Data: slices.Clone(record), Line: 1})
		if err == nil && len(b.events)+len(b.mentions) == 1 {
			return b
		}
	}
	return b
}

// projectReference is the project's own reference tables, as records are read against
// them.
func projectReference(t testing.TB) *source.Reference {
	t.Helper()
	ref, err := listed()
	if err != nil {
		t.Fatal(err)
	}
	return ref
}
