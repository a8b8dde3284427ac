package reference

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/schemas"
)

// The topics that statements take are those that the ontologies list, and each
// leads to both of the other schemes, or is dropped there.
func TestTopicsAreListedAndLeadOn(t *testing.T) {
	folder := filepath.Join("..", "..", "raw", "reference")
	codes, err := readOntologyCodes(filepath.Join(folder, "ontology_codes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	crosswalks, err := readCrosswalks(filepath.Join(folder, "crosswalks.csv"), codes)
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, c := range codes {
		if c.Scheme == schemas.Topics && c.SchemeVersion == schemas.TopicsVersion {
			listed = append(listed, c.Code)
		}
	}
	if diff := cmp.Diff(schemas.TopicCodes, listed); diff != "" {
		t.Error(diff)
	}
	for _, code := range listed {
		for _, scheme := range []string{"marpor", "cap"} {
			dropped, kept := 0, 0
			for _, x := range crosswalks {
				switch {
				case x.FromScheme != schemas.Topics || x.FromCode != code || x.ToScheme != scheme:
				case x.Relation == "drop":
					dropped++
				default:
					kept++
				}
			}
			if (dropped == 0) == (kept == 0) {
				t.Errorf("%s leads to %d codes of %s and is dropped %d times", code, kept, scheme, dropped)
			}
		}
	}
}
