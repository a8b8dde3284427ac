package raw

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"multivector/schemas"
)

// Source is raw/sources/<id>/source.yaml.
type Source struct {
	SourceID       string `yaml:"source_id"`
	Name           string `yaml:"name"`
	Kind           string `yaml:"kind"` // one of schemas.SourceKinds
	Home           string `yaml:"home"` // where its files lie, see Folder
	Version        string `yaml:"version"`
	Publisher      string `yaml:"publisher"`
	URL            string `yaml:"url"`
	URLTried       bool   `yaml:"url_tried"`
	DOI            string `yaml:"doi"`
	License        string `yaml:"license"`
	Redistribution string `yaml:"redistribution"`
	Citation       string `yaml:"citation"`
	CoverageStart  Date   `yaml:"coverage_start"`
	CoverageEnd    Date   `yaml:"coverage_end"`
	RetrievedAt    Date   `yaml:"retrieved_at"`
	Files          string `yaml:"files"`    // pattern of file names, as in path.Match
	Layout         string `yaml:"layout"`   // name of the layout that its reader expects
	MinRows        *int64 `yaml:"min_rows"` // bounds of the rows of the whole source
	MaxRows        *int64 `yaml:"max_rows"`
	Note           string `yaml:"note"`
	Texts          *Texts `yaml:"texts"`
	Fetch          *Fetch `yaml:"fetch"`
}

// Fetch says how a source's files are brought in over HTTP. A source without it
// is brought in from a local copy only.
type Fetch struct {
	Method       string   `yaml:"method"`       // one of the methods below
	URL          string   `yaml:"url"`          // the list, or the server that holds the data set
	URLs         []string `yaml:"urls"`         // the files, where no list names them
	URLTried     bool     `yaml:"url_tried"`    // whether somebody fetched from there
	Hosts        []string `yaml:"hosts"`        // other hosts that may serve the files
	Pattern      string   `yaml:"pattern"`      // names of the list's entries that are taken, as regexp
	Unpack       string   `yaml:"unpack"`       // what is opened, by the end of the name
	Members      string   `yaml:"members"`      // names of an archive's members that are taken, as regexp
	Instructions string   `yaml:"instructions"` // what a person has to do
}

// Methods of fetching.
const (
	FetchGDELT     = "gdelt_list" // a list of size, MD5 and URL, a line a file
	FetchDataverse = "dataverse"  // the data set with the source's DOI on a Dataverse server
	FetchURLs      = "urls"
	FetchByHand    = "by_hand" // behind a login or a form
)

// What is opened after it arrived. An entry whose name has another ending is
// taken as it is.
const (
	UnpackZip   = "zip"
	UnpackGzip  = "gzip"
	UnpackTarGz = "tar.gz"
	UnpackNone  = "none"
)

// FetchMethods and Unpacks list what a description may say.
var (
	FetchMethods = []string{FetchGDELT, FetchDataverse, FetchURLs, FetchByHand}
	Unpacks      = []string{UnpackZip, UnpackGzip, UnpackTarGz, UnpackNone}
)

// Texts says how a collection's file names are read. Named groups of
// NamePattern may stand in braces in DocumentID and TitleEn. A collection
// without it describes each document in a document.yaml.
type Texts struct {
	NamePattern  string `yaml:"name_pattern"`
	DocumentID   string `yaml:"document_id"`
	Issuer       string `yaml:"issuer"`        // the issuer of all, where the names don't say it
	IssuerSystem string `yaml:"issuer_system"` // code system of the group "issuer"
	AdoptedOn    Date   `yaml:"adopted_on"`    // the day of all, where the names don't say it
	DocType      string `yaml:"doc_type"`
	TitleEn      string `yaml:"title_en"`
	Lang         string `yaml:"lang"` // of all, where the names don't say it
	TextKind     string `yaml:"text_kind"`
	Editions     bool   `yaml:"editions"` // each document takes the place of its issuer's one before
}

// Homes: the repository carries the files of a case, everything else is
// brought in by the user. An authority for reference tables has no files.
const (
	HomeData = "data" // raw/sources/<id>/data, filled by fetch
	HomeCase = "case" // raw/cases/<case>
)

// Own is the source of what this project decided or wrote itself; the tables of
// reference and the description of a case belong to it.
const Own = "multivector"

// Folder gives the folder of the source's files, below raw/.
func (s Source) Folder(caseID string) string {
	if s.Home == HomeCase {
		return "cases/" + caseID
	}
	return "sources/" + s.SourceID + "/data"
}

// identifier is what names of sources, cases and documents look like.
var identifier = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

// ReadSource reads the description of one source. An error wraps ErrNoSuch where
// there is no such source.
func ReadSource(root, id string) (Source, error) {
	path := "raw/sources/" + id + "/source.yaml"
	if err := mustHave(root, "source", "raw/sources", id); err != nil {
		return Source{}, err
	}
	var s Source
	if err := readYAML(root, path, &s); err != nil {
		return s, err
	}
	err := required(path, "source_id", s.SourceID, "name", s.Name, "publisher", s.Publisher, "license", s.License, "citation", s.Citation)
	if err == nil {
		err = oneOf(path, "source_id", s.SourceID, id)
	}
	if err == nil {
		err = oneOf(path, "kind", s.Kind, schemas.SourceKinds...)
	}
	if err == nil && s.Kind != "reference" {
		err = First(oneOf(path, "home", s.Home, HomeData, HomeCase), required(path, "files", s.Files))
	}
	if err == nil {
		err = oneOf(path, "redistribution", s.Redistribution, schemas.Redistributions...)
	}
	if err == nil {
		err = s.checkRows(path)
	}
	if err == nil && s.Texts != nil {
		err = s.Texts.check(path)
	}
	if err == nil && s.Fetch != nil {
		err = s.Fetch.check(path, s)
	}
	return s, err
}

