package events

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"multivector/pipeline/events/source"
	"multivector/pipeline/lookup"
	"multivector/pipeline/stage"
	"multivector/schemas"
)

// small is a reference with a few actors and codes.
func small(t testing.TB) *source.Reference {
	t.Helper()
	actors := []schemas.Actor{{ActorID: "KAZ"}, {ActorID: "RUS"}}
	codes := []schemas.ActorCode{
		{CodeSystem: "cameo", Code: "KAZ", ActorID: "KAZ"}, {CodeSystem: "cameo", Code: "RUS", ActorID: "RUS"},
		{CodeSystem: "icews_name", Code: "Kazakhstan", ActorID: "KAZ"}, {CodeSystem: "icews_name", Code: "Russian Federation", ActorID: "RUS"},
		{CodeSystem: "fips", Code: "KZ", ActorID: "KAZ"},
		{CodeSystem: "actor_id", Code: "KAZ", ActorID: "KAZ"}, {CodeSystem: "actor_id", Code: "RUS", ActorID: "RUS"},
	}
	l, err := lookup.New(codes, actors)
	if err != nil {
		t.Fatal(err)
	}
	return &source.Reference{Actors: l, Cameo: map[string]source.Code{"042": {QuadClass: 1}}}
}

// batch is what became of an input.
type batch struct {
	account
	events   []schemas.Event
	mentions []schemas.EventMention
}

// collecting makes a parser whose rows are gathered.
func collecting(ref *source.Reference, to *batch) *parser {
	p := &parser{ref: ref}
	p.events.emit = func(rows []schemas.Event) {
		for _, e := range rows { // whose texts live until the parser goes on
			e.EventUID = strings.Clone(e.EventUID)
			to.events = append(to.events, e)
		}
	}
	p.mentions.emit = func(rows []schemas.EventMention) {
		for _, m := range rows {
			m.MentionUID, m.EventUID = strings.Clone(m.MentionUID), strings.Clone(m.EventUID)
			to.mentions = append(to.mentions, m)
		}
	}
	return p
}

// parse reads a whole input, and gives what became of it.
func parse(t testing.TB, s source.Source, in io.Reader) (total batch, err error) {
	t.Helper()
	return parseIn(t, s, in, source.SegmentBytes)
}

