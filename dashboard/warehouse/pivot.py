"""Tables of rows and columns: the queries of `sql/queries/pivot`, with what was chosen in place.

Of what a reader chose the names of columns alone come into the text of a query, and those are of a
list; every code is a value that the query is given.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.reader.reader import Reader
from dashboard.warehouse.data import PIVOT, Value, read_page, read_text
from sql import warehouse

DIMENSIONS = (  # columns that rows, columns and filters may be of
    *("stage", "covers", "funder", "plan_set", "step", "kind", "segment", "region_code"),
    *("province_code", "plan_key", "cohort", "year", "fiscal_year", "nature", "doc_id"),
)
NOTHING = "null"  # in place of a dimension: a table of one column
CELLS, ROWS = 4_000, 1_000  # at most, of a table and of what a cell holds
FILTERS = "abcdef"  # how the values of filters are told apart
CODE = re.compile(r"coalesce\(\w+, ''\) as (row|column)_code")


@dataclass(frozen=True)
class Asked:
    """A table: what it counts and how, its dimensions, and codes that alone are in it."""

    subject: str
    adds: str  # count, sum, ratio, none
    scale: int  # what a ratio is multiplied by
    rows: str
    columns: str
    only: Sequence[tuple[str, str]] = ()  # a dimension and one of its codes

    def text(self, query: str) -> str:
        """One of the queries, made for this table. Raises KeyError for what is no dimension."""
        named = {"row": self.rows, "column": self.columns}
        alone: dict[str, list[str]] = {}
        for (dimension, _), mark in zip(self.only, FILTERS, strict=False):
            alone.setdefault(dimension, []).append(f"$only_{mark}")
        for dimension in {*named.values(), *alone} - {NOTHING}:
            if dimension not in DIMENSIONS:
                raise KeyError(dimension)
        lines = [f"and coalesce({name}, '') in ({', '.join(of)})" for name, of in alone.items()]
        made = CODE.sub(
            lambda found: f"coalesce({named[found[1]]}, '') as {found[1]}_code",
            warehouse.page_queries(PIVOT)[query],
        )
        return made.replace("where true", "\n        ".join(["where true", *lines]))

    def values(self) -> dict[str, Value]:
        """What the queries are given."""
        given: dict[str, Value] = {
            f"only_{mark}": code for (_, code), mark in zip(self.only, FILTERS, strict=False)
        }
        return given | {"subject": self.subject, "adds": self.adds, "scale": self.scale}


def codes(reader: Reader, subject: str) -> pl.DataFrame:
    """Every code of each dimension of a subject. Raises Unavailable."""
    return read_page(PIVOT, reader, subject=subject).codes


def kpis(reader: Reader) -> pl.DataFrame:
    """The KPIs whose rows can be counted or added. Raises Unavailable."""
    return read_page(PIVOT, reader).kpis


def cells(reader: Reader, asked: Asked) -> pl.DataFrame:
    """The cells and totals of a table, `CELLS` and one more at most. Raises Unavailable."""
    return read_text(PIVOT, asked.text("cells"), reader, **asked.values(), most=CELLS)


def rows(reader: Reader, asked: Asked, row: str | None, column: str | None) -> pl.DataFrame:
    """What a cell holds, None for a total; `ROWS` and one more at most. Raises Unavailable."""
    values = asked.values() | {"row": row, "column": column}
    return read_text(PIVOT, asked.text("rows"), reader, **values, most=ROWS)
