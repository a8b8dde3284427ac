package reliability

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// world is raw/gold and the tables that the stage reads.
type world struct {
	gold       map[string]string
	versions   []schemas.Version
	provisions []schemas.Provision
	mentions   []schemas.Mention
	alignments []schemas.Alignment
	statements []schemas.Statement
	rules      []schemas.CodingRule
}

const header = "unit_id,mentions,statement_type,deontic,topic,note\n"

const speech = "Kazakhstan speaks. Russia  and\nKazakhstan must agree. Thank you."

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// aWorld holds one speech in which the pipeline finds two of three mentions and
// one too many, one file that is not held, and one sentence of our own.
func aWorld() *world {
	held, lost := sum(speech), sum("lost")
	unit := func(id, sum string, from, to int) string {
		return fmt.Sprintf("%s,s,f.txt,%s,%d,%d,,false\n", id, sum, from, to)
	}
	at := func(start, end int) schemas.Provision {
		return schemas.Provision{
			ProvisionID: fmt.Sprint("v#", start), VersionID: "v", CharStart: int32(start), CharEnd: int32(end),
			ByteStart: int64(start), ByteEnd: int64(end), Text: speech[start:end], SourceID: "s", Deontic: "none",
		}
	}
	named := func(p, start, end int, actor string) schemas.Mention {
		return schemas.Mention{
			MentionID: fmt.Sprint("m", start), ProvisionID: fmt.Sprint("v#", p), VersionID: "v", CharStart: int32(start), CharEnd: int32(end),
			ActorID: actor, Ambiguous: actor == "", Surface: speech[start:end], SourceID: "s",
		}
	}
	return &world{
		gold: map[string]string{
			"units_en.csv": "unit_id,source_id,file,sha256,byte_start,byte_end,text,held_out\n" +
				unit("u1", held, 0, 18) + unit("u2", held, 19, 53) + unit("u3", held, 54, 64) + unit("u4", lost, 0, 9) + unit("u5", held, 64, 65) +
				"u6,,,,,,Russia is ours to code.,false\n",
			"codes_a.csv": header +
				"u1,KAZ=Kazakhstan,claim,none,other,\nu2,RUS=Russia;KAZ=Kazakhstan,principle,must,security,\nu3,,none,none,other,\n" +
				"u4,KAZ=Kazakhstan,claim,none,other,\nu5,,none,none,other,\nu6,RUS=Russia,claim,none,other,\n",
			"codes_b.csv": header +
				"u1,KAZ=Kazakhstan,claim,none,other,\nu2,KAZ=Kazakhstan,commitment,must,security,\nu3,,none,none,other,\n",
			"pairs.csv": "pair_id,lang,source_id,from_file,from_sha256,from_byte_start,from_byte_end,to_file,to_sha256,to_byte_start,to_byte_end,held_out\n" +
				fmt.Sprintf("p1,en,s,f.txt,%s,0,18,g.txt,%s,0,5,false\np2,en,s,f.txt,%s,54,64,g.txt,%s,,,false\np3,en,s,f.txt,%s,1,2,l.txt,%s,3,4,false\n", held, sum("other"), held, sum("other"), held, lost) +
				"p4,en,multivector,gold/one.md," + sum("one") + ",0,3,gold/two.md," + sum("two") + ",0,3,false\n",
			"labels_a.csv": "pair_id,label,note\np1,modified,\np2,dropped,\np3,moved,\np4,verbatim,\n",
			"one.md":       "one", "two.md": "two", "MANUAL.md": "Code well.",
		},
		versions: []schemas.Version{{VersionID: "v", DocumentID: "d", FileSHA256: held, Lang: "en"}, {VersionID: "w", FileSHA256: sum("other"), Lang: "en"}},
		provisions: []schemas.Provision{
			at(0, 18), at(19, 53), at(54, 64), {ProvisionID: "w#0", VersionID: "w", ByteEnd: 5, CharEnd: 5, Text: "other", SourceID: "s"},
		},
		mentions: []schemas.Mention{named(0, 0, 10, "KAZ"), named(19, 19, 25, ""), named(19, 31, 41, "KAZ"), named(54, 54, 59, "RUS")},
		alignments: []schemas.Alignment{
			{AlignmentID: "1", FromVersionID: "v", ToVersionID: "w", FromProvisionID: "v#0", ToProvisionID: "w#0", Change: "modified"},
			{AlignmentID: "2", FromVersionID: "v", ToVersionID: "w", FromProvisionID: "v#19", Change: "dropped"},
		},
		statements: []schemas.Statement{
			{StatementID: "1", ProvisionID: "v#19", VersionID: "v", SpeakerActorID: "KAZ", StatementType: "principle", TopicCode: "security", TopicScheme: "fp_topics", Stance: "neutral"},
			{StatementID: "2", ProvisionID: "v#19", VersionID: "v", SpeakerActorID: "KAZ", StatementType: "commitment", TopicCode: "other", TopicScheme: "fp_topics", Stance: "neutral"},
			{StatementID: "4", ProvisionID: "v#0", VersionID: "v", SpeakerActorID: "RUS", StatementType: "red_line", TopicCode: "other", TopicScheme: "fp_topics", Stance: "neutral"},
			{StatementID: "3", ProvisionID: "v#0", VersionID: "v", StatementType: "claim", TopicCode: "other", TopicScheme: "fp_topics", Stance: "neutral"},
		},
		rules: []schemas.CodingRule{{RuleID: "r", RuleVersion: 1, Variable: "statement", Lang: "en", Value: "claim", Doc: "d", Patterns: "p"}},
	}
}

