// Package duck opens DuckDB, inside the process, over finished tables.
//
// It promises that a table is a view by its own name, that nothing is fetched
// from outside, and that a result does not depend on the machine's time zone.
// What is asked of the tables is left to those who ask.
package duck

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// Open makes a view of each table, by name, over its Parquet file. scratch is a
// folder for what does not fit in memory.
func Open(ctx context.Context, tables map[string]string, scratch string) (*sql.DB, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // settings belong to a connection
	statements := []string{
		"SET autoinstall_known_extensions = false",
		"SET TimeZone = 'UTC'",
		fmt.Sprintf("SET memory_limit = '%dMB'", memoryLimit()),
		"SET temp_directory = " + Quote(scratch),
		"SET preserve_insertion_order = true",
	}
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		statements = append(statements, fmt.Sprintf(`CREATE VIEW "%s" AS SELECT * FROM read_parquet(%s)`, name, Quote(files(tables[name]))))
	}
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			_ = db.Close()
			return nil, fmt.Errorf("%s: %w", s, err)
		}
	}
	return db, nil
}

// ErrNotSelect says that a query may do more than read.
var ErrNotSelect = errors.New("a query is one SELECT, so that it only reads (a PIVOT names its values with IN)")

// Select runs a query of a user, which must be one statement that only reads. DuckDB
// can write down as JSON how it understands a statement, if that is a SELECT; it does
// no more with it.
func Select(ctx context.Context, db *sql.DB, query string) (*sql.Rows, error) {
	var bad sql.NullString
	var statements sql.NullInt64
	err := db.QueryRowContext(ctx, `SELECT j ->> 'error_type', json_array_length(j -> 'statements') FROM (SELECT json_serialize_sql(?::VARCHAR) AS j)`, query).Scan(&bad, &statements)
	if err != nil {
		return nil, err
	}
	if bad.String != "parser" && statements.Int64 != 1 {
		return nil, ErrNotSelect
	}
	return db.QueryContext(ctx, query)
}

// NotFound reports whether a query named a table or column that is not there.
func NotFound(err error) bool {
	var e *duckdb.Error
	return errors.As(err, &e) && (e.Type == duckdb.ErrorTypeBinder || e.Type == duckdb.ErrorTypeCatalog)
}

// files names the file of a table, or those of its folder.
func files(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return filepath.Join(path, "*.parquet")
	}
	return path
}

// Quote writes a text as an SQL literal.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
