package alignment

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"multivector/schemas"
)

// edition makes a version of the given provisions, an empty line apart. Names
// in capitals are mentions.
func edition(id string, provisions ...string) *Edition {
	e := &Edition{Version: schemas.Version{VersionID: id, DocumentID: id, Lang: "en", TextKind: "official", SourceID: "s"}}
	at := int32(0)
	for i, text := range provisions {
		n := int32(utf8.RuneCountInString(text))
		p := schemas.Provision{ProvisionID: fmt.Sprintf("%s#%d", id, i+1), VersionID: id, Seq: int32(i + 1), CharStart: at, CharEnd: at + n, Text: text}
		for _, actor := range []string{"RUS", "CHN", "USA", "UN"} {
			if strings.Contains(text, actor) {
				e.Mentions = append(e.Mentions, schemas.Mention{ProvisionID: p.ProvisionID, ActorID: actor})
			}
		}
		e.Provisions = append(e.Provisions, p)
		at += n + 2
	}
	return e
}

func align(t testing.TB, from, to *Edition) Result {
	t.Helper()
	r, err := Align(context.Background(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// number gives the place of a provision, as its id ends with it.
func number(id string) string {
	if id == "" {
		return "-"
	}
	return id[strings.Index(id, "#")+1:]
}

// outline writes alignments in short: from, to, change, similarity, shift.
func outline(r Result) []string {
	var out []string
	for _, a := range r.Alignments {
		s := fmt.Sprintf("%s>%s %s", number(a.FromProvisionID), number(a.ToProvisionID), a.Change)
		if a.Similarity.Valid {
			s += fmt.Sprintf(" %.3f", a.Similarity.V)
		}
		if a.OrderShift.V != 0 {
			s += fmt.Sprintf(" %+d", a.OrderShift.V)
		}
		out = append(out, s)
	}
	return out
}

// The provisions of the tests, each unlike the others.
const (
	borders = "The Republic will complete the delimitation of its state borders with all neighboring states by treaty."
	caspian = "Work on the legal status of the Caspian Sea shall go on until every littoral state has agreed."
	water   = "Fair use of transboundary rivers remains a matter of daily talks with upstream countries."
	nuclear = "A world free of nuclear weapons is the goal of each step taken in disarmament since 1991."
	settled = "The status of the sea is to be settled by all coastal states before the end of the decade."
	agreed  = "All coastal states agreed before the end of the year that fishing needs quotas, inspectors, patrol boats and a common fund for research."
	culture = "Compatriots abroad are helped to keep their language, schools and culture."
)

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to []string
		want     []string
	}{
		{"nothing changed", []string{borders, caspian}, []string{borders, caspian}, []string{"1>1 verbatim 1.000", "2>2 verbatim 1.000"}},
		{"case, punctuation and white space don't count",
			[]string{"The Parties agree: to meet, each year (in Astana)."}, []string{"the parties agree to meet\neach  year in ASTANA"},
			[]string{"1>1 verbatim 1.000"}},
		{"an apostrophe is an apostrophe", []string{"The state's own choice."}, []string{"The state’s own choice."}, []string{"1>1 verbatim 1.000"}},
		// 16 words each, 15 of them match: (15 * 2 - 1) / (2 * 16) = 29/32.
		{"one word replaced", []string{borders}, []string{strings.Replace(borders, "will", "must", 1)}, []string{"1>1 modified 0.906"}},
		{"one added, one dropped", []string{borders, caspian}, []string{borders, nuclear}, []string{"1>1 verbatim 1.000", "2>- dropped", "->2 added"}},
		{"the last one moved to the front", []string{borders, caspian, water, nuclear}, []string{nuclear, borders, caspian, water},
			[]string{"1>2 verbatim 1.000 +1", "2>3 verbatim 1.000 +1", "3>4 verbatim 1.000 +1", "4>1 moved 1.000 -3"}},
		{"moved and changed", []string{borders, caspian, water}, []string{strings.Replace(water, "daily", "constant", 1), borders, caspian},
			[]string{"1>2 verbatim 1.000 +1", "2>3 verbatim 1.000 +1", "3>1 moved 0.893 -2"}},
		{"what is added shifts nothing", []string{borders, caspian}, []string{nuclear, water, borders, caspian},
			[]string{"1>3 verbatim 1.000", "2>4 verbatim 1.000", "->1 added", "->2 added"}},
		{"merged", []string{borders, caspian, culture}, []string{strings.TrimSuffix(borders, ".") + "; " + caspian, culture},
			[]string{"1>1 merged 1.000", "2>1 merged 1.000", "3>2 verbatim 1.000"}},
		{"split in two", []string{culture, strings.TrimSuffix(borders, ".") + "; " + caspian}, []string{culture, borders, caspian},
			[]string{"1>1 verbatim 1.000", "2>2 split 1.000", "2>3 split 1.000"}},
		{"split in three", []string{borders + " " + caspian + " " + water}, []string{borders, caspian, water},
			[]string{"1>1 split 1.000", "1>2 split 1.000", "1>3 split 1.000"}},
		{"copies go together by their neighbors",
			[]string{borders, culture, caspian, culture}, []string{borders, caspian, culture},
			[]string{"1>1 verbatim 1.000", "2>- dropped", "3>2 verbatim 1.000", "4>3 verbatim 1.000"}},
		{"a copy of what was kept is new", []string{borders}, []string{borders, borders}, []string{"1>1 verbatim 1.000", "->2 added"}},
		{"few words pair where they stand in order", []string{borders, "Trade.", caspian, "Culture."}, []string{borders, "Trade.", caspian, "Culture."},
			[]string{"1>1 verbatim 1.000", "2>2 verbatim 1.000", "3>3 verbatim 1.000", "4>4 verbatim 1.000"}},
		{"few words elsewhere have not moved", []string{borders, water, caspian, "Trade."}, []string{borders, "Trade.", water, caspian},
			[]string{"1>1 verbatim 1.000", "2>3 verbatim 1.000", "3>4 verbatim 1.000", "4>- dropped", "->2 added"}},
		// 19 and 23 words, of which 8 match about one that is put in: (16 - 1) / 42.
		{"a sentence that is much changed is known by its place", []string{borders, settled, water}, []string{borders, agreed, water},
			[]string{"1>1 verbatim 1.000", "2>2 modified 0.357", "3>3 verbatim 1.000"}},
		{"and not elsewhere", []string{borders, settled, water}, []string{agreed, borders, water},
			[]string{"1>2 verbatim 1.000", "2>- dropped", "3>3 verbatim 1.000", "->1 added"}},
		// All 19 words, in a provision of 88: 38 / 107.
		{"what a long provision says among much else is known by its place", []string{borders, settled, water}, []string{borders, settled + " " + agreed + " " + nuclear + " " + culture + " " + caspian, water},
			[]string{"1>1 verbatim 1.000", "2>2 modified 0.355", "3>3 verbatim 1.000"}},
		{"and not elsewhere, again", []string{borders, settled, water}, []string{borders, water, settled + " " + agreed + " " + nuclear + " " + culture + " " + caspian},
			[]string{"1>1 verbatim 1.000", "2>- dropped", "3>2 verbatim 1.000", "->3 added"}},
		{"no words", []string{"* * *"}, []string{"—"}, []string{"1>1 verbatim 1.000"}},
		{"an empty edition", nil, []string{borders}, []string{"->1 added"}},
		{"short words alone make no pair", []string{"We will do all that is to be done."}, []string{"It is to them that we owe all of this."}, []string{"1>- dropped", "->1 added"}},
		{"Cyrillic", []string{"Республика Казахстан выступает за укрепление режима нераспространения."}, []string{"Республика Казахстан последовательно выступает за укрепление режима нераспространения."},
			[]string{"1>1 modified 0.867"}}, // 7 and 8 words, 7 match, one is added: (14 - 1) / 15
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(align(t, edition("a", c.from...), edition("b", c.to...))); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestSpansShowTheWordsThatStayed(t *testing.T) {
	from := edition("a", nuclear, "Über the rivers we shall work with Russia.")
	to := edition("b", "Über all the rivers we will work with Russia!")
	spans := align(t, from, to).Spans
	a, b := []rune(nuclear+"\n\n"+from.Provisions[1].Text), []rune(to.Provisions[0].Text)
	var got []string
	for _, s := range spans {
		got = append(got, fmt.Sprintf("%d %q %q", s.NWords, string(a[s.FromCharStart:s.FromCharEnd]), string(b[s.ToCharStart:s.ToCharEnd])))
	}
	want := []string{`1 "Über" "Über"`, `3 "the rivers we" "the rivers we"`, `3 "work with Russia" "work with Russia"`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestActorsAddedAndDropped(t *testing.T) {
	from := edition("a",
		"Friendly relations with RUS and with CHN are a priority of the state.",
		"Talks on trade are held with USA every spring; the budget of UN is discussed every autumn.",
		"Cooperation with UN serves sustainable growth of the whole region.")
	to := edition("b",
		"Friendly relations with RUS and with USA are a priority of the state.",
		"Talks on trade are held with USA every spring.",
		"The budget of UN is discussed every autumn.",
		"Digital trade with CHN needs rules.")
	var got []string
	r := align(t, from, to)
	for _, a := range r.Actors {
		got = append(got, strings.ReplaceAll(a.AlignmentID, "#", "")+" "+a.Change+" "+a.ActorID)
	}
	want := []string{"a1>b1 added USA", "a1>b1 dropped CHN", "a3>b dropped UN", "a>b4 added CHN"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q; %q", got, want, outline(r))
	}
}

func TestDeonticStrengthenedAndWeakened(t *testing.T) {
	for i, before := range schemas.Deontics {
		if _, ok := strength[before]; !ok {
			t.Errorf("%s has no strength", before)
		}
		for _, after := range schemas.Deontics[:i] {
			if there, back := deonticChange(before, after), deonticChange(after, before); (there == "same") != (back == "same") || there == "strengthened" && back != "weakened" {
				t.Errorf("%s to %s: %s, and back: %s", before, after, there, back)
			}
		}
	}
	from := edition("a", borders, caspian, water, nuclear)
	to := edition("b", strings.Replace(borders, "will", "must", 1), strings.Replace(caspian, "shall", "may", 1), water, culture)
	from.Provisions[0].Deontic, to.Provisions[0].Deontic = "will", "must"
	from.Provisions[1].Deontic, to.Provisions[1].Deontic = "must", "may"
	from.Provisions[2].Deontic, to.Provisions[2].Deontic = "none", "none"
	from.Provisions[3].Deontic = "should" // culture is not coded
	var got []string
	for _, a := range align(t, from, to).Alignments {
		got = append(got, fmt.Sprintf("%s>%s %s>%s %s", number(a.FromProvisionID), number(a.ToProvisionID), a.DeonticBefore, a.DeonticAfter, a.DeonticChange))
	}
	want := []string{"1>1 will>must strengthened", "2>2 must>may weakened", "3>3 none>none same", "4>- should> ", "->4 > "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	from, to = edition("a", borders+" "+caspian), edition("b", borders, caspian)
	from.Provisions[0].Deontic, to.Provisions[0].Deontic, to.Provisions[1].Deontic = "must", "none", "must"
	for _, a := range align(t, from, to).Alignments { // one part says it all
		if a.Change != "split" || a.DeonticChange != "same" {
			t.Errorf("%+v", a)
		}
	}
	if deonticChange("must", "must_not") != "same" || deonticChange("must_not", "none") != "weakened" || deonticChange("", "must") != "" {
		t.Error("the order is another one")
	}
}

// drawn draws sentences of few words, so that many are alike.
func drawn(t *rapid.T, id string) *Edition {
	word := rapid.SampledFrom(strings.Fields("state border treaty river trade peace energy talks summit region security growth partner council dialogue transit visa nuclear test site"))
	sentence := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), " ")
	})
	return edition(id, rapid.SliceOfN(sentence, 0, 12).Draw(t, id)...)
}

func TestEveryProvisionAppearsAndTheSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawn(t, "a"), drawn(t, "b")
		holdRows(t, from, to)
	})
}

