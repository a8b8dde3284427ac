package texts

import (
	"strings"
	"unicode"

	"multivector/pipeline/texts/words"
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

// strong reads a title that stands in strong emphasis as a whole: in capitals, with a
// number in front, or without the end of a sentence. Others may be a sentence that is
// emphasized. They stand below headings that are marked.
func strong(s string, in span) (title span, level int) {
	text := s[in.start:in.end]
	if len(text) < 6 || len(text) > mostTitle || strings.Contains(text, "\n") {
		return span{}, 0
	}
	mark := text[:2]
	if mark != "__" && mark != "**" || !strings.HasSuffix(text, mark) || strings.Contains(text[2:len(text)-2], mark) {
		return span{}, 0
	}
	title = trim(s, span{in.start + 2, in.end - 2})
	text = s[title.start:title.end]
	number, rest, _ := strings.Cut(text, ". ")
	switch {
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return span{}, 0
	case inCapitals(text):
		return title, 7
	case !ends(text) && unicode.IsUpper(words.FirstRune(text)), rest != "" && (ordinals[number] || romanValue(number) > 0):
		return title, 8
	}
	return span{}, 0
}

// ordinals number the parts of a speech.
var ordinals = set("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Первое Второе Третье Четвертое Четвёртое Пятое Шестое Седьмое Восьмое Девятое Десятое " +
	"Бірінші Екінші Үшінші Төртінші Бесінші Алтыншы Жетінші Сегізінші Тоғызыншы Оныншы")

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
			if title, level := strong(m.s, b.span); level > 0 && b.excluded == "" {
				m.out = append(m.out, block{span: title, kind: heading, level: level})
				continue
			}
			if b.kind != listItem || b.excluded != "" {
				b.kind = paragraph // headings are marked in Markdown
			}
			m.out = append(m.out, b)
		}
	}
	m.held, m.item, m.deep = nil, false, 0
}
