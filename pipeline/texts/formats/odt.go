package formats

import (
	"strconv"
	"strings"
)

// odt reads a text of OpenDocument (ISO/IEC 26300): its body, then its notes.
// Headings have an outline level; the numbers of list items are worked out from
// the styles of their lists. Left out are deletions, comments, and indexes other than
// a table of contents.
func odt(data []byte) (*Content, *Fault) {
	a, f := openArchive(data)
	if f != nil {
		return nil, f
	}
	o := &odtReader{builder: &builder{}, styles: map[string]*[10]odtLevel{}}
	manifest, f := a.xml("META-INF/manifest.xml", false)
	if f != nil {
		return nil, f
	}
	if strings.Contains(string(manifest), "encryption-data") {
		return nil, &Fault{Code: "encrypted", Message: "META-INF/manifest.xml says that the document is encrypted"}
	}
	if f := o.listStyles(a, "styles.xml", false); f != nil {
		return nil, f
	}
	if f := o.listStyles(a, "content.xml", true); f != nil {
		return nil, f
	}
	if f := o.read(a, "content.xml"); f != nil {
		return nil, f
	}
	return o.finish(packedText)
}

// odtLevel is how one level of a list is numbered.
type odtLevel struct {
	bullet         bool
	format         string // as in HTML; "" shows no number
	prefix, suffix string
	start, shown   int // first number; how many levels a label shows
}

// listStyles reads how lists are numbered.
func (o *odtReader) listStyles(a *archive, name string, needed bool) *Fault {
	data, f := a.xml(name, needed)
	if f != nil || data == nil {
		return f
	}
	m := newXML(data)
	var now *[10]odtLevel
	for n := m.next(); n != nil; n = m.next() {
		if n.kind == closing && n.name == "list-style" {
			now = nil
		}
		if n.kind != open {
			continue
		}
		switch n.name {
		case "list-style":
			now = new([10]odtLevel)
			o.styles[n.attr("name")] = now
		case "list-level-style-number", "list-level-style-bullet":
			i := smallInt(n.attr("level"))
			if now == nil || i == 0 {
				continue
			}
			l := odtLevel{bullet: n.name == "list-level-style-bullet", format: n.attr("num-format"), prefix: n.attr("num-prefix"), suffix: n.attr("num-suffix"), start: 1, shown: 1}
			if s, err := strconv.Atoi(n.attr("start-value")); err == nil {
				l.start = s
			}
			if s := smallInt(n.attr("display-levels")); s > 0 {
				l.shown = s
			}
			now[i] = l
		}
	}
	if m.bad != nil {
		return inMember(name, m.bad)
	}
	return nil
}

// odtReader makes blocks of the body.
type odtReader struct {
	*builder
	m      *xmlMarkup
	data   []byte
	styles map[string]*[10]odtLevel
	stack  []odtElement
	lists  []odtList           // that are open
	ended  map[string]*[10]int // counts of the last list of each style
}

// odtElement is an open element.
type odtElement struct {
	name  string
	out   bool
	open  bool   // it is in a paragraph
	cell  bool   // in a table
	note  bool   // in a note
	index bool   // in a table of contents
	level int    // of a heading
	outer *aside // of the paragraph that it stands in, where it holds paragraphs itself
}

// odtList is an open list.
type odtList struct {
	style  string
	counts *[10]int // one more than the number reached, by level from 1
	label  string   // of its last item, until it is used
}

// Elements that are left out, with the reason where it is worth counting.
var odtLeftOut = map[string]string{
	"tracked-changes": "deleted_revision", "annotation": "comment", "alphabetical-index": "table_of_contents",
	"illustration-index": "table_of_contents", "table-index": "table_of_contents", "object-index": "table_of_contents", "user-index": "table_of_contents",
	"note-citation": "", "ruby-text": "", "forms": "form", "scripts": "script", "script": "script", "title": "", "desc": "", "sequence-decls": "", "variable-decls": "", "user-field-decls": "",
	"object": "embedded", "binary-data": "", "settings": "", "event-listeners": "",
}

func (o *odtReader) read(a *archive, name string) *Fault {
	data, f := a.xml(name, true)
	if f != nil {
		return f
	}
	o.part(name, 0, len(data))
	o.m, o.data, o.ended = newXML(data), data, map[string]*[10]int{}
	for n := o.m.next(); n != nil; n = o.m.next() {
		switch n.kind {
		case characters:
			if e := o.top(); e.open && !e.out {
				o.node(o.m, data, n)
			}
		case open:
			o.begin(n)
		case closing:
			o.end()
		}
	}
	if o.m.bad != nil {
		return inMember(name, o.m.bad)
	}
	return nil
}

