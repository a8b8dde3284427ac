package release

import (
	"context"

	"multivector/pipeline/duck"
)

// Reasoned sums up the quarantine for one reason, with an example.
type Reasoned struct {
	SourceID, Reason, File, Message string
	N, Line                         int64
}

// QuarantineSummary counts a release's quarantine by source and reason.
func QuarantineSummary(ctx context.Context, dir, scratch string) ([]Reasoned, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	db, err := duck.Open(ctx, m.Paths(dir), scratch)
	if err != nil {
		return nil, err
	}
	defer db.Close()
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
