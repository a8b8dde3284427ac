package compare

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"multivector/pipeline/alignment"
	"multivector/schemas"
)

func side(id string, provisions ...string) Side {
	s := Side{Title: "Edition " + id, AdoptedOn: "2000"}
	s.Version = schemas.Version{VersionID: id, DocumentID: id, Lang: "en"}
	at := int32(3)
	for i, text := range provisions {
		n := int32(utf8.RuneCountInString(text))
		s.Provisions = append(s.Provisions, schemas.Provision{ProvisionID: fmt.Sprintf("%s#%d", id, i+1), VersionID: id, Seq: int32(i + 1), CharStart: at, CharEnd: at + n, Text: text})
		at += n + 1
	}
	return s
}

func comparison(t testing.TB, from, to Side) *Comparison {
	t.Helper()
	r, err := alignment.Align(context.Background(), &from.Edition, &to.Edition)
	if err != nil {
		t.Fatal(err)
	}
	return &Comparison{Release: "try/v1.0.0", From: from, To: to, Alignments: r.Alignments, Spans: r.Spans, Actors: r.Actors, Continuity: r.Continuity[0]}
}

var (
	before = []string{
		"The state keeps to its course of peace and good neighborhood.",
		"Visa rules for investors will be made simpler every year.",
		"Work on the status of the sea shall go on; fair use of the rivers remains a matter of daily talks.",
		"A world without nuclear weapons is the aim of each step.",
		"Compatriots abroad are helped to keep their language.",
	}
	after = []string{
		"A world without nuclear weapons is the aim of each step.",
		"The state keeps to its course of peace, balance and good neighborhood!",
		"Work on the status of the sea shall go on.",
		"Fair use of the rivers remains a matter of daily talks.",
		"Compatriots abroad are helped to keep their language.",
		"Digital trade needs <b>rules</b> & trust.",
	}
)

// short writes a row as change, from, to.
func short(r Row) string {
	var out []string
	for _, side := range [][]Cell{r.From, r.To} {
		var cells []string
		for _, x := range side {
			cells = append(cells, x.place()+" "+x.marked("[", "]"))
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return r.Change + ": " + strings.Join(out, " => ")
}

func TestRowsFollowTheLaterEdition(t *testing.T) {
	var got []string
	for _, r := range comparison(t, side("a", before...), side("b", after...)).Rows() {
		got = append(got, short(r))
	}
	want := []string{
		"moved: 4 A world without nuclear weapons is the aim of each step. => 1 A world without nuclear weapons is the aim of each step.",
		"modified: 1 The state keeps to its course of peace and good neighborhood. => 2 The state keeps to its course of peace, [balance] and good neighborhood!",
		"dropped: 2 Visa rules for investors will be made simpler every year. => ",
		"split: 3 Work on the status of the sea shall go on; fair use of the rivers remains a matter of daily talks. => 3 Work on the status of the sea shall go on. | 4 Fair use of the rivers remains a matter of daily talks.",
		"verbatim: 5 Compatriots abroad are helped to keep their language. => 5 Compatriots abroad are helped to keep their language.",
		"added:  => 6 Digital trade needs <b>rules</b> & trust.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestEveryProvisionIsShownOnceWithAllItsWords(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("state border treaty river; trade. peace energy, talks summit \u200f región граница 5% (a)"))
	sentence := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 1, 9).Draw(t, "words"), " ") })
	rapid.Check(t, func(t *rapid.T) {
		draw := func(id string) Side { return side(id, rapid.SliceOfN(sentence, 0, 9).Draw(t, id)...) }
		a, b := draw("a"), draw("b")
		r, err := alignment.Align(context.Background(), &a.Edition, &b.Edition)
		if err != nil {
			t.Fatal(err)
		}
		c := &Comparison{From: a, To: b, Alignments: r.Alignments, Spans: r.Spans}
		shown := map[string]string{}
		for _, row := range c.Rows() {
			for _, x := range append(slices.Clone(row.From), row.To...) {
				if _, twice := shown[x.ID]; twice {
					t.Errorf("%s is shown twice", x.ID)
				}
				shown[x.ID] = x.marked("", "")
			}
		}
		for _, s := range []Side{a, b} {
			for _, p := range s.Provisions {
				squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
				if squeeze(shown[p.ProvisionID]) != squeeze(clean(p.Text)) {
					t.Errorf("%s is shown as %q, and is %q", p.ProvisionID, shown[p.ProvisionID], p.Text)
				}
			}
		}
	})
}

