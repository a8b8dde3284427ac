package texts

import (
	"strings"
	"testing"

	"multivector/schemas"
)

// around puts a text between others of printed width, so that its layout is that
// of a printed page.
func around(s string) string {
	wide := "This line is as wide as all the lines that were printed on the page,\n"
	return strings.Repeat(wide, 6) + s + "\n" + strings.Repeat(wide, 6)
}

func TestRepairs(t *testing.T) {
	for _, c := range []struct{ name, in, original, repaired, rule string }{
		{"a page number in a sentence", "we think that\n\n17\n\nit is so.", "\n\n17\n\n", "\n", "page_break"},
		{"a page number before a name", around("we support the creation in the near future of one Afghan\n26\n\nGovernment that represents all the people who are living in the country"), "\n26\n\n", "\n", "page_break"},
		{"a page number beside a document's", "we think that \n \n7 09-52228 \n \nit is so.", " \n \n7 09-52228 \n \n", "\n", "page_break"},
		{"a running head of 1993", "it is today, and\n16 General Assembly - Forty-eighth session\nwill remain.", "\n16 General Assembly - Forty-eighth session\n", "\n", "running_head"},
		{"a running head between paragraphs", "It is so.\nForty-eighth session - 5 October l993 17\nThe end.", "\nForty-eighth session - 5 October l993 17\n", "\n\n", "running_head"},
		{"a record's symbol", "set forth by\n A/63/PV.13\n \n23 08-53122 \n \nthe President.", "\n A/63/PV.13\n \n23 08-53122 \n \n", "\n", "running_head"},
		{"a broken word", "cooperation, and co-\noperation", "co-\noperation", "cooperation", "hyphen"},
		{"a broken word at the end of a page", "international, and inter-\n\n\n\nnational", "inter-\n\n\n\nnational", "international", "hyphen"},
		{"spaced capitals", "S T R A T E G Y\n\nThe strategy", "S T R A T E G Y", "STRATEGY", "spaced_letters"},
		{"spaced Cyrillic capitals", "У Г О Д А Угода між Урядами", "У Г О Д А", "УГОДА", "spaced_letters"},
		{"a year with a letter", "in I960 of", "I960", "1960", "digit_one"}, {"a year with a small letter", "5 October l993.", "l993", "1993", "digit_one"},
		{"a letter in an amount", "$US 15O billion", "15O", "150", "digit_zero"},
		{"Latin letters in a Cyrillic word", "Рecпублика", "Рecпублика", "Республика", "homoglyph_cyrillic"},
		{"Cyrillic letters in a Latin word", "Auyl – El Besіgі", "Besіgі", "Besigi", "homoglyph_latin"},
		{"a Cyrillic Roman number", "Глава ХІV", "ХІV", "XIV", "homoglyph_roman"}, {"a Roman number of one figure", "__І. MODERN STATE.__", "І", "I", "homoglyph_roman"},
		{"a soft hyphen", "co\u00adoperation", "co\u00adoperation", "cooperation", "invisible"}, {"a space without width", "Каз\u200bахстан", "Каз\u200bахстан", "Казахстан", "invisible"},
		{"a dash as a control character", "states \u0096 all", "\u0096", "–", "c1_windows_1252"},
		{"a dash", "policy â€” people", "â€”", "—", "mojibake_utf_8"}, {"a letter", "rÃ©publique", "Ã©", "é", "mojibake_utf_8"}, {"a closing quotation mark", "peaceâ€\u009d.", "â€\u009d", "”", "mojibake_utf_8"},
		{"Cyrillic as UTF-8", "ÐœÐ¸Ñ€", "ÐœÐ¸Ñ€", "Мир", "mojibake_utf_8"},
		{"Cyrillic letters", "Ïðåçèäåíò Êàçàõñòàíà", "Ïðåçèäåíò Êàçàõñòàíà", "Президент Казахстана", "mojibake_windows_1251"},
	} {
		r := readText(t, "a.txt", []byte(c.in), nil)
		if len(r.repairs) != 1 {
			t.Errorf("%s: %+v", c.name, r.repairs)
			continue
		}
		if x := r.repairs[0]; x.Original != c.original || x.Repaired != c.repaired || x.RuleID != c.rule {
			t.Errorf("%s: %q became %q by %s", c.name, x.Original, x.Repaired, x.RuleID)
		}
	}
}

