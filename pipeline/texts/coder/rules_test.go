package coder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/texts/coder"
	"multivector/schemas"
)

// ours is the folder that holds this project's raw/.
var ours = filepath.Join("..", "..", "..")

func ruleFiles(t testing.TB) []raw.RuleFile {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(ours, "raw", filepath.FromSlash(raw.RulesFolder), "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var files []raw.RuleFile
	for _, n := range names {
		f, err := raw.ReadRules(ours, raw.RulesFolder+"/"+filepath.Base(n))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// rules gives the project's own rules.
func rules(t testing.TB) *coder.Coder {
	t.Helper()
	c, err := coder.New(ruleFiles(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var named = regexp.MustCompile(`\{([A-Z0-9_+?]+) ([^{}]+)\}`)

// unit reads a sentence in which actors are written {RUS Russia}, or {? Georgia}
// where it is not known who is meant. It speaks for Kazakhstan.
func unit(sentence string) *coder.Unit {
	u := &coder.Unit{Issuer: "KAZ"}
	var text strings.Builder
	at := 0
	for _, m := range named.FindAllStringSubmatchIndex(sentence, -1) {
		text.WriteString(sentence[at:m[0]])
		actor := sentence[m[2]:m[3]]
		if actor == "?" {
			actor = ""
		}
		start := text.Len()
		text.WriteString(sentence[m[4]:m[5]])
		u.Mentions = append(u.Mentions, coder.Mention{Span: coder.Span{Start: start, End: text.Len()}, Actor: actor})
		at = m[1]
	}
	text.WriteString(sentence[at:])
	u.Text = text.String()
	u.Tokens = coder.Words(u.Text)
	return u
}

// Each rule finds something in its examples, and nothing in its
// counter-examples; where it codes a deontic or a statement, the coding rests
// on it.
func TestEveryRuleKeepsItsExamples(t *testing.T) {
	files := ruleFiles(t)
	c, err := coder.New(files)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		for _, r := range f.Rules {
			for _, example := range r.Examples {
				if got := firing(c, f, &r, example); !slices.Contains(got, r.ID) {
					t.Errorf("%s does not fire in its example %q; %s: %v", r.ID, example, f.Variable, got)
				}
				n++
			}
			for _, example := range r.CounterExamples {
				if got := firing(c, f, &r, example); slices.Contains(got, r.ID) {
					t.Errorf("%s fires in its counter-example %q", r.ID, example)
				}
				n++
			}
		}
	}
	t.Logf("%d rules, %d examples and counter-examples", len(c.Rules()), n)
}

// firing lists the rules of a file that a sentence is coded by, in a document of a
// kind that a rule is for.
func firing(c *coder.Coder, f raw.RuleFile, rule *raw.Rule, sentence string) []string {
	u := unit(sentence)
	if len(rule.DocTypes) > 0 {
		u.DocType = rule.DocTypes[0]
	}
	var ids []string
	switch {
	case f.Variable == "deontic":
		if r := c.Code(f.Lang, u).Rule; r != nil {
			ids = append(ids, r.ID)
		}
	case f.Variable == "statement" && rule.Value != schemas.NoStatement:
		for _, s := range c.Code(f.Lang, u).Statements {
			ids = append(ids, s.Rule.ID)
		}
	default:
		for _, r := range c.Found(f.Lang, u) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Rules in Kazakh wait for a native speaker, and say so.
func TestRulesInKazakhAreMarkedForReview(t *testing.T) {
	for _, r := range rules(t).Rules() {
		if r.Lang == "kk" && r.Review != "native_speaker_needed" {
			t.Errorf("%s is not marked", r.ID)
		}
		if !strings.HasPrefix(r.ID, r.Lang+"-") {
			t.Errorf("the id of %s does not begin with its language, %s", r.ID, r.Lang)
		}
	}
}

func TestMain(m *testing.M) {
	if _, err := os.Stat(filepath.Join(ours, "go.mod")); err != nil {
		fmt.Fprintln(os.Stderr, "the tests need the project's folder")
		os.Exit(1)
	}
	os.Exit(m.Run())
}
