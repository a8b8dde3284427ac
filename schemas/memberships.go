package schemas

// Membership is an actor's standing in an organization or format.
type Membership struct {
	MemberActorID, OrgID, Status, DatePrecision, Verification string
	FromDate                                                  Date
	ToDate, ReadOn                                            Null[Date]
	Instrument, SourceTitle, SourcePublisher, SourceURL, Note string
	SourceID                                                  string
}

// MembershipStatuses lists the ways of belonging.
var MembershipStatuses = []string{
	"full", "associate", "observer", "dialogue_partner", "partner", "agreement_partner", "format_participant",
	"signatory_not_ratified", "suspended", "withdrawn",
}

// Memberships says who belonged to what, and how.
var Memberships = declare(Info{Name: "memberships", Version: 1, Stage: "reference",
	Doc: "Standing of actors in organizations and formats over time. Not every row is a membership: partners, observers and participants in a format are told apart by status."},
	Col(1, "member_actor_id", func(r *Membership) *string { return &r.MemberActorID }, "Actor that belongs.", Key, Dict, Ref("actors.actor_id")),
	Col(2, "org_id", func(r *Membership) *string { return &r.OrgID }, "Organization or format.", Key, Dict, Ref("actors.actor_id")),
	Col(3, "status", func(r *Membership) *string { return &r.Status }, "How it belongs.", Key, Enum(MembershipStatuses...)),
	Col(4, "from_date", func(r *Membership) *Date { return &r.FromDate }, "First day in that status; where only the month or year is known, its first day.", Key),
	Opt(5, "to_date", func(r *Membership) *Null[Date] { return &r.ToDate }, "Last day in that status; null where it goes on."),
	Col(6, "date_precision", func(r *Membership) *string { return &r.DatePrecision }, "How exactly from_date is known.", Enum(Precisions...)),
	OptText(7, "instrument", func(r *Membership) *string { return &r.Instrument }, "Act by which the status began."),
	Col(8, "verification", func(r *Membership) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
	OptText(9, "source_title", func(r *Membership) *string { return &r.SourceTitle }, "Title of the source."),
	OptText(10, "source_publisher", func(r *Membership) *string { return &r.SourcePublisher }, "Publisher of the source."),
	OptText(11, "source_url", func(r *Membership) *string { return &r.SourceURL }, "Address or DOI of the source."),
	Opt(12, "read_on", func(r *Membership) *Null[Date] { return &r.ReadOn }, "Day on which the source was read; null where it was not."),
	OptText(13, "note", func(r *Membership) *string { return &r.Note }, "What is disputed."),
	Col(14, "source_id", func(r *Membership) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
)

// Partnership is a tier that two actors gave their relations.
type Partnership struct {
	Actor1ID, Actor2ID, Tier, DatePrecision, Verification     string
	FromDate                                                  Date
	ToDate, ReadOn                                            Null[Date]
	Instrument, SourceTitle, SourcePublisher, SourceURL, Note string
	SourceID                                                  string
}

// Tiers lists the tiers of partnership, the loosest first.
var Tiers = []string{
	"good_neighborhood", "friendship", "strategic_partnership", "enhanced_strategic_partnership",
	"comprehensive_strategic_partnership", "eternal_comprehensive_strategic_partnership", "alliance",
}

// Partnerships says which tier two actors gave their relations.
var Partnerships = declare(Info{Name: "partnerships", Version: 1, Stage: "reference",
	Doc: "Tiers of partnership between pairs of actors, by the instrument that declares each. A pair can stand in several tiers at a time."},
	Col(1, "actor1_id", func(r *Partnership) *string { return &r.Actor1ID }, "Actor whose id comes first in the alphabet.", Key, Dict, Ref("actors.actor_id")),
	Col(2, "actor2_id", func(r *Partnership) *string { return &r.Actor2ID }, "The other actor.", Key, Dict, Ref("actors.actor_id")),
	Col(3, "tier", func(r *Partnership) *string { return &r.Tier }, "Tier.", Key, Enum(Tiers...)),
	Col(4, "from_date", func(r *Partnership) *Date { return &r.FromDate }, "Day of the instrument; where only the month or year is known, its first day.", Key),
	Opt(5, "to_date", func(r *Partnership) *Null[Date] { return &r.ToDate }, "Last day; null where it goes on."),
	Col(6, "date_precision", func(r *Partnership) *string { return &r.DatePrecision }, "How exactly from_date is known.", Enum(Precisions...)),
	OptText(7, "instrument", func(r *Partnership) *string { return &r.Instrument }, "Treaty, declaration or statement that declares the tier."),
	Col(8, "verification", func(r *Partnership) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
	OptText(9, "source_title", func(r *Partnership) *string { return &r.SourceTitle }, "Title of the source."),
	OptText(10, "source_publisher", func(r *Partnership) *string { return &r.SourcePublisher }, "Publisher of the source."),
	OptText(11, "source_url", func(r *Partnership) *string { return &r.SourceURL }, "Address or DOI of the source."),
	Opt(12, "read_on", func(r *Partnership) *Null[Date] { return &r.ReadOn }, "Day on which the source was read; null where it was not."),
	OptText(13, "note", func(r *Partnership) *string { return &r.Note }, "What is disputed."),
	Col(14, "source_id", func(r *Partnership) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
)
