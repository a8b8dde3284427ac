package release

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"multivector/pipeline/pdf"
)

// mostPart bounds what is unpacked of a part; what is published was no larger.
const mostPart = 64 << 20

// partOf finds the part of a text's file that a row's bytes count in: the one of
// the passage that the row stands in. It gives nothing where they count in the
// file itself.
func (x *Explanation) partOf(ctx context.Context, db *Opened) (string, error) {
	if part := x.value("part"); part != "" {
		return part, nil
	}
	if _, ok := db.Manifest.Table("passages"); !ok || x.value("version_id") == "" || x.value("char_start") == "" {
		return "", nil
	}
	var part sql.NullString
	err := db.QueryRowContext(ctx, `SELECT part FROM passages WHERE version_id = ? AND char_start <= CAST(? AS INTEGER) AND char_end >= CAST(? AS INTEGER) ORDER BY seq LIMIT 1`,
		x.value("version_id"), x.value("char_start"), x.value("char_end")).Scan(&part)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return part.String, err
}

func readPart(ctx context.Context, name, part string, find io.Writer) (sum string, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("the raw file is not there any more: %w", err)
	}
	h := sha256.Sum256(data)
	text, err := unpackPart(ctx, data, part)
	if err != nil {
		return hex.EncodeToString(h[:]), fmt.Errorf("%s: %w", part, err)
	}
	_, err = find.Write(text)
	return hex.EncodeToString(h[:]), err
}

// unpackPart gives a part of a text's file, as passages.part names it: the text
// layers of pages, or a member of an archive.
func unpackPart(ctx context.Context, data []byte, part string) ([]byte, error) {
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("%PDF-")) {
		r := pdf.NewReader(ctx)
		defer r.Close() //nolint:errcheck // what was read is whole
		pages, err := r.Read(data)
		if err != nil {
			return nil, err
		}
		return layers(pages, part)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f, err := z.Open(part)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return io.ReadAll(io.LimitReader(f, mostPart))
}

// layers joins the text layers of the pages that a part names by form feeds.
func layers(pages []pdf.Page, part string) ([]byte, error) {
	var first, last int
	if n, err := fmt.Sscanf(part, "pages %d-%d", &first, &last); err != nil || n != 2 {
		if _, err := fmt.Sscanf(part, "page %d", &first); err != nil {
			return nil, fmt.Errorf("no page of a PDF is called that: %w", err)
		}
		last = first
	}
	if first < 1 || last < first || last > len(pages) {
		return nil, fmt.Errorf("the file has %d pages", len(pages))
	}
	var out []string
	for _, p := range pages[first-1 : last] {
		out = append(out, p.Text)
	}
	return []byte(strings.Join(out, "\f")), nil
}
