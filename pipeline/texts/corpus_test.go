package texts

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/corpus"
	"multivector/pipeline/lookup"
	"multivector/pipeline/reference"
	"multivector/pipeline/texts/names"
	"multivector/schemas"
)

// raws gives the bytes of each file by name.
func (p *project) raws() map[string][]byte {
	out := map[string][]byte{}
	for _, in := range p.inputs {
		data, err := os.ReadFile(p.root + "/raw/" + in.Path)
		if err != nil {
			p.t.Fatal(err)
		}
		out[in.SourceID+" "+in.File] = data
	}
	return out
}

func TestCorpusSpeeches(t *testing.T) {
	p := ungdc(t)
	began := time.Now()
	out := p.must()
	t.Logf("%d files in %.2f s", len(p.inputs), time.Since(began).Seconds())
	t.Run("every file goes through", func(t *testing.T) { everySpeech(t, p, out) })
	t.Run("spans lead back to the bytes", func(t *testing.T) { spansLeadBack(t, p, out) })
}

// everySpeech holds the accounts, and shows how much came of each state.
func everySpeech(t *testing.T, p *project, out tables) {
	for _, r := range out.results {
		t.Logf("%s: %.2f s, %v", r.Stage, r.Seconds, r.Rows)
	}
	if len(p.inputs) == 740 && len(out.versions) != 740 {
		t.Errorf("%d of 740 speeches became versions; in quarantine: %v", len(out.versions), out.faults)
	}
	words := 0
	for _, l := range out.ledger {
		if l.NRead != l.NPublished+l.NQuarantined+l.NExcluded {
			t.Errorf("%s: %d read, %d published, %d quarantined, %d excluded", l.File, l.NRead, l.NPublished, l.NQuarantined, l.NExcluded)
		}
	}
	type state struct{ speeches, passages, provisions, mentions, ambiguous int }
	states, of := map[string]*state{}, map[string]string{}
	for _, d := range out.documents {
		of[d.DocumentID] = d.IssuerActorID
		if states[d.IssuerActorID] == nil {
			states[d.IssuerActorID] = &state{}
		}
		states[d.IssuerActorID].speeches++
	}
	byVersion := map[string]*state{}
	for _, v := range out.versions {
		byVersion[v.VersionID] = states[of[v.DocumentID]]
		byVersion[v.VersionID].passages += int(v.NPassages)
		words += int(v.NWords)
	}
	for _, u := range out.provisions {
		byVersion[u.VersionID].provisions++
	}
	for _, m := range out.mentions {
		byVersion[m.VersionID].mentions++
		if m.Ambiguous {
			byVersion[m.VersionID].ambiguous++
		}
	}
	for actor, s := range states {
		t.Logf("%s: %+v", actor, *s)
		if s.provisions == 0 || s.mentions == 0 {
			t.Errorf("%s has no provisions or no mentions", actor)
		}
	}
	t.Logf("%d words", words)
}

// spansLeadBack reads the bytes of every passage and mention again, and shows
// ten provisions with theirs.
func spansLeadBack(t *testing.T, p *project, out tables) {
	raws := p.raws()
	encodings, repairs := map[string]string{}, map[string][]schemas.Repair{}
	for _, v := range out.versions {
		encodings[v.File] = v.Encoding
	}
	for _, r := range out.repairs {
		repairs[r.File] = append(repairs[r.File], r)
	}
	again := func(source, file string, start, end int64) string {
		return mended(t, encodings[file], raws[source+" "+file], start, end, repairs[file])
	}
	for _, x := range out.passages {
		if got := again(x.SourceID, x.File, x.ByteStart, x.ByteEnd); got != x.Text {
			t.Fatalf("passage %s: bytes give %q, text is %q", x.PassageID, got, x.Text)
		}
	}
	for _, x := range out.mentions {
		if got := again(x.SourceID, x.File, x.ByteStart, x.ByteEnd); got != x.Surface {
			t.Fatalf("mention %s: bytes give %q, surface is %q", x.MentionID, got, x.Surface)
		}
	}
	pick := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		x := out.provisions[pick.IntN(len(out.provisions))]
		data := raws[x.SourceID+" "+x.File][x.ByteStart:x.ByteEnd]
		t.Logf("%s bytes %d-%d: %q", x.ProvisionID, x.ByteStart, x.ByteEnd, data)
		if got := again(x.SourceID, x.File, x.ByteStart, x.ByteEnd); got != x.Text {
			t.Errorf("provision %s: bytes give %q, text is %q", x.ProvisionID, got, x.Text)
		}
	}
}

// Every file of every collection is read. Every row's bytes are read again, and
// ten provisions of each collection shown with theirs.
func TestCorpusEveryTextIsRead(t *testing.T) {
	p := newProject(t)
	p.reference(filepath.Join(moduleRoot(t), "raw", "reference"))
	x := map[string]*names.Lexicon{}
	for lang := range languages {
		x[lang] = names.New(p.aliases, nil, lang)
	}
	for _, folder := range []string{"addresses", "nss", "treaties", "udhr", "ungdc"} {
		dir := corpus.Dir(t, "texts", folder)
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var all []placed
		n, flags, rules := [5]int{}, map[string]int{}, map[string]int{}
		for _, e := range entries {
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			r := readText(t, e.Name(), data, x)
			for _, f := range r.fault {
				t.Errorf("%s: %+v", e.Name(), f)
			}
			for i, count := range []int{1, len(r.passages), len(r.provisions), len(r.mentions), len(r.fault)} {
				n[i] += count
			}
			for _, u := range r.passages {
				for flag := range strings.SplitSeq(u.Flags, ";") {
					flags[flag]++
				}
			}
			for _, x := range r.repairs {
				rules[x.RuleID]++
			}
			for _, u := range r.provisions {
				all = append(all, placed{e.Name(), u, data, r.version[0].Encoding, r.repairs})
			}
		}
		delete(flags, "")
		t.Logf("%s: %d files, %d passages, %d provisions, %d mentions, %d faults; flags %v; repairs %v", folder, n[0], n[1], n[2], n[3], n[4], flags, rules)
		show10(t, all)
	}
}

