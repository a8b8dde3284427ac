package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// HeadBytes is how much of a file's beginning is looked at to tell its layout.
const HeadBytes = 64 << 10

// mark is the byte order mark of UTF-8.
const mark = "\uFEFF"

// Recognize tells which layout a file has by the bytes that it begins with. The
// error says what speaks against every one of them: a file that another program
// wrote anew is refused as a whole, because its codes cannot be trusted. A file
// whose first record is merely faulty gets the first layout without a header.
func Recognize(head []byte, layouts []Layout) (*Layout, error) {
	if len(head) == 0 {
		return &layouts[0], nil
	}
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	text := string(line)
	for i := range layouts {
		if l := &layouts[i]; l.begins(text) {
			return l, nil
		}
	}
	if why := against(text, layouts); why != "" {
		return nil, fmt.Errorf("line 1: %s", why)
	}
	i := slices.IndexFunc(layouts, func(l Layout) bool { return !l.Header })
	if i < 0 {
		return nil, fmt.Errorf("line 1: the header is %.1000q, expected %q", text, strings.Join(layouts[0].Columns, string(layouts[0].Separator)))
	}
	return &layouts[i], nil
}

// begins reports whether a file of the layout may begin with a line.
func (l *Layout) begins(line string) bool {
	if l.Mark {
		line = strings.TrimPrefix(line, mark)
	}
	if l.Quoted || l.CRLF {
		line = strings.TrimSuffix(line, "\r")
	}
	if strings.HasPrefix(line, mark) || strings.HasSuffix(line, "\r") {
		return false
	}
	names := l.cut(line)
	if l.Header {
		return slices.EqualFunc(names, l.Columns, l.same)
	}
	return l.fits(len(names)) && !l.isHeader(names)
}

// IsHeader reports whether fields are the names of the layout's columns, or
// most of them: a header that stands where a record is meant.
func (l *Layout) IsHeader(fields []string) bool { return l.isHeader(fields) }

func (l *Layout) isHeader(fields []string) bool {
	n := 0
	for i, f := range fields {
		if i < len(l.Columns) && alike(f, l.Columns[i]) {
			n++
		}
	}
	return n > 0 && n*2 >= min(len(fields), len(l.Columns))
}

// fits reports whether a record may have that many fields.
func (l *Layout) fits(n int) bool { return n <= len(l.Columns) && n >= len(l.Columns)-l.Optional }

// cut splits a line that is a header or without quotes; it is only used to look
// at a line, not to read one.
func (l *Layout) cut(line string) []string {
	names := strings.Split(line, string(l.Separator))
	if l.Quoted {
		for i, n := range names {
			if len(n) > 1 && n[0] == '"' && n[len(n)-1] == '"' {
				names[i] = n[1 : len(n)-1]
			}
		}
	}
	return names
}

func (l *Layout) same(a, b string) bool { return a == b || l.Loose && alike(a, b) }

// alike compares names without regard to case, spaces, underscores and quotes.
func alike(a, b string) bool { return plain(a) == plain(b) }

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '"' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}

// against says what speaks against a file that begins with a line, or nothing
// where its first record is merely faulty.
func against(line string, layouts []Layout) string {
	if strings.HasPrefix(line, mark) {
		if _, err := Recognize([]byte(line[len(mark):]), layouts); err == nil {
			return "the file begins with a byte order mark, which the source's files do not: another program wrote it anew"
		}
		line = line[len(mark):]
	}
	if strings.TrimSpace(line) == "" {
		return "the first line is blank, which none is in the source's files: another program wrote it anew"
	}
	trimmed := strings.TrimSuffix(line, "\r")
	best, least := "", 0
	for i := range layouts {
		l := &layouts[i]
		if trimmed != line && l.begins(trimmed) {
			return "the lines end with CR LF, which the source's do not: a spreadsheet or an editor wrote the file anew"
		}
		if why, n := l.against(trimmed); why != "" && (best == "" || n < least) {
			best, least = why, n
		}
	}
	return best
}

// separators are those by which programs write tables.
var separators = []byte{'\t', ',', ';', '|', 0x01, '^', ' '}

// against says what speaks against a line that begins no file of the layout, and
// how much that is.
func (l *Layout) against(line string) (string, int) {
	names := l.cut(line)
	switch {
	case !l.Header && l.isHeader(names):
		return "the file begins with a header, which the source's files do not: another program wrote it anew", 0
	case l.Header && l.sharesNames(names):
		return l.againstHeader(names)
	case l.Header && l.fits(len(names)):
		return fmt.Sprintf("there is no header; the source's files begin with one, from %s to %s", l.Columns[0], l.Columns[len(l.Columns)-1]), 0
	}
	for _, s := range separators {
		other := *l
		if other.Separator = s; s != l.Separator && other.mayBegin(line) {
			why := fmt.Sprintf("the fields are separated by %q, the source's by %q: ", s, l.Separator)
			if s == ';' || s == ',' {
				return why + "a spreadsheet wrote the file anew", len(l.Columns)
			}
			return why + "another program wrote the file anew", len(l.Columns)
		}
	}
	return "", 0
}

// mayBegin is begins for a line of another separator: one that has at least the
// shape of a header or of a record with several fields.
func (l *Layout) mayBegin(line string) bool {
	names := l.cut(line)
	return len(names) > 3 && (l.isHeader(names) || !l.Header && l.fits(len(names)))
}

// againstHeader says in what a header differs, and in how many names.
func (l *Layout) againstHeader(names []string) (string, int) {
	for i, n := range names {
		switch {
		case strings.TrimSpace(n) == "":
			return fmt.Sprintf("column %d of the header has no name: a spreadsheet or an editor wrote the file anew", i+1), 0
		case slices.Index(names, n) < i:
			return fmt.Sprintf("the header has two columns named %q: another program wrote the file anew", n), 0
		}
	}
	var missing, extra []string
	for _, c := range l.Columns {
		if !slices.ContainsFunc(names, func(n string) bool { return l.same(n, c) }) {
			missing = append(missing, c)
		}
	}
	for _, n := range names {
		if !slices.ContainsFunc(l.Columns, func(c string) bool { return l.same(n, c) }) {
			extra = append(extra, n)
		}
	}
	if len(missing)+len(extra) == 0 {
		i := 0
		for i < len(names)-1 && l.same(names[i], l.Columns[i]) {
			i++
		}
		return fmt.Sprintf("the columns stand in another order: column %d is %q, expected %q", i+1, names[i], l.Columns[i]), 0
	}
	return fmt.Sprintf("the header is not the source's: missing are %.500q, not expected are %.500q", missing, extra), len(missing) + len(extra)
}

// sharesNames reports whether half of the columns are named, in any order.
func (l *Layout) sharesNames(names []string) bool {
	n := 0
	for _, c := range l.Columns {
		if slices.ContainsFunc(names, func(n string) bool { return alike(n, c) }) {
			n++
		}
	}
	return n*2 >= len(l.Columns)
}
