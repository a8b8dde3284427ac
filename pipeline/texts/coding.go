package texts

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// readCoder reads the rules of coding that are among the inputs.
func readCoder(ctx context.Context, env *stage.Env) (*coder.Coder, error) {
	inputs, err := stage.Rows(ctx, env, schemas.Inputs)
	if err != nil {
		return nil, err
	}
	var files []raw.RuleFile
	for _, in := range inputs {
		if in.Role != "description" || !strings.HasPrefix(in.Path, raw.RulesFolder+"/") {
			continue
		}
		if err := same(env.Raw(in.Path), in); err != nil {
			return nil, err
		}
		f, err := raw.ReadRules(env.Root, in.Path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", stage.ErrData, err)
		}
		files = append(files, f)
	}
	c, err := coder.New(files)
	if err != nil {
		return nil, fmt.Errorf("%w: raw/%s: %w", stage.ErrData, raw.RulesFolder, err)
	}
	return c, nil
}

// ruleRows publishes the rules.
func ruleRows(c *coder.Coder) []schemas.CodingRule {
	var rows []schemas.CodingRule
	for _, r := range c.Rules() {
		rows = append(rows, schemas.CodingRule{
			RuleID: r.ID, RuleVersion: r.Version, Variable: r.Variable, Lang: r.Lang, Value: r.Value, Doc: r.Doc,
			Patterns: strings.Join(r.Patterns, "\n"), Unless: strings.Join(r.Unless, "\n"), Requires: strings.Join(r.Requires, "\n"),
			DocTypes: strings.Join(r.DocTypes, ";"), Residual: r.Residual, WholeSentence: r.WholeSentence,
			Review: r.Review, SourceID: raw.Own,
		})
	}
	return rows
}

// codedUnit is what is remembered of a unit for those that it introduces.
type codedUnit struct {
	coding *coder.Coding // nil where its language has no rules
	lang   string
	start  int // in the text
	parent int // unit that introduces it, or -1
	part   formats.Part
}

// code codes the provision that was made last; found are the mentions in it.
func (w *writer) code(u *unit, own []words.Token, found []names.Mention) {
	w.coded = append(w.coded, codedUnit{lang: w.lang, start: u.start, parent: u.parent, part: w.part})
	if !w.coder.Codes(w.lang) {
		return
	}
	in := &w.unit
	*in = coder.Unit{Text: w.flat, Issuer: w.issuer, DocType: w.docType, Heading: w.heading, ListPosition: u.position, Tokens: in.Tokens[:0], Mentions: in.Mentions[:0]}
	if u.parent >= 0 && w.coded[u.parent].lang == w.lang {
		in.Lead = w.coded[u.parent].coding
	}
	for _, t := range own {
		if t.Kind != words.Space {
			in.Tokens = append(in.Tokens, coder.Token{Span: coder.Span{Start: t.Start, End: t.End}, Word: t.Kind != words.Mark})
		}
	}
	for i := range found {
		m := coder.Mention{Span: coder.Span{Start: found[i].Start, End: found[i].End}}
		if a := found[i].Alias(); a != nil {
			m.Actor = a.ActorID
		}
		in.Mentions = append(in.Mentions, m)
	}
	c := w.coder.Code(w.lang, in)
	w.coded[len(w.coded)-1].coding = c
	p := &w.r.provisions[len(w.r.provisions)-1]
	p.Deontic, p.Obligation, p.Precision, p.Delegation = c.Deontic, c.Obligation, c.Precision, c.Delegation
	if c.Rule != nil {
		p.RuleID, p.RuleVersion = c.Rule.ID, schemas.Some(c.Rule.Version)
	}
	if w.heading {
		return // what it says is said of its members
	}
	for i := range c.Statements {
		w.statement(p.ProvisionID, &c.Statements[i])
	}
}

func (w *writer) statement(provision string, s *coder.Statement) {
	at := w.whole(span{s.Evidence.Start, s.Evidence.End})
	in := len(w.coded) - 1 // unit that the evidence stands in
	for w.coded[in].start > at.start && w.coded[in].parent >= 0 {
		in = w.coded[in].parent
	}
	part := w.coded[in].part.Start
	row := schemas.Statement{
		ProvisionID: provision, VersionID: w.v.VersionID, SpeakerActorID: s.Speaker, TargetActorID: s.Target,
		StatementType: s.Rule.Value, Stance: s.Stance, TopicScheme: schemas.Topics, TopicCode: s.Topic,
		Negated: s.Negated, Conditional: s.Condition.End > s.Condition.Start,
		EvidenceStart: w.t.Chars(at.start), EvidenceEnd: w.t.Chars(at.end), ByteStart: int64(w.t.Raw(at.start) - part), ByteEnd: int64(w.t.RawEnd(at.end) - part),
		RuleID: s.Rule.ID, RuleVersion: s.Rule.Version, SourceID: w.v.SourceID, File: w.v.File,
	}
	row.StatementID = provision + "!" + strconv.Itoa(int(row.EvidenceStart))
	if row.Conditional {
		row.ConditionText = w.flat[s.Condition.Start:s.Condition.End]
	}
	if s.Rank > 0 {
		row.PriorityRank, row.PriorityBasis = schemas.Some(int32(s.Rank)), "explicit_ordinal"
		if s.RankIsOfTheList {
			row.PriorityBasis = "listed_order"
		}
	}
	w.r.statements = append(w.r.statements, row)
}
