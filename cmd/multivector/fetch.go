package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"multivector/pipeline/acquire"
	"multivector/pipeline/raw"
	"multivector/schemas"
)

func fetchCommand() *cli.Command {
	return &cli.Command{
		Name:      "fetch",
		Usage:     "bring a source's files in, from its servers or a local copy, and pin them by SHA-256",
		ArgsUsage: "SOURCE [--from PATH | --since DAY --until DAY ...]",
		Description: "Puts the files into raw/sources/SOURCE/data and pins each in\n" +
			"raw/sources/SOURCE/lock.json. Without --from it asks the servers that the section\n" +
			"fetch of raw/sources/SOURCE/source.yaml names, goes on where an earlier call was\n" +
			"interrupted, and leaves alone what is held. A file that is pinned already must\n" +
			"have the same bytes; if not, it is left as it is and the exit code is 4.\n" +
			"Proxies are taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Examples:\n\n" +
			"   multivector fetch gdelt2 --since 2015-02-18 --until 2015-02-19 --dry-run\n" +
			"   multivector fetch gdelt2 --from ~/Downloads/gdelt",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "a file, or a folder whose matching files are taken"},
			&cli.StringFlag{Name: "since", Usage: "first day of the files, as YYYY-MM-DD; for sources whose files go by days"},
			&cli.StringFlag{Name: "until", Usage: "last day of the files"},
			&cli.IntFlag{Name: "parallel", Usage: "downloads at once", Value: 4},
			&cli.BoolFlag{Name: "dry-run", Usage: "say what would be fetched, and how large it is where the source tells"},
			&cli.StringFlag{Name: "accept", Usage: "take files that changed at their source, for this `REASON`, which is written into lock.json"},
			&cli.BoolFlag{Name: "json", Usage: "print what was done as JSON"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			args, err := flagsAfter(c, 1)
			if err != nil {
				return err
			}
			source := args[0]
			day, err := today()
			if err != nil {
				return err
			}
			if from := c.String("from"); from != "" {
				return fetchLocal(c, source, from, day)
			}
			return fetchRemote(c, source, day)
		},
	}
}

func fetchLocal(c *cli.Context, source, from string, day schemas.Date) error {
	for _, name := range []string{"since", "until", "parallel", "dry-run", "accept"} {
		if c.IsSet(name) {
			return fmt.Errorf("%w: --%s does not go with --from", errUsage, name)
		}
	}
	done, err := acquire.Fetch(c.Context, root(c), source, from, day)
	if err != nil {
		return err
	}
	return describeFetched(c, done)
}

func fetchRemote(c *cli.Context, source string, day schemas.Date) error {
	o := acquire.Remote{Today: day, Parallel: c.Int("parallel"), DryRun: c.Bool("dry-run"), Accept: strings.TrimSpace(c.String("accept"))}
	if o.Parallel < 1 {
		return fmt.Errorf("%w: --parallel is %d, at least 1 is meant", errUsage, o.Parallel)
	}
	if c.IsSet("accept") && o.Accept == "" {
		return fmt.Errorf("%w: --accept wants a reason, in words", errUsage)
	}
	for name, to := range map[string]*schemas.Null[schemas.Date]{"since": &o.Since, "until": &o.Until} {
		if text := c.String(name); text != "" {
			d, err := schemas.ParseDate(text)
			if err != nil {
				return fmt.Errorf("%w: --%s: %w", errUsage, name, err)
			}
			*to = schemas.Some(d)
		}
	}
	if o.Since.Valid && o.Until.Valid && o.Since.V > o.Until.V {
		return fmt.Errorf("%w: --since %s is after --until %s", errUsage, o.Since.V, o.Until.V)
	}
	show := newDownloads(c.App.ErrWriter)
	o.Report = show.report
	done, err := acquire.FetchRemote(c.Context, root(c), source, o)
	show.close()
	if err != nil && len(done.Added)+len(done.Same)+len(done.Replaced) == 0 {
		return err
	}
	if bad := describeFetched(c, done); bad != nil { // of what came through, too
		return bad
	}
	return err
}

// describeFetched tells what a fetch did, or would do.
func describeFetched(c *cli.Context, done acquire.Fetched) error {
	w := c.App.Writer
	if c.Bool("json") {
		return writeJSON(w, done)
	}
	for _, n := range done.Notes {
		fmt.Fprintf(w, "%s: %s\n", done.Source, n)
	}
	if len(done.Planned) > 0 {
		describePlan(w, done)
		return nil
	}
	fmt.Fprintf(w, "%s: %d files added (%d bytes), %d unchanged, %d skipped", done.Source, len(done.Added), done.Bytes, len(done.Same), len(done.Skipped))
	if len(done.Replaced) > 0 {
		fmt.Fprintf(w, ", %d replaced", len(done.Replaced))
	}
	fmt.Fprintln(w)
	return nil
}

