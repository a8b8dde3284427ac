package formats

import (
	"bytes"
	"mime"
	"strconv"
	"strings"

	"multivector/pipeline/texts/words"
)

// html reads a web page or a saved one. Blocks are those that a browser would
// show; what it would not show, and what belongs to the site and not to the text,
// is left out:
//   - scripts, styles, forms' controls, embedded things, what is hidden, and text
//     that is marked as deleted;
//   - nav, aside, and the header and footer of a page;
//   - what lies outside main, where main holds most of the text;
//   - outside main and article, lists of links, as menus are.
//
// A page's provisions are more than a guess at its main text keeps, so nothing
// else is left out.
func html(data []byte) (*Content, *Fault) {
	body, layers, encoding, f := toUTF8(data, metaCharset(data))
	if f != nil {
		return nil, f
	}
	b := &builder{}
	if f := readPage(b, body, newHTML(body), newHTML(body)); f != nil {
		return nil, moved(f, layers)
	}
	return b.finish(encoding, layers...)
}

// metaCharset gives the encoding that a page declares.
func metaCharset(data []byte) string {
	m := newHTML(data[:min(len(data), 1<<16)])
	for n := m.next(); n != nil && n.name != "body"; n = m.next() {
		if n.name != "meta" {
			continue
		}
		if s := n.attr("charset"); s != "" {
			return s
		}
		if strings.EqualFold(n.attr("http-equiv"), "content-type") {
			if _, parameters, err := mime.ParseMediaType(n.attr("content")); err == nil && parameters["charset"] != "" {
				return parameters["charset"]
			}
		}
	}
	return ""
}

// readPage adds the blocks of a page, which is read twice: for its tables, and for
// its text.
func readPage(b *builder, data []byte, first, second markup) *Fault {
	r := &htmlReader{builder: b, data: data, m: second, open: map[string]int{}, layout: layoutTables(first)}
	for n := r.m.next(); n != nil; n = r.m.next() {
		if f := r.node(n); f != nil {
			return f
		}
	}
	if f := r.m.fault(); f != nil {
		return f
	}
	return r.close()
}

// htmlReader makes blocks of nodes.
type htmlReader struct {
	*builder
	data   []byte
	m      markup
	stack  []element
	open   map[string]int // elements of the stack by name
	layout map[int]bool   // tables that only place things, by offset
	shown  []shown        // of each block
	linked int            // bytes of the open block that are in links
}

// element is an open element.
type element struct {
	name   string
	at     int
	out    string // reason to leave it out
	main   bool   // it is main, or in it
	inside bool   // it is main or article, or in one
	kind   string // of its blocks
	level  int
	label  string // of the list item, until it is used
	note   bool
	list   counter
}

// counter numbers the items of a list.
type counter struct {
	style string // as in HTML, or "" for a bullet
	next  int
	step  int
}

// shown is what one must know of a block to tell a menu from a text.
type shown struct{ main, inside, link bool }

var (
	blockElements = set(`address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption
		figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table
		caption tbody thead tfoot tr td th ul title head`)
	// What is left out, with the reason.
	leftOut = map[string]string{
		"script": "script", "noscript": "script", "style": "style", "template": "script", "head": "metadata", "title": "metadata",
		"nav": "navigation", "aside": "aside", "del": "deleted_revision",
		"xmp": "embedded", "plaintext": "embedded", "noembed": "embedded", "noframes": "embedded",
		"iframe": "embedded", "object": "embedded", "svg": "embedded", "canvas": "embedded", "audio": "embedded", "video": "embedded",
		"button": "form", "select": "form", "textarea": "form", "datalist": "form",
	}
	roles = map[string]string{"navigation": "navigation", "banner": "page_header", "contentinfo": "page_footer", "complementary": "aside", "search": "form"}
	// Elements that the beginning of one ends, if they are open, and where the
	// search for them stops.
	implied = map[string][2]map[string]bool{
		"li": {set("li"), set("ul ol menu dir")}, "dt": {set("dt dd"), set("dl")}, "dd": {set("dt dd"), set("dl")},
		"td": {set("td th"), set("tr table")}, "th": {set("td th"), set("tr table")}, "tr": {set("tr"), set("table")},
		"tbody": {set("tbody thead tfoot"), set("table")}, "thead": {set("tbody thead tfoot"), set("table")},
		"tfoot": {set("tbody thead tfoot"), set("table")},
	}
	link, head, para, scope = set("a"), set("head"), set("p"), set("td th li div table blockquote section article")
)

func (r *htmlReader) top() element {
	if n := len(r.stack); n > 0 {
		return r.stack[n-1]
	}
	return element{}
}

