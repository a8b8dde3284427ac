package schemas

// Changes of a provision from one edition to the next.
var provisionChanges = []string{"verbatim", "modified", "moved", "merged", "split", "added", "dropped"}

const (
	fromVersionDoc  = "Version of the earlier edition."
	toVersionDoc    = "Version of the later edition, in the same language and of the same kind."
	fromSourceDoc   = "Source of the earlier edition."
	toSourceDoc     = "Source of the later edition."
	alignmentIDDoc  = "The two provisions, joined by \">\"; where there is one, the version that has nothing like it stands for the other."
	alignMethodDoc  = "Method and its version: candidates by shared shingles, scored by Smith and Waterman's local alignment (1981) on words, as Wilkerson, Smith and Stramp (2015) and Burgess et al. (2016) do for bills."
	alignParamsDoc  = "Constants of the method: shingle, characters in a shingle; common, provisions that may share a shingle before it says nothing; shared, least part of the shingles of the one with fewer that a candidate has in common; candidates, the best that are scored for each provision; match, mismatch, gap, the scores; anywhere, least similarity of a pair; in_order, of a pair that stands between the same pairs in both editions; pair_score, least score of either; part, least part of a provision found inside a longer one, and part_score, its least score; max_words, length from which a provision is compared with its copies only."
	continuityWords = "Words are those of UAX #29 that hold a letter or digit, in lower case; labels and headings are left out."
)

// Alignment says what became of a provision in the next edition.
type Alignment struct {
	AlignmentID, FromVersionID, ToVersionID, FromProvisionID, ToProvisionID string
	Change, DeonticBefore, DeonticAfter, DeonticChange                      string
	Method, MethodParams, FromSourceID, ToSourceID                          string
	Similarity                                                              Null[float64]
	OrderShift                                                              Null[int32]
}

// Alignments compares each edition with the one before, provision by provision.
var Alignments = declare(Info{Name: "alignments", Version: 1, Stage: "alignment",
	Doc: "What each edition of a policy kept, changed, moved, merged, split, added and dropped, provision by provision, against the edition before: the same issuer's predecessor document, in the same language and rendering, since the differences between two translations are no change of policy. Digests are compared with digests only. Every provision of both editions has at least one row; a merger or split has one for each of its parts."},
	Col(1, "alignment_id", func(r *Alignment) *string { return &r.AlignmentID }, alignmentIDDoc, Key),
	Col(2, "from_version_id", func(r *Alignment) *string { return &r.FromVersionID }, fromVersionDoc, Dict, Ref("versions.version_id")),
	Col(3, "to_version_id", func(r *Alignment) *string { return &r.ToVersionID }, toVersionDoc, Dict, Ref("versions.version_id")),
	OptText(4, "from_provision_id", func(r *Alignment) *string { return &r.FromProvisionID }, "Provision of the earlier edition; null where one was added.", Ref("provisions.provision_id")),
	OptText(5, "to_provision_id", func(r *Alignment) *string { return &r.ToProvisionID }, "Provision of the later edition; null where one was dropped.", Ref("provisions.provision_id")),
	Col(6, "change", func(r *Alignment) *string { return &r.Change }, "What happened: verbatim, the same words in the same order, whatever the case, punctuation and white space; modified, similar words; moved, one or the other (similarity 1 tells) at a place that breaks the order of the rest; merged, one of several provisions found in one; split, one of several provisions into which one went; added or dropped, aligned with nothing. What moved is what lies outside the longest sequence of one-to-one pairs that stand in the same order in both editions.", Enum(provisionChanges...)),
	Opt(7, "similarity", func(r *Alignment) *Null[float64] { return &r.Similarity }, "Alignment score over the score that the mean length of both would have if all words matched: 1 where they are the same, less for each word replaced, added or left out. For a merger or split, of the one provision against all its parts together. Null where a provision was added or dropped.", Range(0, 1)),
	Opt(8, "order_shift", func(r *Alignment) *Null[int32] { return &r.OrderShift }, "Places by which it stands later (or, below 0, earlier): one-to-one pairs before it in the later edition less those before it in the earlier one. Null where a provision was added or dropped.", Unit("provisions")),
	Col(9, "method", func(r *Alignment) *string { return &r.Method }, alignMethodDoc, Dict),
	Col(10, "method_params", func(r *Alignment) *string { return &r.MethodParams }, alignParamsDoc, Dict),
	Col(11, "from_source_id", func(r *Alignment) *string { return &r.FromSourceID }, fromSourceDoc, Dict, Ref("sources.source_id")),
	Col(12, "to_source_id", func(r *Alignment) *string { return &r.ToSourceID }, toSourceDoc, Dict, Ref("sources.source_id")),
	OptText(13, "deontic_before", func(r *Alignment) *string { return &r.DeonticBefore }, "Modality of the earlier provision; null where there is none or it is not coded.", Enum(Deontics...)),
	OptText(14, "deontic_after", func(r *Alignment) *string { return &r.DeonticAfter }, "Modality of the later provision; null where there is none or it is not coded.", Enum(Deontics...)),
	OptText(15, "deontic_change", func(r *Alignment) *string { return &r.DeonticChange }, "How the modality changed in strength, must and must_not being the strongest, before will, should, may and none. From must to must_not is a change of what is wanted and not of strength: same. Of a merger or split, the strongest part counts. Null where either side is not coded.", Enum("strengthened", "weakened", "same")),
)

