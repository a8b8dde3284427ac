"""Opens a release as its users do, with libraries that share no code with ours.

The release is built from what the repository carries, into a folder of its own.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["MULTIVECTOR"]

ARROW = {
    "string": "string", "int32": "int32", "int64": "int64", "float64": "double",
    "bool": "bool", "date": "date32[day]", "timestamp": "timestamp[us, tz=UTC]",
}
POLARS = {
    "string": pl.String, "int32": pl.Int32, "int64": pl.Int64, "float64": pl.Float64,
    "bool": pl.Boolean, "date": pl.Date, "timestamp": pl.Datetime("us", "UTC"),
}
DUCKDB = {
    "string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "float64": "DOUBLE",
    "bool": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP WITH TIME ZONE",
}
PANDAS = {
    "string": "string[pyarrow]", "int32": "int32[pyarrow]", "int64": "int64[pyarrow]", "float64": "double[pyarrow]",
    "bool": "bool[pyarrow]", "date": "date32[day][pyarrow]", "timestamp": "timestamp[us, tz=UTC][pyarrow]",
}


def multivector(*args):
    return subprocess.run([PROGRAM, "--root", ROOT, *args], check=True, capture_output=True, text=True).stdout


SCHEMA = {t["name"]: t for t in json.loads(multivector("schema", "--json"))}


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    multivector("--out", out, "build")
    return out / "kaz" / "latest"


@pytest.fixture(scope="session")
def manifest(release):
    return json.loads((release / "manifest.json").read_text())


@pytest.fixture(params=sorted(SCHEMA))
def table(request):
    return SCHEMA[request.param]


def rows_of(manifest, name):
    return next(t["file"]["rows"] for t in manifest["tables"] if t["name"] == name)


def test_the_release_holds_the_declared_tables_and_no_others(release, manifest):
    assert {t["name"] for t in manifest["tables"]} == set(SCHEMA)
    assert {p.stem for p in (release / "data").iterdir()} == set(SCHEMA)


def test_pyarrow_sees_the_declared_types(release, manifest, table):
    file = pq.ParquetFile(release / "data" / f"{table['name']}.parquet")
    assert file.metadata.num_rows == rows_of(manifest, table["name"])
    for column, field in zip(table["columns"], file.schema_arrow, strict=True):
        assert field.name == column["name"]
        assert str(field.type) == ARROW[column["type"]]
        assert field.nullable == column["nullable"]
        assert field.metadata[b"PARQUET:field_id"] == str(column["id"]).encode()
    assert file.metadata.metadata[b"description"].decode() == table["description"]


def test_pandas_sees_the_declared_types(release, manifest, table):
    frame = pd.read_parquet(release / "data" / f"{table['name']}.parquet", dtype_backend="pyarrow")
    assert len(frame) == rows_of(manifest, table["name"])
    for column in table["columns"]:
        dtype = frame[column["name"]].dtype
        assert PANDAS[column["type"]] in (str(dtype), f"{dtype.pyarrow_dtype}[pyarrow]")
        if not column["nullable"]:
            assert frame[column["name"]].notna().all()
    assert not frame.duplicated(table["primary_key"]).any()


def test_polars_sees_the_declared_types(release, manifest, table):
    frame = pl.read_parquet(release / "data" / f"{table['name']}.parquet")
    assert frame.height == rows_of(manifest, table["name"])
    assert list(frame.schema.items()) == [(c["name"], POLARS[c["type"]]) for c in table["columns"]]


def test_duckdb_sees_the_declared_types(release, manifest, table):
    with duckdb.connect() as db:
        path = str(release / "data" / f"{table['name']}.parquet")
        assert db.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchall()[0][0] == rows_of(manifest, table["name"])
        described = db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
        assert [(d[0], d[1]) for d in described] == [(c["name"], DUCKDB[c["type"]]) for c in table["columns"]]


def test_views_sql_opens_in_duckdb(release, monkeypatch):
    monkeypatch.chdir(release)
    with duckdb.connect() as db:
        db.execute((release / "load" / "views.sql").read_text())
        assert db.execute("SELECT count(*) FROM events").fetchall()[0][0] > 0


def test_load_py_opens_in_pandas(release):
    code = "import load; print(len(load.table('events')))"
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=release / "load", check=True, capture_output=True, text=True)
    assert int(done.stdout) > 0


def test_sha256sums_is_what_sha256sum_checks(release):
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=release, check=True)


def test_the_data_package_is_valid(release):
    from frictionless import Package

    report = Package.validate_descriptor(json.loads((release / "datapackage.json").read_text()))
    assert report.valid, report.to_summary()


def test_croissant_is_valid(release):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
    assert {r.name for r in dataset.metadata.record_sets} == set(SCHEMA)
    assert not dataset.metadata.ctx.issues.errors


def test_the_citation_file_is_valid(release):
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    subprocess.run([*check, "--force-filetype", "yaml", release / "CITATION.cff"], check=True)


def test_the_example_counts_partners_by_year(tmp_path):
    (tmp_path / "speeches").mkdir()
    for name, text in {
        "KAZ_47_1992.txt": "Kazakhstan greets the United Nations. We cooperate with China, Russia and China's neighbors.",
        "KAZ_49_1994.txt": "Kazakhstan and the Russian Federation signed a treaty.",
    }.items():
        (tmp_path / "speeches" / name).write_text(text + "\n")
    shutil.copytree(ROOT / "raw", tmp_path / "raw", ignore=shutil.ignore_patterns("data"))
    multivector("--root", tmp_path, "fetch", "ungdc", "--from", tmp_path / "speeches")
    multivector("--root", tmp_path, "build")
    program = [sys.executable, ROOT / "examples" / "partners_by_year.py", tmp_path / "out" / "kaz" / "latest", "--out", tmp_path / "named"]
    subprocess.run([*program, "--type", "state"], check=True, capture_output=True)
    table = pd.read_csv(tmp_path / "named.csv", index_col="actor_id").astype("Int64")
    assert list(table.columns) == ["1992", "1993", "1994"]
    assert table.drop(index="words")[["1992", "1994"]].to_dict("index") == {"CHN": {"1992": 2, "1994": 0}, "RUS": {"1992": 1, "1994": 1}}
    assert table["1993"].isna().all()  # no text is not a text without names
    assert (tmp_path / "named.png").read_bytes().startswith(b"\x89PNG")
    none = subprocess.run([*program, "--collection", "nss"], capture_output=True, text=True)
    assert none.returncode == 1 and "holds no text by KAZ in nss" in none.stderr
