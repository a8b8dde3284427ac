package acquire

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// batch names GDELT's file of a quarter of an hour.
func batch(day, hour, minute int) string {
	return fmt.Sprintf("201502%02d%02d%02d00.export.CSV.zip", day, hour, minute)
}

// batches makes some of GDELT's files over the days 18 to 20 February 2015.
func batches() map[string][]byte {
	files := map[string][]byte{}
	for day := 18; day <= 20; day++ {
		for _, hour := range []int{0, 23} {
			name := batch(day, hour, 45)
			member := strings.TrimSuffix(name, ".zip")
			files[name] = zipOf(m{name: member, text: strings.Repeat(fmt.Sprintf("event of %s\n", member), 50)})
		}
	}
	return files
}

func day(t *testing.T, text string) schemas.Null[schemas.Date] {
	t.Helper()
	d, err := schemas.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return schemas.Some(d)
}

// GDELT's files are fetched by the list that it publishes, day by day, by the
// description that this project has of it.
func TestGDELTByDays(t *testing.T) {
	p, root := publish(t), real(t, "gdelt2")
	files := batches()
	other := maps.Clone(files)
	other["20150218004500.mentions.CSV.zip"], other["20150218004500.gkg.csv.zip"] = []byte("x"), []byte("y")
	p.gdelt(other, "this is no line of the list", "5 "+md5Of(nil)+" http://data.gdeltproject.org/gdeltv2/")
	o := remote(p)
	o.Since, o.Until = day(t, "2015-02-18"), day(t, "2015-02-19")

	o.DryRun = true
	done, err := fetchNow(root, "gdelt2", o)
	if err != nil || len(done.Planned) != 4 || len(done.Added) != 0 || len(held(t, root, "gdelt2")) != 0 {
		t.Fatalf("a dry run does %+v, %v", done, err)
	}
	if first := done.Planned[0]; first.Name != batch(18, 0, 45) || first.State != "fetch" || *first.Bytes != int64(len(files[first.Name])) || first.URL != "http://data.gdeltproject.org/gdeltv2/"+first.Name {
		t.Errorf("planned: %+v", first)
	}

	o.DryRun = false
	var last Progress
	o.Report = func(now Progress) { last = now }
	done, err = fetchNow(root, "gdelt2", o)
	if err != nil || len(done.Added) != 4 || done.Added[3] != strings.TrimSuffix(batch(19, 23, 45), ".zip") {
		t.Fatalf("fetched %+v, %v", done, err)
	}
	if len(done.Notes) != 1 || !strings.Contains(done.Notes[0], "2 of the 10 lines") || !strings.Contains(done.Notes[0], "the first is line 1") {
		t.Errorf("notes: %q", done.Notes)
	}
	if last.Files != 4 || last.TotalFiles != 4 || last.Bytes != last.TotalBytes || last.Bytes == 0 {
		t.Errorf("progress: %+v", last)
	}
	name := strings.TrimSuffix(batch(18, 0, 45), ".zip")
	pin := whole(t, root, "gdelt2")[name]
	if pin.URL != "http://data.gdeltproject.org/gdeltv2/"+name+".zip" || pin.Member != name || pin.Checksum != "md5:"+md5Of(files[name+".zip"]) || pin.RetrievedAt != "2026-11-24" {
		t.Errorf("pinned: %+v", pin)
	}
	for _, r := range p.asked {
		if !strings.HasPrefix(r.UserAgent(), "multivector") {
			t.Errorf("the program calls itself %q", r.UserAgent())
		}
	}

	o.Since, o.Until = schemas.Null[schemas.Date]{}, schemas.Null[schemas.Date]{}
	if done, err = fetchNow(root, "gdelt2", o); err != nil || len(done.Added) != 2 || len(done.Same) != 4 || p.times("/gdeltv2/"+batch(18, 0, 45)) != 1 {
		t.Errorf("the other days: %+v, %v", done, err)
	}
	lists := p.requests("/gdeltv2/masterfilelist.txt")
	if lists[2].Header.Get("If-None-Match") == "" {
		t.Error("the list is asked for without a condition")
	}
	o.Since = day(t, "2030-01-01")
	if _, err := fetchNow(root, "gdelt2", o); err == nil || !strings.Contains(err.Error(), "offers no file that is asked for since 2030-01-01") {
		t.Error(err)
	}
}

