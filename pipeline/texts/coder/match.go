package coder

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"multivector/schemas"
)

// machine finds patterns in one unit after the other. Its parts are used again
// and again; no coding depends on what it met before.
type machine struct {
	lang  *language
	known map[string]met // words that were met
	late  [1 << 12]met   // those met last, by a few of their bytes, which finds most without the map
	u     *Unit
	items []item
	hits  []hit // of patterns that find
	stops []hit // of patterns that cancel
	needs []bool
	seen  []bool // sets of words that stand in the unit; the one numbered 0 always does
	quote []Span // of items
	cuts  []clause
	width int   // items of the widest find among stops
	voice voice // of what is quoted
	signs []int // topic -> how many of it a clause has

	all, rest, taken []found // in a clause
}

// mostKnown bounds the words that a machine remembers.
const mostKnown = 1 << 16

// met is a word that was met.
type met struct {
	word string
	*reading
}

// reading is what a word is to the patterns.
type reading struct {
	sets   []int32
	member []uint64 // the same, a bit for each set
	begin  []trial
}

func (r *reading) in(set int32) bool { return r.member[set/64]>>(set%64)&1 == 1 }

// item is a word or a mark of the unit.
type item struct {
	Span
	*reading
	word    bool
	stop    bool // ends a clause
	starts  bool // is the first word of a sentence
	mention int  // that begins here, or -1
	after   int  // item behind that mention
	inside  bool // a mention, or a possessive of it
}

// hit is a place where a pattern fits.
type hit struct {
	rule     *Rule
	from, to int // items
	actor    string
	named    bool // an actor is part of it
	joint    bool // several different ones are
	own      bool // the issuer is among them
	subject  bool // it begins with the actor
	guard    bool // of a pattern that cancels or is needed, whose gaps go over any word
}

func newMachine(l *language) *machine {
	return &machine{lang: l, known: map[string]met{}, needs: make([]bool, len(l.rules)), seen: make([]bool, len(l.words.sets)+1), signs: make([]int, len(schemas.TopicCodes))}
}

// find reads the unit and finds what fits in it.
func (m *machine) find(u *Unit) {
	m.u, m.hits, m.stops, m.width = u, m.hits[:0], m.stops[:0], 0
	clear(m.needs)
	m.read()
	for i := range m.items {
		if m.items[i].starts {
			m.try(m.lang.words.starts, i)
		}
		m.try(m.items[i].begin, i)
		if m.items[i].mention >= 0 {
			m.try(m.lang.words.actors, i)
		}
	}
	kept := m.hits[:0]
	for i, h := range m.hits {
		if !m.canceled(h) && !m.farther(i) {
			kept = append(kept, h)
		}
	}
	m.hits = kept
	m.quotes()
	m.clauses()
}

// farther reports whether the same words have a subject that stands nearer than that
// of a hit, as in "On the Iranian issue, China calls for talks".
func (m *machine) farther(i int) bool {
	h := &m.hits[i]
	if !h.subject || !h.named || h.joint {
		return false
	}
	for _, o := range m.hits[i+1:] {
		if o.from >= h.to {
			break
		}
		if o.rule == h.rule && o.to == h.to && o.named && o.from > h.from {
			return true
		}
	}
	return false
}

func (m *machine) canceled(h hit) bool {
	if h.rule.requires && !m.needs[h.rule.number] {
		return true
	}
	if h.rule.guarded {
		at, _ := slices.BinarySearchFunc(m.stops, h.from-m.width, func(s hit, from int) int { return cmp.Compare(s.from, from) })
		for ; at < len(m.stops) && m.stops[at].from < h.to; at++ {
			if s := &m.stops[at]; s.rule == h.rule && h.from < s.to {
				return true
			}
		}
	}
	return false
}

