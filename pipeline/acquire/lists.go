package acquire

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// ErrList marks a list of files that cannot be read, or that names what is not
// to be asked for.
var ErrList = errors.New("the source's list of files is not as expected")

// ErrByHand marks files that only a person can download.
var ErrByHand = errors.New("this is downloaded by hand")

// entry is a file that a source offers.
type entry struct {
	name       string // as published, with the ending of what it is packed with
	url        string
	size       int64  // −1 if not known
	sum        string // published, as md5:…; empty if there is none
	restricted bool
}

// days bounds the days of the entries that are taken; an open end is not valid.
type days struct{ since, until schemas.Null[schemas.Date] }

func (d days) any() bool { return d.since.Valid || d.until.Valid }

func (d days) hold(day schemas.Date) bool {
	return (!d.since.Valid || day >= d.since.V) && (!d.until.Valid || day <= d.until.V)
}

// listing is what a source offers, and what in its list was not understood.
type listing struct {
	entries []entry
	notes   []string
}

// list asks a source what it offers.
func (c *client) list(ctx context.Context, s raw.Source, dir string, d days) (listing, error) {
	pattern, err := regexp.Compile(s.Fetch.Pattern)
	if err != nil {
		return listing{}, err
	}
	if d.any() && s.Fetch.Method != raw.FetchGDELT {
		return listing{}, fmt.Errorf("the files of source %s do not go by days; leave the days out", s.SourceID)
	}
	var l listing
	switch s.Fetch.Method {
	case raw.FetchGDELT:
		err = c.listed(ctx, dir, s.Fetch.URL, func(r io.Reader) error {
			l, err = parseGDELT(r, pattern, d)
			return err
		})
	case raw.FetchDataverse:
		address := dataverse(s.Fetch.URL, "/api/datasets/:persistentId/", url.Values{"persistentId": {"doi:" + s.DOI}})
		err = c.listed(ctx, dir, address, func(r io.Reader) error {
			l, err = parseDataverse(r, s.Fetch.URL, pattern)
			return err
		})
	case raw.FetchURLs:
		for _, u := range s.Fetch.URLs {
			l.entries = append(l.entries, entry{name: lastPart(u), url: u, size: -1})
		}
	default:
		err = byHand(s)
	}
	if err == nil {
		err = c.mayFetch(s, l.entries)
	}
	return l, err
}

// byHand tells a person what to do.
func byHand(s raw.Source) error {
	var where []string
	if s.URL != "" {
		where = append(where, s.URL)
	}
	if s.DOI != "" {
		where = append(where, "https://doi.org/"+s.DOI)
	}
	what := fmt.Sprintf("download the files (%s) of %s", s.Files, s.Name)
	if s.Fetch != nil && s.Fetch.Instructions != "" {
		what = strings.TrimRight(strings.TrimSpace(s.Fetch.Instructions), ".")
	}
	return fmt.Errorf("%w: %s. Source: %s. Then bring the files in, and pin them, with: multivector fetch %s --from PATH",
		ErrByHand, what, strings.Join(where, ", "), s.SourceID)
}

// mayFetch refuses a list that leads away from the source, or in which two
// files have one name.
func (c *client) mayFetch(s raw.Source, entries []entry) error {
	base := s.Fetch.URL
	seen := make(map[string]string, len(entries))
	for _, e := range entries {
		if s.Fetch.Method == raw.FetchURLs {
			base = e.url
		}
		from, bad := url.Parse(c.place(base))
		to, err := url.Parse(c.place(e.url))
		if err := errors.Join(bad, err); err != nil {
			return fmt.Errorf("%w: %w", ErrList, err)
		}
		if err := c.site.mayGo(from, to); err != nil {
			return fmt.Errorf("%w: file %s: %w", ErrList, e.name, err)
		}
		plain, _ := plainName(e.name, s.Fetch.Unpack)
		if other, ok := seen[strings.ToLower(plain)]; ok {
			return fmt.Errorf("%w: %s lies at %s and at %s", ErrTwice, e.name, other, e.url)
		}
		seen[strings.ToLower(plain)] = e.url
	}
	return nil
}

// listed fetches a list, unless the server says that the one at hand is still
// good, and has it read.
func (c *client) listed(ctx context.Context, dir, address string, read func(io.Reader) error) error {
	p := partOf(filepath.Join(dir, lists), address)
	w := wanted{size: -1, landed: c.landed}
	if p.Done {
		w.held = p.validators
		if w.held.none() {
			if err := p.drop(); err != nil {
				return err
			}
		}
	}
	if err := c.download(ctx, p, w); err != nil && !errors.Is(err, errUnmodified) {
		return err
	}
	f, err := os.Open(p.path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := read(bufio.NewReaderSize(f, 1<<20)); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", address, err), p.drop())
	}
	return nil
}