// What was fetched can be built from, and a second source does not disturb it.
func TestWhatWasFetchedIsListed(t *testing.T) {
	p := publish(t)
	p.put("/a.csv", []byte("one"))
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
	if _, err := fetchNow(root, "news", remote(p)); err != nil {
		t.Fatal(err)
	}
	found, err := inputs(t, root)
	if err != nil || len(found) != 2 || found[0].File != "a.csv" || found[0].RetrievedAt.V.String() != "2026-11-24" {
		t.Errorf("%+v, %v", found, err)
	}
}

// ICEWS: packed files and plain ones side by side; a table that the server
// rendered anew is fetched as it was deposited, since the sum is that one's.
func TestDataverse(t *testing.T) {
	p, root := publish(t), real(t, "icews")
	p.dataverse("10.7910/DVN/28075",
		deposit{name: "events.1995.20150313082510.tab.zip", data: zipOf(m{name: "events.1995.20150313082510.tab", text: "1995"})},
		deposit{name: "Events.2017.20201119.tab", data: []byte("2017"), tabular: true},
		deposit{name: "202201-icews-events.tab", data: []byte("2022")},
		deposit{name: "CAMEO.CDB.09b5.pdf", data: []byte("a book")},
	)
	done, err := fetchNow(root, "icews", remote(p))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"events.1995.20150313082510.tab": "1995", "Events.2017.20201119.tab": "2017", "202201-icews-events.tab": "2022"}
	if got := held(t, root, "icews"); !maps.Equal(got, want) || len(done.Added) != 3 {
		t.Errorf("got %v, %+v", got, done)
	}
	if pin := whole(t, root, "icews")["Events.2017.20201119.tab"]; pin.URL != "https://dataverse.harvard.edu/api/access/datafile/101?format=original" || pin.Checksum != "md5:"+md5Of([]byte("2017")) {
		t.Errorf("pinned: %+v", pin)
	}
	if p.times("/api/access/datafile/103") > 0 {
		t.Error("a file that is no data was fetched")
	}
}

// The speeches lie in one archive, in folders, among what is no speech.
func TestSpeechesInAnArchive(t *testing.T) {
	p, root := publish(t), real(t, "ungdc")
	p.dataverse("10.7910/DVN/0TJX8Y",
		deposit{name: "UNGDC_1946-2025.tar.gz", data: tarOf(
			m{name: "UNGDC_1946-2025/README.txt", text: "read me"},
			m{name: "UNGDC_1946-2025/TXT/Session 47 - 1992/KAZ_47_1992.txt", text: "a speech"},
			m{name: "UNGDC_1946-2025/TXT/Session 47 - 1992/._KAZ_47_1992.txt", text: "\x00\x05\x16\x07"},
			m{name: "UNGDC_1946-2025/TXT/Session 48 - 1993/KAZ_48_1993.txt", text: "another"},
		)},
		deposit{name: "Speakers_by_session.xlsx", data: []byte("a table")},
	)
	if _, err := fetchNow(root, "ungdc", remote(p)); err != nil {
		t.Fatal(err)
	}
	if got := held(t, root, "ungdc"); len(got) != 2 || got["KAZ_47_1992.txt"] != "a speech" {
		t.Errorf("got %v", got)
	}
	if pin := whole(t, root, "ungdc")["KAZ_48_1993.txt"]; pin.Member != "UNGDC_1946-2025/TXT/Session 48 - 1993/KAZ_48_1993.txt" {
		t.Errorf("pinned: %+v", pin)
	}
}

