package names

import (
	"slices"
	"strings"

	"multivector/pipeline/texts/words"
)

// shared finds the names before the one found at last that share their last words with it,
// as "Central" and "Western" do in "Central, Western and Eastern Europe".
func (f *Finder) shared(list []words.Token) {
	m := f.found[len(f.found)-1]
	rest := m.first + 1
	for rest < m.next && list[rest].Kind != words.Space {
		rest++
	}
	if f.x.lang != "en" || rest+1 >= m.next || strings.EqualFold(f.s[list[m.first].Start:list[m.first].End], "the") {
		return
	}
	place := len(f.found) - 1 // of the name among those found
	for at := m.first; ; {
		first, next := f.joinedBefore(list, at)
		if first < 0 || place > 0 && f.found[place-1].next > first && f.found[place-1].first != first {
			return // there is none, or it is part of another name
		}
		names := f.along(first, next, rest, m.next)
		if len(names) == 0 || names[0].alias.ActorID == m.names[0].alias.ActorID {
			return
		}
		if place > 0 && f.found[place-1].next > first {
			place--
			f.found = slices.Delete(f.found, place, place+1) // "Western" alone
		}
		f.found = slices.Insert(f.found, place, Mention{Start: list[first].Start, End: list[next-1].End, first: first, next: next, names: names})
		at = first
	}
}

// joinedBefore gives the word, which may have hyphens, that "and", "or" or a comma joins to
// what begins at token i; first is -1 if there is none.
func (f *Finder) joinedBefore(list []words.Token, i int) (first, next int) {
	if i = before(list, i); i < 0 || !joinsNames[f.s[list[i].Start:list[i].End]] {
		return -1, 0
	}
	if first = before(list, i); first < 0 || list[first].Kind != words.Word {
		return -1, 0
	}
	next = first + 1
	for first > 1 && f.hyphen(list[first-1]) && list[first-2].Kind == words.Word {
		first -= 2
	}
	return first, next
}

// before gives the token before token i, but for white space, or -1.
func before(list []words.Token, i int) int {
	for i--; i >= 0 && list[i].Kind == words.Space; i-- {
	}
	return i
}

// along gives the names that two stretches of tokens make together, the last word of which
// may have an ending.
func (f *Finder) along(first, next, rest, end int) []name {
	node := int32(0)
	for i := first; i < end-1; i++ {
		if i == next {
			i = rest
		}
		if i == end-1 {
			break
		}
		if node = f.step(node, f.read[i].id); node == 0 {
			return nil
		}
	}
	last := f.read[end-1]
	if to := f.step(node, last.id); to != 0 {
		return f.x.at(nil, to, f.from, f.to, none)
	}
	return f.x.at(nil, f.step(node, last.stem), f.from, f.to, last.ending)
}

// joinsNames holds the words between names that share their last words.
var joinsNames = map[string]bool{"and": true, "or": true, ",": true}
