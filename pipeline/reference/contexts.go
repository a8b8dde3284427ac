package reference

import (
	"multivector/pipeline/raw"
	"multivector/schemas"
)

var contextColumns = []string{"context_id", "lang", "alias", "alias_type", "position", "cue", "actor_id", "source", "verification", "names"}

// readContexts reads the context rules. Each is for an alias that there is, or
// for a type of aliases; a rule that names somebody names one whose alias it is.
func readContexts(path string, aliases []schemas.Alias, known map[string]bool) ([]schemas.AliasContext, error) {
	type key struct{ lang, alias, actor string }
	have := map[key]bool{}
	for _, a := range aliases {
		have[key{a.Lang, a.Alias, ""}], have[key{a.Lang, a.Alias, a.ActorID}] = true, true
	}
	var rows []schemas.AliasContext
	keys := unique{}
	err := raw.ReadCSV(path, contextColumns, func(r *raw.Record) error {
		c := schemas.AliasContext{
			ContextID: r.Need("context_id"), Lang: r.Need("lang"), Alias: r.Text("alias"), AliasType: r.Text("alias_type"),
			Position: r.OneOf("position", schemas.ContextPositions...), Cue: r.Text("cue"), ActorID: r.Text("actor_id"),
			SourceID: r.Need("source"), Verification: r.OneOf("verification", schemas.Verifications...), Names: r.Bool("names"),
		}
		rows = append(rows, c)
		err := keys.add(r, "context_id", c.ContextID)
		bare := c.Position == "inside" || c.Position == "always"
		switch {
		case err != nil:
		case (c.Alias == "") == (c.AliasType == ""):
			err = r.Errorf("alias", "a rule is for an alias or for a type of aliases")
		case c.AliasType != "":
			r.OneOf("alias_type", schemas.AliasTypes...)
		case !have[key{c.Lang, c.Alias, c.ActorID}]:
			err = r.Errorf("alias", "no such alias in aliases.csv, or none of actor %q", c.ActorID)
		}
		switch {
		case err != nil:
		case c.ActorID != "" && !known[c.ActorID]:
			err = r.Errorf("actor_id", "no such actor in actors.csv")
		case c.AliasType != "" && c.ActorID != "":
			err = r.Errorf("actor_id", "a rule for a type of aliases cannot name an actor")
		case c.AliasType == "" && c.Names != (c.ActorID != ""):
			err = r.Errorf("names", "a rule for an alias names somebody where it gives an actor, and nowhere else")
		case bare != (c.Cue == ""):
			err = r.Errorf("cue", "a cue stands before, after, near or at the end of a name, and nowhere else")
		}
		return err
	})
	return rows, err
}
