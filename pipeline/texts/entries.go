package texts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/words"
)

// gluedTitle is the rule that sets titles apart.
const gluedTitle = "glued_title"

// entries are the titles that a text's tables of contents list, by their first letter,
// the longest first. Only letters and figures are kept, in lower case.
type entries map[rune][]string

// mostEntries bounds the titles that begin with one letter.
const mostEntries = 64

// entriesOf reads the titles of tables of contents that are marked.
func entriesOf(s string, all []line) entries {
	x := entries{}
	for i := 0; i < len(all); i++ {
		if all[i].as != contents {
			continue
		}
		var table []string
		numbered := false
		for ; i < len(all) && (all[i].as == contents || all[i].blank()); i++ {
			text := s[all[i].start:all[i].end]
			numbered = numbered || leadersOf(s, all[i], leaders{}).numbered > 0
			if named, alone := contentsHeading(text); alone {
				continue
			} else if named {
				text = text[strings.IndexByte(text, ' '):]
			}
			table = append(table, text)
		}
		if numbered {
			table = cutEntries(strings.Join(table, " "))
		}
		for _, title := range table {
			x.add(title)
		}
	}
	for _, list := range x {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return x
}

// cutEntries cuts the text of a table of contents at its leaders and page numbers.
func cutEntries(text string) (titles []string) {
	from := 0
	for i := 0; i < len(text); {
		end, dots := leaderEnd(text, i)
		if dots < 2 {
			i = max(end, i+1)
			continue
		}
		titles = append(titles, text[from:i])
		i = max(end, pageEnd(text, end))
		from = i
	}
	return titles
}

// add keeps a title of at least two letters, without a page number at its end. Part of
// one that was broken is none.
func (x entries) add(title string) {
	if unfinished(title) {
		return
	}
	if lastNumber(title) >= 0 {
		title = strings.TrimRight(title, "0123456789")
	}
	bare := strings.Map(func(r rune) rune {
		if !words.IsRune(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, title)
	first, _ := utf8.DecodeRuneInString(bare)
	if list := x[first]; len(bare) > 2 && len(list) < mostEntries && !slices.Contains(list, bare) {
		x[first] = append(list, bare)
	}
}

// match finds the longest title that a text begins with, and gives its end, or 0. It
// stands there in capitals or in title case, and may go over a line end.
func (x entries) match(s string) int {
	for _, title := range x[unicode.ToLower(words.FirstRune(s))] {
		if end := spells(s, title); end > 0 && titleCase(s[:end]) {
			return end
		}
	}
	return 0
}

// mostBetween bounds what stands between two letters of a title.
const mostBetween = 4

// spells reports how much of a text spells a title, or 0.
func spells(s, title string) int {
	at, between := 0, 0
	for _, want := range title {
		for between = 0; ; between++ {
			r, n := utf8.DecodeRuneInString(s[at:])
			at += n
			if words.IsRune(r) {
				if unicode.ToLower(r) != want {
					return 0
				}
				break
			}
			if n == 0 || between == mostBetween || strings.HasPrefix(s[at-n:], "\n\n") {
				return 0
			}
		}
	}
	if at < len(s) && words.IsRune(words.FirstRune(s[at:])) {
		return 0
	}
	return at
}

// markEntries marks the lines that hold a title of the table of contents, and nothing
// more.
func markEntries(s string, all []line) {
	x := entriesOf(s, all)
	if len(x) == 0 {
		return
	}
	for i := range all {
		if all[i].blank() || all[i].as != "" {
			continue
		}
		end := all[i].start + x.match(s[all[i].start:])
		for k := i; k < len(all) && !all[k].blank() && all[k].end <= end; k++ {
			if all[k].end == end {
				for n := i; n <= k; n++ {
					all[n].as = heading
				}
				break
			}
		}
	}
}

// titleEdits sets titles apart that stand on one line with the text below them. A title
// is one that the table of contents lists, at the beginning of a paragraph; that the
// text begins behind it shows by a word such as "The", by the title's first word that
// comes again, by small letters behind a title in capitals, or by the next title.
func titleEdits(s string) []formats.Edit {
	all := lines(s, span{0, len(s)})
	markContents(s, all)
	x := entriesOf(s, all)
	if len(x) == 0 {
		return nil
	}
	var edits []formats.Edit
	for i, l := range all {
		if l.blank() || l.as != "" || i > 0 && !all[i-1].blank() && !ends(s[all[i-1].start:all[i-1].end]) {
			continue
		}
		at := l.start
		for {
			size := x.match(s[at:])
			if size == 0 {
				break
			}
			from := at + size
			for at = from; at < len(s) && at-from < mostBetween && (s[at] == ' ' || s[at] == '\n'); at++ {
			}
			if at == from || !x.textBehind(s[from-size:from], s[at:]) {
				break
			}
			if !strings.Contains(s[from:at], "\n") {
				edits = append(edits, formats.Edit{Start: from, End: at, With: "\n\n", Rule: gluedTitle})
			}
		}
	}
	return edits
}

// textBehind reports whether a text begins behind a title.
func (x entries) textBehind(title, s string) bool {
	word := firstField(s[:min(len(s), mostWord)])
	first, size := utf8.DecodeRuneInString(word)
	switch {
	case !unicode.IsUpper(first):
		return false
	case languages["en"].starters[word], word == firstField(title), x.match(s) > 0:
		return true
	}
	small, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsLower(small) && !strings.ContainsFunc(title, unicode.IsLower)
}
