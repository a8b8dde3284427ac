package coder

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// machine finds patterns in one unit after the other. Its parts are used again
// and again; no coding depends on what it met before.
type machine struct {
	lang  *language
	known map[string]*reading // of words that were met
	u     *Unit
	items []item
	hits  []hit // of patterns that find
	stops []hit // of patterns that cancel
	needs []bool
	quote []Span // of items
	cuts  []clause
}

// mostKnown bounds the words that a machine remembers.
const mostKnown = 1 << 16

// reading is what a word is to the patterns.
type reading struct {
	sets  []int32
	begin []int32 // patterns
}

// item is a word or a mark of the unit.
type item struct {
	Span
	*reading
	word    bool
	stop    bool // ends a clause
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
}

func newMachine(l *language) *machine {
	return &machine{lang: l, known: map[string]*reading{}, needs: make([]bool, len(l.rules))}
}

// find reads the unit and finds what fits in it.
func (m *machine) find(u *Unit) {
	m.u, m.hits, m.stops = u, m.hits[:0], m.stops[:0]
	clear(m.needs)
	m.read()
	for i := range m.items {
		for _, p := range m.items[i].begin {
			m.try(&m.lang.patterns[p], i)
		}
		if m.items[i].mention >= 0 {
			for _, p := range m.lang.words.actors {
				m.try(&m.lang.patterns[p], i)
			}
		}
	}
	kept := m.hits[:0]
	for _, h := range m.hits {
		if !m.canceled(h) {
			kept = append(kept, h)
		}
	}
	m.hits = kept
	m.quotes()
	m.clauses()
}

func (m *machine) canceled(h hit) bool {
	if h.rule.requires && !m.needs[h.rule.number] {
		return true
	}
	if h.rule.guarded {
		for _, s := range m.stops {
			if s.rule == h.rule && s.from < h.to && h.from < s.to {
				return true
			}
		}
	}
	return false
}

// read looks each token up.
func (m *machine) read() {
	m.items = m.items[:0]
	u, mention := m.u, 0
	for i, t := range u.Tokens {
		s := u.Text[t.Start:t.End]
		it := item{Span: t.Span, reading: m.look(s), word: t.Word, mention: -1}
		if !t.Word {
			it.stop = endsClause(s) || s == "." && m.sentenceEnd(i)
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

func (m *machine) look(s string) *reading {
	if r, ok := m.known[s]; ok {
		return r
	}
	if len(m.known) >= mostKnown {
		clear(m.known)
	}
	r := m.lang.words.lookUp(s)
	m.known[strings.Clone(s)] = r
	return r
}

func endsClause(mark string) bool { return mark == ";" || mark == "!" || mark == "?" || mark == ":" }

// sentenceEnd reports whether the period at token i ends a sentence: a word of
// at least three letters or a closing mark stands before it, and a word in
// upper case, or nothing, behind it.
func (m *machine) sentenceEnd(i int) bool {
	u := m.u
	if i+1 < len(u.Tokens) {
		next, _ := utf8.DecodeRuneInString(u.Text[u.Tokens[i+1].Start:])
		if u.Tokens[i+1].Word && !unicode.IsUpper(next) {
			return false
		}
	}
	return i > 0 && (!u.Tokens[i-1].Word || utf8.RuneCountInString(u.Text[u.Tokens[i-1].Start:u.Tokens[i-1].End]) > 2)
}

// try records a pattern that fits at item i.
func (m *machine) try(p *pattern, i int) {
	elements := p.elements
	if elements[0].kind == start {
		if i != 0 {
			return
		}
		elements = elements[1:]
	}
	h := hit{rule: p.rule, from: i, subject: elements[0].kind != ofWords}
	if h.to = m.fit(elements, i, &h); h.to < 0 {
		return
	}
	switch p.role {
	case finds:
		m.hits = append(m.hits, h)
	case cancels:
		m.stops = append(m.stops, h)
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
			if !has(it.sets, e.set) {
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

// skip tries the rest of a pattern behind ever more words.
func (m *machine) skip(rest []element, i int, e element, h *hit) int {
	for n := 0; ; i++ {
		if n >= e.min {
			try := *h
			if to := m.fit(rest, i, &try); to >= 0 {
				*h = try
				return to
			}
		}
		if i >= len(m.items) || m.items[i].stop {
			return -1
		}
		if m.items[i].word {
			if n++; n > e.max || has(m.items[i].sets, m.lang.barrier) {
				return -1
			}
		}
	}
}

// names reports whether the mention at an item is the actor that is meant. A
// possessive is none: in "Russia's view" Russia does nothing.
func (m *machine) names(it *item, kind elementKind) bool {
	mention := &m.u.Mentions[it.mention]
	if m.items[it.after-1].End > mention.End {
		return false
	}
	own := mention.Actor != "" && mention.Actor == m.u.Issuer
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
type clause struct{ from, to int }

// clauses cuts the unit at marks that end a clause, and where a rule finds one
// with a subject of its own.
func (m *machine) clauses() {
	m.cuts = m.cuts[:0]
	begin := make([]bool, len(m.items)+1)
	for i := range m.items {
		begin[i+1] = m.items[i].stop
	}
	for _, h := range m.hits {
		if h.rule.Variable == "scope" && h.rule.Value == "clause" {
			begin[h.from] = true
		}
	}
	from := 0
	for i := 1; i <= len(m.items); i++ {
		if i == len(m.items) || begin[i] {
			m.cuts = append(m.cuts, clause{from, i})
			from = i
		}
	}
}

func (m *machine) clauseOf(i int) clause {
	for _, c := range m.cuts {
		if c.from <= i && i < c.to {
			return c
		}
	}
	return clause{0, len(m.items)}
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
	for _, q := range m.quote {
		if q.Start < i && i < q.End {
			return true
		}
	}
	return false
}