// holdRows asks what the rows of two editions promise.
func holdRows(t rapid.TB, from, to *Edition) {
	t.Helper()
	r, err := Align(context.Background(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	seen, ids := map[string]int{}, map[string]bool{}
	for _, a := range r.Alignments {
		seen[a.FromProvisionID]++
		seen[a.ToProvisionID]++
		if ids[a.AlignmentID] {
			t.Errorf("%s stands twice", a.AlignmentID)
		}
		ids[a.AlignmentID] = true
		if paired := a.FromProvisionID != "" && a.ToProvisionID != ""; paired != a.Similarity.Valid || paired != a.OrderShift.Valid {
			t.Errorf("%+v", a)
		}
		if a.Similarity.Valid && (a.Similarity.V <= 0 || a.Similarity.V > 1) {
			t.Errorf("similarity of %+v", a)
		}
	}
	for _, e := range []*Edition{from, to} {
		for _, p := range e.Provisions {
			if seen[p.ProvisionID] == 0 {
				t.Errorf("%s has no row", p.ProvisionID)
			}
		}
	}
	c := r.Continuity[0]
	if sum := c.ShareVerbatim.V + c.ShareModified.V + c.ShareDropped.V; c.NFrom > 0 && (sum < 1-1e-9 || sum > 1+1e-9) {
		t.Errorf("the shares sum to %v", sum)
	}
	if c.ShareVerbatim.Valid != (c.NFrom > 0) || c.Continuity.Valid != (c.NWordsFrom > 0) || c.Novelty.Valid != (c.NWordsTo > 0) {
		t.Errorf("%+v", c)
	}
	if c.Continuity.V < 0 || c.Continuity.V > 1 || c.Novelty.V < 0 || c.Novelty.V > 1 {
		t.Errorf("%+v", c)
	}
}

func TestAnEditionLivesOnInItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := drawn(t, "a")
		to := *from
		r, err := Align(context.Background(), from, &to)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range r.Alignments {
			if a.Change != "verbatim" || a.FromProvisionID != a.ToProvisionID || a.OrderShift.V != 0 || a.FromProvisionID != from.Provisions[i].ProvisionID {
				t.Errorf("%+v", a)
			}
		}
		if c := r.Continuity[0]; c.NWordsFrom > 0 && (c.Continuity.V != 1 || c.Novelty.V != 0) {
			t.Errorf("%+v", c)
		}
	})
}

