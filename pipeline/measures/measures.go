// Package measures counts in SQL and computes in Go.
//
// It promises that counts are exact, so that no number of threads can change
// them, that every formula names its source, and that what is undefined is null.
// A measure is an SQL file below sql/ for the counts and a Go file for the
// formula.
package measures

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"path/filepath"
	"time"

	"multivector/pipeline/duck"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

//go:embed sql/*.sql
var queries embed.FS

// Queries gives the SQL of each measure by its file name, for the codebook.
func Queries() map[string]string {
	entries, err := queries.ReadDir("sql")
	if err != nil {
		panic(err) // embedded at compile time
	}
	all := map[string]string{}
	for _, e := range entries {
		all[e.Name()] = query(e.Name())
	}
	return all
}

func query(name string) string {
	data, err := queries.ReadFile("sql/" + name)
	if err != nil {
		panic(err) // embedded at compile time
	}
	return string(data)
}

// Reads lists the tables that the queries read.
var Reads = []schemas.Declared{
	schemas.Sources, schemas.Actors, schemas.Aliases, schemas.VectorSets, schemas.Periods,
	schemas.Documents, schemas.Versions, schemas.Mentions, schemas.Events,
}

// Run computes all measures.
func Run(ctx context.Context, env *stage.Env) error {
	paths := map[string]string{}
	for _, t := range Reads {
		out, err := env.Table(t)
		if err != nil {
			return err
		}
		paths[t.Describe().Name] = out.Path
	}
	db, err := duck.Open(ctx, paths, filepath.Join(env.Out, ".cache"))
	if err != nil {
		return err
	}
	defer db.Close()
	dyads, err := dyadMonths(ctx, db)
	if err != nil {
		return fmt.Errorf("dyad_month: %w", err)
	}
	shares, balances, err := vectors(ctx, db)
	if err != nil {
		return fmt.Errorf("vector_shares: %w", err)
	}
	if err := stage.Write(env, schemas.DyadMonth, dyads); err != nil {
		return err
	}
	if err := stage.Write(env, schemas.VectorShares, shares); err != nil {
		return err
	}
	return stage.Write(env, schemas.VectorBalance, balances)
}

// rows runs a query and hands each row to scan.
func rows(ctx context.Context, db *sql.DB, name string, scan func(*sql.Rows) error) error {
	found, err := db.QueryContext(ctx, query(name))
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := scan(found); err != nil {
			return err
		}
	}
	return found.Err()
}

func dyadMonths(ctx context.Context, db *sql.DB) ([]schemas.DyadMonthRow, error) {
	var all []schemas.DyadMonthRow
	err := rows(ctx, db, "dyad_month.sql", func(r *sql.Rows) error {
		var d schemas.DyadMonthRow
		var month time.Time
		var tenths int64
		err := r.Scan(&d.Actor1ID, &d.Actor2ID, &month, &d.SourceID, &d.NEvents, &d.NDistinct,
			&d.NCoopVerbal, &d.NCoopMaterial, &d.NConfVerbal, &d.NConfMaterial,
			&d.NGoldstein, &tenths, &d.NSourceMonth, &d.Coverage)
		d.Month = schemas.DateOf(month)
		if d.NGoldstein > 0 {
			d.GoldsteinSum = schemas.Some(float64(tenths) / 10)
			d.GoldsteinMean = schemas.Some(float64(tenths) / 10 / float64(d.NGoldstein))
		}
		d.CoopBalance = SignedBalance(d.NCoopVerbal+d.NCoopMaterial, d.NConfVerbal+d.NConfMaterial)
		all = append(all, d)
		return err
	})
	return all, err
}

// vectors gives the shares, and their balance for each set.
func vectors(ctx context.Context, db *sql.DB) ([]schemas.VectorShare, []schemas.VectorBalanceRow, error) {
	var shares []schemas.VectorShare
	err := rows(ctx, db, "vector_counts.sql", func(r *sql.Rows) error {
		var s schemas.VectorShare
		var start time.Time
		var end sql.NullTime
		var n sql.NullInt64
		err := r.Scan(&s.ActorID, &s.Domain, &s.SourceID, &s.PeriodType, &s.PeriodID, &start, &end, &s.VectorSet, &s.VectorActorID, &n)
		s.PeriodStart = schemas.DateOf(start)
		if end.Valid {
			s.PeriodEnd = schemas.Some(schemas.DateOf(end.Time))
		}
		s.N = schemas.Null[int64]{V: n.Int64, Valid: n.Valid}
		shares = append(shares, s)
		return err
	})
	var balances []schemas.VectorBalanceRow
	for from := 0; from < len(shares); {
		to := from
		for to < len(shares) && sameSet(shares[from], shares[to]) {
			to++
		}
		balances = append(balances, balance(shares[from:to]))
		from = to
	}
	return shares, balances, err
}

// sameSet reports whether two shares, in order, belong to one distribution.
func sameSet(a, b schemas.VectorShare) bool {
	return a.ActorID == b.ActorID && a.Domain == b.Domain && a.SourceID == b.SourceID &&
		a.PeriodType == b.PeriodType && a.PeriodID == b.PeriodID && a.VectorSet == b.VectorSet
}

// balance fills in the shares of one distribution and sums it up. Where the
// source cannot see a partner, the distribution is unknown.
func balance(set []schemas.VectorShare) schemas.VectorBalanceRow {
	b := schemas.VectorBalanceRow{K: int64(len(set))}
	counts, known := make([]int64, len(set)), true
	for i, s := range set {
		counts[i], known = s.N.V, known && s.N.Valid
	}
	if known {
		b = Balance(counts)
		for i := range set {
			if b.N.V > 0 {
				set[i].Share = schemas.Some(float64(counts[i]) / float64(b.N.V))
			}
		}
	}
	s := set[0]
	b.ActorID, b.Domain, b.SourceID, b.VectorSet = s.ActorID, s.Domain, s.SourceID, s.VectorSet
	b.PeriodType, b.PeriodID, b.PeriodStart, b.PeriodEnd = s.PeriodType, s.PeriodID, s.PeriodStart, s.PeriodEnd
	return b
}