func (r *htmlReader) node(n *node) *Fault {
	top := r.top()
	kind := n.kind
	if kind == open && voids[n.name] {
		kind = atom // in XML
	}
	switch kind {
	case characters:
		if top.out == "" {
			was := len(r.out)
			if n.plain {
				r.characters(r.data, n.span, func([]byte) ([]byte, int) { return nil, 0 }, false)
			} else {
				r.characters(r.data, n.span, r.m.resolve, r.open["pre"] > 0)
			}
			if r.open["a"] > 0 {
				r.linked += len(r.out) - was
			}
		}
	case atom:
		switch {
		case top.out != "":
		case n.name == "br":
			r.newline(n.start, n.end)
		case n.name == "hr":
			r.flush()
		}
	case open:
		return r.begin(n)
	case closing:
		r.end(n)
	}
	return nil
}

// begin opens an element.
func (r *htmlReader) begin(n *node) *Fault {
	top := r.top()
	out := r.reason(n, top)
	if _, link := n.lookup("href"); !blockElements[n.name] && out == "" && (n.name != "a" || !link) {
		return nil
	}
	if n.name == "a" && top.name == "a" {
		r.pop(link, nil)
	}
	if blockElements[n.name] {
		if r.open["head"] > 0 && n.name != "title" {
			r.pop(head, nil)
			top = r.top()
		}
		if top.out == "" {
			r.flush()
		}
		if r.open["p"] > 0 {
			r.pop(para, scope)
		}
		if e, ok := implied[n.name]; ok {
			r.pop(e[0], e[1])
		}
		top = r.top()
	}
	e := top
	e.name, e.at, e.list = n.name, n.start, counter{}
	if e.out == "" && out != "" {
		e.out = out
		r.leave(out)
	}
	r.describe(&e, n)
	if len(r.stack) >= mostDepth {
		return tooDeep(n.start)
	}
	r.stack = append(r.stack, e)
	r.open[n.name]++
	return nil
}

// reason gives the reason to leave an element out.
func (r *htmlReader) reason(n *node, top element) string {
	if footnoteType(n) {
		return ""
	}
	if _, hidden := n.lookup("hidden"); hidden || strings.Contains(strings.ReplaceAll(strings.ToLower(n.attr("style")), " ", ""), "display:none") {
		return "hidden"
	}
	if !top.inside && r.open["section"] == 0 {
		switch n.name {
		case "header":
			return "page_header"
		case "footer":
			return "page_footer"
		}
	}
	if s := leftOut[n.name]; s != "" {
		return s
	}
	return roles[n.attr("role")]
}

// footnoteType reads what EPUB marks.
func footnoteType(n *node) bool {
	for _, t := range strings.Fields(n.attr("type")) {
		if n.name != "ol" && n.name != "ul" && (t == "footnote" || t == "endnote" || t == "rearnote") {
			return true
		}
	}
	return false
}

// describe says what the blocks of an element are.
func (r *htmlReader) describe(e *element, n *node) {
	switch n.name {
	case "main":
		e.main, e.inside = true, true
	case "article":
		e.inside = true
	case "h1", "h2", "h3", "h4", "h5", "h6":
		e.kind, e.level = Heading, int(n.name[1]-'0')
	case "td", "th", "caption":
		e.kind, e.label = TableCell, ""
	case "table":
		e.kind, e.label = "", ""
	case "ul", "ol", "menu", "dir":
		e.label = ""
		e.list = counter{next: 1, step: 1}
		if n.name == "ol" {
			e.list.style = "1"
			if t := n.attr("type"); t != "" {
				e.list.style = t
			}
			if i, err := strconv.Atoi(n.attr("start")); err == nil {
				e.list.next = i
			}
			if _, down := n.lookup("reversed"); down {
				e.list.step = 0 // it would have to be counted first
			}
		}
	case "li":
		e.kind, e.level, e.label = ListItem, max(0, r.open["ul"]+r.open["ol"]+r.open["menu"]+r.open["dir"]-1), r.number(n)
	}
	if n.name == "td" || n.name == "th" {
		for i := len(r.stack) - 1; i >= 0; i-- {
			if r.stack[i].name == "table" {
				if r.layout[r.stack[i].at] {
					e.kind = ""
				}
				break
			}
		}
	}
	if footnoteType(n) {
		e.kind, e.note = Footnote, true
	}
	if role := n.attr("role"); role == "main" {
		e.main, e.inside = true, true
	}
}

// number gives the number that a browser shows before a list item.
func (r *htmlReader) number(n *node) string {
	for i := len(r.stack) - 1; i >= 0; i-- {
		l := &r.stack[i].list
		switch {
		case l.next == 0 && l.style == "" && l.step == 0:
			continue
		case l.style == "":
			return "•"
		case l.step == 0:
			return ""
		}
		if v, err := strconv.Atoi(n.attr("value")); err == nil {
			l.next = v
		}
		l.next++
		if s := figure(l.next-1, l.style); s != "" {
			return s + "."
		}
		return ""
	}
	return ""
}

