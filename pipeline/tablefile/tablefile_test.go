package tablefile

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/google/go-cmp/cmp"

	"multivector/schemas"
)

// someEvents makes rows with nulls, repeated and unique texts, and runs.
func someEvents(n int, seed uint64) []schemas.Event {
	r := rand.New(rand.NewPCG(seed, 1))
	text := func(distinct int) string {
		if r.IntN(3) == 0 {
			return ""
		}
		return fmt.Sprintf("text %d ә", r.IntN(distinct))
	}
	rows := make([]schemas.Event, n)
	for i := range rows {
		e := &rows[i]
		e.EventUID, e.NativeEventID = fmt.Sprintf("test:%09d", i), fmt.Sprint(i)
		e.EventDate, e.DatePrecision = schemas.Date(r.IntN(20000)-1000), "day"
		e.SourceActorRaw, e.SourceActorID = text(1000), text(5)
		e.Scheme, e.EventCode = "cameo", "010"
		e.IsDirected = r.IntN(2) == 0
		if r.IntN(2) == 0 {
			e.AddedAt = schemas.Some(schemas.Timestamp(r.Int64N(1 << 50)))
			e.IsDomestic = schemas.Some(r.IntN(2) == 0)
			e.Lat, e.NMentions = schemas.Some(r.Float64()*180-90), schemas.Some(int32(r.IntN(100)))
		}
		e.URL, e.DuplicateKey = text(1<<30), int64(r.Uint64())
		e.SourceID, e.File, e.Line = "test", "a.csv", int64(i+1)
	}
	return rows
}

func write(t *testing.T, path string, rows []schemas.Event, batch int) File {
	t.Helper()
	w, err := Create(path, schemas.Events)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(rows); i += batch {
		if err := w.Write(rows[i:min(i+batch, len(rows))]); err != nil {
			t.Fatal(err)
		}
	}
	info, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestWhatIsWrittenIsReadBackByBothImplementations(t *testing.T) {
	for _, n := range []int{0, 1, RowGroup, 2*RowGroup + 17} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "events.parquet")
			rows := someEvents(n, 7)
			info := write(t, path, rows, 1000)
			got, err := ReadAll(context.Background(), path, schemas.Events)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != n {
				t.Fatalf("%d rows written, %d read", n, len(got))
			}
			for i := range rows {
				if rows[i] != got[i] {
					t.Fatalf("row %d: %s", i, cmp.Diff(rows[i], got[i]))
				}
			}
			if err := Verify(path, &schemas.Events.Info, info); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	rows := someEvents(RowGroup+5000, 3)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := write(t, filepath.Join(dir, "one.parquet"), rows, 1)
	runtime.GOMAXPROCS(4)
	four := write(t, filepath.Join(dir, "four.parquet"), rows, 9999)
	if one.SHA256 != four.SHA256 {
		t.Error("the bytes depend on the batches or the cores")
	}
}

func TestVerifySeesAChangedByteAndAChangedValue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.parquet")
	rows := someEvents(3000, 5)
	info := write(t, path, rows, 500)
	rows[1234].Lat = schemas.Some(0.5)
	if changed := write(t, path, rows, 500); Verify(path, &schemas.Events.Info, changed) != nil {
		t.Fatal("an honest file is refused")
	}
	if err := Verify(path, &schemas.Events.Info, info); err == nil || !strings.Contains(err.Error(), "lat") {
		t.Errorf("a changed value is not seen: %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if Verify(path, &schemas.Events.Info, info) == nil {
		t.Error("half a file is accepted")
	}
}

func TestADictionaryIsUsedWhereDeclaredAndNowhereElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.parquet")
	write(t, path, someEvents(RowGroup+1, 9), 4096)
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for g := range f.NumRowGroups() {
		for i, field := range schemas.Events.Fields {
			chunk, err := f.MetaData().RowGroup(g).ColumnChunk(i)
			if err != nil {
				t.Fatal(err)
			}
			if chunk.HasDictionaryPage() != field.Dict {
				t.Errorf("%s: dictionary page %v, declared %v", field.Name, chunk.HasDictionaryPage(), field.Dict)
			}
			if !field.Dict {
				continue
			}
			for _, stat := range f.MetaData().RowGroups[g].Columns[i].MetaData.EncodingStats {
				if stat.PageType.String() == "DATA_PAGE" && stat.Encoding.String() == "PLAIN" {
					t.Errorf("%s: a data page without its dictionary", field.Name)
				}
			}
		}
	}
}

// Differences of all widths, and dictionaries whose indices have all widths, are
// read back the same by both implementations.
func TestPackedValuesAreReadBack(t *testing.T) {
	for _, n := range []int{1, 2, 33, 128, 129, 130, 1000, 70000} {
		rows := someEvents(n, uint64(n))
		for i := range rows {
			e := &rows[i]
			e.Line = int64(uint64(i) * 0x9E3779B97F4A7C15) // the whole range, both signs
			e.ByteStart = int64(i) << (i % 40)
			e.ByteEnd = 7
			e.FatalitiesBest = schemas.Some(int32(i % max(1, n/3)))
			if i%3 == 0 {
				e.FatalitiesLow = schemas.Some(int32(i))
			}
		}
		path := filepath.Join(t.TempDir(), "events.parquet")
		info := write(t, path, rows, n)
		got, err := ReadAll(context.Background(), path, schemas.Events)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(rows, got) {
			t.Errorf("%d rows are read back otherwise", n)
		}
		if err := Verify(path, &schemas.Events.Info, info); err != nil {
			t.Errorf("%d rows: %v", n, err)
		}
	}
}

func TestAnAbortedFileLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(filepath.Join(dir, "events.parquet"), schemas.Events)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(someEvents(10, 1)); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWriteAllSortsByKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.parquet")
	rows := someEvents(100, 2)
	rows[0], rows[99] = rows[99], rows[0]
	if _, err := WriteAll(path, schemas.Events, rows); err != nil {
		t.Fatal(err)
	}
	got, err := ReadAll(context.Background(), path, schemas.Events)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(got); i++ {
		if got[i-1].EventUID >= got[i].EventUID {
			t.Fatalf("rows %d and %d are out of order", i-1, i)
		}
	}
}
