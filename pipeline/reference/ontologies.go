package reference

import (
	"fmt"
	"strconv"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

var scaleColumns = []string{"scale_id", "scale_version", "code", "value", "source", "verification"}

func readScales(path string) ([]schemas.Scale, error) {
	var rows []schemas.Scale
	keys := unique{}
	err := raw.ReadCSV(path, scaleColumns, func(r *raw.Record) error {
		s := schemas.Scale{
			ScaleID: r.Need("scale_id"), ScaleVersion: r.Need("scale_version"), Code: r.Need("code"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		value, err := strconv.ParseFloat(r.Need("value"), 64)
		if err != nil {
			return r.Errorf("value", "expected a number")
		}
		s.Value = value
		rows = append(rows, s)
		return keys.add(r, "code", s.ScaleID+" "+s.ScaleVersion+" "+s.Code)
	})
	return rows, err
}

var ontologyColumns = []string{"scheme", "scheme_version", "code", "parent_code", "level", "label", "source", "verification"}

func readOntologyCodes(path string) ([]schemas.OntologyCode, error) {
	var rows []schemas.OntologyCode
	keys := unique{}
	err := raw.ReadCSV(path, ontologyColumns, func(r *raw.Record) error {
		c := schemas.OntologyCode{
			Scheme: r.OneOf("scheme", schemas.Schemes...), SchemeVersion: r.Need("scheme_version"), Code: r.Need("code"),
			ParentCode: r.Text("parent_code"), Level: r.OneOf("level", "root", "base", "event"), Label: r.Text("label"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		rows = append(rows, c)
		return keys.add(r, "code", c.Scheme+" "+c.SchemeVersion+" "+c.Code)
	})
	if err != nil {
		return nil, err
	}
	for _, c := range rows {
		if c.ParentCode != "" && !keys[c.Scheme+" "+c.SchemeVersion+" "+c.ParentCode] {
			return nil, fmt.Errorf("ontology_codes.csv: %s %s %s has the parent %s, which is not listed", c.Scheme, c.SchemeVersion, c.Code, c.ParentCode)
		}
	}
	return rows, nil
}

var crosswalkColumns = []string{"from_scheme", "from_version", "from_code", "to_scheme", "to_version", "to_code", "to_mode", "relation", "note", "source", "verification"}

// readCrosswalks reads where codes lead to; both ends must be listed.
func readCrosswalks(path string, codes []schemas.OntologyCode) ([]schemas.Crosswalk, error) {
	listed := map[string]bool{}
	for _, c := range codes {
		listed[c.Scheme+" "+c.SchemeVersion+" "+c.Code] = true
	}
	var rows []schemas.Crosswalk
	keys := unique{}
	err := raw.ReadCSV(path, crosswalkColumns, func(r *raw.Record) error {
		c := schemas.Crosswalk{
			FromScheme: r.Need("from_scheme"), FromVersion: r.Need("from_version"), FromCode: r.Need("from_code"),
			ToScheme: r.Need("to_scheme"), ToVersion: r.Need("to_version"), ToCode: r.Need("to_code"), ToMode: r.Text("to_mode"),
			Relation: r.OneOf("relation", schemas.Relations...), Note: r.Text("note"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		rows = append(rows, c)
		from, to := c.FromScheme+" "+c.FromVersion+" "+c.FromCode, c.ToScheme+" "+c.ToVersion+" "+c.ToCode
		switch {
		case !listed[from]:
			return r.Errorf("from_code", "no such code in ontology_codes.csv")
		case (c.Relation == "drop") != (c.ToCode == "none"):
			return r.Errorf("to_code", "a code that is dropped leads to none, and no other does")
		case c.Relation != "drop" && !listed[to]:
			return r.Errorf("to_code", "no such code in ontology_codes.csv")
		}
		return keys.add(r, "from_code", from+" > "+to)
	})
	return rows, err
}
