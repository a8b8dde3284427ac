package formats

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// Misread gives the repairs of what was decoded wrongly before the text came into its
// file, where they are certain. None goes over a line end.
func Misread(s string) []Edit {
	m := &misreading{s: s}
	m.twice()
	m.foreign()
	m.apostrophes()
	m.controls()
	return m.edits
}

// misreading collects the repairs of one text.
type misreading struct {
	s     string
	edits []Edit
}

func (m *misreading) add(start, end int, with, rule string) {
	m.edits = append(m.edits, Edit{start, end, with, rule})
}

// high1252 gives the byte above ASCII that windows-1252 reads as a character.
// Bytes that stand for nothing there were often read as control characters.
var high1252 = highBytes(codepageNamed("windows-1252"))

func highBytes(p *codepage) map[rune]byte {
	m := map[rune]byte{}
	for b := utf8.RuneSelf; b < len(p.table); b++ {
		if r := p.table[b]; r != utf8.RuneError {
			m[r] = byte(b)
		}
		if _, ok := m[rune(b)]; !ok && b < 0xa0 {
			m[rune(b)] = byte(b)
		}
	}
	return m
}

// twice repairs UTF-8 that was decoded as windows-1252: characters above
// ASCII whose bytes are, from the first to the last, UTF-8 of something that
// stands in texts.
func (m *misreading) twice() {
	var raw []byte
	for at := words.BeyondASCII(m.s, 0); at < len(m.s); at = words.BeyondASCII(m.s, at) {
		start := at
		raw = raw[:0]
		for at < len(m.s) {
			r, n := utf8.DecodeRuneInString(m.s[at:])
			b, ok := high1252[r]
			if !ok {
				break
			}
			raw = append(raw, b)
			at += n
		}
		if at == start {
			_, n := utf8.DecodeRuneInString(m.s[at:])
			at += n
			continue
		}
		before, after := words.LastRune(m.s[:start]), words.FirstRune(m.s[at:])
		if len(raw) > 1 && utf8.Valid(raw) && plausible(string(raw), before, after) {
			m.add(start, at, string(raw), "mojibake_utf_8")
		}
	}
}

// plausible reports whether what decoding again gives stands in texts: Latin and
// Cyrillic letters, in words of their own, and marks. A capital letter before it
// speaks against it: the word may just end with one and a mark.
func plausible(s string, before, after rune) bool {
	if unicode.IsUpper(before) {
		return false
	}
	cyrillic := false
	for _, r := range s {
		switch {
		case r >= 0x400 && r < 0x460, strings.ContainsRune("ҒғҚқҢңӨөҰұҮүҺһӘә", r):
			cyrillic = true
		case r >= 0xa0 && r < 0x180, r >= 0x2010 && r < 0x203b, r == '€', r == '™', r == '№':
		default:
			return false
		}
	}
	return !cyrillic || !unicode.Is(unicode.Latin, before) && !unicode.Is(unicode.Latin, after)
}

// leastMisread is how many letters in a row show Cyrillic letters that were
// decoded as Latin ones: no language has words of them.
const leastMisread = 8

// foreign repairs windows-1251 that was decoded as windows-1252.
func (m *misreading) foreign() {
	page := codepageNamed("windows-1251")
	for at := words.BeyondASCII(m.s, 0); at < len(m.s); at = words.BeyondASCII(m.s, at) {
		r, n := utf8.DecodeRuneInString(m.s[at:])
		if !high(r) {
			at += n
			continue
		}
		start, end, letters, longest, length := at, at, 0, 0, 0
		for at < len(m.s) {
			r, n := utf8.DecodeRuneInString(m.s[at:])
			if unicode.IsLetter(r) && !high(r) {
				break
			}
			at += n
			if high(r) {
				letters, length, end = letters+1, length+1, at
				longest = max(longest, length)
			} else {
				length = 0
			}
		}
		if letters >= leastMisread && longest >= 4 {
			m.cyrillic(page, start, end, letters)
		}
	}
}

// cyrillic decodes a stretch again, if that gives words.
func (m *misreading) cyrillic(page *codepage, start, end, letters int) {
	var raw []byte
	for _, r := range m.s[start:end] {
		b, ok := high1252[r]
		if r < utf8.RuneSelf {
			b, ok = byte(r), true
		}
		if !ok || page.table[b] == utf8.RuneError {
			return
		}
		raw = append(raw, b)
	}
	if points, ok := page.points(raw); !ok || points*4 < letters {
		return
	}
	text, _, f := page.decode(raw)
	if f != nil {
		return
	}
	for line := range strings.SplitSeq(string(text), "\n") { // which stay the same in number
		stop := end
		if i := strings.IndexByte(m.s[start:end], '\n'); i >= 0 {
			stop = start + i
		}
		if stop > start {
			m.add(start, stop, line, "mojibake_windows_1251")
		}
		start = min(stop+1, end)
	}
}