// check refuses a way of fetching that lacks something, or says something that
// has no effect.
func (f *Fetch) check(path string, s Source) error {
	if s.Home != HomeData {
		return fmt.Errorf("%s: key \"fetch\" stands in a source whose home is %q; only one with the home %q is fetched", path, s.Home, HomeData)
	}
	err := First(oneOf(path, "fetch.method", f.Method, FetchMethods...), f.checkKeys(path))
	if err == nil && f.Method == FetchDataverse {
		err = required(path, "doi", s.DOI)
	}
	for _, u := range append(slices.Clone(f.URLs), f.URL) {
		if err == nil && u != "" {
			err = webAddress(path, u)
		}
	}
	for _, h := range f.Hosts {
		if u, bad := url.Parse("http://" + h); err == nil && (bad != nil || h == "" || u.Host != h || u.Port() != "") {
			err = fmt.Errorf("%s: key \"fetch.hosts\" names %q, expected the bare name of a host", path, h)
		}
	}
	for _, key := range [...][2]string{{"fetch.pattern", f.Pattern}, {"fetch.members", f.Members}} {
		if _, bad := regexp.Compile(key[1]); err == nil && bad != nil {
			err = fmt.Errorf("%s: key %q: %w", path, key[0], bad)
		}
	}
	return err
}

// checkKeys holds each key against the method that it belongs to.
func (f *Fetch) checkKeys(path string) error {
	list := f.Method == FetchGDELT || f.Method == FetchDataverse
	hand := f.Method == FetchByHand
	for _, key := range []struct {
		name            string
		set, need, fits bool
	}{
		{"url", f.URL != "", list, list},
		{"urls", len(f.URLs) > 0, f.Method == FetchURLs, f.Method == FetchURLs},
		{"hosts", len(f.Hosts) > 0, false, !hand},
		{"pattern", f.Pattern != "", false, list},
		{"unpack", f.Unpack != "", !hand, !hand},
		{"members", f.Members != "", false, f.Unpack == UnpackZip || f.Unpack == UnpackTarGz},
		{"instructions", f.Instructions != "", hand, hand},
	} {
		if key.need && !key.set {
			return fmt.Errorf("%s: key \"fetch.%s\" is missing or empty, the method %s needs it", path, key.name, f.Method)
		}
		if key.set && !key.fits {
			return fmt.Errorf("%s: key \"fetch.%s\" has no effect with the method %s and what it unpacks, %q", path, key.name, f.Method, f.Unpack)
		}
	}
	if hand {
		return nil
	}
	return oneOf(path, "fetch.unpack", f.Unpack, Unpacks...)
}

func webAddress(path, address string) error {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return fmt.Errorf("%s: key \"fetch\" names the address %q, expected http:// or https:// with a host and no password", path, address)
	}
	return nil
}

// checkRows refuses bounds that no number of rows can keep.
func (s Source) checkRows(path string) error {
	switch {
	case s.MinRows != nil && *s.MinRows < 0:
		return fmt.Errorf("%s: key \"min_rows\" is %d, which is below 0", path, *s.MinRows)
	case s.MaxRows != nil && *s.MaxRows < 0:
		return fmt.Errorf("%s: key \"max_rows\" is %d, which is below 0", path, *s.MaxRows)
	case s.MinRows != nil && s.MaxRows != nil && *s.MinRows > *s.MaxRows:
		return fmt.Errorf("%s: key \"min_rows\" is %d, which is above max_rows, %d", path, *s.MinRows, *s.MaxRows)
	}
	return nil
}

func (t *Texts) check(path string) error {
	if err := required(path, "texts.name_pattern", t.NamePattern, "texts.document_id", t.DocumentID,
		"texts.doc_type", t.DocType, "texts.title_en", t.TitleEn); err != nil {
		return err
	}
	pattern, err := regexp.Compile(t.NamePattern)
	if err != nil {
		return fmt.Errorf("%s: key \"texts.name_pattern\": %w", path, err)
	}
	// What may be said by the name of a file or by a key, and not by both.
	for _, said := range []struct {
		group, key string
		fixed      bool
		optional   bool
	}{
		{"issuer", "issuer", t.Issuer != "", true},
		{"year", "adopted_on", t.AdoptedOn.Valid, false},
		{"lang", "lang", t.Lang != "", false},
	} {
		named := slices.Contains(pattern.SubexpNames(), said.group)
		switch {
		case named && said.fixed:
			return fmt.Errorf("%s: key \"texts.%s\" says what the group named %q of texts.name_pattern says; keep one of them", path, said.key, said.group)
		case !named && !said.fixed && !said.optional:
			return fmt.Errorf("%s: key \"texts.name_pattern\" has no group named %q, and there is no key \"texts.%s\"", path, said.group, said.key)
		case said.group == "issuer" && named != (t.IssuerSystem != ""):
			return fmt.Errorf("%s: key \"texts.issuer_system\" is the system of codes of the group named \"issuer\" of texts.name_pattern; one of them is missing", path)
		}
	}
	if t.Lang != "" {
		if err := shortestLang(path, "texts.lang", t.Lang); err != nil {
			return err
		}
	}
	return oneOf(path, "texts.text_kind", t.TextKind, "official", "translation", "digest")
}

// ReadSources reads every source's description, in order of their names.
func ReadSources(root string) ([]Source, error) {
	entries, err := os.ReadDir(filepath.Join(root, "raw", "sources"))
	if err != nil {
		return nil, err
	}
	var sources []Source
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		s, err := ReadSource(root, e.Name())
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}
