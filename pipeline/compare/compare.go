// Package compare lays two editions of a policy side by side, as the alignment
// stage sees them, for a terminal and as a page.
//
// It promises that every provision of both editions is shown, that the page
// needs nothing from outside, and that the same release gives the same page.
// What changed is read from the release; where that holds no alignment of the
// two, they are aligned on the spot, and the comparison says so.
package compare

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"multivector/pipeline/alignment"
	"multivector/pipeline/release"
	"multivector/schemas"
)

// ErrNotComparable says that the two names don't stand for one text each, in the
// same language and rendering.
var ErrNotComparable = errors.New("not comparable")

// Comparison is two editions and what became of each provision.
type Comparison struct {
	Release    string // dataset and version
	From, To   Side
	Published  bool // the release holds the alignment
	Alignments []schemas.Alignment
	Spans      []schemas.AlignmentSpan
	Actors     []schemas.AlignmentActor
	Continuity schemas.ContinuityRow
	names      map[string]string // of actors
}

// Side is one edition.
type Side struct {
	alignment.Edition
	Title, AdoptedOn string
	Headings         map[string]string // above each provision
}

// Load reads two editions from a release. Each is named by a version or by a
// document; of two documents, the versions in the same language and rendering
// are meant, of which lang picks one where there are several.
func Load(ctx context.Context, dir, scratch, from, to, lang string) (c *Comparison, err error) {
	err = release.Read(ctx, dir, scratch, func(db *release.Opened) (err error) {
		c, err = load(ctx, db, from, to, lang)
		return err
	})
	return c, err
}

func load(ctx context.Context, db *release.Opened, from, to, lang string) (_ *Comparison, err error) {
	r := reader{ctx, db.DB}
	c := &Comparison{Release: db.Manifest.Dataset + "/" + db.Manifest.Version, names: map[string]string{}}
	if c.From.Version, c.To.Version, err = r.choose(from, to, lang); err != nil {
		return nil, err
	}
	for _, s := range []*Side{&c.From, &c.To} {
		if err := r.side(s); err != nil {
			return nil, err
		}
	}
	if err := r.actors(c.names); err != nil {
		return nil, err
	}
	if err := r.alignment(c); err != nil {
		return nil, err
	}
	if c.Published = len(c.Alignments) > 0; !c.Published {
		found, err := alignment.Align(ctx, &c.From.Edition, &c.To.Edition)
		if err != nil {
			return nil, err
		}
		c.Alignments, c.Spans, c.Actors, c.Continuity = found.Alignments, found.Spans, found.Actors, found.Continuity[0]
	}
	return c, nil
}

// reader asks a release.
type reader struct {
	ctx context.Context
	db  *sql.DB
}

