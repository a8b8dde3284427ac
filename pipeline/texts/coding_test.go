package texts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/corpus"
	"multivector/pipeline/lookup"
	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/names"
	"multivector/schemas"
)

// rule adds a file of rules, as acquire lists it.
func (p *project) rule(name, content string) {
	p.t.Helper()
	at := raw.RulesFolder + "/" + name
	p.write(at, content)
	sum := sha256.Sum256([]byte(content))
	p.inputs = append(p.inputs, schemas.Input{
		SourceID: raw.Own, Role: "description", File: at, Path: at, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(content)),
	})
}

// ownRules adds the project's own rules.
func (p *project) ownRules() {
	p.t.Helper()
	folder := filepath.Join(moduleRoot(p.t), "raw", filepath.FromSlash(raw.RulesFolder))
	entries, err := os.ReadDir(folder)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			p.t.Fatal(err)
		}
		p.rule(e.Name(), string(data))
	}
}

const onlyShall = `variable: deontic
lang: en
rules:
  - id: en-shall
    version: 2
    doc: Shall.
    value: must
    obligation: 3
    patterns: [shall]
    examples: [It shall be.]
    counter_examples: [It is.]
`

func TestProvisionsAreCodedByTheRulesThatAreInputs(t *testing.T) {
	p := newProject(t)
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Each Party shall disarm. Russia listens.")
	out := p.must()
	if u := out.provisions[0]; u.Deontic != "" || u.RuleID != "" || u.Obligation.Valid || len(out.rules) != 0 {
		t.Errorf("without rules: %+v", u)
	}
	p.rule("deontic.en.yaml", onlyShall)
	out = p.must()
	if u := out.provisions[0]; u.Deontic != "must" || u.RuleID != "en-shall" || u.RuleVersion != schemas.Some(int32(2)) || u.Obligation != schemas.Some(int32(3)) || u.Precision.Valid {
		t.Errorf("%+v", u)
	}
	if u := out.provisions[1]; u.Deontic != "none" || u.RuleID != "" || u.Obligation.Valid {
		t.Errorf("%+v", u)
	}
	if r := out.rules[0]; r.RuleID != "en-shall" || r.Patterns != "shall" || r.Unless != "" {
		t.Errorf("%+v", r)
	}
}

