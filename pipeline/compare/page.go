package compare

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"multivector/schemas"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"number": number,
	"meaning": func(change string) string {
		return map[string]string{
			"verbatim": "the same words, in the same order of provisions", "modified": "similar words",
			"moved": "the same or similar words, elsewhere", "merged": "several provisions became one",
			"split": "one provision became several", "added": "nothing like it before", "dropped": "nothing like it after",
		}[change]
	},
}).Parse(source))

// Page writes the comparison as an HTML page that needs nothing from outside.
func (c *Comparison) Page(w io.Writer) error {
	rows := c.Rows()
	return page.Execute(w, struct {
		*Comparison
		Basis  string
		Params string
		Rows   []Row
		Counts []counted
	}{c, c.basis(), c.params(), rows, count(rows)})
}

func (c *Comparison) params() string {
	if len(c.Alignments) == 0 {
		return ""
	}
	return c.Alignments[0].Method + "; " + c.Alignments[0].MethodParams
}

// number writes a share with three decimals, or that there is none.
func number(x schemas.Null[float64]) string {
	if !x.Valid {
		return "undefined"
	}
	return fmt.Sprintf("%.3f", x.V)
}
