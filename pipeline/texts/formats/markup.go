package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	xhtml "golang.org/x/net/html"
)

// node is a piece of markup: characters, or the beginning or end of an element.
type node struct {
	span
	kind  nodeKind
	space string // namespace, in XML
	name  string // of the element, without a prefix; in lower case in HTML
	attrs []xml.Attr
	plain bool // characters in which no references are resolved
}

type nodeKind int

const (
	characters nodeKind = iota
	open
	closing
	atom // an element that cannot hold anything
)

// attr gives an attribute by its name without a prefix.
func (n *node) attr(name string) string {
	s, _ := n.lookup(name)
	return s
}

func (n *node) lookup(name string) (string, bool) {
	for i := range n.attrs {
		if n.attrs[i].Name.Local == name {
			return n.attrs[i].Value, true
		}
	}
	return "", false
}

// Bounds of what markup may take to read.
const (
	mostTag   = 8 << 20   // bytes of one tag, for its attributes are all kept
	mostDepth = 512       // elements inside one another, which browsers hold to as well
	mostNodes = 4_000_000 // tags and stretches of characters
)

// markup hands over nodes in order. At the end, or at a fault, it hands over
// nil.
type markup interface {
	next() *node
	fault() *Fault
	resolve(raw []byte) ([]byte, int)
}

// htmlMarkup reads HTML, as it comes.
type htmlMarkup struct {
	z   *xhtml.Tokenizer
	at  int
	n   int // nodes so far
	now node
	bad *Fault
}

func newHTML(data []byte) *htmlMarkup {
	return &htmlMarkup{z: xhtml.NewTokenizer(bytes.NewReader(data)), bad: longTag(data)}
}

func (h *htmlMarkup) fault() *Fault { return h.bad }

func (h *htmlMarkup) next() *node {
	for h.bad == nil {
		kind := h.z.Next()
		h.now = node{span: span{h.at, h.at + len(h.z.Raw())}}
		h.at = h.now.end
		if h.n++; h.n > mostNodes {
			h.bad = tooManyNodes(h.now.start)
			return nil
		}
		switch kind {
		case xhtml.ErrorToken:
			if err := h.z.Err(); !errors.Is(err, io.EOF) {
				h.bad = &Fault{"html_syntax", err.Error(), h.now.start, h.now.end}
			}
			return nil
		case xhtml.TextToken:
			return &h.now
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, more := h.z.TagName()
			h.now.kind, h.now.name = open, string(name)
			for more {
				var key, value []byte
				key, value, more = h.z.TagAttr()
				h.now.attrs = append(h.now.attrs, xml.Attr{Name: xml.Name{Local: string(key)}, Value: string(value)})
			}
			if voids[h.now.name] || kind == xhtml.SelfClosingTagToken && h.now.name == "svg" {
				h.now.kind = atom
			}
			return &h.now
		case xhtml.EndTagToken:
			name, _ := h.z.TagName()
			h.now.kind, h.now.name = closing, string(name)
			return &h.now
		}
	}
	return nil
}

var voids = set("area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen")

// set makes a set of the words of a text.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// longestName is more than any name of a character has.
const longestName = 40

