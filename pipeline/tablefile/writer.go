// Package tablefile writes and reads the Parquet files of the dataset. It is
// the only package that does.
//
// It promises that the same rows in the same order give the same bytes, on any
// machine and with any number of cores, and that a file appears whole or not at
// all. It leaves the order of rows to whoever writes them, except in WriteAll,
// which sorts by primary key.
package tablefile

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"

	"github.com/apache/arrow/go/v15/parquet/metadata"

	"multivector/schemas"
)

// RowGroup is the number of rows in each row group but the last, unless whoever
// writes makes row groups of his own. It is fixed, because a file's bytes depend
// on it. MaxRowGroup bounds the others.
const (
	RowGroup    = 1 << 16
	MaxRowGroup = 1 << 18
)

// File describes a finished file.
type File struct {
	Rows    int64    `json:"rows"`
	Bytes   int64    `json:"bytes"`
	SHA256  string   `json:"sha256"`
	Columns []Column `json:"columns"`
	// Parts are the files of a table that is a folder; SHA256 is then that of
	// their list, as sha256sum prints it.
	Parts []PartFile `json:"parts,omitempty"`
}

// Column sums up one column's values; see schemas.Digest.
type Column struct {
	Name   string `json:"name"`
	Nulls  int64  `json:"nulls"`
	Digest string `json:"digest"` // 64 bits in hexadecimal
}

func columns(info *schemas.Info, sums []schemas.Digest) []Column {
	out := make([]Column, len(sums))
	for i, s := range sums {
		out[i] = column(info.Fields[i].Name, s)
	}
	return out
}

func column(name string, s schemas.Digest) Column {
	return Column{name, s.Nulls, fmt.Sprintf("%016x", s.Sum)}
}

func (c Column) digest(rows int64) (schemas.Digest, error) {
	sum, err := strconv.ParseUint(c.Digest, 16, 64)
	return schemas.Digest{Sum: sum, Rows: rows, Nulls: c.Nulls}, err
}

// Writer writes one file. Row groups are encoded and compressed in the
// background, and written in order.
type Writer[R any] struct {
	table   *schemas.Table[R]
	encoder *schemas.Encoder[R] // of the row group that is being gathered
	free    chan *schemas.Encoder[R]
	out     *output
	path    string
	groups  int
	encoded chan chan Group
	done    chan error
	sums    []schemas.Digest // of what was written
	closed  bool
}

// Group is one row group, encoded.
type Group struct {
	data *bytes.Buffer
	meta *metadata.FileMetaData
	sums []schemas.Digest
	err  error
}

// Create starts a file that appears at path when Close succeeds.
func Create[R any](path string, table *schemas.Table[R]) (*Writer[R], error) {
	out, err := newOutput(path)
	if err != nil {
		return nil, err
	}
	cores := runtime.GOMAXPROCS(0)
	w := &Writer[R]{
		table: table, encoder: table.NewEncoder(), free: make(chan *schemas.Encoder[R], cores), out: out, path: path,
		encoded: make(chan chan Group, cores), done: make(chan error, 1), sums: make([]schemas.Digest, len(table.Fields)),
	}
	for range cores {
		w.free <- nil // made when it is first needed
	}
	go w.assemble()
	return w, nil
}

// Write appends rows, which may be reused afterwards.
func (w *Writer[R]) Write(rows []R) error {
	for len(rows) > 0 {
		n := min(len(rows), RowGroup-int(w.encoder.Rows()))
		w.encoder.Append(rows[:n])
		if rows = rows[n:]; w.encoder.Rows() == RowGroup {
			w.flush()
		}
	}
	return nil
}

// Append writes a row group that was encoded elsewhere.
func (w *Writer[R]) Append(g Group) {
	if w.encoder.Rows() > 0 {
		w.flush()
	}
	w.groups++
	result := make(chan Group, 1)
	result <- g
	w.encoded <- result
}

// flush hands the gathered rows to the background.
func (w *Writer[R]) flush() {
	w.groups++
	full, result := w.encoder, make(chan Group, 1)
	w.encoded <- result
	if w.encoder = <-w.free; w.encoder == nil { // blocks while all cores are busy, which bounds memory
		w.encoder = w.table.NewEncoder()
	}
	go func() {
		result <- Encode(w.table, full)
		w.free <- full
	}()
}

