// Package coder codes provisions by rules over words: their deontic, how far
// they bind, and the statements that they make.
//
// It promises that a coding names the rule that gave it, that the words which
// fired the rule lie in the text, and that the same words give the same coding,
// whatever was coded before. What no rule finds is not coded.
//
// Rules are data: pattern.go says how they are written, provisions.go and
// statements.go what becomes of what they find. The package leaves the cutting
// of texts and the finding of actors to pipeline/texts.
package coder

import (
	"fmt"
	"slices"
	"sync"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// Coder holds the rules of all languages. It is safe to share.
type Coder struct {
	langs map[string]*language
	rules []*Rule
}

// Lists of words that mean something to all patterns of a language.
const (
	barrier = "barrier" // no gap goes over them, such as "which"
	joins   = "joins"   // they join subjects, such as "and"
)

// Rule is a rule of one variable and language.
type Rule struct {
	raw.Rule
	Variable, Lang string

	number   int // in its language: in the order of files and rules
	topic    int // in schemas.TopicCodes, or -1
	guarded  bool
	requires bool
}

// language is what is known of one language.
type language struct {
	rules    []*Rule
	patterns []pattern
	words    vocabulary
	barrier  int32   // set of words that no gap goes over, or 0
	joins    int32   // set of words that join subjects, or 0
	verbs    []*Rule // that tell a predicate
	machines sync.Pool
}

// New compiles rules. An error names language, rule and pattern.
func New(files []raw.RuleFile) (*Coder, error) {
	c := &Coder{langs: map[string]*language{}}
	lists := map[string]map[string][]string{}
	for _, f := range files {
		if c.langs[f.Lang] == nil {
			c.langs[f.Lang], lists[f.Lang] = &language{words: newVocabulary()}, map[string][]string{}
		}
		for _, l := range f.Lists {
			if lists[f.Lang][l.Name] != nil {
				return nil, fmt.Errorf("the list of words $%s stands twice in the language %s", l.Name, f.Lang)
			}
			lists[f.Lang][l.Name] = l.Words
		}
	}
	known := map[string]bool{}
	for _, f := range files {
		lang := c.langs[f.Lang]
		for _, r := range f.Rules {
			if known[r.ID] {
				return nil, fmt.Errorf("the rule %s stands twice", r.ID)
			}
			known[r.ID] = true
			rule := &Rule{Rule: r, Variable: f.Variable, Lang: f.Lang, number: len(lang.rules), topic: -1, guarded: len(r.Unless) > 0, requires: len(r.Requires) > 0}
			if f.Variable == "topic" {
				rule.topic = slices.Index(schemas.TopicCodes, r.Value)
			}
			if err := lang.add(rule, lists[f.Lang]); err != nil {
				return nil, fmt.Errorf("%s.%s.yaml: rule %s: %w", f.Variable, f.Lang, r.ID, err)
			}
			c.rules = append(c.rules, rule)
		}
	}
	for name, l := range c.langs {
		var bad1, bad2 error
		l.barrier, bad1 = l.words.single(barrier, lists[name][barrier])
		l.joins, bad2 = l.words.single(joins, lists[name][joins])
		if err := raw.First(bad1, bad2); err != nil {
			return nil, fmt.Errorf("language %s: %w", name, err)
		}
		l.words.index(l.patterns)
		l.machines.New = func() any { return newMachine(l) }
	}
	return c, nil
}

func (l *language) add(r *Rule, lists map[string][]string) error {
	l.rules = append(l.rules, r)
	if r.Variable == "scope" && r.Value == "predicate" {
		l.verbs = append(l.verbs, r)
	}
	for _, part := range []struct {
		role  role
		texts []string
	}{{finds, r.Patterns}, {cancels, r.Unless}, {needed, r.Requires}} {
		for _, text := range part.texts {
			variants, err := l.words.compile(text, lists)
			if err != nil {
				return fmt.Errorf("pattern %q: %w", text, err)
			}
			for _, v := range variants {
				l.patterns = append(l.patterns, pattern{elements: v, rule: r, role: part.role})
			}
		}
	}
	return nil
}

// Rules lists the rules in the order of their files, for publication.
func (c *Coder) Rules() []*Rule { return c.rules }

// Codes reports whether there are rules for a language.
func (c *Coder) Codes(lang string) bool { return c != nil && c.langs[lang] != nil }

// Span is a stretch of bytes of a text.
type Span struct{ Start, End int }

// Token is a word or a mark; white space is none.
type Token struct {
	Span
	Word bool
}

// Mention is a place that names an actor; the actor is empty where it is ambiguous.
type Mention struct {
	Span
	Actor string
}

// Unit is a provision to be coded.
type Unit struct {
	Text         string // that spans count in; line ends are spaces
	Tokens       []Token
	Mentions     []Mention // in order
	Issuer       string    // actor that the document speaks for, or empty
	DocType      string    // kind of the document
	Heading      bool      // the unit is a heading
	Lead         *Coding   // of the lead-in in the same text that introduces the unit, or nil
	ListPosition int       // in the enumeration behind the lead-in, or 0
}

// Coding is what the rules find in a unit.
type Coding struct {
	Deontic                           string
	Rule                              *Rule // that coded deontic, or nil
	Obligation, Precision, Delegation schemas.Null[int32]
	Statements                        []Statement

	listed bool // introduces a list in an order of priority
}

// Statement is a position that a unit takes.
type Statement struct {
	Rule            *Rule
	Evidence        Span
	Speaker, Target string // empty where there is none, or it is not resolved
	Stance, Topic   string
	Negated         bool
	Condition       Span // empty where there is none
	Rank            int  // 0 where the text gives none
	RankIsOfTheList bool
}

// Code codes a unit in a language that there are rules for.
func (c *Coder) Code(lang string, u *Unit) *Coding {
	l := c.langs[lang]
	m := l.machines.Get().(*machine)
	defer l.machines.Put(m)
	m.find(u)
	out := &Coding{Deontic: "none"}
	m.norms(out)
	m.statements(out)
	if u.Lead != nil && m.goesOn() {
		out.takeFrom(u, m)
	}
	return out
}

// takeFrom fills what a member of an enumeration leaves to its lead-in: "The
// Parties shall: (a) exchange data".
func (c *Coding) takeFrom(u *Unit, m *machine) {
	lead := u.Lead
	if c.Rule == nil && lead.Rule != nil {
		c.Deontic, c.Rule = lead.Deontic, lead.Rule
		m.ordinals(c)
	}
	if s, ok := lead.position(); ok && len(c.Statements) == 0 {
		all := m.whole()
		s.Topic = m.topic(&all, &all)
		if target := m.target(&all, s.Speaker); target != "" {
			s.Target = target
		}
		if all.condition.End > all.condition.Start {
			s.Condition = all.condition
		}
		m.rank(&s, &all)
		c.Statements = append(c.Statements, s)
	}
}

// position gives the last statement of a lead-in, where its members share it.
func (c *Coding) position() (Statement, bool) {
	if n := len(c.Statements); n > 0 && c.Statements[n-1].Rule.Value != "claim" && !c.Statements[n-1].Rule.Residual {
		return c.Statements[n-1], true
	}
	return Statement{}, false
}

// Words gives the tokens of a text, as patterns and tests need them.
func Words(text string) []Token { return split(text) }

// Found lists the rules that find something in a unit, in the order in which
// they begin.
func (c *Coder) Found(lang string, u *Unit) []*Rule {
	l := c.langs[lang]
	m := l.machines.Get().(*machine)
	defer l.machines.Put(m)
	m.find(u)
	var out []*Rule
	for _, h := range m.hits {
		out = append(out, h.rule)
	}
	return out
}
