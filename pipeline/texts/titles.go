package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// unfinishedWords are words behind which no sentence, title or paragraph ends.
var unfinishedWords = set(`a an the and or nor of to in into for from with by at on upon between among through against toward towards
	during under within without as united than that which whose our their its his your this these those is are was were be been being has have had
	will would shall should can could may might must not both each every either neither such
	и или а но в во на с со к ко о об от до из за для без по при над под между как что чтобы который которая которое которые не ни`)

// unfinished reports whether a line breaks off behind a word that nothing ends with.
// Behind a comma or a semicolon, "and" ends a part of an enumeration.
func unfinished(s string) bool {
	at := len(s)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) || len(s)-at > mostUnfinished {
			break
		}
		at -= n
	}
	word, before := s[at:], strings.TrimRight(s[:at], " ")
	if utf8.RuneCountInString(word) > 1 {
		word = strings.ToLower(word)
	}
	if !unfinishedWords[word] || before == "" {
		return false
	}
	switch word {
	case "and", "or", "nor", "и", "или":
		return !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, ";")
	}
	return true
}

// mostUnfinished bounds such a word, in bytes.
const mostUnfinished = 20

// abbreviated reports whether a line ends with initials, such as "U.S.", behind which
// a sentence may go on. Recognized letters may have spaces before their periods.
func abbreviated(s string) bool {
	bare := strings.TrimRight(s, ". ")
	if bare == s || len(s)-len(bare) > 3 {
		return false
	}
	i := len(bare) - 1
	return i >= 1 && upper(bare[i]) && (bare[i-1] == '.' || i >= 3 && bare[i-1] == ' ' && bare[i-2] == '.' && upper(bare[i-3]))
}

// brokenInitials reports whether a line ends with initials, such as "the U.S.", or with
// that of a name, and the next one goes on with a name: its first word begins no
// sentence, and it is no title. Behind a gap, a word such as "the" must stand before.
func brokenInitials(before, after string, gap bool) bool {
	if !abbreviated(before) && !nameInitial(before) || inCapitals(before) || !unicode.IsUpper(words.FirstRune(after)) || languages["en"].starters[firstField(after)] || title(after) || labeled(after) {
		return false
	}
	words := strings.TrimRight(before, "ABCDEFGHIJKLMNOPQRSTUVWXYZ. ")
	return !gap || unfinishedWords[words[strings.LastIndexByte(words, ' ')+1:]]
}

// nameInitial reports whether a line ends with a capital letter and a period behind a word
// in title case, as names do, which names no division.
func nameInitial(s string) bool {
	n := len(s)
	if n < 5 || s[n-1] != '.' || !upper(s[n-2]) || s[n-2] == 'I' || s[n-3] != ' ' || !lower(s[n-4]) {
		return false
	}
	word := s[strings.LastIndexByte(s[:n-3], ' ')+1 : n-3]
	_, division := divisionWords[strings.ToLower(word)]
	return unicode.IsUpper(words.FirstRune(word)) && !division
}

// Ranks of headings that no word names; see divisionWords for the others.
const (
	romanRank = 1 // "IV. Conclusions"
	titleRank = 7
)

// romanTitle reports whether a line is a title with a Roman number, such as
// "IV. Conclusions". One figure and one word may be a name: "V. Ivanov".
func romanTitle(s string) bool {
	number, title, found := strings.Cut(s, ". ")
	if !found || strings.Trim(number, "IVX") != "" || romanValue(number) == 0 || ends(title) || strings.HasSuffix(title, ",") || unfinished(title) {
		return false
	}
	word := firstField(title)
	if len(number) == 1 && (len(word) == len(title) || strings.HasSuffix(word, ".")) {
		return false
	}
	return titleCase(title)
}

// small are words that titles write in small letters.
var small = set("a an the and or of to in into for from with by at on upon between among through against toward towards during under within without as our its")

// titleCase reports whether each word but small ones begins with a capital letter, as
// in English titles.
func titleCase(s string) bool {
	letters, begun := false, false
	for w := range strings.FieldsSeq(s) {
		first := words.FirstRune(strings.TrimLeftFunc(w, func(r rune) bool { return !words.IsRune(r) }))
		switch {
		case unicode.IsUpper(first):
			letters = true
		case unicode.IsLower(first) && (!begun || !small[w]):
			return false
		}
		begun = true
	}
	return letters
}

// markTitles marks the titles of a text in which most line ends stand inside a
// sentence: lines in title case that stand by themselves, and one on which a sentence
// follows that begins with a word such as "The".
func markTitles(s string, all []line) {
	starters := languages["en"].starters
	for i := 0; i < len(all); {
		end, n := i, 0 // of lines without an empty one between them
		for end < len(all) && !all[end].blank() && all[end].as == "" && n <= mostHeading {
			n += all[end].n
			if end++; end-i > mostWrapped {
				break
			}
		}
		apart := end == len(all) || all[end].blank()
		titles := 0
		for k := i; k < end && title(s[all[k].start:all[k].end]) && all[k].n <= mostHeading; k++ {
			titles++
		}
		switch {
		case apart && n <= mostHeading && titles == end-i:
		case titles > 0 && i+titles < len(all) && !all[i+titles].blank() && all[i+titles].as == "" &&
			starters[firstField(s[all[i+titles].start:all[i+titles].end])] && !unfinished(s[all[i].start:all[i+titles-1].end]):
		default:
			titles = 0
		}
		for k := i; k < i+titles; k++ {
			all[k].as = heading
		}
		// On to the next lines behind an empty one.
		for i = max(end, i+1); i < len(all) && !all[i].blank(); i++ {
		}
		for ; i < len(all) && all[i].blank(); i++ {
		}
	}
}

// markRepeated marks lines that begin a paragraph and are, word for word, titles elsewhere
// in the text: a book says "Promoting Democracy" above what it says of each region.
func markRepeated(s string, all []line) {
	var known map[string]bool
	for _, l := range all {
		if text := s[l.start:l.end]; l.as == heading && len(text) >= leastTitle && title(text) && !unfinished(text) {
			if known == nil {
				known = map[string]bool{}
			}
			known[text] = true
		}
	}
	for i := range all {
		l := &all[i]
		if l.as == "" && known[s[l.start:l.end]] && (i == 0 || all[i-1].blank()) && i+1 < len(all) && unicode.IsUpper(words.FirstRune(s[all[i+1].start:all[i+1].end])) {
			l.as, l.begins = heading, true
		}
	}
}

// title reports whether a line in title case is no end of a sentence, no number and
// no part of a list.
func title(s string) bool {
	return titleCase(s) && !ends(s) && !strings.HasSuffix(s, ",") && !labeled(s) && strings.ContainsFunc(s, unicode.IsLower)
}

func firstField(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(word, ",")
}
