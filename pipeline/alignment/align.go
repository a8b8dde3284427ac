package alignment

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/zeebo/xxh3"

	"multivector/schemas"
)

// Constants of the assignment.
const (
	anywherePercent = 40 // least similarity of a pair, wherever they stand
	inOrderPercent  = 30 // least similarity of a pair that stands in the order of the others
	pairScore       = 10 // least score of either: a few small words make no pair
	partPercent     = 70 // least part of a provision that is found inside a longer one
	partScore       = 12 // least score of such a provision
)

// Method names the method and its version; Params its constants.
const Method = "shingles-smith-waterman-1"

// Params gives the constants of the method, as they stand in every row.
func Params() string {
	return fmt.Sprintf("shingle=%d;common=%d;shared=%.2f;candidates=%d;match=%d;mismatch=%d;gap=%d;anywhere=%.2f;in_order=%.2f;pair_score=%d;part=%.2f;part_score=%d;max_words=%d",
		shingle, common, sharedPercent/100., candidateCount, match, mismatch, gap,
		anywherePercent/100., inOrderPercent/100., pairScore, partPercent/100., partScore, maxWords)
}

// Edition is a version with its provisions in the order of the text, and the
// mentions of actors in them.
type Edition struct {
	Version    schemas.Version
	Provisions []schemas.Provision
	Mentions   []schemas.Mention
}

// Align compares two editions in one language. Provisions with the same words
// are paired first. Of the others, those that share many shingles are scored by
// local alignment. The most similar ones are paired, one to one; what is left
// over and found inside a longer provision is joined to that one, as a part that
// was merged into it or split from it; and where order speaks for a pair, less
// similarity is enough. An error is the context's.
func Align(ctx context.Context, from, to *Edition) (Result, error) {
	m := &matcher{}
	m.a, m.b = units(from, to)
	m.ofA, m.ofB = make([][]*link, len(m.a)), make([][]*link, len(m.b))
	m.same()
	found, err := m.scored(ctx)
	if err != nil {
		return Result{}, err
	}
	m.oneToOne(found, anywherePercent, func(*link) bool { return true })
	m.parts(found, m.inOrder())
	m.oneToOne(found, inOrderPercent, m.inOrder())
	m.fewWords()
	m.trace()
	return m.rows(from, to), nil
}

// matcher pairs the provisions of two editions.
type matcher struct {
	a, b     []unit
	ofA, ofB [][]*link // of each provision, what it is aligned with
}

// link is two provisions, by place in their editions, that are or may be
// aligned.
type link struct {
	from, to int
	score    int
	same     bool // the same words
	words    []matched
}

func (m *matcher) accept(l *link) {
	m.ofA[l.from] = append(m.ofA[l.from], l)
	m.ofB[l.to] = append(m.ofB[l.to], l)
}

// same pairs the provisions with the same words, if those are enough to tell
// them. Of several copies, those go together that follow or precede a pair,
// however few their words; the rest in order.
func (m *matcher) same() {
	keyA, keyB := keys(m.a), keys(m.b)
	inA, inB := placesOf(keyA), placesOf(keyB)
	equal := func(i, j int) bool {
		return i >= 0 && j >= 0 && i < len(keyA) && j < len(keyB) && keyA[i] == keyB[j] && m.ofA[i] == nil && m.ofB[j] == nil
	}
	enough := func(i int) bool { return match*len(m.a[i].words) >= pairScore }
	for i, k := range keyA {
		if enough(i) && len(inA[k]) == 1 && len(inB[k]) == 1 {
			m.copies(i, inB[k][0])
		}
	}
	for i := range m.a {
		if m.ofA[i] != nil && equal(i+1, m.ofA[i][0].to+1) {
			m.copies(i+1, m.ofA[i][0].to+1)
		}
	}
	for i := len(m.a) - 1; i > 0; i-- {
		if m.ofA[i] != nil && equal(i-1, m.ofA[i][0].to-1) {
			m.copies(i-1, m.ofA[i][0].to-1)
		}
	}
	m.pairUp(keyA, keyB, enough)
}

// fewWords pairs provisions with the same few words that stand between the same
// pairs in both editions; elsewhere they are no sign that anything moved.
func (m *matcher) fewWords() {
	keyA, keyB := keys(m.a), keys(m.b)
	gapA, gapB := m.gaps()
	for i := range keyA {
		keyA[i] = fmt.Sprint(gapA[i], " ", keyA[i])
	}
	for j := range keyB {
		keyB[j] = fmt.Sprint(gapB[j], " ", keyB[j])
	}
	m.pairUp(keyA, keyB, func(int) bool { return true })
}

// pairUp pairs what is still free and has the same key, in order.
func (m *matcher) pairUp(keyA, keyB []string, may func(int) bool) {
	inB := placesOf(keyB)
	for i, k := range keyA {
		for len(inB[k]) > 0 && m.ofB[inB[k][0]] != nil {
			inB[k] = inB[k][1:]
		}
		if m.ofA[i] == nil && len(inB[k]) > 0 && may(i) {
			m.copies(i, inB[k][0])
		}
	}
}

