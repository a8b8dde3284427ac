package acquire

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// hashes remembers the SHA-256 of files whose size and time of change are as
// they were, so that a rebuild need not read gigabytes. It is a cache, outside
// every release: removing it costs time only.
type hashes struct {
	path  string
	known map[string]hashed
	used  map[string]hashed
}

type hashed struct {
	Size   int64  `json:"size"`
	Nanos  int64  `json:"changed"`
	SHA256 string `json:"sha256"`
}

func openHashes(path string) *hashes {
	h := &hashes{path: path, known: map[string]hashed{}, used: map[string]hashed{}}
	if data, err := os.ReadFile(path); err == nil {
		_ = json.Unmarshal(data, &h.known) // a broken cache is an empty one
	}
	return h
}

// of gives the SHA-256 and the size of a file below raw/.
func (h *hashes) of(root, name string) (string, int64, error) {
	f, err := open(root, name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	now := hashed{Size: info.Size(), Nanos: info.ModTime().UnixNano()}
	if old := h.known[name]; old.Size == now.Size && old.Nanos == now.Nanos && old.SHA256 != "" {
		now.SHA256 = old.SHA256
	} else {
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return "", 0, err
		}
		now.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	h.used[name] = now
	return now.SHA256, now.Size, nil
}

func (h *hashes) save() error {
	for name, v := range h.used {
		h.known[name] = v
	}
	data, err := json.Marshal(h.known)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(h.path), 0o755); err != nil {
		return err
	}
	return renameio.WriteFile(h.path, data, 0o644)
}
