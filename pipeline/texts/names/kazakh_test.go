package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/schemas"
)

func kazakhAliases() []schemas.Alias {
	return []schemas.Alias{
		aliasIn("kk", "KAZ", "Қазақстан", "name"), aliasIn("kk", "KAZ", "Қазақстан Республикасы", "name"), aliasIn("kk", "KAZ", "қазақ", "adjective"), aliasIn("kk", "KAZ", "ҚР", "acronym"),
		aliasIn("kk", "RUS", "Ресей", "name"), aliasIn("kk", "RUS", "Ресей Федерациясы", "name"), aliasIn("kk", "RUS", "орыс", "adjective"), aliasIn("kk", "CHN", "Қытай", "name"), aliasIn("kk", "CHN", "қытай", "adjective"),
		aliasIn("kk", "CHN", "Қытай Халық Республикасы", "name"), aliasIn("kk", "TUR", "Түркия", "name"), aliasIn("kk", "TUR", "түрік", "adjective"), aliasIn("kk", "TKM", "Түрікменстан", "name"), aliasIn("kk", "TKM", "түрікмен", "adjective"),
		aliasIn("kk", "UZB", "Өзбекстан", "name"), aliasIn("kk", "TJK", "тәжік", "adjective"), aliasIn("kk", "UN", "БҰҰ", "acronym"), aliasIn("kk", "UN", "Біріккен Ұлттар Ұйымы", "name"), aliasIn("kk", "SCO", "ШЫҰ", "acronym"),
		aliasIn("kk", "USA", "АҚШ", "acronym"), aliasIn("kk", "KAZ", "Алматы", "capital"), aliasIn("kk", "AZE", "Баку", "capital"), aliasIn("kk", "CHN", "Бейжің", "capital"), aliasIn("kk", "GEO", "Тбилиси", "capital"),
		aliasIn("kk", "BLR", "Беларусь", "name"), aliasIn("kk", "FRA", "Париж", "capital"), aliasIn("kk", "CENTRAL_ASIA", "Орталық Азия", "name"), aliasIn("kk", "CA+DEU", "Орталық Азия – Германия", "name"), aliasIn("kk", "DEU", "Германия", "name"),
		aliasIn("kk", "EU", "Еуропалық Одақ", "name"), aliasIn("kk", "JPN", "жапон", "adjective"), aliasIn("kk", "MNG", "Моңғолия", "name"), aliasIn("kk", "IRN", "Иран", "name"), aliasIn("kk", "MLI", "Мали", "name"),
		aliasIn("kk", "WBG", "Дүниежүзілік банк", "name"), aliasIn("kk", "LUX", "Люксембург", "name"),
	}
}

func TestKazakhMentions(t *testing.T) {
	x := New(kazakhAliases(), nil, "kk")
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"cases behind a nasal, back vowels", "Қазақстан Қазақстанның Қазақстанға Қазақстанды Қазақстанда Қазақстаннан Қазақстанмен",
			append([]string{`"Қазақстан"=KAZ`}, plus("KAZ", "Қазақстанның Қазақстанға Қазақстанды Қазақстанда Қазақстаннан Қазақстанмен")...)},
		{"cases behind й, front vowels", "Ресейдің Ресейге Ресейді Ресейде Ресейден Ресеймен", plus("RUS", "Ресейдің Ресейге Ресейді Ресейде Ресейден Ресеймен")},
		{"cases behind a vowel", "Түркияның Түркияға Түркияны Түркияда Түркиядан Түркиямен", plus("TUR", "Түркияның Түркияға Түркияны Түркияда Түркиядан Түркиямен")},
		{"cases behind a voiceless consonant", "Еуропалық Одақтың, Еуропалық Одаққа, Еуропалық Одақпен", []string{`"Еуропалық Одақтың"=EU+`, `"Еуропалық Одаққа"=EU+`, `"Еуропалық Одақпен"=EU+`}},
		{"foreign vowels", "Бакудің Бакуде Тбилисиге Тбилисидің Беларуське Беларусьтің Парижбен Парижден", append(append(append(plus("AZE", "Бакудің Бакуде"), plus("GEO", "Тбилисиге Тбилисидің")...), plus("BLR", "Беларуське Беларусьтің")...), plus("FRA", "Парижбен Парижден")...)},
		{"two consonants at the end", "Дүниежүзілік банктің, Дүниежүзілік банкке, Люксембургте", []string{`"Дүниежүзілік банктің"=WBG+`, `"Дүниежүзілік банкке"=WBG+`, `"Люксембургте"=LUX+`}},
		{"the last word takes the ending", "Қазақстан Республикасының Ресей Федерациясымен Қытай Халық Республикасына Біріккен Ұлттар Ұйымында", []string{
			`"Қазақстан Республикасының"=KAZ+`, `"Ресей Федерациясымен"=RUS+`, `"Қытай Халық Республикасына"=CHN+`, `"Біріккен Ұлттар Ұйымында"=UN+`}},
		{"adjectives in -дық", "қазақстандық қазақстандықтардың Қазақстандағы ресейлік Ресейлік ресейліктер түркиялық", append(append(plus("KAZ", "қазақстандық қазақстандықтардың Қазақстандағы"), plus("RUS", "ресейлік Ресейлік ресейліктер")...), plus("TUR", "түркиялық")...)},
		{"names begin with a capital but in -дық", "қазақстан қазақстанға ресейде", nil},
		{"plurals and possessives", "қазақтар қазақтардың қазағы қазағымыз тәжігі орыстарға", append(plus("KAZ", "қазақтар қазақтардың қазағы қазағымыз"), append(plus("TJK", "тәжігі"), plus("RUS", "орыстарға")...)...)},
		{"attributive", "Ресей тарапы, қазақ-қытай шекарасы, Қазақстан-Ресей қатынастары", []string{`"Ресей"=RUS`, `"қазақ"=KAZ`, `"қытай"=CHN`, `"Қазақстан"=KAZ`, `"Ресей"=RUS`}},
		{"acronyms", "БҰҰ-ның, ШЫҰ-ға, АҚШ-пен, АҚШ’тың, ҚР", []string{`"БҰҰ"=UN+`, `"ШЫҰ"=SCO+`, `"АҚШ"=USA+`, `"АҚШ’тың"=USA+`, `"ҚР"=KAZ`}},
		{"no chain of suffixes", "Қазақстанбек қазақша Ресейнің Түркиянікі Иранбек Малидақ Қытайбай", nil},
		{"another people, not an instrumental", "түрікмен, түрікпен, Түрікменстанмен", []string{`"түрікмен"=TKM`, `"түрікпен"=TUR+`, `"Түрікменстанмен"=TKM+`}},
		{"in capitals", "Заң: ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ заңы", []string{`"ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ"=KAZ+`}},
		{"a format", "«Орталық Азия – Германия» форматы, Орталық Азияда", []string{`"Орталық Азия – Германия"=CA+DEU`, `"Орталық Азияда"=CENTRAL_ASIA+`}},
	} {
		if diff := cmp.Diff(c.want, marked(x, c.in)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}
