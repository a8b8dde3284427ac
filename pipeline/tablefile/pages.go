package tablefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/klauspost/compress/zstd"

	"multivector/schemas"
)

// pager writes columns as pages, by the Parquet format's own description
// (github.com/apache/parquet-format, Encodings.md and parquet.thrift): one data
// page of version 1, and before it a dictionary page where there is a dictionary.
// Its memory is used again.
type pager struct {
	to              *bytes.Buffer
	body            []byte // of a page
	packed          []byte // the same, compressed
	indices         []int32
	shared, lengths []int64 // of beginnings
}

var pagers = sync.Pool{New: func() any { return new(pager) }}

// column writes a column and completes its metadata.
func (p *pager) column(values arrow.Array, f schemas.Field, encoding parquet.Encoding, chunk *metadata.ColumnChunkMetaDataBuilder) error {
	from := p.to.Len()
	info := metadata.ChunkMetaInfo{NumValues: int64(values.Len()), IndexPageOffset: -1}
	stats := metadata.EncodingStats{DataEncodingStats: map[parquet.Encoding]int32{encoding: 1}}
	p.body = p.body[:0]
	d, isDictionary := values.(*array.Dictionary)
	if isDictionary {
		info.DictPageOffset = int64(from)
		if err := p.plain(d.Dictionary()); err != nil {
			return err
		}
		info.UncompressedSize += p.page(dictionaryPage, d.Dictionary().Len(), parquet.Encodings.Plain)
		encoding = parquet.Encodings.RLEDict
		stats.DictEncodingStats = map[parquet.Encoding]int32{parquet.Encodings.Plain: 1}
		stats.DataEncodingStats = map[parquet.Encoding]int32{encoding: 1}
	}
	if f.Nullable {
		p.levels(values)
	}
	if err := p.values(values, encoding); err != nil {
		return err
	}
	info.DataPageOffset = int64(p.to.Len())
	info.UncompressedSize += p.page(dataPage, values.Len(), encoding)
	info.CompressedSize = int64(p.to.Len() - from)
	if values.Len() > 0 {
		chunk.SetStats(statistics(values))
	}
	return chunk.Finish(info, isDictionary, false, stats, nil)
}

// values appends those that are defined.
func (p *pager) values(values arrow.Array, encoding parquet.Encoding) error {
	switch encoding {
	case parquet.Encodings.RLEDict:
		d, _ := values.(*array.Dictionary)
		p.body = appendIndices(p.body, p.dense(d), d.Dictionary().Len())
	case parquet.Encodings.DeltaBinaryPacked:
		numbers, ok := values.(*array.Int64)
		if !ok {
			return fmt.Errorf("%s is not written as differences", values.DataType())
		}
		p.body = appendDifferences(p.body, numbers.Int64Values())
	case parquet.Encodings.DeltaByteArray:
		texts, ok := values.(*array.String)
		if !ok {
			return fmt.Errorf("%s has no beginnings that are shared", values.DataType())
		}
		p.beginnings(texts)
	default:
		return p.plain(values)
	}
	return nil
}

// The types of a page.
const (
	dataPage       = 0
	dictionaryPage = 2
)

// page compresses the body, writes it behind its header, and gives its length with
// that of the header. The body is empty then.
func (p *pager) page(kind, n int, encoding parquet.Encoding) int64 {
	p.packed = compressor().EncodeAll(p.body, p.packed[:0])
	header := pageHeader(kind, n, encoding, len(p.body), len(p.packed))
	size := int64(len(header) + len(p.body))
	p.to.Write(header)
	p.to.Write(p.packed)
	p.body = p.body[:0]
	return size
}

// pageHeader writes a PageHeader in Thrift's compact protocol: fields of 32 bits,
// each after its distance from the one before and its type (5), a structure (12),
// and a zero at the end of each structure.
func pageHeader(kind, n int, encoding parquet.Encoding, size, packed int) []byte {
	h := make([]byte, 0, 32)
	number := func(v int) { h = binary.AppendVarint(append(h, 1<<4|5), int64(v)) }
	number(kind)
	number(size)
	number(packed)
	if kind == dataPage {
		h = append(h, 2<<4|12) // field 5, data_page_header
	} else {
		h = append(h, 4<<4|12) // field 7, dictionary_page_header
	}
	number(n)
	number(int(encoding))
	if kind == dataPage {
		number(int(parquet.Encodings.RLE)) // of definition levels
		number(int(parquet.Encodings.RLE)) // of repetition levels, of which there are none
	}
	return append(h, 0, 0)
}

