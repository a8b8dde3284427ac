package raw

import (
	"reflect"
	"slices"
	"strconv"

	"multivector/schemas"
)

// sourceSchema describes a source.yaml.
func sourceSchema() *node {
	n := object(reflect.TypeFor[Source](), schemas.Sources.Describe()).
		need("source_id", "name", "kind", "publisher", "license", "redistribution", "citation").
		oneOf("home", HomeData, HomeCase).
		say(
			"home", "Where the files lie: data is the source's own folder, filled by fetch; case is the folder of the case. Null for an authority that has no files.",
			"files", "Pattern of the names of the files. Without a slash it meets the last part of a name.",
			"layout", "Name of the layout of the files that a reader expects; null where there is none or it is not known.",
			"min_rows", "Fewest rows that the whole source has; null where that is not known.",
			"max_rows", "Most rows that the whole source has; null where it grows or that is not known.",
			"retrieved_at", "Day on which a reference was read. For files that are brought in, the pins in lock.json say it.",
			"texts", "How the names of a collection's files say what they are. Without it, each document has a document.yaml.",
			"fetch", "How the files are fetched over HTTP. Without it, a local copy is brought in.",
		)
	n.Properties.find("source_id").Pattern = namePattern
	zero := int64(0)
	n.Properties.find("min_rows").Minimum, n.Properties.find("max_rows").Minimum = &zero, &zero
	n.If = &node{Properties: properties{{"kind", &node{Const: "reference"}}}}
	n.Else = &node{Required: []string{"home", "files"}, Properties: properties{
		{"home", &node{Type: "string"}}, {"files", &node{Type: "string", MinLength: 1}},
	}}
	textsSchema(n.Properties.find("texts"))
	fetchSchema(n.Properties.find("fetch"))
	return n
}

func fetchSchema(n *node) {
	n.oneOf("method", FetchMethods...).oneOf("unpack", Unpacks...).need("method").say(
		"method", "gdelt_list: a list of size, MD5 and URL; dataverse: the data set with the source's DOI; urls: the files by address; by_hand: what only a person can download.",
		"url", "Address of the list, or of the Dataverse server.",
		"urls", "Addresses of the files, for the method urls.",
		"url_tried", "Whether somebody fetched from there while writing this.",
		"hosts", "Other hosts to which the server may lead, without scheme and port.",
		"pattern", "Regular expression for the names of the list's entries that are taken; without it, all are.",
		"unpack", "What is opened after it arrived, told by the end of the name; other files are taken as they are.",
		"members", "Regular expression for the names of an archive's members that are taken; without it, those that files meets.",
		"instructions", "What a person has to do, for the method by_hand.",
	)
	address := "^https?://[^/]"
	n.Properties.find("url").Pattern, n.Properties.find("urls").Items.Pattern = address, address
	by := func(method string) *node { return &node{Properties: properties{{"method", &node{Const: method}}}} }
	needs := func(key, kind string) *node {
		return &node{Required: []string{key}, Properties: properties{{key, &node{Type: kind}}}}
	}
	n.If, n.Then = by(FetchByHand), needs("instructions", "string")
	n.Else = needs("unpack", "string")
	n.Else.If, n.Else.Then, n.Else.Else = by(FetchURLs), needs("urls", "array"), needs("url", "string")
}

func textsSchema(n *node) {
	kind, _ := schemas.Versions.Field("text_kind")
	n.oneOf("text_kind", kind.Enum...).oneOf("issuer_system", schemas.CodeSystems...).
		need("name_pattern", "document_id", "doc_type", "title_en", "text_kind").
		say(
			"name_pattern", "Regular expression for a file's name, with groups named issuer, year, month, day and lang where the name has them.",
			"document_id", "Name of the document, with groups of name_pattern in braces; {source_id} and {issuer_name} stand besides them.",
			"issuer", "Issuer of all documents, as in actors.csv, where the names don't say it; null where there is not one issuer, as of a treaty.",
			"issuer_system", "System of codes of the group issuer.",
			"adopted_on", "Day of all documents, where the names don't say it.",
			"doc_type", sentence(schemas.Documents, "doc_type"),
			"title_en", "English title, with groups in braces as in document_id.",
			"lang", "Language of all texts, as a BCP 47 tag, where the names don't say it (a group lang holds an ISO 639 code or such a tag); und leaves it to the text.",
			"text_kind", sentence(schemas.Versions, "text_kind"),
			"editions", "Whether each document takes the place of the one before by the same issuer, as annual strategies do.",
		)
}

