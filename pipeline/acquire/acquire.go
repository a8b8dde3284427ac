// Package acquire brings raw inputs in and pins them by hash, and lists for the
// stages what is there.
//
// It promises that a file whose bytes differ from its pin is never read, and
// that nothing outside raw/ is. It leaves the content of the files to the
// stages that read them.
package acquire

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// ErrChanged marks a raw file whose bytes differ from its pin.
var ErrChanged = errors.New("a raw file differs from its pin")

// Run lists the sources and the raw files of a case.
func Run(ctx context.Context, env *stage.Env) error {
	c, err := raw.ReadCase(env.Root, env.Case)
	if err != nil {
		return fmt.Errorf("%w: %w", stage.ErrData, err)
	}
	sources, err := raw.ReadSources(env.Root)
	if err != nil {
		return fmt.Errorf("%w: %w", stage.ErrData, err)
	}
	hashes := openHashes(filepath.Join(env.Out, ".cache", "hashes.json"))
	var inputs []schemas.Input
	var rows []schemas.Source
	for _, id := range c.Sources {
		if !slices.ContainsFunc(sources, func(s raw.Source) bool { return s.SourceID == id }) {
			return fmt.Errorf("%w: case %s names source %q, but there is no raw/sources/%s/source.yaml", stage.ErrData, env.Case, id, id)
		}
	}
	for _, s := range sources {
		described, err := describe(env.Root, env.Case, s, hashes)
		if err != nil {
			return err
		}
		var held []schemas.Input
		if slices.Contains(c.Sources, s.SourceID) { // others are only rested on
			if held, err = list(ctx, env.Root, env.Case, s, hashes); err != nil {
				return err
			}
			if len(held) == 0 {
				env.Note("not held", "%s: %s", s.SourceID, absent(s))
			}
		}
		inputs = append(append(inputs, described...), held...)
		rows = append(rows, row(s, held))
	}
	if err := hashes.save(); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.Sources, rows); err != nil {
		return err
	}
	return stage.Write(env, schemas.Inputs, inputs)
}

func absent(s raw.Source) string {
	if s.Home == raw.HomeCase {
		return "the case has none"
	}
	return fmt.Sprintf("bring a copy in with: multivector fetch %s --from PATH", s.SourceID)
}

func row(s raw.Source, held []schemas.Input) schemas.Source {
	r := schemas.Source{
		SourceID: s.SourceID, Name: s.Name, Kind: s.Kind, Version: s.Version, Publisher: s.Publisher,
		URL: s.URL, URLTried: s.URLTried, DOI: s.DOI, License: s.License, Redistribution: s.Redistribution,
		Citation: s.Citation, Note: s.Note,
		RetrievedAt: s.RetrievedAt.Null, CoverageStart: s.CoverageStart.Null, CoverageEnd: s.CoverageEnd.Null,
		MinRows: schemas.Maybe(s.MinRows), MaxRows: schemas.Maybe(s.MaxRows),
	}
	for _, in := range held {
		if in.RetrievedAt.Valid && (!r.RetrievedAt.Valid || in.RetrievedAt.V > r.RetrievedAt.V) {
			r.RetrievedAt = in.RetrievedAt
		}
	}
	return r
}

// describe lists the files written by hand that say what a source is; the
// tables of reference, the rules of coding and the case's description belong to the project itself.
func describe(root, caseID string, s raw.Source, hashes *hashes) ([]schemas.Input, error) {
	files := []string{"sources/" + s.SourceID + "/source.yaml"}
	if s.SourceID == raw.Own {
		files = append(files, "cases/"+caseID+"/case.yaml")
		if claims := raw.ClaimsFile(caseID); exists(root, claims) {
			files = append(files, claims)
		}
		for _, pattern := range []string{"reference/*.csv", raw.GoldFolder + "/*.csv", raw.GoldFolder + "/*.md", raw.RulesFolder + "/*.yaml"} {
			names, err := fs.Glob(os.DirFS(filepath.Join(root, "raw")), pattern)
			if err != nil {
				return nil, err
			}
			files = append(files, names...)
		}
	}
	var inputs []schemas.Input
	for _, f := range files {
		sum, size, err := hashes.of(root, f)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, schemas.Input{
			SourceID: s.SourceID, Role: "description", File: f, Path: f, SHA256: sum, Bytes: size, RetrievedAt: s.RetrievedAt.Null,
		})
	}
	return inputs, nil
}

