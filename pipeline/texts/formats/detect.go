package formats

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	mostEvidence = 20_000 // bytes above ASCII that are looked at
	leastLead    = 5      // points that the best reading must be ahead by
)

// detect chooses the encoding of one byte in which a file is text. Each byte
// above ASCII is judged by what it becomes between its neighbors: a letter that
// is common in the cases' languages, a quotation mark that opens before a word,
// or a capital letter in the middle of one. The best reading must speak for
// itself and be ahead of all that differ from it; else nothing is guessed.
func detect(data []byte) (*codepage, *Fault) {
	type reading struct {
		page   *codepage
		points int
	}
	var all []reading
	used := evidence(data)
	for i := range codepages {
		p := &codepages[i]
		same := slices.ContainsFunc(all, func(r reading) bool { return sameText(r.page, p, used) })
		if points, ok := p.points(data); ok && !same {
			all = append(all, reading{p, points})
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int { return b.points - a.points })
	at := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
	f := &Fault{"encoding_unclear", "the bytes are not UTF-8, and in none of the encodings tried do they give text", at, min(at+4, len(data))}
	if len(all) == 0 || all[0].points <= 0 {
		return nil, f
	}
	var close []string
	for _, r := range all {
		if all[0].points-r.points < leastLead {
			close = append(close, r.page.name)
		}
	}
	if len(close) > 1 {
		f.Message = fmt.Sprintf("the bytes are not UTF-8, and could be %s", strings.Join(close, " or "))
		return nil, f
	}
	return all[0].page, nil
}

// evidence tells which bytes above ASCII a file has.
func evidence(data []byte) (used [256]bool) {
	for _, b := range data {
		used[b] = b >= utf8.RuneSelf
	}
	return used
}

func sameText(a, b *codepage, used [256]bool) bool {
	for i, u := range used {
		if u && a.table[i] != b.table[i] {
			return false
		}
	}
	return true
}

// points judges what a file's bytes become. It gives false if one of them stands
// for nothing, or for a control character.
func (p *codepage) points(data []byte) (total int, ok bool) {
	seen := 0
	for i, b := range data {
		if b < utf8.RuneSelf {
			continue
		}
		c := place{r: p.table[b], before: ' ', after: ' '}
		if c.r == utf8.RuneError || unicode.IsControl(c.r) {
			return 0, false
		}
		if seen++; seen > mostEvidence {
			continue
		}
		if i > 0 {
			c.before = p.table[data[i-1]]
		}
		if i+1 < len(data) {
			c.after = p.table[data[i+1]]
		}
		total += c.points()
	}
	return total, true
}

// place is a character between its neighbors.
type place struct{ before, r, after rune }

const bad = -6 // what no text holds

// Cyrillic letters by how often they stand in Russian or Kazakh: at least 40 in
// 1,000 letters of the Universal Declaration of Human Rights in one of the two,
// fewer than 15 in both. Letters of other languages count as rare.
const (
	commonCyrillic = "авдеилнорстыіқ"
	middleCyrillic = "бгжзйкмпучьяғұәё"
	cyrillicWords  = "авикосуяАВИКОСУЯ" // letters that are words
	commonAccents  = "éèêëàâäåçôöøüñÉ"
	latinAccents   = "áãæíìîïóòõœúùûßıžšÈÀÂÄÁÅÆÇÎÍÑÓÔÖØŒÚÜŽŠ"
)

func (c place) points() int {
	inWord := unicode.IsLetter(c.before) && unicode.IsLetter(c.after)
	touches := unicode.IsLetter(c.before) || unicode.IsLetter(c.after)
	switch {
	case unicode.IsLetter(c.r):
		return c.letter()
	case strings.ContainsRune("‘“«„", c.r):
		return c.opening()
	case strings.ContainsRune("’”»", c.r):
		return c.closing()
	case c.r == '–' || c.r == '—':
		return c.dash()
	case strings.ContainsRune("•·§№", c.r):
		if !unicode.IsLetter(c.before) && (blank(c.after) || unicode.IsDigit(c.after)) {
			return 2
		}
		return -3
	case strings.ContainsRune("£$€¥", c.r):
		if unicode.IsDigit(c.after) || unicode.IsDigit(c.before) && c.r == '€' {
			return 2
		}
		return -4
	case c.r == '\u00a0':
		return 0
	case strings.ContainsRune("…©®™°", c.r) && !inWord:
		return 1
	case c.r >= 0x2500 && c.r < 0x2600, inWord: // boxes
		return bad
	case touches:
		return -3
	}
	return -2
}

func blank(r rune) bool { return unicode.IsSpace(r) }

func (c place) letter() int {
	other, starts, alone := unicode.Cyrillic, !unicode.IsLetter(c.before), !unicode.IsLetter(c.before) && !unicode.IsLetter(c.after)
	if unicode.Is(unicode.Cyrillic, c.r) {
		other = unicode.Latin
	}
	switch {
	case unicode.Is(other, c.before), unicode.Is(other, c.after),
		unicode.IsUpper(c.r) && unicode.IsLower(c.before),
		unicode.IsUpper(c.r) && unicode.IsLetter(c.before) && unicode.IsLower(c.after),
		unicode.IsLower(c.r) && unicode.IsUpper(c.after):
		return bad
	case alone && !strings.ContainsRune(cyrillicWords, c.r):
		return -3
	case other == unicode.Cyrillic:
		return c.accent()
	}
	points := -1
	switch small := unicode.ToLower(c.r); {
	case strings.ContainsRune(commonCyrillic, small):
		points = 1
	case strings.ContainsRune(middleCyrillic, small):
		points = 0
	}
	if unicode.IsUpper(c.r) && !starts {
		points -= 2 // a text is not all in capitals
	}
	return points
}

// accent judges a Latin letter that is not in ASCII.
func (c place) accent() int {
	switch {
	case c.before >= utf8.RuneSelf && c.after >= utf8.RuneSelf && unicode.IsLetter(c.before) && unicode.IsLetter(c.after):
		return -2
	case strings.ContainsRune(commonAccents, c.r):
		return 1
	case !strings.ContainsRune(latinAccents, c.r), !unicode.IsLetter(c.after): // few words end with others
		return -2
	}
	return 0
}

func (c place) opening() int {
	switch {
	case !unicode.IsLetter(c.before) && !blank(c.after):
		return 3
	case c.r == '“' && !blank(c.before) && !unicode.IsLetter(c.after): // „so“
		return 1
	}
	return -3
}

func (c place) closing() int {
	switch {
	case c.r == '’' && unicode.IsLetter(c.before) && strings.ContainsRune("stdmrvl", c.after): // it’s, don’t
		return 5
	case c.r == '’' && unicode.IsLetter(c.before), !blank(c.before) && !unicode.IsLetter(c.after):
		return 3
	}
	return -3
}

func (c place) dash() int {
	switch {
	case blank(c.before) && blank(c.after), unicode.IsDigit(c.before) && unicode.IsDigit(c.after):
		return 3
	case !blank(c.before) && !blank(c.after):
		return 1
	}
	return -1
}
