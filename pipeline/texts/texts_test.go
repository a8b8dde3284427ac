package texts

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/stage"
	"multivector/schemas"
)

func TestRunReadsACollectionByItsFileNames(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Kazakhstan speaks. Russia listens.\n\n***\n\nThe end.")
	p.speech("RUS_50_1995.txt", "Russia speaks.")
	out := p.must()
	first, _ := schemas.NewDate(1995, 1, 1)
	want := schemas.Document{
		DocumentID: "speeches-KAZ-50", IssuerActorID: "KAZ", DocType: "speech", TitleEn: "Speech of Kazakhstan, session 50",
		AdoptedOn: schemas.Some(first), AdoptedPrecision: "year", SourceID: "speeches", Verification: "verified",
	}
	if diff := cmp.Diff(want, out.documents[0]); diff != "" {
		t.Error(diff)
	}
	v := out.versions[0]
	if v.VersionID != "speeches-KAZ-50.en-translation" || v.Encoding != "utf-8" || v.MediaType != "text/plain" || v.NPassages != 2 || v.NWords != 6 || v.NChars != 49 {
		t.Errorf("%+v", v)
	}
	if l := out.ledger[0]; l.Unit != "passage" || l.NRead != 3 || l.NPublished != 2 || l.NExcluded != 1 || l.Reasons != "separator=1" {
		t.Errorf("%+v", l)
	}
	u := out.provisions[1]
	if u.ProvisionID != "speeches-KAZ-50.en-translation#1.2" || u.CharStart != 19 || u.ByteEnd != 34 || u.Seq != 2 {
		t.Errorf("%+v", u)
	}
	if m := out.mentions[1]; m.MentionID != u.ProvisionID+"@19" || m.ActorID != "RUS" || m.AliasID != "RUS:en:Russia" || m.File != "KAZ_50_1995.txt" {
		t.Errorf("%+v", m)
	}
}

// Each faulty file is in quarantine with a reason, and the others are read.
func TestRunRefusesFaultyFiles(t *testing.T) {
	faulty := []struct{ name, content, code string }{
		{"ABC_50_1995.txt", "No such state.", "unknown_issuer"},
		{"KAZ_51_0000.txt", "No such year.", "impossible_date"},
		{"KAZ_52_1997.txt", "", "empty_file"},
		{"KAZ_53_1998.txt", " \n\n--\n", "no_text"},
		{"KAZ_54_1999.txt", "a\x00b", "nul_byte"},
		{"KAZ_55_2000.txt", "se\x96or", "encoding_unclear"},
		{"kaz.txt", "No such name.", "file_name"},
		{"more/RUS_50_1995.txt", "Once more.", "duplicate_version"},
	}
	p := newProject(t)
	p.source("speeches", "data", speeches)
	for _, f := range faulty[:6] {
		p.speech(f.name, f.content)
	}
	for _, year := range []string{"50_1995", "51_1996", "52_1997", "53_1998", "54_1999", "55_2000", "56_2001", "57_2002", "58_2003"} {
		p.speech("RUS_"+year+".txt", "Russia speaks.")
	}
	for _, f := range faulty[6:] {
		p.speech(f.name, f.content)
	}
	out := p.must()
	if len(out.versions) != 9 || len(out.ledger) != len(p.inputs) || len(out.faults) != len(faulty) {
		t.Fatalf("%d versions, %d accounts, %d faults", len(out.versions), len(out.ledger), len(out.faults))
	}
	for i, f := range out.faults {
		if f.File != faulty[i].name || f.ReasonCode != faulty[i].code || f.Message == "" {
			t.Errorf("%+v, want %s", f, faulty[i].code)
		}
	}
	for _, l := range out.ledger {
		if l.NRead != l.NPublished+l.NQuarantined+l.NExcluded || l.NQuarantined == 1 && (l.Unit != "file" || !strings.HasSuffix(l.Reasons, "=1")) {
			t.Errorf("%+v", l)
		}
	}
}

