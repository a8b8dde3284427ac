package raw_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"multivector/pipeline/raw"
)

func TestADateSaysHowExactlyItIsKnown(t *testing.T) {
	const rest = "document_id: d\nissuer: KAZ\ndoc_type: law\ntitle_en: A law\nverification: verified\n"
	for keys, fault := range map[string]string{
		"": "",
		"adopted_on: 1994-06-30\nadopted_precision: day":                                        "",
		"adopted_on: 1994-01-01":                                                                `"adopted_on" has a value, so "adopted_precision" says how exactly it is known`,
		"adopted_precision: year":                                                               `"adopted_precision" has the value "year", but "adopted_on" has none`,
		"adopted_on: 1994-01-01\nadopted_precision: decade":                                     `"adopted_precision" has the value "decade", expected one of day, month, year`,
		"claims:\n  - claim_id: c\n    claimed_date: 1994-01-01":                                `"claims[0].precision" says how exactly`,
		"claims:\n  - claim_id: c\n    claimed_date: 1994-01-01\n    precision: year":           "",
		"versions:\n  - {file: a.txt, lang: kaz, text_kind: official}":                          `"versions[0].lang": language "kaz" is written kk`,
		"versions:\n  - {file: a.txt, lang: kk, text_kind: official}\nadopted_precision: month": "adopted_precision",
	} {
		root := t.TempDir()
		if err := os.Mkdir(filepath.Join(root, "raw"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "raw", "document.yaml"), []byte(rest+keys+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := raw.ReadDocument(root, "document.yaml")
		if (err == nil) != (fault == "") || err != nil && !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v", keys, err)
		}
	}
}
