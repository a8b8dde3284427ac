package gdelt

import (
	"math"

	"multivector/pipeline/events/source"
	"multivector/schemas"
)

// The fields of a mention.
const (
	eventID = iota
	eventTimeDate
	mentionTimeDate
	mentionType
	mentionSourceName
	mentionIdentifier
	sentenceID
	actor1CharOffset
	actor2CharOffset
	actionCharOffset
	inRawText
	confidence
	mentionDocLen
	mentionDocTone
	mentionDocTranslationInfo
)

var mentionColumns = []string{
	"GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
	"SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
	"MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
}

// Mentions describes the mentions of events of GDELT 2.0: tab-separated without
// a header as GDELT delivers them, or comma-separated with one as exports of
// that table have it. The extras are not carried over: GDELT keeps them free.
func Mentions() source.Source {
	return source.Source{
		ID: "gdelt_mentions",
		Layouts: []source.Layout{
			{Separator: '\t', Columns: mentionColumns},
			{Separator: ',', Columns: mentionColumns, Header: true, Loose: true, Quoted: true},
		},
		ReadMention: readMention, MentionsOf: "gdelt2",
	}
}

// mentionTypes by their number, from 1.
var mentionTypes = []string{"1", "2", "3", "4", "5", "6"}

func readMention(r *source.Record, m *schemas.EventMention) {
	m.EventUID = r.Digits(eventID)
	m.EventAddedAt, m.MentionTime = r.CompactTime(eventTimeDate).V, r.CompactTime(mentionTimeDate).V
	if kind := r.OneOf(mentionType, mentionTypes...); len(kind) == 1 {
		m.MentionType = schemas.MentionTypes[(kind[0]-'1')%6]
	}
	m.MentionSource, m.URL = r.Text(mentionSourceName), r.Need(mentionIdentifier)
	m.SentenceID = r.Count(sentenceID)
	m.Actor1CharOffset, m.Actor2CharOffset, m.ActionCharOffset = offset(r, actor1CharOffset), offset(r, actor2CharOffset), offset(r, actionCharOffset)
	m.InRawText = r.OneOf(inRawText, "0", "1") == "1"
	m.Confidence = r.Int(confidence, 0, 100)
	m.DocLength = r.Count(mentionDocLen)
	m.DocTone = r.Float(mentionDocTone, -100, 100)
	m.TranslationInfo = r.Text(mentionDocTranslationInfo)
}

// offset reads a place in the document's text, where −1 says that there is none.
func offset(r *source.Record, field int) schemas.Null[int32] {
	n := r.Int(field, -1, math.MaxInt32)
	if n.V < 0 {
		return schemas.Null[int32]{}
	}
	return n
}
