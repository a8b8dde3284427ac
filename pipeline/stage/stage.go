// Package stage says what a stage of the pipeline is, and runs a list of them:
// in order, from cache where nothing that a stage reads has changed, with
// progress, timing and cancellation.
//
// It promises that a stage sees only the tables it declares to read, that its
// output appears whole or not at all, and that a stage whose output did not
// change stops the change there. It leaves what the stages do to them.
package stage

import (
	"context"
	"fmt"
	"strings"

	"multivector/schemas"
)

// Stage is one step from raw bytes to a release.
type Stage struct {
	Name   string
	Doc    string // one line
	Reads  []schemas.Declared
	Writes []schemas.Declared
	Run    func(context.Context, *Env) error
	// Always is set for a stage that looks outside the tables, at raw/ or out/,
	// and so is never taken from cache.
	Always bool
}

// Check refuses a list in which a table is read before it is written, is
// written twice, or is read or written by no declared name.
func Check(stages []Stage) error {
	writer := map[string]string{}
	names := map[string]bool{}
	for _, s := range stages {
		if names[s.Name] {
			return fmt.Errorf("stage %s stands twice", s.Name)
		}
		names[s.Name] = true
		for _, t := range s.Reads {
			if name := t.Describe().Name; writer[name] == "" {
				return fmt.Errorf("stage %s reads table %s, which no stage before it writes", s.Name, name)
			}
		}
		for _, t := range s.Writes {
			name := t.Describe().Name
			if other := writer[name]; other != "" {
				return fmt.Errorf("table %s is written by stage %s and by stage %s", name, other, s.Name)
			}
			writer[name] = s.Name
		}
	}
	return nil
}

// Names lists tables by name.
func Names(tables []schemas.Declared) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Describe().Name
	}
	return names
}

// Mermaid draws the list as a flow chart: a box a stage, an arrow for each
// stage whose tables another one reads.
func Mermaid(stages []Stage) string {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	writer := map[string]string{}
	for _, s := range stages {
		fmt.Fprintf(&b, "    %s[\"<b>%s</b><br/>%s\"]\n", s.Name, s.Name, s.Doc)
		for _, t := range s.Writes {
			writer[t.Describe().Name] = s.Name
		}
	}
	for _, s := range stages {
		seen := map[string][]string{}
		var order []string
		for _, t := range s.Reads {
			name := t.Describe().Name
			from := writer[name]
			if seen[from] == nil {
				order = append(order, from)
			}
			seen[from] = append(seen[from], name)
		}
		for _, from := range order {
			label := strings.Join(seen[from], ", ")
			if len(seen[from]) > 3 {
				label = fmt.Sprintf("%d tables", len(seen[from]))
			}
			fmt.Fprintf(&b, "    %s -- %s --> %s\n", from, label, s.Name)
		}
	}
	return b.String()
}
