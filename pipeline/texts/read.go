package texts

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"multivector/pipeline/pdf"
	"multivector/pipeline/texts/coder"
	"multivector/pipeline/texts/names"
	"multivector/pipeline/texts/words"
	"multivector/schemas"
)

// format is a way to read a kind of file: it takes the text out, and cuts it into
// blocks, of which those that are not excluded become passages.
type format struct {
	mediaType string
	name      string // extractor, as published
	version   string
	read      func(data []byte) (*content, *fault)
}

// formats by the ending of the file's name.
var formats = map[string]format{
	".txt":      {"text/plain", "multivector/plain", "1", lined(plain, true)},
	".md":       {"text/markdown", "multivector/markdown", "1", lined(markdown, false)},
	".markdown": {"text/markdown", "multivector/markdown", "1", lined(markdown, false)},
	".html":     {"text/html", "multivector/html", "1", html},
	".htm":      {"text/html", "multivector/html", "1", html},
	".xhtml":    {"application/xhtml+xml", "multivector/xml", "1", plainXML},
	".xml":      {"application/xml", "multivector/xml", "1", plainXML},
	".akn":      {"application/akn+xml", "multivector/xml", "1", plainXML},
	".docx":     {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "multivector/docx", "1", docx},
	".odt":      {"application/vnd.oasis.opendocument.text", "multivector/odt", "1", odt},
	".epub":     {"application/epub+zip", "multivector/epub", "1", epub},
	".rtf":      {"application/rtf", "multivector/rtf", "1", rtf},
	".pdf":      {"application/pdf", "multivector/pdf, " + pdf.Version, "1", nil}, // which needs more than bytes
}

// lined makes the reader of a format whose text is the file itself, which may
// have been printed before.
func lined(cut func(s string) []block, printed bool) func([]byte) (*content, *fault) {
	return func(data []byte) (*content, *fault) {
		t, encoding, f := decode(data)
		if f != nil {
			return nil, f
		}
		return &content{text: t, encoding: encoding, cut: cut, printed: printed}, nil
	}
}

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

func tooLarge(bytes int64) *fault {
	if bytes <= MostBytes {
		return nil
	}
	return &fault{code: "too_large", message: fmt.Sprintf("the file has %d bytes, a text has at most %d", bytes, MostBytes)}
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
	f, known := formats[strings.ToLower(path.Ext(j.in.File))]
	if !known {
		r.refuse(j.in, data, &fault{code: "unknown_format", message: fmt.Sprintf("no reader for files that end in %q", path.Ext(j.in.File))})
		return r
	}
	c, bad, err := f.content(strings.ToLower(path.Ext(j.in.File)), data, j.pdf)
	if err != nil {
		r.stop = fmt.Errorf("file %s of source %s: %w", j.in.File, j.in.SourceID, err)
		return r
	}
	if bad != nil {
		r.refuse(j.in, data, bad)
		return r
	}
	c.mend()
	if len(c.blocks) > mostBlocks {
		r.refuse(j.in, data, &fault{code: "too_large", message: fmt.Sprintf("the file has %d blocks, a text has at most %d", len(c.blocks), mostBlocks)})
		return r
	}
	t, v := c.text, j.version
	v.MediaType, v.Encoding, v.EncodingMethod, v.Extractor, v.ExtractorVersion = f.mediaType, c.encoding.name, c.encoding.method, f.name, f.version
	v.OCR = v.OCR || c.ocr
	if c.pages > 0 {
		v.NPages = schemas.Some(int32(c.pages))
	}
	w := writerPool.Get().(*writer)
	defer writerPool.Put(w)
	*w = writer{t: t, v: &v, r: r, flat: words.Flat(t.s), parts: w.parts[:0], tokens: w.tokens[:0], unit: w.unit, coded: w.coded[:0], finder: w.finder}
	w.coder, w.issuer, w.docType = j.coder, j.issuer(), j.docType()
	w.lexicons = lexicons
	w.finder.Begin(t.s, j.from, j.to)
	if w.rows(c.blocks) == 0 {
		r.refuse(j.in, data, &fault{code: "no_text", message: "the file holds no letter"})
		return r
	}
	w.repairs(c.fixes)
	r.version = []schemas.Version{v}
	return r
}

