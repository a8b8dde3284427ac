// Package schemas declares every table of the dataset, each once, in a file of
// its own. A declaration is a row struct and a list of columns; the Arrow
// schema, the Parquet file, the checks, the codebook and the metadata are all
// derived from it.
//
// The package promises that a value goes in and comes out through one accessor,
// so that encoding and decoding cannot disagree. It leaves the reading and
// writing of files to pipeline/tablefile.
package schemas

import (
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// Info describes a table, whatever its row struct.
type Info struct {
	Name     string  `json:"name"`
	Version  int     `json:"version"`            // of the layout
	Stage    string  `json:"-"`                  // in the codebook, the part of the dataset it belongs to
	Internal bool    `json:"internal,omitempty"` // handed from stage to stage, never published
	Doc      string  `json:"description"`
	Fields   []Field `json:"columns"`
}

// Declared is any table's declaration.
type Declared interface{ Describe() *Info }

// Table is a declaration with rows of type R.
type Table[R any] struct {
	Info
	columns []Column[R]
}

// Describe gives what does not depend on the row struct.
func (t *Table[R]) Describe() *Info { return &t.Info }

// declare assembles a table. It panics on a declaration that contradicts
// itself, so that such a program cannot start.
func declare[R any](info Info, columns ...Column[R]) *Table[R] {
	ids, names := map[int]bool{}, map[string]bool{}
	for _, c := range columns {
		switch {
		case c.ID < 1 || ids[c.ID]:
			panic("schemas: " + info.Name + "." + c.Name + ": id " + strconv.Itoa(c.ID) + " is taken or out of range")
		case names[c.Name]:
			panic("schemas: " + info.Name + "." + c.Name + " stands twice")
		case c.Key && c.Nullable:
			panic("schemas: " + info.Name + "." + c.Name + ": a key is never undefined")
		case c.Dict && c.Kind == Bool:
			panic("schemas: " + info.Name + "." + c.Name + ": a truth value takes no dictionary")
		case c.Delta && (c.Dict || c.Kind != Text && (c.Nullable || c.Kind != Int64)):
			panic("schemas: " + info.Name + "." + c.Name + ": only texts and whole numbers that are never null are stored as differences")
		}
		ids[c.ID], names[c.Name] = true, true
		info.Fields = append(info.Fields, c.Field)
	}
	return &Table[R]{Info: info, columns: columns}
}

// as gives the same layout under another name, for a table that several stages
// fill before one of them gathers it.
func (t *Table[R]) as(name, doc string) *Table[R] {
	c := *t
	c.Name, c.Doc, c.Internal = name, doc, true
	return &c
}

// Key lists the columns of the primary key.
func (i *Info) Key() []string {
	var key []string
	for _, f := range i.Fields {
		if f.Key {
			key = append(key, f.Name)
		}
	}
	return key
}

// Field finds a column by name.
func (i *Info) Field(name string) (Field, bool) {
	for _, f := range i.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Arrow gives the Arrow schema, with field ids and the codebook's sentences.
func (i *Info) Arrow() *arrow.Schema {
	fields := make([]arrow.Field, len(i.Fields))
	meta := map[string]string{"table": i.Name, "layout_version": strconv.Itoa(i.Version), "description": i.Doc}
	for k, f := range i.Fields {
		fields[k] = arrow.Field{
			Name: f.Name, Type: f.arrowType(), Nullable: f.Nullable,
			Metadata: arrow.MetadataFrom(map[string]string{"PARQUET:field_id": strconv.Itoa(f.ID), "description": f.Doc}),
		}
		meta["column."+f.Name] = f.Doc
	}
	m := arrow.MetadataFrom(meta) // sorted by key
	return arrow.NewSchema(fields, &m)
}

func (f Field) arrowType() arrow.DataType {
	if f.Dict {
		return dictionaryOf(f.valueType())
	}
	return f.valueType()
}

func (f Field) valueType() arrow.DataType {
	switch f.Kind {
	case Int32:
		return arrow.PrimitiveTypes.Int32
	case Int64:
		return arrow.PrimitiveTypes.Int64
	case Float64:
		return arrow.PrimitiveTypes.Float64
	case Bool:
		return arrow.FixedWidthTypes.Boolean
	case Day:
		return arrow.FixedWidthTypes.Date32
	case Instant:
		return arrow.FixedWidthTypes.Timestamp_us
	}
	return arrow.BinaryTypes.String
}

// Encoder turns rows into Arrow records, a column at a time.
type Encoder[R any] struct {
	schema  *arrow.Schema
	buffers []buffer[R]
	rows    int64
}

// NewEncoder starts with no rows.
func (t *Table[R]) NewEncoder() *Encoder[R] {
	e := &Encoder[R]{schema: t.Arrow()}
	for _, c := range t.columns {
		e.buffers = append(e.buffers, c.buffer())
	}
	return e
}

// Append copies rows into the columns.
func (e *Encoder[R]) Append(rows []R) {
	e.rows += int64(len(rows))
	for len(rows) > 0 {
		block := rows[:min(len(rows), blockRows)]
		for _, b := range e.buffers {
			b.append(block)
		}
		rows = rows[len(block):]
	}
}

// Rows tells how many rows were appended since Reset.
func (e *Encoder[R]) Rows() int64 { return e.rows }

// Record gives what was appended since Reset. It shares the encoder's memory,
// and so lives until Reset.
func (e *Encoder[R]) Record() arrow.Record {
	columns := make([]arrow.Array, len(e.buffers))
	for i, b := range e.buffers {
		columns[i] = b.array()
	}
	return array.NewRecord(e.schema, columns, e.rows)
}

// Digests sums up each column of the record, in declared order.
func (e *Encoder[R]) Digests() []Digest {
	sums := make([]Digest, len(e.buffers))
	for i, b := range e.buffers {
		sums[i] = b.digest()
	}
	return sums
}

// Reset starts with no rows again, in the same memory.
func (e *Encoder[R]) Reset() {
	for _, b := range e.buffers {
		b.reset()
	}
	e.rows = 0
}

// Decode reads a record of this table back into rows. Texts share the record's
// memory.
func (t *Table[R]) Decode(r arrow.Record) []R {
	rows := make([]R, r.NumRows())
	for i, c := range t.columns {
		c.decode(r.Column(i), rows)
	}
	return rows
}

// Less orders two rows by primary key, column by column as declared.
func (t *Table[R]) Less(a, b *R) bool {
	for _, c := range t.columns {
		if c.Key {
			if order := c.compare(a, b); order != 0 {
				return order < 0
			}
		}
	}
	return false
}
