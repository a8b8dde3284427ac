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
	for at, end := 0, 0; at < len(s); at = end {
		var kind tokenKind
		if end, kind = plainToken(s, at); end == at {
			next := words.FromString(s[at:])
			next.Next()
			end = at + next.End()
			kind = kindOfToken(s[at:end])
		}
		if n := len(out) - 1; kind == space && n >= 0 && out[n].kind == space && out[n].end == base+at {
			out[n].end = base + end
			continue
		}
		if kind == word {
			if dot := fused(s[at:end]); dot > 0 {
				dot += base + at
				out = append(out, token{base + at, dot, word}, token{dot, dot + 1, mark}, token{dot + 1, base + end, part})
				continue
			}
		}
		out = append(out, token{base + at, base + end, kind})
	}
	return out
}

// plainToken gives the token that begins at a word boundary where a look at ASCII
// decides what UAX #29 says, as it does for most; else it is empty.
func plainToken(s string, at int) (end int, kind tokenKind) {
	end, kind = at, word
	for end < len(s) && (lower(s[end]) || upper(s[end])) {
		end++
	}
	switch {
	case end == len(s):
		return end, word
	case end > at:
		if strings.IndexByte(" ,;()\"!?-/", s[end]) >= 0 || s[end] == '.' && (end+1 == len(s) || s[end+1] == ' ') {
			return end, word
		}
		return at, word
	case s[at] == ' ':
		for end < len(s) && s[end] == ' ' {
			end++
		}
		kind = space
	case strings.IndexByte(".,;:()[]\"'!?-/", s[at]) >= 0:
		end++
		kind = mark
	}
	if end < len(s) && s[end] >= utf8.RuneSelf { // which may belong to the character before
		return at, kind
	}
	return end, kind
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
