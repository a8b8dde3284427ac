package release

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	htmltemplate "html/template"
	"maps"
	"strconv"
	"strings"
	"text/template"

	"multivector/schemas"
)

//go:embed templates
var templates embed.FS

// documents makes all files of a release that are not data: what it is, what
// the columns mean, how to cite and load it.
func (p *pending) documents() (map[string][]byte, error) {
	files := map[string][]byte{}
	view := p.view()
	for name, file := range map[string]string{
		"README.md": "README.md", "CITATION.cff": "CITATION.cff",
		"load/views.sql": "views.sql", "load/load.py": "load.py", "load/load.R": "load.R",
	} {
		t, err := template.New(file).Funcs(functions).ParseFS(templates, "templates/"+file)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, view); err != nil {
			return nil, err
		}
		files[name] = b.Bytes()
	}
	page, err := htmltemplate.New("codebook.html").Funcs(functions).ParseFS(templates, "templates/codebook.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, view); err != nil {
		return nil, err
	}
	files["codebook/index.html"] = b.Bytes()
	for name, v := range map[string]any{"datapackage.json": p.dataPackage(), "croissant.json": p.croissant()} {
		data, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			return nil, err
		}
		files[name] = append(data, '\n')
	}
	return files, nil
}

// view is what the templates see.
type view struct {
	Manifest
	Folder     string
	SourceRows []schemas.Source
	Queries    map[string]string
	Flags      []struct{ Flag, Doc string }
	// Reliability says, by table and column, how far a coding can be relied on.
	Reliability map[string][]schemas.Reliability
}

func (p *pending) view() view {
	return view{p.now, Folder(p.now.Dataset, p.now.Edition), p.sources, p.queries, schemas.QualityFlags, coded(p.reliability)}
}

// coded gives, by table and column, a row for each language: of the units that
// were held out where they are enough, else of the others.
func coded(rows []schemas.Reliability) map[string][]schemas.Reliability {
	all := map[string][]schemas.Reliability{}
	for _, r := range rows {
		if r.Comparison != "pipeline_vs_gold" || r.Sample != "all" || r.NUnits == 0 {
			continue
		}
		for _, h := range rows {
			if h.Comparison == r.Comparison && h.Sample == schemas.HeldOut && h.Variable == r.Variable && h.Lang == r.Lang && h.NUnits >= schemas.FewUnits {
				r = h
				break
			}
		}
		all[r.Variable] = append(all[r.Variable], r)
	}
	return all
}

var functions = map[string]any{
	"join":  strings.Join,
	"yaml":  yamlText,
	"held":  held,
	"terms": terms,
	"figure": func(x schemas.Null[float64]) string {
		if !x.Valid {
			return "undefined"
		}
		return strconv.FormatFloat(x.V, 'f', 2, 64)
	},
}

// yamlText quotes a text for YAML, of which JSON is a part.
func yamlText(s string) (string, error) {
	data, err := json.Marshal(s)
	return string(data), err
}

func held(m Manifest, id string) bool {
	for _, s := range m.Sources {
		if s.SourceID == id {
			return true
		}
	}
	return false
}

// terms says what a source's terms let others have.
func terms(redistribution string) string {
	switch redistribution {
	case "row":
		return "rows may be passed on"
	case "aggregate":
		return "only aggregates may be passed on"
	}
	return "nothing may be passed on"
}

// dataPackage describes the release by the Data Package standard, version 1.
func (p *pending) dataPackage() any {
	type object = map[string]any
	var resources []object
	for _, t := range p.now.Tables {
		var fields []object
		var foreign []object
		for _, f := range t.Fields {
			fields = append(fields, object{"name": f.Name, "type": frictionless[f.Kind], "description": f.Doc, "constraints": constraints(f)})
			if table, column, ok := strings.Cut(f.Ref, "."); ok {
				if table == t.Name {
					table = ""
				}
				foreign = append(foreign, object{"fields": f.Name, "reference": object{"resource": table, "fields": column}})
			}
		}
		schema := object{"fields": fields, "primaryKey": t.Key}
		if foreign != nil {
			schema["foreignKeys"] = foreign
		}
		resources = append(resources, object{
			"name": t.Name, "path": t.paths(), "description": t.Doc, "format": "parquet", "mediatype": "application/vnd.apache.parquet",
			"bytes": t.File.Bytes, "schema": schema,
		})
		if len(t.File.Parts) == 0 {
			resources[len(resources)-1]["hash"] = "sha256:" + t.File.SHA256
		}
	}
	var sources []object
	for _, s := range p.sources {
		if held(p.now, s.SourceID) {
			source := object{"title": s.Name}
			if s.URL != "" {
				source["path"] = s.URL
			}
			sources = append(sources, source)
		}
	}
	about := object{"name": "multivector-" + Folder(p.now.Dataset, p.now.Edition), "title": p.now.Title, "version": strings.TrimPrefix(p.now.Version, "v"), "resources": resources}
	if sources != nil {
		about["sources"] = sources
	}
	return about
}

