"""Loads the release into pandas: table("events") gives a data frame."""

import pathlib

import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = [{{range $i, $t := .Tables}}{{if $i}}, {{end}}"{{$t.Name}}"{{end}}]


def table(name: str) -> pd.DataFrame:
    """One table, with Arrow's types, in which a missing value is never a number."""
    path = ROOT / "data" / name  # a large table is a folder of files
    return pd.read_parquet(path if path.is_dir() else path.with_suffix(".parquet"), dtype_backend="pyarrow")
