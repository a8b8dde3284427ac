package texts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
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
