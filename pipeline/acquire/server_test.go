package acquire

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// quick are limits with which a test need not wait.
var quick = Limits{Retries: 2, WaitMin: time.Millisecond, WaitMax: 2 * time.Millisecond, Idle: 200 * time.Millisecond, PerSecond: 10000}

// publisher plays the servers of GDELT and of Dataverse, and any other that
// holds files. It keeps count of what it was asked.
type publisher struct {
	*httptest.Server
	mu     sync.Mutex
	files  map[string][]byte           // by path
	odd    map[string]http.HandlerFunc // answers that are not as they should be, by path
	asked  []*http.Request
	busy   int
	busier int // most requests at once
}

func publish(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{files: map[string][]byte{}, odd: map[string]http.HandlerFunc{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r)
	p.busy++
	p.busier = max(p.busier, p.busy)
	data, ok := p.files[r.URL.Path]
	odd := p.odd[r.URL.Path]
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		p.busy--
		p.mu.Unlock()
	}()
	if odd != nil {
		odd(w, r)
		return
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	sendFile(w, r, data)
}

// sendFile answers as a good server does, with parts and conditions.
func sendFile(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("ETag", `"`+md5Of(data)+`"`)
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// half sends a file's first half and breaks the connection.
func half(w http.ResponseWriter, data []byte) {
	w.Header().Set("ETag", `"`+md5Of(data)+`"`)
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	_, _ = w.Write(data[:len(data)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func (p *publisher) put(name string, data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[name] = data
}

func (p *publisher) answer(name string, odd http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.odd[name] = odd
}

// times counts the requests for a path.
func (p *publisher) times(name string) int { return len(p.requests(name)) }

func (p *publisher) requests(name string) []*http.Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []*http.Request
	for _, r := range p.asked {
		if r.URL.Path == name {
			all = append(all, r)
		}
	}
	return all
}

// gdelt publishes a list of files, as GDELT does, under its own addresses.
func (p *publisher) gdelt(files map[string][]byte, lines ...string) {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		lines = append(lines, fmt.Sprintf("%d %s http://data.gdeltproject.org/gdeltv2/%s", len(files[name]), md5Of(files[name]), name))
		p.put("/gdeltv2/"+name, files[name])
	}
	p.put("/gdeltv2/masterfilelist.txt", []byte(strings.Join(lines, "\n")+"\n"))
}

// deposit is a file in a data set on a Dataverse server.
type deposit struct {
	name       string
	data       []byte
	tabular    bool // the server renders it anew, and keeps the original
	restricted bool
	sum        string // published instead of the right one
}

// dataverse publishes a data set.
func (p *publisher) dataverse(doi string, files ...deposit) {
	var list []any
	for i, f := range files {
		id := 100 + i
		file := map[string]any{"id": id, "filename": f.name, "filesize": len(f.data), "md5": md5Of(f.data), "tabularData": f.tabular}
		if f.sum != "" {
			file["md5"] = f.sum
		}
		label := f.name
		if f.tabular {
			label = strings.TrimSuffix(f.name, path.Ext(f.name)) + ".tab"
			file["filename"], file["filesize"] = label, 7
			file["originalFileName"], file["originalFileSize"] = f.name, len(f.data)
		}
		list = append(list, map[string]any{"label": label, "restricted": f.restricted, "dataFile": file})
		p.answer(fmt.Sprintf("/api/access/datafile/%d", id), func(w http.ResponseWriter, r *http.Request) {
			switch original := r.URL.Query().Get("format") == "original"; {
			case original && !f.tabular:
				http.NotFound(w, r) // as Dataverse does
			case f.tabular && !original:
				sendFile(w, r, []byte("another"))
			default:
				sendFile(w, r, f.data)
			}
		})
	}
	data, err := json.Marshal(map[string]any{"status": "OK", "data": map[string]any{"latestVersion": map[string]any{"files": list}}})
	if err != nil {
		panic(err)
	}
	p.answer("/api/datasets/:persistentId/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("persistentId") != "doi:"+doi {
			http.NotFound(w, r)
			return
		}
		sendFile(w, r, data)
	})
}

func md5Of(data []byte) string {
	sum := md5.Sum(data)
	return hex.EncodeToString(sum[:])
}

// m is a member of an archive that a test makes.
type m struct {
	name, text string
	mode       fs.FileMode
	edit       func(*zip.FileHeader) // of what is written without looking
}

func zipOf(members ...m) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range members {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.mode != 0 {
			h.SetMode(f.mode)
		}
		if f.edit != nil {
			h.Method, h.CRC32 = zip.Store, crc32.ChecksumIEEE([]byte(f.text))
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(f.text)), uint64(len(f.text))
			f.edit(h)
			w, _ := z.CreateRaw(h)
			_, _ = w.Write([]byte(f.text))
			continue
		}
		w, _ := z.CreateHeader(h)
		_, _ = w.Write([]byte(f.text))
	}
	_ = z.Close()
	return b.Bytes()
}

