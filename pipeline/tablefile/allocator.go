package tablefile

import "math/bits"

// roomy is an allocator for the writer. It rounds sizes up to powers of two, so
// that a buffer which grows by small steps is not copied at each of them.
type roomy struct{}

func (roomy) Allocate(size int) []byte {
	return make([]byte, size, 1<<bits.Len(uint(max(size, 64)-1)))
}

func (a roomy) Reallocate(size int, b []byte) []byte {
	if size <= cap(b) {
		return b[:size]
	}
	grown := a.Allocate(size)
	copy(grown, b)
	return grown
}

func (roomy) Free([]byte) {}
