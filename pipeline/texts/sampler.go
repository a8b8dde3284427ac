package texts

import (
	"context"
	"fmt"

	"multivector/pipeline/stage"
	"multivector/schemas"
)

// Sampler reads single texts that no collection holds, as Run reads those of a
// collection.
type Sampler struct {
	aliases  []schemas.Alias
	lexicons map[string]*lexicon
}

// Sample is what a text yields.
type Sample struct {
	Version    schemas.Version
	Provisions []schemas.Provision
	Mentions   []schemas.Mention
}

// NewSampler reads the tables by which texts are coded.
func NewSampler(ctx context.Context, env *stage.Env) (*Sampler, error) {
	aliases, err := stage.Rows(ctx, env, schemas.Aliases)
	return &Sampler{aliases, map[string]*lexicon{}}, err
}

// Read reads a text in a language as one that speaks on a day; the ending of
// the file's name says how. It is an error where Run would put the file in
// quarantine.
func (s *Sampler) Read(file, lang string, day schemas.Date, data []byte) (*Sample, error) {
	if s.lexicons[lang] == nil {
		s.lexicons[lang] = newLexicon(s.aliases, lang)
	}
	j := &job{in: schemas.Input{File: file}, document: &schemas.Document{}, from: day, to: day}
	j.version = version(j.in, file, lang, "official")
	r := read(j, data, s.lexicons)
	if len(r.fault) > 0 {
		return nil, fmt.Errorf("%s: %s", file, r.fault[0].Message)
	}
	return &Sample{r.version[0], r.provisions, r.mentions}, nil
}
