package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/raw"
)

const rawHelp = "With --raw, JSON Schemas (draft 2020-12) of the files that people write into raw/,\n" +
	"all of them or one; copies for editors lie in raw/.schemas. Example:\n\n   multivector schema --raw source"

// schemaRaw prints one schema, or all of them by name.
func schemaRaw(c *cli.Context) error {
	wanted := c.Args().First()
	all := map[string]json.RawMessage{}
	var names []string
	for _, s := range raw.JSONSchemas() {
		data, err := s.JSON()
		if err != nil {
			return err
		}
		if s.Name == wanted {
			_, err := c.App.Writer.Write(data)
			return err
		}
		all[s.Name] = data
		names = append(names, s.Name)
	}
	if wanted != "" {
		return fmt.Errorf("%w: raw/ has no kind of file %q, only %s", errUsage, wanted, strings.Join(names, ", "))
	}
	data, err := json.MarshalIndent(all, "", "  ")
	fmt.Fprintln(c.App.Writer, string(data))
	return err
}
