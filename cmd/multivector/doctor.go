package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/doctor"
	"multivector/pipeline/stage"
)

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "look at the machine, the raw files, their pins and terms, and the releases",
		Description: "Reads every raw file again and changes nothing. The exit code is 3 if\n" +
			"something stands against a build. Example:\n\n   multivector doctor --case kaz",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "case", Usage: "the case whose sources are looked at", Value: "kaz"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			found, err := doctor.Examine(c.Context, root(c), out(c), c.String("case"))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				if err := writeJSON(c.App.Writer, found); err != nil {
					return err
				}
			} else {
				printFindings(c, found)
			}
			return verdict(found)
		},
	}
}

func printFindings(c *cli.Context, found []doctor.Finding) {
	for _, f := range found {
		fmt.Fprintf(c.App.Writer, "%-8s %s: %s\n", f.Verdict, f.Subject, f.Found)
		if f.Advice != "" {
			fmt.Fprintf(c.App.Writer, "         %s\n", f.Advice)
		}
	}
}

// verdict is an error where something stands against a build.
func verdict(found []doctor.Finding) error {
	n := 0
	for _, f := range found {
		if f.Verdict == doctor.Trouble {
			n++
		}
	}
	if n > 0 {
		return fmt.Errorf("%w: the doctor found %d problems", stage.ErrData, n)
	}
	return nil
}
