package coder_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/raw"
	"multivector/pipeline/texts/coder"
)

// coded writes a coding as a line: deontic, then the statements.
func coded(c *coder.Coding, text string) string {
	parts := []string{c.Deontic}
	for _, s := range c.Statements {
		line := fmt.Sprintf("%s/%s by %s", s.Rule.Value, s.Stance, orNobody(s.Speaker))
		if s.Target != "" {
			line += " to " + s.Target
		}
		if s.Negated {
			line += " not"
		}
		if s.Condition.End > s.Condition.Start {
			line += " if(" + text[s.Condition.Start:s.Condition.End] + ")"
		}
		if s.Rank > 0 {
			line += fmt.Sprintf(" rank%d", s.Rank)
		}
		parts = append(parts, line+" "+s.Topic)
	}
	return strings.Join(parts, "; ")
}

func orNobody(actor string) string {
	if actor == "" {
		return "nobody"
	}
	return actor
}

func TestScope(t *testing.T) {
	c := rules(t)
	for _, x := range []struct{ lang, what, sentence, want string }{
		{"en", "the issuer speaks", "We support the zone.", "none; self_description/support by KAZ other"},
		{"en", "another actor as subject", "{RUS Russia} supports the nuclear zone.", "none; claim/support by RUS nuclear"},
		{"en", "an attributed position", "{RUS Russia} believes that all States must disarm.", "must; principle/support by RUS security"},
		{"en", "a joint position is the issuer's too", "{KAZ Kazakhstan} and {RUS Russia} believe that all States must disarm.", "must; principle/support by KAZ to RUS security"},
		{"en", "two others together are nobody's", "{CHN China} and {RUS Russia} consider that all States must disarm.", "must; principle/support by nobody security"},
		{"en", "attributed to somebody not named", "Some countries argue that testing must go on.", "must; principle/support by nobody other"},
		{"en", "attributed to a name that is not resolved", "{? Georgia} insists that the bases must be closed.", "must; principle/support by nobody security"},
		{"en", "the issuer speaks before the other", "We call upon {RUS Russia} to explain why it believes that others must disarm.", "must; invitation/support by KAZ to RUS security"},
		{"en", "a quotation without a speaker", "The note read: “all States must leave the river basin at once.”", "must; principle/support by nobody water"},
		{"en", "a quotation with a speaker", "The {CHN Chinese} delegation said: “all States must leave the river basin at once.”", "must; principle/support by CHN water"},
		{"en", "a term in quotation marks is no quotation", "We support the “zone of peace” in the Indian Ocean.", "none; self_description/support by KAZ security"},
		{"en", "according to another", "According to {USA the United States}, all States should disarm.", "should; principle/support by USA security"},
		{"en", "a possessive is no subject", "{RUS Russia}'s neighbors believe in trade.", "none; claim/neutral by KAZ to RUS economy"},
		{"en", "the nearer subject", "On the {IRN Iranian} issue, {CHN China} calls for talks.", "none; invitation/support by CHN to IRN other"},
		{"en", "a pronoun as subject", "People trust the {UN United Nations}, and they support it.", "none; claim/support by KAZ to UN multilateral_institutions"},
		{"en", "negated", "{KAZ Kazakhstan} will not deploy nuclear weapons.", "will; commitment/oppose by KAZ not nuclear"},
		{"en", "not only is no negation", "{KAZ Kazakhstan} will not only develop trade but also transit.", "will; commitment/support by KAZ transit"},
		{"en", "a red line carries its own negation", "We will never allow nuclear tests.", "must_not; red_line/oppose by KAZ nuclear"},
		{"en", "a negated approval", "We do not support sanctions.", "none; self_description/oppose by KAZ other"},
		{"en", "a condition behind", "We will sign the treaty if the guarantees are kept.", "will; commitment/support by KAZ if(if the guarantees are kept) other"},
		{"en", "a condition before", "If the guarantees are kept, we will sign the treaty.", "will; condition/neutral by KAZ if(If the guarantees are kept) other"},
		{"en", "as if puts no condition", "We will act as if the treaty were in force.", "will; commitment/support by KAZ other"},
		{"en", "history is no commitment", "In 1992 our leaders pledged that we would disarm, and they kept their word.", "none; claim/neutral by KAZ security"},
		{"en", "readiness in the past", "We were ready to disarm.", "none; self_description/neutral by KAZ security"},
		{"en", "two clauses", "We condemn terrorism, and we call on all States to act.", "none; self_description/oppose by KAZ terrorism_crime; invitation/support by KAZ terrorism_crime"},
		{"en", "several targets are none", "We welcome the help of {RUS Russia} and {CHN China}.", "none; self_description/support by KAZ other"},
		{"en", "a stated priority", "Our first priority is regional security.", "none; goal/support by KAZ rank1 security"},
		{"en", "wishes at the beginning are no goal", "I wish to congratulate you on your election.", "none"},
		{"en", "the month of May", "It was signed in May 1992.", "none; claim/neutral by KAZ other"},
		{"en", "for the speaker of all", "Everyone has the right to life.", "may; principle/support by KAZ human_rights"},
		{"ru", "the issuer speaks", "{KAZ Казахстан} приветствует новый договор.", "none; self_description/support by KAZ other"},
		{"ru", "an attributed position", "{RUS Россия} считает, что применение силы недопустимо.", "must_not; red_line/oppose by RUS security"},
		{"ru", "according to another", "По мнению {CHN Китая}, транзит должен быть свободным.", "must; principle/support by CHN transit"},
		{"ru", "not only is no negation", "Мы будем развивать не только торговлю, но и транзит.", "will; commitment/support by KAZ transit"},
		{"ru", "negated", "{KAZ Казахстан} не будет размещать ядерное оружие.", "will; commitment/oppose by KAZ not nuclear"},
		{"ru", "a condition", "Мы готовы к диалогу, если гарантии будут соблюдены.", "will; commitment/support by KAZ if(если гарантии будут соблюдены) other"},
		{"ru", "a condition without a predicate", "В случае засухи стороны обмениваются данными о водных ресурсах.", "must; commitment/support by KAZ if(В случае засухи) water"},
		{"ru", "history is no commitment", "Они были готовы к диалогу.", "none; claim/neutral by KAZ other"},
		{"ru", "the present of agreements", "Стороны обмениваются данными о водных ресурсах.", "must; commitment/support by KAZ water"},
		{"ru", "ё is е", "Применение силы неприемлемо и её угроза тоже.", "must_not; red_line/oppose by KAZ security"},
		{"en", "the words of a name tell of organizations only", "{OSCE Organization for Security and Co-operation in Europe} met.", "none; claim/neutral by KAZ to OSCE regional_cooperation"},
		{"en", "of equal signs the particular one", "The environment is a matter of trade.", "none; claim/neutral by KAZ environment"},
		{"ru", "a right is one to whatever it is", "Каждый имеет право на образование.", "may; principle/support by KAZ human_rights"},
		{"kk", "the issuer speaks", "{KAZ Қазақстан} бұл бастаманы қолдайды.", "none; self_description/support by KAZ other"},
		{"kk", "a red line", "Күш қолдануға жол берілмейді.", "must_not; red_line/oppose by KAZ other"},
		{"kk", "an attributed position", "{RUS Ресей} бұл шарт қажет деп санайды.", "must; principle/support by RUS other"},
		{"kk", "a condition", "Егер кепілдік берілсе, біз келіссөзге дайынбыз.", "will; commitment/support by KAZ if(Егер кепілдік берілсе) other"},
		{"kk", "a condition before its marker", "Кепілдік берілген жағдайда, біз келіссөзге дайынбыз.", "will; commitment/support by KAZ if(Кепілдік берілген жағдайда) other"},
	} {
		u := unit(x.sentence)
		if diff := cmp.Diff(x.want, coded(c.Code(x.lang, u), u.Text)); diff != "" {
			t.Errorf("%s: %s: %q\n%s", x.lang, x.what, x.sentence, diff)
		}
	}
}