func gzipOf(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.Bytes()
}

func tarOf(members ...m) []byte {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	for _, f := range members {
		h := &tar.Header{Name: f.name, Size: int64(len(f.text)), Mode: 0o644, Typeflag: tar.TypeReg}
		if f.mode&fs.ModeSymlink != 0 {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, f.text, 0
		}
		_ = t.WriteHeader(h)
		if h.Size > 0 {
			_, _ = t.Write([]byte(f.text))
		}
	}
	_ = t.Close()
	return gzipOf(b.String())
}

// described makes a project whose source news is fetched as the section says.
func described(t *testing.T, section string) string {
	t.Helper()
	root := project(t)
	put(t, root, "raw/sources/news/source.yaml", strings.Replace(sourceYAML, "doi: null", "doi: 10.1/NEWS", 1)+"fetch:\n"+section)
	return root
}

// real makes a project with a source as this project describes it.
func real(t *testing.T, id string) string {
	t.Helper()
	root := project(t)
	data, err := os.ReadFile(filepath.Join("..", "..", "raw", "sources", id, "source.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, root, "raw/sources/"+id+"/source.yaml", string(data))
	return root
}

func remote(p *publisher) Remote {
	day, _ := schemas.NewDate(2026, 11, 24)
	return Remote{Today: day, Limits: quick, Servers: map[string]string{
		"data.gdeltproject.org": p.URL, "dataverse.harvard.edu": p.URL,
	}}
}

func fetchNow(root, id string, o Remote) (Fetched, error) {
	return FetchRemote(context.Background(), root, id, o)
}

// held gives the files in a source's folder with their bytes.
func held(t *testing.T, root, id string) map[string]string {
	t.Helper()
	files := map[string]string{}
	base := filepath.Join(root, "raw", "sources", id, "data")
	err := filepath.WalkDir(base, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if os.IsNotExist(err) {
				return nil
			}
			return err
		}
		data, err := os.ReadFile(p)
		files[filepath.ToSlash(strings.TrimPrefix(p, base+string(filepath.Separator)))] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// whole holds that what lies there is what is pinned, and no more.
func whole(t *testing.T, root, id string) map[string]raw.Pin {
	t.Helper()
	lock, err := raw.ReadLock(root, id)
	if err != nil {
		t.Fatal(err)
	}
	pins, files := lock.ByFile(), held(t, root, id)
	if len(pins) != len(files) {
		t.Errorf("%d files are pinned, %d lie there", len(pins), len(files))
	}
	for name := range files {
		sum, size, err := hashFile(filepath.Join(root, "raw", "sources", id, "data", name))
		if err != nil || pins[name].SHA256 != sum || pins[name].Bytes != size {
			t.Errorf("%s is pinned as %+v, its sum is %s, %v", name, pins[name], sum, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(root, "raw", "sources", id, ".partial", "*.d"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return pins
}
