package release

import (
	"slices"
	"testing"

	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// one is a manifest with a table of two columns.
func one() Manifest {
	info := schemas.Info{Name: "t", Version: 1, Fields: []schemas.Field{
		{ID: 1, Name: "id", Kind: schemas.Text, Key: true}, {ID: 2, Name: "n", Kind: schemas.Int64},
	}}
	return Manifest{Edition: "full", Documentation: "d", Tables: []TableEntry{{
		Info: info, Key: []string{"id"},
		File: tablefile.File{Rows: 2, SHA256: "s", Columns: []tablefile.Column{{Name: "id", Digest: "1"}, {Name: "n", Digest: "2"}}},
	}}}
}

func TestTheNumberFollowsFromWhatChanged(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(*Manifest)
		want   Level
		next   string
	}{
		{"nothing", func(*Manifest) {}, None, "v1.4.2"},
		{"another program, the same result", func(m *Manifest) { m.Program = "p" }, None, "v1.4.2"},
		{"documentation", func(m *Manifest) { m.Documentation = "e" }, Patch, "v1.4.3"},
		{"the same values in other bytes", func(m *Manifest) { m.Tables[0].File.SHA256 = "r" }, Patch, "v1.4.3"},
		{"a value", func(m *Manifest) { m.Tables[0].File.Columns[1].Digest = "3" }, Minor, "v1.5.0"},
		{"a value became null", func(m *Manifest) { m.Tables[0].File.Columns[1].Nulls = 1 }, Minor, "v1.5.0"},
		{"a row", func(m *Manifest) { m.Tables[0].File.Rows = 3 }, Minor, "v1.5.0"},
		{"a new column", func(m *Manifest) {
			m.Tables[0].Fields = append(m.Tables[0].Fields, schemas.Field{ID: 3, Name: "x", Kind: schemas.Text})
			m.Tables[0].File.Columns = append(m.Tables[0].File.Columns, tablefile.Column{Name: "x"})
		}, Minor, "v1.5.0"},
		{"a new table", func(m *Manifest) { m.Tables = append(m.Tables, TableEntry{Info: schemas.Info{Name: "u"}}) }, Minor, "v1.5.0"},
		{"a table removed", func(m *Manifest) { m.Tables = nil }, Major, "v2.0.0"},
		{"a column removed", func(m *Manifest) { m.Tables[0].Fields = m.Tables[0].Fields[:1] }, Major, "v2.0.0"},
		{"a column renamed", func(m *Manifest) { m.Tables[0].Fields[1].Name = "count" }, Major, "v2.0.0"},
		{"a column retyped", func(m *Manifest) { m.Tables[0].Fields[1].Kind = schemas.Float64 }, Major, "v2.0.0"},
		{"a column became nullable", func(m *Manifest) { m.Tables[0].Fields[1].Nullable = true }, Major, "v2.0.0"},
		{"a column is never null any more", func(m *Manifest) { m.Documentation = "e" }, Patch, "v1.4.3"},
		{"another key", func(m *Manifest) { m.Tables[0].Key = []string{"id", "n"} }, Major, "v2.0.0"},
		{"another meaning", func(m *Manifest) { m.Tables[0].Version = 2 }, Major, "v2.0.0"},
		{"another edition", func(m *Manifest) { m.Edition = "public" }, Major, "v2.0.0"},
		{"a value and a column removed", func(m *Manifest) {
			m.Tables[0].File.Rows = 3
			m.Tables[0].Fields = m.Tables[0].Fields[:1]
		}, Major, "v2.0.0"},
	} {
		now := one()
		now.Tables[0].Fields = slices.Clone(now.Tables[0].Fields)
		c.change(&now)
		level, reasons := Compare(one(), now)
		if level != c.want {
			t.Errorf("%s: %s, want %s (%v)", c.what, level, c.want, reasons)
		}
		if (level == None) != (len(reasons) == 0) {
			t.Errorf("%s: level %s with reasons %v", c.what, level, reasons)
		}
		if next := (Version{1, 4, 2}).Next(level); next.String() != c.next {
			t.Errorf("%s: after v1.4.2 comes %s, want %s", c.what, next, c.next)
		}
	}
	if first := (Version{}).Next(First); first.String() != "v1.0.0" {
		t.Errorf("the first release is %s", first)
	}
}

func TestVersionsAreReadStrictlyAndOrderedByNumber(t *testing.T) {
	for _, bad := range []string{"", "1.0.0", "v1.0", "v1.0.0-rc1", "v01.0.0", "latest", "v1.0.0 "} {
		if v, err := ParseVersion(bad); err == nil {
			t.Errorf("%q is read as %s", bad, v)
		}
	}
	a, err := ParseVersion("v1.9.0")
	if err != nil {
		t.Fatal(err)
	}
	b, err := ParseVersion("v1.10.0")
	if err != nil || a.Compare(b) >= 0 {
		t.Errorf("v1.9.0 is not before v1.10.0: %v", err)
	}
}
