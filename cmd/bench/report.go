package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// result is all that was measured.
type result struct {
	rows      int
	size      int64
	series    []*series // the first is ours, the second the one to compare with
	times     int
	largeSize int64
	large     *series // ours on many times more records
	more      *series // ours on one file more
	texts     string  // the table about texts
}

// tables writes the medians, and each contender's time as a ratio to DuckDB's.
func (r *result) tables() string {
	var b strings.Builder
	base := median(r.series[1].seconds)
	fmt.Fprintf(&b, "GDELT 2.0, %d generated rows, %d MB, %d cores, medians of %d runs in turn.\n\n", r.rows, r.size/1e6, runtime.NumCPU(), len(r.series[0].seconds))
	b.WriteString("| | seconds | ratio | CPU seconds of the process | peak memory, MB | Parquet, MB | rows |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for _, s := range r.series {
		m := median(s.seconds)
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %.2f | %d | %.1f | %d |\n", s.name, m, m/base, median(s.cpu), median(s.memory)/1e6, float64(s.last.Bytes)/1e6, s.last.Rows)
	}
	if r.large != nil {
		first := r.series[0]
		fmt.Fprintf(&b, "\nThe stage on %d times as many rows, and on a file of %d rows more than had been built; the ratios are to the first line above.\n\n", r.times, added)
		b.WriteString("| | rows | MB | seconds | ratio | peak memory, MB | ratio |\n|---|---:|---:|---:|---:|---:|---:|\n")
		seconds, memory := r.large.seconds[0], r.large.memory[0]
		fmt.Fprintf(&b, "| from nothing | %d | %d | %.2f | %.2f | %d | %.2f |\n", r.large.last.Rows, r.largeSize/1e6,
			seconds, seconds/median(first.seconds), memory/1e6, float64(memory)/float64(median(first.memory)))
		fmt.Fprintf(&b, "| one file more, with the stages before | %d | | %.2f | | %d | |\n", r.more.last.Rows, r.more.seconds[0], r.more.memory[0]/1e6)
	}
	b.WriteString(r.texts)
	return b.String()
}

// The marks between which a file gets the tables.
const (
	markBegin = "<!-- make bench writes from here -->\n"
	markEnd   = "<!-- to here -->\n"
)

func (r *result) write(to, readme string) error {
	text := r.tables()
	fmt.Print(text)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(to, []byte(text), 0o644); err != nil || readme == "" {
		return err
	}
	data, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	before, rest, ok1 := strings.Cut(string(data), markBegin)
	_, after, ok2 := strings.Cut(rest, markEnd)
	if !ok1 || !ok2 {
		return errors.New(readme + " has no marks for the tables")
	}
	return os.WriteFile(readme, []byte(before+markBegin+text+markEnd+after), 0o644)
}
