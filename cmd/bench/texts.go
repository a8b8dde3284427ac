package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"multivector/pipeline"
	"multivector/pipeline/acquire"
	"multivector/pipeline/lookup"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// The texts are those of a real collection, which nobody can make up: a folder
// of the General Debate's speeches.
const (
	speeches  = "ungdc"
	textsCase = `case: bench
title: "A benchmark"
actor: KAZ
start: 1991-12-16
sources: [ungdc]
vector_sets: []
periods: []
`
)

var (
	reading = contender{name: "multivector, the whole stage: cutting, names, coding, Parquet", run: oursTexts}
	finding = contender{name: "multivector, finding names alone, on every core", run: oursNames}
	finders = []contender{
		{name: "pyahocorasick, its scan alone", command: finder("ahocorasick")},
		{name: "flashtext, its scan alone", command: finder("flashtext")},
		{name: "spaCy, EntityRuler on a blank pipeline", command: finder("spacy")},
	}
)

// prepareTexts makes a project whose only source are the speeches.
func prepareTexts(dir, from string) (int64, error) {
	if err := project(dir, textsCase); err != nil {
		return 0, err
	}
	done, err := acquire.Fetch(context.Background(), dir, speeches, from, schemas.Date(0))
	return done.Bytes, err
}

// oursTexts times the texts stage from nothing.
func oursTexts(dir string) (measured, error) {
	if err := os.RemoveAll(filepath.Join(dir, "out", ".cache", caseID, "texts")); err != nil {
		return measured{}, err
	}
	upTo := 1 + slices.IndexFunc(pipeline.Stages, func(s stage.Stage) bool { return s.Name == "texts" })
	run := stage.Run{Root: dir, Out: filepath.Join(dir, "out"), Case: caseID, Code: pipeline.StageCode, Report: silent{}}
	results, err := run.Do(context.Background(), pipeline.Stages[:upTo])
	if err != nil {
		return measured{}, err
	}
	last := results[len(results)-1]
	return measured{Seconds: last.Seconds, Rows: last.Rows["mentions"]}, nil
}

// oursNames times the finding of names in normalized texts that are in memory, with a
// lexicon that is built. Lines stand for provisions.
func oursNames(dir string) (measured, error) {
	files, err := filepath.Glob(speechFiles(dir))
	if err != nil {
		return measured{}, err
	}
	texts := make([]string, len(files))
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return measured{}, err
		}
		texts[i] = norm.NFC.String(strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "\ufffd"))
	}
	aliases, err := kept(dir, schemas.Aliases)
	if err != nil {
		return measured{}, err
	}
	contexts, err := kept(dir, schemas.AliasContexts)
	if err != nil {
		return measured{}, err
	}
	x := names.New(aliases, contexts, "en")
	finders := sync.Pool{New: func() any { return new(names.Finder) }}
	scan := func(_ context.Context, text string) (n int64, err error) {
		f := finders.Get().(*names.Finder)
		defer finders.Put(f)
		f.Begin(text, lookup.Ever, lookup.Never)
		var tokens []words.Token
		flat, at := words.Flat(text), 0
		for line := range strings.Lines(text) {
			tokens = words.Append(tokens[:0], flat[at:at+len(line)], at)
			n += int64(len(f.Find(x, tokens)))
			at += len(line)
		}
		return n, nil
	}
	var m measured
	began := time.Now()
	err = stage.Each(context.Background(), stage.Slice(texts), scan, func(n int64) error { m.Rows += n; return nil })
	m.Seconds = time.Since(began).Seconds()
	return m, err
}

// speechFiles is a pattern for the speeches.
func speechFiles(dir string) string {
	return filepath.Join(dir, "raw/sources", speeches, "data", "*.txt")
}

// kept reads a table of the reference stage.
func kept[R any](dir string, table *schemas.Table[R]) ([]R, error) {
	found, err := filepath.Glob(filepath.Join(dir, "out/.cache", caseID, "reference", "*", table.Name+".parquet"))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errors.New("the names are not there yet: our own stage has to run first")
	}
	return tablefile.ReadAll(context.Background(), found[0], table)
}

// finder makes the command that looks for the names with another program.
func finder(name string) func(dir, interpreter string) (*exec.Cmd, error) {
	return func(dir, interpreter string) (*exec.Cmd, error) {
		text, err := scripts.ReadFile("others/mentions.py")
		if err != nil {
			return nil, err
		}
		listed, err := englishNames(dir)
		if err != nil {
			return nil, err
		}
		spec, err := json.Marshal(map[string]any{"finder": name, "texts": speechFiles(dir), "names": listed})
		if err != nil {
			return nil, err
		}
		cmd := exec.Command(interpreter, "-c", string(text), string(spec))
		return cmd, nil
	}
}

// englishNames lists the aliases that our stage looks for.
func englishNames(dir string) ([]string, error) {
	aliases, err := kept(dir, schemas.Aliases)
	var listed []string
	for _, a := range aliases {
		if a.Lang == "en" {
			listed = append(listed, a.Alias)
		}
	}
	slices.Sort(listed)
	return slices.Compact(listed), err
}

// compareTexts measures the reading of texts, and writes a table.
func compareTexts(dir, from, interpreter string, runs int) (string, error) {
	size, err := prepareTexts(dir, from)
	if err != nil {
		return "", err
	}
	all := []*series{{contender: reading}, {contender: finding}}
	if interpreter != "" {
		for _, k := range finders {
			all = append(all, &series{contender: k})
		}
	}
	for range runs {
		for _, s := range all {
			if err := s.measure(dir, interpreter); err != nil {
				return "", fmt.Errorf("%s: %w", s.name, err)
			}
			fmt.Fprintf(os.Stderr, "%s: %.2f s\n", s.name, s.seconds[len(s.seconds)-1])
		}
	}
	var b strings.Builder
	base := median(all[0].seconds)
	fmt.Fprintf(&b, "\nSpeeches of the General Debate, %d MB of English, and the English names of actors, medians of %d runs in turn.\n\n", size/1e6, runs)
	b.WriteString("| | seconds | ratio | peak memory, MB | found |\n|---|---:|---:|---:|---:|\n")
	for _, s := range all {
		m := median(s.seconds)
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %d | %d |\n", s.name, m, m/base, median(s.memory)/1e6, s.last.Rows)
	}
	return b.String(), nil
}
