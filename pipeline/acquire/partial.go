package acquire

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/gofrs/flock"
)

// partial is the folder of a source in which files arrive, until they are whole.
type partial struct {
	dir  string
	lock *flock.Flock
}

// lists is the folder within it that keeps sources' lists of their files.
const lists = "lists"

// openPartial takes the folder for one fetch; another one at the same time is
// refused, since both would write the pins.
func openPartial(root, id string) (*partial, error) {
	p := &partial{dir: filepath.Join(root, "raw", "sources", id, ".partial")}
	if err := os.MkdirAll(filepath.Join(p.dir, lists), 0o755); err != nil {
		return nil, err
	}
	p.lock = flock.New(filepath.Join(p.dir, "lock"))
	if ok, err := p.lock.TryLock(); err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("another fetch of source %s is going on", id), err)
	}
	return p, nil
}

// close gives the folder back. The lock ends with the program at the latest.
func (p *partial) close() { _ = p.lock.Unlock() }

// sweep removes what earlier fetches began and nobody asks for any more. Lists
// are kept: whether they changed is asked by what is known of them.
func (p *partial) sweep() error {
	entries, err := os.ReadDir(p.dir)
	for _, e := range entries {
		if e.Name() != "lock" && e.Name() != lists {
			err = errors.Join(err, os.RemoveAll(filepath.Join(p.dir, e.Name())))
		}
	}
	return err
}

// Free gives the bytes that are free to the user on the disk of a folder, or of
// the nearest folder above it that is there.
func Free(dir string) (int64, error) {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, err
	}
	return int64(fs.Bavail) * int64(fs.Bsize), nil //nolint:unconvert // the types differ between systems
}
