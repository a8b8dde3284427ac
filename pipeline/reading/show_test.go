package reading

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts"
	"multivector/schemas"
)

// sample is a heading, and a provision that begins at character 7 and names one
// actor surely and one unsurely, the second within the evidence for a statement.
func sample() Document {
	const text = "Russia must not leave Georgia <b>."
	day, _ := schemas.NewDate(1994, 5, 1)
	return Document{texts.Sample{
		Document: schemas.Document{IssuerActorID: "KAZ", AdoptedOn: schemas.Some(day)},
		Version:  schemas.Version{File: "a.txt", Lang: "en", MediaType: "text/plain", Encoding: "utf-8", NWords: 6},
		Passages: []schemas.Passage{
			{PassageID: "1", PassageType: "heading", Text: "Goals"},
			{PassageID: "2", PassageType: "paragraph", HeadingPath: "Goals", Text: text, Flags: "mojibake", Lang: "ru"},
		},
		Provisions: []schemas.Provision{{
			ProvisionID: "2.1", PassageID: "2", Label: "3", Text: text, CharStart: 7, CharEnd: 7 + int32(len(text)),
			Deontic: "must_not", Obligation: schemas.Some(int32(3)),
		}},
		Mentions: []schemas.Mention{
			{MentionID: "m1", ProvisionID: "2.1", ActorID: "RUS", CharStart: 7, CharEnd: 13},
			{MentionID: "m2", ProvisionID: "2.1", Ambiguous: true, CharStart: 29, CharEnd: 36},
		},
		Candidates: []schemas.MentionCandidate{{MentionID: "m2", ActorID: "GEO"}, {MentionID: "m2", ActorID: "USA"}},
		Statements: []schemas.Statement{{
			ProvisionID: "2.1", StatementType: "red_line", TopicCode: "security", Stance: "oppose", Negated: true, TargetActorID: "GEO",
			EvidenceStart: 14, EvidenceEnd: 36, RuleID: "en-red-line",
		}},
	}}
}

func TestTextShowsEveryPassageWithItsCodes(t *testing.T) {
	var out bytes.Buffer
	d := sample()
	d.Text(&out, false)
	want := `text/plain, utf-8, read by  
read with the names that are valid on 1994-05-01, as words of KAZ in no kind of document
language en; 6 words in 2 passages and 1 provisions
2 mentions of actors, 1 of them ambiguous; 1 statements

Goals

  (language ru; mojibake)
  [3] Russia{RUS} must not leave Georgia{GEO|USA?} <b>.
      must_not, obligation 3
      red_line, security, oppose, negated, to GEO [en-red-line]
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// Of several statements, each has a number, which stands behind its evidence.
func TestEvidenceLeadsToItsStatement(t *testing.T) {
	d := sample()
	second := d.Statements[0]
	second.StatementType, second.EvidenceStart, second.EvidenceEnd = "claim", 14, 18
	lead := second
	lead.StatementType, lead.EvidenceStart, lead.EvidenceEnd = "goal", 1, 5
	d.Statements = append(d.Statements, second, lead)
	d.Passages[1].Division, d.Passages[0].Division = "article 1", "article 1"
	d.LeftOut, d.Repairs = "page_number=1;separator=2", make([]schemas.Repair, 3)
	var text, page bytes.Buffer
	d.Text(&text, false)
	if err := d.Page(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Russia{RUS} must(2) not leave Georgia{GEO|USA?}(1) <b>.", "1 red_line, security", "2 claim, security", "3 goal, security, oppose, negated, to GEO [en-red-line] (from the lead-in)",
		"3 repairs of the text\nleft out: page_number=1, separator=2", "(article 1)\nGoals\n", "(language ru; mojibake)",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in\n%s", want, text.String())
		}
	}
	for _, want := range []string{
		"<u>must</u><sup>2</sup>", "</mark></u><sup>1</sup>", `<li style="--depth: 0"><a href="#p0">Goals</a></li>`, `<h2 role="heading" aria-level="2">Goals</h2>`,
		`<div class="unit" id="2.1"><a class="at" href="#2.1" title="2.1">`,
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

func TestThePageEscapesTheText(t *testing.T) {
	var out bytes.Buffer
	d := sample()
	if err := d.Page(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<mark title="">Russia<b>RUS</b></mark> <u>must not leave </u><u><mark class="unsure" title="">Georgia<b>GEO|USA?</b></mark></u> &lt;b&gt;.`,
		"red_line, security, oppose, negated, to GEO [en-red-line]", "language ru; mojibake",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

// What could steer a terminal or turn the direction of writing is not passed on.
func TestControlCharactersAreLeftOut(t *testing.T) {
	if got := clean("a\x1b[31mb\u202ec\nd"); got != "a[31mbc d" {
		t.Errorf("%q", got)
	}
}
