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