// parrot finds Russia in texts of our own, and takes any two for the same.
type parrot struct{ asked []string }

func (p *parrot) Read(file, lang string, data []byte) (*Text, error) {
	p.asked = append(p.asked, file+" "+lang)
	t := &Text{Provisions: []schemas.Provision{{ProvisionID: file, ByteEnd: int64(len(data)), Text: string(data)}}}
	if i := strings.Index(string(data), "Russia"); i >= 0 {
		t.Mentions = []schemas.Mention{{ActorID: "RUS", CharStart: int32(i), CharEnd: int32(i + 6)}}
	}
	return t, nil
}

func (p *parrot) Align(_ context.Context, from, to *Text) ([]schemas.Alignment, error) {
	return []schemas.Alignment{{FromProvisionID: from.Provisions[0].ProvisionID, ToProvisionID: to.Provisions[0].ProvisionID, Change: "verbatim"}}, nil
}

var reads = []schemas.Declared{
	schemas.Inputs, schemas.Actors, schemas.Documents, schemas.Versions, schemas.Provisions, schemas.Mentions, schemas.Statements, schemas.CodingRules, schemas.Alignments,
}

// run gives the rows by variable, sample and comparison, and what the user is told.
func (w *world) run(t *testing.T, c Coder) (map[string]schemas.Reliability, []stage.Note, error) {
	t.Helper()
	root := t.TempDir()
	var inputs []schemas.Input
	for name, text := range w.gold {
		file := filepath.Join(root, "raw", "gold", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, schemas.Input{SourceID: raw.Own, Role: "description", File: "gold/" + name, Path: "gold/" + name, SHA256: sum(text)})
	}
	hand := func(_ context.Context, env *stage.Env) error {
		return errors.Join(stage.Write(env, schemas.Inputs, inputs),
			stage.Write(env, schemas.Actors, []schemas.Actor{{ActorID: "KAZ", ActorType: "state"}, {ActorID: "RUS", ActorType: "state"}, {ActorID: "USA", ActorType: "state"}}),
			stage.Write(env, schemas.Documents, []schemas.Document{{DocumentID: "d", IssuerActorID: "KAZ"}}), stage.Write(env, schemas.Versions, w.versions), stage.Write(env, schemas.Provisions, w.provisions),
			stage.Write(env, schemas.Mentions, w.mentions), stage.Write(env, schemas.Alignments, w.alignments),
			stage.Write(env, schemas.Statements, w.statements), stage.Write(env, schemas.CodingRules, w.rules))
	}
	found := map[string]schemas.Reliability{}
	look := func(ctx context.Context, env *stage.Env) error {
		rows, err := stage.Rows(ctx, env, schemas.CoderReliability)
		for _, r := range rows {
			found[r.Variable+" "+r.Sample+" "+r.Comparison] = r
		}
		return err
	}
	stages := []stage.Stage{
		{Name: "given", Writes: reads, Run: hand},
		{Name: "reliability", Reads: reads, Writes: []schemas.Declared{schemas.CoderReliability}, Run: func(ctx context.Context, env *stage.Env) error {
			return Run(ctx, env, func(context.Context, *stage.Env) (Coder, error) { return c, nil })
		}},
		{Name: "look", Reads: []schemas.Declared{schemas.CoderReliability}, Run: look, Always: true},
	}
	report := &notes{}
	r := stage.Run{Root: root, Out: filepath.Join(root, "out"), Case: "try", Code: func(string) string { return "" }, Report: report}
	_, err := r.Do(t.Context(), stages)
	return found, report.all, err
}

