package acquire

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
)

// Whatever a list holds, its entries have a plain name, an address on the web
// and a sum of the right length.
func FuzzLists(f *testing.F) {
	f.Add([]byte("1 d41d8cd98f00b204e9800998ecf8427e http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip\n"))
	f.Add([]byte("1 x http://a/..\n-1 d41d8cd98f00b204e9800998ecf8427e http://a/b%2f..%5c\n"))
	f.Add([]byte(`{"status":"OK","data":{"latestVersion":{"files":[{"label":"a.tab","dataFile":{"id":1,"filesize":3,"md5":"d41d8cd98f00b204e9800998ecf8427e"}}]}}}`))
	f.Add([]byte(`{"status":"OK","data":{"latestVersion":{"files":[{"label":"a/b","dataFile":{"id":-1,"checksum":{"type":"SHA-1","value":"00"}}}]}}}`))
	all := regexp.MustCompile("")
	f.Fuzz(func(t *testing.T, data []byte) {
		for name, parse := range map[string]func() (listing, error){
			"gdelt":     func() (listing, error) { return parseGDELT(bytes.NewReader(data), all, days{}) },
			"dataverse": func() (listing, error) { return parseDataverse(bytes.NewReader(data), "https://data.example", all) },
		} {
			l, err := parse()
			if err != nil {
				if !errors.Is(err, ErrList) {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			for _, e := range l.entries {
				kind, sum, ok := strings.Cut(e.sum, ":")
				if e.name == "" || strings.Contains(e.name, "/") || !strings.HasPrefix(e.url, "http") || e.size < -1 || ok && len(sum) != 2*sums[kind]().Size() {
					t.Errorf("%s: %+v", name, e)
				}
			}
		}
	})
}

// Whatever bytes come as an archive, its files lie in the folder for staging,
// within the limits, or nothing does.
func FuzzArchives(f *testing.F) {
	good := m{name: "in/a.csv", text: "1,2\n"}
	f.Add(zipOf(good, m{name: "../b.csv", text: "x"}))
	f.Add(zipOf(good, m{name: "b.csv", text: "y"}))
	f.Add(gzipOf("1,2\n"))
	f.Add(tarOf(good, m{name: "b.csv", text: "/etc", mode: os.ModeSymlink}))
	f.Add(tarOf(good))
	f.Fuzz(func(t *testing.T, data []byte) {
		root := t.TempDir()
		at := put(t, root, "in/arrived", string(data))
		for _, kind := range [][2]string{{raw.UnpackZip, "a.zip"}, {raw.UnpackGzip, "a.csv.gz"}, {raw.UnpackTarGz, "a.tgz"}} {
			packing, name := kind[0], kind[1]
			dir := filepath.Join(root, "staged")
			o := &opener{
				source: raw.Source{Files: "*.csv", Home: raw.HomeData, Fetch: &raw.Fetch{Unpack: packing}}, dir: dir,
				limits: unpack.Limits{Unpacked: 1 << 20, Members: 10, Ratio: 200},
			}
			files, err := o.open(t.Context(), at, name)
			var total int64
			for _, s := range files {
				total += s.bytes
				if filepath.Dir(s.path) != dir || filepath.Base(s.path) != s.name || !strings.HasSuffix(s.name, ".csv") {
					t.Errorf("%+v", s)
				}
			}
			if _, bad := os.Stat(dir); err != nil && !os.IsNotExist(bad) {
				t.Errorf("after %v something is left", err)
			}
			if total > 1<<20 {
				t.Errorf("%d bytes", total)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
		if entries, err := os.ReadDir(root); err != nil || len(entries) != 1 {
			t.Errorf("outside: %v, %v", entries, err)
		}
	})
}
