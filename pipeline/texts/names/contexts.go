package names

import (
	"slices"
	"strings"
	"unicode"

	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// rule is a context rule for an alias: what stands around a mention tells whom
// it names, or that it names nobody.
type rule struct {
	position string
	actor    string // "" for nobody, or for whomever the alias names
	all      bool   // holds for all aliases of a type
	names    bool   // tells that the alias names its actor, not that it names nobody
	cues
}

// cues tell where a rule holds. A cue is a sequence of words and marks in lower
// case, of which one may end with *. They stand by the word that is next to the
// name, so that one look at that word rules most of them out.
type cues struct {
	next    map[string][][]string
	open    []openCue
	proper  map[string]bool       // words behind <capitals>
	heads   map[string][][]string // words before <capitals>, by the last
	another bool                  // <name> is one
	endings []string
}

// openCue is a cue of which the word next to the name ends with *.
type openCue struct {
	stem  string
	words []string
}

// Words that stand for others in a cue.
const (
	anotherName = "<name>"     // the whole cue: an unambiguous name of another actor
	anyCapitals = "<capitals>" // before the last word, or behind all: any number of words that begin with a capital, or none
)

// learn takes the context rules of the lexicon's language.
func (x *Lexicon) learn(contexts []schemas.AliasContext) {
	byAlias, byType := map[string][]*rule{}, map[string][]*rule{}
	for _, c := range contexts {
		if words.Base(c.Lang) != x.lang {
			continue
		}
		r := &rule{position: c.Position, actor: c.ActorID, all: c.Alias == "", names: c.Names}
		for _, cue := range strings.Split(c.Cue, ";") {
			r.add(plainMarks(strings.TrimSpace(cue)))
		}
		if r.all {
			byType[c.AliasType] = append(byType[c.AliasType], r)
		} else {
			byAlias[c.Alias] = append(byAlias[c.Alias], r)
		}
	}
	for _, names := range x.names {
		for i := range names {
			a := names[i].alias
			names[i].rules = append(append([]*rule(nil), byAlias[a.Alias]...), byType[a.AliasType]...)
		}
	}
}

func (r *rule) add(cue string) {
	rest, proper := strings.CutPrefix(cue, anyCapitals)
	head, headed := strings.CutSuffix(cue, anyCapitals)
	parts := cueWords(strings.ToLower(cue))
	switch {
	case cue == "":
		return
	case cue == anotherName:
		r.another = true
		return
	case proper:
		r.proper = with(r.proper, strings.TrimSpace(rest), true)
		return
	case headed:
		written := cueWords(head)
		last := written[len(written)-1]
		r.heads = with(r.heads, last, append(r.heads[last], written))
		return
	case r.position == "ending":
		r.endings = append(r.endings, strings.Join(parts, ""))
		return
	}
	by := parts[0]
	if r.position == "before" {
		by = parts[len(parts)-1]
	}
	if stem, open := strings.CutSuffix(by, "*"); open {
		r.open = append(r.open, openCue{stem, parts})
	} else {
		r.next = with(r.next, by, append(r.next[by], parts))
	}
}

func with[V any](m map[string]V, key string, value V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = value
	return m
}

func cueWords(cue string) (parts []string) {
	for _, t := range words.Append(nil, words.Flat(cue), 0) {
		switch text := cue[t.Start:t.End]; {
		case t.Kind == words.Space:
		case text == "*" && len(parts) > 0:
			parts[len(parts)-1] += "*"
		default:
			parts = append(parts, text)
		}
	}
	return parts
}

// settle holds the mentions found among the tokens of a provision against the
// context rules. Of names that are joined, what stands before the first decides
// about the next, as in "held in Moscow and Minsk", and what stands behind the
// last about the one before, as in «на русском и казахском языках». Rules by
// which a mention names nobody come before those that name somebody; of these the
// nearest cue comes first.
func (f *Finder) settle(list []words.Token) {
	for i := range f.found {
		m := &f.found[i]
		f.beside(list, m)
		if m.dropped = f.nobody(list, m); m.dropped == nil && i > 0 && f.found[i-1].dropped != nil && f.continues(list, i) {
			f.follow(list, m, &f.found[i-1], "before")
		}
	}
	for i := len(f.found) - 1; i >= 0; i-- {
		m := &f.found[i]
		if m.dropped == nil && i+1 < len(f.found) {
			f.follow(list, m, &f.found[i+1], "after")
		}
	}
	f.found = slices.DeleteFunc(f.found, func(m Mention) bool { return m.dropped != nil })
	for i := len(f.found) - 1; i >= 0; i-- {
		f.decide(list, i)
	}
}

// beside finds what stands next to a mention.
func (f *Finder) beside(list []words.Token, m *Mention) {
	m.before.at, m.after.at = -1, -1
	for i := m.first - 1; i >= 0 && m.before.at < 0; i-- {
		if list[i].Kind != words.Space {
			m.before = side{i, f.lowered(list[i])}
		}
	}
	for i := m.next; i < len(list) && m.after.at < 0; i++ {
		if list[i].Kind != words.Space {
			m.after = side{i, f.lowered(list[i])}
		}
	}
}

// continues reports whether a mention goes on a list: in "in Paris, Rome and
// Bonn" Rome does, but in "in Paris, Rome agreed" it does not.
func (f *Finder) continues(list []words.Token, i int) bool {
	for _, t := range list[f.found[i-1].next:f.found[i].first] {
		if f.s[t.Start:t.End] == "," {
			return i+1 < len(f.found) && f.joined(list[f.found[i].next:f.found[i+1].first])
		}
	}
	return true
}

// follow drops a mention for the reason of one that it is joined with, if the
// reason holds for all names of its type; or joined with by a hyphen, if both
// begin a proper name, as in "EU-Turkey Agreement".
func (f *Finder) follow(list []words.Token, m, other *Mention, position string) {
	r := other.dropped
	if r == nil || !r.all || r.position != position {
		return
	}
	from, to := other, m
	if m.first < other.first {
		from, to = m, other
	}
	between := list[from.next:to.first]
	if m.has(r) && f.joined(between) || r.proper != nil && len(between) > 0 && f.hyphen(between[0]) && f.joined(between[1:]) {
		m.dropped = r
	}
}

func (m *Mention) has(r *rule) bool {
	for _, have := range m.names[0].rules {
		if have == r {
			return true
		}
	}
	return false
}

// joined reports whether words do no more than join two adjectives.
func (f *Finder) joined(list []words.Token) bool {
	for _, t := range list {
		switch strings.ToLower(f.s[t.Start:t.End]) {
		case ",", "and", "or", "и", "или", "және", "мен", "пен", "бен", "әрі":
		default:
			if t.Kind != words.Space {
				return false
			}
		}
	}
	return true
}

// nobody finds a rule by which a mention names nobody.
func (f *Finder) nobody(list []words.Token, m *Mention) *rule {
	for _, n := range m.names {
		for _, r := range n.rules {
			if !r.names && f.holds(list, m, r) {
				return r
			}
		}
	}
	return nil
}

// decide settles an ambiguous mention, if a rule does.
func (f *Finder) decide(list []words.Token, i int) {
	m := &f.found[i]
	if !m.Ambiguous() {
		return
	}
	for _, position := range schemas.ContextPositions {
		for _, n := range m.names {
			for _, r := range n.rules {
				if r.position == position && r.names && (r.all || r.actor == n.alias.ActorID) && f.holds(list, m, r) {
					m.names, m.Settled = []name{n}, true
					return
				}
			}
		}
	}
}

// holds reports whether a rule's cue stands where it must.
func (f *Finder) holds(list []words.Token, m *Mention, r *rule) bool {
	switch r.position {
	case "always":
		return true
	case "inside":
		return f.inside(list, m)
	case "ending":
		return m.Inflected && r.ends(strings.ToLower(plainMarks(f.s[m.Start:list[m.next-1].End])))
	case "before":
		i := m.before.at
		return i >= 0 && (f.cued(r, m.before.text, list[:i+1], f.endsWith) || r.heads != nil && f.headed(list[:i+1], r.heads))
	case "after":
		i := m.after.at
		return i >= 0 && (f.cued(r, m.after.text, list[i:], f.beginsWith) || r.proper != nil && !m.owns(list) && f.proper(list[i:], r.proper))
	}
	if r.another && f.others(m) {
		return true
	}
	for i, t := range list {
		if (i < m.first || i >= m.next) && t.Kind != words.Space && f.cued(r, f.lowered(t), list[i:], f.beginsWith) {
			return true
		}
	}
	return false
}

// owns reports whether a mention stands in the possessive, of which what follows is no
// part of a name that it begins.
func (m *Mention) owns(list []words.Token) bool { return m.End < list[m.next-1].End }

// cued reports whether one of a rule's cues stands at a token, which is given in
// lower case.
func (f *Finder) cued(r *rule, text string, list []words.Token, fits func([]words.Token, []string) bool) bool {
	for _, cue := range r.next[text] {
		if len(cue) == 1 || fits(list, cue) {
			return true
		}
	}
	for _, cue := range r.open {
		if strings.HasPrefix(text, cue.stem) && (len(cue.words) == 1 || fits(list, cue.words)) {
			return true
		}
	}
	return false
}

// inside reports whether a mention stands within a sentence, where a capital is
// no mere beginning, and not in a line of capitals.
func (f *Finder) inside(list []words.Token, m *Mention) bool {
	surface := f.s[m.Start:m.End]
	if strings.ToUpper(surface) == surface && len([]rune(surface)) > 1 {
		return false
	}
	for i := m.first - 1; i >= 0; i-- {
		switch t := list[i]; t.Kind {
		case words.Space:
		case words.Word, words.Part:
			return strings.ContainsFunc(f.s[t.Start:t.End], unicode.IsLetter)
		default:
			return f.s[t.Start:t.End] == ","
		}
	}
	return false
}

// others reports whether the provision names another actor without ambiguity.
func (f *Finder) others(m *Mention) bool {
	for i := range f.found {
		o := &f.found[i]
		if o.Start != m.Start && len(o.names) > 0 && o.names[0].alias.AliasType == "name" && !o.Ambiguous() && o.names[0].alias.ActorID != m.names[0].alias.ActorID {
			return true
		}
	}
	return false
}

func (f *Finder) endsWith(list []words.Token, cue []string) bool {
	i := len(list) - 1
	for c := len(cue) - 1; c >= 0; c, i = c-1, i-1 {
		for i >= 0 && list[i].Kind == words.Space {
			i--
		}
		if i < 0 || !f.is(list[i], cue[c]) {
			return false
		}
	}
	return true
}

func (f *Finder) beginsWith(list []words.Token, cue []string) bool {
	i := 0
	for _, w := range cue {
		for i < len(list) && list[i].Kind == words.Space {
			i++
		}
		if i == len(list) || !f.is(list[i], w) {
			return false
		}
		i++
	}
	return true
}

// names reports whether a mention begins at a position.
func (f *Finder) names(pos int) bool {
	return slices.ContainsFunc(f.found, func(m Mention) bool { return m.Start == pos })
}

// ends reports whether a word has one of the endings that are the rule's cues.
func (r *rule) ends(word string) bool {
	return slices.ContainsFunc(r.endings, func(e string) bool { return strings.HasSuffix(word, e) })
}

// is reports whether a token is a word of a cue.
func (f *Finder) is(t words.Token, cue string) bool {
	text := f.lowered(t)
	if stem, open := strings.CutSuffix(cue, "*"); open {
		return strings.HasPrefix(text, stem)
	}
	return text == cue
}

// lowered gives a token in lower case.
func (f *Finder) lowered(t words.Token) string {
	return strings.ToLower(plainMarks(f.s[t.Start:t.End]))
}
