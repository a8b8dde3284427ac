package raw

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
)

// Pin fixes the bytes of one raw file.
type Pin struct {
	File        string `json:"file"` // below the source's folder, with forward slashes
	SHA256      string `json:"sha256"`
	Bytes       int64  `json:"bytes"`
	RetrievedAt string `json:"retrieved_at"` // YYYY-MM-DD

	// Of a file that was fetched over HTTP: where it came from, and by what one
	// tells whether the publisher has another one there now.
	URL          string `json:"url,omitempty"`
	Member       string `json:"member,omitempty"`   // its name in the archive at URL
	Checksum     string `json:"checksum,omitempty"` // published for what lies at URL, as md5:…
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`

	Replaced []Replaced `json:"replaced,omitempty"` // what the file was before, oldest first
}

// Replaced tells of bytes that were pinned under a name before, and why others
// were taken in their place.
type Replaced struct {
	SHA256      string `json:"sha256"`
	RetrievedAt string `json:"retrieved_at"` // YYYY-MM-DD
	On          string `json:"on"`           // YYYY-MM-DD, day of the replacement
	Reason      string `json:"reason"`
}

// maxLock bounds the size of a lock file: GDELT alone has some hundred
// thousand files.
const maxLock = 1 << 30

// Lock holds a source's pins, in order of the file names.
type Lock struct {
	Files []Pin `json:"files"`
}

func lockPath(root, source string) string {
	return filepath.Join(root, "raw", "sources", source, "lock.json")
}

// ReadLock reads a source's pins. A source that was never brought in has none.
func ReadLock(root, source string) (Lock, error) {
	var lock Lock
	data, err := readAtMost(lockPath(root, source), maxLock)
	if errors.Is(err, fs.ErrNotExist) {
		return lock, nil
	}
	if err != nil {
		return lock, err
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		return lock, fmt.Errorf("%s: %w", lockPath(root, source), err)
	}
	return lock, nil
}

// WriteLock replaces a source's pins in one step.
func WriteLock(root, source string, lock Lock) error {
	slices.SortFunc(lock.Files, func(a, b Pin) int { return strings.Compare(a.File, b.File) })
	data, err := json.MarshalIndent(lock, "", " ")
	if err != nil {
		return err
	}
	path := lockPath(root, source)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return renameio.WriteFile(path, append(data, '\n'), 0o644)
}

// ByFile gives the pins by the names of their files.
func (l Lock) ByFile() map[string]Pin {
	pins := make(map[string]Pin, len(l.Files))
	for _, p := range l.Files {
		pins[p.File] = p
	}
	return pins
}

// Find gives the pin of a file.
func (l Lock) Find(file string) (Pin, bool) {
	for _, p := range l.Files {
		if p.File == file {
			return p, true
		}
	}
	return Pin{}, false
}
