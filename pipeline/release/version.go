package release

import (
	"fmt"
	"slices"
	"strings"

	"multivector/schemas"
)

// Level says what a difference between releases means to who uses them.
type Level string

// The levels, from nothing to the most.
const (
	None  Level = "none"
	Patch Level = "patch" // your numbers are the same
	Minor Level = "minor" // your code runs, your numbers may change
	Major Level = "major" // your code may break
	First Level = "first" // there is no release before
)

// Version is a release's number.
type Version struct{ Major, Minor, Patch int }

// ParseVersion reads vMAJOR.MINOR.PATCH.
func ParseVersion(s string) (Version, error) {
	var v Version
	n, err := fmt.Sscanf(s, "v%d.%d.%d", &v.Major, &v.Minor, &v.Patch)
	if err != nil || n != 3 || v.String() != s {
		return Version{}, fmt.Errorf("%q is not a version written as v1.2.3", s)
	}
	return v, nil
}

func (v Version) String() string { return fmt.Sprintf("v%d.%d.%d", v.Major, v.Minor, v.Patch) }

// Compare orders versions by number.
func (v Version) Compare(w Version) int {
	return slices.Compare([]int{v.Major, v.Minor, v.Patch}, []int{w.Major, w.Minor, w.Patch})
}

// Next gives the number that follows after a change.
func (v Version) Next(change Level) Version {
	switch change {
	case First:
		return Version{1, 0, 0}
	case Major:
		return Version{v.Major + 1, 0, 0}
	case Minor:
		return Version{v.Major, v.Minor + 1, 0}
	case Patch:
		return Version{v.Major, v.Minor, v.Patch + 1}
	}
	return v
}

// Reason is one difference between two releases.
type Reason struct {
	Level  Level
	Table  string
	Reason string
}

// Compare lists what differs between two releases, and the highest level among
// the differences.
func Compare(old, now Manifest) (Level, []Reason) {
	var all []Reason
	add := func(level Level, table, format string, args ...any) {
		all = append(all, Reason{level, table, fmt.Sprintf(format, args...)})
	}
	for _, o := range old.Tables {
		if n, ok := now.Table(o.Name); ok {
			compareTable(o, n, add)
		} else {
			add(Major, o.Name, "the table was removed")
		}
	}
	for _, n := range now.Tables {
		if _, ok := old.Table(n.Name); !ok {
			add(Minor, n.Name, "the table is new")
		}
	}
	if old.Edition != now.Edition {
		add(Major, "", "the edition changed from %s to %s", old.Edition, now.Edition)
	}
	if old.Documentation != now.Documentation {
		add(Patch, "", "documentation or metadata changed")
	}
	level := None
	for _, r := range all {
		level = higher(level, r.Level)
	}
	return level, all
}

func higher(a, b Level) Level {
	order := []Level{None, Patch, Minor, Major}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}

// compareTable tells the differences between two states of a table.
func compareTable(o, n TableEntry, add func(Level, string, string, ...any)) {
	if o.Version != n.Version {
		add(Major, n.Name, "the layout's version rose from %d to %d: a column changed its meaning", o.Version, n.Version)
	}
	if !slices.Equal(o.Key, n.Key) {
		add(Major, n.Name, "the primary key changed from %s to %s", strings.Join(o.Key, ", "), strings.Join(n.Key, ", "))
	}
	for _, was := range o.Fields {
		is, ok := byID(n.Fields, was.ID)
		switch {
		case !ok:
			add(Major, n.Name, "column %s was removed", was.Name)
		case is.Name != was.Name:
			add(Major, n.Name, "column %s was renamed to %s", was.Name, is.Name)
		case is.Kind != was.Kind:
			add(Major, n.Name, "column %s changed its type from %s to %s", was.Name, was.Kind, is.Kind)
		case is.Nullable && !was.Nullable:
			add(Major, n.Name, "column %s may now be null", was.Name)
		}
	}
	for _, is := range n.Fields {
		if _, ok := byID(o.Fields, is.ID); !ok {
			add(Minor, n.Name, "column %s is new", is.Name)
		}
	}
	if o.File.Rows != n.File.Rows || !sameValues(o, n) {
		add(Minor, n.Name, "rows changed, from %d to %d", o.File.Rows, n.File.Rows)
	} else if o.File.SHA256 != n.File.SHA256 {
		add(Patch, n.Name, "the same values are stored in other bytes")
	}
}

func byID(fields []schemas.Field, id int) (schemas.Field, bool) {
	for _, f := range fields {
		if f.ID == id {
			return f, true
		}
	}
	return schemas.Field{}, false
}

// sameValues compares the digests of the columns that both states have.
func sameValues(o, n TableEntry) bool {
	for _, was := range o.File.Columns {
		for _, is := range n.File.Columns {
			if was.Name == is.Name && was != is {
				return false
			}
		}
	}
	return true
}
