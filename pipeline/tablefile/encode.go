package tablefile

import (
	"bytes"
	"context"
	"fmt"

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
func properties(info *schemas.Info) *parquet.WriterProperties {
	options := []parquet.WriterProperty{
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithDataPageVersion(parquet.DataPageV2),
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithDictionaryDefault(false),
		parquet.WithDictionaryPageSizeLimit(1 << 30),
		parquet.WithBatchSize(RowGroup),
		parquet.WithMaxRowGroupLength(RowGroup),
		parquet.WithStats(true),
		parquet.WithAllocator(roomy{}),
		parquet.WithCreatedBy("multivector"),
	}
	for _, f := range info.Fields {
		if f.Dict {
			options = append(options, parquet.WithDictionaryFor(f.Name, true))
		}
	}
	return parquet.NewWriterProperties(options...)
}

// encode makes a row group: a Parquet file in memory, of which the data pages
// and the metadata are kept.
func encode(info *schemas.Info, record arrow.Record) (g group) {
	defer func() {
		if p := recover(); p != nil { // arrow panics on what it did not foresee
			g = group{err: fmt.Errorf("table %s: encoding failed: %v", info.Name, p)}
		}
	}()
	data, err := encodeFile(info, record)
	if err != nil {
		return group{err: fmt.Errorf("table %s: %w", info.Name, err)}
	}
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		return group{err: err}
	}
	meta := r.MetaData()
	return group{data: data[len(magic) : len(data)-meta.Size()-footerTail], meta: meta}
}

func encodeFile(info *schemas.Info, record arrow.Record) ([]byte, error) {
	settings := properties(info)
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
	var sink bytes.Buffer
	w := file.NewParquetWriter(&sink, schema.Root(), file.WithWriterProps(settings), file.WithWriteMetadata(notes))
	rows := w.AppendRowGroup()
	ctx := pqarrow.NewArrowWriteContext(context.Background(), &arrowSettings)
	for i, f := range info.Fields {
		column, err := rows.NextColumn()
		if err != nil {
			return nil, err
		}
		if err := encodeColumn(ctx, column, record.Column(i), f); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	err = w.Close()
	return sink.Bytes(), err
}

func encodeColumn(ctx context.Context, w file.ColumnChunkWriter, values arrow.Array, f schemas.Field) error {
	var levels []int16 // 1 where a value is defined
	if f.Nullable {
		levels = make([]int16, values.Len())
		for i := range levels {
			if values.IsValid(i) {
				levels[i] = 1
			}
		}
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

// encodeDictionary hands over dictionary and indices as they are. pqarrow would
// first look for entries that no row uses, at a quarter of the whole cost; our
// dictionaries have none.
func encodeDictionary(w file.ColumnChunkWriter, d *array.Dictionary, levels []int16) error {
	encoder, ok := w.CurrentEncoder().(interface{ PutDictionary(arrow.Array) error })
	if !ok {
		return fmt.Errorf("the encoder takes no dictionary")
	}
	if err := encoder.PutDictionary(d.Dictionary()); err != nil {
		return err
	}
	stats := w.PageStatistics()
	stats.IncNulls(int64(d.NullN()))
	stats.IncNumValues(int64(d.Len() - d.NullN()))
	if err := stats.UpdateFromArrow(d.Dictionary(), false); err != nil {
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
