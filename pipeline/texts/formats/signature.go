package formats

import "bytes"

// signature is what the first bytes of a kind of file give away.
type signature struct {
	name    string
	endings []string // of the files that are of this kind
	shows   func(data []byte) bool
}

func begins(with ...string) func([]byte) bool {
	return func(data []byte) bool {
		for _, w := range with {
			if len(data) >= len(w) && bytes.EqualFold(data[:len(w)], []byte(w)) {
				return true
			}
		}
		return false
	}
}

var packed = []string{".docx", ".odt", ".epub"}

// signatures in the order in which they are tried.
var signatures = []signature{
	{"a PDF", []string{".pdf"}, begins("%PDF-")},
	{"a ZIP archive", packed, begins("PK\x03\x04", "PK\x05\x06")},
	{"an OLE file, such as a .doc of Word 97", nil, begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
	{"RTF", []string{".rtf"}, begins(`{\rtf`)},
	{"a gzip archive", nil, begins("\x1f\x8b\x08")},
	{"a PNG picture", nil, begins("\x89PNG\r\n\x1a\n")},
	{"a JPEG picture", nil, begins("\xff\xd8\xff")},
	{"a TIFF picture", nil, begins("II*\x00", "MM\x00*")},
	{"a DjVu scan", nil, begins("AT&TFORM")},
	{"HTML", []string{".html", ".htm"}, begins("<!doctype html", "<html", "<head", "<body")},
	{"XML", []string{".xml", ".akn", ".html", ".htm", ".xhtml"}, begins("<?xml")},
}

// signatureOf gives the signature that a file has, or nil. White
// space and a byte order mark may stand before markup.
func signatureOf(data []byte) *signature {
	head := data[:min(len(data), 1024)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for i := range signatures {
		if signatures[i].shows(head) {
			return &signatures[i]
		}
	}
	return nil
}
