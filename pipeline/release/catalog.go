package release

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
)

// Listed is a release in the catalog.
type Listed struct {
	Dataset string `json:"dataset"`
	Version string `json:"version"`
	Edition string `json:"edition"`
	Date    string `json:"date"`
	Change  Level  `json:"change"`
	Status  string `json:"status"`
	Path    string `json:"path"`
	Latest  bool   `json:"latest"`
}

// List finds every release below out, by dataset and version.
func List(out string) ([]Listed, error) {
	datasets, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all := []Listed{}
	for _, d := range datasets {
		if !d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			continue
		}
		versions, err := versionsOf(filepath.Join(out, d.Name()))
		if err != nil {
			return nil, err
		}
		for i, v := range versions {
			m, err := ReadManifest(filepath.Join(out, d.Name(), v.String()))
			if err != nil {
				return nil, err
			}
			all = append(all, Listed{
				Dataset: m.Dataset, Version: m.Version, Edition: m.Edition, Date: m.Date, Change: m.Change,
				Status: "released", Path: d.Name() + "/" + m.Version, Latest: i == len(versions)-1,
			})
		}
	}
	return all, nil
}

// versionsOf lists the releases in a dataset's folder, the newest last.
func versionsOf(dir string) ([]Version, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []Version
	for _, e := range entries {
		if v, bad := ParseVersion(e.Name()); bad == nil && e.IsDir() {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, Version.Compare)
	return all, err
}

// point moves latest to a release and lists all releases in the catalog. It
// repeats what an interrupted run left undone.
func point(out, dataset string, v Version) error {
	dir := filepath.Join(out, dataset)
	if now, err := os.Readlink(filepath.Join(dir, "latest")); err != nil || now != v.String() {
		if err := renameio.Symlink(v.String(), filepath.Join(dir, "latest")); err != nil {
			return err
		}
	}
	latest := map[string]string{"dataset": dataset, "version": v.String(), "path": v.String()}
	if err := writeJSON(filepath.Join(dir, "latest.json"), latest); err != nil {
		return err
	}
	all, err := List(out)
	if err != nil {
		return err
	}
	return writeJSON(filepath.Join(out, "catalog.json"), map[string]any{"releases": all})
}

// writeJSON replaces a file in one step, unless it says the same already.
func writeJSON(path string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	data = append(data, '\n')
	if old, err := os.ReadFile(path); err == nil && string(old) == string(data) {
		return nil
	}
	return renameio.WriteFile(path, data, 0o644)
}
