package events

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"multivector/pipeline/events/source"
	"multivector/pipeline/stage"
	"multivector/pipeline/unpack"
)

// piece is work for one core: what makes about a row group.
type piece struct {
	shard       *shard
	first, last bool // of the shard
	parts       []part
	bytes       int64
}

// part is a segment of a file. The last part of a file has no segment: it says
// that the file is complete.
type part struct {
	in      *input
	layout  *source.Layout
	segment source.Segment
	first   bool
	last    bool
	sha256  string // of the whole file, in its last part
}

// pieceBytes tells the size of the pieces of a shard: up to maxPiece, about, and an
// even number of equal ones, so that two cores or more end together. A row group has
// its own dictionaries, so that larger pieces make smaller files, in more memory.
func pieceBytes(shard int64) int64 {
	pairs := (shard + 2*maxPiece - 1) / (2 * maxPiece)
	return max(minPiece, (shard+2*pairs-1)/max(1, 2*pairs))
}

const (
	maxPiece = 40 << 20
	minPiece = 8 << 20
)

// files cuts the inputs into pieces, one shard and one file after the other.
type files struct {
	size   int // of segments
	shards []*shard
	shard  int // the one that is read
	file   int // in the shard
	begun  bool
	even   int64 // size of the shard's pieces
	read   int64 // of the shard
	until  int64 // what the pieces up to this one hold, about
	f      *unpack.Reader
	layout *source.Layout
	cut    *source.Segmenter // of the file, or of the member of an archive
}

// next gives the next piece.
func (r *files) next() (piece, bool, error) {
	if r.shard == len(r.shards) {
		return piece{}, false, nil
	}
	p := piece{shard: r.shards[r.shard], first: !r.begun}
	if p.first {
		r.even, r.read, r.until = pieceBytes(p.shard.bytes()), 0, 0
	}
	r.begun = true
	for r.until += r.even; r.read < r.until && !p.last; {
		in := &p.shard.files[r.file]
		next, err := r.part(in)
		if err != nil {
			return p, false, refused(in, err)
		}
		p.parts = append(p.parts, next)
		size := max(int64(len(next.segment.Data)), next.segment.Oversize)
		p.bytes, r.read = p.bytes+size, r.read+size
		if next.last {
			r.file++
			p.last = r.file == len(p.shard.files)
		}
	}
	if p.last {
		r.shard, r.file, r.begun = r.shard+1, 0, false
	}
	return p, true, nil
}

// refused names the file that cannot be read. What the machine does not let be
// read is no fault of the data.
func refused(in *input, err error) error {
	var machine *fs.PathError
	if errors.As(err, &machine) {
		return err
	}
	return fmt.Errorf("%w: source %s, file %s is refused as a whole: %w", stage.ErrData, in.SourceID, in.File, err)
}

func (r *files) part(in *input) (p part, err error) {
	p = part{in: in, first: r.f == nil}
	if r.f == nil {
		if r.f, err = unpack.Open(in.path, unpack.DefaultLimits); err != nil {
			return p, err
		}
		r.cut = nil
		if err := r.member(in); err != nil {
			return p, err
		}
	}
	for r.cut != nil {
		segment, err := r.cut.Next()
		if err == nil {
			p.layout, p.segment = r.layout, segment
			return p, nil
		}
		if !errors.Is(err, io.EOF) {
			return p, err
		}
		if err := r.member(in); err != nil {
			return p, err
		}
	}
	p.last = true
	if p.sha256, err = r.f.Sum(); err != nil {
		return p, err
	}
	r.close()
	return p, nil
}

// member goes on to the file's next member; after the last one there is no
// segmenter.
func (r *files) member(in *input) error {
	name, err := r.f.Next()
	if errors.Is(err, io.EOF) {
		r.cut = nil
		return nil
	}
	if err != nil {
		return err
	}
	b := bufio.NewReaderSize(r.f, source.HeadBytes)
	head, err := b.Peek(source.HeadBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if r.layout, err = source.Recognize(head, in.source.Layouts); err != nil {
		if name != "" {
			err = fmt.Errorf("member %s, %w", name, err)
		}
		return err
	}
	cut := source.NewSegmenter(b, r.layout)
	cut.AtMost(r.size)
	if r.cut != nil {
		cut.Follow(r.cut)
	}
	r.cut = cut
	return nil
}

func (r *files) close() {
	if r.f != nil {
		_ = r.f.Close() // opened for reading only
		r.f = nil
	}
}
