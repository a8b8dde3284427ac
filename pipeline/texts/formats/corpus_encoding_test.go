package formats

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"multivector/pipeline/corpus"
)

// Ten treaties are in the encoding of old Macintosh computers, and say so
// nowhere.
func TestCorpusEncodings(t *testing.T) {
	dir := corpus.Dir(t, "texts", "treaties")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := map[Encoding]int{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got, enc, f := decode(data)
		if f != nil {
			t.Errorf("%s: %+v", e.Name(), f)
			continue
		}
		if found[enc]++; enc.Method != "detected" {
			continue
		}
		around := map[rune]string{}
		for i, r := range got.s {
			if r >= utf8.RuneSelf && around[r] == "" {
				around[r] = got.s[max(0, i-20):min(len(got.s), i+20)]
			}
		}
		t.Logf("%s: %s, %d characters above ASCII: %q", e.Name(), enc.Name, strings.Count(got.s, "")-1-len(strings.Map(ascii, got.s)), around)
	}
	t.Log(found)
	if n := found[Encoding{"macintosh", "detected"}]; n != 10 && len(entries) == 45 {
		t.Errorf("%d texts in macintosh, want 10", n)
	}
}

func ascii(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	return -1
}
