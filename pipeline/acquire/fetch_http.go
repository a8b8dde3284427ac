package acquire

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

// Remote says how files are fetched over HTTP.
type Remote struct {
	Today        schemas.Date // written down as the day of retrieval
	Since, Until schemas.Null[schemas.Date]
	Parallel     int    // downloads at once, 4 if 0
	DryRun       bool   // only say what would be done
	Accept       string // why files that changed at their source are taken; empty refuses them
	Limits       Limits
	Servers      map[string]string // by host: the server that is asked in its place, as http://127.0.0.1:8080
	Roots        *x509.CertPool    // certificates to trust, nil for those of the system
	Report       func(Progress)    // may be nil

	free func(dir string) (int64, error) // Free if nil
}

// Progress tells how far a fetch is.
type Progress struct {
	Bytes, TotalBytes int64 // that arrived, and that will; 0 in total if not known
	Files, TotalFiles int
	Name              string // of the file that was begun or ended last
}

// Planned is what would be done about a file that a source offers.
type Planned struct {
	Name  string `json:"name"`
	URL   string `json:"url"`
	Bytes *int64 `json:"bytes"` // as the source says
	State string `json:"state"` // fetch, held, ask, changed or by_hand
}

// What is to be done about a file.
const (
	stateFetch   = "fetch"
	stateHeld    = "held"
	stateAsk     = "ask" // the server tells whether it has another version
	stateChanged = "changed"
	stateByHand  = "by_hand" // its publisher restricts it
)

// maxFaults ends a fetch in which file after file fails.
const maxFaults = 20

// FetchRemote brings a source's files in from its servers, and pins each by its
// SHA-256. A file appears in the source's folder only when it is complete and
// checked, and the lock file follows it; after an interruption, the next call
// goes on where this one stopped.
//
// A file of which the source has another version than the one that is pinned is
// left as it is, and the error wraps ErrChanged, unless Accept says why the new
// one is taken. What could not be fetched does not keep the other files back.
func FetchRemote(ctx context.Context, root, id string, o Remote) (Fetched, error) {
	done := Fetched{Source: id}
	s, err := raw.ReadSource(root, id)
	if err != nil {
		return done, err
	}
	if s.Home != raw.HomeData {
		return done, fmt.Errorf("source %s is not brought in: its files are part of the repository", id)
	}
	if s.Fetch == nil || s.Fetch.Method == raw.FetchByHand {
		return done, byHand(s)
	}
	f := &fetching{Remote: o, root: root, source: s, done: &done, landed: map[string]string{}}
	f.Limits = o.Limits.orDefault()
	partial, err := openPartial(root, id)
	if err != nil {
		return done, err
	}
	defer partial.close()
	f.dir = partial.dir
	f.client = newClient(*s.Fetch, o.Servers, f.Limits, o.Roots)
	defer f.client.close()
	if err = f.run(ctx); err == nil && !f.DryRun {
		err = partial.sweep()
	}
	slices.Sort(done.Added)
	slices.Sort(done.Same)
	slices.Sort(done.Replaced)
	return done, err
}

// fetching is one call of FetchRemote.
type fetching struct {
	Remote
	root   string
	dir    string // of what has not arrived whole
	source raw.Source
	client *client

	mu       sync.Mutex // guards what follows
	done     *Fetched
	pins     map[string]raw.Pin // by file
	byURL    map[string][]string
	landed   map[string]string // by file in lower case: the address it came from
	progress Progress
	faults   []error
	saves    *saver
}

// planned is an entry with what is to be done about it.
type planned struct {
	entry
	state string
	held  validators // of the version that is pinned
	why   string     // it counts as changed
}