// resolve reads a reference to a character, as browsers do. It gives nil for an
// ampersand that stands for itself.
func (*htmlMarkup) resolve(raw []byte) ([]byte, int) {
	end := 1
	for end < len(raw) && end < longestName && (raw[end] == '#' || isAlnum(raw[end])) {
		end++
	}
	if end < len(raw) && raw[end] == ';' {
		end++
	}
	s := xhtml.UnescapeString(string(raw[:end]))
	if s == string(raw[:end]) {
		return nil, 0
	}
	// Names that need no semicolon may be followed by letters of the text.
	for n := len(s) - 1; n > 0 && s[n] == raw[end-1] && xhtml.UnescapeString(string(raw[:end-1])) == s[:n]; n-- {
		s, end = s[:n], end-1
	}
	return []byte(s), end
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// longTag refuses markup that is one tag over too many bytes.
func longTag(data []byte) *Fault {
	for i := 0; ; {
		n := bytes.IndexByte(data[i:], '<')
		if n < 0 {
			return nil
		}
		i += n
		if n = bytes.IndexByte(data[i:], '>'); n < 0 {
			n = len(data) - i
		}
		if n > mostTag && !bytes.HasPrefix(data[i:], []byte("<!")) {
			return &Fault{"markup_too_long", fmt.Sprintf("a tag of more than %d bytes", mostTag), i, i + 16}
		}
		i += max(n, 1)
	}
}

// xmlMarkup reads XML strictly. It knows no entities but those of the standard
// (and, in XHTML, those of HTML), and opens nothing that the file names.
type xmlMarkup struct {
	d     *xml.Decoder
	data  []byte
	depth int
	n     int // nodes so far
	now   node
	bad   *Fault
}

func newXML(data []byte) *xmlMarkup {
	x := &xmlMarkup{d: xml.NewDecoder(bytes.NewReader(data)), data: data, bad: longTag(data)}
	x.d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	return x
}

// newXHTML reads XML that may use the names which HTML has for characters.
func newXHTML(data []byte) *xmlMarkup {
	x := newXML(data)
	x.d.Entity = xml.HTMLEntity
	return x
}

func (x *xmlMarkup) fault() *Fault { return x.bad }

func (x *xmlMarkup) next() *node {
	for x.bad == nil {
		at := int(x.d.InputOffset())
		t, err := x.d.Token()
		end := int(x.d.InputOffset())
		x.now = node{span: span{at, end}}
		if x.n++; x.n > mostNodes {
			x.bad = tooManyNodes(at)
			return nil
		}
		switch t := t.(type) {
		case xml.CharData:
			if bytes.HasPrefix(x.data[at:end], []byte("<![CDATA[")) {
				x.now.plain = true
				x.now.start, x.now.end = at+len("<![CDATA["), end-len("]]>")
			}
			return &x.now
		case xml.StartElement:
			x.now.kind, x.now.space, x.now.name, x.now.attrs = open, t.Name.Space, t.Name.Local, t.Attr
			if x.depth++; x.depth > mostDepth {
				x.bad = tooDeep(at)
				return nil
			}
			return &x.now
		case xml.EndElement:
			x.now.kind, x.now.space, x.now.name = closing, t.Name.Space, t.Name.Local
			x.depth--
			return &x.now
		case xml.Directive:
			if bytes.ContainsAny(t, "[") || bytes.Contains(t, []byte("ENTITY")) {
				x.bad = &Fault{"xml_entity", "a document type with declarations of its own, which could make entities of any size or take them from elsewhere", at, end}
			}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				x.bad = x.syntax(err, at)
			}
			return nil
		}
	}
	return nil
}

func (x *xmlMarkup) syntax(err error, at int) *Fault {
	code := "xml_syntax"
	var s *xml.SyntaxError
	if errors.As(err, &s) && strings.HasPrefix(s.Msg, "invalid character entity") {
		code = "xml_entity"
	}
	return &Fault{code, err.Error(), at, min(at+16, len(x.data))}
}

func tooManyNodes(at int) *Fault {
	return &Fault{"markup_too_long", fmt.Sprintf("more than %d tags and stretches of characters", mostNodes), at, at + 1}
}

func tooDeep(at int) *Fault {
	return &Fault{"too_deep", fmt.Sprintf("more than %d elements inside one another", mostDepth), at, at + 1}
}

// resolve reads a reference that the decoder has accepted.
func (x *xmlMarkup) resolve(raw []byte) ([]byte, int) {
	end := bytes.IndexByte(raw, ';')
	if end < 0 {
		return nil, 0
	}
	name := string(raw[1:end])
	if hex, ok := strings.CutPrefix(name, "#x"); ok {
		n, _ := strconv.ParseUint(hex, 16, 32)
		return []byte(string(rune(n))), end + 1
	}
	if decimal, ok := strings.CutPrefix(name, "#"); ok {
		n, _ := strconv.ParseUint(decimal, 10, 32)
		return []byte(string(rune(n))), end + 1
	}
	if s, ok := xmlNames[name]; ok {
		return []byte(s), end + 1
	}
	return []byte(xml.HTMLEntity[name]), end + 1
}

var xmlNames = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}
