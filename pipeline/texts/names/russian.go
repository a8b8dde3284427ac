package names

import (
	"strings"
	"unicode/utf8"
)

// Russian names take endings by rule, not from a list of forms. A name is some
// adjectives, a noun that they agree with, and words that stay as they are:
// «Российская Федерация», «Организация Договора о коллективной безопасности».
// The rules may yield a form that nobody writes; they may not yield another
// word. The paradigms are those of Zaliznyak's dictionary for the few types that
// names of actors have.

// The places of a paradigm. The accusative of persons is their genitive, so it
// needs no place of its own.
const (
	nominative = iota
	genitive
	dative
	accusative
	instrumental
	prepositional
	cases
)

// paradigm gives the endings behind a stem, in each case; some cases have two.
type paradigm struct {
	cut     string // what the nominative ends with
	endings [cases]string
}

// russianForms gives the forms of a name other than the listed one.
func russianForms(alias, kind string) []form {
	switch kind {
	case "acronym":
		return nil
	case "adjective":
		return adjectiveForms(alias)
	case "demonym":
		return demonymForms(alias)
	}
	return nameForms(alias)
}

// adjectives by gender and number. A velar or hushing stem takes и for ы.
var adjectives = []paradigm{
	{"ая", [cases]string{"ая", "ой", "ой", "ую", "ой ою", "ой"}},
	{"яя", [cases]string{"яя", "ей", "ей", "юю", "ей ею", "ей"}},
	{"ое", [cases]string{"ое", "ого", "ому", "ое", "ым", "ом"}},
	{"ее", [cases]string{"ее", "его", "ему", "ее", "им", "ем"}},
	{"ний", [cases]string{"ний", "него", "нему", "ний", "ним", "нем"}},
	{"ий", [cases]string{"ий", "ого", "ому", "ий", "им", "ом"}},
	{"ый", [cases]string{"ый", "ого", "ому", "ый", "ым", "ом"}},
	{"ой", [cases]string{"ой", "ого", "ому", "ой", "ым", "ом"}},
	{"ние", [cases]string{"ние", "них", "ним", "ние", "ними", "них"}},
	{"ые", [cases]string{"ые", "ых", "ым", "ые", "ыми", "ых"}},
	{"ие", [cases]string{"ие", "их", "им", "ие", "ими", "их"}},
	{"овы", [cases]string{"овы", "овых", "овым", "овы", "овыми", "овых"}},
}

// nouns by ending, the longest first. What ends otherwise takes no ending, as
// «Тбилиси», «Перу», «Баку» and «Душанбе».
var nouns = []paradigm{
	{"ии", [cases]string{"ии", "ий", "иям", "ии", "иями", "иях"}},
	{"ия", [cases]string{"ия", "ии", "ии", "ию", "ией", "ии"}},
	{"я", [cases]string{"я", "и", "е", "ю", "ей", "е"}},
	{"уа", [cases]string{"уа", "уа", "уа", "уа", "уа", "уа"}},
	{"оа", [cases]string{"оа", "оа", "оа", "оа", "оа", "оа"}},
	{"иа", [cases]string{"иа", "иа", "иа", "иа", "иа", "иа"}},
	{"а", [cases]string{"а", "ы", "е", "у", "ой ою", "е"}},
	{"ство", [cases]string{"ство", "ства", "ству", "ство", "ством", "стве"}},
	{"ово", [cases]string{"ово", "ова", "ову", "ово", "овом", "ове"}},
	{"ие", [cases]string{"ие", "ия", "ию", "ие", "ием", "ии"}},
	{"ье", [cases]string{"ье", "ья", "ью", "ье", "ьем", "ье"}},
	{"море", [cases]string{"море", "моря", "морю", "море", "морем", "море"}},
	{"ий", [cases]string{"ий", "ия", "ию", "ий", "ием", "ии"}},
	{"й", [cases]string{"й", "я", "ю", "й", "ем", "е"}},
	{"ь", [cases]string{"ь", "я", "ю", "ь", "ем", "е"}},
	{"ы", [cases]string{"ы", "ов ", "ам", "ы", "ами", "ах"}},
	{"", [cases]string{"", "а", "у", "", "ом", "е"}},
}

