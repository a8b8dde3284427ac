// Command bench measures the events stage against other tools on generated
// records, in turn, each in a process of its own, and writes tables of medians.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"syscall"

	"github.com/urfave/cli/v2"
)

// contender is one way to turn the files into Parquet: a function that runs in
// a process of this program, or a command of its own.
type contender struct {
	name    string
	run     func(dir string) (measured, error)
	command func(dir, interpreter string) (*exec.Cmd, error)
}

// measured is what a contender's process tells of itself.
type measured struct {
	Seconds float64 `json:"seconds"`
	Rows    int64   `json:"rows"`
	Bytes   int64   `json:"bytes"` // of Parquet
}

var (
	us      = contender{name: "multivector, the whole stage", run: ours}
	another = contender{name: "multivector, one file more", run: again}
	base    = contender{name: "DuckDB, typed COPY of 30 columns", run: duckDB}
	all     = []contender{
		us, base,
		{name: "Polars, scan_csv to sink_parquet, streaming", command: python("polars.py")},
		{name: "pandas with pyarrow", command: python("pandas.py")},
	}
)

func main() {
	app := &cli.App{
		Name:  "bench",
		Usage: "measure the events stage against other tools",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "rows", Value: 1_000_000, Usage: "generated records"},
			&cli.IntFlag{Name: "runs", Value: 5, Usage: "runs of each, in turn"},
			&cli.IntFlag{Name: "times", Value: 10, Usage: "how many times more records for the measure of growth; 1 leaves it out"},
			&cli.StringFlag{Name: "dir", Value: "out/.bench", Usage: "a folder for generated files"},
			&cli.StringFlag{Name: "python", Usage: "a Python that has polars, pandas and pyarrow; they are left out without"},
			&cli.StringFlag{Name: "texts", Usage: "a folder of the General Debate's speeches; reading texts is not measured without"},
			&cli.StringFlag{Name: "to", Value: "out/bench.md", Usage: "the file for the tables"},
			&cli.StringFlag{Name: "readme", Usage: "a file that gets the tables between its marks"},
			&cli.StringFlag{Name: "as", Usage: "run only the contender of that name over what lies there, and print what it measured as JSON"},
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
	for _, k := range []contender{us, another, base, reading, finding} {
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
	contender
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
	r := result{rows: c.Int("rows")}
	if r.size, err = prepare(dir, r.rows); err != nil {
		return err
	}
	for _, k := range all {
		if k.command == nil || c.String("python") != "" {
			r.series = append(r.series, &series{contender: k})
		}
	}
	for range c.Int("runs") {
		for _, s := range r.series {
			if err := s.measure(dir, c.String("python")); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			fmt.Fprintf(os.Stderr, "%s: %.2f s\n", s.name, s.seconds[len(s.seconds)-1])
		}
	}
	if times := c.Int("times"); times > 1 {
		if err := r.grow(dir, times); err != nil {
			return err
		}
	}
	if from := c.String("texts"); from != "" {
		if r.texts, err = compareTexts(dir+"-texts", from, c.String("python"), min(3, c.Int("runs"))); err != nil {
			return err
		}
	}
	return r.write(c.String("to"), c.String("readme"))
}

// added is how many records the file has that is added in the end.
const added = 10_000

// grow measures many times more records, and one file more.
func (r *result) grow(dir string, times int) error {
	r.times, r.large, r.more = times, &series{contender: us}, &series{contender: another}
	var err error
	if r.largeSize, err = prepare(dir, r.rows*times); err != nil {
		return err
	}
	if err := r.large.measure(dir, ""); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s, %d rows: %.2f s\n", us.name, r.rows*times, r.large.seconds[0])
	if err := generate(dir, r.rows*times, added); err != nil {
		return err
	}
	if _, err := pin(dir); err != nil {
		return err
	}
	err = r.more.measure(dir, "")
	return err
}

// measure runs a contender once, in a process of its own.
func (s *series) measure(dir, interpreter string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "--dir", dir, "--as", s.name)
	if s.command != nil {
		if cmd, err = s.command(dir, interpreter); err != nil {
			return err
		}
	}
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
