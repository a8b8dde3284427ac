package reference

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/schemas"
)

func csvFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const actorsHead = "actor_id,actor_type,name_en,name_ru,name_kk,valid_from,valid_to,predecessor_actor_id,successor_actor_id,source,verification\n"

func TestFaultsOfAHandWrittenTableAreNamed(t *testing.T) {
	good := "KAZ,state,Kazakhstan,,,1991-12-16,,SUN,,gw_states,verified\n"
	for says, text := range map[string]string{
		"is empty, expected the header":                                              "",
		"header is actor_id,name_en, expected":                                       "actor_id,name_en\nKAZ,Kazakhstan\n",
		"wrong number of fields":                                                     actorsHead + "KAZ,state\n",
		`line 3: field actor_id is "KAZ": the key KAZ stands twice`:                  actorsHead + good + good,
		`line 2: field actor_id is "": must not be empty`:                            actorsHead + ",state,X,,,,,,,gw_states,verified\n",
		`line 2: field actor_type is "empire": expected one of state`:                actorsHead + strings.Replace(good, "state", "empire", 1),
		`line 2: field valid_from is "1991-02-30": expected a date`:                  actorsHead + strings.Replace(good, "1991-12-16", "1991-02-30", 1),
		`line 2: field valid_to is "1990-01-01": the period ends before it begins`:   actorsHead + strings.Replace(good, "1991-12-16,", "1991-12-16,1990-01-01", 1),
		`line 2: field verification is "sure": expected one of verified, unverified`: actorsHead + strings.Replace(good, "verified", "sure", 1),
		`line 2: field name_en is " Kazakhstan": white space at an end`:              actorsHead + strings.Replace(good, "Kazakhstan", " Kazakhstan", 1),
		"is not UTF-8":                actorsHead + "KAZ\xff,state\n",
		"bare \" in non-quoted-field": actorsHead + "KAZ,sta\"te,Kazakhstan,,,,,,,gw_states,verified\n",
	} {
		if _, err := readActors(csvFile(t, text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q, got: %v", says, err)
		}
	}
	rows, err := readActors(csvFile(t, actorsHead+good))
	if err != nil || len(rows) != 1 || rows[0].PredecessorActorID != "SUN" || rows[0].ValidFrom.V.String() != "1991-12-16" {
		t.Errorf("a good table: %+v, %v", rows, err)
	}
}

func TestACodeOfAnUnknownActorIsRefused(t *testing.T) {
	text := "code_system,code,valid_from,valid_to,actor_id,source,verification\niso3,KAZ,,,KAZ,iso3166,verified\n"
	if _, err := readActorCodes(csvFile(t, text), map[string]bool{"RUS": true}); err == nil || !strings.Contains(err.Error(), "no such actor") {
		t.Error(err)
	}
}

func TestPeriodsOfACodeAreNumberedInTime(t *testing.T) {
	text := `code_system,code,valid_from,valid_to,actor_id,source,verification
cown,365,1991-12-26,,RUS,cow_states,verified
cown,365,,1922-12-29,RUS,cow_states,verified
cown,365,1922-12-30,1991-12-25,SUN,cow_states,verified
cown,705,,,KAZ,cow_states,verified
`
	rows, err := readActorCodes(csvFile(t, text), map[string]bool{"RUS": true, "SUN": true, "KAZ": true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Code+" "+r.ActorID+" "+string('0'+r.Period))
	}
	if s := strings.Join(got, ", "); s != "365 RUS 1, 365 SUN 2, 365 RUS 3, 705 KAZ 1" {
		t.Error(s)
	}
}

func TestADatedAliasHasAnIdOfItsOwn(t *testing.T) {
	text := `actor_id,lang,alias,alias_type,inflects,ambiguous,valid_from,valid_to,source,verification
KAZ,en,Astana,capital,true,false,1998-05-06,2019-03-23,multivector,verified
KAZ,en,Astana,capital,true,false,2022-09-17,,multivector,verified
KAZ,en,Kazakhstan,name,true,false,,,cldr,verified
`
	rows, err := readAliases(csvFile(t, text), map[string]bool{"KAZ": true})
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].AliasID != "KAZ:en:Astana@1998-05-06" || rows[1].AliasID != "KAZ:en:Astana@2022-09-17" || rows[2].AliasID != "KAZ:en:Kazakhstan" {
		t.Errorf("%+v", rows)
	}
}

func TestStatesAreNamedFromCLDR(t *testing.T) {
	actors := []schemas.Actor{{ActorID: "KAZ"}, {ActorID: "UN", NameRu: "ООН"}, {ActorID: "SUN"}}
	codes := []schemas.ActorCode{{CodeSystem: "iso2", Code: "KZ", ActorID: "KAZ"}}
	nameFromCLDR(actors, codes)
	if actors[0].NameRu != "Казахстан" || actors[0].NameKk != "Қазақстан" {
		t.Errorf("Kazakhstan: %+v", actors[0])
	}
	if actors[1].NameRu != "ООН" || actors[2].NameRu != "" {
		t.Errorf("others were touched: %+v", actors)
	}
}

func TestNamesFromCLDRAreAliasesUnlessListed(t *testing.T) {
	actors := []schemas.Actor{{ActorID: "KAZ"}, {ActorID: "TGO"}, {ActorID: "IMN"}, {ActorID: "SUN"}}
	codes := []schemas.ActorCode{{CodeSystem: "iso2", Code: "KZ", ActorID: "KAZ"}, {CodeSystem: "iso2", Code: "TG", ActorID: "TGO"}, {CodeSystem: "iso2", Code: "IM", ActorID: "IMN"}}
	listed := []schemas.Alias{{AliasID: "TGO:ru:Того", ActorID: "TGO", Lang: "ru", Alias: "Того", Ambiguous: true}}
	var got []string
	for _, a := range aliasesFromCLDR(nameFromCLDR(actors, codes), listed) {
		if a.AliasType != "name" || !a.Inflects || a.SourceID != "cldr" || a.Ambiguous {
			t.Errorf("%+v", a)
		}
		got = append(got, a.AliasID)
	}
	if s := strings.Join(got, ", "); s != "KAZ:ru:Казахстан, KAZ:kk:Қазақстан, TGO:kk:Того, IMN:kk:Мэн аралы" {
		t.Error(s)
	}
}

