package texts

import (
	"regexp"
	"strings"
	"unicode"

	"multivector/pipeline/texts/words"
)

// noteMark is what a note may begin with, for the groups: a mark of Markdown; a number
// with a stroke, in brackets, or bare; stars or a dagger.
var noteMark = regexp.MustCompile(`^(?:\[\^([^\]\s]{1,40})\]:|(\d{1,3})/|\[(\d{1,3})\]|(\d{1,3})|(\*{1,3}|†))\s+(\S.*)`)

// pointer is a word that a note begins with, and no numbered provision.
var pointer = regexp.MustCompile(`^(See|See also|Ibid\.|Ibidem|Idem|Cf\.|Op\. cit\.|Loc\. cit\.|См\.|Там же|Ср\.) `)

// references finds what in a text may refer to a note.
var references = regexp.MustCompile(`[\pL.,;:”"’»)] ?(\d{1,3}/|\[\d{1,3}\])|[\pL.,;:”"’»)](\d{1,3}|\*{1,3}|†)(?:[\s.,;:)]|$)`)

// endnotes are headings below which numbered lines are notes, in lower case.
var endnotes = set("endnotes footnotes сноски")

// note is what a line shows of one.
type noteLine struct {
	mark   string // as the text refers to it
	body   string
	always bool // it can be nothing else
}

// noteOf reads the beginning of a note.
func noteOf(text string) (n noteLine, ok bool) {
	if text == "" || !strings.ContainsRune("[*", rune(text[0])) && !digit(text[0]) && !strings.HasPrefix(text, "†") {
		return noteLine{}, false
	}
	if rest := strings.TrimLeft(text, "0123456789"); len(rest) < len(text) && (rest == "" || strings.IndexByte("/ \t", rest[0]) < 0) {
		return noteLine{}, false // a label, for one
	}
	m := noteMark.FindStringSubmatch(text)
	switch {
	case m == nil:
		return noteLine{}, false
	case m[1] != "":
		return noteLine{always: true}, true
	case m[2] != "":
		n.mark = m[2] + "/"
	case m[3] != "":
		n.mark = "[" + m[3] + "]"
	default:
		n.mark = m[4] + m[5]
	}
	n.body = m[6]
	n.always = m[5] == "" && pointer.MatchString(n.body)
	return n, true
}

// markNotes marks the footnotes of a text that has no other marks for them:
//   - "[^1]: …", as in Markdown;
//   - "3 See …", "3/ See …" and the like;
//   - "3/ …" and "[3] …", where the text before refers to it so;
//   - lines behind a rule of underscores that begin with a number or with stars, where
//     the text before refers to the first of them;
//   - numbered lines below the heading "Endnotes", "Footnotes" or "Сноски".
//
// A note ends with its paragraph; one that stands within a text, with a sentence.
func markNotes(s string, all []line) {
	var referred map[string]bool // marks, up to the line that was looked at last
	upTo := 0
	known := func(mark string, at int) bool {
		if referred == nil {
			referred = map[string]bool{}
		}
		for _, m := range references.FindAllStringSubmatch(s[upTo:at], -1) {
			referred[m[1]+m[2]] = true
		}
		upTo = max(upTo, at)
		return referred[mark]
	}
	ruled, below := false, false // behind a rule; below the heading of endnotes
	for i := 0; i < len(all); i++ {
		l := all[i]
		text := s[l.start:l.end]
		if l.blank() {
			continue
		}
		if isRule(text) {
			ruled = true
			continue
		}
		n, found := noteOf(text)
		if !found && below {
			found = labeled(text) && digit(text[0])
			n.always = found
		}
		below = found && below || endnotes[strings.ToLower(strings.Trim(text, " .:#*"))]
		block := found && (below || ruled && (n.always || known(n.mark, l.start)))
		switch inText := strings.HasSuffix(n.mark, "/") || strings.HasSuffix(n.mark, "]"); {
		case block:
			i = markNote(s, all, i, true)
			ruled = ruled && i+1 < len(all) && !all[i+1].blank()
			continue
		case found && (n.always || inText && !unicode.IsLower(words.FirstRune(n.body)) && known(n.mark, l.start)):
			i = markNote(s, all, i, n.mark == "")
		}
		ruled = false
	}
}

// isRule reports whether a line is one that sets notes apart.
func isRule(text string) bool {
	return len(text) >= 5 && strings.Trim(text, "_") == ""
}

// markNote marks the lines of a note, and gives its last one. A paragraph is read to
// its end, or to the next note; else a sentence.
func markNote(s string, all []line, from int, paragraph bool) int {
	for i := from; ; i++ {
		all[i].as, all[i].begins = footnote, i == from
		if i+1 == len(all) || all[i+1].blank() || !paragraph && ends(s[all[i].start:all[i].end]) {
			return i
		}
		next := s[all[i+1].start:all[i+1].end]
		if _, found := noteOf(next); found || labeled(next) || isRule(next) {
			return i
		}
	}
}