// paths gives the path of the table's file, or those of its parts.
func (t TableEntry) paths() any {
	if len(t.File.Parts) == 0 {
		return t.Path
	}
	paths := make([]string, len(t.File.Parts))
	for i, p := range t.File.Parts {
		paths[i] = t.Path + "/" + p.Name
	}
	return paths
}

var frictionless = map[schemas.Kind]string{
	schemas.Text: "string", schemas.Int32: "integer", schemas.Int64: "integer", schemas.Float64: "number",
	schemas.Bool: "boolean", schemas.Day: "date", schemas.Instant: "datetime",
}

func constraints(f schemas.Field) map[string]any {
	c := map[string]any{"required": !f.Nullable}
	if len(f.Enum) > 0 {
		c["enum"] = f.Enum
	}
	if f.Min != nil {
		c["minimum"] = *f.Min
	}
	if f.Max != nil {
		c["maximum"] = *f.Max
	}
	return c
}

// croissant describes the release by MLCommons Croissant 1.0.
func (p *pending) croissant() any {
	type object = map[string]any
	var files, records []object
	for _, t := range p.now.Tables {
		from := object{"fileObject": object{"@id": t.Name + ".parquet"}}
		if len(t.File.Parts) > 0 {
			from = object{"fileSet": object{"@id": t.Name + "-files"}}
			files = append(files, object{
				"@type": "cr:FileSet", "@id": t.Name + "-files", "name": t.Name + "-files", "encodingFormat": "application/x-parquet", "includes": t.Glob(),
			})
		} else {
			files = append(files, object{
				"@type": "cr:FileObject", "@id": t.Name + ".parquet", "name": t.Name + ".parquet", "contentUrl": t.Path,
				"encodingFormat": "application/x-parquet", "contentSize": fmt.Sprintf("%d B", t.File.Bytes), "sha256": t.File.SHA256,
			})
		}
		var fields []object
		for _, f := range t.Fields {
			fields = append(fields, object{
				"@type": "cr:Field", "@id": t.Name + "/" + f.Name, "name": f.Name, "description": f.Doc, "dataType": croissantTypes[f.Kind],
				"source": with(from, "extract", object{"column": f.Name}),
			})
		}
		var key []object
		for _, k := range t.Key {
			key = append(key, object{"@id": t.Name + "/" + k})
		}
		records = append(records, object{"@type": "cr:RecordSet", "@id": t.Name, "name": t.Name, "description": t.Doc, "key": key, "field": fields})
	}
	licenses := []string{}
	for _, s := range p.now.Sources {
		licenses = append(licenses, s.SourceID+": "+s.License)
	}
	return object{
		"@context": croissantContext, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
		"name": "multivector-" + Folder(p.now.Dataset, p.now.Edition), "description": p.now.Title, "version": strings.TrimPrefix(p.now.Version, "v"),
		"datePublished": p.now.Date, "license": strings.Join(licenses, "; "),
		"citeAs":       "See CITATION.cff in the release.",
		"creator":      object{"@type": "sc:Organization", "name": "multivector"},
		"distribution": files, "recordSet": records,
	}
}

// with gives an object with one more member.
func with(o map[string]any, name string, value any) map[string]any {
	o = maps.Clone(o)
	o[name] = value
	return o
}

var croissantTypes = map[schemas.Kind]string{
	schemas.Text: "sc:Text", schemas.Int32: "sc:Integer", schemas.Int64: "sc:Integer", schemas.Float64: "sc:Float",
	schemas.Bool: "sc:Boolean", schemas.Day: "sc:Date", schemas.Instant: "sc:DateTime",
}

// croissantContext names the vocabularies that the format asks for.
var croissantContext = map[string]any{
	"@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "sc": "https://schema.org/",
	"rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/",
	"citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
	"data":     map[string]string{"@id": "cr:data", "@type": "@json"},
	"dataType": map[string]string{"@id": "cr:dataType", "@type": "@vocab"},
	"examples": map[string]string{"@id": "cr:examples", "@type": "@json"},
	"extract":  "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet",
	"format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key",
	"md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references",
	"regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace", "separator": "cr:separator", "source": "cr:source",
	"subField": "cr:subField", "transform": "cr:transform",
}
