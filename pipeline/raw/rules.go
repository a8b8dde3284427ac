package raw

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"multivector/schemas"
)

// RuleFile is raw/coding/rules/<variable>.<lang>.yaml: the rules that code one
// variable in texts of one language.
type RuleFile struct {
	Variable string     `yaml:"variable"`
	Lang     string     `yaml:"lang"`
	Lists    []WordList `yaml:"lists"`
	Rules    []Rule     `yaml:"rules"`
}

// WordList is a set of words that patterns of its language name with a $.
type WordList struct {
	Name  string   `yaml:"name"`
	Words []string `yaml:"words"`
}

// Rule says which words give a value. How patterns are written is told by
// pipeline/texts/coder.
type Rule struct {
	ID              string   `yaml:"id"`
	Version         int32    `yaml:"version"`
	Doc             string   `yaml:"doc"`
	Value           string   `yaml:"value"`
	Weak            bool     `yaml:"weak"`
	Residual        bool     `yaml:"residual"`
	WholeSentence   bool     `yaml:"whole_sentence"`
	DocTypes        []string `yaml:"doc_types"`
	Obligation      *int32   `yaml:"obligation"`
	Stance          string   `yaml:"stance"`
	Negated         *bool    `yaml:"negated"`
	Patterns        []string `yaml:"patterns"`
	Unless          []string `yaml:"unless"`
	Requires        []string `yaml:"requires"`
	Examples        []string `yaml:"examples"`
	CounterExamples []string `yaml:"counter_examples"`
	Review          string   `yaml:"review"`
}

// RulesFolder holds the rules by which texts are coded, below raw/.
const RulesFolder = "coding/rules"

// ruleValues lists the values of each variable.
var ruleValues = map[string][]string{
	"deontic":    slices.DeleteFunc(slices.Clone(schemas.Deontics), func(s string) bool { return s == "none" }),
	"obligation": ordinals, "precision": ordinals, "delegation": ordinals,
	"statement": append(slices.Clone(schemas.StatementTypes), schemas.NoStatement),
	"stance":    {"support", "oppose"},
	"scope":     {"attribution", "attributed_clause", "negation", "condition", "condition_phrase", "condition_before", "history", "clause", "predicate"},
	"topic":     slices.DeleteFunc(slices.Clone(schemas.TopicCodes), func(s string) bool { return s == "other" }),
	"order":     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "listed"},
}

var ordinals = []string{"0", "1", "2", "3"}

// ReadRules reads a file of rules, whose path is below raw/.
func ReadRules(root, name string) (RuleFile, error) {
	data, err := readFile(filepath.Join(root, "raw", filepath.FromSlash(name)))
	if err != nil {
		return RuleFile{}, err
	}
	return ParseRules(name, data)
}

// ParseRules reads the content of a file of rules.
func ParseRules(name string, data []byte) (RuleFile, error) {
	var f RuleFile
	where := "raw/" + name
	if err := parseYAML(where, data, &f); err != nil {
		return f, err
	}
	if err := First(required(where, "lang", f.Lang), oneOf(where, "variable", f.Variable, schemas.CodingVariables...)); err != nil {
		return f, err
	}
	if want := f.Variable + "." + f.Lang + ".yaml"; path.Base(name) != want {
		return f, fmt.Errorf("%s: it codes %q in the language %q, so its name must be %s", where, f.Variable, f.Lang, want)
	}
	for i, l := range f.Lists {
		if l.Name == "" || len(l.Words) == 0 {
			return f, fmt.Errorf("%s: lists[%d]: key \"name\" or \"words\" is missing or empty", where, i)
		}
	}
	for _, r := range f.Rules {
		if err := r.check(where, f.Variable); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (r *Rule) check(where, variable string) error {
	if !identifier.MatchString(r.ID) {
		return fmt.Errorf("%s: %q is not the id of a rule: small letters, digits, - and _ only", where, r.ID)
	}
	where += ": rule " + r.ID
	err := required(where, "doc", r.Doc, "value", r.Value)
	if values := ruleValues[variable]; err == nil && values != nil {
		err = oneOf(where, "value", r.Value, values...)
	}
	if err == nil && r.Stance != "" {
		err = oneOf(where, "stance", r.Stance, schemas.Stances...)
	}
	if err == nil && r.Review != "" {
		err = oneOf(where, "review", r.Review, schemas.CodingReviews...)
	}
	switch {
	case err != nil:
		return err
	case r.Version < 1:
		return fmt.Errorf("%s: key \"version\" is %d, expected 1 or more", where, r.Version)
	case (variable == "deontic") != (r.Obligation != nil) || r.Obligation != nil && (*r.Obligation < 0 || *r.Obligation > 3):
		return fmt.Errorf("%s: key \"obligation\" is a figure from 0 to 3 in a rule for deontic, and stands in no other", where)
	case variable != "topic" && r.Weak:
		return fmt.Errorf("%s: key \"weak\" stands in rules for topic only", where)
	case variable != "statement" && (r.Stance != "" || r.Negated != nil):
		return fmt.Errorf("%s: keys \"stance\" and \"negated\" stand in rules for statement only", where)
	case r.Residual && (variable != "statement" && variable != "topic" || r.Weak):
		return fmt.Errorf("%s: key \"residual\" stands in rules for statement and topic only, and not beside \"weak\"", where)
	case r.WholeSentence && (variable != "statement" || !r.Residual):
		return fmt.Errorf("%s: key \"whole_sentence\" stands beside \"residual\" in rules for statement only", where)
	case len(r.Patterns) == 0 || len(r.Examples) == 0 || len(r.CounterExamples) == 0:
		return fmt.Errorf("%s: a rule has at least one pattern, one example and one counter-example", where)
	}
	return nil
}
