package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
)

// Build runs the pipeline for a case. Two builds never share an output folder
// at the same time.
func Build(ctx context.Context, root, out, caseID, edition string, report stage.Reporter) ([]stage.Result, error) {
	unlock, err := lockOut(root, out, caseID)
	if err != nil {
		return nil, err
	}
	defer unlock()
	run := stage.Run{Root: root, Out: out, Case: caseID, Edition: edition, Code: StageCode, Report: report}
	return run.Do(ctx, Stages)
}

// lockOut keeps other runs away from an output folder, which it makes unless there is no
// such case.
func lockOut(root, out, caseID string) (unlock func(), err error) {
	if _, err := raw.ReadCase(root, caseID); errors.Is(err, raw.ErrNoSuch) {
		return nil, err
	}
	cache := filepath.Join(out, ".cache")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(cache, "lock"))
	free, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !free {
		return nil, fmt.Errorf("another build is writing to %s; wait for it, or build to another folder with --out", out)
	}
	return func() { _ = lock.Unlock() }, nil // the lock ends with the process anyway
}