// The newer edition of an archive has another address. What is the same in it
// is taken over, what is new is added, and what differs is refused.
func TestANewEditionOfAnArchive(t *testing.T) {
	p, root := publish(t), real(t, "ungdc")
	old := deposit{name: "UNGDC_1946-2024.tar.gz", data: tarOf(m{name: "KAZ_47_1992.txt", text: "a speech"}, m{name: "KAZ_48_1993.txt", text: "another"})}
	hidden := deposit{name: "gone"}
	p.dataverse("10.7910/DVN/0TJX8Y", old)
	if _, err := fetchNow(root, "ungdc", remote(p)); err != nil {
		t.Fatal(err)
	}
	next := func(first string) {
		p.dataverse("10.7910/DVN/0TJX8Y", hidden, deposit{name: "UNGDC_1946-2025.tar.gz", data: tarOf(
			m{name: "KAZ_47_1992.txt", text: first}, m{name: "KAZ_48_1993.txt", text: "another"}, m{name: "KAZ_80_2025.txt", text: "the latest"})})
	}
	next("a corrected speech")
	if _, err := fetchNow(root, "ungdc", remote(p)); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "KAZ_47_1992.txt has SHA-256") {
		t.Errorf("a changed speech: %v", err)
	}
	if got := whole(t, root, "ungdc"); len(got) != 2 {
		t.Errorf("something landed all the same: %v", got)
	}
	next("a speech")
	done, err := fetchNow(root, "ungdc", remote(p))
	if err != nil || !slices.Equal(done.Added, []string{"KAZ_80_2025.txt"}) || len(done.Same) != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	for name, pin := range whole(t, root, "ungdc") {
		if !strings.HasSuffix(pin.URL, "/101") {
			t.Errorf("%s is pinned to %s", name, pin.URL)
		}
	}
}

func TestDataverseRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file deposit
		want error
		says string
	}{
		"another sum":         {deposit{name: "events.1995.1.tab", data: []byte("x"), sum: md5Of([]byte("y"))}, ErrChecksum, "published is md5:"},
		"a restricted file":   {deposit{name: "events.1995.1.tab", data: []byte("x"), restricted: true}, ErrByHand, "fetch icews --from PATH"},
		"a sum that is none":  {deposit{name: "events.1995.1.tab", data: []byte("x"), sum: "abc"}, ErrList, "is no md5 sum"},
		"a name with a slash": {deposit{name: "../events.1995.1.tab", data: []byte("x")}, ErrList, "../events"},
	} {
		t.Run(name, func(t *testing.T) {
			p, root := publish(t), real(t, "icews")
			p.dataverse("10.7910/DVN/28075", c.file)
			if _, err := fetchNow(root, "icews", remote(p)); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Error(err)
			}
			if pins := whole(t, root, "icews"); len(pins) > 0 {
				t.Errorf("pinned: %v", pins)
			}
		})
	}
}

// A list that is none, or that leads elsewhere, is refused before a file is
// asked for.
func TestBadLists(t *testing.T) {
	sum := md5Of([]byte("x"))
	line := "1 " + sum + " %s/20150218000000.export.CSV.zip\n"
	for name, c := range map[string]struct {
		list string
		want error
	}{
		"no list":            {"not a list\nnor this\n", ErrList},
		"empty":              {"", ErrList},
		"another host":       {fmt.Sprintf(line, "http://evil.example"), ErrRedirect},
		"a private address":  {fmt.Sprintf(line, "http://192.168.1.1"), ErrPrivate},
		"two of one name":    {fmt.Sprintf(line, "http://data.gdeltproject.org/a") + fmt.Sprintf(line, "http://data.gdeltproject.org/b"), ErrTwice},
		"a web page":         {"<html><body>1 2 3</body></html>", ErrPage},
		"a line without end": {strings.Repeat("x", 1<<17), ErrList},
	} {
		t.Run(name, func(t *testing.T) {
			p, root := publish(t), real(t, "gdelt2")
			p.put("/gdeltv2/masterfilelist.txt", []byte(c.list))
			if _, err := fetchNow(root, "gdelt2", remote(p)); !errors.Is(err, c.want) {
				t.Errorf("want %v, got %v", c.want, err)
			}
			if len(p.asked) != 1 {
				t.Errorf("asked %d times", len(p.asked))
			}
		})
	}
	for name, answer := range map[string]string{"no JSON": "x", "an error": `{"status":"ERROR","message":"not found"}`, "no id": `{"status":"OK","data":{"latestVersion":{"files":[{"label":"events.1995.1.tab"}]}}}`} {
		t.Run("Dataverse: "+name, func(t *testing.T) {
			p, root := publish(t), real(t, "icews")
			p.put("/api/datasets/:persistentId/", []byte(answer))
			if _, err := fetchNow(root, "icews", remote(p)); !errors.Is(err, ErrList) {
				t.Error(err)
			}
		})
	}
}

