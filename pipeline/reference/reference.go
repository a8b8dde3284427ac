// Package reference reads the tables that say who is who: actors over time,
// their codes and names, the ontologies of events, and the sets of partners and
// periods of the case.
//
// It promises that what it publishes is consistent: keys are unique, periods in
// order, references found. It leaves looking things up to pipeline/lookup and
// the finding of names in texts to pipeline/texts/names.
package reference

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"multivector/pipeline/lookup"
	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// Run reads raw/reference and the case's description.
func Run(_ context.Context, env *stage.Env) error {
	if err := run(env); err != nil {
		return fmt.Errorf("%w: %w", stage.ErrData, err)
	}
	return nil
}

func run(env *stage.Env) error {
	actors, codes, known, err := readWho(env.Raw)
	if err != nil {
		return err
	}
	if _, err := lookup.New(codes, actors); err != nil {
		return fmt.Errorf("actor_codes.csv: %w", err)
	}
	aliases, contexts, err := readNames(env.Raw, nameFromCLDR(actors, codes), known)
	if err != nil {
		return err
	}
	memberships, err := readMemberships(env.Raw("reference/memberships.csv"), known)
	if err != nil {
		return err
	}
	partnerships, err := readPartnerships(env.Raw("reference/partnerships.csv"), known)
	if err != nil {
		return err
	}
	scales, err := readScales(env.Raw("reference/scales.csv"))
	if err != nil {
		return err
	}
	ontologies, err := readOntologyCodes(env.Raw("reference/ontology_codes.csv"))
	if err != nil {
		return err
	}
	crosswalks, err := readCrosswalks(env.Raw("reference/crosswalks.csv"), ontologies)
	if err != nil {
		return err
	}
	sets, periods, err := readCase(env.Root, env.Case, known)
	if err != nil {
		return err
	}
	claims, err := readClaims(env.Root, env.Case)
	if err != nil {
		return err
	}
	for _, write := range []func() error{
		func() error { return stage.Write(env, schemas.Actors, actors) },
		func() error { return stage.Write(env, schemas.ActorCodes, codes) },
		func() error { return stage.Write(env, schemas.Aliases, aliases) },
		func() error { return stage.Write(env, schemas.AliasContexts, contexts) },
		func() error { return stage.Write(env, schemas.Memberships, memberships) },
		func() error { return stage.Write(env, schemas.Partnerships, partnerships) },
		func() error { return stage.Write(env, schemas.Scales, scales) },
		func() error { return stage.Write(env, schemas.OntologyCodes, ontologies) },
		func() error { return stage.Write(env, schemas.Crosswalks, crosswalks) },
		func() error { return stage.Write(env, schemas.VectorSets, sets) },
		func() error { return stage.Write(env, schemas.Periods, periods) },
		func() error { return stage.Write(env, schemas.Claims, claims) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

// Names reads what actors are called in texts, from a project's raw folder.
func Names(folder string) ([]schemas.Alias, []schemas.AliasContext, error) {
	in := func(name string) string { return filepath.Join(folder, filepath.FromSlash(name)) }
	actors, codes, known, err := readWho(in)
	if err != nil {
		return nil, nil, err
	}
	return readNames(in, nameFromCLDR(actors, codes), known)
}

// readWho reads the actors and their codes; in leads to a file of the raw folder.
func readWho(in func(string) string) (actors []schemas.Actor, codes []schemas.ActorCode, known map[string]bool, err error) {
	if actors, err = readActors(in("reference/actors.csv")); err != nil {
		return nil, nil, nil, err
	}
	known = map[string]bool{}
	for _, a := range actors {
		known[a.ActorID] = true
	}
	codes, err = readActorCodes(in("reference/actor_codes.csv"), known)
	return actors, codes, known, err
}

func readNames(in func(string) string, named []schemas.Actor, known map[string]bool) ([]schemas.Alias, []schemas.AliasContext, error) {
	aliases, err := readAliases(in("reference/aliases.csv"), known)
	if err != nil {
		return nil, nil, err
	}
	aliases = append(aliases, aliasesFromCLDR(named, aliases)...)
	contexts, err := readContexts(in("reference/contexts.csv"), aliases, known)
	return aliases, contexts, err
}

// unique refuses a key that stands twice.
type unique map[string]bool

func (u unique) add(r *raw.Record, field, key string) error {
	if u[key] {
		return r.Errorf(field, "the key %s stands twice", key)
	}
	u[key] = true
	return nil
}

// ordered refuses a period that ends before it begins.
func ordered(r *raw.Record, field string, from, to schemas.Null[schemas.Date]) error {
	if from.Valid && to.Valid && to.V < from.V {
		return r.Errorf(field, "the period ends before it begins, on %s", from.V)
	}
	return nil
}

var actorColumns = []string{"actor_id", "actor_type", "name_en", "name_ru", "name_kk", "valid_from", "valid_to", "predecessor_actor_id", "successor_actor_id", "source", "verification"}

func readActors(path string) ([]schemas.Actor, error) {
	var rows []schemas.Actor
	keys := unique{}
	err := raw.ReadCSV(path, actorColumns, func(r *raw.Record) error {
		a := schemas.Actor{
			ActorID: r.Need("actor_id"), ActorType: r.OneOf("actor_type", schemas.ActorTypes...),
			NameEn: r.Need("name_en"), NameRu: r.Text("name_ru"), NameKk: r.Text("name_kk"),
			ValidFrom: r.Date("valid_from"), ValidTo: r.Date("valid_to"),
			PredecessorActorID: r.Text("predecessor_actor_id"), SuccessorActorID: r.Text("successor_actor_id"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		rows = append(rows, a)
		return raw.First(keys.add(r, "actor_id", a.ActorID), ordered(r, "valid_to", a.ValidFrom, a.ValidTo))
	})
	return rows, err
}

var codeColumns = []string{"code_system", "code", "valid_from", "valid_to", "actor_id", "source", "verification"}

func readActorCodes(path string, known map[string]bool) ([]schemas.ActorCode, error) {
	var rows []schemas.ActorCode
	err := raw.ReadCSV(path, codeColumns, func(r *raw.Record) error {
		c := schemas.ActorCode{
			CodeSystem: r.OneOf("code_system", schemas.CodeSystems...), Code: r.Need("code"), ActorID: r.Need("actor_id"),
			ValidFrom: r.Date("valid_from"), ValidTo: r.Date("valid_to"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		rows = append(rows, c)
		return raw.First(listedIn(r, "actor_id", known), ordered(r, "valid_to", c.ValidFrom, c.ValidTo))
	})
	number(rows)
	return rows, err
}

// number counts the periods of each code in the order of time; an open
// beginning comes first. That periods do not overlap is for lookup to see.
func number(rows []schemas.ActorCode) {
	began := func(c schemas.ActorCode) int64 {
		if !c.ValidFrom.Valid {
			return math.MinInt64
		}
		return int64(c.ValidFrom.V)
	}
	slices.SortStableFunc(rows, func(a, b schemas.ActorCode) int {
		return cmp.Or(cmp.Compare(a.CodeSystem, b.CodeSystem), cmp.Compare(a.Code, b.Code), cmp.Compare(began(a), began(b)))
	})
	for i := range rows {
		rows[i].Period = 1
		if i > 0 && rows[i-1].CodeSystem == rows[i].CodeSystem && rows[i-1].Code == rows[i].Code {
			rows[i].Period = rows[i-1].Period + 1
		}
	}
}

// listedIn refuses a record whose field names no actor of the list.
func listedIn(r *raw.Record, field string, known map[string]bool) error {
	if !known[r.Text(field)] {
		return r.Errorf(field, "no such actor in actors.csv")
	}
	return nil
}

var aliasColumns = []string{"actor_id", "lang", "alias", "alias_type", "inflects", "ambiguous", "valid_from", "valid_to", "source", "verification"}

func readAliases(path string, known map[string]bool) ([]schemas.Alias, error) {
	var rows []schemas.Alias
	keys := unique{}
	err := raw.ReadCSV(path, aliasColumns, func(r *raw.Record) error {
		a := schemas.Alias{
			ActorID: r.Need("actor_id"), Lang: r.Need("lang"), Alias: r.Need("alias"),
			AliasType: r.OneOf("alias_type", schemas.AliasTypes...),
			Inflects:  r.Bool("inflects"), Ambiguous: r.Bool("ambiguous"),
			ValidFrom: r.Date("valid_from"), ValidTo: r.Date("valid_to"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...),
		}
		a.AliasID = a.ActorID + ":" + a.Lang + ":" + a.Alias
		if a.ValidFrom.Valid {
			a.AliasID += "@" + a.ValidFrom.V.String() // a name can be taken up again
		}
		rows = append(rows, a)
		return raw.First(listedIn(r, "actor_id", known), keys.add(r, "alias", a.AliasID), ordered(r, "valid_to", a.ValidFrom, a.ValidTo))
	})
	return rows, err
}

// nameFromCLDR gives states that exist their Russian and Kazakh names from the
// Unicode CLDR, by the ISO code that is theirs. It knows no states that are gone.
// It hands back the actors that it named.
func nameFromCLDR(actors []schemas.Actor, codes []schemas.ActorCode) (named []schemas.Actor) {
	iso2 := map[string]string{}
	for _, c := range codes {
		if c.CodeSystem == "iso2" && !c.ValidTo.Valid {
			iso2[c.ActorID] = c.Code
		}
	}
	russian, kazakh := display.Regions(language.Russian), display.Regions(language.Kazakh)
	for i := range actors {
		a := &actors[i]
		region, err := language.ParseRegion(iso2[a.ActorID])
		if err != nil || !region.IsCountry() || a.ValidTo.Valid || a.NameRu != "" || a.NameKk != "" {
			continue
		}
		a.NameRu, a.NameKk = russian.Name(region), kazakh.Name(region)
		named = append(named, *a)
	}
	return named
}

// aliasesFromCLDR makes aliases of the names that actors have from the CLDR,
// but for those that are listed already, with dates or as ambiguous, and those
// that are abbreviated or explained, as «о-в Мэн» and «Гонконг (САР)», and so
// stand in no text.
func aliasesFromCLDR(named []schemas.Actor, listed []schemas.Alias) (derived []schemas.Alias) {
	type key struct{ actor, lang, alias string }
	have := map[key]bool{}
	for _, a := range listed {
		have[key{a.ActorID, a.Lang, a.Alias}] = true
	}
	for _, a := range named {
		for _, name := range [][2]string{{"ru", a.NameRu}, {"kk", a.NameKk}} {
			lang, alias := name[0], name[1]
			if strings.ContainsAny(alias, "().") || strings.Contains(alias, " - ") || strings.Contains(alias, "о-в") || have[key{a.ActorID, lang, alias}] {
				continue
			}
			derived = append(derived, schemas.Alias{
				AliasID: a.ActorID + ":" + lang + ":" + alias, ActorID: a.ActorID, Lang: lang, Alias: alias, AliasType: "name",
				Inflects: true, SourceID: "cldr", Verification: "verified",
			})
		}
	}
	return derived
}
