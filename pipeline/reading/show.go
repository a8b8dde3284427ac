// Package reading shows one text as the pipeline sees it: its structure, whom it
// names, and how its provisions are coded, for a terminal and as a page.
//
// It promises that every passage is shown, in order, with its own words, and
// that the page needs nothing from outside.
package reading

import (
	"cmp"
	"fmt"
	"slices"
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
	Level int    // of headings above it
	Notes string // what is particular about it
	Units []Unit
}

// Unit is a provision.
type Unit struct {
	schemas.Provision
	Pieces     []Piece
	Statements []schemas.Statement
}

// Piece is a stretch of a provision's text that is set apart in one way.
type Piece struct {
	Text     string
	Mention  *schemas.Mention // that it is part of
	Who      string           // the actor, or the candidates, where the mention ends
	Evidence bool             // for a statement
	Refs     []int            // statements, from 1, whose evidence ends here, if there are several
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
		units[p.PassageID] = append(units[p.PassageID], Unit{p, pieces(&p, mentions[p.ProvisionID], statements[p.ProvisionID], candidates), statements[p.ProvisionID]})
	}
	blocks := make([]Block, len(d.Passages))
	for i, p := range d.Passages {
		division := ""
		if i > 0 {
			division = d.Passages[i-1].Division
		}
		blocks[i] = Block{p, 0, notesOf(&p, d.Version.Lang, division), units[p.PassageID]}
		if p.HeadingPath != "" {
			blocks[i].Level = 1 + strings.Count(p.HeadingPath, " > ")
		}
	}
	return blocks
}

// pieces cuts a provision's text where mentions and the evidence for statements
// begin and end. What stands in a lead-in is shown there.
func pieces(p *schemas.Provision, mentions []*schemas.Mention, statements []schemas.Statement, candidates map[string][]string) []Piece {
	text := []rune(p.Text)
	cuts := []int{0, len(text)}
	cut := func(start, end int32) bool {
		from, to := int(start-p.CharStart), int(end-p.CharStart)
		if from < 0 || to > len(text) {
			return false
		}
		cuts = append(cuts, from, to)
		return true
	}
	mentions = slices.DeleteFunc(slices.Clone(mentions), func(m *schemas.Mention) bool { return !cut(m.CharStart, m.CharEnd) })
	for _, s := range statements {
		cut(s.EvidenceStart, s.EvidenceEnd)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Piece
	for i, from := range cuts[:len(cuts)-1] {
		to := cuts[i+1]
		piece := Piece{Text: string(text[from:to])}
		start, end := p.CharStart+int32(from), p.CharStart+int32(to)
		for _, m := range mentions {
			if m.CharStart <= start && end <= m.CharEnd {
				piece.Mention = m
				if end == m.CharEnd {
					piece.Who = who(m, candidates)
				}
			}
		}
		for n, s := range statements {
			within := s.EvidenceStart <= start && end <= s.EvidenceEnd
			piece.Evidence = piece.Evidence || within
			if within && end == s.EvidenceEnd && len(statements) > 1 {
				piece.Refs = append(piece.Refs, n+1)
			}
		}
		out = append(out, piece)
	}
	return out
}

func who(m *schemas.Mention, candidates map[string][]string) string {
	if m.Ambiguous {
		return strings.Join(candidates[m.MentionID], "|") + "?"
	}
	return m.ActorID
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

// Says writes each statement in short. Where there are several, they have numbers.
func (u Unit) Says() []string {
	out := make([]string, len(u.Statements))
	for i, s := range u.Statements {
		if len(u.Statements) > 1 {
			out[i] = strconv.Itoa(i+1) + " "
		}
		out[i] += says(s)
		if s.EvidenceStart < u.CharStart {
			out[i] += " (from the lead-in)"
		}
	}
	return out
}

func says(s schemas.Statement) string {
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
		fmt.Sprintf("read with the names that are valid on %s, as words of %s in %s", d.Document.AdoptedOn.V,
			cmp.Or(d.Document.IssuerActorID, "nobody in particular"), cmp.Or(d.Document.DocType, "no kind of document")),
		fmt.Sprintf("language %s; %d words in %d passages and %d provisions", v.Lang, v.NWords, len(d.Passages), len(d.Provisions)),
	}
	ambiguous := 0
	for _, m := range d.Mentions {
		if m.Ambiguous {
			ambiguous++
		}
	}
	facts = append(facts, fmt.Sprintf("%d mentions of actors, %d of them ambiguous; %d statements", len(d.Mentions), ambiguous, len(d.Statements)))
	if len(d.Repairs) > 0 {
		facts = append(facts, fmt.Sprintf("%d repairs of the text", len(d.Repairs)))
	}
	if d.LeftOut != "" {
		facts = append(facts, "left out: "+strings.ReplaceAll(d.LeftOut, ";", ", "))
	}
	return facts
}
