package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// testAliases is small, and holds what is difficult.
func testAliases(t testing.TB) []schemas.Alias {
	list := []schemas.Alias{
		alias("CHN", "China", "name"), alias("CIS", "Commonwealth of Independent States", "name"), alias("CIV", "Côte d'Ivoire", "name"), alias("GEO", "Georgia", "name"),
		alias("APEC", "Asia-Pacific Economic Cooperation", "name"), alias("C5_USA", "C5+1", "name"), alias("UZB", "Tashkent", "capital"),
		alias("GNB", "Guinea-Bissau", "name"), alias("GIN", "Guinea", "name"), alias("KAZ", "Kazakh", "adjective"), alias("KAZ", "Kazakhstan", "name"),
		alias("KAZ", "Kazakstan", "name"), alias("KOR", "Korea", "name"), alias("PRK", "Korea", "name"), alias("PRK", "North Korea", "name"), alias("KOR", "South Korea", "name"), alias("CENTRAL_ASIA", "Central Asia", "name"), alias("CENTRAL_ASIA", "Central Asian", "adjective"), alias("SOUTH_ASIA", "South Asian", "adjective"), alias("NORTHEAST_ASIA", "North-East Asian", "adjective"),
		alias("THE_COMMONWEALTH", "the Commonwealth", "name"), alias("THE_WEST", "the West", "name"), alias("USA", "U.S.", "acronym"), alias("USA", "US", "acronym"), alias("USA", "United States", "name"),
		alias("USA", "United States of America", "name"), alias("WHO", "WHO", "acronym"),
	}
	for i := range list {
		a := &list[i]
		switch a.Alias {
		case "Georgia", "WHO":
			a.Ambiguous = true
		case "Kazakstan":
			a.ValidFrom, a.ValidTo = day(t, "1995-06-01"), day(t, "1997-12-31")
		}
	}
	return list
}

func TestMentions(t *testing.T) {
	x := New(testAliases(t), nil, "en")
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"the longest name", "The United States of America and the United States.", []string{`"United States of America"=USA`, `"United States"=USA`}},
		{"a longer name begins inside", "the Commonwealth of Independent States and the Commonwealth", []string{`"Commonwealth of Independent States"=CIS`, `"the Commonwealth"=THE_COMMONWEALTH`}},
		{"white space in a name", "United\nStates \t of America", []string{`"United\nStates \t of America"=USA`}},
		{"whole words only", "Chinatown, Indochina, Kazakhstani", nil},
		{"case counts", "china and who", nil},
		{"capitals, as in a heading", "The speech of KAZAKHSTAN AND CHINA", []string{`"KAZAKHSTAN"=KAZ`, `"CHINA"=CHN`}},
		{"possessive", "Kazakhstan's and China’s aims; the United States' too", []string{`"Kazakhstan"=KAZ+`, `"China"=CHN+`, `"United States"=USA`}},
		{"possessive in capitals", "On KAZAKHSTAN’S AIMS", []string{`"KAZAKHSTAN"=KAZ+`}},
		{"plural", "Kazakhs in two Koreas; several Tashkents", []string{`"Kazakhs"=KAZ+`, `"Koreas"=?KOR?PRK+`}},
		{"several actors", "North Korea and Korea", []string{`"North Korea"=PRK`, `"Korea"=?KOR?PRK`}},
		{"something else", "Georgia and WHO", []string{`"Georgia"=?GEO`, `"WHO"=?WHO`}},
		{"apostrophes", "Cote d'Ivoire, Côte d’Ivoire, Côte d'Ivoire", []string{`"Côte d’Ivoire"=CIV`, `"Côte d'Ivoire"=CIV`}},
		{"hyphens", "Guinea-Bissau, Guinea\u2011Bissau, Guinea - Bissau", []string{`"Guinea-Bissau"=GNB`, `"Guinea‑Bissau"=GNB`, `"Guinea"=GIN`}},
		{"a hyphenated name at a line end", "Asia-\nPacific Economic Cooperation", []string{`"Asia-\nPacific Economic Cooperation"=APEC`}},
		{"a hyphenated name whose line end was taken out", "Asia- Pacific Economic Cooperation, Guinea- China", []string{`"Asia- Pacific Economic Cooperation"=APEC`, `"Guinea"=GIN`, `"China"=CHN`}},
		{"a broken word at a line end", "Kazakh-\nstan's aims, Kazakh-\nChinese", []string{`"Kazakh-\nstan"=KAZ+`, `"Kazakh"=KAZ`}},
		{"periods in a name", "U.S. aims, the U.S., and US", []string{`"U.S."=USA`, `"U.S."=USA`, `"US"=USA`}},
		{"amounts of money", "US$8.3 billion, US $ 5, $US 4, and US aid", []string{`"US"=USA`}},
		{"in compounds", "a Kazakh-Chinese and pro-US C5+1", []string{`"Kazakh"=KAZ`, `"US"=USA`, `"C5+1"=C5_USA`}},
		{"the first word of a sentence", "The West and the West, West", []string{`"The West"=THE_WEST`, `"the West"=THE_WEST`}},
		{"a lost space", "of Kazakhstan.China is", []string{`"Kazakhstan"=KAZ`, `"China"=CHN`}},
		{"emphasis", "_China_ **China** _China's_", []string{`"China"=CHN`, `"China"=CHN`, `"China"=CHN+`}},
		{"not over the end of a provision", "We are United. States agree.", nil},
		{"a name shares its end with the next", "North and South Korea, in West or South Korea, China and South Korea", []string{`"North"=PRK`, `"South Korea"=KOR`, `"South Korea"=KOR`, `"China"=CHN`, `"South Korea"=KOR`}},
		{"several names share their end", "the North-East, South and Central Asian states; Central Asian, Korean", []string{`"North-East"=NORTHEAST_ASIA`, `"South"=SOUTH_ASIA`, `"Central Asian"=CENTRAL_ASIA`, `"Central Asian"=CENTRAL_ASIA`}},
		{"a part of the world without a capital", "in central Asia, and central China", []string{`"central Asia"=CENTRAL_ASIA`, `"China"=CHN`}},
		{"labels name nobody", "(a) China", []string{`"China"=CHN`}},
	} {
		if diff := cmp.Diff(c.want, marked(x, c.in)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestAnAliasNamesItsActorInItsTimeOnly(t *testing.T) {
	x := New(testAliases(t), nil, "en")
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"1994-01-01", "1994-12-31", 0},
		{"1995-01-01", "1995-12-31", 1}, // only the year is known, and the alias begins in it
		{"1995-01-01", "1995-01-01", 0},
		{"1997-12-31", "1997-12-31", 1},
		{"1998-01-01", "1998-01-01", 0},
		{"", "", 1}, // nothing is known
	} {
		from, to := lookup.Ever, lookup.Never
		if c.from != "" {
			from, to = day(t, c.from).V, day(t, c.to).V
		}
		if n := len(find(x, "Kazakstan", from, to)); n != c.want {
			t.Errorf("%s to %s: %d mentions, want %d", c.from, c.to, n, c.want)
		}
	}
}

func TestALexiconHoldsOneLanguage(t *testing.T) {
	list := testAliases(t)
	list[0].Lang = "ru"
	if got := marked(New(list, nil, "en-GB"), "China, Kazakhstan"); len(got) != 1 {
		t.Error(got)
	}
}