// Strong signs of a topic count before weak ones, and residual ones last, in their kind
// of document only.
func TestTopicsBySignsOfThreeKinds(t *testing.T) {
	c := rules(t)
	for _, x := range []struct{ doc, sentence, want string }{
		{"", "The peace of the world rests on trade.", "economy"},
		{"", "The peace of the world is near.", "security"},
		{"presidential_address", "The people know the country.", "domestic"},
		{"presidential_address", "The people know trade.", "economy"},
		{"", "The people know the country.", "other"},
		{"national_security_strategy", "Our challenges are many.", "security"},
	} {
		u := unit(x.sentence)
		u.DocType = x.doc
		if got := c.Code("en", u).Statements; len(got) != 1 || got[0].Topic != x.want {
			t.Errorf("%s: %q: %v, want %s", x.doc, x.sentence, got, x.want)
		}
	}
	u := unit("the people;")
	u.DocType, u.Lead = "presidential_address", c.Code("en", unit("Our goals in trade are:"))
	if got := c.Code("en", u).Statements; len(got) != 1 || got[0].Topic != "economy" {
		t.Errorf("the lead-in tells before residual signs: %v", got)
	}
}

// Where nothing more telling is found, a clause with a predicate is an account of the
// speaker or a claim, with the whole clause as evidence.
func TestWhatIsLeftOver(t *testing.T) {
	c := rules(t)
	agreement := func(u *coder.Unit) { u.DocType = "international_agreement" }
	for _, x := range []struct {
		lang, what, sentence string
		with                 func(*coder.Unit)
		want                 string
	}{
		{"en", "the speaker", "Last year {KAZ Kazakhstan} built a port.", nil, "self_description: Last year Kazakhstan built a port"},
		{"en", "another", "Last year {RUS Russia} built a port.", nil, "claim: Last year Russia built a port"},
		{"en", "two clauses", "The war ended; we sent wheat.", nil, "claim: The war ended | self_description: we sent wheat"},
		{"en", "an abbreviation ends no sentence", "The U.S. Congress adjourned.", nil, "claim: The U.S. Congress adjourned"},
		{"en", "an introduction", "He said:", nil, ""},
		{"en", "behind a number", "2. Our country has a port.", nil, "self_description: 2. Our country has a port"},
		{"en", "beside something more telling", "We sent wheat and will send more.", nil, "commitment: We sent wheat and will"},
		{"en", "a question", "What have we learned?", nil, ""},
		{"en", "a heading", "The war has ended", func(u *coder.Unit) { u.Heading = true }, ""},
		{"en", "a fragment", "goods that were made in other countries;", nil, ""},
		{"en", "no sentence", "The port and its improved cranes", nil, ""},
		{"en", "a courtesy", "We congratulate the President.", nil, ""},
		{"en", "a courtesy and more", "We thank him and call upon all States to act.", nil, "invitation: We thank him and call upon"},
		{"en", "what introduces a quotation", "He recalled: the war ended.", nil, "claim: the war ended"},
		{"en", "a rule outside an agreement", "Goods shall be free of duties.", nil, "principle: shall"},
		{"en", "a rule of an agreement", "Goods shall be free of duties.", agreement, "commitment: shall"},
		{"en", "a permission of an agreement", "A vessel may enter the port.", agreement, "principle: may"},
		{"ru", "a rule of an agreement", "Перевозка грузов осуществляется бесплатно.", agreement, "commitment: осуществляется"},
		{"ru", "the same words elsewhere", "Перевозка грузов осуществляется бесплатно.", nil, "claim: Перевозка грузов осуществляется бесплатно"},
		{"ru", "the speaker", "Мы построили порт.", nil, "self_description: Мы построили порт"},
		{"kk", "another", "{RUS Ресей} порт салды.", nil, "claim: Ресей порт салды"},
	} {
		u := unit(x.sentence)
		if x.with != nil {
			x.with(u)
		}
		var got []string
		for _, s := range c.Code(x.lang, u).Statements {
			got = append(got, s.Rule.Value+": "+u.Text[s.Evidence.Start:s.Evidence.End])
		}
		if diff := cmp.Diff(x.want, strings.Join(got, " | ")); diff != "" {
			t.Errorf("%s: %s: %q\n%s", x.lang, x.what, x.sentence, diff)
		}
	}
}

