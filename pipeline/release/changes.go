package release

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"multivector/pipeline/stage"
)

// describeChanges writes CHANGELOG.md, and diff/ where there is a release
// before.
func (p *pending) describeChanges(ctx context.Context, env *stage.Env, work string) error {
	var differences []Difference
	if p.oldDir != "" {
		if err := os.Mkdir(filepath.Join(work, "diff"), 0o755); err != nil {
			return err
		}
		var err error
		scratch := filepath.Join(env.Out, ".cache")
		differences, err = diff(ctx, filepath.Join(work, "diff", "changes.parquet"), scratch, p.old, p.oldDir, p.now, p.paths)
		if err != nil {
			return err
		}
		summary, err := json.MarshalIndent(map[string]any{
			"from": p.old.Version, "to": p.now.Version, "change": p.now.Change, "reasons": p.reasons, "tables": differences,
		}, "", " ")
		if err != nil {
			return err
		}
		if err := writeFile(filepath.Join(work, "diff", "summary.json"), append(summary, '\n')); err != nil {
			return err
		}
	}
	var earlier []byte
	if p.oldDir != "" {
		var err error
		if earlier, err = os.ReadFile(filepath.Join(p.oldDir, "CHANGELOG.md")); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(work, "CHANGELOG.md"), p.changelog(differences, earlier))
}

const changelogTitle = "# Changes of the dataset\n\n" +
	"MAJOR: your code may break. MINOR: your code runs, your numbers may change. PATCH: your numbers are the same.\n"

// changelog puts this release's entry before the earlier ones.
func (p *pending) changelog(differences []Difference, earlier []byte) []byte {
	var b bytes.Buffer
	b.WriteString(changelogTitle)
	fmt.Fprintf(&b, "\n## %s, %s (%s)\n\n", p.now.Version, p.now.Date, strings.ToUpper(string(p.now.Change)))
	if p.oldDir == "" {
		b.WriteString("The first release.\n")
	} else {
		b.WriteString("What changed:\n\n")
		for _, r := range p.reasons {
			if r.Level != Minor || !strings.HasPrefix(r.Reason, "rows changed") {
				fmt.Fprintf(&b, "- %s: %s\n", orAll(r.Table), r.Reason)
			}
		}
		for _, d := range differences {
			fmt.Fprintf(&b, "- %s: %d rows added, %d removed, %d changed%s\n", d.Table, d.Added, d.Removed, d.Changed, note(d.Note))
		}
		b.WriteString("\nWhy:\n\n")
		for _, cause := range causes(p.old, p.now) {
			fmt.Fprintf(&b, "- %s\n", cause)
		}
	}
	b.Write(bytes.TrimPrefix(earlier, []byte(changelogTitle)))
	return b.Bytes()
}

func orAll(table string) string {
	if table == "" {
		return "release"
	}
	return table
}

func note(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// causes names the inputs, and the program, that differ between two releases.
func causes(old, now Manifest) []string {
	var all []string
	was := map[string]SourceEntry{}
	for _, s := range old.Sources {
		was[s.SourceID] = s
	}
	for _, s := range now.Sources {
		switch before, ok := was[s.SourceID]; {
		case !ok:
			all = append(all, fmt.Sprintf("source %s was brought in: %d files, %d bytes", s.SourceID, s.Files, s.Bytes))
		case before.SHA256 != s.SHA256:
			all = append(all, fmt.Sprintf("source %s changed: %d files, %d bytes before; %d files, %d bytes now", s.SourceID, before.Files, before.Bytes, s.Files, s.Bytes))
		}
		delete(was, s.SourceID)
	}
	for _, s := range old.Sources {
		if _, gone := was[s.SourceID]; gone {
			all = append(all, fmt.Sprintf("source %s is no longer held", s.SourceID))
		}
	}
	before := map[string]string{}
	for _, d := range old.Descriptions {
		before[d.Path] = d.SHA256
	}
	for _, d := range now.Descriptions {
		if sum, ok := before[d.Path]; !ok {
			all = append(all, d.Path+" is new")
		} else if sum != d.SHA256 {
			all = append(all, d.Path+" was edited")
		}
		delete(before, d.Path)
	}
	for _, d := range old.Descriptions {
		if _, gone := before[d.Path]; gone {
			all = append(all, d.Path+" was removed")
		}
	}
	if old.Program != now.Program {
		all = append(all, "the program changed")
	}
	if len(all) == 0 {
		all = append(all, "nothing that was read differs")
	}
	return all
}
