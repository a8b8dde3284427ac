package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"multivector/pipeline/stage"
)

// Build runs the pipeline for a case. Two builds never share an output folder
// at the same time.
func Build(ctx context.Context, root, out, caseID, edition string, report stage.Reporter) ([]stage.Result, error) {
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
	defer lock.Unlock() //nolint:errcheck // the lock ends with the process anyway
	run := stage.Run{Root: root, Out: out, Case: caseID, Edition: edition, Code: StageCode, Report: report}
	return run.Do(ctx, Stages)
}
