package pipeline

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"runtime/debug"
	"slices"
	"strings"

	"multivector/schemas"
)

// source is the program's own code below this folder, by which a stage knows
// that it was changed since its output was cached.
//
//go:embed *.go */*.go */*/*.go */sql/*.sql release/templates compare/page.html reading/page.html
var source embed.FS

// shared is the code that every stage runs; borrowed, what single stages run of
// others.
var (
	shared   = []string{"stage/", "tablefile/", "raw/", "lookup/", "duck/"}
	borrowed = map[string][]string{"reliability": {"coder.go", "texts/", "alignment/", "pdf/"}, "texts": {"pdf/"}}
)

// StageCode hashes the code that a stage runs: its own folder, what all stages
// share or it borrows, the declarations, and the versions of the libraries.
func StageCode(name string) string {
	h := sha256.New()
	fmt.Fprintln(h, schemas.Code(), libraries())
	hashTree(h, slices.Concat(shared, []string{name + "/"}, borrowed[name]))
	return hex.EncodeToString(h.Sum(nil))
}

// Program hashes all of the code.
func Program() string {
	h := sha256.New()
	fmt.Fprintln(h, schemas.Code(), libraries())
	hashTree(h, []string{""})
	return hex.EncodeToString(h.Sum(nil))
}

type writer interface{ Write([]byte) (int, error) }

// hashTree adds the files below the given folders, tests left out.
func hashTree(h writer, prefixes []string) {
	err := fs.WalkDir(source, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(path, p) }) {
			return nil
		}
		data, err := source.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(data), data)
		return err
	})
	if err != nil {
		panic(err) // embedded at compile time
	}
}

// libraries lists the modules that the program was built with.
func libraries() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var b strings.Builder
	fmt.Fprintln(&b, info.GoVersion)
	for _, m := range info.Deps {
		fmt.Fprintln(&b, m.Path, m.Version, m.Sum)
	}
	return b.String()
}
