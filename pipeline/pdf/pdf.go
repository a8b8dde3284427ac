// Package pdf reads the text layer of PDF files, by page and line, with PDFium in
// a WebAssembly sandbox: a file can reach nothing outside of it.
//
// It promises that the same bytes give the same pages, that memory and the number
// of pages are bounded, and that whatever is wrong with a file is one of its
// errors. What is a paragraph, and what a running head, it leaves to others.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// What can be wrong with a file.
var (
	ErrEncrypted = errors.New("the PDF is encrypted and needs a password")
	ErrDamaged   = errors.New("the PDF is damaged")
	ErrTooMany   = errors.New("the PDF has too many pages")
	ErrTooLarge  = errors.New("the PDF holds too much text")
)

// ErrTime is no fault of a file that may be told in a dataset, for it depends on
// the machine: whoever meets it stops.
var ErrTime = errors.New("the PDF takes too long to read")

// Bounds of a file.
const (
	MostPages  = 5_000
	mostChars  = 500_000  // of a page
	mostText   = 64 << 20 // bytes of all pages
	mostMemory = 512 << 20
	mostTime   = 10 * time.Minute // some hundred times what the largest files took
	mostImages = 200              // of a page that are looked at
	wasmPage   = 64 << 10
)

// Page is a page's text layer.
type Page struct {
	Text  string  // as PDFium gives it, in UTF-8; a hyphen at a line's end is U+FFFE
	Lines []Line  // of Text that hold anything, in its order
	Image float64 // share of the page, from 0 to 1, that its largest picture covers
}

// Line is a stretch of a page's text, with its place in points from the page's
// lower left corner.
type Line struct {
	Start, End     int // bytes of Text
	Left, Right, Y float64
	Broken         bool // ends with U+FFFE, inside Text and outside of the line
}

// Version names the library that reads the text layer.
const Version = "go-pdfium 1.21.4"

// Reader reads files. It starts PDFium when the first one is met.
type Reader struct {
	ctx  context.Context
	lock sync.Mutex
	pool pdfium.Pool
}

// NewReader makes a reader that stops with a context. It must be closed.
func NewReader(ctx context.Context) *Reader { return &Reader{ctx: ctx} }

// start compiles PDFium, which takes some seconds.
func (r *Reader) start() (pdfium.Pool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.pool != nil {
		return r.pool, nil
	}
	sandbox := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(mostMemory / wasmPage).WithCloseOnContextDone(true)
	var err error
	r.pool, err = webassembly.Init(webassembly.Config{
		Context: r.ctx, MaxIdle: 1, MaxTotal: runtime.GOMAXPROCS(0), FSConfig: wazero.NewFSConfig(), // no files at all
		RuntimeConfig: sandbox, Stdout: io.Discard, Stderr: io.Discard, RandomSource: zeros{},
	})
	return r.pool, err
}

// zeros stands for randomness, which would reach an output.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Close ends PDFium.
func (r *Reader) Close() error {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.pool == nil {
		return nil
	}
	pool := r.pool
	r.pool = nil
	return pool.Close()
}

// Read gives the pages of a file. Each file has a sandbox of its own.
func (r *Reader) Read(data []byte) ([]Page, error) {
	pool, err := r.start()
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(r.ctx)
	if err != nil {
		return nil, err
	}
	timer := time.AfterFunc(mostTime, func() { _ = instance.Kill() }) // which ends the call that runs
	pages, err := (&file{in: instance}).read(data)
	if inTime := timer.Stop(); !inTime {
		return nil, ErrTime
	}
	if bad := instance.Close(); err == nil {
		err = bad
	}
	if r.ctx.Err() != nil {
		return nil, r.ctx.Err()
	}
	return pages, err
}

// file is an open file.
type file struct {
	in       pdfium.Pdfium
	document references.FPDF_DOCUMENT
}