type notes struct{ all []stage.Note }

func (*notes) Start(_, _ string)                       {}
func (*notes) Progress(_ string, _, _ int64, _ string) {}
func (n *notes) Done(r stage.Result)                   { n.all = append(n.all, r.Notes...) }

// A mention of an actor that was listed after the units were coded is not compared.
func TestActorsListedLaterAreLeftOut(t *testing.T) {
	w := aWorld()
	w.mentions[3].ActorID = "USA"
	for listed, want := range map[string]float64{"": .75, "USA,2026-12-01\n": 1} {
		w.gold["later_actors.csv"] = "actor_id,listed\n" + listed
		rows, _, err := w.run(t, &parrot{})
		if r := rows["mentions.actor_id all pipeline_vs_gold"]; err != nil || r.Precision.V != want || r.Recall.V != .75 {
			t.Errorf("%q: %v %+v", listed, err, r)
		}
	}
	w.gold["later_actors.csv"] = "actor_id,listed\nRUS,2026-12-01\n"
	if _, _, err := w.run(t, &parrot{}); err == nil || !strings.Contains(err.Error(), "is in later_actors.csv") {
		t.Errorf("a code of an actor listed later: %v", err)
	}
}

func TestThePipelineIsHeldAgainstTheGold(t *testing.T) {
	c := &parrot{}
	rows, told, err := aWorld().run(t, c)
	if err != nil {
		t.Fatal(err)
	}
	// Held are u1 to u3 and u6. KAZ is found in u1 and u2, RUS in u6; RUS in u2 is
	// ambiguous, and RUS in u3 is too many.
	r := rows["mentions.actor_id all pipeline_vs_gold"]
	if r.NUnits != 4 || r.NMissing != 2 || r.Precision.V != .75 || r.Recall.V != .75 || r.F1.V != .75 {
		t.Errorf("%+v", r)
	}
	// Of 8 pairs of a unit and an actor 3 are named by both, 3 by neither, 2 by one:
	// alpha is 1 - 15 * 4 / (2 * 8 * 8).
	if want := 1 - 15*4/128.; r.Alpha.V != want || r.Status != "" || r.CILow.V > want || r.CIHigh.V < want {
		t.Errorf("%+v, want alpha %v", r, want)
	}
	// Of u1 to u3 and u6 the types are claim, for what is Russia's, commitment for principle, none, none
	// for claim; the topic is given for u1 and u2 only.
	if r := rows["statements.statement_type all pipeline_vs_gold"]; r.NUnits != 4 || r.NMissing != 2 || r.Alpha != stable(1-7*4/44.) {
		t.Errorf("%+v", r)
	}
	if r := rows["statements.topic_code all pipeline_vs_gold"]; r.NUnits != 4 || r.Precision.V != .5 || r.Recall.V != stable(1/6.).V {
		t.Errorf("%+v", r)
	}
	if r := rows["provisions.deontic all pipeline_vs_gold"]; r.NUnits != 4 || r.Recall.V != stable(1/3.).V {
		t.Errorf("%+v", r)
	}
	if r := rows["mentions.actor_id own pipeline_vs_gold"]; r.NUnits != 1 || r.F1.V != 1 || r.Alpha.Valid || r.Status != "" {
		t.Errorf("undefined is not null: %+v", r)
	}
	if r := rows["alignments.change all pipeline_vs_gold"]; r.NUnits != 3 || r.NMissing != 1 || r.Recall.V != stable(2./3).V || r.Precision.V != 1 {
		t.Errorf("%+v", r)
	}
	// Of modified, dropped and verbatim, the pipeline aligns dropped otherwise.
	if r := rows["alignments.change all pipeline_vs_gold"]; r.F1.V != stable(2./3).V || r.Alpha.V >= 1 {
		t.Errorf("%+v", r)
	}
	if r := rows["alignments.change own pipeline_vs_gold"]; r.NUnits != 1 || r.F1.V != 1 {
		t.Errorf("%+v", r)
	}
	if len(told) != 1 || !strings.Contains(told[0].Value, "no provision has their place, or it lacks words that were coded: u5") {
		t.Errorf("%v", told)
	}
	if strings.Join(c.asked, ", ") != "u6.txt en, gold/one.md en, gold/two.md en" {
		t.Errorf("asked for %v", c.asked)
	}
}

