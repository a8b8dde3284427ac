package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/release"
)

func quarantineCommand() *cli.Command {
	return &cli.Command{
		Name:  "quarantine",
		Usage: "show records that could not be published, the value at fault marked",
		Description: "Example:\n\n" +
			"   multivector quarantine --source gdelt2 --reason unknown_actor_code",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "release", Aliases: []string{"case"}, Usage: "a folder, CASE, or CASE/VERSION", Value: "kaz"},
			&cli.StringFlag{Name: "source", Usage: "only records of this source"},
			&cli.StringFlag{Name: "reason", Usage: "only records with this reason"},
			&cli.IntFlag{Name: "most", Usage: "how many are shown", Value: 20},
			&cli.BoolFlag{Name: "json", Usage: "print JSON (the bytes in base 64)"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			if err := arguments(c, 0, 0); err != nil {
				return err
			}
			if n := c.Int("most"); n < 0 {
				return fmt.Errorf("%w: --most is %d, at least 0 is meant", errUsage, n)
			}
			dir, err := release.Resolve(out(c), c.String("release"))
			if err != nil {
				return err
			}
			found, all, err := release.ReadQuarantine(c.Context, root(c), dir, c.String("source"), c.String("reason"), c.Int("most"), out(c))
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return writeJSON(c.App.Writer, found)
			}
			printQuarantine(c.App.Writer, found, all, colored(c.App.Writer))
			return nil
		},
	}
}

func printQuarantine(w io.Writer, found []release.Quarantined, all int64, color bool) {
	for _, q := range found {
		fmt.Fprintf(w, "%s %s, line %d: %s\n    %s\n", q.SourceID, q.File, q.Line, q.ReasonCode, q.Message)
		switch {
		case q.Missing != "":
			fmt.Fprintf(w, "    %s\n", q.Missing)
		case len(q.Record) > 0:
			fmt.Fprintf(w, "    %s\n", marked(q, color))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%d of %d records\n", len(found), all)
}

// widest is how much of a record is shown on either side of the value at fault.
const widest = 400

// marked shows a record with the value at fault between marks, where it stands
// only once in it: else it is the message that says which field is meant.
func marked(q release.Quarantined, color bool) string {
	before, after := ">>", "<<"
	if color {
		before, after = "\x1b[7m", "\x1b[0m"
	}
	at := bytes.Index(q.Record, []byte(q.RawValue))
	if q.RawValue == "" || q.RawValue == string(q.Record) || bytes.Count(q.Record, []byte(q.RawValue)) != 1 {
		return visible(q.Record[:min(len(q.Record), widest)])
	}
	end := at + len(q.RawValue)
	return visible(q.Record[max(0, at-widest):at]) + before + visible(q.Record[at:end]) + after + visible(q.Record[end:min(len(q.Record), end+widest)])
}

// visible writes what is not printable text as Go does, tabs as arrows.
func visible(b []byte) string {
	quoted := strings.ReplaceAll(fmt.Sprintf("%q", b), `\t`, "→")
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}
