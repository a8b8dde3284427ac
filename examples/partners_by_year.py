"""Whom an issuer's texts name, year by year: a table (CSV) and a picture (PNG).

    .venv/bin/python examples/partners_by_year.py out/kaz/latest --issuer KAZ --collection ungdc --out speeches

A cell counts the mentions of an actor in the texts that the issuer adopted in a year.
A year without a text is blank, and not 0. Names of the issuer itself are left out, and
so are those that no context settles. The last row of the table holds the words of the
texts, for rates. --type keeps actors of one type, as the table actors gives it.
"""

import argparse
import pathlib

import duckdb
import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt  # noqa: E402
import pandas as pd  # noqa: E402


def count(release: pathlib.Path, issuer: str, collection: str, kind: str | None = None) -> pd.DataFrame:
    """Mentions by actor (rows) and year (columns); the row "words" holds the words."""
    if not (release / "data").is_dir():
        raise SystemExit(f"{release} is no release: it has no folder data")
    db = duckdb.connect()
    for name in ("actors", "documents", "versions", "mentions"):
        path = release / "data" / name  # a large table is a folder of files
        files = path / "*.parquet" if path.is_dir() else path.with_suffix(".parquet")
        db.sql(f"CREATE VIEW {name} AS FROM read_parquet('{files}')")
    texts = "documents JOIN versions USING (document_id) WHERE issuer_actor_id = ? AND versions.source_id = ?"
    words = db.execute(
        f"SELECT 'words' AS actor_id, year(adopted_on) AS year, sum(n_words)::BIGINT AS n FROM {texts} GROUP BY ALL",
        [issuer, collection],
    ).df()
    if words.empty:
        raise SystemExit(f"{release} holds no text by {issuer} in {collection}")
    if words["year"].isna().any():
        raise SystemExit(f"{release}: a text by {issuer} in {collection} has no date")
    named = db.execute(
        f"""SELECT actor_id, year(adopted_on) AS year, count(*) AS n
            FROM (SELECT version_id, adopted_on FROM {texts}) JOIN mentions USING (version_id) JOIN actors USING (actor_id)
            WHERE actor_id <> ? AND coalesce(actor_type = ?, true) GROUP BY ALL""",
        [issuer, collection, issuer, kind],
    ).df()
    if named.empty:
        raise SystemExit(f"{release}: the texts by {issuer} in {collection} name no such actor")
    table = pd.concat([named, words]).pivot(index="actor_id", columns="year", values="n").fillna(0)
    table = table.reindex(columns=range(int(words["year"].min()), int(words["year"].max()) + 1)).astype("Int64")
    total = table.sum(axis=1)
    order = sorted(table.index, key=lambda a: (a == "words", -total[a], a))
    return table.loc[order]


def draw(table: pd.DataFrame, most: int, title: str, path: pathlib.Path) -> None:
    """A heat map of the actors named most often, each cell with its count."""
    shown = table.drop(index="words").head(most)
    values = shown.astype("float64").to_numpy()  # a year without a text is NaN, and gray
    figure, axes = plt.subplots(figsize=(1.5 + 0.42 * values.shape[1], 1.6 + 0.34 * values.shape[0]), layout="constrained")
    image = axes.imshow(values, aspect="auto", cmap=matplotlib.colormaps["Blues"].with_extremes(bad="lightgray"), vmin=0)
    axes.set_xticks(range(len(shown.columns)), shown.columns, rotation=90)
    axes.set_yticks(range(len(shown.index)), shown.index)
    axes.set_title(title, loc="left")
    middle = image.norm.vmax / 2
    for (row, column), n in ((at, n) for at, n in pd.DataFrame(values).stack().items() if n):
        axes.text(column, row, f"{n:.0f}", ha="center", va="center", fontsize=8, color="white" if n > middle else "black")
    figure.colorbar(image, ax=axes, label="mentions", pad=0.01)
    figure.savefig(path, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=pathlib.Path, help="the folder of a release")
    parser.add_argument("--issuer", default="KAZ", help="actor_id of who speaks (default: %(default)s)")
    parser.add_argument("--collection", default="ungdc", help="source_id of the texts (default: %(default)s)")
    parser.add_argument("--type", help="only actors of this type, such as state or igo")
    parser.add_argument("--most", type=int, default=20, help="how many actors the picture shows (default: %(default)s)")
    parser.add_argument("--out", default="partners", help="path of what is written, without ending (default: %(default)s)")
    args = parser.parse_args()
    table = count(args.release, args.issuer, args.collection, args.type)
    out = pathlib.Path(args.out)
    table.to_csv(out.with_suffix(".csv"))
    version = args.release.resolve().name
    draw(table, args.most, f"Whom the texts of {args.issuer} in {args.collection} name ({version})", out.with_suffix(".png"))
    print(table.head(args.most).to_string())


if __name__ == "__main__":
    main()
