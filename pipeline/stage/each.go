package stage

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Each works on the items that next yields, over all cores, and hands the
// results to take one by one in the order of the items. At most two items a
// core are under way, which bounds memory. next returns false at the end.
func Each[I, O any](ctx context.Context, next func() (I, bool, error), work func(context.Context, I) (O, error), take func(O) error) error {
	type slot chan O
	cores := runtime.GOMAXPROCS(0)
	g, ctx := errgroup.WithContext(ctx)
	order := make(chan slot, cores)
	type job struct {
		item I
		to   slot
	}
	jobs := make(chan job)
	g.Go(func() error {
		defer close(order)
		defer close(jobs)
		for {
			item, ok, err := next()
			if err != nil || !ok {
				return err
			}
			j := job{item, make(slot, 1)}
			select {
			case order <- j.to:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	for range cores {
		g.Go(func() error {
			for j := range jobs {
				out, err := work(ctx, j.item)
				if err != nil {
					return err
				}
				j.to <- out
			}
			return nil
		})
	}
	g.Go(func() error {
		for to := range order {
			select {
			case out := <-to:
				if err := take(out); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// Slice yields the items of a slice, for Each.
func Slice[I any](items []I) func() (I, bool, error) {
	i := 0
	return func() (item I, ok bool, err error) {
		if i == len(items) {
			return item, false, nil
		}
		i++
		return items[i-1], true, nil
	}
}
