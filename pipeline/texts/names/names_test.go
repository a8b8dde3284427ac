package names

import (
	"fmt"
	"path/filepath"
	"testing"

	"multivector/pipeline/lookup"
	"multivector/pipeline/reference"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

func day(t testing.TB, s string) schemas.Null[schemas.Date] {
	t.Helper()
	d, err := schemas.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return schemas.Some(d)
}

func alias(actor, text, kind string) schemas.Alias { return aliasIn("en", actor, text, kind) }

// aliasIn makes an alias of a language.
func aliasIn(lang, actor, text, kind string) schemas.Alias {
	return schemas.Alias{
		AliasID: actor + ":" + lang + ":" + text, ActorID: actor, Lang: lang, Alias: text, AliasType: kind,
		Inflects: kind != "acronym" || lang != "ru", SourceID: "s", Verification: "verified",
	}
}

// find reads a text as one provision.
func find(x *Lexicon, s string, from, to schemas.Date) []Mention {
	var f Finder
	f.Begin(s, from, to)
	return f.Find(x, words.Append(nil, words.Flat(s), 0))
}

// marked shows the mentions in a text of any time: words, actor or candidates, "+" if
// inflected, "~" if settled by context.
func marked(x *Lexicon, s string) []string { return shown(s, find(x, s, lookup.Ever, lookup.Never)) }

func shown(s string, found []Mention) (out []string) {
	for _, m := range found {
		who := ""
		if a := m.Alias(); a != nil {
			who = a.ActorID
		} else {
			for a := range m.Candidates() {
				who += "?" + a.ActorID
			}
		}
		switch {
		case m.Settled:
			who += "~"
		case m.Inflected:
			who += "+"
		}
		out = append(out, fmt.Sprintf("%q=%s", s[m.Start:m.End], who))
	}
	return out
}

// ownLexicon holds the project's aliases and context rules in one language.
func ownLexicon(t testing.TB, lang string) *Lexicon {
	t.Helper()
	aliases, contexts, err := reference.Names(filepath.Join("..", "..", "..", "raw"))
	if err != nil {
		t.Fatal(err)
	}
	return New(aliases, contexts, lang)
}
