package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// label is the number, letter or bullet that a unit of a text begins with.
type label struct {
	text  string // as printed, such as "4.1." or "(a)"
	shape string // what labels of the same list share, such as "1.1." or "(a)"
	body  int    // where the unit's own words begin
}

const bullets = "•·▪■●○◦‣–—-*+"

// labelOf reads the label at the beginning of a block. A number needs a period
// or a bracket after it, so that a paragraph may begin with a year or a sum.
func labelOf(s string) (label, bool) {
	at := 0
	if r, n := utf8.DecodeRuneInString(s); strings.ContainsRune("“\"‘'«", r) {
		at = n // a quotation whose paragraphs are numbered
	}
	if at == len(s) {
		return label{}, false
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	if at == 0 && strings.ContainsRune(bullets, r) {
		return closed(s, 0, n, string(r))
	}
	open := ""
	begin := at
	if r == '(' {
		open = "("
		at++
	}
	shape, end := numeral(s, at)
	if end == at || end == len(s) {
		return label{}, false
	}
	switch s[end] {
	case ')':
		return closed(s, begin, end+1, open+shape+")")
	case '.':
		if open == "" && shape[0] == '1' {
			return closed(s, begin, end+1, shape+".")
		}
	}
	return label{}, false
}

// given makes a label of what a format numbers an item with; it stands in no byte
// of the text.
func given(text string) label {
	if l, ok := labelOf(text + " x"); ok {
		return label{text: text, shape: l.shape}
	}
	bare := strings.Trim(text, "().")
	if shape, end := numeral(bare, 0); shape != "" && end == len(bare) {
		return label{text: text, shape: strings.Replace(text, bare, shape, 1)}
	}
	return label{text: text, shape: text}
}

// numeral reads digits in groups, a Roman number, or one letter.
func numeral(s string, at int) (shape string, end int) {
	end = at
	for end < len(s) {
		digits := 0
		for end+digits < len(s) && s[end+digits] >= '0' && s[end+digits] <= '9' {
			digits++
		}
		if digits == 0 || digits > 3 {
			break
		}
		end += digits
		shape += "1"
		if end+1 < len(s) && s[end] == '.' && s[end+1] >= '0' && s[end+1] <= '9' {
			end++
			shape += "."
			continue
		}
		return shape, end
	}
	if shape != "" {
		return "", at
	}
	letters := strings.IndexFunc(s[at:], func(r rune) bool { return !unicode.IsLetter(r) })
	if letters <= 0 {
		return "", at
	}
	word := s[at : at+letters]
	switch {
	case utf8.RuneCountInString(word) == 1:
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			return "A", at + letters
		}
		return "a", at + letters
	case len(word) <= 6 && strings.Trim(word, "ivx") == "":
		return "i", at + letters
	case len(word) <= 6 && strings.Trim(word, "IVX") == "":
		return "I", at + letters
	}
	return "", at
}

// closed accepts a label that is followed by white space and something more.
func closed(s string, begin, end int, shape string) (label, bool) {
	rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	if len(rest) == len(s)-end || rest == "" {
		return label{}, false
	}
	return label{s[begin:end], shape, len(s) - len(rest)}, true
}

// follows reports whether a label goes on with a list of another one's shape.
// The letters i, v and x also go on with a list of letters.
func (l label) follows(shape string) bool {
	if l.shape == shape {
		return true
	}
	bare := strings.Trim(l.text, "()")
	return strings.ContainsAny(shape, "ia") && len(bare) == 1 && strings.ContainsAny(bare, "ivx") &&
		strings.NewReplacer("i", "a").Replace(l.shape) == strings.NewReplacer("i", "a").Replace(shape)
}
