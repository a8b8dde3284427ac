package texts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"multivector/pipeline/lookup"
	"multivector/pipeline/pdf"
	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/names"
	"multivector/schemas"
)

// readText reads bytes as a file of that name, and holds every promise of the
// package against the rows.
func readText(t testing.TB, name string, data []byte, lexicons map[string]*names.Lexicon) *result {
	t.Helper()
	return readTextIn(t, "en", name, data, lexicons)
}

// readTextIn reads a file of which its description says that it is in a language.
func readTextIn(t testing.TB, lang, name string, data []byte, lexicons map[string]*names.Lexicon) *result {
	t.Helper()
	sum := sha256.Sum256(data)
	in := schemas.Input{SourceID: "s", File: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data))}
	r := read(&job{in: in, formats: reader(), version: version(in, "d", lang, "official"), from: lookup.Ever, to: lookup.Never}, data, lexicons)
	l := r.ledger
	if l.NRead != l.NPublished+l.NQuarantined+l.NExcluded || int(l.NQuarantined) != len(r.fault) || l.Unit == "passage" && int(l.NPublished) != len(r.passages) {
		t.Errorf("%s: the account does not hold: %+v", name, l)
	}
	if (len(r.fault) == 0) == (len(r.version) == 0) {
		t.Errorf("%s: %d versions and %d faults", name, len(r.version), len(r.fault))
	}
	for _, f := range r.fault {
		if f.Line < 1 || f.ByteStart > f.ByteEnd || f.ByteEnd > int64(len(data)) || !utf8.ValidString(f.RawValue) {
			t.Errorf("%s: fault %+v", name, f)
		}
	}
	holdSpans(t, name, data, r)
	return r
}

// holdSpans checks that rows stand in order, one inside the other, and that
// their bytes lead to their text again.
func holdSpans(t testing.TB, name string, data []byte, r *result) {
	t.Helper()
	encoding := ""
	if len(r.version) > 0 {
		encoding = r.version[0].Encoding
	}
	in := ""
	if len(r.passages) == 0 {
		return
	}
	ending := path.Ext(name)
	plain := ending == ".txt" || ending == ".md" || ending == ".markdown"
	unrepaired, _, _ := reader().Read(name, data)
	parts := map[string]int{} // where they begin
	lead := func(what string, charStart, charEnd int32, byteStart, byteEnd int64, text string) {
		t.Helper()
		if n := utf8.RuneCountInString(text); int(charEnd-charStart) != n || n == 0 {
			t.Fatalf("%s: %s: characters %d to %d, the text has %d", name, what, charStart, charEnd, n)
		}
		if byteStart < 0 || byteStart > byteEnd {
			t.Fatalf("%s: %s: bytes %d to %d", name, what, byteStart, byteEnd)
		}
		if plain {
			if got := mended(t, encoding, data, byteStart, byteEnd, r.repairs); got != text {
				t.Fatalf("%s: %s: bytes %d to %d, %q, give %q, the text is %q", name, what, byteStart, byteEnd, data[byteStart:byteEnd], got, text)
			}
			return
		}
		// That the bytes of a text give it is held in package formats.
		at, before := unmended(t, charStart, charEnd, text, r.repairs)
		s := unrepaired.Text.String()
		start := 0
		for range at {
			_, n := utf8.DecodeRuneInString(s[start:])
			start += n
		}
		end := min(start+len(before), len(s))
		if _, known := parts[in]; !known {
			part := unrepaired.Text.Part(start, end)
			if parts[in] = part.Start; part.Name != in {
				t.Fatalf("%s: %s: it stands in part %q, not in %q", name, what, part.Name, in)
			}
		}
		from, to := int64(unrepaired.Text.Raw(start)-parts[in]), int64(unrepaired.Text.RawEnd(end)-parts[in])
		if s[start:end] != before || from != byteStart || to != byteEnd {
			t.Fatalf("%s: %s: %q was %q, and stands in bytes %d to %d; there, %q stands in bytes %d to %d", name, what, text, before, byteStart, byteEnd, s[start:end], from, to)
		}
	}
	passages := map[string]schemas.Passage{}
	at := int32(0)
	for i, p := range r.passages {
		if p.CharStart < at || int(p.Seq) != i+1 {
			t.Fatalf("%s: passage %s is out of order", name, p.PassageID)
		}
		at = p.CharEnd
		passages[p.PassageID] = p
		in = p.Part
		lead(p.PassageID, p.CharStart, p.CharEnd, p.ByteStart, p.ByteEnd, p.Text)
	}
	for i, x := range r.repairs {
		in = x.Part
		lead(x.RepairID, x.CharStart, x.CharEnd, x.ByteStart, x.ByteEnd, x.Repaired)
		if x.Original == "" || x.Original == x.Repaired || i > 0 && x.CharStart < r.repairs[i-1].CharStart {
			t.Fatalf("%s: repair %+v", name, x)
		}
	}
	provisions := map[string]schemas.Provision{}
	at = 0
	for i, u := range r.provisions {
		p := passages[u.PassageID]
		if u.CharStart < at || int(u.Seq) != i+1 || u.CharStart < p.CharStart || u.CharEnd > p.CharEnd {
			t.Fatalf("%s: provision %s is out of order, or out of its passage", name, u.ProvisionID)
		}
		if _, ok := provisions[u.ParentProvisionID]; u.ParentProvisionID != "" && !ok {
			t.Fatalf("%s: provision %s comes before its lead-in", name, u.ProvisionID)
		}
		at = u.CharEnd
		provisions[u.ProvisionID] = u
		in = p.Part
		lead(u.ProvisionID, u.CharStart, u.CharEnd, u.ByteStart, u.ByteEnd, u.Text)
	}
	at = 0
	for _, m := range r.mentions {
		u := provisions[m.ProvisionID]
		if m.CharStart < at || m.CharStart < u.CharStart || m.CharEnd > u.CharEnd {
			t.Fatalf("%s: mention %s is out of order, or out of its provision", name, m.MentionID)
		}
		at = m.CharEnd
		in = passages[u.PassageID].Part
		lead(m.MentionID, m.CharStart, m.CharEnd, m.ByteStart, m.ByteEnd, m.Surface)
	}
}

