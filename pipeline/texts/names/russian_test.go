package names

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/schemas"
)

func russianAliases() []schemas.Alias {
	list := []schemas.Alias{
		aliasIn("ru", "RUS", "Россия", "name"), aliasIn("ru", "RUS", "Российская Федерация", "name"), aliasIn("ru", "RUS", "российский", "adjective"), aliasIn("ru", "RUS", "россиянин", "demonym"),
		aliasIn("ru", "KAZ", "Казахстан", "name"), aliasIn("ru", "KAZ", "Республика Казахстан", "name"), aliasIn("ru", "KAZ", "казахстанский", "adjective"), aliasIn("ru", "KAZ", "казахстанец", "demonym"),
		aliasIn("ru", "KAZ", "Алма-Ата", "capital"), aliasIn("ru", "CHN", "Китай", "name"), aliasIn("ru", "CHN", "китайский", "adjective"), aliasIn("ru", "CHN", "китаец", "demonym"),
		aliasIn("ru", "CHN", "Китайская Народная Республика", "name"), aliasIn("ru", "USA", "Соединённые Штаты Америки", "name"), aliasIn("ru", "USA", "США", "acronym"),
		aliasIn("ru", "CSTO", "Организация Договора о коллективной безопасности", "name"), aliasIn("ru", "CIS", "Содружество Независимых Государств", "name"),
		aliasIn("ru", "UN", "Организация Объединённых Наций", "name"), aliasIn("ru", "UN", "Объединённые Нации", "name"), aliasIn("ru", "UN", "ООН", "acronym"), aliasIn("ru", "EU", "Европейский союз", "name"),
		aliasIn("ru", "IRN", "Иран", "name"), aliasIn("ru", "IRN", "иранский", "adjective"), aliasIn("ru", "IRN", "Исламская Республика Иран", "name"), aliasIn("ru", "MLI", "Мали", "name"),
		aliasIn("ru", "CHL", "Чили", "name"), aliasIn("ru", "CUB", "Куба", "name"), aliasIn("ru", "CUB", "кубинский", "adjective"), aliasIn("ru", "OMN", "Оман", "name"), aliasIn("ru", "IRQ", "Ирак", "name"),
		aliasIn("ru", "TCD", "Чад", "name"), aliasIn("ru", "GEO", "Тбилиси", "capital"), aliasIn("ru", "GEO", "грузин", "demonym"), aliasIn("ru", "PER", "Перу", "name"), aliasIn("ru", "BLR", "Беларусь", "name"),
		aliasIn("ru", "EGY", "Египет", "name"), aliasIn("ru", "BIH", "Босния и Герцеговина", "name"), aliasIn("ru", "ARE", "Объединённые Арабские Эмираты", "name"),
		aliasIn("ru", "CENTRAL_ASIA", "Центральная Азия", "name"), aliasIn("ru", "SOUTHEAST_ASIA", "Юго-Восточная Азия", "name"), aliasIn("ru", "MIDDLE_EAST", "Ближний Восток", "name"),
		aliasIn("ru", "CIV", "Кот-д’Ивуар", "name"), aliasIn("ru", "LKA", "Шри-Ланка", "name"), aliasIn("ru", "PNG", "Папуа — Новая Гвинея", "name"), aliasIn("ru", "FRA", "франко-", "adjective"),
		aliasIn("ru", "TUR", "турок", "demonym"), aliasIn("ru", "GBR", "англичанин", "demonym"), aliasIn("ru", "PHL", "Филиппины", "name"), aliasIn("ru", "FRA", "Париж", "capital"),
		aliasIn("ru", "CA+DEU", "Центральная Азия – Германия", "name"), aliasIn("ru", "DEU", "Германия", "name"), aliasIn("ru", "CSTO", "ОДКБ", "acronym"), aliasIn("ru", "MHL", "Маршалловы Острова", "name"),
		aliasIn("ru", "KOR", "Республика Корея", "name"), aliasIn("ru", "CICA", "Совещание по взаимодействию и мерам доверия в Азии", "name"), aliasIn("ru", "ASIA", "Азия", "name"),
	}
	return list
}

