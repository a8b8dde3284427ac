package schemas

// Domains lists what a share can be a share of.
var Domains = []string{"text", "text_digest", "events"}

const domainDoc = "What is counted: text, mentions in official texts and translations issued by the actor; text_digest, mentions in digests in our own words, an indication only; events, events between the actor and the partner in either direction."

// DyadMonthRow counts the events from one actor to another in a month, in one
// source.
type DyadMonthRow struct {
	Actor1ID, Actor2ID, SourceID                           string
	Month                                                  Date
	NEvents, NDistinct                                     int64
	NCoopVerbal, NCoopMaterial, NConfVerbal, NConfMaterial int64
	NGoldstein                                             int64
	GoldsteinSum, GoldsteinMean, CoopBalance               Null[float64]
	NSourceMonth                                           int64
	Coverage                                               string
}

// DyadMonth counts events by directed pair and month.
var DyadMonth = declare(Info{Name: "dyad_month", Version: 1, Stage: "measures",
	Doc: "Events coded in CAMEO from actor 1 to actor 2 by month and source (events.scheme is cameo; sources with codes of their own, such as ACLED, UCDP, POLECAT and MID, have no row, and their absence is no 0), with the source's own total of the month, so that a change in coverage can be told from a change in conduct. Unverified facts, events within one actor, and facts dated only to the year are left out. A pair without events in a month has no row."},
	Col(1, "actor1_id", func(r *DyadMonthRow) *string { return &r.Actor1ID }, "Who acts.", Key, Dict, Ref("actors.actor_id")),
	Col(2, "actor2_id", func(r *DyadMonthRow) *string { return &r.Actor2ID }, "Who is acted upon.", Key, Dict, Ref("actors.actor_id")),
	Col(3, "month", func(r *DyadMonthRow) *Date { return &r.Month }, "First day of the month.", Key),
	Col(4, "source_id", func(r *DyadMonthRow) *string { return &r.SourceID }, sourceDoc, Key, Dict, Ref("sources.source_id")),
	Col(5, "n_events", func(r *DyadMonthRow) *int64 { return &r.NEvents }, "Event records.", Unit("events"), AtLeast(1)),
	Col(6, "n_distinct", func(r *DyadMonthRow) *int64 { return &r.NDistinct }, "Distinct duplicate keys among them.", Unit("events"), AtLeast(1)),
	Col(7, "n_coop_verbal", func(r *DyadMonthRow) *int64 { return &r.NCoopVerbal }, "Events of quad class 1, verbal cooperation.", Unit("events"), AtLeast(0)),
	Col(8, "n_coop_material", func(r *DyadMonthRow) *int64 { return &r.NCoopMaterial }, "Events of quad class 2, material cooperation.", Unit("events"), AtLeast(0)),
	Col(9, "n_conf_verbal", func(r *DyadMonthRow) *int64 { return &r.NConfVerbal }, "Events of quad class 3, verbal conflict.", Unit("events"), AtLeast(0)),
	Col(10, "n_conf_material", func(r *DyadMonthRow) *int64 { return &r.NConfMaterial }, "Events of quad class 4, material conflict.", Unit("events"), AtLeast(0)),
	Col(11, "n_goldstein", func(r *DyadMonthRow) *int64 { return &r.NGoldstein }, "Events with a value on the scale; the denominator of goldstein_mean.", Unit("events"), AtLeast(0)),
	Opt(12, "goldstein_sum", func(r *DyadMonthRow) *Null[float64] { return &r.GoldsteinSum }, "Sum of goldstein (Goldstein 1992); null where no event has a value."),
	Opt(13, "goldstein_mean", func(r *DyadMonthRow) *Null[float64] { return &r.GoldsteinMean }, "Mean of goldstein; null where no event has a value.", Range(-10, 10)),
	Opt(14, "coop_balance", func(r *DyadMonthRow) *Null[float64] { return &r.CoopBalance }, "(C - F) / (C + F), C cooperative and F conflictual events; null where there are neither.", Range(-1, 1)),
	Col(15, "n_source_month", func(r *DyadMonthRow) *int64 { return &r.NSourceMonth }, "All event records of the source in the month that are coded in CAMEO, between whomever, less unverified facts and facts dated only to the year.", Unit("events"), AtLeast(1)),
	Col(16, "coverage", func(r *DyadMonthRow) *string { return &r.Coverage }, "How the source as held covers the month: inside, it has a record on every day; partial, on some days; outside, the month lies outside the span that the source says it covers.", Enum("inside", "partial", "outside")),
)

