package schemas

// What is coded by reading, by the manual in raw/gold, in the order in which it
// decides. No statement stands for a unit that makes none.
var (
	GoldStatementTypes = []string{NoStatement, "red_line", "condition", "reassurance", "invitation", "commitment", "goal", "principle", "self_description", "claim"}
	GoldLabels         = provisionChanges
)

// NoStatement is the type of a unit in which there is no statement.
const NoStatement = "none"

// How far a coded variable can be relied on.
const (
	Reliable     = "reliable"
	Tentative    = "tentative"
	Experimental = "experimental"
)

// HeldOut is the sample of units and pairs by which no rule or threshold was revised.
const HeldOut = "held_out"

// FewUnits is the number of units below which agreement allows nothing. The
// bound is ours.
const FewUnits = 30

// Reliability says how well two codings of the same units agree.
type Reliability struct {
	Variable, Lang, Sample, Comparison, GoldVersion, Status string
	NUnits, NMissing                                        int64
	Precision, Recall, F1, Alpha, CILow, CIHigh             Null[float64]
}

// CoderReliability measures the coding of texts against units coded by reading.
var CoderReliability = declare(Info{Name: "coder_reliability", Version: 3, Stage: "reliability",
	Doc: "How well the pipeline's coding of texts agrees with units coded by reading (pipeline_vs_gold), and how well those agree who coded a unit, each without the others' codes (between_coders). The manual, the codes and the references of the units are in raw/gold; the coders are language models, not people. Sentences that were written for the purpose are hard on purpose, so they are no sample of any collection."},
	Col(1, "variable", func(r *Reliability) *string { return &r.Variable }, "Table and column that is measured, joined by a point. Of several statements in a unit that one is compared which is first in the order in which the manual decides, and its topic; one that is not of the document's issuer is a claim, as it says; where the pipeline finds none, it says no statement, and nothing of the topic.", Key, Dict),
	Col(2, "lang", func(r *Reliability) *string { return &r.Lang }, "Language of the units.", Key, Dict),
	Col(3, "sample", func(r *Reliability) *string { return &r.Sample }, "Which units: collection, drawn at random from texts that are held; own, sentences written for the purpose; all, both; held_out, drawn at random when the rules had been revised by the others, and in none of these. How the pipeline codes a text that it has never met is told by held_out.", Key, Enum("all", "collection", "own", HeldOut)),
	Col(4, "comparison", func(r *Reliability) *string { return &r.Comparison }, "Who is compared with whom: pipeline_vs_gold, the pipeline with the gold, which is what was adjudicated by the manual where those who coded a unit differ, else the codes of the first of them; between_coders, all who coded a unit with each other, two or more, by their own codes and never by the adjudicated ones.", Key, Enum("pipeline_vs_gold", "between_coders")),
	Col(5, "n_units", func(r *Reliability) *int64 { return &r.NUnits }, "Units compared.", Unit("units"), AtLeast(0)),
	Col(6, "n_missing", func(r *Reliability) *int64 { return &r.NMissing }, "Units coded by reading that are not compared: the file that they refer to is not held or has other bytes, or no provision has their place.", Unit("units"), AtLeast(0)),
	Opt(7, "precision", func(r *Reliability) *Null[float64] { return &r.Precision }, "Of mentions, the part of those found that the gold has: the same actor, at a place that overlaps; those of actors that were listed after the units were coded (raw/gold/later_actors.csv) are left out. Of other variables, the mean over the values given of the part that the gold has too. Null between coders, and where nothing was given.", Range(0, 1)),
	Opt(8, "recall", func(r *Reliability) *Null[float64] { return &r.Recall }, "Of mentions, the part of the gold's that was found. Of other variables, the mean over the gold's values of the part that was given. Null between coders, and where the gold has nothing.", Range(0, 1)),
	Opt(9, "f1", func(r *Reliability) *Null[float64] { return &r.F1 }, "Of mentions, the harmonic mean of precision and recall; of other variables, the mean over the values that either gave of that harmonic mean for each; that the pipeline aligns two provisions otherwise is no value. Between coders, over all pairs of them. Null where there is nothing on either side.", Range(0, 1)),
	Opt(10, "alpha", func(r *Reliability) *Null[float64] { return &r.Alpha }, "Krippendorff's alpha, nominal (Hayes and Krippendorff 2007): 1 where all agree, 0 where they agree as often as chance would have it. Of mentions, over all pairs of a unit and an actor whom anybody compared finds in any unit: named or not. More than two who coded a unit count as Krippendorff has it, and who did not code it is missing. Null where no two values differ.", Range(-1, 1)),
	Opt(11, "ci_low", func(r *Reliability) *Null[float64] { return &r.CILow }, "Lower end of the 95% interval of alpha: units drawn anew with replacement a thousand times, seeded from gold_version. Null where alpha is, or is undefined in most draws.", Range(-1, 1)),
	Opt(12, "ci_high", func(r *Reliability) *Null[float64] { return &r.CIHigh }, "Upper end of that interval.", Range(-1, 1)),
	Col(13, "gold_version", func(r *Reliability) *string { return &r.GoldVersion }, "First twelve digits of the SHA-256 sum over the names and sums of the files in raw/gold.", Dict),
	OptText(14, "status", func(r *Reliability) *string { return &r.Status }, "What alpha allows (Krippendorff 2019): reliable from .80, tentative from .667, else experimental. Null where alpha is, and where fewer than 30 units are compared.", Enum(Reliable, Tentative, Experimental)),
)
