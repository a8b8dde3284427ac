package reference

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"multivector/pipeline/corpus"
	"multivector/pipeline/lookup"
	"multivector/schemas"
)

// project is this project's own reference tables.
type project struct {
	actors map[string]schemas.Actor
	codes  []schemas.ActorCode
	names  []schemas.Alias
	scales []schemas.Scale
	find   *lookup.Actors
}

func ownTables(t *testing.T) project {
	t.Helper()
	base := filepath.Join("..", "..", "raw", "reference")
	actors, err := readActors(filepath.Join(base, "actors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	p, known := project{actors: map[string]schemas.Actor{}}, map[string]bool{}
	for _, a := range actors {
		known[a.ActorID] = true
	}
	if p.codes, err = readActorCodes(filepath.Join(base, "actor_codes.csv"), known); err != nil {
		t.Fatal(err)
	}
	if p.names, err = readAliases(filepath.Join(base, "aliases.csv"), known); err != nil {
		t.Fatal(err)
	}
	if p.scales, err = readScales(filepath.Join(base, "scales.csv")); err != nil {
		t.Fatal(err)
	}
	if p.find, err = lookup.New(p.codes, actors); err != nil {
		t.Fatal(err)
	}
	nameFromCLDR(actors, p.codes)
	for _, a := range actors {
		p.actors[a.ActorID] = a
	}
	return p
}

// of lists whom a code stands for at some time.
func (p project) of(system, code string) []string {
	var ids []string
	for _, c := range p.codes {
		if c.CodeSystem == system && c.Code == code && !slices.Contains(ids, c.ActorID) {
			ids = append(ids, c.ActorID)
		}
	}
	return ids
}

// table reads a CSV file of the corpus, plain or packed, as rows by column.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if filepath.Ext(path) == ".gz" {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	records, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// difference is one place in which another list disagrees with ours.
type difference struct{ list, code, theirs, ours string }

// comparison counts what agrees, and finds a reason for what does not: the
// table in testdata gives them one by one, a rule a whole class of them.
type comparison struct {
	t         *testing.T
	reasons   map[difference]string
	used      map[difference]bool
	matches   map[string]int
	explained map[string]int // by list and reason
}

func compareWith(t *testing.T, lists ...string) *comparison {
	t.Helper()
	c := &comparison{t, map[difference]string{}, map[difference]bool{}, map[string]int{}, map[string]int{}}
	for _, row := range table(t, filepath.Join("testdata", "differences.csv")) {
		if !slices.Contains(lists, row["list"]) {
			continue
		}
		d := difference{row["list"], row["code"], row["theirs"], row["ours"]}
		if row["reason"] == "" || c.reasons[d] != "" {
			t.Fatalf("differences.csv: %v stands twice or has no reason", d)
		}
		c.reasons[d] = row["reason"]
	}
	return c
}

func (c *comparison) match(list string) { c.matches[list]++ }

// differ takes a difference, with the reason that a rule gives it, or none.
func (c *comparison) differ(list, code, theirs, ours, rule string) {
	c.t.Helper()
	d := difference{list, code, theirs, ours}
	reason, listed := c.reasons[d]
	switch {
	case rule != "":
		reason = rule
	case listed:
		c.used[d] = true
		c.t.Logf("%s: %s is %q there, %q here: %s", list, code, theirs, ours, reason)
	default:
		c.t.Errorf("unexplained: %s,%s,%s,%s", list, code, theirs, ours)
		return
	}
	c.explained[list+": "+reason]++
}

// close reports the numbers, and refuses reasons for what no longer differs.
func (c *comparison) close() {
	c.t.Helper()
	for d := range c.reasons {
		if !c.used[d] {
			c.t.Errorf("differences.csv explains %v, but nothing differs there", d)
		}
	}
	total := map[string]int{}
	for _, key := range slices.Sorted(maps.Keys(c.explained)) {
		list, reason, _ := strings.Cut(key, ": ")
		total[list] += c.explained[key]
		c.t.Logf("%s: %d × %s", list, c.explained[key], reason)
	}
	for list := range c.matches {
		total[list] += 0
	}
	for _, list := range slices.Sorted(maps.Keys(total)) {
		c.t.Logf("%s: %d match, %d differ with a reason", list, c.matches[list], total[list])
	}
}

// systems gives the columns of countrycode's list, and our name of the system.
var systems = [][2]string{
	{"iso2c", "iso2"}, {"iso3c", "iso3"}, {"iso3n", "ison"}, {"cown", "cown"}, {"cowc", "cowc"}, {"gwn", "gwn"}, {"fips", "fips"},
}

// codeIn reads a code of countrycode's list, which has NA for none, and for
// Namibia.
func codeIn(row map[string]string, column string) string {
	code := row[column]
	switch {
	case code == "NA" && (column != "iso2c" || row["iso3c"] != "NAM"):
		return ""
	case column == "iso3n" && code != "":
		return strings.Repeat("0", 3-len(code)) + code
	}
	return code
}

// listActors says which of our actors each row of countrycode's list is: by ISO
// code, or else by the actor's English name.
func (p project) listActors(rows []map[string]string) map[string]string {
	named := map[string]string{}
	for id, a := range p.actors {
		named[a.NameEn] = id
	}
	who := map[string]string{}
	for _, row := range rows {
		name := row["country.name.en"]
		if ids := p.of("iso3", codeIn(row, "iso3c")); len(ids) == 1 {
			who[name] = ids[0]
		} else if named[name] != "" {
			who[name] = named[name]
		}
	}
	for name, id := range map[string]string{ // spelled otherwise there
		"German Democratic Republic": "DDR",
		"Hesse Electoral":            "HESSE_ELECTORAL",
		"Hesse Grand Ducal":          "HESSE_GRAND_DUCAL",
		"Mecklenburg Schwerin":       "MECKLENBURG",
		"Orange Free State":          "ORANGE_FREE_STATE",
		"Republic of Vietnam":        "SOUTH_VIETNAM",
		"United Province CA":         "CENTRAL_AMERICA_UP",
		"Wuerttemburg":               "WUERTTEMBERG",
		"Yemen Arab Republic":        "NORTH_YEMEN",
		"Yemen People's Republic":    "YMD",
	} {
		who[name] = id
	}
	return who
}

func TestCorpusCodesAreThoseOfCountrycode(t *testing.T) {
	rows := table(t, corpus.Dir(t, "reference", "countrycode", "codelist.csv.gz"))
	p := ownTables(t)
	who := p.listActors(rows)
	var lists []string
	for _, s := range systems {
		lists = append(lists, s[1])
	}
	c := compareWith(t, lists...)
	for _, s := range systems {
		theirs := map[string]bool{}
		for _, row := range rows {
			code, name := codeIn(row, s[0]), row["country.name.en"]
			if code == "" {
				continue
			}
			theirs[code] = true
			if who[name] == "" {
				t.Errorf("no actor is known to be %s", name)
			}
			ours := p.of(s[1], code)
			if slices.Contains(ours, who[name]) {
				c.match(s[1])
			} else {
				c.differ(s[1], code, name, strings.Join(ours, " "), "")
			}
		}
		for _, own := range p.codes {
			if own.CodeSystem == s[1] && !theirs[own.Code] && own.Period == 1 {
				c.differ(s[1], own.Code, "", strings.Join(p.of(s[1], own.Code), " "), "")
			}
		}
	}
	c.close()
}

// Codes of the states of today are looked up on a day on which they were in use.
func TestCorpusCodesOfTodayAreFoundToday(t *testing.T) {
	rows := table(t, corpus.Dir(t, "reference", "countrycode", "codelist.csv.gz"))
	p := ownTables(t)
	who := p.listActors(rows)
	found := 0
	for _, row := range rows {
		if codeIn(row, "iso3c") == "" {
			continue
		}
		for _, s := range systems {
			code, actor := codeIn(row, s[0]), who[row["country.name.en"]]
			if code == "" || !slices.Contains(p.of(s[1], code), actor) { // a difference, and explained as one
				continue
			}
			if id, status := p.find.Find(s[1], code, date(t, "2020-07-01")); id != actor || status != lookup.Found {
				t.Errorf("%s %s of %s leads to %s, status %d", s[1], code, row["country.name.en"], id, status)
				continue
			}
			found++
		}
	}
	t.Logf("%d codes found on 2020-07-01", found)
}

// ownName is a name, and the actors that it may stand for.
type ownName struct {
	list, name string
	actors     []string
}

// allNames gathers the names of actors that are written or worked out here:
// those of ICEWS, aliases in force, and the names in three languages. A name in
// a language is each actor's own.
func (p project) allNames() []ownName {
	var all []ownName
	at := map[[2]string]int{}
	add := func(list, name, id string) {
		i, ok := at[[2]string{list, name}]
		if !ok {
			i = len(all)
			at[[2]string{list, name}] = i
			all = append(all, ownName{list: list, name: name})
		}
		if !slices.Contains(all[i].actors, id) {
			all[i].actors = append(all[i].actors, id)
		}
	}
	for _, code := range p.codes {
		if code.CodeSystem == "icews_name" {
			add("icews_name", code.Code, code.ActorID)
		}
	}
	for _, a := range p.names {
		if a.AliasType == "name" && a.Lang == "en" && !a.ValidTo.Valid {
			add("alias", a.Alias, a.ActorID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.actors)) {
		a := p.actors[id]
		for _, n := range []ownName{{"name_en", a.NameEn, []string{id}}, {"name_ru", a.NameRu, []string{id}}, {"name_kk", a.NameKk, []string{id}}} {
			if n.name != "" {
				all = append(all, n)
			}
		}
	}
	return all
}

func TestCorpusNamesAreThoseOfCountrycode(t *testing.T) {
	list := table(t, corpus.Dir(t, "reference", "countrycode", "codelist.csv.gz"))
	p := ownTables(t)
	who := p.listActors(list)
	theirs := map[string][]string{} // name -> actors
	for _, row := range table(t, corpus.Dir(t, "reference", "countrycode", "countryname_dict.csv.gz")) {
		name := strings.ToLower(row["country.name.alt"])
		if id := who[row["country.name.en"]]; id != "" && !slices.Contains(theirs[name], id) {
			theirs[name] = append(theirs[name], id)
		}
	}
	c := compareWith(t, "icews_name", "alias", "name_en", "name_ru", "name_kk")
	absent := map[string]int{}
	for _, n := range p.allNames() {
		there, ok := theirs[strings.ToLower(n.name)]
		switch {
		case !ok:
			absent[n.list]++
		case slices.ContainsFunc(n.actors, func(id string) bool { return slices.Contains(there, id) }):
			c.match(n.list)
		default:
			slices.Sort(there)
			c.differ(n.list, n.name, strings.Join(there, " "), strings.Join(n.actors, " "), "")
		}
	}
	c.close()
	for _, list := range slices.Sorted(maps.Keys(absent)) {
		t.Logf("%s: %d names that countrycode does not have", list, absent[list])
	}
}

// spell is a time of membership in a system of states.
type spell struct {
	code, letters, name string
	from, to            schemas.Date
	last                bool // of its code
}

func spells(rows []spell) []spell {
	slices.SortFunc(rows, func(a, b spell) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.from, b.from)) })
	for i := range rows {
		rows[i].last = i+1 == len(rows) || rows[i+1].code != rows[i].code
	}
	return rows
}

