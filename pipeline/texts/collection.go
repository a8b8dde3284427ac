package texts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"multivector/pipeline/lookup"
	"multivector/pipeline/raw"
	"multivector/pipeline/stage"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/formats"
	"multivector/schemas"
)

// job is one raw file and what is known of it before its content is read.
type job struct {
	in       schemas.Input
	document *schemas.Document
	version  schemas.Version // what the description says of it
	from, to schemas.Date    // days that the document may be of
	fault    *formats.Fault  // the file cannot be placed
	note     bool            // the file is a description, and was read
	formats  *formats.Reader
	coder    *coder.Coder // codes its provisions, or nil
}

// issuer is the actor that the file's document speaks for, or empty.
func (j *job) issuer() string {
	if j.document == nil {
		return ""
	}
	return j.document.IssuerActorID
}

// docType is the kind of the file's document, or empty.
func (j *job) docType() string {
	if j.document == nil {
		return ""
	}
	return j.document.DocType
}

// plan is the work of the stage, in the order of its inputs.
type plan struct {
	jobs      []job
	documents []schemas.Document
	claims    []schemas.DocumentClaim
	expected  map[string]string // source -> what its files are to be like
	taken     map[string]string // document or version -> file that has it
}

// planner reads descriptions and file names.
type planner struct {
	env    *stage.Env
	actors *lookup.Actors
	known  map[string]string // actor -> English name
	plan
}

// newPlan says which document each raw file of a text collection renders.
func newPlan(ctx context.Context, env *stage.Env) (*plan, error) {
	sources, err := stage.Rows(ctx, env, schemas.Sources)
	if err != nil {
		return nil, err
	}
	inputs, err := stage.Rows(ctx, env, schemas.Inputs)
	if err != nil {
		return nil, err
	}
	p, err := newPlanner(ctx, env)
	if err != nil {
		return nil, err
	}
	for _, s := range sources { // in order of their names, as the inputs are
		if s.Kind != "texts" {
			continue
		}
		var files []schemas.Input
		for _, in := range inputs {
			if in.SourceID == s.SourceID && in.Role == "data" {
				files = append(files, in)
			}
		}
		described, err := raw.ReadSource(env.Root, s.SourceID)
		if err == nil && described.Texts != nil {
			err = p.named(described, files)
		} else if err == nil {
			err = p.described(described, files)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", stage.ErrData, err)
		}
	}
	return &p.plan, nil
}

func newPlanner(ctx context.Context, env *stage.Env) (*planner, error) {
	actors, err := stage.Rows(ctx, env, schemas.Actors)
	if err != nil {
		return nil, err
	}
	codes, err := stage.Rows(ctx, env, schemas.ActorCodes)
	if err != nil {
		return nil, err
	}
	p := &planner{env: env, known: map[string]string{}}
	p.expected, p.taken = map[string]string{}, map[string]string{}
	for i := range actors {
		a := &actors[i]
		p.known[a.ActorID] = a.NameEn
		// Whom a code stands for goes by the code's period alone: India spoke in
		// the United Nations before its dates as a state begin.
		a.ValidFrom, a.ValidTo = schemas.Null[schemas.Date]{}, schemas.Null[schemas.Date]{}
	}
	p.actors, err = lookup.New(codes, actors)
	return p, err
}

// take refuses a name that another file has.
func (p *planner) take(kind, name, file string) *formats.Fault {
	key := kind + " " + name
	if other, ok := p.taken[key]; ok {
		return &formats.Fault{Code: "duplicate_" + kind, Message: fmt.Sprintf("%s %s is the one of file %s", kind, name, other)}
	}
	p.taken[key] = file
	return nil
}

// named plans a collection whose file names say what the files are.
func (p *planner) named(s raw.Source, files []schemas.Input) error {
	pattern, err := regexp.Compile(s.Texts.NamePattern)
	if err != nil {
		return err
	}
	c := &collection{s, pattern, p}
	if _, err := c.fill(s.Texts.DocumentID+s.Texts.TitleEn, make([]string, pattern.NumSubexp()+1), ""); err != nil {
		return err
	}
	if _, ok := p.known[s.Texts.Issuer]; !ok && s.Texts.Issuer != "" {
		return fmt.Errorf("source %s: texts.issuer %q is not listed among the actors", s.SourceID, s.Texts.Issuer)
	}
	p.expected[s.SourceID] = fmt.Sprintf("text in an encoding that is certain, in files named like %s", s.Texts.NamePattern)
	first, listed := len(p.documents), map[string]bool{}
	for _, in := range files {
		j := job{in: in}
		if j.fault = c.place(&j); j.fault == nil && !listed[j.document.DocumentID] {
			listed[j.document.DocumentID] = true
			p.documents = append(p.documents, *j.document)
		}
		p.jobs = append(p.jobs, j)
	}
	if s.Texts.Editions {
		succeed(p.documents[first:])
	}
	return nil
}

