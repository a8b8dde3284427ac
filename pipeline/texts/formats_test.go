package texts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
)

func TestTheSameDocumentInEveryFormat(t *testing.T) {
	x := map[string]*names.Lexicon{"en": names.New(newProject(t).aliases, nil, "en")}
	want := []string{
		"1. Kazakhstan keeps the peace.", "2. Kazakhstan trades with Russia & the café:", "(a) in goods;", "(b) in services.",
		" The Republic of Kazakhstan — Қазақстан — speaks.", " It listens as well.",
	}
	for name, data := range formatstest.Documents(t) {
		r := readText(t, name, data, x)
		var got []string
		for _, p := range r.provisions {
			got = append(got, p.Label+" "+words.Flat(p.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s\n%s", name, diff, shape(r))
		}
		if n := len(r.mentions); n != 4 {
			t.Errorf("%s: %d mentions", name, n)
		}
		if last := r.passages[len(r.passages)-1]; !strings.Contains(last.HeadingPath, "Goals") && name != "a.epub" {
			t.Errorf("%s: the last passage stands under %q", name, last.HeadingPath)
		}
		again := readText(t, name, data, x)
		if diff := cmp.Diff(r.passages, again.passages); diff != "" {
			t.Errorf("%s: another time: %s", name, diff)
		}
	}
}

func TestRunReadsEveryFormat(t *testing.T) {
	p := newProject(t)
	p.source("documents", "case", "")
	description := "document_id: concept\nissuer: KAZ\ndoc_type: concept\ntitle_en: Concept\nverification: unverified\nversions:\n"
	kinds := []string{"official", "translation", "digest"}
	all := formatstest.Documents(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		description += fmt.Sprintf("  - {file: %s, lang: %s, text_kind: %s}\n", name, []string{"en", "ru", "kk"}[i/3], kinds[i%3])
		p.file("documents", "cases/kaz", "documents/concept/"+name, string(all[name]))
	}
	p.file("documents", "cases/kaz", "documents/concept/document.yaml", description)
	out := p.must()
	if len(out.versions) != len(all) || len(out.faults) != 0 || len(out.provisions) != 6*len(all) {
		t.Errorf("%d versions, %d provisions, faults %+v", len(out.versions), len(out.provisions), out.faults)
	}
	for _, v := range out.versions {
		if v.NPages.Valid != (v.MediaType == "application/pdf") || v.NWords == 0 {
			t.Errorf("%+v", v)
		}
	}
}
