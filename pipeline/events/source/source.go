// Package source says what a source of event records is: a layout by which
// files are cut into records and fields, and a function that reads one record.
//
// It promises that every record of a file is either read, or quarantined with
// its place, field and value, or excluded with a reason. It leaves to the
// events stage what is the same for every source: ids, harmonized codes, flags
// and accounts.
package source

import (
	"slices"

	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// Source is one way in which event records are delivered.
type Source struct {
	ID string // as in raw/sources/<id>
	// Layouts are those in which the files come; each file has one of them, told
	// by its first line.
	Layouts []Layout
	// Read fills an event, whose fields are zero, from a record. It reports what
	// is wrong through the record's methods.
	Read func(*Record, *schemas.Event)
	// ReadMention does so for a source whose records are mentions of the events of
	// another source, MentionsOf.
	ReadMention func(*Record, *schemas.EventMention)
	MentionsOf  string
	// Join makes events of all the rows of a file, for a source whose events lie in
	// several rows. Without it, each record is an event.
	Join func([]Row) []Joined
	// ByPlace says that ids repeat or lack, so that file and line are the id.
	ByPlace bool
}

// Layout says how files are cut into records and fields.
type Layout struct {
	Separator byte
	Columns   []string // names of the fields, in order
	Optional  int      // columns at the end that a record may lack
	Header    bool     // the first line holds exactly these names
	Loose     bool     // the header's names count without regard to case, spaces and underscores
	Quoted    bool     // fields may be quoted and hold line breaks, as in RFC 4180; lines may end with CR LF
	CRLF      bool     // lines end with CR LF, or with LF
	Mark      bool     // a file may begin with a byte order mark
	// Strangers names the layouts of other sources that are told by their number
	// of columns, and must not stand in one file with this one.
	Strangers map[int]string
	Latin1    bool     // a record that is not UTF-8 is ISO 8859-1
	Whole     bool     // a file is read as one segment, for the source's Join
	Missing   []string // texts that stand for a missing value, beside the empty one
	// At gives the column of each field that the source's function reads, −1
	// where the layout has none; nil where they are the columns themselves.
	At []int
}

// Align says where each of the fields that a source reads stands among columns.
func Align(fields, columns []string) []int {
	at := make([]int, len(fields))
	for i, f := range fields {
		at[i] = slices.Index(columns, f)
	}
	return at
}

// column gives the column of a field, −1 where there is none.
func (l *Layout) column(field int) int {
	if l.At == nil {
		return field
	}
	return l.At[field]
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
	PloverRelation         string // of the crosswalk to PLOVER
	Goldstein              schemas.Null[float64]
}

// Flag is a remark on the quality of a published event: its position in
// schemas.QualityFlags.
type Flag uint32

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
	LateAddition
	FutureDate
	EncodedTwice
	SeveralActors
	InactiveYear
	DecodedLatin1
)

// Fault is what stands against a record.
type Fault struct {
	Field, Value, Reason, Message string
}

// Reasons that show that another program wrote the whole file anew.
const (
	LostZero   = "leading_zero_lost"
	Scientific = "scientific_notation"
)