// VectorShare is a partner's share among the partners of a vector set.
type VectorShare struct {
	ActorID, Domain, SourceID, PeriodType, PeriodID, VectorSet, VectorActorID string
	PeriodStart                                                               Date
	PeriodEnd                                                                 Null[Date]
	N                                                                         Null[int64]
	Share                                                                     Null[float64]
}

const (
	periodTypeDoc  = "A calendar year or a period of the case."
	periodIDDoc    = "The year, or the period's name as in periods."
	periodStartDoc = "First day of the year or period."
	periodEndDoc   = "Last day of the year or period; null where the period goes on."
	vectorDoc      = "Counted are names, adjectives, demonyms and acronyms in texts, and event records in either direction; a consultation or intent that a source codes in both directions counts once. Left out are capitals and other metonyms, which mostly name places, ambiguous mentions, mentions by an alias that is not verified, and unverified facts and texts. What is dated to a month or year counts in a period only if all of that lies in it. A document that is held in several languages or renderings is counted in each. A year or period for which the source holds nothing has no row. Shares of a source that is a selection, such as the chronicle, describe the selection; many of its facts are statements from speeches that text collections hold too."
)

// VectorShares says how an actor's attention or conduct divides over partners.
var VectorShares = declare(Info{Name: "vector_shares", Version: 1, Stage: "measures",
	Doc: "How the case's attention in texts and conduct in events divides over the partners of a vector set, by year and by period of the case. " + vectorDoc},
	Col(1, "actor_id", func(r *VectorShare) *string { return &r.ActorID }, "Actor whose attention or conduct is shared out.", Key, Dict, Ref("actors.actor_id")),
	Col(2, "domain", func(r *VectorShare) *string { return &r.Domain }, domainDoc, Key, Enum(Domains...)),
	Col(3, "source_id", func(r *VectorShare) *string { return &r.SourceID }, sourceDoc, Key, Dict, Ref("sources.source_id")),
	Col(4, "period_type", func(r *VectorShare) *string { return &r.PeriodType }, periodTypeDoc, Key, Enum("year", "period")),
	Col(5, "period_id", func(r *VectorShare) *string { return &r.PeriodID }, periodIDDoc, Key, Dict),
	Col(6, "period_start", func(r *VectorShare) *Date { return &r.PeriodStart }, periodStartDoc),
	Opt(7, "period_end", func(r *VectorShare) *Null[Date] { return &r.PeriodEnd }, periodEndDoc),
	Col(8, "vector_set", func(r *VectorShare) *string { return &r.VectorSet }, "Set of partners.", Key, Dict),
	Col(9, "vector_actor_id", func(r *VectorShare) *string { return &r.VectorActorID }, "Partner.", Key, Dict, Ref("actors.actor_id")),
	Opt(10, "n", func(r *VectorShare) *Null[int64] { return &r.N }, "Mentions or events counted for the partner; null where the source cannot see it, since it never resolves any actor of the partner's type.", AtLeast(0)),
	Opt(11, "share", func(r *VectorShare) *Null[float64] { return &r.Share }, "n over the sum of n in the set; null where that sum is 0 or a partner cannot be seen.", Range(0, 1)),
)

