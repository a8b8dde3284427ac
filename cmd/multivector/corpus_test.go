package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/corpus"
	"multivector/pipeline/release"
)

// TestCorpusFromFetchToExplain builds the case of Kazakhstan without real data,
// brings real data in, builds again, and leads rows back to their bytes.
func TestCorpusFromFetchToExplain(t *testing.T) {
	sources := map[string]string{
		"gdelt2": corpus.Dir(t, "events", "gdelt2"), "icews": corpus.Dir(t, "events", "icews"), "ungdc": corpus.Dir(t, "texts", "ungdc"),
	}
	root := t.TempDir()
	if err := reference(root); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(root, "raw", "cases"), os.DirFS(filepath.Join("..", "..", "raw", "cases"))); err != nil {
		t.Fatal(err)
	}
	must(t, nil, "--root", root, "build")
	for source, from := range sources {
		t.Log(strings.TrimSpace(must(t, nil, "--root", root, "fetch", source, "--from", from)))
	}
	said := must(t, nil, "--root", root, "build")
	if !strings.Contains(said, "release: kaz/v1.1.0 (minor)") {
		t.Errorf("the release is not the next MINOR:\n%s", said)
	}
	t.Log(said)
	accounted(t, root)
	explained(t, root, sources)
}

// query asks the release and reads the answer.
func query[R any](t *testing.T, root, sql string) []R {
	t.Helper()
	var rows []R
	if err := json.Unmarshal([]byte(must(t, nil, "--root", root, "query", "--json", sql)), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// accounted holds the ledger against the files.
func accounted(t *testing.T, root string) {
	t.Helper()
	type sum struct {
		SourceID                                      string `json:"source_id"`
		Files, Read, Published, Quarantined, Excluded int64
	}
	found := map[string]sum{}
	for _, s := range query[sum](t, root, `SELECT source_id, count(*) AS "Files", sum(n_read)::BIGINT AS "Read", sum(n_published)::BIGINT AS "Published",
		sum(n_quarantined)::BIGINT AS "Quarantined", sum(n_excluded)::BIGINT AS "Excluded" FROM ledger GROUP BY source_id`) {
		t.Logf("%+v", s)
		if s.Read != s.Published+s.Quarantined+s.Excluded {
			t.Errorf("the sum does not hold: %+v", s)
		}
		found[s.SourceID] = s
	}
	if s := found["gdelt2"]; s.Files != 1 || s.Read != 2116 {
		t.Errorf("GDELT 2.0: %+v", s)
	}
	if s := found["icews"]; s.Files != 1 || s.Read != 3705 {
		t.Errorf("ICEWS: %+v", s)
	}
	if s := found["ungdc"]; s.Files != 740 {
		t.Errorf("speeches: %+v", s)
	}
}

// explained leads rows back to their bytes, which it reads on its own.
func explained(t *testing.T, root string, sources map[string]string) {
	t.Helper()
	type place struct {
		Key, Text, File, Source string
		Start, End              int64
	}
	for _, sql := range []string{
		`SELECT 'events ' || event_uid AS "Key", native_event_id AS "Text", file AS "File", source_id AS "Source", byte_start AS "Start", byte_end AS "End" FROM events WHERE source_id = 'gdelt2' ORDER BY event_uid LIMIT 1 OFFSET 1000`,
		`SELECT 'events ' || event_uid AS "Key", native_event_id AS "Text", file AS "File", source_id AS "Source", byte_start AS "Start", byte_end AS "End" FROM events WHERE source_id = 'icews' ORDER BY event_uid LIMIT 1 OFFSET 2000`,
		`SELECT 'events ' || event_uid AS "Key", native_event_id AS "Text", file AS "File", source_id AS "Source", byte_start AS "Start", byte_end AS "End" FROM events WHERE source_id = 'chronicle' ORDER BY event_uid LIMIT 1 OFFSET 100`,
		`SELECT 'mentions ' || mention_id AS "Key", surface AS "Text", file AS "File", source_id AS "Source", byte_start AS "Start", byte_end AS "End" FROM mentions WHERE file = 'KAZ_62_2007.txt' AND actor_id = 'KAZ' ORDER BY mention_id LIMIT 1`,
	} {
		p := query[place](t, root, sql)[0]
		dir, ok := sources[p.Source]
		if !ok {
			dir = filepath.Join(root, "raw", "cases", "kaz")
		}
		data, err := os.ReadFile(filepath.Join(dir, p.File))
		if err != nil {
			t.Fatal(err)
		}
		want := string(data[p.Start:p.End])
		table, key, _ := strings.Cut(p.Key, " ")
		var x release.Explanation
		if err := json.Unmarshal([]byte(must(t, nil, "--root", root, "explain", "--json", table, key)), &x); err != nil {
			t.Fatal(err)
		}
		if x.Origin == nil || string(x.Origin.Bytes) != want || !strings.Contains(want, p.Text) {
			t.Errorf("%s: explained by %+v, the file has %q", p.Key, x.Origin, want)
		}
		if said := must(t, nil, "--root", root, "explain", table, key); !strings.Contains(said, want) {
			t.Errorf("%s: the bytes %q are not shown:\n%s", p.Key, want, said)
		}
		t.Logf("%s: %q", p.Key, want[:min(len(want), 80)])
	}
}
