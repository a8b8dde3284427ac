package release

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"multivector/pipeline/tablefile"
)

// Verify holds a release against its seal: no file is missing, added or
// changed, and every table reads back, through the second implementation, to
// what was written. It gives the manifest of a sound release.
func Verify(dir string) (Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, err
	}
	sealed, err := readSums(filepath.Join(dir, sumsFile))
	if err != nil {
		return m, err
	}
	found, err := sumAll(dir)
	if err != nil {
		return m, err
	}
	for _, f := range found {
		switch want, ok := sealed[f.name]; {
		case !ok:
			return m, fmt.Errorf("%s: file %s is not in %s", dir, f.name, sumsFile)
		case want != f.sum:
			return m, fmt.Errorf("%s: file %s was changed after the release was sealed", dir, f.name)
		}
		delete(sealed, f.name)
	}
	if len(sealed) > 0 {
		return m, fmt.Errorf("%s: file %s is missing", dir, slices.Min(slices.Collect(maps.Keys(sealed))))
	}
	for _, t := range m.Tables {
		path := filepath.Join(dir, filepath.FromSlash(t.Path))
		if err := tablefile.Verify(path, &t.Info, t.File); err != nil {
			return m, err
		}
	}
	return m, nil
}

func readSums(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sums := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok {
			return nil, fmt.Errorf("%s: line %q is not a sum and a name", path, lines.Text())
		}
		sums[name] = sum
	}
	return sums, lines.Err()
}

// Resolve finds the folder of a release named as a path, as DATASET, or as
// DATASET/VERSION, where VERSION may be latest.
func Resolve(out, name string) (string, error) {
	for _, dir := range []string{name, filepath.Join(out, name, "latest"), filepath.Join(out, name)} {
		if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
			return filepath.EvalSymlinks(dir)
		}
	}
	return "", fmt.Errorf("there is no release %q; multivector releases lists what there is, and multivector build makes one", name)
}