func TestTheTablesOfThisProjectAreSound(t *testing.T) {
	base := filepath.Join("..", "..", "raw", "reference")
	actors, err := readActors(filepath.Join(base, "actors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, a := range actors {
		known[a.ActorID] = true
	}
	codes, err := readActorCodes(filepath.Join(base, "actor_codes.csv"), known)
	if err != nil {
		t.Fatal(err)
	}
	aliases, err := readAliases(filepath.Join(base, "aliases.csv"), known)
	if err != nil {
		t.Fatal(err)
	}
	aliases = append(aliases, aliasesFromCLDR(nameFromCLDR(actors, codes), aliases)...)
	if _, err := readContexts(filepath.Join(base, "contexts.csv"), aliases, known); err != nil {
		t.Error(err)
	}
	if len(actors) < 200 || len(codes) < 2000 || len(aliases) < 1500 {
		t.Errorf("%d actors, %d codes, %d aliases", len(actors), len(codes), len(aliases))
	}
	if _, err := readScales(filepath.Join(base, "scales.csv")); err != nil {
		t.Error(err)
	}
	ontologies, err := readOntologyCodes(filepath.Join(base, "ontology_codes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readCrosswalks(filepath.Join(base, "crosswalks.csv"), ontologies); err != nil {
		t.Error(err)
	}
}

const membershipHead = "member_actor_id,org_id,status,from_date,to_date,date_precision,verification,instrument,source_title,source_publisher,source_url,read_on,note\n"

func TestFaultsOfMembershipsAndPartnershipsAreNamed(t *testing.T) {
	known := map[string]bool{"KAZ": true, "RUS": true, "CSTO": true}
	good := "KAZ,CSTO,full,2003-09-18,,day,verified,Charter,A page,A publisher,,2026-11-24,\n"
	for says, text := range map[string]string{
		`field org_id is "NATO2": no such actor`:    strings.Replace(good, "CSTO", "NATO2", 1),
		`field from_date is "": must not be empty`:  strings.Replace(good, "2003-09-18", "", 1),
		`field to_date is "2001-01-01": the period`: strings.Replace(good, "2003-09-18,", "2003-09-18,2001-01-01", 1),
		`field status is "member": expected one of`: strings.Replace(good, "full", "member", 1),
		`a verified fact names its source`:          strings.Replace(good, "2026-11-24", "", 1),
		`the key KAZ CSTO full 2003-09-18 stands`:   good + good,
	} {
		if _, err := readMemberships(csvFile(t, membershipHead+text), known); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q, got: %v", says, err)
		}
	}
	if rows, err := readMemberships(csvFile(t, membershipHead+good), known); err != nil || len(rows) != 1 {
		t.Errorf("a good table: %+v, %v", rows, err)
	}
	head := "actor1_id,actor2_id,tier,from_date,to_date,date_precision,instrument,verification,source_title,source_publisher,source_url,read_on,note\n"
	if _, err := readPartnerships(csvFile(t, head+"RUS,KAZ,alliance,2013-11-11,,day,Treaty,unverified,,,,,\n"), known); err == nil || !strings.Contains(err.Error(), "must come before") {
		t.Error(err)
	}
}

func TestFaultsOfContextsAreNamed(t *testing.T) {
	head := "context_id,lang,alias,alias_type,position,cue,actor_id,source,verification,names\n"
	aliases := []schemas.Alias{{ActorID: "GEO", Lang: "en", Alias: "Georgia"}}
	known := map[string]bool{"GEO": true, "USA": true}
	good := "g1,en,Georgia,,near,Abkhaz*;Tbilisi,GEO,multivector,unverified,true\n"
	for says, text := range map[string]string{
		`field context_id is "g1": the key g1 stands twice`:         good + good,
		`field alias is "Jordan": no such alias`:                    strings.Replace(good, "Georgia", "Jordan", 1),
		`field alias is "Georgia": no such alias`:                   strings.Replace(good, ",GEO,", ",USA,", 1),
		`a rule is for an alias or for a type`:                      strings.Replace(good, "Georgia,,", "Georgia,capital,", 1),
		`field position is "around": expected one of`:               strings.Replace(good, "near", "around", 1),
		`field cue is "": a cue stands before, after, near`:         strings.Replace(good, "Abkhaz*;Tbilisi", "", 1),
		`field cue is "Abkhaz*;Tbilisi": a cue stands before`:       strings.Replace(good, "near", "always", 1),
		`field actor_id is "GEO": a rule for a type of aliases can`: strings.Replace(good, "Georgia,,", ",capital,", 1),
		`a rule for an alias names somebody where it gives`:         strings.Replace(good, ",true", ",false", 1),
		`field alias_type is "city": expected one of`:               strings.Replace(strings.Replace(good, "Georgia,,", ",city,", 1), ",GEO,", ",,", 1),
	} {
		if _, err := readContexts(csvFile(t, head+text), aliases, known); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q, got: %v", says, err)
		}
	}
	if rows, err := readContexts(csvFile(t, head+good), aliases, known); err != nil || len(rows) != 1 || rows[0].Cue != "Abkhaz*;Tbilisi" {
		t.Errorf("a good table: %+v, %v", rows, err)
	}
}
