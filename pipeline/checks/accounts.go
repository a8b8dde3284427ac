package checks

// ledger joins the accounts that the stages handed over, quarantine the faults.
const (
	ledger     = `(SELECT * FROM ledger_texts UNION ALL SELECT * FROM ledger_events)`
	quarantine = `(SELECT * FROM quarantine_texts UNION ALL SELECT * FROM quarantine_events)`
)

// outside counts the sources whose rows, all files together, are not as many as
// their descriptions say.
func outside(condition string) string {
	return `SELECT count(*) FROM (SELECT source_id, sum(n_read) AS n FROM ` + ledger + ` WHERE unit = 'row' GROUP BY ALL)
			 JOIN sources USING (source_id) WHERE ` + condition
}

// accounts are the checks that every record of every raw file is accounted for,
// counted again from the finished tables.
func accounts() []check {
	return []check{
		{
			id: "sources.max_rows", table: "sources", expected: "no source has more rows than its description's max_rows",
			query: outside("n > max_rows"),
		},
		{
			id: "sources.min_rows", table: "sources", expected: "each source has its description's min_rows at least; a part of it may be held on purpose",
			query: outside("n < min_rows"), warning: true,
		},
		{
			id: "ledger.sum", table: "ledger", expected: "read = published + quarantined + excluded, for every file",
			query: `SELECT count(*) FROM ` + ledger + ` WHERE n_read <> n_published + n_quarantined + n_excluded`,
		},
		{
			id: "ledger.complete", table: "ledger", expected: "every raw file that holds data has an account, under its own hash",
			query: `SELECT count(*) FROM inputs LEFT JOIN ` + ledger + ` AS l USING (source_id, file)
			 WHERE role = 'data' AND l.sha256 IS DISTINCT FROM inputs.sha256`,
		},
		{
			id: "ledger.quarantined", table: "ledger", expected: "each quarantined record is in quarantine",
			query: `SELECT count(*) FROM ` + ledger + ` AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n FROM ` + quarantine + ` GROUP BY ALL) AS q USING (source_id, file)
			 WHERE coalesce(n_quarantined, -1) <> coalesce(n, 0)`,
		},
		{
			id: "ledger.events", table: "ledger", expected: "each published row is in events or event_mentions; a state's part in a dispute, once or more",
			query: `SELECT count(*) FROM ledger_events AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n
			            FROM (SELECT source_id, file FROM events WHERE scheme <> 'mid'
			                  UNION ALL SELECT source_id, file FROM (SELECT DISTINCT source_id, file, line FROM events WHERE scheme = 'mid')
			                  UNION ALL SELECT source_id, file FROM event_mentions) GROUP BY ALL) AS e USING (source_id, file)
			 WHERE coalesce(n_published, -1) <> coalesce(n, 0)`,
		},
		{
			id: "ledger.passages", table: "ledger", expected: "each published passage is in passages",
			query: `SELECT count(*) FROM (FROM ledger_texts WHERE unit = 'passage') AS l
			 FULL JOIN (SELECT source_id, file, count(*) AS n FROM passages GROUP BY ALL) AS p USING (source_id, file)
			 WHERE coalesce(n_published, -1) <> coalesce(n, 0)`,
		},
	}
}
