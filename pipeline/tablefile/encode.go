package tablefile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

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
	if err := encodeFile(table.Describe(), rows.Record(), g.data); err != nil {
		return Group{err: fmt.Errorf("table %s: %w", table.Name, err)}
	}
	r, err := file.NewParquetReader(bytes.NewReader(g.data.Bytes()))
	if err != nil {
		return Group{err: err}
	}
	g.meta = r.MetaData()
	return g
}

// spare holds memory for the Parquet files that row groups are cut from.
var spare = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// pages gives the data pages: the file without its ends.
func (g Group) pages() []byte {
	return g.data.Bytes()[len(magic) : g.data.Len()-g.meta.Size()-footerTail]
}

// free gives the memory back.
func (g Group) free() {
	if g.data != nil {
		g.data.Reset()
		spare.Put(g.data)
	}
}

func encodeFile(info *schemas.Info, record arrow.Record, to io.Writer) error {
	settings := properties(info, record)
	arrowSettings := pqarrow.NewArrowWriterProperties(pqarrow.WithAllocator(roomy{}))
	schema, err := pqarrow.ToParquet(record.Schema(), settings, arrowSettings)
	if err != nil {
		return err
	}
	var notes metadata.KeyValueMetadata
	m := record.Schema().Metadata()
	for i, key := range m.Keys() {
		if err := notes.Append(key, m.Values()[i]); err != nil {
			return err
		}
	}
	w := file.NewParquetWriter(to, schema.Root(), file.WithWriterProps(settings), file.WithWriteMetadata(notes))
	rows := w.AppendRowGroup()
	ctx := pqarrow.NewArrowWriteContext(context.Background(), &arrowSettings)
	levels := make([]int16, record.NumRows())
	for i, f := range info.Fields {
		column, err := rows.NextColumn()
		if err != nil {
			return err
		}
		if err := encodeColumn(ctx, column, record.Column(i), f, levels); err != nil {
			return fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	return w.Close()
}

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