// parseIn does so in segments of about a size.
func parseIn(t testing.TB, s source.Source, in io.Reader, size int) (total batch, err error) {
	t.Helper()
	file := &input{Input: schemas.Input{SourceID: s.ID, File: "f"}, source: s}
	p := collecting(small(t), &total)
	begin := bufio.NewReaderSize(in, source.HeadBytes)
	head, err := begin.Peek(source.HeadBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return total, err
	}
	layout, err := source.Recognize(head, s.Layouts)
	if err != nil {
		return total, refused(file, err)
	}
	cut := source.NewSegmenter(begin, layout)
	for cut.AtMost(size); ; {
		segment, err := cut.Next()
		if err == nil {
			err = p.segment(file, layout, segment)
		}
		total.account = p.account
		if errors.Is(err, io.EOF) {
			if n := len(total.events) + len(total.mentions); s.Join == nil && p.published != int64(n) || len(p.ids) != n {
				t.Fatalf("%d published and %d ids, but %d rows", p.published, len(p.ids), n)
			}
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

func TestARecordBeyondTheLimitIsPassedOver(t *testing.T) {
	good, err := os.ReadFile("testdata/gdelt2/ordinary/20151027220000.export.CSV")
	if err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string]int{"within a segment": source.MaxRecord + 10, "over many segments": 5*source.SegmentBytes + 3} {
		t.Run(name, func(t *testing.T) {
			long := strings.NewReader(strings.Repeat("x", size) + "\n")
			b, err := parse(t, bySource(t, "gdelt2"), io.MultiReader(bytes.NewReader(good), long, bytes.NewReader(good)))
			if err != nil {
				t.Fatal(err)
			}
			if b.read != 7 || len(b.events) != 6 || len(b.faults) != 1 {
				t.Fatalf("%d read, %d published, %d faults", b.read, len(b.events), len(b.faults))
			}
			f := b.faults[0]
			if f.ReasonCode != "record_too_long" || f.Line != 4 || f.ByteStart != int64(len(good)) || f.ByteEnd != int64(len(good)+size) {
				t.Errorf("the place of the long record is wrong: %+v", f)
			}
			if last := b.events[5]; last.Line != 7 || last.ByteEnd != int64(2*len(good)+size) {
				t.Errorf("the places after the long record are wrong: line %d, byte %d", last.Line, last.ByteEnd)
			}
		})
	}
}

func TestSegmentsCutBetweenRecords(t *testing.T) {
	quoted := "a,\"b\nc\"\n"
	text := strings.Repeat(quoted, 3*source.SegmentBytes/len(quoted))
	cut := source.NewSegmenter(strings.NewReader(text), &source.Layout{Quoted: true})
	var lines, size int64
	for {
		s, err := cut.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if s.Offset != size || s.Line != lines+1 || !strings.HasPrefix(string(s.Data), "a,") || !strings.HasSuffix(string(s.Data), "c\"\n") {
			t.Fatalf("segment at %d, line %d is cut within a record", s.Offset, s.Line)
		}
		size += int64(len(s.Data))
		lines += int64(bytes.Count(s.Data, []byte{'\n'}))
	}
	if size != int64(len(text)) {
		t.Errorf("%d of %d bytes came through", size, len(text))
	}
}

func bySource(t testing.TB, id string) source.Source {
	t.Helper()
	for _, s := range Sources() {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("there is no source %s", id)
	return source.Source{}
}

// fuzz holds any input to the promises of the stage: no panic, every record
// accounted for, every place within the file and in order, and the same rows and
// faults in segments of another size.
func fuzz(f *testing.F, id string) {
	s := bySource(f, id)
	seeds, err := filepath.Glob(filepath.Join("testdata", s.ID, "*", "*"))
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, seed := range seeds {
		if filepath.Base(seed) == "expected.txt" {
			continue
		}
		data, err := os.ReadFile(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := parse(t, s, bytes.NewReader(data))
		small, smallErr := parseIn(t, s, bytes.NewReader(data), 64)
		if (err == nil) != (smallErr == nil) {
			t.Fatalf("in small segments: %v, else: %v", smallErr, err)
		}
		if err == nil && (small.read != b.read || !reflect.DeepEqual(small.events, b.events) || !reflect.DeepEqual(small.mentions, b.mentions) || !reflect.DeepEqual(small.faults, b.faults)) {
			t.Fatalf("in small segments: %d read, %d and %d published, %d quarantined", small.read, len(small.events), len(small.mentions), len(small.faults))
		}
		if err != nil {
			if !errors.Is(err, stage.ErrData) {
				t.Fatal(err)
			}
			return
		}
		left := int64(len(b.faults))
		for _, n := range b.excluded {
			left += n
		}
		if b.read != b.published+left {
			t.Fatalf("%d read, %d published, %d left out", b.read, b.published, left)
		}
		end := int64(0)
		for i, e := range b.events {
			if i > 0 && s.Join != nil && e.Line == b.events[i-1].Line {
				continue // a row may yield several events
			}
			if e.ByteStart < end || e.ByteEnd < e.ByteStart || e.ByteEnd > int64(len(data)) {
				t.Fatalf("event at %d to %d, after one that ends at %d", e.ByteStart, e.ByteEnd, end)
			}
			end = e.ByteEnd
			if line := int64(bytes.Count(data[:e.ByteStart], []byte{'\n'})) + 1; line != e.Line {
				t.Fatalf("event at byte %d is said to be on line %d, but it is on line %d", e.ByteStart, e.Line, line)
			}
		}
	})
}

// fuzzTargets lists the target of each source; the suite asks for one.
var fuzzTargets = map[string]func(*testing.F){
	"acled": FuzzACLED, "chronicle": FuzzChronicle, "cow_mid": FuzzCOWMID, "gdelt1": FuzzGDELT1, "gdelt2": FuzzGDELT2, "gdelt_mentions": FuzzGDELTMentions,
	"icews": FuzzICEWS, "phoenix": FuzzPhoenix, "polecat": FuzzPOLECAT, "ucdp_ged": FuzzUCDP,
}

func FuzzACLED(f *testing.F)         { fuzz(f, "acled") }
func FuzzChronicle(f *testing.F)     { fuzz(f, "chronicle") }
func FuzzCOWMID(f *testing.F)        { fuzz(f, "cow_mid") }
func FuzzGDELT1(f *testing.F)        { fuzz(f, "gdelt1") }
func FuzzGDELT2(f *testing.F)        { fuzz(f, "gdelt2") }
func FuzzGDELTMentions(f *testing.F) { fuzz(f, "gdelt_mentions") }
func FuzzICEWS(f *testing.F)         { fuzz(f, "icews") }
func FuzzPhoenix(f *testing.F)       { fuzz(f, "phoenix") }
func FuzzPOLECAT(f *testing.F)       { fuzz(f, "polecat") }
func FuzzUCDP(f *testing.F)          { fuzz(f, "ucdp_ged") }