func TestFaultyRulesStopTheStage(t *testing.T) {
	for _, c := range []struct{ name, file, from, to, want string }{
		{"an unknown key", "deontic.en.yaml", "doc:", "dog:", `unknown field "dog"`},
		{"another name", "deontic.ru.yaml", "", "", "its name must be deontic.en.yaml"},
		{"an unknown variable", "deontic.en.yaml", "variable: deontic", "variable: mood", `"variable" has the value "mood"`},
		{"an unknown value", "deontic.en.yaml", "value: must", "value: ought", `rule en-shall: key "value" has the value "ought"`},
		{"no obligation", "deontic.en.yaml", "    obligation: 3\n", "", `rule en-shall: key "obligation" is a figure from 0 to 3`},
		{"no version", "deontic.en.yaml", "version: 2", "version: 0", `rule en-shall: key "version" is 0`},
		{"no example", "deontic.en.yaml", "[It is.]", "[]", "at least one pattern, one example and one counter-example"},
		{"a pattern of a gap", "deontic.en.yaml", "[shall]", `["<0-3> shall"]`, `rule en-shall: pattern "<0-3> shall": a gap stands at an end`},
		{"a gap too wide", "deontic.en.yaml", "[shall]", `["shall <0-30> be"]`, "of at most 8 words"},
		{"an unknown list", "deontic.en.yaml", "[shall]", `["$who shall"]`, `"$who": there is no such list of words`},
		{"an open bracket", "deontic.en.yaml", "[shall]", `["(shall|must"]`, "the bracket is not closed"},
		{"no word", "deontic.en.yaml", "[shall]", `["shall ***"]`, `"***" is no word`},
		{"the same rule twice", "deontic.en.yaml", "rules:\n", strings.TrimPrefix(onlyShall, "variable: deontic\nlang: en\n"), "rule en-shall stands twice"},
	} {
		p := newProject(t)
		p.rule(c.file, strings.Replace(onlyShall, c.from, c.to, 1))
		if _, err := p.run(context.Background()); !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// A small document in three languages, with every row that it yields.
func TestStatementsOfASmallDocument(t *testing.T) {
	p := newProject(t)
	p.ownRules()
	p.source("documents", "case", "")
	p.file("documents", "cases/kaz", "documents/d/document.yaml", `document_id: d
issuer: KAZ
doc_type: concept
title_en: Concept
adopted_on: 2020-03-06
adopted_precision: day
verification: verified
versions:
  - {file: en.txt, lang: en, text_kind: digest}
  - {file: kk.txt, lang: kk, text_kind: digest}
  - {file: ru.txt, lang: ru, text_kind: digest}
`)
	p.file("documents", "cases/kaz", "documents/d/en.txt",
		"In order of priority, Kazakhstan will: develop trade with Russia; protect the climate if others do.\n\nRussia believes that all States must disarm.\n\nNuclear tests are unacceptable.\n")
	p.file("documents", "cases/kaz", "documents/d/kk.txt", "Ядролық сынақтарға жол берілмейді. Біз келіссөзге дайынбыз.\n")
	p.file("documents", "cases/kaz", "documents/d/ru.txt", "Ядерные испытания недопустимы. Во-вторых, мы намерены развивать транзит.\n")
	out := p.must()
	var got []string
	for _, s := range out.statements {
		got = append(got, fmt.Sprintf("%s %d-%d %d-%d %s by %s to %s, %s, %s, not %v, if %q, rank %d %s, %s",
			s.StatementID, s.EvidenceStart, s.EvidenceEnd, s.ByteStart, s.ByteEnd, s.StatementType, s.SpeakerActorID, s.TargetActorID, s.Stance, s.TopicCode,
			s.Negated, s.ConditionText, s.PriorityRank.V, s.PriorityBasis, s.RuleID))
	}
	if diff := cmp.Diff([]string{
		"d.en-digest#1.1!22 22-37 22-37 commitment by KAZ to , support, other, not false, if \"\", rank 0 , en-commitment",
		"d.en-digest#1.2!22 22-37 22-37 commitment by KAZ to RUS, support, economy, not false, if \"\", rank 1 listed_order, en-commitment",
		"d.en-digest#1.3!22 22-37 22-37 commitment by KAZ to , support, environment, not false, if \"if others do\", rank 2 listed_order, en-commitment",
		"d.en-digest#2.1!122 122-137 122-137 principle by RUS to , support, security, not false, if \"\", rank 0 , en-principle",
		"d.en-digest#3.1!165 165-177 165-177 red_line by KAZ to , oppose, nuclear, not false, if \"\", rank 0 , en-red-line",
	}, got[:min(5, len(got))]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"d.kk-digest#1.1!19 19-33 36-63 red_line by KAZ to , oppose, nuclear, not false, if \"\", rank 0 , kk-red-line",
		"d.kk-digest#1.2!50 50-58 93-109 commitment by KAZ to , support, other, not false, if \"\", rank 0 , kk-commitment",
		"d.ru-digest#1.1!18 18-29 34-56 red_line by KAZ to , oppose, nuclear, not false, if \"\", rank 0 , ru-red-line",
		"d.ru-digest#1.2!42 42-53 77-98 goal by KAZ to , support, transit, not false, if \"\", rank 2 explicit_ordinal, ru-goal",
	}, got[min(5, len(got)):]); diff != "" {
		t.Error(diff)
	}
	raws := p.raws()
	for _, s := range out.statements {
		if text := string(raws[s.SourceID+" "+s.File][s.ByteStart:s.ByteEnd]); len([]rune(text)) != int(s.EvidenceEnd-s.EvidenceStart) {
			t.Errorf("%s: its bytes are %q", s.StatementID, text)
		}
	}
}

// A passage is coded by the rules of its own language.
func TestAPassageInAnotherLanguageIsCodedByItsRules(t *testing.T) {
	p := newProject(t)
	p.ownRules()
	p.source("speeches", "data", speeches)
	p.speech("KAZ_50_1995.txt", "Each Party shall disarm.\n\nПрименение силы в отношениях между государствами недопустимо и не отвечает интересам народов.\n")
	out := p.must()
	if u := out.provisions; len(u) != 2 || u[0].RuleID != "en-must" || u[1].RuleID != "ru-must-not" {
		t.Errorf("%+v", u)
	}
	if s := out.statements[len(out.statements)-1]; s.RuleID != "ru-red-line" || s.SpeakerActorID != "KAZ" {
		t.Errorf("%+v", s)
	}
}

// projectRules compiles the project's own rules.
func projectRules(t testing.TB) *coder.Coder {
	t.Helper()
	root := moduleRoot(t)
	names, err := filepath.Glob(filepath.Join(root, "raw", filepath.FromSlash(raw.RulesFolder), "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var files []raw.RuleFile
	for _, n := range names {
		f, err := raw.ReadRules(root, raw.RulesFolder+"/"+filepath.Base(n))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	c, err := coder.New(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The speeches are coded: how much is found, and how long the coding takes of
// the whole.
func TestCorpusSpeechesAreCoded(t *testing.T) {
	dir := corpus.Dir(t, "texts", "ungdc")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	p := newProject(t)
	p.reference(filepath.Join(moduleRoot(t), "raw", "reference"))
	x := map[string]*names.Lexicon{"en": names.New(p.aliases, nil, "en")}
	c := projectRules(t)
	counts, provisions := map[string]int{}, 0
	var spent [2]time.Duration
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in := schemas.Input{SourceID: "s", File: filepath.Base(name), Bytes: int64(len(data))}
		for i, with := range []*coder.Coder{nil, c} {
			j := job{in: in, version: version(in, in.File, "en", "translation"), from: lookup.Ever, to: lookup.Never, coder: with}
			j.document = &schemas.Document{IssuerActorID: in.File[:3]}
			began := time.Now()
			r := read(&j, data, x)
			spent[i] += time.Since(began)
			if with == nil {
				continue
			}
			provisions += len(r.provisions)
			for _, u := range r.provisions {
				counts["deontic "+u.Deontic]++
			}
			for _, s := range r.statements {
				counts["statement "+s.StatementType]++
				if got := mended(t, r.version[0].Encoding, data, s.ByteStart, s.ByteEnd, r.repairs); len([]rune(got)) != int(s.EvidenceEnd-s.EvidenceStart) {
					t.Errorf("%s: statement %s: its bytes are %q", in.File, s.StatementID, got)
				}
			}
		}
	}
	t.Logf("%d provisions, %v; %.2f s without coding, %.2f s with", provisions, counts, spent[0].Seconds(), spent[1].Seconds())
}