func TestTheOtherWayRoundItIsTheMirror(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holdMirror(t, drawn(t, "a"), drawn(t, "b"))
	})
}

// holdMirror aligns both ways.
func holdMirror(t rapid.TB, a, b *Edition) {
	t.Helper()
	mirror := map[string]string{"added": "dropped", "dropped": "added", "merged": "split", "split": "merged", "verbatim": "one", "modified": "one", "moved": "one"}
	there, err := Align(context.Background(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Align(context.Background(), b, a)
	if err != nil {
		t.Fatal(err)
	}
	var x, y []string
	for _, r := range there.Alignments {
		change := r.Change
		if mirror[change] == "one" {
			change = "one"
		}
		x = append(x, fmt.Sprintf("%s %s %s %.9f %d", r.FromProvisionID, r.ToProvisionID, change, r.Similarity.V, r.OrderShift.V))
	}
	for _, r := range back.Alignments {
		y = append(y, fmt.Sprintf("%s %s %s %.9f %d", r.ToProvisionID, r.FromProvisionID, mirror[r.Change], r.Similarity.V, -r.OrderShift.V))
	}
	slices.Sort(x)
	slices.Sort(y)
	if !slices.Equal(x, y) {
		t.Errorf("there %q\nback  %q", x, y)
	}
}

func TestScoreAndTraceAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.Int32Range(0, 6), 0, 30)
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		if x, y := score(a, b), score(b, a); x != y {
			t.Errorf("%d one way, %d the other", x, y)
		}
		found, last := trace(a, b), matched{-1, -1}
		s := 0
		for k, m := range found {
			if a[m.from] != b[m.to] || m.from <= last.from || m.to <= last.to {
				t.Errorf("%v after %v", m, last)
			}
			s += match
			if k > 0 { // words between two matches face each other or a gap, each for the same price
				s -= max(m.from-last.from, m.to-last.to) - 1
			}
			last = m
		}
		if s != score(a, b) {
			t.Errorf("the traced words score %d, not %d", s, score(a, b))
		}
	})
}

