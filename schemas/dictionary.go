package schemas

import (
	"unsafe"

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
	taken   int      // how many of the slots are
	hashes  []uint64 // of the distinct values, as the digest has them
	indices []int32
	sum     Digest
}

// room makes place for n more indices, and the table if there is none yet.
func (d *dictionary) room(n int) []int32 {
	if d.slots == nil {
		d.slots = make([]int32, firstSlots)
	}
	d.indices = grown(d.indices, n)[:len(d.indices)+n]
	return d.indices[len(d.indices)-n:]
}

// place gives the slot at which the search for a hash begins.
func (d *dictionary) place(hash uint64) int { return int(hash>>32) & (len(d.slots) - 1) }

// insert numbers a new value, whose search ended at the slot.
func (d *dictionary) insert(slot int, hash uint64) int32 {
	d.hashes = append(d.hashes, hash)
	index := int32(len(d.hashes))
	d.slots[slot] = index
	if d.taken++; 2*d.taken > len(d.slots) {
		d.grow()
	}
	return index - 1
}

func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]int32, 2*len(old))
	for _, index := range old {
		if index == 0 {
			continue
		}
		slot := d.place(d.hashes[index-1])
		for d.slots[slot] != 0 {
			slot = (slot + 1) & (len(d.slots) - 1)
		}
		d.slots[slot] = index
	}
}

func (d *dictionary) clear() {
	d.validity.clear()
	clear(d.slots)
	d.hashes, d.indices, d.taken, d.sum = d.hashes[:0], d.indices[:0], 0, Digest{}
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

// dictText is a dictionary of texts. Short ones, which are most, are found by their
// bytes in two words, without a hash of all of them.
type dictText[R any] struct {
	dictionary
	cells[string]
	read  reader[R, string]
	words textBuffer[string]
	short []shortText // a hash table like slots
	full  int         // how many of these are taken
}

// shortText is a text of up to 16 bytes with its index plus one.
type shortText struct {
	low, high uint64
	length    int32
	index     int32
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
		if index < 0 || !same(v, last) {
			last, index = v, b.index(v)
		}
		sum.add(b.hashes[index])
		indices[i] = index
	}
	b.sum = sum
	b.add(len(rows), b.valid)
}

// same reports whether two texts are one in memory, as those are that come from a
// table of ours. To compare their bytes costs as much as to look them up.
func same(a, b string) bool {
	return len(a) == len(b) && unsafe.StringData(a) == unsafe.StringData(b)
}

func (b *dictText[R]) index(v string) int32 {
	if len(v) <= 16 {
		return b.shortIndex(v)
	}
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

func (b *dictText[R]) shortIndex(v string) int32 {
	if len(b.short) == 0 {
		b.short = make([]shortText, firstSlots)
	}
	low, high := ends(v)
	mask := len(b.short) - 1
	for slot := spread(low, high) & mask; ; slot = (slot + 1) & mask {
		s := &b.short[slot]
		if s.index == 0 {
			*s = shortText{low, high, int32(len(v)), int32(len(b.hashes)) + 1}
			break
		}
		if s.low == low && s.high == high && s.length == int32(len(v)) {
			return s.index - 1
		}
	}
	if b.full++; 2*b.full > len(b.short) {
		b.growShort()
	}
	b.words.put(v)
	b.words.n++
	b.hashes = append(b.hashes, xxh3.HashString(v))
	return int32(len(b.hashes)) - 1
}

func (b *dictText[R]) growShort() {
	old := b.short
	b.short = make([]shortText, 2*len(old))
	mask := len(b.short) - 1
	for _, s := range old {
		if s.index != 0 {
			slot := spread(s.low, s.high) & mask
			for b.short[slot].index != 0 {
				slot = (slot + 1) & mask
			}
			b.short[slot] = s
		}
	}
}

// ends gives a text of up to 16 bytes as two words, which overlap where it is
// shorter; with its length they tell it from every other one.
func ends(v string) (low, high uint64) {
	p := unsafe.Pointer(unsafe.StringData(v))
	n := len(v)
	switch {
	case n >= 8:
		return *(*uint64)(p), *(*uint64)(unsafe.Add(p, n-8))
	case n >= 4:
		return uint64(*(*uint32)(p)), uint64(*(*uint32)(unsafe.Add(p, n-4)))
	case n > 0:
		return uint64(v[0]) | uint64(v[n/2])<<8 | uint64(v[n-1])<<16, 0
	}
	return 0, 0
}

// spread gives where the search for two words begins.
func spread(low, high uint64) int {
	h := (low ^ high*0xBF58476D1CE4E5B9) * 0x94D049BB133111EB
	return int(h >> 33)
}

func (b *dictText[R]) array() arrow.Array { return b.dictionary.array(b.words.array()) }
func (b *dictText[R]) digest() Digest     { return b.sum }

func (b *dictText[R]) reset() {
	b.clear()
	b.words.reset()
	clear(b.short)
	b.full = 0
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
