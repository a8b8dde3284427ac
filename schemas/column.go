package schemas

import (
	"cmp"

	"github.com/apache/arrow/go/v15/arrow"
)

// Kind is the type of a column's values.
type Kind string

// The kinds, by the name that the published schema gives them.
const (
	Text    Kind = "string"
	Int32   Kind = "int32"
	Int64   Kind = "int64"
	Float64 Kind = "float64"
	Bool    Kind = "bool"
	Day     Kind = "date"
	Instant Kind = "timestamp"
)

// Field says what a column is and which rules its values keep.
type Field struct {
	ID       int      `json:"id"`
	Name     string   `json:"name"`
	Kind     Kind     `json:"type"`
	Nullable bool     `json:"nullable"`
	Key      bool     `json:"key,omitempty"`
	Dict     bool     `json:"dictionary,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Min      *float64 `json:"minimum,omitempty"`
	Max      *float64 `json:"maximum,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Ref      string   `json:"references,omitempty"`
	Doc      string   `json:"description"`
	Delta    bool     `json:"-"` // stored as differences
}

// Rule adds a rule to a column's declaration.
type Rule func(*Field)

// Key makes the column a part of the table's primary key.
func Key(f *Field) { f.Key = true }

// Dict declares few distinct values: the column is written with a dictionary.
func Dict(f *Field) { f.Dict = true }

// Delta declares that a value is near the one before: numbers are written as
// differences, texts without the beginning that they share.
func Delta(f *Field) { f.Delta = true }

// Enum lists the only values allowed, and implies Dict.
func Enum(values ...string) Rule {
	return func(f *Field) { f.Enum, f.Dict = values, true }
}

// Range bounds a number, both ends allowed.
func Range(low, high float64) Rule {
	return func(f *Field) { f.Min, f.Max = &low, &high }
}

// AtLeast bounds a number from below.
func AtLeast(low float64) Rule { return func(f *Field) { f.Min = &low } }

// Unit names the unit of a number.
func Unit(u string) Rule { return func(f *Field) { f.Unit = u } }

// Ref says that each value is found in another table's column, written
// "table.column".
func Ref(target string) Rule { return func(f *Field) { f.Ref = target } }

// Column is a Field with the way to reach its value in a row struct R. The one
// accessor serves encoding and decoding.
type Column[R any] struct {
	Field
	buffer  func() buffer[R]
	decode  func(arrow.Array, []R)
	compare func(a, b *R) int // for keys
}

// Col declares a column that always has a value. The id stays with the column
// for ever: it is never given to another one.
func Col[R any, T Value](id int, name string, get func(*R) *T, doc string, rules ...Rule) Column[R] {
	var zero T
	c := Column[R]{Field: Field{ID: id, Name: name, Kind: kindOf(zero), Doc: doc}}
	for _, rule := range rules {
		rule(&c.Field)
	}
	write := func(r *R, v T, _ bool) { *get(r) = v }
	c.buffer = newBuffer(c.Field, readAlways(get))
	c.decode = newDecoder(write)
	c.compare = func(a, b *R) int { return compare(*get(a), *get(b)) }
	return c
}

// Opt declares a column whose value may be undefined.
func Opt[R any, T Value](id int, name string, get func(*R) *Null[T], doc string, rules ...Rule) Column[R] {
	var zero T
	c := Column[R]{Field: Field{ID: id, Name: name, Kind: kindOf(zero), Nullable: true, Doc: doc}}
	for _, rule := range rules {
		rule(&c.Field)
	}
	write := func(r *R, v T, valid bool) { *get(r) = Null[T]{V: v, Valid: valid} }
	c.buffer = newBuffer(c.Field, readNull(get))
	c.decode = newDecoder(write)
	return c
}

// OptText declares a column of text that may be undefined. In the row struct
// the empty string stands for undefined: no published text is ever empty.
func OptText[R any](id int, name string, get func(*R) *string, doc string, rules ...Rule) Column[R] {
	c := Column[R]{Field: Field{ID: id, Name: name, Kind: Text, Nullable: true, Doc: doc}}
	for _, rule := range rules {
		rule(&c.Field)
	}
	write := func(r *R, v string, _ bool) { *get(r) = v }
	c.buffer = newBuffer(c.Field, readText(get))
	c.decode = newDecoder(write)
	return c
}

func kindOf(v any) Kind {
	switch v.(type) {
	case string:
		return Text
	case int32:
		return Int32
	case int64:
		return Int64
	case float64:
		return Float64
	case bool:
		return Bool
	case Date:
		return Day
	case Timestamp:
		return Instant
	}
	panic("schemas: a kind is missing for a value type")
}

func compare[T Value](a, b T) int {
	switch a := any(a).(type) {
	case string:
		return cmp.Compare(a, any(b).(string))
	case int32:
		return cmp.Compare(a, any(b).(int32))
	case int64:
		return cmp.Compare(a, any(b).(int64))
	case float64:
		return cmp.Compare(a, any(b).(float64))
	case Date:
		return cmp.Compare(a, any(b).(Date))
	case Timestamp:
		return cmp.Compare(a, any(b).(Timestamp))
	}
	panic("schemas: a key cannot be a truth value")
}
