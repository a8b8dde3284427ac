package raw_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/raw"
)

const (
	sumA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

	someUnits = "unit_id,source_id,file,sha256,byte_start,byte_end,text,held_out\n" +
		"en-1,speeches,a.txt," + sumA + ",10,20,,false\n" +
		"en-2,speeches,a.txt," + sumA + ",20,35,,true\n" +
		"en-3,,,,,,Russia and Russia again.,false\n"
	someCodes = "unit_id,mentions,statement_type,deontic,topic,note\n" +
		"en-1,RUS=Russian Federation;KAZ=Kazakhstan,claim,none,other,\n" +
		"en-3,RUS=Russia#2,none,must_not,nuclear,said so\n"
	somePairs = "pair_id,lang,source_id,from_file,from_sha256,from_byte_start,from_byte_end,to_file,to_sha256,to_byte_start,to_byte_end,held_out\n" +
		"p1,en,nss,a.txt," + sumA + ",1,2,b.txt," + sumA + ",3,4,false\n" +
		"p2,en,nss,a.txt," + sumA + ",,,b.txt," + sumA + ",5,6,true\n"
	someLabels = "pair_id,label,note\np1,moved,\np2,added,\n"
)

// readGold writes the four files and reads them.
func readGold(t *testing.T, units, codes, pairs, labels string) (*raw.Gold, error) {
	t.Helper()
	return readFiles(t, map[string]string{"units_en.csv": units, "codes_a.csv": codes, "pairs.csv": pairs, "labels_a.csv": labels, "MANUAL.md": "Not read."})
}

func readFiles(t *testing.T, files map[string]string) (*raw.Gold, error) {
	t.Helper()
	root := t.TempDir()
	var names []string
	for name, text := range files {
		file := filepath.Join(root, "raw", "gold", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, "gold/"+name)
	}
	return raw.ReadGold(root, names, map[string]bool{"RUS": true, "KAZ": true})
}

func TestReadGold(t *testing.T) {
	g, err := readGold(t, someUnits, someCodes, somePairs, someLabels)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Units) != 3 || g.Units[0].Span != (raw.GoldSpan{File: "a.txt", SHA256: sumA, Start: 10, End: 20}) || g.Units[2].Lang != "en" || g.Units[2].Text == "" || g.Units[0].HeldOut || !g.Units[1].HeldOut {
		t.Errorf("%+v", g.Units)
	}
	a := g.Codes["a"]
	if len(a) != 2 || len(a[0].Mentions) != 2 || a[0].Mentions[0] != (raw.GoldMention{ActorID: "RUS", Surface: "Russian Federation"}) || a[1].Mentions[0].Nth != 2 || a[1].Deontic != "must_not" {
		t.Errorf("%+v", a)
	}
	if len(g.Pairs) != 2 || g.Pairs[0].HeldOut || !g.Pairs[1].HeldOut || g.Pairs[1].From.Held() || !g.Pairs[1].To.Held() || g.Labels["a"][1].Label != "added" {
		t.Errorf("%+v %+v", g.Pairs, g.Labels)
	}
}

