package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// high1252 gives the byte above ASCII that windows-1252 reads as a character.
// Bytes that stand for nothing there were often read as control characters.
var high1252 = highBytes(codepageNamed("windows-1252"))

func codepageNamed(name string) *codepage {
	for i := range pages {
		if pages[i].name == name {
			return &pages[i]
		}
	}
	return nil
}

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

// mojibake repairs UTF-8 that was decoded as windows-1252: characters above
// ASCII whose bytes are, from the first to the last, UTF-8 of something that
// stands in texts.
func (d *damage) mojibake() {
	var raw []byte
	for at := beyondASCII(d.s, 0); at < len(d.s); at = beyondASCII(d.s, at) {
		start := at
		raw = raw[:0]
		for at < len(d.s) {
			r, n := utf8.DecodeRuneInString(d.s[at:])
			b, ok := high1252[r]
			if !ok {
				break
			}
			raw = append(raw, b)
			at += n
		}
		if at == start {
			_, n := utf8.DecodeRuneInString(d.s[at:])
			at += n
			continue
		}
		before, after := lastRune(d.s[:start]), firstRune(d.s[at:])
		if len(raw) > 1 && utf8.Valid(raw) && plausible(string(raw), before, after) {
			d.add(start, at, string(raw), "mojibake_utf_8")
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
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

// misread repairs windows-1251 that was decoded as windows-1252, and marks of
// windows-1252 that were decoded as Macintosh.
func (d *damage) misread() {
	page := codepageNamed("windows-1251")
	for at := beyondASCII(d.s, 0); at < len(d.s); at = beyondASCII(d.s, at) {
		r, n := utf8.DecodeRuneInString(d.s[at:])
		if !high(r) {
			at += n
			continue
		}
		start, end, letters, longest, length := at, at, 0, 0, 0
		for at < len(d.s) {
			r, n := utf8.DecodeRuneInString(d.s[at:])
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
			d.cyrillic(page, start, end, letters)
		}
	}
	d.apostrophes()
}

// cyrillic decodes a stretch again, if that gives words.
func (d *damage) cyrillic(page *codepage, start, end, letters int) {
	var raw []byte
	for _, r := range d.s[start:end] {
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
		if i := strings.IndexByte(d.s[start:end], '\n'); i >= 0 {
			stop = start + i
		}
		if stop > start {
			d.add(start, stop, line, "mojibake_windows_1251")
		}
		start = min(stop+1, end)
	}
}

// apostrophes repairs the marks of windows-1252 that were decoded as Macintosh:
// "todayís" for "today’s". A text shows that it has them by three words with such
// an ending, two of them different; the Spanish word for country is none of them.
func (d *damage) apostrophes() {
	var found []edit
	words := map[string]bool{}
	for at := 0; ; {
		i := strings.Index(d.s[at:], "í")
		if i < 0 {
			break
		}
		at += i
		after := at + len("í")
		start := at
		for start > 0 && at-start < mostWord && (lower(d.s[start-1]) || upper(d.s[start-1])) {
			start--
		}
		stem := d.s[start:at]
		switch {
		case len(stem) < 2 || start > 0 && unicode.IsLetter(lastRune(d.s[:start])) || stem == "pa" || stem == "Pa":
		case strings.HasPrefix(d.s[after:], "s") && !wordRune(firstRune(d.s[after+1:])):
			words[stem] = true
			found = append(found, edit{span{start, after + 1}, stem + "’s", "mojibake_macintosh"})
		case stem[len(stem)-1] == 's' && len(stem) > 3 && !wordRune(firstRune(d.s[after:])):
			found = append(found, edit{span{start, after}, stem + "’", "mojibake_macintosh"})
		}
		at = after
	}
	if len(words) < 2 || len(found) < 3 || !inEnglish(d.s) {
		return
	}
	d.edits = append(d.edits, found...)
	for at := 0; ; {
		i := strings.Index(d.s[at:], " ó ")
		if i < 0 {
			return
		}
		d.add(at+i+1, at+i+1+len("ó"), "—", "mojibake_macintosh")
		at += i + 1 + len("ó")
	}
}

// controls puts the marks of windows-1252 for the control characters that stand
// in their place, where they fit.
func (d *damage) controls() {
	page := codepageNamed("windows-1252")
	for at := 0; ; {
		i := strings.IndexByte(d.s[at:], 0xc2) // U+0080 to U+009F begin with it
		if i < 0 {
			return
		}
		at += i
		r, n := utf8.DecodeRuneInString(d.s[at:])
		if r >= 0x80 && r < 0xa0 {
			p := place{before: ' ', r: page.table[r], after: ' '}
			if at > 0 {
				p.before = lastRune(d.s[:at])
			}
			if at+n < len(d.s) {
				p.after = firstRune(d.s[at+n:])
			}
			if p.r != utf8.RuneError && !unicode.IsLetter(p.r) && !unicode.IsControl(p.r) && p.before < 0x2000 && p.points() > 0 {
				d.add(at, at+n, string(p.r), "c1_windows_1252")
			}
		}
		at += n
	}
}
