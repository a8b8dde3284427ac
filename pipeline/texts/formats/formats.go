// Package formats takes the text out of a file's bytes, with what the file's format
// marks in it, and the way back.
//
// It promises that every position of the text leads to the bytes that it came from,
// counted in the file or in a part of it; that a file which cannot be read for certain
// is a fault with a name, a place and a reason; and that what a program would not show
// as the text itself is left out for a reason, each time it is met. It opens nothing
// that a file names, and unpacks and nests no further than its bounds.
//
// A format is a function from bytes to Content, and a line in the table formats. The
// function has its bytes rewritten in UTF-8 (toUTF8, or archive.xml for a member of an
// archive), goes through them, and hands characters, white space and the ends of blocks
// to a builder, each with the place where it stood. What it adds that stands in no byte,
// such as the number of a list item, goes into a block's Label. A new one needs a line in
// signatures, if its first bytes give it away, its document in formatstest.Documents, its
// rows in the table of bad input, and a fuzz target; the tests then hold it to the promises.
//
// What the words of a text show, such as a heading that no format marks, is left to
// pipeline/texts.
package formats

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"multivector/pipeline/pdf"
)

// Fault says which bytes of a file cannot be read, and why.
type Fault struct {
	Code, Message string
	Start, End    int // in the file
}

// Format is a kind of file, as published.
type Format struct {
	MediaType string
	Extractor string
	Version   string // of the extractor
}

// format is a kind of file, and how it is read.
type format struct {
	Format
	read func(data []byte) (*Content, *Fault)
}

// formats by the ending of the file's name.
var formats = map[string]format{
	".txt":      {Format{"text/plain", "multivector/plain", "1"}, lined(Printed)},
	".md":       {Format{"text/markdown", "multivector/markdown", "1"}, lined(Markdown)},
	".markdown": {Format{"text/markdown", "multivector/markdown", "1"}, lined(Markdown)},
	".html":     {Format{"text/html", "multivector/html", "1"}, html},
	".htm":      {Format{"text/html", "multivector/html", "1"}, html},
	".xhtml":    {Format{"application/xhtml+xml", "multivector/xml", "1"}, plainXML},
	".xml":      {Format{"application/xml", "multivector/xml", "1"}, plainXML},
	".akn":      {Format{"application/akn+xml", "multivector/xml", "1"}, plainXML},
	".docx":     {Format{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "multivector/docx", "1"}, docx},
	".odt":      {Format{"application/vnd.oasis.opendocument.text", "multivector/odt", "1"}, odt},
	".epub":     {Format{"application/epub+zip", "multivector/epub", "1"}, epub},
	".rtf":      {Format{"application/rtf", "multivector/rtf", "1"}, rtf},
	".pdf":      {Format{"application/pdf", "multivector/pdf, " + pdf.Version, "1"}, nil}, // which needs more than bytes
}

// lined makes the reader of a format whose text is the file itself.
func lined(lines Lines) func([]byte) (*Content, *Fault) {
	return func(data []byte) (*Content, *Fault) {
		t, encoding, f := decode(data)
		if f != nil {
			return nil, f
		}
		return &Content{Text: t, Encoding: encoding, Lines: lines}, nil
	}
}

// Reader reads files. Its zero value reads all formats.
type Reader struct {
	PDF *pdf.Reader // or nil: then each PDF starts its own
	// Numbered tells the heading of a numbered division, such as "Article 4", from a
	// line that counts pages. It may be nil.
	Numbered func(line string) bool
}

// Read takes the text out of a file, of whose name only the ending counts. An error is
// not the file's fault.
func (r *Reader) Read(name string, data []byte) (*Content, *Fault, error) {
	ending := strings.ToLower(path.Ext(name))
	f, known := formats[ending]
	if !known {
		return nil, &Fault{Code: "unknown_format", Message: fmt.Sprintf("no reader for files that end in %q", path.Ext(name))}, nil
	}
	if len(data) == 0 {
		return nil, &Fault{Code: "empty_file", Message: "the file is empty"}, nil
	}
	if ending == ".docx" && bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) && bytes.Contains(data, []byte(encryptedPackage)) {
		return nil, &Fault{Code: "encrypted", Message: "the document is encrypted", End: 8}, nil
	}
	if s := signatureOf(data); s != nil && !slices.Contains(s.endings, ending) {
		return nil, &Fault{Code: "wrong_format", Message: fmt.Sprintf("the name ends in %s, but the bytes are those of %s", ending, s.name), End: min(len(data), 16)}, nil
	}
	var c *Content
	var bad *Fault
	var err error
	if f.read != nil {
		c, bad = f.read(data)
	} else {
		c, bad, err = r.readPDF(data)
	}
	if c != nil {
		c.Format = f.Format
	}
	return c, bad, err
}

// encryptedPackage is how an encrypted document of Office names its content, in
// UTF-16.
const encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e"
