package schemas

import (
	"fmt"
	"math"
	"strings"
	"unsafe"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/zeebo/xxh3"
)

// A buffer gathers one column's values until they make an Arrow array. Values
// are copied in, so that rows may be reused at once.
type buffer[R any] interface {
	append(rows []R)
	array() arrow.Array // what was gathered since the last call
	digest() Digest     // of everything ever appended
}

// newBuffer picks the representation that the declaration asks for.
func newBuffer[R any, T Value](f Field, read func(*R) (T, bool)) func() buffer[R] {
	switch read := any(read).(type) {
	case func(*R) (string, bool):
		if f.Dict {
			return func() buffer[R] { return &dictBuffer[R]{read: read} }
		}
		return func() buffer[R] { return &textBuffer[R]{read: read, offsets: []int32{0}} }
	case func(*R) (bool, bool):
		return func() buffer[R] { return &boolBuffer[R]{read: read} }
	case func(*R) (int32, bool):
		return fixed(arrow.PrimitiveTypes.Int32, read, func(v int32) uint64 { return uint64(int64(v)) })
	case func(*R) (int64, bool):
		return fixed(arrow.PrimitiveTypes.Int64, read, func(v int64) uint64 { return uint64(v) })
	case func(*R) (float64, bool):
		return fixed(arrow.PrimitiveTypes.Float64, read, math.Float64bits)
	case func(*R) (Date, bool):
		return fixed(arrow.FixedWidthTypes.Date32, read, func(v Date) uint64 { return uint64(int64(v)) })
	case func(*R) (Timestamp, bool):
		return fixed(arrow.FixedWidthTypes.Timestamp_us, read, func(v Timestamp) uint64 { return uint64(v) })
	}
	panic("schemas: a buffer is missing for a value type")
}

// validity marks which values are defined, one bit each, least significant
// first.
type validity struct {
	bits  []byte
	n     int
	nulls int
}

func (v *validity) add(valid bool) {
	if v.n%8 == 0 {
		v.bits = append(v.bits, 0)
	}
	if valid {
		v.bits[v.n/8] |= 1 << (v.n % 8)
	} else {
		v.nulls++
	}
	v.n++
}

// data assembles an Arrow array from buffers, and starts the validity afresh.
func (v *validity) data(dt arrow.DataType, buffers ...*memory.Buffer) *array.Data {
	var mask *memory.Buffer
	if v.nulls > 0 {
		mask = memory.NewBufferBytes(v.bits)
	}
	d := array.NewData(dt, v.n, append([]*memory.Buffer{mask}, buffers...), nil, v.nulls, 0)
	*v = validity{bits: make([]byte, 0, len(v.bits))}
	return d
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
	dt     arrow.DataType
	read   func(*R) (T, bool)
	word   func(T) uint64
	values []T
	sum    Digest
}

func fixed[R any, T Value](dt arrow.DataType, read func(*R) (T, bool), word func(T) uint64) func() buffer[R] {
	return func() buffer[R] { return &fixedBuffer[R, T]{dt: dt, read: read, word: word} }
}

func (b *fixedBuffer[R, T]) append(rows []R) {
	for i := range rows {
		v, ok := b.read(&rows[i])
		if ok {
			b.sum.add(scramble(b.word(v)))
		} else {
			var zero T
			v = zero
			b.sum.Null()
		}
		b.add(ok)
		b.values = append(b.values, v)
	}
}

func (b *fixedBuffer[R, T]) array() arrow.Array {
	a := array.MakeFromData(b.data(b.dt, bytesOf(b.values)))
	b.values = make([]T, 0, len(b.values))
	return a
}

func (b *fixedBuffer[R, T]) digest() Digest { return b.sum }

// boolBuffer holds truth values, one bit each.
type boolBuffer[R any] struct {
	validity
	read   func(*R) (bool, bool)
	values validity
	sum    Digest
}