// placed is a provision with all that leads back to its bytes.
type placed struct {
	name     string
	u        schemas.Provision
	data     []byte
	encoding string
	repairs  []schemas.Repair
}

func show10(t *testing.T, all []placed) {
	pick := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		x := all[pick.IntN(len(all))]
		t.Logf("%s bytes %d-%d: %q", x.name, x.u.ByteStart, x.u.ByteEnd, x.data[x.u.ByteStart:x.u.ByteEnd])
		if got := mended(t, x.encoding, x.data, x.u.ByteStart, x.u.ByteEnd, x.repairs); got != x.u.Text {
			t.Errorf("%s: bytes give %q, text is %q", x.name, got, x.u.Text)
		}
	}
}

// The same text in three languages has the same articles.
func TestCorpusArticlesAreEqualInEveryLanguage(t *testing.T) {
	dir := corpus.Dir(t, "texts", "udhr")
	found := map[string][]string{}
	for name, lang := range map[string]string{"eng": "en", "rus": "ru", "kaz": "kk"} {
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		in := schemas.Input{SourceID: "s", File: name + ".txt"}
		r := read(&job{in: in, version: version(in, "d", lang, "official"), from: lookup.Ever, to: lookup.Never}, data, nil)
		for _, p := range r.passages {
			if p.Lang != lang {
				t.Errorf("%s: %q is in %s", name, p.Text, p.Lang)
			}
			if p.PassageType == heading {
				found[lang] = append(found[lang], p.Division)
			}
		}
		t.Logf("%s: %d passages, %d provisions, headings %v", lang, len(r.passages), len(r.provisions), found[lang])
	}
	if n := len(found["en"]); n != 31 || found["en"][0] != "preamble" || found["en"][30] != "article 30" {
		t.Errorf("%d headings, want the preamble and 30 articles", n)
	}
	if diff := cmp.Diff(found["en"], found["ru"]) + cmp.Diff(found["en"], found["kk"]); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkSpeeches(b *testing.B) {
	p := ungdc(b)
	raws := p.raws()
	x := map[string]*names.Lexicon{"en": names.New(p.aliases, nil, "en")}
	jobs := make([]job, len(p.inputs))
	size := int64(0)
	for i, in := range p.inputs {
		jobs[i] = job{in: in, formats: reader(), version: version(in, in.File, "en", "translation"), from: lookup.Ever, to: lookup.Never}
		size += in.Bytes
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for i := range jobs {
				read(&jobs[i], raws[jobs[i].in.SourceID+" "+jobs[i].in.File], x)
			}
		}
	})
	b.Run("formats", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for _, data := range raws {
				_, _, _ = reader().Read("a.txt", bytes.Clone(data)) // for the time alone
			}
		}
	})
	b.Run("stage", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			if err := os.RemoveAll(p.root + "/out"); err != nil {
				b.Fatal(err)
			}
			p.must()
		}
	})
}

// Names in real Russian and Kazakh texts: the Universal Declaration and the
// agreements that are in Russian. What is counted was read one by one.
func TestCorpusRussianAndKazakhNames(t *testing.T) {
	aliases, contexts, err := reference.Names(filepath.Join(moduleRoot(t), "raw"))
	if err != nil {
		t.Fatal(err)
	}
	lexicons := map[string]*names.Lexicon{}
	for _, lang := range []string{"ru", "kk"} {
		lexicons[lang] = names.New(aliases, contexts, lang)
	}
	for _, c := range []struct {
		folder, file, lang string
		want               map[string]int
	}{
		{"udhr", "rus.txt", "ru", map[string]int{"UN": 5, "UNGA": 1}},
		{"udhr", "kaz.txt", "kk", map[string]int{"UN": 4, "UNGA": 1}},
		{"treaties", "GR08SD_1998A.txt", "ru", map[string]int{"KAZ": 3, "KGZ": 4, "UZB": 3, "ARAL_SEA": 1}},
		{"treaties", "CISHPF_2001A.txt", "ru", map[string]int{ // without capitals
			"CIS": 3, "AZE": 1, "ARM": 1, "BLR": 1, "GEO": 1, "KAZ": 1, "KGZ": 1, "MDA": 1, "RUS": 1, "TJK": 1, "TKM": 1, "UZB": 1, "UKR": 1,
		}},
		{"treaties", "RUS-UKR[OPP]_1995A.txt", "ru", map[string]int{"RUS": 4, "UKR": 15, "BLR": 1}},
	} {
		data, err := os.ReadFile(filepath.Join(corpus.Dir(t, "texts", c.folder), c.file))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		j := job{in: schemas.Input{SourceID: "s", File: c.file}, from: day(t, "1995-01-01").V, to: day(t, "1995-12-31").V}
		j.version = version(j.in, "d", c.lang, "official")
		for _, m := range read(&j, data, lexicons).mentions {
			if m.Ambiguous {
				t.Errorf("%s: %q is ambiguous", c.file, m.Surface)
			}
			got[m.ActorID]++
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.file, diff)
		}
	}
}
