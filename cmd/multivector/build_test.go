package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"multivector/pipeline/events/gdelt/sample"
	"multivector/pipeline/release"
	"multivector/schemas"
)

const caseYAML = `case: try
title: "A test"
actor: KAZ
start: 1991-12-16
sources: [chronicle, gdelt2, ungdc]
vector_sets:
  - {id: major_powers, title: "Major powers", actors: [RUS, CHN, USA]}
periods:
  - {id: all, title: "All of it", start: 1991-12-16, end: null}
`

const chronicleHead = "id,event_date,date_precision,source_actor,target_actor,event_code,plover_type,case_line,description_en,verification,source_title,source_publisher,source_date,source_url,read_on,note\n"

// project makes a folder with a case of three sources: facts, generated
// records, and a speech.
func project(t *testing.T, rows int) string {
	t.Helper()
	root := t.TempDir()
	if err := reference(root); err != nil {
		t.Fatal(err)
	}
	put(t, root, "raw/cases/try/case.yaml", caseYAML)
	facts(t, root, 3)
	var records bytes.Buffer
	if err := sample.Write(&records, rows, 1, 42); err != nil {
		t.Fatal(err)
	}
	put(t, root, "in/gdelt/20150218230000.export.CSV", records.String())
	speech := "Kazakhstan seeks good relations with Russia, China and the United States.\nIt is a member of the United Nations.\n"
	put(t, root, "in/ungdc/KAZ_50_1995.txt", strings.Repeat(speech, 200))
	must(t, nil, "--root", root, "fetch", "gdelt2", "--from", filepath.Join(root, "in", "gdelt"))
	must(t, nil, "--root", root, "fetch", "ungdc", "--from", filepath.Join(root, "in", "ungdc"))
	return root
}

// facts writes a chronicle of n rows.
func facts(t *testing.T, root string, n int) {
	t.Helper()
	var b strings.Builder
	b.WriteString(chronicleHead)
	for i := range n {
		fmt.Fprintf(&b, "2000-01-01-%d,2000-01-01,day,KAZ,RUS,042,CONSULT,2,A visit invented for a test.,verified,A test,Nobody,2000,,2026-01-01,\n", i)
	}
	put(t, root, "raw/cases/try/chronicle.csv", b.String())
}

func put(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// program prepares a run of the program as a process of its own.
func program(env []string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), "MULTIVECTOR_TEST_AS_PROGRAM=1", "SOURCE_DATE_EPOCH=1767225600"), env...)
	return cmd
}

