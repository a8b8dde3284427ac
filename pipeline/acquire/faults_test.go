package acquire

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"archive/zip"

	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
)

// Every bad answer of a server is a named error, and after it nothing lies in
// the source's folder and nothing is pinned.
func TestBadAnswers(t *testing.T) {
	const text = "a,b\n1,2\n"
	say := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", code) }
	}
	lead := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
		times  int // requests
	}{
		"404": {say(404), ErrNotFound, 1},
		"410": {say(410), ErrNotFound, 1},
		"401": {say(401), ErrRefused, 1},
		"403": {say(403), ErrRefused, 1},
		"500": {say(500), ErrServer, 3},
		"501": {say(501), ErrServer, 1},
		"503": {say(503), ErrServer, 3},
		"429 with a long wait": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(429)
		}, ErrServer, 1},
		"no answer in time": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, ErrSlow, 3},
		"byte by byte": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("1,2\n"))
				_ = http.NewResponseController(w).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}, ErrSlow, 3},
		"cut short, always at the same place": {func(w http.ResponseWriter, _ *http.Request) { half(w, []byte(text)) }, ErrCutShort, 3},
		"cut short, and no way to go on": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(text))
		}, ErrCutShort, 3},
		"cut short in chunks": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(text))
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, ErrCutShort, 3},
		"no answer at all": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrUnreachable, 3},
		"a web page": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "\n<!DOCTYPE html><html><body>Down for maintenance</body></html>")
		}, ErrPage, 1},
		"a web page in XML": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>`)
		}, ErrPage, 1},
		"encoded": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gzipOf(text))
		}, ErrEncoding, 1},
		"too large, announced": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000000")
			w.WriteHeader(200)
		}, ErrTooLarge, 1},
		"too large, unannounced": {func(w http.ResponseWriter, _ *http.Request) {
			for range 20 {
				_, _ = w.Write(make([]byte, 100_000))
				_ = http.NewResponseController(w).Flush()
			}
		}, ErrTooLarge, 1},
		"a part that was not asked for": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", "bytes 0-3/1000")
			w.WriteHeader(206)
			fmt.Fprint(w, "1,2\n")
		}, ErrLength, 3},
		"an empty file":                    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(200) }, ErrDamaged, 1},
		"redirected to another host":       {lead("http://localhost:1/a.csv"), ErrRedirect, 1},
		"redirected to another address":    {lead("http://198.41.0.4/a.csv"), ErrRedirect, 1},
		"redirected to a private address":  {lead("http://10.0.0.1/a.csv"), ErrPrivate, 1},
		"redirected to a loopback address": {lead("http://127.0.0.2/a.csv"), ErrPrivate, 1},
		"redirected to a link's address":   {lead("http://169.254.169.254/latest/meta-data"), ErrPrivate, 1},
		"redirected to a private v6":       {lead("http://[fd00::1]/a.csv"), ErrPrivate, 1},
		"redirected to a private v4 in v6": {lead("http://[::ffff:192.168.1.1]/a.csv"), ErrPrivate, 1},
		"redirected to a file":             {lead("file:///etc/passwd"), ErrRedirect, 1},
		"redirected in a circle":           {lead("/a.csv"), ErrRedirect, 11},
	} {
		t.Run(name, func(t *testing.T) {
			p := publish(t)
			p.answer("/a.csv", c.answer)
			root := described(t, "  method: urls\n  urls: ["+p.URL+"/a.csv]\n  unpack: none\n")
			o := remote(p)
			o.Limits.Body = 1_000_000
			if _, err := fetchNow(root, "news", o); !errors.Is(err, c.want) {
				t.Errorf("want %q, got: %v", c.want, err)
			} else {
				t.Log(err)
			}
			if n := p.times("/a.csv"); n != c.times {
				t.Errorf("asked %d times, want %d", n, c.times)
			}
			if pins := whole(t, root, "news"); len(pins) > 0 {
				t.Errorf("pinned: %v", pins)
			}
		})
	}
}

// Every archive that is not sound is a named error, and none of its members
// lands.
func TestBadArchives(t *testing.T) {
	good := m{name: "a.csv", text: "a,b\n1,2\n"}
	zeros := strings.Repeat("\x00", 8<<20)
	tail := func(b []byte, more string) []byte { return append(b, more...) }
	for name, c := range map[string]struct {
		file string
		data []byte
		want error
	}{
		"zip: a bomb by ratio":            {"a.zip", zipOf(good, m{name: "zeros.csv", text: zeros}), unpack.ErrBomb},
		"zip: a bomb that is not taken":   {"a.zip", zipOf(good, m{name: "zeros.bin", text: zeros}), unpack.ErrBomb},
		"zip: a bomb by size":             {"a.zip", zipOf(good, m{name: "b.csv", text: "x", edit: func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 40 }}), unpack.ErrBomb},
		"zip: a bomb that lies":           {"a.zip", zipOf(m{name: "b.csv", text: zeros[:1<<20], edit: func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }}), ErrDamaged},
		"zip: too many members":           {"a.zip", zipOf(good, m{name: "1"}, m{name: "2"}, m{name: "3"}, m{name: "4"}, m{name: "5"}), unpack.ErrBomb},
		"zip: up and away":                {"a.zip", zipOf(good, m{name: "../b.csv", text: "x"}), ErrMemberName},
		"zip: up in the middle":           {"a.zip", zipOf(good, m{name: "in/../../b.csv", text: "x"}), ErrMemberName},
		"zip: an absolute name":           {"a.zip", zipOf(good, m{name: "/etc/b.csv", text: "x"}), ErrMemberName},
		"zip: a backslash":                {"a.zip", zipOf(good, m{name: `..\b.csv`, text: "x"}), ErrMemberName},
		"zip: a drive":                    {"a.zip", zipOf(good, m{name: "C:b.csv", text: "x"}), ErrMemberName},
		"zip: a control character":        {"a.zip", zipOf(good, m{name: "b\x00.csv", text: "x"}), ErrMemberName},
		"zip: no name":                    {"a.zip", zipOf(good, m{name: "", text: "x"}), ErrMemberName},
		"zip: a link":                     {"a.zip", zipOf(good, m{name: "b.csv", text: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), ErrMemberKind},
		"zip: two of one name":            {"a.zip", zipOf(good, good), ErrTwice},
		"zip: two but for case":           {"a.zip", zipOf(good, m{name: "A.csv", text: "x"}), ErrTwice},
		"zip: two in different folders":   {"a.zip", zipOf(m{name: "x/a.csv", text: "x"}, m{name: "y/a.csv", text: "y"}), ErrTwice},
		"zip: a wrong sum":                {"a.zip", zipOf(m{name: "a.csv", text: "x", edit: func(h *zip.FileHeader) { h.CRC32++ }}), ErrDamaged},
		"zip: the second with wrong sum":  {"a.zip", zipOf(good, m{name: "b.csv", text: "x", edit: func(h *zip.FileHeader) { h.CRC32++ }}), ErrDamaged},
		"zip: encrypted":                  {"a.zip", zipOf(m{name: "a.csv", text: "x", edit: func(h *zip.FileHeader) { h.Flags |= 1 }}), ErrDamaged},
		"zip: an unknown method":          {"a.zip", zipOf(m{name: "a.csv", text: "x", edit: func(h *zip.FileHeader) { h.Method = 99 }}), ErrDamaged},
		"zip: cut":                        {"a.zip", zipOf(good)[:40], ErrDamaged},
		"zip: no archive":                 {"a.zip", []byte("a,b\n1,2\n"), ErrDamaged},
		"zip: nothing of the source":      {"a.zip", zipOf(m{name: "readme.txt", text: "x"}), ErrNoMember},
		"zip: only what systems leave":    {"a.zip", zipOf(m{name: "__MACOSX/._a.csv", text: "x"}), ErrNoMember},
		"zip: an empty file":              {"a.zip", zipOf(m{name: "a.csv"}), ErrDamaged},
		"gzip: junk after it":             {"a.csv.gz", tail(gzipOf("1,2\n"), "junk that is long enough"), ErrDamaged},
		"gzip: a little junk":             {"a.csv.gz", tail(gzipOf("1,2\n"), "x"), ErrDamaged},
		"gzip: zeros after it":            {"a.csv.gz", tail(gzipOf("1,2\n"), strings.Repeat("\x00", 512)), ErrDamaged},
		"gzip: a bomb":                    {"a.csv.gz", gzipOf(zeros), unpack.ErrBomb},
		"gzip: cut":                       {"a.csv.gz", gzipOf("1,2\n1,2\n")[:20], ErrDamaged},
		"gzip: a wrong sum":               {"a.csv.gz", flip(gzipOf("1,2\n"), -6), ErrDamaged},
		"gzip: no archive":                {"a.csv.gz", []byte("1,2\n"), ErrDamaged},
		"gzip: not of the source":         {"a.txt.gz", gzipOf("1,2\n"), ErrNoMember},
		"tar: up and away":                {"a.tar.gz", tarOf(good, m{name: "../b.csv", text: "x"}), ErrMemberName},
		"tar: an absolute name":           {"a.tar.gz", tarOf(good, m{name: "/b.csv", text: "x"}), ErrMemberName},
		"tar: a link":                     {"a.tar.gz", tarOf(good, m{name: "b.csv", text: "/etc/passwd", mode: fs.ModeSymlink}), ErrMemberKind},
		"tar: two of one name":            {"a.tar.gz", tarOf(good, good), ErrTwice},
		"tar: too many members":           {"a.tar.gz", tarOf(good, m{name: "1"}, m{name: "2"}, m{name: "3"}, m{name: "4"}, m{name: "5"}), unpack.ErrBomb},
		"tar: a bomb":                     {"a.tgz", tarOf(good, m{name: "b.csv", text: zeros}), unpack.ErrBomb},
		"tar: a bomb that is not taken":   {"a.tgz", tarOf(good, m{name: "b.bin", text: zeros}), unpack.ErrBomb},
		"tar: cut":                        {"a.tar.gz", gzipOf("a.csv"), ErrDamaged},
		"tar: junk after it":              {"a.tar.gz", tail(tarOf(good), "junk that is long enough"), ErrDamaged},
		"as it is: not of the source":     {"a.txt", []byte("1,2\n"), ErrNoMember},
		"as it is: a name of the system":  {".csv", []byte("1,2\n"), ErrMemberName},
		"as it is: a name with backslash": {`..%5Ca.csv`, []byte("1,2\n"), ErrMemberName},
	} {
		t.Run(name, func(t *testing.T) {
			packing := strings.Split(name, ":")[0]
			packing = map[string]string{"tar": "tar.gz", "as it is": "none"}[packing] + map[string]string{"zip": "zip", "gzip": "gzip"}[packing]
			p := publish(t)
			decoded, _ := url.PathUnescape(c.file)
			p.put("/"+decoded, c.data)
			root := described(t, "  method: urls\n  urls: ['"+p.URL+"/"+c.file+"']\n  unpack: "+packing+"\n")
			o := remote(p)
			o.Limits.Archive = unpack.Limits{Unpacked: 1 << 30, Ratio: 200, Members: 5}
			if _, err := fetchNow(root, "news", o); !errors.Is(err, c.want) {
				t.Errorf("want %q, got: %v", c.want, err)
			} else {
				t.Log(err)
			}
			if pins := whole(t, root, "news"); len(pins) > 0 {
				t.Errorf("pinned: %v", pins)
			}
		})
	}
}

func flip(b []byte, at int) []byte {
	b[len(b)+at] ^= 1
	return b
}

// A certificate that nobody trusts, or that is another host's, is an error.
func TestACertificateMustFit(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { sendFile(w, r, []byte("1,2\n")) }))
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	other := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	for name, c := range map[string]struct {
		at    string
		roots *x509.CertPool
		want  error
	}{
		"trusted":          {server.URL, trusted, nil},
		"not trusted":      {server.URL, x509.NewCertPool(), ErrCertificate},
		"of another host":  {other, trusted, ErrCertificate},
		"no TLS on a port": {strings.Replace(publish(t).URL, "http:", "https:", 1), trusted, ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			root := described(t, "  method: urls\n  urls: ["+c.at+"/a.csv]\n  unpack: none\n")
			if _, err := fetchNow(root, "news", Remote{Limits: quick, Roots: c.roots}); !errors.Is(err, c.want) || (c.want == nil) != (err == nil) {
				t.Errorf("want %v, got: %v", c.want, err)
			}
		})
	}
}

// A name that leads to a private address is refused when the connection is
// made, whatever the name server said before.
func TestANameDoesNotLeadInside(t *testing.T) {
	p := publish(t)
	p.put("/a.csv", []byte("1,2\n"))
	c := newClient(raw.Fetch{URL: "http://data.example"}, nil, quick, nil)
	defer c.close()
	inside := strings.Replace(p.URL, "127.0.0.1", "localhost", 1)
	if _, err := c.get(t.Context(), inside+"/a.csv", nil); !errors.Is(err, ErrPrivate) { //nolint:bodyclose // there is none
		t.Errorf("got: %v", err)
	}
	if len(p.asked) > 0 {
		t.Error("the server was asked")
	}
}

func TestPublicAddresses(t *testing.T) {
	s := newSite(nil)
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2001:4860:4860::8888": true,
		"0.0.0.0": false, "10.1.2.3": false, "100.64.0.1": false, "127.0.0.1": false, "169.254.169.254": false, "172.16.0.1": false,
		"192.168.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false,
		"::": false, "::1": false, "fe80::1": false, "fc00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false,
	} {
		host := address
		if strings.Contains(address, ":") {
			host = "[" + address + "]"
		}
		err := s.literal(&url.URL{Host: host})
		if (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestOneSite(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"data.gdeltproject.org", "data.gdeltproject.org"}:              true,
		{"data.gdeltproject.org", "Blog.GDELTproject.org."}:             true,
		{"data.gdeltproject.org", "gdeltproject.com"}:                   false,
		{"a.co.uk", "b.co.uk"}:                                          false,
		{"dvn-cloud.s3.amazonaws.com", "other.s3.amazonaws.com"}:        false,
		{"127.0.0.1", "127.0.0.1"}:                                      true,
		{"127.0.0.1", "127.0.0.2"}:                                      false,
		{"gdeltproject.org.evil.example", "evil.example"}:               true,
		{"data.gdeltproject.org", "data.gdeltproject.org.evil.example"}: false,
	} {
		if got := sameSite(pair[0], pair[1]); got != want {
			t.Errorf("%v: %v", pair, got)
		}
	}
}

func TestNoWayBackFromHTTPS(t *testing.T) {
	s := newSite([]string{"files.example"})
	from, _ := url.Parse("https://data.example/a")
	for to, want := range map[string]error{
		"https://data.example/b": nil, "https://files.example/b": nil, "http://data.example/b": ErrRedirect, "https://other.example/b": ErrRedirect, "gopher://data.example": ErrRedirect,
	} {
		u, _ := url.Parse(to)
		if err := s.mayGo(from, u); !errors.Is(err, want) {
			t.Errorf("%s: %v", to, err)
		}
	}
}