// read looks each token up.
func (m *machine) read() {
	m.items = m.items[:0]
	clear(m.seen)
	m.seen[0] = true
	u, mention, fresh := m.u, 0, true
	for i, t := range u.Tokens {
		s := u.Text[t.Start:t.End]
		it := item{Span: t.Span, reading: m.look(s), word: t.Word, mention: -1}
		for _, set := range it.sets {
			m.seen[set] = true
		}
		if !t.Word {
			it.stop = endsClause(s) || s == "." && m.sentenceEnd(i)
		}
		if it.starts = fresh && t.Word; it.starts || it.stop {
			fresh = it.stop || m.label(i)
		}
		for mention < len(u.Mentions) && u.Mentions[mention].End <= t.Start {
			mention++
		}
		if mention < len(u.Mentions) && t.Start < u.Mentions[mention].End && t.End > u.Mentions[mention].Start {
			it.inside = true
			if n := len(m.items); n == 0 || m.items[n-1].End <= u.Mentions[mention].Start {
				it.mention = mention
			}
		}
		m.items = append(m.items, it)
	}
	for i := range m.items {
		if it := &m.items[i]; it.mention >= 0 {
			it.after = i + 1
			for it.after < len(m.items) && m.items[it.after].Start < u.Mentions[it.mention].End {
				it.after++
			}
		}
	}
}

// label reports whether token i is the number or letter of a unit, as in "2." and
// "(b)".
func (m *machine) label(i int) bool {
	u := m.u
	if i+1 >= len(u.Tokens) || u.Tokens[i+1].Word {
		return false
	}
	s, mark := u.Text[u.Tokens[i].Start:u.Tokens[i].End], u.Text[u.Tokens[i+1].Start:u.Tokens[i+1].End]
	return (mark == "." || mark == ")") && ('0' <= s[0] && s[0] <= '9' || utf8.RuneCountInString(s) == 1)
}

// look finds what a word is to the patterns.
func (m *machine) look(s string) *reading {
	n := len(s)
	few := ((uint(s[0])*31+uint(s[n/2]))*31+uint(s[n-1]))*31 + uint(n)
	late := &m.late[few%uint(len(m.late))]
	if late.word == s {
		return late.reading
	}
	w, ok := m.known[s]
	if !ok {
		if len(m.known) >= mostKnown {
			clear(m.known)
		}
		s = strings.Clone(s)
		w = met{s, m.lang.words.lookUp(s)}
		m.known[s] = w
	}
	*late = w
	return w.reading
}

func endsClause(mark string) bool { return mark == ";" || mark == "!" || mark == "?" || mark == ":" }

// sentenceEnd reports whether the period at token i ends a sentence: a word of
// at least three letters or a closing mark stands before it, and a word in
// upper case, or nothing, behind it. "U.S." does not end one where a word follows.
func (m *machine) sentenceEnd(i int) bool {
	u := m.u
	if i+1 < len(u.Tokens) {
		next, _ := utf8.DecodeRuneInString(u.Text[u.Tokens[i+1].Start:])
		if u.Tokens[i+1].Word && !unicode.IsUpper(next) {
			return false
		}
	}
	if i == 0 || !u.Tokens[i-1].Word {
		return i > 0
	}
	before := u.Text[u.Tokens[i-1].Start:u.Tokens[i-1].End]
	return utf8.RuneCountInString(before) > 2 && (i+1 == len(u.Tokens) || !strings.Contains(before, "."))
}

// try tries patterns at item i, of whose words each has to stand in the unit.
func (m *machine) try(trials []trial, i int) {
	for _, t := range trials {
		if m.seen[t.need] && m.seen[t.too] {
			m.record(&m.lang.patterns[t.pattern], i)
		}
	}
}

// record records a pattern that fits at item i.
func (m *machine) record(p *pattern, i int) {
	for _, set := range p.sets {
		if !m.seen[set] {
			return
		}
	}
	if kinds := p.rule.DocTypes; len(kinds) > 0 && !slices.Contains(kinds, m.u.DocType) {
		return
	}
	elements := p.elements
	if elements[0].kind == start {
		if !m.items[i].starts {
			return
		}
		elements = elements[1:]
	}
	h := hit{rule: p.rule, from: i, guard: p.role != finds}
	h.subject = elements[0].kind != ofWords && (elements[0].kind != gap || elements[1].kind != ofWords)
	if h.to = m.fit(elements, i, &h); h.to < 0 {
		return
	}
	switch p.role {
	case finds:
		m.hits = append(m.hits, h)
	case cancels:
		m.stops, m.width = append(m.stops, h), max(m.width, h.to-h.from)
	case needed:
		m.needs[p.rule.number] = true
	}
}