// succeed makes each document the successor of the one before by the same
// issuer.
func succeed(documents []schemas.Document) {
	order := make([]*schemas.Document, len(documents))
	for i := range documents {
		order[i] = &documents[i]
	}
	slices.SortStableFunc(order, func(a, b *schemas.Document) int {
		return cmp.Or(cmp.Compare(a.IssuerActorID, b.IssuerActorID), cmp.Compare(a.AdoptedOn.V, b.AdoptedOn.V))
	})
	for i, d := range order {
		if i > 0 && order[i-1].IssuerActorID == d.IssuerActorID {
			d.PredecessorDocumentID = order[i-1].DocumentID
		}
	}
}

// collection is a set of files whose names say what they are.
type collection struct {
	source  raw.Source
	pattern *regexp.Regexp
	*planner
}

// place reads a file's name.
func (c *collection) place(j *job) *formats.Fault {
	texts := c.source.Texts
	groups := c.pattern.FindStringSubmatch(path.Base(j.in.File))
	if groups == nil {
		return &formats.Fault{Code: "file_name", Message: fmt.Sprintf("the file's name does not match %s, which says what the file is", texts.NamePattern)}
	}
	d, last, f := c.identify(groups)
	if f != nil {
		return f
	}
	lang, f := c.lang(groups)
	if f != nil {
		return f
	}
	j.version = version(j.in, d.DocumentID, lang, texts.TextKind)
	if f := c.take("version", j.version.VersionID, j.in.File); f != nil {
		return f
	}
	j.document, j.from, j.to = d, d.AdoptedOn.V, last
	return nil
}

// identify reads the document that a file renders, and the last day that it may
// be of.
func (c *collection) identify(groups []string) (*schemas.Document, schemas.Date, *formats.Fault) {
	texts := c.source.Texts
	adopted, last, precision, f := c.date(groups)
	if f != nil {
		return nil, 0, f
	}
	issuer := texts.Issuer
	if texts.IssuerSystem != "" {
		if issuer, f = c.issuer(c.group(groups, "issuer"), adopted, last); f != nil {
			return nil, 0, f
		}
	}
	d := &schemas.Document{
		IssuerActorID: issuer, DocType: texts.DocType, AdoptedOn: schemas.Some(adopted), AdoptedPrecision: precision,
		SourceID: c.source.SourceID, Verification: "verified", // by the file itself
	}
	var err error
	if d.DocumentID, err = c.fill(texts.DocumentID, groups, issuer); err == nil {
		d.TitleEn, err = c.fill(texts.TitleEn, groups, issuer)
	}
	if err != nil {
		return nil, 0, &formats.Fault{Code: "file_name", Message: err.Error()}
	}
	return d, last, nil
}

// lang gives the language as the shortest BCP 47 tag: kk for kaz.
func (c *collection) lang(groups []string) (string, *formats.Fault) {
	named := c.group(groups, "lang")
	if named == "" {
		return c.source.Texts.Lang, nil
	}
	tag, err := raw.Lang(named)
	if err != nil {
		return "", &formats.Fault{Code: "unknown_language", Message: "in the file's name, " + err.Error()}
	}
	return tag, nil
}

func versionID(document, lang, kind string) string { return document + "." + lang + "-" + kind }

func version(in schemas.Input, document, lang, kind string) schemas.Version {
	return schemas.Version{
		VersionID: versionID(document, lang, kind), DocumentID: document, Lang: lang, TextKind: kind,
		SourceID: in.SourceID, File: in.File, FileSHA256: in.SHA256, NBytes: in.Bytes,
	}
}

func (c *collection) group(groups []string, name string) string {
	if i := c.pattern.SubexpIndex(name); i >= 0 {
		return groups[i]
	}
	return ""
}

