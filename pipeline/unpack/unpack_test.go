package unpack

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func put(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.csv") // the name says nothing
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type entry struct{ name, text string }

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		m, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstded(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

// read gives all members, each as name=text.
func read(path string, limits Limits) (members []string, sum string, err error) {
	r, err := Open(path, limits)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		name, err := r.Next()
		if errors.Is(err, io.EOF) {
			sum, err := r.Sum()
			return members, sum, err
		}
		if err != nil {
			return members, "", err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return members, "", err
		}
		members = append(members, name+"="+string(text))
	}
}

// joined gives the texts of members without their names.
func joined(members []string) string {
	var b strings.Builder
	for _, m := range members {
		_, text, _ := strings.Cut(m, "=")
		b.WriteString(text)
	}
	return b.String()
}

// allOf gives all members as one text.
func allOf(t *testing.T, path string) string {
	t.Helper()
	r, err := Open(path, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(Whole(r))
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileIsOpenedByItsBytes(t *testing.T) {
	text := "line 1\nline 2\n"
	bz, err := os.ReadFile("testdata/two_lines.bz2")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"plain":                  {[]byte(text), "=" + text},
		"empty":                  {nil, "="},
		"begins like bzip2":      {[]byte("BZh1 is a text\n"), "=BZh1 is a text\n"},
		"gzip":                   {gzipped(t, []byte(text)), "=" + text},
		"gzip of two parts":      {append(gzipped(t, []byte("line 1\n")), gzipped(t, []byte("line 2\n"))...), "=" + text},
		"zstd":                   {zstded(t, []byte(text)), "=" + text},
		"zstd of two frames":     {append(zstded(t, []byte("line 1\n")), zstded(t, []byte("line 2\n"))...), "=" + text},
		"bzip2":                  {bz, "=" + text},
		"zip of one":             {zipped(t, entry{"a.csv", text}), "a.csv=" + text},
		"zip of several, a path": {zipped(t, entry{"b/", ""}, entry{"b/2.csv", "x"}, entry{"a.csv", text}), "b/2.csv=x|a.csv=" + text},
		"zip of none":            {zipped(t), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, sum, err := read(put(t, c.data), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
			if whole := allOf(t, put(t, c.data)); whole != joined(got) {
				t.Errorf("as a whole it is %q, but its members are %q", whole, got)
			}
			if want := sha256.Sum256(c.data); sum != hex.EncodeToString(want[:]) {
				t.Errorf("the sum is %s, want %x", sum, want)
			}
		})
	}
}

func TestWhatIsNotTakenIsRefused(t *testing.T) {
	zeros := make([]byte, 8<<20)
	good := gzipped(t, []byte(strings.Repeat("a line of text\n", 1000)))
	flipped := bytes.Clone(good)
	flipped[len(flipped)-6] ^= 1 // in the checksum
	encrypted := zipped(t, entry{"a.csv", "x"})
	encrypted[6] |= 1
	at := bytes.Index(encrypted, []byte("PK\x01\x02"))
	encrypted[at+8] |= 1
	var many []entry
	for i := range 11 {
		many = append(many, entry{fmt.Sprintf("%d.csv", i), "x"})
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a bomb of gzip":         {gzipped(t, zeros), ErrBomb},
		"a bomb of zip":          {zipped(t, entry{"a", string(zeros)}), ErrBomb},
		"a bomb of zstd":         {zstded(t, zeros), ErrBomb},
		"more than is taken":     {zipped(t, entry{"a", strings.Repeat("0123456789abcdef", 1<<21)}), ErrBomb},
		"too many members":       {zipped(t, many...), ErrBomb},
		"gzip cut short":         {good[:len(good)-20], ErrDamaged},
		"gzip with a wrong sum":  {flipped, ErrDamaged},
		"gzip and something":     {append(bytes.Clone(good), "and something"...), ErrDamaged},
		"zstd cut short":         {zstded(t, []byte(strings.Repeat("a line of text\n", 1000)))[:30], ErrDamaged},
		"zip cut short":          {zipped(t, entry{"a.csv", "x"})[:40], ErrDamaged},
		"a path out of the zip":  {zipped(t, entry{"../a.csv", "x"}), ErrMember},
		"an absolute path":       {zipped(t, entry{"/a.csv", "x"}), ErrMember},
		"a drive":                {zipped(t, entry{`C:\a.csv`, "x"}), ErrMember},
		"a name with a control":  {zipped(t, entry{"a\x1b[2J.csv", "x"}), ErrMember},
		"a name twice":           {zipped(t, entry{"a.csv", "x"}, entry{"A.csv", "y"}), ErrMember},
		"an encrypted member":    {encrypted, ErrMember},
		"a zip within":           {zipped(t, entry{"a.zip", string(zipped(t, entry{"a", "x"}))}), ErrMember},
		"a workbook":             {zipped(t, entry{"[Content_Types].xml", "<Types/>"}), ErrKind},
		"xz":                     {[]byte("\xfd7zXZ\x00rest"), ErrKind},
		"tar":                    {append(make([]byte, 257), "ustar\x0000"...), ErrKind},
		"UTF-16":                 {[]byte("\xff\xfea\x00"), ErrKind},
		"a web page":             {[]byte("\n <!DOCTYPE HTML><title>Log in</title>"), ErrKind},
		"a workbook of old days": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ErrKind},
	} {
		t.Run(name, func(t *testing.T) {
			limits := DefaultLimits
			limits.Members, limits.Unpacked = 10, 16<<20
			if _, _, err := read(put(t, c.data), limits); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// FuzzUnpack holds any file to the promises: no panic, and no more bytes than
// the limits allow.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte("a\tb\n"))
	f.Add(gzipped(f, []byte("a\tb\n")))
	f.Add(zstded(f, []byte("a\tb\n")))
	f.Add(zipped(f, entry{"a.csv", "a\tb\n"}, entry{"b.csv", "c"}))
	f.Add([]byte("BZh91AY&SY"))
	limits := Limits{Unpacked: 1 << 20, Ratio: 200, Members: 4, Window: 1 << 20}
	f.Fuzz(func(t *testing.T, data []byte) {
		members, sum, err := read(put(t, data), limits)
		if err != nil {
			return
		}
		if want := sha256.Sum256(data); sum != hex.EncodeToString(want[:]) {
			t.Fatalf("the sum is %s, want %x", sum, want)
		}
		n := 0
		for _, m := range members {
			n += len(m)
		}
		if n > 1<<20+4*256+len(data) {
			t.Fatalf("%d bytes of %d", n, len(data))
		}
	})
}
