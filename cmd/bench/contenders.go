package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // registers the driver

	"multivector/pipeline"
	"multivector/pipeline/acquire"
	"multivector/pipeline/events/gdelt"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

const caseID = "bench"

// prepare makes a project of its own: this one's reference tables, and a case
// whose only source is the generated file.
func prepare(dir string) error {
	tables := filepath.Join(dir, "raw", "reference")
	if err := os.RemoveAll(tables); err != nil { // of an earlier run
		return err
	}
	if err := os.CopyFS(tables, os.DirFS("raw/reference")); err != nil {
		return err
	}
	found, err := filepath.Glob("raw/sources/*/source.yaml")
	if err != nil {
		return err
	}
	files := map[string]string{"raw/cases/" + caseID + "/case.yaml": caseYAML}
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
	if err := os.RemoveAll(filepath.Join(dir, "raw", "sources", "gdelt2", "lock.json")); err != nil {
		return err
	}
	_, err = acquire.Fetch(context.Background(), dir, "gdelt2", filepath.Dir(input(dir)), schemas.Date(0))
	return err
}

const caseYAML = `case: bench
title: "A benchmark"
actor: KAZ
start: 1991-12-16
languages: [en]
sources: [gdelt2]
vector_sets: []
periods: []
`

// ours times the events stage: reading, resolving, harmonizing, accounting and
// writing, with the hash of every byte that is read.
func ours(dir string) (measured, error) {
	out := filepath.Join(dir, "out")
	upTo := 1 + slices.IndexFunc(pipeline.Stages, func(s stage.Stage) bool { return s.Name == "events" })
	if err := os.RemoveAll(filepath.Join(out, ".cache", caseID, "events")); err != nil {
		return measured{}, err
	}
	run := stage.Run{Root: dir, Out: out, Case: caseID, Code: pipeline.StageCode, Report: silent{}}
	results, err := run.Do(context.Background(), pipeline.Stages[:upTo])
	if err != nil {
		return measured{}, err
	}
	last := results[len(results)-1]
	files, err := filepath.Glob(filepath.Join(out, ".cache", caseID, "events", "*", "events.parquet"))
	if err != nil || len(files) != 1 {
		return measured{}, fmt.Errorf("expected one file of events, found %d: %w", len(files), err)
	}
	info, err := os.Stat(files[0])
	return measured{Seconds: last.Seconds, Rows: last.Rows["events"], Bytes: info.Size()}, err
}

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(stage.Result)                     {}

// duckDB times a plain typed COPY of the 30 columns that our events carry, with
// DuckDB's defaults.
func duckDB(dir string) (measured, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return measured{}, err
	}
	defer db.Close()
	to := filepath.Join(dir, "duckdb.parquet")
	var m measured
	m.Seconds, err = clock(func() error {
		_, err := db.Exec(copyQuery(input(dir), to))
		return err
	})
	if err != nil {
		return m, err
	}
	if err := db.QueryRow(fmt.Sprintf("SELECT count(*) FROM '%s'", to)).Scan(&m.Rows); err != nil {
		return m, err
	}
	info, err := os.Stat(to)
	m.Bytes = info.Size()
	return m, err
}

// carried lists the columns of GDELT that end up in our events, with the
// expression that types each.
var carried = []string{
	`GLOBALEVENTID`, `strptime(SQLDATE, '%Y%m%d')::DATE AS SQLDATE`, `MonthYear::INTEGER AS MonthYear`, `Year::INTEGER AS Year`,
	`Actor1Code`, `Actor1CountryCode`, `Actor1Type1Code`, `Actor1Type2Code`, `Actor1Type3Code`,
	`Actor2Code`, `Actor2CountryCode`, `Actor2Type1Code`, `Actor2Type2Code`, `Actor2Type3Code`,
	`IsRootEvent::INTEGER AS IsRootEvent`, `EventCode`, `EventRootCode`, `QuadClass::INTEGER AS QuadClass`, `GoldsteinScale::DOUBLE AS GoldsteinScale`,
	`NumMentions::INTEGER AS NumMentions`, `NumSources::INTEGER AS NumSources`, `NumArticles::INTEGER AS NumArticles`, `AvgTone::DOUBLE AS AvgTone`,
	`ActionGeo_Type::INTEGER AS ActionGeo_Type`, `ActionGeo_FullName`, `ActionGeo_CountryCode`, `ActionGeo_Lat::DOUBLE AS ActionGeo_Lat`, `ActionGeo_Long::DOUBLE AS ActionGeo_Long`,
	`strptime(DATEADDED, '%Y%m%d%H%M%S') AS DATEADDED`, `SOURCEURL`,
}

func copyQuery(from, to string) string {
	var columns []string
	for _, name := range gdelt.Events2().Layouts[0].Columns {
		columns = append(columns, fmt.Sprintf("'%s': 'VARCHAR'", name))
	}
	return fmt.Sprintf(`COPY (SELECT %s FROM read_csv('%s', delim = '\t', header = false, quote = '', escape = '', columns = {%s}))
		TO '%s' (FORMAT parquet, COMPRESSION zstd)`, strings.Join(carried, ", "), from, strings.Join(columns, ", "), to)
}
