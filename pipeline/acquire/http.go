package acquire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"multivector/pipeline/raw"
	"multivector/pipeline/unpack"
)

// Faults of a server and of its answers.
var (
	ErrNotFound    = errors.New("the server has no such file")
	ErrRefused     = errors.New("the server refuses")
	ErrServer      = errors.New("the server fails")
	ErrUnreachable = errors.New("the server cannot be reached")
	ErrSlow        = errors.New("the server is too slow")
	ErrCutShort    = errors.New("the answer is cut short")
	ErrLength      = errors.New("the answer has another length than was announced")
	ErrTooLarge    = errors.New("the answer is larger than what is taken")
	ErrPage        = errors.New("a web page came in place of data")
	ErrEncoding    = errors.New("the answer is encoded, though plain bytes were asked for")
	ErrRedirect    = errors.New("redirected to where the source does not lie")
	ErrPrivate     = errors.New("the address is not a public one")
	ErrCertificate = errors.New("the server's certificate does not fit")
	ErrChecksum    = errors.New("the bytes do not have the checksum that the source publishes")
)

// Limits bound what fetching may cost a server and this machine. A field that
// is 0 has its value in DefaultLimits.
type Limits struct {
	Retries    int           // of a request that fails, and of an answer that breaks off
	WaitMin    time.Duration // before the first retry; each further wait is twice as long
	WaitMax    time.Duration
	RetryAfter time.Duration // the longest wait that a server may ask for
	Idle       time.Duration // in which a server must answer, and then send 16 KiB
	PerSecond  float64       // requests, of each host
	Body       int64         // bytes of one answer
	Archive    unpack.Limits // of one archive; given as a whole
}

// DefaultLimits are those of the program.
var DefaultLimits = Limits{
	Retries: 5, WaitMin: time.Second, WaitMax: time.Minute, RetryAfter: 5 * time.Minute, Idle: time.Minute,
	PerSecond: 4, Body: 16 << 30, Archive: unpack.Limits{Unpacked: 64 << 30, Ratio: 200, Members: 200_000},
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	set(&d.Retries, l.Retries)
	set(&d.WaitMin, l.WaitMin)
	set(&d.WaitMax, l.WaitMax)
	set(&d.RetryAfter, l.RetryAfter)
	set(&d.Idle, l.Idle)
	set(&d.PerSecond, l.PerSecond)
	set(&d.Body, l.Body)
	set(&d.Archive, l.Archive)
	return d
}

func set[T comparable](to *T, v T) {
	var zero T
	if v != zero {
		*to = v
	}
}

// slowBytes must arrive in the time Limits.Idle.
const slowBytes = 16 << 10

// client asks the servers of one source, and no others. It is safe for
// concurrent use.
type client struct {
	http    *retryablehttp.Client
	limits  Limits
	hosts   *hosts
	site    *site
	servers map[string]string // by host: the server that is asked instead
	landed  func(int64)       // is told of the bytes of lists
}

