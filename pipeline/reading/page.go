package reading

import (
	_ "embed"
	"html/template"
	"io"
	"path"
	"strings"

	"multivector/schemas"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"clean": clean,
	"lines": func(s string) string {
		all := strings.Split(s, "\n")
		for i := range all {
			all[i] = clean(all[i])
		}
		return strings.Join(all, "\n")
	},
	"depth": func(n int) int { return min(n, 5) },
	"level": func(n int) int { return min(n+2, 6) },
}).Parse(source))

// Page writes the document as an HTML page that needs nothing from outside.
func (d *Document) Page(w io.Writer) error {
	blocks := d.Blocks()
	var titles []Block
	for _, b := range blocks {
		if b.PassageType == "heading" {
			titles = append(titles, b)
		}
	}
	return page.Execute(w, struct {
		Title   string
		Version schemas.Version
		Facts   []string
		Blocks  []Block
		Titles  []Block
	}{path.Base(d.Version.File), d.Version, d.Facts(), blocks, titles})
}
