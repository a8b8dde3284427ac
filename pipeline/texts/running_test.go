package texts

import (
	"strings"
	"testing"
)

func TestHeadingsWithinLines(t *testing.T) {
	const long = "The Parties, which have met and have weighed all that was said in the talks between them, have agreed on what stands below: "
	for _, c := range []struct{ name, in, want string }{
		{"an agreement on one line", long + "Article 1 Trade is free. It stays so. Article 2 Open Markets 1. The Parties open markets. 2. They close none. Article 3 Scope The rules apply to all.", `
paragraph: ` + strings.TrimSpace(long) + `
heading: Article 1
paragraph (Article 1): Trade is free. It stays so.
heading: Article 2
heading (Article 2): Open Markets
paragraph (Article 2 > Open Markets): 1. The Parties open markets. 2. They close none.
heading: Article 3
heading (Article 3): Scope
paragraph (Article 3 > Scope): The rules apply to all.`},
		{"chapters above articles", long + "CHAPTER I GOODS Article 1 Trade is free. Article 2 It stays so. CHAPTER II SERVICES Article 3 They are free, too.", `
paragraph: ` + strings.TrimSpace(long) + `
heading: CHAPTER I GOODS
heading (CHAPTER I GOODS): Article 1
paragraph (CHAPTER I GOODS > Article 1): Trade is free.
heading (CHAPTER I GOODS): Article 2
paragraph (CHAPTER I GOODS > Article 2): It stays so.
heading: CHAPTER II SERVICES
heading (CHAPTER II SERVICES): Article 3
paragraph (CHAPTER II SERVICES > Article 3): They are free, too.`},
		{"a protocol behind it, and figures that stand apart", long + strings.Join(strings.Fields(`
Article_1_A. Article_2_B. Article_3_C. Article_4_D. Article_5_E. Article_6_F. Article_7_G. Article_8_H. Article_9_I. Article_1_0_J. Article_1_K. Article_2_L. Article_3_M.`), " "), `
heading: Article 1
heading: Article 2
heading: Article 3
heading: Article 4
heading: Article 5
heading: Article 6
heading: Article 7
heading: Article 8
heading: Article 9
heading: Article 1 0
heading: Article 1
heading: Article 2
heading: Article 3`},
		{"small letters", strings.ToLower(long) + "ARTICLE 1scope1. the rules apply to all.2. none is left out ARTICLE 21. trade is free.2. markets are open.3. all agree ARTICLE 3the parties meet each year", `
paragraph: ` + strings.ToLower(strings.TrimSpace(long)) + `
heading: ARTICLE 1
heading (ARTICLE 1): scope
list_item (ARTICLE 1 > scope): 1. the rules apply to all. [1.]
list_item (ARTICLE 1 > scope): 2. none is left out [2.]
heading: ARTICLE 2
list_item (ARTICLE 2): 1. trade is free. [1.]
list_item (ARTICLE 2): 2. markets are open. [2.]
list_item (ARTICLE 2): 3. all agree [3.]
heading: ARTICLE 3
paragraph (ARTICLE 3): the parties meet each year`},
		{"Roman figures behind which words begin with i", strings.ToLower(long) + "ARTICLE ithe parties trade ARTICLE iiin trade they agree.part ii: the end ARTICLE iiiit ends here", `
paragraph: ` + strings.ToLower(strings.TrimSpace(long)) + `
heading: ARTICLE i
paragraph (ARTICLE i): the parties trade
heading: ARTICLE ii
paragraph (ARTICLE ii): in trade they agree.
heading: part ii:
heading (part ii:): the end
heading (part ii: > the end): ARTICLE iii
paragraph (part ii: > the end > ARTICLE iii): it ends here`},
		{"Russian", "Стороны, которые провели переговоры и обсудили всё, что было сказано между ними на этих встречах, договорились о нижеследующем: Статья 1 Торговля свободна. Статья 2 Рынки открыты. Статья 3 Споры решают Стороны.", `
paragraph: Стороны, которые провели переговоры и обсудили всё, что было сказано между ними на этих встречах, договорились о нижеследующем:
heading: Статья 1
paragraph (Статья 1): Торговля свободна.
heading: Статья 2
paragraph (Статья 2): Рынки открыты.
heading: Статья 3
paragraph (Статья 3): Споры решают Стороны.`},
	} {
		got := shape(readText(t, "a.txt", []byte(strings.ReplaceAll(c.in, "_", " ")), nil))
		if strings.HasPrefix(c.want, "\nheading") { // headings alone
			var kept []string
			for l := range strings.Lines(got) {
				if strings.HasPrefix(l, "heading") {
					kept = append(kept, l)
				}
			}
			got = strings.Join(kept, "")
		}
		if got != strings.TrimPrefix(c.want, "\n")+"\n" {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

// A reference begins no article, whatever its number.
func TestReferencesToArticlesStayInTheText(t *testing.T) {
	for _, in := range []string{
		"We act under Article 1 of the Charter, which says what all of us know and what few of us do, and under Article 2 of it. Article 3 The rest of it is as good.",
		"We recall that Article 1 The Peace, Article 2 The Law and Article 4 The Courts are the titles of the Charter, and nobody here or elsewhere doubts them at all.",
		"Article 1 says that all are free. Article 2 says that all are equal. Article 3 says that all are brothers, and so on, as all of us know who have read the text.",
		"Much was said here. Article 5 We know it well. Article 6 We know it, too. Article 7 And this one, of which nobody here or elsewhere has ever been in any doubt.",
	} {
		for _, p := range readText(t, "a.txt", []byte(in), nil).passages {
			if p.PassageType == heading {
				t.Errorf("%q is a heading in %q", p.Text, in)
			}
		}
	}
}
