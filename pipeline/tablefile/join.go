package tablefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"

	"multivector/schemas"
)

// FolderFrom is the size from which a table is a folder of parts instead of one
// file.
const FolderFrom = 256 << 20

// Part is a finished file that holds some rows of a table.
type Part struct {
	Name string // without the extension
	Path string
	File File
}

// PartFile is a file of a folder.
type PartFile struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// files gives the files that hold a table, in the order of their rows.
func files(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	entries, err := os.ReadDir(path) // sorted by name
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = filepath.Join(path, e.Name())
	}
	return all, err
}

// Path gives the place of a table below a folder.
func (f File) Path(dir, table string) string {
	if len(f.Parts) > 0 {
		return filepath.Join(dir, table)
	}
	return filepath.Join(dir, table+extension)
}

// Lies reports whether a table's files are there, with their sizes.
func (f File) Lies(dir, table string) bool {
	path := f.Path(dir, table)
	for _, p := range f.Parts {
		if !has(filepath.Join(path, p.Name), p.Bytes) {
			return false
		}
	}
	return len(f.Parts) > 0 || has(path, f.Bytes)
}

func has(path string, size int64) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == size
}

const extension = ".parquet"

// Join makes a table of parts, in their order, below dir: one file, or from
// FolderFrom on a folder of links to the parts. No row is encoded anew.
func Join[R any](dir string, table *schemas.Table[R], parts []Part) (File, error) {
	return join(dir, table, parts, FolderFrom)
}

func join[R any](dir string, table *schemas.Table[R], parts []Part, folderFrom int64) (File, error) {
	size := int64(0)
	for _, p := range parts {
		size += p.File.Bytes
	}
	switch {
	case len(parts) == 0:
		return WriteAll(File{}.Path(dir, table.Name), table, nil)
	case len(parts) == 1 && size < folderFrom:
		return parts[0].File, Link(parts[0].Path, parts[0].File.Path(dir, table.Name))
	case size < folderFrom:
		return concat(File{}.Path(dir, table.Name), parts)
	}
	return folder(filepath.Join(dir, table.Name), parts)
}

// Publish makes a finished table appear below another folder: a file as a copy,
// a folder as links to its parts.
func (f File) Publish(from, dir, table string) error {
	to := f.Path(dir, table)
	if len(f.Parts) == 0 {
		return copyFile(from, to)
	}
	if err := os.Mkdir(to, 0o755); err != nil {
		return err
	}
	for _, p := range f.Parts {
		if err := Link(filepath.Join(from, p.Name), filepath.Join(to, p.Name)); err != nil {
			return err
		}
	}
	return nil
}

// Link makes a finished file appear at another place as well: the same bytes,
// or a copy where the file system has no links.
func Link(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	return copyFile(from, to)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

func folder(dir string, parts []Part) (File, error) {
	whole := File{}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return whole, err
	}
	sum := sha256.New()
	for _, p := range parts {
		name := p.Name + extension
		if err := Link(p.Path, filepath.Join(dir, name)); err != nil {
			return whole, err
		}
		fmt.Fprintf(sum, "%s  %s\n", p.File.SHA256, name)
		whole.Parts = append(whole.Parts, PartFile{name, p.File.Rows, p.File.Bytes, p.File.SHA256})
		whole.Bytes += p.File.Bytes
	}
	whole.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return whole, whole.sumUp(parts)
}

// concat writes the row groups of files behind each other.
func concat(path string, parts []Part) (File, error) {
	out, err := newOutput(path)
	if err != nil {
		return File{}, err
	}
	var footer *metadata.FileMetaData
	for _, p := range parts {
		if footer, err = out.copy(footer, p.Path); err != nil {
			out.discard()
			return File{}, fmt.Errorf("%s: %w", p.Path, err)
		}
	}
	if err = out.finish(footer); err == nil {
		err = out.commit(path)
	}
	if err != nil {
		out.discard()
		return File{}, fmt.Errorf("%s: %w", path, err)
	}
	whole := File{Bytes: out.size, SHA256: hex.EncodeToString(out.sum.Sum(nil))}
	return whole, whole.sumUp(parts)
}

// copy appends the row groups of a file.
func (o *output) copy(footer *metadata.FileMetaData, path string) (*metadata.FileMetaData, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	meta := r.MetaData()
	pages := data[:len(data)-meta.Size()-footerTail]
	return o.append(footer, Group{data: bytes.NewBuffer(pages), meta: meta})
}

// sumUp joins the columns of parts.
func (f *File) sumUp(parts []Part) error {
	f.Columns = nil
	for i, c := range parts[0].File.Columns {
		var sum schemas.Digest
		for _, p := range parts {
			other := p.File.Columns[i]
			digest, err := other.digest(p.File.Rows)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Path, err)
			}
			sum = sum.Join(digest)
		}
		f.Rows = sum.Rows
		f.Columns = append(f.Columns, column(c.Name, sum))
	}
	return nil
}