// The members of an enumeration take from its lead-in what they lack.
func TestMembersTakeFromTheirLeadIn(t *testing.T) {
	c := rules(t)
	lead := c.Code("en", unit("In order of priority, {KAZ Kazakhstan} will:"))
	for i, x := range []struct{ sentence, want string }{
		{"(a) develop trade with {CHN China};", "will; commitment/support by KAZ to CHN rank1 economy"},
		{"(b) open its borders;", "will; commitment/support by KAZ rank2 borders"},
		{"(c) all States must respect the Charter.", "must; principle/support by KAZ rank3 multilateral_institutions"},
	} {
		u := unit(x.sentence)
		u.Lead, u.ListPosition = lead, i+1
		if diff := cmp.Diff(x.want, coded(c.Code("en", u), u.Text)); diff != "" {
			t.Errorf("%q\n%s", x.sentence, diff)
		}
	}
	u := unit("trade has to be developed with those who want it;")
	u.Lead, u.ListPosition = c.Code("en", unit("{KAZ Kazakhstan} will ensure that:")), 1
	if got := coded(c.Code("en", u), u.Text); got != "must; principle/support by KAZ economy" {
		t.Error(got)
	}
	u = unit("trade is developed;")
	u.Lead, u.ListPosition = c.Code("en", unit("{KAZ Kazakhstan} will ensure that:")), 1
	if got := coded(c.Code("en", u), u.Text); got != "will; commitment/support by KAZ economy" {
		t.Errorf("it goes on with its lead-in: %s", got)
	}
	u = unit("the ships of trade;")
	u.Lead, u.ListPosition = c.Code("en", unit("The following States were present:")), 1
	if got := coded(c.Code("en", u), u.Text); got != "none" {
		t.Error(got)
	}
}

