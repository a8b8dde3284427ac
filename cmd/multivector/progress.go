package main

import (
	"io"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"multivector/pipeline/stage"
)

// reporter shows how a run goes: a bar a stage on a terminal, nothing
// elsewhere, and nothing where it is the zero value.
type reporter struct {
	bars  *mpb.Progress // nil where there is no terminal
	bar   *mpb.Bar
	began time.Time
}

func newReporter(w io.Writer) *reporter {
	if !terminal(w) {
		return &reporter{}
	}
	return &reporter{bars: mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))}
}

// Start shows a stage.
func (r *reporter) Start(name, doc string) {
	if r.bars == nil {
		return
	}
	r.began = time.Now()
	r.bar = r.bars.AddBar(0,
		mpb.PrependDecorators(decor.Name(name, decor.WC{W: 10, C: decor.DindentRight}), decor.Percentage(decor.WC{W: 5})),
		mpb.AppendDecorators(
			decor.OnComplete(decor.AverageSpeed(0, " %.0f/s"), ""),
			decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 8}), " done"),
			decor.Name("  "+doc),
		))
}

// Progress moves the stage's bar.
func (r *reporter) Progress(_ string, done, total int64, _ string) {
	if r.bar != nil {
		r.bar.SetTotal(total, false)
		r.bar.SetCurrent(done)
	}
}

// Done ends the stage's bar.
func (r *reporter) Done(result stage.Result) {
	if r.bar == nil {
		return
	}
	if result.Error != "" {
		r.bar.Abort(false)
	} else {
		r.bar.SetTotal(max(r.bar.Current(), 1), true)
	}
	r.bar = nil
}

func (r *reporter) close() {
	if r.bars != nil {
		r.bars.Wait()
	}
}
