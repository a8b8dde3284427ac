package events

// noOtherSide is the reason of a row that no event was made of.
const noOtherSide = "no_other_side"

// join publishes the events that lie in several rows of the segment, which is
// then the whole file. A row counts as published where an event has its place.
func (p *parser) join() {
	if p.in.source.Join == nil {
		return
	}
	used := make([]bool, len(p.rows))
	for _, j := range p.in.source.Join(p.rows) {
		if len(p.events.rows) == blockRows {
			p.events.flush()
			p.texts.used = 0
		}
		e := p.events.add()
		*e = j.Event
		p.record.Flags = j.Flags
		p.ids = append(p.ids, p.harmonize(e))
		used[j.Row] = true
	}
	p.events.flush()
	for _, u := range used {
		if u {
			p.published++
		} else {
			p.exclude(noOtherSide)
		}
	}
	p.rows = p.rows[:0]
}

func (p *parser) exclude(reason string) {
	if p.excluded == nil {
		p.excluded = map[string]int64{}
	}
	p.excluded[reason]++
}

// fromLatin1 writes ISO 8859-1 in UTF-8. Offsets of the record stay those of the
// file.
func fromLatin1(body []byte) []byte {
	out := make([]byte, 0, len(body)+8)
	for _, b := range body {
		out = append(out, string(rune(b))...)
	}
	return out
}
