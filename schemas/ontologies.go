package schemas

// Scale gives the value of an event code on a scale.
type Scale struct {
	ScaleID, ScaleVersion, Code, SourceID, Verification string
	Value                                               float64
}

// Scales holds the scales that turn event codes into numbers.
var Scales = declare(Info{Name: "scales", Version: 1, Stage: "reference",
	Doc: "Scales that give an event code a value between conflict and cooperation (Goldstein 1992)."},
	Col(1, "scale_id", func(r *Scale) *string { return &r.ScaleID }, "Name of the scale.", Key, Dict),
	Col(2, "scale_version", func(r *Scale) *string { return &r.ScaleVersion }, "Edition of the scale.", Key, Dict),
	Col(3, "code", func(r *Scale) *string { return &r.Code }, "Event code.", Key),
	Col(4, "value", func(r *Scale) *float64 { return &r.Value }, "Value, from conflict (negative) to cooperation (positive).", Range(-10, 10)),
	Col(5, "source_id", func(r *Scale) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(6, "verification", func(r *Scale) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// Schemes lists the ontologies: of events, and of topics.
var Schemes = []string{"cameo", "plover", "quad", Topics, "marpor", "cap"}

// OntologyCode is one code of an ontology, in one edition.
type OntologyCode struct {
	Scheme, SchemeVersion, Code, ParentCode, Level, Label, SourceID, Verification string
}

// OntologyCodes lists the codes of the ontologies in their editions.
var OntologyCodes = declare(Info{Name: "ontology_codes", Version: 1, Stage: "reference",
	Doc: "Codes of the ontologies, each edition on its own. Of events: CAMEO as ICEWS and as GDELT's list have it, PLOVER, and the quad classes in each source's definition. Of topics: those of this dataset (fp_topics), and those of the Manifesto Project and the Comparative Agendas Project that they lead to."},
	Col(1, "scheme", func(r *OntologyCode) *string { return &r.Scheme }, "Ontology.", Key, Enum(Schemes...)),
	Col(2, "scheme_version", func(r *OntologyCode) *string { return &r.SchemeVersion }, "Edition.", Key, Dict),
	Col(3, "code", func(r *OntologyCode) *string { return &r.Code }, "Code, leading zeros kept.", Key),
	OptText(4, "parent_code", func(r *OntologyCode) *string { return &r.ParentCode }, "Code one level up in the same edition; null for a root."),
	Col(5, "level", func(r *OntologyCode) *string { return &r.Level }, "Level in the hierarchy: root, base below a root, event below a base; of CAMEO, codes of two, three and four digits.", Enum("root", "base", "event")),
	OptText(6, "label", func(r *OntologyCode) *string { return &r.Label }, "A short name of our own."),
	Col(7, "source_id", func(r *OntologyCode) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(8, "verification", func(r *OntologyCode) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)

// Relations says how a code stands to the one that a crosswalk leads to.
var Relations = []string{"exact", "broader", "narrower", "drop", "conflict"}

// Crosswalk leads from a code of one ontology to one of another.
type Crosswalk struct {
	FromScheme, FromVersion, FromCode, ToScheme, ToVersion, ToCode, ToMode string
	Relation, Note, SourceID, Verification                                 string
}

// Crosswalks leads between ontologies and their editions.
var Crosswalks = declare(Info{Name: "crosswalks", Version: 1, Stage: "reference",
	Doc: "From codes of one ontology to those of another. Where published tables contradict each other, each has its row, with the relation conflict; harmonized values never rest on such a row."},
	Col(1, "from_scheme", func(r *Crosswalk) *string { return &r.FromScheme }, "Ontology of the code.", Key, Dict),
	Col(2, "from_version", func(r *Crosswalk) *string { return &r.FromVersion }, "Its edition.", Key, Dict),
	Col(3, "from_code", func(r *Crosswalk) *string { return &r.FromCode }, "The code.", Key),
	Col(4, "to_scheme", func(r *Crosswalk) *string { return &r.ToScheme }, "Ontology that it leads to.", Key, Dict),
	Col(5, "to_version", func(r *Crosswalk) *string { return &r.ToVersion }, "Its edition.", Key, Dict),
	Col(6, "to_code", func(r *Crosswalk) *string { return &r.ToCode }, "Code that it leads to; none where it is dropped.", Key),
	OptText(7, "to_mode", func(r *Crosswalk) *string { return &r.ToMode }, "PLOVER mode, where the table gives one.", Dict),
	Col(8, "relation", func(r *Crosswalk) *string { return &r.Relation }, "What the code that it leads to is beside it: the same (exact), wider (broader), narrower, left out (drop), or contradicted by another table (conflict).", Enum(Relations...)),
	OptText(9, "note", func(r *Crosswalk) *string { return &r.Note }, "Remarks."),
	Col(10, "source_id", func(r *Crosswalk) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(11, "verification", func(r *Crosswalk) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)
