package release

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"multivector/pipeline/duck"
	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
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

// Origin is the place in a raw file that a row comes from.
type Origin struct {
	Path      string `json:"path"`           // below raw/
	Part      string `json:"part,omitempty"` // of the file, in which the bytes count
	SHA256    string `json:"sha256"`
	Line      int64  `json:"line"`
	ByteStart int64  `json:"byte_start"` // in the part, or in what the file unpacks to
	ByteEnd   int64  `json:"byte_end"`
	Bytes     []byte `json:"bytes"`
}

// ErrNoRow says that no row has the key that was asked for.
var ErrNoRow = errors.New("no such row")

// Explain finds a row by its primary key, whose values are joined by a vertical
// bar, and the bytes that it comes from. The raw file must still have the hash
// that the release was made from.
func Explain(ctx context.Context, root, dir, table, key, scratch string) (Explanation, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return Explanation{}, err
	}
	x := Explanation{Dataset: m.Dataset, Version: m.Version, Table: table}
	entry, ok := m.Table(table)
	if !ok {
		return x, fmt.Errorf("release %s has no table %q", m.Version, table)
	}
	db, err := duck.Open(ctx, m.Paths(dir), scratch)
	if err != nil {
		return x, err
	}
	defer db.Close()
	if x.Row, err = row(ctx, db, entry.Info, entry.Key, strings.Split(key, "|")); err != nil {
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
		if x.Source, err = row(ctx, db, described.Info, described.Key, []string{source}); err != nil {
			return x, err
		}
	}
	return x, x.trace(ctx, db, m, root)
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
func row(ctx context.Context, db *sql.DB, info schemas.Info, key, values []string) ([]Value, error) {
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
func (x *Explanation) trace(ctx context.Context, db *sql.DB, m Manifest, root string) error {
	file, start, end := x.value("file"), x.value("byte_start"), x.value("byte_end")
	if file == "" {
		x.Why = "The row rests on its source as a whole; see the files of raw/reference and raw/cases that manifest.json lists."
		return nil
	}
	o := &Origin{}
	source := x.value("source_id")
	if err := db.QueryRowContext(ctx, `SELECT sha256, bytes FROM ledger WHERE source_id = ? AND file = ?`, source, file).Scan(&o.SHA256, &o.ByteEnd); err != nil {
		return fmt.Errorf("file %s of source %s is not in the ledger: %w", file, source, err)
	}
	if start != "" {
		if _, err := fmt.Sscan(start+" "+end, &o.ByteStart, &o.ByteEnd); err != nil {
			return err
		}
	}
	s, err := raw.ReadSource(root, source)
	if err != nil {
		return err
	}
	o.Path = path.Join("raw", s.Folder(m.Dataset), file)
	read := o.read
	if s.Kind == "events" { // whose files may be packed
		read = o.readUnpacked
	}
	if o.Part, err = x.partOf(ctx, db, m); err != nil {
		return err
	}
	if o.Part != "" {
		read = func(path string) error { return o.readPart(ctx, path) }
	}
	if err := read(filepath.Join(root, filepath.FromSlash(o.Path))); err != nil {
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

// read takes the bytes from the raw file, in one pass that also hashes it.
func (o *Origin) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("the raw file is not there any more: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if err := o.find(io.TeeReader(f, sum)); err != nil {
		return err
	}
	return o.compare(hex.EncodeToString(sum.Sum(nil)))
}

// readUnpacked takes the bytes from what the raw file unpacks to, in which
// places of event records count.
func (o *Origin) readUnpacked(path string) error {
	f, err := unpack.Open(path, unpack.DefaultLimits)
	if err != nil {
		return fmt.Errorf("the raw file cannot be read any more: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	if err := o.find(unpack.Whole(f)); err != nil {
		return err
	}
	sum, err := f.Sum()
	if err != nil {
		return err
	}
	return o.compare(sum)
}

// find takes the bytes out of a stream, which it reads to its end.
func (o *Origin) find(in io.Reader) error {
	lines := &lineCounter{}
	in = io.TeeReader(in, lines)
	if _, err := io.CopyN(io.Discard, in, o.ByteStart); err != nil {
		return err
	}
	o.Line = lines.n + 1
	o.Bytes = make([]byte, o.ByteEnd-o.ByteStart)
	if _, err := io.ReadFull(in, o.Bytes); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in)
	return err
}

func (o *Origin) compare(sum string) error {
	if sum != o.SHA256 {
		return fmt.Errorf("%s has SHA-256 %s, but the release was made from %s", o.Path, sum, o.SHA256)
	}
	return nil
}

type lineCounter struct{ n int64 }

func (c *lineCounter) Write(p []byte) (int, error) {
	for _, b := range p {
		if b == '\n' {
			c.n++
		}
	}
	return len(p), nil
}
