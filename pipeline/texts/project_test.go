package texts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline/corpus"
	"multivector/pipeline/raw"
	"multivector/pipeline/reference"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// project is a project's folder made for a test, with what the stages before
// this one hand over.
type project struct {
	t       testing.TB
	root    string
	sources []schemas.Source
	inputs  []schemas.Input
	actors  []schemas.Actor
	codes   []schemas.ActorCode
	aliases []schemas.Alias
	context []schemas.AliasContext
}

func newProject(t testing.TB) *project {
	p := &project{t: t, root: t.TempDir()}
	for _, a := range [][3]string{{"KAZ", "Kazakhstan", "1991-12-16"}, {"RUS", "Russia", "1991-12-26"}, {"USA", "United States", ""}} {
		p.actors = append(p.actors, schemas.Actor{ActorID: a[0], ActorType: "state", NameEn: a[1], ValidFrom: day(t, a[2]), SourceID: "s", Verification: "verified"})
		p.codes = append(p.codes, schemas.ActorCode{CodeSystem: "iso3", Code: a[0], ActorID: a[0], SourceID: "s", Verification: "verified"})
		p.aliases = append(p.aliases, alias(a[0], a[1], "name"))
	}
	return p
}

func day(t testing.TB, s string) schemas.Null[schemas.Date] {
	t.Helper()
	if s == "" {
		return schemas.Null[schemas.Date]{}
	}
	d, err := schemas.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return schemas.Some(d)
}

func alias(actor, text, kind string) schemas.Alias {
	return schemas.Alias{
		AliasID: actor + ":en:" + text, ActorID: actor, Lang: "en", Alias: text, AliasType: kind,
		Inflects: true, SourceID: "s", Verification: "verified",
	}
}

// source adds a source's description.
func (p *project) source(id, home, extra string) {
	p.write("sources/"+id+"/source.yaml", "source_id: "+id+"\nname: n\nkind: texts\nhome: "+home+
		"\npublisher: p\nlicense: l\ncitation: c\nredistribution: row\nfiles: \"*\"\n"+extra)
	p.sources = append(p.sources, schemas.Source{SourceID: id, Name: "n", Kind: "texts"})
}

const speeches = `texts:
  name_pattern: '^(?P<issuer>[A-Z]{3})_(?P<session>[0-9]{2})_(?P<year>[0-9]{4})\.txt$'
  document_id: '{source_id}-{issuer}-{session}'
  issuer_system: iso3
  doc_type: speech
  title_en: 'Speech of {issuer_name}, session {session}'
  lang: en
  text_kind: translation
`

