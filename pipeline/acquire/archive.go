package acquire

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
)

// Faults of an archive.
var (
	ErrMemberName = errors.New("the archive has a member whose name leads out of its folder")
	ErrMemberKind = errors.New("the archive has a member that is no plain file")
	ErrTwice      = errors.New("two files have one name")
	ErrDamaged    = errors.New("the archive is damaged")
	ErrNoMember   = errors.New("no file has a name that the source's files have")
)

// staged is a file that lies complete outside the source's folder.
type staged struct {
	name   string // that it will have
	member string // that it had in its archive
	path   string // where it lies
	sha256 string
	bytes  int64
}

// opener opens what arrived into a folder for staging, within limits.
type opener struct {
	source  raw.Source
	members *regexp.Regexp // nil takes whatever the source's files are
	limits  unpack.Limits
	dir     string

	all   map[string]bool // names in the archive, in lower case
	taken map[string]bool // names of the files to be, in lower case
	files []staged
	total int64 // bytes unpacked
	whole int64 // bytes of the archive
}

// endings are the names by which one tells what is opened.
var endings = map[string][]string{
	raw.UnpackZip: {".zip"}, raw.UnpackGzip: {".gz"}, raw.UnpackTarGz: {".tar.gz", ".tgz"},
}

// plainName is the name of an entry without the ending of what it is packed
// with, and whether it had one.
func plainName(name, unpack string) (string, bool) {
	for _, e := range endings[unpack] {
		if len(name) > len(e) && strings.EqualFold(name[len(name)-len(e):], e) {
			return name[:len(name)-len(e)], true
		}
	}
	return name, false
}

// open stages the files of what arrived at a path under the name of an entry.
// After an error nothing of them is left.
func (o *opener) open(ctx context.Context, at, name string) ([]staged, error) {
	o.all, o.taken, o.files, o.total = map[string]bool{}, map[string]bool{}, nil, 0
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return nil, err
	}
	info, err := os.Stat(at)
	if err != nil {
		return nil, err
	}
	o.whole = info.Size()
	plain, packed := plainName(name, o.source.Fetch.Unpack)
	if !unpack.Inside(plain) || plain != path.Base(plain) || strings.HasPrefix(plain, ".") {
		return nil, fmt.Errorf("%w: %q", ErrMemberName, name)
	}
	switch {
	case !packed:
		err = o.plain(ctx, at, plain)
	case o.source.Fetch.Unpack == raw.UnpackZip:
		err = o.zip(ctx, at)
	case o.source.Fetch.Unpack == raw.UnpackGzip:
		err = o.gzip(ctx, at, plain)
	default:
		err = o.tar(ctx, at)
	}
	if err == nil && len(o.files) == 0 {
		err = fmt.Errorf("%w: they are named like %q", ErrNoMember, o.source.Files)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), os.RemoveAll(o.dir))
	}
	return o.files, nil
}

// plain stages a file that is not packed.
func (o *opener) plain(ctx context.Context, at, name string) error {
	f, err := os.Open(at)
	if err != nil {
		return err
	}
	defer f.Close()
	if !Matches(o.source, name) {
		return nil
	}
	return o.stage(ctx, f, name, "", o.whole)
}

func (o *opener) zip(ctx context.Context, at string) error {
	z, err := zip.OpenReader(at)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer z.Close() //nolint:errcheck // it was only read
	var total uint64
	for _, f := range z.File { // look at everything before anything is unpacked
		if err := o.admit(f.Name, f.Mode()); err != nil {
			return err
		}
		if f.Flags&1 != 0 {
			return fmt.Errorf("%w: %q is encrypted", ErrDamaged, f.Name)
		}
		total += min(f.UncompressedSize64, 1<<62)
		if err := o.limits.Bound(total, uint64(o.whole)); err != nil {
			return err
		}
	}
	for _, f := range z.File {
		if !o.takes(f.Name, f.Mode()) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%w: %q: %w", ErrDamaged, f.Name, err)
		}
		err = o.stage(ctx, r, path.Base(f.Name), f.Name, int64(f.UncompressedSize64))
		if err = errors.Join(err, r.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (o *opener) gzip(ctx context.Context, at, name string) error {
	return o.gunzip(at, func(r io.Reader) error {
		if !Matches(o.source, name) {
			return nil
		}
		return o.stage(ctx, r, name, "", -1)
	})
}

// gunzip hands the unpacked bytes over, and then reads to the end, so that a
// wrong sum and what follows the packed bytes are found.
func (o *opener) gunzip(at string, read func(io.Reader) error) error {
	f, err := os.Open(at)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return fmt.Errorf("%w: it does not begin as gzip does: %w", ErrDamaged, err)
	}
	r := &bounded{r: z, o: o}
	if err := read(r); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return unpacking(err, "after its files")
	}
	return nil
}

