package release

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"multivector/schemas"
)

// Explanation leads a row back to its bytes.
type Explanation struct {
	Dataset string  `json:"dataset"`
	Version string  `json:"version"`
	Table   string  `json:"table"`
	Row     []Value `json:"row"`
	Source  []Value `json:"source,omitempty"`
	Origin  *Origin `json:"origin,omitempty"`
	// Why says where to look instead, if the row has no bytes of its own.
	Why string `json:"why,omitempty"`
}

// Value is a column of a row; a null value is nil.
type Value struct {
	Column string  `json:"column"`
	Value  *string `json:"value"`
	Doc    string  `json:"-"`
}

// ErrNoRow says that no row has the key that was asked for.
var ErrNoRow = errors.New("no such row")

// Explain finds a row by its primary key, whose values are joined by a vertical
// bar, and the bytes that it comes from. The raw file must still have the hash
// that the release was made from.
func Explain(ctx context.Context, root, dir, table, key, scratch string) (x Explanation, err error) {
	err = Read(ctx, dir, scratch, func(db *Opened) (err error) {
		x, err = db.explain(ctx, root, table, key)
		return err
	})
	return x, err
}

func (db *Opened) explain(ctx context.Context, root, table, key string) (x Explanation, err error) {
	m := db.Manifest
	x = Explanation{Dataset: m.Dataset, Version: m.Version, Table: table}
	entry, ok := m.Table(table)
	if !ok {
		return x, fmt.Errorf("release %s has no table %q", m.Version, table)
	}
	if x.Row, err = db.row(ctx, entry.Info, entry.Key, strings.Split(key, "|")); err != nil {
		return x, err
	}
	if declared, ok := schemas.Find(table); ok && declared.Describe().Stage == "measures" {
		x.Why = "The row is computed. What it counts, and how: " + entry.Doc + " The SQL stands in the release's codebook."
		return x, nil
	}
	source := x.value("source_id")
	if source == "" {
		x.Why = "The row belongs to that of another table, which its key names: " + entry.Doc
		return x, nil
	}
	if described, ok := m.Table("sources"); ok && table != "sources" {
		if x.Source, err = db.row(ctx, described.Info, described.Key, []string{source}); err != nil {
			return x, err
		}
	}
	return x, x.trace(ctx, db, root)
}

func (x Explanation) value(column string) string {
	for _, v := range x.Row {
		if v.Column == column && v.Value != nil {
			return *v.Value
		}
	}
	return ""
}

// row reads one row as texts.
func (db *Opened) row(ctx context.Context, info schemas.Info, key, values []string) ([]Value, error) {
	if len(values) != len(key) {
		return nil, fmt.Errorf("the key of %s is %s: give %d values joined by a vertical bar", info.Name, strings.Join(key, "|"), len(key))
	}
	var columns, conditions []string
	var args []any
	for _, f := range info.Fields {
		columns = append(columns, fmt.Sprintf(`CAST("%s" AS VARCHAR)`, f.Name))
	}
	for i, k := range key {
		conditions = append(conditions, fmt.Sprintf(`CAST("%s" AS VARCHAR) = ?`, k))
		args = append(args, values[i])
	}
	found := make([]sql.NullString, len(columns))
	into := make([]any, len(columns))
	for i := range found {
		into[i] = &found[i]
	}
	query := fmt.Sprintf(`SELECT %s FROM "%s" WHERE %s`, strings.Join(columns, ", "), info.Name, strings.Join(conditions, " AND "))
	err := db.QueryRowContext(ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: %s has none with the key %s", ErrNoRow, info.Name, strings.Join(values, "|"))
	}
	if err != nil {
		return nil, err
	}
	var out []Value
	for i, f := range info.Fields {
		v := Value{Column: f.Name, Doc: f.Doc}
		if found[i].Valid {
			v.Value = &found[i].String
		}
		out = append(out, v)
	}
	return out, nil
}

// trace reads the bytes behind a row.
func (x *Explanation) trace(ctx context.Context, db *Opened, root string) error {
	file, start, end := x.value("file"), x.value("byte_start"), x.value("byte_end")
	if file == "" {
		x.Why = "The row rests on its source as a whole; see the files of raw/reference and raw/cases that manifest.json lists."
		return nil
	}
	o, err := db.locate(ctx, root, x.value("source_id"), file)
	if err != nil {
		return err
	}
	if start != "" {
		if _, err := fmt.Sscan(start+" "+end, &o.ByteStart, &o.ByteEnd); err != nil {
			return err
		}
	}
	if o.Part, err = x.partOf(ctx, db); err != nil {
		return err
	}
	if err := readOrigins(ctx, root, []*Origin{o}); err != nil {
		return err
	}
	if line := x.value("line"); line != "" { // which counts the members of an archive, too
		if _, err := fmt.Sscan(line, &o.Line); err != nil {
			return err
		}
	}
	x.Origin = o
	return nil
}
