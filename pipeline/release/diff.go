package release

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"multivector/pipeline/duck"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// Difference counts the rows of a table that differ from the release before.
type Difference struct {
	Table                   string `json:"table"`
	Added, Removed, Changed int64
	Note                    string `json:"note,omitempty"`
}

// diff matches the rows of each changed table by primary key and writes what
// changed to path.
func diff(ctx context.Context, path, scratch string, old Manifest, oldDir string, now Manifest, paths map[string]string) ([]Difference, error) {
	w, err := tablefile.Create(path, schemas.Changes)
	if err != nil {
		return nil, err
	}
	defer w.Abort()
	var all []Difference
	for _, n := range now.Tables {
		o, ok := old.Table(n.Name)
		if !ok {
			all = append(all, Difference{Table: n.Name, Added: n.File.Rows, Note: "the table is new; its rows are not listed one by one"})
			continue
		}
		if o.File.SHA256 == n.File.SHA256 {
			continue
		}
		if !slices.Equal(o.Key, n.Key) {
			all = append(all, Difference{Table: n.Name, Note: "the primary key changed, so that rows cannot be matched"})
			continue
		}
		d, err := diffTable(ctx, w, scratch, o, n, filepath.Join(oldDir, filepath.FromSlash(o.Path)), paths[n.Name])
		if err != nil {
			return nil, fmt.Errorf("comparing %s with the release before: %w", n.Name, err)
		}
		all = append(all, d)
	}
	_, err = w.Close()
	return all, err
}

func diffTable(ctx context.Context, w *tablefile.Writer[schemas.Change], scratch string, o, n TableEntry, oldPath, newPath string) (Difference, error) {
	d := Difference{Table: n.Name}
	db, err := duck.Open(ctx, map[string]string{"was": oldPath, "now": newPath}, scratch)
	if err != nil {
		return d, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, diffQuery(o, n))
	if err != nil {
		return d, err
	}
	defer rows.Close()
	for rows.Next() {
		c := schemas.Change{Table: n.Name}
		var columns sql.NullString
		if err := rows.Scan(&c.Key, &c.Change, &columns); err != nil {
			return d, err
		}
		c.Columns = columns.String
		switch c.Change {
		case "added":
			d.Added++
		case "removed":
			d.Removed++
		default:
			d.Changed++
		}
		if err := w.Write([]schemas.Change{c}); err != nil {
			return d, err
		}
	}
	return d, rows.Err()
}

// diffQuery compares the columns that both states of a table have.
func diffQuery(o, n TableEntry) string {
	var key, changed []string
	for _, k := range n.Key {
		key = append(key, `"`+k+`"`)
	}
	for _, f := range n.Fields {
		if _, ok := o.Field(f.Name); ok && !f.Key {
			changed = append(changed, fmt.Sprintf(`CASE WHEN was."%s" IS DISTINCT FROM now."%s" THEN '%s' END`, f.Name, f.Name, f.Name))
		}
	}
	columns := "NULL::VARCHAR"
	if len(changed) > 0 {
		columns = "nullif(concat_ws(';', " + strings.Join(changed, ", ") + "), '')"
	}
	text := "concat_ws('|', " + strings.Join(key, ", ") + ")"
	using := strings.Join(key, ", ")
	return fmt.Sprintf(`
SELECT %[1]s AS key, 'added' AS change, NULL::VARCHAR AS columns FROM now ANTI JOIN was USING (%[2]s)
UNION ALL
SELECT %[1]s, 'removed', NULL FROM was ANTI JOIN now USING (%[2]s)
UNION ALL
SELECT key, 'changed', columns FROM (SELECT %[1]s AS key, %[3]s AS columns FROM now JOIN was USING (%[2]s)) WHERE columns IS NOT NULL
ORDER BY key, change`, text, using, columns)
}
