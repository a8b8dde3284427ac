package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
)

// Origin is the place in a raw file that a row comes from.
type Origin struct {
	Path      string `json:"path"`           // below raw/
	Part      string `json:"part,omitempty"` // of the file, in which the bytes count
	SHA256    string `json:"sha256"`
	Line      int64  `json:"line"`
	ByteStart int64  `json:"byte_start"` // in the part, or in what the file unpacks to
	ByteEnd   int64  `json:"byte_end"`
	Bytes     []byte `json:"bytes"`

	packed bool // the file may be packed, and bytes count in what it unpacks to
}

// locate gives the place of a whole raw file of a source, as the release was made
// from it.
func (db *Opened) locate(ctx context.Context, root, source, file string) (*Origin, error) {
	o := &Origin{Line: 1}
	if err := db.QueryRowContext(ctx, `SELECT sha256, bytes FROM ledger WHERE source_id = ? AND file = ?`, source, file).Scan(&o.SHA256, &o.ByteEnd); err != nil {
		return nil, fmt.Errorf("file %s of source %s is not in the ledger: %w", file, source, err)
	}
	s, err := raw.ReadSource(root, source)
	if err != nil {
		return nil, err
	}
	o.Path = path.Join("raw", s.Folder(db.Manifest.Dataset), file)
	o.packed = s.Kind == "events"
	return o, nil
}

// readOrigins takes the lines and bytes of places in one file, or in one part of it,
// in one pass that also hashes the file. It must have the hash that the release was
// made from.
func readOrigins(ctx context.Context, root string, places []*Origin) error {
	o := places[0]
	name := filepath.Join(root, filepath.FromSlash(o.Path))
	find := &finder{places: places}
	var sum string
	var err error
	switch {
	case o.Part != "":
		sum, err = readPart(ctx, name, o.Part, find)
	case o.packed:
		sum, err = readUnpacked(name, find)
	default:
		sum, err = readPlain(name, find)
	}
	switch {
	case sum != "" && sum != o.SHA256:
		return fmt.Errorf("%s has SHA-256 %s, but the release was made from %s", o.Path, sum, o.SHA256)
	case err != nil:
		return fmt.Errorf("%s: %w", o.Path, err)
	}
	return find.end()
}

// readPlain, readUnpacked and readPart hand bytes to find, and give the hash of the
// whole file, which may be known though what is in it cannot be read.
func readPlain(name string, find io.Writer) (sum string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("the raw file is not there any more: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(h, find), f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func readUnpacked(name string, find io.Writer) (sum string, err error) {
	f, err := unpack.Open(name, unpack.DefaultLimits)
	if err != nil {
		return "", fmt.Errorf("the raw file cannot be read any more: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	if _, err := io.Copy(find, unpack.Whole(f)); err != nil {
		return "", err
	}
	return f.Sum()
}

// finder takes the bytes of places out of a stream that is written to it.
type finder struct {
	places    []*Origin
	at, lines int64 // bytes and ends of lines that were written
}

func (f *finder) Write(p []byte) (int, error) {
	within := func(place int64) int64 { return min(max(place-f.at, 0), int64(len(p))) }
	for _, o := range f.places {
		if f.at <= o.ByteStart && o.ByteStart <= f.at+int64(len(p)) {
			o.Line = f.lines + int64(bytes.Count(p[:within(o.ByteStart)], []byte{'\n'})) + 1
		}
		o.Bytes = append(o.Bytes, p[within(o.ByteStart):within(o.ByteEnd)]...)
	}
	f.at += int64(len(p))
	f.lines += int64(bytes.Count(p, []byte{'\n'}))
	return len(p), nil
}

// end reports places that the stream did not reach.
func (f *finder) end() error {
	for _, o := range f.places {
		if o.ByteEnd > f.at {
			return fmt.Errorf("%s ends at byte %d, before byte %d: %w", o.Path, f.at, o.ByteEnd, io.ErrUnexpectedEOF)
		}
	}
	return nil
}
