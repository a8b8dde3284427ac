package stage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"multivector/pipeline/tablefile"
)

// Reporter is told how a run goes.
type Reporter interface {
	Start(stage, doc string)
	Progress(stage string, done, total int64, unit string)
	Done(Result)
}

// Result is how a stage ended.
type Result struct {
	Stage   string           `json:"stage"`
	Cached  bool             `json:"cached"`
	Seconds float64          `json:"seconds"`
	Rows    map[string]int64 `json:"rows,omitempty"`
	Notes   []Note           `json:"notes,omitempty"`
	Error   string           `json:"error,omitempty"`
}

// Run is one pass over the stages.
type Run struct {
	Root    string
	Out     string
	Case    string
	Edition string
	Code    func(stage string) string // hash of the code that a stage runs
	Report  Reporter
}

// finished is what is kept of a stage's output, beside the tables themselves.
type finished struct {
	Tables map[string]tablefile.File `json:"tables"`
	Notes  []Note                    `json:"notes"`
}

const (
	doneFile = "done.json"
	keep     = 2 // outputs kept a stage: this one and the one before
)

// Do runs the stages in order and returns how each ended. It stops at the
// first error, which carries the stage's name.
func (r Run) Do(ctx context.Context, stages []Stage) ([]Result, error) {
	if err := Check(stages); err != nil {
		return nil, err
	}
	cache := filepath.Join(r.Out, ".cache", r.Case)
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	if err := Sweep(cache); err != nil {
		return nil, err
	}
	tables := map[string]Output{}
	var results []Result
	for i := range stages {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		s := &stages[i]
		r.Report.Start(s.Name, s.Doc)
		began := time.Now()
		result, err := r.one(ctx, s, cache, tables)
		result.Stage, result.Seconds = s.Name, time.Since(began).Seconds()
		if err != nil {
			err = fmt.Errorf("%s: %w", s.Name, err)
			result.Error = err.Error()
		}
		r.Report.Done(result)
		results = append(results, result)
		if err := r.log(began, result); err != nil {
			return results, err
		}
		if err != nil {
			return results, err
		}
	}
	return results, nil
}

// one runs a stage, or finds its output in the cache, and adds its tables.
func (r Run) one(ctx context.Context, s *Stage, cache string, tables map[string]Output) (Result, error) {
	home := filepath.Join(cache, s.Name)
	dir := filepath.Join(home, r.key(s, tables))
	done, cached := readDone(dir)
	if !cached || s.Always {
		cached = false
		var err error
		if done, err = r.run(ctx, s, cache, dir, tables); err != nil {
			return Result{}, err
		}
	}
	now := time.Now()
	_ = os.Chtimes(dir, now, now) // the newest are kept
	prune(home)
	result := Result{Cached: cached, Rows: map[string]int64{}, Notes: done.Notes}
	for name, file := range done.Tables {
		tables[name] = Output{Path: file.Path(dir, name), File: file}
		result.Rows[name] = file.Rows
	}
	return result, nil
}

// run makes a stage's output in a folder of its own, and moves it into place
// when it is complete.
func (r Run) run(ctx context.Context, s *Stage, cache, dir string, tables map[string]Output) (finished, error) {
	work, err := os.MkdirTemp(cache, Unfinished)
	if err != nil {
		return finished{}, err
	}
	defer os.RemoveAll(work)
	env := &Env{
		Root: r.Root, Out: r.Out, Case: r.Case, Edition: r.Edition,
		stage: s, dir: work, cache: cache, code: r.Code(s.Name), tables: tables, written: map[string]tablefile.File{}, report: r.Report,
	}
	if err := s.Run(ctx, env); err != nil {
		return finished{}, err
	}
	for _, name := range Names(s.Writes) {
		if _, ok := env.written[name]; !ok {
			return finished{}, fmt.Errorf("table %s is declared but was not written", name)
		}
	}
	done := finished{Tables: env.written, Notes: env.notes}
	data, err := json.MarshalIndent(done, "", " ")
	if err != nil {
		return finished{}, err
	}
	if err := os.WriteFile(filepath.Join(work, doneFile), data, 0o644); err != nil {
		return finished{}, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return finished{}, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return finished{}, err
	}
	return done, os.Rename(work, dir)
}

// key hashes all that a stage's output depends on.
func (r Run) key(s *Stage, tables map[string]Output) string {
	h := sha256.New()
	fmt.Fprintf(h, "stage %s\ncase %s\ncode %s\n", s.Name, r.Case, r.Code(s.Name))
	for _, name := range Names(s.Reads) {
		fmt.Fprintf(h, "table %s %s\n", name, tables[name].File.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

func readDone(dir string) (finished, bool) {
	var done finished
	data, err := os.ReadFile(filepath.Join(dir, doneFile))
	if err != nil || json.Unmarshal(data, &done) != nil {
		return finished{}, false
	}
	for name, file := range done.Tables {
		if !file.Lies(dir, name) {
			return finished{}, false
		}
	}
	return done, true
}

// Unfinished begins the name of a folder whose content is not complete.
const Unfinished = ".unfinished-"

// Sweep removes the unfinished folders that an interrupted run left behind.
func Sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, Unfinished+"*"))
	for _, d := range left {
		err = errors.Join(err, os.RemoveAll(d))
	}
	return err
}

// prune keeps the newest outputs of a stage.
func prune(home string) {
	entries, err := os.ReadDir(home)
	if err != nil || len(entries) <= keep {
		return
	}
	age := func(e os.DirEntry) time.Time {
		info, err := e.Info()
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return age(b).Compare(age(a)) })
	for _, e := range entries[keep:] {
		_ = os.RemoveAll(filepath.Join(home, e.Name()))
	}
}

// log adds a line to the run log, which is no part of a release and so may
// tell the time.
func (r Run) log(began time.Time, result Result) error {
	f, err := os.OpenFile(filepath.Join(r.Out, ".cache", "runs.jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	line, err := json.Marshal(struct {
		At   time.Time `json:"at"`
		Case string    `json:"case"`
		Result
	}{began.UTC(), r.Case, result})
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, string(line)+"\n")
	return err
}
