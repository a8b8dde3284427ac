// Package words cuts a text into words, marks and white space, at the word
// boundaries of UAX #29. It leaves sentences and names to others.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	uax29 "github.com/clipperhouse/uax29/v2/words"
)

// Token is a stretch between two word boundaries of UAX #29: a word, a mark, or
// white space.
type Token struct {
	Start, End int // in bytes of the text
	Kind       Kind
}

// Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Mark  Kind = iota
	Word       // holds a letter or digit; counts as one word
	Part       // the rest of a word of UAX #29 that is two words to a reader
	Space      // any run of white space
)

// Flat gives a stretch of a text with each character of white space that has
// one byte written as a space, so that a line end is no word or sentence
// boundary of its own. Offsets stay as they are.
func Flat(s string) string {
	if !strings.ContainsAny(s, "\n\t\v") {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		if c == '\n' || c == '\t' || c == '\v' {
			b[i] = ' '
		}
	}
	return string(b)
}

// Append appends the tokens of a flat stretch that begins at base.
func Append(out []Token, s string, base int) []Token {
	for at, end := 0, 0; at < len(s); at = end {
		var kind Kind
		if end, kind = plain(s, at); end == at {
			next := uax29.FromString(s[at:])
			next.Next()
			end = at + next.End()
			if kind = kindOf(s[at:end]); kind == Word {
				if dot := fused(s[at:end]); dot > 0 {
					dot += base + at
					out = append(out, Token{base + at, dot, Word}, Token{dot, dot + 1, Mark}, Token{dot + 1, base + end, Part})
					continue
				}
			}
		}
		if n := len(out) - 1; kind == Space && n >= 0 && out[n].Kind == Space && out[n].End == base+at {
			out[n].End = base + end
			continue
		}
		out = append(out, Token{base + at, base + end, kind})
	}
	return out
}

// plain gives the token that begins at a word boundary where a look at ASCII
// decides what UAX #29 says, as it does for most; else it is empty.
func plain(s string, at int) (end int, kind Kind) {
	end = at
	for end < len(s) && ascii[s[end]]&letter != 0 {
		end++
	}
	switch {
	case end > at:
		if end == len(s) || ascii[s[end]]&divider != 0 || s[end] == '.' && (end+1 == len(s) || s[end+1] == ' ') {
			return end, Word
		}
		return at, Word
	case s[at] == ' ':
		for end < len(s) && s[end] == ' ' {
			end++
		}
		kind = Space
	case ascii[s[at]]&alone != 0:
		end++
		kind = Mark
	}
	if end < len(s) && s[end] >= utf8.RuneSelf { // which may belong to the character before
		return at, kind
	}
	return end, kind
}

// What a byte of ASCII is.
const (
	letter  = 1 << iota
	divider // ends the word before it
	alone   // is a token by itself
)

var ascii = func() (table [256]uint8) {
	for c := range table {
		if lower(byte(c)) || upper(byte(c)) {
			table[c] = letter
		}
	}
	for _, c := range []byte(" ,;()\"!?-/") {
		table[c] |= divider
	}
	for _, c := range []byte(".,;:()[]\"'!?-/") {
		table[c] |= alone
	}
	return table
}()

func kindOf(s string) Kind {
	switch c := s[0]; {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return Word
	case c == ' ':
		return Space
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return Word
		}
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return Space
	}
	return Mark
}

// fused finds the period or colon in a token such as "independence.The", in
// which the space behind a sentence was lost. No word in Cyrillic letters has a
// colon, so what follows it may begin without a capital.
func fused(s string) int {
	for i := 2; i+1 < len(s); i++ {
		if s[i] != '.' && s[i] != ':' {
			continue
		}
		if lower(s[i-1]) && lower(s[i-2]) && upper(s[i+1]) || s[i-1] >= utf8.RuneSelf && fusedCyrillic(s, i) {
			return i
		}
	}
	return 0
}

func fusedCyrillic(s string, i int) bool {
	last, n := utf8.DecodeLastRuneInString(s[:i])
	before, _ := utf8.DecodeLastRuneInString(s[:i-n])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	small := unicode.Is(unicode.Cyrillic, last) && unicode.IsLower(last) && unicode.IsLower(before)
	return small && (unicode.IsUpper(after) || s[i] == ':' && unicode.IsLetter(after))
}

func lower(c byte) bool { return 'a' <= c && c <= 'z' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

// Base gives the language of a BCP 47 tag, without a region or script.
func Base(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(lang)
}

// Count counts the words among tokens.
func Count(list []Token) int32 {
	n := int32(0)
	for i := range list {
		if list[i].Kind == Word {
			n++
		}
	}
	return n
}
