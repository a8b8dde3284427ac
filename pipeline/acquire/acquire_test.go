package acquire

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

const sourceYAML = `source_id: news
name: News
kind: events
home: data
version: null
publisher: Nobody
url: null
url_tried: false
doi: null
license: CC0-1.0
redistribution: row
citation: Nobody, News.
coverage_start: null
coverage_end: null
retrieved_at: null
files: "*.csv"
note: null
`

const caseYAML = `case: try
title: A test
actor: KAZ
start: 1991-12-16
sources: [news]
vector_sets: []
periods: []
`

func project(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	put(t, root, "raw/sources/news/source.yaml", sourceYAML)
	put(t, root, "raw/cases/try/case.yaml", caseYAML)
	return root
}

func put(t *testing.T, root, name, text string) string {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}

// list runs the stage and gives the inputs that it found.
func inputs(t *testing.T, root string) ([]schemas.Input, error) {
	t.Helper()
	stages := []stage.Stage{{Name: "acquire", Writes: []schemas.Declared{schemas.Sources, schemas.Inputs}, Run: Run, Always: true}}
	out := filepath.Join(root, "out")
	if _, err := (stage.Run{Root: root, Out: out, Case: "try", Code: func(string) string { return "" }, Report: silent{}}).Do(context.Background(), stages); err != nil {
		return nil, err
	}
	found, err := filepath.Glob(filepath.Join(out, ".cache", "try", "acquire", "*", "inputs.parquet"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no inputs: %v", err)
	}
	return tablefile.ReadAll(context.Background(), found[0], schemas.Inputs)
}

func fetch(root, from string) (Fetched, error) {
	day, _ := schemas.NewDate(2026, 11, 24)
	return Fetch(context.Background(), root, "news", from, day)
}

func TestWhatIsFetchedIsPinnedAndListed(t *testing.T) {
	root, from := project(t), t.TempDir()
	put(t, from, "b.csv", "two")
	put(t, from, "a.csv", "one")
	put(t, from, "sub/c.csv", "three")
	put(t, from, "notes.txt", "no data")
	done, err := fetch(root, from)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(done.Added, " ") != "a.csv b.csv sub/c.csv" || strings.Join(done.Skipped, " ") != "notes.txt" || done.Bytes != 11 {
		t.Errorf("fetched %+v", done)
	}
	found, err := inputs(t, root)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 4 || found[0].File != "a.csv" || found[0].RetrievedAt.V.String() != "2026-11-24" || found[2].Role != "description" {
		t.Errorf("inputs: %+v", found)
	}
	if again, err := fetch(root, from); err != nil || len(again.Added) != 0 || len(again.Same) != 3 {
		t.Errorf("fetched again: %+v, %v", again, err)
	}
}

func TestChangedBytesAreRefused(t *testing.T) {
	root, from := project(t), t.TempDir()
	put(t, from, "a.csv", "one")
	put(t, from, "b.csv", "two")
	if _, err := fetch(root, from); err != nil {
		t.Fatal(err)
	}
	put(t, from, "b.csv", "other")
	put(t, from, "c.csv", "new")
	if _, err := fetch(root, from); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "b.csv") {
		t.Errorf("a changed file is fetched: %v", err)
	}
	lock, err := raw.ReadLock(root, "news")
	if err != nil || len(lock.Files) != 2 {
		t.Errorf("something landed all the same: %+v, %v", lock, err)
	}
	put(t, root, "raw/sources/news/data/a.csv", "tampered")
	if _, err := inputs(t, root); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "a.csv") {
		t.Errorf("a changed file is read: %v", err)
	}
}

func TestWhatLiesInRawMustBeForeseen(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, root string)
		want  error
		says  string
	}{
		"a link out of raw": {func(t *testing.T, root string) {
			target := put(t, t.TempDir(), "secret.csv", "x")
			if err := os.Symlink(target, filepath.Join(root, "raw/sources/news/data/link.csv")); err != nil {
				t.Fatal(err)
			}
		}, stage.ErrData, "symbolic link"},
		"another file":     {func(t *testing.T, root string) { put(t, root, "raw/sources/news/data/x.zip", "x") }, stage.ErrData, "x.zip"},
		"an unpinned file": {func(t *testing.T, root string) { put(t, root, "raw/sources/news/data/new.csv", "x") }, ErrChanged, "not pinned"},
		"a pinned file gone": {func(t *testing.T, root string) {
			if err := os.Remove(filepath.Join(root, "raw/sources/news/data/a.csv")); err != nil {
				t.Fatal(err)
			}
		}, ErrChanged, "a.csv is pinned"},
		"an unknown key": {func(t *testing.T, root string) {
			put(t, root, "raw/sources/news/source.yaml", sourceYAML+"surprise: 1\n")
		}, stage.ErrData, "surprise"},
		"a missing key": {func(t *testing.T, root string) { put(t, root, "raw/sources/news/source.yaml", "source_id: news\n") }, stage.ErrData, `"name"`},
		"an empty file": {func(t *testing.T, root string) { put(t, root, "raw/sources/news/source.yaml", "") }, stage.ErrData, "empty"},
		"a date that isn't": {func(t *testing.T, root string) {
			put(t, root, "raw/sources/news/source.yaml", strings.Replace(sourceYAML, "retrieved_at: null", "retrieved_at: 2026-02-30", 1))
		}, stage.ErrData, "2026-02-30"},
		"an unknown source": {func(t *testing.T, root string) {
			put(t, root, "raw/cases/try/case.yaml", strings.Replace(caseYAML, "[news]", "[news, olds]", 1))
		}, stage.ErrData, "olds"},
		"a folder for a file": {func(t *testing.T, root string) {
			path := filepath.Join(root, "raw/cases/try/case.yaml")
			if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o755)); err != nil {
				t.Fatal(err)
			}
		}, stage.ErrData, "folder"},
	} {
		t.Run(name, func(t *testing.T) {
			root, from := project(t), t.TempDir()
			put(t, from, "a.csv", "one")
			if _, err := fetch(root, from); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, root)
			if _, err := inputs(t, root); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got: %v", err)
			}
		})
	}
}

func TestFetchRefuses(t *testing.T) {
	root, from := project(t), t.TempDir()
	put(t, from, "notes.txt", "x")
	empty := t.TempDir()
	put(t, empty, "a.csv", "")
	for says, path := range map[string]string{
		"no file at": from, "no such file": filepath.Join(from, "nothing"), "is empty": empty,
	} {
		if _, err := fetch(root, path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if _, err := Fetch(context.Background(), root, "../news", from, 0); err == nil {
		t.Error("a source named by a path is accepted")
	}
}

func TestAHashIsTakenAnewWhenAFileChanges(t *testing.T) {
	root := project(t)
	h := openHashes(filepath.Join(root, "out", "hashes.json"))
	put(t, root, "raw/f", "one")
	a, _, err := h.of(root, "f")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.save(); err != nil {
		t.Fatal(err)
	}
	put(t, root, "raw/f", "other")
	b, size, err := openHashes(filepath.Join(root, "out", "hashes.json")).of(root, "f")
	if err != nil || a == b || size != 5 {
		t.Errorf("%s, %s, %d: %v", a, b, size, err)
	}
}