// A collection's description says what the names of its files don't: the issuer
// or that there is none, the day, the language, and that one follows another.
func TestCollections(t *testing.T) {
	p := newProject(t)
	p.source("strategies", "data", `texts:
  name_pattern: '^(?P<year>[0-9]{4})\.txt$'
  document_id: '{source_id}-{year}'
  issuer: USA
  doc_type: strategy
  title_en: 'Strategy of {issuer_name}'
  lang: en
  text_kind: official
  editions: true
`)
	p.source("declaration", "data", `texts:
  name_pattern: '^(?P<lang>[a-z]+)\.txt$'
  document_id: '{source_id}'
  adopted_on: 1948-12-10
  doc_type: declaration
  title_en: Declaration
  text_kind: official
`)
	if out := p.must(); len(out.documents) != 0 { // nothing was brought in yet
		t.Errorf("%+v", out.documents)
	}
	p.source("agreements", "data", `texts:
  name_pattern: '^(?P<year>[0-9]{4})\.txt$'
  document_id: '{source_id}-{year}'
  doc_type: agreement
  title_en: Agreement
  lang: und
  text_kind: official
`)
	p.file("agreements", "sources/agreements/data", "1999.txt", "Стороны договорились о том, что это соглашение вступает в силу со дня его подписания и не ограничено по сроку.\n")
	for _, f := range [][2]string{{"strategies", "1990.txt"}, {"strategies", "1987.txt"}, {"strategies", "1988.txt"}, {"declaration", "eng.txt"}, {"declaration", "kaz.txt"}, {"declaration", "xxqq.txt"}} {
		p.file(f[0], "sources/"+f[0]+"/data", f[1], "Kazakhstan speaks.")
	}
	out := p.must()
	var documents, versions []string
	for _, d := range out.documents {
		documents = append(documents, d.DocumentID+" "+d.IssuerActorID+" "+d.AdoptedOn.V.String()+" "+d.TitleEn+" < "+d.PredecessorDocumentID)
	}
	for _, v := range out.versions {
		versions = append(versions, v.VersionID+" "+v.Lang)
	}
	if diff := cmp.Diff([]string{
		"agreements-1999  1999-01-01 Agreement < ",
		"declaration  1948-12-10 Declaration < ",
		"strategies-1987 USA 1987-01-01 Strategy of United States < ",
		"strategies-1988 USA 1988-01-01 Strategy of United States < strategies-1987",
		"strategies-1990 USA 1990-01-01 Strategy of United States < strategies-1988",
	}, documents); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"agreements-1999.ru-official ru", "declaration.en-official en", "declaration.kk-official kk",
		"strategies-1987.en-official en", "strategies-1988.en-official en", "strategies-1990.en-official en",
	}, versions); diff != "" {
		t.Error(diff)
	}
	if len(out.faults) != 1 || out.faults[0].ReasonCode != "unknown_language" {
		t.Errorf("%+v", out.faults)
	}
}

func TestTooLargeAndForeignFilesAreRefusedUnread(t *testing.T) {
	in := schemas.Input{SourceID: "s", File: "a.txt", Bytes: MostBytes + 1}
	r, err := readFile(&job{in: in}, "no such file", nil)
	if err != nil || r.fault[0].ReasonCode != "too_large" {
		t.Errorf("%v %+v", err, r)
	}
	in = schemas.Input{SourceID: "s", File: "a.ps", Bytes: 4}
	if r := read(&job{in: in}, []byte("%!PS"), nil); r.fault[0].ReasonCode != "unknown_format" {
		t.Errorf("%+v", r)
	}
}

func TestRunStopsWhereMostFilesAreFaulty(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Kazakhstan speaks.")
	p.speech("KAZ_51_1996.txt", "\x80")
	if out := p.must(); len(out.faults) != 1 {
		t.Errorf("%+v", out.faults)
	}
	p.speech("KAZ_52_1997.txt", "ab\n\x81\x82")
	_, err := p.run(context.Background())
	if !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), "2 of 3 files cannot be read, expected is text in an encoding that is certain") || !strings.Contains(err.Error(), "KAZ_51_1996.txt, line 1") {
		t.Error(err)
	}
}

const concept = `document_id: concept-2020
issuer: KAZ
doc_type: concept
title_en: Concept
adopted_on: 2020-03-06
adopted_precision: day
predecessor_document_id: concept-2014
verification: verified
sources: []
versions:
  - {file: digest.en.md, lang: en, text_kind: digest, coverage: part}
claims:
  - {claim_id: c1, claim_type: adopted_on, claimed_date: 2020-03-06, precision: day, claimed_by: the decree, status: supported, preferred: true}
`

func described(t *testing.T) *project {
	p := newProject(t)
	p.source("documents", "case", "")
	p.file("documents", "cases/kaz", "documents/concept-2020/digest.en.md", "# Goals\n\nKazakhstan wants:\n- peace;\n- trade.\n")
	p.file("documents", "cases/kaz", "documents/concept-2020/document.yaml", concept)
	return p
}

func TestRunReadsDescribedDocuments(t *testing.T) {
	p := described(t)
	p.file("documents", "cases/kaz", "documents/concept-2014/document.yaml",
		"document_id: concept-2014\nissuer: KAZ\ndoc_type: concept\ntitle_en: Concept\nverification: unverified\n")
	out := p.must()
	if len(out.documents) != 2 || len(out.claims) != 1 || len(out.versions) != 1 || len(out.provisions) != 3 || len(out.mentions) != 1 {
		t.Errorf("%d documents, %d claims, %d versions, %d provisions, %d mentions", len(out.documents), len(out.claims), len(out.versions), len(out.provisions), len(out.mentions))
	}
	if diff := cmp.Diff([]schemas.Amendment{{
		AmendmentID: "concept-2014>concept-2020", FromDocumentID: "concept-2014", ToDocumentID: "concept-2020",
		AmendedOn: day(t, "2020-03-06"), AmendedPrecision: "day", ClaimID: "c1", Verification: "verified", SourceID: "documents",
	}}, out.amendments); diff != "" {
		t.Error(diff)
	}
	v := out.versions[0]
	if v.VersionID != "concept-2020.en-digest" || v.Coverage != "part" || v.MediaType != "text/markdown" {
		t.Errorf("%+v", v)
	}
	for _, l := range out.ledger {
		if strings.HasSuffix(l.File, ".yaml") != (l.Unit == "file") || l.NRead != l.NPublished {
			t.Errorf("%+v", l)
		}
	}
	if notes := out.results[1].Notes; len(notes) != 1 || notes[0].Value != "concept-2014" {
		t.Errorf("%v", notes)
	}
}