func cowSpells(t *testing.T) []spell {
	var rows []spell
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	for _, r := range table(t, corpus.Dir(t, "reference", "states", "cow_states.csv")) {
		rows = append(rows, spell{
			code: r["ccode"], letters: r["stateabb"], name: r["statenme"],
			from: date(t, r["styear"]+"-"+pad(r["stmonth"])+"-"+pad(r["stday"])),
			to:   date(t, r["endyear"]+"-"+pad(r["endmonth"])+"-"+pad(r["endday"])),
		})
	}
	return spells(rows)
}

func gwSpells(t *testing.T) []spell {
	var rows []spell
	for _, r := range table(t, corpus.Dir(t, "reference", "states", "gw_states.csv")) {
		rows = append(rows, spell{code: r["gwcode"], name: r["statename"], from: date(t, r["startdate"]), to: date(t, r["enddate"])})
	}
	return spells(rows)
}

func date(t *testing.T, s string) schemas.Date {
	t.Helper()
	d, err := schemas.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Reasons for whole classes of differences in dates, all of them decisions
// that raw/reference/README.md tells.
const (
	earlierSpell = "an earlier spell, which has no row of its own"
	otherList    = "the actor is dated by the other list, which its row names"
)

// A state begins and ends on the days of the list that its row names; the
// other list's days differ from them. A list's last day is where it stops.
func TestCorpusStatesAreThoseOfTheTwoLists(t *testing.T) {
	p := ownTables(t)
	cow, gw := cowSpells(t), gwSpells(t)
	dated := map[string]map[schemas.Actor]bool{"cow_states": p.datedBy("cown", cow), "gw_states": p.datedBy("gwn", gw)}
	c := compareWith(t, "cow_states", "gw_states", "cow_letters")
	for _, l := range []struct {
		list, system, other string
		spells              []spell
		stops               schemas.Date
	}{
		{"cow_states", "cown", "gw_states", cow, date(t, "2016-12-31")},
		{"gw_states", "gwn", "cow_states", gw, date(t, "2017-12-31")},
	} {
		for _, s := range l.spells {
			rule := func(a schemas.Actor) string {
				switch {
				case !s.last && a.ActorID != "":
					return earlierSpell
				case a.SourceID == l.other && dated[l.other][a]:
					return otherList
				}
				return ""
			}
			id, status := p.find.Find(l.system, s.code, s.from)
			a := p.actors[id]
			if status == lookup.Found && a.ValidFrom == schemas.Some(s.from) {
				c.match(l.list)
			} else {
				c.differ(l.list, s.code+" from", s.from.String(), id+" "+text(a.ValidFrom), rule(a))
			}
			id, status = p.find.Find(l.system, s.code, s.to)
			a = p.actors[id]
			if status == lookup.Found && (a.ValidTo == schemas.Some(s.to) || s.to == l.stops && !a.ValidTo.Valid) {
				c.match(l.list)
			} else {
				c.differ(l.list, s.code+" to", s.to.String(), id+" "+text(a.ValidTo), rule(a))
			}
		}
	}
	for _, s := range cow {
		id, _ := p.find.Find("cown", s.code, s.from)
		if byLetters, _ := p.find.Find("cowc", s.letters, s.from); byLetters != id || id == "" {
			c.differ("cow_letters", s.letters, id, byLetters, "")
		} else {
			c.match("cow_letters")
		}
	}
	c.close()
}

// datedBy gives the actors whose first day is that of a list's latest spell.
func (p project) datedBy(system string, spells []spell) map[schemas.Actor]bool {
	dated := map[schemas.Actor]bool{}
	for _, s := range spells {
		id, _ := p.find.Find(system, s.code, s.from)
		if a := p.actors[id]; s.last && a.ValidFrom == schemas.Some(s.from) {
			dated[a] = true
		}
	}
	return dated
}

func text(d schemas.Null[schemas.Date]) string {
	if !d.Valid {
		return "open"
	}
	return d.V.String()
}

// lines reads a tab-separated file of events, without quoting.
func lines(t *testing.T, path string, columns int) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		fields := strings.Split(strings.TrimSuffix(in.Text(), "\r"), "\t")
		if len(fields) != columns {
			t.Fatalf("%s line %d has %d fields", path, len(rows)+1, len(fields))
		}
		rows = append(rows, fields)
	}
	if in.Err() != nil {
		t.Fatal(in.Err())
	}
	return rows
}

