package schemas

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Markdown writes the table's codebook page.
func (i *Info) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s\n\n", i.Name, i.Doc)
	fmt.Fprintf(&b, "Primary key: %s.\n\n", strings.Join(i.Key(), ", "))
	b.WriteString("| column | type | rules | meaning |\n|---|---|---|---|\n")
	for _, f := range i.Fields {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Name, f.Kind, cell(f.Rules()), cell(f.Doc))
	}
	return b.String()
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// Rules says in words which values a column takes.
func (f Field) Rules() string {
	var rules []string
	switch {
	case f.Key:
		rules = append(rules, "key")
	case f.Nullable:
		rules = append(rules, "may be null")
	}
	if len(f.Enum) > 0 {
		rules = append(rules, "one of "+strings.Join(f.Enum, ", "))
	}
	switch {
	case f.Min != nil && f.Max != nil:
		rules = append(rules, fmt.Sprintf("%g to %g", *f.Min, *f.Max))
	case f.Min != nil:
		rules = append(rules, fmt.Sprintf("at least %g", *f.Min))
	}
	if f.Unit != "" {
		rules = append(rules, "in "+f.Unit)
	}
	if f.Ref != "" {
		rules = append(rules, "found in "+f.Ref)
	}
	return strings.Join(rules, "; ")
}

// JSON writes the table's description for machines.
func (i *Info) JSON() ([]byte, error) {
	type described struct {
		*Info
		Key []string `json:"primary_key"`
	}
	return json.MarshalIndent(described{i, i.Key()}, "", "  ")
}
