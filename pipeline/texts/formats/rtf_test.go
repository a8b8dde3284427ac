package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"multivector/pipeline/texts/formats/formatstest"
)

func TestRTF(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"code pages and Unicode", `{\rtf1\ansi\ansicpg1251 \'ca\'e0\'e7 {\uc2\u1178\'ca\'ca}{\uc0\u1179}\u-10179?\u-8704? \u8212\endash x\~y\_z\{\}\\\par}`, `
paragraph: Каз Ққ😀 —x` + "\u00a0y\u2011z{}\\"},
		{"fonts name code pages", `{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}\f0\'e9\f1\'e9\f2\'83J{\plain\'e9}\par}`, `
paragraph: éйカé`},
		{"footnotes, tables, destinations", `{\rtf1\ansi{\header Head\par}{\*\unknown no}States{\footnote {\super 1} See below.\par} agree.{\v no}{\deleted no}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt  Link}}\par\trowd\intbl Year\cell 1995\cell\row\pard After.\par{\pict ffd8}}`, `
paragraph: States agree. Link
table_cell: Year
table_cell: 1995
paragraph: After.
footnote: 1 See below.
left out: deleted_revision=1;hidden=1;running_head=1`},
		{"binary data", "{\\rtf1 a{\\pict\\bin5 }}}}}}\\par b\\line c\\par}", `
paragraph: a
paragraph: b/c`},
		{"what follows the end", "{\\rtf1 a\\par}\x00\x00", `
paragraph: a`},
		{"a group too many", `{\rtf1 a`, `
fault: damaged_rtf`},
		{"a hexadecimal number that is none", `{\rtf1 \'g0}`, `
fault: damaged_rtf`},
		{"half a pair", `{\rtf1 \u55357?a}`, `
fault: damaged_rtf`},
		{"an unknown code page", `{\rtf1\ansicpg77 a}`, `
fault: unknown_encoding`},
		{"more binary data than there is", `{\rtf1\bin999999999999 a}`, `
fault: damaged_rtf`},
		{"a byte without a meaning", `{\rtf1\ansicpg1251 \'98}`, `
fault: invalid_encoding`},
	} {
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n")+"\n", shape(readFile(t, "a.rtf", []byte(c.in)))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func FuzzRTF(f *testing.F) {
	for _, s := range []string{formatstest.RTF, `{\rtf1\ansicpg936 \'b0\'a1{\footnote a\par}b\cell\row{\*\x c}\u-10179?\u-8704?}`, `{\rtf1\bin3 abc\uc0\u1179 {\listtext 1.}a\par}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readFile(t, "a.rtf", data) })
}
