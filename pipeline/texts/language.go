package texts

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/pipeline/texts/words"
)

// undetermined is the BCP 47 tag of a language that is not known.
const undetermined = "und"

const (
	leastLetters = 30 // below, a passage has the language of its version
	leastHits    = 3  // common words that show a language
	leastWords   = 20 // in small letters; where none of them is common in English, they are not English
)

// commonLists are short words that hardly any text of some length lacks, and
// that tell a language from others in the same letters.
var commonLists = map[string]string{
	"en": "the of and to that is for with by are this which be it from our we have has been not their will as at shall or an",
	"fr": "le la les des du et est une dans que pour au aux sur par qui nous sont avec ce cette ces il",
	"de": "der die das und ist von zu den mit dem ein eine nicht auf für sich auch wir sind im",
	"es": "el los las del y que en una por con para su se como más esta al lo",
	"tr": "ve bir bu ile için olan olarak da çok gibi daha kadar sonra ise",
	"kk": "және мен пен бен үшін бұл бір да де та те ол осы болып деп туралы бойынша тиіс керек мұны сондай",
	"ru": "и в на с что не по для от как это из к о его мы или при за их государств",
	"uk": "і та що не від до про є які як або цього за з",
	"be": "і ў у што на з да не як па для гэта або але ад яго ці",
	"bg": "и на за от се да не са по със които това като",
	"ky": "жана менен үчүн бул бир деп болуп эле ошол ал боюнча катары",
	"tg": "ва дар аз ба ки бо барои ин",
	"uz": "ва билан учун бу бир ҳам деб бўлиб бўйича эса",
}

// longestCommon bounds the words that are looked up, in bytes.
const longestCommon = 31

var (
	commonLangs              = slices.Sorted(maps.Keys(commonLists))
	commonWords, mayBeCommon = byWord()
)

// byWord gives for each word the places of its languages in commonLangs, and for the
// first byte of a word a bit for each length that common words with it have, which
// spares most look-ups.
func byWord() (langs map[string][]int, may [256]uint32) {
	langs = map[string][]int{}
	for i, lang := range commonLangs {
		for w := range strings.FieldsSeq(commonLists[lang]) {
			langs[w] = append(langs[w], i)
			may[w[0]] |= 1 << len(w)
		}
	}
	return langs, may
}

// tally counts common words, by the place of their language in commonLangs.
type tally [16]int

func (t *tally) of(lang string) int { return t[slices.Index(commonLangs, lang)] }

// languageOf gives the language of a passage as a BCP 47 tag: by the letters
// that only one language has, else by its common words. A short passage, and one
// that shows nothing else, has the language of its version.
func languageOf(s, version string) string {
	n := countLetters(s)
	total := n.latin + n.cyrillic + n.other
	switch {
	case total < leastLetters:
		return version
	case n.other*2 > total:
		return undetermined
	case n.cyrillic*2 > total:
		return n.inCyrillic(s, version)
	}
	return byWords(s, version, "en", "en fr de es tr")
}

// letters counts letters by script, and those that tell languages apart.
type letters struct {
	latin, cyrillic, other int

	kazakh, kyrgyz, tajik, russian, ukraine, serbian int

	i     int // і, of Kazakh, Ukrainian and Belarusian
	schwa int // ә and һ, of Kazakh, Tatar and others
	ha    int // ҳ, of Tajik and Uzbek
	short int // ў, of Uzbek and Belarusian
	hard  int // ъ before a consonant, where Bulgarian has it
}

func countLetters(s string) (n letters) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c |= 0x20; 'a' <= c && c <= 'z' {
				n.latin++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x400 && r < 0x530:
			n.cyrillic++
			n.tell(r, s[i:])
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			n.latin++
		default:
			n.other++
		}
	}
	return n
}

