package texts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// joined puts a text behind paragraphs whose printed lines were joined, but for those
// before a capital letter.
func joined(s string) string {
	broken := "The policy of the State rests on the consent of its people and on the laws that they have given themselves, and it is carried out by the\nGovernment in the name of all.\n\n"
	return strings.Repeat(broken, leastBroken) + s
}

func TestTextsWhoseLinesWereJoined(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string // passages
	}{
		{"a name behind a line end", "We work with President\nSmith and with the Aral\nSea States.", []string{"paragraph: We work with President/Smith and with the Aral/Sea States."}},
		{"a comma", "We know Mongolia, China,\nIndia and Japan.", []string{"paragraph: We know Mongolia, China,/India and Japan."}},
		{"two sentences", "We agree.\nThey part.", []string{"paragraph: We agree.", "paragraph: They part."}},
		{"a title by itself", "Peace and Trade\n\nWe agree on all.", []string{"heading: Peace and Trade", "paragraph (Peace and Trade): We agree on all."}},
		{"a title over two lines", "Peace and Trade in the\nRegion of Asia\n\nWe agree on all.", []string{"heading: Peace and Trade in the/Region of Asia", "paragraph (Peace and Trade in the Region of Asia): We agree on all."}},
		{"a title above its text", "The Means of the State\nThe State has means.", []string{"heading: The Means of the State", "paragraph (The Means of the State): The State has means."}},
		{"a title that comes again", "Peace and Trade\n\nWe agree on all.\n\nPeace and Trade\nSerious talks go on.", []string{
			"heading: Peace and Trade", "paragraph (Peace and Trade): We agree on all.", "heading: Peace and Trade", "paragraph (Peace and Trade): Serious talks go on.",
		}},
		{"a title with a Roman number", "IV. Conclusions\n\nPeace and Trade\n\nWe agree on all.", []string{"heading: IV. Conclusions", "heading (IV. Conclusions): Peace and Trade", "paragraph (IV. Conclusions > Peace and Trade): We agree on all."}},
		{"a dash", "We support new forums\n - such as the council - in all.", []string{"paragraph: We support new forums/ - such as the council - in all."}},
		{"bullets", "We support new forums\n* We say so\n* They say so", []string{"paragraph: We support new forums", "list_item: * We say so [*]", "list_item: * They say so [*]"}},
		{"initials before a name", "This was said by the U.S.\nTrade Office and by Admiral John B.\nMiller, who agree.", []string{"paragraph: This was said by the U.S./Trade Office and by Admiral John B./Miller, who agree."}},
		{"initials that end a sentence", "We met them in the U.S.\nThey agree.", []string{"paragraph: We met them in the U.S.", "paragraph: They agree."}},
		{"initials before a title", "We met them in the U.S.\nThe Means of Trade\nThe State has means.", []string{"paragraph: We met them in the U.S.", "heading: The Means of Trade", "paragraph (The Means of Trade): The State has means."}},
		{"a number before a name", "This is what stands in Annex B.\nChina agrees.", []string{"paragraph: This is what stands in Annex B.", "paragraph: China agrees."}},
		{"a page between initials and a name", "This was said by the U.S.\n\n12\n\nTrade Office.", []string{"paragraph: This was said by the U.S./Trade Office.", "left out: page_number=1"}},
		{"a page between a name's words", "This was said in the United\n\n\n\nStates of America.", []string{"paragraph: This was said in the United////States of America."}},
	} {
		r := readText(t, "a.txt", []byte(joined(c.in)), nil)
		got := strings.Split(strings.TrimSpace(shape(r)), "\n")[leastBroken:]
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// What a line end cannot mean is the same in every text.
func TestLinesThatBreakOff(t *testing.T) {
	for _, c := range []struct {
		name, in string
		n        int // passages
	}{
		{"an article", "We trust in the\n\nCharter.", 1}, {"a preposition", "Мы верим в\n\nУстав.", 1}, {"a conjunction", "The Parties and\n\nThe States agree.", 1},
		{"part of an enumeration", "The Parties agree; and\n\nThe States agree.", 2}, {"recitals", "Recalling the Charter,\n\nRecognizing the need,\n\nThe Parties agree.", 3},
		{"initials", "The U.S.\n\nmilitary is there.", 1}, {"initials with spaces", "The U .S .\n\nmilitary is there.", 1}, {"a sentence that ends with initials", "It is in the U.S.\n\nWe go.", 2},
		{"a quotation", "the so-called \"wars of the free\"\n\nthrough which they rule.", 1},
		{"initials of a name", "V. Ivanov\n\nWe agree.", 2},
	} {
		if r := readText(t, "a.txt", []byte(c.in), nil); len(r.passages) != c.n {
			t.Errorf("%s: %s", c.name, shape(r))
		}
	}
}

func TestRomanTitles(t *testing.T) {
	for title, want := range map[string]bool{
		"IV. Conclusions": true, "II. Advancing Our Interests": true, "I. The State and its Goals": true, "III. INTEGRATED APPROACHES": true,
		"V. Ivanov": false, "I. A. Karim": false, "II. The parties agree": false, "II. The Parties Agree.": false, "II. Advancing Our Interests Through": false, "IIII. Goals": false, "C. General Provisions": false,
	} {
		if romanTitle(title) != want {
			t.Errorf("%q: %v", title, !want)
		}
	}
}

func TestGluedTitles(t *testing.T) {
	const table = "CONTENTS\nPreface ... i\nI. Goals and Means ... 1\nARMS CONTROL ... 3\nTrade ... 4\nAfrica ... 7\n\n"
	for _, c := range []struct{ name, in, title, text string }{
		{"a word that begins a sentence", "I. Goals and Means The State has goals.", "I. Goals and Means", "The State has goals."},
		{"over a line end", "I. Goals and\nMeans The State has goals.", "I. Goals and\nMeans", "The State has goals."},
		{"capitals", "ARMS CONTROL Kazakhstan has no such arms.", "ARMS CONTROL", "Kazakhstan has no such arms."},
		{"the same word again", "Trade Trade grows.", "Trade", "Trade grows."},
		{"recognized badly", "I . Goals  and Means The State has goals.", "I . Goals  and Means", "The State has goals."},
	} {
		r := readText(t, "a.txt", []byte(table+c.in), nil)
		if len(r.repairs) != 1 || len(r.passages) != 3 {
			t.Errorf("%s: %+v\n%s", c.name, r.repairs, shape(r))
			continue
		}
		title, text, x := r.passages[1], r.passages[2], r.repairs[0]
		if title.Text != c.title || title.PassageType != heading || text.Text != c.text || x.RuleID != gluedTitle || x.Original != " " || x.PassageID != "" {
			t.Errorf("%s: %+v\n%s", c.name, x, shape(r))
		}
	}
	for _, in := range []string{"Africa Command is there.", "Africa is there.", "goals and means The State", "We trade. Trade Unions grow."} {
		if r := readText(t, "a.txt", []byte(table+in), nil); len(r.repairs) != 0 {
			t.Errorf("%q: %+v", in, r.repairs)
		}
	}
}