func (f *fetching) run(ctx context.Context) error {
	lock, err := raw.ReadLock(f.root, f.source.SourceID)
	if err != nil {
		return err
	}
	f.pins, f.byURL = lock.ByFile(), map[string][]string{}
	for _, p := range lock.Files {
		if p.URL != "" {
			f.byURL[p.URL] = append(f.byURL[p.URL], p.File)
		}
	}
	f.client.landed = func(n int64) {
		f.note(func(now *Progress) { now.Name, now.Bytes = "the source's list of files", now.Bytes+n })
	}
	l, err := f.client.list(ctx, f.source, f.dir, days{f.Since, f.Until})
	if err != nil {
		return err
	}
	f.done.Notes = l.notes
	if len(l.entries) == 0 {
		return fmt.Errorf("source %s offers no file that is asked for%s", f.source.SourceID, asked(f.Since, f.Until))
	}
	slices.SortStableFunc(l.entries, func(a, b entry) int { return strings.Compare(a.name, b.name) }) // day by day
	plan := make([]planned, len(l.entries))
	for i, e := range l.entries {
		plan[i] = f.plan(e)
	}
	if f.DryRun {
		f.dry(plan)
		return nil
	}
	if err := f.changed(plan); err != nil {
		return err
	}
	return f.fetch(ctx, plan)
}

func asked(since, until schemas.Null[schemas.Date]) string {
	var s string
	if since.Valid {
		s += " since " + since.V.String()
	}
	if until.Valid {
		s += " until " + until.V.String()
	}
	return s
}

// plan holds an entry against the pins and the files at hand.
func (f *fetching) plan(e entry) planned {
	p := planned{entry: e, state: stateFetch}
	names := f.byURL[e.url]
	if len(names) == 0 {
		return p
	}
	pin := f.pins[names[0]]
	switch {
	case e.sum != "" && pin.Checksum != "" && e.sum != pin.Checksum:
		p.state = stateChanged
		p.why = fmt.Sprintf("%s: the source publishes the checksum %s for it, pinned on %s was %s", e.name, e.sum, pin.RetrievedAt, pin.Checksum)
	case slices.ContainsFunc(names, f.missing):
	case e.sum != "" && pin.Checksum != "":
		p.state = stateHeld
	default:
		p.held = validators{pin.ETag, pin.LastModified}
		p.state = stateAsk
		if p.held.none() { // then there is no telling but by fetching it again
			p.state = stateHeld
		}
	}
	return p
}

// missing says whether a pinned file is not there. Whether its bytes are the
// pinned ones is looked at by every build.
func (f *fetching) missing(name string) bool {
	info, err := os.Lstat(f.place(name))
	return err != nil || info.Size() != f.pins[name].Bytes
}

func (f *fetching) place(name string) string {
	return filepath.Join(f.root, "raw", filepath.FromSlash(f.source.Folder("")), filepath.FromSlash(name))
}

func (f *fetching) dry(plan []planned) {
	for _, p := range plan {
		row := Planned{Name: p.name, URL: p.url, State: p.state}
		if p.size >= 0 {
			row.Bytes = &p.size
		}
		if p.restricted {
			row.State = stateByHand
		}
		f.done.Planned = append(f.done.Planned, row)
	}
}

// changed refuses, before anything is fetched, what the list says has changed.
func (f *fetching) changed(plan []planned) error {
	if f.Accept != "" {
		return nil
	}
	var why []string
	for _, p := range plan {
		if p.state == stateChanged {
			why = append(why, p.why)
		}
	}
	return f.refuse(why)
}

// refuse names some of the files that changed, and what to do about them.
func (f *fetching) refuse(why []string) error {
	if len(why) == 0 {
		return nil
	}
	more := ""
	if n := len(why) - 5; n > 0 {
		why, more = why[:5], fmt.Sprintf("; and %d more", n)
	}
	return fmt.Errorf("%w: %s: %s%s; to take what the source has now: multivector fetch %s --accept \"why\"",
		ErrChanged, f.source.SourceID, strings.Join(why, "; "), more, f.source.SourceID)
}

