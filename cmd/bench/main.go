// Command bench measures the events stage against DuckDB on generated records,
// in turn, each in a process of its own, and writes a table of medians.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/events/gdelt/sample"
)

// contender is one way to turn the file into Parquet.
type contender struct {
	name string
	run  func(dir string) (measured, error)
}

// measured is what a contender's process tells of itself.
type measured struct {
	Seconds float64 `json:"seconds"`
	Rows    int64   `json:"rows"`
	Bytes   int64   `json:"bytes"` // of Parquet
}

var contenders = []contender{
	{"multivector, the whole stage", ours},
	{"DuckDB, typed COPY of 30 columns", duckDB},
}

func main() {
	app := &cli.App{
		Name:  "bench",
		Usage: "measure the events stage against DuckDB",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "rows", Value: 1_000_000, Usage: "generated records"},
			&cli.IntFlag{Name: "runs", Value: 5, Usage: "runs of each, in turn"},
			&cli.StringFlag{Name: "dir", Value: "out/.bench", Usage: "a folder for generated files"},
			&cli.StringFlag{Name: "to", Value: "out/bench.md", Usage: "the file for the table"},
			&cli.StringFlag{Name: "as", Usage: "run only the contender of that name, and print what it measured as JSON"},
			&cli.StringFlag{Name: "profile", Usage: "with --as: write a CPU profile to this file"},
		},
		Action: func(c *cli.Context) error {
			if c.String("as") != "" {
				return one(c)
			}
			return compare(c)
		},
	}
	if err := app.Run(os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// one runs a contender in this process.
func one(c *cli.Context) error {
	if to := c.String("profile"); to != "" {
		f, err := os.Create(to)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	for _, k := range contenders {
		if k.name == c.String("as") {
			m, err := k.run(c.String("dir"))
			if err != nil {
				return err
			}
			return json.NewEncoder(os.Stdout).Encode(m)
		}
	}
	return fmt.Errorf("there is no contender %q", c.String("as"))
}

// series is what was measured of a contender.
type series struct {
	name    string
	seconds []float64
	cpu     []float64
	memory  []int64
	last    measured
}

func compare(c *cli.Context) error {
	dir, err := filepath.Abs(c.String("dir"))
	if err != nil {
		return err
	}
	size, err := generate(dir, c.Int("rows"))
	if err != nil {
		return err
	}
	all := make([]*series, len(contenders))
	for i, k := range contenders {
		all[i] = &series{name: k.name}
	}
	for range c.Int("runs") {
		for _, s := range all {
			if err := s.measure(dir); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			fmt.Fprintf(os.Stderr, "%s: %.2f s\n", s.name, s.seconds[len(s.seconds)-1])
		}
	}
	text := table(all, c.Int("rows"), size)
	fmt.Print(text)
	return os.WriteFile(c.String("to"), []byte(text), 0o644)
}

// generate writes the input once; the same number of rows gives the same file.
func generate(dir string, rows int) (int64, error) {
	path := input(dir)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return 0, err
	}
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if err := sample.Write(f, rows, 500_000_000, 1); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), prepare(dir)
}

func input(dir string) string {
	return filepath.Join(dir, "raw", "sources", "gdelt2", "data", "20150218230000.export.CSV")
}

// measure runs a contender once, in a process of its own.
func (s *series) measure(dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "--dir", dir, "--as", s.name)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, &s.last); err != nil {
		return err
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return fmt.Errorf("this system does not tell a process's peak memory")
	}
	s.seconds = append(s.seconds, s.last.Seconds)
	s.cpu = append(s.cpu, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	s.memory = append(s.memory, usage.Maxrss*1024)
	return nil
}

func median[T int64 | float64](values []T) T {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// table writes the medians, and each contender's time as a ratio to the last
// one's.
func table(all []*series, rows int, size int64) string {
	var b strings.Builder
	base := median(all[len(all)-1].seconds)
	fmt.Fprintf(&b, "GDELT 2.0, %d generated rows, %d MB, %d cores, medians of %d runs in turn.\n\n", rows, size/1e6, runtime.NumCPU(), len(all[0].seconds))
	b.WriteString("| | seconds | ratio | CPU seconds of the process | peak memory, MB | Parquet, MB | rows |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for _, s := range all {
		m := median(s.seconds)
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %.2f | %d | %.1f | %d |\n", s.name, m, m/base, median(s.cpu), median(s.memory)/1e6, float64(s.last.Bytes)/1e6, s.last.Rows)
	}
	return b.String()
}

// clock times a piece of work.
func clock(work func() error) (float64, error) {
	began := time.Now()
	err := work()
	return time.Since(began).Seconds(), err
}