// unmended gives a row's text as it was before the repairs that are listed for it, and
// at which character it stood.
func unmended(t testing.TB, start, end int32, text string, repairs []schemas.Repair) (at int, before string) {
	t.Helper()
	rest, done := []rune(text), start
	at = int(start)
	for _, x := range repairs {
		if x.CharEnd <= start {
			at += utf8.RuneCountInString(x.Original) - int(x.CharEnd-x.CharStart)
		}
		if x.CharEnd <= start || x.CharStart >= end {
			continue
		}
		if x.CharStart < done || x.CharEnd > end {
			t.Fatalf("repair %+v cuts what stands at characters %d to %d, or another one", x, start, end)
		}
		before += string(rest[done-start:x.CharStart-start]) + x.Original
		done = x.CharEnd
	}
	return at, before + string(rest[done-start:])
}

// mended decodes a piece of a file, and makes the repairs that are listed for it.
func mended(t testing.TB, encoding string, data []byte, start, end int64, repairs []schemas.Repair) string {
	t.Helper()
	out, at := "", start
	add := func(to int64) {
		if to > at {
			out += again(decoded(t, data[at:to], encoding))
		}
	}
	from, _ := slices.BinarySearchFunc(repairs, start, func(r schemas.Repair, start int64) int { return cmp.Compare(r.ByteStart, start) })
	for _, r := range repairs[from:] {
		if r.ByteStart >= end {
			break
		}
		if r.ByteStart < at { // another rule's, inside the one before
			continue
		}
		add(r.ByteStart)
		out, at = out+r.Repaired, r.ByteEnd
	}
	add(end)
	return out
}

// No text takes time out of proportion to its length, whatever it repeats.
func TestTimeGrowsWithLengthOnly(t *testing.T) {
	x := map[string]*names.Lexicon{"en": names.New(newProject(t).aliases, nil, "en")}
	for _, unit := range []string{"A. ", "1. ", "a: b; ", "(", "U.S. ", "Mr. x\n", "the United ", "- a:\n", "# a\n", "word", "x.Y", "Kazakh-\n", "e\u0301", "\r\n", "\u0301", "It is so.It is ",
		"Contents\n", "Contents\nA 1\nA 2\nb\n", "A ... 1\n", "Contents A ... 1\n\n\n", "Contents\nA ... 1\nAa ... 2\nA The ", "a. 1/\n1/ A\n", "3 See a\n", "____\n* a*\n", "II. Goals And\n", "of the\nState\n", "Goals\n\n", ". . . "} {
		text := []byte(strings.Repeat(unit, 300_000/len(unit)))
		began := time.Now()
		for _, name := range []string{"a.txt", "a.md"} {
			j := job{in: schemas.Input{File: name}, formats: reader(), version: schemas.Version{Lang: "en"}, from: lookup.Ever, to: lookup.Never}
			read(&j, text, x)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%q: %s", unit, took)
		} else {
			t.Logf("%q: %s", unit, took)
		}
	}
}

