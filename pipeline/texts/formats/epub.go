package formats

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// epub reads an electronic book (EPUB 2 and 3): the pages that its package lists
// in their order of reading, each as a page of HTML is read. What leads through
// the book and is no part of its text is left out.
func epub(data []byte) (*Content, *Fault) {
	a, f := openArchive(data)
	if f != nil {
		return nil, f
	}
	const container = "META-INF/container.xml"
	root := ""
	if f := a.each(container, func(n *node) {
		if n.name == "rootfile" && root == "" {
			root = path.Clean(n.attr("full-path"))
		}
	}); f != nil {
		return nil, f
	}
	pages, f := a.spine(root)
	if f != nil {
		return nil, f
	}
	locked, f := a.encrypted()
	if f != nil {
		return nil, f
	}
	b := &builder{}
	for _, p := range pages {
		if locked[p.name] {
			return nil, &Fault{Code: "encrypted", Message: "META-INF/encryption.xml says that " + p.name + " is encrypted"}
		}
		if p.leads {
			b.exclude("navigation")
			continue
		}
		data, f := a.xml(p.name, true)
		if f != nil {
			return nil, f
		}
		b.part(p.name, 0, len(data))
		if f := readPage(b, data, newXHTML(data), newXHTML(data)); f != nil {
			return nil, inMember(p.name, f)
		}
	}
	return b.finish(packedText)
}

// each hands over the elements of a member, which must be there.
func (a *archive) each(name string, take func(*node)) *Fault {
	data, f := a.xml(name, true)
	if f != nil {
		return f
	}
	m := newXML(data)
	for n := m.next(); n != nil; n = m.next() {
		if n.kind == open {
			take(n)
		}
	}
	if m.bad != nil {
		return inMember(name, m.bad)
	}
	return nil
}

// leaf is a page of a book.
type leaf struct {
	name  string
	leads bool // it is a table of contents
}

// spine gives the pages in their order of reading.
func (a *archive) spine(root string) ([]leaf, *Fault) {
	items := map[string]leaf{}
	types := map[string]string{}
	var out []leaf
	var bad *Fault
	f := a.each(root, func(n *node) {
		switch n.name {
		case "item":
			id := n.attr("id")
			types[id] = n.attr("media-type")
			href, err := url.PathUnescape(n.attr("href"))
			if err != nil {
				href = n.attr("href")
			}
			items[id] = leaf{path.Join(path.Dir(root), href), strings.Contains(" "+n.attr("properties")+" ", " nav ")}
		case "itemref":
			id := n.attr("idref")
			p, ok := items[id]
			switch {
			case bad != nil:
			case !ok:
				bad = &Fault{Code: "damaged_archive", Message: fmt.Sprintf("%s lists page %q, which is not among its items", root, id)}
			case types[id] != "application/xhtml+xml":
				bad = &Fault{Code: "unknown_format", Message: fmt.Sprintf("%s lists page %q of type %q, for which there is no reader", root, id, types[id])}
			default:
				out = append(out, p)
			}
		}
	})
	if f == nil {
		f = bad
	}
	return out, f
}

// encrypted gives the members that are encrypted; those may be fonts only.
func (a *archive) encrypted() (map[string]bool, *Fault) {
	const list = "META-INF/encryption.xml"
	out := map[string]bool{}
	if a.members[list] == nil {
		return out, nil
	}
	f := a.each(list, func(n *node) {
		if n.name == "CipherReference" {
			name, err := url.PathUnescape(n.attr("URI"))
			if err != nil {
				name = n.attr("URI")
			}
			out[path.Clean(name)] = true
		}
	})
	return out, f
}