func TestTwoPeopleAreComparedOnWhatBothCoded(t *testing.T) {
	rows, _, err := aWorld().run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	r := rows["statements.statement_type all between_coders"]
	// Two of three units alike; values claim 2, none 2, principle 1, commitment 1.
	if want := stable(1 - 5*2/26.); r.NUnits != 3 || r.NMissing != 0 || r.Alpha != want || r.Precision.Valid || r.Recall.Valid || !r.F1.Valid {
		t.Errorf("%+v, want alpha %v", r, want)
	}
	if r := rows["provisions.deontic all between_coders"]; r.Alpha.V != 1 || r.Status != "" {
		t.Errorf("%+v", r)
	}
	if r := rows["mentions.actor_id all between_coders"]; r.NUnits != 3 || r.F1.V != .8 {
		t.Errorf("%+v", r)
	}
	if _, ok := rows["statements.statement_type own between_coders"]; ok {
		t.Error("a row of units that nobody else coded")
	}
}

// All who coded a unit are compared with each other; who did not is missing.
func TestAllWhoCodedAUnitAreCompared(t *testing.T) {
	w := aWorld()
	w.gold["codes_c.csv"] = header + "u1,,claim,none,other,\nu2,KAZ=Kazakhstan,principle,must,security,\nu6,,claim,none,other,\n"
	rows, _, err := w.run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	// Claim thrice in u1 and twice in u6, none twice in u3, and in u2 principle twice
	// and commitment once: of 10 values, a unit of three has 2 of 3 pairs that differ.
	r := rows["statements.statement_type all between_coders"]
	if want := stable(1 - 9*2/66.); r.NUnits != 4 || r.NMissing != 0 || r.Alpha != want || r.Precision.Valid {
		t.Errorf("%+v, want alpha %v", r, want)
	}
	// Of KAZ and RUS in four units: KAZ in u1 by two of three, in u2 by all; RUS in u2
	// by one of three, in u6 by one of two. Named 7 times of 20, four pairs of values differ
	// in units of three, each by a half, and one in a unit of two.
	r = rows["mentions.actor_id all between_coders"]
	if want := stable(1 - 19*(2+1)*2/(2*7*13.)); r.NUnits != 4 || r.Alpha != want {
		t.Errorf("%+v, want alpha %v", r, want)
	}
	// Both name two places of three for a and b, one of four for a and c, one of two for
	// b and c.
	if want := stable(2 * 4 / (2*4 + 5.)); r.F1 != want {
		t.Errorf("%+v, want F1 %v", r, want)
	}
	if r := rows["provisions.deontic own between_coders"]; r.NUnits != 1 || r.Alpha.Valid {
		t.Errorf("%+v", r)
	}
}

