package duck

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// A query of more than may be held works on disk, also where the process has only 2 GB
// of addresses.
func TestAQueryUnderALimitOfAddresses(t *testing.T) {
	const asked = "MULTIVECTOR_TEST_LIMITED"
	if os.Getenv(asked) == "" {
		if testing.Short() || runtime.GOOS != "linux" { // the race detector takes more addresses than that
			t.Skip("a limit of addresses is set by ulimit, and for ordinary programs")
		}
		cmd := exec.Command("sh", "-c", `ulimit -v 2097152 && exec "$0" -test.run="^`+t.Name()+`$"`, os.Args[0])
		cmd.Env = append(os.Environ(), asked+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	if n := memoryLimit(); n != little {
		t.Errorf("DuckDB may hold %d MB", n)
	}
	db, err := Open(t.Context(), nil, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int64
	const groups = "SELECT count(*) FROM (SELECT DISTINCT i, 'a text that is longer than twelve bytes ' || i FROM range(4000000) t(i))"
	if err := db.QueryRowContext(t.Context(), groups).Scan(&n); err != nil || n != 4_000_000 {
		t.Errorf("%d groups, %v", n, err)
	}
}
