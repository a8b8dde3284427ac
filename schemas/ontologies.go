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

// CameoCode is one code of the CAMEO ontology.
type CameoCode struct {
	Code, ParentCode, Level, PloverType string
	QuadClass                           int32
	InICEWS, InGDELT                    bool
	SourceID, Verification              string
}

// CameoCodes lists the codes of CAMEO with their place in it.
var CameoCodes = declare(Info{Name: "cameo_codes", Version: 1, Stage: "reference",
	Doc: "Codes of the CAMEO ontology in the editions of ICEWS and GDELT, with their quad class and PLOVER type."},
	Col(1, "code", func(r *CameoCode) *string { return &r.Code }, "CAMEO code, leading zeros kept.", Key),
	OptText(2, "parent_code", func(r *CameoCode) *string { return &r.ParentCode }, "Code one level up; null for a root.", Ref("cameo_codes.code")),
	Col(3, "level", func(r *CameoCode) *string { return &r.Level }, "Level in the hierarchy.", Enum("root", "base", "event")),
	Col(4, "quad_class", func(r *CameoCode) *int32 { return &r.QuadClass }, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by CAMEO's roots.", Range(1, 4)),
	OptText(5, "plover_type", func(r *CameoCode) *string { return &r.PloverType }, "PLOVER type by the crosswalk of 2021; null where it drops the code or has none.", Enum(PloverTypes...)),
	Col(6, "in_icews", func(r *CameoCode) *bool { return &r.InICEWS }, "Whether ICEWS's edition lists the code."),
	Col(7, "in_gdelt", func(r *CameoCode) *bool { return &r.InGDELT }, "Whether GDELT's edition lists the code."),
	Col(8, "source_id", func(r *CameoCode) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(9, "verification", func(r *CameoCode) *string { return &r.Verification }, verifiedDoc, Enum(Verifications...)),
)
