// Package doctor looks at the machine and at what lies in raw/, and says what
// stands against a build and what to do about it.
//
// It promises to change nothing. It reads every byte of the raw files again,
// whatever sums are remembered, so that damage on disk is found.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"multivector/pipeline/acquire"
	"multivector/pipeline/raw"
	"multivector/pipeline/release"
)

// Verdict is how a finding bears on a build.
type Verdict string

// The verdicts.
const (
	Good    Verdict = "ok"
	Remark  Verdict = "note"    // a build works; know this
	Trouble Verdict = "problem" // a build would fail, or should not be trusted
)

// Finding is one thing that was looked at.
type Finding struct {
	Subject string  `json:"subject"`
	Verdict Verdict `json:"verdict"`
	Found   string  `json:"found"`
	Advice  string  `json:"advice,omitempty"`
}

// Examine looks at everything that a build of the case needs.
func Examine(ctx context.Context, root, out, caseID string) ([]Finding, error) {
	all := []Finding{machine()}
	c, err := raw.ReadCase(root, caseID)
	if errors.Is(err, raw.ErrNoSuch) {
		return nil, err
	}
	if err != nil {
		return append(all, Finding{"case " + caseID, Trouble, err.Error(), "mend raw/cases/" + caseID + "/case.yaml"}), nil //nolint:nilerr // the error is the finding
	}
	var bytes int64
	for _, id := range c.Sources {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		found, size := source(ctx, root, caseID, id)
		all, bytes = append(all, found...), bytes+size
	}
	all = append(all, disk(out, bytes))
	return append(all, releases(out)...), nil
}

func machine() Finding {
	f := Finding{Subject: "machine", Verdict: Good, Found: fmt.Sprintf("%d cores, %s/%s", runtime.GOMAXPROCS(0), runtime.GOOS, runtime.GOARCH)}
	if runtime.GOMAXPROCS(0) < 2 {
		f.Verdict, f.Advice = Remark, "a build works on one core, at half the speed"
	}
	return f
}

// source looks at a source's description, its terms, and its files.
func source(ctx context.Context, root, caseID, id string) ([]Finding, int64) {
	subject := "source " + id
	s, err := raw.ReadSource(root, id)
	if err != nil {
		return []Finding{{subject, Trouble, err.Error(), "mend raw/sources/" + id + "/source.yaml"}}, 0
	}
	files, err := acquire.Examine(ctx, root, caseID, s)
	if err != nil {
		return []Finding{{subject, Trouble, err.Error(), "bring the pinned file back, or remove its pin in lock.json and fetch again"}}, 0
	}
	if len(files) == 0 {
		return []Finding{{subject, Remark, "no files are held; the build goes on without them", bringIn(s)}}, 0
	}
	var size int64
	for _, f := range files {
		size += f.Bytes
	}
	found := []Finding{{Subject: subject, Verdict: Good, Found: fmt.Sprintf("%d files, %d bytes, as pinned", len(files), size)}}
	if s.Redistribution != "row" {
		found = append(found, Finding{subject + ", terms", Remark, s.License,
			"rows are for this machine only: pass on a public edition (build --edition public), never the full one"})
	}
	return found, size
}

// bringIn says how a source's files are got.
func bringIn(s raw.Source) string {
	from := "multivector fetch " + s.SourceID + " --from PATH"
	switch {
	case s.Fetch == nil:
		return from
	case s.Fetch.Method == raw.FetchByHand:
		return s.Fetch.Instructions + ": " + from
	}
	fetch := "multivector fetch " + s.SourceID
	if s.Fetch.Method == raw.FetchGDELT {
		fetch += " --since DAY --until DAY"
	}
	if !s.Fetch.URLTried {
		fetch += " (nobody has tried its address yet)"
	}
	return fetch + ", or of a copy: " + from
}

// room is how much a build needs beside the raw files, as a multiple of them:
// tables, the stage's copy of them, and the release's.
const room = 2

func disk(out string, raw int64) Finding {
	free, err := acquire.Free(out)
	if err != nil {
		return Finding{"disk", Remark, err.Error(), ""}
	}
	need := room*raw + 1<<30
	f := Finding{Subject: "disk", Verdict: Good, Found: fmt.Sprintf("%d MB free, a build needs about %d MB", free>>20, need>>20)}
	if free < need {
		f.Verdict, f.Advice = Trouble, "make room, or build to another disk with --out"
	}
	return f
}

// releases looks at every release that was built.
func releases(out string) []Finding {
	all, err := release.List(out)
	if err != nil {
		return []Finding{{"releases", Trouble, err.Error(), "remove the broken folder; a release is never mended"}}
	}
	var found []Finding
	for _, r := range all {
		f := Finding{Subject: "release " + r.Path, Verdict: Good, Found: "whole and unchanged"}
		if _, err := release.Verify(filepath.Join(out, filepath.FromSlash(r.Path))); err != nil {
			f.Verdict, f.Found, f.Advice = Trouble, err.Error(), "don't use this release; build again in another folder and compare"
		}
		found = append(found, f)
	}
	return found
}
