package texts

import (
	"strings"
)

// markdown cuts Markdown into passages: front matter, headings, list items and
// paragraphs. A paragraph is cut further by the rules of plain text, for many
// writers end a paragraph with a single line end. Marks of emphasis, links and
// tables stay as they are written.
func markdown(s string) []block {
	m := &markdownReader{s: s, all: lines(s, span{0, len(s)})}
	markContents(s, m.all)
	markNotes(s, m.all)
	m.how = layoutOf(s, m.all)
	m.how.indents = false // in Markdown it means something else
	at := m.frontMatter()
	for at < len(m.all) {
		at = m.next(at)
	}
	m.flush()
	return outline(s, m.out)
}

type markdownReader struct {
	s    string
	all  []line
	how  layout
	held []line // lines of the paragraph or list item that is being read
	item bool
	out  []block
	deep int // indentation of the list item, in columns
}

func (m *markdownReader) text(i int) string { return m.s[m.all[i].start:m.all[i].end] }

// frontMatter takes the lines between two of three hyphens at the beginning.
func (m *markdownReader) frontMatter() int {
	if m.text(0) != "---" || m.all[0].start != 0 {
		return 0
	}
	for i := 1; i < len(m.all); i++ {
		if m.text(i) == "---" || m.text(i) == "..." {
			m.out = append(m.out, block{span: span{m.all[0].start, m.all[i].end}, kind: frontMatter})
			return i + 1
		}
	}
	return 0
}

// next takes one line.
func (m *markdownReader) next(i int) int {
	l, text := m.all[i], m.text(i)
	title, level := atx(m.s, l)
	switch {
	case l.blank():
		m.flush()
	case l.as != "":
		m.flush()
		m.out = known(m.out, l, i > 0 && m.all[i-1].blank())
	case level > 0:
		m.flush()
		b := block{span: title, kind: heading, level: level}
		if exclusion(m.s[title.start:title.end]) == separator {
			b.excluded = separator
		}
		m.out = append(m.out, b)
	case !m.item && len(m.held) == 1 && underline(text):
		m.out = append(m.out, block{span: m.held[0].span, kind: heading, level: 1 + strings.Count(text[:1], "-")})
		m.held = nil
	case exclusion(text) == separator:
		m.flush()
		m.out = append(m.out, block{span: l.span, kind: paragraph, excluded: separator})
	case labeled(text) && (len(m.held) == 0 || m.item || bulleted(text) || ends(m.s[m.held[0].start:m.held[len(m.held)-1].end])):
		m.flush()
		m.item, m.deep, m.held = true, m.indent(l), []line{l}
	default:
		m.held = append(m.held, l)
	}
	return i + 1
}

// atx reads a heading that is marked with number signs.
func atx(s string, l line) (title span, level int) {
	for l.start+level < l.end && s[l.start+level] == '#' {
		level++
	}
	after := l.start + level
	if level == 0 || level > 6 || after == l.end || s[after] != ' ' && s[after] != '\t' {
		return span{}, 0
	}
	title = trim(s, span{after, l.end})
	if closing := strings.TrimRight(s[title.start:title.end], "#"); strings.HasSuffix(closing, " ") {
		title = trim(s, span{title.start, title.start + len(closing)})
	}
	return title, level
}

// underline reports whether a line makes a heading of the one above it.
func underline(text string) bool {
	return len(text) >= 3 && (strings.Trim(text, "=") == "" || strings.Trim(text, "-") == "")
}

func bulleted(text string) bool { return strings.ContainsAny(text[:1], "-*+") }

// indent counts the columns before a line.
func (m *markdownReader) indent(l line) int {
	columns := 0
	for i := l.start - 1; i >= 0 && m.s[i] != '\n'; i-- {
		if columns++; m.s[i] == '\t' {
			columns += 3
		}
	}
	return columns
}

// flush ends the paragraph or list item.
func (m *markdownReader) flush() {
	if len(m.held) > 0 && m.item {
		m.out = append(m.out, block{span: span{m.held[0].start, m.held[len(m.held)-1].end}, kind: listItem, level: m.deep})
	} else if len(m.held) > 0 {
		for _, b := range paragraphs(m.s, m.held, m.how) {
			if b.kind != listItem || b.excluded != "" {
				b.kind = paragraph // headings are marked in Markdown
			}
			m.out = append(m.out, b)
		}
	}
	m.held, m.item, m.deep = nil, false, 0
}
