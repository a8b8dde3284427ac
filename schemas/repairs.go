package schemas

// Repair is a place where a text was repaired.
type Repair struct {
	RepairID, VersionID, PassageID, Original, Repaired, RuleID string
	RuleVersion, CharStart, CharEnd                            int32
	ByteStart, ByteEnd                                         int64
	SourceID, File, Part                                       string
}

// RepairRules are the rules by which texts are repaired.
var RepairRules = []string{
	"page_break", "running_head", "page_number", "hyphen", "spaced_letters", "digit_one", "digit_zero", "homoglyph_cyrillic", "homoglyph_latin", "homoglyph_roman",
	"invisible", "glued_title", "opening_title", "c1_windows_1252", "mojibake_utf_8", "mojibake_windows_1251", "mojibake_macintosh",
}

// Repairs lists what was changed in texts beyond encoding, form of letters and
// line ends.
var Repairs = declare(Info{Name: "repairs", Version: 1, Stage: "texts",
	Doc: "Every stretch of a text that was repaired, with what stood there before. A stretch is repaired only where a rule finds it certain; what is merely odd is flagged in passages."},
	Col(1, "repair_id", func(r *Repair) *string { return &r.RepairID }, "Version and sequence number.", Key),
	Col(2, "version_id", func(r *Repair) *string { return &r.VersionID }, "Version that it stands in.", Dict, Ref("versions.version_id")),
	OptText(3, "passage_id", func(r *Repair) *string { return &r.PassageID }, "Passage that it stands in; null where it stands between passages.", Ref("passages.passage_id")),
	Col(4, "char_start", func(r *Repair) *int32 { return &r.CharStart }, charStartDoc, AtLeast(0)),
	Col(5, "char_end", func(r *Repair) *int32 { return &r.CharEnd }, charEndDoc, AtLeast(0)),
	Col(6, "byte_start", func(r *Repair) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(7, "byte_end", func(r *Repair) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	Col(8, "original", func(r *Repair) *string { return &r.Original }, "What the stretch was before this rule."),
	Col(9, "repaired", func(r *Repair) *string { return &r.Repaired }, "What stands there now."),
	Col(10, "rule_id", func(r *Repair) *string { return &r.RuleID }, "Rule that changed it. "+
		"page_break: a page number that cut a sentence; running_head: a line that recurs at page breaks, and what stands with it; page_number: a number at the end or beginning of a page's text, in a series of such numbers; "+
		"hyphen: a word broken at a line end, where the text has the whole word elsewhere, and nowhere with a hyphen; spaced_letters: capitals with spaces between them, where the text has the word elsewhere; "+
		"digit_one, digit_zero: l or I for 1 in a year, O for 0 in a number; homoglyph_cyrillic, homoglyph_latin: letters of the other alphabet that look the same, in a word that can only be of this one; homoglyph_roman: Cyrillic letters in a Roman number; "+
		"invisible: characters without a width inside a word; glued_title: a title that the table of contents lists, on one line with the text below it; opening_title: a title on one line with the sentence below it, told by how that begins; c1_windows_1252: a control character where windows-1252 has a mark that fits; "+
		"mojibake_utf_8, mojibake_windows_1251, mojibake_macintosh: text that had been decoded wrongly, where decoding it again gives text and going back gives the same characters.", Enum(RepairRules...)),
	Col(11, "rule_version", func(r *Repair) *int32 { return &r.RuleVersion }, "Version of the rule, raised when it repairs other texts than before.", AtLeast(1)),
	Col(12, "source_id", func(r *Repair) *string { return &r.SourceID }, sourceDoc, Dict, Ref("sources.source_id")),
	Col(13, "file", func(r *Repair) *string { return &r.File }, fileDoc, Dict),
	OptText(14, "part", func(r *Repair) *string { return &r.Part }, "Part of the raw file that byte_start and byte_end count in: that of the passage, as passages.part says. Null means the file itself.", Dict),
)
