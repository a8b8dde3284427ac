package schemas

import (
	"fmt"
	"slices"
	"strings"
)

// LedgerEntry accounts for every record of one raw file.
type LedgerEntry struct {
	SourceID, File, SHA256, Unit, Reasons      string
	Bytes                                      int64
	NRead, NPublished, NQuarantined, NExcluded int64
}

// Ledger accounts for every record of every raw file.
var Ledger = declare(Info{Name: "ledger", Version: 1, Stage: "checks",
	Doc: "Account of every raw file: records read = published + quarantined + excluded. A build in which the sum does not hold makes no release."},
	Col(1, "source_id", func(r *LedgerEntry) *string { return &r.SourceID }, sourceDoc, Key, Dict, Ref("sources.source_id")),
	Col(2, "file", func(r *LedgerEntry) *string { return &r.File }, "Name of the raw file within its source.", Key),
	Col(3, "sha256", func(r *LedgerEntry) *string { return &r.SHA256 }, "SHA-256 of the bytes, in hexadecimal."),
	Col(4, "bytes", func(r *LedgerEntry) *int64 { return &r.Bytes }, "Size.", Unit("bytes"), AtLeast(0)),
	Col(5, "unit", func(r *LedgerEntry) *string { return &r.Unit }, "What is counted: rows of a table, passages of a text, or the file itself where it could not be read.", Enum("row", "passage", "file")),
	Col(6, "n_read", func(r *LedgerEntry) *int64 { return &r.NRead }, "Records read.", AtLeast(0)),
	Col(7, "n_published", func(r *LedgerEntry) *int64 { return &r.NPublished }, "Records published.", AtLeast(0)),
	Col(8, "n_quarantined", func(r *LedgerEntry) *int64 { return &r.NQuarantined }, "Faulty records, each of them in quarantine.", AtLeast(0)),
	Col(9, "n_excluded", func(r *LedgerEntry) *int64 { return &r.NExcluded }, "Records left out on purpose.", AtLeast(0)),
	OptText(10, "reasons", func(r *LedgerEntry) *string { return &r.Reasons }, "Why records were not published: reason=count, joined by a semicolon."),
)

// Reasons writes counts by reason as the ledger has them, in alphabetical order.
func Reasons(counts map[string]int64) string {
	var parts []string
	for reason, n := range counts {
		parts = append(parts, fmt.Sprintf("%s=%d", reason, n))
	}
	slices.Sort(parts)
	return strings.Join(parts, ";")
}

// TextsLedger and EventsLedger are the accounts that stages hand over.
var (
	TextsLedger  = Ledger.as("ledger_texts", "Accounts of the raw files that the texts stage read.")
	EventsLedger = Ledger.as("ledger_events", "Accounts of the raw files that the events stage read.")
)

// Fault is a record that could not be published, with the exact place and
// value that stood against it.
type Fault struct {
	SourceID, File, Field, RawValue, ReasonCode, Message string
	Line, ByteStart, ByteEnd                             int64
}

// Quarantine holds the records that could not be published.
var Quarantine = declare(Info{Name: "quarantine", Version: 1, Stage: "checks",
	Doc: "Faulty records, complete, each with its place in the raw file and the field and value that stood against it."},
	Col(1, "source_id", func(r *Fault) *string { return &r.SourceID }, sourceDoc, Key, Dict, Ref("sources.source_id")),
	Col(2, "file", func(r *Fault) *string { return &r.File }, fileDoc, Key, Dict),
	Col(3, "line", func(r *Fault) *int64 { return &r.Line }, lineDoc, Key, AtLeast(1)),
	Col(4, "byte_start", func(r *Fault) *int64 { return &r.ByteStart }, byteStartDoc, AtLeast(0)),
	Col(5, "byte_end", func(r *Fault) *int64 { return &r.ByteEnd }, byteEndDoc, AtLeast(0)),
	OptText(6, "field", func(r *Fault) *string { return &r.Field }, "Field at fault, in the source's own naming; null where the record as a whole is.", Dict),
	OptText(7, "raw_value", func(r *Fault) *string { return &r.RawValue }, "The value at fault, its first 1,000 bytes; bytes that are not printable text are written as \\xNN."),
	Col(8, "reason_code", func(r *Fault) *string { return &r.ReasonCode }, "Reason in one word.", Dict),
	Col(9, "message", func(r *Fault) *string { return &r.Message }, "What is wrong, in words."),
)

// TextsQuarantine and EventsQuarantine are the faults that stages hand over.
var (
	TextsQuarantine  = Quarantine.as("quarantine_texts", "Faulty records that the texts stage met.")
	EventsQuarantine = Quarantine.as("quarantine_events", "Faulty records that the events stage met.")
)

// CheckResult is the outcome of one check over a finished table.
type CheckResult struct {
	CheckID, Table, Severity, Status, Observed, Expected string
}

// CheckResults lists the checks that the release passed.
var CheckResults = declare(Info{Name: "check_results", Version: 1, Stage: "checks",
	Doc: "Checks over the finished tables. A failed check of severity error stops the release."},
	Col(1, "check_id", func(r *CheckResult) *string { return &r.CheckID }, "Table, column and rule, joined by dots.", Key),
	Col(2, "table", func(r *CheckResult) *string { return &r.Table }, "Table checked.", Dict),
	Col(3, "severity", func(r *CheckResult) *string { return &r.Severity }, "Whether a failure stops the release.", Enum("error", "warning")),
	Col(4, "status", func(r *CheckResult) *string { return &r.Status }, "Outcome.", Enum("passed", "failed")),
	Col(5, "observed", func(r *CheckResult) *string { return &r.Observed }, "What was found."),
	Col(6, "expected", func(r *CheckResult) *string { return &r.Expected }, "What the rule asks."),
)

// Change is one row that differs between a release and the one before it.
type Change struct {
	Table, Key, Change, Columns string
}

// Changes lists what changed since the release before, row by row. It lies
// beside the dataset, in the release's diff folder.
var Changes = declare(Info{Name: "changes", Version: 1, Stage: "release", Internal: true,
	Doc: "Rows that were added, removed or changed since the release before, matched by primary key."},
	Col(1, "table", func(r *Change) *string { return &r.Table }, "Table.", Key, Dict),
	Col(2, "key", func(r *Change) *string { return &r.Key }, "Values of the primary key, joined by a vertical bar.", Key),
	Col(3, "change", func(r *Change) *string { return &r.Change }, "What happened to the row.", Enum("added", "removed", "changed")),
	OptText(4, "columns", func(r *Change) *string { return &r.Columns }, "Columns whose value changed, joined by a semicolon."),
)
