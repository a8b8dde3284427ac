// Package reliability measures how well the pipeline codes texts: against units
// and pairs of provisions that were coded by reading, and by the agreement of those
// who coded them.
//
// It promises that what is not held is counted as missing and never as agreement
// or disagreement, and that the pipeline's codes are those that are published:
// of a unit in a collection, those in the finished tables; of a sentence of our
// own, those that the same code gives.
//
// It leaves the coding to pipeline/texts and pipeline/alignment, and the coding
// by reading to raw/gold, where the manual is.
package reliability

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// Coder codes texts that no collection holds, as the stages before do.
type Coder interface {
	// Read cuts and codes a text; the ending of the file's name says how.
	Read(file, lang string, data []byte) (*Text, error)
	// Align compares two editions.
	Align(ctx context.Context, from, to *Text) ([]schemas.Alignment, error)
}

// Text is what the pipeline makes of a text.
type Text struct {
	Issuer     string // actor that it speaks for
	Version    schemas.Version
	Provisions []schemas.Provision
	Mentions   []schemas.Mention
	Statements []schemas.Statement
}

// Run compares the pipeline with the gold, which is what was adjudicated, else what
// the first coder says, and the coders with each other.
func Run(ctx context.Context, env *stage.Env, newCoder func(context.Context, *stage.Env) (Coder, error)) error {
	gold, version, err := read(ctx, env)
	if err != nil {
		return err
	}
	if len(gold.Units)+len(gold.Pairs) == 0 {
		return stage.Write(env, schemas.CoderReliability, nil)
	}
	coder, err := newCoder(ctx, env)
	if err != nil {
		return err
	}
	p, err := ask(ctx, env, gold, coder)
	if err != nil {
		return err
	}
	c, err := newComparison(gold, p, version)
	if err != nil {
		return fmt.Errorf("%w: %w", stage.ErrData, err)
	}
	if len(p.unlike) > 0 {
		env.Note("gold not met", "%d of the units of files that are held: no provision has their place, or it lacks words that were coded: %s", len(p.unlike), strings.Join(p.unlike, ", "))
	}
	return stage.Write(env, schemas.CoderReliability, c.rows())
}

// read reads raw/gold as the build found it, and gives its version.
func read(ctx context.Context, env *stage.Env) (*raw.Gold, string, error) {
	inputs, err := stage.Rows(ctx, env, schemas.Inputs)
	if err != nil {
		return nil, "", err
	}
	actors, err := stage.Rows(ctx, env, schemas.Actors)
	if err != nil {
		return nil, "", err
	}
	known := map[string]bool{}
	for _, a := range actors {
		known[a.ActorID] = true
	}
	var names []string
	sum := sha256.New()
	for _, in := range inputs { // in order of their names
		if in.SourceID == raw.Own && strings.HasPrefix(in.Path, raw.GoldFolder+"/") {
			names = append(names, in.Path)
			fmt.Fprintf(sum, "%s  %s\n", in.SHA256, in.Path)
		}
	}
	gold, err := raw.ReadGold(env.Root, names, known)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", stage.ErrData, err)
	}
	return gold, hex.EncodeToString(sum.Sum(nil))[:12], nil
}