func must(t *testing.T, env []string, args ...string) string {
	t.Helper()
	out, err := program(env, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	one, two := project(t, 150_000), project(t, 150_000)
	must(t, []string{"GOMAXPROCS=1", "TZ=UTC", "LANG=C", "LC_ALL=C"}, "--root", one, "build", "--case", "try")
	must(t, []string{"GOMAXPROCS=2", "TZ=Asia/Almaty", "LANG=ru_RU.UTF-8", "LC_ALL=ru_RU.UTF-8"}, "--root", two, "build", "--case", "try")
	a, err := os.ReadFile(filepath.Join(one, "out/try/v1.0.0/SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(two, "out/try/v1.0.0/SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("the releases differ:\n%s\n%s", a, b)
	}
}

// TestKilledAtAnyMoment kills builds at random moments. The latest release must
// be whole each time, and the next build must simply work.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 5
	}
	root := project(t, 20_000)
	began := time.Now()
	must(t, nil, "--root", root, "build", "--case", "try")
	whole := time.Since(began)
	random := rand.New(rand.NewPCG(1, 2))
	completed := 0
	for i := range kills {
		facts(t, root, 4+i) // so that there is something to publish
		if i%3 == 0 {       // and sometimes everything to do
			if err := os.RemoveAll(filepath.Join(root, "out", ".cache")); err != nil {
				t.Fatal(err)
			}
		}
		cmd := program(nil, "--root", root, "build", "--case", "try")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(whole * 3 / 2))))
		_ = cmd.Process.Kill()
		if cmd.Wait() == nil {
			completed++
		}
		latest, err := release.Resolve(filepath.Join(root, "out"), "try")
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		if _, err := release.Verify(latest); err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
	}
	t.Logf("%d of %d builds were done before the kill", completed, kills)
	must(t, nil, "--root", root, "build", "--case", "try")
	latest, err := release.Resolve(filepath.Join(root, "out"), "try")
	if err != nil {
		t.Fatal(err)
	}
	after, err := release.Verify(latest)
	if err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(root, "out", "*", ".unfinished-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	fresh := filepath.Join(root, "fresh")
	must(t, nil, "--root", root, "--out", fresh, "build", "--case", "try")
	clean, err := release.ReadManifest(filepath.Join(fresh, "try", "v1.0.0"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range clean.Tables {
		if clean.Tables[i].File.SHA256 != after.Tables[i].File.SHA256 {
			t.Errorf("table %s differs from that of an undisturbed build", clean.Tables[i].Name)
		}
	}
}

func TestAnInterruptEndsWithItsOwnCode(t *testing.T) {
	root := project(t, 200_000)
	cmd := program(nil, "--root", root, "build", "--case", "try")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("exit: %v\n%s", err, said.String())
	}
	if _, err := os.Stat(filepath.Join(root, "out", "try", "latest")); err == nil {
		t.Error("an interrupted build published something")
	}
	must(t, nil, "--root", root, "build", "--case", "try")
}

// TestAFullDisk limits the size of files that the process may write, which is
// how a full disk looks to it.
func TestAFullDisk(t *testing.T) {
	root := project(t, 60_000)
	must(t, nil, "--root", root, "--out", filepath.Join(root, "other"), "build", "--case", "try")
	shell := exec.Command("bash", "-c", `trap "" XFSZ; ulimit -f 400; exec "$0" --root "$1" build --case try`, os.Args[0], root)
	shell.Env = append(os.Environ(), "MULTIVECTOR_TEST_AS_PROGRAM=1")
	out, err := shell.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !bytes.Contains(out, []byte(syscall.EFBIG.Error())) {
		t.Errorf("exit: %v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(root, "out", "try", "latest")); err == nil {
		t.Error("a build without room published something")
	}
	must(t, nil, "--root", root, "build", "--case", "try")
	if _, err := release.Verify(filepath.Join(root, "out", "try", "v1.0.0")); err != nil {
		t.Error(err)
	}
}

// TestDuckDBSeesTheDeclaredTypesAndRows opens a release through DuckDB.
func TestDuckDBSeesTheDeclaredTypesAndRows(t *testing.T) {
	root := project(t, 1000)
	must(t, nil, "--root", root, "build", "--case", "try")
	dir, err := release.Resolve(filepath.Join(root, "out"), "try")
	if err != nil {
		t.Fatal(err)
	}
	err = release.Read(t.Context(), dir, root, func(db *release.Opened) error {
		compareTypes(t, db)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func compareTypes(t *testing.T, db *release.Opened) {
	t.Helper()
	types := map[schemas.Kind]string{
		schemas.Text: "VARCHAR", schemas.Int32: "INTEGER", schemas.Int64: "BIGINT", schemas.Float64: "DOUBLE",
		schemas.Bool: "BOOLEAN", schemas.Day: "DATE", schemas.Instant: "TIMESTAMP WITH TIME ZONE",
	}
	for _, table := range db.Manifest.Tables {
		var rows int64
		if err := db.QueryRow(fmt.Sprintf(`SELECT count(*) FROM "%s"`, table.Name)).Scan(&rows); err != nil || rows != table.File.Rows {
			t.Errorf("%s: %d rows, the manifest says %d: %v", table.Name, rows, table.File.Rows, err)
		}
		for _, f := range table.Fields {
			var got string
			query := `SELECT data_type FROM duckdb_columns() WHERE table_name = ? AND column_name = ?`
			if err := db.QueryRow(query, table.Name, f.Name).Scan(&got); err != nil || got != types[f.Kind] {
				t.Errorf("%s.%s: %s in DuckDB, declared %s: %v", table.Name, f.Name, got, f.Kind, err)
			}
		}
	}
}
