package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/release"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "lead a row back to its source and its exact bytes",
		ArgsUsage: "TABLE KEY",
		Description: "KEY is the row's primary key; its values are joined by a vertical bar. Example:\n\n" +
			"   multivector explain events gdelt2:479491239",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "release", Aliases: []string{"case"}, Usage: "a folder, CASE, or CASE/VERSION", Value: "kaz"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON (the bytes in base 64)"},
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
			x, err := release.Explain(c.Context, root(c), dir, args[0], args[1], out(c))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return writeJSON(c.App.Writer, x)
			}
			printExplanation(c.App.Writer, x)
			return nil
		},
	}
}

func printExplanation(w io.Writer, x release.Explanation) {
	fmt.Fprintf(w, "%s in %s/%s\n\n", x.Table, x.Dataset, x.Version)
	printValues(w, x.Row)
	if len(x.Source) > 0 {
		fmt.Fprint(w, "\nfrom the source\n\n")
		printValues(w, x.Source)
	}
	if x.Why != "" {
		fmt.Fprintf(w, "\n%s\n", x.Why)
	}
	if o := x.Origin; o != nil {
		in := o.Path
		if o.Part != "" {
			in = o.Part + " of " + in
		}
		fmt.Fprintf(w, "\nfrom bytes %d to %d (line %d) of %s\nSHA-256 %s\n\n", o.ByteStart, o.ByteEnd, o.Line, in, o.SHA256)
		fmt.Fprintln(w, strings.TrimSuffix(string(o.Bytes), "\n"))
	}
}

func printValues(w io.Writer, values []release.Value) {
	for _, v := range values {
		text := "null"
		if v.Value != nil {
			text = *v.Value
		}
		fmt.Fprintf(w, "  %-24s %s\n", v.Column, text)
	}
}

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:         "version",
		Usage:        "print which program this is",
		Description:  "Prints the hash of the program's code, which a release's manifest carries too.",
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			fmt.Fprintln(c.App.Writer, "multivector", programVersion())
			return nil
		},
	}
}
