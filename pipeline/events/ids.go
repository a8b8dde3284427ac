package events

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"unsafe"

	"multivector/pipeline/stage"
)

// An event's id is known by 64 bits of its hash; the check on the finished
// table's key is exact. A shard's file of ids holds a run for each piece: how
// many ids begin with each byte, and the ids in order of that byte. So the ids
// of all shards can be compared a range at a time, in little memory.

// buckets is the number of ranges.
const buckets = 256

// idCounts counts the ids of a run by their first byte.
type idCounts [buckets]uint32

// bucketed orders ids by their first byte.
func bucketed(ids []uint64) ([]uint64, idCounts) {
	var counts, next idCounts
	for _, id := range ids {
		counts[id>>56]++
	}
	for i := 1; i < buckets; i++ {
		next[i] = next[i-1] + counts[i-1]
	}
	ordered := make([]uint64, len(ids))
	for _, id := range ids {
		ordered[next[id>>56]] = id
		next[id>>56]++
	}
	return ordered, counts
}

// idWriter writes a shard's file of ids.
type idWriter struct {
	f   *os.File
	buf *bufio.Writer
}

func createIDs(path string) (*idWriter, error) {
	f, err := os.Create(path)
	return &idWriter{f, bufio.NewWriterSize(f, 1<<16)}, err
}

func (w *idWriter) write(ids []uint64, counts idCounts) error {
	if len(ids) == 0 {
		return nil
	}
	if err := binary.Write(w.buf, binary.LittleEndian, counts[:]); err != nil {
		return err
	}
	return binary.Write(w.buf, binary.LittleEndian, ids)
}

func (w *idWriter) close() error {
	err := w.buf.Flush()
	return errors.Join(err, w.f.Close())
}

func (w *idWriter) abort() { _ = w.f.Close() }

// run is the place of a run in its file.
type run struct {
	start int64 // of the ids
	until [buckets + 1]uint32
}

// runsOf reads where the ids of a file lie.
func runsOf(path string) (runs []run, n int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	for at := int64(0); ; {
		var counts idCounts
		err := binary.Read(io.NewSectionReader(f, at, int64(unsafe.Sizeof(counts))), binary.LittleEndian, counts[:])
		if errors.Is(err, io.EOF) {
			return runs, n, nil
		}
		if err != nil {
			return nil, 0, err
		}
		r := run{start: at + int64(unsafe.Sizeof(counts))}
		for i, c := range counts {
			r.until[i+1] = r.until[i] + c
		}
		runs = append(runs, r)
		n += int64(r.until[buckets])
		at = r.start + 8*int64(r.until[buckets])
	}
}

// repeats tells of a shard which ids stand twice among all ids of its source:
// true where an earlier shard has the id, so that this one loses it; false
// where this shard has it first, and keeps one.
type repeats map[uint64]bool

// repeatedIDs finds the ids that stand twice, for each of a source's shards.
func repeatedIDs(ctx context.Context, shards []*shard) ([]repeats, error) {
	found := make([]repeats, len(shards))
	runs := make([][]run, len(shards))
	total := int64(0)
	for i, s := range shards {
		n := int64(0)
		var err error
		if runs[i], n, err = runsOf(s.path(idsFile)); err != nil {
			return nil, err
		}
		total += n
	}
	const atOnce = 1 << 16 // ids compared at once, about: their table stays in the cache
	step := int(max(1, buckets*atOnce/max(total, atOnce)))
	var ranges []int
	for low := 0; low < buckets; low += step {
		ranges = append(ranges, low)
	}
	find := func(_ context.Context, low int) ([]repeat, error) {
		return findRepeats(shards, runs, low, min(low+step, buckets))
	}
	err := stage.Each(ctx, stage.Slice(ranges), find, func(all []repeat) error {
		for _, r := range all {
			if found[r.shard] == nil {
				found[r.shard] = repeats{}
			}
			found[r.shard][r.id] = r.earlier
		}
		return nil
	})
	return found, err
}

type repeat struct {
	shard   int
	id      uint64
	earlier bool
}

// findRepeats compares the ids whose first byte lies in a range.
func findRepeats(shards []*shard, runs [][]run, low, high int) ([]repeat, error) {
	var ids []uint64
	ends := make([]int, len(shards))
	for i, s := range shards {
		var err error
		if ids, err = readRange(ids, s.path(idsFile), runs[i], low, high); err != nil {
			return nil, err
		}
		ends[i] = len(ids)
	}
	twice := repeatedIn(ids)
	if len(twice) == 0 {
		return nil, nil
	}
	var all []repeat
	seen := map[uint64]bool{}
	begin := 0
	for i, end := range ends {
		here := map[uint64]int{}
		for _, id := range ids[begin:end] {
			if twice[id] {
				here[id]++
			}
		}
		for id, n := range here {
			if seen[id] || n > 1 {
				all = append(all, repeat{i, id, seen[id]})
			}
			seen[id] = true
		}
		begin = end
	}
	return all, nil
}

func readRange(ids []uint64, path string, runs []run, low, high int) ([]uint64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for _, r := range runs {
		n := int(r.until[high] - r.until[low])
		if n == 0 {
			continue
		}
		ids = slices.Grow(ids, n)[:len(ids)+n]
		in := io.NewSectionReader(f, r.start+8*int64(r.until[low]), 8*int64(n))
		if err := binary.Read(in, binary.LittleEndian, ids[len(ids)-n:]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// repeatedIn gives the ids that stand more than once, by a hash table with open
// addressing, in which 0 marks a free slot.
func repeatedIn(ids []uint64) map[uint64]bool {
	size := 64
	for size < 2*len(ids) {
		size *= 2
	}
	slots := make([]uint64, size)
	var twice map[uint64]bool
	zero := false
	for _, id := range ids {
		again := id == 0 && zero
		if id == 0 {
			zero = true
		} else {
			slot := int(id>>4) & (size - 1)
			for slots[slot] != 0 && slots[slot] != id {
				slot = (slot + 1) & (size - 1)
			}
			again = slots[slot] == id
			slots[slot] = id
		}
		if again {
			if twice == nil {
				twice = map[uint64]bool{}
			}
			twice[id] = true
		}
	}
	return twice
}
