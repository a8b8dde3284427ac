package schemas

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/zeebo/xxh3"
)

// dictionary numbers the distinct values of a column in order of first
// appearance, and holds an index for each row. It is a hash table with open
// addressing: a slot holds an index plus one, the values lie elsewhere.
type dictionary struct {
	validity
	slots   []int32
	hashes  []uint64 // of the distinct values, as the digest has them
	indices []int32
	sum     Digest
}

// room makes place for n more indices, and the table if there is none yet.
func (d *dictionary) room(n int) []int32 {
	if d.slots == nil {
		d.grow(firstSlots)
	}
	d.indices = grown(d.indices, n)[:len(d.indices)+n]
	return d.indices[len(d.indices)-n:]
}

// place gives the slot at which the search for a hash begins.
func (d *dictionary) place(hash uint64) int { return int(hash>>32) & (len(d.slots) - 1) }

// insert numbers a new value, whose search ended at the slot.
func (d *dictionary) insert(slot int, hash uint64) int32 {
	index := int32(len(d.hashes))
	d.hashes = append(d.hashes, hash)
	d.slots[slot] = index + 1
	if 2*len(d.hashes) > len(d.slots) {
		d.grow(2 * len(d.slots))
	}
	return index
}

func (d *dictionary) grow(size int) {
	d.slots = make([]int32, size)
	for i, h := range d.hashes {
		slot := d.place(h)
		for d.slots[slot] != 0 {
			slot = (slot + 1) & (size - 1)
		}
		d.slots[slot] = int32(i) + 1
	}
}

func (d *dictionary) clear() {
	d.validity.clear()
	clear(d.slots)
	d.hashes, d.indices, d.sum = d.hashes[:0], d.indices[:0], Digest{}
}

func (d *dictionary) array(words arrow.Array) arrow.Array {
	indices := array.MakeFromData(d.data(arrow.PrimitiveTypes.Int32, bytesOf(d.indices)))
	return array.NewDictionaryArray(dictionaryOf(words.DataType()), indices, words)
}

// dictionaryOf is the type of a column that is written with a dictionary.
func dictionaryOf(words arrow.DataType) arrow.DataType {
	return &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: words}
}

const firstSlots = 64

// dictText is a dictionary of texts.
type dictText[R any] struct {
	dictionary
	cells[string]
	read  reader[R, string]
	words textBuffer[string]
}

func (b *dictText[R]) append(rows []R) {
	b.read(rows, &b.cells)
	last, index, sum := "", int32(-1), b.sum
	indices := b.room(len(rows))
	for i, v := range b.values[:len(rows)] {
		if len(b.valid) > 0 && !b.valid[i] {
			sum.Null()
			indices[i] = 0
			continue
		}
		if index < 0 || v != last {
			last, index = v, b.index(v)
		}
		sum.add(b.hashes[index])
		indices[i] = index
	}
	b.sum = sum
	b.add(len(rows), b.valid)
}

func (b *dictText[R]) index(v string) int32 {
	hash := xxh3.HashString(v)
	slot := b.place(hash)
	for ; b.slots[slot] != 0; slot = (slot + 1) & (len(b.slots) - 1) {
		if i := b.slots[slot] - 1; b.hashes[i] == hash && string(b.words.at(i)) == v {
			return i
		}
	}
	b.words.put(v)
	b.words.n++
	return b.insert(slot, hash)
}

func (b *dictText[R]) array() arrow.Array { return b.dictionary.array(b.words.array()) }
func (b *dictText[R]) digest() Digest     { return b.sum }

func (b *dictText[R]) reset() {
	b.clear()
	b.words.reset()
}

// dictFixed is a dictionary of numbers, days or instants.
type dictFixed[R any, T Value] struct {
	dictionary
	cells[T]
	dt    arrow.DataType
	read  reader[R, T]
	word  func(T) uint64
	words []T
}

func (b *dictFixed[R, T]) append(rows []R) {
	b.read(rows, &b.cells)
	last, index, sum := uint64(0), int32(-1), b.sum
	indices := b.room(len(rows))
	for i, v := range b.values[:len(rows)] {
		if len(b.valid) > 0 && !b.valid[i] {
			sum.Null()
			indices[i] = 0
			continue
		}
		if word := b.word(v); index < 0 || word != last {
			last, index = word, b.index(v, scramble(word))
		}
		sum.add(b.hashes[index])
		indices[i] = index
	}
	b.sum = sum
	b.add(len(rows), b.valid)
}

// index tells values apart by their hash alone, which loses nothing of the 64
// bits.
func (b *dictFixed[R, T]) index(v T, hash uint64) int32 {
	slot := b.place(hash)
	for ; b.slots[slot] != 0; slot = (slot + 1) & (len(b.slots) - 1) {
		if i := b.slots[slot] - 1; b.hashes[i] == hash {
			return i
		}
	}
	b.words = append(b.words, v)
	return b.insert(slot, hash)
}

func (b *dictFixed[R, T]) array() arrow.Array {
	data := array.NewData(b.dt, len(b.words), []*memory.Buffer{nil, bytesOf(b.words)}, nil, 0, 0)
	return b.dictionary.array(array.MakeFromData(data))
}

func (b *dictFixed[R, T]) digest() Digest { return b.sum }

func (b *dictFixed[R, T]) reset() {
	b.clear()
	b.words = b.words[:0]
}
