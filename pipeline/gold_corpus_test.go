package pipeline_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline"
	"multivector/pipeline/acquire"
	"multivector/pipeline/corpus"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// TestCorpusReliability holds the coding of the real collections against raw/gold
// and prints the table.
func TestCorpusReliability(t *testing.T) {
	root := t.TempDir()
	copyRaw(t, root)
	collections := []string{"addresses", "nss", "treaties", "udhr", "ungdc"}
	for _, id := range collections {
		if _, err := acquire.Fetch(t.Context(), root, id, corpus.Dir(t, "texts", id), 0); err != nil {
			t.Fatal(err)
		}
	}
	casePath := filepath.Join(root, "raw", "cases", "kaz", "case.yaml")
	text, err := os.ReadFile(casePath)
	if err != nil {
		t.Fatal(err)
	}
	text = regexp.MustCompile(`(?m)^sources: .*$`).ReplaceAll(text, []byte("sources: ["+strings.Join(collections, ", ")+"]"))
	if err := os.WriteFile(casePath, text, 0o644); err != nil {
		t.Fatal(err)
	}
	last := slices.IndexFunc(pipeline.Stages, func(s stage.Stage) bool { return s.Name == "reliability" })
	var rows []schemas.Reliability
	stages := append(slices.Clone(pipeline.Stages[:last+1]), stage.Stage{
		Name: "look", Reads: []schemas.Declared{schemas.CoderReliability}, Always: true,
		Run: func(ctx context.Context, env *stage.Env) (err error) {
			rows, err = stage.Rows(ctx, env, schemas.CoderReliability)
			return err
		},
	})
	run := stage.Run{Root: root, Out: filepath.Join(root, "out"), Case: "kaz", Code: pipeline.StageCode, Report: teller{t}}
	if _, err := run.Do(t.Context(), stages); err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("no rows")
	}
	blind := map[string]bool{}
	for _, r := range rows {
		t.Log(line(r))
		if r.Sample == schemas.HeldOut && r.NUnits >= schemas.FewUnits {
			blind[r.Lang+" "+r.Variable] = true
		}
		// Ten agreements can't be decoded by every reader; everything else is held.
		if r.Comparison == "pipeline_vs_gold" && r.NMissing*20 > r.NUnits {
			t.Errorf("%d of %d units are missing", r.NMissing, r.NUnits+r.NMissing)
		}
	}
	for _, r := range rows {
		least, named := map[string]float64{"en": .97, "ru": .95, "kk": .9}[r.Lang], r.Variable == "mentions.actor_id" && r.Comparison == "pipeline_vs_gold"
		if named && r.Sample == "all" && r.F1.V < least {
			t.Errorf("mentions in %s: F1 %.3f, want at least %.2f", r.Lang, r.F1.V, least)
		}
	}
	if !blind["en alignments.change"] {
		t.Error("alignments.change is not measured on pairs by which no threshold was set")
	}
	for _, lang := range []string{"en", "ru"} { // of Kazakh texts there are too few
		for _, variable := range []string{"mentions.actor_id", "statements.statement_type", "provisions.deontic", "statements.topic_code"} {
			if !blind[lang+" "+variable] {
				t.Errorf("%s in %s is not measured on units by which no rule was revised", variable, lang)
			}
		}
	}
}

func line(r schemas.Reliability) string {
	number := func(x schemas.Null[float64]) string {
		if !x.Valid {
			return "  -  "
		}
		return fmt.Sprintf("%5.3f", x.V)
	}
	return fmt.Sprintf("%-26s %s %-10s %-14s n %3d missing %2d  P %s R %s F1 %s  alpha %s [%s, %s] %s", r.Variable, r.Lang, r.Sample, r.Comparison,
		r.NUnits, r.NMissing, number(r.Precision), number(r.Recall), number(r.F1), number(r.Alpha), number(r.CILow), number(r.CIHigh), r.Status)
}

// copyRaw copies raw/ but for what was brought in.
func copyRaw(t *testing.T, root string) {
	t.Helper()
	from := filepath.Join("..", "raw")
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, p)
		to := filepath.Join(root, "raw", rel)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "data" || strings.HasPrefix(d.Name(), ".") && rel != "."):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case d.Name() == "lock.json":
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// teller passes on what the stages tell their user.
type teller struct{ t *testing.T }

func (teller) Start(_, _ string)                       {}
func (teller) Progress(_ string, _, _ int64, _ string) {}
func (r teller) Done(done stage.Result) {
	for _, n := range done.Notes {
		r.t.Logf("%s: %s", n.Name, n.Value)
	}
}
