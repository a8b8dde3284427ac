package formats

import (
	"strconv"
	"strings"
	"unicode"
)

// figure writes a number in a style of HTML: 1, a, A, i or I.
func figure(n int, style string) string {
	switch style {
	case "1":
		return strconv.Itoa(n)
	case "a", "A":
		if n < 1 || n > 26 {
			return ""
		}
		return strings.Map(func(r rune) rune {
			if style == "A" {
				return unicode.ToUpper(r)
			}
			return r
		}, string(rune('a'+n-1)))
	case "i", "I":
		s := roman(n)
		if style == "i" {
			s = strings.ToLower(s)
		}
		return s
	}
	return ""
}

// roman writes a number in Roman figures.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	var b strings.Builder
	for _, f := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= f.n; n -= f.n {
			b.WriteString(f.s)
		}
	}
	return b.String()
}

// smallInt reads a number from 0 to 8, as levels have; anything else is 0.
func smallInt(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n
}
