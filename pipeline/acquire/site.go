package acquire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/time/rate"
)

// agent is how the program names itself to servers.
const agent = "multivector (reads public data sets of foreign policy for research)"

// site holds requests to where a source lies. An address is looked at when the
// connection is made, so that neither a redirect nor a name server leads into
// the user's own network.
type site struct {
	hosts   []string // that the source's description names besides its own
	local   map[netip.Addr]bool
	proxies sync.Map // host:port of proxies that the environment names
	plain   net.Dialer
	guarded net.Dialer
}

func newSite(hosts []string) *site {
	s := &site{hosts: hosts, local: map[netip.Addr]bool{}}
	s.guarded.ControlContext = s.control
	return s
}

// own notes that a source's own address, as written, is one of this machine or
// its network.
func (s *site) own(u *url.URL) {
	if u.Hostname() == "localhost" {
		s.local[netip.MustParseAddr("127.0.0.1")], s.local[netip.IPv6Loopback()] = true, true
	}
	if a, err := netip.ParseAddr(u.Hostname()); err == nil && !public(a) {
		s.local[a.Unmap()] = true
	}
}

// proxy is that of the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY). Behind
// one, the proxy looks names up, and what it may reach is left to it.
func (s *site) proxy(req *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(req)
	if u != nil {
		port := u.Port()
		if port == "" {
			port = map[string]string{"https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
		}
		if port == "" {
			port = "80"
		}
		s.proxies.Store(net.JoinHostPort(u.Hostname(), port), true)
	}
	return u, err
}

func (s *site) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if _, ok := s.proxies.Load(address); ok {
		return s.plain.DialContext(ctx, network, address)
	}
	return s.guarded.DialContext(ctx, network, address)
}

// control refuses an address after names were looked up, just before the
// connection is made.
func (s *site) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	return s.allow(at.Addr())
}

func (s *site) allow(a netip.Addr) error {
	if a = a.Unmap().WithZone(""); !public(a) && !s.local[a] {
		return fmt.Errorf("%w: %s", ErrPrivate, a)
	}
	return nil
}

// literal refuses an address that is written as a number.
func (s *site) literal(u *url.URL) error {
	if a, err := netip.ParseAddr(u.Hostname()); err == nil {
		return s.allow(a)
	}
	return nil
}

// notPublic are blocks for special use beyond those that netip knows.
var notPublic = func() []netip.Prefix {
	var blocks []netip.Prefix
	for _, b := range strings.Fields(`0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15
		198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fec0::/10`) {
		blocks = append(blocks, netip.MustParsePrefix(b))
	}
	return blocks
}()

func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	return a.IsGlobalUnicast() && !a.IsPrivate() &&
		!slices.ContainsFunc(notPublic, func(b netip.Prefix) bool { return b.Contains(a) })
}

// redirect follows a server within its own site and to the hosts that the
// source names.
func (s *site) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > 10 {
		return fmt.Errorf("%w: more than 10 times", ErrRedirect)
	}
	return s.mayGo(via[0].URL, req.URL)
}

// mayGo says whether an address that a server gave is to be asked.
func (s *site) mayGo(from, to *url.URL) error {
	switch {
	case to.Scheme != "http" && to.Scheme != "https":
		return fmt.Errorf("%w: to %s://", ErrRedirect, to.Scheme)
	case from.Scheme == "https" && to.Scheme == "http":
		return fmt.Errorf("%w: from https to http, at %s", ErrRedirect, to.Host)
	}
	if err := s.literal(to); err != nil {
		return err
	}
	if !sameSite(from.Hostname(), to.Hostname()) && !slices.Contains(s.hosts, to.Hostname()) {
		return fmt.Errorf("%w: to %s; if the source lies there too, name it in fetch.hosts of source.yaml", ErrRedirect, to.Hostname())
	}
	return nil
}

// sameSite says whether two hosts have one registrable domain.
func sameSite(a, b string) bool {
	a, b = strings.ToLower(strings.TrimSuffix(a, ".")), strings.ToLower(strings.TrimSuffix(b, "."))
	if a == b {
		return true
	}
	for _, h := range []string{a, b} {
		if _, err := netip.ParseAddr(h); err == nil {
			return false
		}
	}
	x, bad := publicsuffix.EffectiveTLDPlusOne(a)
	y, worse := publicsuffix.EffectiveTLDPlusOne(b)
	return errors.Join(bad, worse) == nil && x == y
}

// polite sends requests no faster than a host is to be asked.
type polite struct {
	next  http.RoundTripper
	hosts *hosts
}

// RoundTrip waits for the host's turn, and asks for bytes as they lie there.
func (p *polite) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := p.hosts.wait(req.Context(), req.URL.Host); err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept-Encoding", "identity")
	return p.next.RoundTrip(req)
}

// hosts keeps the pace at which each host is asked.
type hosts struct {
	pace   rate.Limit
	mu     sync.Mutex
	paces  map[string]*rate.Limiter
	paused map[string]chan struct{} // closed when the pause is over
}

func newHosts(perSecond float64) *hosts {
	return &hosts{pace: rate.Limit(perSecond), paces: map[string]*rate.Limiter{}, paused: map[string]chan struct{}{}}
}

func (h *hosts) wait(ctx context.Context, host string) error {
	h.mu.Lock()
	if h.paces[host] == nil {
		h.paces[host] = rate.NewLimiter(h.pace, 1)
	}
	pace, paused := h.paces[host], h.paused[host]
	h.mu.Unlock()
	if paused != nil {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-paused:
		}
	}
	return pace.Wait(ctx)
}

// pause keeps all requests from a host for a while, as it asked.
func (h *hosts) pause(host string, d time.Duration) {
	over := make(chan struct{})
	h.mu.Lock()
	h.paused[host] = over
	h.mu.Unlock()
	time.AfterFunc(d, func() { close(over) })
}
