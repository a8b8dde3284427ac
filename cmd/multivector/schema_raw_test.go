package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"multivector/pipeline/raw"
)

func TestSchemaRawPrintsOneOrAll(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"multivector", "schema", "--raw", "source"}, &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	one := out.String()
	if !strings.Contains(one, `"title": "raw/sources/*/source.yaml"`) || !strings.HasSuffix(one, "}\n") {
		t.Errorf("schema --raw source prints %q", one)
	}
	out.Reset()
	if code := run([]string{"multivector", "schema", "--raw"}, &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	all := map[string]map[string]any{}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	for _, s := range raw.JSONSchemas() {
		if all[s.Name]["title"] != "raw/"+s.Pattern {
			t.Errorf("schema --raw leaves out %s", s.Name)
		}
	}
}

func TestSchemaRawOfNothingIsWrongUsage(t *testing.T) {
	var out, errs bytes.Buffer
	code := run([]string{"multivector", "schema", "--raw", "nothing"}, &out, &errs)
	if code != 2 || out.Len() > 0 || !strings.Contains(errs.String(), `raw/ has no kind of file "nothing", only actor_codes, actors`) {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}
