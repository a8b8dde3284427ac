package acquire

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"multivector/pipeline/raw"
)

// validators are what a server says of the version of a file.
type validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

func (v validators) none() bool { return v == validators{} }

// strong gives the one by which a broken download may go on.
func (v validators) strong() string {
	if v.ETag != "" && !strings.HasPrefix(v.ETag, "W/") {
		return v.ETag
	}
	return v.LastModified
}

// part is a download that may be incomplete. It lies beside a description by
// which a later run tells where it came from.
type part struct {
	path string
	partState
}

type partState struct {
	URL   string `json:"url"`
	Total int64  `json:"total"` // bytes, −1 if the server did not say
	Done  bool   `json:"done"`
	validators
}

// partOf finds the part of an address in a folder.
func partOf(dir, address string) *part {
	sum := sha256.Sum256([]byte(address))
	p := &part{path: filepath.Join(dir, hex.EncodeToString(sum[:12])+".part")}
	data, err := os.ReadFile(p.path + ".json")
	if err != nil || json.Unmarshal(data, &p.partState) != nil || p.URL != address {
		p.partState = partState{URL: address, Total: -1}
	}
	return p
}

func (p *part) save() error {
	data, err := json.Marshal(p.partState)
	if err != nil {
		return err
	}
	return renameio.WriteFile(p.path+".json", data, 0o644)
}

