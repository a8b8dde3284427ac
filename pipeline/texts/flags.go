package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
)

// Flags say what is odd about a passage, in the order in which they are
// published.
const (
	flagControl     = 1 << iota // control characters
	flagBidi                    // marks that change the direction of writing
	flagInvisible               // characters without a width, and soft hyphens
	flagReplacement             // U+FFFD, where a character was lost before
	flagMojibake                // characters that were decoded wrongly before
	flagMixed                   // Latin and Cyrillic letters in one word
	flagTable                   // columns
	flagLanguage                // another language than those that are coded
	flagRepaired                // characters that were repaired
)

var flagNames = []string{"control_characters", "rtl_marks", "invisible_characters", "replacement_characters", "mojibake", "mixed_script", "table", "other_language", "repaired"}

func flagList(flags int) string {
	var out []string
	for i, name := range flagNames {
		if flags&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, ";")
}

// addFlag adds the flag that comes last.
func addFlag(list string, flag int) string {
	name := flagList(flag)
	switch {
	case list == "":
		return name
	case strings.HasSuffix(list, name):
		return list
	}
	return list + ";" + name
}

// oddities looks for what is odd in a passage.
func oddities(s string) (flags int) {
	if !isASCII(s) {
		flags = oddCharacters(s)
	} else if strings.ContainsFunc(s, func(r rune) bool { return r < '\t' || r > '\r' && r < ' ' || r == 0x7f }) {
		flags = flagControl
	}
	if columns(s) {
		flags |= flagTable
	}
	return flags
}

func oddCharacters(s string) (flags int) {
	latin, cyrillic := false, false // in the word that is read
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch lower := c | 0x20; {
			case 'a' <= lower && lower <= 'z':
				latin = true
			case c >= ' ' && c != 0x7f, c >= '\t' && c <= '\r':
				latin, cyrillic = false, false
			default:
				flags |= flagControl
			}
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			flags |= oddity(r)
			switch {
			case r >= 0x400 && r < 0x530:
				cyrillic = true
			case unicode.Is(unicode.Latin, r):
				latin = true
			default:
				latin, cyrillic = false, false
			}
		}
		if latin && cyrillic {
			flags |= flagMixed
		}
	}
	if formats.Garbled(s) {
		flags |= flagMojibake
	}
	return flags
}

func oddity(r rune) int {
	switch {
	case r < 0xa0:
		return flagControl
	case r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return flagBidi
	case r == 0xad, r == 0x200b, r == 0x200c, r == 0x200d, r == 0x2060, r == 0xfeff:
		return flagInvisible
	case r == utf8.RuneError:
		return flagReplacement
	}
	return 0
}

// columns reports whether most lines of a passage have gaps as a table's have.
func columns(s string) bool {
	if !strings.ContainsAny(s, "\t|") && !strings.Contains(s, "     ") {
		return false
	}
	rows, gaps := 0, 0
	for l := range strings.SplitSeq(s, "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		rows++
		if strings.Count(l, "|") >= 2 || strings.Contains(l, "     ") || strings.Count(l, "\t") >= 2 {
			gaps++
		}
	}
	return rows >= 2 && gaps*3 >= rows*2
}
