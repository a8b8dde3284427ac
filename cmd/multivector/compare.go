package main

import (
	"github.com/urfave/cli/v2"

	"multivector/pipeline/compare"
	"multivector/pipeline/release"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Usage:     "lay two editions of a policy side by side",
		ArgsUsage: "FROM TO [--html FILE]",
		Description: "FROM and TO are documents or versions of a release, the earlier one first. Example:\n\n" +
			"   multivector compare nss-1994 nss-1995 --html changes.html",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "release", Aliases: []string{"case"}, Usage: "a folder, CASE, or CASE/VERSION", Value: "kaz"},
			&cli.StringFlag{Name: "lang", Usage: "the language, where both are held in several"},
			&cli.StringFlag{Name: "html", Usage: "write a page to this file, and print only where it is"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			args, err := flagsAfter(c, 2)
			if err != nil {
				return err
			}
			dir, err := release.Resolve(out(c), c.String("release"))
			if err != nil {
				return err
			}
			found, err := compare.Load(c.Context, dir, out(c), args[0], args[1], c.String("lang"))
			if err != nil {
				return err
			}
			if name := c.String("html"); name != "" {
				return writePage(c.App.Writer, name, found.Page)
			}
			found.Text(c.App.Writer, colored(c.App.Writer))
			return nil
		},
	}
}