// fit follows a pattern from item i, and gives the item behind it, or -1. Of
// several ways it takes the shortest gaps.
func (m *machine) fit(elements []element, i int, h *hit) int {
	for k, e := range elements {
		if e.kind == gap {
			return m.skip(elements[k+1:], i, e, h)
		}
		if i >= len(m.items) {
			return -1
		}
		it := &m.items[i]
		if e.kind == ofWords {
			if !it.in(e.set) {
				return -1
			}
			i++
			continue
		}
		if it.mention < 0 || !m.names(it, e.kind) {
			return -1
		}
		h.name(m.u.Mentions[it.mention].Actor, m.u.Issuer)
		i = it.after
	}
	return i
}

// mostMarks bounds the marks that a gap goes over, besides its words.
const mostMarks = 8

// skip tries the rest of a pattern behind ever more words.
func (m *machine) skip(rest []element, i int, e element, h *hit) int {
	for n, last := 0, i+e.max+mostMarks; i <= last; i++ {
		if n >= e.min && (rest[0].kind != ofWords || i < len(m.items) && m.items[i].in(rest[0].set)) {
			before := *h
			if to := m.fit(rest, i, h); to >= 0 {
				return to
			}
			*h = before
		}
		if i >= len(m.items) || m.items[i].stop {
			return -1
		}
		if it := &m.items[i]; it.mention >= 0 && h.named && i > 0 && m.items[i-1].in(m.lang.joins) {
			h.name(m.u.Mentions[it.mention].Actor, m.u.Issuer) // "Russia and China believe"
		}
		if m.items[i].word {
			if n++; n > e.max || !h.guard && m.items[i].in(m.lang.barrier) {
				return -1
			}
		}
	}
	return -1
}

// names reports whether the mention at an item is the actor that is meant. A
// possessive is none: in "Russia's view" Russia does nothing.
func (m *machine) names(it *item, kind elementKind) bool {
	mention := &m.u.Mentions[it.mention]
	own := mention.Actor != "" && mention.Actor == m.u.Issuer
	if m.items[it.after-1].End > mention.End {
		return kind == possessive && own
	}
	return kind == actor || kind == issuer && own || kind == other && !own
}

func (h *hit) name(actor, issuer string) {
	switch {
	case !h.named:
		h.actor, h.named = actor, true
	case h.actor != actor:
		h.joint = true
	}
	h.own = h.own || actor != "" && actor == issuer
}

// speaker gives the actor that a hit names: of several none, unless the issuer
// is one of them.
func (h *hit) speaker(issuer string) string {
	switch {
	case h.own:
		return issuer
	case h.joint:
		return ""
	}
	return h.actor
}

// clause is a stretch of items that has one predicate, as far as that shows.
type clause struct {
	from, to  int
	hits      []hit
	history   int  // first item that tells of the past, or one that is never reached
	condition Span // words of the condition, in the text, or none
	phrase    bool // the condition has no predicate, as in "in case of a dispute"
	voice     voice
	topics    [strengths]string // with the most signs of each kind
	counted   int               // kinds of them that were counted
}

// voice is to whom a clause attributes what it says.
type voice struct {
	behind *hit // to the one that it names: what stands behind
	all    *hit // to the one that it names: everything
}

// clauses cuts the unit at marks that end a clause, and where a rule finds one
// with a subject of its own.
func (m *machine) clauses() {
	m.cuts = m.cuts[:0]
	at, end, from := 0, 0, 0
	for i := 1; i <= len(m.items); i++ {
		for end < len(m.hits) && m.hits[end].from < i {
			end++
		}
		if i < len(m.items) && !m.items[i-1].stop && !m.begins(end, i) {
			continue
		}
		c := clause{from: from, to: i, hits: m.hits[at:end], history: len(m.items)}
		at, from = end, i
		m.describe(&c)
		m.cuts = append(m.cuts, c)
	}
	m.voice = voice{}
	for i := range m.hits {
		if h := &m.hits[i]; len(m.quote) > 0 && h.rule.Variable == "scope" && !m.quoted(h.from) {
			m.voice.hear(h)
		}
	}
}