// drop forgets what has arrived.
func (p *part) drop() error {
	p.partState = partState{URL: p.URL, Total: -1}
	for _, f := range []string{p.path, p.path + ".json"} {
		if err := os.Remove(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// wanted says what a download is expected to be.
type wanted struct {
	size   int64      // bytes, −1 if not known
	held   validators // of the version at hand; if the server has the same one, nothing is sent
	html   bool       // whether a web page is what is wanted
	landed func(int64)
}

// errUnmodified says that the server has the version at hand.
var errUnmodified = errors.New("not modified")

// download completes a part. It goes on where an earlier one broke off, if the
// server still has the same version, and tries again when an answer breaks off.
func (c *client) download(ctx context.Context, p *part, w wanted) error {
	if w.landed == nil {
		w.landed = func(int64) {}
	}
	for try := 0; ; try++ {
		resp, err := c.request(ctx, p, w)
		if resp == nil || err != nil { // requests have been tried again already
			return err
		}
		err = c.receive(ctx, resp, p, w)
		broken := errors.Is(err, ErrCutShort) || errors.Is(err, ErrLength) || errors.Is(err, ErrSlow)
		if err == nil || !broken || try >= c.limits.Retries || ctx.Err() != nil {
			return err
		}
		timer := time.NewTimer(backoff(c.limits.WaitMin, c.limits.WaitMax, try, nil))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}

// request asks for what a part lacks. There is no answer if it lacks nothing.
func (c *client) request(ctx context.Context, p *part, w wanted) (*answer, error) {
	offset, err := p.offset()
	if err != nil || (p.Done && w.held.none()) {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	resp, err := c.get(ctx, p.URL, ask(offset, p, w))
	if err != nil {
		cancel(nil)
		return nil, err
	}
	if resp.StatusCode == http.StatusNotModified {
		resp.Body.Close()
		cancel(nil)
		return nil, errUnmodified
	}
	return &answer{resp, ctx, cancel, offset}, nil
}

// answer is a response whose body is still to be read.
type answer struct {
	*http.Response
	ctx    context.Context // of the response
	cancel context.CancelCauseFunc
	offset int64 // from which bytes were asked for
}

// receive reads an answer into a part.
func (c *client) receive(ctx context.Context, a *answer, p *part, w wanted) error {
	defer a.cancel(nil)
	defer a.Body.Close()
	offset := a.offset
	switch a.StatusCode {
	case http.StatusOK:
		offset = 0
		if err := p.begin(a.Response); err != nil {
			return err
		}
	case http.StatusPartialContent:
		total, ok := goesOn(a.Header.Get("Content-Range"), offset, p.Total)
		if !ok {
			return errors.Join(fmt.Errorf("%s: %w: it sends %q", p.URL, ErrLength, a.Header.Get("Content-Range")), p.drop())
		}
		p.Total = total
	case http.StatusRequestedRangeNotSatisfiable:
		return errors.Join(fmt.Errorf("%s: %w: it has no bytes after the first %d", p.URL, ErrLength, offset), p.drop())
	default:
		return fmt.Errorf("%s: %w: status %s", p.URL, ErrServer, a.Status)
	}
	if err := c.fits(p, w, a.Response); err != nil {
		return errors.Join(err, p.drop())
	}
	timer := time.AfterFunc(c.limits.Idle, func() {
		a.cancel(fmt.Errorf("%w: less than %d bytes in %s", ErrSlow, slowBytes, c.limits.Idle))
	})
	defer timer.Stop()
	body := &watched{body: a.Body, timer: timer, idle: c.limits.Idle}
	if err := c.take(p, w, body, offset); err != nil {
		if cause := context.Cause(a.ctx); cause != nil && ctx.Err() == nil {
			err = cause
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("%s: %w", p.URL, err)
	}
	p.Done = true
	return p.save()
}

// offset says how much of a download is there and can be kept.
func (p *part) offset() (int64, error) {
	info, err := os.Stat(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		p.Done = false
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if p.Done || (p.strong() != "" && (p.Total < 0 || info.Size() < p.Total)) {
		return info.Size(), nil
	}
	return 0, p.drop()
}

// ask gives the conditions of a request.
func ask(offset int64, p *part, w wanted) http.Header {
	h := http.Header{}
	switch {
	case offset > 0 && !p.Done:
		h.Set("Range", fmt.Sprintf("bytes=%d-", offset))
		h.Set("If-Range", p.strong())
	case w.held.ETag != "":
		h.Set("If-None-Match", w.held.ETag)
	case w.held.LastModified != "":
		h.Set("If-Modified-Since", w.held.LastModified)
	}
	return h
}

// goesOn says whether a partial answer starts at an offset of a file of that
// length, and gives the length that it tells.
func goesOn(contentRange string, offset, total int64) (int64, bool) {
	span, whole, ok := strings.Cut(strings.TrimPrefix(contentRange, "bytes "), "/")
	first, _, _ := strings.Cut(span, "-")
	start, err := strconv.ParseInt(first, 10, 64)
	if !ok || err != nil || start != offset || offset == 0 {
		return total, false
	}
	if whole == "*" {
		return total, true
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	return n, err == nil && (total < 0 || n == total)
}

// begin notes which version a whole answer is of, before its bytes come.
func (p *part) begin(resp *http.Response) error {
	if err := p.drop(); err != nil {
		return err
	}
	p.Total = resp.ContentLength
	p.validators = validators{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")}
	return p.save()
}

// fits refuses an answer by its head.
func (c *client) fits(p *part, w wanted, resp *http.Response) error {
	switch encoding := resp.Header.Get("Content-Encoding"); {
	case encoding != "" && encoding != "identity":
		return fmt.Errorf("%s: %w: as %s", p.URL, ErrEncoding, encoding)
	case p.Total > c.limits.Body:
		return fmt.Errorf("%s: %w: it has %d bytes, at most %d are taken", p.URL, ErrTooLarge, p.Total, c.limits.Body)
	case w.size >= 0 && p.Total >= 0 && p.Total != w.size:
		return fmt.Errorf("%s: %w: the list says %d bytes, the server %d", p.URL, ErrLength, w.size, p.Total)
	}
	return nil
}

// take appends a body to a part from an offset on, and holds it against what
// was announced.
func (c *client) take(p *part, w wanted, body io.Reader, offset int64) error {
	if offset == 0 && !w.html {
		head := make([]byte, 512)
		n, err := io.ReadFull(body, head)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("%w: %w", ErrCutShort, err)
		}
		if page(head[:n]) {
			return errors.Join(fmt.Errorf("%w: it begins with %.60q", ErrPage, bytes.TrimSpace(head[:n])), p.drop())
		}
		body = io.MultiReader(bytes.NewReader(head[:n]), body)
	}
	f, err := os.OpenFile(p.path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return err
	}
	n, err := io.Copy(&counted{f, w.landed}, io.LimitReader(body, c.limits.Body-offset+1))
	size, total := offset+n, p.Total
	if total < 0 {
		total = w.size
	}
	var disk *fs.PathError
	switch {
	case errors.As(err, &disk):
		return err
	case size > c.limits.Body:
		return errors.Join(fmt.Errorf("%w: at most %d bytes are taken", ErrTooLarge, c.limits.Body), p.drop())
	case err != nil:
		return fmt.Errorf("%w: after %d of %s bytes: %w", ErrCutShort, size, known(total), err)
	case total >= 0 && size < total:
		return fmt.Errorf("%w: after %d of %d bytes", ErrCutShort, size, total)
	case total >= 0 && size > total:
		return errors.Join(fmt.Errorf("%w: %d bytes, not %d", ErrLength, size, total), p.drop())
	}
	return f.Close()
}

func known(total int64) string {
	if total < 0 {
		return "unknown"
	}
	return strconv.FormatInt(total, 10)
}

// page says whether a file begins as a web page does.
func page(head []byte) bool {
	return strings.HasPrefix(http.DetectContentType(head), "text/html") || bytes.Contains(bytes.ToLower(head), []byte("<html"))
}

// counted tells of bytes as they are written.
type counted struct {
	w  io.Writer
	on func(int64)
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.on(int64(n))
	return n, err
}

// sums are the checksums that sources publish.
var sums = map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New, "sha512": sha512.New}

// hasSum holds a file against a checksum written as md5:….
func hasSum(path, want string) error {
	kind, _, _ := strings.Cut(want, ":")
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sums[kind]()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := kind + ":" + hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%w: got %s, published is %s", ErrChecksum, got, want)
	}
	return nil
}

// checked completes a part and holds it against its checksum. Bytes that do not
// fit are fetched once more from the start, since an earlier part of them may
// be of another version.
func (c *client) checked(ctx context.Context, p *part, w wanted, sum string) error {
	for try := 0; ; try++ {
		if err := c.download(ctx, p, w); err != nil || sum == "" {
			return err
		}
		err := hasSum(p.path, sum)
		if !errors.Is(err, ErrChecksum) {
			return err
		}
		if bad := p.drop(); bad != nil || try > 0 {
			return errors.Join(fmt.Errorf("%s: %w", p.URL, err), bad)
		}
	}
}

// isPage says whether a source's own files are web pages.
func isPage(s raw.Source) bool {
	return strings.HasSuffix(s.Files, ".html") || strings.HasSuffix(s.Files, ".htm")
}