// What was adjudicated is the gold, and is nobody's coding.
func TestAnAdjudicatedCodeWins(t *testing.T) {
	before, _, err := aWorld().run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	w := aWorld()
	w.gold["codes_adjudicated.csv"] = header + "u2,KAZ=Kazakhstan,commitment,must,security,It binds.\n"
	rows, _, err := w.run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	if r := rows["mentions.actor_id all pipeline_vs_gold"]; r.NUnits != 4 || r.Recall.V != 1 || r.Precision.V != .75 {
		t.Errorf("%+v", r)
	}
	// Commitment is what the pipeline says, too.
	if a, b := before["statements.statement_type all pipeline_vs_gold"], rows["statements.statement_type all pipeline_vs_gold"]; a.F1.V >= b.F1.V || a.NUnits != b.NUnits {
		t.Errorf("%+v, then %+v", a, b)
	}
	for key, r := range rows {
		a := before[key]
		a.GoldVersion, a.CILow, a.CIHigh = r.GoldVersion, r.CILow, r.CIHigh // drawn by the version
		if r.Comparison == betweenCoders && r != a {
			t.Errorf("%+v, without the adjudicated code %+v", r, a)
		}
	}
}

func TestTheSameGoldGivesTheSameRows(t *testing.T) {
	one, _, err := aWorld().run(t, &parrot{})
	two, _, err2 := aWorld().run(t, &parrot{})
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for key, r := range one {
		if r != two[key] {
			t.Errorf("%+v, then %+v", r, two[key])
		}
	}
	w := aWorld()
	w.gold["MANUAL.md"] = "Code better."
	three, _, err := w.run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	key := "mentions.actor_id all pipeline_vs_gold"
	if len(one[key].GoldVersion) != 12 || one[key].GoldVersion == three[key].GoldVersion {
		t.Errorf("version %s, then %s", one[key].GoldVersion, three[key].GoldVersion)
	}
}

// What is held out counts in its own sample and in no other.
func TestWhatIsHeldOutStandsApart(t *testing.T) {
	all, _, err := aWorld().run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := all["mentions.actor_id held_out pipeline_vs_gold"]; ok {
		t.Errorf("nothing is held out: %+v", r)
	}
	w := aWorld()
	w.gold["units_en.csv"] = strings.Replace(w.gold["units_en.csv"], ",19,53,,false", ",19,53,,true", 1)
	w.gold["pairs.csv"] = strings.Replace(w.gold["pairs.csv"], ",,,false", ",,,true", 1)
	rows, _, err := w.run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	// Of u2 the pipeline has one mention of two, and commitment for principle.
	if r := rows["mentions.actor_id held_out pipeline_vs_gold"]; r.NUnits != 1 || r.NMissing != 0 || r.Precision.V != 1 || r.Recall.V != .5 {
		t.Errorf("%+v", r)
	}
	if r := rows["statements.statement_type held_out pipeline_vs_gold"]; r.NUnits != 1 || r.F1.V != 0 {
		t.Errorf("%+v", r)
	}
	// Of p2, dropped, the pipeline says nothing.
	if r := rows["alignments.change held_out pipeline_vs_gold"]; r.NUnits != 1 || r.NMissing != 0 || r.Precision.Valid || r.Recall != stable(0) {
		t.Errorf("%+v", r)
	}
	for sample, less := range map[string]int64{"all": 1, "collection": 1, "own": 0} {
		for _, variable := range []string{"mentions.actor_id ", "alignments.change "} {
			key := variable + sample + " pipeline_vs_gold"
			if rows[key].NUnits != all[key].NUnits-less {
				t.Errorf("%s: %d, without the one held out %d", key, all[key].NUnits, rows[key].NUnits)
			}
		}
	}
}

// A few units that agree allow no trust, however well they do.
func TestAStatusNeedsUnits(t *testing.T) {
	for n, want := range map[int]string{schemas.FewUnits - 1: "", schemas.FewUnits: schemas.Reliable} {
		g := agreement{k: 2}
		for i := range n {
			g.units = append(g.units, []cell{{i % 2, i % 2, 1}})
		}
		var row schemas.Reliability
		g.measure(&row, 1)
		if row.Alpha.V != 1 || row.Status != want {
			t.Errorf("%d units: alpha %v, status %q, want %q", n, row.Alpha, row.Status, want)
		}
	}
}