func TestLongestIncreasing(t *testing.T) {
	for _, c := range []struct {
		values, weight []int
		want           []bool
	}{
		{nil, nil, []bool{}},
		{[]int{1, 2, 3}, []int{1, 1, 1}, []bool{true, true, true}},
		{[]int{3, 0, 1, 2}, []int{9, 1, 1, 1}, []bool{false, true, true, true}},
		{[]int{1, 0}, []int{5, 2}, []bool{true, false}},
		{[]int{1, 0}, []int{2, 5}, []bool{false, true}},
	} {
		if got := longestIncreasing(c.values, c.weight); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.values, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8}).Draw(t, "values")
		weight := rapid.SliceOfN(rapid.IntRange(1, 9), len(values), len(values)).Draw(t, "weight")
		bestLength, bestWeight := 0, 0
		for set := range 1 << len(values) { // try them all
			length, sum, last := 0, 0, -1
			for k, v := range values {
				if set&(1<<k) != 0 {
					if v < last {
						length = -1
						break
					}
					length, sum, last = length+1, sum+weight[k], v
				}
			}
			if length > bestLength || length == bestLength && sum > bestWeight {
				bestLength, bestWeight = length, sum
			}
		}
		length, sum, last := 0, 0, -1
		for k, stays := range longestIncreasing(values, weight) {
			if stays {
				if values[k] < last {
					t.Fatalf("%v is not increasing", values)
				}
				length, sum, last = length+1, sum+weight[k], values[k]
			}
		}
		if length != bestLength || sum != bestWeight {
			t.Errorf("found %d elements of weight %d, best are %d of %d", length, sum, bestLength, bestWeight)
		}
	})
}

