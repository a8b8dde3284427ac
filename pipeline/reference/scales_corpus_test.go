package reference

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
)

// Where GDELT delivers another figure than the scale by which events are
// harmonized, the figure it delivers is held as an edition of its own.
func TestCorpusGoldsteinOfGDELTAgainstTheScales(t *testing.T) {
	p := ownTables(t)
	scales := map[string]map[string]float64{}
	for _, s := range p.scales {
		if scales[s.ScaleVersion] == nil {
			scales[s.ScaleVersion] = map[string]float64{}
		}
		scales[s.ScaleVersion][s.Code] = s.Value
	}
	delivered, records := map[string]float64{}, map[string]int{}
	for _, row := range gdeltBatch(t) {
		code := row[26]
		value, err := strconv.ParseFloat(row[30], 64)
		if err != nil {
			t.Errorf("code %s: %v", code, err)
			continue
		}
		if before, ok := delivered[code]; ok && before != value {
			t.Errorf("code %s is delivered with %g and with %g", code, before, value)
		}
		delivered[code] = value
		records[code]++
	}
	c := compareWith(t, "goldstein")
	for _, code := range slices.Sorted(maps.Keys(delivered)) {
		ours, ok := scales["icews"][code]
		if ok && ours == delivered[code] {
			c.match("goldstein")
			continue
		}
		rule := ""
		if held, ok := scales["gdelt2_delivered"][code]; ok && held == delivered[code] {
			rule = "GDELT delivers a figure of its own, held as the edition gdelt2_delivered"
		}
		here := "none"
		if ok {
			here = fmt.Sprint(ours)
		}
		c.differ("goldstein", code, fmt.Sprint(delivered[code]), here, rule)
		t.Logf("code %s: delivered %g in %d records, ICEWS's map has %s, GDELT's list %v", code, delivered[code], records[code], here, inList(scales["gdelt_list"], code))
	}
	c.close()
	for _, version := range []string{"icews", "gdelt_list", "gdelt2_delivered"} {
		same, listed := 0, 0
		for code, value := range delivered {
			if v, ok := scales[version][code]; ok {
				listed++
				if v == value {
					same++
				}
			}
		}
		t.Logf("edition %s has %d of %d delivered codes, %d with the same figure", version, listed, len(delivered), same)
	}
}

func inList(scale map[string]float64, code string) string {
	if v, ok := scale[code]; ok {
		return fmt.Sprint(v)
	}
	return "none"
}
