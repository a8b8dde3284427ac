package release

import (
	"strings"
	"testing"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// The codebook says beside a coded column how far it can be relied on, from
// coder_reliability alone.
func TestTheCodebookMarksWhatIsExperimental(t *testing.T) {
	info := *schemas.Mentions.Describe()
	p := &pending{now: Manifest{Tables: []TableEntry{{Info: info, Key: info.Key(), File: tablefile.File{Columns: make([]tablefile.Column, len(info.Fields))}}}}}
	row := schemas.Reliability{
		Variable: "mentions.actor_id", Lang: "kk", Sample: "all", Comparison: "pipeline_vs_gold", NUnits: 107,
		F1: schemas.Some(.5), Alpha: schemas.Some(.456), CILow: schemas.Some(.4), CIHigh: schemas.Some(.51), Status: schemas.Experimental,
	}
	between := row
	between.Comparison, between.NUnits = "between_coders", 42
	undefined := schemas.Reliability{Variable: "mentions.actor_id", Lang: "ru", Sample: "all", Comparison: "pipeline_vs_gold", NUnits: 3}
	english, heldOut := row, row
	english.Lang, english.NUnits = "en", 325
	heldOut.Lang, heldOut.Sample, heldOut.NUnits, heldOut.Status = "en", "held_out", 150, schemas.Tentative
	few := heldOut
	few.Lang, few.NUnits, few.Status = "kk", 2, ""
	p.reliability = []schemas.Reliability{english, heldOut, row, few, between, undefined}
	files, err := p.documents()
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["codebook/index.html"])
	for _, want := range []string{
		"Against 107 units in kk coded by reading: F1 0.50, alpha 0.46 [0.40, 0.51]: <strong>experimental</strong>.",
		"Against 3 units in ru coded by reading: F1 undefined, alpha undefined.",
		"Against 150 units in en coded by reading by which no rule was revised: F1 0.50, alpha 0.46 [0.40, 0.51]: tentative.",
	} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the codebook lacks %q", want)
		}
	}
	if strings.Contains(page, "42 units") {
		t.Error("the agreement of coders stands as the pipeline's")
	}
	if strings.Contains(page, "325 units") || strings.Contains(page, "Against 2 units") {
		t.Error("where enough units were held out, they tell how a column is coded, and else the others")
	}
}
