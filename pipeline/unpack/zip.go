package unpack

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookZip lists the members of a zip, and refuses one that has what no source
// delivers, before anything is unpacked.
func (r *Reader) lookZip() error {
	z, err := zip.NewReader(r.file, r.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(z.File) > r.limits.Members {
		return fmt.Errorf("%w: to %d members, at most %d are taken", ErrBomb, len(z.File), r.limits.Members)
	}
	seen := map[string]bool{}
	var total uint64
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" {
			return fmt.Errorf("%w: a workbook or document of an office program; codes in it cannot be trusted, get the source's own file", ErrKind)
		}
		if err := admit(f, seen); err != nil {
			return err
		}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		total += min(f.UncompressedSize64, 1<<62)
		if err := r.limits.Bound(total, uint64(r.size)); err != nil {
			return err
		}
		r.members = append(r.members, member{name: f.Name, open: func() (io.Reader, func() error, error) { return openMember(f) }})
	}
	return nil
}

// drive begins a path on Windows.
var drive = regexp.MustCompile(`^[A-Za-z]:`)

// Inside says whether the name of a member of an archive stays in its folder on any
// system.
func Inside(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.Contains(name, `\`) && !strings.ContainsFunc(name, unicode.IsControl) &&
		!strings.HasPrefix(name, "/") && !drive.MatchString(name) && !slices.Contains(strings.Split(name, "/"), "..")
}

// admit refuses a member by what the archive says of it.
func admit(f *zip.File, seen map[string]bool) error {
	name := f.Name
	safe := Inside(name) && len(name) <= 255 && !strings.Contains(name, ":")
	for _, part := range strings.Split(strings.TrimSuffix(name, "/"), "/") {
		safe = safe && part != "." && part != ""
	}
	directory := strings.HasSuffix(name, "/")
	switch {
	case !safe:
		return fmt.Errorf("%w: its name is %.300q", ErrMember, name)
	case seen[strings.ToLower(name)]:
		return fmt.Errorf("%w: two are named %q", ErrMember, name)
	case f.Flags&1 != 0:
		return fmt.Errorf("%w: %q is encrypted", ErrMember, name)
	case !directory && !f.Mode().IsRegular():
		return fmt.Errorf("%w: %q is no plain file", ErrMember, name)
	}
	seen[strings.ToLower(name)] = true
	return nil
}

// openMember opens a member, which must not be packed again.
func openMember(f *zip.File) (io.Reader, func() error, error) {
	in, err := f.Open()
	if err != nil {
		return nil, nothing, err
	}
	b := bufio.NewReaderSize(in, 1<<18)
	head, err := b.Peek(512)
	if err == nil || errors.Is(err, io.EOF) {
		if kind := kindOf(head); kind != "" {
			return nil, nothing, errors.Join(fmt.Errorf("%w: %q is packed or of another kind itself: %s", ErrMember, f.Name, kind), in.Close())
		}
	}
	return b, in.Close, nil
}
