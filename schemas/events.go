package schemas

// Event is who did what to whom, as a source recorded it and as it was
// harmonized.
type Event struct {
	EventUID, NativeEventID                              string
	EventDate                                            Date
	DatePrecision                                        string
	AddedAt                                              Null[Timestamp]
	SourceActorRaw, SourceActorID, SourceSector          string
	TargetActorRaw, TargetActorID, TargetSector          string
	Scheme, EventCode, EventRoot, PloverType, PloverMode string
	PloverRelation                                       string
	QuadClassDelivered, QuadClass                        Null[int32]
	GoldsteinDelivered, Goldstein                        Null[float64]
	ScaleID                                              string
	NMentions, NSources, NArticles                       Null[int32]
	Tone                                                 Null[float64]
	FatalitiesBest, FatalitiesLow, FatalitiesHigh        Null[int32]
	Lat, Lon                                             Null[float64]
	GeoPrecision, GeoName, GeoActorID                    string
	IsDirected                                           bool
	IsDomestic                                           Null[bool]
	DuplicateKey                                         int64
	URL, QualityFlags                                    string
	SourceID, SourceVersion, File                        string
	Line                                                 int64
	ByteStart, ByteEnd                                   int64
}

// QualityFlags says what each flag of an event means, in the order in which
// flags are written.
var QualityFlags = []struct{ Flag, Doc string }{
	{"unverified", "the fact was written by hand and its source was not read"},
	{"no_source_actor", "the source names no actor, or none with a country, that acts"},
	{"no_target_actor", "the source names no actor, or none with a country, that is acted upon"},
	{"same_actor", "both sides resolve to the same actor"},
	{"actor_out_of_period", "an actor's code is used on a date at which the actor did not exist"},
	{"stale_date", "the event is dated more than 31 days before its record was added"},
	{"after_addition", "the event is dated after its record was added"},
	{"broken_place", "the delivered place cannot be used: one coordinate without the other, or a country code that is not listed"},
	{"unlisted_code", "the event code is in no edition of the ontology that is held"},
	{"late_addition", "the event is dated 8 to 31 days before its record was added"},
	{"future_date", "the event is dated after the day on which its file was brought in"},
	{"encoded_twice", "a text of the record was encoded twice on its way, so that some letters are wrong; it is kept as delivered"},
	{"several_actors", "a side is a list of several actors, of which none is chosen"},
	{"inactive_year", "the source leaves the event out of its yearly counts, since its conflict killed too few in that year"},
	{"decoded_latin1", "the record is not UTF-8 and was read as ISO 8859-1"},
}

// flagsDoc explains the flags in the column's description.
func flagsDoc() string {
	doc := "Flags joined by a semicolon; null where there is none."
	for i, q := range QualityFlags {
		doc += [...]string{" ", "; "}[min(i, 1)] + q.Flag + ": " + q.Doc
	}
	return doc + "."
}

