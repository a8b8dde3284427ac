package texts

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"multivector/pipeline/stage"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// Sampler reads single texts that no collection holds, as Run reads those of a
// collection.
type Sampler struct {
	aliases  []schemas.Alias
	contexts []schemas.AliasContext
	lexicons map[string]*names.Lexicon
	rules    *coder.Coder
	actors   map[string]bool
}

// Sample is what a text yields.
type Sample struct {
	Document   schemas.Document // that it was read as
	Version    schemas.Version
	Passages   []schemas.Passage
	Provisions []schemas.Provision
	Mentions   []schemas.Mention
	Candidates []schemas.MentionCandidate
	Statements []schemas.Statement
	Repairs    []schemas.Repair
	LeftOut    string // by reason, as in the ledger
}

// NewSampler reads the aliases and rules by which texts are coded.
func NewSampler(ctx context.Context, env *stage.Env) (*Sampler, error) {
	aliases, err := stage.Rows(ctx, env, schemas.Aliases)
	if err != nil {
		return nil, err
	}
	contexts, err := stage.Rows(ctx, env, schemas.AliasContexts)
	if err != nil {
		return nil, err
	}
	actors, err := stage.Rows(ctx, env, schemas.Actors)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, a := range actors {
		known[a.ActorID] = true
	}
	lexicons, err := lexiconsOf(ctx, aliases, contexts, slices.Sorted(maps.Keys(languages)))
	if err != nil {
		return nil, err
	}
	rules, err := readCoder(ctx, env)
	return &Sampler{aliases, contexts, lexicons, rules, known}, err
}

// Read reads a text in a language as one of a document, of which the issuer, the kind
// and the day bear on what is found; the ending of the file's name says how. It is an
// error where Run would put the file in quarantine.
func (s *Sampler) Read(file, lang string, document schemas.Document, data []byte) (*Sample, error) {
	if f := tooLarge(int64(len(data))); f != nil {
		return nil, fmt.Errorf("%s: %s", file, f.Message)
	}
	if issuer := document.IssuerActorID; issuer != "" && !s.actors[issuer] {
		return nil, fmt.Errorf("issuer %q is not listed among the actors", issuer)
	}
	if known := words.Base(lang); s.lexicons[known] == nil {
		s.lexicons[known] = names.New(s.aliases, s.contexts, known)
	}
	j := &job{in: schemas.Input{File: file}, document: &document, from: document.AdoptedOn.V, to: document.AdoptedOn.V, coder: s.rules, formats: &formats.Reader{Numbered: numbered}}
	j.version = version(j.in, file, lang, "official")
	r := read(j, data, s.lexicons)
	if len(r.fault) > 0 {
		return nil, fmt.Errorf("%s: %s", file, r.fault[0].Message)
	}
	return &Sample{document, r.version[0], r.passages, r.provisions, r.mentions, r.candidates, r.statements, r.repairs, r.ledger.Reasons}, nil
}