// words whose ending does not tell how they are declined.
var irregular = map[string][cases]string{
	"алматы":      {"алматы", "алматы", "алматы", "алматы", "алматы", "алматы"},
	"беларусь":    feminine("беларус"),
	"русь":        feminine("рус"),
	"область":     feminine("област"),
	"египет":      {"египет", "египта", "египту", "египет", "египтом", "египте"},
	"острова":     {"острова", "островов", "островам", "острова", "островами", "островах"},
	"государства": {"государства", "государств", "государствам", "государства", "государствами", "государствах"},
	"республики":  {"республики", "республик", "республикам", "республики", "республиками", "республиках"},
	"талибы":      {"талибы", "талибов", "талибам", "талибов", "талибами", "талибах"},
	"члены":       {"члены", "членов", "членам", "членов", "членами", "членах"},
	"турок":       {"турок", "турка", "турку", "турка", "турком", "турке"},
}

// feminine is the paradigm of feminine nouns in a soft sign.
func feminine(stem string) [cases]string {
	return [cases]string{stem + "ь", stem + "и", stem + "и", stem + "ь", stem + "ью", stem + "и"}
}

func adjectiveForms(alias string) []form {
	p, ok := adjective(alias)
	if !ok {
		return nil
	}
	stem := strings.TrimSuffix(alias, p.cut)
	soft := p.cut == "ний"
	var out []form
	for _, cut := range pick(soft, "ний няя нее ние", "ый ая ое ые") {
		for _, endings := range declined(stem+spelled(stem, cut), adjectives) {
			for _, text := range endings {
				out = append(out, form{text: text})
			}
		}
	}
	if !soft {
		out = append(out, form{text: stem + "о", compound: true})
		if short, ok := strings.CutSuffix(stem, "ск"); ok {
			out = append(out, form{text: short + "о", compound: true})
		}
	}
	return out
}

func pick(first bool, a, b string) []string {
	if first {
		return strings.Fields(a)
	}
	return strings.Fields(b)
}

// adjective finds the paradigm of a word in the nominative, if it can be one.
func adjective(word string) (paradigm, bool) {
	for _, p := range adjectives {
		if strings.HasSuffix(strings.ToLower(word), p.cut) && utf8.RuneCountInString(word) > utf8.RuneCountInString(p.cut)+2 {
			return p, true
		}
	}
	return paradigm{}, false
}

// declined gives the forms of a word in each case, by the first paradigm that
// fits its end. The word may have several parts joined by hyphens, of which the
// last is declined.
func declined(word string, by []paradigm) [cases][]string {
	at := 0
	for i, r := range word {
		if strings.ContainsRune("-’'", r) {
			at = i + utf8.RuneLen(r)
		}
	}
	head, last := word[:at], word[at:]
	low := strings.ToLower(last)
	var out [cases][]string
	if endings, ok := irregular[low]; ok {
		for c, ending := range endings {
			out[c] = []string{head + cased(last, ending)}
		}
		return out
	}
	for _, p := range by {
		if utf8.RuneCountInString(last) > 1 && strings.ToUpper(last) == last {
			break // an acronym
		}
		stem, fits := strings.CutSuffix(low, p.cut)
		if !fits || p.cut == "" && vowel(low) {
			continue
		}
		for c, endings := range p.endings {
			for _, ending := range strings.Split(endings, " ") {
				out[c] = append(out[c], head+cased(last, stem+spelled(stem, ending)))
			}
		}
		return out
	}
	for c := range out {
		out[c] = []string{word}
	}
	return out
}

// cased writes a form with the capitals of the listed word.
func cased(like, form string) string {
	r, n := utf8.DecodeRuneInString(like)
	low, m := utf8.DecodeRuneInString(form)
	switch {
	case strings.ToUpper(like) == like && utf8.RuneCountInString(like) > 1:
		return strings.ToUpper(form)
	case string(r) == strings.ToLower(string(low)):
		return form
	}
	return like[:n] + form[m:]
}

func vowel(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune("аеёиоуыэюя", r)
}

