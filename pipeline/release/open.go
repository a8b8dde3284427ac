package release

import (
	"context"
	"database/sql"

	"multivector/pipeline/duck"
)

// Opened is a release that can be asked with SQL: each of its tables is a view
// by its own name. Close ends it.
type Opened struct {
	*sql.DB
	Manifest Manifest
}

// Open opens the release in a folder. scratch is a folder for what does not fit
// in memory.
func Open(ctx context.Context, dir, scratch string) (*Opened, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	db, err := duck.Open(ctx, m.paths(dir), scratch)
	if err != nil {
		return nil, err
	}
	return &Opened{db, m}, nil
}
