package schemas

// Topics is the scheme of topics, in the version that the rules code.
const (
	Topics        = "fp_topics"
	TopicsVersion = "1"
)

// What the rules code. Topics stand in the order of raw/gold/MANUAL.md, in which the
// particular comes before the general: of equally many signs the first counts.
var (
	Deontics       = []string{"must", "will", "should", "may", "must_not", "none"}
	StatementTypes = []string{"claim", "commitment", "goal", "principle", "red_line", "condition", "reassurance", "invitation", "self_description"}
	Stances        = []string{"support", "neutral", "oppose", "mixed"}
	PriorityBases  = []string{"explicit_ordinal", "listed_order"}
	TopicCodes     = []string{
		"nuclear", "terrorism_crime", "borders", "conflict_resolution", "security", "consular", "diaspora", "transit", "energy",
		"water", "digital", "environment", "sustainable_development", "humanitarian", "human_rights", "culture", "economy",
		"regional_cooperation", "multilateral_institutions", "bilateral_relations", "domestic", "other",
	}
	CodingVariables = []string{"deontic", "obligation", "precision", "delegation", "statement", "stance", "scope", "order", "topic"}
	CodingReviews   = []string{"native_speaker_needed"}
)

// CodingRule is a rule by which texts are coded.
type CodingRule struct {
	RuleID, Variable, Lang, Value, Doc, Patterns, Unless, Requires, DocTypes, Review, SourceID string
	RuleVersion                                                                                int32
	Residual, WholeSentence                                                                    bool
}

