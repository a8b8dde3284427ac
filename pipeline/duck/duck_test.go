package duck

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rows counts what a query yields.
func rows(ctx context.Context, db *sql.DB, query string) (n int, err error) {
	found, err := Select(ctx, db, query)
	if err != nil {
		return 0, err
	}
	defer found.Close()
	for found.Next() {
		n++
	}
	return n, found.Err()
}

func TestAQueryOnlyReads(t *testing.T) {
	scratch := t.TempDir()
	db, err := Open(t.Context(), nil, scratch)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{"SELECT 1", "SELECT 1;", "FROM range(3)", "WITH a AS (VALUES (1)) FROM a", "DESCRIBE SELECT 1", "SUMMARIZE SELECT 1", "PIVOT (SELECT 1 AS a, 2 AS b) ON a IN (1) USING sum(b)"} {
		if n, err := rows(t.Context(), db, q); err != nil || n == 0 {
			t.Errorf("%s: %d rows, %v", q, n, err)
		}
	}
	at := filepath.Join(scratch, "x.csv")
	for _, q := range []string{
		"", "-- nothing", "SELECT 1; SELECT 2", "COPY (SELECT 1) TO " + Quote(at), "SELECT 1; COPY (SELECT 1) TO " + Quote(at), "EXPLAIN ANALYZE COPY (SELECT 1) TO " + Quote(at),
		"CREATE TABLE a AS SELECT 1", "ATTACH " + Quote(at), "SET memory_limit = '8GB'", "INSTALL httpfs", "EXPORT DATABASE " + Quote(at), "PREPARE a AS SELECT 1",
	} {
		if _, err := rows(t.Context(), db, q); !errors.Is(err, ErrNotSelect) {
			t.Errorf("%s: %v", q, err)
		}
		if _, err := os.Stat(at); !os.IsNotExist(err) {
			t.Errorf("%s: a file was written", q)
		}
	}
	if _, err := rows(t.Context(), db, "SELEC 1"); err == nil || errors.Is(err, ErrNotSelect) || !strings.Contains(err.Error(), "syntax error") {
		t.Errorf("a query in error: %v", err)
	}
}
