package reference

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"multivector/pipeline/raw"
	"multivector/schemas"
)

func readCase(root, id string, known map[string]bool) ([]schemas.VectorMember, []schemas.Period, error) {
	c, err := raw.ReadCase(root, id)
	if err != nil {
		return nil, nil, err
	}
	if !known[c.Actor] {
		return nil, nil, fmt.Errorf("case %s: actor %q is not in actors.csv", id, c.Actor)
	}
	var sets []schemas.VectorMember
	for _, set := range c.VectorSets {
		for _, actor := range set.Actors {
			if !known[actor] {
				return nil, nil, fmt.Errorf("case %s: vector set %s names actor %q, which is not in actors.csv", id, set.ID, actor)
			}
			sets = append(sets, schemas.VectorMember{VectorSet: set.ID, Title: set.Title, ActorID: actor, SubjectActorID: c.Actor})
		}
	}
	var periods []schemas.Period
	for _, p := range c.Periods {
		periods = append(periods, schemas.Period{PeriodID: p.ID, Title: p.Title, Start: p.Start.V, End: p.End.Null})
	}
	return sets, periods, nil
}

var claimColumns = []string{
	"claim_id", "subject", "claim_type", "claimed_value", "unit", "claimed_by", "claimed_on", "status", "preferred", "reason",
	"source_title", "source_publisher", "source_date", "source_url", "read_on",
}

// readClaims reads the disputed facts of a case, if it has any.
func readClaims(root, id string) ([]schemas.Claim, error) {
	var rows []schemas.Claim
	keys := unique{}
	path := filepath.Join(root, "raw", filepath.FromSlash(raw.ClaimsFile(id)))
	err := raw.ReadCSV(path, claimColumns, func(r *raw.Record) error {
		c := schemas.Claim{
			ClaimID: r.Need("claim_id"), Subject: r.Need("subject"), ClaimType: r.OneOf("claim_type", "total", "date"),
			ClaimedValue: r.Need("claimed_value"), Unit: r.Need("unit"), ClaimedBy: r.Need("claimed_by"), ClaimedOn: r.Text("claimed_on"),
			Status: r.OneOf("status", schemas.ClaimStatuses...), Preferred: r.Bool("preferred"), Reason: r.Text("reason"),
			SourceTitle: r.Text("source_title"), SourcePublisher: r.Text("source_publisher"),
			SourceDate: r.Text("source_date"), SourceURL: r.Text("source_url"), ReadOn: r.Date("read_on"), SourceID: raw.Own,
		}
		rows = append(rows, c)
		return keys.add(r, "claim_id", c.ClaimID)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return rows, err
}
