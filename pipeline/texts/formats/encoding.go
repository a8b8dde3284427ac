package formats

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"multivector/schemas"
)

// Encoding says how the characters of a file are written, and how that is known.
type Encoding struct{ Name, Method string }

// toUTF8 rewrites a file in UTF-8, with the layer that leads back, if any. What
// says the encoding is, in this order: a byte order mark; the file's own
// declaration, if it has one; that the bytes are UTF-8; the bytes themselves.
func toUTF8(data []byte, declared string) ([]byte, []layer, Encoding, *Fault) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		l := layer{{0, 3, 1, 1}, {len(data) - 3, len(data), 1, 1}}
		return data[3:], []layer{l}, Encoding{"utf-8-bom", schemas.EncodingBOM}, notUTF8(data)
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		body, l, f := fromUTF16(data, 2, false)
		return body, []layer{l}, Encoding{"utf-16le", schemas.EncodingBOM}, f
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		body, l, f := fromUTF16(data, 2, true)
		return body, []layer{l}, Encoding{"utf-16be", schemas.EncodingBOM}, f
	case declared != "" && !inUTF16(declared):
		return fromDeclared(data, declared)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return fromUnmarkedUTF16(data)
	}
	if utf8.Valid(data) {
		return data, nil, Encoding{"utf-8", schemas.EncodingValid}, nil
	}
	if f := brokenUTF8(data); f != nil {
		return nil, nil, Encoding{}, f
	}
	if f := binary(data); f != nil {
		return nil, nil, Encoding{}, f
	}
	page, f := detect(data)
	if f != nil {
		return nil, nil, Encoding{}, f
	}
	body, l, f := page.decode(data)
	return body, []layer{l}, Encoding{page.name, schemas.EncodingDetected}, f
}

// fromDeclared reads a file as it says itself that it is to be read.
func fromDeclared(data []byte, label string) ([]byte, []layer, Encoding, *Fault) {
	e, name := charset.Lookup(label)
	if p := codepageNamed(strings.ToLower(strings.TrimSpace(label))); e == nil && p != nil {
		body, l, f := p.decode(data)
		return body, []layer{l}, Encoding{p.name, schemas.EncodingDeclared}, f
	}
	enc := Encoding{name, schemas.EncodingDeclared}
	switch table, ok := e.(*charmap.Charmap); {
	case e == nil:
		return nil, nil, enc, &Fault{Code: "unknown_encoding", Message: fmt.Sprintf("the file declares encoding %q, which is unknown", label)}
	case name == "utf-8":
		return data, nil, enc, notUTF8(data)
	case ok:
		p := newCodepage(name, table, nil)
		body, l, f := p.decode(data)
		return body, []layer{l}, enc, f
	}
	body, l, f := transcode(data, e, name)
	return body, []layer{l}, enc, f
}

// inUTF16 reports whether a declaration names UTF-16. A declaration that could be
// read byte by byte is wrong then, as browsers know.
func inUTF16(label string) bool {
	_, name := charset.Lookup(label)
	return strings.HasPrefix(name, "utf-16")
}

// notUTF8 gives the first bytes that are not UTF-8.
func notUTF8(data []byte) *Fault {
	if utf8.Valid(data) {
		return nil
	}
	i := invalid(data)
	f := &Fault{"invalid_utf8", "bytes that are not UTF-8", i, min(i+4, len(data))}
	if surrogate(data[i:]) {
		f.Code, f.Message, f.End = "lone_surrogate", "half of a UTF-16 surrogate pair, which is no character", i+3
	}
	return f
}

// surrogate reports whether bytes begin with a surrogate that is written as if
// it was a character (WTF-8).
func surrogate(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xed && b[1] >= 0xa0 && b[1] < 0xc0 && b[2] >= 0x80 && b[2] < 0xc0
}

// brokenUTF8 tells UTF-8 with a few bad bytes from another encoding: in others,
// bytes hardly ever follow one another as UTF-8 wants it.
func brokenUTF8(data []byte) *Fault {
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			if surrogate(rest) {
				return notUTF8(data)
			}
			bad++
		case n > 1:
			good++
		}
		rest = rest[n:]
	}
	if good >= bad {
		return notUTF8(data)
	}
	return nil
}

// fromUnmarkedUTF16 reads UTF-16 without a byte order mark. It is taken for such
// if one order of the bytes gives text, and the other one does not.
func fromUnmarkedUTF16(data []byte) ([]byte, []layer, Encoding, *Fault) {
	if len(data)%2 == 0 {
		little, littleBack, f := fromUTF16(data, 0, false)
		inLittle := f == nil && texty(little)
		big, bigBack, f := fromUTF16(data, 0, true)
		inBig := f == nil && texty(big)
		switch {
		case inLittle && !inBig:
			return little, []layer{littleBack}, Encoding{"utf-16le", schemas.EncodingDetected}, nil
		case inBig && !inLittle:
			return big, []layer{bigBack}, Encoding{"utf-16be", schemas.EncodingDetected}, nil
		}
	}
	i := bytes.IndexByte(data, 0)
	return nil, nil, Encoding{}, &Fault{"nul_byte", "a NUL byte: the file is binary, or in an encoding that is not announced by a byte order mark", i, i + 1}
}

