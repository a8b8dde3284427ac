package texts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"multivector/pipeline/lookup"
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
	r := read(&job{in: in, pdf: sharedPDF(), version: version(in, "d", lang, "official"), from: lookup.Ever, to: lookup.Never}, data, lexicons)
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
	lead := func(what string, charStart, charEnd int32, byteStart, byteEnd int64, text string) {
		t.Helper()
		bytes := partOf(t, data, in)
		if byteStart < 0 || byteStart > byteEnd || byteEnd > int64(len(bytes)) {
			t.Fatalf("%s: %s: bytes %d to %d of %d", name, what, byteStart, byteEnd, len(bytes))
		}
		piece := bytes[byteStart:byteEnd]
		got := ""
		if ending := path.Ext(name); len(r.repairs) > 0 && (ending == ".txt" || ending == ".md" || ending == ".markdown") {
			got = mended(t, encoding, bytes, byteStart, byteEnd, r.repairs)
		} else {
			before := unmended(t, charStart, charEnd, text, r.repairs)
			if got = reread(t, name, encoding, data, r, in, int(byteStart), int(byteEnd), before); got == before {
				got = text
			}
		}
		if got != text {
			t.Fatalf("%s: %s: bytes %d to %d, %q, give %q, the text is %q", name, what, byteStart, byteEnd, piece, got, text)
		}
		if n := utf8.RuneCountInString(text); int(charEnd-charStart) != n || n == 0 {
			t.Fatalf("%s: %s: characters %d to %d, the text has %d", name, what, charStart, charEnd, n)
		}
	}
	passages := map[string]schemas.Passage{}
	for i, x := range r.repairs {
		in = x.Part
		lead(x.RepairID, x.CharStart, x.CharEnd, x.ByteStart, x.ByteEnd, x.Repaired)
		if x.Original == "" || x.Original == x.Repaired || i > 0 && x.CharStart < r.repairs[i-1].CharStart {
			t.Fatalf("%s: repair %+v", name, x)
		}
	}
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

// unmended gives a row's text as it was before the repairs that are listed for it.
func unmended(t testing.TB, start, end int32, text string, repairs []schemas.Repair) string {
	t.Helper()
	rest, out, at := []rune(text), "", start
	for _, x := range repairs {
		if x.CharEnd <= start || x.CharStart >= end {
			continue
		}
		if x.CharStart < at || x.CharEnd > end {
			t.Fatalf("repair %+v cuts what stands at characters %d to %d, or another one", x, start, end)
		}
		out += string(rest[at-start:x.CharStart-start]) + x.Original
		at = x.CharEnd
	}
	return out + string(rest[at-start:])
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
			j := job{in: schemas.Input{File: name}, version: schemas.Version{Lang: "en"}, from: lookup.Ever, to: lookup.Never}
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
		j := job{in: schemas.Input{File: "a.txt"}, version: schemas.Version{Lang: "en"}, from: lookup.Ever, to: lookup.Never}
		read(&j, data, nil)
		if took := time.Since(began); took > 90*time.Second {
			t.Errorf("%q: %s", unit, took)
		} else {
			t.Logf("%q: %s", unit, took)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"windows-1251", "koi8-r", "x-mac-cyrillic", "windows-1252"} {
		f.Add(inPage(name, "Казахстан"), "")
	}
	f.Add([]byte("K\x00a\x00"), "")
	f.Add([]byte("\x10\x04"), "utf-16le")
	f.Add([]byte("мир \xed\xa0\xbd"), "")
	f.Add([]byte("\xea\xc1\xda"), "koi8-r")
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		body, layers, enc, bad := toUTF8(data, label)
		if bad != nil {
			if bad.code == "" || bad.start < 0 || bad.start > bad.end || bad.end > len(data) {
				t.Fatalf("%+v", bad)
			}
			return
		}
		if enc.name == "" || enc.method == "" {
			t.Fatalf("%+v", enc)
		}
		end := &text{layers: layers}
		if got := end.raw(len(body)); got != len(data) {
			t.Fatalf("the end leads to %d of %d", got, len(data))
		}
	})
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
