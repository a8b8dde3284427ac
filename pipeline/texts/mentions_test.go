package texts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/names"
	"multivector/schemas"
)

// marked shows mentions: surface, actor or candidates, "+" if
// inflected, "~" if settled by context.
func marked(r *result) []string {
	var out []string
	for _, m := range r.mentions {
		who := m.ActorID
		for _, c := range r.candidates {
			if c.MentionID == m.MentionID {
				who += "?" + c.ActorID
			}
		}
		if m.Ambiguous != (m.ActorID == "") || m.Ambiguous != (m.AliasID == "") {
			who += " (ambiguous, but linked)"
		}
		switch m.LinkMethod {
		case "inflected":
			who += "+"
		case "context":
			who += "~"
		}
		out = append(out, fmt.Sprintf("%q=%s", m.Surface, who))
	}
	return out
}

// Names are found in the normalized text of each provision, and kept with how they were
// linked.
func TestMentionsArePublished(t *testing.T) {
	aliases := []schemas.Alias{alias("CIV", "Côte d'Ivoire", "name"), alias("KOR", "Korea", "name"), alias("PRK", "Korea", "name"), alias("JOR", "Jordan", "name"), alias("USA", "United States", "name")}
	contexts := []schemas.AliasContext{{Lang: "en", Alias: "Jordan", Position: "before", Cue: "king of", ActorID: "JOR", Names: true}}
	aliases[3].Ambiguous = true
	x := map[string]*names.Lexicon{"en": names.New(aliases, contexts, "en")}
	in := "Co\u0302te d'Ivoire's aims and Korea were those of the King of Jordan, whom we met in the United\nStates. We are United. States agree."
	want := []string{`"Côte d'Ivoire"=CIV+`, `"Korea"=?KOR?PRK`, `"Jordan"=JOR~`, `"United\nStates"=USA`}
	if diff := cmp.Diff(want, marked(readText(t, "a.txt", []byte(in), x))); diff != "" {
		t.Error(diff)
	}
}
