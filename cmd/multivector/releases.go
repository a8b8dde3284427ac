package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/release"
)

func releasesCommand() *cli.Command {
	return &cli.Command{
		Name:         "releases",
		Usage:        "list the releases that were built",
		Description:  "Example:\n\n   multivector releases --json",
		Flags:        []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			all, err := release.List(out(c))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return writeJSON(c.App.Writer, all)
			}
			w := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
			for _, r := range all {
				latest := ""
				if r.Latest {
					latest = "latest"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Path, r.Date, r.Edition, r.Change, r.Status, latest)
			}
			return w.Flush()
		},
	}
}

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check that a release is whole and unchanged",
		ArgsUsage: "RELEASE",
		Description: "Holds every file against SHA256SUMS and reads every table back with a second\n" +
			"Parquet implementation. RELEASE is a folder, CASE, or CASE/VERSION. Example:\n\n   multivector verify kaz/v1.0.0",
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 1, 1); err != nil {
				return err
			}
			dir, err := release.Resolve(out(c), c.Args().First())
			if err != nil {
				return err
			}
			m, err := release.Verify(dir)
			if err != nil {
				return err
			}
			var rows int64
			for _, t := range m.Tables {
				rows += t.File.Rows
			}
			fmt.Fprintf(c.App.Writer, "%s/%s is whole and unchanged: %d tables, %d rows\n", m.Dataset, m.Version, len(m.Tables), rows)
			return nil
		},
	}
}
