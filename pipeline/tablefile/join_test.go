package tablefile

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/schemas"
)

// inParts writes rows to some files of a folder.
func inParts(t *testing.T, rows []schemas.Event, cuts ...int) (parts []Part) {
	t.Helper()
	dir := t.TempDir()
	for i, until := range append(cuts, len(rows)) {
		from := 0
		if i > 0 {
			from = cuts[i-1]
		}
		name := string(rune('a' + i))
		path := filepath.Join(dir, name+".parquet")
		parts = append(parts, Part{Name: name, Path: path, File: write(t, path, rows[from:until], 700)})
	}
	return parts
}

func TestPartsMakeOneFileOrAFolder(t *testing.T) {
	rows := someEvents(5000, 11)
	whole := write(t, filepath.Join(t.TempDir(), "whole.parquet"), rows, 900)
	for name, c := range map[string]struct {
		parts []Part
		limit int64
		files int
	}{
		"one part is the table": {inParts(t, rows), FolderFrom, 0},
		"small ones become one": {inParts(t, rows, 1000, 3000), FolderFrom, 0},
		"large ones a folder":   {inParts(t, rows, 1000, 3000), 1000, 3},
		"a large one as well":   {inParts(t, rows), 1000, 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			joined, err := join(dir, schemas.Events, c.parts, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			if len(joined.Parts) != c.files || !joined.Lies(dir, "events") {
				t.Fatalf("%d files: %+v", len(joined.Parts), joined.Parts)
			}
			if joined.Rows != whole.Rows || !slices.Equal(joined.Columns, whole.Columns) {
				t.Errorf("the sum differs from that of one file: %s", cmp.Diff(whole.Columns, joined.Columns))
			}
			path := joined.Path(dir, "events")
			if err := Verify(path, &schemas.Events.Info, joined); err != nil {
				t.Error(err)
			}
			got, err := ReadAll(context.Background(), path, schemas.Events)
			if err != nil || !slices.Equal(got, rows) {
				t.Errorf("%d rows are read back, or others: %v", len(got), err)
			}
			out := t.TempDir()
			if err := joined.Publish(path, out, "events"); err != nil || !joined.Lies(out, "events") {
				t.Errorf("not published whole: %v", err)
			}
		})
	}
}

func TestVerifySeesAPartThatIsMissing(t *testing.T) {
	dir := t.TempDir()
	joined, err := join(dir, schemas.Events, inParts(t, someEvents(300, 1), 100), 1)
	if err != nil {
		t.Fatal(err)
	}
	fewer, err := join(t.TempDir(), schemas.Events, inParts(t, someEvents(300, 1)[:100]), 1)
	if err != nil {
		t.Fatal(err)
	}
	if Verify(joined.Path(dir, "events"), &schemas.Events.Info, fewer) == nil {
		t.Error("rows too many are not seen")
	}
}