func TestWhatIsNotCertainIsNotRepaired(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"a page number between paragraphs", "It is so.\n\n17\n\nThe end."},
		{"an article in a sentence", "as it is said in\nArticle 5 of the Charter\nand also in\nArticle 6 of the Charter\nand so on."},
		{"lines that come again", "We want peace in 1995.\nWe want peace in 1996.\nWe want peace in 1997."},
		{"a number at a line end", "and the number of States that have agreed is 17\n\n\n\nand there are others."},
		{"a word that may have a hyphen", "the co-\noperation of all"}, {"a word that has one elsewhere", "co-operation, cooperation and co-\noperation"},
		{"a hyphenated name", "the Secretary-\nGeneral and the SecretaryGeneral"},
		{"spaced capitals of no word", "A B C D E"}, {"initials", "J. F. K. L. Smith"},
		{"eleven, or two", "1I. Power"}, {"a document's symbol", "A/670l/Add.1 and A/33I241"}, {"a measure", "670l"}, {"a formula", "CO2 and H2O"},
		{"both alphabets, and both could be meant", "IТ-сектор"}, {"a letter that may be another one", "Hорному"},
		{"the preposition", "С согласия и в Х веке"}, {"the Ukrainian word", "І це є так"},
		{"a lost mark", "countryâ predicament"}, {"a capital and a mark", "IRMÃ… e É—"}, {"an accented word", "É à vous, l’été à Orléans"},
		{"Icelandic", "Þórður Ægir Óskarsson"}, {"Spanish", "El País, el país, así y Perú"}, {"a control character in a word", "a\u0096"},
		{"joiners that writing needs", "می\u200cخواهم"},
	} {
		if r := readText(t, "a.txt", []byte(c.in), nil); len(r.repairs) != 0 {
			t.Errorf("%s: %q: %+v", c.name, c.in, r.repairs)
		}
	}
}

// A text shows that it has apostrophes of another computer by several of them.
func TestApostrophesOfAnotherComputer(t *testing.T) {
	in := "In todayís world, the Unionís aims and Japanís aims are the Statesí aims ó and El País says so."
	r := readText(t, "a.txt", []byte(in), nil)
	if got, want := r.passages[0].Text, "In today’s world, the Union’s aims and Japan’s aims are the States’ aims — and El País says so."; got != want {
		t.Errorf("%q", got)
	}
	if r := readText(t, "a.txt", []byte("In todayís world, and in the rest."), nil); len(r.repairs) != 0 || r.passages[0].Flags != "mojibake" {
		t.Errorf("%+v", r)
	}
}

func TestPageNumbersThatGrowAreNoText(t *testing.T) {
	page := "The United States must remain engaged in the world, for its own good, and for that of\n"
	in := page + "all States, as 5\n\n\n\n" + page + "all, and as we have always said here 6\n\n\n\nbefore. " + page + "all, and as we have always said here\n\n\n\n7 before in all of the many places. " + page
	r := readText(t, "a.txt", []byte(in), nil)
	for _, x := range r.repairs {
		if x.RuleID != "page_number" {
			t.Errorf("%+v", x)
		}
	}
	if len(r.repairs) != 2 || strings.Contains(r.passages[0].Text, "6") {
		t.Errorf("%d repairs: %q", len(r.repairs), r.passages[0].Text)
	}
}

func TestALineThatComesAgainAtPageNumbersIsARunningHead(t *testing.T) {
	in := ""
	for _, page := range []string{"4", "5", "6"} {
		in += "We believe that a Council\n" + page + "\nGeneral Assembly 15th plenary meeting\nFifty-first session 30 September 1996\nwith more members is better.\n"
	}
	r := readText(t, "a.txt", []byte(in), nil)
	if len(r.repairs) != 3 || r.repairs[0].RuleID != "running_head" || len(r.provisions) != 3 || r.ledger.Reasons != "page_number=3;running_head=6" {
		t.Errorf("%+v %+v", r.ledger, r.repairs)
	}
}

// A sentence that a page cuts is one sentence, its lines are accounted for, and
// the repair leads back to its bytes.
func TestARepairedSentenceIsOne(t *testing.T) {
	in := "Kazakhstan and the Russian Fede-\r\n16 General Assembly - Forty-eighth session\r\nration agree. The Federation is large.\r\n"
	r := readText(t, "a.txt", []byte(in), nil)
	if len(r.passages) != 1 || r.provisions[0].Text != "Kazakhstan and the Russian Federation agree." {
		t.Fatalf("%+v", r.provisions)
	}
	if l := r.ledger; l.NRead != 2 || l.NExcluded != 1 || l.Reasons != "running_head=1" {
		t.Errorf("%+v", l)
	}
	if len(r.repairs) != 2 || r.passages[0].Flags != "repaired" {
		t.Fatalf("%+v", r.repairs)
	}
	for _, x := range r.repairs {
		if x.PassageID != r.passages[0].PassageID || x.Repaired != "Federation" || x.RuleVersion != 1 || !strings.Contains(in[x.ByteStart:x.ByteEnd], "Forty-eighth") {
			t.Errorf("%+v", x)
		}
	}
}

func TestEveryRuleIsDeclared(t *testing.T) {
	declared := map[string]bool{}
	for _, rule := range schemas.RepairRules {
		declared[rule] = true
	}
	for _, rule := range []string{"page_break", runningHead, pageNumber, gluedTitle} {
		if !declared[rule] {
			t.Errorf("%s is not declared", rule)
		}
	}
}