// In an agreement a member that has no verb only names something. What begins with a verb
// says something by itself, too.
func TestMembersOfAgreementsNeedAVerb(t *testing.T) {
	c := rules(t)
	in := func(doc, lead, member string) string {
		one, u := unit(lead), unit(member)
		one.DocType, u.DocType = doc, doc
		u.Lead, u.ListPosition = c.Code("en", one), 1
		return coded(c.Code("en", u), u.Text)
	}
	for _, x := range []struct{ doc, lead, member, want string }{
		{"international_agreement", "Each Party shall supply:", "proof of payment;", "none"},
		{"international_agreement", "Each Party shall:", "exchange data on trade;", "must; commitment/support by KAZ economy"},
		{"international_agreement", "The tasks of the Committee:", "exchange data on trade;", "none; commitment/support by KAZ economy"},
		{"", "Our priorities are:", "the growth of trade;", "none; goal/support by KAZ rank1 economy"},
		{"national_security_strategy", "Steps:", "improving trade;", "none; goal/support by KAZ economy"},
	} {
		if got := in(x.doc, x.lead, x.member); got != x.want {
			t.Errorf("%s %q %q: %s, want %s", x.doc, x.lead, x.member, got, x.want)
		}
	}
}

func TestOrdinals(t *testing.T) {
	c := rules(t)
	for _, x := range []struct{ lang, sentence, want string }{
		{"en", "Each Party shall notify the other within 30 days.", "must 3 3 -"},
		{"en", "Each Party shall, as far as possible, take appropriate measures.", "must 2 1 -"},
		{"en", "The Parties shall endeavor to settle disputes through negotiations.", "must 1 - 0"},
		{"en", "The dispute shall be submitted to the International Court of Justice.", "must 3 - 3"},
		{"en", "States should act in a spirit of friendship.", "should 1 0 -"},
		{"en", "Any Party may withdraw by giving notice in writing.", "may 0 2 -"},
		{"en", "They met within 30 days.", "none - - -"},
		{"ru", "Каждая Сторона уведомляет другую Сторону не позднее чем за 30 дней.", "must 3 3 -"},
		{"ru", "Каждая Сторона по возможности принимает надлежащие меры.", "must 2 1 -"},
		{"ru", "Стороны содействуют решению споров путем переговоров.", "must 1 - 0"},
		{"ru", "Спор должен быть передан в Международный Суд.", "must 3 - 3"},
		{"ru", "Государствам следует поступать в духе дружбы.", "should 1 0 -"},
		{"ru", "Любая Сторона вправе выйти, уведомив об этом в письменной форме.", "may 0 2 -"},
		{"ru", "Встреча прошла за 30 дней до выборов.", "none - - -"},
		{"kk", "Тараптар бір-біріне отыз күн ішінде хабарлауы тиіс.", "must 3 3 -"},
		{"kk", "Тараптар мүмкіндігінше тиісті шаралар қолдануы тиіс.", "must 2 1 -"},
		{"kk", "Тараптар дауларды келіссөздер жолымен шешуге ұмтылуы тиіс.", "must 1 - 0"},
		{"kk", "Дау Халықаралық Сотқа берілуі тиіс.", "must 3 - 3"},
		{"kk", "Достық рухында әрекет еткен жөн.", "should 1 0 -"},
		{"kk", "Кез келген Тарап жазбаша хабарлап, шартты бұзуға құқылы.", "may 0 2 -"},
		{"kk", "Кездесу отыз күн ішінде өтті.", "none - - -"},
	} {
		got := c.Code(x.lang, unit(x.sentence))
		line := got.Deontic
		for _, n := range []struct {
			v     int32
			valid bool
		}{{got.Obligation.V, got.Obligation.Valid}, {got.Precision.V, got.Precision.Valid}, {got.Delegation.V, got.Delegation.Valid}} {
			if n.valid {
				line += fmt.Sprintf(" %d", n.v)
			} else {
				line += " -"
			}
		}
		if line != x.want {
			t.Errorf("%q: %s, want %s", x.sentence, line, x.want)
		}
	}
}

