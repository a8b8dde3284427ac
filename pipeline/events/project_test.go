package events

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"multivector/pipeline/acquire"
	"multivector/pipeline/events/source"
	"multivector/pipeline/reference"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// try is a case with one source, and the tables that the stage makes of it.
type try struct {
	t      testing.TB
	root   string
	source string
}

// newTry makes a folder with the descriptions that such a case needs.
func newTry(t testing.TB, id string) try {
	t.Helper()
	root := t.TempDir()
	for _, id := range []string{id, "multivector"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "raw", "sources", id, "source.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(root, "raw", "sources", id, "source.yaml"), data)
	}
	put(t, filepath.Join(root, "raw", "cases", "try", "case.yaml"), []byte(caseText(id)))
	return try{t, root, id}
}

func caseText(source string) string {
	return "case: try\ntitle: A test\nactor: KAZ\nstart: 1991-12-16\nsources: [" + source + "]\nvector_sets: []\nperiods: []\n"
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

// folder is where the source's files lie.
func (c try) folder() string {
	if c.source == "chronicle" {
		return filepath.Join(c.root, "raw", "cases", "try")
	}
	return filepath.Join(c.root, "raw", "sources", c.source, "data")
}

// bring puts a file there and pins it, as a user does who puts files in by hand.
// Fetch refuses an empty file, which the stage must stand all the same.
func (c try) bring(file string, data []byte) {
	c.t.Helper()
	put(c.t, filepath.Join(c.folder(), file), data)
	if c.source == "chronicle" {
		return
	}
	_, err := acquire.Fetch(context.Background(), c.root, c.source, c.folder(), 20000)
	if errors.Is(err, stage.ErrData) && len(data) == 0 {
		const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
		lock := fmt.Sprintf(`{"files": [{"file": %q, "sha256": %q, "bytes": 0, "retrieved_at": "2026-01-01"}]}`, file, empty)
		put(c.t, filepath.Join(c.root, "raw", "sources", c.source, "lock.json"), []byte(lock))
		return
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}

// listed is the project's own reference tables, read once.
var listed = sync.OnceValues(func() (*source.Reference, error) {
	root, err := os.MkdirTemp("", "reference")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	return readListed(root)
})

var (
	raws          = []schemas.Declared{schemas.Sources, schemas.Inputs}
	readByEvents  = []schemas.Declared{schemas.Actors, schemas.ActorCodes, schemas.OntologyCodes, schemas.Crosswalks, schemas.Scales}
	writtenByThem = []schemas.Declared{schemas.Events, schemas.EventMentions, schemas.ChronicleNotes, schemas.EventsLedger, schemas.EventsQuarantine}
)

func readListed(root string) (ref *source.Reference, err error) {
	for _, dir := range []string{"raw/reference", "raw/sources"} {
		if err := copyTree(filepath.Join(root, dir), filepath.Join("..", "..", dir)); err != nil {
			return nil, err
		}
	}
	dir := filepath.Join(root, "raw", "cases", "try")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, "case.yaml"), []byte(caseText("")), 0o644)); err != nil {
		return nil, err
	}
	_, err = stage.Run{Root: root, Out: filepath.Join(root, "out"), Case: "try", Code: func(string) string { return "" }, Report: silent{}}.Do(context.Background(), []stage.Stage{
		{Name: "acquire", Writes: raws, Run: acquire.Run},
		{
			Name: "reference", Reads: raws,
			Writes: append([]schemas.Declared{schemas.Aliases, schemas.AliasContexts, schemas.Memberships, schemas.Partnerships, schemas.VectorSets, schemas.Periods, schemas.Claims}, readByEvents...),
			Run:    reference.Run,
		},
		{Name: "events", Reads: readByEvents, Run: func(ctx context.Context, env *stage.Env) (err error) {
			ref, err = readReference(ctx, env)
			return err
		}},
	})
	return ref, err
}

// copyTree copies what the repository holds, without what a user brought in.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && d.Name() == "data":
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case d.Name() == "lock.json":
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}

// made is what the stage made of a case.
type made struct {
	dir      string
	events   []schemas.Event
	mentions []schemas.EventMention
	ledger   []schemas.LedgerEntry
	faults   []schemas.Fault
}

// build runs the stage with segments of about a size. An error is one of the
// data.
func (c try) build(segment int) (made, error) {
	c.t.Helper()
	ref := projectReference(c.t)
	stages := []stage.Stage{
		{Name: "acquire", Writes: raws, Run: acquire.Run},
		{
			Name: "events", Reads: raws, Writes: writtenByThem,
			Run: func(ctx context.Context, env *stage.Env) error {
				return read(ctx, env, func() (*source.Reference, error) { return ref, nil }, "", segment)
			},
		},
	}
	out := filepath.Join(c.root, fmt.Sprintf("out%d", segment))
	_, err := stage.Run{Root: c.root, Out: out, Case: "try", Code: func(string) string { return "" }, Report: silent{}}.Do(context.Background(), stages)
	if err != nil {
		if !errors.Is(err, stage.ErrData) {
			c.t.Fatalf("not a fault of the data: %v", err)
		}
		return made{}, err
	}
	found, err := filepath.Glob(filepath.Join(out, ".cache", "try", "events", "*"))
	if err != nil || len(found) != 1 {
		c.t.Fatalf("%d outputs of the stage: %v", len(found), err)
	}
	return made{found[0], all(c.t, found[0], schemas.Events), all(c.t, found[0], schemas.EventMentions), all(c.t, found[0], schemas.EventsLedger), all(c.t, found[0], schemas.EventsQuarantine)}, nil
}

// all reads a table.
func all[R any](t testing.TB, dir string, table *schemas.Table[R]) []R {
	t.Helper()
	rows, err := tablefile.ReadAll(context.Background(), filepath.Join(dir, table.Name+".parquet"), table)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// lines writes each row of a table as lines of column and value; null values are
// left out.
func lines[R any](t testing.TB, dir string, table *schemas.Table[R], skip ...string) string {
	t.Helper()
	encoder := table.NewEncoder()
	encoder.Append(all(t, dir, table))
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

// outcome writes what became of a case.
func outcome(t testing.TB, m made, err error) string {
	t.Helper()
	if err != nil {
		return "error " + err.Error() + "\n"
	}
	return lines(t, m.dir, schemas.EventsLedger, "sha256") +
		lines(t, m.dir, schemas.EventsQuarantine) +
		lines(t, m.dir, schemas.Events, "duplicate_key", "scheme", "source_version", "file") +
		lines(t, m.dir, schemas.EventMentions, "source_version", "file") +
		lines(t, m.dir, schemas.ChronicleNotes)
}
