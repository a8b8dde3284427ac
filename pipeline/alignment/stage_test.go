package alignment

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"multivector/pipeline/stage"
	"multivector/schemas"
)

// given is what the stage reads.
type given struct {
	documents []schemas.Document
	versions  []schemas.Version
	editions  []*Edition
}

// add has an edition follow another document.
func (g *given) add(e *Edition, predecessor string) {
	g.documents = append(g.documents, schemas.Document{DocumentID: e.Version.DocumentID, PredecessorDocumentID: predecessor, SourceID: "s"})
	g.versions = append(g.versions, e.Version)
	g.editions = append(g.editions, e)
}

// run gives what the stage writes, and the hashes of its tables.
func (g *given) run(t *testing.T) (Result, []string, error) {
	t.Helper()
	reads := []schemas.Declared{schemas.Documents, schemas.Versions, schemas.Provisions, schemas.Mentions}
	writes := []schemas.Declared{schemas.Alignments, schemas.AlignmentSpans, schemas.AlignmentActors, schemas.Continuity}
	var out Result
	var sums []string
	hand := func(_ context.Context, env *stage.Env) error {
		var provisions []schemas.Provision
		var mentions []schemas.Mention
		for _, e := range g.editions {
			provisions, mentions = append(provisions, e.Provisions...), append(mentions, e.Mentions...)
		}
		return errors.Join(stage.Write(env, schemas.Documents, g.documents), stage.Write(env, schemas.Versions, g.versions),
			stage.Write(env, schemas.Provisions, provisions), stage.Write(env, schemas.Mentions, mentions))
	}
	look := func(ctx context.Context, env *stage.Env) (err error) {
		for _, w := range writes {
			o, err := env.Table(w)
			if err != nil {
				return err
			}
			sums = append(sums, o.File.SHA256)
		}
		if out.Alignments, err = stage.Rows(ctx, env, schemas.Alignments); err != nil {
			return err
		}
		out.Continuity, err = stage.Rows(ctx, env, schemas.Continuity)
		return err
	}
	root := t.TempDir()
	r := stage.Run{Root: root, Out: filepath.Join(root, "out"), Case: "try", Code: func(string) string { return "" }, Report: silent{}}
	_, err := r.Do(t.Context(), []stage.Stage{
		{Name: "given", Writes: reads, Run: hand},
		{Name: "alignment", Reads: reads, Writes: writes, Run: Run},
		{Name: "look", Reads: writes, Run: look, Always: true},
	})
	return out, sums, err
}

type silent struct{}

func (silent) Start(_, _ string)                       {}
func (silent) Progress(_ string, _, _ int64, _ string) {}
func (silent) Done(stage.Result)                       {}

func TestEachEditionIsComparedWithTheOneBefore(t *testing.T) {
	g := &given{}
	var texts []string
	for i := range 12 { // so that #10 stands before #2 as text
		texts = append(texts, strategy("x", 12, 1).Provisions[i].Text)
	}
	g.add(edition("c-1995", texts...), "")
	g.add(edition("c-2001", append(slices.Clone(texts), caspian)...), "c-1995")
	g.add(edition("c-2005", texts[6:]...), "c-2001")
	g.add(edition("c-2014"), "c-2005")
	out, sums, err := g.run(t)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Continuity) != 3 {
		t.Fatalf("%d pairs", len(out.Continuity))
	}
	if c := out.Continuity[0]; c.FromVersionID != "c-1995" || c.ToVersionID != "c-2001" || c.Continuity.V != 1 || c.NTo != 13 || c.NFrom != 12 {
		t.Errorf("%+v", c)
	}
	if c := out.Continuity[1]; c.ShareDropped.V != 0.538461538462 { // 7 of 13
		t.Errorf("%+v", c)
	}
	if c := out.Continuity[2]; c.ShareAdded.Valid || c.Novelty.Valid || c.Continuity.V != 0 {
		t.Errorf("%+v", c)
	}
	for _, a := range out.Alignments {
		if a.Change == "moved" {
			t.Errorf("the order of the text was lost: %+v", a)
		}
		if a.FromVersionID == "c-1995" && a.Change == "verbatim" && (a.OrderShift.V != 0 || number(a.FromProvisionID) != number(a.ToProvisionID)) {
			t.Errorf("%+v", a)
		}
	}
	_, again, err := g.run(t)
	if err != nil || !slices.Equal(sums, again) {
		t.Errorf("the second run wrote other bytes: %v", err)
	}
}

func TestOnlyTheSameRenderingIsCompared(t *testing.T) {
	other := func(id, document, lang, kind, status string) schemas.Version {
		return schemas.Version{VersionID: id, DocumentID: document, Lang: lang, TextKind: kind, TranslationStatus: status}
	}
	documents := []schemas.Document{{DocumentID: "old"}, {DocumentID: "new", PredecessorDocumentID: "old"}, {DocumentID: "lost", PredecessorDocumentID: "never-held"}}
	for _, c := range []struct {
		name     string
		versions []schemas.Version
		want     string
	}{
		{"the same", []schemas.Version{other("a", "old", "ru", "official", ""), other("b", "new", "ru", "official", "")}, "a>b "},
		{"two languages, each with its own", []schemas.Version{
			other("a", "old", "ru", "official", ""), other("b", "new", "ru", "official", ""),
			other("c", "old", "kk", "official", ""), other("d", "new", "kk", "official", "")}, "a>b c>d "},
		{"another language", []schemas.Version{other("a", "old", "ru", "official", ""), other("b", "new", "en", "official", "")}, ""},
		{"a digest against a text", []schemas.Version{other("a", "old", "en", "translation", ""), other("b", "new", "en", "digest", "")}, ""},
		{"digests", []schemas.Version{other("a", "old", "en", "digest", ""), other("b", "new", "en", "digest", "")}, "a>b "},
		{"another standing", []schemas.Version{other("a", "old", "en", "translation", "official"), other("b", "new", "en", "translation", "unofficial")}, ""},
		{"two alike: which one is meant is not known", []schemas.Version{other("a", "old", "en", "translation", ""), other("b", "old", "en", "translation", ""), other("c", "new", "en", "translation", "")}, ""},
		{"a predecessor whose text is not held", []schemas.Version{other("a", "lost", "en", "official", "")}, ""},
	} {
		found, err := pairs(documents, c.versions)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range found {
			got += p.from.VersionID + ">" + p.to.VersionID + " "
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestADocumentIsNotItsOwnPredecessor(t *testing.T) {
	if _, err := pairs([]schemas.Document{{DocumentID: "a", PredecessorDocumentID: "a"}}, nil); !errors.Is(err, stage.ErrData) {
		t.Errorf("got %v", err)
	}
}
