package schemas

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"unsafe"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// A buffer gathers one column's values until they make an Arrow array. Values
// are copied in, so that rows may be reused at once. Its memory is used again
// after reset, so that an array lives until then.
type buffer[R any] interface {
	append(rows []R)    // at most blockRows of them
	array() arrow.Array // of what was appended since reset
	digest() Digest     // of the same values
	reset()
}

// blockRows is how many rows a buffer takes at once: few enough for the values
// to stay in the processor's cache.
const blockRows = 256

// cells are the values of one column in a block of rows. valid is empty where
// every value is defined.
type cells[T Value] struct {
	values [blockRows]T
	valid  []bool
	flags  [blockRows]bool
}

// reader takes a column's values from rows.
type reader[R any, T Value] func(rows []R, to *cells[T])

// offsetOf tells where a field lies in the row struct, so that a column is read
// without a call for each row. The accessor stays the one that says which field
// it is.
func offsetOf[R, F any](get func(*R) *F) uintptr {
	row := new(R)
	field := get(row)
	offset := uintptr(unsafe.Pointer(field)) - uintptr(unsafe.Pointer(row))
	if offset+unsafe.Sizeof(*field) > unsafe.Sizeof(*row) {
		panic("schemas: an accessor points outside of its row")
	}
	return offset
}

func readAlways[R any, T Value](get func(*R) *T) reader[R, T] {
	offset := offsetOf(get)
	return func(rows []R, to *cells[T]) {
		for i := range rows {
			to.values[i] = *(*T)(unsafe.Add(unsafe.Pointer(&rows[i]), offset))
		}
	}
}

func readNull[R any, T Value](get func(*R) *Null[T]) reader[R, T] {
	offset := offsetOf(get)
	return func(rows []R, to *cells[T]) {
		to.valid = to.flags[:len(rows)]
		for i := range rows {
			n := (*Null[T])(unsafe.Add(unsafe.Pointer(&rows[i]), offset))
			to.values[i], to.valid[i] = n.V, n.Valid
		}
	}
}

func readText[R any](get func(*R) *string) reader[R, string] {
	offset := offsetOf(get)
	return func(rows []R, to *cells[string]) {
		to.valid = to.flags[:len(rows)]
		for i := range rows {
			v := *(*string)(unsafe.Add(unsafe.Pointer(&rows[i]), offset))
			to.values[i], to.valid[i] = v, v != ""
		}
	}
}

// newBuffer picks the representation that the declaration asks for.
func newBuffer[R any, T Value](f Field, read reader[R, T]) func() buffer[R] {
	switch read := any(read).(type) {
	case reader[R, string]:
		if f.Dict {
			return func() buffer[R] { return &dictText[R]{read: read, words: textBuffer[string]{offsets: []int32{0}}} }
		}
		return func() buffer[R] { return &textBuffer[R]{read: read, offsets: []int32{0}} }
	case reader[R, bool]:
		return func() buffer[R] { return &boolBuffer[R]{read: read} }
	case reader[R, int32]:
		return fixed(f, read, func(v int32) uint64 { return uint64(int64(v)) })
	case reader[R, int64]:
		return fixed(f, read, func(v int64) uint64 { return uint64(v) })
	case reader[R, float64]:
		return fixed(f, read, math.Float64bits)
	case reader[R, Date]:
		return fixed(f, read, func(v Date) uint64 { return uint64(int64(v)) })
	case reader[R, Timestamp]:
		return fixed(f, read, func(v Timestamp) uint64 { return uint64(v) })
	}
	panic("schemas: a buffer is missing for a value type")
}

func fixed[R any, T Value](f Field, read reader[R, T], word func(T) uint64) func() buffer[R] {
	if f.Dict {
		return func() buffer[R] { return &dictFixed[R, T]{dt: f.valueType(), read: read, word: word} }
	}
	return func() buffer[R] { return &fixedBuffer[R, T]{dt: f.valueType(), read: read, word: word} }
}

// validity marks which values are defined, one bit each, least significant
// first.
type validity struct {
	bits  []byte
	n     int
	nulls int
}

// add marks n more values, by flags if there are any.
func (v *validity) add(n int, flags []bool) {
	if len(flags) == 0 {
		for ; n > 0 && v.n%8 != 0; n-- {
			v.one(true)
		}
		for ; n >= 8; n -= 8 {
			v.bits = append(v.bits, 0xFF)
			v.n += 8
		}
		for ; n > 0; n-- {
			v.one(true)
		}
		return
	}
	for v.n%8 == 0 && len(flags) >= 8 {
		eight := binary.LittleEndian.Uint64(unsafe.Slice((*byte)(unsafe.Pointer(&flags[0])), 8)) // a byte each, 0 or 1
		mask := byte(eight * 0x0102040810204080 >> 56)
		v.bits = append(v.bits, mask)
		v.n += 8
		v.nulls += 8 - bits.OnesCount8(mask)
		flags = flags[8:]
	}
	for _, ok := range flags {
		v.one(ok)
		if !ok {
			v.nulls++
		}
	}
}

func (v *validity) one(set bool) {
	if v.n%8 == 0 {
		v.bits = append(v.bits, 0)
	}
	if set {
		v.bits[v.n/8] |= 1 << (v.n % 8)
	}
	v.n++
}

// data assembles an Arrow array from buffers.
func (v *validity) data(dt arrow.DataType, buffers ...*memory.Buffer) *array.Data {
	var mask *memory.Buffer
	if v.nulls > 0 {
		mask = memory.NewBufferBytes(v.bits)
	}
	return array.NewData(dt, v.n, append([]*memory.Buffer{mask}, buffers...), nil, v.nulls, 0)
}