// date reads the groups year, month and day, of which the last two may be
// missing. It gives the first and the last day that are meant.
func (c *collection) date(groups []string) (first, last schemas.Date, precision string, f *formats.Fault) {
	if fixed := c.source.Texts.AdoptedOn; fixed.Valid {
		return fixed.V, fixed.V, "day", nil
	}
	year, month, day := c.group(groups, "year"), c.group(groups, "month"), c.group(groups, "day")
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	var ok bool
	switch {
	case day != "" && month != "":
		first, ok = schemas.NewDate(y, m, d)
		last, precision = first, "day"
	case month != "":
		first, ok = schemas.NewDate(y, m, 1)
		next, _ := schemas.NewDate(y+m/12, m%12+1, 1)
		last, precision = next-1, "month"
	default:
		first, ok = schemas.NewDate(y, 1, 1)
		last, _ = schemas.NewDate(y, 12, 31)
		precision = "year"
	}
	if !ok {
		return 0, 0, "", &formats.Fault{Code: "impossible_date", Message: fmt.Sprintf("the file's name gives year %q, month %q, day %q, which is no date", year, month, day)}
	}
	return first, last, precision, nil
}

// issuer finds the actor on the first day that the document may be of, or else
// on the last one: a state that came to be within the year speaks in its end.
func (c *collection) issuer(code string, first, last schemas.Date) (string, *formats.Fault) {
	system := c.source.Texts.IssuerSystem
	actor, status := c.actors.Find(system, code, first)
	if status == lookup.OutOfPeriod {
		actor, status = c.actors.Find(system, code, last)
	}
	switch status {
	case lookup.Unknown:
		return "", &formats.Fault{Code: "unknown_issuer", Message: fmt.Sprintf("the file's name gives issuer %q, which is no code of system %s", code, system)}
	case lookup.OutOfPeriod:
		return "", &formats.Fault{Code: "issuer_out_of_period", Message: fmt.Sprintf("the file's name gives issuer %q, which stands for %s, but not between %s and %s", code, actor, first, last)}
	}
	return actor, nil
}

var braces = regexp.MustCompile(`\{[^{}]*\}`)

// fill puts the groups of a name where they stand in braces. Besides those
// there are source_id and issuer_name.
func (c *collection) fill(template string, groups []string, issuer string) (string, error) {
	var unknown string
	out := braces.ReplaceAllStringFunc(template, func(s string) string {
		name := s[1 : len(s)-1]
		switch i := c.pattern.SubexpIndex(name); {
		case name == "source_id":
			return c.source.SourceID
		case name == "issuer_name":
			return c.known[issuer]
		case i >= 0:
			return groups[i]
		}
		unknown = name
		return s
	})
	if unknown != "" {
		return "", fmt.Errorf("source %s: {%s} is used, but texts.name_pattern has no group of that name", c.source.SourceID, unknown)
	}
	return out, nil
}

const description = "document.yaml"

// described plans a collection in which each document has a folder with its
// description and its texts.
func (p *planner) described(s raw.Source, files []schemas.Input) error {
	p.expected[s.SourceID] = "text in an encoding that is certain"
	renders := map[string]job{}
	for _, in := range files {
		if path.Base(in.File) != description {
			continue
		}
		if err := p.describe(s, in, files, renders); err != nil {
			return err
		}
	}
	for _, in := range files {
		j, ok := renders[in.File]
		if path.Base(in.File) == description {
			j, ok = job{in: in, note: true}, true
		}
		if !ok {
			return fmt.Errorf("source %s: no %s beside it describes file %s; list it under versions, or move it away", s.SourceID, description, in.File)
		}
		p.jobs = append(p.jobs, j)
	}
	return nil
}

// describe reads one description, and finds the files that it names.
func (p *planner) describe(s raw.Source, in schemas.Input, files []schemas.Input, renders map[string]job) error {
	if err := same(p.env.Raw(in.Path), in); err != nil {
		return err
	}
	d, err := raw.ReadDocument(p.env.Root, in.Path)
	if err != nil {
		return err
	}
	where := fmt.Sprintf("source %s, file %s", s.SourceID, in.File)
	if _, ok := p.known[d.Issuer]; !ok {
		return fmt.Errorf("%s: issuer %q is not listed among the actors", where, d.Issuer)
	}
	if f := p.take("document", d.DocumentID, in.File); f != nil {
		return fmt.Errorf("%s: %s", where, f.Message)
	}
	document := documentOf(d, s.SourceID)
	p.documents = append(p.documents, document)
	for _, c := range d.Claims {
		if c.Preferred && !dated(&document, c) {
			return fmt.Errorf("%s: claim %s is preferred and says %s (%s), but adopted_on is %s (%s)", where, c.ClaimID, c.ClaimedDate.V, c.Precision, d.AdoptedOn.V, d.AdoptedPrecision)
		}
		p.claims = append(p.claims, schemas.DocumentClaim{
			ClaimID: c.ClaimID, DocumentID: d.DocumentID, ClaimType: c.ClaimType, ClaimedDate: c.ClaimedDate.Null,
			Precision: c.Precision, ClaimedBy: c.ClaimedBy, Status: c.Status, Preferred: c.Preferred, Reason: c.Reason,
		})
	}
	for _, v := range d.Versions {
		name := path.Join(path.Dir(in.File), v.File)
		i := slices.IndexFunc(files, func(f schemas.Input) bool { return f.File == name })
		if i < 0 {
			return fmt.Errorf("%s: file %s is described, but is not among the source's files (%s); bring it in, or take it out of versions", where, name, s.Files)
		}
		j := job{in: files[i], document: &document}
		j.version = version(j.in, d.DocumentID, v.Lang, v.TextKind)
		j.version.TranslationStatus, j.version.Coverage = v.TranslationStatus, v.Coverage
		j.from, j.to = days(document)
		if f := p.take("version", j.version.VersionID, name); f != nil {
			return fmt.Errorf("%s: %s", where, f.Message)
		}
		if _, twice := renders[name]; twice {
			return fmt.Errorf("%s: file %s is described twice", where, name)
		}
		renders[name] = j
	}
	return nil
}

