package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// token is a stretch between two word boundaries of UAX #29: a word, a mark, or
// white space.
type token struct {
	start, end int // in the version's text
	kind       tokenKind
}

type tokenKind uint8

const (
	mark  tokenKind = iota
	word            // holds a letter or digit; counts as one word
	part            // the rest of a word of UAX #29 that is two words to a reader
	space           // any run of white space
)

// flat gives a stretch of a text with each character of white space that has
// one byte written as a space, so that a line end is no word or sentence
// boundary of its own. Offsets stay as they are.
func flat(s string) string {
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

// tokens appends the tokens of a flat stretch that begins at base.
func tokens(out []token, s string, base int) []token {
	iter := words.FromString(s)
	for iter.Next() {
		start, end := iter.Start(), iter.End()
		kind := kindOfToken(s[start:end])
		if n := len(out) - 1; kind == space && n >= 0 && out[n].kind == space && out[n].end == base+start {
			out[n].end = base + end
			continue
		}
		if kind == word {
			if dot := fused(s[start:end]); dot > 0 {
				at := base + start + dot
				out = append(out, token{base + start, at, word}, token{at, at + 1, mark}, token{at + 1, base + end, part})
				continue
			}
		}
		out = append(out, token{base + start, base + end, kind})
	}
	return out
}

func kindOfToken(s string) tokenKind {
	switch c := s[0]; {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return word
	case c == ' ':
		return space
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return word
		}
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return space
	}
	return mark
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

// countWords counts the words among tokens.
func countWords(list []token) int32 {
	n := int32(0)
	for i := range list {
		if list[i].kind == word {
			n++
		}
	}
	return n
}
