package names

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// How many tokens <capitals> may stand for.
const (
	longestRun      = 24
	longestSmallRun = 5 // from a space on, and over one
)

// proper reports whether words that begin with a capital, and none between them
// that does not or that names somebody, lead to one of the ends. Two of them may
// be joined by "and". What an organization calls its own organ makes none. In a text without capitals it may be one word, and no short one.
func (f *Finder) proper(list []words.Token, ends map[string]bool) bool {
	run := longestRun
	if f.small {
		run = longestSmallRun
	}
	for i, t := range list[:min(len(list), run)] {
		text := f.s[t.Start:t.End]
		if r, n := utf8.DecodeRuneInString(text); f.small && len(text) > 3 {
			text = string(unicode.ToUpper(r)) + text[n:]
		}
		switch {
		case t.Kind == words.Space || f.hyphen(t) || i > 0 && text == "and":
		case !startsUpper(text), i == 0 && ownOrgan[text]:
			return false
		case ends[text]:
			return true
		case f.names(t.Start):
			return false
		}
	}
	return false
}

// ownOrgan holds the words that begin the name of an organ of what is named before.
var ownOrgan = map[string]bool{"General": true, "Executive": true, "Governing": true}

// headed reports whether one of the heads of a proper name stands before words
// with a capital that the list ends with, as "Conference on" does in "Conference
// on the Question of" Palestine. None of them may name somebody, and a name that
// "and" or, behind words with a capital, "of the" adds stands beside the proper
// name, not in it.
func (f *Finder) headed(list []words.Token, heads map[string][][]string) bool {
	added := true
	for i := len(list) - 1; i >= max(0, len(list)-longestRun); i-- {
		t := list[i]
		text := f.s[t.Start:t.End]
		if t.Kind == words.Space {
			continue
		}
		if slices.ContainsFunc(heads[text], func(head []string) bool { return f.written(list[:i+1], head) }) {
			return true
		}
		switch {
		case added && (text == "and" || text == "of" && i+2 < len(list)):
			return false
		case text == "the":
			continue
		case !joinsProper[text] && !f.hyphen(t) && !startsUpper(text), f.names(t.Start):
			return false
		}
		added = false
	}
	return false
}

// joinsProper holds the words without a capital that stand inside proper names.
var joinsProper = map[string]bool{"of": true, "for": true, "on": true, "in": true, "to": true, "and": true, "against": true, "its": true, "a": true, "an": true}

// written reports whether a list of tokens ends with words as they are written.
func (f *Finder) written(list []words.Token, want []string) bool {
	for n := len(want) - 1; n >= 0; n-- {
		for len(list) > 0 && list[len(list)-1].Kind == words.Space {
			list = list[:len(list)-1]
		}
		if len(list) == 0 {
			return false
		}
		if t := list[len(list)-1]; f.s[t.Start:t.End] != want[n] {
			return false
		}
		list = list[:len(list)-1]
	}
	return true
}
