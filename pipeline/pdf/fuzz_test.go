package pdf

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"

	"multivector/pipeline/pdf/pdftest"
)

// holdPages asks what readers of pages rely on.
func holdPages(t *testing.T, pages []Page) {
	t.Helper()
	for n, p := range pages {
		if !utf8.ValidString(p.Text) || !(p.Image >= 0 && p.Image <= 1) {
			t.Errorf("page %d: image %f, text %q", n+1, p.Image, p.Text)
		}
		end := 0
		for _, l := range p.Lines {
			if l.Start < end || l.End <= l.Start || l.End > len(p.Text) || !utf8.ValidString(p.Text[l.Start:l.End]) || l.Left != l.Left || l.Right != l.Right || l.Y != l.Y {
				t.Fatalf("page %d: %+v of %d bytes, behind %d", n+1, l, len(p.Text), end)
			}
			end = l.End
		}
	}
}

// The sandbox is used again from input to input: a new one for each takes longer than
// reading it. What is no PDF is drawn on a page of one, since damage to a small file is
// soon all known.
func FuzzRead(f *testing.F) {
	r := NewReader(context.Background())
	f.Cleanup(func() { _ = r.Close() })
	pool, err := r.start()
	if err != nil {
		f.Fatal(err)
	}
	in, err := pool.GetInstanceWithContext(context.Background())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(pdftest.Write(pdftest.Body("Kazakhstan coope-", "rates.", "", "1. One"), pdftest.Page{Image: true}))
	f.Add(pdftest.Write(pdftest.Body("1"), pdftest.Body("2")))
	for _, drawn := range []string{
		"BT /F 10 Tf 70 740 Td <004B0061007A002D> Tj 0 -12 Td <0061006B0068> Tj ET",
		"q 1e38 0 0 -1e38 1e39 0 cm /I Do Q BT /F 0 Tf 1 0 0 0 1e38 -1e38 Tm [<FFFE0041> -1e38 <D800DC00> 99999 <000A>] TJ ET",
		"BT /F -10 Tf 3 Tr 100 Tz 5 Tw 12 TL <0041> Tj T* <00200020> ' 1 2 <0042> \" ET",
	} {
		f.Add([]byte(drawn))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("%PDF")) {
			data = pdftest.Write(pdftest.Page{Drawn: string(data) + " "})
		}
		x := &file{in: in}
		pages, err := x.read(data)
		if x.document != "" {
			if _, err := in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: x.document}); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrTooMany) && !errors.Is(err, ErrTooLarge) {
			t.Fatal(err)
		}
		holdPages(t, pages)
	})
}
