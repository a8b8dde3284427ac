# Loads the release into R with the arrow package: table_of("events").
root <- normalizePath(getOption("multivector.root", "."))
tables <- c({{range $i, $t := .Tables}}{{if $i}}, {{end}}"{{$t.Name}}"{{end}})

table_of <- function(name) {
  arrow::read_parquet(file.path(root, "data", paste0(name, ".parquet")))
}