func (f *file) read(data []byte) ([]Page, error) {
	opened, err := f.in.FPDF_LoadMemDocument64(&requests.FPDF_LoadMemDocument64{Data: &data})
	switch {
	case errors.Is(err, pdfium_errors.ErrPassword), errors.Is(err, pdfium_errors.ErrSecurity):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	f.document = opened.Document
	count, err := f.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.document})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	case count.PageCount > MostPages:
		return nil, fmt.Errorf("%w: %d, at most %d are read", ErrTooMany, count.PageCount, MostPages)
	case count.PageCount == 0:
		return nil, fmt.Errorf("%w: it has no page", ErrDamaged)
	}
	pages := make([]Page, 0, count.PageCount)
	total := 0
	for i := range count.PageCount {
		p, err := f.page(i)
		if errors.Is(err, ErrTooLarge) {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: page %d: %w", ErrDamaged, i+1, err)
		}
		if total += len(p.Text); total > mostText {
			return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, mostText)
		}
		pages = append(pages, *p)
	}
	return pages, nil
}

// page reads one page and lets go of it.
func (f *file) page(i int) (*Page, error) {
	loaded, err := f.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.document, Index: i})
	if err != nil {
		return nil, err
	}
	page := requests.Page{ByReference: &loaded.Page}
	text, err := f.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	p := &Page{}
	err = f.text(p, text.TextPage)
	if err == nil {
		err = f.image(p, page)
	}
	_, closed := f.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	err = errors.Join(err, closed)
	_, closed = f.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	return p, errors.Join(err, closed)
}

// text reads the text layer of a page and the places of its lines.
func (f *file) text(p *Page, of references.FPDF_TEXTPAGE) error {
	n, err := f.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: of})
	if err != nil || n.Count == 0 {
		return err
	}
	if n.Count > mostChars {
		return fmt.Errorf("%w: %d characters, at most %d are read of a page", ErrTooLarge, n.Count, mostChars)
	}
	got, err := f.in.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: of, Count: n.Count})
	if err != nil {
		return err
	}
	p.Text = strings.TrimRight(strings.ToValidUTF8(got.Text, "\ufffd"), "\x00")
	start, first := 0, 0 // of the line, in bytes and in characters
	char := 0
	for at, r := range p.Text + "\n" {
		if r == '\n' || r == '\ufffe' {
			line := Line{Start: start, End: at, Broken: r == '\ufffe'}
			if err := f.place(p, of, line, first); err != nil {
				return err
			}
			start, first = at+utf8.RuneLen(r), char+1
		}
		char++
	}
	return nil
}

// place adds a line with its place, if there is anything in it. first is the
// number of its first character.
func (f *file) place(p *Page, of references.FPDF_TEXTPAGE, l Line, first int) error {
	text := p.Text[l.Start:l.End]
	lead := len(text) - len(strings.TrimLeft(text, " \t\r"))
	first += lead // of one byte each
	l.Start += lead
	text = strings.TrimRight(text[lead:], " \t\r")
	l.End = l.Start + len(text)
	if text == "" {
		return nil
	}
	origin := func(n int) (x, y float64, err error) {
		at, err := f.in.FPDFText_GetCharIndexFromTextIndex(&requests.FPDFText_GetCharIndexFromTextIndex{TextPage: of, NTextIndex: n})
		if err != nil {
			return 0, 0, err
		}
		o, err := f.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: of, Index: at.CharIndex})
		if err != nil {
			return 0, 0, err
		}
		return o.X, o.Y, nil
	}
	var err error
	if l.Left, l.Y, err = origin(first); err != nil {
		return err
	}
	if l.Right, _, err = origin(first + utf8.RuneCountInString(text) - 1); err != nil {
		return err
	}
	p.Lines = append(p.Lines, l)
	return nil
}

// image finds the largest picture of a page.
func (f *file) image(p *Page, page requests.Page) error {
	width, err := f.in.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: page})
	if err != nil {
		return err
	}
	height, err := f.in.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: page})
	if err != nil {
		return err
	}
	n, err := f.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return err
	}
	area := float64(width.PageWidth) * float64(height.PageHeight)
	for i := 0; i < n.Count && i < mostImages && area > 0; i++ {
		object, err := f.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return err
		}
		kind, err := f.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return err
		}
		if kind.Type != image && kind.Type != form {
			continue
		}
		b, err := f.in.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err != nil {
			continue // without an extent it shows nothing
		}
		p.Image = max(p.Image, min(1, float64(b.Right-b.Left)*float64(b.Top-b.Bottom)/area))
	}
	return nil
}

const (
	image = 3 // FPDF_PAGEOBJ_IMAGE
	form  = 5 // FPDF_PAGEOBJ_FORM, which may hold pictures
)