func gdeltBatch(t *testing.T) [][]string {
	return lines(t, corpus.Dir(t, "events", "gdelt2", "20151027220000.export.CSV"), 61)
}

// resolved counts what a column of codes or names leads to.
type resolved struct {
	t                  *testing.T
	find               *lookup.Actors
	list, system       string
	seen               map[string]bool // distinct values, and whether they lead to somebody
	filled, found, out int             // records
}

func (r *resolved) take(value, day string) {
	if value == "" || value == "NA" || value == "NULL" {
		return
	}
	id, status := r.find.Find(r.system, value, date(r.t, day))
	r.filled++
	r.seen[value] = r.seen[value] || id != ""
	switch status {
	case lookup.Found:
		r.found++
	case lookup.OutOfPeriod:
		r.found++
		r.out++
	}
}

// close reports the shares; what leads to nobody needs a reason.
func (r *resolved) close(c *comparison) {
	r.t.Helper()
	for _, value := range slices.Sorted(maps.Keys(r.seen)) {
		if r.seen[value] {
			c.match(r.list)
		} else {
			c.differ(r.list, value, value, "", "")
		}
	}
	known := c.matches[r.list]
	r.t.Logf("%s: %d of %d distinct values lead to an actor (%.1f %%); %d of %d fields (%.2f %%), %d of them outside the actor's time",
		r.list, known, len(r.seen), 100*float64(known)/float64(len(r.seen)), r.found, r.filled, 100*float64(r.found)/float64(r.filled), r.out)
}