// tell counts a letter that not every language in Cyrillic letters has; rest is the
// text behind it.
func (n *letters) tell(r rune, rest string) {
	switch r {
	case 'ғ', 'қ', 'ұ', 'Ғ', 'Қ', 'Ұ':
		n.kazakh++
	case 'ә', 'һ', 'Ә', 'Һ':
		n.kazakh++
		n.schwa++
	case 'і', 'І':
		n.i++
	case 'ы', 'э', 'ё', 'Ы', 'Э', 'Ё':
		n.russian++
	case 'ң', 'ө', 'ү', 'Ң', 'Ө', 'Ү':
		n.kyrgyz++
	case 'ҳ', 'Ҳ':
		n.ha++
	case 'ҷ', 'ӣ', 'ӯ', 'Ҷ':
		n.tajik++
	case 'ў', 'Ў':
		n.short++
	case 'ї', 'є', 'ґ', 'Ї', 'Є', 'Ґ':
		n.ukraine++
	case 'ђ', 'ј', 'љ', 'њ', 'ћ', 'џ', 'ѓ', 'ќ', 'ѕ', 'Ј', 'Љ', 'Њ':
		n.serbian++
	case 'ъ':
		if next := words.FirstRune(rest); unicode.IsLower(next) && !strings.ContainsRune("еёюяи", next) {
			n.hard++
		}
	}
}

// inCyrillic tells the languages that are written in Cyrillic letters. One in
// fifty of a language's own letters shows it: Kazakh has one in six.
func (n *letters) inCyrillic(s, version string) string {
	foreign := n.tajik + n.ha + n.short + n.ukraine + n.serbian
	switch {
	case n.serbian*50 > n.cyrillic: // Serbian, Macedonian and others
		return undetermined
	case n.tajik*100 > n.cyrillic:
		return "tg"
	case n.short*100 > n.cyrillic && n.kazakh+n.ha == 0:
		return "be"
	case (n.short+n.ha)*100 > n.cyrillic:
		return byWords(s, undetermined, "uz", "uz tg")
	case n.kazakh == n.schwa && n.schwa*50 > n.cyrillic && n.i == 0 && n.cyrillic > 2*leastLetters: // Tatar and others
		return undetermined
	case words.Base(version) == "kk" && n.kazakh+n.i > 0 && foreign == 0 && words.Base(byWords(s, version, "kk", "kk ru uk be ky")) == "kk":
		return version // a sentence may have few of the letters
	case (n.kazakh+n.kyrgyz)*50 > n.cyrillic && n.kazakh*8 > n.kyrgyz:
		return "kk"
	case n.kyrgyz*50 > n.cyrillic:
		return "ky"
	case n.russian == 0 && (n.ukraine*100 > n.cyrillic || n.i*50 > n.cyrillic):
		return "uk"
	case n.russian == 0 && n.hard > 0:
		return "bg"
	case n.i*50 > n.cyrillic:
		return byWords(s, version, "be", "be uk kk")
	case n.russian*200 > n.cyrillic && n.i+n.kyrgyz+foreign == 0:
		switch lang := byWords(s, undetermined, "ru", "ru kk ky"); {
		case lang == "kk", lang == "ky":
			return lang
		case words.Base(version) == "ru":
			return version
		}
		return "ru"
	}
	return byWords(s, version, "ru", "ru uk be bg ky uz")
}

// byWords counts common words of the languages listed. Where none has three, the
// version's language stands if it is one of the same letters, which usual says, unless
// it is English, which no text of some length is without.
func byWords(s, version, usual, list string) string {
	var hits tally
	small := 0
	for at := 0; at < len(s); {
		start := at
		for at < len(s) && s[at] != ' ' && s[at] != '\n' {
			at++
		}
		if start < at && lower(s[start]) {
			small++
		}
		if w := s[start:at]; len(w) > 0 && len(w) <= longestCommon && mayBeCommon[w[0]]>>len(w)&1 == 1 {
			for _, i := range commonWords[w] {
				hits[i]++
			}
		}
		at++
	}
	best := words.Base(version)
	if !strings.Contains(" "+list+" ", " "+best+" ") {
		best = usual
	}
	for lang := range strings.FieldsSeq(list) {
		if n := hits.of(lang); n > hits.of(best)+hits.of(best)/2 {
			best = lang
		}
	}
	switch {
	case best == "en" && hits.of("en") == 0 && small >= leastWords:
		return undetermined
	case best == words.Base(version):
		return version
	case hits.of(best) < leastHits && words.Base(version) != "kk" && strings.Contains(" "+list+" ", " "+words.Base(version)+" "):
		return version
	case hits.of(best) < leastHits:
		return undetermined
	}
	return best
}
