package formats

import (
	"regexp"
	"strings"
)

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"'>]*)["']`)

// xmlEncoding gives the encoding that XML declares.
func xmlEncoding(data []byte) string {
	if m := xmlDeclaration.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// plainXML reads XML: Akoma Ntoso by what its elements mean, XHTML as a page, and
// any other as one block for each element that holds text of its own.
func plainXML(data []byte) (*Content, *Fault) {
	body, layers, encoding, f := toUTF8(data, xmlEncoding(data))
	if f != nil {
		return nil, f
	}
	b := &builder{}
	switch rootSpace := rootOf(body); {
	case strings.HasSuffix(rootSpace, "/xhtml"):
		f = readPage(b, body, newXHTML(body), newXHTML(body))
	case strings.Contains(rootSpace, "/akn/") || strings.Contains(rootSpace, "akomantoso"):
		f = readAkn(b, body)
	default:
		f = readPlainXML(b, body)
	}
	if f != nil {
		return nil, moved(f, layers)
	}
	return b.finish(encoding, layers...)
}

// rootOf gives the namespace of the outermost element.
func rootOf(data []byte) string {
	m := newXHTML(data)
	for n := m.next(); n != nil; n = m.next() {
		if n.kind == open {
			return n.space
		}
	}
	return ""
}

// readPlainXML adds a block for each stretch of characters between two tags. An
// element inside a sentence is known by the letters around it.
func readPlainXML(b *builder, data []byte) *Fault {
	m := newXML(data)
	mixed := mixedElements(data)
	var stack []bool // whether each open element stands inside text
	for n := m.next(); n != nil; n = m.next() {
		switch n.kind {
		case characters:
			b.node(m, data, n)
		case open:
			inline := mixed[n.start]
			if !inline {
				b.flush(Block{})
			}
			stack = append(stack, inline)
		case closing:
			if !stack[len(stack)-1] {
				b.flush(Block{})
			}
			stack = stack[:len(stack)-1]
		}
	}
	b.flush(Block{})
	return m.bad
}

// mixedElements finds the elements whose parent holds characters of its own, by
// their offsets: they stand inside a text, as emphasis does.
func mixedElements(data []byte) map[int]bool {
	type element struct {
		at       int
		text     bool
		children []int
	}
	out := map[int]bool{}
	m := newXML(data)
	stack := []element{{}}
	for n := m.next(); n != nil; n = m.next() {
		top := &stack[len(stack)-1]
		switch n.kind {
		case characters:
			top.text = top.text || strings.TrimSpace(string(data[n.start:n.end])) != ""
		case open:
			top.children = append(top.children, n.start)
			stack = append(stack, element{at: n.start})
		case closing:
			if top.text {
				for _, c := range top.children {
					out[c] = true
				}
			}
			stack = stack[:len(stack)-1]
		}
	}
	return out
}

// What elements of Akoma Ntoso (LegalDocML 1.0) are.
var (
	aknBlocks = set(`p num heading subheading crossHeading block li listIntroduction listWrapUp docNumber docDate docType longTitle shortTitle
		formula intro wrapUp content container citation recital caption td th tocItem item point indent from preface preamble conclusions body`)
	aknLevels = map[string]int{
		"book": 2, "tome": 2, "part": 2, "annex": 2, "attachment": 2, "subpart": 3, "title": 4, "subtitle": 5, "chapter": 6, "subchapter": 7,
		"section": 8, "division": 8, "subsection": 9, "subdivision": 9, "article": 10, "rule": 10, "subrule": 11,
		"clause": 0, "subclause": 0, "paragraph": 0, "subparagraph": 0, "point": 0, "subpoint": 0, "indent": 0, "alinea": 0, "item": 0, "proviso": 0, "level": 0, "tblock": 0,
	}
	aknLeftOut = map[string]string{
		"meta": "metadata", "coverPage": "metadata", "del": "deleted_revision", "remark": "remark",
	}
)

// aknReader makes blocks of Akoma Ntoso: the headings of parts, chapters and
// articles, with their numbers; numbered provisions with theirs as labels.
type aknReader struct {
	*builder
	m     *xmlMarkup
	data  []byte
	stack []aknElement
	title string // number of a division, of which the heading is still to come
	named bool   // whether the open block holds the document's title
}

type aknElement struct {
	name  string
	out   bool
	level int    // of a division, from 1
	label string // of a provision, until it is used
	deep  int    // of its nesting in provisions
	kind  string
	outer aside
	note  bool // it is a note
	noted bool // or in one
}

func readAkn(b *builder, data []byte) *Fault {
	r := &aknReader{builder: b, m: newXML(data), data: data}
	for n := r.m.next(); n != nil; n = r.m.next() {
		switch n.kind {
		case characters:
			if e := r.top(); !e.out {
				r.node(r.m, data, n)
			}
		case open:
			r.begin(n)
		case closing:
			r.end()
		}
	}
	r.flush(Block{})
	return r.m.bad
}

func (r *aknReader) top() aknElement {
	if n := len(r.stack); n > 0 {
		return r.stack[n-1]
	}
	return aknElement{}
}

func (r *aknReader) begin(n *node) {
	e := r.top()
	e.name, e.note = n.name, false
	if reason, out := aknLeftOut[n.name]; out && !e.out {
		if e.out = true; reason != "" {
			r.exclude(reason)
		}
	}
	if level, container := aknLevels[n.name]; container && !e.out {
		r.close()
		if level > 0 {
			e.level, e.deep, e.label = level, 0, ""
		} else {
			e.level, e.label, e.deep = 0, "", e.deep+1
		}
	}
	switch {
	case e.out:
	case n.name == "authorialNote":
		e.note, e.noted, e.outer = true, true, r.hold()
	case n.name == "docTitle":
		r.named = true
	case n.name == "td" || n.name == "th":
		e.kind = TableCell
		r.close()
	case n.name == "toc":
		e.kind = Contents
		r.close()
	case n.name == "br" || n.name == "eol":
		r.newline(n.start, n.end)
	case n.name == "num" || n.name == "heading":
		if e.level == 0 || n.name == "num" || r.title == "" {
			r.close()
		} else {
			r.title = ""
			r.space(n.start, n.end) // "Article 1" and its heading are one line
		}
	case aknBlocks[n.name]:
		r.close()
	}
	r.stack = append(r.stack, e)
}

func (r *aknReader) end() {
	e := r.top()
	r.stack = r.stack[:len(r.stack)-1]
	switch {
	case e.out:
	case e.note:
		r.later(Block{Kind: Footnote})
		r.resume(e.outer)
	case e.name == "num":
		r.number(e)
	case e.name == "heading" && e.level > 0:
		r.title = ""
		r.flush(Block{Kind: Heading, Level: e.level})
	case aknBlocks[e.name]:
		r.stack = append(r.stack, e)
		r.close()
		r.stack = r.stack[:len(r.stack)-1]
	default:
		if _, container := aknLevels[e.name]; container {
			r.stack = append(r.stack, e)
			r.close()
			r.stack = r.stack[:len(r.stack)-1]
		}
	}
}

// number takes the number of a division as the beginning of its heading, and
// that of a provision as its label.
func (r *aknReader) number(e aknElement) {
	text := strings.TrimSpace(string(r.out[r.start:]))
	switch {
	case text == "":
	case e.level > 0:
		r.title = text
	case len(text) > mostLabel:
		r.flush(Block{})
	default:
		r.drop()
		if n := len(r.stack); n > 0 {
			r.stack[n-1].label = text
		}
	}
}

// close ends the open block.
func (r *aknReader) close() {
	as := Block{Kind: r.top().kind}
	if r.top().noted {
		r.later(Block{Kind: Footnote})
		return
	}
	switch {
	case r.named:
		as = Block{Kind: Heading, Level: 1}
		r.named = r.empty()
	case r.title != "": // a division with a number and no heading
		r.title = ""
		as = Block{Kind: Heading, Level: r.division()}
	case !r.empty():
		if label, deep := r.label(); label != "" && as.Kind == "" {
			as.Kind, as.Level, as.Label = ListItem, deep, label
		}
	}
	r.flush(as)
}

func (r *aknReader) division() int {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].level > 0 {
			return r.stack[i].level
		}
	}
	return 1
}

// label uses the number of a provision up: only its first block has it.
func (r *aknReader) label() (string, int) {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if _, container := aknLevels[r.stack[i].name]; !container {
			r.stack[i].label = ""
			continue
		}
		label, deep := r.stack[i].label, r.stack[i].deep
		r.stack[i].label = ""
		return label, max(0, deep-1)
	}
	return "", 0
}