// parseGDELT reads a list of lines of size, MD5 and URL. A line that is not of
// that form is noted: the publisher's list is long, and one of them must not
// keep all the others back.
func parseGDELT(r io.Reader, pattern *regexp.Regexp, d days) (listing, error) {
	var l listing
	seen := map[entry]bool{}
	lines := bufio.NewScanner(r)
	odd, first, n := 0, 0, 0
	for lines.Scan() {
		n++
		e, ok := gdeltLine(lines.Text())
		day, dated := dayOf(e.name)
		switch {
		case !ok:
			if odd++; odd == 1 {
				first = n
			}
		case pattern.MatchString(e.name) && (!d.any() || dated && d.hold(day)) && !seen[e]:
			seen[e] = true
			l.entries = append(l.entries, e)
		}
	}
	if err := lines.Err(); err != nil {
		return l, fmt.Errorf("%w: after line %d: %w", ErrList, n, err)
	}
	if odd == n {
		return l, fmt.Errorf("%w: none of its %d lines is a size, an MD5 sum and an address", ErrList, n)
	}
	if odd > 0 {
		l.notes = append(l.notes, fmt.Sprintf("%d of the %d lines of the list are not a size, an MD5 sum and an address, the first is line %d; they were passed over", odd, n, first))
	}
	return l, nil
}

func gdeltLine(line string) (entry, bool) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return entry{}, false
	}
	size, err := strconv.ParseInt(fields[0], 10, 64)
	sum, bad := checksum("md5", fields[1])
	name := lastPart(fields[2])
	return entry{name: name, url: fields[2], size: size, sum: sum}, err == nil && bad == nil && size >= 0 && name != ""
}

// checksum writes a published sum as the lock file keeps it.
func checksum(kind, hexadecimal string) (string, error) {
	kind = strings.ToLower(strings.ReplaceAll(kind, "-", ""))
	hexadecimal = strings.ToLower(hexadecimal)
	b, err := hex.DecodeString(hexadecimal)
	if err != nil || sums[kind] == nil || len(b) != sums[kind]().Size() {
		return "", fmt.Errorf("%w: %.80q is no %s sum", ErrList, hexadecimal, kind)
	}
	return kind + ":" + hexadecimal, nil
}

// dayOf reads the day with which a name begins, as YYYYMMDD.
func dayOf(name string) (schemas.Date, bool) {
	if len(name) < 8 {
		return 0, false
	}
	day, err := schemas.ParseDate(name[:4] + "-" + name[4:6] + "-" + name[6:8])
	return day, err == nil
}

// lastPart is the name of a file at an address; an address without one has
// none.
func lastPart(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.HasSuffix(u.Path, "/") || u.Path == "" {
		return ""
	}
	return path.Base(u.Path)
}

func dataverse(server, at string, query url.Values) string {
	address := strings.TrimRight(server, "/") + at
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

// parseDataverse reads a data set's description by a Dataverse server.
//
// Of a table that the server read in, the published sum is that of the file as
// it was deposited, so that one is asked for and not the server's rendering.
func parseDataverse(r io.Reader, server string, pattern *regexp.Regexp) (listing, error) {
	var answer struct {
		Status string `json:"status"`
		Data   struct {
			LatestVersion struct {
				Files []dataverseFile `json:"files"`
			} `json:"latestVersion"`
		} `json:"data"`
	}
	if err := json.NewDecoder(io.LimitReader(r, 1<<28)).Decode(&answer); err != nil {
		return listing{}, fmt.Errorf("%w: %w", ErrList, err)
	}
	if answer.Status != "OK" {
		return listing{}, fmt.Errorf("%w: the status is %q", ErrList, answer.Status)
	}
	var l listing
	for _, f := range answer.Data.LatestVersion.Files {
		e, err := f.entry(server)
		if err != nil {
			return listing{}, err
		}
		if pattern.MatchString(e.name) {
			l.entries = append(l.entries, e)
		}
	}
	return l, nil
}

type dataverseFile struct {
	Label      string `json:"label"`
	Restricted bool   `json:"restricted"`
	DataFile   struct {
		ID       int64  `json:"id"`
		Filesize *int64 `json:"filesize"`
		MD5      string `json:"md5"`
		Checksum struct {
			Type  string `json:"type"`
			Value string `json:"value"`
		} `json:"checksum"`
		TabularData      bool   `json:"tabularData"`
		OriginalFileName string `json:"originalFileName"`
		OriginalFileSize *int64 `json:"originalFileSize"`
	} `json:"dataFile"`
}

func (f dataverseFile) entry(server string) (entry, error) {
	d := f.DataFile
	e := entry{name: f.Label, size: -1, restricted: f.Restricted}
	size, query := d.Filesize, url.Values{}
	if d.TabularData {
		size = d.OriginalFileSize
		query.Set("format", "original")
		if d.OriginalFileName != "" {
			e.name = d.OriginalFileName
		}
	}
	if d.ID <= 0 || e.name == "" || strings.ContainsAny(e.name, `/\`) {
		return e, fmt.Errorf("%w: a file has the id %d and the name %q", ErrList, d.ID, e.name)
	}
	e.url = dataverse(server, "/api/access/datafile/"+strconv.FormatInt(d.ID, 10), query)
	if size != nil && *size >= 0 {
		e.size = *size
	}
	kind, value := d.Checksum.Type, d.Checksum.Value
	if value == "" && d.MD5 != "" {
		kind, value = "md5", d.MD5
	}
	if value == "" {
		return e, nil
	}
	var err error
	e.sum, err = checksum(kind, value)
	return e, err
}
