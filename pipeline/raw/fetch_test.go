package raw_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/raw"
)

const aFetch = `doi: 10.1/X
fetch:
  method: dataverse
  url: "https://data.example"
  url_tried: false
  hosts: [files.example]
  pattern: '\.zip$'
  unpack: zip
  members: '\.csv$'
`

// How a source is fetched is read strictly: what is missing is named, and so is
// what would have no effect. The schema for editors agrees where it can.
func TestHowASourceIsFetched(t *testing.T) {
	schema := compile(t)["source"]
	for name, try := range map[string]struct {
		fetch   string // replaces the section, if not empty
		from    string
		to      string
		refused string // by the program, in these words
		lenient bool   // the schema lets it pass
	}{
		"a data set on a server":   {},
		"none":                     {fetch: "fetch: null\n"},
		"a list":                   {from: "method: dataverse", to: "method: gdelt_list"},
		"files by address":         {fetch: "fetch:\n  method: urls\n  urls: [\"https://data.example/a.csv\"]\n  unpack: none\n"},
		"by hand":                  {fetch: "fetch:\n  method: by_hand\n  instructions: Fill the form in.\n"},
		"no method":                {from: "  method: dataverse\n", refused: `"fetch.method" has the value ""`},
		"an unknown method":        {from: "dataverse", to: "pigeon", refused: "expected one of gdelt_list, dataverse, urls, by_hand"},
		"an unknown key":           {from: "hosts:", to: "host:", refused: `unknown field "host"`},
		"an unknown packing":       {from: "unpack: zip\n  members: '\\.csv$'", to: "unpack: rar", refused: "expected one of zip, gzip, tar.gz, none"},
		"no packing":               {from: "  unpack: zip\n  members: '\\.csv$'\n", refused: `"fetch.unpack" is missing`},
		"no address":               {from: "  url: \"https://data.example\"\n", refused: `"fetch.url" is missing`},
		"no list of addresses":     {fetch: "fetch:\n  method: urls\n  unpack: none\n", refused: `"fetch.urls" is missing`},
		"no instructions":          {fetch: "fetch:\n  method: by_hand\n", refused: `"fetch.instructions" is missing`},
		"no web address":           {from: "https://data.example", to: "ftp://data.example", refused: `"ftp://data.example", expected http`},
		"an address of a file":     {fetch: "fetch:\n  method: urls\n  urls: [\"file:///etc/passwd\"]\n  unpack: none\n", refused: "file:///etc/passwd"},
		"a password":               {from: "https://data.example", to: "https://me:secret@data.example", refused: "no password", lenient: true},
		"no host":                  {from: "https://data.example", to: "https:///x", refused: "with a host"},
		"a host with a port":       {from: "files.example", to: "\"files.example:80\"", refused: "the bare name of a host", lenient: true},
		"an address for a host":    {from: "files.example", to: "\"https://files.example\"", refused: "the bare name of a host", lenient: true},
		"a broken pattern":         {from: `'\.zip$'`, to: "'('", refused: `"fetch.pattern"`, lenient: true},
		"a broken member pattern":  {from: `'\.csv$'`, to: "'('", refused: `"fetch.members"`, lenient: true},
		"members of nothing":       {from: "unpack: zip", to: "unpack: none", refused: `"fetch.members" has no effect`, lenient: true},
		"instructions to a server": {from: "  url_tried", to: "  instructions: Wait.\n  url_tried", refused: `"fetch.instructions" has no effect`, lenient: true},
		"no DOI":                   {from: "doi: 10.1/X\n", refused: `"doi" is missing`, lenient: true},
	} {
		t.Run(name, func(t *testing.T) {
			text := aSource + strings.Replace(aFetch, try.from, try.to, 1)
			if try.fetch != "" {
				text = aSource + try.fetch
			}
			_, program := readSource(t, text)
			if (try.refused == "") != (program == nil) || program != nil && !strings.Contains(program.Error(), try.refused) {
				t.Errorf("want %q, the program says: %v", try.refused, program)
			}
			all, err := values("source.yaml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(all[0]); (err == nil) != (program == nil || try.lenient) {
				t.Errorf("the program says %v, but the schema says %v", program, err)
			}
		})
	}
}

func TestOnlyWhatIsBroughtInIsFetched(t *testing.T) {
	text := strings.Replace(aSource, "home: data", "home: case", 1) + aFetch
	if _, err := readSource(t, text); err == nil || !strings.Contains(err.Error(), `only one with the home "data" is fetched`) {
		t.Error(err)
	}
}

func readSource(t *testing.T, text string) (raw.Source, error) {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "raw", "sources", "try")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "source.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return raw.ReadSource(root, "try")
}

// A pin keeps where a file came from, and what it was before.
func TestALockFileIsReadAsItWasWritten(t *testing.T) {
	root := t.TempDir()
	want := raw.Pin{
		File: "b.csv", SHA256: "2", Bytes: 3, RetrievedAt: "2026-11-24", URL: "https://data.example/b.zip", Member: "in/b.csv",
		Checksum: "md5:0", ETag: `"v2"`, LastModified: "Tue, 24 Nov 2026 09:00:00 GMT",
		Replaced: []raw.Replaced{{SHA256: "1", RetrievedAt: "2026-11-01", On: "2026-11-24", Reason: "corrected by its publisher"}},
	}
	if err := raw.WriteLock(root, "try", raw.Lock{Files: []raw.Pin{want, {File: "a.csv"}}}); err != nil {
		t.Fatal(err)
	}
	lock, err := raw.ReadLock(root, "try")
	if err != nil || len(lock.Files) != 2 || lock.Files[0].File != "a.csv" {
		t.Fatalf("%+v, %v", lock, err)
	}
	got := lock.ByFile()["b.csv"]
	if len(got.Replaced) != 1 || got.Replaced[0] != want.Replaced[0] {
		t.Errorf("replaced: %+v", got.Replaced)
	}
	if got.Replaced, want.Replaced = nil, nil; got.URL != want.URL || got.Member != want.Member || got.Checksum != want.Checksum || got.ETag != want.ETag || got.LastModified != want.LastModified {
		t.Errorf("got %+v, want %+v", got, want)
	}
	data, err := os.ReadFile(filepath.Join(root, "raw", "sources", "try", "lock.json"))
	if err != nil || strings.Contains(string(data[:strings.Index(string(data), "b.csv")]), "url") {
		t.Errorf("a pin without an address has an empty one: %s, %v", data, err)
	}
}
