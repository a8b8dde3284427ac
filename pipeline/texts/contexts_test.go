package texts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The context rules of the project, on sentences of the kind that they are for.
func TestContextsOfThisProject(t *testing.T) {
	lexicons := map[string]*lexicon{}
	for _, lang := range []string{"en", "ru", "kk"} {
		lexicons[lang] = newLexicon(ownAliases(t), lang)
		lexicons[lang].learn(ownContexts(t))
	}
	for _, c := range []struct {
		lang, in string
		want     []string
	}{
		{"en", "The Alma-Ata Declaration, the Budapest Memorandum, the Rome Statute and the Helsinki Final Act.", nil},
		{"en", "Under the Treaty of Rome and the Charter of Paris we met in Vienna.", nil},
		{"en", "Talks between Moscow and Vienna at Vienna; US dollars for the US.", []string{`"Moscow"=RUS`, `"Vienna"=AUT`, `"US"=USA`}},
		{"en", "The Charter of the United Nations, the UN Charter and the United Nations.", []string{`"United Nations"=UN`}},
		{"en", "Conflicts in Georgia and Moldova.", []string{`"Georgia"=GEO~`, `"Moldova"=MDA`}},
		{"en", "Georgia Tech, Atlanta, Georgia.", nil},
		{"en", "Georgia on my mind.", []string{`"Georgia"=?GEO`}},
		{"en", "Jordan and the River Jordan; the Jordan River.", []string{`"Jordan"=JOR~`}},
		{"en", "Lake Chad lies in Chad.", []string{`"Chad"=TCD~`}},
		{"en", "Chad sings.", []string{`"Chad"=?TCD`}},
		{"en", "Turkey hosts us, and roast turkey follows.", []string{`"Turkey"=TUR~`}},
		{"en", "From West New Guinea and Portuguese Guinea to Guinea.", []string{`"Portuguese"=PRT`, `"Guinea"=GIN~`}},
		{"en", "Elections in the Congo, said Brazzaville. The Congo (Leopoldville) did not.", []string{`"Congo"=COG~`, `"Brazzaville"=COG`, `"Congo (Leopoldville)"=COD`}},
		{"en", "Peace in Korea.", []string{`"Korea"=?KOR?PRK`}},
		{"en", "Done in the Russian and Kazakh languages.", nil},
		{"en", "The Russian and Kazakh delegations.", []string{`"Russian"=RUS`, `"Kazakh"=KAZ`}},
		{"en", "The National Security Council and the Security Council.", []string{`"Security Council"=UNSC~`}},
		{"en", "New Mexico is no part of Mexico.", []string{`"Mexico"=MEX`}},
		{"ru", "Составлено на казахском, русском и английском языках, причём русский текст имеет силу.", nil},
		{"ru", "Встретились русские и казахские учёные.", []string{`"русские"=RUS+`, `"казахские"=KAZ+`}},
		{"ru", "Того требует закон, и мы едем в Того.", []string{`"Того"=?TGO`, `"Того"=TGO~`}},
		{"ru", "Того нет, чего нет.", []string{`"Того"=?TGO`}},
		{"ru", "Бассейн озера Чад расположен в Республике Чад.", []string{`"Республике Чад"=TCD+`}},
		{"ru", "Сто долларов США для США.", []string{`"США"=USA`}},
		{"ru", "Совет Безопасности ООН, Совет Безопасности Республики Казахстан.", []string{`"Совет Безопасности ООН"=UNSC`, `"Республики Казахстан"=KAZ+`}},
		{"ru", "Устав ООН и ООН; в Москве подписано, Москва согласна.", []string{`"ООН"=UN`, `"Москва"=RUS`}},
		{"ru", "Алма-Атинская декларация и Ташкент.", []string{`"Ташкент"=UZB`}},
		{"ru", "Западное направление и западные страны.", []string{`"западные страны"=THE_WEST`}},
		{"kk", "Қазақ және орыс тілдерінде жасалды.", nil},
		{"kk", "Алматы декларациясы, Ташкент меморандумы және Ташкентте.", []string{`"Ташкентте"=UZB+`}},
	} {
		if diff := cmp.Diff(c.want, marked(readTextIn(t, c.lang, c.in, lexicons))); diff != "" {
			t.Errorf("%s:\n%s", c.in, diff)
		}
	}
}