func (o *opener) tar(ctx context.Context, at string) error {
	return o.gunzip(at, func(r io.Reader) error {
		t := tar.NewReader(r)
		for {
			h, err := t.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
				return unpacking(err, "at a member's head")
			}
			mode := h.FileInfo().Mode()
			switch h.Typeflag {
			case tar.TypeXGlobalHeader:
				continue
			case tar.TypeReg, tar.TypeDir:
			default:
				mode |= fs.ModeIrregular
			}
			if err := o.admit(h.Name, mode); err != nil {
				return err
			}
			if !o.takes(h.Name, mode) {
				continue
			}
			if err := o.stage(ctx, t, path.Base(h.Name), h.Name, h.Size); err != nil {
				return err
			}
		}
	})
}

// admit refuses a member that no archive of data has, whether it is taken or
// not.
func (o *opener) admit(name string, mode fs.FileMode) error {
	if len(o.all) >= o.limits.Members {
		return fmt.Errorf("%w: to more than %d members", unpack.ErrBomb, o.limits.Members)
	}
	if !unpack.Inside(name) {
		return fmt.Errorf("%w: %q", ErrMemberName, name)
	}
	if !mode.IsRegular() && !mode.IsDir() {
		return fmt.Errorf("%w: %q (%s)", ErrMemberKind, name, mode)
	}
	key := strings.ToLower(path.Clean(name)) // some file systems hold cases for one
	if o.all[key] {
		return fmt.Errorf("%w: the archive has two members named %q", ErrTwice, name)
	}
	o.all[key] = true
	return nil
}

// takes says whether a member is one of the source's files. Files whose names
// begin with a dot are what systems leave behind.
func (o *opener) takes(name string, mode fs.FileMode) bool {
	base := path.Base(name)
	return mode.IsRegular() && !strings.HasPrefix(base, ".") && Matches(o.source, base) && (o.members == nil || o.members.MatchString(name))
}

// bounded stops at the limits while bytes are unpacked.
type bounded struct {
	r io.Reader
	o *opener
	n uint64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += uint64(n)
	if bad := b.o.limits.Bound(b.n, uint64(b.o.whole)); bad != nil {
		return n, bad
	}
	return n, err
}

// unpacking tells damage from limits and full disks.
func unpacking(err error, where string) error {
	var disk *fs.PathError
	if errors.Is(err, unpack.ErrBomb) || errors.As(err, &disk) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w %s: %w", ErrDamaged, where, err)
}

// stage writes a file of a given size, −1 if not known, and takes its hash.
func (o *opener) stage(ctx context.Context, r io.Reader, name, member string, size int64) error {
	key := strings.ToLower(name)
	if o.taken[key] {
		return fmt.Errorf("%w: two members would become %s", ErrTwice, name)
	}
	o.taken[key] = true
	at := filepath.Join(o.dir, name)
	f, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	room := o.limits.Unpacked - o.total
	most := room
	if size >= 0 {
		most = min(size, room)
	}
	n, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(&interruptible{ctx, r}, most+1))
	switch {
	case err != nil:
		return unpacking(err, "in "+name)
	case n > room:
		return fmt.Errorf("%w: to more than %d bytes", unpack.ErrBomb, o.limits.Unpacked)
	case size >= 0 && n != size:
		return fmt.Errorf("%w: %s has %d bytes, not %d", ErrDamaged, name, n, size)
	case n == 0:
		return fmt.Errorf("%w: %s is empty", ErrDamaged, name)
	}
	if err := f.Close(); err != nil {
		return err
	}
	o.total += n
	o.files = append(o.files, staged{name, member, at, hex.EncodeToString(sum.Sum(nil)), n})
	return nil
}

// interruptible ends a long copy when the program is to stop.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
