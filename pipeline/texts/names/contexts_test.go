package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The context rules of the project, on sentences of the kind that they are for.
func TestContextsOfThisProject(t *testing.T) {
	lexicons := map[string]*Lexicon{}
	for _, lang := range []string{"en", "ru", "kk"} {
		lexicons[lang] = ownLexicon(t, lang)
	}
	for _, c := range []struct {
		lang, in string
		want     []string
	}{
		{"en", "The Alma-Ata Declaration, the Budapest Memorandum, the Rome Statute and the Helsinki Final Act.", nil},
		{"en", "Under the Treaty of Rome and the Charter of Paris we met in Vienna.", nil},
		{"en", "Talks between Moscow and Vienna at Vienna; US dollars for the US.", []string{`"Moscow"=RUS~`, `"Vienna"=AUT~`, `"US"=USA`}},
		{"en", "The Charter of the United Nations, the UN Charter and the United Nations.", []string{`"United Nations"=UN`}},
		{"en", "Conflicts in Georgia and Moldova.", []string{`"Georgia"=GEO~`, `"Moldova"=MDA`}},
		{"en", "Georgia Tech, Atlanta, Georgia.", nil},
		{"en", "Georgia on my mind.", []string{`"Georgia"=?GEO`}},
		{"en", "Jordan and the River Jordan; the Jordan River.", []string{`"Jordan"=JOR~`}},
		{"en", "Lake Chad lies in Chad.", []string{`"Chad"=TCD~`}},
		{"en", "Chad sings.", []string{`"Chad"=?TCD`}},
		{"en", "Turkey hosts us, and roast turkey follows.", []string{`"Turkey"=TUR~`}},
		{"en", "From West New Guinea and Portuguese Guinea to Guinea.", []string{`"Portuguese"=PRT`, `"Guinea"=GIN~`}},
		{"en", "Elections in the Congo, said Brazzaville. The Congo (Leopoldville) did not.", []string{`"Congo"=COG~`, `"Brazzaville"=COG~`, `"Congo (Leopoldville)"=COD`}},
		{"en", "Rice from Korea.", []string{`"Korea"=?KOR?KOREAN_PENINSULA?PRK`}},
		{"en", "Done in the Russian and Kazakh languages.", nil},
		{"en", "The Russian and Kazakh delegations.", []string{`"Russian"=RUS`, `"Kazakh"=KAZ`}},
		{"en", "The National Security Council and the Security Council.", []string{`"Security Council"=UNSC~`}},
		{"en", "New Mexico is no part of Mexico.", []string{`"Mexico"=MEX`}},
		// Names within proper names of others.
		{"en", "The Central Asian Water Coordination Center and the ASEAN Regional Forum met; Central Asian rivers and ASEAN did not.", []string{`"ASEAN Regional Forum"=ARF`, `"Central Asian"=CENTRAL_ASIA`, `"ASEAN"=ASEAN`}},
		{"en", "The Uruguay Round began in Uruguay, under the GATT 1947 and the GATT.", []string{`"Uruguay"=URY`, `"GATT"=GATT`}},
		{"en", "The Agreement establishing the WTO was discussed in the WTO.", []string{`"WTO"=WTO`}},
		{"en", "The United Nations Conference on Trade, the Third United Nations World Water Conference and the United Nations Secretariat.", []string{`"United Nations"=UN`}},
		{"en", "The Economic Commission for Africa serves Africa; the Bank of Japan serves Japan; Air France flies.", []string{`"Economic Commission for Africa"=UNECA`, `"Africa"=AFRICA`, `"Japan"=JPN`}},
		{"en", "The U.S. Peace Institute, and a U.S. institute.", []string{`"U.S."=USA`}},
		{"en", "The UK-Singapore Free Trade Agreement, the Kazakh-Russian Declaration and the WHO Framework Convention; the Kazakh Party and Russian agreements.", []string{`"Kazakh"=KAZ`, `"Russian"=RUS`}},
		{"en", "The International Conference on the Question of Palestine, the United Nations Interim Force in Lebanon and the Committee on Foreign Relations of the United States Senate.", []string{`"United States"=USA`}},
		{"en", "The Treaty on Trade and China, a conference on Syria, forces in Lebanon.", []string{`"China"=CHN`, `"Syria"=SYR`, `"Lebanon"=LBN`}},
		{"en", "United Nations Relief and Works Agency; the Communist Party of the Soviet Union and the Soviet Union.", []string{`"United Nations Relief and Works Agency"=UNRWA`, `"Soviet Union"=SUN`}},
		// Cities as places, until they act or are dealt with.
		{"en", "Tokyo’s aims; the Nairobi agreement; relations with Nairobi; the Nairobi Government; people of Nairobi.", []string{`"Tokyo"=JPN~`, `"Nairobi"=KEN~`, `"Nairobi"=KEN~`, `"Nairobi"=?KEN`}},
		{"en", "At the Tokyo Economic Summit, in Paris and London, Tokyo agreed with London.", []string{`"Tokyo"=JPN~`, `"London"=GBR~`}},
		{"en", "They flew on from Washington to Lisbon, 12 May; West Berlin was cut off.", nil},
		{"en", "Anglo-American and Sino-Soviet talks in Indo-China and China.", []string{`"Anglo"=GBR`, `"American"=USA~`, `"Sino"=CHN`, `"Soviet"=SUN`, `"Indo-China"=INDOCHINA`, `"China"=CHN`}},
		{"en", "Trade between East and West, and East-West relations, went through West Africa.", []string{`"East and West"=THE_WEST`, `"East-West"=THE_WEST`, `"West Africa"=WEST_AFRICA`}},
		{"en", "Japan, Korea and Taiwan grew; war in Korea.", []string{`"Japan"=JPN`, `"Korea"=KOR~`, `"Taiwan"=TWN`, `"Korea"=KOREAN_PENINSULA~`}},
		{"en", "The Turkish Cypriots, the Greek Cypriot side and the Turkish side.", []string{`"Turkish Cypriots"=CYP`, `"Greek Cypriot"=CYP`, `"Turkish"=TUR`}},
		{"en", "The former Soviet Union and southern Africa, Viet-Nam and the Sahara.", []string{`"Soviet Union"=SUN`, `"southern Africa"=SOUTHERN_AFRICA`, `"Viet-Nam"=VNM`}},
		{"en", "The developing countries of sub-Saharan Africa.", []string{`"sub-Saharan Africa"=SUB_SAHARAN_AFRICA`}},
		{"en", "North-South dialogue, South-South trade; Southeast Asia and the Pacific, an Asia Pacific forum, the Organization of Economic Cooperation and Development.", []string{`"South"=GLOBAL_SOUTH~`, `"South-South"=GLOBAL_SOUTH`, `"Southeast Asia"=SOUTHEAST_ASIA`, `"the Pacific"=PACIFIC_OCEAN~`, `"Asia Pacific"=ASIA_PACIFIC`, `"Organization of Economic Cooperation and Development"=OECD`}},
		{"en", "A new permanent member beside the permanent members of the Council, and non-permanent members of the Security Council.", []string{`"permanent members of the Council"=P5`, `"non-permanent members of the Security Council"=UNSC`}},
		{"en", "The Ten-Nation Committee on Disarmament met; the Russian Far East lies in the Far East; the Inter-American Commission on Human Rights.", []string{`"Russian"=RUS`, `"Far East"=EAST_ASIA`}},
		{"en", "NATO's Partnership for Peace, the World Health Organization Executive Conference, and the World Health Organization Framework Convention.", []string{`"NATO"=NATO+`, `"Partnership for Peace"=PFP`, `"World Health Organization"=WHO`}},
		{"en", "The U.N. Industrial Development Organization, the UN Population Fund, the U.N. Special Commission, and a Working Group on Strengthening the UN System of the U.N.", []string{`"U.N. Industrial Development Organization"=UNIDO`, `"UN Population Fund"=UNFPA`, `"U.N."=UN`}},
		{"en", "Talks of the South and the North of Korea.", []string{`"Korea"=?KOR?KOREAN_PENINSULA?PRK`}},
		{"en", "The safety of the American people on the American continent; a safe Gulf and the Gulf of Mexico; post-Soviet states in the post-Soviet era.", []string{`"American"=USA~`, `"Gulf"=PERSIAN_GULF~`, `"post-Soviet"=POST_SOVIET`}},
		{"en", "The International Labor Organization and the Organization for Security and Cooperation in Europe met Pales¬tinian and Khmer delegates, and no Khmer Rouge.", []string{`"International Labor Organization"=ILO`, `"Organization for Security and Cooperation in Europe"=OSCE`, `"Pales¬tinian"=PSE`, `"Khmer"=KHM`, `"Khmer Rouge"=KHMER_ROUGE`}},
		{"ru", "Исполком Межгосударственного Совета Республики Казахстан, Кыргызской Республики и Республики Узбекистан принял решение для Республики Казахстан.", []string{`"Республики Казахстан"=KAZ+`}},
		{"ru", "Правила, Москва 1988, и Москва.", []string{`"Москва"=RUS`}},
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
		{"kk", "Алматы декларациясы, Ташкент меморандумы және Ташкентке.", []string{`"Ташкентке"=UZB+`}},
		{"ru", "Сто российских рублей и пять швейцарских франков, российский заем; Москва, 26 июля 1995 г.", []string{`"российский"=RUS`}},
		{"ru", "Совбез ООН и Генассамблея ООН.", []string{`"Совбез ООН"=UNSC`, `"Генассамблея ООН"=UNGA`}},
		{"en", "Five Swiss francs and a Russian loan of roubles.", []string{`"Russian"=RUS`}},
		{"en", "American farmers, Western observers and the West; the Western Hemisphere, Western and Eastern Europe, Latin American nations.", []string{
			`"American"=USA~`, `"Western"=THE_WEST~`, `"the West"=THE_WEST~`, `"Western Hemisphere"=AMERICAS`, `"Western"=WESTERN_EUROPE`, `"Eastern Europe"=EASTERN_EUROPE`, `"Latin American"=LATIN_AMERICA`}},
		{"kk", "Париж келісімі, Ресей рублі, америкалық компаниялар мен Батыс державаларының ұстанымы.", []string{`"америкалық"=USA`, `"Батыс державаларының"=THE_WEST+`}},
		{"kk", "Кездесу Мәскеуде өтті, Мәскеудегі келіссөздер аяқталды, Мәскеу келісті.", []string{`"Мәскеу"=RUS`}},
	} {
		if diff := cmp.Diff(c.want, shown(c.in, find(lexicons[c.lang], c.in, day(t, "1995-01-01").V, day(t, "1995-12-31").V))); diff != "" {
			t.Errorf("%s:\n%s", c.in, diff)
		}
	}
}
