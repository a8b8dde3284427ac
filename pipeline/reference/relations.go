package reference

import (
	"multivector/pipeline/raw"
	"multivector/schemas"
)

var membershipColumns = []string{
	"member_actor_id", "org_id", "status", "from_date", "to_date", "date_precision", "verification", "instrument",
	"source_title", "source_publisher", "source_url", "read_on", "note",
}

func readMemberships(path string, known map[string]bool) ([]schemas.Membership, error) {
	var rows []schemas.Membership
	keys := unique{}
	err := raw.ReadCSV(path, membershipColumns, func(r *raw.Record) error {
		r.Need("from_date")
		m := schemas.Membership{
			MemberActorID: r.Need("member_actor_id"), OrgID: r.Need("org_id"), Status: r.OneOf("status", schemas.MembershipStatuses...),
			FromDate: r.Date("from_date").V, ToDate: r.Date("to_date"), DatePrecision: r.OneOf("date_precision", schemas.Precisions...),
			Instrument: r.Text("instrument"), Verification: r.OneOf("verification", schemas.Verifications...),
			SourceTitle: r.Text("source_title"), SourcePublisher: r.Text("source_publisher"), SourceURL: r.Text("source_url"),
			ReadOn: r.Date("read_on"), Note: r.Text("note"), SourceID: raw.Own,
		}
		rows = append(rows, m)
		return raw.First(
			listedIn(r, "member_actor_id", known), listedIn(r, "org_id", known),
			keys.add(r, "member_actor_id", m.MemberActorID+" "+m.OrgID+" "+m.Status+" "+m.FromDate.String()),
			ordered(r, "to_date", schemas.Some(m.FromDate), m.ToDate), wasRead(r, m.Verification))
	})
	return rows, err
}

var partnershipColumns = []string{
	"actor1_id", "actor2_id", "tier", "from_date", "to_date", "date_precision", "instrument", "verification",
	"source_title", "source_publisher", "source_url", "read_on", "note",
}

func readPartnerships(path string, known map[string]bool) ([]schemas.Partnership, error) {
	var rows []schemas.Partnership
	keys := unique{}
	err := raw.ReadCSV(path, partnershipColumns, func(r *raw.Record) error {
		r.Need("from_date")
		p := schemas.Partnership{
			Actor1ID: r.Need("actor1_id"), Actor2ID: r.Need("actor2_id"), Tier: r.OneOf("tier", schemas.Tiers...),
			FromDate: r.Date("from_date").V, ToDate: r.Date("to_date"), DatePrecision: r.OneOf("date_precision", schemas.Precisions...),
			Instrument: r.Text("instrument"), Verification: r.OneOf("verification", schemas.Verifications...),
			SourceTitle: r.Text("source_title"), SourcePublisher: r.Text("source_publisher"), SourceURL: r.Text("source_url"),
			ReadOn: r.Date("read_on"), Note: r.Text("note"), SourceID: raw.Own,
		}
		rows = append(rows, p)
		if p.Actor1ID >= p.Actor2ID {
			return r.Errorf("actor1_id", "must come before actor2_id in the alphabet")
		}
		return raw.First(
			listedIn(r, "actor1_id", known), listedIn(r, "actor2_id", known),
			keys.add(r, "actor1_id", p.Actor1ID+" "+p.Actor2ID+" "+p.Tier+" "+p.FromDate.String()),
			ordered(r, "to_date", schemas.Some(p.FromDate), p.ToDate), wasRead(r, p.Verification))
	})
	return rows, err
}

// wasRead refuses a verified fact that names no source, or no day of reading.
func wasRead(r *raw.Record, verification string) error {
	if verification == "verified" && (r.Text("source_title") == "" || r.Text("read_on") == "") {
		return r.Errorf("verification", "a verified fact names its source and the day on which it was read")
	}
	return nil
}
