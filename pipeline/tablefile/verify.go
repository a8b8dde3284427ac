package tablefile

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	xreader "github.com/xitongsys/parquet-go/reader"
	xsource "github.com/xitongsys/parquet-go/source"
	"golang.org/x/sync/errgroup"

	"multivector/schemas"
)

// Verify reads a table with xitongsys/parquet-go, an implementation that shares
// no code with the writer's, and compares the row count, the null counts and
// the digest of every column with what was written. The files of a folder are read on
// all cores.
func Verify(path string, info *schemas.Info, want File) error {
	all, err := files(path)
	if err != nil {
		return err
	}
	// That implementation makes much garbage and keeps little, so that half of its time
	// would go by in looking for garbage.
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	of := make([][]schemas.Digest, len(all))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range all {
		g.Go(func() (err error) {
			of[i], err = digests(f, info)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	sums := make([]schemas.Digest, len(info.Fields))
	for _, file := range of {
		for i := range sums {
			sums[i] = sums[i].Join(file[i])
		}
	}
	if rows := sums[0].Rows; rows != want.Rows {
		return fmt.Errorf("%s: %d rows were written, %d are read back", path, want.Rows, rows)
	}
	for i, got := range columns(info, sums) {
		if got != want.Columns[i] {
			return fmt.Errorf("%s: column %s: written %+v, read back %+v", path, got.Name, want.Columns[i], got)
		}
	}
	return nil
}

// digests sums up the columns of a file.
func digests(path string, info *schemas.Info) (sums []schemas.Digest, err error) {
	defer func() {
		if p := recover(); p != nil { // that implementation panics on a broken file
			err = fmt.Errorf("%s: cannot be read back: %v", path, p)
		}
	}()
	src, err := openLocal(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	r, err := xreader.NewParquetColumnReader(src, 1)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read back: %w", path, err)
	}
	defer r.ReadStop()
	for i, f := range info.Fields {
		sum, err := digestColumn(r, i, f, r.GetNumRows())
		if err != nil {
			return nil, fmt.Errorf("%s: column %s: %w", path, f.Name, err)
		}
		sums = append(sums, sum)
	}
	return sums, nil
}

func digestColumn(r *xreader.ParquetReader, index int, f schemas.Field, rows int64) (schemas.Digest, error) {
	var sum schemas.Digest
	for sum.Rows < rows {
		values, _, _, err := r.ReadColumnByIndex(int64(index), min(rows-sum.Rows, RowGroup))
		if err != nil {
			return sum, err
		}
		if len(values) == 0 {
			return sum, io.ErrUnexpectedEOF
		}
		for _, v := range values {
			switch v := v.(type) {
			case nil:
				sum.Null()
			case string:
				sum.Text(v)
			case int32:
				sum.Int(int64(v))
			case int64:
				sum.Int(v)
			case float64:
				sum.Float(v)
			case bool:
				sum.Bool(v)
			default:
				return sum, fmt.Errorf("unexpected type %T for %s", v, f.Kind)
			}
		}
	}
	return sum, nil
}

// local lets xitongsys/parquet-go open a file; it asks for one handle a column.
type local struct {
	*os.File
	path string
}

func openLocal(path string) (xsource.ParquetFile, error) {
	f, err := os.Open(path)
	return &local{f, path}, err
}

func (l *local) Open(string) (xsource.ParquetFile, error)   { return openLocal(l.path) }
func (l *local) Create(string) (xsource.ParquetFile, error) { return nil, os.ErrPermission }
