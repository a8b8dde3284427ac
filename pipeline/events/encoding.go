package events

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encodedTwice reports whether a text holds a letter whose UTF-8 bytes were
// taken for letters of Windows-1252 or Latin-1, and encoded again: "Ã©" for "é".
// A lead byte so treated begins with 0xC3.
func encodedTwice(text []byte) bool {
	for {
		i := bytes.IndexByte(text, 0xc3)
		if i < 0 {
			return false
		}
		text = text[i:]
		var once []byte
		for rest := text; len(rest) > 0 && len(once) < utf8.UTFMax; {
			r, n := utf8.DecodeRune(rest)
			b, ok := single(r)
			if !ok || b < utf8.RuneSelf {
				break
			}
			once, rest = append(once, b), rest[n:]
		}
		if r, n := utf8.DecodeRune(once); n > 1 && plausible(r) {
			return true
		}
		text = text[1:]
	}
}

// single gives the byte by which Windows-1252, or Latin-1, writes a letter.
func single(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// plausible reports whether a letter is one that names are written with, so that
// a capital letter before a closing quotation mark is not taken for one.
func plausible(r rune) bool {
	switch {
	case r >= 0xa0 && r < 0x180: // Latin
	case r >= 0x400 && r < 0x530: // Cyrillic
	case r >= 0x5d0 && r < 0x700: // Hebrew, Arabic
	case r >= 0x2010 && r < 0x2030: // punctuation
	case r >= 0x3040 && r < 0xd7a4: // Japanese, Chinese, Korean
	default:
		return false
	}
	return true
}
