package texts

import (
	"strings"
	"testing"
)

func TestTitlesOnOneLineWithASentence(t *testing.T) {
	for in, want := range map[string]string{
		"Public Diplomacy We have a duty to speak.":                            "Public Diplomacy",
		"National Defense The Federal Guard is ready.":                         "National Defense",
		"Space The U.S. program goes on.":                                      "Space",
		"Threats to U.S. Interests The world is not at rest.":                  "Threats to U.S. Interests",
		"Updating Our Economic Policy As we go on, we change.":                 "Updating Our Economic Policy",
		"II. Means of the State In our view they grow.":                        "II. Means of the State",
		"Regional Trade At the same time we trade.":                            "Regional Trade",
		"Arms and Trade Arms and trade are two things.":                        "Arms and Trade",
		"POLITICAL ELEMENTS OF POWER We are faced with much.":                  "POLITICAL ELEMENTS OF POWER",
		"I. Means For a Safer,\nRicher Day Our policy must be judged by that.": "I. Means For a Safer,\nRicher Day",
		"Law Enforcement\nCooperation As threats grow, so does the law.":       "Law Enforcement\nCooperation",
		"Responding to Crises Because our means alone cannot do it.":           "Responding to Crises",
	} {
		r := readText(t, "a.txt", []byte("We agree.\n\n"+in+"\n"), nil)
		if len(r.passages) != 3 || r.passages[1].Text != want || r.passages[1].PassageType != heading || r.passages[2].HeadingPath == "" {
			t.Errorf("%q: %s", in, shape(r))
			continue
		}
		if x := r.repairs; len(x) != 1 || x[0].RuleID != openingTitle || x[0].Original != " " {
			t.Errorf("%q: %+v", in, x)
		}
		if got := strings.Join(strings.Fields(r.passages[1].Text+" "+r.passages[2].Text), " "); got != strings.Join(strings.Fields(in), " ") {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestTitlesOnTheLineAboveASentence(t *testing.T) {
	if r := readText(t, "a.txt", []byte("We agree.\n\n1\nI. Goals We must speak.\n"), nil); len(r.repairs) != 1 {
		t.Error(shape(r))
	}
	r := readText(t, "a.txt", []byte("We agree.\n\nGoals of the Policy\nSince the end of the war, much was done.\n"), nil)
	if len(r.passages) != 3 || r.passages[1].PassageType != heading || len(r.repairs) != 0 {
		t.Error(shape(r), r.repairs)
	}
}

// Behind these, a sentence may go on in capital letters.
func TestWhatIsNoTitleBeforeASentence(t *testing.T) {
	for _, in := range []string{
		"Although We have spoken, they go on.",        // a word that begins a sentence
		"However The State has means.",                // a lost comma
		"Updating Our trade is a goal.",               // the words before may govern the name
		"What We Seek is peace.",                      // a title that goes on
		"Our Goals In The Near Term are these.",       // a title that goes on
		"Preparing For the Future Meeting it is hard", // a preposition within a title
		"The State of Angola The State of Botswana have agreed.",
		"For the Government of Angola For the Government of Peru it was signed.",
		"The Council of The Hague is there.",
		"President Smith. The State has goals.",
		"Peru, Chile The State has goals.",
		"Mr. Smith The State has goals.",
		"Annex (B) The State has goals.",
		"REQUESTS The Secretary: to report.",
		"The United States has goals.",
		"In Asia We have goals.",
		"I The State has goals.",
		"we trade The State has goals.",
		"Trade and The State has goals.",
		"Deciding When and How to Act is hard.",
	} {
		r := readText(t, "a.txt", []byte("We agree.\n\n"+in+"\n"), nil)
		if len(r.repairs) != 0 || len(r.passages) != 2 || r.passages[1].PassageType == heading {
			t.Errorf("%q: %s%+v", in, shape(r), r.repairs)
		}
	}
	if r := readText(t, "a.txt", []byte("We work with the State\nPublic Diplomacy We have a duty.\n"), nil); len(r.repairs) != 0 {
		t.Errorf("inside a paragraph: %+v", r.repairs)
	}
}