// CodingRules publishes the rules, so that a coding leads to the words that it
// rests on.
var CodingRules = declare(Info{Name: "coding_rules", Version: 1, Stage: "texts",
	Doc: "Rules by which provisions and statements were coded, as they stand in raw/coding/rules, where each has examples and counter-examples that are tests."},
	Col(1, "rule_id", func(r *CodingRule) *string { return &r.RuleID }, "Name of the rule, kept for ever.", Key),
	Col(2, "rule_version", func(r *CodingRule) *int32 { return &r.RuleVersion }, "Version, raised when the rule codes other texts than before.", AtLeast(1)),
	Col(3, "variable", func(r *CodingRule) *string { return &r.Variable }, "What the rule codes.", Enum(CodingVariables...)),
	Col(4, "lang", func(r *CodingRule) *string { return &r.Lang }, "Language of the texts that it reads.", Dict),
	Col(5, "value", func(r *CodingRule) *string { return &r.Value }, "Value that it gives."),
	Col(6, "doc", func(r *CodingRule) *string { return &r.Doc }, "What it means."),
	Col(7, "patterns", func(r *CodingRule) *string { return &r.Patterns }, "Patterns over words, one a line; any of them fires the rule."),
	OptText(8, "unless", func(r *CodingRule) *string { return &r.Unless }, "Patterns, one a line, that cancel the rule where they overlap what it found."),
	OptText(9, "requires", func(r *CodingRule) *string { return &r.Requires }, "Patterns, one a line, of which one must stand in the same unit."),
	OptText(10, "review", func(r *CodingRule) *string { return &r.Review }, "What is still to be done before the rule is relied on.", Enum(CodingReviews...)),
	Col(11, "source_id", func(r *CodingRule) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	OptText(12, "doc_types", func(r *CodingRule) *string { return &r.DocTypes }, "Kinds of documents (documents.doc_type) that the rule is used in, joined by ;. Null where it is used in all."),
	Col(13, "residual", func(r *CodingRule) *bool { return &r.Residual }, "Whether the rule is tried only in a clause in which no other rule finds a statement. The whole clause is then the evidence."),
	Col(14, "whole_sentence", func(r *CodingRule) *bool { return &r.WholeSentence }, "Whether the clause must have the shape of a sentence: a capital letter or a semicolon or colon before it, and a mark at its end."),
)

// Statement is a position that a text takes.
type Statement struct {
	StatementID, ProvisionID, VersionID, SpeakerActorID, TargetActorID string
	StatementType, Stance, ConditionText, TopicScheme, TopicCode       string
	Negated, Conditional                                               bool
	PriorityRank                                                       Null[int32]
	PriorityBasis                                                      string
	EvidenceStart, EvidenceEnd                                         int32
	ByteStart, ByteEnd                                                 int64
	RuleID                                                             string
	RuleVersion                                                        int32
	SourceID, File                                                     string
}

// Statements lists the positions that texts take.
var Statements = declare(Info{Name: "statements", Version: 1, Stage: "texts",
	Doc: "What texts say, by the rules of coding_rules: one row for each clause and speaker in which a rule finds a statement. A clause that has a predicate and nothing more telling is a self_description where the speaker is its subject, else a claim; headings, greetings, thanks, questions and fragments have no row. A clause without a row may still say something that no rule knows. coder_reliability measures statement_type and topic_code; nothing has measured the other codes yet."},
	Col(1, "statement_id", func(r *Statement) *string { return &r.StatementID }, "Provision and offset of the evidence.", Key),
	Col(2, "provision_id", func(r *Statement) *string { return &r.ProvisionID }, "Provision that it stands in.", Ref("provisions.provision_id")),
	Col(3, "version_id", func(r *Statement) *string { return &r.VersionID }, "Version that it stands in.", Dict, Ref("versions.version_id")),
	OptText(4, "speaker_actor_id", func(r *Statement) *string { return &r.SpeakerActorID }, "Whose position it is: the document's issuer, or the actor to whom the text attributes it; null where it is attributed to somebody who is not resolved.", Dict, Ref("actors.actor_id")),
	OptText(5, "target_actor_id", func(r *Statement) *string { return &r.TargetActorID }, "The one actor besides the speaker that the clause names; null where it names none or several.", Dict, Ref("actors.actor_id")),
	Col(6, "statement_type", func(r *Statement) *string { return &r.StatementType }, "Kind of statement, as raw/gold/MANUAL.md defines it: red_line (what the speaker calls unacceptable or will not allow), condition (what has to be before something else), reassurance (what others need not fear), invitation (what it asks of others or offers them), commitment (what it will do, or what an agreement binds its parties to), goal (what it aims at), principle (what holds for all or ought to), self_description (what it is, has, does or has done, supports or condemns), claim (anything else). Of several in a clause the first of these is coded. It is the speaker's in speaker_actor_id: what another is said to promise is that one's commitment.", Enum(StatementTypes...)),
	Col(7, "stance", func(r *Statement) *string { return &r.Stance }, "Stance of the speaker to what the clause is about; neutral where nothing tells it, mixed where signs of both stand in it.", Enum(Stances...)),
	Col(8, "negated", func(r *Statement) *bool { return &r.Negated }, "Whether the predicate is negated, as in \"will not deploy\"; \"not only\" is no negation."),
	Col(9, "conditional", func(r *Statement) *bool { return &r.Conditional }, "Whether the clause holds under a condition."),
	OptText(10, "condition_text", func(r *Statement) *string { return &r.ConditionText }, "The condition in the text's own words; null where there is none."),
	Col(11, "topic_scheme", func(r *Statement) *string { return &r.TopicScheme }, "Scheme of the topic in ontology_codes, version "+TopicsVersion+".", Enum(Topics)),
	Col(12, "topic_code", func(r *Statement) *string { return &r.TopicCode }, "Topic with the most signs in the clause, or else in the provision; then with the most weak signs, then that of its lead-in, then with the most residual signs, which name a region, or tell what a kind of document is about where its words don't; of equal ones the one that raw/gold/MANUAL.md lists first; words within a longer name of an actor are no sign, but for organizations; other where there is no sign.", Enum(TopicCodes...)),
	Opt(13, "priority_rank", func(r *Statement) *Null[int32] { return &r.PriorityRank }, "Rank that the text gives it; null where the text states and lists none.", AtLeast(1)),
	OptText(14, "priority_basis", func(r *Statement) *string { return &r.PriorityBasis }, "What the rank rests on: words such as \"first priority\", or the place in a list of priorities.", Enum(PriorityBases...)),
	Col(15, "evidence_start", func(r *Statement) *int32 { return &r.EvidenceStart }, "First code point of the words that fired the rule, or of the clause where the rule is residual, in the version's normalized text. They may stand in the lead-in of the provision, whose passage then says in which part of the file the bytes count.", AtLeast(0)),
	Col(16, "evidence_end", func(r *Statement) *int32 { return &r.EvidenceEnd }, "Offset after their last code point.", AtLeast(0)),
	Col(17, "byte_start", func(r *Statement) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(18, "byte_end", func(r *Statement) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	Col(19, "rule_id", func(r *Statement) *string { return &r.RuleID }, "Rule that found it.", Dict, Ref("coding_rules.rule_id")),
	Col(20, "rule_version", func(r *Statement) *int32 { return &r.RuleVersion }, "Its version.", AtLeast(1)),
	Col(21, "source_id", func(r *Statement) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(22, "file", func(r *Statement) *string { return &r.File }, fileDoc, Dict),
)