func (p *project) write(name, content string) {
	p.t.Helper()
	file := filepath.Join(p.root, "raw", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// file adds a raw file.
func (p *project) file(source, folder, name, content string) {
	p.t.Helper()
	p.write(folder+"/"+name, content)
	sum := sha256.Sum256([]byte(content))
	p.inputs = append(p.inputs, schemas.Input{
		SourceID: source, Role: "data", File: name, Path: path.Join(folder, name), SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(content)),
	})
}

func (p *project) speech(name, content string) {
	p.file("speeches", "sources/speeches/data", name, content)
}

var results = []schemas.Declared{
	schemas.Documents, schemas.DocumentClaims, schemas.Amendments, schemas.Versions, schemas.Passages, schemas.Repairs, schemas.Provisions,
	schemas.Mentions, schemas.MentionCandidates, schemas.Statements, schemas.CodingRules, schemas.TextsLedger, schemas.TextsQuarantine,
}

// tables is what the stage made.
type tables struct {
	documents  []schemas.Document
	claims     []schemas.DocumentClaim
	amendments []schemas.Amendment
	versions   []schemas.Version
	passages   []schemas.Passage
	provisions []schemas.Provision
	mentions   []schemas.Mention
	candidates []schemas.MentionCandidate
	repairs    []schemas.Repair
	statements []schemas.Statement
	rules      []schemas.CodingRule
	ledger     []schemas.LedgerEntry
	faults     []schemas.Fault
	results    []stage.Result
	files      map[string]tablefile.File
}

// run runs the stage behind one that hands over the project's tables.
func (p *project) run(ctx context.Context) (tables, error) {
	var out tables
	given := []schemas.Declared{schemas.Sources, schemas.Inputs, schemas.Actors, schemas.ActorCodes, schemas.Aliases, schemas.AliasContexts}
	stages := []stage.Stage{
		{Name: "given", Writes: given, Run: p.given, Always: true},
		{Name: "texts", Reads: given, Writes: results, Run: Run},
		{Name: "look", Reads: results, Always: true, Run: out.load},
	}
	run := stage.Run{Root: p.root, Out: filepath.Join(p.root, "out"), Case: "kaz", Code: func(string) string { return "" }, Report: silent{}}
	var err error
	out.results, err = run.Do(ctx, stages)
	return out, err
}

func (p *project) given(_ context.Context, env *stage.Env) error {
	for _, err := range []error{
		stage.Write(env, schemas.Sources, p.sources), stage.Write(env, schemas.Inputs, p.inputs), stage.Write(env, schemas.Actors, p.actors),
		stage.Write(env, schemas.ActorCodes, p.codes), stage.Write(env, schemas.Aliases, p.aliases), stage.Write(env, schemas.AliasContexts, p.context),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func load[R any](ctx context.Context, env *stage.Env, files map[string]tablefile.File, t *schemas.Table[R], into *[]R) error {
	out, err := env.Table(t)
	if err != nil {
		return err
	}
	files[t.Name] = out.File
	*into, err = stage.Rows(ctx, env, t)
	return err
}

func (o *tables) load(ctx context.Context, env *stage.Env) error {
	o.files = map[string]tablefile.File{}
	for _, err := range []error{
		load(ctx, env, o.files, schemas.Documents, &o.documents),
		load(ctx, env, o.files, schemas.DocumentClaims, &o.claims),
		load(ctx, env, o.files, schemas.Amendments, &o.amendments),
		load(ctx, env, o.files, schemas.Versions, &o.versions),
		load(ctx, env, o.files, schemas.Passages, &o.passages),
		load(ctx, env, o.files, schemas.Provisions, &o.provisions),
		load(ctx, env, o.files, schemas.Mentions, &o.mentions),
		load(ctx, env, o.files, schemas.MentionCandidates, &o.candidates),
		load(ctx, env, o.files, schemas.Repairs, &o.repairs),
		load(ctx, env, o.files, schemas.Statements, &o.statements),
		load(ctx, env, o.files, schemas.CodingRules, &o.rules),
		load(ctx, env, o.files, schemas.TextsLedger, &o.ledger),
		load(ctx, env, o.files, schemas.TextsQuarantine, &o.faults),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *project) must() tables {
	p.t.Helper()
	out, err := p.run(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

type silent struct{}

func (silent) Start(_, _ string)                       {}
func (silent) Progress(_ string, _, _ int64, _ string) {}
func (silent) Done(stage.Result)                       {}

// moduleRoot is the project's own folder.
func moduleRoot(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("no go.mod above the test's folder")
	return ""
}

// ungdc is a project with the project's own reference tables and the speeches.
func ungdc(t testing.TB) *project {
	dir := corpus.Dir(t, "texts", "ungdc")
	p := newProject(t)
	p.reference(filepath.Join(moduleRoot(t), "raw", "reference"))
	p.source("speeches", "data", speeches)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		p.speech(e.Name(), string(content))
	}
	return p
}

// reference reads the project's own actors, codes and aliases.
func (p *project) reference(dir string) {
	p.t.Helper()
	p.actors, p.codes, p.aliases = nil, nil, nil
	check := func(err error) {
		if err != nil {
			p.t.Fatal(err)
		}
	}
	header := func(name string) []string {
		f, err := os.Open(filepath.Join(dir, name))
		check(err)
		defer f.Close()
		first := make([]byte, 1000)
		n, err := io.ReadFull(f, first)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			check(err)
		}
		line, _, _ := strings.Cut(string(first[:n]), "\n")
		return strings.Split(line, ",")
	}
	each := func(name string, add func(*raw.Record) error) {
		check(raw.ReadCSV(filepath.Join(dir, name), header(name), add))
	}
	each("actors.csv", func(r *raw.Record) error {
		p.actors = append(p.actors, schemas.Actor{ActorID: r.Need("actor_id"), ActorType: r.Need("actor_type"), NameEn: r.Need("name_en"), ValidFrom: r.Date("valid_from"), ValidTo: r.Date("valid_to")})
		return nil
	})
	each("actor_codes.csv", func(r *raw.Record) error {
		p.codes = append(p.codes, schemas.ActorCode{CodeSystem: r.Need("code_system"), Code: r.Need("code"), ActorID: r.Need("actor_id"), ValidFrom: r.Date("valid_from"), ValidTo: r.Date("valid_to")})
		return nil
	})
	aliases, contexts, err := reference.Names(filepath.Dir(dir))
	check(err)
	p.aliases, p.context = aliases, contexts
	slices.SortFunc(p.aliases, func(a, b schemas.Alias) int { return strings.Compare(a.AliasID, b.AliasID) })
}
