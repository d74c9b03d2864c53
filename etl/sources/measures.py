"""Measures: one row per quantity that observations and targets speak of.

`time` says whether it is a stock or a flow; a cumulative stock never falls.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import boolean, coded, text

TIMES = ("stock", "flow")


class Measures(dy.Schema):
    """A quantity: names, unit, nature."""

    measure = dy.String(primary_key=True, regex=r"^[a-z0-9]+(_[a-z0-9]+)*$")
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    unit = dy.String(nullable=False)
    time = dy.Enum(TIMES, nullable=False)
    cumulative = dy.Bool(nullable=False)

    @dy.rule()
    def only_a_stock_accumulates(cls) -> pl.Expr:
        """A flow has no running total of its own."""
        return ~pl.col("cumulative") | (pl.col("time") == "stock")


SOURCE = Source(
    name="measures",
    title_th="รายการเรื่องที่วัด",
    title_en="Measures used in statements and targets",
    folder="reference",
    contract=Measures,
    columns={
        "measure": text("measure"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "unit": text("unit"),
        "time": coded("time", TIMES),
        "cumulative": boolean("cumulative"),
    },
)
