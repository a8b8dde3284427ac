package events

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"unicode/utf8"
	"unsafe"

	"multivector/pipeline/events/source"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// parsed is what a piece yields.
type parsed struct {
	piece
	accounts []account         // of the piece's parts
	groups   []tablefile.Group // of events, or of mentions
	notes    []schemas.ChronicleNote
	ids      []uint64 // hashes of the rows' ids
	counts   idCounts
}

// account counts the records of a part.
type account struct {
	read, published int64
	faults          []schemas.Fault
	excluded        map[string]int64 // by reason
	forms           forms
}

// blockRows is how many rows are gathered before their values are moved to the
// columns: few enough to stay in the processor's cache.
const blockRows = 64

// block gathers rows, whose texts point into the segment.
type block[R any] struct {
	rows []R
	emit func([]R) // takes the rows' values
}

// add gives the next row, with fields that are zero.
func (b *block[R]) add() *R {
	if b.rows == nil {
		b.rows = make([]R, 0, blockRows)
	}
	b.rows = b.rows[:len(b.rows)+1]
	row := &b.rows[len(b.rows)-1]
	clear(b.rows[len(b.rows)-1:])
	return row
}

func (b *block[R]) dropLast() { b.rows = b.rows[:len(b.rows)-1] }

// flush hands the rows over, and tells how many they were.
func (b *block[R]) flush() int64 {
	n := len(b.rows)
	if n > 0 {
		b.emit(b.rows)
		b.rows = b.rows[:0]
	}
	return int64(n)
}

// parser reads records. What it holds is used again from piece to piece.
type parser struct {
	account
	in     *input
	ref    *source.Reference
	layout *source.Layout
	record source.Record
	fields source.Fields
	cut    bool // the record has no line break: the file ends with it
	latin1 bool // the record was ISO 8859-1
	twice  bool // the segment may hold text that was encoded twice

	rows     []source.Row // of a source that joins them
	events   block[schemas.Event]
	mentions block[schemas.EventMention]
	notes    []schemas.ChronicleNote
	ids      []uint64
	texts    arena
	flags    map[source.Flag]string // the text of each set of flags that was met
}

// segment reads a segment of a file. It is a pure function of the segment's
// bytes and the reference tables.
func (p *parser) segment(in *input, layout *source.Layout, s source.Segment) error {
	p.in, p.layout = in, layout
	p.record.Ref = p.ref
	defer p.flush() // before the segment's memory is used again
	data, offset, line := s.Data, s.Offset, s.Line
	if s.Oversize > 0 {
		if p.layout.Quoted {
			return fmt.Errorf("%w: source %s, file %s, line %d: a quote that is missing or too many; the record from there on is over %d bytes long",
				stage.ErrData, p.in.SourceID, p.in.File, line, source.MaxRecord)
		}
		p.read++
		p.quarantine(line, offset, offset+s.Oversize, source.Fault{
			Value: text(data), Reason: "record_too_long",
			Message: fmt.Sprintf("the record is %d bytes long, at most %d are read", s.Oversize, source.MaxRecord),
		})
		return nil
	}
	if s.First && p.layout.Mark && !p.layout.Header {
		rest := bytes.TrimPrefix(data, []byte(byteOrderMark))
		offset += int64(len(data) - len(rest))
		data = rest
	}
	p.twice = bytes.IndexByte(data, 0xc3) >= 0
	suspect := bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data)
	for len(data) > 0 {
		n := p.recordEnd(data)
		body := bytes.TrimSuffix(data[:n], []byte{'\n'})
		p.cut = len(body) == n
		if p.layout.Header && s.First && offset == s.Offset {
			// The header, by which the layout was told.
		} else if err := p.one(body, offset, line, suspect); err != nil {
			return err
		}
		if p.layout.Quoted {
			line += int64(bytes.Count(data[:n], []byte{'\n'}))
		} else {
			line++
		}
		offset += int64(n)
		data = data[n:]
	}
	p.join()
	return nil
}

// flush hands the gathered rows over.
func (p *parser) flush() {
	p.published += p.events.flush() + p.mentions.flush()
	p.texts.used = 0
}

// recordEnd gives the length of the first record, with its line break.
func (p *parser) recordEnd(data []byte) int {
	if !p.layout.Quoted {
		if n := bytes.IndexByte(data, '\n'); n >= 0 {
			return n + 1
		}
		return len(data)
	}
	inside := false
	for i, c := range data {
		switch {
		case c == '"':
			inside = !inside
		case c == '\n' && !inside:
			return i + 1
		}
	}
	return len(data)
}

