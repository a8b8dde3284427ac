package tablefile

import (
	"encoding/binary"
	"math"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet/metadata"
)

// longestBound is the length up to which a text serves as a bound.
const longestBound = 4096

// statistics gives a column's nulls and bounds, by which readers skip row groups.
func statistics(values arrow.Array) (s metadata.EncodedStatistics) {
	s.SetNullCount(int64(values.NullN()))
	if values.NullN() == values.Len() {
		return s
	}
	if d, ok := values.(*array.Dictionary); ok {
		values = d.Dictionary() // of which every word is used
	}
	switch a := values.(type) {
	case *array.String:
		if low, high := textBounds(a); len(low) <= longestBound && len(high) <= longestBound {
			s.SetMin([]byte(low)).SetMax([]byte(high))
		}
		return s
	case *array.Boolean:
		low, high := truthBounds(a)
		s.SetMin([]byte{low}).SetMax([]byte{high})
	case *array.Int32:
		setBounds(&s, a, a.Int32Values())
	case *array.Date32:
		setBounds(&s, a, a.Date32Values())
	case *array.Int64:
		setBounds(&s, a, a.Int64Values())
	case *array.Timestamp:
		setBounds(&s, a, a.TimestampValues())
	case *array.Float64:
		low, high := bounds(a, a.Float64Values())
		if low == 0 {
			low = math.Copysign(0, -1) // bounds hold for both zeros
		}
		if high == 0 {
			high = 0
		}
		setNumbers(&s, low, high)
	}
	s.Signed = true
	return s
}

func setBounds[T arrow.Date32 | arrow.Timestamp | int32 | int64](s *metadata.EncodedStatistics, of arrow.Array, values []T) {
	low, high := bounds(of, values)
	setNumbers(s, low, high)
}

func setNumbers[T any](s *metadata.EncodedStatistics, low, high T) {
	var l, h []byte
	l, _ = binary.Append(l, binary.LittleEndian, low) // fails only for types without a fixed size
	h, _ = binary.Append(h, binary.LittleEndian, high)
	s.SetMin(l).SetMax(h)
}

// bounds gives the smallest and the largest of the values that are defined, of
// which there is one at least.
func bounds[T arrow.Date32 | arrow.Timestamp | int32 | int64 | float64](of arrow.Array, values []T) (low, high T) {
	begun, all := false, of.NullN() == 0
	for i, v := range values {
		if !all && of.IsNull(i) {
			continue
		}
		if !begun {
			low, high, begun = v, v, true
		}
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

func textBounds(values *array.String) (low, high string) {
	begun, all := false, values.NullN() == 0
	for i := range values.Len() {
		if !all && values.IsNull(i) {
			continue
		}
		v := values.Value(i)
		switch {
		case !begun:
			low, high, begun = v, v, true
		case v < low:
			low = v
		case v > high:
			high = v
		}
	}
	return low, high
}

func truthBounds(values *array.Boolean) (low, high byte) {
	low = 1
	for i := range values.Len() {
		if values.IsNull(i) {
			continue
		}
		if values.Value(i) {
			high = 1
		} else {
			low = 0
		}
	}
	return low, high
}
