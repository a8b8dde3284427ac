package checks

// ledger joins the accounts that the stages handed over, quarantine the faults.
const (
	ledger     = `(SELECT * FROM ledger_texts UNION ALL SELECT * FROM ledger_events)`
	quarantine = `(SELECT * FROM quarantine_texts UNION ALL SELECT * FROM quarantine_events)`
)

// accounts are the checks that every record of every raw file is accounted for,
// counted again from the finished tables.
func accounts() []check {
	return []check{
		{
			"ledger.sum", "ledger", "read = published + quarantined + excluded, for every file",
			`SELECT count(*) FROM ` + ledger + ` WHERE n_read <> n_published + n_quarantined + n_excluded`,
		},
		{
			"ledger.complete", "ledger", "every raw file that holds data has an account, under its own hash",
			`SELECT count(*) FROM inputs LEFT JOIN ` + ledger + ` AS l USING (source_id, file)
			 WHERE role = 'data' AND l.sha256 IS DISTINCT FROM inputs.sha256`,
		},
		{
			"ledger.quarantined", "ledger", "each quarantined record is in quarantine",
			`SELECT count(*) FROM ` + ledger + ` AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n FROM ` + quarantine + ` GROUP BY ALL) AS q USING (source_id, file)
			 WHERE coalesce(n_quarantined, -1) <> coalesce(n, 0)`,
		},
		{
			"ledger.events", "ledger", "each published row is in events",
			`SELECT count(*) FROM ledger_events AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n FROM events GROUP BY ALL) AS e USING (source_id, file)
			 WHERE coalesce(n_published, -1) <> coalesce(n, 0)`,
		},
		{
			"ledger.passages", "ledger", "each published passage is in passages",
			`SELECT count(*) FROM (FROM ledger_texts WHERE unit = 'passage') AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n FROM passages GROUP BY ALL) AS p USING (source_id, file)
			 WHERE coalesce(n_published, -1) <> coalesce(n, 0)`,
		},
	}
}