// strategy writes an edition of n provisions of about 25 words, of which every
// third is changed from one number to the next.
func strategy(id string, n, change int) *Edition {
	words := strings.Fields("cooperation security partner region energy transit treaty border dialogue trade investment stability neighbor organization council summit strategic economic humanitarian cultural digital water climate nuclear regional bilateral multilateral mutual sovereign independent")
	texts := make([]string, n)
	for i := range texts {
		var b strings.Builder
		x := uint32(i*2654435761 + 12345)
		for k := range 25 {
			x = x*1664525 + 1013904223
			w := words[int(x>>16)%len(words)]
			if i%3 == 0 && k%7 == change%7 {
				w = words[(int(x>>16)+change)%len(words)]
			}
			b.WriteString(w + " ")
		}
		texts[i] = b.String()
	}
	return edition(id, texts...)
}

// Hostile editions take time that grows with their length, not with its square.
func TestHostileEditionsAreBounded(t *testing.T) {
	const n = 10_000
	copies, numbered, long := make([]string, n), make([]string, n), make([]string, 20)
	other := make([]string, n)
	for i := range copies {
		copies[i] = "The Parties shall consult with each other on all matters of common interest."
		numbered[i] = fmt.Sprintf("The Parties shall consult with each other on matter number %d of common interest.", i)
		other[i] = fmt.Sprintf("The Parties will consult with each other on matter number %d of common interest.", n-i)
	}
	for i := range long {
		long[i] = strings.Repeat(fmt.Sprintf("word%d ", i), 20_000)
	}
	for _, c := range []struct {
		name     string
		from, to []string
		check    func(map[string]int) bool
	}{
		{"10,000 copies", copies, copies, func(n map[string]int) bool { return n["verbatim"] == 10_000 && len(n) == 1 }},
		{"10,000 copies and half of them", copies, copies[:5000], func(n map[string]int) bool { return n["verbatim"] == 5000 && n["dropped"] == 5000 }},
		{"10,000 that differ in a number, in the other order", numbered, other, func(n map[string]int) bool { return n["verbatim"] == 0 && n["added"] < 10_000 }},
		{"words without end", long, append(slices.Clone(long), long[0]+"more"), func(n map[string]int) bool { return n["verbatim"] == 20 && n["added"] == 1 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			r := align(t, edition("a", c.from...), edition("b", c.to...))
			changes := map[string]int{}
			for _, a := range r.Alignments {
				changes[a.Change]++
			}
			t.Logf("%.2f s: %v", time.Since(began).Seconds(), changes)
			if !c.check(changes) {
				t.Error("not what is expected")
			}
			if took := time.Since(began); took > 2*time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestAlignStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Align(ctx, edition("a", borders), edition("b", caspian)); err == nil {
		t.Error("went on")
	}
}

func BenchmarkAlign300(b *testing.B) {
	from, to := strategy("a", 300, 1), strategy("b", 300, 2)
	for b.Loop() {
		align(b, from, to)
	}
}
