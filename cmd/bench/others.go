package main

import (
	"database/sql"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/duckdb/duckdb-go/v2" // registers the driver

	"multivector/pipeline/events/gdelt"
)

// column is one that all contenders carry, with what it holds.
type column struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // text, int, float, day or instant
}

// carried lists the columns of GDELT that end up in our events.
var carried = []column{
	{"GLOBALEVENTID", "text"}, {"SQLDATE", "day"}, {"MonthYear", "int"}, {"Year", "int"},
	{"Actor1Code", "text"}, {"Actor1CountryCode", "text"}, {"Actor1Type1Code", "text"}, {"Actor1Type2Code", "text"}, {"Actor1Type3Code", "text"},
	{"Actor2Code", "text"}, {"Actor2CountryCode", "text"}, {"Actor2Type1Code", "text"}, {"Actor2Type2Code", "text"}, {"Actor2Type3Code", "text"},
	{"IsRootEvent", "int"}, {"EventCode", "text"}, {"EventRootCode", "text"}, {"QuadClass", "int"}, {"GoldsteinScale", "float"},
	{"NumMentions", "int"}, {"NumSources", "int"}, {"NumArticles", "int"}, {"AvgTone", "float"},
	{"ActionGeo_Type", "int"}, {"ActionGeo_FullName", "text"}, {"ActionGeo_CountryCode", "text"}, {"ActionGeo_Lat", "float"}, {"ActionGeo_Long", "float"},
	{"DATEADDED", "instant"}, {"SOURCEURL", "text"},
}

// duckDB times a plain typed COPY, with DuckDB's defaults.
func duckDB(dir string) (measured, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return measured{}, err
	}
	defer db.Close()
	to := filepath.Join(dir, "duckdb.parquet")
	began := time.Now()
	if _, err := db.Exec(copyQuery(inputs(dir), to)); err != nil {
		return measured{}, err
	}
	m := measured{Seconds: time.Since(began).Seconds()}
	if err := db.QueryRow(fmt.Sprintf("SELECT count(*) FROM '%s'", to)).Scan(&m.Rows); err != nil {
		return m, err
	}
	info, err := os.Stat(to)
	if err != nil {
		return m, err
	}
	m.Bytes = info.Size()
	return m, nil
}

func copyQuery(from, to string) string {
	typed := map[string]string{
		"text": `"%s"`, "int": `"%[1]s"::INTEGER AS "%[1]s"`, "float": `"%[1]s"::DOUBLE AS "%[1]s"`,
		"day": `strptime("%[1]s", '%%Y%%m%%d')::DATE AS "%[1]s"`, "instant": `strptime("%[1]s", '%%Y%%m%%d%%H%%M%%S') AS "%[1]s"`,
	}
	var read, kept []string
	for _, name := range gdelt.Events2().Layouts[0].Columns {
		read = append(read, fmt.Sprintf("'%s': 'VARCHAR'", name))
	}
	for _, c := range carried {
		kept = append(kept, fmt.Sprintf(typed[c.Kind], c.Name))
	}
	return fmt.Sprintf(`COPY (SELECT %s FROM read_csv('%s', delim = '\t', header = false, quote = '', escape = '', columns = {%s}))
		TO '%s' (FORMAT parquet, COMPRESSION zstd)`, strings.Join(kept, ", "), from, strings.Join(read, ", "), to)
}

//go:embed others/*.py
var scripts embed.FS

// python makes the command that runs a script over the inputs.
func python(script string) func(dir, interpreter string) (*exec.Cmd, error) {
	return func(dir, interpreter string) (*exec.Cmd, error) {
		text, err := scripts.ReadFile("others/" + script)
		if err != nil {
			return nil, err
		}
		spec, err := json.Marshal(map[string]any{
			"from": inputs(dir), "to": filepath.Join(dir, script+".parquet"), "columns": gdelt.Events2().Layouts[0].Columns, "carried": carried,
		})
		return exec.Command(interpreter, "-c", string(text), string(spec)), err
	}
}
