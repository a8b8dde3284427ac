package tablefile

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"multivector/schemas"
)

// properties say how each column is encoded; they end up in the footer. A
// dictionary is used where the declaration says so and nowhere else. A column
// that is null throughout is written plainly: arrow fails to read texts without
// the beginning that they share where there are none.
func properties(info *schemas.Info, record arrow.Record) *parquet.WriterProperties {
	options := []parquet.WriterProperty{
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithDictionaryDefault(false),
		parquet.WithCreatedBy("multivector"),
	}
	for i, f := range info.Fields {
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
	schema, err := pqarrow.ToParquet(record.Schema(), settings, pqarrow.DefaultWriterProps())
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
	to.WriteString(magic)
	pages := pagers.Get().(*pager)
	defer pagers.Put(pages)
	pages.to = to
	for i, f := range info.Fields {
		if err := pages.column(record.Column(i), f, settings.EncodingFor(f.Name), group.NextColumnChunk()); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	group.SetNumRows(int(record.NumRows()))
	if err := group.Finish(int64(to.Len()-len(magic)), 0); err != nil {
		return nil, err
	}
	return builder.Finish()
}
