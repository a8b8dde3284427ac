"""pandas with pyarrow: the same columns, read at once and written to Parquet."""

import glob
import json
import os
import sys
import time

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

spec = json.loads(sys.argv[1])
TYPES = {"text": pa.string(), "int": pa.int32(), "float": pa.float64(), "day": pa.string(), "instant": pa.string()}
FORMATS = {"day": "%Y%m%d", "instant": "%Y%m%d%H%M%S"}

kinds = {c["name"]: c["kind"] for c in spec["carried"]}
began = time.perf_counter()
frame = pd.concat(
    pd.read_csv(
        path, sep="\t", header=None, names=spec["columns"], quotechar="\x01", engine="pyarrow",
        dtype_backend="pyarrow", dtype={name: pd.ArrowDtype(TYPES[kinds.get(name, "text")]) for name in spec["columns"]},
    )[list(kinds)]
    for path in sorted(glob.glob(spec["from"]))
)
for name, kind in kinds.items():
    if kind in FORMATS:
        frame[name] = pd.to_datetime(frame[name], format=FORMATS[kind])
frame.to_parquet(spec["to"], engine="pyarrow", compression="zstd", index=False)
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "rows": pq.read_metadata(spec["to"]).num_rows, "bytes": os.path.getsize(spec["to"])}))
