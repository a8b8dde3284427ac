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
		// Languages beside those of the case: by letters, by endings, by words.
		{"ru", "Міністри домовилися про спільну роботу над договором.", "uk"},
		{"ru", "Абодва бакі будуць развіваць гандаль, а ўрады штогод дакладваюць парламентам пра вынікі.", "be"},
		{"kk", "Абодва бакі будуць развіваць гандаль, а ўрады штогод дакладваюць парламентам пра вынікі.", "be"},
		{"ru", "Міністры дамовіліся пра сумесную працу над дагаворам.", "und"},
		{"ru", "Министрите се договориха за съвместна работа по договора.", "bg"},
		{"ru", "Министры съехались в столицу на общую работу над договором.", "ru"},
		{"ru", "Министрлер келишим боюнча биргелешип иштөөгө макул болушту.", "ky"},
		{"ru", "Президент жана министрлер бул жылы жолугушту, ошол эле учурда сапарлар болуп турат.", "ky"},
		{"kk", "Президент пойтахтга келиб, вазирлар билан учрашди ва улар билан суҳбат қилди.", "uz"},
		{"ru", "Ду кишвар савдоро инкишоф медиҳанд ва ҳукуматҳо ҳар сол ба парлумон ҳисобот медиҳанд.", "und"},
		{"ru", "Ике ил сәүдәне үстерәчәк, ә хөкүмәтләр ел саен парламентка хисап бирәчәк.", "und"},
		{"ru", "Две земље ће развијати трговину, а владе ће сваке године подносити извештај скупштинама.", "und"},
		{"en", "Ministrowie uzgodnili, że będą wspólnie pracować nad traktatem, który podpisali wczoraj, i będą co roku składać parlamentom sprawozdania z jego wykonania oraz z postępów.", "und"},
		{"en", "Kazakhstan and Uzbekistan cooperate; Kyrgyzstan, Tajikistan and Turkmenistan follow.", "en"},
		// Too short, or nothing to go by: as the version says.
		{"kk", "ПРЕАМБУЛА", "kk"}, {"en", "Annex A", "en"}, {"en", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "en"},
		{"en", "Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan", "en"},
	} {
		if got := languageOf(c.text, c.version); got != c.want {
			t.Errorf("%s: %q is %s, want %s", c.version, c.text, got, c.want)
		}
	}
}

func TestCommonWordsOfAnyLengthAreLookedUp(t *testing.T) {
	for lang, list := range commonLists {
		for w := range strings.FieldsSeq(list) {
			if len(w) > longestCommon {
				t.Errorf("%s: %q has %d bytes, more than are looked up", lang, w, len(w))
			}
		}
	}
	// Three words of Kazakh, one of them of 14 bytes, in letters that Russian has, too.
	if got := languageOf("Бир сапар бойынша да, Москва сапары туралы да отчет", "en"); got != "kk" {
		t.Errorf("it is %s", got)
	}
}

// A sentence that shows no language has that of the text, and not the one that a
// description names by mistake.
func TestATextInAnotherLanguageThanItsVersion(t *testing.T) {
	const shows, silent = "Міністри домовилися про спільну роботу, і це є важливою подією для всіх.\n\n", "Голова держави виступив перед народом з промовою.\n\n"
	for _, c := range []struct {
		text, lang, flags string
	}{
		{strings.Repeat(shows, 10) + silent, "uk", "other_language"},
		{shows + silent, "ru", ""}, // too little to tell
	} {
		all := readTextIn(t, "ru", "a.txt", []byte(c.text), nil).passages
		last := all[len(all)-1]
		if last.Lang != c.lang || last.Flags != c.flags || all[0].Flags != "other_language" {
			t.Errorf("%d passages: %s %q", len(all), last.Lang, last.Flags)
		}
	}
	if p := readTextIn(t, "uk", "a.txt", []byte(shows), nil).passages[0]; p.Lang != "uk" || p.Flags != "other_language" {
		t.Errorf("%s %q", p.Lang, p.Flags)
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
