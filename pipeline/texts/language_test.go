package texts

import (
	"strings"
	"testing"

	"multivector/pipeline/texts/names"
	"multivector/schemas"
)

func TestThePassagesLanguageIsToldFromTheVersions(t *testing.T) {
	for _, c := range []struct{ version, text, want string }{
		{"en", "The Parties agree to cooperate in all matters of this treaty.", "en"},
		{"en-GB", "The Parties agree to cooperate in all matters of this treaty.", "en-GB"},
		{"ru", "The Parties agree to cooperate in all matters of this treaty.", "en"},
		{"en", "Стороны соглашаются сотрудничать во всех вопросах этого договора.", "ru"},
		{"kk", "Стороны соглашаются сотрудничать во всех вопросах этого договора.", "ru"},
		{"ru", "Тараптар осы шарттың барлық мәселелері бойынша ынтымақтасуға келіседі.", "kk"},
		{"en", "Les Parties sont convenues de coopérer dans le cadre de ce traité.", "fr"},
		{"en", "Die Vertragsparteien arbeiten in allen Fragen zusammen und stimmen sich mit den anderen ab, die das wollen.", "de"},
		{"ru", "Сторони співробітничають у всіх питаннях цього договору та погоджують їх.", "uk"},
		{"ru", "Тараптар бул келишимдин бардык маселелери боюнча кызматташууга макул болушат, өз ара түшүнүшөт.", "ky"},
		{"en", "تتفق الأطراف على التعاون في جميع المسائل المتعلقة بهذه المعاهدة", "und"},
		{"en", "缔约各方同意在本条约的所有事项上进行合作并且相互尊重主权和领土完整以及互不侵犯", "und"},
		// A Kazakh sentence may have few of the letters that only Kazakh has.
		{"kk", "Польшамен, Испаниямен және Даниямен сауда артып келеді.", "kk"},
		{"kk", "Балтық теңізінің деңгейі төмендеп барады.", "kk"},
		{"kk", "Египет мен араб елдері келісімге келуге тиіс еді.", "kk"},
		{"kk", "Жер көлемін өлшеп, бөлуге неміс кеңесшілері келді.", "kk"},
		{"kk", "Сторони співробітничають у всіх питаннях цього договору та погоджують їх.", "uk"},
		{"kk", "Тараптар бул келишимдин бардык маселелери боюнча кызматташууга макул болушат, өз ара түшүнүшөт.", "ky"},
		// Too short, or nothing to go by: as the version says.
		{"kk", "ПРЕАМБУЛА", "kk"}, {"en", "Annex A", "en"}, {"en", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "en"},
		{"en", "Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan", "en"},
	} {
		if got := languageOf(c.text, c.version); got != c.want {
			t.Errorf("%s: %q is %s, want %s", c.version, c.text, got, c.want)
		}
	}
}

// What is in no language that is coded is flagged, and names nobody.
func TestAPassageIsReadInItsOwnLanguage(t *testing.T) {
	russian := alias("KAZ", "Казахстан", "name")
	russian.Lang = "ru"
	french := alias("CHN", "Chine", "name")
	list := []schemas.Alias{alias("CHN", "China", "name"), russian, french}
	x := map[string]*names.Lexicon{"en": names.New(list, nil, "en"), "ru": names.New(list, nil, "ru")}
	in := "The Parties agree that China is one of them, and that it is bound by this.\n\n" +
		"Стороны согласились, что Казахстан является одной из них и будет связан этим.\n\n" +
		"Les Parties sont convenues que la Chine est une des Parties et que le traité est signé par la China.\n"
	r := readText(t, "a.txt", []byte(in), x)
	var got []string
	for _, p := range r.passages {
		got = append(got, p.Lang+" "+p.Flags)
	}
	if want := "en |ru |fr other_language"; strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if m := marked(r); len(m) != 2 || m[0] != `"China"=CHN` || m[1] != `"Казахстан"=KAZ` {
		t.Errorf("%q", m)
	}
}
