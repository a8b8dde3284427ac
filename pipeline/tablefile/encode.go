package tablefile

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
	"github.com/klauspost/compress/zstd"

	"multivector/schemas"
)

// properties are the same for every file. A dictionary is used only where the
// declaration says so, and its page is allowed to grow, because a column that
// falls back from a dictionary is written in an order that is not fixed. Data
// pages of version 2 are faster to write. The batch covers a row group, because
// arrow cuts dictionary arrays with nulls wrongly between batches.
//
// A column that is null throughout is written plainly: arrow's encoder of texts
// without the beginning that they share fails on nothing.
func properties(info *schemas.Info, record arrow.Record) *parquet.WriterProperties {
	options := []parquet.WriterProperty{
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithDataPageVersion(parquet.DataPageV2),
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithCompressionLevel(1),
		parquet.WithDictionaryDefault(false),
		parquet.WithDictionaryPageSizeLimit(1 << 30),
		parquet.WithBatchSize(MaxRowGroup),
		parquet.WithMaxRowGroupLength(MaxRowGroup),
		parquet.WithStats(true),
		parquet.WithAllocator(roomy{}),
		parquet.WithCreatedBy("multivector"),
	}
	for i, f := range info.Fields {
		if !f.Compressible() {
			options = append(options, parquet.WithCompressionFor(f.Name, compress.Codecs.Uncompressed))
		}
		switch {
		case f.Dict:
			options = append(options, parquet.WithDictionaryFor(f.Name, true))
		case f.Delta && record.Column(i).NullN() == record.Column(i).Len():
		case f.Delta && f.Kind == schemas.Text:
			options = append(options, parquet.WithEncodingFor(f.Name, parquet.Encodings.DeltaByteArray))
		case f.Delta:
			options = append(options, parquet.WithEncodingFor(f.Name, parquet.Encodings.DeltaBinaryPacked))
		}
	}
	return parquet.NewWriterProperties(options...)
}

// Encode makes a row group of an encoder's rows, at most MaxRowGroup of them,
// and resets the encoder.
func Encode[R any](table *schemas.Table[R], rows *schemas.Encoder[R]) (g Group) {
	defer func() {
		rows.Reset()
		if p := recover(); p != nil { // arrow panics on what it did not foresee
			g = Group{err: fmt.Errorf("table %s: encoding failed: %v", table.Name, p)}
		}
	}()
	g = Group{data: spare.Get().(*bytes.Buffer), sums: rows.Digests()}
	var err error
	if g.meta, err = encodeGroup(table.Describe(), rows.Record(), g.data); err != nil {
		return Group{err: fmt.Errorf("table %s: %w", table.Name, err)}
	}
	return g
}

// spare holds memory for the Parquet files that row groups are cut from.
var spare = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// free gives the memory back.
func (g Group) free() {
	if g.data != nil {
		g.data.Reset()
		spare.Put(g.data)
	}
}

// encodeGroup writes the pages of a row group as they would stand at the
// beginning of a file, and gives the metadata of that file.
func encodeGroup(info *schemas.Info, record arrow.Record, to *bytes.Buffer) (*metadata.FileMetaData, error) {
	settings := properties(info, record)
	arrowSettings := pqarrow.NewArrowWriterProperties(pqarrow.WithAllocator(roomy{}))
	schema, err := pqarrow.ToParquet(record.Schema(), settings, arrowSettings)
	if err != nil {
		return nil, err
	}
	var notes metadata.KeyValueMetadata
	m := record.Schema().Metadata()
	for i, key := range m.Keys() {
		if err := notes.Append(key, m.Values()[i]); err != nil {
			return nil, err
		}
	}
	builder := metadata.NewFileMetadataBuilder(schema, settings, notes)
	group := builder.AppendRowGroup()
	out := sink{to}
	to.WriteString(magic)
	ctx := pqarrow.NewArrowWriteContext(context.Background(), &arrowSettings)
	levels := make([]int16, record.NumRows())
	for i, f := range info.Fields {
		chunk := group.NextColumnChunk()
		pages, err := file.NewPageWriter(out, settings.CompressionFor(f.Name), settings.CompressionLevelFor(f.Name), chunk, 0, int16(i), roomy{}, false, nil, nil)
		if err != nil {
			return nil, err
		}
		column := file.NewColumnChunkWriter(chunk, pager{pages}, settings)
		if err := encodeColumn(ctx, column, record.Column(i), f, levels); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	group.SetNumRows(int(record.NumRows()))
	if err := group.Finish(int64(to.Len()-len(magic)), 0); err != nil {
		return nil, err
	}
	return builder.Finish()
}

// sink tells how much was written to it.
type sink struct{ *bytes.Buffer }

func (s sink) Tell() int64 { return int64(s.Len()) }

// pager compresses pages with encoders that are used again; arrow's makes a new
// one for each page, which costs as much as the compression.
type pager struct{ file.PageWriter }

func (pager) Compress(buf *bytes.Buffer, src []byte) []byte {
	return compressor().EncodeAll(src, buf.AvailableBuffer())
}

var compressor = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constant
	}
	return e
})

func encodeColumn(ctx context.Context, w file.ColumnChunkWriter, values arrow.Array, f schemas.Field, levels []int16) error {
	if f.Nullable {
		defined(values, levels)
	} else {
		levels = nil
	}
	if d, ok := values.(*array.Dictionary); ok {
		if err := encodeDictionary(w, d, levels); err != nil {
			return err
		}
	} else if err := pqarrow.WriteArrowToColumn(ctx, w, values, levels, nil, f.Nullable); err != nil {
		return err
	}
	return w.Close()
}

// defined sets each level to 1 where there is a value, and to 0 where there is
// none.
func defined(values arrow.Array, levels []int16) {
	if values.NullN() == 0 {
		for i := range levels {
			levels[i] = 1
		}
		return
	}
	bits := values.NullBitmapBytes()
	for i := range levels {
		levels[i] = int16(bits[i/8] >> (i % 8) & 1)
	}
}

// encodeDictionary hands over dictionary and indices as they are. pqarrow would
// first look for entries that no row uses, at a quarter of the whole cost; our
// dictionaries have none.
func encodeDictionary(w file.ColumnChunkWriter, d *array.Dictionary, levels []int16) error {
	encoder, ok := w.CurrentEncoder().(interface{ PutDictionary(arrow.Array) error })
	if !ok {
		return fmt.Errorf("the encoder takes no dictionary")
	}
	words := physical(d.Dictionary())
	if err := encoder.PutDictionary(words); err != nil {
		return err
	}
	stats := w.PageStatistics()
	stats.IncNulls(int64(d.NullN()))
	stats.IncNumValues(int64(d.Len() - d.NullN()))
	if err := stats.UpdateFromArrow(words, false); err != nil {
		return err
	}
	writer, ok := w.(interface {
		WriteDictIndices(indices arrow.Array, defLevels, repLevels []int16) error
	})
	if !ok {
		return fmt.Errorf("the column takes no indices")
	}
	return writer.WriteDictIndices(d.Indices(), levels, nil)
}

// physical gives days and instants as the numbers that Parquet stores.
func physical(a arrow.Array) arrow.Array {
	var as arrow.DataType
	switch a.DataType().ID() {
	case arrow.DATE32:
		as = arrow.PrimitiveTypes.Int32
	case arrow.TIMESTAMP:
		as = arrow.PrimitiveTypes.Int64
	default:
		return a
	}
	d := a.Data()
	return array.MakeFromData(array.NewData(as, d.Len(), d.Buffers(), nil, d.NullN(), d.Offset()))
}
