package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"multivector/pipeline"
	"multivector/pipeline/stage"
)

func graphCommand() *cli.Command {
	return &cli.Command{
		Name:        "graph",
		Usage:       "print the stages with the tables that each reads and writes",
		Description: "Example:\n\n   multivector graph --format mermaid",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "text or mermaid", Value: "text"},
			&cli.BoolFlag{Name: "json", Usage: "print the stages as JSON"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			w := c.App.Writer
			switch {
			case c.Bool("json"):
				return graphJSON(c)
			case c.String("format") == "mermaid":
				fmt.Fprint(w, stage.Mermaid(pipeline.Stages))
			case c.String("format") == "text":
				for _, s := range pipeline.Stages {
					fmt.Fprintf(w, "%s: %s\n", s.Name, s.Doc)
					fmt.Fprintf(w, "  reads   %s\n", orNone(stage.Names(s.Reads)))
					fmt.Fprintf(w, "  writes  %s\n", orNone(stage.Names(s.Writes)))
				}
			default:
				return fmt.Errorf("%w: --format is %q, expected text or mermaid", errUsage, c.String("format"))
			}
			return nil
		},
	}
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "no tables"
	}
	return strings.Join(names, ", ")
}

func graphJSON(c *cli.Context) error {
	type entry struct {
		Name   string   `json:"name"`
		Doc    string   `json:"description"`
		Reads  []string `json:"reads"`
		Writes []string `json:"writes"`
	}
	var all []entry
	for _, s := range pipeline.Stages {
		all = append(all, entry{s.Name, s.Doc, stage.Names(s.Reads), stage.Names(s.Writes)})
	}
	return writeJSON(c.App.Writer, all)
}