// Events holds who did what to whom.
var Events = declare(Info{Name: "events", Version: 2, Stage: "events",
	Doc: "Who did what to whom, when and where, from every source in one layout. What the source delivered stands beside what was harmonized. Rows of different sources overlap: never add them up across sources."},
	Col(1, "event_uid", func(r *Event) *string { return &r.EventUID }, "Source and the source's own id, joined by a colon; where ids repeat or lack, file and line.", Key, Delta),
	OptText(2, "native_event_id", func(r *Event) *string { return &r.NativeEventID }, "The source's own id; null where it gives none.", Delta),
	Col(3, "event_date", func(r *Event) *Date { return &r.EventDate }, "Day of the event; where it may have happened on several, the first of them.", Dict),
	Col(4, "date_precision", func(r *Event) *string { return &r.DatePrecision }, "How exactly the date is known.", Enum(Precisions...)),
	Opt(5, "added_at", func(r *Event) *Null[Timestamp] { return &r.AddedAt }, "When the source added the record, in UTC; midnight where only the day is known.", Dict),
	OptText(6, "source_actor_raw", func(r *Event) *string { return &r.SourceActorRaw }, "Who acts, as delivered.", Dict),
	OptText(7, "source_actor_id", func(r *Event) *string { return &r.SourceActorID }, "Who acts: the state or organization; null where the source names none that is listed (quality_flags says why).", Dict, Ref("actors.actor_id")),
	OptText(8, "source_sector", func(r *Event) *string { return &r.SourceSector }, "Role or sector of who acts, as delivered; several are joined by a semicolon.", Dict),
	OptText(9, "target_actor_raw", func(r *Event) *string { return &r.TargetActorRaw }, "Who is acted upon, as delivered.", Dict),
	OptText(10, "target_actor_id", func(r *Event) *string { return &r.TargetActorID }, "Who is acted upon: the state or organization; null where the source names none that is listed.", Dict, Ref("actors.actor_id")),
	OptText(11, "target_sector", func(r *Event) *string { return &r.TargetSector }, "Role or sector of who is acted upon, as delivered; several are joined by a semicolon.", Dict),
	Col(12, "scheme", func(r *Event) *string { return &r.Scheme }, "Ontology of event_code: cameo, the only one whose codes are harmonized; icews_text, of ICEWS files that have no codes; plover, which is then also plover_type; acled, with sub-event types under event types; ucdp, with types of violence; mid, with the highest action of a state in a dispute under its level of hostility.", Enum("cameo", "icews_text", "plover", "acled", "ucdp", "mid")),
	Col(13, "event_code", func(r *Event) *string { return &r.EventCode }, "Event code as delivered, leading zeros kept; with icews_text, the name of the kind of event.", Dict),
	OptText(14, "event_root", func(r *Event) *string { return &r.EventRoot }, "Root category of the code: of cameo its first two digits, of acled the type of event, of mid the level of hostility; null in other ontologies, and where no edition of CAMEO lists the code.", Dict),
	OptText(15, "plover_type", func(r *Event) *string { return &r.PloverType }, "PLOVER type: as the source gives it, else by the crosswalk of 2021; null where that drops the code or contradicts itself.", Enum(PloverTypes...)),
	OptText(16, "plover_mode", func(r *Event) *string { return &r.PloverMode }, "PLOVER mode: as the source gives it, else by the crosswalk of 2021, where it gives one.", Dict),
	Opt(17, "quad_class_delivered", func(r *Event) *Null[int32] { return &r.QuadClassDelivered }, "Quad class as the source delivers it, in the source's own definition; null where it delivers none.", Range(0, 4), Dict),
	Opt(18, "quad_class", func(r *Event) *Null[int32] { return &r.QuadClass }, "Quad class by CAMEO's roots: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; null where scheme is not cameo, or no edition of CAMEO lists the code.", Range(1, 4), Dict),
	Opt(19, "goldstein_delivered", func(r *Event) *Null[float64] { return &r.GoldsteinDelivered }, "Value on a conflict-cooperation scale as the source delivers it; null where it delivers none.", Range(-10, 10), Dict),
	Opt(20, "goldstein", func(r *Event) *Null[float64] { return &r.Goldstein }, "Value of the event code on the scale named in scale_id (Goldstein 1992); null where scheme is not cameo, or the scale lacks the code.", Range(-10, 10), Dict),
	OptText(21, "scale_id", func(r *Event) *string { return &r.ScaleID }, "Scale and version that goldstein is taken from, joined by a slash; null where goldstein is.", Dict),
	Opt(22, "n_mentions", func(r *Event) *Null[int32] { return &r.NMentions }, "Mentions of the event, as the source counts them; null where it does not.", AtLeast(0), Dict),
	Opt(23, "n_sources", func(r *Event) *Null[int32] { return &r.NSources }, "News sources that report it, as the source counts them; null where it does not.", AtLeast(0), Dict),
	Opt(24, "n_articles", func(r *Event) *Null[int32] { return &r.NArticles }, "Articles that report it, as the source counts them; null where it does not.", AtLeast(0), Dict),
	Opt(25, "tone", func(r *Event) *Null[float64] { return &r.Tone }, "Tone of the reports as delivered, from -100 (negative) to 100.", Range(-100, 100)),
	Opt(26, "fatalities_best", func(r *Event) *Null[int32] { return &r.FatalitiesBest }, "Best estimate of deaths, where the source gives one.", Unit("persons"), AtLeast(0), Dict),
	Opt(27, "fatalities_low", func(r *Event) *Null[int32] { return &r.FatalitiesLow }, "Low estimate of deaths.", Unit("persons"), AtLeast(0), Dict),
	Opt(28, "fatalities_high", func(r *Event) *Null[int32] { return &r.FatalitiesHigh }, "High estimate of deaths.", Unit("persons"), AtLeast(0), Dict),
	Opt(29, "lat", func(r *Event) *Null[float64] { return &r.Lat }, "Latitude of the place, WGS 84.", Unit("degrees"), Range(-90, 90), Dict),
	Opt(30, "lon", func(r *Event) *Null[float64] { return &r.Lon }, "Longitude of the place, WGS 84.", Unit("degrees"), Range(-180, 180), Dict),
	OptText(31, "geo_precision", func(r *Event) *string { return &r.GeoPrecision }, "What geo_name and the coordinates stand for: a country or region as a whole, or a place in it; null where the source does not say.", Enum("country", "region", "place")),
	OptText(32, "geo_name", func(r *Event) *string { return &r.GeoName }, "Name of the place, as delivered.", Dict),
	OptText(33, "geo_actor_id", func(r *Event) *string { return &r.GeoActorID }, "State in which the place lies.", Dict, Ref("actors.actor_id")),
	Col(34, "is_directed", func(r *Event) *bool { return &r.IsDirected }, "Whether the source tells who acts from who is acted upon."),
	Opt(35, "is_domestic", func(r *Event) *Null[bool] { return &r.IsDomestic }, "Whether both sides are the same state; null where a side is not known."),
	Col(36, "duplicate_key", func(r *Event) *int64 { return &r.DuplicateKey }, "Equal for records of one source with the same date, actors as delivered, code and place: 48 bits of a hash, and above them the date as days since 1970-01-01, in 16 bits."),
	OptText(37, "url", func(r *Event) *string { return &r.URL }, "Address or reference of the report.", Delta),
	OptText(38, "quality_flags", func(r *Event) *string { return &r.QualityFlags }, flagsDoc(), Dict),
	Col(39, "source_id", func(r *Event) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	OptText(40, "source_version", func(r *Event) *string { return &r.SourceVersion }, "Version of the source.", Dict),
	Col(41, "file", func(r *Event) *string { return &r.File }, fileDoc, Dict),
	Col(42, "line", func(r *Event) *int64 { return &r.Line }, lineDoc, AtLeast(1), Delta),
	Col(43, "byte_start", func(r *Event) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0), Delta),
	Col(44, "byte_end", func(r *Event) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0), Delta),
	OptText(45, "plover_relation", func(r *Event) *string { return &r.PloverRelation }, "What plover_type is beside the event code: the same (exact), wider (broader) or narrower by the crosswalk; null type with drop or conflict where the crosswalk leaves the code out or contradicts itself; null where the source gives the type or the code is not listed.", Enum(Relations...)),
)