// A line of the largest size that is read takes time in proportion, whatever it
// holds.
func TestALineOf50MB(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes a minute")
	}
	for _, unit := range []string{"x", "We agree. ", "дом", "ab-", "Ã", "í", "A ", "1O", "Кaз", "\u00ad"} {
		data := []byte(strings.Repeat(unit, 50<<20/len(unit)))
		began := time.Now()
		j := job{in: schemas.Input{File: "a.txt"}, formats: reader(), version: schemas.Version{Lang: "en"}, from: lookup.Ever, to: lookup.Never}
		read(&j, data, nil)
		if took := time.Since(began); took > 90*time.Second {
			t.Errorf("%q: %s", unit, took)
		} else {
			t.Logf("%q: %s", unit, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Kazakhstan's policy:\r\n1. With Russia; and\r\n2. with the United\nStates.", "\ufeffCafe\u0301 in KAZAKHSTAN\fKazakh-\nstan",
		"---\na: b\n---\n# Title\n\n- one: a; b\n  1. two\n\nText\n----\n", "\xff\xfeK\x00\n\x00", "a\x00b", "\x80", "1.\r2.\r\n\r\n(a) b;\n\nc;", "“1. x”",
		"that\n17\n\nit is co-\noperation, cooperation. I960 policy â€” Ã© Кaзахстан ХІV \u0096 S T A T E state", "Статья 5\r1. Стороны; и\r2. т.е. г. Алматы.\fсо\u00adюз todayís Unionís theí the ó a",
		"Contents Preface . . . iv I. Goals and\nMeans ... 7\n\n\n\nI. Goals and Means The State. 1/\n\n_____\n1/ See it.\n\nii we\n\n\n\niv go to the United\n\nStates", "a[^1]\n\n[^1]: b\nFootnotes\n1. c",
		" \u0301a", "_Russia_ a.B ab.Cd: e; f", manyMarks(),
	} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	x := map[string]*names.Lexicon{"en": names.New(newProject(f).aliases, nil, "en")}
	f.Fuzz(func(t *testing.T, data []byte, plain bool) {
		name := "a.md"
		if plain {
			name = "a.txt"
		}
		readText(t, name, data, x)
	})
}

// manyMarks gives a long sequence of combining marks.
func manyMarks() string {
	s := "a"
	for range 40 {
		s += "\u0323\u0301"
	}
	return s
}

// reader reads all formats, with one PDFium for all tests.
var reader = sync.OnceValue(func() *formats.Reader {
	return &formats.Reader{PDF: pdf.NewReader(context.Background()), Numbered: numbered}
})

// shape writes what was read, a line for each passage and each block left out.
func shape(r *result) string {
	var b strings.Builder
	at := 0
	for _, p := range r.passages {
		b.WriteString(p.PassageType)
		if p.HeadingPath != "" {
			b.WriteString(" (" + p.HeadingPath + ")")
		}
		b.WriteString(": " + strings.ReplaceAll(p.Text, "\n", "/"))
		for ; at < len(r.provisions) && r.provisions[at].PassageID == p.PassageID; at++ {
			if u := r.provisions[at]; u.Label != "" {
				b.WriteString(" [" + u.Label + "]")
			}
		}
		b.WriteString("\n")
	}
	for _, f := range r.fault {
		b.WriteString("fault: " + f.ReasonCode + "\n")
	}
	if r.ledger.Reasons != "" {
		b.WriteString("left out: " + r.ledger.Reasons + "\n")
	}
	return b.String()
}

// again reads a piece of a file, which is in UTF-8, as a text of its own. A sequence of
// marks that the standard would cut is left whole.
func again(data []byte) string {
	var b strings.Builder
	for rest := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(string(data)); rest != ""; {
		n := norm.NFC.NextBoundaryInString(rest, true)
		b.WriteString(norm.NFC.String(rest[:n]))
		rest = rest[n:]
	}
	return b.String()
}

// kazakhLetters are what KZ-1048 has in other places than windows-1251.
var kazakhLetters = map[byte]rune{
	0x8d: 'Қ', 0x8e: 'Һ', 0x9d: 'қ', 0x9e: 'һ', 0xa1: 'Ұ', 0xa2: 'ұ', 0xa3: 'Ә', 0xaa: 'Ғ', 0xaf: 'Ү', 0xba: 'ғ', 0xbc: 'ә', 0xbd: 'Ң', 0xbe: 'ң', 0xbf: 'ү', 0xa5: 'Ө', 0xb4: 'ө',
}

// decoded rewrites a piece of a file in UTF-8.
func decoded(t testing.TB, piece []byte, label string) []byte {
	t.Helper()
	e, _ := charset.Lookup(strings.TrimSuffix(label, "-bom"))
	switch label {
	case "utf-8", "utf-8-bom":
		return piece
	case "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	if label == "kz-1048" { // windows-1251 but for letters of Kazakh
		var out []byte
		for _, b := range piece {
			r := charmap.Windows1251.DecodeByte(b)
			if own, ok := kazakhLetters[b]; ok {
				r = own
			}
			out = utf8.AppendRune(out, r)
		}
		return out
	}
	if e == nil {
		t.Fatalf("encoding %q", label)
	}
	out, err := e.NewDecoder().Bytes(piece)
	if err != nil {
		t.Fatalf("%q: %v", piece, err)
	}
	return out
}
