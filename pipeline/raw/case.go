package raw

import "fmt"

// Case is raw/cases/<case>/case.yaml: a country under study.
type Case struct {
	Case       string      `yaml:"case"`
	Title      string      `yaml:"title"`
	Actor      string      `yaml:"actor"`
	Start      Date        `yaml:"start"`
	Sources    []string    `yaml:"sources"`
	VectorSets []VectorSet `yaml:"vector_sets"`
	Periods    []Period    `yaml:"periods"`
}

// VectorSet is a set of partners over which shares are taken.
type VectorSet struct {
	ID     string   `yaml:"id"`
	Title  string   `yaml:"title"`
	Actors []string `yaml:"actors"`
}

// Period is a named span of the case's history.
type Period struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Start Date   `yaml:"start"`
	End   Date   `yaml:"end"`
}

// ReadCase reads the description of a case. An error wraps ErrNoSuch where there is
// no such case.
func ReadCase(root, id string) (Case, error) {
	if err := mustHave(root, "case", "raw/cases", id); err != nil {
		return Case{}, err
	}
	path := "raw/cases/" + id + "/case.yaml"
	var c Case
	if err := readYAML(root, path, &c); err != nil {
		return c, err
	}
	if err := required(path, "case", c.Case, "title", c.Title, "actor", c.Actor); err != nil {
		return c, err
	}
	for i, set := range c.VectorSets {
		if err := required(path, fmt.Sprintf("vector_sets[%d].id", i), set.ID, fmt.Sprintf("vector_sets[%d].title", i), set.Title); err != nil {
			return c, err
		}
		if len(set.Actors) < 2 {
			return c, fmt.Errorf("%s: vector set %q has %d actors, a share needs at least 2", path, set.ID, len(set.Actors))
		}
	}
	for i, p := range c.Periods {
		if err := required(path, fmt.Sprintf("periods[%d].id", i), p.ID, fmt.Sprintf("periods[%d].title", i), p.Title); err != nil {
			return c, err
		}
		if !p.Start.Valid {
			return c, fmt.Errorf("%s: period %q has no start", path, p.ID)
		}
		if p.End.Valid && p.End.V < p.Start.V {
			return c, fmt.Errorf("%s: period %q ends before it starts", path, p.ID)
		}
	}
	return c, oneOf(path, "case", c.Case, id)
}

// ClaimsFile names the file of a case's disputed facts, below raw/. A case need
// not have one.
func ClaimsFile(caseID string) string { return "cases/" + caseID + "/claims.csv" }