func (o *odtReader) top() odtElement {
	if n := len(o.stack); n > 0 {
		return o.stack[n-1]
	}
	return odtElement{}
}

func (o *odtReader) begin(n *node) {
	e := o.top()
	e.name, e.outer = n.name, nil
	if reason, out := odtLeftOut[n.name]; out && !e.out {
		if e.out = true; reason != "" {
			o.exclude(reason)
		}
	}
	if e.out {
		o.stack = append(o.stack, e)
		return
	}
	switch n.name {
	case "note", "text-box":
		if e.open { // its paragraphs stand inside another one
			p := o.hold()
			e.outer, e.open = &p, false
		}
		e.note = e.note || n.name == "note"
	case "table-of-content":
		e.index = true
	case "table-cell", "covered-table-cell":
		e.cell = true
	case "p", "h":
		e.open, e.level = true, 0
		if n.name == "h" {
			e.level = max(1, smallInt(n.attr("outline-level")))
		}
	case "list":
		o.list(n)
	case "list-item":
		o.item(n)
	case "s", "tab":
		if e.open {
			o.space(n.start, n.end)
		}
	case "line-break":
		o.newline(n.start, n.end)
	}
	o.stack = append(o.stack, e)
}

func (o *odtReader) end() {
	e := o.top()
	o.stack = o.stack[:len(o.stack)-1]
	if e.out {
		return
	}
	switch e.name {
	case "p", "h":
		o.close(e)
	case "list":
		l := o.lists[len(o.lists)-1]
		o.ended[l.style] = l.counts
		o.lists = o.lists[:len(o.lists)-1]
	}
	if e.outer != nil {
		o.resume(*e.outer)
	}
}

// close ends a paragraph or heading.
func (o *odtReader) close(e odtElement) {
	as := Block{}
	switch {
	case e.note:
		o.later(Block{Kind: Footnote})
		return
	case e.index:
		as.Kind = Contents
	case e.level > 0:
		as.Kind, as.Level = Heading, e.level
	case e.cell:
		as.Kind = TableCell
	case len(o.lists) > 0 && !o.empty():
		l := &o.lists[len(o.lists)-1]
		if l.label != "" {
			as.Kind, as.Level, as.Label = ListItem, len(o.lists)-1, l.label
		}
		l.label = ""
	}
	o.flush(as)
}

// list opens a list. One inside another has its style, and counts with it.
func (o *odtReader) list(n *node) {
	l := odtList{style: n.attr("style-name"), counts: &[10]int{}}
	if k := len(o.lists); k > 0 {
		l.counts = o.lists[k-1].counts
		if l.style == "" {
			l.style = o.lists[k-1].style
		}
	} else if before := o.ended[l.style]; before != nil && n.attr("continue-numbering") == "true" {
		l.counts = before
	}
	o.lists = append(o.lists, l)
}

// item counts an item of the innermost list.
func (o *odtReader) item(n *node) {
	level := len(o.lists)
	if level == 0 || level > 9 {
		return
	}
	l := &o.lists[level-1]
	l.label = ""
	levels := o.styles[l.style]
	if levels == nil {
		return
	}
	if l.counts[level] == 0 {
		l.counts[level] = levels[level].start
	}
	l.counts[level]++
	if s, err := strconv.Atoi(n.attr("start-value")); err == nil {
		l.counts[level] = s + 1
	}
	for i := level + 1; i < len(l.counts); i++ {
		l.counts[i] = 0
	}
	l.label = levels[level].label(level, levels, l.counts)
}

func (l odtLevel) label(level int, levels *[10]odtLevel, counts *[10]int) string {
	if l.bullet {
		return "•"
	}
	var numbers []string
	for i := max(1, level-l.shown+1); i <= level; i++ {
		if s := figure(counts[i]-1, levels[i].format); s != "" {
			numbers = append(numbers, s)
		}
	}
	if l.format == "" || len(numbers) == 0 || len(l.prefix)+len(l.suffix) > mostLabel {
		return ""
	}
	return strings.TrimSpace(l.prefix + strings.Join(numbers, ".") + l.suffix)
}
