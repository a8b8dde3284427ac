package acquire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// Fetched says what a fetch did, by file name.
type Fetched struct {
	Source  string   `json:"source"`
	Added   []string `json:"added"`
	Same    []string `json:"unchanged"`
	Skipped []string `json:"skipped"` // not foreseen by the source's pattern
	Bytes   int64    `json:"bytes"`   // added or replaced

	// Of a fetch over HTTP.
	Replaced []string  `json:"replaced,omitempty"` // changed at their source, and accepted
	Notes    []string  `json:"notes,omitempty"`
	Planned  []Planned `json:"planned,omitempty"` // of a dry run
}

// Fetch copies a local file, or the files of a local folder, to where the
// source's files lie, and pins each by its SHA-256. A file that is pinned
// already must have the same bytes; otherwise nothing is copied and the error
// wraps ErrChanged.
func Fetch(ctx context.Context, root, id, from string, today schemas.Date) (Fetched, error) {
	done := Fetched{Source: id}
	s, err := raw.ReadSource(root, id)
	if err != nil {
		return done, err
	}
	if s.Home != raw.HomeData {
		return done, fmt.Errorf("source %s is not brought in: its files are part of the repository", id)
	}
	partial, err := openPartial(root, id)
	if err != nil {
		return done, err
	}
	defer partial.close()
	names, base, err := local(s, from, &done)
	if err != nil {
		return done, err
	}
	if len(names) == 0 {
		return done, fmt.Errorf("no file at %s matches %q, which is what source %s reads", from, s.Files, id)
	}
	lock, err := raw.ReadLock(root, id)
	if err != nil {
		return done, err
	}
	type arrival struct{ name, sum string }
	var arrivals []arrival
	for _, name := range names { // look at everything before anything is copied
		if err := ctx.Err(); err != nil {
			return done, err
		}
		sum, size, err := hashFile(filepath.Join(base, filepath.FromSlash(name)))
		if err != nil {
			return done, err
		}
		if size == 0 {
			return done, fmt.Errorf("%w: %s is empty", stage.ErrData, filepath.Join(base, name))
		}
		if pin, ok := lock.Find(name); ok && pin.SHA256 != sum {
			return done, fmt.Errorf("%w: %s: file %s has SHA-256 %s, pinned on %s is %s", ErrChanged, id, name, sum, pin.RetrievedAt, pin.SHA256)
		}
		arrivals = append(arrivals, arrival{name, sum})
	}
	target := filepath.Join(root, "raw", filepath.FromSlash(s.Folder("")))
	for _, a := range arrivals {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		to := filepath.Join(target, filepath.FromSlash(a.name))
		size, err := copyFile(filepath.Join(base, filepath.FromSlash(a.name)), to, a.sum)
		if err != nil {
			return done, err
		}
		if _, ok := lock.Find(a.name); ok {
			done.Same = append(done.Same, a.name)
			continue
		}
		lock.Files = append(lock.Files, raw.Pin{File: a.name, SHA256: a.sum, Bytes: size, RetrievedAt: today.String()})
		done.Added, done.Bytes = append(done.Added, a.name), done.Bytes+size
	}
	return done, raw.WriteLock(root, id, lock)
}

// local lists the files to take, relative to a base folder.
func local(s raw.Source, from string, done *Fetched) (names []string, base string, err error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, "", err
	}
	if !info.IsDir() {
		if name := filepath.Base(from); Matches(s, name) {
			names = []string{name}
		}
		return names, filepath.Dir(from), nil
	}
	err = filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") || !Matches(s, name) {
			done.Skipped = append(done.Skipped, name)
			return nil
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, from, err
}

func hashFile(path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), size, err
}

// copyFile copies a file in one step, and checks that what arrived is what was
// hashed. A file that is there already with these bytes is left alone.
func copyFile(from, to, want string) (int64, error) {
	if sum, size, err := hashFile(to); err == nil && sum == want {
		return size, nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return 0, err
	}
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := renameio.NewPendingFile(to, renameio.WithPermissions(0o644))
	if err != nil {
		return 0, err
	}
	defer out.Cleanup() //nolint:errcheck // after success there is nothing to clean up
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(out, sum), in)
	if err != nil {
		return 0, err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		return 0, fmt.Errorf("%w: %s changed while it was copied", ErrChanged, from)
	}
	return size, out.CloseAtomicallyReplace()
}
