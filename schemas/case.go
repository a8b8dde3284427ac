package schemas

// VectorMember is one actor of a vector set.
type VectorMember struct {
	VectorSet, Title, ActorID, SubjectActorID string
}

// VectorSets holds the sets of partners over which shares are taken.
var VectorSets = declare(Info{Name: "vector_sets", Version: 1, Stage: "reference",
	Doc: "Sets of partners over which the case's attention and conduct are shared out. The number of members is the K of the balance measures."},
	Col(1, "vector_set", func(r *VectorMember) *string { return &r.VectorSet }, "Name of the set.", Key, Dict),
	Col(2, "actor_id", func(r *VectorMember) *string { return &r.ActorID }, "Partner in the set.", Key, Ref("actors.actor_id")),
	Col(3, "title", func(r *VectorMember) *string { return &r.Title }, "What the set is.", Dict),
	Col(4, "subject_actor_id", func(r *VectorMember) *string { return &r.SubjectActorID }, "Actor whose partners they are: the one under study.", Dict, Ref("actors.actor_id")),
)

// Period is a named span of the case's history.
type Period struct {
	PeriodID, Title string
	Start           Date
	End             Null[Date]
}

// Periods holds the spans by which the case is told.
var Periods = declare(Info{Name: "periods", Version: 1, Stage: "reference",
	Doc: "Named periods of the case."},
	Col(1, "period_id", func(r *Period) *string { return &r.PeriodID }, "Name of the period.", Key),
	Col(2, "title", func(r *Period) *string { return &r.Title }, "What the period is."),
	Col(3, "start", func(r *Period) *Date { return &r.Start }, "First day."),
	Opt(4, "end", func(r *Period) *Null[Date] { return &r.End }, "Last day; null where it goes on."),
)

// Claim is what somebody says about a disputed fact.
type Claim struct {
	ClaimID, Subject, ClaimType, ClaimedValue, Unit, ClaimedBy, ClaimedOn, Status, Reason string
	Preferred                                                                             bool
	SourceTitle, SourcePublisher, SourceDate, SourceURL, SourceID                         string
	ReadOn                                                                                Null[Date]
}

// ClaimStatuses says how a claim stands against the other evidence.
var ClaimStatuses = []string{"supported", "contradicted", "unresolved"}

// Claims keeps disputed facts as data.
var Claims = declare(Info{Name: "claims", Version: 1, Stage: "reference",
	Doc: "What different accounts say about disputed facts of the case, such as the number of warheads. Claims about a document's dates are in document_claims."},
	Col(1, "claim_id", func(r *Claim) *string { return &r.ClaimID }, "Name of the claim.", Key),
	Col(2, "subject", func(r *Claim) *string { return &r.Subject }, "What the claim is about; claims on the same subject compete."),
	Col(3, "claim_type", func(r *Claim) *string { return &r.ClaimType }, "Whether a total or a date is claimed.", Enum("total", "date")),
	Col(4, "claimed_value", func(r *Claim) *string { return &r.ClaimedValue }, "The value, as a text."),
	Col(5, "unit", func(r *Claim) *string { return &r.Unit }, "Unit of the value.", Dict),
	Col(6, "claimed_by", func(r *Claim) *string { return &r.ClaimedBy }, "Who claims it."),
	OptText(7, "claimed_on", func(r *Claim) *string { return &r.ClaimedOn }, "When it was claimed, as exactly as that is known."),
	Col(8, "status", func(r *Claim) *string { return &r.Status }, "How the claim stands against the other evidence.", Enum(ClaimStatuses...)),
	Col(9, "preferred", func(r *Claim) *bool { return &r.Preferred }, "Whether this dataset follows the claim."),
	OptText(10, "reason", func(r *Claim) *string { return &r.Reason }, "Why it is followed or not."),
	OptText(11, "source_title", func(r *Claim) *string { return &r.SourceTitle }, "Title of the source."),
	OptText(12, "source_publisher", func(r *Claim) *string { return &r.SourcePublisher }, "Publisher of the source."),
	OptText(13, "source_date", func(r *Claim) *string { return &r.SourceDate }, "Date of the source, as exactly as it is known."),
	OptText(14, "source_url", func(r *Claim) *string { return &r.SourceURL }, "Address or DOI of the source."),
	Opt(15, "read_on", func(r *Claim) *Null[Date] { return &r.ReadOn }, "Day on which the source was read; null where it was not."),
	Col(16, "source_id", func(r *Claim) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
)
