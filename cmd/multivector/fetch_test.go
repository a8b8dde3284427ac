package main

import (
	"bytes"
	"crypto/md5"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"multivector/pipeline/acquire"
)

const listed = `source_id: news
name: News
kind: events
home: data
publisher: Nobody
url: https://news.example
license: CC0-1.0
redistribution: row
citation: Nobody, News.
files: "*.csv"
`

// shop is a project with a source that a local server holds.
type shop struct {
	t     *testing.T
	root  string
	files map[string]string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	s := &shop{t, t.TempDir(), map[string]string{"20150218.csv": "one", "20150219.csv": "two", "20150220.csv": "three"}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		text, ok := s.files[name]
		switch {
		case name == "list.txt":
			for name, text := range s.files {
				fmt.Fprintf(w, "%d %x http://%s/%s\n", len(text), md5.Sum([]byte(text)), r.Host, name)
			}
		case ok:
			http.ServeContent(w, r, name, time.Time{}, strings.NewReader(text))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	s.describe("fetch:\n  method: gdelt_list\n  url: " + server.URL + "/list.txt\n  unpack: none\n")
	return s
}

func (s *shop) describe(section string) {
	s.t.Helper()
	dir := filepath.Join(s.root, "raw", "sources", "news")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "source.yaml"), []byte(listed+section), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// run calls the program, and holds the exit code.
func (s *shop) run(code int, args ...string) (stdout, stderr string) {
	s.t.Helper()
	var out, errs bytes.Buffer
	if got := run(append([]string{"multivector", "--root", s.root, "fetch"}, args...), &out, &errs); got != code {
		s.t.Errorf("fetch %s: exit code %d, want %d: %s", strings.Join(args, " "), got, code, errs.String())
	}
	return out.String(), errs.String()
}

func contains(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in %q", w, text)
		}
	}
}

// A dry run tells names and sizes, and brings nothing in; flags may stand before
// the source and after it.
func TestFetchByDaysFromAServer(t *testing.T) {
	s := newShop(t)
	out, _ := s.run(0, "news", "--since", "2015-02-18", "--until=2015-02-19", "--dry-run")
	contains(t, out, "fetch  3 bytes  20150218.csv\n", "news: 2 files to fetch (6 bytes), 0 held")
	out, _ = s.run(0, "--dry-run", "news", "--json")
	var plan acquire.Fetched
	if err := json.Unmarshal([]byte(out), &plan); err != nil || len(plan.Planned) != 3 || *plan.Planned[2].Bytes != 5 {
		t.Errorf("%s, %v", out, err)
	}
	if _, err := os.Stat(filepath.Join(s.root, "raw/sources/news/data")); !os.IsNotExist(err) {
		t.Error("a dry run brings something in")
	}
	out, errs := s.run(0, "--since", "2015-02-19", "news", "--parallel", "2")
	contains(t, out, "news: 2 files added (8 bytes), 0 unchanged, 0 skipped\n")
	if errs != "" {
		t.Errorf("not quiet: %q", errs)
	}
	lock, err := os.ReadFile(filepath.Join(s.root, "raw/sources/news/lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(lock), `"retrieved_at": "2026-01-01"`, `/20150220.csv"`, `"checksum": "md5:`)
}

// A file that changed at its source is exit code 4, and is taken with a reason.
// What came besides is told all the same.
func TestFetchAcceptsAChangeWithAReason(t *testing.T) {
	s := newShop(t)
	s.run(0, "news")
	s.files["20150219.csv"] = "too"
	_, errs := s.run(4, "news")
	contains(t, errs, "20150219.csv: the source publishes the checksum md5:", `--accept "why"`)
	s.run(2, "news", "--accept", " ")
	out, _ := s.run(0, "news", "--accept", "corrected by its publisher")
	contains(t, out, "0 files added (3 bytes), 2 unchanged, 0 skipped, 1 replaced")
	lock, err := os.ReadFile(filepath.Join(s.root, "raw/sources/news/lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(lock), `"reason": "corrected by its publisher"`, `"on": "2026-01-01"`)
}

// What a person has to do is said in words, with the place and the command.
func TestFetchTellsWhatToDoByHand(t *testing.T) {
	s := newShop(t)
	s.describe("fetch:\n  method: by_hand\n  instructions: Sign in at the publisher's and ask for the table.\n")
	_, errs := s.run(1, "news")
	contains(t, errs, "Sign in at the publisher's and ask for the table. Source: https://news.example.", "multivector fetch news --from PATH")
}

// A fetch that is interrupted ends with exit code 130; the same command goes on
// in the middle of the file.
func TestFetchIsInterruptedAndGoesOn(t *testing.T) {
	s := newShop(t)
	text := strings.Repeat("1,2\n", 1<<15)
	var mu sync.Mutex
	var ranges []string
	begun := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		ranges = append(ranges, r.Header.Get("Range"))
		first := len(ranges) == 1
		mu.Unlock()
		w.Header().Set("ETag", `"v1"`)
		if !first {
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		fmt.Fprint(w, text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
		begun <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	s.describe("fetch:\n  method: urls\n  urls: [" + server.URL + "/a.csv]\n  unpack: none\n")

	program := exec.Command(os.Args[0], "--root", s.root, "fetch", "news")
	program.Env = append(os.Environ(), "MULTIVECTOR_TEST_AS_PROGRAM=1")
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	<-begun
	part := filepath.Join(s.root, "raw/sources/news/.partial/*.part")
	for range 500 { // until the half has reached the disk
		if found, _ := filepath.Glob(part); len(found) == 1 {
			if info, err := os.Stat(found[0]); err == nil && info.Size() == int64(len(text)/2) {
				break
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := program.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := program.Wait(); program.ProcessState.ExitCode() != 130 {
		t.Errorf("exit code %d: %v", program.ProcessState.ExitCode(), err)
	}
	data := filepath.Join(s.root, "raw/sources/news/data")
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Error("half a file landed")
	}
	s.run(0, "news")
	if got, err := os.ReadFile(filepath.Join(data, "a.csv")); err != nil || string(got) != text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if want := fmt.Sprintf("bytes=%d-", len(text)/2); len(ranges) != 2 || ranges[1] != want {
		t.Errorf("asked for %q, want %q last", ranges, want)
	}
}

func TestFetchIsCalledRightly(t *testing.T) {
	s := newShop(t)
	for says, args := range map[string][]string{
		"fetch takes SOURCE":             {},
		"fetch takes SOURCE ":            {"news", "olds"},
		"fetch takes SOURCE [":           {"news", "--unknown", "1"},
		"--until wants a value":          {"news", "--until"},
		`--since: "18.02.2015"`:          {"news", "--since", "18.02.2015"},
		"is after --until 2015-02-18":    {"news", "--since", "2015-02-19", "--until", "2015-02-18"},
		"--parallel is 0":                {"news", "--parallel", "0"},
		"--parallel: ":                   {"news", "--parallel", "many"},
		"--accept does not go with":      {"news", "--from", s.root, "--accept", "x"},
		"--dry-run does not go with":     {"--dry-run", "news", "--from", s.root},
		"flag needs an argument: -since": {"--since"},
	} {
		_, errs := s.run(2, args...)
		contains(t, errs, strings.TrimRight(says, " "))
	}
}
