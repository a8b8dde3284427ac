// Package reading shows one text as the pipeline sees it: its structure, whom it
// names, and how its provisions are coded, for a terminal and as a page.
//
// It promises that every passage is shown, in order, with its own words, and
// that the page needs nothing from outside.
package reading

import (
	"fmt"
	"strconv"
	"strings"

	"multivector/pipeline/texts"
	"multivector/schemas"
)

// Document is a text with what was found in it.
type Document struct {
	texts.Sample
}

// Block is a passage, cut into what is shown in one way.
type Block struct {
	schemas.Passage
	Level int // of headings above it
	Units []Unit
}

// Unit is a provision.
type Unit struct {
	schemas.Provision
	Pieces     []Piece
	Statements []schemas.Statement
}

// Piece is a stretch of a provision's text, with the mention that it is.
type Piece struct {
	Text    string
	Mention *schemas.Mention
	Who     string // the actor, or the candidates
}

// Blocks gives the passages in order.
func (d *Document) Blocks() []Block {
	units := map[string][]Unit{}
	mentions, statements := map[string][]*schemas.Mention{}, map[string][]schemas.Statement{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		mentions[m.ProvisionID] = append(mentions[m.ProvisionID], m)
	}
	for _, s := range d.Statements {
		statements[s.ProvisionID] = append(statements[s.ProvisionID], s)
	}
	candidates := map[string][]string{}
	for _, c := range d.Candidates {
		candidates[c.MentionID] = append(candidates[c.MentionID], c.ActorID)
	}
	for i := range d.Provisions {
		p := d.Provisions[i]
		units[p.PassageID] = append(units[p.PassageID], Unit{p, pieces(&p, mentions[p.ProvisionID], candidates), statements[p.ProvisionID]})
	}
	blocks := make([]Block, len(d.Passages))
	for i, p := range d.Passages {
		blocks[i] = Block{p, 0, units[p.PassageID]}
		if p.HeadingPath != "" {
			blocks[i].Level = 1 + strings.Count(p.HeadingPath, " > ")
		}
	}
	return blocks
}

// pieces cuts a provision's text at the mentions in it, which are in order.
func pieces(p *schemas.Provision, mentions []*schemas.Mention, candidates map[string][]string) []Piece {
	text := []rune(p.Text)
	var out []Piece
	done := 0
	for _, m := range mentions {
		from, to := int(m.CharStart-p.CharStart), int(m.CharEnd-p.CharStart)
		if from < done || to > len(text) {
			continue // it stands in a lead-in that is shown elsewhere
		}
		if from > done {
			out = append(out, Piece{Text: string(text[done:from])})
		}
		who := m.ActorID
		if m.Ambiguous {
			who = strings.Join(candidates[m.MentionID], "|") + "?"
		}
		out = append(out, Piece{string(text[from:to]), m, who})
		done = to
	}
	if done < len(text) {
		out = append(out, Piece{Text: string(text[done:])})
	}
	return out
}

// Codes says in short how a provision is coded; empty where no rule fired.
func (u Unit) Codes() string {
	var parts []string
	if u.Deontic != "" && u.Deontic != "none" {
		parts = append(parts, u.Deontic)
	}
	for _, o := range []struct {
		name  string
		value schemas.Null[int32]
	}{{"obligation", u.Obligation}, {"precision", u.Precision}, {"delegation", u.Delegation}} {
		if o.value.Valid && o.value.V > 0 {
			parts = append(parts, o.name+" "+strconv.Itoa(int(o.value.V)))
		}
	}
	return strings.Join(parts, ", ")
}

// Says writes a statement in short.
func Says(s schemas.Statement) string {
	b := s.StatementType + ", " + s.TopicCode
	if s.Stance != "neutral" {
		b += ", " + s.Stance
	}
	if s.Negated {
		b += ", negated"
	}
	if s.Conditional {
		b += ", conditional"
	}
	if s.PriorityRank.Valid {
		b += ", priority " + strconv.Itoa(int(s.PriorityRank.V))
	}
	if s.TargetActorID != "" {
		b += ", to " + s.TargetActorID
	}
	if s.SpeakerActorID != "" {
		b += ", by " + s.SpeakerActorID
	}
	return b + " [" + s.RuleID + "]"
}

// Facts says what is known of the text as a whole.
func (d *Document) Facts() []string {
	v := d.Version
	facts := []string{
		fmt.Sprintf("%s, %s, read by %s %s", v.MediaType, v.Encoding, v.Extractor, v.ExtractorVersion),
		fmt.Sprintf("language %s; %d words in %d passages and %d provisions", v.Lang, v.NWords, len(d.Passages), len(d.Provisions)),
	}
	ambiguous := 0
	for _, m := range d.Mentions {
		if m.Ambiguous {
			ambiguous++
		}
	}
	return append(facts, fmt.Sprintf("%d mentions of actors, %d of them ambiguous; %d statements", len(d.Mentions), ambiguous, len(d.Statements)))
}