// begins reports whether a clause begins at item i, at which the hits from the given
// one on begin.
func (m *machine) begins(at, i int) bool {
	for ; at < len(m.hits) && m.hits[at].from == i; at++ {
		if r := m.hits[at].rule; r.Variable == "scope" && r.Value == "clause" {
			return true
		}
	}
	return false
}

// describe reads the signs of scope in a clause.
func (m *machine) describe(c *clause) {
	for i := range c.hits {
		h := &c.hits[i]
		switch {
		case h.rule.Variable != "scope":
		case h.rule.Value == "history":
			c.history = min(c.history, h.from)
		case h.rule.Value == "condition" && c.condition.End == 0:
			c.condition = m.condition(h, c.to)
		case h.rule.Value == "condition_phrase" && c.condition.End == 0:
			c.condition, c.phrase = m.condition(h, m.predicate(c, h.to)), true
		case h.rule.Value == "condition_before" && c.condition.End == 0:
			c.condition = m.conditionBefore(h, c.from)
		default:
			c.voice.hear(h)
		}
	}
}

// hear takes the first attribution, of those that begin together the longest.
func (v *voice) hear(h *hit) {
	switch {
	case h.rule.Value == "attribution" && (v.behind == nil || h.from == v.behind.from && h.to > v.behind.to):
		v.behind = h
	case h.rule.Value == "attributed_clause" && v.all == nil:
		v.all = h
	}
}

// predicate gives the first item, from a given one on, at which a norm or a statement
// begins that a rule finds, or the clause's end.
func (m *machine) predicate(c *clause, from int) int {
	for i := range c.hits {
		h := &c.hits[i]
		if h.from >= from && (h.rule.Variable == "deontic" || h.rule.Variable == "statement" && !h.rule.Residual) {
			return h.from
		}
	}
	return c.to
}

// condition gives the words of a condition: to the next comma behind at least
// two words, or to the clause's end.
func (m *machine) condition(h *hit, end int) Span {
	to, words := h.from, 0
	for ; to < end && !m.items[to].stop; to++ {
		if it := &m.items[to]; it.word {
			words++
		} else if words > 2 && m.u.Text[it.Start:it.End] == "," {
			break
		}
	}
	for to > h.from+1 && !m.items[to-1].word {
		to--
	}
	return Span{m.items[h.from].Start, m.items[to-1].End}
}

// conditionBefore gives the words of a condition that ends with a hit: from the comma
// before it, or from the clause's beginning.
func (m *machine) conditionBefore(h *hit, begin int) Span {
	from := h.from
	for from > begin && m.mark(from-1) != "," {
		from--
	}
	for from < h.from && !m.items[from].word {
		from++
	}
	return Span{m.items[from].Start, m.items[h.to-1].End}
}

// leastQuote is how many words in quotation marks are somebody's words; fewer
// are a name or a term.
const leastQuote = 5

// quotes finds what stands in quotation marks. Marks that have no partner
// quote nothing, but for an opening one, whose quotation goes on.
func (m *machine) quotes() {
	m.quote = m.quote[:0]
	open, words := -1, 0
	for i := range m.items {
		it := &m.items[i]
		if it.word {
			words++
			continue
		}
		s := m.u.Text[it.Start:it.End]
		switch {
		case open < 0 && (s == "“" || s == "«" || s == "„" || s == `"`):
			open, words = i, 0
		case open >= 0 && (s == "”" || s == "»" || s == "“" || s == `"`):
			if words >= leastQuote {
				m.quote = append(m.quote, Span{open, i})
			}
			open = -1
		}
	}
	if open >= 0 && words >= leastQuote && m.u.Text[m.items[open].Start:m.items[open].End] != `"` {
		m.quote = append(m.quote, Span{open, len(m.items)})
	}
}

func (m *machine) quoted(i int) bool {
	at, _ := slices.BinarySearchFunc(m.quote, i, func(q Span, i int) int { return cmp.Compare(q.End, i) })
	return at < len(m.quote) && m.quote[at].Start < i && i < m.quote[at].End
}
