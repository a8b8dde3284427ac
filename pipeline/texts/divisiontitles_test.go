package texts

import (
	"strings"
	"testing"
)

func TestTitlesOfDivisions(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"below the heading, set apart", "Article 1\n\nScope\n\nThis Agreement applies to trade.\n\nArticle 2\n\nSettlement of disputes\n\n1. Disputes are settled.\n", `
heading: Article 1
heading (Article 1): Scope
paragraph (Article 1 > Scope): This Agreement applies to trade.
heading: Article 2
heading (Article 2): Settlement of disputes
list_item (Article 2 > Settlement of disputes): 1. Disputes are settled. [1.]`},
		{"in capitals", "ARTICLE 1\nSCOPE\nThis Agreement applies.\nARTICLE 2\nDISPUTES\nThey are settled.\n", `
heading: ARTICLE 1
heading (ARTICLE 1): SCOPE
paragraph (ARTICLE 1 > SCOPE): This Agreement applies.
heading: ARTICLE 2
heading (ARTICLE 2): DISPUTES
paragraph (ARTICLE 2 > DISPUTES): They are settled.`},
		{"in Russian", "Статья 1\n\nПредмет\n\nСоглашение касается торговли.\n\nСтатья 2\n\nУрегулирование споров\n\nСпоры урегулируются.\n", `
heading: Статья 1
heading (Статья 1): Предмет
paragraph (Статья 1 > Предмет): Соглашение касается торговли.
heading: Статья 2
heading (Статья 2): Урегулирование споров
paragraph (Статья 2 > Урегулирование споров): Споры урегулируются.`},
		{"a division within", "TITLE I\nGeneral Principles\nArticle 1\n1. The Parties agree.\n", `
heading: TITLE I
heading (TITLE I): General Principles
heading (TITLE I > General Principles): Article 1
list_item (TITLE I > General Principles > Article 1): 1. The Parties agree. [1.]`},
		{"over two lines", "Part one\n\nRules on the protection of\nthe sea\n\nChapter 1\n\nThe Parties agree.\n", `
heading: Part one
heading (Part one): Rules on the protection of/the sea
heading (Part one > Rules on the protection of the sea): Chapter 1
paragraph (Part one > Rules on the protection of the sea > Chapter 1): The Parties agree.`},
		{"figures apart, and without a space", "Article 1 0\nThe Parties agree.\nARTICLE11\nThe Parties part.\n", `
heading: Article 1 0
paragraph (Article 1 0): The Parties agree.
heading: ARTICLE11
paragraph (ARTICLE11): The Parties part.`},
		{"titles with numbers", "1. Scope of the rules\n\n1.1 The rules apply to all.\n\n1.2 They apply now.\n\n2. Goals\n\nThey are many.\n", `
heading: 1. Scope of the rules
paragraph (1. Scope of the rules): 1.1 The rules apply to all.
paragraph (1. Scope of the rules): 1.2 They apply now.
list_item (1. Scope of the rules): 2. Goals [2.]
paragraph (1. Scope of the rules): They are many.`},
		{"one article of three", "Article 1\n\nThe Parties exchange reports\n\nDone at Astana.\n\nArticle 2\n\nThe Parties agree.\n\nArticle 3\n\nThe Parties part.\n", `
heading: Article 1
paragraph (Article 1): The Parties exchange reports
paragraph (Article 1): Done at Astana.
heading: Article 2
paragraph (Article 2): The Parties agree.
heading: Article 3
paragraph (Article 3): The Parties part.`},
		{"what the next article follows", "Article 1\n\nThe Parties exchange reports\n\nArticle 2\n\nThe Parties exchange notes\n\nArticle 3\n\nThe Parties part.\n", `
heading: Article 1
paragraph (Article 1): The Parties exchange reports
heading: Article 2
paragraph (Article 2): The Parties exchange notes
heading: Article 3
paragraph (Article 3): The Parties part.`},
		{"enumerations", "Article 1\n\nThe Parties shall:\n\n(a) agree;\n\n(b) part.\n\nArticle 2\n\nThe Parties shall:\n\n(a) go.\n", `
heading: Article 1
paragraph (Article 1): The Parties shall:
list_item (Article 1): (a) agree; [(a)]
list_item (Article 1): (b) part. [(b)]
heading: Article 2
paragraph (Article 2): The Parties shall:
list_item (Article 2): (a) go. [(a)]`},
	} {
		if got := shape(readText(t, "a.txt", []byte(c.in), nil)); got != strings.TrimPrefix(c.want, "\n")+"\n" {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestDivisionsWhoseNumbersAreOddlyWritten(t *testing.T) {
	for text, want := range map[string]string{
		"Article 1 0": "article 10", "ARTICLE2": "article 2", "Part one": "part 1", "Часть первая": "part 1", "ARTICLE 8.61-A": "article 8.61",
		"Article 1 2 3": "", "Part of it": "", "Article2b": "", "Parties": "",
	} {
		if d, _ := divisionOf(text); d.String() != want {
			t.Errorf("%q: %q", text, d)
		}
	}
}

func TestOwnTitles(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one line", "Agreement between the Government of Peru and the Government of Chile on trade\n\nThe Parties agree.\n", `
heading: Agreement between the Government of Peru and the Government of Chile on trade
paragraph (Agreement between the Government of Peru and the Government of Chile on trade): The Parties agree.`},
		{"lines, a place and a day", "Agreement between the Government of Peru and the\nGovernment of Chile on the Use of Rivers that Cross\nBorders\n(Lima, May 2, 2001)\nThe Government of Peru and the Government of Chile\nhave agreed as follows.\n", `
heading: Agreement between the Government of Peru and the/Government of Chile on the Use of Rivers that Cross/Borders/(Lima, May 2, 2001)
paragraph (Agreement between the Government of Peru and the Government of Chile on the Use of Rivers that Cross Borders (Lima, May 2, 2001)): The Government of Peru and the Government of Chile/have agreed as follows.`},
		{"the word alone", "Protocol\n\nsetting out what may be fished\n\nArticle 1\n\nThe Parties agree.\n", `
heading: Protocol
heading: setting out what may be fished
heading: Article 1
paragraph (Article 1): The Parties agree.`},
		{"in Russian", "СОГЛАШЕНИЕ\nмежду Правительством Перу и Правительством Чили\nо торговле\n(г. Лима, 2 мая 2001 г.)\nСтороны согласились.\n", `
heading: СОГЛАШЕНИЕ/между Правительством Перу и Правительством Чили/о торговле/(г. Лима, 2 мая 2001 г.)
paragraph (СОГЛАШЕНИЕ между Правительством Перу и Правительством Чили о торговле (г. Лима, 2 мая 2001 г.)): Стороны согласились.`},
		{"a place and a day at the end", "Agreement between Peru and Chile on trade (Lima, 2 May 2001.)\nPeru and Chile agree.\n", `
heading: Agreement between Peru and Chile on trade (Lima, 2 May 2001.)
paragraph (Agreement between Peru and Chile on trade (Lima, 2 May 2001.)): Peru and Chile agree.`},
		{"a sentence", "Agreement was reached between Peru and Chile.\n\nThe Parties part.\n", `
paragraph: Agreement was reached between Peru and Chile.
paragraph: The Parties part.`},
		{"not at the beginning", "Peru\n\nAgreement between Peru and Chile\n\nThe Parties agree.\n", `
paragraph: Peru
paragraph: Agreement between Peru and Chile
paragraph: The Parties agree.`},
	} {
		if got := shape(readText(t, "a.txt", []byte(c.in), nil)); got != strings.TrimPrefix(c.want, "\n")+"\n" {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestTitlesOfDivisionsInOtherFormats(t *testing.T) {
	html := "<p>Convention on trade</p><p>Article 1</p><p>Scope</p><p>The Convention applies.</p><p>Article 2</p><p>Disputes</p><p>They are settled.</p>"
	want := `heading: Convention on trade
heading: Article 1
heading (Article 1): Scope
paragraph (Article 1 > Scope): The Convention applies.
heading: Article 2
heading (Article 2): Disputes
paragraph (Article 2 > Disputes): They are settled.
`
	if got := shape(readText(t, "a.html", []byte(html), nil)); got != want {
		t.Error(got)
	}
	for text, kind := range map[string]string{
		"__II. STRONG REGIONS.__": heading, "**First. Better laws.**": heading, "**Better laws**": heading,
		"**We agree.**": paragraph, "**We** agree with **you**": paragraph, "** **": paragraph, "____": paragraph,
	} {
		r := readText(t, "a.md", []byte("We speak.\n\n"+text+"\n\nWe end.\n"), nil)
		if len(r.passages) > 2 && r.passages[1].PassageType != kind {
			t.Errorf("%q: %s", text, shape(r))
		}
	}
}
