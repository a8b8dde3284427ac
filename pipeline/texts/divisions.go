package texts

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// division is a part of a text that its heading names, such as "Article 5".
type division struct {
	kind   string // in English, whatever the language of the text
	number string // in Arabic figures, or empty
	rank   int    // depth, from 1
}

// String gives the division's name, which is the same in every language.
func (d division) String() string { return strings.TrimSpace(d.kind + " " + d.number) }

// What headings of divisions begin with, by language. Laws of Kazakhstan and
// Russia put sections above chapters, others chapters above sections.
var divisionWords = map[string]division{
	"part": {"part", "", 1}, "annex": {"annex", "", 2}, "appendix": {"annex", "", 2}, "title": {"title", "", 3},
	"chapter": {"chapter", "", 4}, "section": {"section", "", 5}, "article": {"article", "", 6}, "preamble": {"preamble", "", 6},
	"стаття": {"article", "", 6},
	"часть":  {"part", "", 1}, "приложение": {"annex", "", 2}, "раздел": {"section", "", 3},
	"глава": {"chapter", "", 4}, "параграф": {"paragraph", "", 5}, "статья": {"article", "", 6}, "преамбула": {"preamble", "", 6},
	"бөлік": {"part", "", 1}, "қосымша": {"annex", "", 2}, "бөлім": {"section", "", 3},
	"тарау": {"chapter", "", 4}, "параграфы": {"paragraph", "", 5}, "бап": {"article", "", 6}, "кіріспе": {"preamble", "", 6},
}

// numberFirst are the words before which Kazakh writes the number: "5-бап".
var numberFirst = set("бөлік бөлім тарау бап қосымша параграф")

// divisionOf reads a heading that names its division: a word and a number, of
// which either may come first in Kazakh, or a word that is a heading by itself.
// Behind a number a title may follow, but not the rest of a sentence: what
// "Article 51 of the Charter" begins is one.
func divisionOf(text string) (division, bool) {
	d, _, ok := readDivision(text)
	return d, ok
}

// articleRank is the depth of articles.
const articleRank = 6

// divisionIn reads what is known to be a heading, which may be in small letters.
func divisionIn(text string) (division, bool) {
	if d, ok := divisionOf(text); ok {
		return d, true
	}
	return bareDivision(strings.ToUpper(text))
}

// readDivision also gives what stands behind the number.
func readDivision(text string) (d division, title string, ok bool) {
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) || len(text) > 4*mostHeading {
		return division{}, "", false
	}
	first, rest := firstWord(text)
	if number, ok := numberOf(first); ok {
		after, last := cutWord(rest)
		d, known := divisionWords[strings.ToLower(after)]
		if !known || !numberFirst[strings.ToLower(after)] || !titled(last) {
			return division{}, "", false
		}
		d.number = number
		return d, last, true
	}
	if word := strings.TrimRight(first, "0123456789"); word != first && inCapitals(word) { // "ARTICLE2"
		first, rest = word, text[len(word):]
	}
	d, known := divisionWords[strings.ToLower(first)]
	if !known {
		return division{}, "", false
	}
	number, title := cutWord(rest)
	if n, ok := numberOf(number); ok && titled(title) {
		d.number = n
		return d, title, true
	}
	if n, ok := loneNumber(strings.TrimSpace(rest)); ok {
		d.number = n
		return d, "", true
	}
	if strings.Trim(rest, " .:*") != "" || d.kind != "annex" && d.kind != "preamble" {
		return division{}, "", false
	}
	return d, "", true
}

// numberWords are numbers as words, behind which nothing else stands.
var numberWords = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"первая": "1", "вторая": "2", "третья": "3", "четвертая": "4", "четвёртая": "4", "пятая": "5", "шестая": "6", "седьмая": "7", "восьмая": "8", "девятая": "9", "десятая": "10",
}

// loneNumber reads a number that is a word, or whose figures stand apart, as recognized
// print has them: "1 2".
func loneNumber(s string) (string, bool) {
	s = strings.TrimRight(s, ".")
	if n, ok := numberWords[strings.ToLower(s)]; ok {
		return n, true
	}
	if len(s) != 3 || !digit(s[0]) || s[1] != ' ' || !digit(s[2]) {
		return "", false
	}
	return s[:1] + s[2:], true
}

// firstWord cuts a text behind its first letters or figures.
func firstWord(s string) (string, string) {
	end := strings.IndexFunc(s, func(r rune) bool { return !words.IsRune(r) })
	switch {
	case end < 0:
		return s, ""
	case end > 0 && end+1 < len(s) && (s[end] == '-' || s[end] == '.') && digit(s[end-1]) && digit(s[end+1]): // "5-1"
		more, rest := firstWord(s[end+1:])
		return s[:end+1] + more, rest
	}
	return s[:end], s[end:]
}

// cutWord gives the word that follows white space, a number sign or a hyphen.
func cutWord(s string) (string, string) {
	return firstWord(strings.TrimLeft(s, " -–‐‑№\t\u00a0"))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// numberOf reads a number in Arabic or Roman figures, and gives it in Arabic
// ones.
func numberOf(s string) (string, bool) {
	if s == "" {
		return "", false
	}
	if strings.Trim(s, "0123456789.-") == "" && digit(s[0]) {
		return s, true
	}
	n := romanValue(s)
	return strconv.Itoa(n), n > 0
}

// titled reports whether what follows a number is nothing, or a title.
func titled(s string) bool {
	mark := strings.TrimLeft(s, " \t\u00a0")
	letter := strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	first, _ := utf8.DecodeRuneInString(letter)
	switch {
	case strings.Trim(s, " .:)–—-*") == "":
		return true
	case letter == "" || ends(s) || strings.HasSuffix(s, ","):
		return false
	}
	return !unicode.IsLower(first) && (mark != s || strings.ContainsRune(".:)–—-", rune(mark[0])) || mark[0] >= utf8.RuneSelf)
}

// lookAlikes are Cyrillic letters that stand in Roman numbers.
var lookAlikes = strings.NewReplacer("І", "I", "Ӏ", "I", "Х", "X", "С", "C", "М", "M")

// romanFigures is a Roman number as it is properly written.
var romanFigures = regexp.MustCompile(`^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$`)

// romanValue gives the value of a Roman number as it is properly written, or 0.
// Cyrillic letters that look like its figures count as such.
func romanValue(s string) int {
	s = lookAlikes.Replace(s)
	if s == "" || len(s) > 12 || !romanFigures.MatchString(s) {
		return 0
	}
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'M': 1000}
	n := 0
	for i := range len(s) {
		if v := values[s[i]]; i+1 < len(s) && v < values[s[i+1]] {
			n -= v
		} else {
			n += v
		}
	}
	return n
}
