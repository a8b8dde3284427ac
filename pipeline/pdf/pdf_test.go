package pdf

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"multivector/pipeline/pdf/pdftest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRead(t *testing.T) {
	r := NewReader(context.Background())
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	page := pdftest.Page{Image: true, Lines: []pdftest.Line{{X: 70, Y: 740, Text: "Казахстан seeks coope-"}, {X: 60, Y: 728, Text: "ration."}, {X: 60, Y: 100, Text: "Foot"}}}
	data := pdftest.Write(page, pdftest.Page{})
	var before []Page
	for range 2 {
		pages, err := r.Read(data)
		if err != nil || len(pages) != 2 {
			t.Fatalf("%d pages, %v", len(pages), err)
		}
		p := pages[0]
		if p.Text != "Казахстан seeks coope\uffferation.\r\nFoot" || p.Image != 1 || pages[1].Text != "" || pages[1].Lines != nil || pages[1].Image != 0 {
			t.Errorf("%+v", pages)
		}
		var lines []string
		for _, l := range p.Lines {
			lines = append(lines, p.Text[l.Start:l.End])
		}
		if diff := cmp.Diff([]string{"Казахстан seeks coope", "ration.", "Foot"}, lines); diff != "" {
			t.Error(diff)
		}
		if l := p.Lines[0]; l.Left != 70 || l.Y != 740 || l.Right != 170 || !l.Broken || p.Lines[1].Left != 60 || p.Lines[1].Broken {
			t.Errorf("%+v", p.Lines)
		}
		if diff := cmp.Diff(before, pages); before != nil && diff != "" {
			t.Errorf("another time: %s", diff)
		}
		before = pages
	}
	for _, c := range []struct {
		data []byte
		want error
	}{{data[:500], ErrDamaged}, {nil, ErrDamaged}} {
		if _, err := r.Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%d bytes: %v", len(c.data), err)
		}
	}
}

func TestAReaderStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := NewReader(ctx)
	defer r.Close() //nolint:errcheck // it is the other one that is tried
	cancel()
	if _, err := r.Read(pdftest.Write(pdftest.Body("One."))); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