// newClient makes a client for a source. servers may name another server for a
// host, as http://127.0.0.1:8080; roots are the certificates to trust, nil for
// those of the system.
func newClient(f raw.Fetch, servers map[string]string, limits Limits, roots *x509.CertPool) *client {
	c := &client{limits: limits.orDefault(), servers: servers}
	c.hosts = newHosts(c.limits.PerSecond)
	c.site = newSite(f.Hosts)
	for _, address := range append([]string{f.URL}, f.URLs...) {
		if u, err := url.Parse(c.place(address)); err == nil {
			c.site.own(u)
		}
	}
	transport := &http.Transport{
		Proxy: c.site.proxy, DialContext: c.site.dial,
		TLSClientConfig:     &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: c.limits.Idle, ResponseHeaderTimeout: c.limits.Idle, IdleConnTimeout: c.limits.Idle,
		DisableCompression: true, MaxResponseHeaderBytes: 1 << 20, ForceAttemptHTTP2: true,
	}
	c.http = &retryablehttp.Client{
		HTTPClient: &http.Client{Transport: &polite{transport, c.hosts}, CheckRedirect: c.site.redirect},
		RetryMax:   c.limits.Retries, RetryWaitMin: c.limits.WaitMin, RetryWaitMax: c.limits.WaitMax,
		CheckRetry: c.again, Backoff: backoff, ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return c
}

// close ends the connections that are kept for further requests.
func (c *client) close() { c.http.HTTPClient.CloseIdleConnections() }

// place gives the address that is asked for an address of the source.
func (c *client) place(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if server, ok := c.servers[u.Host]; ok {
		return server + u.RequestURI()
	}
	return address
}

// get asks for an address. An answer with a code of 400 and more is an error.
func (c *client) get(ctx context.Context, address string, header http.Header) (*http.Response, error) {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, c.place(address), nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if err := c.site.literal(req.URL); err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if resp != nil {
			resp.Body.Close()
		}
		return nil, fmt.Errorf("%s: %w", address, named(ctx, err))
	}
	if resp.StatusCode < 400 || resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		return resp, nil
	}
	resp.Body.Close()
	return nil, fmt.Errorf("%s: %w", address, status(resp.StatusCode))
}

func status(code int) error {
	said := fmt.Sprintf("status %d %s", code, http.StatusText(code))
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		return fmt.Errorf("%w: %s", ErrNotFound, said)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Errorf("%w: %s; if it asks for a login, download by hand", ErrRefused, said)
	case code < 500 && code != http.StatusTooManyRequests:
		return fmt.Errorf("%w: %s", ErrRefused, said)
	}
	return fmt.Errorf("%w: %s", ErrServer, said)
}

// named finds the fault behind a failed request. The address is left out of it,
// since that of a redirect may carry a signature.
func named(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	var timeout net.Error
	switch {
	case refused(err):
		return err
	case certificate(err):
		return fmt.Errorf("%w: %w", ErrCertificate, err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%w: %w", ErrSlow, err)
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

func refused(err error) bool {
	return errors.Is(err, ErrRedirect) || errors.Is(err, ErrPrivate) || errors.Is(err, ErrServer)
}

func certificate(err error) bool {
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	return errors.As(err, &verification) || errors.As(err, &record)
}

// again says whether a request is worth another try.
func (c *client) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		return !refused(err) && !certificate(err), nil
	case resp.StatusCode == http.StatusNotImplemented, resp.StatusCode < 500 && resp.StatusCode != http.StatusTooManyRequests:
		return false, nil
	}
	if wait, ok := retryAfter(resp); ok {
		if wait > c.limits.RetryAfter {
			return false, fmt.Errorf("%w: it asks to come back after %s", ErrServer, wait)
		}
		c.hosts.pause(resp.Request.URL.Host, wait)
	}
	return true, nil
}

// backoff waits as long as the server asks, or longer with each try; half of
// that is left to chance, so that clients do not come back all at once.
func backoff(least, most time.Duration, try int, resp *http.Response) time.Duration {
	if wait, ok := retryAfter(resp); ok {
		return wait
	}
	wait := retryablehttp.DefaultBackoff(least, most, try, nil)
	return wait/2 + rand.N(wait/2+1)
}

// retryAfter reads how long a server asks to wait, in seconds or until a time,
// which is held against the server's own clock.
func retryAfter(resp *http.Response) (time.Duration, bool) {
	if resp == nil || (resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable) {
		return 0, false
	}
	asked := resp.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(asked, 10, 32); err == nil && seconds >= 0 {
		return time.Duration(seconds) * time.Second, true
	}
	until, err := http.ParseTime(asked)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(resp.Header.Get("Date"))
	return max(until.Sub(now), 0), err == nil
}

// watched reads a body, and gives up when it comes too slowly.
type watched struct {
	body  io.Reader
	timer *time.Timer
	idle  time.Duration
	since int64
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	if w.since += int64(n); w.since >= slowBytes {
		w.since = 0
		w.timer.Reset(w.idle)
	}
	return n, err
}
