package texts

import (
	"strings"
	"testing"

	"multivector/schemas"
)

func TestNotes(t *testing.T) {
	for _, c := range []struct{ name, file, in, want string }{
		{"Markdown", "a.md", "We agree[^1] on all[^b].\n\n[^1]: See the Charter\nof 1945.\n[^b]: As said.\n\nThey part.", `
paragraph: We agree[^1] on all[^b].
footnote: [^1]: See the Charter/of 1945.
footnote: [^b]: As said.
paragraph: They part.`},
		{"a note within a text", "a.txt", "61.\tWe have agreed.\n3 See Report of the Conference, chap. I.\nand we part.\n62.\tWe go.", `
list_item: 61.	We have agreed. [61.]
footnote: 3 See Report of the Conference, chap. I.
paragraph: and we part.
list_item: 62.	We go. [62.]`},
		{"numbers with strokes", "a.txt", "We recall the report. 1/ It is so, 2/ we say.\n\n1/ Document A/50/1 of the\nGeneral Assembly.\n2/ Official Records.\n\nThey part.", `
paragraph: We recall the report. 1/ It is so, 2/ we say.
footnote: 1/ Document A/50/1 of the/General Assembly.
footnote: 2/ Official Records.
paragraph: They part.`},
		{"behind a rule", "a.txt", "The Parties* agree on trade.1\n\n_______\n* In force.\n1 The term covers\ngoods.\n\nThey part.", `
paragraph: The Parties* agree on trade.1
footnote: * In force.
footnote: 1 The term covers/goods.
paragraph: They part.
left out: separator=1`},
		{"endnotes", "a.txt", "We agree.\n\nENDNOTES\n\n1. The first.\n\n2. The second\nof all.\n\nAnnex 1\n\n1. The Parties agree.", `
paragraph: We agree.
heading: ENDNOTES
footnote (ENDNOTES): 1. The first.
footnote (ENDNOTES): 2. The second/of all.
heading (ENDNOTES): Annex 1
list_item (ENDNOTES > Annex 1): 1. The Parties agree. [1.]`},
	} {
		if got := shape(readText(t, c.file, []byte(c.in), nil)); got != strings.TrimPrefix(c.want, "\n")+"\n" {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestWhatIsNoNote(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"a resolution's number at a line end", "We recall resolution\n60/288 and we recall resolution\n60/1 as well."},
		{"nobody refers to it", "We agree.\n\n1/ The Parties agree.\n\n_______\n1 The Parties part."},
		{"a list of stars behind a rule", "We agree:\n_______\n* one;\n* two."},
		{"a provision that begins with the word", "1. See to it that all agree.\n2. See that they part."},
		{"signatures", "For the Government of Kazakhstan\n__________\nFor the Government of Russia"},
		{"operative notes", "Notes\n\n1. This heading covers tea.\n2. It covers rice."},
		{"years", "In trade.19 years passed.\n1990 See what came."},
		{"articles", "We recall Article\n51 Charter of all."},
	} {
		for _, p := range readText(t, "a.txt", []byte(c.in), nil).passages {
			if p.PassageType == footnote {
				t.Errorf("%s: %q", c.name, p.Text)
			}
		}
	}
}

// A note in the middle of an enumeration does not end it.
func TestAnEnumerationGoesOnBehindANote(t *testing.T) {
	r := readText(t, "a.txt", []byte("The Parties agree on:\n(a) trade;\n3 See the Charter, Article 1.\n(b) peace."), nil)
	last := r.provisions[len(r.provisions)-1]
	if len(r.provisions) != 4 || last.ListPosition != schemas.Some(int32(2)) || last.ParentProvisionID != r.provisions[0].ProvisionID {
		t.Errorf("%s\n%+v", shape(r), r.provisions)
	}
}