// one reads a record, and publishes or quarantines it. Where quotes are broken,
// nobody can tell where a record ends, so that the fault is the whole file's.
func (p *parser) one(body []byte, offset, line int64, suspect bool) error {
	p.read++
	end := offset + int64(len(body))
	p.fields.Clear()
	p.latin1 = false
	if fault, bad := p.split(body, suspect); bad {
		if p.layout.Quoted && (fault.Reason == "quoting" || fault.Reason == "record_too_long" || bytes.IndexByte(body, '\n') >= 0) {
			return fmt.Errorf("%w: source %s, file %s, line %d: a quote that is missing or too many; the record from there on is %d bytes long: %s",
				stage.ErrData, p.in.SourceID, p.in.File, line, len(body), fault.Message)
		}
		return p.fault(line, offset, end, fault)
	}
	p.record.Begin(p.layout, &p.fields)
	if p.latin1 {
		p.record.Flags |= source.DecodedLatin1
	}
	if len(p.events.rows) == blockRows || len(p.mentions.rows) == blockRows {
		p.flush()
	}
	if p.in.source.ReadMention != nil {
		return p.mention(offset, end, line)
	}
	e := p.events.add()
	p.in.source.Read(&p.record, e)
	if fault, bad := p.record.Fault(); bad {
		p.events.dropLast()
		return p.fault(line, offset, end, fault)
	}
	p.forms.meet(p.record.Form, line)
	if p.record.Excluded != "" {
		p.events.dropLast()
		p.exclude(p.record.Excluded)
		return nil
	}
	if p.twice && encodedTwice(body) {
		p.record.Flags |= source.EncodedTwice
	}
	e.Line, e.ByteStart, e.ByteEnd = line, offset, end
	if p.in.source.Join != nil {
		p.rows = append(p.rows, source.Row{Event: *e, Flags: p.record.Flags, Part: p.record.Part})
		p.events.dropLast()
		return nil
	}
	p.ids = append(p.ids, p.harmonize(e))
	if note := p.record.Note; note != nil {
		note.EventUID = strings.Clone(e.EventUID)
		p.notes = append(p.notes, *note)
	}
	return nil
}

// split cuts a record into fields, or says why it cannot.
func (p *parser) split(body []byte, suspect bool) (source.Fault, bool) {
	if len(body) > source.MaxRecord {
		return source.Fault{Value: text(body), Reason: "record_too_long",
			Message: fmt.Sprintf("the record is %d bytes long, at most %d are read", len(body), source.MaxRecord)}, true
	}
	if suspect {
		if i := bytes.IndexByte(body, 0); i >= 0 {
			return source.Fault{Value: text(around(body, i)), Reason: "nul_byte", Message: fmt.Sprintf("byte %d of the record is NUL", i)}, true
		}
		if i := invalid(body); i >= 0 && p.layout.Latin1 {
			body, p.latin1 = fromLatin1(body), true
		} else if i >= 0 {
			return source.Fault{Value: text(around(body, i)), Reason: "not_utf8", Message: fmt.Sprintf("byte %d of the record is not UTF-8", i)}, true
		}
	}
	if p.layout.Quoted {
		if fault, bad := p.splitQuoted(body); bad {
			return fault, true
		}
	} else {
		if bare, ok := bytes.CutSuffix(body, []byte{'\r'}); ok && p.layout.CRLF {
			body = bare
		} else if ok {
			return source.Fault{Value: text(around(body, len(body))), Reason: "carriage_return", Message: "the line ends with a carriage return; the source's files do not, so this one was rewritten"}, true
		}
		p.fields.Split(text(body), p.layout.Separator)
	}
	return p.count(body)
}

// columnCount is the reason of a record with too few or too many columns.
const columnCount = "column_count"

// count holds the number of fields against the layout.
func (p *parser) count(body []byte) (source.Fault, bool) {
	got, want := p.fields.Len(), len(p.layout.Columns)
	if got < want && got >= want-p.layout.Optional {
		return source.Fault{}, false
	}
	if p.cut && got < want {
		return source.Fault{Value: text(body), Reason: "truncated_record", Message: fmt.Sprintf("the file ends within the record, after %d of %d columns", got, want)}, true
	}
	if got != want {
		return source.Fault{Value: text(body), Reason: columnCount, Message: fmt.Sprintf("%d columns, expected %s", got, expectedColumns(p.layout))}, true
	}
	return source.Fault{}, false
}

func (p *parser) splitQuoted(body []byte) (source.Fault, bool) {
	r := csv.NewReader(bytes.NewReader(body))
	r.Comma, r.FieldsPerRecord = rune(p.layout.Separator), -1
	fields, err := r.Read()
	if err != nil {
		return source.Fault{Value: text(body), Reason: "quoting", Message: fmt.Sprintf("the record's quotes or line breaks are broken: %v", err)}, true
	}
	p.fields.Join(fields)
	return source.Fault{}, false
}

// quarantine keeps a faulty record with its place.
func (p *parser) quarantine(line, start, end int64, f source.Fault) {
	p.faults = append(p.faults, schemas.Fault{
		SourceID: p.in.SourceID, File: p.in.File, Line: line, ByteStart: start, ByteEnd: end,
		Field: f.Field, RawValue: strings.Clone(printable(clip(f.Value))), ReasonCode: f.Reason, Message: printable(f.Message),
	})
}

const byteOrderMark = "\uFEFF"

// text shares the memory of bytes that are not changed afterwards.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// clip keeps the first 1,000 bytes of a value.
func clip(s string) string { return s[:min(len(s), 1000)] }

// around gives the bytes about a place.
func around(b []byte, at int) []byte { return b[max(0, at-20):min(len(b), at+20)] }

func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// printable writes what is not printable text as \xNN.
func printable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || r < ' ' && r != '\t' || r == 0x7f {
			fmt.Fprintf(&b, `\x%02x`, s[i:i+n])
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}