func TestCorpusActorsOfGDELTAreKnown(t *testing.T) {
	p := ownTables(t)
	c := compareWith(t, "gdelt_actor", "gdelt_place")
	actors := &resolved{t: t, find: p.find, list: "gdelt_actor", system: "cameo", seen: map[string]bool{}}
	places := &resolved{t: t, find: p.find, list: "gdelt_place", system: "fips", seen: map[string]bool{}}
	full, country := map[string]bool{}, map[string]bool{} // whole actor codes, and those that name a country
	for _, row := range gdeltBatch(t) {
		day := row[1][:4] + "-" + row[1][4:6] + "-" + row[1][6:]
		for _, i := range []int{5, 15} {
			if row[i] != "" {
				full[row[i]] = true
				country[row[i]] = country[row[i]] || row[i+2] != ""
			}
			actors.take(row[i+2], day)
		}
		for _, i := range []int{37, 45, 53} {
			places.take(row[i], day)
		}
	}
	actors.close(c)
	places.close(c)
	c.close()
	with, without := 0, []string{}
	for _, code := range slices.Sorted(maps.Keys(full)) {
		if country[code] {
			with++
		} else {
			without = append(without, code)
		}
	}
	t.Logf("%d distinct whole actor codes: %d with a country (%.1f %%), %d without one, whose events have the flag no_source_actor or no_target_actor: %s",
		len(full), with, 100*float64(with)/float64(len(full)), len(without), strings.Join(without, " "))
}

func TestCorpusNamesOfICEWSAreKnown(t *testing.T) {
	p := ownTables(t)
	c := compareWith(t, "icews_actor", "icews_place")
	actors := &resolved{t: t, find: p.find, list: "icews_actor", system: "icews_name", seen: map[string]bool{}}
	places := &resolved{t: t, find: p.find, list: "icews_place", system: "icews_name", seen: map[string]bool{}}
	for _, row := range lines(t, corpus.Dir(t, "events", "icews", "events.2018.sample.tab"), 20)[1:] {
		actors.take(row[4], row[1])
		actors.take(row[10], row[1])
		places.take(row[17], row[1])
	}
	actors.close(c)
	places.close(c)
	c.close()
}
