package texts

import (
	"testing"
	"unicode/utf8"
)

func TestDivisionsHaveTheSameNamesInEveryLanguage(t *testing.T) {
	for in, want := range map[string]string{
		"Article 5": "article 5", "ARTICLE V": "article 5", "Статья 5": "article 5", "СТАТЬЯ V.": "article 5", "5-бап": "article 5", "5 бап.": "article 5", "Бап 5": "article 5",
		"Article 5. Goals": "article 5", "Статья 5. Цели": "article 5", "5-бап. Мақсаттар": "article 5", "Статья 1 Определение терминов": "article 1",
		"Статья 5-1": "article 5-1", "Chapter XIV": "chapter 14", "Глава ХІV": "chapter 14", "Глава ІІІ. Цели": "chapter 3", "3-тарау": "chapter 3",
		"Раздел II": "section 2", "2-бөлім": "section 2", "Annex": "annex", "Annex A": "", "Annex II": "annex 2", "Приложение № 2": "annex 2", "2-қосымша": "annex 2", "ҚОСЫМША": "annex",
		"Preamble": "preamble", "ПРЕАМБУЛА": "preamble", "Кіріспе": "preamble",
		// No headings:
		"Article 51 of the Charter": "", "Статья 5 настоящего Закона": "", "5-бап негізінде": "", "5-баптың": "", "article 5": "", "Article": "", "Статья": "",
		"Articles 2 and 3": "", "Article 5. The Parties agree.": "", "Part of it": "", "Part I want": "", "5 States": "", "Annexes": "", "Article IIII": "", "С согласия сторон": "", "1995": "",
	} {
		d, _ := divisionOf(in)
		if d.String() != want {
			t.Errorf("%q is %q, want %q", in, d, want)
		}
		if _, ok := rankOf(in, utf8.RuneCountInString(in)); !ok && want != "" {
			t.Errorf("%q is no heading", in)
		}
	}
}

func TestRomanNumbers(t *testing.T) {
	for in, want := range map[string]int{"I": 1, "IV": 4, "XIX": 19, "ІІІ": 3, "ХІV": 14, "ХХ": 20, "MCMXCI": 1991, "IIII": 0, "VX": 0, "": 0, "IM": 0, "A": 0} {
		if got := romanValue(in); got != want {
			t.Errorf("%q is %d, want %d", in, got, want)
		}
	}
}