// ChronicleNote is what the chronicle says of an event beyond its codes.
type ChronicleNote struct {
	EventUID, DescriptionEn, Verification                     string
	CaseLine                                                  int32
	SourceTitle, SourcePublisher, SourceDate, SourceURL, Note string
	ReadOn                                                    Null[Date]
}

// ChronicleNotes tells the chronicle's events in words, with their sources.
var ChronicleNotes = declare(Info{Name: "chronicle_notes", Version: 1, Stage: "events",
	Doc: "The chronicle's events in words, each with the source it rests on."},
	Col(1, "event_uid", func(r *ChronicleNote) *string { return &r.EventUID }, "The event.", Key, Ref("events.event_uid")),
	Col(2, "description_en", func(r *ChronicleNote) *string { return &r.DescriptionEn }, "What happened, in one sentence of our own."),
	Col(3, "verification", func(r *ChronicleNote) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
	Col(4, "case_line", func(r *ChronicleNote) *int32 { return &r.CaseLine }, "Question that the fact serves: 1 the concepts as documents, 2 the balance among partners, 3 major powers and organizations, 4 neighbors, 5 nuclear disarmament, 6 whether commitments are kept, 7 amendments, 8 what prompted them, 9 continuity, 10 leadership in the region, 11 tiers of partnership in the region, 12 formats of the region with partners outside, 13 whether conduct follows what texts put first, 14 signals of what is acceptable, 15 sustainable development.", Range(1, 15)),
	OptText(5, "source_title", func(r *ChronicleNote) *string { return &r.SourceTitle }, "Title of the source."),
	OptText(6, "source_publisher", func(r *ChronicleNote) *string { return &r.SourcePublisher }, "Publisher of the source."),
	OptText(7, "source_date", func(r *ChronicleNote) *string { return &r.SourceDate }, "Date of the source, as exactly as it is known."),
	OptText(8, "source_url", func(r *ChronicleNote) *string { return &r.SourceURL }, "Address or DOI of the source."),
	Opt(9, "read_on", func(r *ChronicleNote) *Null[Date] { return &r.ReadOn }, "Day on which the source was read; null where it was not."),
	OptText(10, "note", func(r *ChronicleNote) *string { return &r.Note }, "What is disputed."),
)

// MentionTypes says what kind of document mentions an event, in GDELT's order.
var MentionTypes = []string{"web", "citation", "core", "dtic", "jstor", "nontextual"}

// EventMention is one place in a document that mentions an event.
type EventMention struct {
	MentionUID, EventUID                                 string
	EventAddedAt, MentionTime                            Timestamp
	MentionType, MentionSource, URL                      string
	SentenceID                                           Null[int32]
	Actor1CharOffset, Actor2CharOffset, ActionCharOffset Null[int32]
	InRawText                                            bool
	Confidence, DocLength                                Null[int32]
	DocTone                                              Null[float64]
	TranslationInfo                                      string
	SourceID, SourceVersion, File                        string
	Line                                                 int64
	ByteStart, ByteEnd                                   int64
}

// EventMentions holds which documents mention an event, and where in them.
var EventMentions = declare(Info{Name: "event_mentions", Version: 1, Stage: "events",
	Doc: "Documents that mention an event, each place in one a row: how attention to an event grows. The event itself may stand in a batch that is not held, so event_uid need not be found in events."},
	Col(1, "mention_uid", func(r *EventMention) *string { return &r.MentionUID }, "Source, id of the event, and 64 bits in hexadecimal of all that the source delivers of the mention, joined by colons: one document can mention an event several times, even in one sentence.", Key),
	Col(2, "event_uid", func(r *EventMention) *string { return &r.EventUID }, "The event, as in events, where it is held."),
	Col(3, "event_added_at", func(r *EventMention) *Timestamp { return &r.EventAddedAt }, "When the source first recorded the event, in UTC."),
	Col(4, "mention_time", func(r *EventMention) *Timestamp { return &r.MentionTime }, "When the source recorded the mention, in UTC."),
	Col(5, "mention_type", func(r *EventMention) *string { return &r.MentionType }, "What kind of document it is: of the web; known by a citation only; of the archives CORE, DTIC or JSTOR; or a text that stands for a broadcast.", Enum(MentionTypes...)),
	OptText(6, "mention_source", func(r *EventMention) *string { return &r.MentionSource }, "Name of the outlet, for the web its domain.", Dict),
	Col(7, "url", func(r *EventMention) *string { return &r.URL }, "Address of the document; its citation or DOI where mention_type says so."),
	Opt(8, "sentence_id", func(r *EventMention) *Null[int32] { return &r.SentenceID }, "Sentence of the document in which the event is mentioned, from 1.", AtLeast(0)),
	Opt(9, "actor1_char_offset", func(r *EventMention) *Null[int32] { return &r.Actor1CharOffset }, "Where the first actor stands in the document's text, in characters; null where it was not found.", AtLeast(0)),
	Opt(10, "actor2_char_offset", func(r *EventMention) *Null[int32] { return &r.Actor2CharOffset }, "Where the second actor stands; null where it was not found.", AtLeast(0)),
	Opt(11, "action_char_offset", func(r *EventMention) *Null[int32] { return &r.ActionCharOffset }, "Where the action stands; null where it was not found.", AtLeast(0)),
	Col(12, "in_raw_text", func(r *EventMention) *bool { return &r.InRawText }, "Whether the event was found in the text as it stands, without the source's rewriting of it."),
	Opt(13, "confidence", func(r *EventMention) *Null[int32] { return &r.Confidence }, "How sure the source is of the mention.", Unit("percent"), Range(0, 100)),
	Opt(14, "doc_length", func(r *EventMention) *Null[int32] { return &r.DocLength }, "Length of the document, in characters.", AtLeast(0)),
	Opt(15, "doc_tone", func(r *EventMention) *Null[float64] { return &r.DocTone }, "Tone of the document as delivered, from -100 (negative) to 100.", Range(-100, 100)),
	OptText(16, "translation_info", func(r *EventMention) *string { return &r.TranslationInfo }, "Language of the document and what translated it, as delivered; null where it was in English.", Dict),
	Col(17, "source_id", func(r *EventMention) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	OptText(18, "source_version", func(r *EventMention) *string { return &r.SourceVersion }, "Version of the source.", Dict),
	Col(19, "file", func(r *EventMention) *string { return &r.File }, fileDoc, Dict),
	Col(20, "line", func(r *EventMention) *int64 { return &r.Line }, lineDoc, AtLeast(1), Delta),
	Col(21, "byte_start", func(r *EventMention) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0), Delta),
	Col(22, "byte_end", func(r *EventMention) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0), Delta),
)
