// Package release publishes finished tables as a numbered dataset that never
// changes, says what changed since the one before, checks a release, and leads
// a row back to its bytes.
//
// It promises that a release appears whole or not at all, that its number
// follows from what changed, and that the same tables give the same bytes.
package release

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// Manifest describes a release: manifest.json.
type Manifest struct {
	Dataset       string        `json:"dataset"`
	Title         string        `json:"title"`
	Version       string        `json:"version"`
	Edition       string        `json:"edition"`
	Date          string        `json:"date"` // of the newest input, or SOURCE_DATE_EPOCH
	Previous      string        `json:"previous,omitempty"`
	Change        Level         `json:"change"`
	Program       string        `json:"program"`       // hash of the code that made it
	Documentation string        `json:"documentation"` // hash of all that is not data
	Tables        []TableEntry  `json:"tables"`
	Sources       []SourceEntry `json:"sources"`
	Descriptions  []Description `json:"descriptions"`
	NotHeld       []string      `json:"not_held"` // sources of the case that the build had no files of
	Withheld      []Withheld    `json:"withheld"` // what a public edition leaves out
}

// TableEntry is a table of the release.
type TableEntry struct {
	schemas.Info
	Key  []string       `json:"primary_key"`
	Path string         `json:"path"`
	File tablefile.File `json:"file"`
}

// SourceEntry sums up the raw files of a source.
type SourceEntry struct {
	SourceID       string `json:"source_id"`
	License        string `json:"license"`
	Redistribution string `json:"redistribution"`
	Files          int    `json:"files"`
	Bytes          int64  `json:"bytes"`
	SHA256         string `json:"sha256"` // of the list of files with their hashes
}

// Description is a file written by hand that the build read.
type Description struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

const manifestFile = "manifest.json"

// ReadManifest reads a release's description from its folder.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: %w", filepath.Join(dir, manifestFile), err)
	}
	return m, nil
}

// Table finds a table of the release.
func (m Manifest) Table(name string) (TableEntry, bool) {
	for _, t := range m.Tables {
		if t.Name == name {
			return t, true
		}
	}
	return TableEntry{}, false
}

// Glob names the table's files below the release's folder: its one file, or a
// pattern for those of a folder.
func (t TableEntry) Glob() string {
	if len(t.File.Parts) > 0 {
		return t.Path + "/*.parquet"
	}
	return t.Path
}

// paths gives the file of each table, for SQL.
func (m Manifest) paths(dir string) map[string]string {
	paths := map[string]string{}
	for _, t := range m.Tables {
		paths[t.Name] = filepath.Join(dir, filepath.FromSlash(t.Path))
	}
	return paths
}

func (m Manifest) json() ([]byte, error) {
	data, err := json.MarshalIndent(m, "", " ")
	return append(data, '\n'), err
}
