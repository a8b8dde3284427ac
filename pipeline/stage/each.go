package stage

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Each works on the items that next yields, over all cores, and hands the
// results to take one by one in the order of the items. A core takes its next item
// when it is done with the one before, which bounds memory: an item a core is under
// way, and a result a core waits for its turn. next returns false at the end.
func Each[I, O any](ctx context.Context, next func() (I, bool, error), work func(context.Context, I) (O, error), take func(O) error) error {
	cores := runtime.GOMAXPROCS(0)
	g, ctx := errgroup.WithContext(ctx)
	order := make(chan chan O, cores)
	var turn sync.Mutex // to take an item
	ended := false
	begin := func() (item I, to chan O, err error) {
		turn.Lock()
		defer turn.Unlock()
		if ended {
			return item, nil, nil
		}
		item, ok, err := next()
		if ended = err != nil || !ok; ended {
			close(order)
			return item, nil, err
		}
		to = make(chan O, 1)
		select {
		case order <- to:
			return item, to, nil
		case <-ctx.Done():
			return item, nil, ctx.Err()
		}
	}
	for range cores {
		g.Go(func() error {
			for {
				item, to, err := begin()
				if err != nil || to == nil {
					return err
				}
				out, err := work(ctx, item)
				if err != nil {
					return err
				}
				to <- out
			}
		})
	}
	g.Go(func() error {
		for {
			select {
			case to, ok := <-order:
				if !ok {
					return nil
				}
				select {
				case out := <-to:
					if err := take(out); err != nil {
						return err
					}
				case <-ctx.Done():
					return ctx.Err()
				}
			case <-ctx.Done(): // nobody may be left who would end the order
				return ctx.Err()
			}
		}
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
