package reliability

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// mention is an actor who is named at a span of code points of a unit's text.
type mention struct {
	actor      string
	start, end int
}

// codes is what a coder says of a unit.
type codes struct {
	mentions []mention
	located  bool                 // the unit's text is at hand, so the mentions have their places
	values   [len(nominal)]string // of each variable; an empty one says nothing
}

// Variables have the names of the table and column that publish them.
const (
	mentionsVariable = "mentions.actor_id"
	changeVariable   = "alignments.change"
)

// Places in nominal.
const (
	ofType = iota
	ofDeontic
	ofTopic
)

// nominal lists the variables that give a unit one of several values.
var nominal = [...]struct {
	name   string
	values []string
	gold   func(*raw.GoldCode) string
}{
	{"statements.statement_type", schemas.GoldStatementTypes, func(c *raw.GoldCode) string { return c.StatementType }},
	{"provisions.deontic", schemas.Deontics, func(c *raw.GoldCode) string { return c.Deontic }},
	{"statements.topic_code", schemas.TopicCodes, func(c *raw.GoldCode) string { return c.Topic }},
}

// locate finds the words of the mentions of a unit in its text: each after the
// one before, or at the occurrence that is named, and as whole words. White
// space counts as one space on both sides.
func locate(c *raw.GoldCode, text string) ([]mention, error) {
	var all []mention
	squeezed, at := squeeze(text)
	from := 0
	for _, m := range c.Mentions {
		words, _ := squeeze(m.Surface)
		start := find(squeezed, words, from, m.Nth)
		if start < 0 {
			return nil, c.Where.Errorf("mentions", "%q does not stand in the unit as whole words, after the mention before it", m.Surface)
		}
		from = start + len(words)
		all = append(all, mention{m.ActorID, at[start], at[from-1] + 1})
	}
	return all, nil
}

// find gives the first place of words from a place on, or with nth its nth place
// in all, or -1.
func find(text, words string, from, nth int) int {
	start := from
	if nth > 0 {
		start = 0
	}
	for {
		i := strings.Index(text[start:], words)
		if i < 0 {
			return -1
		}
		i += start
		start = i + 1
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(words):])
		if isWord(before) || isWord(after) {
			continue
		}
		if nth--; nth <= 0 {
			if i < from {
				return -1
			}
			return i
		}
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// squeeze makes every run of white space one space. at gives for each byte of
// the result the code point of the text that it comes from.
func squeeze(text string) (squeezed string, at []int) {
	var b strings.Builder
	n, space := 0, false
	for _, r := range text {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				at = append(at, n)
			}
			space = true
		} else {
			space = false
			b.WriteRune(r)
			for range utf8.RuneLen(r) {
				at = append(at, n)
			}
		}
		n++
	}
	return b.String(), at
}

// match counts the mentions that two coders have in common: the same actor at
// spans that overlap, each mention once.
func match(a, b []mention) int {
	taken, n := make([]bool, len(b)), 0
	for _, m := range a {
		for j, o := range b {
			if !taken[j] && m.actor == o.actor && m.start < o.end && o.start < m.end {
				taken[j] = true
				n++
				break
			}
		}
	}
	return n
}

// actors gives whom the mentions name, each once.
func actors(mentions []mention) []string {
	var all []string
	for _, m := range mentions {
		if !slices.Contains(all, m.actor) {
			all = append(all, m.actor)
		}
	}
	return all
}
