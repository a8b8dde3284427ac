package tablefile

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"multivector/schemas"
)

// Read hands a table's rows to each, some thousand at a time. The rows and
// their texts may be kept.
func Read[R any](ctx context.Context, path string, table *schemas.Table[R], each func([]R) error) error {
	all, err := files(path)
	if err != nil {
		return err
	}
	for _, f := range all {
		if err := readFile(ctx, f, table, each); err != nil {
			return err
		}
	}
	return nil
}

func readFile[R any](ctx context.Context, path string, table *schemas.Table[R], each func([]R) error) error {
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer f.Close()
	r, err := pqarrow.NewFileReader(f, pqarrow.ArrowReadProperties{BatchSize: 1 << 13}, memory.DefaultAllocator)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	records, err := r.GetRecordReader(ctx, nil, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer records.Release()
	if got, want := records.Schema(), table.Arrow(); len(got.Fields()) != len(want.Fields()) {
		return fmt.Errorf("%s: %d columns, but %s declares %d", path, len(got.Fields()), table.Name, len(want.Fields()))
	}
	for records.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := each(table.Decode(records.Record())); err != nil {
			return err
		}
	}
	if err := records.Err(); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// ReadAll gives all rows of a table that fits in memory.
func ReadAll[R any](ctx context.Context, path string, table *schemas.Table[R]) ([]R, error) {
	var all []R
	err := Read(ctx, path, table, func(rows []R) error {
		all = append(all, rows...)
		return nil
	})
	return all, err
}