// caseSchema describes a case.yaml.
func caseSchema() *node {
	n := object(reflect.TypeFor[Case]()).need("case", "title", "actor").say(
		"case", "Name of the case: that of its folder.",
		"title", "What the case is about.",
		"actor", "Actor under study, as in actors.csv.",
		"start", "First day of the case.",
		"sources", "Sources that the case uses, by the names of their folders.",
		"vector_sets", "Sets of partners over which attention and conduct are shared out.",
		"periods", "Named spans by which the case is told.",
	)
	n.Properties.find("case").Pattern = namePattern
	sets := n.Properties.find("vector_sets").Items.need("id", "title", "actors").say(
		"id", sentence(schemas.VectorSets, "vector_set"),
		"title", sentence(schemas.VectorSets, "title"),
		"actors", "Partners in the set, as in actors.csv; a share needs at least two.",
	)
	sets.Properties.find("actors").MinItems = 2
	n.Properties.find("periods").Items.need("id", "title", "start").say(
		"id", sentence(schemas.Periods, "period_id"),
		"title", sentence(schemas.Periods, "title"),
		"start", sentence(schemas.Periods, "start"),
		"end", sentence(schemas.Periods, "end"),
	)
	return n
}

// documentSchema describes a document.yaml.
func documentSchema() *node {
	n := object(reflect.TypeFor[Document](), schemas.Documents.Describe()).
		need("document_id", "issuer", "doc_type", "title_en", "verification").
		say(
			"issuer", sentence(schemas.Documents, "issuer_actor_id"),
			"sources", "What was read for these facts.",
			"versions", "Files beside this one that render the document.",
			"claims", "What different accounts say about the document's dates.",
		)
	n.Properties.find("document_id").Pattern = namePattern
	readings := n.Properties.find("sources").Items
	for _, p := range readings.Properties {
		column := "source_" + p.name
		if p.name == "read_on" {
			column = p.name
		}
		readings.say(p.name, sentence(schemas.ChronicleNotes, column))
	}
	versions := object(reflect.TypeFor[DocumentVersion](), schemas.Versions.Describe()).need("file", "lang", "text_kind")
	versions.say("file", "Name of the file, beside this one.")
	n.Properties.find("versions").Items = versions
	n.Properties.find("claims").Items = object(reflect.TypeFor[DocumentClaim](), schemas.DocumentClaims.Describe()).
		need("claim_id", "claim_type", "claimed_by", "status", "preferred")
	return n
}