// compressor is used by all cores at once.
var compressor = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20), zstd.WithAllLitEntropyCompression(true))
	if err != nil {
		panic(err) // the options are constant
	}
	return e
})

// levels appends which values are defined: a run where all or none are, else a
// bit for each.
func (p *pager) levels(values arrow.Array) {
	at := len(p.body)
	p.body = append(p.body, 0, 0, 0, 0)
	switch n := values.Len(); values.NullN() {
	case 0:
		p.body = append(appendRun(p.body, n), 1)
	case n:
		p.body = append(appendRun(p.body, n), 0)
	default:
		p.body = append(appendGroups(p.body, n), values.NullBitmapBytes()[:(n+7)/8]...)
	}
	binary.LittleEndian.PutUint32(p.body[at:], uint32(len(p.body)-at-4))
}

// dense gives the indices of the values that are defined.
func (p *pager) dense(d *array.Dictionary) []int32 {
	all, _ := d.Indices().(*array.Int32)
	return defined(all.Int32Values(), d, &p.indices)
}

// defined gives those of the values that are, in spare memory where some are not.
func defined[T any](values []T, of arrow.Array, memory *[]T) []T {
	if of.NullN() == 0 {
		return values
	}
	some, bits := (*memory)[:0], of.NullBitmapBytes()
	for i, v := range values {
		if bits[i/8]>>(i%8)&1 == 1 {
			some = append(some, v)
		}
	}
	*memory = some
	return some
}

// plain appends values as they are.
func (p *pager) plain(values arrow.Array) error {
	width := 8
	switch a := values.(type) {
	case *array.String:
		p.body = slices.Grow(p.body, 4*a.Len()+len(a.ValueBytes()))
		for i := range a.Len() {
			if a.IsValid(i) {
				text := a.Value(i)
				p.body = binary.LittleEndian.AppendUint32(p.body, uint32(len(text)))
				p.body = append(p.body, text...)
			}
		}
		return nil
	case *array.Boolean:
		p.truths(a)
		return nil
	case *array.Int32, *array.Date32:
		width = 4
	case *array.Int64, *array.Timestamp, *array.Float64:
	default:
		return fmt.Errorf("%s is not written", values.DataType())
	}
	data := values.Data().Buffers()[1].Bytes()[:width*values.Len()]
	if values.NullN() == 0 {
		p.body = append(p.body, data...)
		return nil
	}
	for i := range values.Len() {
		if values.IsValid(i) {
			p.body = append(p.body, data[i*width:(i+1)*width]...)
		}
	}
	return nil
}

// truths appends a bit for each value that is defined.
func (p *pager) truths(values *array.Boolean) {
	n := 0
	for i := range values.Len() {
		if values.IsNull(i) {
			continue
		}
		if n%8 == 0 {
			p.body = append(p.body, 0)
		}
		if values.Value(i) {
			p.body[len(p.body)-1] |= 1 << (n % 8)
		}
		n++
	}
}

// beginnings appends texts without the beginning that each shares with the one
// before.
func (p *pager) beginnings(values *array.String) {
	shared, lengths, size := p.shared[:0], p.lengths[:0], 0
	last := ""
	for i := range values.Len() {
		if values.IsNull(i) {
			continue
		}
		text := values.Value(i)
		n := sharedBytes(last, text)
		shared, lengths = append(shared, int64(n)), append(lengths, int64(len(text)-n))
		size += len(text) - n
		last = text
	}
	p.body = appendDifferences(p.body, shared)
	p.body = appendDifferences(p.body, lengths)
	p.body = slices.Grow(p.body, size)
	at := 0
	for i := range values.Len() {
		if values.IsValid(i) {
			p.body = append(p.body, values.Value(i)[shared[at]:]...)
			at++
		}
	}
	p.shared, p.lengths = shared, lengths
}
