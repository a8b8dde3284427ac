"""Polars: a lazy scan of the same columns, streamed to Parquet."""

import glob
import json
import os
import sys
import time

import polars as pl

spec = json.loads(sys.argv[1])
TYPES = {"text": pl.String, "int": pl.Int32, "float": pl.Float64, "day": pl.String, "instant": pl.String}


def expression(column):
    e = pl.col(column["name"])
    if column["kind"] == "day":
        return e.str.to_date("%Y%m%d")
    if column["kind"] == "instant":
        return e.str.to_datetime("%Y%m%d%H%M%S", time_unit="us")
    return e


kinds = {c["name"]: c["kind"] for c in spec["carried"]}
schema = {name: TYPES[kinds.get(name, "text")] for name in spec["columns"]}
began = time.perf_counter()
(
    pl.scan_csv(sorted(glob.glob(spec["from"])), separator="\t", has_header=False, quote_char=None, schema=schema)
    .select([expression(c) for c in spec["carried"]])
    .sink_parquet(spec["to"], compression="zstd", engine="streaming")
)
seconds = time.perf_counter() - began
rows = pl.scan_parquet(spec["to"]).select(pl.len()).collect().item()
print(json.dumps({"seconds": seconds, "rows": rows, "bytes": os.path.getsize(spec["to"])}))
