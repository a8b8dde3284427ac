package events

import (
	"fmt"

	"multivector/pipeline/events/source"
)

// A fault is one record's, unless it shows that the whole file was written anew
// by another program, or put together from several: then none of its codes can
// be trusted, and it is refused as a whole.

// rewritten gives the reasons by which one record condemns its file.
var rewritten = map[string]string{
	source.LostZero:   "leading zeros are lost, as in a spreadsheet",
	source.Scientific: "a number is in scientific notation, as in a spreadsheet",
}

// condemns says why a record's fault speaks against the whole file, if it does.
func (p *parser) condemns(f source.Fault) string {
	if why := rewritten[f.Reason]; why != "" {
		return fmt.Sprintf("%s: %s", why, f.Message)
	}
	if f.Reason == "nul_byte" || f.Reason == "not_utf8" || f.Reason == "record_too_long" {
		return ""
	}
	for i := range p.in.source.Layouts {
		if l := &p.in.source.Layouts[i]; l.IsHeader(p.fields.All()) {
			return "a header stands among the records: the file was put together from several"
		}
	}
	if f.Reason == columnCount {
		if other := p.layout.Strangers[p.fields.Len()]; other != "" {
			return fmt.Sprintf("a record has %d columns, as %s has: two vintages in one file", p.fields.Len(), other)
		}
	}
	return ""
}

// fault quarantines a record, or refuses its file.
func (p *parser) fault(line, start, end int64, f source.Fault) error {
	if why := p.condemns(f); why != "" {
		return refused(p.in, fmt.Errorf("line %d: %s", line, why))
	}
	p.quarantine(line, start, end, f)
	return nil
}

// forms keeps the ways of writing a date that were met, each with the first line.
type forms [8]int64

// meet notes the forms that a record shows.
func (f *forms) meet(form uint8, line int64) {
	if form == 0 {
		return
	}
	for i := range f {
		if form&(1<<i) != 0 && (f[i] == 0 || line < f[i]) {
			f[i] = line
		}
	}
}

// join adds what another part of the file shows.
func (f *forms) join(other *forms) {
	for i, line := range other {
		if line != 0 {
			f.meet(1<<i, line)
		}
	}
}

// mixed is an error where a file writes its dates in two ways.
func (f *forms) mixed() error {
	var lines []any
	for _, line := range f {
		if line != 0 {
			lines = append(lines, line)
		}
	}
	if len(lines) < 2 {
		return nil
	}
	return fmt.Errorf("dates are written in two ways, in one on line %d, in another on line %d: two vintages in one file", lines[:2]...)
}
