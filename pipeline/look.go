package pipeline

import (
	"context"
	"slices"

	"multivector/pipeline/stage"
	"multivector/pipeline/texts"
	"multivector/schemas"
)

// Look reads one text as a build of the case does, and publishes nothing: the
// text need not belong to the case. It runs the stages on which the reading of
// texts rests, or takes what an earlier run of them left.
func Look(ctx context.Context, root, out, caseID string, report stage.Reporter, read func(*texts.Sampler) error) error {
	unlock, err := lockOut(root, out, caseID)
	if err != nil {
		return err
	}
	defer unlock()
	at := slices.IndexFunc(Stages, func(s stage.Stage) bool { return s.Name == "texts" })
	look := stage.Stage{
		Name: "look", Doc: "read one text", Reads: []schemas.Declared{schemas.Inputs, schemas.Actors, schemas.Aliases, schemas.AliasContexts}, Always: true,
		Run: func(ctx context.Context, env *stage.Env) error {
			sampler, err := texts.NewSampler(ctx, env)
			if err != nil {
				return err
			}
			return read(sampler)
		},
	}
	run := stage.Run{Root: root, Out: out, Case: caseID, Code: StageCode, Report: report}
	_, err = run.Do(ctx, append(slices.Clone(Stages[:at]), look))
	return err
}
