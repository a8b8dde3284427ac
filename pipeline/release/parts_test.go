package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"multivector/pipeline/pdf"
	"multivector/pipeline/pdf/pdftest"
)

func TestBytesAreFoundInParts(t *testing.T) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("<a>\n<b>Peace.</b></a>")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	pages := pdftest.Write(pdftest.Body("One."), pdftest.Body("Two"), pdftest.Body("three."))
	for _, c := range []struct {
		data       []byte
		part       string
		start, end int64
		want       string
	}{
		{packed.Bytes(), "word/document.xml", 7, 13, "Peace."},
		{packed.Bytes(), "word/none.xml", 0, 1, ""},
		{packed.Bytes(), "word/document.xml", 7, 99, ""},
		{pages, "pages 2-3", 0, 10, "Two\fthree."},
	} {
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, "a"), c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(c.data)
		o := &Origin{Path: "a", Part: c.part, SHA256: hex.EncodeToString(sum[:]), ByteStart: c.start, ByteEnd: c.end}
		if err := readOrigins(t.Context(), root, []*Origin{o}); (err == nil) != (c.want != "") || c.want != "" && string(o.Bytes) != c.want {
			t.Errorf("%s: %q %v", c.part, o.Bytes, err)
		}
	}
}

func TestLayers(t *testing.T) {
	pages := []pdf.Page{{Text: "a"}, {Text: "b"}, {Text: "c"}}
	for part, want := range map[string]string{"page 1": "a", "pages 2-3": "b\fc", "page 4": "", "page 0": "", "pages 3-2": "", "leaf 1": ""} {
		if got, err := layers(pages, part); string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q %v", part, got, err)
		}
	}
}
