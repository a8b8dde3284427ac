package events

import "github.com/zeebo/xxh3"

// mention reads a record that mentions an event of another source.
func (p *parser) mention(start, end, line int64) error {
	m := p.mentions.add()
	p.in.source.ReadMention(&p.record, m)
	if fault, bad := p.record.Fault(); bad {
		p.mentions.dropLast()
		return p.fault(line, start, end, fault)
	}
	m.SourceID, m.SourceVersion, m.File = p.in.SourceID, p.in.version, p.in.File
	m.Line, m.ByteStart, m.ByteEnd = line, start, end
	digits := hexadecimal(p.all())
	m.MentionUID = p.texts.join(m.SourceID, ":", m.EventUID, ":", string(digits[:]))
	m.EventUID = p.texts.join(p.in.source.MentionsOf, ":", m.EventUID)
	p.ids = append(p.ids, xxh3.HashString(m.MentionUID))
	return nil
}

// all hashes the fields of a record, however they were separated.
func (p *parser) all() (h uint64) {
	for i := range p.fields.Len() {
		h = h*0x9E3779B97F4A7C15 + xxh3.HashString(p.fields.At(i))
	}
	return h
}
