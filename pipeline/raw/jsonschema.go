package raw

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"multivector/schemas"
)

// JSONSchema describes a kind of file that people write into raw/, so that an
// editor can complete and check it. A CSV file is described by its row, as an
// object whose values are all texts.
type JSONSchema struct {
	Name    string // of the file in raw/.schemas, without .json
	Pattern string // of the files that it describes, below raw/, as in path.Match
	root    *node
}

// JSON writes the schema, JSON Schema draft 2020-12.
func (s JSONSchema) JSON() ([]byte, error) {
	root := *s.root
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "raw/"+s.Pattern
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(root)
	return b.Bytes(), err
}

// JSONSchemas lists the schemas, in order of their names. What a file may hold
// is read off the Go types and the declarations of the tables.
func JSONSchemas() []JSONSchema {
	all := append(goldSchemas(), []JSONSchema{
		{"actor_codes", "reference/actor_codes.csv", row(fieldsOf(schemas.ActorCodes, "period")...)},
		{"actors", "reference/actors.csv", row(fieldsOf(schemas.Actors)...)},
		{"aliases", "reference/aliases.csv", row(fieldsOf(schemas.Aliases, "alias_id")...)},
		{"case", "cases/*/case.yaml", caseSchema()},
		{"chronicle", "cases/*/chronicle.csv", chronicleSchema()},
		{"claims", "cases/*/claims.csv", row(fieldsOf(schemas.Claims, "source_id")...)},
		{"contexts", "reference/contexts.csv", row(fieldsOf(schemas.AliasContexts)...)},
		{"crosswalks", "reference/crosswalks.csv", row(fieldsOf(schemas.Crosswalks)...)},
		{"document", "cases/*/documents/*/document.yaml", documentSchema()},
		{"memberships", "reference/memberships.csv", row(fieldsOf(schemas.Memberships, "source_id")...)},
		{"ontology_codes", "reference/ontology_codes.csv", row(fieldsOf(schemas.OntologyCodes)...)},
		{"partnerships", "reference/partnerships.csv", row(fieldsOf(schemas.Partnerships, "source_id")...)},
		{"rules", "coding/rules/*.yaml", rulesSchema()},
		{"scales", "reference/scales.csv", row(fieldsOf(schemas.Scales)...)},
		{"source", "sources/*/source.yaml", sourceSchema()},
	}...)
	slices.SortFunc(all, func(a, b JSONSchema) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// node is the part of JSON Schema that is used here.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a name, or several
	Const       any        `json:"const,omitempty"`
	Enum        []any      `json:"enum,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	MinLength   int        `json:"minLength,omitempty"`
	Minimum     *int64     `json:"minimum,omitempty"`
	MinItems    int        `json:"minItems,omitempty"`
	Items       *node      `json:"items,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Additional  *bool      `json:"additionalProperties,omitempty"`
	If          *node      `json:"if,omitempty"`
	Then        *node      `json:"then,omitempty"`
	Else        *node      `json:"else,omitempty"`
}

// property is a key and what it may hold.
type property struct {
	name string
	node *node
}

// properties keep the order in which people write the keys.
type properties []property

// MarshalJSON writes an object with the keys in their order.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, entry := range p {
		key, err := json.Marshal(entry.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(entry.node)
		if err != nil {
			return nil, err
		}
		b.WriteString([...]string{"{", ","}[min(i, 1)])
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (p properties) find(name string) *node {
	for _, entry := range p {
		if entry.name == name {
			return entry.node
		}
	}
	panic("raw: a JSON Schema speaks of the key " + name + ", which there is not")
}

const (
	dayPattern   = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	namePattern  = `^[a-z0-9][a-z0-9_-]*$` // as identifier
	wholePattern = `^-?[0-9]+$`
	floatPattern = `^-?[0-9]+(\.[0-9]+)?$`
)

// object describes a struct that a YAML file is read into, by its tags. A key
// that stands in one of the tables has that column's sentence and values.
func object(t reflect.Type, tables ...*schemas.Info) *node {
	closed := false
	n := &node{Type: "object", Additional: &closed}
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("yaml")
		value := typed(t.Field(i).Type)
		for _, table := range tables {
			if f, ok := table.Field(name); ok {
				value.Description = f.Doc
				value.Enum = values(f.Enum, nil)
				break
			}
		}
		n.Properties = append(n.Properties, property{name, value})
	}
	return n
}

// typed describes what a key may hold; whatever is not required may be null.
func typed(t reflect.Type) *node {
	switch {
	case t == reflect.TypeFor[Date]():
		return &node{Type: []string{"string", "null"}, Pattern: dayPattern}
	case t.Kind() == reflect.String:
		return &node{Type: []string{"string", "null"}}
	case t.Kind() == reflect.Bool:
		return &node{Type: "boolean"}
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct:
		n := object(t.Elem())
		n.Type = []string{"object", "null"}
		return n
	case t.Kind() == reflect.Pointer:
		return typed(t.Elem())
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return &node{Type: []string{"array", "null"}, Items: object(t.Elem())}
	case t.Kind() == reflect.Slice:
		item := typed(t.Elem())
		item.Type, item.MinLength = "string", 1
		return &node{Type: []string{"array", "null"}, Items: item}
	case t.Kind() == reflect.Map:
		return &node{Type: []string{"object", "null"}}
	}
	return &node{Type: []string{"integer", "null"}}
}

// values lists the values of an enumeration, and one more for none.
func values(enum []string, none any) []any {
	if len(enum) == 0 {
		return nil
	}
	var all []any
	for _, v := range enum {
		all = append(all, v)
	}
	return append(all, none)
}

// need makes keys required, with a text that is not empty where they hold one.
func (n *node) need(names ...string) *node {
	n.Required = append(n.Required, names...)
	for _, name := range names {
		p := n.Properties.find(name)
		if types, ok := p.Type.([]string); ok {
			p.Type = types[0]
		}
		if len(p.Enum) > 0 && p.Enum[len(p.Enum)-1] == nil {
			p.Enum = p.Enum[:len(p.Enum)-1]
		}
		if p.Type == "string" && p.Pattern == "" && len(p.Enum) == 0 {
			p.MinLength = 1
		}
	}
	return n
}

// say gives keys their sentences: pairs of key and sentence.
func (n *node) say(pairs ...string) *node {
	for i := 0; i < len(pairs); i += 2 {
		n.Properties.find(pairs[i]).Description = pairs[i+1]
	}
	return n
}

// oneOf gives a key its only values.
func (n *node) oneOf(name string, allowed ...string) *node {
	n.Properties.find(name).Enum = values(allowed, nil)
	return n
}

// row describes the row of a CSV file: every column has a text, and an empty
// one means that there is no value.
func row(fields ...schemas.Field) *node {
	closed := false
	n := &node{Type: "object", Additional: &closed}
	for _, f := range fields {
		n.Properties = append(n.Properties, property{f.Name, cell(f)})
		n.Required = append(n.Required, f.Name)
	}
	return n
}

// fieldsOf gives the columns of a table that are written by hand: all but those
// that are worked out. A row names its source as source.
func fieldsOf(table schemas.Declared, derived ...string) []schemas.Field {
	var fields []schemas.Field
	for _, f := range table.Describe().Fields {
		if slices.Contains(derived, f.Name) {
			continue
		}
		if f.Name == "source_id" {
			f.Name = "source"
		}
		fields = append(fields, f)
	}
	return fields
}

// cell describes the text of a column.
func cell(f schemas.Field) *node {
	n := &node{Description: f.Doc, Type: "string"}
	switch {
	case len(f.Enum) > 0 && f.Nullable:
		n.Enum = values(f.Enum, "")
	case len(f.Enum) > 0:
		n.Enum = values(f.Enum, "")[:len(f.Enum)]
	case f.Kind == schemas.Bool:
		n.Enum = []any{"true", "false"}
	case f.Kind == schemas.Day:
		n.Pattern = dayPattern
	case f.Kind == schemas.Float64:
		n.Pattern = floatPattern
	case f.Kind == schemas.Int32 || f.Kind == schemas.Int64:
		n.Pattern = wholePattern
	case !f.Nullable:
		n.MinLength = 1
	}
	if n.Pattern != "" && f.Nullable {
		n.Pattern = "^(" + strings.Trim(n.Pattern, "^$") + ")?$"
	}
	return n
}
