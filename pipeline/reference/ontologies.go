package reference

import (
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

var cameoColumns = []string{"code", "parent_code", "level", "quad_class", "plover_type", "in_icews", "in_gdelt", "source", "verification"}

func readCameo(path string) ([]schemas.CameoCode, error) {
	var rows []schemas.CameoCode
	keys := unique{}
	err := raw.ReadCSV(path, cameoColumns, func(r *raw.Record) error {
		c := schemas.CameoCode{
			Code: r.Need("code"), ParentCode: r.Text("parent_code"), Level: r.OneOf("level", "root", "base", "event"),
			PloverType: r.OneOf("plover_type", append([]string{""}, schemas.PloverTypes...)...),
			InICEWS:    r.Bool("in_icews"), InGDELT: r.Bool("in_gdelt"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		quad := r.OneOf("quad_class", "1", "2", "3", "4")
		if len(quad) == 1 {
			c.QuadClass = int32(quad[0] - '0')
		}
		rows = append(rows, c)
		return keys.add(r, "code", c.Code)
	})
	return rows, err
}
