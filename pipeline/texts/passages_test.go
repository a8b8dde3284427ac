package texts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes blocks in short: kind, headings above, text.
func show(s string, blocks []block) []string {
	var out []string
	for _, b := range blocks {
		kind := map[string]string{heading: "h", paragraph: "p", listItem: "l", frontMatter: "f"}[b.kind]
		if b.excluded != "" {
			kind = "- " + b.excluded
		}
		path := ""
		if b.path != "" {
			path = " [" + b.path + "]"
		}
		out = append(out, fmt.Sprintf("%s%s: %s", kind, path, s[b.start:b.end]))
	}
	return out
}

func TestPlainTextIsCutAsItsLayoutShows(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"blank lines", "One.\n\n \t\nTwo.\n", []string{"p: One.", "p: Two."}},
		{"one line, no end", "One", []string{"p: One"}},
		{"a page ends inside a sentence", "We see\n\nthat it is so.", []string{"p: We see\n\nthat it is so."}},
		{"a page number", "We see\n\n17\n\nthat it is so.\n45 10-55103\nEnd.", []string{"p: We see", "- page_number: 17", "p: that it is so.", "- page_number: 45 10-55103", "p: End."}},
		{"a separator", "One.\n* * *\nTwo.", []string{"p: One.", "- separator: * * *", "p: Two."}},
		{"numbers", "1.\tWe agree.\n2.\tWe part.\n1945 was a year.", []string{"l: 1.\tWe agree.", "l: 2.\tWe part.\n1945 was a year."}},
		{"indentation", "We speak of peace and of the\nmany ways to it that we have.\n Second, we speak of trade and\nof all that it brings to us.", []string{
			"p: We speak of peace and of the\nmany ways to it that we have.", "p: Second, we speak of trade and\nof all that it brings to us.",
		}},
		{"a short last line", "We speak of peace and of the\nmany ways.\nSecond, we speak of trade and\nof all that it brings to us.", []string{
			"p: We speak of peace and of the\nmany ways.", "p: Second, we speak of trade and\nof all that it brings to us.",
		}},
		{"headings", "CHARTER OF PEACE\nChapter 1. Goals\nArticle 1\nWe agree.\nArticle 2\nWe part.\nChapter II\nEnd.", []string{
			"h: CHARTER OF PEACE", "h [CHARTER OF PEACE]: Chapter 1. Goals", "h [CHARTER OF PEACE > Chapter 1. Goals]: Article 1",
			"p [CHARTER OF PEACE > Chapter 1. Goals > Article 1]: We agree.", "h [CHARTER OF PEACE > Chapter 1. Goals]: Article 2",
			"p [CHARTER OF PEACE > Chapter 1. Goals > Article 2]: We part.", "h [CHARTER OF PEACE]: Chapter II", "p [CHARTER OF PEACE > Chapter II]: End.",
		}},
		{"numbers on lines of their own", "1.\n\nWe agree.\n\n(a)\n\nWe part.\n\n2.\nWe go.\n3.\n4.\nEnd.", []string{"l: 1.\n\nWe agree.", "l: (a)\n\nWe part.", "l: 2.\nWe go.", "l: 3.", "l: 4.\nEnd."}},
		{"no heading", "We act under\nArticle 51 of the Charter", []string{"p: We act under\nArticle 51 of the Charter"}},
	} {
		if diff := cmp.Diff(c.want, show(c.in, plain(c.in))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// A line of more than a printed line's length shows that lines are paragraphs.
func TestALineIsAParagraphWhereLinesAreLong(t *testing.T) {
	long := "This sentence is longer than any line that was ever printed in a book or in a record of a meeting, and goes on and on until"
	in := long + " it ends.\nShort one.\n" + long + "\nThe New Year comes, and\nthen it ends."
	want := []string{"p: " + long + " it ends.", "p: Short one.", "p: " + long + "\nThe New Year comes, and\nthen it ends."}
	if diff := cmp.Diff(want, show(in, plain(in))); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownIsCutByItsMarks(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"front matter", "---\ntitle: x\n---\nOne.", []string{"f: ---\ntitle: x\n---", "p: One."}},
		{"no front matter", "One.\n\n---\n\nTwo.", []string{"p: One.", "- separator: ---", "p: Two."}},
		{"headings", "# A #\n\n## B\nOne.\n\n# C\nD\n===\nTwo.\n\nE\n---\nThree.", []string{
			"h: A", "h [A]: B", "p [A > B]: One.", "h: C", "h: D", "p [D]: Two.", "h [D]: E", "p [D > E]: Three.",
		}},
		{"lists", "We want:\n- peace\n  for all;\n- trade.\n\n1. One.\n2. Two.", []string{"p: We want:", "l: - peace\n  for all;", "l: - trade.", "l: 1. One.", "l: 2. Two."}},
		{"emphasis is no list", "*Peace* is good.\n**Trade** too.", []string{"p: *Peace* is good.\n**Trade** too."}},
		{"number signs without a space", "#peace", []string{"p: #peace"}},
	} {
		if diff := cmp.Diff(c.want, show(c.in, markdown(c.in))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ in, text, shape, body string }{
		{"1. We", "1.", "1.", "We"},
		{"4.1. We", "4.1.", "1.1.", "We"},
		{"4.1.2) We", "4.1.2)", "1.1.1)", "We"},
		{"(12) We", "(12)", "(1)", "We"},
		{"a) we", "a)", "a)", "we"},
		{"(iv) we", "(iv)", "(i)", "we"},
		{"б) мы", "б)", "a)", "мы"},
		{"•\twe", "•", "•", "we"},
		{"– we", "–", "–", "we"},
		{"“2. We", "2.", "1.", "We"},
		{"74.\n We", "74.", "1.", "We"},
	} {
		l, ok := labelOf(c.in)
		if !ok || l.text != c.text || l.shape != c.shape || c.in[l.body:] != c.body {
			t.Errorf("%q: %v %+v", c.in, ok, l)
		}
	}
	for _, in := range []string{"1945. We", "3.5 million", "1.", "1.We", "A. Smith", "I. Newton", "-we", "(see) we", "", "“", "1) ", "U.S. policy"} {
		if l, ok := labelOf(in); ok {
			t.Errorf("%q has the label %+v", in, l)
		}
	}
}
