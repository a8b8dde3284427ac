package stage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"multivector/schemas"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type silent struct{}

func (silent) Start(string, string)                  {}
func (silent) Progress(string, int64, int64, string) {}
func (silent) Done(Result)                           {}

type tables = []schemas.Declared

func TestAListIsChecked(t *testing.T) {
	for says, stages := range map[string][]Stage{
		"no stage before it writes":            {{Name: "b", Reads: tables{schemas.Periods}}, {Name: "a", Writes: tables{schemas.Periods}}},
		"is written by stage a and by stage b": {{Name: "a", Writes: tables{schemas.Periods}}, {Name: "b", Writes: tables{schemas.Periods}}},
		"stands twice":                         {{Name: "a"}, {Name: "a"}},
	} {
		if err := Check(stages); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// line is a pipeline of two stages: the first writes what *title says, the
// second counts its runs.
func line(title *string, runs *int) []Stage {
	return []Stage{
		{Name: "first", Writes: tables{schemas.Periods}, Always: true, Run: func(_ context.Context, e *Env) error {
			return Write(e, schemas.Periods, []schemas.Period{{PeriodID: "p", Title: *title}})
		}},
		{Name: "second", Reads: tables{schemas.Periods}, Writes: tables{schemas.VectorSets}, Run: func(ctx context.Context, e *Env) error {
			*runs++
			rows, err := Rows(ctx, e, schemas.Periods)
			if err != nil {
				return err
			}
			return Write(e, schemas.VectorSets, []schemas.VectorMember{{VectorSet: rows[0].PeriodID, Title: "t", ActorID: "a", SubjectActorID: "s"}})
		}},
	}
}

func do(t *testing.T, out string, stages []Stage, code string) []Result {
	t.Helper()
	results, err := Run{Root: out, Out: out, Case: "try", Code: func(string) string { return code }, Report: silent{}}.Do(context.Background(), stages)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestAStageRunsOnlyWhenWhatItReadsChanged(t *testing.T) {
	title, runs, out := "one", 0, t.TempDir()
	stages := line(&title, &runs)
	do(t, out, stages, "")
	do(t, out, stages, "")
	if runs != 1 {
		t.Errorf("nothing changed, but the second stage ran %d times", runs)
	}
	title = "other"
	do(t, out, stages, "")
	if runs != 2 {
		t.Errorf("its input changed, but the second stage ran %d times", runs)
	}
	title = "one"
	do(t, out, stages, "")
	if runs != 2 {
		t.Errorf("its input was seen before, but the second stage ran %d times", runs)
	}
	do(t, out, stages, "new code")
	if runs != 3 {
		t.Errorf("its code changed, but the second stage ran %d times", runs)
	}
}

func TestAChangeStopsAtAStageWhoseOutputIsTheSame(t *testing.T) {
	title, runs, third, out := "one", 0, 0, t.TempDir()
	stages := append(line(&title, &runs), Stage{Name: "third", Reads: tables{schemas.VectorSets}, Run: func(context.Context, *Env) error {
		third++
		return nil
	}})
	do(t, out, stages, "")
	title = "other"
	do(t, out, stages, "")
	if runs != 2 || third != 1 {
		t.Errorf("the second stage ran %d times, the third %d times", runs, third)
	}
}

func TestABrokenCacheIsMadeAnew(t *testing.T) {
	title, runs, out := "one", 0, t.TempDir()
	stages := line(&title, &runs)
	do(t, out, stages, "")
	files, err := filepath.Glob(filepath.Join(out, ".cache", "try", "second", "*", "*.parquet"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Truncate(files[0], 10); err != nil {
		t.Fatal(err)
	}
	do(t, out, stages, "")
	if runs != 2 {
		t.Errorf("a broken output was taken from the cache")
	}
}

func TestAFailedStageLeavesNothing(t *testing.T) {
	out := t.TempDir()
	broken := errors.New("broken")
	stages := []Stage{{Name: "bad", Writes: tables{schemas.Periods}, Run: func(_ context.Context, e *Env) error {
		if err := Write(e, schemas.Periods, nil); err != nil {
			return err
		}
		return broken
	}}}
	results, err := Run{Out: out, Case: "try", Code: func(string) string { return "" }, Report: silent{}}.Do(context.Background(), stages)
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "bad: ") || results[0].Error == "" {
		t.Errorf("%+v, %v", results, err)
	}
	left, _ := os.ReadDir(filepath.Join(out, ".cache", "try"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAStageKeepsToWhatItDeclares(t *testing.T) {
	for says, s := range map[string]Stage{
		"not among those that the stage declares to read": {Name: "s", Run: func(ctx context.Context, e *Env) error {
			_, err := Rows(ctx, e, schemas.Periods)
			return err
		}},
		"not among those that the stage declares to write": {Name: "s", Run: func(_ context.Context, e *Env) error {
			return Write(e, schemas.Periods, nil)
		}},
		"declared but was not written": {Name: "s", Writes: tables{schemas.Periods}, Run: func(context.Context, *Env) error { return nil }},
	} {
		_, err := Run{Out: t.TempDir(), Case: "try", Code: func(string) string { return "" }, Report: silent{}}.Do(context.Background(), []Stage{s})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestACanceledRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ran := false
	stages := []Stage{
		{Name: "a", Run: func(context.Context, *Env) error { cancel(); return nil }},
		{Name: "b", Run: func(context.Context, *Env) error { ran = true; return nil }},
	}
	_, err := Run{Out: t.TempDir(), Case: "try", Code: func(string) string { return "" }, Report: silent{}}.Do(ctx, stages)
	if !errors.Is(err, context.Canceled) || ran {
		t.Errorf("%v, the stage after ran: %v", err, ran)
	}
}

func TestEachKeepsTheOrderAndStopsAtAnError(t *testing.T) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	var got []int
	slow := func(_ context.Context, i int) (int, error) {
		if i%7 == 0 {
			time.Sleep(time.Microsecond * time.Duration(i%50))
		}
		return i * 2, nil
	}
	if err := Each(context.Background(), Slice(items), slow, func(o int) error { got = append(got, o); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, o := range got {
		if o != i*2 {
			t.Fatalf("result %d is %d", i, o)
		}
	}
	if len(got) != len(items) {
		t.Fatalf("%d results of %d items", len(got), len(items))
	}
	broken := errors.New("broken")
	fail := func(_ context.Context, i int) (int, error) {
		if i == 500 {
			return 0, broken
		}
		return i, nil
	}
	if err := Each(context.Background(), Slice(items), fail, func(int) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("work failed: %v", err)
	}
	if err := Each(context.Background(), Slice(items), slow, func(int) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("taking failed: %v", err)
	}
	endless := func() (int, bool, error) { return 1, true, nil }
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if err := Each(ctx, endless, slow, func(int) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("canceled: %v", err)
	}
}
