package reading

import (
	_ "embed"
	"html/template"
	"io"
	"path"

	"multivector/schemas"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"says":  Says,
	"notes": notesOf,
	"clean": clean,
	"depth": func(n int) int { return min(n, 5) },
}).Parse(source))

// Page writes the document as an HTML page that needs nothing from outside.
func (d *Document) Page(w io.Writer) error {
	return page.Execute(w, struct {
		Title   string
		Version schemas.Version
		Facts   []string
		Blocks  []Block
	}{path.Base(d.Version.File), d.Version, d.Facts(), d.Blocks()})
}
