package texts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"We agree. We part! Do we?", []string{"We agree.", "We part!", "Do we?"}},
		{"Mr. Smith met Dr. Jones. They spoke.", []string{"Mr. Smith met Dr. Jones.", "They spoke."}},
		{"The U.S. Government spoke. So did H.E. Mr. J. Smith.", []string{"The U.S. Government spoke.", "So did H.E. Mr. J. Smith."}},
		{"We met in the U.S. The talks went well.", []string{"We met in the U.S.", "The talks went well."}},
		{"Decree No. 280 was signed. No. We did not.", []string{"Decree No. 280 was signed.", "No.", "We did not."}},
		{"He said “Peace.” Then he left.", []string{"He said “Peace.”", "Then he left."}},
		{"It grew by 3.5 per cent.", []string{"It grew by 3.5 per cent."}},
		{"It is Kazakhstan?s goal. Is it so? it is asked.", []string{"It is Kazakhstan?s goal.", "Is it so?", "it is asked."}},
		{"We won independence.The people rejoiced.", []string{"We won independence.", "The people rejoiced."}},
		{"We help the U .S. forces. It is the end .", []string{"We help the U .S. forces.", "It is the end ."}},
		{"World War I. It ended.", []string{"World War I.", "It ended."}},
		{"First: 1. Peace.", []string{"First: 1. Peace."}},
		{"… We agree. …", []string{"… We agree. …"}},
		{"It was so... Then it was not.", []string{"It was so...", "Then it was not."}},
	} {
		var got []string
		for _, s := range languages["en"].cut(c.in) {
			got = append(got, c.in[s.start:s.end])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q:\n%s", c.in, diff)
		}
	}
}

func TestSentencesInRussianAndKazakh(t *testing.T) {
	for _, c := range []struct {
		lang, in string
		want     []string
	}{
		{"ru", "Мы согласны. Мы против! А вы?", []string{"Мы согласны.", "Мы против!", "А вы?"}},
		{"ru", "Президент Н. А. Назарбаев посетил г. Алматы. Он выступил.", []string{"Президент Н. А. Назарбаев посетил г. Алматы.", "Он выступил."}},
		{"ru", "В 1995 г. Казахстан подписал договор. В 1996 г. Россия его ратифицировала.", []string{"В 1995 г. Казахстан подписал договор.", "В 1996 г. Россия его ратифицировала."}},
		{"ru", "Это было в 1995 г. Мы помним.", []string{"Это было в 1995 г.", "Мы помним."}},
		{"ru", "Согласно ст. 5 и п. 2 закона № 280 от 1999 г. стороны обязаны.", []string{"Согласно ст. 5 и п. 2 закона № 280 от 1999 г. стороны обязаны."}},
		{"ru", "Торговля, транспорт и т.д. Это важно, т.е. Республика растет.", []string{"Торговля, транспорт и т.д.", "Это важно, т.е. Республика растет."}},
		{"ru", "Выделено 5 млн. долл. США. Цель достигнута.", []string{"Выделено 5 млн. долл. США.", "Цель достигнута."}},
		{"ru", "Он сказал: «Мир». Потом ушел.", []string{"Он сказал: «Мир».", "Потом ушел."}},
		{"kk", "Біз келісеміз. Біз қарсымыз!", []string{"Біз келісеміз.", "Біз қарсымыз!"}},
		{"kk", "Шарт 1995 ж. Алматы қаласында жасалды. Ол күшіне енді.", []string{"Шарт 1995 ж. Алматы қаласында жасалды.", "Ол күшіне енді."}},
		{"kk", "Сауда, көлік т.б. Бұл маңызды.", []string{"Сауда, көлік т.б.", "Бұл маңызды."}},
		{"kk", "Қ. Тоқаев 5 млн. АҚШ долларын бөлді.", []string{"Қ. Тоқаев 5 млн. АҚШ долларын бөлді."}},
	} {
		var got []string
		for _, s := range languages[c.lang].cut(c.in) {
			got = append(got, c.in[s.start:s.end])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q:\n%s", c.in, diff)
		}
	}
}

// The sum of sentences is the same whether paragraphs are numbered or not.
func TestSentencesAreCountedInUnitsOfEveryKind(t *testing.T) {
	for in, want := range map[string][]int32{
		"1. We agree. We part. We go.":           {3},
		"We agree. We part. We go.":              {1, 1, 1},
		"We want: peace; trade. We go.":          {1, 0, 0, 1},
		"1. We go. We want: (a) peace; (b) rum.": {2, 0, 0},
	} {
		var got []int32
		for _, u := range readText(t, "a.txt", []byte(in), nil).provisions {
			got = append(got, u.NSentences)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q:\n%s", in, diff)
		}
	}
}

