package coder_test

import (
	"reflect"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/texts/coder"
)

// A file of rules is read or refused; what is read codes any text.
func FuzzRuleFile(f *testing.F) {
	for _, seed := range []string{
		"variable: deontic\nlang: en\nrules:\n  - {id: r, version: 1, doc: d, value: must, obligation: 3, patterns: [\"a <0-2> (b|c d)\"], examples: [x], counter_examples: [y]}\n",
		"variable: topic\nlang: en\nlists:\n  - {name: barrier, words: [which]}\nrules:\n  - {id: r, version: 1, doc: d, value: water, weak: true, patterns: [\"wat*\", \"^ =Water #\"], examples: [x], counter_examples: [y]}\n",
		"variable: scope\nlang: en\nrules: []\n",
		"rules: {", "",
	} {
		f.Add(seed, "We shall b c d, which a b water.")
	}
	f.Fuzz(func(t *testing.T, file, text string) {
		if len(file) > 4096 || len(text) > 4096 {
			return
		}
		for _, name := range []string{"deontic.en.yaml", "topic.en.yaml", "scope.en.yaml"} {
			rules, err := raw.ParseRules(raw.RulesFolder+"/"+name, []byte(file))
			if err != nil {
				continue
			}
			c, err := coder.New([]raw.RuleFile{rules})
			if err != nil || !c.Codes(rules.Lang) {
				continue
			}
			hold(t, c, rules.Lang, unit(text))
		}
	})
}

// Any text is coded, with spans inside it, and the same each time.
func FuzzCode(f *testing.F) {
	for _, seed := range []string{
		"We will not only support {RUS Russia} if “all States must” disarm; and {KAZ Kazakhstan} calls upon {? Georgia}.",
		"«Стороны обязуются», заявил {CHN Китай}: недопустимо!", "Жол берілмейді, егер", "“„«\"", "{A b}{C d} believe", "",
	} {
		f.Add(seed)
	}
	c := rules(f)
	fresh := rules(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		for _, lang := range []string{"en", "ru", "kk"} {
			u := unit(text)
			got := hold(t, c, lang, u)
			if again := fresh.Code(lang, u); coded(got, u.Text) != coded(again, u.Text) {
				t.Errorf("%q: %s, then %s", text, coded(got, u.Text), coded(again, u.Text))
			}
		}
	})
}

func hold(t *testing.T, c *coder.Coder, lang string, u *coder.Unit) *coder.Coding {
	t.Helper()
	got := c.Code(lang, u)
	for _, s := range got.Statements {
		for _, span := range []coder.Span{s.Evidence, s.Condition} {
			if span.Start < 0 || span.Start > span.End || span.End > len(u.Text) {
				t.Errorf("%q: span %v", u.Text, span)
			}
		}
		if s.Evidence.Start == s.Evidence.End || s.Topic == "" || s.Stance == "" {
			t.Errorf("%q: %+v", u.Text, s)
		}
	}
	if (got.Deontic == "none") != (got.Rule == nil) || got.Obligation.Valid != (got.Rule != nil) {
		t.Errorf("%q: %+v", u.Text, got)
	}
	if !reflect.DeepEqual(got, c.Code(lang, u)) {
		t.Errorf("%q is coded in two ways", u.Text)
	}
	return got
}
