package alignment

import (
	"slices"
	"strings"
	"unicode"

	uax29 "github.com/clipperhouse/uax29/v2/words"
)

// unit is a provision as it is compared: its words in lower case, without
// punctuation and white space.
type unit struct {
	words    []int32 // numbers of the vocabulary
	at       []place // of each word in the provision's text
	shingles []uint64
}

type place struct{ start, end int } // bytes

// alternatives are characters that are written one for another.
var alternatives = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "\u00ad", "")

// tokenize gives the words of a text by UAX #29 that hold a letter or digit, and
// where they stand.
func tokenize(text string) (words []string, at []place) {
	iter := uax29.FromString(text)
	for iter.Next() {
		w := iter.Value()
		if strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) < 0 {
			continue
		}
		words = append(words, strings.ToLower(alternatives.Replace(w)))
		at = append(at, place{iter.Start(), iter.End()})
	}
	return words, at
}

// units tokenizes both editions over one vocabulary, whose numbers follow the
// order of the words and so don't depend on which edition comes first.
func units(from, to *Edition) (a, b []unit) {
	a, textsA := measureOut(from)
	b, textsB := measureOut(to)
	number := map[string]int32{}
	for _, texts := range [][][]string{textsA, textsB} {
		for _, words := range texts {
			for _, w := range words {
				number[w] = 0
			}
		}
	}
	sorted := make([]string, 0, len(number))
	for w := range number {
		sorted = append(sorted, w)
	}
	slices.Sort(sorted)
	for i, w := range sorted {
		number[w] = int32(i)
	}
	fill := func(units []unit, texts [][]string) {
		for i, words := range texts {
			units[i].words = make([]int32, len(words))
			for k, w := range words {
				units[i].words[k] = number[w]
			}
			if len(words) <= maxWords {
				units[i].shingles = shingles(strings.Join(words, " "))
			}
		}
	}
	fill(a, textsA)
	fill(b, textsB)
	return a, b
}

func measureOut(e *Edition) ([]unit, [][]string) {
	units, texts := make([]unit, len(e.Provisions)), make([][]string, len(e.Provisions))
	for i := range e.Provisions {
		texts[i], units[i].at = tokenize(e.Provisions[i].Text)
	}
	return units, texts
}