// describePlan lists what a dry run found, and adds it up.
func describePlan(w io.Writer, done acquire.Fetched) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	count, bytes, unknown := map[string]int{}, int64(0), 0
	for _, p := range done.Planned {
		size := "?"
		if p.Bytes != nil {
			size = strconv.FormatInt(*p.Bytes, 10)
		}
		fmt.Fprintf(table, "%s\t%s bytes\t  %s\n", p.State, size, p.Name)
		count[p.State]++
		switch {
		case p.State != "fetch":
		case p.Bytes == nil:
			unknown++
		default:
			bytes += *p.Bytes
		}
	}
	_ = table.Flush()
	fmt.Fprintf(w, "%s: %d files to fetch (%d bytes", done.Source, count["fetch"], bytes)
	if unknown > 0 {
		fmt.Fprintf(w, ", and %d of unknown size", unknown)
	}
	fmt.Fprintf(w, "), %d held, %d to ask the server about, %d changed, %d to download by hand\n", count["held"], count["ask"], count["changed"], count["by_hand"])
}

// flagsAfter gives the n arguments of a command, and takes flags that stand
// after them, where the library stops looking for them.
func flagsAfter(c *cli.Context, n int) ([]string, error) {
	args := c.Args().Slice()
	wrong := fmt.Errorf("%w: %s takes %s", errUsage, c.Command.Name, c.Command.ArgsUsage)
	if len(args) < n || slices.ContainsFunc(args[:n], func(a string) bool { return strings.HasPrefix(a, "-") }) {
		return nil, wrong
	}
	for rest := args[n:]; len(rest) > 0; rest = rest[1:] {
		name, value, valued := strings.Cut(strings.TrimLeft(rest[0], "-"), "=")
		var flag cli.Flag
		for _, f := range c.Command.Flags {
			if slices.Contains(f.Names(), name) && strings.HasPrefix(rest[0], "-") {
				flag = f
			}
		}
		if flag == nil {
			return nil, wrong
		}
		if _, isSwitch := flag.(*cli.BoolFlag); isSwitch && !valued {
			value = "true"
		} else if !valued {
			if len(rest) < 2 {
				return nil, fmt.Errorf("%w: --%s wants a value", errUsage, name)
			}
			value, rest = rest[1], rest[1:]
		}
		if err := c.Set(name, value); err != nil {
			return nil, fmt.Errorf("%w: --%s: %w", errUsage, name, err)
		}
	}
	return args[:n], nil
}

// downloads shows how a fetch goes: a bar on a terminal, nothing elsewhere.
type downloads struct {
	bars *mpb.Progress // nil where there is no terminal
	bar  *mpb.Bar
	now  atomic.Value // of string
}

func newDownloads(w io.Writer) *downloads {
	d := &downloads{}
	if !terminal(w) {
		return d
	}
	d.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	d.bar = d.bars.AddBar(0,
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return d.now.Load().(string) + "  " })),
		mpb.AppendDecorators(
			decor.Counters(decor.SizeB1024(0), "% .1f of % .1f "),
			decor.AverageSpeed(decor.SizeB1024(0), "% .1f"),
			decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 10}), " done"),
		))
	d.now.Store("")
	return d
}

// report moves the bar. Calls come one at a time.
func (d *downloads) report(p acquire.Progress) {
	if d.bar == nil {
		return
	}
	d.now.Store(fmt.Sprintf("%d/%d %s", p.Files, p.TotalFiles, p.Name))
	d.bar.SetTotal(max(p.TotalBytes, p.Bytes+1), false) // it ends with the fetch
	d.bar.SetCurrent(p.Bytes)
}

func (d *downloads) close() {
	if d.bars == nil {
		return
	}
	d.bar.SetTotal(max(d.bar.Current(), 1), true)
	d.bars.Wait()
}

// today is the day on which files are brought in. It is written down as a fact
// about them; SOURCE_DATE_EPOCH overrides it.
func today() (schemas.Date, error) {
	day, err := raw.SourceDate()
	if err != nil || day.Valid {
		return day.V, err
	}
	return schemas.DateOf(time.Now()), nil
}
