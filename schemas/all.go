package schemas

// All lists every table, in the order of the stages that write them.
var All = []Declared{
	Sources, Inputs,
	Actors, ActorCodes, Aliases, AliasContexts, Memberships, Partnerships, Scales, OntologyCodes, Crosswalks, VectorSets, Periods, Claims,
	Documents, DocumentClaims, Amendments, Versions, Passages, Repairs, Provisions, Mentions, MentionCandidates, Statements, CodingRules,
	Alignments, AlignmentSpans, AlignmentActors, Continuity,
	CoderReliability,
	Events, EventMentions, ChronicleNotes,
	DyadMonth, VectorShares, VectorBalance,
	Ledger, Quarantine, CheckResults,
	TextsLedger, TextsQuarantine, EventsLedger, EventsQuarantine,
	Changes,
}

// Published lists the tables of a release.
func Published() []Declared {
	var out []Declared
	for _, t := range All {
		if !t.Describe().Internal {
			out = append(out, t)
		}
	}
	return out
}

// Find gives the table of that name.
func Find(name string) (Declared, bool) {
	for _, t := range All {
		if t.Describe().Name == name {
			return t, true
		}
	}
	return nil, false
}
