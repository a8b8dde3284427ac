-- Opens the release in DuckDB: run it from the release's folder.
{{range .Tables}}CREATE OR REPLACE VIEW "{{.Name}}" AS SELECT * FROM read_parquet('{{.Glob}}');
{{end}}