// VectorBalanceRow sums up how evenly an actor's attention or conduct divides
// over a vector set.
type VectorBalanceRow struct {
	ActorID, Domain, SourceID, PeriodType, PeriodID, VectorSet                          string
	PeriodStart                                                                         Date
	PeriodEnd                                                                           Null[Date]
	K                                                                                   int64
	N                                                                                   Null[int64]
	Entropy, EntropyNorm, HHI, HHIUnbiased, EffectivePartners, ExpEntropy, TriadBalance Null[float64]
}

// VectorBalance sums up how even the shares are.
var VectorBalance = declare(Info{Name: "vector_balance", Version: 1, Stage: "measures",
	Doc: "How evenly the case's attention in texts and conduct in events divides over a vector set: entropy, concentration and balance of the shares in vector_shares. " + vectorDoc},
	Col(1, "actor_id", func(r *VectorBalanceRow) *string { return &r.ActorID }, "Actor whose attention or conduct is shared out.", Key, Dict, Ref("actors.actor_id")),
	Col(2, "domain", func(r *VectorBalanceRow) *string { return &r.Domain }, domainDoc, Key, Enum(Domains...)),
	Col(3, "source_id", func(r *VectorBalanceRow) *string { return &r.SourceID }, sourceDoc, Key, Dict, Ref("sources.source_id")),
	Col(4, "period_type", func(r *VectorBalanceRow) *string { return &r.PeriodType }, periodTypeDoc, Key, Enum("year", "period")),
	Col(5, "period_id", func(r *VectorBalanceRow) *string { return &r.PeriodID }, periodIDDoc, Key, Dict),
	Col(6, "period_start", func(r *VectorBalanceRow) *Date { return &r.PeriodStart }, periodStartDoc),
	Opt(7, "period_end", func(r *VectorBalanceRow) *Null[Date] { return &r.PeriodEnd }, periodEndDoc),
	Col(8, "vector_set", func(r *VectorBalanceRow) *string { return &r.VectorSet }, "Set of partners.", Key, Dict),
	Col(9, "k", func(r *VectorBalanceRow) *int64 { return &r.K }, "Partners in the set.", AtLeast(1)),
	Opt(10, "n", func(r *VectorBalanceRow) *Null[int64] { return &r.N }, "Mentions or events counted for all of them; null where the source cannot see one of them.", AtLeast(0)),
	Opt(11, "entropy", func(r *VectorBalanceRow) *Null[float64] { return &r.Entropy }, "H = -sum p ln p (Shannon 1948); null where n is 0 or null.", Unit("nats"), AtLeast(0)),
	Opt(12, "entropy_norm", func(r *VectorBalanceRow) *Null[float64] { return &r.EntropyNorm }, "H / ln K; null where n is 0 or null, or K is 1.", Range(0, 1)),
	Opt(13, "exp_entropy", func(r *VectorBalanceRow) *Null[float64] { return &r.ExpEntropy }, "exp(H), the number of equal partners with the same entropy; null where n is 0 or null.", Unit("partners"), AtLeast(1)),
	Opt(14, "hhi", func(r *VectorBalanceRow) *Null[float64] { return &r.HHI }, "Herfindahl-Hirschman index, sum of squared shares; null where n is 0 or null.", Range(0, 1)),
	Opt(15, "hhi_unbiased", func(r *VectorBalanceRow) *Null[float64] { return &r.HHIUnbiased }, "(n HHI - 1) / (n - 1), unbiased for counts; null where n is null or below 2.", Range(0, 1)),
	Opt(16, "effective_partners", func(r *VectorBalanceRow) *Null[float64] { return &r.EffectivePartners }, "1 / HHI (Laakso and Taagepera 1979); null where n is 0 or null.", Unit("partners"), AtLeast(1)),
	Opt(17, "triad_balance", func(r *VectorBalanceRow) *Null[float64] { return &r.TriadBalance }, "1 - sum |p - 1/K| / (2 (1 - 1/K)): 1 where all shares are equal, 0 where one partner has all; null where n is 0 or null, or K is 1.", Range(0, 1)),
)
