package events

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// How many days old an event may be when its record is added, before it is
// flagged: a week for a late report, a month, which anniversaries in the news
// exceed, for a stale date.
const lateDays, staleDays = 7, 31

// harmonize fills what is the same for every source, and gives the hash of the
// event's id.
func (p *parser) harmonize(e *schemas.Event) uint64 {
	in := p.in
	e.SourceID, e.SourceVersion, e.File = in.SourceID, in.version, in.File
	switch {
	case in.source.ByPlace:
		e.EventUID = p.texts.join(in.File, ":", strconv.FormatInt(e.Line, 10))
	case e.EventUID == "":
		e.EventUID = e.NativeEventID
	}
	e.EventUID = p.texts.join(in.SourceID, ":", e.EventUID)
	p.code(e)
	if e.SourceActorID != "" && e.TargetActorID != "" {
		e.IsDomestic = schemas.Some(e.SourceActorID == e.TargetActorID)
	}
	e.DuplicateKey = p.duplicateKey(e)
	flags := p.record.Flags | flagsOf(e)
	if in.RetrievedAt.Valid && e.EventDate > in.RetrievedAt.V {
		flags |= source.FutureDate
	}
	e.QualityFlags = p.flagText(flags)
	return xxh3.HashString(e.EventUID)
}

// code harmonizes the event code.
func (p *parser) code(e *schemas.Event) {
	if e.Scheme != "cameo" {
		return
	}
	if !p.record.Listed {
		p.record.Flags |= source.UnlistedCode
		return
	}
	listed := &p.record.Known
	e.EventRoot = e.EventCode[:2]
	e.QuadClass = schemas.Some(listed.QuadClass)
	if e.PloverType == "" {
		e.PloverType, e.PloverMode, e.PloverRelation = listed.PloverType, listed.PloverMode, listed.PloverRelation
	}
	if listed.Goldstein.Valid {
		e.Goldstein, e.ScaleID = listed.Goldstein, scaleID+"/"+scaleVersion
	}
}

func flagsOf(e *schemas.Event) (f source.Flag) {
	if e.SourceActorID == "" {
		f |= source.NoSourceActor
	}
	if e.TargetActorID == "" {
		f |= source.NoTargetActor
	}
	if e.IsDomestic.V {
		f |= source.SameActor
	}
	if e.AddedAt.Valid {
		added := schemas.Date(int64(e.AddedAt.V) / 1e6 / 86400)
		switch {
		case added-e.EventDate > staleDays:
			f |= source.StaleDate
		case added-e.EventDate > lateDays:
			f |= source.LateAddition
		case e.EventDate > added:
			f |= source.AfterAddition
		}
	}
	return f
}

// flagText gives the text of a set of flags.
func (p *parser) flagText(f source.Flag) string {
	if f == 0 {
		return ""
	}
	if s, ok := p.flags[f]; ok {
		return s
	}
	var names []string
	for i, q := range schemas.QualityFlags {
		if f&(1<<i) != 0 {
			names = append(names, q.Flag)
		}
	}
	s := strings.Join(names, ";")
	if p.flags == nil {
		p.flags = map[source.Flag]string{}
	}
	p.flags[f] = s
	return s
}

// duplicateKey hashes what makes two records of one source look alike: date,
// actors as delivered, code and place. Bits of the date above 48 bits of the hash
// take less room in the file than a hash of 64, and keep records of different days
// apart: of 300,000 a day, as GDELT has, two that differ share a key once in 6,000
// days.
func (p *parser) duplicateKey(e *schemas.Event) int64 {
	h := xxh3.HashString(e.SourceActorRaw)
	for _, s := range [...]string{e.TargetActorRaw, e.EventCode, e.GeoName} {
		h = h*0x9E3779B97F4A7C15 + xxh3.HashString(s)
	}
	h = h*0x9E3779B97F4A7C15 + uint64(uint32(e.EventDate))
	return int64(uint64(e.EventDate)<<48 | h>>16)
}

func hexadecimal(h uint64) (digits [16]byte) {
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], h)
	hex.Encode(digits[:], raw[:])
	return digits
}

// arena joins texts without an allocation each. They live until used is set
// back.
type arena struct {
	memory []byte
	used   int
}

func (a *arena) join(parts ...string) string {
	n := 0
	for _, s := range parts {
		n += len(s)
	}
	if len(a.memory)-a.used < n { // the texts so far keep the old memory
		a.memory, a.used = make([]byte, max(n, 1<<16)), 0
	}
	out := a.memory[a.used:a.used]
	for _, s := range parts {
		out = append(out, s...)
	}
	a.used += n
	return text(out)
}
