package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// Letters of the two alphabets that are printed alike, in the same order.
const (
	latinTwins    = "ABCEHIKMOPTXaceiopxy"
	cyrillicTwins = "АВСЕНІКМОРТХасеіорху"
)

var toCyrillic, toLatin = twins()

func twins() (toCyrillic, toLatin map[rune]rune) {
	latin, cyrillic := []rune(latinTwins), []rune(cyrillicTwins)
	toCyrillic, toLatin = map[rune]rune{}, map[rune]rune{}
	for i := range latin {
		toCyrillic[latin[i]], toLatin[cyrillic[i]] = cyrillic[i], latin[i]
	}
	return toCyrillic, toLatin
}

// lookAlikes repairs words that hold letters of both alphabets, or characters
// without a width, and Roman numbers in Cyrillic letters. A word in ASCII holds none
// of that, so those around the other characters are looked at.
func (d *damage) lookAlikes() {
	for at, begin := words.BeyondASCII(d.s, 0), 0; at < len(d.s); at, begin = words.BeyondASCII(d.s, at), at {
		start := at
		for start > begin && (lower(d.s[start-1]) || upper(d.s[start-1])) {
			start--
		}
		end, ascii := start, true
		for end < len(d.s) {
			r, n := utf8.DecodeRuneInString(d.s[end:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && (!invisible(r) || end <= start) {
				break
			}
			ascii = ascii && (r < utf8.RuneSelf || !unicode.IsLetter(r) && !invisible(r))
			end += n
		}
		if !ascii {
			d.word(start, end)
		}
		if at = end; at == start {
			_, n := utf8.DecodeRuneInString(d.s[at:])
			at += n
		}
	}
}

func invisible(r rune) bool { return r == 0xad || r == 0x200b || r == 0x2060 || r == 0xfeff }

// word repairs one word.
func (d *damage) word(start, end int) {
	text := d.s[start:end]
	bare := strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)
	rule := ""
	if bare != text && unicode.IsLetter(words.LastRune(text)) {
		rule = "invisible"
	} else {
		bare = text
	}
	if with, other := d.oneAlphabet(bare, start, end); other != "" {
		bare, rule = with, other
	}
	if rule != "" {
		d.add(start, end, bare, rule)
	}
}

// oneAlphabet writes a word in the alphabet that it can only be of.
func (d *damage) oneAlphabet(word string, start, end int) (with, rule string) {
	latin, cyrillic, onlyLatin, onlyCyrillic, n := 0, 0, 0, 0, 0
	for _, r := range word {
		n++
		switch {
		case r >= 0x400 && r < 0x530:
			cyrillic++
			if toLatin[r] == 0 {
				onlyCyrillic++
			}
		case unicode.Is(unicode.Latin, r):
			latin++
			if toCyrillic[r] == 0 {
				onlyLatin++
			}
		}
	}
	switch {
	case cyrillic == 0:
		return "", ""
	case d.romanNumber(word, start, end):
		return lookAlikes.Replace(word), "homoglyph_roman"
	case latin == 0 || n < 3:
		return "", ""
	case onlyCyrillic > 0 && onlyLatin == 0:
		if with = strings.Map(func(r rune) rune { return swap(toCyrillic, r) }, word); strings.Contains(word, "H") && !d.has(with) {
			return "", "" // recognizing printed letters takes Ч for H, too
		}
		return with, "homoglyph_cyrillic"
	case onlyLatin > 0 && onlyCyrillic == 0:
		return strings.Map(func(r rune) rune { return swap(toLatin, r) }, word), "homoglyph_latin"
	}
	return "", ""
}

func swap(m map[rune]rune, r rune) rune {
	if to, ok := m[r]; ok {
		return to
	}
	return r
}

// romanNumber reports whether a word is a Roman number, of I, V and X only, and
// not the Ukrainian word І or the letter Х: two figures, or one that numbers a
// heading at the beginning of a line.
func (d *damage) romanNumber(word string, start, end int) bool {
	if len(word) > 16 || strings.Trim(word, "IVXІХ") != "" || romanValue(word) == 0 {
		return false
	}
	if utf8.RuneCountInString(word) > 1 {
		return true
	}
	line := strings.LastIndexByte(d.s[max(0, start-8):start], '\n') + max(0, start-8) + 1
	if start >= 8 && line == start-8 && d.s[line-1] != '\n' {
		return false
	}
	rest := d.s[end:]
	return word == "І" && strings.Trim(d.s[line:start], " \t_*#>") == "" && strings.HasPrefix(rest, ". ") && unicode.IsUpper(words.FirstRune(rest[2:]))
}