// texty reports whether nineteen of twenty characters are what texts in Latin
// and Cyrillic letters are made of.
func texty(s []byte) bool {
	n, good := 0, 0
	for _, r := range string(s) {
		n++
		if r == '\t' || r == '\n' || r == '\r' || r == '\f' || r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x250 || r >= 0x400 && r < 0x530 || r >= 0x2010 && r < 0x2040 {
			good++
		}
	}
	return n > 0 && good*20 >= n*19
}

// codepage is an encoding with a byte for each character.
type codepage struct {
	name  string
	table [256]rune // utf8.RuneError where a byte stands for nothing
}

func newCodepage(name string, m *charmap.Charmap, other map[byte]rune) codepage {
	p := codepage{name: name}
	for i := range p.table {
		p.table[i] = m.DecodeByte(byte(i))
		if r, ok := other[byte(i)]; ok {
			p.table[i] = r
		}
	}
	return p
}

// codepages are the encodings of one byte that texts of the cases' languages were
// written in, by their names at IANA. Where two give the same text, the first
// is named. KZ-1048 is windows-1251 with the Kazakh letters (IANA's registration
// of 2006).
var codepages = []codepage{
	newCodepage("windows-1252", charmap.Windows1252, nil),
	newCodepage("macintosh", charmap.Macintosh, nil),
	newCodepage("windows-1251", charmap.Windows1251, nil),
	newCodepage("kz-1048", charmap.Windows1251, map[byte]rune{
		0x8d: 'Қ', 0x8e: 'Һ', 0x9d: 'қ', 0x9e: 'һ', 0xa1: 'Ұ', 0xa2: 'ұ', 0xa3: 'Ә', 0xa5: 'Ө',
		0xaa: 'Ғ', 0xaf: 'Ү', 0xb4: 'ө', 0xba: 'ғ', 0xbc: 'ә', 0xbd: 'Ң', 0xbe: 'ң', 0xbf: 'ү',
	}),
	newCodepage("koi8-r", charmap.KOI8R, nil),
	newCodepage("x-mac-cyrillic", charmap.MacintoshCyrillic, nil),
	newCodepage("iso-8859-5", charmap.ISO8859_5, nil),
	newCodepage("ibm866", charmap.CodePage866, nil),
}

func codepageNamed(name string) *codepage {
	for i := range codepages {
		if codepages[i].name == name {
			return &codepages[i]
		}
	}
	return nil
}

// decode rewrites a file in UTF-8.
func (p *codepage) decode(data []byte) ([]byte, layer, *Fault) {
	out := make([]byte, 0, len(data)+len(data)/4)
	var back layer
	for i, b := range data {
		r := p.table[b]
		if r == utf8.RuneError {
			return nil, nil, &Fault{"invalid_encoding", "a byte that stands for nothing in " + p.name, i, i + 1}
		}
		if width, k := uint8(utf8.RuneLen(r)), len(back)-1; k < 0 || back[k].outWidth != width {
			back = append(back, run{len(out), i, width, 1})
		}
		out = utf8.AppendRune(out, r)
	}
	return out, append(back, run{len(out), len(data), 1, 1}), nil
}

// transcode rewrites a text in UTF-8. Bytes that the encoding gives no meaning
// are a fault.
func transcode(data []byte, e encoding.Encoding, name string) (body []byte, back layer, f *Fault) {
	add := func(s []byte, at, end int) {
		now := run{len(body), at, uint8(len(s)), uint8(end - at)}
		if k := len(back) - 1; k < 0 || back[k].outWidth != now.outWidth || back[k].inWidth != now.inWidth {
			back = append(back, now)
		}
		body = append(body, s...)
	}
	undefined := func(at, end int) *Fault {
		return &Fault{"invalid_encoding", "bytes that have no meaning in " + name, at, end}
	}
	body = make([]byte, 0, len(data)+len(data)/2)
	d := e.NewDecoder()
	var to [utf8Max]byte
	for i := 0; i < len(data); {
		n, read := 0, 0
		for k := 1; n == 0 && i+k <= len(data); k++ { // one character at a time
			var err error
			n, read, err = d.Transform(to[:], data[i:i+k], i+k == len(data))
			if err != nil && !errors.Is(err, transform.ErrShortSrc) || read > 0 && n == 0 {
				break
			}
		}
		if n == 0 || bytes.Equal(to[:n], []byte("\ufffd")) {
			return nil, nil, undefined(i, min(i+max(1, read), len(data)))
		}
		add(bytes.Clone(to[:n]), i, i+read)
		i += read
	}
	return body, append(back, run{len(body), len(data), 1, 1}), nil
}

const utf8Max = 16

// moved leads the place of a fault back to the file.
func moved(f *Fault, layers []layer) *Fault {
	t := &Text{layers: layers}
	f.Start, f.End = t.Raw(f.Start), t.Raw(f.End)
	return f
}
