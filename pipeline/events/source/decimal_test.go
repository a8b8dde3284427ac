package source

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestANumberIsReadAsStrconvReadsIt(t *testing.T) {
	same := func(t interface{ Errorf(string, ...any) }, v string) {
		want, wantErr := strconv.ParseFloat(v, 64)
		got, err := decimal(v)
		if (err == nil) != (wantErr == nil) || math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("%q is read as %v, %v; expected %v, %v", v, got, err, want, wantErr)
		}
	}
	for _, v := range []string{"", "-", ".", "-.", "0", "-0", "-0.0", "1.", ".5", "5.", "00012.50", "-12.3456", "1e5", "NaN", "inf", "1_0", "+1", "1.2.3", "123456789012345", "1234567890123456", "0.00000000000001", "-1.23456789012345"} {
		same(t, v)
	}
	rapid.Check(t, func(t *rapid.T) {
		same(t, rapid.StringMatching(`-?[0-9]{0,17}(\.[0-9]{0,17})?`).Draw(t, "number"))
		same(t, strconv.FormatFloat(rapid.Float64().Draw(t, "x"), 'g', rapid.IntRange(1, 17).Draw(t, "digits"), 64))
	})
}
