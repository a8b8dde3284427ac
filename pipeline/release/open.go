package release

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"multivector/pipeline/duck"
	"multivector/schemas"
)

// Opened is a release that can be asked with SQL: each of its tables is a view
// by its own name.
type Opened struct {
	*sql.DB
	Manifest Manifest
}

// ErrOtherTables says that a release lacks tables or columns that this program has,
// since another version of the program made it.
var ErrOtherTables = errors.New("the release was made by another version of the program")

// Read opens the release in a folder for the time of a function. scratch is a folder
// for what does not fit in memory. An error that comes from a table or column which
// the release lacks wraps ErrOtherTables, and says which release and program it is.
func Read(ctx context.Context, dir, scratch string, use func(*Opened) error) error {
	m, err := ReadManifest(dir)
	if err != nil {
		return err
	}
	db, err := duck.Open(ctx, m.paths(dir), scratch)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // it was only read
	return m.told(use(&Opened{db, m}))
}

// told explains an error about a table or column that the release lacks.
func (m Manifest) told(err error) error {
	if err == nil || !duck.NotFound(err) {
		return err
	}
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(err.Error(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }) {
		words[w] = true
	}
	var lacks []string
	for _, t := range schemas.Published() {
		info := t.Describe()
		held, ok := m.Table(info.Name)
		if !ok && words[info.Name] {
			lacks = append(lacks, "table "+info.Name)
		}
		for _, f := range info.Fields {
			if _, has := held.Field(f.Name); ok && !has && words[f.Name] {
				lacks = append(lacks, "column "+info.Name+"."+f.Name)
			}
		}
	}
	if len(lacks) == 0 {
		return err
	}
	return fmt.Errorf("%w: %s/%s, made by program %.12s, has no %s: %w", ErrOtherTables, m.Dataset, m.Version, m.Program, strings.Join(lacks, ", no "), err)
}
