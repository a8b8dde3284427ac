package release

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/tablefile"
	"multivector/schemas"
)

// Run publishes the tables as the next release of the case, if anything
// changed since the one before.
func Run(ctx context.Context, env *stage.Env, program string, queries map[string]string) error {
	dir := filepath.Join(env.Out, Folder(env.Case, env.Edition))
	if err := stage.Sweep(dir); err != nil {
		return err
	}
	p, err := prepare(ctx, env, program, queries)
	if err != nil {
		return err
	}
	if env.Edition == Public {
		scratch, err := os.MkdirTemp(filepath.Join(env.Out, ".cache"), "public-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(scratch)
		if err := p.withhold(ctx, scratch); err != nil {
			return err
		}
	}
	versions, err := versionsOf(dir)
	if err != nil {
		return err
	}
	var newest Version
	if len(versions) > 0 {
		newest = versions[len(versions)-1]
		if p.old, err = ReadManifest(filepath.Join(dir, newest.String())); err != nil {
			return err
		}
		p.oldDir = filepath.Join(dir, newest.String())
		p.now.Previous = newest.String()
		p.now.Change, p.reasons = Compare(p.old, p.now)
	}
	if p.now.Change == None {
		env.Note("release", "nothing changed since %s", newest)
		return point(env.Out, filepath.Base(dir), newest)
	}
	next := newest.Next(p.now.Change)
	p.now.Version = next.String()
	if err := p.publish(ctx, env, filepath.Join(dir, next.String())); err != nil {
		return err
	}
	env.Note("release", "%s/%s (%s)", filepath.Base(dir), next, p.now.Change)
	return point(env.Out, filepath.Base(dir), next)
}

// Folder names the folder of a dataset's edition, below the folder for
// releases. Each edition has numbers of its own.
func Folder(dataset, edition string) string {
	if edition == Public {
		return dataset + "-" + Public
	}
	return dataset
}

// pending is a release on its way.
type pending struct {
	now     Manifest
	old     Manifest // the release before, if there is one
	oldDir  string
	reasons []Reason
	paths   map[string]string // of the finished tables
	sources []schemas.Source
	// reliability says how far the coding of texts can be relied on.
	reliability []schemas.Reliability
	queries     map[string]string // SQL of the measures
}

// prepare describes the release but for its number.
func prepare(ctx context.Context, env *stage.Env, program string, queries map[string]string) (*pending, error) {
	c, err := raw.ReadCase(env.Root, env.Case)
	if err != nil {
		return nil, err
	}
	p := &pending{paths: map[string]string{}, queries: queries}
	p.now = Manifest{Dataset: env.Case, Title: c.Title, Edition: env.Edition, Change: First, Withheld: []Withheld{}, Program: program}
	for _, t := range schemas.Published() {
		out, err := env.Table(t)
		if err != nil {
			return nil, err
		}
		info := *t.Describe()
		p.paths[info.Name] = out.Path
		p.now.Tables = append(p.now.Tables, TableEntry{Info: info, Key: info.Key(), Path: filepath.ToSlash(out.File.Path("data", info.Name)), File: out.File})
	}
	if p.sources, err = stage.Rows(ctx, env, schemas.Sources); err != nil {
		return nil, err
	}
	if p.reliability, err = stage.Rows(ctx, env, schemas.CoderReliability); err != nil {
		return nil, err
	}
	inputs, err := stage.Rows(ctx, env, schemas.Inputs)
	if err != nil {
		return nil, err
	}
	p.describeInputs(inputs, c.Sources)
	if p.now.Documentation, err = p.documentation(); err != nil {
		return nil, err
	}
	p.now.Date, err = date(inputs)
	return p, err
}

// documentation hashes all that is not data: the documents as they would be if
// no file had been read, without number and date.
func (p *pending) documentation() (string, error) {
	blank := pending{now: Manifest{Dataset: p.now.Dataset, Title: p.now.Title, Edition: p.now.Edition}, queries: p.queries}
	for _, t := range p.now.Tables {
		t.File = tablefile.File{Columns: make([]tablefile.Column, len(t.Fields))}
		blank.now.Tables = append(blank.now.Tables, t)
	}
	documents, err := blank.documents()
	return hashAll(documents), err
}

// describeInputs says what the release was built from.
func (p *pending) describeInputs(inputs []schemas.Input, wanted []string) {
	p.now.NotHeld, p.now.Sources, p.now.Descriptions = []string{}, []SourceEntry{}, []Description{}
	for _, s := range p.sources {
		e := SourceEntry{SourceID: s.SourceID, License: s.License, Redistribution: s.Redistribution}
		sum := sha256.New()
		for _, in := range inputs {
			if in.SourceID == s.SourceID && in.Role == "data" {
				e.Files, e.Bytes = e.Files+1, e.Bytes+in.Bytes
				fmt.Fprintf(sum, "%s  %s\n", in.SHA256, in.File)
			}
		}
		e.SHA256 = hex.EncodeToString(sum.Sum(nil))
		switch {
		case e.Files > 0:
			p.now.Sources = append(p.now.Sources, e)
		case slices.Contains(wanted, s.SourceID):
			p.now.NotHeld = append(p.now.NotHeld, s.SourceID)
		}
	}
	for _, in := range inputs {
		if in.Role == "description" {
			p.now.Descriptions = append(p.now.Descriptions, Description{"raw/" + in.Path, in.SHA256})
		}
	}
}

// date is that of the newest input: a release is as old as what it was made
// from, whenever it was built. SOURCE_DATE_EPOCH overrides it.
func date(inputs []schemas.Input) (string, error) {
	day, err := raw.SourceDate()
	if err != nil {
		return "", err
	}
	if day.Valid {
		return day.V.String(), nil
	}
	newest := schemas.Date(0)
	for _, in := range inputs {
		if in.RetrievedAt.Valid {
			newest = max(newest, in.RetrievedAt.V)
		}
	}
	return newest.String(), nil
}

// publish makes the release in a folder of its own, has it read back by the
// other implementation, and moves it into place.
func (p *pending) publish(ctx context.Context, env *stage.Env, target string) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(target), stage.Unfinished)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	if err := p.copyTables(ctx, env, work); err != nil {
		return err
	}
	if err := p.describeChanges(ctx, env, work); err != nil {
		return err
	}
	documents, err := p.documents()
	if err != nil {
		return err
	}
	manifest, err := p.now.json()
	if err != nil {
		return err
	}
	documents[manifestFile] = manifest
	for name, data := range documents {
		if err := writeFile(filepath.Join(work, filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	if err := seal(work); err != nil {
		return err
	}
	return os.Rename(work, target)
}

func (p *pending) copyTables(ctx context.Context, env *stage.Env, work string) error {
	if err := os.Mkdir(filepath.Join(work, "data"), 0o755); err != nil {
		return err
	}
	for i, t := range p.now.Tables {
		if err := ctx.Err(); err != nil {
			return err
		}
		env.Progress(int64(i), int64(len(p.now.Tables)), "tables")
		to := filepath.Join(work, filepath.FromSlash(t.Path))
		if err := t.File.Publish(p.paths[t.Name], filepath.Join(work, "data"), t.Name); err != nil {
			return err
		}
		if err := tablefile.Verify(to, &t.Info, t.File); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

const sumsFile = "SHA256SUMS"

// seal writes SHA256SUMS over every other file.
func seal(dir string) error {
	sums, err := sumAll(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, s := range sums {
		fmt.Fprintf(&b, "%s  %s\n", s.sum, s.name)
	}
	return os.WriteFile(filepath.Join(dir, sumsFile), []byte(b.String()), 0o644)
}

type summed struct{ name, sum string }

// sumAll hashes the files of a release, in order of their names.
func sumAll(dir string) ([]summed, error) {
	var all []summed
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil || rel == sumsFile {
			return err
		}
		f, err := os.Open(p)
		if err != nil {
			return err
		}
		defer f.Close()
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return err
		}
		all = append(all, summed{filepath.ToSlash(rel), hex.EncodeToString(sum.Sum(nil))})
		return nil
	})
	slices.SortFunc(all, func(a, b summed) int { return strings.Compare(a.name, b.name) })
	return all, err
}

func hashAll(documents map[string][]byte) string {
	names := make([]string, 0, len(documents))
	for name := range documents {
		names = append(names, name)
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, name := range names {
		fmt.Fprintf(sum, "%s %d\n", name, len(documents[name]))
		sum.Write(documents[name])
	}
	return hex.EncodeToString(sum.Sum(nil))
}
