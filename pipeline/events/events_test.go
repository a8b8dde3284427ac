package events_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/acquire"
	"multivector/pipeline/events"
	"multivector/pipeline/reference"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

var update = flag.Bool("update", false, "write the expected results of the cases anew")

var stages = []stage.Stage{
	{Name: "acquire", Writes: []schemas.Declared{schemas.Sources, schemas.Inputs}, Run: acquire.Run},
	{
		Name: "reference", Reads: []schemas.Declared{schemas.Sources, schemas.Inputs},
		Writes: []schemas.Declared{schemas.Actors, schemas.ActorCodes, schemas.Aliases, schemas.Memberships, schemas.Partnerships, schemas.Scales, schemas.OntologyCodes, schemas.Crosswalks, schemas.VectorSets, schemas.Periods, schemas.Claims},
		Run:    reference.Run,
	},
	{
		Name: "events", Reads: []schemas.Declared{schemas.Sources, schemas.Inputs, schemas.Actors, schemas.ActorCodes, schemas.OntologyCodes, schemas.Crosswalks, schemas.Scales},
		Writes: []schemas.Declared{schemas.Events, schemas.EventMentions, schemas.ChronicleNotes, schemas.EventsLedger, schemas.EventsQuarantine},
		Run:    events.Run,
	},
}

// project makes a folder with this project's reference tables and a case that
// has one source.
func project(t testing.TB, source string) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{"raw/reference", "raw/sources"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join("..", "..", dir))); err != nil {
			t.Fatal(err)
		}
	}
	for _, left := range []string{"data", "lock.json"} { // what a user brought in is no part of a test
		if err := os.RemoveAll(filepath.Join(root, "raw", "sources", source, left)); err != nil {
			t.Fatal(err)
		}
	}
	text := "case: try\ntitle: A test\nactor: KAZ\nstart: 1991-12-16\nlanguages: [en]\nsources: [" + source + "]\nvector_sets: []\nperiods: []\n"
	put(t, filepath.Join(root, "raw", "cases", "try", "case.yaml"), []byte(text))
	return root
}

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// bring puts a file where its source's files lie.
func bring(t testing.TB, root, source, file string, data []byte) {
	t.Helper()
	if source == "chronicle" {
		put(t, filepath.Join(root, "raw", "cases", "try", file), data)
		return
	}
	put(t, filepath.Join(root, "raw", "sources", source, "data", file), data)
	pin(t, root, source, file)
}

// pin pins what lies there, as a user does who puts files in by hand. Fetch
// refuses an empty file, which the stage must stand all the same.
func pin(t testing.TB, root, source, file string) {
	t.Helper()
	_, err := acquire.Fetch(context.Background(), root, source, filepath.Join(root, "raw", "sources", source, "data"), 20000)
	if errors.Is(err, stage.ErrData) {
		const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
		lock := fmt.Sprintf(`{"files": [{"file": %q, "sha256": %q, "bytes": 0, "retrieved_at": "2026-01-01"}]}`, file, empty)
		put(t, filepath.Join(root, "raw", "sources", source, "lock.json"), []byte(lock))
		return
	}
	if err != nil {
		t.Fatal(err)
	}
}

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}

// build runs the stages and gives the folder with the tables of the last one.
func build(t testing.TB, root string) (string, error) {
	t.Helper()
	out := filepath.Join(root, "out")
	run := stage.Run{Root: root, Out: out, Case: "try", Code: func(string) string { return "" }, Report: silent{}}
	_, err := run.Do(context.Background(), stages)
	if err != nil {
		return "", err
	}
	found, err := filepath.Glob(filepath.Join(out, ".cache", "try", "events", "*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d outputs of the stage: %v", len(found), err)
	}
	return found[0], nil
}

// rows reads a table and writes each row as lines of column and value; null
// values are left out.
func rows[R any](t testing.TB, dir string, table *schemas.Table[R], skip ...string) string {
	t.Helper()
	all, err := tablefile.ReadAll(context.Background(), filepath.Join(dir, table.Name+".parquet"), table)
	if err != nil {
		t.Fatal(err)
	}
	encoder := table.NewEncoder()
	encoder.Append(all)
	record := encoder.Record()
	var b strings.Builder
	for i := range int(record.NumRows()) {
		fmt.Fprintf(&b, "%s\n", table.Name)
		for c, f := range table.Fields {
			if a := record.Column(c); a.IsValid(i) && !strings.Contains(" "+strings.Join(skip, " ")+" ", " "+f.Name+" ") {
				fmt.Fprintf(&b, "  %-22s %s\n", f.Name, a.ValueStr(i))
			}
		}
	}
	return b.String()
}

// TestCases runs every folder testdata/<source>/<case>: an input file, and in
// expected.txt what becomes of it.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/*")
	if err != nil || len(cases) < 40 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for _, dir := range cases {
		t.Run(strings.TrimPrefix(filepath.ToSlash(dir), "testdata/"), func(t *testing.T) {
			t.Parallel()
			got := outcome(t, dir)
			expected := filepath.Join(dir, "expected.txt")
			if *update {
				put(t, expected, []byte(got))
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func outcome(t *testing.T, dir string) string {
	source := filepath.Base(filepath.Dir(dir))
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	root := project(t, source)
	for _, e := range entries {
		if e.Name() == "expected.txt" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		bring(t, root, source, e.Name(), data)
	}
	made, err := build(t, root)
	if err != nil {
		if !errors.Is(err, stage.ErrData) {
			t.Fatalf("not a fault of the data: %v", err)
		}
		return "error " + err.Error() + "\n"
	}
	return rows(t, made, schemas.EventsLedger, "sha256") +
		rows(t, made, schemas.EventsQuarantine) +
		rows(t, made, schemas.Events, "duplicate_key", "scheme", "source_version", "file") +
		rows(t, made, schemas.EventMentions, "source_version", "file") +
		rows(t, made, schemas.ChronicleNotes)
}