// fetch downloads what the plan asks for, some files at a time.
func (f *fetching) fetch(ctx context.Context, plan []planned) error {
	f.progress.Bytes = 0
	for _, p := range plan {
		if p.state == stateHeld {
			f.done.Same = append(f.done.Same, f.byURL[p.url]...)
			continue
		}
		f.progress.TotalFiles++
		f.progress.TotalBytes += max(p.size, 0)
	}
	free := f.free
	if free == nil {
		free = Free
	}
	if room, err := free(f.dir); err == nil && room < f.progress.TotalBytes {
		return fmt.Errorf("the files of source %s have %d bytes, and %d are free on the disk; make room, or ask for fewer days with --since and --until", f.source.SourceID, f.progress.TotalBytes, room)
	}
	f.saves = newSaver(func() error { return raw.WriteLock(f.root, f.source.SourceID, f.snapshot()) })
	parallel := f.Parallel
	if parallel <= 0 {
		parallel = 4
	}
	work, group := errgroup.WithContext(ctx)
	work.SetLimit(parallel)
	for _, p := range plan {
		if p.state != stateHeld && group.Err() == nil {
			work.Go(func() error { return f.work(group, p) })
		}
	}
	err := work.Wait()
	if bad := f.saves.close(); bad != nil {
		return bad
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && !errors.Is(err, errTooMany) {
		return err
	}
	return errors.Join(append(f.faults, err)...)
}

func (f *fetching) work(ctx context.Context, p planned) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f.note(func(now *Progress) { now.Name = p.name })
	err := f.one(ctx, p)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f.note(func(now *Progress) { now.Files++ })
	return f.fault(err)
}

var errTooMany = errors.New("too many files fail, so the others were not tried")

// fault keeps the fault of one file, so that the others go on.
func (f *fetching) fault(err error) error {
	if err == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, err)
	if len(f.faults) >= maxFaults {
		return errTooMany
	}
	var disk *fs.PathError
	if errors.As(err, &disk) {
		return err
	}
	return nil
}

func (f *fetching) note(change func(*Progress)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.progress)
	if f.Report != nil {
		f.Report(f.progress)
	}
}