func TestRussianMentions(t *testing.T) {
	x := New(russianAliases(), nil, "ru")
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"cases of a feminine noun", "Россия, России, Россию, Россией", []string{`"Россия"=RUS`, `"России"=RUS+`, `"Россию"=RUS+`, `"Россией"=RUS+`}},
		{"cases of a masculine noun", "Казахстана Казахстану Казахстаном Казахстане", []string{`"Казахстана"=KAZ+`, `"Казахстану"=KAZ+`, `"Казахстаном"=KAZ+`, `"Казахстане"=KAZ+`}},
		{"a stem in й", "Китая, Китаю, Китаем, Китае", []string{`"Китая"=CHN+`, `"Китаю"=CHN+`, `"Китаем"=CHN+`, `"Китае"=CHN+`}},
		{"behind a hushing consonant", "с Парижем, о Париже", []string{`"Парижем"=FRA+`, `"Париже"=FRA+`}},
		{"a feminine soft sign", "Беларуси, с Беларусью", []string{`"Беларуси"=BLR+`, `"Беларусью"=BLR+`}},
		{"a fleeting vowel", "Египта, в Египте", []string{`"Египта"=EGY+`, `"Египте"=EGY+`}},
		{"words that agree", "Российской Федерации, Российскую Федерацию, Российской Федерацией", []string{`"Российской Федерации"=RUS+`, `"Российскую Федерацию"=RUS+`, `"Российской Федерацией"=RUS+`}},
		{"words that do not agree are none", "Российская Федерации", []string{`"Российская"=RUS+`}},
		{"three words that agree", "Китайской Народной Республикой", []string{`"Китайской Народной Республикой"=CHN+`}},
		{"only the head", "Республики Казахстан, Республикой Корея", []string{`"Республики Казахстан"=KAZ+`, `"Республикой Корея"=KOR+`}},
		{"adjective and head, the rest stands", "в Исламской Республике Иран", []string{`"Исламской Республике Иран"=IRN+`}},
		{"a head with a long rest", "Организацией Договора о коллективной безопасности", []string{`"Организацией Договора о коллективной безопасности"=CSTO+`}},
		{"a neuter head", "Содружества Независимых Государств; Совещанием по взаимодействию и мерам доверия в Азии", []string{`"Содружества Независимых Государств"=CIS+`, `"Совещанием по взаимодействию и мерам доверия в Азии"=CICA+`}},
		{"plural names", "Соединёнными Штатами Америки, из Объединённых Арабских Эмиратов, на Филиппинах, с Филиппин, Маршалловых Островов", []string{`"Соединёнными Штатами Америки"=USA+`, `"Объединённых Арабских Эмиратов"=ARE+`, `"Филиппинах"=PHL+`, `"Филиппин"=PHL+`, `"Маршалловых Островов"=MHL+`}},
		{"plurals in -ии", "народы Объединенных Наций, Объединёнными Нациями", []string{`"Объединенных Наций"=UN+`, `"Объединёнными Нациями"=UN+`}},
		{"е for ё", "Соединенные Штаты Америки, Организацией Объединенных Наций", []string{`"Соединенные Штаты Америки"=USA`, `"Организацией Объединенных Наций"=UN+`}},
		{"two nouns joined", "Боснии и Герцеговине; Папуа - Новой Гвинеи", []string{`"Боснии и Герцеговине"=BIH+`, `"Папуа - Новой Гвинеи"=PNG+`}},
		{"no endings", "в Тбилиси и Перу, Чили, ООН и США", []string{`"Тбилиси"=GEO`, `"Перу"=PER`, `"Чили"=CHL`, `"ООН"=UN`, `"США"=USA`}},
		{"hyphens", "Юго-Восточной Азии, Шри-Ланкой, Кот-д'Ивуаром, в Алма-Ате", []string{`"Юго-Восточной Азии"=SOUTHEAST_ASIA+`, `"Шри-Ланкой"=LKA+`, `"Кот-д'Ивуаром"=CIV+`, `"Алма-Ате"=KAZ+`}},
		{"soft adjectives", "на Ближнем Востоке, Ближнего Востока", []string{`"Ближнем Востоке"=MIDDLE_EAST+`, `"Ближнего Востока"=MIDDLE_EAST+`}},
		{"adjectives", "казахстанский казахстанская казахстанское казахстанские казахстанского казахстанской казахстанскому казахстанскую казахстанским казахстанском казахстанских казахстанскими Казахстанской",
			append([]string{`"казахстанский"=KAZ`}, plus("KAZ", "казахстанская казахстанское казахстанские казахстанского казахстанской казахстанскому казахстанскую казахстанским казахстанском казахстанских казахстанскими Казахстанской")...)},
		{"persons", "казахстанца, казахстанцы, казахстанцев, китайцами, россияне, россиян, англичане, турки, турок, грузинам",
			[]string{`"казахстанца"=KAZ+`, `"казахстанцы"=KAZ+`, `"казахстанцев"=KAZ+`, `"китайцами"=CHN+`, `"россияне"=RUS+`, `"россиян"=RUS+`, `"англичане"=GBR+`, `"турки"=TUR+`, `"турок"=TUR`, `"грузинам"=GEO+`}},
		{"compounds", "российско-казахстанские, казахстано-китайского, Казахстанско-китайской, франко-российским", []string{
			`"российско"=RUS+`, `"казахстанские"=KAZ+`, `"казахстано"=KAZ+`, `"китайского"=CHN+`, `"Казахстанско"=KAZ+`, `"китайской"=CHN+`, `"франко"=FRA`, `"российским"=RUS+`}},
		{"the first part of a compound stands before a hyphen only", "российско, казахстано и ирано", nil},
		{"a lost space", "за Правительство Казахстана:за Правительство Чили.Россия", []string{`"Казахстана"=KAZ+`, `"Чили"=CHL`, `"Россия"=RUS`}},
		{"in capitals", "Заявление ПРАВИТЕЛЬСТВА РОССИЙСКОЙ ФЕДЕРАЦИИ", []string{`"РОССИЙСКОЙ ФЕДЕРАЦИИ"=RUS+`}},
		{"capitals behind the first word are not settled", "Европейского Союза, Содружество независимых государств, Российской федерации", []string{`"Европейского Союза"=EU+`, `"Содружество независимых государств"=CIS`, `"Российской федерации"=RUS+`}},
		{"names begin with a capital", "россия, казахстаном, сша, иран", nil},
		{"other words", "россыпь Россыпь роман Роман малый Малый Малийский ураки кубок Кубка кубик чадо Чада́ин Иранка Россиянка чилийка Китайгородский", nil},
		{"a format is no sum of its sides", "формат «Центральная Азия – Германия», Центральная Азия — Германия, Центральная Азия-Германия", []string{
			`"Центральная Азия – Германия"=CA+DEU`, `"Центральная Азия — Германия"=CA+DEU`, `"Центральная Азия-Германия"=CA+DEU`}},
		{"not a format", "Центральная Азия и Германия", []string{`"Центральная Азия"=CENTRAL_ASIA`, `"Германия"=DEU`}},
	} {
		if diff := cmp.Diff(c.want, marked(x, c.in)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func plus(actor, words string) (out []string) {
	for _, w := range strings.Fields(words) {
		out = append(out, `"`+w+`"=`+actor+"+")
	}
	return out
}

// No form of a name is a form of another actor's, unless both are ambiguous:
// the rules must not make one name out of another.
func TestFormsOfNamesStayApart(t *testing.T) {
	for _, lang := range []string{"en", "ru", "kk"} {
		x := ownLexicon(t, lang)
		for _, names := range x.names {
			for i, n := range names {
				for _, m := range names[:i] {
					if n.alias.ActorID != m.alias.ActorID && n.from <= m.to && m.from <= n.to && !n.alias.Ambiguous && !m.alias.Ambiguous {
						t.Errorf("%s: a form of %s is one of %s", lang, n.alias.AliasID, m.alias.AliasID)
					}
				}
			}
		}
	}
}

// A text that somebody put into small letters names actors all the same, but for
// names that are words, and names as short as words.
func TestATextWithoutCapitals(t *testing.T) {
	x := New(russianAliases(), nil, "ru")
	in := strings.Repeat("стороны обмениваются сведениями о работах и мерах, принятых по настоящему соглашению. ", 8) +
		"за правительство российской федерации, за правительство республики казахстан, в иране и на кубе, россияне сша."
	want := []string{`"российской федерации"=RUS+`, `"республики казахстан"=KAZ+`, `"россияне"=RUS+`}
	if diff := cmp.Diff(want, marked(x, in)); diff != "" {
		t.Error(diff)
	}
	in = "ARTICLE 1" + strings.Repeat("the parties shall exchange data on works and measures under this agreement ", 10) +
		"for the food and agriculture organization of the united nations, spain's ministry, the united nations population fund, china to the west of turkey, mali and the charter of the united nations"
	want = []string{`"food and agriculture organization of the united nations"=FAO`, `"spain"=ESP+`, `"united nations population fund"=UNFPA`, `"china"=CHN`}
	if diff := cmp.Diff(want, marked(ownLexicon(t, "en"), in)); diff != "" {
		t.Error(diff)
	}
	if got := marked(x, "Стороны. "+in[:40]+" за правительство республики казахстан"); len(got) > 0 {
		t.Errorf("a short text: %q", got)
	}
}
