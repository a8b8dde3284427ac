// Package pipeline holds the graph: every stage from raw bytes to a release, in
// order, with the tables that it reads and writes.
package pipeline

import (
	"context"
	"slices"

	"multivector/pipeline/acquire"
	"multivector/pipeline/alignment"
	"multivector/pipeline/checks"
	"multivector/pipeline/events"
	"multivector/pipeline/measures"
	"multivector/pipeline/reference"
	"multivector/pipeline/release"
	"multivector/pipeline/reliability"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts"
	"multivector/schemas"
)

type tables = []schemas.Declared

// Stages is the pipeline.
var Stages = []stage.Stage{
	{
		Name: "acquire", Doc: "list the raw files, each held against its pin",
		Writes: tables{schemas.Sources, schemas.Inputs},
		Run:    acquire.Run, Always: true, // looks at raw/
	},
	{
		Name: "reference", Doc: "read who is who, the ontologies, and the case",
		Reads: tables{schemas.Sources, schemas.Inputs},
		Writes: tables{
			schemas.Actors, schemas.ActorCodes, schemas.Aliases, schemas.AliasContexts, schemas.Memberships, schemas.Partnerships,
			schemas.Scales, schemas.OntologyCodes, schemas.Crosswalks, schemas.VectorSets, schemas.Periods, schemas.Claims,
		},
		Run: reference.Run,
	},
	{
		Name: "texts", Doc: "cut policy texts into provisions, code them, and find whom they mention",
		Reads: tables{schemas.Sources, schemas.Inputs, schemas.Actors, schemas.ActorCodes, schemas.Aliases, schemas.AliasContexts},
		Writes: tables{
			schemas.Documents, schemas.DocumentClaims, schemas.Amendments, schemas.Versions, schemas.Passages, schemas.Repairs, schemas.Provisions,
			schemas.Mentions, schemas.MentionCandidates, schemas.Statements, schemas.CodingRules, schemas.TextsLedger, schemas.TextsQuarantine,
		},
		Run: texts.Run,
	},
	{
		Name: "alignment", Doc: "compare each edition of a policy with the one before",
		Reads:  tables{schemas.Documents, schemas.Versions, schemas.Provisions, schemas.Mentions},
		Writes: tables{schemas.Alignments, schemas.AlignmentSpans, schemas.AlignmentActors, schemas.Continuity},
		Run:    alignment.Run,
	},
	{
		Name: "reliability", Doc: "hold the coding of texts against units coded by reading",
		Reads:  tables{schemas.Inputs, schemas.Actors, schemas.Aliases, schemas.AliasContexts, schemas.Documents, schemas.Versions, schemas.Provisions, schemas.Mentions, schemas.Statements, schemas.CodingRules, schemas.Alignments},
		Writes: tables{schemas.CoderReliability},
		Run:    func(ctx context.Context, env *stage.Env) error { return reliability.Run(ctx, env, newCoder) },
	},
	{
		Name: "events", Doc: "read event records of every source into one table",
		Reads:  tables{schemas.Sources, schemas.Inputs, schemas.Actors, schemas.ActorCodes, schemas.OntologyCodes, schemas.Crosswalks, schemas.Scales},
		Writes: tables{schemas.Events, schemas.EventMentions, schemas.ChronicleNotes, schemas.EventsLedger, schemas.EventsQuarantine},
		Run:    events.Run,
	},
	{
		Name: "measures", Doc: "count and compute",
		Reads:  measures.Reads,
		Writes: tables{schemas.DyadMonth, schemas.VectorShares, schemas.VectorBalance},
		Run:    measures.Run,
	},
	{
		Name: "checks", Doc: "hold every table against its declaration and every file against its account",
		Reads:  finished,
		Writes: tables{schemas.Ledger, schemas.Quarantine, schemas.CheckResults},
		Run:    func(ctx context.Context, env *stage.Env) error { return checks.Run(ctx, env, finished) },
	},
	{
		Name: "release", Doc: "publish what changed as the next numbered dataset",
		Reads: append(schemas.Published(), schemas.Inputs),
		Run: func(ctx context.Context, env *stage.Env) error {
			return release.Run(ctx, env, Program(), measures.Queries())
		},
		Always: true, // looks at out/
	},
}

// finished is every table that the stages before checks write.
var finished = slices.DeleteFunc(slices.Clone(schemas.All), func(t schemas.Declared) bool {
	switch t.Describe().Stage {
	case "checks":
		return t == schemas.Ledger || t == schemas.Quarantine || t == schemas.CheckResults
	case "release":
		return true
	}
	return false
})
