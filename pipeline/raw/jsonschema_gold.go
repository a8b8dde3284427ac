package raw

import "multivector/schemas"

// The columns of the files in raw/gold.
var (
	goldUnits = append(append([]schemas.Field{
		id("unit_id", "Name of the unit, kept for ever."), optional("source_id", "Collection that the file belongs to."),
	}, place("", "the file")...), optional("text", "A sentence of our own; empty where the unit is a place in a file."),
		choice("held_out", "Whether no rule was ever revised by the unit.", []string{"true", "false"}))
	goldCodes = []schemas.Field{
		id("unit_id", "The unit."),
		optional("mentions", "Actors that the unit names: ACTOR=words, joined by semicolons, in order; words#n is the nth occurrence of the words."),
		choice("statement_type", "What the unit does.", schemas.GoldStatementTypes),
		choice("deontic", "How strong a norm it sets.", schemas.Deontics),
		choice("topic", "What it is about.", schemas.TopicCodes),
		optional("note", "Remark of the coder; of what was adjudicated, the reason."),
	}
	goldPairs = append(append([]schemas.Field{
		id("pair_id", "Name of the pair, kept for ever."), id("lang", "Language of both editions, as a BCP 47 tag."), id("source_id", "Collection that the files belong to."),
	}, place("from_", "the earlier edition")...), append(place("to_", "the later edition"),
		choice("held_out", "Whether no rule or threshold was ever revised by the pair.", []string{"true", "false"}))...)
	goldLater = []schemas.Field{
		id("actor_id", "An actor that was listed after the units were coded."),
		{Name: "listed", Kind: schemas.Day, Doc: "Day on which it was."},
	}
	goldLabels = []schemas.Field{
		id("pair_id", "The pair."), choice("label", "What became of the provision.", schemas.GoldLabels), optional("note", "Remark of the coder."),
	}
)

func id(name, doc string) schemas.Field {
	return schemas.Field{Name: name, Kind: schemas.Text, Doc: doc}
}

func optional(name, doc string) schemas.Field {
	return schemas.Field{Name: name, Kind: schemas.Text, Nullable: true, Doc: doc}
}

func choice(name, doc string, values []string) schemas.Field {
	return schemas.Field{Name: name, Kind: schemas.Text, Enum: values, Doc: doc}
}

// place is where something stands in a file; its columns may be empty.
func place(prefix, file string) []schemas.Field {
	return []schemas.Field{
		optional(prefix+"file", "Name of "+file+" within its source."),
		optional(prefix+"sha256", "SHA-256 of its bytes, in hexadecimal."),
		{Name: prefix + "byte_start", Kind: schemas.Int64, Nullable: true, Doc: "Offset of the first byte in it, counted from 0."},
		{Name: prefix + "byte_end", Kind: schemas.Int64, Nullable: true, Doc: "Offset after the last byte."},
	}
}

func names(fields []schemas.Field) []string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.Name
	}
	return all
}

// goldSchemas describe the files in raw/gold.
func goldSchemas() []JSONSchema {
	return []JSONSchema{
		{"gold_codes", GoldFolder + "/codes_*.csv", row(goldCodes...)},
		{"gold_labels", GoldFolder + "/labels_*.csv", row(goldLabels...)},
		{"gold_later_actors", GoldFolder + "/later_actors.csv", row(goldLater...)},
		{"gold_pairs", GoldFolder + "/pairs.csv", row(goldPairs...)},
		{"gold_units", GoldFolder + "/units_*.csv", row(goldUnits...)},
	}
}
