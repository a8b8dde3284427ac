package names

import (
	"strings"
	"unicode/utf8"
)

// Kazakh words take chains of suffixes: plural, possessive, case; or -лық and
// its kind, which makes an adjective and may be followed by the same again. Each
// suffix agrees with what it follows in vowel harmony and in its first
// consonant. kazakhStem takes such a chain off a word, if it is one that may
// follow the stem; «түрікмен» is no «түрік» with the instrumental, which is
// «түрікпен».

// sound is what a suffix has to know of the stem's last letter.
type sound int

const (
	afterVowel     sound = iota
	afterSonorant        // р, й, у
	afterLiquid          // л
	afterNasal           // м, н, ң
	afterVoiced          // з, ж
	afterVoiceless       // the others, and б, в, г, д
	sounds
)

// A suffix, for each sound before it. Where a and e stand for the vowels that
// harmony chooses, the template has A for а or е and Y for ы or і, and Q for қ or
// к, G for ғ or г.
type suffix [sounds]string

var (
	plural     = suffix{"лAр", "лAр", "дAр", "дAр", "дAр", "тAр"}
	adjectival = suffix{"лYQ", "лYQ", "дYQ", "дYQ", "дYQ", "тYQ"}
	possessive = []suffix{{"сY", "Y", "Y", "Y", "Y", "Y"}, {"мYз", "YмYз", "YмYз", "YмYз", "YмYз", "YмYз"}}
	caseEnds   = []suffix{
		{"нYң", "дYң", "дYң", "нYң", "дYң", "тYң"},
		{"нY", "дY", "дY", "дY", "дY", "тY"},
		{"GA", "GA", "GA", "GA", "GA", "QA"},
		{"дA", "дA", "дA", "дA", "дA", "тA"},
		{"дAн", "дAн", "дAн", "нAн", "дAн", "тAн"},
		{"мен", "мен", "мен", "мен", "бен", "пен"},
		{"дAGY", "дAGY", "дAGY", "дAGY", "дAGY", "тAGY"},
		{"дAй", "дAй", "дAй", "дAй", "дAй", "тAй"},
		{"сYз", "сYз", "сYз", "сYз", "сYз", "сYз"},
	}
	// behind a possessive of the third person
	pronominal = []string{"нYң", "н", "нA", "ндA", "нAн", "мен", "ндAGY", "ндAй"}
)

// chains holds every chain of suffixes that may follow a stem, by harmony (front
// or back) and by the stem's last sound.
var chains = makeChains()

// anyChain holds them all, for acronyms, which harmonize with how they are read.
var anyChain = func() map[string]bool {
	all := map[string]bool{}
	for _, by := range chains {
		for _, set := range by {
			for chain := range set {
				all[chain] = true
			}
		}
	}
	return all
}()

// longestChain bounds how far from its end a word is looked at, in letters.
const longestChain = 16

func makeChains() (out [2][sounds]map[string]bool) {
	for front := range 2 {
		for s := range sounds {
			set := map[string]bool{}
			inflect(set, front == 1, "", s)
			adjective := harmonize(adjectival[s], front == 1)
			set[adjective] = true
			inflect(set, front == 1, adjective, afterVoiceless)
			out[front][s] = set
		}
	}
	return out
}

// inflect adds the chains [plural] [possessive] [case] behind what stands there.
func inflect(set map[string]bool, front bool, before string, s sound) {
	endings(set, front, before, s)
	plurals := before + harmonize(plural[s], front)
	set[plurals] = true
	endings(set, front, plurals, afterSonorant)
}

func endings(set map[string]bool, front bool, before string, s sound) {
	for _, c := range caseEnds {
		set[before+harmonize(c[s], front)] = true
	}
	for person, p := range possessive {
		owned := voiced(before) + harmonize(p[s], front)
		set[owned] = true
		if person == 0 {
			for _, c := range pronominal {
				set[owned+harmonize(c, front)] = true
			}
			continue
		}
		for _, c := range caseEnds {
			set[owned+harmonize(c[afterVoiced], front)] = true
		}
	}
}

// voiced writes a final voiceless stop as it is before a vowel.
func voiced(s string) string {
	for _, p := range [][2]string{{"қ", "ғ"}, {"к", "г"}, {"п", "б"}} {
		if stem, ok := strings.CutSuffix(s, p[0]); ok {
			return stem + p[1]
		}
	}
	return s
}

