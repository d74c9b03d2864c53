"""The rows behind the figure of a KPI, by the figure that was read before them.

Which figure a tile shows is worked out once: what is read again is found by its key. The query
gives codes of what rows are about and where; their names are read once a build.
"""

from collections.abc import Iterator
from typing import cast

import polars as pl
import pyarrow as pa

from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS
from dashboard.warehouse import data
from dashboard.warehouse.data import BEHIND, PASSPORT, Value, read_page

# columns by which its rows are asked for; `today` is null for a figure that no day changes
OF_FIGURE = ("figure_set", "figure_place", "denominator", "adds", "today")
NAMES = ("names", "places")  # the queries of what codes are called


def rows(figure: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The rows of `sql/queries/behind` of a figure of the passport: the largest that a page lists.

    None where there is no figure. Raises Unavailable.
    """
    told = read_page(BEHIND, reader, **_key(figure))
    return named(told.rows, told)


def spooled(reader: Reader, kpi: str) -> tuple[str, pa.RecordBatchReader]:
    """A build's id, and all rows behind the figure of a KPI for the chosen place and period.

    Raises Unavailable.
    """
    figure, page = read_page(PASSPORT, reader, kpi=kpi).figure, read_page(BEHIND, reader)
    told = Page(BEHIND, reader, {name: page.frames[name] for name in NAMES})
    build, coded = data.spooled(BEHIND, "rows", reader, shown=None, **_key(figure))

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in coded:
            table = named(cast("pl.DataFrame", pl.from_arrow(batch)), told).to_arrow()
            yield from table.cast(coded.schema).to_batches()

    return build, pa.RecordBatchReader.from_batches(coded.schema, batches())


def named(rows: pl.DataFrame, told: Page) -> pl.DataFrame:
    """Rows with names in place of codes; None for what has none."""

    def by(name: str, *columns: str) -> pl.Expr:
        old, new = told.names["code"], told.names[name]
        return pl.col(columns).replace_strict(old, new, default=None, return_dtype=pl.String)

    def listed(lang: str) -> pl.Expr:
        places = told.places if lang == "th" else told.places.sort("name_en")
        order = [*places.select("code", f"name_{lang}").iter_rows()]
        lists = {
            codes: ", ".join(name for code, name in order if code in codes.split(",")) or None
            for codes in rows["place_th"].drop_nulls().unique()
        }
        named = pl.col("place_th").replace_strict(lists, default=None, return_dtype=pl.String)
        return named.alias(f"place_{lang}")

    coded = ("plan_th", "subject_th", "segment_th")
    return rows.with_columns(
        by("name_th", *coded),
        by("name_en", *coded).name.replace("_th$", "_en"),
        by("title", "subject_th").alias("title"),
        *map(listed, LANGS),
    )


def _key(figure: pl.DataFrame) -> dict[str, Value]:
    found = figure.row(0, named=True) if not figure.is_empty() else dict.fromkeys(OF_FIGURE)
    return {name: found[name] for name in OF_FIGURE}
