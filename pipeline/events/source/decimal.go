package source

import "strconv"

// powers of ten that a float64 holds exactly.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// decimal reads a number. Up to fifteen digits make a whole number below 2⁵³,
// which a float64 holds exactly, as it does the power of ten that it is divided
// by; so the quotient is the nearest float64, the same that strconv gives.
func decimal(v string) (float64, error) {
	digits, minus := v, false
	if len(v) > 0 && v[0] == '-' {
		digits, minus = v[1:], true
	}
	n, after, point := uint64(0), 0, false
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + uint64(c-'0')
			if point {
				after++
			}
		case c == '.' && !point:
			point = true
		default:
			return strconv.ParseFloat(v, 64)
		}
	}
	count := len(digits)
	if point {
		count--
	}
	if count == 0 || count > 15 {
		return strconv.ParseFloat(v, 64)
	}
	x := float64(n) / powers[after]
	if minus {
		x = -x
	}
	return x, nil
}
