package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"multivector/schemas"
)

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:        "schema",
		Usage:       "print what the tables hold, column by column",
		ArgsUsage:   "[TABLE]",
		Description: "Markdown for people, --json for machines. Example:\n\n   multivector schema events\n\n" + rawHelp,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print JSON"},
			&cli.BoolFlag{Name: "raw", Usage: "print the JSON Schema of what people write into raw/"},
		},

		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 1); err != nil {
				return err
			}
			if c.Bool("raw") {
				return schemaRaw(c)
			}
			tables := schemas.Published()
			if name := c.Args().First(); name != "" {
				t, ok := schemas.Find(name)
				if !ok {
					return fmt.Errorf("%w: there is no table %q", errUsage, name)
				}
				tables = []schemas.Declared{t}
			}
			if c.Bool("json") {
				return schemaJSON(c, tables)
			}
			for _, t := range tables {
				fmt.Fprintln(c.App.Writer, t.Describe().Markdown())
			}
			return nil
		},
	}
}

func schemaJSON(c *cli.Context, tables []schemas.Declared) error {
	all := []json.RawMessage{}
	for _, t := range tables {
		data, err := t.Describe().JSON()
		if err != nil {
			return err
		}
		all = append(all, data)
	}
	return writeJSON(c.App.Writer, all)
}
