package events

import (
	"context"

	"multivector/pipeline/events/source"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// The editions by which event codes are harmonized. GDELT's files follow the
// numbering of ICEWS's edition, whatever GDELT's own list says.
const (
	cameoVersion          = "icews"
	ploverVersion         = "2021"
	quadVersion           = "cameo"
	scaleID, scaleVersion = "goldstein_cameo", "icews"
)

// readCameo gathers what the ontologies know of each CAMEO code.
func readCameo(ctx context.Context, env *stage.Env) (map[string]source.Code, error) {
	listed, err := stage.Rows(ctx, env, schemas.OntologyCodes)
	if err != nil {
		return nil, err
	}
	crosswalks, err := stage.Rows(ctx, env, schemas.Crosswalks)
	if err != nil {
		return nil, err
	}
	scales, err := stage.Rows(ctx, env, schemas.Scales)
	if err != nil {
		return nil, err
	}
	known := map[string]source.Code{}
	quads := quadClasses(crosswalks)
	for _, c := range listed {
		if c.Scheme == "cameo" {
			known[c.Code] = source.Code{QuadClass: quads[c.Code[:2]]}
		}
	}
	for _, x := range crosswalks {
		if follows(x, "plover", ploverVersion) {
			c := known[x.FromCode]
			c.PloverType, c.PloverMode = x.ToCode, x.ToMode
			known[x.FromCode] = c
		}
	}
	for _, s := range scales {
		if s.ScaleID == scaleID && s.ScaleVersion == scaleVersion {
			c := known[s.Code]
			c.Goldstein = schemas.Some(s.Value)
			known[s.Code] = c
		}
	}
	return known, nil
}

// follows reports whether a harmonized value may rest on a crosswalk's row: not
// on one that drops the code or that another table contradicts.
func follows(x schemas.Crosswalk, scheme, version string) bool {
	return x.FromScheme == "cameo" && x.FromVersion == cameoVersion && x.ToScheme == scheme && x.ToVersion == version &&
		x.Relation != "drop" && x.Relation != "conflict"
}

// quadClasses gives the class of each CAMEO root.
func quadClasses(crosswalks []schemas.Crosswalk) map[string]int32 {
	classes := map[string]int32{}
	for _, x := range crosswalks {
		if follows(x, "quad", quadVersion) && len(x.ToCode) == 1 {
			classes[x.FromCode] = int32(x.ToCode[0] - '0')
		}
	}
	return classes
}
