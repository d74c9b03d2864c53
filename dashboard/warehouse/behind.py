"""The rows behind the figure of a KPI, by the figure that was read before them.

Which figure a tile shows is worked out once: what is read again is found by its key.
"""

import polars as pl
import pyarrow as pa

from dashboard.reader.reader import Reader
from dashboard.warehouse import data
from dashboard.warehouse.data import BEHIND, PASSPORT, Value, read_page

OF_FIGURE = ("figure_set", "figure_place", "denominator")  # columns by which its rows are asked for


def rows(figure: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The rows of `sql/queries/behind` of a figure of the passport: the largest that a page lists.

    None where there is no figure. Raises Unavailable.
    """
    return read_page(BEHIND, reader, **_key(figure)).rows


def spooled(reader: Reader, kpi: str) -> tuple[str, pa.RecordBatchReader]:
    """A build's id, and all rows behind the figure of a KPI for the chosen place and period.

    Raises Unavailable.
    """
    figure = read_page(PASSPORT, reader, kpi=kpi).figure
    return data.spooled(BEHIND, "rows", reader, shown=None, **_key(figure))


def _key(figure: pl.DataFrame) -> dict[str, Value]:
    found = figure.row(0, named=True) if not figure.is_empty() else dict.fromkeys(OF_FIGURE)
    return {name: found[name] for name in OF_FIGURE}
