package texts

import (
	"strings"
	"unicode"

	"multivector/pipeline/texts/words"
)

// instruments are what the titles of agreements and declarations begin with.
var instruments = set("agreement treaty convention protocol memorandum charter covenant pact declaration " +
	"соглашение договор конвенция протокол меморандум декларация устав пакт")

// mostOwnTitle bounds the title of a text, in code points.
const mostOwnTitle = 400

// markOwnTitle marks the title of an agreement, where its text begins with it: lines
// that begin with a word such as "Agreement", or are all in capitals and hold one. It
// goes on over a line that was full, over small letters, capitals behind capitals, and
// place and day in brackets, and ends no sentence.
func markOwnTitle(s string, all []line, how layout) {
	i := 0
	for i < len(all) && all[i].blank() {
		i++
	}
	if i == len(all) || all[i].as != "" || !ownTitle(s[all[i].start:all[i].end]) {
		return
	}
	last, n := i, all[i].n
	next := nextLine(all, last)
	for next < len(all) && how.titleGoesOn(s, all, last, next) {
		last, n = next, n+all[next].n
		next = nextLine(all, last)
	}
	text := s[all[last].start:all[last].end]
	if next == len(all) || n > mostOwnTitle || closesSentence(text) || unicode.IsLower(words.FirstRune(s[all[next].start:])) {
		return
	}
	for k := i; k <= last; k++ {
		if !all[k].blank() {
			all[k].as, all[k].begins = heading, k == i
		}
	}
}

// ownTitle reports whether a line may be the first one of an agreement's title.
func ownTitle(text string) bool {
	word, _ := firstWord(text)
	if !unicode.IsUpper(words.FirstRune(text)) || closesSentence(text) {
		return false
	}
	if instruments[strings.ToLower(word)] {
		return true
	}
	if !inCapitals(text) {
		return false
	}
	for _, w := range strings.Fields(text) {
		if instruments[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// closesSentence reports whether a line ends with a mark, but for those in brackets,
// such as a place and a day, at its end.
func closesSentence(text string) bool {
	if open := strings.LastIndexByte(text, '('); open >= 0 && strings.HasSuffix(text, ")") {
		text = strings.TrimRight(text[:open], " ")
	}
	return ends(text) || strings.HasSuffix(text, ",")
}

func (how layout) titleGoesOn(s string, all []line, last, next int) bool {
	before, after := s[all[last].start:all[last].end], s[all[next].start:all[next].end]
	small := unicode.IsLower(words.FirstRune(after))
	switch {
	case all[next].as != "" || exclusion(after) != "" || closesSentence(before):
		return false
	case next > last+1: // behind an empty line
		return small && instruments[strings.ToLower(before)]
	case bracketed(after), small, unfinished(before):
		return true
	case strings.HasSuffix(before, ")"):
		return false
	case inCapitals(before) || inCapitals(after):
		_, named := divisionOf(after)
		return inCapitals(before) && inCapitals(after) && !named
	}
	return how.wrapped && how.full(all[last], after)
}

// full reports whether the next line's first word would not have fitted on a line.
// Nine tenths of the width are enough, since the widths of letters differ.
func (how layout) full(l line, after string) bool {
	word := strings.IndexFunc(after, unicode.IsSpace)
	if word < 0 {
		word = len(after)
	}
	return (l.n+1+word)*10 >= how.width*9
}

// nextLine gives the next line that is not empty.
func nextLine(all []line, i int) int {
	for i++; i < len(all) && all[i].blank(); i++ {
	}
	return i
}

// bracketed reports whether a line stands in brackets as a whole.
func bracketed(s string) bool {
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1
}

// inCapitals reports whether a text holds letters, and no small ones.
func inCapitals(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, unicode.IsLower)
}