// small makes a coder of one rule for the deontic must.
func small(patterns ...string) (*coder.Coder, error) {
	three := int32(3)
	return coder.New([]raw.RuleFile{{
		Variable: "deontic", Lang: "en",
		Lists: []raw.WordList{{Name: "who", Words: []string{"we", "our side"}}, {Name: "barrier", Words: []string{"which"}}},
		Rules: []raw.Rule{{ID: "r", Version: 1, Value: "must", Obligation: &three, Patterns: patterns, Unless: []string{"or not"}, Requires: []string{"here"}}},
	}})
}

func TestPatterns(t *testing.T) {
	for _, x := range []struct {
		pattern, sentence string
		want              bool
	}{
		{"shall", "It SHALL be here.", true},
		{"shall", "It shall be there.", false}, // what is required is missing
		{"shall or", "It shall or not, here.", false},
		{"=May", "In May here.", true},
		{"=May", "It may be here.", false},
		{"undertak*", "Undertaking it here.", true},
		{"undertak*", "It was undertaken here.", true},
		{"(a|b c) d", "b c d here", true},
		{"(a|b c) d", "b d here", false},
		{"$who will", "our side will here", true},
		{"x? y", "y here", true},
		{"a <0-1> b", "a one b here", true},
		{"a <0-1> b", "a one two b here", false},
		{"a <1> b", "a b here", false},
		{"a <0-2> b", "a, one, two b here", true},
		{"a <0-2> b", "a; b here", false},
		{"a <0-2> b", "a which b here", false},
		{"^ a", "a here", true},
		{"^ a", "here a", false},
		{"# days", "30 days here", true},
		{"co-operate", "co-operate here", true},
		{"don't", "don’t here", true},
		{"@other will", "{RUS Russia} will here", true},
		{"@other will", "{KAZ Kazakhstan} will here", false},
		{"@issuer will", "{KAZ Kazakhstan} will here", true},
		{"@issuer's <0-2> will", "{KAZ Kazakhstan}'s leaders will here", true},
		{"@issuer's <0-2> will", "{KAZ Kazakhstan} and its leaders will", false},
		{"@issuer's <0-2> will", "{RUS Russia}’s leaders will", false},
		{"@actor will", "{? Georgia} will here", true},
		{"@actor will", "{RUS Russia}'s will here", false},
	} {
		c, err := small(x.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Code("en", unit(x.sentence)).Rule != nil; got != x.want {
			t.Errorf("%q in %q: %v", x.pattern, x.sentence, got)
		}
	}
}

func TestFaultyPatternsAreNamed(t *testing.T) {
	for pattern, want := range map[string]string{
		"":                             "names no word",
		"^":                            "names no word",
		"<0-3> a":                      "a gap stands at an end",
		"a <0-3>":                      "a gap stands at an end",
		"a ^ b":                        "^ stands elsewhere",
		"a <9> b":                      "at most 8 words",
		"a <3-1> b":                    "expected a gap",
		"a <x> b":                      "expected a gap",
		"a <1> b <1> c <1> d <1> e":    "it has 4 gaps",
		"(a|b":                         "not closed",
		"(a||b)":                       "a reading is empty",
		"$nobody":                      "no such list",
		"@nobody":                      "expected @actor",
		"a*b":                          "is no word",
		"=a*":                          "don't go together",
		strings.Repeat("a ", 25):       "25 elements",
		strings.Repeat("(a|b c)? ", 8): "more than 512 rows",
	} {
		if _, err := small(pattern); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "rule r: pattern") {
			t.Errorf("%q: %v, want %s", pattern, err, want)
		}
	}
}

// A unit of any length takes time in proportion to it: these would take hours if
// each find were held against all others.
func TestLongUnitsAreCoded(t *testing.T) {
	c := rules(t)
	for _, words := range []string{"we must not only ; ", "we must not support peace if ", ", , , , ", "“we must all support peace ", "{RUS Russia} believes that all must "} {
		u := unit(strings.Repeat(words, 1<<14))
		if len(hold(t, c, "en", u).Deontic) == 0 {
			t.Errorf("%q is not coded", words)
		}
	}
}
