package coder

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// residue gives the statement of a clause in which no rule but residual ones
// finds any. Its evidence is the whole clause, since no word of it tells more than
// the others. Headings, questions and what introduces words behind a colon state
// nothing, and a member of an enumeration goes on with the sentence that introduces it.
func (m *machine) residue(rest []found, in *clause) (found, bool) {
	end := m.mark(in.to - 1)
	if m.u.Heading || end == "?" || end == ":" || m.continues() {
		return found{}, false
	}
	whole := m.sentence(in)
	rest = slices.DeleteFunc(rest, func(f found) bool { return f.rule.WholeSentence && !whole })
	if len(rest) == 0 {
		return found{}, false
	}
	f := slices.MinFunc(rest, first)
	from, to := m.words(in)
	f.evidence = m.span(from, to)
	return f, true
}

// continues reports whether the unit goes on in small letters with a lead-in that
// takes a position.
func (m *machine) continues() bool {
	if m.u.Lead == nil || !m.goesOn() {
		return false
	}
	_, ok := m.u.Lead.position()
	return ok && !m.capital(0, len(m.items))
}

// goesOn reports whether a member of an enumeration says something together with its
// lead-in. Where rules for its kind of document tell a predicate, it needs one: "proof
// of payment" only names something.
func (m *machine) goesOn() bool {
	told := func(h hit) bool { return h.rule.Variable == "scope" && h.rule.Value == "predicate" }
	need := func(r *Rule) bool { return len(r.DocTypes) == 0 || slices.Contains(r.DocTypes, m.u.DocType) }
	return !slices.ContainsFunc(m.lang.verbs, need) || slices.ContainsFunc(m.hits, told)
}

// sentence reports whether a clause has the shape of a sentence: it begins with a
// capital letter or behind a semicolon or colon, and ends with a mark.
func (m *machine) sentence(in *clause) bool {
	if before := m.mark(in.from - 1); before != ";" && before != ":" && !m.capital(in.from, in.to) {
		return false
	}
	_, to := m.words(in)
	return to < in.to || in.to < len(m.items)
}

// capital reports whether the first letter among items is a capital one.
func (m *machine) capital(from, to int) bool {
	for _, it := range m.items[from:to] {
		if r, _ := utf8.DecodeRuneInString(m.u.Text[it.Start:]); unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// words gives the items of a clause without the marks at its ends.
func (m *machine) words(in *clause) (from, to int) {
	from, to = in.from, in.to
	for from < to-1 && !m.items[from].word {
		from++
	}
	for to > from+1 && !m.items[to-1].word {
		to--
	}
	return from, to
}

// mark gives the mark at an item, or nothing where a word or no item is.
func (m *machine) mark(i int) string {
	if i < 0 || i >= len(m.items) || m.items[i].word {
		return ""
	}
	return m.u.Text[m.items[i].Start:m.items[i].End]
}
