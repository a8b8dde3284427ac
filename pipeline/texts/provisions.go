package texts

import (
	"strings"
	"unicode"
)

// unit is a provision in the making.
type unit struct {
	span
	block    int // passage that it stands in
	label    string
	parent   int // unit that introduces its enumeration, or -1
	position int // in the enumeration, from 1, or 0

	sentences int // that begin in it
}

// cutter cuts passages into provisions, in order. It remembers the lists that
// are open, since a list goes on over passages.
type cutter struct {
	s     string      // the version's text, flat
	lang  conventions // of the passage that is cut
	units []unit
	open  []list
	lead  int // unit that ends with a colon and ends the passage before, or -1
}

// list is an enumeration that may go on.
type list struct {
	shape  string // of its labels; "" where its members have none
	level  int    // of nesting
	parent int
	n      int
}

func newCutter(s string) *cutter { return &cutter{s: s, lead: -1} }

// add cuts the passage of the given number. Headings, front matter and tables of
// contents provide for nothing.
func (c *cutter) add(number int, b block) {
	switch b.kind {
	case heading, frontMatter, contents:
		c.open, c.lead = nil, -1
		return
	case footnote: // lists go on behind it
		open, lead := c.open, c.lead
		c.open, c.lead = nil, -1
		c.prose(number, b)
		c.open, c.lead = open, lead
		return
	case listItem:
		l, ok := labelOf(c.s[b.start:b.end])
		if b.label != "" {
			l, ok = given(b.label), true
		}
		if ok {
			c.item(number, b, l)
			break
		}
		fallthrough
	default:
		c.prose(number, b)
	}
	c.lead = -1
	if last := len(c.units) - 1; last >= 0 && c.units[last].block == number && strings.HasSuffix(c.text(c.units[last].span), ":") {
		c.lead = last
	}
}

func (c *cutter) text(in span) string { return c.s[in.start:in.end] }

// item adds a passage with a label: one provision, unless it ends with an
// enumeration.
func (c *cutter) item(number int, b block, l label) {
	parent, position := c.join(l, b.level)
	u := unit{span{b.start + l.body, b.end}, number, l.text, parent, position, 0}
	cuts := c.lang.cut(c.text(u.span))
	u.sentences = len(cuts)
	last := cuts[len(cuts)-1]
	if lead, members := enumeration(c.text(u.span)[last.start:last.end]); members != nil {
		at := u.start + last.start
		u.end = at + lead
		c.units = append(c.units, u)
		c.members(number, at, len(c.units)-1, members)
		return
	}
	c.units = append(c.units, u)
}

// join finds the list that a label goes on with, or opens one.
func (c *cutter) join(l label, level int) (parent, position int) {
	for i := len(c.open) - 1; i >= 0; i-- {
		o := &c.open[i]
		if o.level == level && l.follows(o.shape) {
			c.open = c.open[:i+1]
			o.n++
			return o.parent, c.position(o)
		}
	}
	for len(c.open) > 0 && c.open[len(c.open)-1].level > level {
		c.open = c.open[:len(c.open)-1]
	}
	if c.lead < 0 && level == 0 {
		c.open = nil
	}
	c.open = append(c.open, list{l.shape, level, c.lead, 1})
	o := &c.open[len(c.open)-1]
	return o.parent, c.position(o)
}

// position is given only where a lead-in makes a list an enumeration: the
// numbered paragraphs of a speech are none.
func (c *cutter) position(o *list) int {
	if o.parent < 0 {
		return 0
	}
	return o.n
}

// prose adds a passage without a label: its sentences, or one member of an
// enumeration whose members are passages that end with semicolons.
func (c *cutter) prose(number int, b block) {
	text := c.text(b.span)
	if o := c.unlabeled(text); o != nil {
		o.n++
		c.units = append(c.units, unit{b.span, number, "", o.parent, o.n, len(c.lang.cut(text))})
		if !semicolon(text) {
			c.open = nil
		}
		return
	}
	c.open = nil
	for _, sentence := range c.lang.cut(text) {
		at := b.start + sentence.start
		lead, members := enumeration(text[sentence.start:sentence.end])
		if members == nil {
			c.units = append(c.units, unit{span{at, b.start + sentence.end}, number, "", -1, 0, 1})
			continue
		}
		c.units = append(c.units, unit{span{at, at + lead}, number, "", -1, 0, 1})
		c.members(number, at, len(c.units)-1, members)
	}
}

// unlabeled gives the enumeration that a passage without a label belongs to.
func (c *cutter) unlabeled(text string) *list {
	if n := len(c.open); n > 0 && c.open[n-1].shape == "" {
		return &c.open[n-1]
	}
	if c.lead >= 0 && semicolon(text) {
		c.open = append(c.open[:0], list{parent: c.lead})
		return &c.open[0]
	}
	return nil
}

// semicolon reports whether a passage is a member of an enumeration that goes on.
func semicolon(s string) bool {
	for _, and := range []string{" and", " or", " и", " или", " және", " немесе"} {
		s = strings.TrimSuffix(s, and)
	}
	return strings.HasSuffix(s, ";")
}

// members adds the members of an enumeration inside a sentence that begins at a
// position.
func (c *cutter) members(number, at, parent int, members []span) {
	for i, m := range members {
		u := unit{span{at + m.start, at + m.end}, number, "", parent, i + 1, 0}
		if l, ok := labelOf(c.text(u.span)); ok {
			u.label, u.start = l.text, u.start+l.body
		}
		c.units = append(c.units, u)
	}
}

// enumeration splits a sentence with a colon at the semicolons behind it. It
// gives the end of the lead-in and the members, or none.
func enumeration(s string) (lead int, members []span) {
	colon := strings.Index(s, ": ")
	if bracket := strings.Index(s, ":("); colon < 0 || bracket >= 0 && bracket < colon {
		colon = bracket
	}
	if colon < 0 || !strings.Contains(s[colon:], ";") {
		return 0, nil
	}
	depth, start := 0, colon+1
	for i := start; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ';':
			if depth == 0 {
				members = member(s, span{start, i + 1}, members)
				start = i + 1
			}
		}
	}
	members = member(s, span{start, len(s)}, members)
	if len(members) < 2 {
		return 0, nil
	}
	return colon + 1, members
}

func member(s string, in span, members []span) []span {
	in = trim(s, in)
	if !strings.ContainsFunc(s[in.start:in.end], unicode.IsLetter) {
		if len(members) > 0 && in.end > in.start {
			members[len(members)-1].end = in.end
		}
		return members
	}
	return append(members, in)
}
