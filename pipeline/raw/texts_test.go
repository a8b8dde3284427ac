package raw_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What a collection's file names and its keys say is said once, and in one way.
func TestTextsSayEachThingOnce(t *testing.T) {
	const rest = "document_id: d\n  doc_type: x\n  title_en: t\n  text_kind: official\n  "
	for _, c := range []struct{ keys, fault string }{
		{"name_pattern: '(?P<issuer>a)(?P<year>b)(?P<lang>c)'\n  issuer_system: iso3", ""},
		{"name_pattern: '(?P<year>b)'\n  lang: en", ""},
		{"name_pattern: '(?P<lang>b)'\n  issuer: KAZ\n  adopted_on: 1948-12-10", ""},
		{"name_pattern: '(?P<issuer>a)(?P<year>b)'\n  lang: en", `"texts.issuer_system"`},
		{"name_pattern: '(?P<year>b)'\n  lang: en\n  issuer_system: iso3", `"texts.issuer_system"`},
		{"name_pattern: '(?P<issuer>a)(?P<year>b)'\n  lang: en\n  issuer: KAZ\n  issuer_system: iso3", `"texts.issuer" says`},
		{"name_pattern: a\n  lang: en", `no group named "year"`},
		{"name_pattern: '(?P<year>b)'", `no group named "lang"`},
		{"name_pattern: '(?P<year>b'\n  lang: en", "texts.name_pattern"},
		{"name_pattern: '(?P<year>b)'\n  lang: sr-Latn", ""},
		{"name_pattern: '(?P<year>b)'\n  lang: und", ""},
		{"name_pattern: '(?P<year>b)'\n  lang: EN", `"texts.lang": language "EN" is written en`},
		{"name_pattern: '(?P<year>b)'\n  lang: kaz", `language "kaz" is written kk`},
		{"name_pattern: '(?P<year>b)'\n  lang: en-US", ""},
		{"name_pattern: '(?P<year>b)'\n  lang: English", `language "English" is no ISO 639 code or BCP 47 tag`},
	} {
		_, err := readSource(t, "source_id: try\nname: n\nkind: texts\nhome: data\npublisher: p\nlicense: l\ncitation: c\nredistribution: row\nfiles: \"*\"\ntexts:\n  "+rest+c.keys+"\n")
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v", c.keys, err)
		}
	}
}

// The collection in CONTRIBUTING.md is one that is read.
func TestTheCollectionInTheManualIsRead(t *testing.T) {
	manual, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(manual), "```yaml\n")
	text, _, _ = strings.Cut(text, "```")
	s, err := readSource(t, strings.Replace(text, "source_id: speeches", "source_id: try", 1))
	if err != nil || s.Texts == nil {
		t.Fatalf("%+v, %v", s, err)
	}
	if !regexp.MustCompile(s.Texts.NamePattern).MatchString("2004-06-02-trade.txt") {
		t.Error(s.Texts.NamePattern)
	}
}