func TestRunNamesWhatIsWrongWithDescribedDocuments(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*project)
	}{
		{"a file is missing", "digest.en.md is described, but is not among the source's files", func(p *project) { p.inputs = p.inputs[1:] }},
		{"a file is not described", "describes file documents/concept-2020/official.en.txt", func(p *project) {
			p.file("documents", "cases/kaz", "documents/concept-2020/official.en.txt", "Text.")
		}},
		{"an unknown issuer", `issuer "XYZ" is not listed`, func(p *project) {
			p.file("documents", "cases/kaz", "documents/x/document.yaml", "document_id: x\nissuer: XYZ\ndoc_type: d\ntitle_en: t\nverification: verified\n")
		}},
		{"the same document twice", "document concept-2020 is the one of file", func(p *project) {
			p.file("documents", "cases/kaz", "documents/x/document.yaml", "document_id: concept-2020\nissuer: KAZ\ndoc_type: d\ntitle_en: t\nverification: verified\n")
		}},
		{"a date that its own claim contradicts", "claim c is preferred and says 2014-01-29 (day), but adopted_on is 2014-01-21 (day)", func(p *project) {
			p.file("documents", "cases/kaz", "documents/x/document.yaml", "document_id: x\nissuer: KAZ\ndoc_type: d\ntitle_en: t\nverification: verified\nadopted_on: 2014-01-21\nadopted_precision: day\n"+
				"claims:\n  - {claim_id: c, claim_type: adopted_on, claimed_date: 2014-01-29, precision: day, claimed_by: b, status: supported, preferred: true}\n")
		}},
		{"an unknown key", "document.yaml", func(p *project) {
			p.file("documents", "cases/kaz", "documents/x/document.yaml", "document: x\n")
		}},
	} {
		p := described(t)
		c.change(p)
		if _, err := p.run(context.Background()); !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestATemplateMayNotNameWhatIsNotInTheFileName(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", strings.Replace(speeches, "{session}", "{number}", 1))
	if _, err := p.run(context.Background()); !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), "{number}") {
		t.Error(err)
	}
}

func TestRunRefusesAFileThatChanged(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Kazakhstan speaks.")
	p.write("sources/speeches/data/KAZ_50_1995.txt", "Kazakhstan speaks!")
	if _, err := p.run(context.Background()); err == nil || !strings.Contains(err.Error(), "KAZ_50_1995.txt of source speeches changed while the build ran") {
		t.Error(err)
	}
}

func TestRunStopsWhenItIsTold(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Kazakhstan speaks.")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	p := described(t)
	p.source("speeches", "data", speeches)
	for i := range 9 {
		session := string(rune('1' + i))
		p.speech("KAZ_5"+session+"_199"+session+".txt", strings.Repeat("Kazakhstan speaks to Russia's friends. ", i+1))
	}
	var before map[string]string
	for _, cores := range []int{1, 2, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		if err := os.RemoveAll(filepath.Join(p.root, "out")); err != nil {
			t.Fatal(err)
		}
		sums := map[string]string{}
		for name, f := range p.must().files {
			sums[name] = f.SHA256
		}
		if diff := cmp.Diff(before, sums); before != nil && diff != "" {
			t.Error(diff)
		}
		before = sums
	}
}

func TestDates(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", strings.Replace(speeches, `(?P<year>[0-9]{4})`, `(?P<year>[0-9]{4})(-(?P<month>[0-9]{2}))?(-(?P<day>[0-9]{2}))?`, 1))
	p.speech("KAZ_50_1995-12-31.txt", "Kazakhstan.")
	p.speech("KAZ_51_1996-02.txt", "Kazakhstan.")
	p.speech("KAZ_52_1997.txt", "Kazakhstan.")
	p.speech("KAZ_53_1998-02-30.txt", "Kazakhstan.")
	out := p.must()
	var got []string
	for _, d := range out.documents {
		got = append(got, d.AdoptedOn.V.String()+" "+d.AdoptedPrecision)
	}
	if diff := cmp.Diff([]string{"1995-12-31 day", "1996-02-01 month", "1997-01-01 year"}, got); diff != "" {
		t.Error(diff)
	}
	if len(out.faults) != 1 || out.faults[0].ReasonCode != "impossible_date" {
		t.Errorf("%+v", out.faults)
	}
}