// A server that fails and recovers, or that asks to wait, gets its file through.
func TestARecoveredServer(t *testing.T) {
	data := []byte(strings.Repeat("1,2\n", 1000))
	for name, c := range map[string]struct {
		first http.HandlerFunc // answers the first request
		least time.Duration
	}{
		"500":              {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 0},
		"503":              {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, 0},
		"429 with seconds": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "1"); w.WriteHeader(429) }, time.Second},
		"503 with a time": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Tue, 24 Nov 2026 09:00:00 GMT")
			w.Header().Set("Retry-After", "Tue, 24 Nov 2026 09:00:01 GMT")
			w.WriteHeader(503)
		}, time.Second},
		"no answer in time": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, 0},
		"a broken answer":   {func(w http.ResponseWriter, _ *http.Request) { half(w, data) }, 0},
		"no connection":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 0},
		"stops in the middle": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"`+md5Of(data)+`"`)
			w.Header().Set("Content-Length", fmt.Sprint(len(data)))
			_, _ = w.Write(data[:100])
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}, 0},
		"of another version": {func(w http.ResponseWriter, _ *http.Request) { half(w, []byte(strings.Repeat("old\n", 1000))) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := publish(t)
			var asked atomic.Int32
			p.answer("/a.csv", func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == 1 {
					c.first(w, r)
					return
				}
				sendFile(w, r, data)
			})
			root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
			began := time.Now()
			if _, err := fetchNow(root, "news", remote(p)); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); took < c.least {
				t.Errorf("took %s", took)
			}
			if got := held(t, root, "news")["a.csv"]; got != string(data) {
				t.Errorf("got %d bytes: %.20q", len(got), got)
			}
			whole(t, root, "news")
		})
	}
}

// A download that is interrupted goes on where it stopped, in another run of
// the program.
func TestADownloadGoesOn(t *testing.T) {
	data := zipOf(m{name: "a.csv", text: strings.Repeat("1,2\n", 5000)}, m{name: "noise.bin", text: string(noise(50_000))})
	p := publish(t)
	p.answer("/a.zip", func(w http.ResponseWriter, _ *http.Request) { half(w, data) })
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.zip]\n  unpack: zip\n")
	o := remote(p)
	o.Limits.Retries = -1
	if _, err := fetchNow(root, "news", o); !errors.Is(err, ErrCutShort) {
		t.Fatalf("got: %v", err)
	}
	if pins := whole(t, root, "news"); len(pins) != 0 {
		t.Errorf("half a file landed: %v", pins)
	}
	p.answer("/a.zip", nil)
	p.put("/a.zip", data)
	if _, err := fetchNow(root, "news", o); err != nil {
		t.Fatal(err)
	}
	last := p.requests("/a.zip")[1]
	if last.Header.Get("Range") != fmt.Sprintf("bytes=%d-", len(data)/2) || last.Header.Get("If-Range") != `"`+md5Of(data)+`"` {
		t.Errorf("asked for %q, %q", last.Header.Get("Range"), last.Header.Get("If-Range"))
	}
	whole(t, root, "news")
	if left, _ := filepath.Glob(filepath.Join(root, "raw/sources/news/.partial/*.part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// noise is what does not pack.
func noise(n int) []byte {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

// A fetch that is interrupted leaves whole files with their pins, and the next
// one fetches only the others.
func TestAFetchGoesOn(t *testing.T) {
	p, root := publish(t), real(t, "gdelt2")
	files := batches()
	slow := batch(19, 23, 45)
	files[slow] = zipOf(m{name: strings.TrimSuffix(slow, ".zip"), text: string(noise(5000))})
	p.gdelt(files)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	p.answer("/gdeltv2/"+slow, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(files[slow])))
		w.Header().Set("ETag", `"`+md5Of(files[slow])+`"`)
		_, _ = w.Write(files[slow][:2000])
		_ = http.NewResponseController(w).Flush()
		time.Sleep(50 * time.Millisecond)
		stop()
		<-r.Context().Done()
	})
	o := remote(p)
	o.Parallel = 1
	if _, err := FetchRemote(ctx, root, "gdelt2", o); !errors.Is(err, context.Canceled) {
		t.Fatalf("got: %v", err)
	}
	if pins := whole(t, root, "gdelt2"); len(pins) != 3 {
		t.Errorf("%d files are pinned, 3 came before", len(pins))
	}
	p.answer("/gdeltv2/"+slow, nil)
	done, err := fetchNow(root, "gdelt2", o)
	if err != nil || len(done.Added) != 3 || len(done.Same) != 3 {
		t.Errorf("%+v, %v", done, err)
	}
	whole(t, root, "gdelt2")
	for name := range files {
		if want := map[bool]int{true: 2, false: 1}[name == slow]; p.times("/gdeltv2/"+name) != want {
			t.Errorf("%s was asked for %d times", name, p.times("/gdeltv2/"+name))
		}
	}
	if again := p.requests("/gdeltv2/" + slow)[1]; again.Header.Get("Range") != "bytes=2000-" {
		t.Errorf("the broken download starts over: %q", again.Header.Get("Range"))
	}
}

// What a source changes is refused with the reason, exit code 4, until somebody
// says why it is taken.
func TestAChangedFile(t *testing.T) {
	p, root := publish(t), real(t, "gdelt2")
	files := batches()
	p.gdelt(files)
	if _, err := fetchNow(root, "gdelt2", remote(p)); err != nil {
		t.Fatal(err)
	}
	before := held(t, root, "gdelt2")
	name := batch(19, 0, 45)
	member := strings.TrimSuffix(name, ".zip")
	old := whole(t, root, "gdelt2")[member]
	files[name] = zipOf(m{name: member, text: "a corrected event\n"})
	p.gdelt(files)

	_, err := fetchNow(root, "gdelt2", remote(p))
	if !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), name+": the source publishes the checksum md5:"+md5Of(files[name])) || !strings.Contains(err.Error(), "--accept") {
		t.Errorf("a changed file: %v", err)
	}
	if !maps.Equal(held(t, root, "gdelt2"), before) {
		t.Error("something was replaced")
	}
	o := remote(p)
	o.DryRun = true
	if done, err := fetchNow(root, "gdelt2", o); err != nil || done.Planned[2].State != "changed" || done.Planned[1].State != "held" {
		t.Errorf("a dry run: %+v, %v", done.Planned, err)
	}

	o = remote(p)
	o.Accept, o.Today = "the publisher corrected a day", o.Today+7
	done, err := fetchNow(root, "gdelt2", o)
	if err != nil || !slices.Equal(done.Replaced, []string{member}) || len(done.Same) != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	pin := whole(t, root, "gdelt2")[member]
	want := raw.Replaced{SHA256: old.SHA256, RetrievedAt: "2026-11-24", On: "2026-12-01", Reason: "the publisher corrected a day"}
	if len(pin.Replaced) != 1 || pin.Replaced[0] != want || pin.RetrievedAt != "2026-12-01" || pin.Checksum != "md5:"+md5Of(files[name]) {
		t.Errorf("pinned: %+v", pin)
	}
	if done, err = fetchNow(root, "gdelt2", remote(p)); err != nil || len(done.Same) != 6 {
		t.Errorf("after that: %+v, %v", done, err)
	}
}

// Where no checksum is published, the server is asked whether it has another
// version.
func TestAFileWithoutAPublishedSum(t *testing.T) {
	p := publish(t)
	p.put("/a.csv", []byte("one"))
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
	if _, err := fetchNow(root, "news", remote(p)); err != nil {
		t.Fatal(err)
	}
	done, err := fetchNow(root, "news", remote(p))
	if err != nil || !slices.Equal(done.Same, []string{"a.csv"}) {
		t.Errorf("%+v, %v", done, err)
	}
	if r := p.requests("/a.csv")[1]; r.Header.Get("If-None-Match") != `"`+md5Of([]byte("one"))+`"` {
		t.Errorf("asked with %v", r.Header)
	}
	p.put("/a.csv", []byte("two"))
	if _, err := fetchNow(root, "news", remote(p)); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "a.csv has SHA-256") {
		t.Errorf("a changed file: %v", err)
	}
	if held(t, root, "news")["a.csv"] != "one" {
		t.Error("it was replaced")
	}
	o := remote(p)
	o.Accept = "meant"
	if done, err := fetchNow(root, "news", o); err != nil || len(done.Replaced) != 1 || held(t, root, "news")["a.csv"] != "two" {
		t.Errorf("%+v, %v", done, err)
	}
	whole(t, root, "news")
}

func TestAFileThatLiesThereAlready(t *testing.T) {
	p := publish(t)
	p.put("/a.csv", []byte("one"))
	section := "  method: urls\n  urls: [" + p.URL + "/a.csv]\n  unpack: none\n"
	t.Run("pinned by hand", func(t *testing.T) {
		root, from := described(t, section), t.TempDir()
		put(t, from, "a.csv", "one")
		if _, err := fetch(root, from); err != nil {
			t.Fatal(err)
		}
		if done, err := fetchNow(root, "news", remote(p)); err != nil || len(done.Same) != 1 || whole(t, root, "news")["a.csv"].URL == "" {
			t.Errorf("%+v, %v", done, err)
		}
	})
	t.Run("not pinned", func(t *testing.T) {
		root := described(t, section)
		put(t, root, "raw/sources/news/data/a.csv", "mine")
		if _, err := fetchNow(root, "news", remote(p)); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "is not pinned") {
			t.Error(err)
		}
		if held(t, root, "news")["a.csv"] != "mine" {
			t.Error("it was replaced")
		}
	})
	t.Run("not pinned, since the program was killed", func(t *testing.T) {
		root := described(t, section)
		put(t, root, "raw/sources/news/data/a.csv", "one")
		if _, err := fetchNow(root, "news", remote(p)); err != nil {
			t.Error(err)
		}
		whole(t, root, "news")
	})
	t.Run("pinned, but gone", func(t *testing.T) {
		root := described(t, section)
		if _, err := fetchNow(root, "news", remote(p)); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(root, "raw/sources/news/data/a.csv")); err != nil {
			t.Fatal(err)
		}
		if _, err := fetchNow(root, "news", remote(p)); err != nil {
			t.Fatal(err)
		}
		whole(t, root, "news")
	})
}

// A file that fails does not keep the others back; where all fail, the fetch
// ends.
func TestOtherFilesGoOn(t *testing.T) {
	p, root := publish(t), real(t, "gdelt2")
	p.gdelt(batches())
	p.answer("/gdeltv2/"+batch(18, 0, 45), func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", 404) })
	done, err := fetchNow(root, "gdelt2", remote(p))
	if !errors.Is(err, ErrNotFound) || len(done.Added) != 5 {
		t.Errorf("%+v, %v", done, err)
	}
	whole(t, root, "gdelt2")

	var lines []string
	for i := range 100 {
		lines = append(lines, fmt.Sprintf("1 %s http://data.gdeltproject.org/gdeltv2/2016010100%02d00.export.CSV.zip", md5Of(nil), i))
	}
	p.gdelt(nil, lines...)
	before := len(p.asked)
	o := remote(p)
	o.Parallel = 1
	if _, err := fetchNow(root, "gdelt2", o); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "too many files fail") || len(p.asked)-before != 1+maxFaults {
		t.Errorf("asked %d times: %v", len(p.asked)-before, err)
	}
}

// A server is asked by no more than so many at once, and not faster than it is
// to be asked.
func TestPoliteness(t *testing.T) {
	p, root := publish(t), real(t, "gdelt2")
	files := batches()
	p.gdelt(files)
	for name, data := range files {
		p.answer("/gdeltv2/"+name, func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(20 * time.Millisecond)
			sendFile(w, r, data)
		})
	}
	o := remote(p)
	o.Parallel, o.Limits.PerSecond = 2, 50
	began := time.Now()
	if _, err := fetchNow(root, "gdelt2", o); err != nil {
		t.Fatal(err)
	}
	if p.busier > 2 {
		t.Errorf("%d requests at once", p.busier)
	}
	if took := time.Since(began); took < 6*time.Second/50 {
		t.Errorf("7 requests took %s", took)
	}
}

func TestASecondServerIsAskedIfTheSourceNamesIt(t *testing.T) {
	p := publish(t)
	p.put("/b.csv", []byte("1,2\n"))
	other := strings.Replace(p.URL, "127.0.0.1", "localhost", 1)
	p.answer("/a.csv", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other+"/b.csv?signed=secret", http.StatusSeeOther)
	})
	section := "  method: urls\n  urls: [" + p.URL + "/a.csv]\n  unpack: none\n"
	if _, err := fetchNow(described(t, section), "news", remote(p)); !errors.Is(err, ErrRedirect) || strings.Contains(err.Error(), "secret") {
		t.Errorf("got: %v", err)
	}
	root := described(t, section+"  hosts: [localhost]\n")
	if _, err := fetchNow(root, "news", remote(p)); err != nil {
		t.Error(err)
	}
	if pin := whole(t, root, "news")["a.csv"]; pin.URL != p.URL+"/a.csv" {
		t.Errorf("pinned: %+v", pin)
	}
}

func TestWhatOnlyAPersonCanDo(t *testing.T) {
	for name, section := range map[string]string{
		"fill the form in at the publisher's": "fetch:\n  method: by_hand\n  instructions: Fill the form in at the publisher's.\n",
		"download the files (*.csv) of News":  "",
	} {
		root := project(t)
		text := strings.Replace(sourceYAML, "url: null", "url: https://news.example/form", 1) + section
		put(t, root, "raw/sources/news/source.yaml", text)
		_, err := fetchNow(root, "news", Remote{})
		if !errors.Is(err, ErrByHand) || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(name)) ||
			!strings.Contains(err.Error(), "https://news.example/form") || !strings.Contains(err.Error(), "multivector fetch news --from PATH") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFetchRemoteRefuses(t *testing.T) {
	p := publish(t)
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
	o := remote(p)
	o.Since = day(t, "2015-02-18")
	if _, err := fetchNow(root, "news", o); err == nil || !strings.Contains(err.Error(), "do not go by days") {
		t.Error(err)
	}
	if _, err := fetchNow(root, "../news", o); err == nil {
		t.Error("a source named by a path is accepted")
	}
	put(t, root, "raw/sources/news/source.yaml", strings.Replace(sourceYAML, "home: data", "home: case", 1))
	if _, err := fetchNow(root, "news", o); err == nil || !strings.Contains(err.Error(), "part of the repository") {
		t.Error(err)
	}
}

// What an earlier fetch began and nobody asks for any more goes when a fetch is
// through; a disk that is too small is told before anything is fetched.
func TestWhatIsLeftOverAndWhatHasNoRoom(t *testing.T) {
	p := publish(t)
	root := real(t, "gdelt2")
	p.gdelt(batches())
	put(t, root, "raw/sources/gdelt2/.partial/0123.part", "left")
	put(t, root, "raw/sources/gdelt2/.partial/0123.d/inner.CSV", "left")
	o := remote(p)
	o.free = func(string) (int64, error) { return 10, nil }
	done, err := fetchNow(root, "gdelt2", o)
	if err == nil || !strings.Contains(err.Error(), "and 10 are free on the disk") || len(done.Added) > 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := fetchNow(root, "gdelt2", remote(p)); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(root, "raw/sources/gdelt2/.partial"))
	if err != nil || len(entries) != 2 || entries[0].Name() != "lists" || entries[1].Name() != "lock" {
		t.Errorf("%v, %v", entries, err)
	}
}

// A copy is not brought in while a fetch writes the pins.
func TestACopyBesideAFetch(t *testing.T) {
	p := publish(t)
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
	put(t, root, "copy/b.csv", "3,4\n")
	p.answer("/a.csv", func(w http.ResponseWriter, r *http.Request) {
		if _, err := Fetch(t.Context(), root, "news", filepath.Join(root, "copy"), 0); err == nil || !strings.Contains(err.Error(), "another fetch of source news is going on") {
			t.Errorf("a copy: %v", err)
		}
		sendFile(w, r, []byte("1,2\n"))
	})
	if _, err := fetchNow(root, "news", remote(p)); err != nil {
		t.Error(err)
	}
}

func TestTwoFetchesAtOnce(t *testing.T) {
	p := publish(t)
	root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
	p.answer("/a.csv", func(w http.ResponseWriter, r *http.Request) {
		if _, err := fetchNow(root, "news", remote(p)); err == nil || !strings.Contains(err.Error(), "another fetch of source news is going on") {
			t.Errorf("a second fetch: %v", err)
		}
		sendFile(w, r, []byte("1,2\n"))
	})
	if _, err := fetchNow(root, "news", remote(p)); err != nil {
		t.Error(err)
	}
}
