package release

import (
	"context"
)

// Reasoned sums up the quarantine for one reason, with an example.
type Reasoned struct {
	SourceID, Reason, File, Message string
	N, Line                         int64
}

// QuarantineSummary counts a release's quarantine by source and reason.
func QuarantineSummary(ctx context.Context, dir, scratch string) (all []Reasoned, err error) {
	err = Read(ctx, dir, scratch, func(db *Opened) (err error) {
		all, err = db.quarantineSummary(ctx)
		return err
	})
	return all, err
}

func (db *Opened) quarantineSummary(ctx context.Context) ([]Reasoned, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT source_id, reason_code, count(*), arg_min(file, (file, line)), arg_min(line, (file, line)), arg_min(message, (file, line))
		FROM quarantine GROUP BY ALL ORDER BY source_id, count(*) DESC, reason_code`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Reasoned
	for rows.Next() {
		var r Reasoned
		if err := rows.Scan(&r.SourceID, &r.Reason, &r.N, &r.File, &r.Line, &r.Message); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// Quarantined is a faulty record with its bytes.
type Quarantined struct {
	SourceID   string `json:"source_id"`
	File       string `json:"file"`
	Line       int64  `json:"line"`
	ByteStart  int64  `json:"byte_start"`
	ByteEnd    int64  `json:"byte_end"`
	Field      string `json:"field,omitempty"`
	RawValue   string `json:"raw_value,omitempty"`
	ReasonCode string `json:"reason_code"`
	Message    string `json:"message"`
	Record     []byte `json:"record,omitempty"`
	Missing    string `json:"missing,omitempty"` // why the bytes cannot be shown
}

// ReadQuarantine gives faulty records of a release, in the order of their place,
// and how many there are in all: of one source and for one reason where these
// are given. The bytes are read from the raw files, which must be those that the
// release was made from.
func ReadQuarantine(ctx context.Context, root, dir, source, reason string, most int, scratch string) (found []Quarantined, all int64, err error) {
	err = Read(ctx, dir, scratch, func(db *Opened) (err error) {
		found, all, err = db.readQuarantine(ctx, root, source, reason, most)
		return err
	})
	return found, all, err
}

func (db *Opened) readQuarantine(ctx context.Context, root, source, reason string, most int) (found []Quarantined, all int64, err error) {
	const chosen = ` FROM quarantine WHERE (?1 = '' OR source_id = ?1) AND (?2 = '' OR reason_code = ?2)`
	if err := db.QueryRowContext(ctx, `SELECT count(*)`+chosen, source, reason).Scan(&all); err != nil {
		return nil, 0, err
	}
	rows, err := db.QueryContext(ctx, `SELECT source_id, file, line, byte_start, byte_end, coalesce(field, ''), coalesce(raw_value, ''), reason_code, message`+
		chosen+` ORDER BY source_id, file, line LIMIT ?3`, source, reason, most)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var q Quarantined
		if err := rows.Scan(&q.SourceID, &q.File, &q.Line, &q.ByteStart, &q.ByteEnd, &q.Field, &q.RawValue, &q.ReasonCode, &q.Message); err != nil {
			return nil, 0, err
		}
		found = append(found, q)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	for from, to := 0, 0; from < len(found); from = to {
		to = from + 1
		for to < len(found) && found[to].SourceID == found[from].SourceID && found[to].File == found[from].File {
			to++
		}
		err := db.readRecords(ctx, root, found[from:to])
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		for i := from; err != nil && i < to; i++ {
			found[i].Missing = err.Error()
		}
	}
	return found, all, nil
}

// readRecords reads the bytes of faulty records of one file.
func (db *Opened) readRecords(ctx context.Context, root string, records []Quarantined) error {
	file, err := db.locate(ctx, root, records[0].SourceID, records[0].File)
	if err != nil {
		return err
	}
	places := make([]*Origin, len(records))
	for i, q := range records {
		o := *file
		o.ByteStart, o.ByteEnd = q.ByteStart, q.ByteEnd
		places[i] = &o
	}
	if err := readOrigins(ctx, root, places); err != nil {
		return err
	}
	for i, o := range places {
		records[i].Record = o.Bytes
	}
	return nil
}