// Adjudicated codes are no coder's, have a reason, and decide what coders differ about.
func TestReadGoldThatWasAdjudicated(t *testing.T) {
	const header = "unit_id,mentions,statement_type,deontic,topic,note\n"
	read := func(c, decided string) (*raw.Gold, error) {
		return readFiles(t, map[string]string{"units_en.csv": someUnits, "codes_a.csv": someCodes, "codes_c.csv": header + c, "codes_adjudicated.csv": header + decided})
	}
	const other = "en-1,RUS=Russian Federation,claim,none,other,\n"
	g, err := read(other, "en-1,,claim,none,other,The manual says so.\n")
	if err != nil || len(g.Codes) != 2 || len(g.Codes["c"]) != 1 || len(g.Adjudicated) != 1 || g.Adjudicated[0].UnitID != "en-1" || g.Adjudicated[0].Mentions != nil {
		t.Errorf("%v %+v", err, g)
	}
	for name, try := range map[string]struct{ c, decided, want string }{
		"no such unit":   {other, "en-9,,claim,none,other,Why.\n", `codes_adjudicated.csv line 2: field unit_id is "en-9": there is no such one`},
		"no reason":      {other, "en-1,,claim,none,other,\n", `codes_adjudicated.csv line 2: field note is ""`},
		"twice":          {other, "en-1,,claim,none,other,Why.\nen-1,,claim,none,other,Why.\n", "line 3: field unit_id is \"en-1\": stands twice"},
		"nobody differs": {"en-1,RUS=Russian Federation;KAZ=Kazakhstan,claim,none,other,\n", "en-1,,claim,none,other,Why.\n", "codes_adjudicated.csv line 2: field unit_id is \"en-1\": no two coders differ"},
		"one coder":      {other, "en-3,,claim,none,other,Why.\n", "no two coders differ"},
		"no coder":       {other, "en-2,,claim,none,other,Why.\n", "no two coders differ"},
		"a coder's unit": {"en-9,,claim,none,other,\n", "", `codes_c.csv line 2: field unit_id is "en-9": there is no such one`},
	} {
		if _, err := read(try.c, try.decided); err == nil || !strings.Contains(err.Error(), try.want) {
			t.Errorf("%s: want %q, got %v", name, try.want, err)
		}
	}
}

// Each fault is named with file, line, field and value.
func TestReadGoldRefuses(t *testing.T) {
	for name, try := range map[string]struct{ from, to, want string }{
		"an unknown actor":                {"KAZ=Kazakhstan", "XYZ=Kazakhstan", `codes_a.csv line 2: field mentions is "RUS=Russian Federation;XYZ=Kazakhstan": actor "XYZ" is not in actors.csv`},
		"no actor":                        {"KAZ=Kazakhstan", "Kazakhstan", "expected ACTOR=words"},
		"no words":                        {"KAZ=Kazakhstan", "KAZ=", "expected ACTOR=words"},
		"no number":                       {"Russia#2", "Russia#second", "the number of the occurrence"},
		"an occurrence of nothing":        {"Russia#2", "Russia#0", "the number of the occurrence"},
		"an unknown type":                 {"claim,none,other", "remark,none,other", "field statement_type is \"remark\": expected one of none, red_line"},
		"an unknown deontic":              {"claim,none,other", "claim,shall,other", "field deontic"},
		"an unknown topic":                {"claim,none,other", "claim,none,sports", "field topic"},
		"a unit coded twice":              {"en-3,RUS=Russia#2", "en-1,", `codes_a.csv line 3: field unit_id is "en-1": stands twice`},
		"a code of no unit":               {"en-3,RUS=Russia#2", "en-9,", `field unit_id is "en-9": there is no such one`},
		"a unit that stands twice":        {"en-2,", "en-1,", `units_en.csv line 3: field unit_id is "en-1": stands twice`},
		"units that overlap":              {",20,35,", ",19,35,", `units_en.csv line 3: field byte_start is "19": overlaps unit en-1`},
		"a place that ends too soon":      {",10,20,", ",10,10,", `field byte_end is "10"`},
		"a place without a start":         {",10,20,", ",,20,", `field byte_start is ""`},
		"a file without its sum":          {"speeches,a.txt," + sumA + ",10,20", "speeches,a.txt,,10,20", "field sha256 is \"\""},
		"a short sum":                     {"speeches,a.txt," + sumA + ",10,20", "speeches,a.txt,abc,10,20", "field sha256 is \"abc\""},
		"a place and a text":              {",10,20,", ",10,20,Text", "either a sentence of our own or a place"},
		"our own, held out":               {"again.,false", "again.,true", `field held_out is "true": a sentence of our own is no unit of a sample`},
		"neither held out nor not":        {",10,20,,false", ",10,20,,", `field held_out`},
		"neither":                         {"en-3,,,,,,Russia and Russia again.", "en-3,,,,,,", "either a sentence of our own or a place"},
		"a file without a place":          {",10,20,", ",,,", "has its source_id, byte_start and byte_end"},
		"a pair of nothing":               {",,,b.txt," + sumA + ",5,6", ",,,b.txt," + sumA + ",,", "neither edition has a place"},
		"editions of our own, held out":   {"p2,en,nss", "p2,en,multivector", `field held_out is "true": editions of our own are no sample`},
		"a pair neither held out nor not": {",5,6,true", ",5,6,", "field held_out"},
		"a pair that stands twice":        {"p2,en", "p1,en", `pairs.csv line 3: field pair_id is "p1": stands twice`},
		"an unknown label":                {"p1,moved", "p1,gone", `labels_a.csv line 2: field label is "gone": expected one of verbatim`},
		"a label of no pair":              {"p2,added", "p7,added", "there is no such one"},
		"a pair labeled twice":            {"p2,added", "p1,added", `labels_a.csv line 3: field pair_id is "p1": stands twice`},
		"a column too many":               {"unit_id,mentions,", "unit_id,coder,mentions,", "codes_a.csv line 1: header is"},
	} {
		t.Run(name, func(t *testing.T) {
			texts := []string{someUnits, someCodes, somePairs, someLabels}
			for i, text := range texts {
				texts[i] = strings.Replace(text, try.from, try.to, 1)
				if texts[i] != text {
					break
				}
			}
			_, err := readGold(t, texts[0], texts[1], texts[2], texts[3])
			if err == nil || !strings.Contains(err.Error(), try.want) {
				t.Errorf("want %q, got %v", try.want, err)
			}
		})
	}
}

