// Package source says what a source of event records is: a layout by which
// files are cut into records and fields, and a function that reads one record.
//
// It promises that every record of a file is either read, or quarantined with
// its place, field and value, or excluded with a reason. It leaves to the
// events stage what is the same for every source: ids, harmonized codes, flags
// and accounts.
package source

import (
	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// Source is one way in which event records are delivered.
type Source struct {
	ID     string // as in raw/sources/<id>
	Layout Layout
	// Read fills an event, whose fields are zero, from a record. It reports what
	// is wrong through the record's methods.
	Read func(*Record, *schemas.Event)
}

// Layout says how files are cut into records and fields.
type Layout struct {
	Separator byte
	Columns   []string // names of the fields, in order
	Header    bool     // the first line holds exactly these names
	Quoted    bool     // fields may be quoted and hold line breaks, as in RFC 4180
	Missing   []string // texts that stand for a missing value, beside the empty one
}

// Reference is what records are read against.
type Reference struct {
	Actors *lookup.Actors
	Cameo  map[string]Code
}

// Code is what is known of a CAMEO code.
type Code struct {
	QuadClass              int32 // by CAMEO's roots
	PloverType, PloverMode string
	Goldstein              schemas.Null[float64]
}

// Flag is a remark on the quality of a published event: its position in
// schemas.QualityFlags.
type Flag uint16

// The flags, in the order of schemas.QualityFlags.
const (
	Unverified Flag = 1 << iota
	NoSourceActor
	NoTargetActor
	SameActor
	ActorOutOfPeriod
	StaleDate
	AfterAddition
	BrokenPlace
	UnlistedCode
)

// Fault is what stands against a record.
type Fault struct {
	Field, Value, Reason, Message string
}
