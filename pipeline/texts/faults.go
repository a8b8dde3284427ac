package texts

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"multivector/pipeline/texts/formats"
	"multivector/schemas"
)

// quarantined turns a fault into a row of quarantine.
func quarantined(f *formats.Fault, in schemas.Input, data []byte) schemas.Fault {
	start, end := min(f.Start, len(data)), min(f.End, len(data))
	return schemas.Fault{
		SourceID: in.SourceID, File: in.File, ReasonCode: f.Code, Message: f.Message,
		Line: int64(lineOf(data[:start])), ByteStart: int64(start), ByteEnd: int64(end), RawValue: printable(data[start:end]),
	}
}

// lineOf counts the lines begun, whatever ends them.
func lineOf(before []byte) int {
	lf, cr := bytes.Count(before, []byte("\n")), bytes.Count(before, []byte("\r"))
	return 1 + lf + cr - bytes.Count(before, []byte("\r\n"))
}

// printable writes bytes so that they can be read; what is not printable text
// is written as \xNN.
func printable(value []byte) string {
	const most = 1000
	var b strings.Builder
	for value = value[:min(len(value), most)]; len(value) > 0; {
		r, n := utf8.DecodeRune(value)
		if r == utf8.RuneError && n == 1 || r < ' ' || r >= 0x7f && r < 0xa0 {
			for _, c := range value[:n] {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		} else {
			b.Write(value[:n])
		}
		value = value[n:]
	}
	return b.String()
}