// ourGold reads what stands in raw/gold.
func ourGold(t *testing.T) *raw.Gold {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(ours, "raw", "gold", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, "gold/"+filepath.Base(f))
	}
	known := map[string]bool{}
	err = raw.ReadCSV(filepath.Join(ours, "raw", "reference", "actors.csv"),
		strings.Split("actor_id,actor_type,name_en,name_ru,name_kk,valid_from,valid_to,predecessor_actor_id,successor_actor_id,source,verification", ","),
		func(r *raw.Record) error { known[r.Need("actor_id")] = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	g, err := raw.ReadGold(ours, names, known)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// What stands in raw/gold keeps the sizes that its use was planned for.
func TestOurGoldIsLargeEnough(t *testing.T) {
	g := ourGold(t)
	count, heldOut := map[string]int{}, map[string]int{}
	for _, u := range g.Units {
		if u.HeldOut {
			heldOut[u.Lang]++
		} else {
			count[u.Lang]++
		}
	}
	var pairs, pairsHeldOut int
	for _, p := range g.Pairs {
		if p.HeldOut {
			pairsHeldOut++
		} else {
			pairs++
		}
	}
	if count["en"] < 300 || count["ru"] < 150 || count["kk"] < 100 || pairs < 150 {
		t.Errorf("%v units, %d pairs", count, pairs)
	}
	if heldOut["en"] < 150 || heldOut["ru"] < 70 || pairsHeldOut < 64 { // of Kazakh texts there are too few
		t.Errorf("%v units, %d pairs held out", heldOut, pairsHeldOut)
	}
	if len(g.Codes["a"]) != len(g.Units) || len(g.Labels["a"]) != len(g.Pairs) {
		t.Errorf("%d of %d units coded, %d of %d pairs", len(g.Codes["a"]), len(g.Units), len(g.Labels["a"]), len(g.Pairs))
	}
}

// What is held out says nothing twice: of the same two editions, no pair that is
// held out has a provision of one by which thresholds were set.
func TestPairsHeldOutStandApart(t *testing.T) {
	overlap := func(a, b raw.GoldSpan) bool { return a.SHA256 == b.SHA256 && a.Start < b.End && b.Start < a.End }
	g := ourGold(t)
	for _, p := range g.Pairs {
		for _, q := range g.Pairs {
			same := p.From.SHA256 == q.From.SHA256 && p.To.SHA256 == q.To.SHA256
			if p.HeldOut && !q.HeldOut && same && (overlap(p.From, q.From) || overlap(p.To, q.To)) {
				t.Errorf("%s overlaps %s", p.PairID, q.PairID)
			}
		}
	}
}
