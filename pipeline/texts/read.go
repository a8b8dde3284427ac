package texts

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"

	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/formats"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// MostBytes bounds the file of a text, and mostBlocks what is cut from it.
const (
	MostBytes  = 64 << 20
	mostBlocks = 1_000_000
)

// result is what one file yields.
type result struct {
	version    []schemas.Version // one or none
	passages   []schemas.Passage
	provisions []schemas.Provision
	mentions   []schemas.Mention
	candidates []schemas.MentionCandidate
	repairs    []schemas.Repair
	statements []schemas.Statement
	ledger     schemas.LedgerEntry
	fault      []schemas.Fault // one or none
	stop       error           // what is not the file's fault
}

// readFile turns one raw file into rows.
func readFile(j *job, name string, lexicons map[string]*names.Lexicon) (*result, error) {
	if f := tooLarge(j.in.Bytes); f != nil {
		r := newResult(j.in)
		r.refuse(j.in, nil, f)
		return r, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if err := unchanged(data, j.in); err != nil {
		return nil, err
	}
	r := read(j, data, lexicons)
	return r, r.stop
}

func tooLarge(bytes int64) *formats.Fault {
	if bytes <= MostBytes {
		return nil
	}
	return &formats.Fault{Code: "too_large", Message: fmt.Sprintf("the file has %d bytes, a text has at most %d", bytes, MostBytes)}
}

func newResult(in schemas.Input) *result {
	r := resultPool.Get().(*result)
	*r = result{
		passages: r.passages[:0], provisions: r.provisions[:0], mentions: r.mentions[:0], candidates: r.candidates[:0],
		repairs: r.repairs[:0], statements: r.statements[:0],
		ledger: schemas.LedgerEntry{SourceID: in.SourceID, File: in.File, SHA256: in.SHA256, Bytes: in.Bytes},
	}
	return r
}

// resultPool and writerPool hold memory that is used again for the next file.
var (
	resultPool = sync.Pool{New: func() any { return new(result) }}
	writerPool = sync.Pool{New: func() any { return new(writer) }}
)

// read turns the bytes of a file into rows. It depends on nothing else.
func read(j *job, data []byte, lexicons map[string]*names.Lexicon) *result {
	r := newResult(j.in)
	if j.note {
		r.ledger.Unit, r.ledger.NRead, r.ledger.NPublished = "file", 1, 1
		return r
	}
	if j.fault != nil {
		r.refuse(j.in, data, j.fault)
		return r
	}
	c, bad, err := j.formats.Read(j.in.File, data)
	if err != nil {
		r.stop = fmt.Errorf("file %s of source %s: %w", j.in.File, j.in.SourceID, err)
		return r
	}
	if bad != nil {
		r.refuse(j.in, data, bad)
		return r
	}
	blocks := mend(c)
	if len(blocks) > mostBlocks {
		r.refuse(j.in, data, &formats.Fault{Code: "too_large", Message: fmt.Sprintf("the file has %d blocks, a text has at most %d", len(blocks), mostBlocks)})
		return r
	}
	t, v := c.Text, j.version
	v.MediaType, v.Encoding, v.EncodingMethod, v.Extractor, v.ExtractorVersion = c.MediaType, c.Encoding.Name, c.Encoding.Method, c.Extractor, c.Version
	v.OCR = v.OCR || c.OCR
	if c.Pages > 0 {
		v.NPages = schemas.Some(int32(c.Pages))
	}
	w := writerPool.Get().(*writer)
	defer writerPool.Put(w)
	*w = writer{t: t, v: &v, r: r, flat: words.Flat(t.String()), parts: w.parts[:0], tokens: w.tokens[:0], unit: w.unit, coded: w.coded[:0], finder: w.finder}
	w.coder, w.issuer, w.docType = j.coder, j.issuer(), j.docType()
	w.lexicons = lexicons
	w.finder.Begin(t.String(), j.from, j.to)
	if w.rows(blocks) == 0 {
		r.refuse(j.in, data, &formats.Fault{Code: "no_text", Message: "the file holds no letter"})
		return r
	}
	w.repairs(c.Repairs)
	r.version = []schemas.Version{v}
	return r
}

// refuse accounts for a file that cannot be read.
func (r *result) refuse(in schemas.Input, data []byte, f *formats.Fault) {
	r.fault = []schemas.Fault{quarantined(f, in, data)}
	l := &r.ledger
	l.Unit, l.NRead, l.NPublished, l.NQuarantined, l.NExcluded, l.Reasons = "file", 1, 0, 1, 0, f.Code+"=1"
}

// writer makes the rows of one version.
type writer struct {
	t        *formats.Text
	flat     string // the text with spaces for line ends
	v        *schemas.Version
	r        *result
	part     formats.Part   // of the file, which the passage made last stands in
	parts    []formats.Part // of all passages
	lexicons map[string]*names.Lexicon
	lang     string // of the passage made last, without a region
	finder   names.Finder
	tokens   []words.Token
	coder    *coder.Coder // or nil
	issuer   string
	docType  string
	heading  bool        // the passage made last is one
	unit     coder.Unit  // the one coded last
	coded    []codedUnit // the units so far
}

// offset counts in the part of the passage that was made last.
func (w *writer) offset(raw int) int64 { return int64(raw - w.part.Start) }

// whole widens a span so that its bytes lead to the same text again.
func (w *writer) whole(s span) span {
	s.start, s.end = w.t.Whole(s.start, s.end)
	return s
}

// rows makes all rows, and gives the number of passages.
func (w *writer) rows(blocks []block) int {
	if w.v.Lang == undetermined { // the description leaves it to the text
		w.v.Lang = w.language(blocks)
		w.v.VersionID = versionID(w.v.DocumentID, w.v.Lang, w.v.TextKind)
	}
	reasons := map[string]int64{}
	kept := make([]block, 0, len(blocks))
	for _, b := range blocks {
		if b.excluded != "" {
			reasons[b.excluded]++
			continue
		}
		kept = append(kept, b)
	}
	w.tell(kept)
	cut := newCutter(w.flat)
	for i, b := range kept {
		cut.lang = languages[words.Base(b.lang)]
		cut.add(i, b)
	}
	w.r.passages = slices.Grow(w.r.passages, len(kept))
	w.r.provisions = slices.Grow(w.r.provisions, len(cut.units))
	at, seq := 0, 0 // of the next unit; number of it within its passage
	for n, b := range kept {
		w.passage(n+1, b)
		for seq = 1; at < len(cut.units) && cut.units[at].block == n; at, seq = at+1, seq+1 {
			w.provision(at, seq, &cut.units[at])
		}
	}
	w.v.NChars, w.v.NPassages = w.t.Chars(len(w.t.String())), int32(len(kept))
	l := &w.r.ledger
	l.Unit, l.NRead, l.NPublished, l.Reasons = "passage", int64(len(blocks)), int64(len(kept)), schemas.Reasons(reasons)
	l.NExcluded = l.NRead - l.NPublished
	return len(kept)
}

// language gives the language in which most of a text is.
func (w *writer) language(blocks []block) string {
	for i := range blocks {
		blocks[i].lang = languageOf(w.flat[blocks[i].start:blocks[i].end], undetermined)
	}
	most, _, _ := mostly(blocks)
	return most
}

// leastOther is how much of a text in another language, in bytes, shows that the text
// is in it as a whole.
const leastOther = 1000

// tell gives each passage its language. Where nearly all of a text is in another one
// than its version's, so is a passage that shows none.
func (w *writer) tell(passages []block) {
	usual := w.v.Lang
	for range 2 {
		for i := range passages {
			passages[i].lang = languageOf(w.flat[passages[i].start:passages[i].end], usual)
		}
		most, length, all := mostly(passages)
		if most == undetermined || words.Base(most) == words.Base(w.v.Lang) || length < leastOther || length*5 < all*4 {
			return
		}
		usual = most
	}
}

// mostly gives the language of most of the blocks that show one, and the bytes in it and
// in all.
func mostly(blocks []block) (most string, length, all int) {
	most = undetermined
	in := map[string]int{}
	for _, b := range blocks {
		in[b.lang] += b.end - b.start
		all += b.end - b.start
		if b.lang != undetermined && (most == undetermined || in[b.lang] > in[most]) {
			most = b.lang
		}
	}
	return most, in[most], all
}

func (w *writer) passage(seq int, b block) {
	s := w.whole(b.span)
	w.part = w.t.Part(s.start, s.end)
	w.parts = append(w.parts, w.part)
	w.tokens = words.Append(w.tokens[:0], w.flat[s.start:s.end], s.start)
	w.v.NWords += words.Count(w.tokens)
	w.lang, w.heading = words.Base(b.lang), b.kind == heading || b.kind == frontMatter
	flags := oddities(w.t.String()[s.start:s.end])
	if _, ok := languages[w.lang]; !ok {
		flags |= flagLanguage
	}
	w.r.passages = append(w.r.passages, schemas.Passage{
		PassageID: w.v.VersionID + "#" + strconv.Itoa(seq), VersionID: w.v.VersionID, Seq: int32(seq), PassageType: b.kind, HeadingPath: b.path,
		CharStart: w.t.Chars(s.start), CharEnd: w.t.Chars(s.end), ByteStart: w.offset(w.t.Raw(s.start)), ByteEnd: w.offset(w.t.RawEnd(s.end)),
		Part: w.part.Name, Lang: b.lang, Flags: flagList(flags), Division: b.division,
		Text: w.t.String()[s.start:s.end], SourceID: w.v.SourceID, File: w.v.File,
	})
	if w.part.Page > 0 {
		w.r.passages[len(w.r.passages)-1].Page = schemas.Some(int32(w.part.Page))
	}
}

// provision makes the row of the unit with the given index; seq counts within
// the passage that was made last.
func (w *writer) provision(index, seq int, u *unit) {
	passage := &w.r.passages[len(w.r.passages)-1]
	s := w.whole(u.span)
	own := within(w.tokens, s)
	p := schemas.Provision{
		ProvisionID: passage.PassageID + "." + strconv.Itoa(seq), PassageID: passage.PassageID, VersionID: w.v.VersionID,
		Seq: int32(index + 1), Label: u.label, NWords: words.Count(own), NSentences: int32(u.sentences),
		CharStart: w.t.Chars(s.start), CharEnd: w.t.Chars(s.end), ByteStart: w.offset(w.t.Raw(s.start)), ByteEnd: w.offset(w.t.RawEnd(s.end)),
		Text: w.t.String()[s.start:s.end], SourceID: w.v.SourceID, File: w.v.File,
	}
	if u.parent >= 0 {
		p.ParentProvisionID = w.r.provisions[u.parent].ProvisionID
	}
	if u.position > 0 {
		p.ListPosition = schemas.Some(int32(u.position))
	}
	w.r.provisions = append(w.r.provisions, p)
	var found []names.Mention
	if x := w.lexicons[w.lang]; x != nil {
		found = w.finder.Find(x, own)
	}
	for i := range found {
		w.mention(p.ProvisionID, &found[i])
	}
	w.code(u, own, found)
}

// within gives the tokens that lie in a span.
func within(list []words.Token, s span) []words.Token {
	from := firstFrom(list, s.start)
	to := firstFrom(list[from:], s.end)
	return list[from : from+to]
}

// firstFrom gives the place of the first token that starts at a position or
// after it.
func firstFrom(list []words.Token, pos int) int {
	at, _ := slices.BinarySearchFunc(list, pos, func(t words.Token, pos int) int { return cmp.Compare(t.Start, pos) })
	return at
}

func (w *writer) mention(provision string, m *names.Mention) {
	s := w.whole(span{m.Start, m.End})
	row := schemas.Mention{
		ProvisionID: provision, VersionID: w.v.VersionID, Surface: w.t.String()[s.start:s.end], LinkMethod: "exact", Ambiguous: m.Ambiguous(),
		CharStart: w.t.Chars(s.start), CharEnd: w.t.Chars(s.end), ByteStart: w.offset(w.t.Raw(s.start)), ByteEnd: w.offset(w.t.RawEnd(s.end)),
		SourceID: w.v.SourceID, File: w.v.File,
	}
	row.MentionID = provision + "@" + strconv.Itoa(int(row.CharStart))
	switch {
	case m.Settled:
		row.LinkMethod = "context"
	case m.Inflected:
		row.LinkMethod = "inflected"
	}
	if a := m.Alias(); a != nil {
		row.ActorID, row.AliasID = a.ActorID, a.AliasID
	} else {
		for a := range m.Candidates() {
			w.r.candidates = append(w.r.candidates, schemas.MentionCandidate{MentionID: row.MentionID, ActorID: a.ActorID, AliasID: a.AliasID, SourceID: row.SourceID})
		}
	}
	w.r.mentions = append(w.r.mentions, row)
}
