package formats

import (
	"path"
	"strconv"
	"strings"
)

// docxLists works out the numbers of list items.
type docxLists struct {
	abstract map[string]*[9]docxLevel // definitions, by id
	nums     map[string]*docxNum      // lists that paragraphs name
	counts   map[string]*[9]int       // reached so far, by what counts together
}

// docxLevel is how one level of a list is numbered.
type docxLevel struct {
	start  int
	format string // as in WordprocessingML
	text   string // with %1 to %9 for the numbers of the levels
	legal  bool   // every number in Arabic figures
}

type docxNum struct {
	abstract string
	starts   map[int]int // that this list begins anew with, by level
	levels   map[int]docxLevel
}

// definitions reads the styles and the numbering of a document.
func (d *docxReader) definitions(a *archive) *Fault {
	d.styles = map[string]style{}
	d.lists = docxLists{map[string]*[9]docxLevel{}, map[string]*docxNum{}, map[string]*[9]int{}}
	for _, file := range []struct {
		name string
		read func(*xmlMarkup)
	}{{"styles.xml", d.readStyles}, {"numbering.xml", d.lists.read}} {
		name := path.Join(d.dir, file.name)
		data, f := a.xml(name, false)
		if f != nil {
			return f
		}
		if data == nil {
			continue
		}
		m := newXML(data)
		file.read(m)
		if m.bad != nil {
			return inMember(name, m.bad)
		}
	}
	return nil
}

func (d *docxReader) readStyles(m *xmlMarkup) {
	id, now := "", style{}
	for n := m.next(); n != nil; n = m.next() {
		if n.kind == closing && n.name == "style" && id != "" {
			d.styles[id], id = now, ""
		}
		if n.kind != open {
			continue
		}
		switch n.name {
		case "style":
			id, now = "", style{}
			if n.attr("type") == "paragraph" {
				id = n.attr("styleId")
			}
		case "name":
			now.name = n.attr("val")
			if strings.EqualFold(now.name, "title") {
				now.level = 1
			}
		case "basedOn":
			now.base = n.attr("val")
		case "outlineLvl":
			now.level = outlineLevel(n.attr("val"))
		case "numPr", "ilvl", "numId":
			now.num.take(n)
		}
	}
}

// outlineLevel makes the level of a heading: 0 is the outermost in Word, below
// the title; 9 is the body's.
func outlineLevel(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 2
}

// mostBases bounds the way from a style to what it is based on, which may be a
// circle.
const mostBases = 20

// style follows a style to those that it is based on.
func (d *docxReader) style(id string) style {
	s := d.styles[id]
	at := s
	for range mostBases {
		if at.base == "" {
			break
		}
		at = d.styles[at.base]
		if s.level == 0 && at.name != "" {
			s.level = at.level
		}
		if !s.num.known {
			s.num = at.num
		}
	}
	return s
}

func (l *docxLists) read(m *xmlMarkup) {
	var levels *[9]docxLevel
	var num *docxNum
	at, override := 0, false
	now := func() *docxLevel {
		if levels == nil {
			return &docxLevel{}
		}
		return &levels[at]
	}
	for n := m.next(); n != nil; n = m.next() {
		if n.kind != open {
			if n.name == "lvlOverride" || n.name == "num" {
				override = false
			}
			continue
		}
		switch n.name {
		case "abstractNum":
			levels, num = new([9]docxLevel), nil
			l.abstract[n.attr("abstractNumId")] = levels
		case "lvl":
			at = smallInt(n.attr("ilvl"))
			if override {
				levels = new([9]docxLevel) // taken up at its end, below
			}
			now().start = 1
		case "start":
			now().start, _ = strconv.Atoi(n.attr("val"))
		case "numFmt":
			now().format = n.attr("val")
		case "lvlText":
			now().text = n.attr("val")
			if override && num != nil {
				num.levels[at] = *now()
			}
		case "isLgl":
			now().legal = true
		case "num":
			levels, num = nil, &docxNum{starts: map[int]int{}, levels: map[int]docxLevel{}}
			l.nums[n.attr("numId")] = num
		case "abstractNumId":
			if num != nil {
				num.abstract = n.attr("val")
			}
		case "lvlOverride":
			at, override = smallInt(n.attr("ilvl")), true
		case "startOverride":
			if i, err := strconv.Atoi(n.attr("val")); err == nil && num != nil {
				num.starts[at] = i
			}
		}
	}
}

// next counts a paragraph, and gives its label, or nothing if it has none or one
// that cannot be known.
func (l *docxLists) next(of numbering) string {
	num := l.nums[of.id]
	if !of.known || num == nil || l.abstract[num.abstract] == nil {
		return ""
	}
	levels := *l.abstract[num.abstract]
	for i, level := range num.levels {
		levels[i] = level
	}
	together := num.abstract
	if len(num.starts) > 0 {
		together = "num " + of.id // it begins anew
	}
	counts := l.counts[together]
	if counts == nil {
		counts = &[9]int{}
		l.counts[together] = counts
	}
	start := func(i int) int {
		if s, ok := num.starts[i]; ok {
			return s
		}
		return levels[i].start
	}
	// A count is 1 above what was reached, so that 0 means that none was.
	for i := 0; i < of.level; i++ {
		if counts[i] == 0 {
			counts[i] = start(i) + 1
		}
	}
	if counts[of.level] == 0 {
		counts[of.level] = start(of.level)
	}
	counts[of.level]++
	for i := of.level + 1; i < len(counts); i++ {
		counts[i] = 0
	}
	return levels[of.level].label(levels, counts)
}

func (d docxLevel) label(levels [9]docxLevel, counts *[9]int) string {
	if d.format == "bullet" {
		return "•"
	}
	var b strings.Builder
	if len(d.text) > mostLabel {
		return ""
	}
	for i := 0; i < len(d.text); i++ {
		if d.text[i] != '%' || i+1 == len(d.text) || d.text[i+1] < '1' || d.text[i+1] > '9' {
			b.WriteByte(d.text[i])
			continue
		}
		i++
		k := int(d.text[i] - '1')
		format := levels[k].format
		if d.legal {
			format = "decimal"
		}
		s := docxFigure(counts[k]-1, format)
		if s == "" {
			return ""
		}
		b.WriteString(s)
	}
	return strings.TrimSpace(b.String())
}

// russianLetters are those that numbers are made of; others are left out.
const russianLetters = "абвгдежзиклмнопрстуфхцчшщыэюя"

// docxFigure writes a number in a format of Word, or nothing in one that is not
// known here.
func docxFigure(n int, format string) string {
	switch format {
	case "decimal", "":
		return strconv.Itoa(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	case "lowerLetter":
		return figure(n, "a")
	case "upperLetter":
		return figure(n, "A")
	case "lowerRoman":
		return figure(n, "i")
	case "upperRoman":
		return figure(n, "I")
	case "russianLower", "russianUpper":
		letters := []rune(russianLetters)
		if n < 1 || n > len(letters) {
			return ""
		}
		if format == "russianUpper" {
			return strings.ToUpper(string(letters[n-1]))
		}
		return string(letters[n-1])
	}
	return ""
}
