package formats

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"

	"multivector/pipeline/unpack"
	"multivector/schemas"
)

// archive is a file that packs others, opened within bounds: a document of Word,
// OpenDocument or EPUB. Nothing is unpacked but the members that are asked for,
// and those in memory.
type archive struct {
	members map[string]*zip.File
}

// Bounds of an archive.
const (
	mostMembers  = 10_000
	mostUnpacked = 256 << 20 // bytes of all members
)

// memberLimits bound a member that is read, by its own packed size.
var memberLimits = unpack.Limits{Unpacked: 64 << 20, Ratio: 200}

func openArchive(data []byte) (*archive, *Fault) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Fault{Code: "damaged_archive", Message: fmt.Sprintf("the file is no whole ZIP archive: %v", err)}
	}
	if len(z.File) > mostMembers {
		return nil, &Fault{Code: "archive_bomb", Message: fmt.Sprintf("the archive has %d members, a document has at most %d", len(z.File), mostMembers)}
	}
	a := &archive{map[string]*zip.File{}}
	total := uint64(0)
	for _, f := range z.File {
		if !unpack.Inside(f.Name) {
			return nil, &Fault{Code: "member_name", Message: fmt.Sprintf("the archive has a member whose name leads out of it: %q", f.Name)}
		}
		if a.members[f.Name] != nil {
			return nil, &Fault{Code: "damaged_archive", Message: fmt.Sprintf("the archive has two members named %q", f.Name)}
		}
		if f.Flags&1 != 0 {
			return nil, &Fault{Code: "encrypted", Message: fmt.Sprintf("member %q is encrypted", f.Name)}
		}
		if total += min(f.UncompressedSize64, 1<<40); total > mostUnpacked {
			return nil, &Fault{Code: "archive_bomb", Message: fmt.Sprintf("the archive unpacks to more than %d bytes", int64(mostUnpacked))}
		}
		a.members[f.Name] = f
	}
	return a, nil
}

// names lists the members in order.
func (a *archive) names() []string { return slices.Sorted(maps.Keys(a.members)) }

// read unpacks a member. A member that is missing is nil, which is a fault only
// where it is needed.
func (a *archive) read(name string) ([]byte, *Fault) {
	f := a.members[name]
	if f == nil {
		return nil, nil
	}
	if err := memberLimits.Bound(f.UncompressedSize64, f.CompressedSize64); err != nil {
		return nil, &Fault{Code: "archive_bomb", Message: fmt.Sprintf("member %s: %v", name, err)}
	}
	damaged := func(err error) *Fault {
		return &Fault{Code: "damaged_archive", Message: fmt.Sprintf("member %s cannot be unpacked: %v", name, err)}
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1)) // the size is only what the archive says
	if err == nil {
		err = r.Close()
	}
	if err == nil && uint64(len(data)) != f.UncompressedSize64 {
		err = fmt.Errorf("it has more than the %d bytes that it is said to have", f.UncompressedSize64)
	}
	if err != nil {
		return nil, damaged(err)
	}
	return data, nil
}

// need unpacks a member that a file of its kind must have.
func (a *archive) need(name string) ([]byte, *Fault) {
	data, f := a.read(name)
	if f == nil && data == nil {
		f = &Fault{Code: "wrong_format", Message: fmt.Sprintf("the archive has no member %s, which every file of its kind has", name)}
	}
	return data, f
}

// packedText is how the members of an archive are written.
var packedText = Encoding{"utf-8", schemas.EncodingValid}

// xml unpacks a member that holds XML, rewritten in UTF-8. Positions in it are
// those in the member only if it was in UTF-8, which the standards ask for, so
// nothing else is taken.
func (a *archive) xml(name string, needed bool) ([]byte, *Fault) {
	read := a.read
	if needed {
		read = a.need
	}
	data, f := read(name)
	if f != nil || data == nil {
		return nil, f
	}
	body, layers, _, f := toUTF8(data, xmlEncoding(data))
	if f != nil {
		return nil, inMember(name, f)
	}
	if layers != nil && !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return nil, &Fault{Code: "invalid_encoding", Message: "member " + name + " is not in UTF-8"}
	}
	if len(body) < len(data) { // a byte order mark, which is white space here
		data = append([]byte("   "), body...)
	}
	return data, nil
}

// inMember says that a fault lies in a member of an archive. Its place is told in
// words, for the file's own bytes are packed.
func inMember(name string, f *Fault) *Fault {
	return &Fault{Code: f.Code, Message: fmt.Sprintf("%s, byte %d: %s", name, f.Start, f.Message)}
}
