// Package unpack opens a raw file, whatever it is packed in: plain, gzip, zip,
// zstd or bzip2, told by its first bytes and never by its name.
//
// It promises that what it yields is bounded, that damage is an error and never
// a shorter file, and that places count as the usual tools print the bytes: in a
// packed file, bytes and lines count in what it unpacks to; in a zip of several
// members, through the members one after the other. It leaves what the bytes
// mean to its callers.
package unpack

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

// Faults of a packed file.
var (
	ErrBomb    = errors.New("it unpacks to more than is taken")
	ErrDamaged = errors.New("it is damaged")
	ErrMember  = errors.New("it has a member that is not taken")
	ErrKind    = errors.New("it is of a kind that is not read")
)

// Limits bound what a packed file may cost.
type Limits struct {
	Unpacked int64  // bytes of all members
	Ratio    int64  // bytes unpacked for each packed
	Members  int    // of a zip
	Window   uint64 // bytes of memory that a zstd stream may ask for
}

// Bound refuses what unpacks to too much. The first mebibyte is free, since a small
// file may well be of one letter.
func (l Limits) Bound(unpacked, packed uint64) error {
	if unpacked > uint64(l.Unpacked) {
		return fmt.Errorf("%w: to more than %d bytes", ErrBomb, l.Unpacked)
	}
	if unpacked > 1<<20 && unpacked/uint64(l.Ratio) > packed {
		return fmt.Errorf("%w: to more than %d times its size", ErrBomb, l.Ratio)
	}
	return nil
}

// DefaultLimits are those of the program.
var DefaultLimits = Limits{Unpacked: 64 << 30, Ratio: 200, Members: 10_000, Window: 128 << 20}

// Reader yields the bytes of a raw file, one member after the other. A file that
// is no zip is one member.
type Reader struct {
	file   *os.File
	size   int64
	limits Limits
	sum    hash.Hash

	members []member
	at      int       // of the next member
	in      io.Reader // of the current member
	shut    func() error
	total   uint64 // bytes unpacked
	packed  bool
}

// member is a part of a file that can be read.
type member struct {
	name string // in a zip
	open func() (io.Reader, func() error, error)
}

// Open opens a file and looks at how it is packed.
func Open(path string, limits Limits) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &Reader{file: f, limits: limits, sum: sha256.New()}
	if err := r.look(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

// look tells the kind of the file.
func (r *Reader) look() error {
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	r.size = info.Size()
	head := make([]byte, 512)
	n, err := r.file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	head = head[:n]
	switch kind := kindOf(head); kind {
	case "zip":
		r.packed = true
		return r.lookZip()
	case "gzip", "zstd", "bzip2":
		r.packed = true
		r.stream(func(in io.Reader) (io.Reader, func() error, error) { return decompress(kind, in, r.limits) })
	case "":
		r.stream(func(in io.Reader) (io.Reader, func() error, error) { return in, nothing, nil })
	default:
		return fmt.Errorf("%w: %s", ErrKind, kind)
	}
	return nil
}

// kinds tells files apart by their first bytes. A name with a space says what
// is not read, and what to do about it.
var kinds = []struct {
	at    int
	magic string
	kind  string
}{
	{0, "PK\x03\x04", "zip"},
	{0, "PK\x05\x06", "zip"},
	{0, "\x1f\x8b", "gzip"},
	{0, "\x28\xb5\x2f\xfd", "zstd"},
	{0, "\xfd7zXZ\x00", "an xz file; unpack it first"},
	{0, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"},
	{0, "Rar!\x1a\x07", "a RAR archive; unpack it first"},
	{257, "ustar", "a tar archive; unpack it first"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of a spreadsheet; codes in it cannot be trusted, get the source's own file"},
	{0, "PAR1", "a Parquet file; get the source's own file"},
	{0, "%PDF-", "a PDF file; get the source's own file"},
	{0, "\xff\xfe", "text in UTF-16; the source's own files are UTF-8"},
	{0, "\xfe\xff", "text in UTF-16; the source's own files are UTF-8"},
}

func kindOf(head []byte) string {
	for _, k := range kinds {
		if len(head) >= k.at && bytes.HasPrefix(head[k.at:], []byte(k.magic)) {
			return k.kind
		}
	}
	if len(head) >= 10 && bytes.HasPrefix(head, []byte("BZh")) && '1' <= head[3] && head[3] <= '9' {
		if block := string(head[4:10]); block == "\x31\x41\x59\x26\x53\x59" || block == "\x17\x72\x45\x38\x50\x90" {
			return "bzip2"
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(head, " \t\r\n"))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
		return "a web page, as a server sends in place of a file; download it again"
	}
	return ""
}

func nothing() error { return nil }

// stream makes the whole file one member, which is hashed while it is read.
func (r *Reader) stream(open func(io.Reader) (io.Reader, func() error, error)) {
	r.members = []member{{open: func() (io.Reader, func() error, error) {
		return open(io.TeeReader(r.file, r.sum))
	}}}
}

// decompress unpacks a stream. The buffer keeps small reads from the file.
func decompress(kind string, in io.Reader, limits Limits) (io.Reader, func() error, error) {
	in = bufio.NewReaderSize(in, 1<<18)
	switch kind {
	case "gzip":
		z, err := gzip.NewReader(in)
		return z, nothing, err
	case "bzip2":
		return bzip2.NewReader(in), nothing, nil
	}
	z, err := zstd.NewReader(in, zstd.WithDecoderMaxWindow(limits.Window), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, nothing, err
	}
	return z, func() error { z.Close(); return nil }, nil
}

// Next goes on to the next member and gives its name, which is empty where the
// file is no zip; after the last one, io.EOF.
func (r *Reader) Next() (string, error) {
	if err := r.leave(); err != nil {
		return "", err
	}
	if r.at == len(r.members) {
		return "", io.EOF
	}
	m := r.members[r.at]
	r.at++
	in, shut, err := m.open()
	if errors.Is(err, ErrMember) {
		return "", err
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	r.in, r.shut = in, shut
	return m.name, nil
}

func (r *Reader) leave() error {
	if r.in == nil {
		return nil
	}
	r.in = nil
	return r.shut()
}

// Read yields bytes of the current member.
func (r *Reader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.total += uint64(n)
	if r.packed {
		if bad := r.limits.Bound(r.total, uint64(r.size)); bad != nil {
			return n, bad
		}
		if err != nil && !errors.Is(err, io.EOF) {
			// Not wrapped: an unexpected end in there is no end of this file.
			err = fmt.Errorf("%w after %d bytes were unpacked: %s", ErrDamaged, r.total, err.Error())
		}
	}
	return n, err
}

// Whole yields the bytes of all members, one after the other.
func Whole(r *Reader) io.Reader { return &whole{r: r} }

type whole struct {
	r     *Reader
	begun bool
}

func (w *whole) Read(p []byte) (int, error) {
	for {
		if w.begun {
			n, err := w.r.Read(p)
			if n > 0 || !errors.Is(err, io.EOF) {
				return n, err
			}
		}
		if _, err := w.r.Next(); err != nil {
			return 0, err
		}
		w.begun = true
	}
}

// Sum gives the SHA-256 of the raw file in hexadecimal, once all was read.
func (r *Reader) Sum() (string, error) {
	if _, err := io.Copy(r.sum, r.file); err != nil { // what no member holds
		return "", err
	}
	return hex.EncodeToString(r.sum.Sum(nil)), nil
}

// Close lets the file go.
func (r *Reader) Close() error { return errors.Join(r.leave(), r.file.Close()) }
