package formats

import (
	"fmt"
	"path"
	"strings"
)

// docx reads a document of Word (ECMA-376): its body, then its footnotes and
// endnotes. Headings are told by their outline level, list items by their
// numbering; the numbers that Word would show are worked out as far as the
// document says how. Left out are deleted and moved text of tracked changes,
// hidden text, running heads and feet, and comments. Macros and embedded things are
// never opened.
func docx(data []byte) (*Content, *Fault) {
	a, f := openArchive(data)
	if f != nil {
		return nil, f
	}
	main, f := a.mainPart()
	if f != nil {
		return nil, f
	}
	d := &docxReader{builder: &builder{}, dir: path.Dir(main)}
	if f := d.definitions(a); f != nil {
		return nil, f
	}
	if f := d.read(a, main, ""); f != nil {
		return nil, f
	}
	for _, notes := range []string{"footnotes.xml", "endnotes.xml"} {
		name := path.Join(d.dir, notes)
		if a.members[name] == nil {
			continue
		}
		if f := d.read(a, name, Footnote); f != nil {
			return nil, f
		}
	}
	for _, name := range a.names() {
		base, inside := strings.CutPrefix(name, d.dir+"/")
		switch {
		case inside && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")) && strings.HasSuffix(base, ".xml"):
			d.exclude("running_head")
		case inside && base == "comments.xml":
			d.exclude("comment")
		case path.Base(name) == "vbaProject.bin":
			d.exclude("macro")
		}
	}
	return d.finish(packedText)
}

// mainPart finds the document in the package by the relations of the package.
func (a *archive) mainPart() (string, *Fault) {
	const relations = "_rels/.rels"
	data, f := a.xml(relations, true)
	if f != nil {
		return "", f
	}
	m := newXML(data)
	for n := m.next(); n != nil; n = m.next() {
		if n.kind == open && n.name == "Relationship" && strings.HasSuffix(n.attr("Type"), "/officeDocument") && n.attr("TargetMode") != "External" {
			return strings.TrimPrefix(path.Clean("/"+n.attr("Target")), "/"), nil
		}
	}
	if m.bad != nil {
		return "", inMember(relations, m.bad)
	}
	return "", &Fault{Code: "wrong_format", Message: "the archive has no Office document among its relations"}
}

// style is what a paragraph's style says.
type style struct {
	name, base string
	level      int // of a heading, from 1, or 0
	num        numbering
}

// numbering is the list and the level that a paragraph stands in.
type numbering struct {
	id    string
	level int
	known bool
}

// take reads an element of w:numPr, which stands in paragraphs and in styles.
func (m *numbering) take(n *node) {
	switch n.name {
	case "numPr":
		m.known = true
	case "ilvl":
		m.level = smallInt(n.attr("val"))
	case "numId":
		m.id = n.attr("val")
	}
}

// docxReader makes blocks of a part of a document.
type docxReader struct {
	*builder
	dir    string
	data   []byte
	styles map[string]style
	lists  docxLists
	kind   string // of every block, in a part of notes
	skip   int    // elements since one whose text is left out
	cells  int    // tables that are open
	open   []paragraphState
	run    runState
}

// paragraphState is an open paragraph. Those of text boxes stand inside others.
type paragraphState struct {
	style      string
	outlined   bool // it has a level of its own
	level      int
	num        numbering
	properties int   // whether its properties are being read
	outer      aside // of the paragraph that it stands in
}

// runState is the open run.
type runState struct {
	inText, hidden bool
	properties     int // whether its properties are being read
}

func (d *docxReader) read(a *archive, name, kind string) *Fault {
	data, f := a.xml(name, true)
	if f != nil {
		return f
	}
	d.part(name, 0, len(data))
	d.data, d.kind, d.open, d.run, d.skip, d.cells = data, kind, nil, runState{}, 0, 0
	m := newXML(data)
	for n := m.next(); n != nil; n = m.next() {
		switch n.kind {
		case characters:
			if d.run.inText && d.skip == 0 && !d.run.hidden {
				d.node(m, d.data, n)
			}
		case open:
			d.begin(n)
		case closing:
			d.end(n)
		}
	}
	if m.bad != nil {
		return inMember(name, m.bad)
	}
	return nil
}

// Elements whose text is not shown, with the reason where it is worth counting.
var docxSkipped = map[string]string{
	"del": "deleted_revision", "moveFrom": "deleted_revision", "Fallback": "", "instrText": "", "delText": "", "delInstrText": "",
	"sdtPr": "", "sectPr": "", "tblPr": "", "tblGrid": "", "trPr": "", "tcPr": "", "object": "embedded", "OLEObject": "embedded", "binData": "",
	"annotationRef": "", "rt": "", "oMath": "formula", "oMathPara": "formula",
}

