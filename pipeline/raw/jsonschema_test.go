package raw_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"multivector/pipeline/raw"
)

var update = flag.Bool("update", false, "write raw/.schemas anew")

// ours is the folder that holds this project's raw/.
var ours = filepath.Join("..", "..")

// compile checks every schema against the standard's own, and readies it.
func compile(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	ready := map[string]*jsonschema.Schema{}
	for _, s := range raw.JSONSchemas() {
		data, err := s.JSON()
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		name := s.Name + ".json"
		if err := c.AddResource(name, value); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if ready[s.Name], err = c.Compile(name); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
	}
	return ready
}

func TestSchemasOnDiskAreThoseOfTheProgram(t *testing.T) {
	dir := filepath.Join(ours, "raw", ".schemas")
	var names []string
	for _, s := range raw.JSONSchemas() {
		names = append(names, s.Name+".json")
		want, err := s.JSON()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, s.Name+".json")
		if *update {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("raw/.schemas/%s.json is not what the program prints (%v); write it anew with: go test ./pipeline/raw -update", s.Name, err)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("the schemas are not in order of their names: %v", names)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("raw/.schemas/%s is no schema that the program prints", e.Name())
		}
	}
}

// values reads a YAML file as one value, a CSV file as one for each row.
func values(name string, data []byte) ([]any, error) {
	if path.Ext(name) == ".yaml" {
		var v any
		err := yaml.Unmarshal(data, &v)
		return []any{v}, err
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, fmt.Errorf("no header, or: %w", err)
	}
	var rows []any
	for _, record := range records[1:] {
		row := map[string]any{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// written lists the YAML and CSV files in raw/, but for what was brought in.
func written(t *testing.T) []string {
	t.Helper()
	root := os.DirFS(filepath.Join(ours, "raw"))
	var names []string
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "data" {
			return fs.SkipDir
		}
		if ext := path.Ext(name); ext == ".yaml" || ext == ".csv" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEveryFileThatPeopleWriteKeepsItsSchema(t *testing.T) {
	ready := compile(t)
	count := map[string]int{}
	for _, name := range written(t) {
		i := slices.IndexFunc(raw.JSONSchemas(), func(s raw.JSONSchema) bool {
			ok, err := path.Match(s.Pattern, name)
			return err == nil && ok
		})
		if i < 0 {
			t.Errorf("raw/%s: no schema describes it; add one to JSONSchemas", name)
			continue
		}
		kind := raw.JSONSchemas()[i].Name
		data, err := os.ReadFile(filepath.Join(ours, "raw", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		all, err := values(name, data)
		if err != nil {
			t.Errorf("raw/%s: %v", name, err)
		}
		for line, v := range all {
			if err := ready[kind].Validate(v); err != nil {
				t.Errorf("raw/%s, value %d: %v", name, line+1, err)
			}
		}
		count[kind] += len(all)
		leads(t, name, string(data), kind)
	}
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%s: %d", kind, count[kind])
	}
}

// leads holds the line by which an editor finds a file's schema, if it has one.
func leads(t *testing.T, name, data, kind string) {
	t.Helper()
	first, _, _ := strings.Cut(data, "\n")
	to, ok := strings.CutPrefix(first, "# yaml-language-server: $schema=")
	if want := ".schemas/" + kind + ".json"; ok && path.Join(path.Dir(name), to) != want {
		t.Errorf("raw/%s: its first line leads to raw/%s, not raw/%s", name, path.Join(path.Dir(name), to), want)
	}
}

const aSource = `source_id: try
name: A source
kind: events
home: data
publisher: Somebody
license: CC0-1.0
redistribution: row
citation: Somebody's source.
coverage_start: 1991-12-16
files: "*.csv"
min_rows: 1
max_rows: 2
`

// What an editor marks red, the program refuses too, and the other way round.
func TestSchemaAndProgramRefuseTheSame(t *testing.T) {
	schema := compile(t)["source"]
	for name, try := range map[string]struct {
		from, to string
		refused  string // by the program, in these words
	}{
		"a sound description":      {"", "", ""},
		"an authority has no home": {"kind: events\nhome: data\n", "kind: reference\n", ""},
		"relations are a kind":     {"kind: events", "kind: relations", ""},
		"bounds not known":         {"min_rows: 1\nmax_rows: 2", "min_rows: null\nmax_rows: null", ""},
		"an unknown key":           {"files:", "file: x\nfiles:", `unknown field "file"`},
		"an unknown kind":          {"kind: events", "kind: dreams", "expected one of events, texts, relations, reference"},
		"no name":                  {"name: A source\n", "", `"name" is missing or empty`},
		"an empty name":            {"name: A source", `name: ""`, `"name" is missing or empty`},
		"no such home":             {"home: data", "home: moon", "expected one of data, case"},
		"no home":                  {"home: data\n", "", "expected one of data, case"},
		"no files":                 {`files: "*.csv"`, "files: null", `"files" is missing or empty`},
		"no such date":             {"1991-12-16", "16.12.1991", "16.12.1991"},
		"rows in words":            {"min_rows: 1", "min_rows: many", "min_rows"},
		"rows below zero":          {"min_rows: 1", "min_rows: -1", `"min_rows" is -1, which is below 0`},
		"redistribution of a sort": {"redistribution: row", "redistribution: maybe", "expected one of row, aggregate, none"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(aSource, try.from, try.to, 1)
			root := t.TempDir()
			dir := filepath.Join(root, "raw", "sources", "try")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "source.yaml"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			_, program := raw.ReadSource(root, "try")
			if (try.refused == "") != (program == nil) || program != nil && !strings.Contains(program.Error(), try.refused) {
				t.Errorf("want %q, the program says: %v", try.refused, program)
			}
			all, err := values("source.yaml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(all[0]); (err == nil) != (program == nil) {
				t.Errorf("the program says %v, but the schema says %v", program, err)
			}
		})
	}
}

func TestBoundsInTheWrongOrderAreRefused(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "raw", "sources", "try")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(aSource, "min_rows: 1", "min_rows: 3", 1)
	if err := os.WriteFile(filepath.Join(dir, "source.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ReadSource(root, "try"); err == nil || !strings.Contains(err.Error(), `key "min_rows" is 3, which is above max_rows, 2`) {
		t.Error(err)
	}
}

func TestARowIsHeldAgainstItsTable(t *testing.T) {
	ready := compile(t)
	fact := map[string]any{
		"id": "1991-12-16-recognition", "event_date": "1991-12-16", "date_precision": "day", "source_actor": "TUR", "target_actor": "KAZ",
		"event_code": "054", "plover_type": "SUPPORT", "case_line": "3", "description_en": "Turkey recognizes Kazakhstan.", "verification": "verified",
		"source_title": "A page", "source_publisher": "", "source_date": "", "source_url": "", "read_on": "2026-11-24", "note": "",
	}
	if err := ready["chronicle"].Validate(fact); err != nil {
		t.Fatal(err)
	}
	for column, value := range map[string]string{
		"event_date": "December 1991", "date_precision": "", "source_actor": "", "plover_type": "PRAISE", "case_line": "16",
		"verification": "sure", "source_title": "", "read_on": "",
	} {
		broken := maps.Clone(fact)
		broken[column] = value
		if ready["chronicle"].Validate(broken) == nil {
			t.Errorf("%s %q passes", column, value)
		}
	}
	delete(fact, "note")
	if ready["chronicle"].Validate(fact) == nil {
		t.Error("a missing column passes")
	}
}
