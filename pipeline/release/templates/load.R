# Loads the release into R with the arrow package: table_of("events").
root <- normalizePath(getOption("multivector.root", "."))
tables <- c({{range $i, $t := .Tables}}{{if $i}}, {{end}}"{{$t.Name}}"{{end}})

table_of <- function(name) {
  path <- file.path(root, "data", name) # a large table is a folder of files
  if (dir.exists(path)) dplyr::collect(arrow::open_dataset(path)) else arrow::read_parquet(paste0(path, ".parquet"))
}