// wordML reports whether an element is one of the text: elements of drawings and
// formulas have some of the same names.
func wordML(n *node) bool { return strings.Contains(n.space, "wordprocessingml") }

func (d *docxReader) begin(n *node) {
	if d.skip > 0 {
		d.skip++
		return
	}
	if reason, skipped := docxSkipped[n.name]; skipped && (wordML(n) || reason != "deleted_revision") {
		if reason == "deleted_revision" && (len(d.open) > 0 && d.top().properties > 0 || d.run.properties > 0) {
			return // the paragraph's mark is deleted, not its text
		}
		d.skip = 1
		if reason != "" {
			d.exclude(reason)
		}
		return
	}
	if !wordML(n) {
		return
	}
	switch n.name {
	case "p":
		p := paragraphState{}
		if len(d.open) > 0 {
			p.outer = d.hold()
		}
		d.open = append(d.open, p)
	case "tbl":
		d.cells++
	case "footnote", "endnote":
		if t := n.attr("type"); t != "" && t != "normal" {
			d.skip = 1 // the line between text and notes
		}
	case "r":
		d.run = runState{}
	case "t":
		d.run.inText = true
	default:
		if len(d.open) > 0 {
			d.inner(n)
		}
	}
}

func (d *docxReader) top() *paragraphState { return &d.open[len(d.open)-1] }

// inner reads the properties of a paragraph or run, and what stands for
// characters.
func (d *docxReader) inner(n *node) {
	p := d.top()
	on := n.attr("val") != "0" && n.attr("val") != "false"
	switch n.name {
	case "pPr":
		p.properties++
	case "pPrChange", "rPrChange", "numberingChange":
		d.skip = 1 // what was before a tracked change
	case "pStyle":
		p.style = n.attr("val")
	case "outlineLvl":
		p.outlined = true
		p.level = outlineLevel(n.attr("val"))
	case "numPr", "ilvl", "numId":
		p.num.take(n)
	case "rPr":
		d.run.properties++
	case "vanish", "webHidden":
		if d.run.properties > 0 && p.properties == 0 && on {
			d.run.hidden = true
			d.exclude("hidden")
		}
	case "tab", "ptab":
		if p.properties == 0 {
			d.space(n.start, n.end)
		}
	case "br", "cr":
		d.newline(n.start, n.end)
	case "noBreakHyphen":
		d.write([]byte("\u2011"), n.start, n.end)
	case "sym":
		d.symbol(n)
	}
}

// symbol adds a character of a font for symbols, if it is one of Unicode as well.
func (d *docxReader) symbol(n *node) {
	var r rune
	if _, err := fmt.Sscanf(n.attr("char"), "%x", &r); err != nil || r < ' ' || r >= 0xe000 {
		r = '\ufffd' // which one it is, only the font knows
	}
	d.write([]byte(string(r)), n.start, n.end)
}

func (d *docxReader) end(n *node) {
	if d.skip > 0 {
		d.skip--
		return
	}
	if !wordML(n) {
		return
	}
	switch n.name {
	case "p":
		if len(d.open) > 0 {
			d.close()
		}
	case "tbl":
		d.cells--
	case "t":
		d.run.inText = false
	case "r":
		d.run.hidden, d.run.properties = false, 0
	case "pPr":
		if len(d.open) > 0 {
			d.top().properties--
		}
	case "rPr":
		d.run.properties = max(0, d.run.properties-1)
	}
}

// close ends a paragraph.
func (d *docxReader) close() {
	p := *d.top()
	d.open = d.open[:len(d.open)-1]
	s := d.style(p.style)
	if !p.num.known {
		p.num = s.num
	}
	if !p.outlined {
		p.level = s.level
	}
	as := Block{Kind: d.kind}
	label := d.lists.next(p.num)
	switch {
	case d.kind != "":
	case p.level > 0:
		as.Kind, as.Level = Heading, p.level
	case d.cells > 0:
		as.Kind = TableCell
	case label != "":
		as.Kind, as.Level, as.Label = ListItem, p.num.level, label
	}
	if isContents(s.name) && !d.empty() {
		as = Block{Kind: Contents}
	}
	d.flush(as)
	if len(d.open) > 0 {
		d.resume(p.outer)
	}
}

// isContents reports whether a style is one of a table of contents.
func isContents(name string) bool {
	return strings.HasPrefix(strings.ToLower(name), "toc ")
}
