package alignment

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"multivector/schemas"
)

// rows writes down what the matcher found.
func (m *matcher) rows(from, to *Edition) Result {
	w := &writer{m: m, from: from, to: to, actorsA: actors(from), actorsB: actors(to)}
	m.order(w)
	for i := range m.a {
		slices.SortFunc(m.ofA[i], func(x, y *link) int { return cmp.Compare(x.to, y.to) })
		for _, l := range m.ofA[i] {
			w.aligned(l)
		}
		if len(m.ofA[i]) == 0 {
			w.dropped(i)
		}
	}
	for j := range m.b {
		if len(m.ofB[j]) == 0 {
			w.added(j)
		}
	}
	w.out.Continuity = []schemas.ContinuityRow{w.continuity()}
	return w.out
}

type writer struct {
	m                *matcher
	from, to         *Edition
	actorsA, actorsB [][]string
	moved            map[*link]bool
	shift            map[*link]int
	kept             []Kept // of each provision of the earlier edition
	out              Result
}

// actors gives the actors that each provision names, sorted, each once.
func actors(e *Edition) [][]string {
	at := map[string]int{}
	for i := range e.Provisions {
		at[e.Provisions[i].ProvisionID] = i
	}
	out := make([][]string, len(e.Provisions))
	for _, m := range e.Mentions {
		if i, ok := at[m.ProvisionID]; ok && m.ActorID != "" {
			out[i] = append(out[i], m.ActorID)
		}
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

func (w *writer) row(id, change string) schemas.Alignment {
	return schemas.Alignment{
		AlignmentID: id, FromVersionID: w.from.Version.VersionID, ToVersionID: w.to.Version.VersionID,
		Change: change, Method: Method, MethodParams: Params(),
		FromSourceID: w.from.Version.SourceID, ToSourceID: w.to.Version.SourceID,
	}
}

func (w *writer) aligned(l *link) {
	from, to := &w.from.Provisions[l.from], &w.to.Provisions[l.to]
	r := w.row(from.ProvisionID+">"+to.ProvisionID, w.change(l))
	r.FromProvisionID, r.ToProvisionID = from.ProvisionID, to.ProvisionID
	r.Similarity = schemas.Some(w.m.similarity(l))
	r.OrderShift = schemas.Some(int32(w.shift[l]))
	var before, after []string // actors
	modalBefore, modalAfter := "", ""
	for _, o := range w.m.ofB[l.to] {
		before, modalBefore = append(before, w.actorsA[o.from]...), strongerOf(modalBefore, w.from.Provisions[o.from].Deontic)
	}
	for _, o := range w.m.ofA[l.from] {
		after, modalAfter = append(after, w.actorsB[o.to]...), strongerOf(modalAfter, w.to.Provisions[o.to].Deontic)
	}
	r.DeonticBefore, r.DeonticAfter = from.Deontic, to.Deontic
	r.DeonticChange = deonticChange(modalBefore, modalAfter)
	w.out.Alignments = append(w.out.Alignments, r)
	w.spans(r.AlignmentID, l, from, to)
	w.actors(r.AlignmentID, "added", w.actorsB[l.to], before)
	w.actors(r.AlignmentID, "dropped", w.actorsA[l.from], after)
	if len(w.kept) == l.from { // the first of its links; all have one similarity
		w.kept = append(w.kept, Kept{Words: int64(len(w.m.a[l.from].words)), Similarity: r.Similarity, Verbatim: l.same})
	}
}

func (w *writer) dropped(i int) {
	p := &w.from.Provisions[i]
	r := w.row(p.ProvisionID+">"+w.to.Version.VersionID, "dropped")
	r.FromProvisionID, r.DeonticBefore = p.ProvisionID, p.Deontic
	w.out.Alignments = append(w.out.Alignments, r)
	w.actors(r.AlignmentID, "dropped", w.actorsA[i], nil)
	w.kept = append(w.kept, Kept{Words: int64(len(w.m.a[i].words))})
}

func (w *writer) added(j int) {
	p := &w.to.Provisions[j]
	r := w.row(w.from.Version.VersionID+">"+p.ProvisionID, "added")
	r.ToProvisionID, r.DeonticAfter = p.ProvisionID, p.Deontic
	w.out.Alignments = append(w.out.Alignments, r)
	w.actors(r.AlignmentID, "added", w.actorsB[j], nil)
}

func (w *writer) change(l *link) string {
	switch {
	case len(w.m.ofA[l.from]) > 1:
		return "split"
	case len(w.m.ofB[l.to]) > 1:
		return "merged"
	case w.moved[l]:
		return "moved"
	case l.same:
		return "verbatim"
	}
	return "modified"
}

// strength ranks modalities: an obligation or prohibition binds most, then an
// intent, a recommendation, a permission.
var strength = map[string]int{"none": 0, "may": 1, "should": 2, "will": 3, "must": 4, "must_not": 4}

// strongerOf gives the stronger of two modalities, of which either may be "".
func strongerOf(a, b string) string {
	if a == "" || strength[b] > strength[a] {
		return b
	}
	return a
}

// deonticChange compares two modalities, or gives "" where one is not coded.
func deonticChange(before, after string) string {
	switch {
	case before == "" || after == "":
		return ""
	case strength[after] > strength[before]:
		return "strengthened"
	case strength[after] < strength[before]:
		return "weakened"
	}
	return "same"
}

// similarity compares a provision with all its parts together: twice the sum of
// the scores over the score that all words of both sides could have. For a
// one-to-one pair that is the pair's own.
func (m *matcher) similarity(l *link) float64 {
	if l.same {
		return 1
	}
	parts := m.ofA[l.from]
	if len(parts) == 1 {
		parts = m.ofB[l.to]
	}
	sum, words := 0, 0
	if len(parts) > 1 && parts[0].from == parts[1].from {
		words = len(m.a[l.from].words)
		for _, p := range parts {
			sum, words = sum+p.score, words+len(m.b[p.to].words)
		}
	} else {
		words = len(m.b[l.to].words)
		for _, p := range parts {
			sum, words = sum+p.score, words+len(m.a[p.from].words)
		}
	}
	return 2 * float64(sum) / float64(match*words)
}

// spans writes the runs of matched words.
func (w *writer) spans(id string, l *link, from, to *schemas.Provision) {
	a, b := w.m.a[l.from].at, w.m.b[l.to].at
	cutA, cutB := charsOf(from), charsOf(to)
	seq := int32(0)
	for k := 0; k < len(l.words); {
		first := l.words[k]
		n := 1
		for k+n < len(l.words) && l.words[k+n] == (matched{first.from + n, first.to + n}) {
			n++
		}
		seq++
		w.out.Spans = append(w.out.Spans, schemas.AlignmentSpan{
			AlignmentID: id, Seq: seq, NWords: int32(n),
			FromCharStart: cutA(a[first.from].start), FromCharEnd: cutA(a[first.from+n-1].end),
			ToCharStart: cutB(b[first.to].start), ToCharEnd: cutB(b[first.to+n-1].end),
			FromSourceID: w.from.Version.SourceID, ToSourceID: w.to.Version.SourceID,
		})
		k += n
	}
}

// charsOf turns ascending offsets in a provision's text into offsets in code
// points in its version.
func charsOf(p *schemas.Provision) func(int) int32 {
	at, chars := 0, p.CharStart
	return func(offset int) int32 {
		chars += int32(utf8.RuneCountInString(p.Text[at:offset]))
		at = offset
		return chars
	}
}

// actors writes those named on one side of an alignment and not on the other.
func (w *writer) actors(id, change string, named, other []string) {
	for _, a := range named {
		if !slices.Contains(other, a) {
			w.out.Actors = append(w.out.Actors, schemas.AlignmentActor{
				AlignmentID: id, ActorID: a, Change: change,
				FromSourceID: w.from.Version.SourceID, ToSourceID: w.to.Version.SourceID,
			})
		}
	}
}

// continuity sums the pair up.
func (w *writer) continuity() schemas.ContinuityRow {
	met := make([]Met, len(w.m.b))
	for j := range met {
		met[j] = Met{Words: int64(len(w.m.b[j].words)), Added: len(w.m.ofB[j]) == 0}
	}
	c := Continuity(w.kept, met)
	c.FromVersionID, c.ToVersionID, c.Topic = w.from.Version.VersionID, w.to.Version.VersionID, "all"
	c.Method, c.Parameters = Method, Params()
	c.FromSourceID, c.ToSourceID = w.from.Version.SourceID, w.to.Version.SourceID
	return c
}
