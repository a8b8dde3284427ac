package words

import (
	"unicode"
	"unicode/utf8"
)

// FirstRune gives the first character of a text, utf8.RuneError of an empty one.
func FirstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// LastRune gives the last character of a text, utf8.RuneError of an empty one.
func LastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// IsRune reports whether a character may stand in a word: a letter or a number.
func IsRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// BeyondASCII gives the first position from a given one on that holds no ASCII, or
// the end.
func BeyondASCII(s string, at int) int {
	for at < len(s) && s[at] < utf8.RuneSelf {
		at++
	}
	return at
}
