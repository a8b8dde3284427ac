package schemas

// Document is a policy text as an act: who issued it, when, and for how long.
type Document struct {
	DocumentID, IssuerActorID, DocType, TitleOrig, TitleEn string
	Instrument, InstrumentNumber, AdoptedPrecision         string
	AdoptedOn, EffectiveOn, RepealedOn                     Null[Date]
	PeriodStartYear, PeriodEndYear                         Null[int32]
	PredecessorDocumentID, SourceID, Verification          string
}

// Documents lists the policy texts.
var Documents = declare(Info{Name: "documents", Version: 1, Stage: "texts",
	Doc: "Policy texts as acts: issuer, instrument, dates and succession. A document may be known without its text being held."},
	Col(1, "document_id", func(r *Document) *string { return &r.DocumentID }, "Name of the document.", Key),
	OptText(2, "issuer_actor_id", func(r *Document) *string { return &r.IssuerActorID }, "Actor that issued it or on whose behalf it was spoken; null where there is not one, as of a treaty.", Dict, Ref("actors.actor_id")),
	Col(3, "doc_type", func(r *Document) *string { return &r.DocType }, "Kind of document, in the words of its description, such as international_agreement or national_security_strategy; rules that are for some kinds only name theirs in coding_rules.doc_types.", Dict),
	OptText(4, "title_orig", func(r *Document) *string { return &r.TitleOrig }, "Title in the original language."),
	Col(5, "title_en", func(r *Document) *string { return &r.TitleEn }, "English title."),
	OptText(6, "instrument", func(r *Document) *string { return &r.Instrument }, "Legal instrument by which it was adopted.", Dict),
	OptText(7, "instrument_number", func(r *Document) *string { return &r.InstrumentNumber }, "Number of the instrument."),
	Opt(8, "adopted_on", func(r *Document) *Null[Date] { return &r.AdoptedOn }, "Day of adoption or delivery; where only the month or year is known, its first day."),
	OptText(9, "adopted_precision", func(r *Document) *string { return &r.AdoptedPrecision }, "How exactly adopted_on is known.", Enum(Precisions...)),
	Opt(10, "effective_on", func(r *Document) *Null[Date] { return &r.EffectiveOn }, "First day in force; null where it is not known."),
	Opt(11, "repealed_on", func(r *Document) *Null[Date] { return &r.RepealedOn }, "Day of repeal; null where it was not repealed or that is not known."),
	Opt(12, "period_start_year", func(r *Document) *Null[int32] { return &r.PeriodStartYear }, "First year that the text sets policy for; null where it sets none or that is not known.", Unit("year"), Range(1800, 2200)),
	Opt(13, "period_end_year", func(r *Document) *Null[int32] { return &r.PeriodEndYear }, "Last year that the text sets policy for; null where it sets none or that is not known.", Unit("year"), Range(1800, 2200)),
	OptText(14, "predecessor_document_id", func(r *Document) *string { return &r.PredecessorDocumentID }, "Document that it replaces; null where none is known.", Ref("documents.document_id")),
	Col(15, "source_id", func(r *Document) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(16, "verification", func(r *Document) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// DocumentClaim is what somebody says about a document's chronology.
type DocumentClaim struct {
	ClaimID, DocumentID, ClaimType, Precision, ClaimedBy, Status, Reason string
	ClaimedDate                                                          Null[Date]
	Preferred                                                            bool
}

// DocumentClaims keeps contested chronology as data.
var DocumentClaims = declare(Info{Name: "document_claims", Version: 1, Stage: "texts",
	Doc: "What different accounts say about a document's dates; contested chronology is kept, not settled in silence."},
	Col(1, "claim_id", func(r *DocumentClaim) *string { return &r.ClaimID }, "Name of the claim.", Key),
	Col(2, "document_id", func(r *DocumentClaim) *string { return &r.DocumentID }, "Document that the claim is about.", Ref("documents.document_id")),
	Col(3, "claim_type", func(r *DocumentClaim) *string { return &r.ClaimType }, "What is claimed.", Dict),
	Opt(4, "claimed_date", func(r *DocumentClaim) *Null[Date] { return &r.ClaimedDate }, "Date that is claimed; where only the month or year is named, its first day."),
	OptText(5, "precision", func(r *DocumentClaim) *string { return &r.Precision }, "How exactly the claim dates it.", Enum(Precisions...)),
	Col(6, "claimed_by", func(r *DocumentClaim) *string { return &r.ClaimedBy }, "Who claims it."),
	Col(7, "status", func(r *DocumentClaim) *string { return &r.Status }, "How the claim stands against the other evidence.", Enum(ClaimStatuses...)),
	Col(8, "preferred", func(r *DocumentClaim) *bool { return &r.Preferred }, "Whether this dataset follows the claim."),
	OptText(9, "reason", func(r *DocumentClaim) *string { return &r.Reason }, "Why it is followed or not."),
)

// Amendment is one edition taking the place of another.
type Amendment struct {
	AmendmentID, FromDocumentID, ToDocumentID, AmendedPrecision string
	AmendedOn                                                   Null[Date]
	Instrument, InstrumentNumber, ClaimID, Verification         string
	SourceID                                                    string
}

// Amendments says which edition of a document took the place of which, and when.
var Amendments = declare(Info{Name: "amendments", Version: 1, Stage: "texts",
	Doc: "One edition taking the place of another: an amendment of a document, or a new one that succeeds it. Derived from documents and document_claims."},
	Col(1, "amendment_id", func(r *Amendment) *string { return &r.AmendmentID }, "The two documents, joined by \">\".", Key),
	Col(2, "from_document_id", func(r *Amendment) *string { return &r.FromDocumentID }, "Edition that was replaced.", Ref("documents.document_id")),
	Col(3, "to_document_id", func(r *Amendment) *string { return &r.ToDocumentID }, "Edition that took its place.", Ref("documents.document_id")),
	Opt(4, "amended_on", func(r *Amendment) *Null[Date] { return &r.AmendedOn }, "Day of the change; where only the month or year is known, its first day."),
	OptText(5, "amended_precision", func(r *Amendment) *string { return &r.AmendedPrecision }, "How exactly amended_on is known.", Enum(Precisions...)),
	OptText(6, "instrument", func(r *Amendment) *string { return &r.Instrument }, "Legal instrument of the change.", Dict),
	OptText(7, "instrument_number", func(r *Amendment) *string { return &r.InstrumentNumber }, "Number of the instrument."),
	OptText(8, "claim_id", func(r *Amendment) *string { return &r.ClaimID }, "The claim that the date rests on; null where nobody contests it and the text itself is dated.", Ref("document_claims.claim_id")),
	Col(9, "verification", func(r *Amendment) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
	Col(10, "source_id", func(r *Amendment) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
)

// Version is one rendering of a document: a file in one language.
type Version struct {
	VersionID, DocumentID, Lang, TextKind, TranslationStatus, Coverage string
	SourceID, File, FileSHA256, MediaType, Encoding                    string
	Extractor, ExtractorVersion, EncodingMethod                        string
	OCR                                                                bool
	NBytes                                                             int64
	NChars, NWords, NPassages                                          int32
	NPages                                                             Null[int32]
}

// Versions lists the renderings of documents that are held.
var Versions = declare(Info{Name: "versions", Version: 1, Stage: "texts",
	Doc: "Renderings of documents: each a file in one language, official, translated, or a digest in our own words."},
	Col(1, "version_id", func(r *Version) *string { return &r.VersionID }, "Document, language and kind of text.", Key),
	Col(2, "document_id", func(r *Version) *string { return &r.DocumentID }, "Document that it renders.", Ref("documents.document_id")),
	Col(3, "lang", func(r *Version) *string { return &r.Lang }, "Language, as a BCP 47 tag.", Dict),
	Col(4, "text_kind", func(r *Version) *string { return &r.TextKind }, "Official text, translation, or a digest: provision by provision in our own words, never the official text.", Enum("official", "translation", "digest")),
	OptText(5, "translation_status", func(r *Version) *string { return &r.TranslationStatus }, "Standing of a translation.", Dict),
	OptText(6, "coverage", func(r *Version) *string { return &r.Coverage }, "Which parts of the document the text covers; null means all of it."),
	Col(7, "source_id", func(r *Version) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(8, "file", func(r *Version) *string { return &r.File }, fileDoc),
	Col(9, "file_sha256", func(r *Version) *string { return &r.FileSHA256 }, "SHA-256 of the raw file, in hexadecimal."),
	Col(10, "media_type", func(r *Version) *string { return &r.MediaType }, "Media type of the raw file.", Dict),
	Col(11, "encoding", func(r *Version) *string { return &r.Encoding }, "Character encoding of the raw file.", Dict),
	Col(12, "extractor", func(r *Version) *string { return &r.Extractor }, "What read the file.", Dict),
	Col(13, "extractor_version", func(r *Version) *string { return &r.ExtractorVersion }, "Its version.", Dict),
	Col(14, "ocr", func(r *Version) *bool { return &r.OCR }, "Whether the text was recognized from a picture."),
	Col(15, "n_bytes", func(r *Version) *int64 { return &r.NBytes }, "Size of the raw file.", Unit("bytes"), AtLeast(0)),
	Col(16, "n_chars", func(r *Version) *int32 { return &r.NChars }, "Length of the normalized text.", Unit("Unicode code points"), AtLeast(0)),
	Col(17, "n_words", func(r *Version) *int32 { return &r.NWords }, "Words by UAX #29.", Unit("words"), AtLeast(0)),
	Col(18, "n_passages", func(r *Version) *int32 { return &r.NPassages }, "Passages.", Unit("passages"), AtLeast(0)),
	Opt(19, "n_pages", func(r *Version) *Null[int32] { return &r.NPages }, "Pages of the raw file; null where it has no pages.", Unit("pages"), AtLeast(1)),
	Col(20, "encoding_method", func(r *Version) *string { return &r.EncodingMethod }, "How the encoding is known: a byte order mark, the file's own declaration, bytes that are valid UTF-8, or detection by which encoding turns the bytes into text of the languages read, with a margin over all others.", Enum(EncodingBOM, EncodingDeclared, EncodingValid, EncodingDetected)),
)

// How an encoding is known.
const (
	EncodingBOM      = "bom"
	EncodingDeclared = "declared"
	EncodingValid    = "utf8_valid"
	EncodingDetected = "detected"
)

// Passage is a paragraph, heading or list item as it stands in the text.
type Passage struct {
	PassageID, VersionID, PassageType, HeadingPath, Text string
	Part, Lang, Flags, Division                          string
	Seq                                                  int32
	Page                                                 Null[int32]
	CharStart, CharEnd                                   int32
	ByteStart, ByteEnd                                   int64
	SourceID, File                                       string
}

// Passages cuts each version into the blocks that its layout shows.
var Passages = declare(Info{Name: "passages", Version: 1, Stage: "texts",
	Doc: "Blocks of a text as its layout shows them: headings, paragraphs, list items."},
	Col(1, "passage_id", func(r *Passage) *string { return &r.PassageID }, "Version and sequence number.", Key),
	Col(2, "version_id", func(r *Passage) *string { return &r.VersionID }, "Version that it stands in.", Dict, Ref("versions.version_id")),
	Col(3, "seq", func(r *Passage) *int32 { return &r.Seq }, "Position in the version, from 1.", AtLeast(1)),
	Col(4, "passage_type", func(r *Passage) *string { return &r.PassageType }, "Kind of block. Headings, front matter and tables of contents have no provisions.", Enum("heading", "paragraph", "list_item", "table_cell", "footnote", "front_matter", "contents")),
	Opt(5, "page", func(r *Passage) *Null[int32] { return &r.Page }, "Page of the raw file, from 1; null where it has no pages.", AtLeast(1)),
	OptText(6, "heading_path", func(r *Passage) *string { return &r.HeadingPath }, "Headings above the passage, outermost first, joined by \" > \"."),
	Col(7, "char_start", func(r *Passage) *int32 { return &r.CharStart }, charStartDoc, AtLeast(0)),
	Col(8, "char_end", func(r *Passage) *int32 { return &r.CharEnd }, charEndDoc, AtLeast(0)),
	Col(9, "byte_start", func(r *Passage) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(10, "byte_end", func(r *Passage) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	Col(11, "text", func(r *Passage) *string { return &r.Text }, "The normalized text; line breaks inside the block are kept."),
	Col(12, "source_id", func(r *Passage) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(13, "file", func(r *Passage) *string { return &r.File }, fileDoc, Dict),
	OptText(14, "part", func(r *Passage) *string { return &r.Part }, "Part of the raw file that byte_start and byte_end count in, for the passage and what stands in it: a member of an archive, unpacked; or the text layer of a page of a PDF, of two pages joined by a form feed where the passage runs on, in UTF-8. Null means the file itself.", Dict),
	Col(15, "lang", func(r *Passage) *string { return &r.Lang }, "Language of the passage as a BCP 47 tag, from its letters and common words; a short passage has its version's language; und where the language is none of those that can be told.", Dict),
	OptText(16, "flags", func(r *Passage) *string { return &r.Flags }, "What is odd about the passage, joined by semicolons: control_characters, rtl_marks (that change the direction of writing), invisible_characters (without a width, and soft hyphens), replacement_characters (U+FFFD), mojibake (decoded wrongly before it came here), mixed_script (Latin and Cyrillic letters in one word), table (columns), other_language (neither en, ru nor kk: not coded), repaired (see repairs).", Dict),
	OptText(17, "division", func(r *Passage) *string { return &r.Division }, "Numbered parts of the text that the passage stands in or opens, outermost first, joined by a slash, with English names and Arabic figures in every language, such as \"chapter 2/article 5\".", Dict),
)

// Provision is the unit that is coded: a numbered or bulleted unit, else a
// sentence.
type Provision struct {
	ProvisionID, PassageID, VersionID, Label, ParentProvisionID, Text string
	Seq, NWords, CharStart, CharEnd                                   int32
	ListPosition                                                      Null[int32]
	ByteStart, ByteEnd                                                int64
	SourceID, File                                                    string
	Deontic, RuleID                                                   string
	Obligation, Precision, Delegation, RuleVersion                    Null[int32]
	NSentences                                                        int32
}

// Provisions cuts passages into the units of analysis.
var Provisions = declare(Info{Name: "provisions", Version: 1, Stage: "texts",
	Doc: "Units of analysis: a numbered or bulleted unit, else a sentence; an enumeration after a colon is split at its semicolons. The split is a machine's, not a coder's quasi-sentence (Mikhaylov, Laver and Benoit 2012). Of the codes, coder_reliability measures deontic; nothing has measured obligation, precision and delegation yet."},
	Col(1, "provision_id", func(r *Provision) *string { return &r.ProvisionID }, "Passage and sequence number within it.", Key),
	Col(2, "passage_id", func(r *Provision) *string { return &r.PassageID }, "Passage that it stands in.", Ref("passages.passage_id")),
	Col(3, "version_id", func(r *Provision) *string { return &r.VersionID }, "Version that it stands in.", Dict, Ref("versions.version_id")),
	Col(4, "seq", func(r *Provision) *int32 { return &r.Seq }, "Position in the version, from 1.", AtLeast(1)),
	OptText(5, "label", func(r *Provision) *string { return &r.Label }, "The unit's own number or letter, as printed."),
	OptText(6, "parent_provision_id", func(r *Provision) *string { return &r.ParentProvisionID }, "Lead-in that introduces the enumeration the unit belongs to.", Ref("provisions.provision_id")),
	Opt(7, "list_position", func(r *Provision) *Null[int32] { return &r.ListPosition }, "Position in its enumeration, from 1.", AtLeast(1)),
	Col(8, "n_words", func(r *Provision) *int32 { return &r.NWords }, "Words by UAX #29.", Unit("words"), AtLeast(0)),
	Col(9, "char_start", func(r *Provision) *int32 { return &r.CharStart }, charStartDoc, AtLeast(0)),
	Col(10, "char_end", func(r *Provision) *int32 { return &r.CharEnd }, charEndDoc, AtLeast(0)),
	Col(11, "byte_start", func(r *Provision) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(12, "byte_end", func(r *Provision) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	Col(13, "text", func(r *Provision) *string { return &r.Text }, "The normalized text; line breaks are kept."),
	Col(14, "source_id", func(r *Provision) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(15, "file", func(r *Provision) *string { return &r.File }, fileDoc, Dict),
	OptText(16, "deontic", func(r *Provision) *string { return &r.Deontic }, "Strongest modality that a rule finds in the unit, or else in its lead-in: must and must_not before will, should and may; none where no rule finds one; null where there are no rules for the language.", Enum(Deontics...)),
	Opt(17, "obligation", func(r *Provision) *Null[int32] { return &r.Obligation }, "How far the words bind: 3 without condition, 2 with an intent or an escape, 1 hortatory, 0 not at all (Abbott, Keohane, Moravcsik, Slaughter and Snidal 2000). Null where deontic is none.", Range(0, 3)),
	Opt(18, "precision", func(r *Provision) *Null[int32] { return &r.Precision }, "How exactly the words say what is meant: 3 a figure, a date or a term, 2 a named instrument, body or procedure, 1 at discretion, 0 a general standard (Abbott et al. 2000). Null where no rule finds a sign, or deontic is none.", Range(0, 3)),
	Opt(19, "delegation", func(r *Provision) *Null[int32] { return &r.Delegation }, "What is left to third parties: 3 binding decisions, 2 bodies with powers to verify or administer, 1 good offices, reports or recommendations, 0 talks among the parties (Abbott et al. 2000). Null where no rule finds a sign, or deontic is none.", Range(0, 3)),
	OptText(20, "rule_id", func(r *Provision) *string { return &r.RuleID }, "Rule that coded deontic.", Dict, Ref("coding_rules.rule_id")),
	Opt(21, "rule_version", func(r *Provision) *Null[int32] { return &r.RuleVersion }, "Its version.", AtLeast(1)),
	Col(22, "n_sentences", func(r *Provision) *int32 { return &r.NSentences }, "Sentences that begin in the unit; 0 for a member of an enumeration inside a sentence. Their sum compares texts whose paragraphs are numbered, each one unit, with texts that are cut at sentences.", Unit("sentences"), AtLeast(0)),
)

// Mention is a place where a text names an actor.
type Mention struct {
	MentionID, ProvisionID, VersionID, Surface, ActorID, AliasID, LinkMethod string
	Ambiguous                                                                bool
	CharStart, CharEnd                                                       int32
	ByteStart, ByteEnd                                                       int64
	SourceID, File                                                           string
}

// Mentions lists where texts name actors.
var Mentions = declare(Info{Name: "mentions", Version: 1, Stage: "texts",
	Doc: "Places where a text names an actor: longest match first, aliases taken by the document's date. Where a name can mean several actors or something else, actor_id is null and mention_candidates holds the possible ones."},
	Col(1, "mention_id", func(r *Mention) *string { return &r.MentionID }, "Provision and offset of the first code point.", Key),
	Col(2, "provision_id", func(r *Mention) *string { return &r.ProvisionID }, "Provision that it stands in.", Ref("provisions.provision_id")),
	Col(3, "version_id", func(r *Mention) *string { return &r.VersionID }, "Version that it stands in.", Dict, Ref("versions.version_id")),
	Col(4, "char_start", func(r *Mention) *int32 { return &r.CharStart }, charStartDoc, AtLeast(0)),
	Col(5, "char_end", func(r *Mention) *int32 { return &r.CharEnd }, charEndDoc, AtLeast(0)),
	Col(6, "byte_start", func(r *Mention) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(7, "byte_end", func(r *Mention) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	Col(8, "surface", func(r *Mention) *string { return &r.Surface }, "The words as they stand in the normalized text."),
	OptText(9, "actor_id", func(r *Mention) *string { return &r.ActorID }, "Actor that is named; null when ambiguous.", Dict, Ref("actors.actor_id")),
	OptText(10, "alias_id", func(r *Mention) *string { return &r.AliasID }, "Alias that matched; null when ambiguous.", Ref("aliases.alias_id")),
	Col(11, "link_method", func(r *Mention) *string { return &r.LinkMethod }, "How the actor was found: exact spelling, or with an ending: an English possessive or plural, a Russian case, Kazakh suffixes; or, for an ambiguous name, by what stands around it.", Enum("exact", "inflected", "context")),
	Col(12, "ambiguous", func(r *Mention) *bool { return &r.Ambiguous }, "Whether the name can mean something or somebody else."),
	Col(13, "source_id", func(r *Mention) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(14, "file", func(r *Mention) *string { return &r.File }, fileDoc, Dict),
)

// MentionCandidate is an actor that an ambiguous mention may name.
type MentionCandidate struct{ MentionID, ActorID, AliasID, SourceID string }

// MentionCandidates lists the actors that ambiguous mentions may name.
var MentionCandidates = declare(Info{Name: "mention_candidates", Version: 1, Stage: "texts",
	Doc: "Actors that an ambiguous mention may name."},
	Col(1, "mention_id", func(r *MentionCandidate) *string { return &r.MentionID }, "The mention.", Key, Ref("mentions.mention_id")),
	Col(2, "actor_id", func(r *MentionCandidate) *string { return &r.ActorID }, "An actor that it may name.", Key, Ref("actors.actor_id")),
	Col(3, "alias_id", func(r *MentionCandidate) *string { return &r.AliasID }, "Alias by which it may.", Ref("aliases.alias_id")),
	Col(4, "source_id", func(r *MentionCandidate) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
)
