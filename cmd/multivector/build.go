package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"multivector/pipeline"
	"multivector/pipeline/release"
	"multivector/pipeline/stage"
)

func buildCommand() *cli.Command {
	return &cli.Command{
		Name:  "build",
		Usage: "run the pipeline and publish what changed as the next release",
		Description: "Reads raw/, checks every record, and publishes out/CASE/vX.Y.Z if anything\n" +
			"changed since the release before. Only a public edition may be passed on; it goes\n" +
			"to out/CASE-public. Example:\n\n   multivector build --case kaz",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "case", Usage: "the case to build: a folder below raw/cases", Value: "kaz"},
			&cli.StringFlag{Name: "edition", Usage: "full, for your own machine, or public, without what sources' terms don't let others have", Value: release.Full},
			&cli.BoolFlag{Name: "json", Usage: "print how each stage ended as JSON"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			edition := c.String("edition")
			if edition != release.Full && edition != release.Public {
				return fmt.Errorf("%w: --edition is %q, expected full or public", errUsage, edition)
			}
			report := newReporter(c.App.ErrWriter)
			results, err := pipeline.Build(c.Context, root(c), out(c), c.String("case"), edition, report)
			report.close()
			if c.Bool("json") {
				return errors.Join(writeJSON(c.App.Writer, results), err)
			}
			if err != nil {
				return err
			}
			return summarize(c, results)
		},
	}
}

// summarize tells a person what a build did.
func summarize(c *cli.Context, results []stage.Result) error {
	w := c.App.Writer
	for _, r := range results {
		for _, n := range r.Notes {
			fmt.Fprintf(w, "%s: %s\n", n.Name, n.Value)
		}
	}
	dir, err := release.Resolve(out(c), release.Folder(c.String("case"), c.String("edition")))
	if err != nil {
		return err
	}
	return describeRelease(c, w, dir)
}

// describeRelease prints the tables, and what is in quarantine and why.
func describeRelease(c *cli.Context, w io.Writer, dir string) error {
	m, err := release.ReadManifest(dir)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, t := range m.Tables {
		fmt.Fprintf(table, "%s\t%d rows\t%d bytes\t\n", t.Name, t.File.Rows, t.File.Bytes)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if q, ok := m.Table("quarantine"); !ok || q.File.Rows == 0 {
		return nil
	}
	summary, err := release.QuarantineSummary(c.Context, dir, out(c))
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "in quarantine:")
	for _, s := range summary {
		fmt.Fprintf(w, "  %s, %s: %d records, for example %s line %d: %s\n", s.SourceID, s.Reason, s.N, s.File, s.Line, s.Message)
	}
	return nil
}