// AlignmentSpan is a run of words that two aligned provisions share.
type AlignmentSpan struct {
	AlignmentID, FromSourceID, ToSourceID                           string
	Seq, FromCharStart, FromCharEnd, ToCharStart, ToCharEnd, NWords int32
}

// AlignmentSpans shows which words of aligned provisions are the same.
var AlignmentSpans = declare(Info{Name: "alignment_spans", Version: 1, Stage: "alignment",
	Doc: "Runs of words that two aligned provisions share, in order; what lies between them was changed."},
	Col(1, "alignment_id", func(r *AlignmentSpan) *string { return &r.AlignmentID }, "The alignment.", Key, Ref("alignments.alignment_id")),
	Col(2, "seq", func(r *AlignmentSpan) *int32 { return &r.Seq }, "Number of the run, from 1.", Key, AtLeast(1)),
	Col(3, "from_char_start", func(r *AlignmentSpan) *int32 { return &r.FromCharStart }, "Earlier edition: "+charStartDoc, AtLeast(0)),
	Col(4, "from_char_end", func(r *AlignmentSpan) *int32 { return &r.FromCharEnd }, "Earlier edition: "+charEndDoc, AtLeast(0)),
	Col(5, "to_char_start", func(r *AlignmentSpan) *int32 { return &r.ToCharStart }, "Later edition: "+charStartDoc, AtLeast(0)),
	Col(6, "to_char_end", func(r *AlignmentSpan) *int32 { return &r.ToCharEnd }, "Later edition: "+charEndDoc, AtLeast(0)),
	Col(7, "n_words", func(r *AlignmentSpan) *int32 { return &r.NWords }, "Words in the run.", Unit("words"), AtLeast(1)),
	Col(8, "from_source_id", func(r *AlignmentSpan) *string { return &r.FromSourceID }, fromSourceDoc, Dict, Ref("sources.source_id")),
	Col(9, "to_source_id", func(r *AlignmentSpan) *string { return &r.ToSourceID }, toSourceDoc, Dict, Ref("sources.source_id")),
)

// AlignmentActor is an actor whom only one side of an alignment names.
type AlignmentActor struct{ AlignmentID, ActorID, Change, FromSourceID, ToSourceID string }

// AlignmentActors says whom a provision names anew or no longer.
var AlignmentActors = declare(Info{Name: "alignment_actors", Version: 1, Stage: "alignment",
	Doc: "Actors whom a provision names and no provision that it is aligned with does. Ambiguous mentions are left out on both sides."},
	Col(1, "alignment_id", func(r *AlignmentActor) *string { return &r.AlignmentID }, "The alignment.", Key, Ref("alignments.alignment_id")),
	Col(2, "actor_id", func(r *AlignmentActor) *string { return &r.ActorID }, "The actor.", Key, Dict, Ref("actors.actor_id")),
	Col(3, "change", func(r *AlignmentActor) *string { return &r.Change }, "Whether the later edition names the actor and the earlier one does not (added), or the other way round (dropped).", Enum("added", "dropped")),
	Col(4, "from_source_id", func(r *AlignmentActor) *string { return &r.FromSourceID }, fromSourceDoc, Dict, Ref("sources.source_id")),
	Col(5, "to_source_id", func(r *AlignmentActor) *string { return &r.ToSourceID }, toSourceDoc, Dict, Ref("sources.source_id")),
)

