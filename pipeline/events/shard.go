package events

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// shard is a run of files of one source that are read together. What it yields
// is a pure function of their bytes and the reference tables, and is kept in a
// folder named by a hash of both, so that an unchanged shard is read once.
type shard struct {
	files []input
	dir   string
	done  finished
}

// finished is what is kept of a shard beside its tables.
type finished struct {
	Rows   tablefile.File          `json:"rows"` // events, or mentions
	Faults tablefile.File          `json:"faults"`
	Ledger []entry                 `json:"ledger"` // an entry a file
	Notes  []schemas.ChronicleNote `json:"notes,omitempty"`
}

// entry is a file's account, with the reasons still counted.
type entry struct {
	schemas.LedgerEntry
	Counts map[string]int64
}

// The files in a shard's folder.
const (
	rowsTable   = "rows"
	faultsTable = "faults"
	rowsFile    = rowsTable + ".parquet"
	faultsFile  = faultsTable + ".parquet"
	idsFile     = "ids"
	doneFile    = "done.json"
)

// shardBytes is the size of a shard, about; a larger file is a shard of its own.
const shardBytes = 64 << 20

// cut groups files of one source and, where their names begin with a year, of
// one year. Where a shard ends is told by its files themselves: after one whose
// hash falls below its share of a shard. So a file that is added changes the
// shard that it falls into, and no other.
func cut(inputs []input, kept, key string) []*shard {
	var shards []*shard
	ends := true
	for i, in := range inputs {
		if i > 0 && (inputs[i-1].SourceID != in.SourceID || year(inputs[i-1].File) != year(in.File)) {
			ends = true
		}
		if ends {
			shards = append(shards, &shard{})
		}
		s := shards[len(shards)-1]
		s.files = append(s.files, in)
		ends = draw(in.SHA256)%shardBytes < uint64(in.Bytes)
	}
	for _, s := range shards {
		s.dir = filepath.Join(kept, s.key(key))
	}
	return shards
}

// draw makes a number of a file's hash.
func draw(sha256 string) uint64 {
	n, err := strconv.ParseUint(sha256[:min(16, len(sha256))], 16, 64)
	if err != nil {
		return 0 // a shard ends here
	}
	return n
}

// year gives the year with which a file's name begins, if it does.
func year(file string) string {
	name := filepath.Base(file)
	if len(name) > 4 && (name[:2] == "19" || name[:2] == "20") {
		if _, err := strconv.ParseUint(name[:4], 10, 16); err == nil {
			return name[:4]
		}
	}
	return ""
}

func (s *shard) key(key string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\nsource %s %q\n", key, s.files[0].SourceID, s.files[0].version)
	for _, in := range s.files {
		fmt.Fprintf(h, "file %q %s\n", in.File, in.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// load reports whether the shard is kept from an earlier run.
func (s *shard) load() bool {
	data, err := os.ReadFile(filepath.Join(s.dir, doneFile))
	if err != nil || json.Unmarshal(data, &s.done) != nil {
		return false
	}
	return s.done.Rows.Lies(s.dir, rowsTable) && (s.done.Faults.Rows == 0 || s.done.Faults.Lies(s.dir, faultsTable))
}

// mentions reports whether the source mentions the events of another one.
func (s *shard) mentions() bool { return s.files[0].source.ReadMention != nil }

func (s *shard) bytes() (total int64) {
	for _, in := range s.files {
		total += in.Bytes
	}
	return total
}

func (s *shard) path(file string) string { return filepath.Join(s.dir, file) }

// keep moves what was made in a folder of its own into place.
func (s *shard) keep(work string, done finished) error {
	data, err := json.Marshal(done)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(work, doneFile), data, 0o644); err != nil {
		return err
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return err
	}
	s.done = done
	return os.Rename(work, s.dir)
}