func TestThePageNeedsNothingFromOutside(t *testing.T) {
	c := comparison(t, side("a", before...), side("b", after...))
	write := func() string {
		var b strings.Builder
		if err := c.Page(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	page := write()
	if found := regexp.MustCompile(`(?i)(src|href)=|url\(|@import|https?:|fetch\(|XMLHttp`).FindString(page); found != "" {
		t.Errorf("the page has %q", found)
	}
	if strings.Contains(page, "<b>rules</b>") || !strings.Contains(page, "&lt;b&gt;rules&lt;/b&gt; &amp; trust") {
		t.Error("a text is taken for markup")
	}
	for _, want := range []string{
		`<tr class="split">`, `<ins>balance</ins>`, `<p id="a#2">`, "aligned on the spot", "default-src 'none'", `> dropped (1)</label>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if write() != page {
		t.Error("the second page differs")
	}
}

func TestModalityIsShownWhereItChanged(t *testing.T) {
	a, b := side("a", before[0], before[2]), side("b", after[1], after[2], after[3])
	a.Provisions[0].Deontic, b.Provisions[0].Deontic = "must", "may"
	a.Provisions[1].Deontic, b.Provisions[1].Deontic, b.Provisions[2].Deontic = "must", "must", "none"
	rows := comparison(t, a, b).Rows()
	if len(rows) != 2 || !slices.Equal(rows[0].Deontic, []string{"must > may"}) || rows[1].Change != "split" || rows[1].Deontic != nil {
		t.Errorf("%+v", rows)
	}
}

func TestTextCannotSteerTheTerminal(t *testing.T) {
	var b strings.Builder
	comparison(t, side("a", "Red \x1b[31m alarm\x07 and \u202edrow\u202c here."), side("b", "Nothing\tof\n\nthat.")).Text(&b, false)
	if strings.ContainsAny(b.String(), "\x1b\x07\u202e\u202c\t") || !strings.Contains(b.String(), "Nothing of that.") {
		t.Errorf("%q", b.String())
	}
}

func TestTextMarksWords(t *testing.T) {
	c := comparison(t, side("a", "Visa rules will be simpler for all investors."), side("b", "Visa rules must be simpler for all investors."))
	for color, want := range map[bool]string{
		false: "modified similarity 0.81\n  A 1 Visa rules [-will-] be simpler for all investors.\n  B 1 Visa rules {+must+} be simpler for all investors.\n",
		true:  "\x1b[1mmodified\x1b[0m similarity 0.81\n  A 1 Visa rules \x1b[31;9mwill\x1b[0m be simpler for all investors.\n  B 1 Visa rules \x1b[32;4mmust\x1b[0m be simpler for all investors.\n",
	} {
		var b strings.Builder
		c.Text(&b, color)
		if !strings.HasSuffix(b.String(), want) {
			t.Errorf("got %q, want it to end with %q", b.String(), want)
		}
	}
}

func TestHeadingsOfTheLaterEditionAreShownOnce(t *testing.T) {
	a, b := side("a", before...), side("b", after...)
	b.Headings = map[string]string{"b#1": "Peace", "b#2": "Peace > Trade\n\x1b[31m"}
	for _, p := range b.Provisions[2:] {
		b.Headings[p.ProvisionID] = b.Headings["b#2"]
	}
	var page, text strings.Builder
	c := comparison(t, a, b)
	if err := c.Page(&page); err != nil {
		t.Fatal(err)
	}
	c.Text(&text, false)
	if n := strings.Count(page.String(), `<tr class="section">`); n != 2 || !strings.Contains(page.String(), `scope="rowgroup">Peace</th>`) {
		t.Errorf("%d headings", n)
	}
	if strings.Count(text.String(), "B under: Peace > Trade") != 1 || strings.Contains(text.String(), "\x1b") {
		t.Error(text.String())
	}
}