// ContinuityRow sums up how much of an edition lives on in the next one.
type ContinuityRow struct {
	FromVersionID, ToVersionID, Topic, Method, Parameters, FromSourceID, ToSourceID string
	NFrom, NTo, NWordsFrom, NWordsTo                                                int64
	ShareVerbatim, ShareModified, ShareDropped, ShareAdded, Continuity, Novelty     Null[float64]
}

// Continuity measures how much each edition keeps of the one before.
var Continuity = declare(Info{Name: "continuity", Version: 1, Stage: "alignment",
	Doc: "How much each edition keeps of the one before, from alignments. The first three shares are of the earlier edition's provisions and sum to 1; continuity and novelty weigh provisions by their words. " + continuityWords},
	Col(1, "from_version_id", func(r *ContinuityRow) *string { return &r.FromVersionID }, fromVersionDoc, Key, Dict, Ref("versions.version_id")),
	Col(2, "to_version_id", func(r *ContinuityRow) *string { return &r.ToVersionID }, toVersionDoc, Key, Dict, Ref("versions.version_id")),
	Col(3, "topic", func(r *ContinuityRow) *string { return &r.Topic }, "Topic whose provisions are meant; all means every provision.", Key, Dict),
	Col(4, "n_from", func(r *ContinuityRow) *int64 { return &r.NFrom }, "Provisions of the earlier edition.", Unit("provisions"), AtLeast(0)),
	Col(5, "n_to", func(r *ContinuityRow) *int64 { return &r.NTo }, "Provisions of the later edition.", Unit("provisions"), AtLeast(0)),
	Col(6, "n_words_from", func(r *ContinuityRow) *int64 { return &r.NWordsFrom }, "Their words, the denominator of continuity.", Unit("words"), AtLeast(0)),
	Col(7, "n_words_to", func(r *ContinuityRow) *int64 { return &r.NWordsTo }, "Their words, the denominator of novelty.", Unit("words"), AtLeast(0)),
	Opt(8, "share_verbatim", func(r *ContinuityRow) *Null[float64] { return &r.ShareVerbatim }, "Part of the earlier edition's provisions that stand in the later one word for word, wherever; null where n_from is 0.", Range(0, 1)),
	Opt(9, "share_modified", func(r *ContinuityRow) *Null[float64] { return &r.ShareModified }, "Part of the earlier edition's provisions that stand there changed, merged or split; null where n_from is 0.", Range(0, 1)),
	Opt(10, "share_dropped", func(r *ContinuityRow) *Null[float64] { return &r.ShareDropped }, "Part of the earlier edition's provisions that are aligned with nothing; null where n_from is 0.", Range(0, 1)),
	Opt(11, "share_added", func(r *ContinuityRow) *Null[float64] { return &r.ShareAdded }, "Part of the later edition's provisions that are aligned with nothing; null where n_to is 0.", Range(0, 1)),
	Opt(12, "continuity", func(r *ContinuityRow) *Null[float64] { return &r.Continuity }, "Sum of w s over sum of w, over the provisions of the earlier edition, w their words and s their similarity to what they are aligned with, 0 where dropped; null where there are no words.", Range(0, 1)),
	Opt(13, "novelty", func(r *ContinuityRow) *Null[float64] { return &r.Novelty }, "Part of the later edition's words that stand in provisions aligned with nothing; null where there are no words.", Range(0, 1)),
	Col(14, "method", func(r *ContinuityRow) *string { return &r.Method }, alignMethodDoc, Dict),
	Col(15, "parameters", func(r *ContinuityRow) *string { return &r.Parameters }, alignParamsDoc, Dict),
	Col(16, "from_source_id", func(r *ContinuityRow) *string { return &r.FromSourceID }, fromSourceDoc, Dict, Ref("sources.source_id")),
	Col(17, "to_source_id", func(r *ContinuityRow) *string { return &r.ToSourceID }, toSourceDoc, Dict, Ref("sources.source_id")),
)