// outlineOf writes provisions in short: number, label, place in an enumeration,
// text.
func outlineOf(r *result) []string {
	var out []string
	short := map[string]int{}
	for i, u := range r.provisions {
		short[u.ProvisionID] = i + 1
		place := ""
		if u.ParentProvisionID != "" {
			place = fmt.Sprintf(" %d/%d", short[u.ParentProvisionID], u.ListPosition.V)
		}
		out = append(out, fmt.Sprintf("%d%s [%s] %s", i+1, place, u.Label, u.Text))
	}
	return out
}

func TestProvisions(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"sentences", "We agree. We part.", []string{"1 [] We agree.", "2 [] We part."}},
		{"a numbered unit is one provision", "1. We agree. We part.\n\n2. We go.", []string{"1 [1.] We agree. We part.", "2 [2.] We go."}},
		{"an enumeration in a sentence", "We speak. We want: peace; trade; and growth. We go.", []string{
			"1 [] We speak.", "2 [] We want:", "3 2/1 [] peace;", "4 2/2 [] trade;", "5 2/3 [] and growth.", "6 [] We go.",
		}},
		{"an enumeration at the end of a numbered unit", "1. We speak. We want: (a) peace; (b) trade.", []string{
			"1 [1.] We speak. We want:", "2 1/1 [(a)] peace;", "3 1/2 [(b)] trade.",
		}},
		{"a list in passages", "We want:\n\n- peace;\n\n- trade.\n\nWe go.", []string{"1 [] We want:", "2 1/1 [-] peace;", "3 1/2 [-] trade.", "4 [] We go."}},
		{"a list without labels", "We want:\n\nPeace;\n\nTrade; and\n\nGrowth.\n\nWe go.", []string{
			"1 [] We want:", "2 1/1 [] Peace;", "3 1/2 [] Trade; and", "4 1/3 [] Growth.", "5 [] We go.",
		}},
		{"a list in a list", "1. We want:\n\n(a) peace;\n\n(b) trade.\n\n2. We go.", []string{
			"1 [1.] We want:", "2 1/1 [(a)] peace;", "3 1/2 [(b)] trade.", "4 [2.] We go.",
		}},
		{"letters that are Roman numbers", "We want:\n\n(h) peace;\n\n(i) trade.", []string{"1 [] We want:", "2 1/1 [(h)] peace;", "3 1/2 [(i)] trade."}},
		{"numbered paragraphs are no enumeration", "1. We agree:\n\n2. We part.", []string{"1 [1.] We agree:", "2 [2.] We part."}},
		{"no enumeration", "We want one thing: peace.", []string{"1 [] We want one thing: peace."}},
		{"semicolons in brackets", "We want: peace (in Asia; in Europe).", []string{"1 [] We want: peace (in Asia; in Europe)."}},
		{"a clock", "At 10:30 we met; we spoke.", []string{"1 [] At 10:30 we met; we spoke."}},
		{"line ends are no sentence ends", "We agree\nwith Mr.\nSmith.", []string{"1 [] We agree\nwith Mr.\nSmith."}},
	} {
		if diff := cmp.Diff(c.want, outlineOf(readText(t, "a.txt", []byte(c.in), nil))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestNestedMarkdownLists(t *testing.T) {
	in := "# Not a provision\n\nWe want:\n- peace:\n  - in Asia;\n  - in Europe;\n- trade.\n"
	want := []string{"1 [] We want:", "2 1/1 [-] peace:", "3 2/1 [-] in Asia;", "4 2/2 [-] in Europe;", "5 1/2 [-] trade."}
	if diff := cmp.Diff(want, outlineOf(readText(t, "a.md", []byte(in), nil))); diff != "" {
		t.Error(diff)
	}
}

func TestWordsAreCountedWithoutLabels(t *testing.T) {
	r := readText(t, "a.txt", []byte("1. Kazakhstan's 3.5 aims, by the U.N. record.The end."), nil)
	if n := r.provisions[0].NWords; n != 8 { // "record.The" is one word of UAX #29
		t.Errorf("%d words", n)
	}
	if n := r.version[0].NWords; n != 9 {
		t.Errorf("%d words with the label", n)
	}
}
