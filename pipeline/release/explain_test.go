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

// Each stream is 19 bytes long.
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
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, "f.csv"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		place := func(start, end int64) *Origin {
			return &Origin{Path: "f.csv", ByteStart: start, ByteEnd: end, SHA256: hex.EncodeToString(sum[:]), packed: true}
		}
		o, whole, beyond := place(8, 13), place(0, 19), place(8, 20)
		if err := readOrigins(t.Context(), root, []*Origin{o, whole}); err != nil || string(o.Bytes) != "three" || o.Line != 3 || string(whole.Bytes) != first+second || whole.Line != 1 {
			t.Errorf("%s: %q on line %d, %q on line %d: %v", name, o.Bytes, o.Line, whole.Bytes, whole.Line, err)
		}
		if err := readOrigins(t.Context(), root, []*Origin{beyond}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: bytes behind the end: %v", name, err)
		}
		o.SHA256 = strings.Repeat("0", 64)
		if err := readOrigins(t.Context(), root, []*Origin{o}); err == nil || !strings.Contains(err.Error(), "has SHA-256") {
			t.Errorf("%s: other bytes are taken: %v", name, err)
		}
	}
}
