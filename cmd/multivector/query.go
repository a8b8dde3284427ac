package main

import (
	"database/sql"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"multivector/pipeline/duck"
	"multivector/pipeline/release"
)

func queryCommand() *cli.Command {
	return &cli.Command{
		Name:      "query",
		Usage:     "ask a release with SQL (DuckDB)",
		ArgsUsage: "SQL",
		Description: "Every table of the release is a view. Prints a table, --csv or --json. Example:\n\n" +
			"   multivector query \"SELECT source_id, count(*) AS n FROM events GROUP BY ALL\"",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "release", Aliases: []string{"case"}, Usage: "a folder, CASE, or CASE/VERSION", Value: "kaz"},
			&cli.BoolFlag{Name: "json", Usage: "print an array of objects"},
			&cli.BoolFlag{Name: "csv", Usage: "print CSV"},
		},
		OnUsageError: usageError,
		Action: func(c *cli.Context) error {
			args, err := flagsAfter(c, 1)
			if err != nil {
				return err
			}
			if c.Bool("json") && c.Bool("csv") {
				return fmt.Errorf("%w: --json or --csv, not both", errUsage)
			}
			dir, err := release.Resolve(out(c), c.String("release"))
			if err != nil {
				return err
			}
			return release.Read(c.Context, dir, out(c), func(db *release.Opened) error {
				rows, err := duck.Select(c.Context, db.DB, args[0])
				if err != nil {
					return err
				}
				defer rows.Close()
				switch {
				case c.Bool("json"):
					return printJSON(c.App.Writer, rows)
				case c.Bool("csv"):
					return printCSV(c.App.Writer, rows)
				}
				return printTable(c.App.Writer, rows)
			})
		},
	}
}

// each hands the rows of a result over, value by value.
func each(rows *sql.Rows, take func([]any) error) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := take(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// show writes a value as text; null is an empty text.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format(time.DateOnly)
		}
		return v.UTC().Format(time.RFC3339Nano)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

func printTable(out io.Writer, rows *sql.Rows) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(cells []string) {
		for i, s := range cells {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			fmt.Fprint(w, s)
		}
		fmt.Fprintln(w)
	}
	line(columns)
	if err := each(rows, func(values []any) error { line(asText(values)); return nil }); err != nil {
		return err
	}
	return w.Flush()
}

func asText(values []any) []string {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = show(v)
	}
	return cells
}

func printCSV(out io.Writer, rows *sql.Rows) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	if err := w.Write(columns); err != nil {
		return err
	}
	if err := each(rows, func(values []any) error { return w.Write(asText(values)) }); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

func printJSON(out io.Writer, rows *sql.Rows) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	all := []map[string]any{}
	err = each(rows, func(values []any) error {
		object := map[string]any{}
		for i, v := range values {
			if t, ok := v.(time.Time); ok {
				v = show(t)
			}
			object[columns[i]] = v
		}
		all = append(all, object)
		return nil
	})
	if err != nil {
		return err
	}
	return writeJSON(out, all)
}
