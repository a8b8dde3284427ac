package release

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBytesAreFoundInPackedFiles(t *testing.T) {
	const first, second = "one\ntwo\n", "three\nfour\n"
	var gz, archive bytes.Buffer
	g := gzip.NewWriter(&gz)
	_, err := io.WriteString(g, first+second)
	err = errors.Join(err, g.Close())
	z := zip.NewWriter(&archive)
	for _, part := range []struct{ name, text string }{{"a.csv", first}, {"b.csv", second}} {
		m, bad := z.Create(part.name)
		if bad != nil {
			t.Fatal(bad)
		}
		_, bad = io.WriteString(m, part.text)
		err = errors.Join(err, bad)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"plain": []byte(first + second), "gzip": gz.Bytes(), "zip": archive.Bytes()} {
		path := filepath.Join(t.TempDir(), "f.csv")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		o := Origin{Path: "f.csv", ByteStart: 8, ByteEnd: 13, SHA256: hex.EncodeToString(sum[:])}
		if err := o.readUnpacked(path); err != nil || string(o.Bytes) != "three" || o.Line != 3 {
			t.Errorf("%s: %q on line %d: %v", name, o.Bytes, o.Line, err)
		}
		o.SHA256 = strings.Repeat("0", 64)
		if err := o.readUnpacked(path); err == nil || !strings.Contains(err.Error(), "has SHA-256") {
			t.Errorf("%s: other bytes are taken: %v", name, err)
		}
	}
}
