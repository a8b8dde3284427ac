package schemas

// Values that several tables share.
var (
	// ActorTypes says what kind of actor an id stands for.
	ActorTypes = []string{"state", "igo", "bloc", "format", "region", "nonstate"}
	// Precisions says how exactly a date is known.
	Precisions = []string{"day", "month", "year"}
	// Verifications says whether the source of a fact written by hand was read.
	Verifications = []string{"verified", "unverified"}
	// PloverTypes are the event types of the PLOVER ontology.
	PloverTypes = []string{"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)

const (
	verifiedDoc  = "Whether the source of this fact was read: verified rests on a primary source or two independent ones that were read; unverified is known but was not looked up, and measures leave it out."
	sourceDoc    = "Source that the row comes from or rests on."
	fileDoc      = "Name of the raw file within its source; the ledger gives its SHA-256."
	lineDoc      = "Line of the raw file on which the record begins, from 1; where the file is packed, of what it unpacks to, each member of an archive beginning a line."
	byteStartDoc = "Offset of the first byte in the raw file, counted from 0; where the file is packed, in what it unpacks to, the members of an archive one after the other."
	byteEndDoc   = "Offset after the last byte in the raw file."
	charStartDoc = "Offset of the first Unicode code point in the version's normalized text (NFC, LF), counted from 0."
	charEndDoc   = "Offset after the last code point in the version's normalized text."
)
