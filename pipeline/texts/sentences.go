package texts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"multivector/pipeline/texts/words"
)

// conventions are what a language's writing adds to the sentence boundaries of
// UAX #29.
type conventions struct {
	titles   map[string]bool // abbreviations that never end a sentence
	numbers  map[string]bool // that don't if a number follows
	closers  map[string]bool // that may end one
	starters map[string]bool // words that begin one behind these, or behind an acronym with periods
}

// A language without an entry has the boundaries of UAX #29 as they are.
var languages = map[string]conventions{
	"en": {
		titles: set("Mr Mrs Ms Mx Dr Prof Messrs Mme Mlle St Ste Gen Lt Col Maj Capt Cdr Adm Sgt Gov Sen Rep Rev Hon Amb Pres Fr Sr Jr " +
			"vs viz cf al e.g i.e H.E H.M H.R.H"),
		numbers: set("No Nos no nos Art Arts art arts Para Paras para paras Sec Sect sec sect Ch ch Chap chap Vol vol Fig fig p pp col cols rev Rev add Add " +
			"Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"),
		starters: set("A An And As At But By For From He Her His However I If In It Its Many No On Our She Since So Such That The Their There These They This Those Thus To We What When While With You"),
	},
	"ru": {
		titles:   set("им акад проф ген г-н г-жа т.е т.к т.н ср см напр обл р-н ул просп пос гг г.г тыс гос внеш"),
		numbers:  set("№ ст стст п пп ч гл разд рис табл с т тт абз подп янв фев февр мар апр июн июл авг сен сент окт нояб ноя дек"),
		closers:  set("г в вв др пр т.д т.п млн млрд трлн руб долл тг стр экз чел"),
		starters: set("А В Все Вместе Для До Его Ее Если За Затем И Из Их К Как Когда Кроме Мы На Наш Наша Но О Об Он Она Они По Поэтому При С Сегодня Со Среди Так Также Такой Таким То У Это Этот Эта Эти Я"),
	},
	"kk": {
		titles:   set("проф акад ген обл ауд көш атын мыс қ т.с"),
		numbers:  set("№ б бб т тт гл қаң ақп нау сәу мам мау шіл там қыр қаз қар жел"),
		closers:  set("ж жж ғ ғғ т.б ж.б т.с.с б.з млн млрд трлн мың тг долл"),
		starters: set("Ал Алайда Бірақ Біз Бұл Бүгін Бүгінгі Енді Егер Және Мен Мұның Ол Олар Осы Осыған Сондай-ақ Сондықтан Сонымен Сол Қазір Әр"),
	},
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// cut gives the sentences of a flat stretch, white space at their ends left out.
func (c conventions) cut(s string) []span {
	var out []span
	iter := sentences.FromString(s)
	start := 0
	for iter.Next() {
		start = c.lost(s, start, iter.Start(), iter.End(), &out)
		if end := iter.End(); !c.goesOn(s[start:end], s[end:]) {
			out = keep(s, span{start, end}, out)
			start = end
		}
	}
	return keep(s, span{start, len(s)}, out)
}

// keep adds a sentence. What holds no letter or digit belongs to the one before.
func keep(s string, in span, out []span) []span {
	in = trim(s, in)
	switch {
	case in.start == in.end:
	case len(out) > 0 && !strings.ContainsFunc(s[in.start:in.end], words.IsRune):
		out[len(out)-1].end = in.end
	default:
		out = append(out, in)
	}
	return out
}

// lost ends sentences where the space behind them was lost, as in
// "independence.The". It looks between two positions, of which the sentence may
// begin before the first.
func (c conventions) lost(s string, start, from, end int, out *[]span) int {
	for at := from; ; {
		i := strings.IndexAny(s[at:end], ".?!")
		if i < 0 {
			return start
		}
		at += i + 1
		if at-3 >= start && at < end && lower(s[at-2]) && lower(s[at-3]) && upper(s[at]) {
			*out = keep(s, span{start, at}, *out)
			start = at
		}
	}
}

// goesOn reports whether a boundary of UAX #29 is none in this language: behind
// an abbreviation or initial, behind a number that only begins a sentence, or inside a
// word.
func (c conventions) goesOn(before, after string) bool {
	if c.titles == nil {
		return false
	}
	if strings.HasSuffix(before, "?") && unicode.IsLower(words.FirstRune(after)) {
		return true // "Kazakhstan?s", where an apostrophe was lost
	}
	before = strings.TrimRight(before, " ")
	if after == "" || !strings.HasSuffix(before, ".") {
		return !strings.ContainsFunc(before, words.IsRune)
	}
	before = strings.Trim(strings.TrimSuffix(before, "."), " ") // "the U ." as printed letters were recognized
	last := before[strings.LastIndexAny(before, " ([“\"‘'—–")+1:]
	last = strings.TrimLeftFunc(last, func(r rune) bool { return !words.IsRune(r) })
	next, _, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	switch {
	case last != "" && len(last) <= 3 && strings.Trim(last, "0123456789") == "":
		rest := strings.TrimRight(strings.TrimSuffix(before, last), " ")
		return rest == "" || strings.HasSuffix(rest, ":") || strings.HasSuffix(rest, ";") // "1." as a label
	case romanValue(last) > 0 && strings.TrimSpace(strings.TrimSuffix(before, last)) == "": // "IV." as a label
		return true
	case c.titles[last], initial(last) && last != "I":
		return true
	case c.numbers[last]:
		return strings.ContainsAny(next[:min(1, len(next))], "0123456789(IVX")
	case c.closers[last], periods(last):
		return !c.starters[strings.TrimRight(next, ",")]
	}
	return false
}

// initial reports whether a word is one capital letter.
func initial(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	return n == len(w) && unicode.IsUpper(r)
}

// periods reports whether a word is an acronym written with periods, such as
// "U.S", its last one left out.
func periods(w string) bool {
	if len(w) < 3 || len(w)%2 == 0 {
		return false
	}
	for i := 0; i < len(w); i++ {
		if i%2 == 0 && !upper(w[i]) || i%2 == 1 && w[i] != '.' {
			return false
		}
	}
	return true
}

func lower(c byte) bool { return 'a' <= c && c <= 'z' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }
