package formats

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"multivector/schemas"
)

// rtf reads Rich Text (RTF 1.9.1): its body, then its footnotes. Headings are
// told by their outline level; numbers of list items are those that the writing
// program put beside them for readers that cannot count. Destinations that hold
// no text of the document are passed over, those that would be shown are counted.
func rtf(data []byte) (*Content, *Fault) {
	if !bytes.HasPrefix(data, []byte(`{\rtf`)) {
		return nil, &Fault{Code: "wrong_format", Message: `the file does not begin with {\rtf`, End: min(16, len(data))}
	}
	r := newRTF(data)
	for r.at < len(data) && r.bad == nil && !r.ended {
		r.token()
	}
	if r.bad == nil && !r.ended {
		r.bad = &Fault{"damaged_rtf", fmt.Sprintf("the file ends inside %d groups", len(r.stack)), len(data) - 1, len(data)}
	}
	if r.bad != nil {
		return nil, r.bad
	}
	r.paragraph()
	return r.finish(Encoding{r.name, schemas.EncodingDeclared})
}

// rtfReader makes blocks of groups and control words.
type rtfReader struct {
	*builder
	data    []byte
	at      int
	bad     *Fault
	ended   bool
	now     rtfState
	stack   []rtfState
	fonts   map[int]encoding.Encoding
	font    int               // whose entry is read
	usual   int               // font of what names none
	page    encoding.Encoding // of the document
	name    string            // of it
	pending []byte            // bytes of a letter of several
	from    int               // where they begin
	high    rune              // the first half of a surrogate pair
	skip    int               // characters that stand for one that was read
	label   string            // number of the paragraph
	para    rtfParagraph
}

// rtfState is what a group leaves as it was.
type rtfState struct {
	out         bool // what is not text
	fontTable   bool
	label       bool // the number of a paragraph
	starred     bool // at the beginning of a group that may be passed over
	hidden      bool
	deleted     bool
	unicodeSkip int
	font        int
	outer       *aside // the paragraph that a footnote stands in
	outerState  rtfParagraph
}

// rtfParagraph is what control words say of a paragraph.
type rtfParagraph struct {
	level int // of a heading, from 1
	list  bool
	deep  int
	cell  bool
}

// Destinations that hold nothing of the text, with the reason where they would
// be shown.
var rtfLeftOut = map[string]string{
	"fonttbl": "", "colortbl": "", "stylesheet": "", "info": "", "listtable": "", "listoverridetable": "", "revtbl": "", "rsidtbl": "", "generator": "",
	"pict": "", "object": "embedded", "header": "running_head", "headerl": "running_head", "headerr": "running_head", "headerf": "running_head",
	"footer": "running_head", "footerl": "running_head", "footerr": "running_head", "footerf": "running_head", "fldinst": "", "bkmkstart": "", "bkmkend": "",
	"annotation": "comment", "atnid": "", "atnauthor": "", "xe": "", "tc": "", "themedata": "", "colorschememapping": "", "latentstyles": "", "datastore": "",
	"ftnsep": "", "ftnsepc": "", "ftncn": "", "aftnsep": "", "aftnsepc": "", "aftncn": "", "template": "", "private": "", "filetbl": "", "nonesttables": "",
	"do": "", "sp": "", "pnseclvl": "", "mmathPr": "", "xmlnstbl": "", "wgrffmtfilter": "", "userprops": "", "docvar": "", "falt": "", "panose": "", "passwordhash": "",
}

func newRTF(data []byte) *rtfReader {
	return &rtfReader{
		builder: &builder{}, data: data, fonts: map[int]encoding.Encoding{}, name: "windows-1252", usual: -1,
		now: rtfState{unicodeSkip: 1, font: -1},
	}
}

// token reads one group sign, control or stretch of characters.
func (r *rtfReader) token() {
	start := r.at
	switch c := r.data[r.at]; c {
	case '{':
		r.at++
		r.letter()
		if r.stack = append(r.stack, r.now); len(r.stack) > mostDepth {
			r.bad = &Fault{"too_deep", fmt.Sprintf("more than %d groups inside one another", mostDepth), start, start + 1}
		}
		r.now.outer, r.now.starred, r.skip = nil, false, 0
	case '}':
		r.at++
		r.letter()
		r.close(start)
	case '\\':
		r.control()
	case '\r', '\n':
		r.at++
	default:
		r.at++
		r.byte(c, start)
	}
}

// close ends a group.
func (r *rtfReader) close(at int) {
	if len(r.stack) == 0 {
		r.bad = &Fault{"damaged_rtf", "a group ends that did not begin", at, at + 1}
		return
	}
	if r.now.outer != nil {
		r.later(Block{Kind: Footnote})
		r.resume(*r.now.outer)
		r.para = r.now.outerState
	}
	r.now, r.stack, r.skip = r.stack[len(r.stack)-1], r.stack[:len(r.stack)-1], 0
	r.ended = len(r.stack) == 0
}

// control reads a control word or symbol.
func (r *rtfReader) control() {
	start := r.at
	r.at++
	if r.at == len(r.data) {
		return
	}
	c := r.data[r.at]
	if !isLetter(c) {
		r.at++
		r.symbol(c, start)
		return
	}
	for r.at < len(r.data) && isLetter(r.data[r.at]) {
		r.at++
	}
	word := string(r.data[start+1 : min(r.at, start+40)])
	n, has := 0, false
	digits := r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' {
		r.at++
	}
	if digits < r.at {
		var err error
		if n, err = strconv.Atoi(string(r.data[digits:min(r.at, digits+12)])); err == nil {
			has = true
		} else if r.data[digits] == '-' && r.at == digits+1 {
			r.at = digits // a hyphen of the text
		}
	}
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	r.word(word, n, has, start)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// symbol does what a control of one sign says.
func (r *rtfReader) symbol(c byte, start int) {
	switch c {
	case '\'':
		hex := r.data[r.at:min(r.at+2, len(r.data))]
		b, err := strconv.ParseUint(string(hex), 16, 8)
		if err != nil || len(hex) < 2 {
			r.bad = &Fault{"damaged_rtf", `\' is not followed by two hexadecimal digits`, start, min(start+4, len(r.data))}
			return
		}
		r.at += 2
		r.byte(byte(b), start)
	case '*':
		r.now.starred = true
	case '\\', '{', '}':
		r.text(string(c), start, r.at)
	case '~':
		r.text("\u00a0", start, r.at)
	case '_':
		r.text("\u2011", start, r.at)
	case '\r', '\n':
		r.word("par", 0, false, start)
	case '\t':
		r.word("tab", 0, false, start)
	}
}

var rtfCharacters = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
	"zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

// word does what a control word says.
func (r *rtfReader) word(word string, n int, has bool, start int) {
	if r.destination(word) {
		return
	}
	if s, ok := rtfCharacters[word]; ok {
		r.text(s, start, r.at)
		return
	}
	on := !has || n != 0
	switch word {
	case "bin": // bytes that are not text, whatever they look like
		if n < 0 || n > len(r.data)-r.at {
			r.bad = &Fault{"damaged_rtf", fmt.Sprintf(`\bin says that %d bytes follow`, n), start, r.at}
			return
		}
		r.at += n
	case "u":
		r.unicode(n, start)
	case "uc":
		r.now.unicodeSkip = max(0, n)
	case "ansi", "mac", "pc", "pca":
		r.codePage(map[string]int{"ansi": 1252, "mac": 10000, "pc": 437, "pca": 850}[word], start)
	case "ansicpg":
		r.codePage(n, start)
	case "deff":
		r.usual, r.now.font = n, n
	case "f":
		r.letter()
		if r.now.font = n; r.now.fontTable {
			r.font = n
		}
	case "fcharset":
		if r.now.fontTable {
			r.fonts[r.font] = fontEncodings[n]
		}
	case "v":
		if r.now.hidden = on; on && !r.now.out {
			r.exclude("hidden")
		}
	case "deleted":
		if r.now.deleted = on; on && !r.now.out {
			r.exclude("deleted_revision")
		}
	case "plain":
		r.now.hidden, r.now.deleted, r.now.font = false, false, r.usual
	default:
		r.layout(word, n, start)
	}
}

// layout does what a control word says of paragraphs.
func (r *rtfReader) layout(word string, n, start int) {
	if r.now.out || r.now.label {
		return
	}
	r.letter()
	switch word {
	case "par", "sect", "page":
		r.paragraph()
	case "cell", "nestcell":
		r.para.cell = true
		r.paragraph()
	case "row", "nestrow":
		r.paragraph()
	case "line":
		r.newline(start, r.at)
	case "tab":
		r.space(start, r.at)
	case "pard":
		r.para = rtfParagraph{}
	case "intbl":
		r.para.cell = true
	case "outlinelevel":
		if n >= 0 && n < 9 {
			r.para.level = n + 1
		}
	case "ls":
		r.para.list = true
	case "ilvl":
		r.para.deep = max(0, min(n, 8))
	}
}

// destination takes a control word that says what a group holds.
func (r *rtfReader) destination(word string) bool {
	starred := r.now.starred
	r.now.starred = false
	reason, out := rtfLeftOut[word]
	switch {
	case word == "footnote" && !r.now.out:
		r.letter()
		p := r.hold()
		r.now.outer, r.now.outerState = &p, r.para
		r.para = rtfParagraph{}
	case word == "listtext" || word == "pntext":
		r.now.label, r.label = !r.now.out, ""
	case word == "fonttbl":
		r.now.out, r.now.fontTable = true, true
	case out || starred && word != "shpinst" && word != "shppict":
		if reason != "" && !r.now.out {
			r.exclude(reason)
		}
		r.now.out = true
	default:
		return false
	}
	return true
}

// paragraph ends a paragraph.
func (r *rtfReader) paragraph() {
	p := r.para
	label := strings.TrimSpace(r.label)
	if label == "\u00b7" || label == "\uf0b7" || label == "o" || label == "\uf0a7" { // bullets of fonts for symbols
		label = "•"
	}
	r.label = ""
	switch {
	case r.inNote():
		r.later(Block{Kind: Footnote})
	case p.level > 0:
		r.flush(Block{Kind: Heading, Level: p.level})
	case p.cell:
		r.flush(Block{Kind: TableCell})
	case label != "" && !r.empty():
		r.flush(Block{Kind: ListItem, Level: p.deep, Label: label})
	default:
		r.flush(Block{})
	}
}

func (r *rtfReader) inNote() bool {
	for _, s := range r.stack {
		if s.outer != nil {
			return true
		}
	}
	return r.now.outer != nil
}

// text adds characters.
func (r *rtfReader) text(s string, start, end int) {
	r.letter()
	if r.high != 0 && r.bad == nil {
		r.bad = &Fault{"damaged_rtf", "half of a surrogate pair", r.from, end}
	}
	switch {
	case r.skip > 0:
		r.skip--
	case r.now.label:
		if len(r.label) < mostLabel {
			r.label += s
		}
	case r.now.out || r.now.hidden || r.now.deleted:
	case s == " ":
		r.space(start, end)
	default:
		r.write([]byte(s), start, end)
	}
}

// unicode adds a character by its number, of which those above 32767 are written
// as negative ones, and those above 65535 as two halves.
func (r *rtfReader) unicode(n, start int) {
	r.letter()
	if n < 0 {
		n += 1 << 16
	}
	c := rune(n)
	switch {
	case n > 0x10ffff || n <= 0:
		r.bad = &Fault{"damaged_rtf", fmt.Sprintf(`\u%d is no character`, n), start, r.at}
	case c >= 0xd800 && c < 0xdc00:
		if r.high != 0 {
			r.bad = &Fault{"damaged_rtf", "half of a surrogate pair", start, r.at}
		}
		r.high, r.from = c, start
	case c >= 0xdc00 && c < 0xe000:
		if r.high == 0 {
			r.bad = &Fault{"damaged_rtf", "half of a surrogate pair", start, r.at}
			return
		}
		pair := (r.high-0xd800)<<10 + (c - 0xdc00) + 0x10000
		r.high = 0
		r.skip = 0
		r.text(string(pair), r.from, r.at)
	default:
		r.skip = 0
		r.text(string(c), start, r.at)
	}
	r.skip = r.now.unicodeSkip
}

// byte adds a byte of the document's code page, or of its font's.
func (r *rtfReader) byte(c byte, start int) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.now.out && !r.now.label {
		return
	}
	e := r.page
	if f := r.fonts[r.now.font]; f != nil {
		e = f
	}
	if c < 0x80 && len(r.pending) == 0 {
		r.text(string(rune(c)), start, r.at)
		return
	}
	if e == nil {
		e = charmap.Windows1252
	}
	if len(r.pending) == 0 {
		r.from = start
	}
	r.pending = append(r.pending, c)
	decoded, whole := decodeLetter(e, r.pending)
	switch {
	case decoded != "":
		r.pending = r.pending[:0]
		r.text(decoded, r.from, r.at)
	case whole:
		r.letter()
	}
}

// mostLetter is the length of the longest letter in an encoding, in bytes.
const mostLetter = 4

// decodeLetter gives a letter, or nothing and whether no more bytes can make one.
func decodeLetter(e encoding.Encoding, b []byte) (string, bool) {
	if table, ok := e.(*charmap.Charmap); ok {
		if r := table.DecodeByte(b[0]); r != '\ufffd' {
			return string(r), true
		}
		return "", true
	}
	s, err := e.NewDecoder().Bytes(b)
	if err != nil || bytes.Contains(s, []byte("\ufffd")) {
		return "", len(b) >= mostLetter
	}
	return string(s), true
}

// letter refuses the beginning of a letter of several bytes that has no end.
func (r *rtfReader) letter() {
	if len(r.pending) > 0 && r.bad == nil {
		r.bad = &Fault{"invalid_encoding", fmt.Sprintf("bytes %x have no meaning in the code page that the file names", r.pending), r.from, r.at}
	}
}

// codePage sets the encoding of the document.
func (r *rtfReader) codePage(n, start int) {
	e, ok := numberedPages[n]
	if !ok {
		r.bad = &Fault{"unknown_encoding", fmt.Sprintf("the file names code page %d, which is unknown", n), start, r.at}
		return
	}
	r.page, r.name = e.encoding, e.name
}

type namedEncoding struct {
	name     string
	encoding encoding.Encoding
}

// numberedPages are code pages by the numbers of Windows.
var numberedPages = map[int]namedEncoding{
	437: {"ibm437", charmap.CodePage437}, 850: {"ibm850", charmap.CodePage850}, 866: {"ibm866", charmap.CodePage866}, 874: {"windows-874", charmap.Windows874},
	932: {"shift_jis", japanese.ShiftJIS}, 936: {"gbk", simplifiedchinese.GBK}, 949: {"euc-kr", korean.EUCKR}, 950: {"big5", traditionalchinese.Big5},
	1250: {"windows-1250", charmap.Windows1250}, 1251: {"windows-1251", charmap.Windows1251}, 1252: {"windows-1252", charmap.Windows1252},
	1253: {"windows-1253", charmap.Windows1253}, 1254: {"windows-1254", charmap.Windows1254}, 1255: {"windows-1255", charmap.Windows1255},
	1256: {"windows-1256", charmap.Windows1256}, 1257: {"windows-1257", charmap.Windows1257}, 1258: {"windows-1258", charmap.Windows1258},
	10000: {"macintosh", charmap.Macintosh}, 10007: {"x-mac-cyrillic", charmap.MacintoshCyrillic}, 65001: {"utf-8", unicode.UTF8},
}

// fontEncodings by the numbers of character sets of fonts; others are the
// document's.
var fontEncodings = map[int]encoding.Encoding{
	77: charmap.Macintosh, 128: japanese.ShiftJIS, 129: korean.EUCKR, 134: simplifiedchinese.GBK, 136: traditionalchinese.Big5, 161: charmap.Windows1253, 162: charmap.Windows1254,
	163: charmap.Windows1258, 177: charmap.Windows1255, 178: charmap.Windows1256, 186: charmap.Windows1257, 204: charmap.Windows1251, 222: charmap.Windows874, 238: charmap.Windows1250, 0: charmap.Windows1252,
}
