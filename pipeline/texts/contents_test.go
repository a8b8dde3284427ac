package texts

import (
	"strings"
	"testing"

	"multivector/pipeline/texts/formats/formatstest"
)

func TestContents(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a heading, leaders and page numbers", "CONTENTS\nPreface .... iii\nGoals .... 1\nMeans .... 17\n\nGoals\n\nWe agree.", `
contents: CONTENTS/Preface .... iii/Goals .... 1/Means .... 17
heading: Goals
paragraph (Goals): We agree.`},
		{"lines that were joined", "Contents Preface . . . iv I. The State and\nits Goals ... 1 II. Means. . 17\n\nPreface We agree.\n\nI. The State and its Goals The State agrees. Means are its own.", `
contents: Contents Preface . . . iv I. The State and/its Goals ... 1 II. Means. . 17
heading: Preface
paragraph (Preface): We agree.
heading: I. The State and its Goals
paragraph (I. The State and its Goals): The State agrees. Means are its own.`},
		{"two pages", "Содержание\n\nЦели … 3\nСредства … 15\n\n\n\nЗаключение … 30\n\nМы согласны.", `
contents: Содержание
contents: Цели … 3/Средства … 15
contents: Заключение … 30
paragraph: Мы согласны.`},
		{"no heading", "Goals ... 1\nMeans of the\nState ... 3\nTrade ... 9\nPeace ... 9\nThe end ... 20\n\nWe agree.", `
contents: Goals ... 1/Means of the/State ... 3/Trade ... 9/Peace ... 9/The end ... 20
paragraph: We agree.`},
		{"no leaders", "Contents\n\nGoals 3\nMeans of trade and of\nthe economy 7\n\nThe end 12\n\nGoals\n\nWe agree.", `
contents: Contents
contents: Goals 3/Means of trade and of/the economy 7
contents: The end 12
heading: Goals
paragraph (Goals): We agree.`},
		{"titles alone", "Contents\nPreface\nI. Goals\nII. Means\nThe end\n\nPreface\n\nWe agree.", `
contents: Contents/Preface/I. Goals/II. Means/The end
heading: Preface
paragraph (Preface): We agree.`},
	} {
		r := readText(t, "a.txt", []byte(c.in), nil)
		if got := shape(r); got != strings.TrimPrefix(c.want, "\n")+"\n" {
			t.Errorf("%s:\n%s", c.name, got)
		}
		for _, u := range r.provisions {
			if strings.Contains(u.Text, "Means") && !strings.Contains(u.Text, "own") {
				t.Errorf("%s: %q is a provision", c.name, u.Text)
			}
		}
	}
}

// Titles that a table lists without its heading or page numbers come again, each above a
// text of its own.
func TestContentsThatTheTextRepeats(t *testing.T) {
	text := strings.Repeat("The State acts as it said that it would, in this field as in all the others of which this book speaks. ", 3)
	titles := []string{"Goals and Means", "The State and Trade", "War and Peace", "Work for All", "Peace in Asia"}
	body := ""
	for _, title := range titles {
		body += "\n\n" + title + "\n\n" + text
	}
	table := "A Policy for All Preface\n" + strings.Join(titles, "\n") + "\nThe 3nd qz IV. End\n"
	for _, c := range []struct {
		name, in string
		n        int // tables
	}{
		{"a table and the damaged line behind it", table + "This book was written by many, of whom few are known, and it is read by all who want to know what the State has done and what it wants to do in all the fields of which it speaks, and in all others that come to mind." + body, 1},
		{"titles that come again, but with no text below them", strings.Join(titles, "\n") + "\n\n" + strings.Repeat(text, 20) + "\n\n" + strings.Join(titles, "\n"), 0},
		{"another order", table + text + "\n\n" + strings.Join([]string{titles[4], text, titles[3], text, titles[2], text, titles[1], text, titles[0], text, text}, "\n\n"), 0},
	} {
		var found []string
		for _, p := range readText(t, "a.txt", []byte(c.in), nil).passages {
			if p.PassageType == contents {
				found = append(found, p.Text)
			}
		}
		if len(found) != c.n || c.n > 0 && found[0] != strings.TrimSuffix(table, "\n") {
			t.Errorf("%s: %q", c.name, found)
		}
	}
}

func TestWhatIsNoTableOfContents(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"amounts with leaders", "Wheat ... 15\nRice ... 7\nTea ... 120\nCotton ... 12\nCoal ... 80\nOil ... 3"},
		{"amounts without leaders", "Quotas by year\nWheat 15\nRice 17\nTea 20\nCotton 30\nCoal 80"},
		{"numbers of articles", "The following articles are amended:\nArticle 5\nArticle 7\nArticle 9\nArticle 12\nArticle 15"},
		{"the word in a sentence", "Contents of the package are listed below.\nThe Parties agree.\nThey part.\nThey go.\nThey end."},
		{"a heading above a text", "Contents\nThe Parties agree.\nThey part."},
		{"years behind an ellipsis", "We agreed ... 1990\nWe agreed ... 1991\nWe agreed ... 1992\nWe agreed ... 1993\nWe agreed ... 1994"},
		{"an ellipsis in a long text", strings.Repeat("We have said, and say again before this Assembly ... 3 times, that "+strings.Repeat("we agree with all that was said here, ", 6), 6)},
	} {
		for _, p := range readText(t, "a.txt", []byte(c.in), nil).passages {
			if p.PassageType == contents {
				t.Errorf("%s: %q", c.name, p.Text)
			}
		}
	}
}

func TestContentsInOtherFormats(t *testing.T) {
	html := "<p>Contents</p><p>Goals .... 1</p><p>Means .... 17</p><h1>Goals</h1><p>We agree.</p>"
	for name, data := range map[string][]byte{
		"a.html": []byte(html), "a.xml": []byte("<doc>" + html + "</doc>"), "a.md": []byte("Contents\nGoals .... 1\nMeans .... 17\n\n# Goals\n\nWe agree."),
		"akn.xml": []byte(strings.Replace(formatstest.Akn, "<body>", "<body><toc><tocItem>Goals 1</tocItem></toc>", 1)),
		"a.odt":   formatstest.ODT(t, `<text:table-of-content><text:index-body><text:p>Goals 1</text:p></text:index-body></text:table-of-content><text:p>We agree.</text:p>`),
	} {
		got := ""
		for _, p := range readText(t, name, data, nil).passages {
			if p.PassageType == contents {
				got += p.Text + " "
			}
		}
		if !strings.Contains(got, "Goals") || strings.Contains(got, "agree") {
			t.Errorf("%s: %q", name, got)
		}
	}
}
