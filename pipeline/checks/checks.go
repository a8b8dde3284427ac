// Package checks holds finished tables against their declarations and against
// the accounts of the raw files.
//
// It promises that no release is made of tables that break a rule of their
// declaration, or in which a record of a raw file is not accounted for. What
// the rules are is said in schemas.
package checks

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"multivector/pipeline/duck"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// check is a query that counts what breaks a rule.
type check struct {
	id, table, expected, query string
	warning                    bool // a failure is told, and stops nothing
}

// Run gathers the accounts and checks all tables that it reads.
func Run(ctx context.Context, env *stage.Env, reads []schemas.Declared) error {
	if err := gather(ctx, env); err != nil {
		return err
	}
	paths := map[string]string{}
	var infos []*schemas.Info
	for _, t := range reads {
		out, err := env.Table(t)
		if err != nil {
			return err
		}
		info := t.Describe()
		paths[info.Name], infos = out.Path, append(infos, info)
	}
	db, err := duck.Open(ctx, paths, filepath.Join(env.Out, ".cache"))
	if err != nil {
		return err
	}
	defer db.Close()
	var all []check
	for _, info := range infos {
		all = append(all, declared(info, paths)...)
	}
	all = append(all, accounts()...)
	results, failures, err := perform(ctx, env, db, all)
	if err != nil {
		return err
	}
	if len(failures) > 0 {
		return fmt.Errorf("%w: %d of %d checks failed:\n  %s", stage.ErrData, len(failures), len(all), strings.Join(failures, "\n  "))
	}
	return stage.Write(env, schemas.CheckResults, results)
}

// gather joins the accounts that the stages handed over.
func gather(ctx context.Context, env *stage.Env) error {
	var entries []schemas.LedgerEntry
	for _, t := range []*schemas.Table[schemas.LedgerEntry]{schemas.TextsLedger, schemas.EventsLedger} {
		rows, err := stage.Rows(ctx, env, t)
		if err != nil {
			return err
		}
		entries = append(entries, rows...)
	}
	var faults []schemas.Fault
	for _, t := range []*schemas.Table[schemas.Fault]{schemas.TextsQuarantine, schemas.EventsQuarantine} {
		rows, err := stage.Rows(ctx, env, t)
		if err != nil {
			return err
		}
		faults = append(faults, rows...)
	}
	if err := stage.Write(env, schemas.Ledger, entries); err != nil {
		return err
	}
	return stage.Write(env, schemas.Quarantine, faults)
}

func perform(ctx context.Context, env *stage.Env, db *sql.DB, all []check) (results []schemas.CheckResult, failures []string, err error) {
	for i, c := range all {
		env.Progress(int64(i), int64(len(all)), "checks")
		var n int64
		if err := db.QueryRowContext(ctx, c.query).Scan(&n); err != nil {
			return nil, nil, fmt.Errorf("check %s: %w", c.id, err)
		}
		r := schemas.CheckResult{CheckID: c.id, Table: c.table, Severity: "error", Status: "passed", Observed: fmt.Sprintf("%d rows break it", n), Expected: c.expected}
		if c.warning {
			r.Severity = "warning"
		}
		if n > 0 {
			r.Status = "failed"
			says := fmt.Sprintf("%s: %s; %d rows break it", c.id, c.expected, n)
			if c.warning {
				env.Note("warning", "%s", says)
			} else {
				failures = append(failures, says)
			}
		}
		results = append(results, r)
	}
	return results, failures, nil
}

// declared derives the checks of a table from its declaration.
func declared(info *schemas.Info, tables map[string]string) []check {
	var all []check
	add := func(column, rule, expected, query string) {
		id := info.Name + "." + rule
		if column != "" {
			id = info.Name + "." + column + "." + rule
		}
		all = append(all, check{id: id, table: info.Name, expected: expected, query: query})
	}
	count := func(f schemas.Field, condition string) string {
		return fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE %s IS NOT NULL AND (%s)`, info.Name, name(f), condition)
	}
	key := quoted(info.Key())
	add("", "key", "the primary key is unique",
		fmt.Sprintf(`SELECT count(*) FROM (SELECT 1 FROM "%s" GROUP BY %s HAVING count(*) > 1)`, info.Name, key))
	for _, f := range info.Fields {
		if !f.Nullable {
			add(f.Name, "present", "there is a value in every row", fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE %s IS NULL`, info.Name, name(f)))
		}
		if f.Kind == schemas.Text {
			add(f.Name, "not_empty", "no text is empty", count(f, name(f)+" = ''"))
		}
		if f.Kind == schemas.Float64 {
			add(f.Name, "finite", "every number is finite", count(f, "NOT isfinite("+name(f)+")"))
		}
		if len(f.Enum) > 0 {
			add(f.Name, "enum", "one of "+strings.Join(f.Enum, ", "), count(f, name(f)+" NOT IN ("+literals(f.Enum)+")"))
		}
		if f.Min != nil {
			add(f.Name, "minimum", fmt.Sprintf("at least %g", *f.Min), count(f, fmt.Sprintf("%s < %g", name(f), *f.Min)))
		}
		if f.Max != nil {
			add(f.Name, "maximum", fmt.Sprintf("at most %g", *f.Max), count(f, fmt.Sprintf("%s > %g", name(f), *f.Max)))
		}
		if f.Ref != "" {
			target, column, _ := strings.Cut(f.Ref, ".")
			if tables[target] != "" {
				add(f.Name, "reference", "found in "+f.Ref, count(f, fmt.Sprintf(`%s NOT IN (SELECT "%s" FROM "%s")`, name(f), column, target)))
			}
		}
		if strings.HasSuffix(f.Name, "_end") {
			start := strings.TrimSuffix(f.Name, "_end") + "_start"
			if _, ok := info.Field(start); ok {
				add(f.Name, "order", "not before "+start, count(f, fmt.Sprintf(`%s < "%s"`, name(f), start)))
			}
		}
	}
	return all
}

func name(f schemas.Field) string { return `"` + f.Name + `"` }

func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

func literals(values []string) string {
	sorted := slices.Clone(values)
	for i, v := range sorted {
		sorted[i] = duck.Quote(v)
	}
	return strings.Join(sorted, ", ")
}
