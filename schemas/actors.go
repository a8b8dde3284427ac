package schemas

// Actor is a state, an organization, a bloc, a format, a region or another
// party that acts or is named.
type Actor struct {
	ActorID, ActorType, NameEn, NameRu, NameKk string
	ValidFrom, ValidTo                         Null[Date]
	PredecessorActorID, SuccessorActorID       string
	SourceID, Verification                     string
}

// Actors lists who acts, and when it existed.
var Actors = declare(Info{Name: "actors", Version: 1, Stage: "reference",
	Doc: "Who acts or is named: states, organizations, blocs, formats and regions, with the time in which each existed."},
	Col(1, "actor_id", func(r *Actor) *string { return &r.ActorID }, "ISO 3166-1 alpha-3 for states, a short name for others.", Key),
	Col(2, "actor_type", func(r *Actor) *string { return &r.ActorType }, "Kind of actor: state; igo, an organization of states; bloc, states that are counted together without an organization; format, a series of meetings among actors; region, also a territory that depends on a state; nonstate, anybody else.", Enum(ActorTypes...)),
	Col(3, "name_en", func(r *Actor) *string { return &r.NameEn }, "English name."),
	OptText(4, "name_ru", func(r *Actor) *string { return &r.NameRu }, "Russian name; of states, from CLDR."),
	OptText(5, "name_kk", func(r *Actor) *string { return &r.NameKk }, "Kazakh name; of states, from CLDR."),
	Opt(6, "valid_from", func(r *Actor) *Null[Date] { return &r.ValidFrom }, "First day as an actor, by the row's source; null where not dated."),
	Opt(7, "valid_to", func(r *Actor) *Null[Date] { return &r.ValidTo }, "Last day as an actor; null where it goes on or is not dated."),
	OptText(8, "predecessor_actor_id", func(r *Actor) *string { return &r.PredecessorActorID }, "Actor that it succeeds.", Ref("actors.actor_id")),
	OptText(9, "successor_actor_id", func(r *Actor) *string { return &r.SuccessorActorID }, "Actor that succeeds it.", Ref("actors.actor_id")),
	Col(10, "source_id", func(r *Actor) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(11, "verification", func(r *Actor) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// ActorCode is an actor's code in one code system.
type ActorCode struct {
	CodeSystem, Code, ActorID, SourceID, Verification string
	Period                                            int32
	ValidFrom, ValidTo                                Null[Date]
}

// CodeSystems lists the systems of codes and names that sources use.
var CodeSystems = []string{"iso3", "iso2", "ison", "cown", "cowc", "gwn", "fips", "cameo", "icews_name", "m49", "petrarch"}

// ActorCodes leads from a source's code to an actor.
var ActorCodes = declare(Info{Name: "actor_codes", Version: 1, Stage: "reference",
	Doc: "Codes and names of actors in the systems that sources use. A code is looked up by system, code and date; the periods of one code never overlap."},
	Col(1, "code_system", func(r *ActorCode) *string { return &r.CodeSystem }, "System of codes: iso3, iso2 and ison, ISO 3166-1 with three letters, two letters and digits; cown and cowc, numbers and letters of the Correlates of War; gwn, numbers of Gleditsch and Ward; fips, FIPS 10-4; cameo, countries and groups of CAMEO; icews_name, names in ICEWS; m49, regions of the UN's M49; petrarch, what PETRARCH's dictionaries have beside CAMEO.", Key, Enum(CodeSystems...)),
	Col(2, "code", func(r *ActorCode) *string { return &r.Code }, "The code as a text, leading zeros kept.", Key),
	Col(3, "actor_id", func(r *ActorCode) *string { return &r.ActorID }, "Actor that the code stands for.", Ref("actors.actor_id")),
	Col(8, "period", func(r *ActorCode) *int32 { return &r.Period }, "Number of the period, from 1, where a code passes from one actor to another or comes back.", Key, AtLeast(1)),
	Opt(4, "valid_from", func(r *ActorCode) *Null[Date] { return &r.ValidFrom }, "First day on which the code stands for the actor; null means from the beginning."),
	Opt(5, "valid_to", func(r *ActorCode) *Null[Date] { return &r.ValidTo }, "Last day on which the code stands for the actor; null means to this day."),
	Col(6, "source_id", func(r *ActorCode) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(7, "verification", func(r *ActorCode) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// AliasTypes lists the kinds of names.
var AliasTypes = []string{"name", "adjective", "demonym", "capital", "acronym", "metonym"}

// Alias is a word or phrase that names an actor.
type Alias struct {
	AliasID, ActorID, Lang, Alias, AliasType, SourceID, Verification string
	Inflects, Ambiguous                                              bool
	ValidFrom, ValidTo                                               Null[Date]
}

// Aliases lists the words that name an actor in a text.
var Aliases = declare(Info{Name: "aliases", Version: 1, Stage: "reference",
	Doc: "Words and phrases that name an actor in a text."},
	Col(1, "alias_id", func(r *Alias) *string { return &r.AliasID }, "Actor, language and alias, joined by colons; then, for a dated alias, @ and its first day.", Key),
	Col(2, "actor_id", func(r *Alias) *string { return &r.ActorID }, "Actor that is named.", Ref("actors.actor_id")),
	Col(3, "lang", func(r *Alias) *string { return &r.Lang }, "Language, as a BCP 47 tag.", Dict),
	Col(4, "alias", func(r *Alias) *string { return &r.Alias }, "The word or phrase."),
	Col(5, "alias_type", func(r *Alias) *string { return &r.AliasType }, "Kind of name. A capital stands for its government by metonymy.", Enum(AliasTypes...)),
	Col(6, "inflects", func(r *Alias) *bool { return &r.Inflects }, "Whether the word takes endings: in English a possessive or plural s, in Russian cases, in Kazakh chains of suffixes."),
	Col(7, "ambiguous", func(r *Alias) *bool { return &r.Ambiguous }, "Whether the word can mean somebody or something else."),
	Opt(8, "valid_from", func(r *Alias) *Null[Date] { return &r.ValidFrom }, "First day on which the word names the actor; null means from the beginning."),
	Opt(9, "valid_to", func(r *Alias) *Null[Date] { return &r.ValidTo }, "Last day on which the word names the actor; null means to this day."),
	Col(10, "source_id", func(r *Alias) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(11, "verification", func(r *Alias) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// AliasContext says whom an alias names where something stands around it.
type AliasContext struct {
	ContextID, Lang, Alias, AliasType, Position, Cue, ActorID, SourceID, Verification string
	Names                                                                             bool
}

// ContextPositions lists where a cue may stand, the most telling first.
var ContextPositions = []string{"before", "after", "ending", "near", "inside", "always"}

// AliasContexts lists the context rules for aliases.
var AliasContexts = declare(Info{Name: "alias_contexts", Version: 2, Stage: "reference",
	Doc: "Rules by which a name in a text names an actor, or nobody, for what stands around it. A rule of nobody holds for every alias; the others settle ambiguous ones. An ambiguous name that no rule settles stays ambiguous."},
	Col(1, "context_id", func(r *AliasContext) *string { return &r.ContextID }, "Name of the rule.", Key),
	Col(2, "lang", func(r *AliasContext) *string { return &r.Lang }, "Language, as a BCP 47 tag.", Dict),
	OptText(3, "alias", func(r *AliasContext) *string { return &r.Alias }, "The alias; null where the rule holds for all of a type."),
	OptText(4, "alias_type", func(r *AliasContext) *string { return &r.AliasType }, "The type of aliases for which it holds; null where it holds for one alias.", Dict),
	Col(5, "position", func(r *AliasContext) *string { return &r.Position }, "Where the cue stands: right before the name, right after it, in it as its ending, anywhere in its provision; without a cue, the name stands inside a sentence, or the rule always holds.", Enum(ContextPositions...)),
	OptText(6, "cue", func(r *AliasContext) *string { return &r.Cue }, "Words, or several alternatives joined by \";\", in any case; * stands for any end of a word, <name> for an unambiguous name of another actor, <capitals> for any number of words with a capital, behind or before which words stand as they are written."),
	OptText(7, "actor_id", func(r *AliasContext) *string { return &r.ActorID }, "Actor that is named; null where nobody is, and where the rule holds for all of a type.", Dict, Ref("actors.actor_id")),
	Col(8, "source_id", func(r *AliasContext) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(9, "verification", func(r *AliasContext) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
	Col(10, "names", func(r *AliasContext) *bool { return &r.Names }, "Whether the alias names its actor here; false where it names nobody."),
)
