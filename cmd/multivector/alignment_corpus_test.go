package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/corpus"
)

// TestCorpusStrategiesAreAlignedConsecutively builds the case with the twelve
// security strategies, and shows how much each keeps of the one before.
func TestCorpusStrategiesAreAlignedConsecutively(t *testing.T) {
	from := corpus.Dir(t, "texts", "nss")
	root := t.TempDir()
	if err := reference(root); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"cases", "coding"} {
		if err := os.CopyFS(filepath.Join(root, "raw", dir), os.DirFS(filepath.Join("..", "..", "raw", dir))); err != nil {
			t.Fatal(err)
		}
	}
	must(t, nil, "--root", root, "fetch", "nss", "--from", from)
	must(t, nil, "--root", root, "build")
	type pair struct {
		From, To            string
		NFrom, NTo          int
		Verbatim, Modified  float64
		Dropped, Added      float64
		Continuity, Novelty float64
	}
	pairs := query[pair](t, root, `SELECT from_version_id AS "From", to_version_id AS "To", n_from AS "NFrom", n_to AS "NTo", share_verbatim AS "Verbatim",
		share_modified AS "Modified", share_dropped AS "Dropped", share_added AS "Added", continuity AS "Continuity", novelty AS "Novelty"
		FROM continuity WHERE from_version_id LIKE 'nss-%' AND topic = 'all' ORDER BY 1`)
	if len(pairs) != 11 {
		t.Errorf("%d pairs of twelve editions", len(pairs))
	}
	for _, p := range pairs {
		t.Logf("%s > %s: %4d and %4d provisions, verbatim %.3f, modified %.3f, dropped %.3f, added %.3f, continuity %.3f, novelty %.3f",
			p.From[:8], p.To[:8], p.NFrom, p.NTo, p.Verbatim, p.Modified, p.Dropped, p.Added, p.Continuity, p.Novelty)
		if sum := p.Verbatim + p.Modified + p.Dropped; sum < 1-1e-9 || sum > 1+1e-9 {
			t.Errorf("the shares of %s sum to %v", p.From, sum)
		}
	}
	if left := query[struct{ ID string }](t, root, `SELECT provision_id AS "ID" FROM provisions p WHERE version_id LIKE 'nss-%'
		AND provision_id NOT IN (SELECT coalesce(from_provision_id, to_provision_id) FROM alignments UNION SELECT coalesce(to_provision_id, from_provision_id) FROM alignments)`); len(left) > 0 {
		t.Errorf("%d provisions have no row: %v", len(left), left[0])
	}
	type change struct {
		Change string
		N      int
	}
	for _, c := range query[change](t, root, `SELECT deontic_change AS "Change", count(*) AS "N" FROM alignments WHERE deontic_change IS NOT NULL GROUP BY 1 ORDER BY 1`) {
		t.Logf("modality %s in %d pairs", c.Change, c.N)
	}
	spansAreTheSameWords(t, root)
}

// spansAreTheSameWords cuts every span out of both provisions.
func spansAreTheSameWords(t *testing.T, root string) {
	t.Helper()
	type span struct{ ID, From, To string }
	spans := query[span](t, root, `SELECT alignment_id AS "ID",
		substring(f.text, s.from_char_start - f.char_start + 1, s.from_char_end - s.from_char_start) AS "From",
		substring(g.text, s.to_char_start - g.char_start + 1, s.to_char_end - s.to_char_start) AS "To"
		FROM alignment_spans s JOIN alignments a USING (alignment_id)
		JOIN provisions f ON f.provision_id = a.from_provision_id JOIN provisions g ON g.provision_id = a.to_provision_id`)
	words := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.NewReplacer("’", "'", "‘", "'", "\u00ad", "").Replace(strings.ToLower(s)), func(r rune) bool {
			return strings.ContainsRune(" \n\t.,;:()[]{}<>\"“”«»*•·|/\\-–—!?#&%$+=~^`_§©®™°¢£¥'â̆", r)
		}), " ")
	}
	wrong := 0
	for _, s := range spans {
		if words(s.From) != words(s.To) {
			if wrong++; wrong <= 5 {
				t.Errorf("%s: %q and %q", s.ID, s.From, s.To)
			}
		}
	}
	t.Logf("%d spans hold the same words on both sides, %d don't", len(spans)-wrong, wrong)
}
