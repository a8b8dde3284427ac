// Package corpus finds the real data that tests run on. They are no part of the
// project: where they are absent, such a test is skipped and says so.
package corpus

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Dir gives the folder below the corpus, from MULTIVECTOR_CORPUS or beside the
// project. With MULTIVECTOR_CORPUS_REQUIRED set, as in CI, its absence is a
// failure.
func Dir(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("MULTIVECTOR_CORPUS")
	if root == "" {
		_, here, _, _ := runtime.Caller(0)
		root = filepath.Join(filepath.Dir(here), "..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("MULTIVECTOR_CORPUS_REQUIRED") != "" {
			t.Fatalf("the real data are required here: %v", err)
		}
		t.Skipf("skipped: no real data at %s; set MULTIVECTOR_CORPUS to run this test", dir)
	}
	return dir
}
