package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Limits on what is held in memory.
const (
	SegmentBytes = 4 << 20  // a segment, about
	MaxRecord    = 1 << 20  // a record; a longer one is quarantined unread
	WholeBytes   = 16 << 20 // a file that is read as one segment
)

// Segment is a run of whole records of a file.
type Segment struct {
	Data   []byte
	Offset int64 // of its first byte in the file
	Line   int64 // of its first byte, from 1
	First  bool  // it begins a file, or a member of an archive
	// Oversize is the length of a record beyond MaxRecord, of which Data holds
	// the beginning only; 0 for ordinary segments.
	Oversize int64
}

// Free gives the memory back, once nothing points into Data any more.
func (s Segment) Free() {
	if cap(s.Data) >= SegmentBytes {
		whole := s.Data[:SegmentBytes]
		memory.Put(&whole)
	}
}

// memory keeps that of segments for the next ones, as long as there are any.
var memory sync.Pool

// space gives memory for n bytes.
func space(n int) []byte {
	if n == SegmentBytes {
		if b, ok := memory.Get().(*[]byte); ok {
			return *b
		}
	}
	return make([]byte, n)
}

// Segmenter cuts a stream into segments.
type Segmenter struct {
	in     io.Reader
	quoted bool
	rest   []byte // begun but not yet handed out
	spare  []byte // memory for the rest, so that it never lies in what was handed out
	saved  bool   // the rest lies in spare
	offset int64
	line   int64
	end    bool
	begun  bool
	ended  bool // the last byte was a line break
	size   int  // of the next segment, about: small files need little memory
	most   int  // of a segment, about
	whole  bool // the file is one segment
}

// NewSegmenter cuts what in yields by the lines of a layout.
func NewSegmenter(in io.Reader, layout *Layout) *Segmenter {
	s := &Segmenter{in: in, quoted: layout.Quoted, line: 1, size: 1 << 16, most: SegmentBytes}
	if s.whole = layout.Whole; s.whole {
		s.size, s.most = WholeBytes, WholeBytes
	}
	return s
}

// AtMost bounds the size of segments, about. What is read does not depend on it.
func (s *Segmenter) AtMost(n int) {
	if !s.whole {
		s.most, s.size = n, min(n, s.size)
	}
}

// Follow lets a segmenter count on from where another one ended, on a new line.
func (s *Segmenter) Follow(other *Segmenter) {
	s.offset, s.line = other.offset, other.line
	if other.begun && !other.ended {
		s.line++
	}
}

// Next gives the next segment, and io.EOF after the last.
func (s *Segmenter) Next() (Segment, error) {
	for {
		if !s.end && len(s.rest) < s.size {
			if err := s.fill(); err != nil {
				return Segment{}, err
			}
		}
		if len(s.rest) == 0 {
			return Segment{}, io.EOF
		}
		if s.whole && !s.end {
			return Segment{}, fmt.Errorf("the file has more than %d bytes; its events lie in several rows each, so that it is read as a whole", WholeBytes)
		}
		if s.whole {
			return s.take(len(s.rest)), nil
		}
		if cut := s.lastRecordEnd(); cut > 0 {
			return s.take(cut), nil
		}
		if len(s.rest) > MaxRecord {
			return s.skipLong()
		}
		if s.end {
			return s.take(len(s.rest)), nil
		}
		s.size = 2 * len(s.rest) // a record that is longer than a segment
	}
}

// fill reads until a segment's worth is there or the stream ends.
func (s *Segmenter) fill() error {
	buf := space(max(s.size, len(s.rest)+1))
	n := copy(buf, s.rest)
	m, err := io.ReadFull(s.in, buf[n:])
	s.rest, s.saved = buf[:n+m], false
	s.size = min(s.size*8, s.most)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.end, err = true, nil
	}
	return err
}

// lastRecordEnd gives the length up to the last line break that ends a record.
func (s *Segmenter) lastRecordEnd() int {
	if !s.quoted {
		return bytes.LastIndexByte(s.rest, '\n') + 1
	}
	end, inside := 0, false
	for i, c := range s.rest {
		switch c {
		case '"':
			inside = !inside
		case '\n':
			if !inside {
				end = i + 1
			}
		}
	}
	return end
}

func (s *Segmenter) take(n int) Segment {
	seg := Segment{Data: s.rest[:n], Offset: s.offset, Line: s.line, First: !s.begun}
	s.begun, s.ended = true, s.rest[n-1] == '\n'
	s.offset += int64(n)
	s.line += int64(bytes.Count(seg.Data, []byte{'\n'}))
	if s.saved {
		s.spare = nil // it is handed out itself
	}
	s.spare = append(s.spare[:0], s.rest[n:]...)
	s.rest, s.saved = s.spare, true
	return seg
}

// skipLong passes over a record that is too long, to the next line break.
func (s *Segmenter) skipLong() (Segment, error) {
	seg := Segment{Data: bytes.Clone(s.rest[:MaxRecord]), Offset: s.offset, Line: s.line, First: !s.begun}
	for {
		n := bytes.IndexByte(s.rest, '\n')
		if n >= 0 {
			seg.Oversize += int64(n)
			s.take(n + 1)
			return seg, nil
		}
		seg.Oversize += int64(len(s.rest))
		s.take(len(s.rest))
		if s.end {
			return seg, nil
		}
		if err := s.fill(); err != nil {
			return Segment{}, err
		}
		if len(s.rest) == 0 {
			return seg, nil
		}
	}
}