var (
	backVowels  = strings.NewReplacer("A", "а", "Y", "ы", "Q", "қ", "G", "ғ")
	frontVowels = strings.NewReplacer("A", "е", "Y", "і", "Q", "к", "G", "г")
)

func harmonize(template string, front bool) string {
	if front {
		return frontVowels.Replace(template)
	}
	return backVowels.Replace(template)
}

// lastSound gives the last sounds of a stem that suffixes may go by: у and и
// are vowels in foreign names and glides in others.
func lastSound(r rune) (sound, sound) {
	switch {
	case strings.ContainsRune("аәеоөұүыіэяё", r):
		return afterVowel, afterVowel
	case strings.ContainsRune("уию", r):
		return afterVowel, afterSonorant
	case strings.ContainsRune("рй", r):
		return afterSonorant, afterSonorant
	case r == 'л':
		return afterLiquid, afterLiquid
	case strings.ContainsRune("мнң", r):
		return afterNasal, afterNasal
	case strings.ContainsRune("зж", r):
		return afterVoiced, afterVoiced
	}
	return afterVoiceless, afterVoiceless
}

// harmony reports whether a stem takes suffixes with front vowels, with back
// ones, or, as foreign names with у, и or э and those that end in two consonants
// like «банк», with either.
func harmony(stem string) (front, back bool) {
	if r, n := utf8.DecodeLastRuneInString(stem); r == 'к' || r == 'г' {
		if before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-n]); strings.ContainsRune("нрлс", before) {
			return true, true
		}
	}
	for len(stem) > 0 {
		r, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
		switch {
		case strings.ContainsRune("аоұыяё", r):
			return false, true
		case strings.ContainsRune("әөүіе", r):
			return true, false
		case strings.ContainsRune("уиюэ", r):
			return true, true
		case r == 'ь':
			return true, true
		}
	}
	return true, true
}

// owned ends a stem that may be a possessive of the third person, as «одағы».
func owned(stem string) bool { return strings.HasSuffix(stem, "ы") || strings.HasSuffix(stem, "і") }

// follows reports whether a chain of suffixes may follow a stem, both in lower
// case.
func follows(stem, chain string) bool {
	r, n := utf8.DecodeLastRuneInString(stem)
	if r == 'ь' {
		r, _ = utf8.DecodeLastRuneInString(stem[:len(stem)-n])
	}
	one, other := lastSound(r)
	front, back := harmony(stem)
	for h, may := range [2]bool{back, front} {
		if !may {
			continue
		}
		if chains[h][one][chain] || chains[h][other][chain] {
			return true
		}
		if owned(stem) {
			for _, c := range pronominal {
				if harmonize(c, h == 1) == chain {
					return true
				}
			}
		}
	}
	return false
}

// derived reports whether a chain begins with -лық or its kind.
func derived(chain string) bool {
	rs := []rune(chain)
	return len(rs) > 2 && strings.ContainsRune("лдт", rs[0]) && strings.ContainsRune("ыі", rs[1]) && strings.ContainsRune("қкғг", rs[2])
}

// kazakhStem gives the longest stem of a word for which known holds, behind
// which a chain of suffixes stands, or "".
func kazakhStem(word string, known func(string) bool) string {
	low := strings.ToLower(word)
	if len(low) != len(word) {
		return ""
	}
	at := len(word)
	for range longestChain {
		_, n := utf8.DecodeLastRuneInString(word[:at])
		if at -= n; at < 3 {
			return ""
		}
		if stem := word[:at]; known(stem) && follows(low[:at], low[at:]) {
			return stem
		}
		if c := low[at:]; strings.HasPrefix(c, "ы") || strings.HasPrefix(c, "і") {
			if stem := unvoiced(word[:at]); stem != "" && known(stem) && follows(strings.ToLower(stem), c) {
				return stem
			}
		}
	}
	return ""
}

// unvoiced gives the stem whose final stop became voiced before a vowel.
func unvoiced(s string) string {
	for _, p := range [][2]string{{"ғ", "қ"}, {"г", "к"}, {"б", "п"}, {"Ғ", "Қ"}, {"Г", "К"}, {"Б", "П"}} {
		if stem, ok := strings.CutSuffix(s, p[0]); ok {
			return stem + p[1]
		}
	}
	return ""
}
