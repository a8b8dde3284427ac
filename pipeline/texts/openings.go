package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/words"
)

// openingTitle is the rule that sets titles apart that no table of contents lists.
const openingTitle = "opening_title"

// Words that begin a sentence where they stand in capitals behind a title: articles
// and the like, behind which a name may follow; words behind which only small letters
// do; and prepositions, which a title may hold itself.
var (
	articles     = set("The A An Our This These Those Their Its Each Every Many Some Both All Such")
	pronouns     = set("We They It There Although While When If Because Since No Where Nothing Neither Notwithstanding")
	prepositions = set("In For To As At From With By On Through Under During Over Among After Despite Before")
)

// joiners are words that begin a sentence, and no title of one word.
var joiners = set("And But So Yet Or Nor Also Today Now Yes Here Then Thus Hence However Moreover Furthermore Therefore Finally Indeed First Second Third " +
	"Meanwhile Nevertheless Nonetheless Otherwise Instead What How Why Where Who Which Let That Only Even Just Again")

// mostLooked is how many words of a sentence are looked at.
const mostLooked = 12

// openingOf finds the title that a paragraph begins with, if a sentence follows on the
// same line or the next. It gives where the title ends and the sentence begins, or 0.
//
// A title is words in title case without any mark, but for commas behind a Roman number,
// of which the last is no small word.
// That a sentence follows is certain only where it begins with a word that titles write
// in small letters or not at all, such as "The", and goes on in small letters before
// another such word comes; or where the title's first two words come again, the second
// in small letters.
func openingOf(s string) (end, next int) {
	var run []string
	last := 0
	for at := 0; at < len(s); {
		from := at + len(s[at:]) - len(strings.TrimLeft(s[at:], " "))
		if from < len(s) && s[from] == '\n' {
			from++
		}
		if from > at && from < len(s) && (s[from] == '\n' || s[from] == ' ') {
			from += len(s[from:]) - len(strings.TrimLeft(s[from:], " "))
		}
		w := wordAt(s[from:])
		if len(run) > 0 && from > last && titleEnds(run, w, s[from:]) {
			return last, from
		}
		number := len(run) == 0 && romanValue(strings.TrimSuffix(w, ".")) > 0 && strings.HasSuffix(w, ".")
		bare := w
		if len(run) > 0 && strings.HasSuffix(run[0], ".") {
			bare = strings.TrimSuffix(w, ",")
		}
		if !number && !titleWord(bare) || len(run) == 0 && small[w] || utf8.RuneCountInString(s[:from+len(w)]) > mostHeading {
			return 0, 0
		}
		run, at, last = append(run, w), from+len(w), from+len(w)
	}
	return 0, 0
}

// wordAt gives the first word of a text.
func wordAt(s string) string {
	if end := strings.IndexAny(s, " \n"); end >= 0 {
		return s[:end]
	}
	return s
}

// titleWord reports whether a word may stand in a title: it begins with a capital
// letter or is a small one, and holds no mark but those within words.
func titleWord(w string) bool {
	if small[w] {
		return true
	}
	if !unicode.IsUpper(words.FirstRune(w)) {
		return false
	}
	return !strings.ContainsFunc(strings.TrimSuffix(w, "."), func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("'’-–.", r) }) &&
		(!strings.Contains(w, ".") || periods(strings.TrimSuffix(w, ".")))
}

// titleEnds reports whether a sentence begins with a word behind the words of a title.
func titleEnds(run []string, word, s string) bool {
	first, last := run[0], run[len(run)-1]
	if !articles[word] && !pronouns[word] && !prepositions[word] && word != first {
		return false
	}
	s, _, _ = strings.Cut(s[:min(len(s), mostLooked*mostWord)], "\n\n")
	words := strings.Fields(s)
	words = words[:min(len(words), mostLooked)]
	switch {
	case small[strings.ToLower(last)] || strings.HasSuffix(last, ",") || pronouns[first] || prepositions[first] || smallRoman(strings.ToLower(first)) && len(run) == 1 || len(words) < 2:
		return false
	case len(run) == 1 && (utf8.RuneCountInString(first) < 3 || articles[first] || joiners[first] || strings.HasSuffix(first, "ly") || strings.HasSuffix(first, "ing")):
		return false
	case word == first && comesAgain(run, words):
		return true
	case articles[word]:
		return (word != first || words[1] != run[min(1, len(run)-1)]) && sentence(words[1:])
	case pronouns[word]:
		return smallWord(words[1]) && words[1] != "and" && words[1] != "or"
	case prepositions[word]:
		return smallWord(words[1]) && (!small[words[1]] || len(words) > 2 && smallWord(words[2]))
	}
	return false
}

// comesAgain reports whether words repeat those of a title up to its second one that is no
// small word, which they write in small letters.
func comesAgain(run, words []string) bool {
	for i := 1; i < min(len(run), len(words)); i++ {
		if words[i] != strings.ToLower(run[i]) {
			return false
		}
		if words[i] != run[i] {
			return true
		}
	}
	return false
}

func smallWord(w string) bool { return unicode.IsLower(words.FirstRune(w)) }

// sentence reports whether words go on in small letters before a mark ends them, or
// another sentence may begin.
func sentence(words []string) bool {
	for _, w := range words {
		bare := strings.TrimLeft(w, "(\"“‘'")
		switch {
		case articles[w] || pronouns[w] || prepositions[w]:
			return false
		case smallWord(bare) && !small[strings.TrimRight(bare, ",")]:
			return true
		case strings.ContainsAny(w[len(w)-1:], ".:;?!") && !periods(strings.TrimSuffix(w, ".")):
			return false
		}
	}
	return false
}

// openings calls a function with each title that openingOf finds at the beginning of a
// paragraph: where it begins and ends, and where the sentence begins.
func openings(s string, all []line, found func(in span, next int)) {
	for i, l := range all {
		if l.blank() || l.as != "" && l.as != paragraph || !unicode.IsUpper(words.FirstRune(s[l.start:])) {
			continue
		}
		if i > 0 && !all[i-1].blank() && all[i-1].as == "" {
			if before := s[all[i-1].start:all[i-1].end]; !ends(before) && exclusion(before) == "" {
				continue
			}
		}
		if end, next := openingOf(s[l.start:min(len(s), l.start+mostOpening)]); next > 0 {
			found(span{l.start, l.start + end}, l.start+next)
		}
	}
}

// mostOpening bounds what is looked at of a paragraph, in bytes.
const mostOpening = 1000

// openingEdits sets titles apart that stand on one line with the sentence behind them.
func openingEdits(s string) (edits []formats.Edit) {
	all := lines(s, span{0, len(s)})
	markContents(s, all)
	all = setApart(s, all)
	openings(s, all, func(in span, next int) {
		if !strings.Contains(s[in.end:next], "\n") {
			edits = append(edits, formats.Edit{Start: in.end, End: next, With: "\n", Rule: openingTitle})
		}
	})
	return edits
}

// markOpenings marks the lines of titles below which a sentence begins.
func markOpenings(s string, all []line) {
	at := 0
	openings(s, all, func(in span, next int) {
		for ; at < len(all) && all[at].start < next; at++ {
			if all[at].start >= in.start && all[at].end <= in.end && !all[at].blank() {
				all[at].as, all[at].begins = heading, all[at].start == in.start
			}
		}
	})
}