// copies accepts two provisions with the same words.
func (m *matcher) copies(i, j int) {
	m.accept(&link{from: i, to: j, score: match * len(m.a[i].words), same: true})
}

func keys(units []unit) []string {
	out := make([]string, len(units))
	for i := range units {
		out[i] = key(units[i].words)
	}
	return out
}

func placesOf(keys []string) map[string][]int {
	at := map[string][]int{}
	for i, k := range keys {
		at[k] = append(at[k], i)
	}
	return at
}

// key stands for a sequence of words.
func key(words []int32) string {
	b := make([]byte, 0, 4*len(words))
	for _, w := range words {
		b = append(b, byte(w), byte(w>>8), byte(w>>16), byte(w>>24))
	}
	h := xxh3.Hash128(b).Bytes()
	return string(h[:])
}

// scored gives the candidates among the provisions that are still free, scored.
func (m *matcher) scored(ctx context.Context) ([]*link, error) {
	free := func(of [][]*link) []bool {
		out := make([]bool, len(of))
		for i := range of {
			out[i] = of[i] == nil
		}
		return out
	}
	found, err := candidates(ctx, m.a, m.b, free(m.ofA), free(m.ofB))
	if err != nil {
		return nil, err
	}
	links := make([]*link, 0, len(found))
	for _, c := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		links = append(links, &link{from: c.from, to: c.to, score: score(m.a[c.from].words, m.b[c.to].words)})
	}
	return links, nil
}

// lengths gives the words of both provisions together, and of the shorter one.
func (m *matcher) lengths(l *link) (both, shorter int) {
	n, k := len(m.a[l.from].words), len(m.b[l.to].words)
	return n + k, min(n, k)
}

// sort orders links by the part that their score has of the most that it could
// have. Ties go to the pair whose places are nearest to each other; the order is
// the same whichever edition comes first.
func (m *matcher) sort(links []*link, most func(*link) int) {
	slices.SortFunc(links, func(x, y *link) int {
		return cmp.Or(
			y.score*most(x)-x.score*most(y),
			away(x.from, x.to, len(m.a), len(m.b))-away(y.from, y.to, len(m.a), len(m.b)),
			x.from+x.to-y.from-y.to, x.from-y.from)
	})
}

// oneToOne pairs the provisions that are still free, the most similar first.
func (m *matcher) oneToOne(links []*link, percent int, fits func(*link) bool) {
	most := func(l *link) int { both, _ := m.lengths(l); return both }
	m.sort(links, most)
	for _, l := range links {
		if m.ofA[l.from] == nil && m.ofB[l.to] == nil && l.score >= pairScore && l.score*100 >= percent*most(l) && fits(l) {
			m.accept(l)
		}
	}
}

// parts joins provisions that are still free to a longer one that holds them.
// The longer one may have a partner, or parts, that other words of it match; if
// it has none, order must speak for the pair.
func (m *matcher) parts(links []*link, inOrder func(*link) bool) {
	most := func(l *link) int { _, shorter := m.lengths(l); return match * shorter }
	m.sort(links, most)
	for _, l := range links {
		n, k := len(m.a[l.from].words), len(m.b[l.to].words)
		alone := m.ofA[l.from] == nil && m.ofB[l.to] == nil
		if l.score < partScore || l.score*100 < partPercent*most(l) || alone && !inOrder(l) {
			continue
		}
		switch {
		case m.ofA[l.from] == nil && n <= k:
			m.join(l, m.ofB[l.to], func(o *link) []*link { return m.ofA[o.from] }, func(w matched) int { return w.to })
		case m.ofB[l.to] == nil && k <= n:
			m.join(l, m.ofA[l.from], func(o *link) []*link { return m.ofB[o.to] }, func(w matched) int { return w.from })
		}
	}
}

// join takes a part in if the provision that holds it is no part itself, and
// enough of the matched words are not taken by its other partners.
func (m *matcher) join(l *link, others []*link, partners func(*link) []*link, place func(matched) int) {
	taken := map[int]bool{}
	for _, o := range others {
		if o.same || len(partners(o)) > 1 {
			return
		}
		for _, w := range m.words(o) {
			taken[place(w)] = true
		}
	}
	own := slices.DeleteFunc(slices.Clone(m.words(l)), func(w matched) bool { return taken[place(w)] })
	left := l.score - match*(len(m.words(l))-len(own))
	_, shorter := m.lengths(l)
	if left >= partScore && left*100 >= partPercent*match*shorter {
		l.score, l.words = left, own
		m.accept(l)
	}
}

// words gives the matched words of a link, which are looked for once.
func (m *matcher) words(l *link) []matched {
	if l.words == nil {
		l.words = trace(m.a[l.from].words, m.b[l.to].words)
	}
	return l.words
}

// trace finds the matched words of every link.
func (m *matcher) trace() {
	for _, list := range m.ofA {
		for _, l := range list {
			if l.same {
				l.words = make([]matched, len(m.a[l.from].words))
				for i := range l.words {
					l.words[i] = matched{i, i}
				}
				continue
			}
			m.words(l)
		}
	}
}
