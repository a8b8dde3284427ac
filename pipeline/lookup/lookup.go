// Package lookup finds an actor by code system, code and date.
//
// It promises never to guess: a code that is not listed is unknown, and one
// that is used outside its actor's time says so. It leaves what to do about it
// to the stages.
package lookup

import (
	"fmt"

	"multivector/schemas"
)

// Status says how a look-up ended.
type Status int

// The outcomes of a look-up.
const (
	Unknown     Status = iota // no such code in the system
	Found                     // the code stands for the actor on that day
	OutOfPeriod               // the code is the actor's, but not on that day, or the actor did not exist then
)

type entry struct {
	actor    string
	from, to schemas.Date // the code's period
	born     schemas.Date // the actor's period
	died     schemas.Date
}

// The bounds of a period that is open: its beginning and its end.
const (
	Ever  = schemas.Date(-1 << 31)
	Never = schemas.Date(1<<31 - 1)
)

// Codes is one code system.
type Codes map[string][]entry

// Actors is all code systems.
type Actors struct{ systems map[string]Codes }

// New builds the look-up. Two periods of one code must not overlap.
func New(codes []schemas.ActorCode, actors []schemas.Actor) (*Actors, error) {
	alive := make(map[string]schemas.Actor, len(actors))
	for _, a := range actors {
		alive[a.ActorID] = a
	}
	l := &Actors{systems: map[string]Codes{}}
	for _, c := range codes {
		a, ok := alive[c.ActorID]
		if !ok {
			return nil, fmt.Errorf("code %s %s stands for actor %q, which is not listed", c.CodeSystem, c.Code, c.ActorID)
		}
		e := entry{c.ActorID, bound(c.ValidFrom, Ever), bound(c.ValidTo, Never), bound(a.ValidFrom, Ever), bound(a.ValidTo, Never)}
		system := l.systems[c.CodeSystem]
		if system == nil {
			system = Codes{}
			l.systems[c.CodeSystem] = system
		}
		for _, other := range system[c.Code] {
			if e.from <= other.to && other.from <= e.to {
				return nil, fmt.Errorf("code %s %s stands for %s and for %s at the same time", c.CodeSystem, c.Code, other.actor, e.actor)
			}
		}
		system[c.Code] = append(system[c.Code], e)
	}
	return l, nil
}

func bound(d schemas.Null[schemas.Date], open schemas.Date) schemas.Date {
	if d.Valid {
		return d.V
	}
	return open
}

// System gives one code system; an unknown one has no codes.
func (l *Actors) System(name string) Codes { return l.systems[name] }

// Find looks a code up on a day.
func (l *Actors) Find(system, code string, on schemas.Date) (string, Status) {
	return l.systems[system].Find(code, on)
}

// Find looks a code up on a day. Outside all of its periods, it gives the
// actor whose period is nearest, with OutOfPeriod.
func (c Codes) Find(code string, on schemas.Date) (string, Status) {
	entries := c[code]
	best, distance := "", int64(-1)
	for i := range entries {
		e := &entries[i]
		if e.from <= on && on <= e.to {
			if on < e.born || on > e.died {
				return e.actor, OutOfPeriod
			}
			return e.actor, Found
		}
		away := max(int64(e.from)-int64(on), int64(on)-int64(e.to))
		if distance < 0 || away < distance {
			best, distance = e.actor, away
		}
	}
	if best == "" {
		return "", Unknown
	}
	return best, OutOfPeriod
}