// chronicleSchema describes a row of a case's chronicle.csv, whose columns
// become events and the notes on them.
func chronicleSchema() *node {
	var fields []schemas.Field
	for _, c := range []struct {
		name, column string
		table        schemas.Declared
	}{
		{"id", "native_event_id", schemas.Events},
		{"event_date", "event_date", schemas.Events},
		{"date_precision", "date_precision", schemas.Events},
		{"source_actor", "source_actor_id", schemas.Events},
		{"target_actor", "target_actor_id", schemas.Events},
		{"event_code", "event_code", schemas.Events},
		{"plover_type", "plover_type", schemas.Events},
		{"case_line", "case_line", schemas.ChronicleNotes},
		{"description_en", "description_en", schemas.ChronicleNotes},
		{"verification", "verification", schemas.ChronicleNotes},
		{"source_title", "source_title", schemas.ChronicleNotes},
		{"source_publisher", "source_publisher", schemas.ChronicleNotes},
		{"source_date", "source_date", schemas.ChronicleNotes},
		{"source_url", "source_url", schemas.ChronicleNotes},
		{"read_on", "read_on", schemas.ChronicleNotes},
		{"note", "note", schemas.ChronicleNotes},
	} {
		f, _ := c.table.Describe().Field(c.column)
		f.Name = c.name
		fields = append(fields, f)
	}
	n := row(fields...).say("id", "Name of the fact, kept for ever.", "event_code", "CAMEO code, leading zeros kept.")
	n.Properties.find("source_actor").MinLength = 1
	line, _ := schemas.ChronicleNotes.Field("case_line")
	numbers := n.Properties.find("case_line")
	numbers.Pattern = ""
	for i := int(*line.Min); i <= int(*line.Max); i++ {
		numbers.Enum = append(numbers.Enum, strconv.Itoa(i))
	}
	n.If = &node{Properties: properties{{"verification", &node{Const: "verified"}}}}
	n.Then = &node{Properties: properties{{"source_title", &node{MinLength: 1}}, {"read_on", &node{MinLength: 1}}}}
	return n
}

// rulesSchema describes a file of coding rules.
func rulesSchema() *node {
	n := object(reflect.TypeFor[RuleFile]()).need("variable", "lang").oneOf("variable", schemas.CodingVariables...).say(
		"variable", "What the rules code: the first part of the file's name.",
		"lang", "Language of the texts that they read: the second part of the file's name.",
		"lists", "Sets of words that patterns of the language name as $name, in any of its files. No gap goes over a word of the list barrier; a word of the list joins makes two actors one subject.",
		"rules", "The rules. Of topics with equally many signs, the one that raw/gold/MANUAL.md lists first wins.",
	)
	n.Properties.find("lists").Items.need("name", "words")
	rules := n.Properties.find("rules").Items.need("id", "version", "doc", "value", "patterns", "examples", "counter_examples").
		oneOf("stance", append(slices.Clone(schemas.Stances), "")...).oneOf("review", append(slices.Clone(schemas.CodingReviews), "")...).say(
		"id", "Name of the rule, kept for ever.",
		"version", "Raised when the rule codes other texts than before.",
		"doc", "What the rule means, in a sentence.",
		"value", "Value that it gives to the variable.",
		"weak", "For topic: the signs count only where no other topic has any.",
		"residual", "For statement: the rule is tried only in a clause in which no other one finds a statement; the clause is its evidence. For topic: the signs count only where neither other signs nor the lead-in tell.",
		"whole_sentence", "Beside residual: the clause must have the shape of a sentence.",
		"doc_types", "Kinds of documents that the rule is used in; without it, all.",
		"obligation", "For deontic: how far the words bind, 0 to 3.",
		"stance", "For statement: stance that the words express. Without it, signs of stance in the clause decide.",
		"negated", "For statement: whether the words carry a negation of their own. Without it, negations near them decide.",
		"patterns", "Patterns over words, any of which fires the rule; CONTRIBUTING.md says how they are written.",
		"unless", "Patterns that cancel the rule where they overlap what it found.",
		"requires", "Patterns of which one must stand in the same unit.",
		"examples", "Sentences in which the rule fires. An actor is written {RUS Russia}; the speaker is KAZ.",
		"counter_examples", "Sentences in which it must not fire.",
		"review", "What is still to be done before the rule is relied on.",
	)
	rules.Properties.find("id").Pattern = namePattern
	for _, key := range []string{"patterns", "examples", "counter_examples"} {
		rules.Properties.find(key).MinItems = 1
	}
	one := int64(1)
	rules.Properties.find("version").Minimum = &one
	return n
}

func sentence(table schemas.Declared, column string) string {
	f, ok := table.Describe().Field(column)
	if !ok {
		panic("raw: " + table.Describe().Name + " has no column " + column)
	}
	return f.Doc
}
