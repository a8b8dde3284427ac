package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"multivector/pipeline"
	"multivector/pipeline/stage"
)

var update = flag.Bool("update", false, "write into the README what the program prints now")

const readmeFile = "../../README.md"

// What the README shows of a run: what was run, and behind it the indented lines
// that it printed.
var (
	blockOfBuild = regexp.MustCompile("(?s)(`make dataset` says what it did:\n\n)(    .*?\n)(\n[^ ])")
	blockOfQuery = regexp.MustCompile("(?s)(```sql\n(.*?)\n```\n\n)(    .*?\n)(\n[^ ])")
)

// TestTheREADMEShowsWhatTheProgramPrints builds the dataset of Kazakhstan from
// what the repository carries, and holds the listing and the answers in the
// README against it. With -update they are written anew.
func TestTheREADMEShowsWhatTheProgramPrints(t *testing.T) {
	data, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	if err := reference(root); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"raw/cases", "raw/coding", "raw/gold"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join("..", "..", dir))); err != nil {
			t.Fatal(err)
		}
	}
	have := string(data)
	build := blockOfBuild.FindStringSubmatch(have)
	if build == nil {
		t.Fatal("the README does not show what make dataset prints")
	}
	want := strings.Replace(have, build[0], build[1]+indented(must(t, nil, "--root", root, "build"))+build[3], 1)

	queries := blockOfQuery.FindAllStringSubmatch(want, -1)
	if len(queries) != 5 {
		t.Errorf("the README answers %d questions, not five", len(queries))
	}
	for _, q := range queries {
		want = strings.Replace(want, q[0], q[1]+indented(must(t, nil, "--root", root, "query", q[2]))+q[4], 1)
	}
	if want == have {
		return
	}
	if *update {
		if err := os.WriteFile(readmeFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	was, is := strings.Split(have, "\n"), strings.Split(want, "\n")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			t.Fatalf("README.md line %d is\n%s\nbut the program prints\n%s\nto write it anew: go test ./cmd/multivector -run README -update", i+1, was[i], is[i])
		}
	}
}

// indented is a text as a block of the README.
func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

func TestTheREADMEShowsTheGraph(t *testing.T) {
	data, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	if want := "```mermaid\n" + stage.Mermaid(pipeline.Stages) + "```"; !strings.Contains(string(data), want) {
		t.Errorf("the README's diagram is not the pipeline's; it should be:\n%s", want)
	}
}

func TestTheGraphHolds(t *testing.T) {
	if err := stage.Check(pipeline.Stages); err != nil {
		t.Error(err)
	}
}
