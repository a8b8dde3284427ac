package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("MULTIVECTOR_TEST_AS_PROGRAM") != "" { // a test runs itself as the program
		main()
	}
	testscript.Main(m, map[string]func(){"multivector": main})
}

// TestScripts runs every file testdata/*.txtar: the program as its users call
// it. Each block of a script says which promise it guards.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1767225600")
			return reference(env.WorkDir)
		},
	})
}

// reference gives a folder this project's reference tables and sources, which
// a case needs.
func reference(root string) error {
	for _, dir := range []string{"raw/reference", "raw/sources"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join("..", "..", dir))); err != nil {
			return err
		}
	}
	for _, left := range []string{"data", "lock.json"} { // what a user brought in is no part of a test
		found, err := filepath.Glob(filepath.Join(root, "raw", "sources", "*", left))
		if err != nil {
			return err
		}
		for _, path := range found {
			if err := os.RemoveAll(path); err != nil {
				return err
			}
		}
	}
	return nil
}