func (v *validity) clear() { v.bits, v.n, v.nulls = v.bits[:0], 0, 0 }

// grown makes room for n more values, four times as much as there was: what is left
// behind is garbage, and new memory costs nothing before it is used.
func grown[T any](s []T, n int) []T {
	if cap(s)-len(s) >= n {
		return s
	}
	return append(make([]T, 0, max(len(s)+n, 4*cap(s))), s...)
}

func bytesOf[T any](s []T) *memory.Buffer {
	if len(s) == 0 {
		return memory.NewBufferBytes([]byte{})
	}
	var zero T
	return memory.NewBufferBytes(unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(zero))))
}

// fixedBuffer holds numbers, days and instants.
type fixedBuffer[R any, T Value] struct {
	validity
	cells[T]
	dt   arrow.DataType
	read reader[R, T]
	word func(T) uint64
	all  []T
	sum  Digest
}

func (b *fixedBuffer[R, T]) append(rows []R) {
	b.read(rows, &b.cells)
	values, valid := b.values[:len(rows)], b.valid
	sum := b.sum
	var zero T
	for i, v := range values {
		if len(valid) > 0 && !valid[i] {
			sum.Null()
			values[i] = zero
			continue
		}
		sum.add(scramble(b.word(v)))
	}
	b.sum = sum
	b.add(len(rows), valid)
	b.all = append(grown(b.all, len(values)), values...)
}

func (b *fixedBuffer[R, T]) array() arrow.Array {
	return array.MakeFromData(b.data(b.dt, bytesOf(b.all)))
}

func (b *fixedBuffer[R, T]) digest() Digest { return b.sum }

func (b *fixedBuffer[R, T]) reset() {
	b.clear()
	b.all, b.sum = b.all[:0], Digest{}
}

// boolBuffer holds truth values, one bit each.
type boolBuffer[R any] struct {
	validity
	cells[bool]
	read reader[R, bool]
	bits validity
	sum  Digest
}

func (b *boolBuffer[R]) append(rows []R) {
	b.read(rows, &b.cells)
	for i, v := range b.values[:len(rows)] {
		ok := len(b.valid) == 0 || b.valid[i]
		if ok {
			b.sum.Bool(v)
		} else {
			b.sum.Null()
		}
		b.bits.one(v && ok)
	}
	b.add(len(rows), b.valid)
}

func (b *boolBuffer[R]) array() arrow.Array {
	return array.MakeFromData(b.data(arrow.FixedWidthTypes.Boolean, memory.NewBufferBytes(b.bits.bits)))
}

func (b *boolBuffer[R]) digest() Digest { return b.sum }

func (b *boolBuffer[R]) reset() {
	b.clear()
	b.bits.clear()
	b.sum = Digest{}
}

// textBuffer holds texts end to end.
type textBuffer[R any] struct {
	validity
	cells[string]
	read    reader[R, string]
	offsets []int32
	all     []byte
	sum     Digest
}

func (b *textBuffer[R]) append(rows []R) {
	b.read(rows, &b.cells)
	for i, v := range b.values[:len(rows)] {
		if len(b.valid) > 0 && !b.valid[i] {
			b.sum.Null()
			v = ""
		} else {
			b.sum.Text(v)
		}
		b.put(v)
	}
	b.add(len(rows), b.valid)
}

func (b *textBuffer[R]) put(v string) {
	b.all = append(grown(b.all, len(v)), v...)
	b.offsets = append(b.offsets, int32(len(b.all)))
}

// at gives a text, which shares the buffer's memory.
func (b *textBuffer[R]) at(i int32) []byte { return b.all[b.offsets[i]:b.offsets[i+1]] }

func (b *textBuffer[R]) array() arrow.Array {
	return array.NewStringData(b.data(arrow.BinaryTypes.String, bytesOf(b.offsets), memory.NewBufferBytes(b.all)))
}

func (b *textBuffer[R]) digest() Digest { return b.sum }

func (b *textBuffer[R]) reset() {
	b.clear()
	b.offsets, b.all, b.sum = b.offsets[:1], b.all[:0], Digest{}
}

// newDecoder reads an Arrow array back into rows through the same accessor.
func newDecoder[R any, T Value](write func(*R, T, bool)) func(arrow.Array, []R) {
	return func(a arrow.Array, rows []R) {
		at := valueOf[T](a)
		for i := range rows {
			var v T
			valid := a.IsValid(i)
			if valid {
				v = at(i)
			}
			write(&rows[i], v, valid)
		}
	}
}

func valueOf[T Value](a arrow.Array) func(int) T {
	var at any
	switch a := a.(type) {
	case *array.String:
		at = a.Value
	case *array.Dictionary:
		word := valueOf[T](a.Dictionary())
		at = func(i int) T { return word(a.GetValueIndex(i)) }
	case *array.Int32:
		at = a.Value
	case *array.Int64:
		at = a.Value
	case *array.Float64:
		at = a.Value
	case *array.Boolean:
		at = a.Value
	case *array.Date32:
		at = func(i int) Date { return Date(a.Value(i)) }
	case *array.Timestamp:
		at = func(i int) Timestamp { return Timestamp(a.Value(i)) }
	}
	f, ok := at.(func(int) T)
	if !ok {
		var zero T
		panic(fmt.Sprintf("schemas: column of %s read as %T", a.DataType(), zero))
	}
	return f
}