// spelled writes an ending as it is spelled behind a stem: no ы behind a velar
// or a hushing consonant, no unstressed о behind a hushing one or ц.
func spelled(stem, ending string) string {
	r, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case strings.ContainsRune("гкхжчшщ", r) && strings.HasPrefix(ending, "ы"):
		return "и" + strings.TrimPrefix(ending, "ы")
	case strings.ContainsRune("жчшщц", r) && (ending == "ом" || ending == "ов" || ending == "ой" || ending == "ою"):
		return "е" + strings.TrimPrefix(ending, "о")
	}
	return ending
}

func demonymForms(alias string) []form {
	if _, ok := adjective(alias); ok {
		return adjectiveForms(alias)
	}
	stem, plural, zero := alias, "", true
	low := strings.ToLower(alias)
	switch {
	case strings.HasSuffix(low, "ы") || strings.HasSuffix(low, "и"):
		return nameForms(alias)
	case strings.HasSuffix(low, "лец"):
		stem, zero = strings.TrimSuffix(alias, "ец")+"ьц", false
	case strings.HasSuffix(low, "ец"):
		stem, zero = strings.TrimSuffix(alias, "ец"), false
		if vowel(stem) {
			stem += "й"
		}
		stem += "ц"
	case strings.HasSuffix(low, "анин"), strings.HasSuffix(low, "янин"):
		plural = strings.TrimSuffix(alias, "ин")
	case strings.HasSuffix(low, "арин"):
		plural = strings.TrimSuffix(alias, "ин")
	case low == "турок":
		stem, zero = "турк", false
	}
	var out []form
	add := func(stem string, endings ...string) {
		for _, ending := range endings {
			out = append(out, form{text: stem + spelled(stem, ending)})
		}
	}
	add(stem, "а", "у", "ом", "е")
	if strings.HasSuffix(low, "ш") {
		out = append(out, form{text: stem + "ом"}) // the stress falls on the ending
	}
	if plural == "" {
		plural = stem
	}
	switch {
	case strings.HasSuffix(plural, "ан") || strings.HasSuffix(plural, "ян"):
		add(plural, "е")
	default:
		add(plural, "ы")
	}
	if zero {
		add(plural, "")
	}
	if r, _ := utf8.DecodeLastRuneInString(plural); strings.ContainsRune("жчшщ", r) {
		add(plural, "ей")
	} else {
		add(plural, "ов")
	}
	add(plural, "ам", "ами", "ах")
	return out
}

// nameForms declines the words that agree, and leaves the others. Behind the
// noun «и» or a dash brings another, as in «Босния и Герцеговина».
func nameForms(alias string) []form {
	parts := strings.Fields(alias)
	var moving [][cases][]string // of each word that is declined
	at := make([]int, 0, len(parts))
	i := 0
	for {
		for ; i+1 < len(parts); i++ {
			if _, ok := adjective(parts[i]); !ok || joins(parts[i+1]) || common(parts[i]) {
				break
			}
			moving, at = append(moving, declined(parts[i], adjectives)), append(at, i)
		}
		moving, at = append(moving, declined(parts[i], nouns)), append(at, i)
		if i+2 >= len(parts) || !joins(parts[i+1]) {
			break
		}
		i += 2
	}
	var out []form
	for c := range cases {
		variants := []string{""}
		for n, m := 0, 0; n < len(parts); n++ {
			forms := []string{parts[n]}
			if m < len(at) && at[m] == n {
				forms, m = moving[m][c], m+1
			}
			var next []string
			for _, v := range variants {
				for _, f := range forms {
					next = append(next, strings.TrimLeft(v+" "+f, " "))
				}
			}
			variants = next
		}
		for _, v := range variants {
			if v != alias {
				out = append(out, form{text: v})
			}
		}
	}
	return out
}

// joins reports whether a word joins two nouns of a name.
func joins(word string) bool { return word == "и" || word == "—" || word == "–" || word == "-" }

// common reports whether a word that ends like an adjective is a noun, as
// «Совещание», «Движение» and «Соглашение».
func common(word string) bool {
	for _, end := range []string{"ание", "ение", "ствие", "тие"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