// A language without rules is not coded; that is no statement of the pipeline.
func TestWithoutRulesNothingIsSaid(t *testing.T) {
	w := aWorld()
	w.rules, w.statements = nil, nil
	for i := range w.provisions {
		w.provisions[i].Deontic = ""
	}
	w.versions = w.versions[:1]
	rows, _, err := w.run(t, &parrot{})
	if err != nil {
		t.Fatal(err)
	}
	for _, variable := range []string{"statements.statement_type", "provisions.deontic", "statements.topic_code"} {
		if r, ok := rows[variable+" own pipeline_vs_gold"]; ok {
			t.Errorf("%+v", r)
		}
		if r := rows[variable+" all pipeline_vs_gold"]; r.Alpha.Valid || r.Precision.Valid {
			t.Errorf("%+v", r)
		}
	}
}

// A file with other bytes is not the one that was coded: its units are missing.
func TestAFileWithOtherBytesIsMissing(t *testing.T) {
	w := aWorld()
	w.versions[0].FileSHA256 = sum("changed")
	rows, told, err := w.run(t, &parrot{})
	if err != nil || len(told) > 0 {
		t.Fatal(err, told)
	}
	if r := rows["mentions.actor_id collection pipeline_vs_gold"]; r.NUnits != 0 || r.NMissing != 5 || r.F1.Valid {
		t.Errorf("%+v", r)
	}
}

func TestFaultsOfTheGoldStopTheStage(t *testing.T) {
	for name, try := range map[string]struct{ file, from, to, want string }{
		"words that our own sentence lacks": {"codes_a.csv", "u6,RUS=Russia", "u6,RUS=Russians", `codes_a.csv line 7: field mentions is "RUS=Russians": "Russians" does not stand in the unit`},
		"adjudicated words that it lacks":   {"codes_adjudicated.csv", "", header + "u6,RUS=Russians,claim,none,other,why\n", `codes_adjudicated.csv line 2: field mentions is "RUS=Russians": "Russians" does not stand in the unit`},
		"an unknown actor":                  {"codes_a.csv", "u6,RUS", "u6,PRU", `actor "PRU" is not in actors.csv`},
	} {
		w := aWorld()
		w.gold["codes_c.csv"] = header + "u6,,claim,none,other,\n"
		w.gold[try.file] = strings.Replace(w.gold[try.file], try.from, try.to, 1)
		if _, _, err := w.run(t, &parrot{}); !errors.Is(err, stage.ErrData) || !strings.Contains(err.Error(), try.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// In a file of others the text may have been read otherwise since.
	w := aWorld()
	w.gold["codes_a.csv"] = strings.Replace(w.gold["codes_a.csv"], "u2,RUS=Russia", "u2,RUS=Rossia", 1)
	rows, told, err := w.run(t, &parrot{})
	if err != nil || len(told) != 1 || !strings.Contains(told[0].Value, "u2") || rows["mentions.actor_id all pipeline_vs_gold"].NMissing != 3 {
		t.Error(err, told, rows["mentions.actor_id all pipeline_vs_gold"])
	}
}

func TestWithoutGoldTheTableIsEmpty(t *testing.T) {
	w := aWorld()
	w.gold = nil
	if rows, _, err := w.run(t, nil); err != nil || len(rows) > 0 {
		t.Error(err, rows)
	}
}

func TestLocate(t *testing.T) {
	for _, c := range []struct {
		text, words string
		nth         int
		want        string // start and end
	}{
		{"The UNDP and the UN.", "UN", 0, "17 19"},
		{"Россия и России, в России.", "России", 2, "19 25"},
		{"United\n  Nations", "United Nations", 0, "0 16"},
		{"ШЫҰ-ға мүше", "ШЫҰ", 0, "0 3"},
		{"Central Asian", "Central Asia", 0, ""},
		{"Russia", "Russia", 2, ""},
	} {
		code := raw.GoldCode{Where: &raw.Record{}, Mentions: []raw.GoldMention{{ActorID: "X", Surface: c.words, Nth: c.nth}}}
		got := ""
		if all, err := locate(&code, c.text); err == nil {
			got = fmt.Sprintf("%d %d", all[0].start, all[0].end)
		}
		if got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.words, c.text, got, c.want)
		}
	}
}