// each hands the rows of a query to take.
func (r reader) each(query string, args []any, take func(scan func(...any) error) error) error {
	rows, err := r.db.QueryContext(r.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// versions lists the versions that a name stands for.
func (r reader) versions(name string) ([]schemas.Version, error) {
	var out []schemas.Version
	err := r.each(`SELECT version_id, document_id, lang, text_kind, coalesce(translation_status, ''), source_id FROM versions
		WHERE version_id = ? OR document_id = ? ORDER BY version_id`, []any{name, name}, func(scan func(...any) error) error {
		var v schemas.Version
		err := scan(&v.VersionID, &v.DocumentID, &v.Lang, &v.TextKind, &v.TranslationStatus, &v.SourceID)
		out = append(out, v)
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%w: the release holds no text of %q, which should be a version_id or a document_id", ErrNotComparable, name)
	}
	return out, err
}

// choose finds the one pair of versions in the same language and rendering.
func (r reader) choose(from, to, lang string) (a, b schemas.Version, err error) {
	before, err := r.versions(from)
	if err != nil {
		return a, b, err
	}
	after, err := r.versions(to)
	if err != nil {
		return a, b, err
	}
	var found [][2]schemas.Version
	for _, x := range before {
		for _, y := range after {
			if x.Lang == y.Lang && x.TextKind == y.TextKind && x.TranslationStatus == y.TranslationStatus && (lang == "" || x.Lang == lang) {
				found = append(found, [2]schemas.Version{x, y})
			}
		}
	}
	if len(found) == 1 {
		return found[0][0], found[0][1], nil
	}
	list := func(versions []schemas.Version) string {
		ids := make([]string, len(versions))
		for i, v := range versions {
			ids[i] = v.VersionID
		}
		return strings.Join(ids, ", ")
	}
	problem := "have no text in the same language, of the same kind and standing, and other differences would look like changes of policy"
	if len(found) > 1 {
		problem = "have several texts that could be meant; name two versions"
	}
	return a, b, fmt.Errorf("%w: %s (%s) and %s (%s) %s", ErrNotComparable, from, list(before), to, list(after), problem)
}

// side reads an edition.
func (r reader) side(s *Side) error {
	v := s.Version
	if err := r.each(`SELECT title_en, coalesce(left(adopted_on::VARCHAR, CASE adopted_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END), 'undated') FROM documents WHERE document_id = ?`, []any{v.DocumentID}, func(scan func(...any) error) error {
		return scan(&s.Title, &s.AdoptedOn)
	}); err != nil {
		return err
	}
	s.Headings = map[string]string{}
	err := r.each(`SELECT provision_id, coalesce(label, ''), p.seq, p.char_start, p.char_end, p.text, coalesce(deontic, ''), coalesce(heading_path, '')
		FROM provisions p LEFT JOIN passages USING (passage_id) WHERE p.version_id = ? ORDER BY p.seq`,
		[]any{v.VersionID}, func(scan func(...any) error) error {
			p := schemas.Provision{VersionID: v.VersionID}
			var headings string
			err := scan(&p.ProvisionID, &p.Label, &p.Seq, &p.CharStart, &p.CharEnd, &p.Text, &p.Deontic, &headings)
			s.Headings[p.ProvisionID] = headings
			s.Provisions = append(s.Provisions, p)
			return err
		})
	if err != nil {
		return err
	}
	return r.each(`SELECT provision_id, actor_id FROM mentions WHERE version_id = ? AND actor_id IS NOT NULL ORDER BY mention_id`,
		[]any{v.VersionID}, func(scan func(...any) error) error {
			var m schemas.Mention
			err := scan(&m.ProvisionID, &m.ActorID)
			s.Mentions = append(s.Mentions, m)
			return err
		})
}

func (r reader) actors(names map[string]string) error {
	return r.each(`SELECT actor_id, name_en FROM actors`, nil, func(scan func(...any) error) error {
		var id, name string
		err := scan(&id, &name)
		names[id] = name
		return err
	})
}

// alignment reads what the release says of the two.
func (r reader) alignment(c *Comparison) error {
	pair := []any{c.From.Version.VersionID, c.To.Version.VersionID}
	err := r.each(`SELECT alignment_id, coalesce(from_provision_id, ''), coalesce(to_provision_id, ''), change, similarity, order_shift, coalesce(deontic_before, ''), coalesce(deontic_after, ''), coalesce(deontic_change, ''), method, method_params
		FROM alignments WHERE from_version_id = ? AND to_version_id = ? ORDER BY alignment_id`, pair, func(scan func(...any) error) error {
		var a schemas.Alignment
		var similarity sql.NullFloat64
		var shift sql.NullInt32
		err := scan(&a.AlignmentID, &a.FromProvisionID, &a.ToProvisionID, &a.Change, &similarity, &shift, &a.DeonticBefore, &a.DeonticAfter, &a.DeonticChange, &a.Method, &a.MethodParams)
		a.Similarity = schemas.Null[float64]{V: similarity.Float64, Valid: similarity.Valid}
		a.OrderShift = schemas.Null[int32]{V: shift.Int32, Valid: shift.Valid}
		c.Alignments = append(c.Alignments, a)
		return err
	})
	if err != nil {
		return err
	}
	const those = ` JOIN alignments a USING (alignment_id) WHERE a.from_version_id = ? AND a.to_version_id = ? ORDER BY alignment_id, `
	err = r.each(`SELECT alignment_id, x.seq, x.from_char_start, x.from_char_end, x.to_char_start, x.to_char_end FROM alignment_spans x`+those+`x.seq`, pair, func(scan func(...any) error) error {
		var s schemas.AlignmentSpan
		err := scan(&s.AlignmentID, &s.Seq, &s.FromCharStart, &s.FromCharEnd, &s.ToCharStart, &s.ToCharEnd)
		c.Spans = append(c.Spans, s)
		return err
	})
	if err != nil {
		return err
	}
	err = r.each(`SELECT alignment_id, x.actor_id, x.change FROM alignment_actors x`+those+`x.actor_id`, pair, func(scan func(...any) error) error {
		var s schemas.AlignmentActor
		err := scan(&s.AlignmentID, &s.ActorID, &s.Change)
		c.Actors = append(c.Actors, s)
		return err
	})
	if err != nil {
		return err
	}
	return r.each(`SELECT n_from, n_to, continuity, novelty FROM continuity WHERE from_version_id = ? AND to_version_id = ? AND topic = 'all'`, pair, func(scan func(...any) error) error {
		var continuity, novelty sql.NullFloat64
		err := scan(&c.Continuity.NFrom, &c.Continuity.NTo, &continuity, &novelty)
		c.Continuity.Continuity = schemas.Null[float64]{V: continuity.Float64, Valid: continuity.Valid}
		c.Continuity.Novelty = schemas.Null[float64]{V: novelty.Float64, Valid: novelty.Valid}
		return err
	})
}
