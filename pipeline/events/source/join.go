package source

import "multivector/schemas"

// Part is what a row says of the whole that it is a part of, for a source whose
// events lie in several rows.
type Part struct {
	Whole  string // what the rows belong to
	Member string // whose part it is; empty where the row is of the whole
	Side   int
	Until  schemas.Date // last day of the part
}

// Row is a record of such a source: an event without its other side.
type Row struct {
	Event schemas.Event
	Flags Flag
	Part  Part
}

// Joined is an event made of rows. It has the place of one of them.
type Joined struct {
	Event schemas.Event
	Flags Flag
	Row   int // whose place it has
}