// mostStem bounds how far the beginning of a word is looked for.
const mostStem = 200

// apostrophes repairs the marks of windows-1252 that were decoded as Macintosh:
// "todayís" for "today’s". A text shows that it has them by three words with such
// an ending, two of them different; the Spanish word for country is none of them.
func (m *misreading) apostrophes() {
	var found []Edit
	known := map[string]bool{}
	for at := 0; ; {
		i := strings.Index(m.s[at:], "í")
		if i < 0 {
			break
		}
		at += i
		after := at + len("í")
		start := at
		for start > 0 && at-start < mostStem && asciiLetter(m.s[start-1]) {
			start--
		}
		stem := m.s[start:at]
		switch {
		case len(stem) < 2 || start > 0 && unicode.IsLetter(words.LastRune(m.s[:start])) || stem == "pa" || stem == "Pa":
		case strings.HasPrefix(m.s[after:], "s") && !words.IsRune(words.FirstRune(m.s[after+1:])):
			known[stem] = true
			found = append(found, Edit{start, after + 1, stem + "’s", "mojibake_macintosh"})
		case stem[len(stem)-1] == 's' && len(stem) > 3 && !words.IsRune(words.FirstRune(m.s[after:])):
			found = append(found, Edit{start, after, stem + "’", "mojibake_macintosh"})
		}
		at = after
	}
	if len(known) < 2 || len(found) < 3 || !inEnglish(m.s) {
		return
	}
	m.edits = append(m.edits, found...)
	for at := 0; ; {
		i := strings.Index(m.s[at:], " ó ")
		if i < 0 {
			return
		}
		m.add(at+i+1, at+i+1+len("ó"), "—", "mojibake_macintosh")
		at += i + 1 + len("ó")
	}
}

// controls puts the marks of windows-1252 for the control characters that stand
// in their place, where they fit.
func (m *misreading) controls() {
	page := codepageNamed("windows-1252")
	for at := 0; ; {
		i := strings.IndexByte(m.s[at:], 0xc2) // U+0080 to U+009F begin with it
		if i < 0 {
			return
		}
		at += i
		r, n := utf8.DecodeRuneInString(m.s[at:])
		if r >= 0x80 && r < 0xa0 {
			p := place{before: ' ', r: page.table[r], after: ' '}
			if at > 0 {
				p.before = words.LastRune(m.s[:at])
			}
			if at+n < len(m.s) {
				p.after = words.FirstRune(m.s[at+n:])
			}
			if p.r != utf8.RuneError && !unicode.IsLetter(p.r) && !unicode.IsControl(p.r) && p.before < 0x2000 && p.points() > 0 {
				m.add(at, at+n, string(p.r), "c1_windows_1252")
			}
		}
		at += n
	}
}

// Garbled looks for what comes of decoding UTF-8 as windows-1252, Cyrillic
// letters in windows-1251 as Latin ones, or the apostrophe of windows-1252 as
// that of Macintosh. Words of real languages hold none of it.
func Garbled(s string) bool {
	for at := words.BeyondASCII(s, 0); at < len(s); at = words.BeyondASCII(s, at) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r < 0xa0 || r >= 0x180 {
			at += n
			continue
		}
		next, m := utf8.DecodeRuneInString(s[at+n:])
		third, _ := utf8.DecodeRuneInString(s[at+n+m:])
		switch {
		case r == 'â' && next == '€', (r == 'Ã' || r == 'Â' || r == 'Ð' || r == 'Ñ') && next >= 0xa0 && next < 0xc0:
			return true
		case unicode.IsLetter(r) && high(next) && high(third):
			return true
		case r == 'í' && at > 0 && 'a' <= s[at-1] && s[at-1] <= 'z' && next == 's' && !unicode.IsLetter(third) && inEnglish(s):
			return true
		}
		at += n
	}
	return false
}

func high(r rune) bool { return r >= 0xc0 && r < 0x100 }

// inEnglish reports whether a passage has the most common of English words.
func inEnglish(s string) bool { return strings.Contains(s, " the ") || strings.Contains(s, " of ") }

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