// end closes an element, with those inside it. An end without a beginning is
// nothing.
func (r *htmlReader) end(n *node) {
	if r.open[n.name] == 0 {
		return
	}
	if blockElements[n.name] && r.top().out == "" {
		r.flush()
	}
	i := len(r.stack) - 1
	for r.stack[i].name != n.name {
		i--
	}
	if r.cut(i + 1); blockElements[n.name] && r.top().out == "" {
		r.flush() // what was left out ends with the block that it stands in
	}
	r.cut(i)
}

// cut closes the innermost elements.
func (r *htmlReader) cut(to int) {
	for _, e := range r.stack[to:] {
		r.open[e.name]--
	}
	r.stack = r.stack[:to]
}

// pop closes the innermost element of some names, unless one of others comes
// first, or what is left out ends.
func (r *htmlReader) pop(names, until map[string]bool) {
	known := false
	for name := range names {
		known = known || r.open[name] > 0
	}
	out := r.top().out != ""
	for i := len(r.stack) - 1; known && i >= 0 && !until[r.stack[i].name] && (r.stack[i].out != "") == out; i-- {
		if names[r.stack[i].name] {
			r.cut(i)
			return
		}
	}
}

// flush ends the open block.
func (r *htmlReader) flush() {
	as := Block{}
	link := !r.empty() && r.linked*10 >= len(bytes.TrimSpace(r.out[r.start:]))*9
	r.linked = 0
	var top element
	if n := len(r.stack); n > 0 {
		top = r.stack[n-1]
		as.Kind, as.Level = top.kind, top.level
	}
	if top.note {
		r.later(as)
		return
	}
	if as.Kind == ListItem && !r.empty() {
		as.Label = r.label()
	}
	if r.builder.flush(as) {
		r.shown = append(r.shown, shown{top.main, top.inside, link})
	}
}

// label uses the number of the list item up: only its first block has it.
func (r *htmlReader) label() string {
	for i := len(r.stack) - 1; i >= 0 && r.stack[i].name != "ol" && r.stack[i].name != "ul"; i-- {
		if r.stack[i].name != "li" {
			continue
		}
		l := r.stack[i].label
		for k := i; k < len(r.stack); k++ {
			r.stack[k].label = ""
		}
		return l
	}
	return ""
}

// leave counts an element that is left out.
func (r *htmlReader) leave(reason string) {
	r.exclude(reason)
	r.shown = append(r.shown, shown{})
}

// close ends the page: it leaves out what is not its main text.
func (r *htmlReader) close() *Fault {
	r.flush()
	for _, e := range r.stack {
		if e.out != "" && e.name != "head" {
			return &Fault{"unclosed_element", "a " + e.name + " begins here and does not end, so what is text cannot be told from what is not", e.at, min(e.at+16, len(r.data))}
		}
	}
	blocks := r.blocks[len(r.blocks)-len(r.shown):]
	total, main := 0, 0
	for i, b := range blocks {
		total += b.End - b.Start
		if r.shown[i].main {
			main += b.End - b.Start
		}
	}
	run := 0
	for i := range blocks {
		b, s := &blocks[i], r.shown[i]
		if b.Excluded == "" && main*2 > total && !s.main {
			b.Excluded = "outside_main"
		}
		if run++; b.Excluded != "" || s.inside || !s.link || !menuEntry(r.out[b.Start:b.End]) {
			run = 0
		}
		for k := i - run + 1; run >= leastMenu && k <= i; k++ {
			blocks[k].Excluded = "navigation"
		}
	}
	return nil
}

// A menu is at least three links of few words, none of which ends a sentence.
const (
	leastMenu = 3
	mostEntry = 60 // bytes
)

func menuEntry(s []byte) bool {
	return len(s) <= mostEntry && !endsSentence(string(s))
}

// endsSentence reports whether a line ends with a mark of punctuation, behind which
// quotation marks and brackets may close.
func endsSentence(s string) bool {
	return strings.ContainsRune(".!?:;…", words.LastRune(strings.TrimRight(s, "\"'”’»)]")))
}

// layoutTables finds the tables that hold headings or other tables: they place
// things on the page, and their cells are no data. It gives the offsets at which
// they begin.
func layoutTables(m markup) map[int]bool {
	var stack []int
	out := map[int]bool{}
	for n := m.next(); n != nil && len(stack) < mostDepth; n = m.next() {
		switch {
		case n.kind == open && n.name == "table":
			if len(stack) > 0 {
				out[stack[len(stack)-1]] = true
			}
			stack = append(stack, n.start)
			if n.attr("role") == "presentation" {
				out[n.start] = true
			}
		case n.kind == closing && n.name == "table" && len(stack) > 0:
			stack = stack[:len(stack)-1]
		case n.kind == open && len(stack) > 0 && len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6':
			out[stack[len(stack)-1]] = true
		}
	}
	return out
}
