package events

import (
	"multivector/pipeline/events/source"
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

// knownCameo gathers what the ontologies know of each CAMEO code.
func knownCameo(listed []schemas.OntologyCode, crosswalks []schemas.Crosswalk, scales []schemas.Scale) map[string]source.Code {
	known := map[string]source.Code{}
	quads := quadClasses(crosswalks)
	for _, c := range listed {
		if c.Scheme == "cameo" {
			known[c.Code] = source.Code{QuadClass: quads[c.Code[:2]]}
		}
	}
	for _, x := range crosswalks {
		if !leads(x, "plover", ploverVersion) {
			continue
		}
		c := known[x.FromCode]
		c.PloverRelation = x.Relation
		if follows(x, "plover", ploverVersion) {
			c.PloverType, c.PloverMode = x.ToCode, x.ToMode
		}
		known[x.FromCode] = c
	}
	for _, s := range scales {
		if s.ScaleID == scaleID && s.ScaleVersion == scaleVersion {
			c := known[s.Code]
			c.Goldstein = schemas.Some(s.Value)
			known[s.Code] = c
		}
	}
	return known
}

// follows reports whether a harmonized value may rest on a crosswalk's row: not
// on one that drops the code or that another table contradicts.
func follows(x schemas.Crosswalk, scheme, version string) bool {
	return leads(x, scheme, version) && x.Relation != "drop" && x.Relation != "conflict"
}

// leads reports whether a crosswalk's row leads from a CAMEO code to an edition
// of a scheme.
func leads(x schemas.Crosswalk, scheme, version string) bool {
	return x.FromScheme == "cameo" && x.FromVersion == cameoVersion && x.ToScheme == scheme && x.ToVersion == version
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
