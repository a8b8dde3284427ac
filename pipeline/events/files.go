package events

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"

	"multivector/pipeline/events/source"
)

// piece is a segment of a file, on its way to be parsed.
type piece struct {
	in      *input
	segment source.Segment
	first   bool
	last    bool
	sha256  string // of the whole file, in its last piece
	bytes   int64
}

// files cuts the inputs into pieces, one file after the other.
type files struct {
	inputs []input
	at     int
	f      *os.File
	sum    hash.Hash
	cut    *source.Segmenter
	begun  bool
}

// next gives the next piece. The last piece of a file has no segment: it says
// that the file is complete.
func (r *files) next() (piece, bool, error) {
	if r.at == len(r.inputs) {
		return piece{}, false, nil
	}
	in := &r.inputs[r.at]
	if r.f == nil {
		f, err := os.Open(in.path)
		if err != nil {
			return piece{}, false, err
		}
		r.f, r.sum, r.begun = f, sha256.New(), false
		r.cut = source.NewSegmenter(io.TeeReader(f, r.sum), &in.source.Layout)
	}
	p := piece{in: in, first: !r.begun}
	r.begun = true
	segment, err := r.cut.Next()
	if errors.Is(err, io.EOF) {
		p.last, p.sha256 = true, hex.EncodeToString(r.sum.Sum(nil))
		r.close()
		r.at++
		return p, true, nil
	}
	p.segment, p.bytes = segment, max(int64(len(segment.Data)), segment.Oversize)
	return p, true, err
}

func (r *files) close() {
	if r.f != nil {
		_ = r.f.Close() // opened for reading only
		r.f = nil
	}
}
