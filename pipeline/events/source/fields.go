package source

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unsafe"
)

// Fields are the values of a record, in one text with a byte between two of them.
// Only their bounds are kept, since most are never asked for.
type Fields struct {
	text   string
	bounds []int32 // −1, the places of the bytes between, and the text's length
}

// Clear leaves none.
func (f *Fields) Clear() { f.bounds = append(f.bounds[:0], -1) }

// Len tells how many there are.
func (f *Fields) Len() int { return len(f.bounds) - 1 }

// At gives a value, the empty text behind the last one. It shares the record's
// memory.
func (f *Fields) At(i int) string {
	if i+1 >= len(f.bounds) {
		return ""
	}
	return f.text[f.bounds[i]+1 : f.bounds[i+1]]
}

// All gives the values.
func (f *Fields) All() []string {
	all := make([]string, f.Len())
	for i := range all {
		all[i] = f.At(i)
	}
	return all
}

// Join takes values that were cut elsewhere.
func (f *Fields) Join(values []string) {
	f.text = strings.Join(values, "\n")
	f.Clear()
	end := -1
	for _, v := range values {
		end += 1 + len(v)
		f.bounds = append(f.bounds, int32(end))
	}
}

// Split cuts a record at a separator. It looks at 64 bytes at a time and notes four
// places at once, whether there are as many or not: fields are short, and branches
// that the processor cannot foresee cost more than all else.
func (f *Fields) Split(record string, separator byte) {
	f.text = record
	data := unsafe.Slice(unsafe.StringData(record), len(record))
	pattern := uint64(separator) * ones
	f.Clear()
	bounds, at := f.bounds, 0
	for ; at+64 <= len(data); at += 64 {
		bounds = noted(bounds, at, places((*[64]byte)(data[at:]), pattern))
	}
	var rest [64]byte
	n := copy(rest[:], data[at:])
	bounds = noted(bounds, at, places(&rest, pattern)&(1<<n-1))
	bounds = append(bounds, int32(len(data)))
	f.bounds = bounds
}

const ones, low = 0x0101010101010101, 0x7F7F7F7F7F7F7F7F

// places gives a bit for each of 64 bytes, which is set where the byte is that of
// the pattern.
func places(data *[64]byte, pattern uint64) (found uint64) {
	for i := 0; i < 64; i += 8 {
		word := binary.LittleEndian.Uint64(data[i:]) ^ pattern
		equal := ^((word&low + low) | word | low) >> 7 // 1 in each byte that is the separator
		found |= equal * 0x0102040810204080 >> 56 << i
	}
	return found
}

// noted appends the places of bits behind a place.
func noted(bounds []int32, at int, found uint64) []int32 {
	n := len(bounds)
	bounds = slices.Grow(bounds, 64)
	all := (*[64]int32)(bounds[n : n+64])
	more := bits.OnesCount64(found)
	for i := 0; i < more; i += 4 {
		next := (*[4]int32)(all[i:])
		for k := range next {
			next[k] = int32(at + bits.TrailingZeros64(found))
			found &= found - 1
		}
	}
	return bounds[:n+more]
}