// content reads a file whose bytes are of the kind that its name says.
func (f format) content(ending string, data []byte, r *pdf.Reader) (*content, *fault, error) {
	if len(data) == 0 {
		return nil, &fault{code: "empty_file", message: "the file is empty"}, nil
	}
	if ending == ".docx" && bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) && bytes.Contains(data, []byte(encryptedPackage)) {
		return nil, &fault{code: "encrypted", message: "the document is encrypted", end: 8}, nil
	}
	if kind := kindOfBytes(data); kind != nil && !slices.Contains(kind.endings, ending) {
		return nil, &fault{code: "wrong_format", message: fmt.Sprintf("the name ends in %s, but the bytes are those of %s", ending, kind.name), end: min(len(data), 16)}, nil
	}
	if f.read == nil {
		return readPDF(data, r)
	}
	c, bad := f.read(data)
	return c, bad, nil
}

// encryptedPackage is how an encrypted document of Office names its content, in
// UTF-16.
const encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e"

// refuse accounts for a file that cannot be read.
func (r *result) refuse(in schemas.Input, data []byte, f *fault) {
	r.fault = []schemas.Fault{f.row(in, data)}
	l := &r.ledger
	l.Unit, l.NRead, l.NPublished, l.NQuarantined, l.NExcluded, l.Reasons = "file", 1, 0, 1, 0, f.code+"=1"
}

// writer makes the rows of one version.
type writer struct {
	t        *text
	flat     string // the text with spaces for line ends
	v        *schemas.Version
	r        *result
	part     filePart   // of the file, which the passage made last stands in
	parts    []filePart // of all passages
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
func (w *writer) offset(raw int) int64 { return int64(raw - w.part.start) }

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
	w.v.NChars, w.v.NPassages = w.t.chars(len(w.t.s)), int32(len(kept))
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
	s := w.t.whole(b.span)
	w.part = w.t.part(s)
	w.parts = append(w.parts, w.part)
	w.tokens = words.Append(w.tokens[:0], w.flat[s.start:s.end], s.start)
	w.v.NWords += words.Count(w.tokens)
	w.lang, w.heading = words.Base(b.lang), b.kind == heading || b.kind == frontMatter
	flags := oddities(w.t.s[s.start:s.end])
	if _, ok := languages[w.lang]; !ok {
		flags |= flagLanguage
	}
	w.r.passages = append(w.r.passages, schemas.Passage{
		PassageID: w.v.VersionID + "#" + strconv.Itoa(seq), VersionID: w.v.VersionID, Seq: int32(seq), PassageType: b.kind, HeadingPath: b.path,
		CharStart: w.t.chars(s.start), CharEnd: w.t.chars(s.end), ByteStart: w.offset(w.t.raw(s.start)), ByteEnd: w.offset(w.t.rawEnd(s.end)),
		Part: w.part.name, Lang: b.lang, Flags: flagList(flags), Division: b.division,
		Text: w.t.s[s.start:s.end], SourceID: w.v.SourceID, File: w.v.File,
	})
	if w.part.page > 0 {
		w.r.passages[len(w.r.passages)-1].Page = schemas.Some(int32(w.part.page))
	}
}

// provision makes the row of the unit with the given index; seq counts within
// the passage that was made last.
func (w *writer) provision(index, seq int, u *unit) {
	passage := &w.r.passages[len(w.r.passages)-1]
	s := w.t.whole(u.span)
	own := within(w.tokens, s)
	p := schemas.Provision{
		ProvisionID: passage.PassageID + "." + strconv.Itoa(seq), PassageID: passage.PassageID, VersionID: w.v.VersionID,
		Seq: int32(index + 1), Label: u.label, NWords: words.Count(own), NSentences: int32(u.sentences),
		CharStart: w.t.chars(s.start), CharEnd: w.t.chars(s.end), ByteStart: w.offset(w.t.raw(s.start)), ByteEnd: w.offset(w.t.rawEnd(s.end)),
		Text: w.t.s[s.start:s.end], SourceID: w.v.SourceID, File: w.v.File,
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
	s := w.t.whole(span{m.Start, m.End})
	row := schemas.Mention{
		ProvisionID: provision, VersionID: w.v.VersionID, Surface: w.t.s[s.start:s.end], LinkMethod: "exact", Ambiguous: m.Ambiguous(),
		CharStart: w.t.chars(s.start), CharEnd: w.t.chars(s.end), ByteStart: w.offset(w.t.raw(s.start)), ByteEnd: w.offset(w.t.rawEnd(s.end)),
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