func exists(root, name string) bool {
	_, err := os.Lstat(filepath.Join(root, "raw", filepath.FromSlash(name)))
	return err == nil
}

// Examine lists a source's files as a build would find them, but reads each of
// them again.
func Examine(ctx context.Context, root, caseID string, s raw.Source) ([]schemas.Input, error) {
	return list(ctx, root, caseID, s, openHashes(""))
}

// list finds a source's files, each with its pin.
func list(ctx context.Context, root, caseID string, s raw.Source, hashes *hashes) ([]schemas.Input, error) {
	lock, err := raw.ReadLock(root, s.SourceID)
	if err != nil {
		return nil, err
	}
	names, err := walk(root, s.Folder(caseID), s)
	if err != nil {
		return nil, err
	}
	pinned := s.Home == raw.HomeData
	pins := lock.ByFile()
	if pinned {
		for _, p := range lock.Files {
			if _, ok := slices.BinarySearch(names, p.File); !ok {
				return nil, fmt.Errorf("%w: %s: file %s is pinned but is not in raw/%s; bring it back with: multivector fetch %s --from PATH", ErrChanged, s.SourceID, p.File, s.Folder(caseID), s.SourceID)
			}
		}
	}
	var inputs []schemas.Input
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		in := schemas.Input{SourceID: s.SourceID, Role: "data", File: name, Path: path.Join(s.Folder(caseID), name), RetrievedAt: s.RetrievedAt.Null}
		if in.SHA256, in.Bytes, err = hashes.of(root, in.Path); err != nil {
			return nil, err
		}
		if pinned {
			pin, ok := pins[name]
			if !ok {
				return nil, fmt.Errorf("%w: %s: file %s is not pinned; pin what lies there with: multivector fetch %s --from raw/%s", ErrChanged, s.SourceID, name, s.SourceID, s.Folder(caseID))
			}
			if pin.SHA256 != in.SHA256 {
				return nil, fmt.Errorf("%w: %s: file %s has SHA-256 %s, pinned is %s", ErrChanged, s.SourceID, name, in.SHA256, pin.SHA256)
			}
			day, err := schemas.ParseDate(pin.RetrievedAt)
			if err != nil {
				return nil, fmt.Errorf("raw/sources/%s/lock.json: file %s: retrieved_at: %w", s.SourceID, name, err)
			}
			in.RetrievedAt = schemas.Some(day)
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// walk lists the files below a folder of raw/ in order of their names. It
// refuses links, since raw/ is all that a build may read, and files that the
// source's pattern does not foresee.
func walk(root, folder string, s raw.Source) ([]string, error) {
	base := filepath.Join(root, "raw", filepath.FromSlash(folder))
	var names []string
	err := filepath.WalkDir(base, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == base {
			return fs.SkipAll
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(base, p)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			return fmt.Errorf("%w: raw/%s/%s is a symbolic link; raw/ holds plain files only", stage.ErrData, folder, name)
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%w: raw/%s/%s is not a plain file", stage.ErrData, folder, name)
		}
		if !Matches(s, name) {
			if s.Home == raw.HomeCase {
				return nil // the case's folder holds other sources' files too
			}
			return fmt.Errorf("%w: raw/%s/%s does not match the source's files %q; move it away", stage.ErrData, folder, name, s.Files)
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, err
}

// Matches reports whether a file's name, below its source's folder, is one
// that the source foresees. A pattern without a slash matches the last part of
// the name.
func Matches(s raw.Source, name string) bool {
	if !strings.Contains(s.Files, "/") {
		if s.Home == raw.HomeCase && strings.Contains(name, "/") {
			return false
		}
		name = path.Base(name)
	}
	ok, err := path.Match(s.Files, name)
	return err == nil && ok
}

// open opens a plain file below raw/ for reading.
func open(root, name string) (*os.File, error) {
	p := filepath.Join(root, "raw", filepath.FromSlash(name))
	info, err := os.Lstat(p)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: raw/%s is not a plain file", stage.ErrData, name)
	}
	return os.Open(p)
}