func (b *boolBuffer[R]) append(rows []R) {
	for i := range rows {
		v, ok := b.read(&rows[i])
		if ok {
			b.sum.Bool(v)
		} else {
			b.sum.Null()
		}
		b.add(ok)
		b.values.add(v && ok)
	}
}

func (b *boolBuffer[R]) array() arrow.Array {
	a := array.MakeFromData(b.data(arrow.FixedWidthTypes.Boolean, memory.NewBufferBytes(b.values.bits)))
	b.values = validity{}
	return a
}

func (b *boolBuffer[R]) digest() Digest { return b.sum }

// textBuffer holds texts end to end.
type textBuffer[R any] struct {
	validity
	read    func(*R) (string, bool)
	offsets []int32
	values  []byte
	sum     Digest
}

func (b *textBuffer[R]) append(rows []R) {
	for i := range rows {
		v, ok := b.read(&rows[i])
		if ok {
			b.sum.Text(v)
			b.values = append(b.values, v...)
		} else {
			b.sum.Null()
		}
		b.add(ok)
		b.offsets = append(b.offsets, int32(len(b.values)))
	}
}

func (b *textBuffer[R]) array() arrow.Array {
	a := array.NewStringData(b.data(arrow.BinaryTypes.String, bytesOf(b.offsets), memory.NewBufferBytes(b.values)))
	b.offsets = append(make([]int32, 0, len(b.offsets)), 0)
	b.values = make([]byte, 0, len(b.values))
	return a
}

func (b *textBuffer[R]) digest() Digest { return b.sum }

// dictBuffer holds each distinct text once, in order of first appearance, and
// an index for each row.
type dictBuffer[R any] struct {
	validity
	read    func(*R) (string, bool)
	seen    map[string]int32
	hashes  []uint64
	words   textBuffer[string]
	indices []int32
	sum     Digest
}

var dictType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

func (b *dictBuffer[R]) append(rows []R) {
	if b.seen == nil {
		b.seen = map[string]int32{}
		b.words = textBuffer[string]{offsets: []int32{0}, read: func(s *string) (string, bool) { return *s, true }}
	}
	last, lastIndex := "", int32(-1)
	for i := range rows {
		v, ok := b.read(&rows[i])
		if !ok {
			b.sum.Null()
			b.add(false)
			b.indices = append(b.indices, 0)
			continue
		}
		index := lastIndex
		if index < 0 || v != last {
			var known bool
			if index, known = b.seen[v]; !known {
				index = int32(len(b.seen))
				v = strings.Clone(v)
				b.seen[v] = index
				b.hashes = append(b.hashes, xxh3.HashString(v))
				b.words.append([]string{v})
			}
			last, lastIndex = v, index
		}
		b.sum.add(b.hashes[index])
		b.add(true)
		b.indices = append(b.indices, index)
	}
}

func (b *dictBuffer[R]) array() arrow.Array {
	if b.seen == nil {
		b.append(nil)
	}
	indices := array.MakeFromData(b.data(arrow.PrimitiveTypes.Int32, bytesOf(b.indices)))
	a := array.NewDictionaryArray(dictType, indices, b.words.array())
	b.seen, b.hashes, b.indices = nil, nil, make([]int32, 0, len(b.indices))
	return a
}

func (b *dictBuffer[R]) digest() Digest { return b.sum }

// newDecoder reads an Arrow array back into rows through the same accessor.
func newDecoder[R any, T Value](write func(*R, T, bool)) func(arrow.Array, []R) {
	return func(a arrow.Array, rows []R) {
		at := reader[T](a)
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

func reader[T Value](a arrow.Array) func(int) T {
	var at any
	switch a := a.(type) {
	case *array.String:
		at = a.Value
	case *array.Dictionary:
		words := a.Dictionary().(*array.String)
		at = func(i int) string { return words.Value(a.GetValueIndex(i)) }
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