// one fetches one file, opens it and lands what it holds.
func (f *fetching) one(ctx context.Context, p planned) error {
	if p.restricted {
		return fmt.Errorf("%s: its publisher restricts it: %w", p.name, byHand(f.source))
	}
	held := partOf(f.dir, p.url)
	w := wanted{size: p.size, held: p.held, html: isPage(f.source), landed: func(n int64) {
		f.note(func(now *Progress) { now.Bytes += n })
	}}
	err := f.client.checked(ctx, held, w, p.sum)
	if errors.Is(err, errUnmodified) {
		f.mu.Lock()
		f.done.Same = append(f.done.Same, f.byURL[p.url]...)
		f.mu.Unlock()
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	o := &opener{source: f.source, limits: f.Limits.Archive, dir: strings.TrimSuffix(held.path, ".part") + ".d"}
	defer os.RemoveAll(o.dir)
	if f.source.Fetch.Members != "" {
		if o.members, err = regexp.Compile(f.source.Fetch.Members); err != nil {
			return err
		}
	}
	files, err := o.open(ctx, held.path, p.name)
	if err == nil {
		err = settle(files)
	}
	if err == nil {
		err = f.land(p, held.validators, files)
	}
	if ctx.Err() != nil {
		return ctx.Err() // what arrived is kept
	}
	return errors.Join(err, held.drop())
}

// settle has files written to the disk itself before they get their names, so
// that a power cut cannot leave a name without its bytes.
func settle(files []staged) error {
	for _, s := range files {
		f, err := os.OpenFile(s.path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// land moves complete files to where builds read them, and pins them.
func (f *fetching) land(p planned, v validators, files []staged) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.admit(p, files); err != nil {
		return err
	}
	for _, s := range files {
		to := f.place(s.name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.Rename(s.path, to); err != nil {
			return err
		}
		f.landed[strings.ToLower(s.name)] = p.url
		f.pin(p, v, s)
	}
	for _, gone := range f.byURL[p.url] { // still held, but no longer what lies there
		if !slices.ContainsFunc(files, func(s staged) bool { return s.name == gone }) {
			pin := f.pins[gone]
			pin.URL, pin.Member, pin.Checksum, pin.ETag, pin.LastModified = "", "", "", "", ""
			f.pins[gone] = pin
			f.done.Notes = append(f.done.Notes, fmt.Sprintf("%s is kept, but %s has it no longer", gone, p.name))
		}
	}
	f.saves.ask()
	return nil
}

// admit refuses files that would take the place of others.
func (f *fetching) admit(p planned, files []staged) error {
	var changed []string
	for _, s := range files {
		if other := f.landed[strings.ToLower(s.name)]; other != "" && other != p.url {
			return fmt.Errorf("%w: %s comes from %s and from %s", ErrTwice, s.name, other, p.url)
		}
		pin, ok := f.pins[s.name]
		switch {
		case ok && pin.SHA256 != s.sha256:
			changed = append(changed, fmt.Sprintf("%s has SHA-256 %s now, pinned on %s is %s", s.name, s.sha256, pin.RetrievedAt, pin.SHA256))
		case !ok:
			sum, _, err := hashFile(f.place(s.name))
			if err == nil && sum != s.sha256 {
				changed = append(changed, fmt.Sprintf("%s lies in raw/%s with other bytes and is not pinned", s.name, f.source.Folder("")))
			} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	for _, gone := range f.byURL[p.url] {
		if !slices.ContainsFunc(files, func(s staged) bool { return s.name == gone }) {
			changed = append(changed, fmt.Sprintf("%s is not in %s any more", gone, p.name))
		}
	}
	if f.Accept != "" {
		return nil
	}
	return f.refuse(changed)
}

// pin writes down what a file is and where it came from.
func (f *fetching) pin(p planned, v validators, s staged) {
	pin := raw.Pin{
		File: s.name, SHA256: s.sha256, Bytes: s.bytes, RetrievedAt: f.Today.String(),
		URL: p.url, Member: s.member, Checksum: p.sum, ETag: v.ETag, LastModified: v.LastModified,
	}
	old, ok := f.pins[s.name]
	pin.Replaced = old.Replaced
	switch {
	case !ok:
		f.done.Added, f.done.Bytes = append(f.done.Added, s.name), f.done.Bytes+s.bytes
	case old.SHA256 == s.sha256:
		pin.RetrievedAt = old.RetrievedAt
		f.done.Same = append(f.done.Same, s.name)
	default:
		pin.Replaced = append(slices.Clone(old.Replaced), raw.Replaced{
			SHA256: old.SHA256, RetrievedAt: old.RetrievedAt, On: f.Today.String(), Reason: f.Accept,
		})
		f.done.Replaced, f.done.Bytes = append(f.done.Replaced, s.name), f.done.Bytes+s.bytes
	}
	f.pins[s.name] = pin
}

func (f *fetching) snapshot() raw.Lock {
	f.mu.Lock()
	defer f.mu.Unlock()
	lock := raw.Lock{Files: make([]raw.Pin, 0, len(f.pins))}
	for _, p := range f.pins {
		lock.Files = append(lock.Files, p)
	}
	return lock
}

// saver writes the lock file after each file that landed. Files that land while
// it writes are in the next writing together, so that a lock file of many
// megabytes does not hold the downloads up.
type saver struct {
	asks chan struct{}
	done chan struct{}
	err  error
}

func newSaver(save func() error) *saver {
	s := &saver{asks: make(chan struct{}, 1), done: make(chan struct{})}
	go func() {
		defer close(s.done)
		for range s.asks {
			if err := save(); err != nil {
				s.err = err
			}
		}
	}()
	return s
}

func (s *saver) ask() {
	select {
	case s.asks <- struct{}{}:
	default: // one is waiting, and will write this file's pin too
	}
}

// close waits until everything is written.
func (s *saver) close() error {
	close(s.asks)
	<-s.done
	return s.err
}
