package pipeline

import (
	"context"

	"multivector/pipeline/alignment"
	"multivector/pipeline/reliability"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts"
	"multivector/schemas"
)

// Whom sentences of our own speak for and when, by the manual in raw/gold.
const speaker = "KAZ"

var spoken, _ = schemas.NewDate(2024, 1, 1)

// coder lends the reliability stage the code of the stages that it measures.
type coder struct{ *texts.Sampler }

func newCoder(ctx context.Context, env *stage.Env) (reliability.Coder, error) {
	s, err := texts.NewSampler(ctx, env)
	return coder{s}, err
}

// Read cuts and codes a text as the texts stage does.
func (c coder) Read(file, lang string, data []byte) (*reliability.Text, error) {
	s, err := c.Sampler.Read(file, lang, schemas.Document{IssuerActorID: speaker, AdoptedOn: schemas.Some(spoken)}, data)
	if err != nil {
		return nil, err
	}
	return &reliability.Text{Issuer: speaker, Version: s.Version, Provisions: s.Provisions, Mentions: s.Mentions, Statements: s.Statements}, nil
}

// Align compares two texts as the alignment stage does editions.
func (c coder) Align(ctx context.Context, from, to *reliability.Text) ([]schemas.Alignment, error) {
	r, err := alignment.Align(ctx, edition(from), edition(to))
	return r.Alignments, err
}

func edition(t *reliability.Text) *alignment.Edition {
	return &alignment.Edition{Version: t.Version, Provisions: t.Provisions, Mentions: t.Mentions}
}
