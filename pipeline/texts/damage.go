package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/words"
)

// wordEdits repairs words: what recognizing printed letters did to them, and
// characters that look right and are not. Words are broken by hyphens where lines
// ended on paper, and only there. No edit goes over a line end but those of such
// words.
func wordEdits(s string, printed bool) []formats.Edit {
	d := &damage{s: s}
	if printed {
		d.hyphens()
	}
	d.spaced()
	d.digits()
	if !isASCII(s) {
		d.edits = append(d.edits, formats.Misread(s)...)
		d.lookAlikes()
	}
	return d.edits
}

func isASCII(s string) bool { return words.BeyondASCII(s, 0) == len(s) }

// damage collects the repairs of one text.
type damage struct {
	s     string
	edits []formats.Edit
	known map[string]bool // the text's words and hyphenated compounds, in lower case
}

func (d *damage) add(start, end int, with, rule string) {
	d.edits = append(d.edits, formats.Edit{Start: start, End: end, With: with, Rule: rule})
}

// has reports whether the text holds a word.
func (d *damage) has(word string) bool {
	if d.known == nil {
		d.known = map[string]bool{}
		for at := 0; at < len(d.s); {
			end := wordEnd(d.s, at)
			if end == at {
				_, n := utf8.DecodeRuneInString(d.s[at:])
				at += n
				continue
			}
			d.known[strings.ToLower(d.s[at:end])] = true
			if end+1 < len(d.s) && d.s[end] == '-' {
				if next := wordEnd(d.s, end+1); next > end+1 {
					d.known[strings.ToLower(d.s[at:next])] = true
				}
			}
			at = end
		}
	}
	return d.known[strings.ToLower(word)]
}

// wordEnd gives the end of the letters that begin at a position.
func wordEnd(s string, at int) int {
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		at += n
	}
	return at
}

// mostGap bounds the white space between the parts of a broken word.
const mostGap = 8

// mostWord bounds how far a word is looked for backward.
const mostWord = 200

// wordStart gives the beginning of the letters that end at a position.
func wordStart(s string, end int) int {
	at := end
	for at > 0 && end-at < mostWord {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		at -= n
	}
	return at
}

// hyphens joins words that are broken at a line end.
func (d *damage) hyphens() {
	for at := 0; ; {
		i := strings.Index(d.s[at:], "-\n")
		if i < 0 {
			return
		}
		hyphen := at + i
		at = hyphen + 2
		start := wordStart(d.s, hyphen)
		rest := skipBlanks(d.s, at)
		if rest-at > mostGap {
			continue
		}
		end := rest
		for end < len(d.s) && end-rest < mostWord {
			r, n := utf8.DecodeRuneInString(d.s[end:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			end += n
		}
		left, right := d.s[start:hyphen], d.s[rest:end]
		first, _ := utf8.DecodeRuneInString(right)
		if len(left) < 2 || len(right) < 2 || !unicode.IsLower(first) || start > 0 && d.s[start-1] == '-' || end < len(d.s) && d.s[end] == '-' {
			continue
		}
		if d.has(left+right) && !d.has(left+"-"+right) {
			d.add(start, end, left+right, "hyphen")
		}
	}
}

// skipBlanks gives the beginning of the next word: a page may end with a hyphen,
// too.
func skipBlanks(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\t' || s[at] == '\n') {
		at++
	}
	return at
}

// spaced joins capitals that have spaces between them.
func (d *damage) spaced() {
	for at := 0; at < len(d.s); {
		end, letters := spacedEnd(d.s, at)
		if len(letters) > 0 && (at == 0 || !words.IsRune(words.LastRune(d.s[:at]))) {
			if word := string(letters); len(letters) >= 4 && d.has(word) {
				d.add(at, end, word, "spaced_letters")
			}
			at = end
			continue
		}
		next := strings.IndexByte(d.s[at:], ' ')
		if next < 0 {
			return
		}
		at += next + 1
	}
}

// spacedEnd reads single capitals with one space between them.
func spacedEnd(s string, at int) (end int, letters []rune) {
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		after, _ := utf8.DecodeRuneInString(s[at+n:])
		if !unicode.IsUpper(r) || at+n < len(s) && (words.IsRune(after) || unicode.IsMark(after) || after == '.' || after == '\'') {
			break
		}
		letters = append(letters, r)
		end = at + n
		if after != ' ' {
			break
		}
		at = end + 1
	}
	return end, letters
}

// digits puts figures for the letters that look like them: in years of the
// nineteenth and twentieth centuries, and for a letter O among figures. What
// "1I" is cannot be told: 11, or II.
func (d *damage) digits() {
	for i := 1; i < len(d.s); i++ {
		c := d.s[i-1]
		if c != 'l' && c != 'I' && !digit(c) || i > 1 && !apart(d.s[i-2]) {
			continue
		}
		start, end, zeros := i-1, i, 0
		for end < len(d.s) && end-start < 8 && (digit(d.s[end]) || d.s[end] == 'O') {
			if d.s[end] == 'O' {
				zeros++
			}
			end++
		}
		if end < len(d.s) && !apart(d.s[end]) && (d.s[end] != '.' || end+1 < len(d.s) && !apart(d.s[end+1])) {
			continue
		}
		token := d.s[start:end]
		switch {
		case digit(c) && zeros > 0 && len(token) > zeros+1:
			d.add(start, end, strings.ReplaceAll(token, "O", "0"), "digit_zero")
		case !digit(c) && zeros == 0 && len(token) == 4 && (token[1] == '8' || token[1] == '9'):
			d.add(start, end, "1"+token[1:], "digit_one")
		}
	}
}

// apart reports whether a byte is no part of a number, a word or a document's
// symbol.
func apart(c byte) bool {
	return c < utf8.RuneSelf && !digit(c) && !lower(c) && !upper(c) && !strings.ContainsRune("/._-'", rune(c)) || c == '\n'
}
