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

// piece is a segment of a file, on its way to be parsed.
type piece struct {
	in      *input
	layout  *source.Layout
	segment source.Segment
	first   bool
	last    bool
	sha256  string // of the whole file, in its last piece
	bytes   int64
}

// files cuts the inputs into pieces, one file after the other.
type files struct {
	inputs  []input
	segment int // size of segments
	at      int
	f       *unpack.Reader
	layout  *source.Layout
	cut     *source.Segmenter // of the file, or of the member of an archive
	begun   bool
}

// next gives the next piece. The last piece of a file has no segment: it says
// that the file is complete.
func (r *files) next() (piece, bool, error) {
	if r.at == len(r.inputs) {
		return piece{}, false, nil
	}
	in := &r.inputs[r.at]
	p, err := r.piece(in)
	if err != nil {
		return piece{}, false, refused(in, err)
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

func (r *files) piece(in *input) (p piece, err error) {
	if r.f == nil {
		if r.f, err = unpack.Open(in.path, unpack.DefaultLimits); err != nil {
			return p, err
		}
		r.cut, r.begun = nil, false
		if err := r.member(in); err != nil {
			return p, err
		}
	}
	p = piece{in: in, first: !r.begun}
	r.begun = true
	for r.cut != nil {
		segment, err := r.cut.Next()
		if err == nil {
			p.layout, p.segment, p.bytes = r.layout, segment, max(int64(len(segment.Data)), segment.Oversize)
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
	r.at++
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
	cut.AtMost(r.segment)
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
