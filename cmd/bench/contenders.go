package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"multivector/pipeline"
	"multivector/pipeline/acquire"
	"multivector/pipeline/events/gdelt/sample"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

const caseID = "bench"

// project makes a project of its own: this one's reference tables and rules, and
// a case.
func project(dir, text string) error {
	if err := os.RemoveAll(filepath.Join(dir, "raw")); err != nil { // of an earlier run
		return err
	}
	for _, part := range []string{"raw/reference", "raw/coding"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(part)); err != nil {
			return err
		}
	}
	found, err := filepath.Glob("raw/sources/*/source.yaml")
	if err != nil {
		return err
	}
	files := map[string]string{"raw/cases/" + caseID + "/case.yaml": text}
	for _, f := range found {
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		files[f] = string(data)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes a project whose only source are generated files, and gives their
// size. The same number of rows gives the same files, of at most a million rows
// each.
func prepare(dir string, rows int) (int64, error) {
	if err := project(dir, caseYAML); err != nil {
		return 0, err
	}
	for first := 0; first < rows; first += fileRows {
		if err := generate(dir, first, min(fileRows, rows-first)); err != nil {
			return 0, err
		}
	}
	return pin(dir)
}

const (
	firstID  = 500_000_000
	fileRows = 1_000_000
)

// generate writes a file of records, named as GDELT names its own.
func generate(dir string, first, rows int) error {
	path := filepath.Join(dir, data, fmt.Sprintf("20150218%06d.export.CSV", first/added))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return sample.Write(f, rows, int64(firstID+first), uint64(1+first))
}

const data = "raw/sources/gdelt2/data"

func inputs(dir string) string { return filepath.Join(dir, data, "*.CSV") }

// pin pins the files that lie there, as a user does, and gives their size.
func pin(dir string) (size int64, err error) {
	if _, err := acquire.Fetch(context.Background(), dir, "gdelt2", filepath.Join(dir, data), schemas.Date(0)); err != nil {
		return 0, err
	}
	found, err := filepath.Glob(inputs(dir))
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		info, err := os.Stat(f)
		if err != nil {
			return 0, err
		}
		size += info.Size()
	}
	return size, nil
}

const caseYAML = `case: bench
title: "A benchmark"
actor: KAZ
start: 1991-12-16
sources: [gdelt2]
vector_sets: []
periods: []
`

// ours times the events stage from nothing: reading, resolving, harmonizing,
// accounting and writing, with the hash of every byte that is read.
func ours(dir string) (measured, error) {
	for _, kept := range []string{"events", "events.parts"} {
		if err := os.RemoveAll(filepath.Join(dir, "out", ".cache", caseID, kept)); err != nil {
			return measured{}, err
		}
	}
	m, results, err := run(dir)
	if err == nil {
		m.Seconds = results[len(results)-1].Seconds
	}
	return m, err
}

// again times all stages up to events over what an earlier run left.
func again(dir string) (measured, error) {
	m, results, err := run(dir)
	for _, r := range results {
		m.Seconds += r.Seconds
	}
	return m, err
}

func run(dir string) (measured, []stage.Result, error) {
	out := filepath.Join(dir, "out")
	upTo := 1 + slices.IndexFunc(pipeline.Stages, func(s stage.Stage) bool { return s.Name == "events" })
	run := stage.Run{Root: dir, Out: out, Case: caseID, Code: pipeline.StageCode, Report: silent{}}
	results, err := run.Do(context.Background(), pipeline.Stages[:upTo])
	if err != nil {
		return measured{}, nil, err
	}
	rows := results[len(results)-1].Rows["events"]
	found, err := filepath.Glob(filepath.Join(out, ".cache", caseID, "events", "*", "done.json"))
	if err != nil {
		return measured{}, nil, err
	}
	for _, f := range found {
		var done struct{ Tables map[string]tablefile.File }
		data, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(data, &done)
		}
		if err != nil {
			return measured{}, nil, err
		}
		if events := done.Tables["events"]; events.Rows == rows {
			return measured{Rows: rows, Bytes: events.Bytes}, results, nil
		}
	}
	return measured{}, nil, fmt.Errorf("no output of the stage has %d rows", rows)
}

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}
