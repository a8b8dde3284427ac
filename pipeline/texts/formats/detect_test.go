package formats

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	russian = "Республика Казахстан проводит многовекторную внешнюю политику. Её цель — «мир и безопасность» в регионе; Я и мы согласны."
	kazakh  = "Қазақстан Республикасы көпвекторлы сыртқы саясатты жүргізеді. Әрбір ел өз жолын таңдайды, бұл — біздің ұстанымымыз."
	english = "The Parties’ aims, as we said in “The Future We Want” – peace, trade and the state’s growth – stay the same."
	french  = "L’État et la République française se sont engagés à coopérer dès l’été prochain."
)

// in writes a text in another encoding.
func in(t *testing.T, name, text string) []byte {
	t.Helper()
	switch name {
	case "utf-16le", "utf-16be":
		order := unicode.LittleEndian
		if name == "utf-16be" {
			order = unicode.BigEndian
		}
		out, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(out)
	}
	out := inPage(name, text)
	if out == nil {
		t.Fatalf("%s has not all letters of %q", name, text)
	}
	return out
}

// inPage writes a text in an encoding of one byte.
func inPage(name, text string) []byte {
	p := codepageNamed(name)
	var out []byte
	for _, r := range text {
		at := slices.Index(p.table[:], r)
		if at < 0 {
			return nil
		}
		out = append(out, byte(at))
	}
	return out
}

func TestAnEncodingIsTakenFromWhatTheBytesBecome(t *testing.T) {
	plain := strings.NewReplacer("«", `"`, "»", `"`, "—", "-").Replace(russian)
	for _, c := range []struct{ encoding, text string }{
		{"windows-1251", russian}, {"koi8-r", plain}, {"x-mac-cyrillic", russian}, {"iso-8859-5", plain}, {"ibm866", plain},
		{"kz-1048", kazakh}, {"windows-1252", english}, {"macintosh", english}, {"windows-1252", french}, {"macintosh", french},
		{"utf-16le", russian}, {"utf-16be", russian}, {"utf-16le", english}, {"utf-16be", english},
		// Few bytes above ASCII, as real files have them.
		{"macintosh", "ensuring citizens’ basic necessities"}, {"macintosh", "a juge de l'exécution des peines has"},
		{"macintosh", "\n\n1• REQUESTS the Director-General"}, {"macintosh", "include: \n\n• progress in implementing"},
		{"windows-1252", "ensuring citizens’ basic necessities"}, {"windows-1252", "Côte d'Ivoire agreed"}, {"windows-1252", "a grant of £5 million"},
		{"windows-1251", "Россия и Казахстан"}, {"koi8-r", "Россия и Казахстан"},
	} {
		got, enc, f := decode(in(t, c.encoding, c.text))
		if f != nil || enc != (Encoding{c.encoding, "detected"}) || got.s != c.text {
			t.Errorf("%s: %q: %+v %+v", c.encoding, c.text, enc, f)
		}
	}
}

func TestAnEncodingThatIsNotCertainIsAFault(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a Spanish word or a dash", "se\x96or", "windows-1252 or macintosh"},
		{"noise", "\xff\xfa\xf9\xfb\x80\x81 \x99\xfd\xf2\xb5", "none of the encodings"},
	} {
		_, _, f := decode([]byte(c.in))
		if f == nil || f.Code != "encoding_unclear" || !strings.Contains(f.Message, c.want) {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func TestADeclaredEncodingIsUsedAsDeclared(t *testing.T) {
	koi, err := charmap.KOI8R.NewEncoder().String("мир")
	if err != nil {
		t.Fatal(err)
	}
	body, _, enc, f := toUTF8([]byte(koi), " KOI8-R ")
	if f != nil || string(body) != "мир" || enc != (Encoding{"koi8-r", "declared"}) {
		t.Errorf("%q %v %v", body, enc, f)
	}
	for _, c := range []struct{ in, label, code string }{
		{"мир", "x-nonsense", "unknown_encoding"}, {"\xff", "utf-8", "invalid_utf8"}, {"a\x81", "windows-1252", "invalid_encoding"}, {"a\x80", "windows-1252", ""},
	} {
		_, _, _, f := toUTF8([]byte(c.in), c.label)
		if (f == nil) != (c.code == "") || f != nil && f.Code != c.code {
			t.Errorf("%s: %v", c.label, f)
		}
	}
}