// assemble writes the row groups behind each other, and the footer at the end.
func (w *Writer[R]) assemble() {
	var footer *metadata.FileMetaData
	var err error
	for result := range w.encoded {
		g := <-result
		if err == nil {
			err = g.err
		}
		if err == nil {
			for i := range w.sums {
				w.sums[i] = w.sums[i].Join(g.sums[i])
			}
			footer, err = w.out.append(footer, g)
		}
		g.free()
	}
	if err == nil {
		err = w.out.finish(footer)
	}
	w.done <- err
	close(w.done)
}

// Close completes the file and moves it into place.
func (w *Writer[R]) Close() (File, error) {
	if w.closed {
		return File{}, errors.New("tablefile: closed twice")
	}
	w.closed = true
	if w.encoder.Rows() > 0 || w.groups == 0 {
		w.flush() // a table without rows has one empty row group, for its schema
	}
	close(w.encoded)
	err := <-w.done
	if err == nil {
		err = w.out.commit(w.path)
	}
	if err != nil {
		w.out.discard()
		return File{}, fmt.Errorf("%s: %w", w.path, err)
	}
	return File{
		Rows: w.sums[0].Rows, Bytes: w.out.size, SHA256: hex.EncodeToString(w.out.sum.Sum(nil)),
		Columns: columns(w.table.Describe(), w.sums),
	}, nil
}

// Abort leaves nothing behind. After Close it does nothing.
func (w *Writer[R]) Abort() {
	if !w.closed {
		w.closed = true
		close(w.encoded)
		for range w.done { // the file is given up, whatever came of it
		}
		w.out.discard()
	}
}

// WriteAll writes a table that fits in memory, sorted by its primary key.
func WriteAll[R any](path string, table *schemas.Table[R], rows []R) (File, error) {
	w, err := Create(path, table)
	if err != nil {
		return File{}, err
	}
	defer w.Abort()
	sorted := append([]R(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool { return table.Less(&sorted[i], &sorted[j]) })
	if err := w.Write(sorted); err != nil {
		return File{}, err
	}
	return w.Close()
}

const (
	magic      = "PAR1"
	footerTail = 8 // length of the footer, and magic
)

// output is a file under construction. Everything written to it is summed up.
type output struct {
	f    *os.File
	buf  *bufio.Writer
	sum  hash.Hash
	size int64
}

func newOutput(path string) (*output, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return nil, err
	}
	o := &output{f: f, buf: bufio.NewWriterSize(f, 1<<20), sum: sha256.New()}
	_, err = io.WriteString(o, magic)
	return o, err
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.buf.Write(p)
	o.sum.Write(p[:n])
	o.size += int64(n)
	return n, err
}

// append writes a row group and joins its metadata to the footer, with the
// offsets moved to where the pages now lie.
func (o *output) append(footer *metadata.FileMetaData, g Group) (*metadata.FileMetaData, error) {
	shift := o.size - int64(len(magic))
	for _, rg := range g.meta.RowGroups {
		for _, c := range rg.Columns {
			c.FileOffset += shift
			c.MetaData.DataPageOffset += shift
			if c.MetaData.DictionaryPageOffset != nil {
				*c.MetaData.DictionaryPageOffset += shift
			}
		}
		if rg.FileOffset != nil {
			*rg.FileOffset += shift
		}
		if footer != nil && rg.Ordinal != nil {
			*rg.Ordinal = int16(len(footer.RowGroups))
		}
	}
	if _, err := o.Write(g.data.Bytes()[len(magic):]); err != nil {
		return nil, err
	}
	if footer == nil {
		return g.meta, nil
	}
	return footer, footer.AppendRowGroups(g.meta)
}

func (o *output) finish(footer *metadata.FileMetaData) error {
	if footer == nil {
		return errors.New("no row group")
	}
	data, err := footer.Serialize(context.Background())
	if err != nil {
		return err
	}
	n := len(data)
	data = append(data, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	_, err = o.Write(append(data, magic...))
	return err
}

// commit makes the bytes durable before the name appears.
func (o *output) commit(path string) error {
	if err := o.buf.Flush(); err != nil {
		return err
	}
	if err := o.f.Chmod(0o644); err != nil {
		return err
	}
	if err := o.f.Sync(); err != nil {
		return err
	}
	if err := o.f.Close(); err != nil {
		return err
	}
	return os.Rename(o.f.Name(), path)
}

func (o *output) discard() {
	_ = o.f.Close()
	_ = os.Remove(o.f.Name())
}
