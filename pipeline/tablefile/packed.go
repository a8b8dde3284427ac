package tablefile

import (
	"encoding/binary"
	"math/bits"
)

// appendRun begins a run of n equal values, in the hybrid of runs and packed
// values; the value follows.
func appendRun(to []byte, n int) []byte { return binary.AppendUvarint(to, uint64(n)<<1) }

// appendGroups begins n packed values, in groups of eight.
func appendGroups(to []byte, n int) []byte {
	return binary.AppendUvarint(to, uint64((n+7)/8)<<1|1)
}

// appendIndices writes indices into a dictionary of some words.
func appendIndices(to []byte, indices []int32, words int) []byte {
	width := max(1, roundUp(bits.Len(uint(max(words, 1)-1))))
	to = append(to, byte(width))
	if len(indices) == 0 {
		return to
	}
	if words == 1 {
		return append(appendRun(to, len(indices)), 0)
	}
	return pack(appendGroups(to, len(indices)), indices, width, (len(indices)+7)&^7)
}

// roundUp makes five to seven bits eight: in whole bytes compression finds what is
// frequent, which saves more.
func roundUp(width int) int {
	if width > 4 && width < 8 {
		return 8
	}
	return width
}

// pack writes values of some bits each, the lowest bit first, and zeros up to a
// number of values that makes whole bytes.
func pack[T int32 | int64](to []byte, values []T, width, upTo int) []byte {
	if width == 8 {
		for _, v := range values {
			to = append(to, byte(v))
		}
		return append(to, make([]byte, upTo-len(values))...)
	}
	waiting, n := uint64(0), 0 // bits that are not yet written, fewer than 32
	put := func(v uint64, width int) {
		waiting |= v << n
		if n += width; n >= 32 {
			to = binary.LittleEndian.AppendUint32(to, uint32(waiting))
			waiting >>= 32
			n -= 32
		}
	}
	for _, v := range values {
		if width > 32 {
			put(uint64(v)&(1<<32-1), 32)
			put(uint64(v)>>32, width-32)
		} else {
			put(uint64(v), width)
		}
	}
	for left := n + width*(upTo-len(values)); left > 0; left -= 8 {
		to = append(to, byte(waiting))
		waiting >>= 8
	}
	return to
}

// How DELTA_BINARY_PACKED groups differences.
const (
	blockValues = 128
	miniValues  = 32
)

// appendDifferences writes whole numbers as differences to the one before, in
// blocks, each with its smallest difference, and the rest above that packed in four
// parts.
func appendDifferences(to []byte, values []int64) []byte {
	to = binary.AppendUvarint(to, blockValues)
	to = binary.AppendUvarint(to, blockValues/miniValues)
	to = binary.AppendUvarint(to, uint64(len(values)))
	if len(values) == 0 {
		return append(to, 0)
	}
	to = binary.AppendVarint(to, values[0])
	var block [blockValues]int64
	for at := 1; at < len(values); at += blockValues {
		n := min(blockValues, len(values)-at)
		lowest := values[at] - values[at-1]
		for i := range n {
			block[i] = values[at+i] - values[at+i-1]
			lowest = min(lowest, block[i])
		}
		to = binary.AppendVarint(to, lowest)
		to = appendBlock(to, block[:n], lowest)
	}
	return to
}

// appendBlock writes the widths of a block's parts, and the parts. Parts without a
// value are left out.
func appendBlock(to []byte, block []int64, lowest int64) []byte {
	widths := len(to)
	to = append(to, make([]byte, blockValues/miniValues)...)
	for part := 0; part*miniValues < len(block); part++ {
		values := block[part*miniValues : min((part+1)*miniValues, len(block))]
		all := uint64(0)
		for i := range values {
			values[i] -= lowest
			all |= uint64(values[i])
		}
		width := roundUp(bits.Len64(all))
		to[widths+part] = byte(width)
		to = pack(to, values, width, miniValues)
	}
	return to
}

// sharedBytes gives the length of the beginning that two texts share.
func sharedBytes(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