// dated reports whether a document has the date that a claim on it gives.
func dated(d *schemas.Document, c raw.DocumentClaim) bool {
	return !dating(c.ClaimType) || d.AdoptedOn == c.ClaimedDate.Null && d.AdoptedPrecision == c.Precision
}

// dating reports whether a claim says when an edition came to be.
func dating(claimType string) bool { return claimType == "adopted_on" || claimType == "amended_on" }

// amendments derives which edition took the place of which. The date of an
// edition rests on the claim that is preferred.
func (p *plan) amendments() []schemas.Amendment {
	claim := map[string]string{}
	for _, c := range p.claims {
		if c.Preferred && dating(c.ClaimType) {
			claim[c.DocumentID] = c.ClaimID
		}
	}
	var all []schemas.Amendment
	for _, d := range p.documents {
		if d.PredecessorDocumentID == "" {
			continue
		}
		all = append(all, schemas.Amendment{
			AmendmentID: d.PredecessorDocumentID + ">" + d.DocumentID, FromDocumentID: d.PredecessorDocumentID, ToDocumentID: d.DocumentID,
			AmendedOn: d.AdoptedOn, AmendedPrecision: d.AdoptedPrecision, Instrument: d.Instrument, InstrumentNumber: d.InstrumentNumber,
			ClaimID: claim[d.DocumentID], Verification: d.Verification, SourceID: d.SourceID,
		})
	}
	return all
}

func documentOf(d raw.Document, source string) schemas.Document {
	return schemas.Document{
		DocumentID: d.DocumentID, IssuerActorID: d.Issuer, DocType: d.DocType, TitleOrig: d.TitleOrig, TitleEn: d.TitleEn,
		Instrument: d.Instrument, InstrumentNumber: d.InstrumentNumber,
		AdoptedOn: d.AdoptedOn.Null, AdoptedPrecision: d.AdoptedPrecision, EffectiveOn: d.EffectiveOn.Null, RepealedOn: d.RepealedOn.Null,
		PeriodStartYear: schemas.Maybe(d.PeriodStartYear), PeriodEndYear: schemas.Maybe(d.PeriodEndYear),
		PredecessorDocumentID: d.PredecessorDocumentID, SourceID: source, Verification: d.Verification,
	}
}

// days gives the first and the last day that a document may be of; without a
// date it may be of any.
func days(d schemas.Document) (from, to schemas.Date) {
	if !d.AdoptedOn.Valid {
		return lookup.Ever, lookup.Never
	}
	from = d.AdoptedOn.V
	y := from.Year()
	switch d.AdoptedPrecision {
	case "year":
		to, _ = schemas.NewDate(y, 12, 31)
	case "month":
		m := int(from.Time().Month())
		next, _ := schemas.NewDate(y+m/12, m%12+1, 1)
		to = next - 1
	default:
		to = from
	}
	return from, to
}

// same refuses a file whose bytes are not those that the build began with.
func same(name string, in schemas.Input) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return unchanged(data, in)
}

func unchanged(data []byte, in schemas.Input) error {
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != in.SHA256 {
		return fmt.Errorf("file %s of source %s changed while the build ran; run it again", in.File, in.SourceID)
	}
	return nil
}

// withoutText lists the documents that no file renders.
func (p *plan) withoutText() []string {
	rendered := map[string]bool{}
	for _, j := range p.jobs {
		if j.document != nil {
			rendered[j.document.DocumentID] = true
		}
	}
	var ids []string
	for _, d := range p.documents {
		if !rendered[d.DocumentID] {
			ids = append(ids, d.DocumentID)
		}
	}
	slices.SortFunc(ids, strings.Compare)
	return ids
}
