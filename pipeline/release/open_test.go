package release

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/duck"
	"multivector/schemas"
)

// older makes a release as a program would have that knew neither deontic nor mentions.
func older(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, err := duck.Open(t.Context(), nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	m := Manifest{Dataset: "try", Version: "v1.0.0", Program: strings.Repeat("0123456789abcdef", 4)}
	for table, query := range map[string]string{
		"provisions": `SELECT 'a#1.1' AS provision_id, 'a' AS version_id, 'We agree.' AS text`,
		"ledger":     `SELECT 's' AS source_id, 'f' AS file`,
	} {
		path := table + ".parquet"
		if _, err := db.ExecContext(t.Context(), `COPY (`+query+`) TO `+duck.Quote(filepath.Join(dir, path))); err != nil {
			t.Fatal(err)
		}
		entry := TableEntry{Info: schemas.Info{Name: table}, Path: path, Key: []string{"provision_id"}}
		for _, word := range strings.Fields(query) {
			if name := strings.TrimSuffix(word, ","); strings.Contains(name, "_") || name == "text" || name == "file" {
				entry.Fields = append(entry.Fields, schemas.Field{Name: name})
			}
		}
		m.Tables = append(m.Tables, entry)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, manifestFile), data, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReleasesOfOtherProgramsAreNamed(t *testing.T) {
	dir := older(t)
	ask := func(query string) error {
		return Read(t.Context(), dir, t.TempDir(), func(db *Opened) error {
			rows, err := duck.Select(t.Context(), db.DB, query)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
			}
			return rows.Err()
		})
	}
	for query, want := range map[string]string{
		"SELECT text, deontic FROM provisions": "try/v1.0.0, made by program 0123456789ab, has no column provisions.deontic",
		"SELECT actor_id FROM mentions":        "try/v1.0.0, made by program 0123456789ab, has no table mentions",
	} {
		if err := ask(query); !errors.Is(err, ErrOtherTables) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", query, err)
		}
	}
	for _, query := range []string{"SELECT txt FROM provisions", "SELECT text FROM nothing", "SELECT FROM WHERE"} { // the fault of the query
		if err := ask(query); err == nil || errors.Is(err, ErrOtherTables) {
			t.Errorf("%s: %v", query, err)
		}
	}
	if err := ask("SELECT text FROM provisions"); err != nil {
		t.Error(err)
	}
	if x, err := Explain(t.Context(), t.TempDir(), dir, "provisions", "a#1.1", t.TempDir()); err != nil || len(x.Row) != 3 {
		t.Errorf("%+v, %v", x, err)
	}
	if _, _, err := ReadQuarantine(t.Context(), t.TempDir(), dir, "", "", 10, t.TempDir()); !errors.Is(err, ErrOtherTables) {
		t.Error(err)
	}
}
