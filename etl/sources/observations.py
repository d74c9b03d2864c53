"""Observations: one row per measure, segment, phase, place and date as one document states it.

A count, an amount in the row's unit, a rank or a score. "กว่า 66,000" has value and lower bound
66000, no upper bound and the qualifier >. Dates may stop at the month or the year.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import bounds_fit, coded, decimal, partial_date, province_code, text
from etl.vocabulary import KEY, PLACE_CODE, PRECISIONS, QUALIFIERS, SEGMENT_KINDS

PHASES = ("launch_target", "launch", "announced", "result", "claim", "register")
NATURES = ("reported", "self_reported", "derived", "estimated")


class Observations(dy.Schema):
    """A statement of a figure."""

    obs_id = dy.String(primary_key=True, regex=r"^OB\d{3,}$")
    measure = dy.String(nullable=False)
    segment_kind = dy.Enum(SEGMENT_KINDS, nullable=False)
    segment = dy.String(nullable=False)
    phase = dy.Enum(PHASES, nullable=False)
    place_code = dy.String(nullable=False, regex=PLACE_CODE)
    as_of = dy.Date(nullable=True)
    as_of_precision = dy.Enum(PRECISIONS, nullable=True)
    value = dy.Decimal(24, 4, nullable=True, min=0)
    lower = dy.Decimal(24, 4, nullable=True, min=0)
    upper = dy.Decimal(24, 4, nullable=True, min=0)
    qualifier = dy.Enum(QUALIFIERS, nullable=False)
    unit = dy.String(nullable=False)
    nature = dy.Enum(NATURES, nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)

    @dy.rule()
    def says_something(cls) -> pl.Expr:
        """A statement has a value or a bound."""
        return pl.any_horizontal(pl.col("value", "lower", "upper").is_not_null())

    @dy.rule()
    def value_within_bounds(cls) -> pl.Expr:
        """The value lies in [lower, upper], and lower is not above upper."""
        return pl.all_horizontal(
            (pl.col("value") >= pl.col("lower")).fill_null(value=True),
            (pl.col("value") <= pl.col("upper")).fill_null(value=True),
            (pl.col("lower") <= pl.col("upper")).fill_null(value=True),
        )

    @dy.rule()
    def bounds_fit_qualifier(cls) -> pl.Expr:
        """= is one value; > is open above, < below; ~ may have either bound."""
        return bounds_fit("lower", "upper")

    @dy.rule()
    def dated_where_precise(cls) -> pl.Expr:
        """A date and its precision come together."""
        return pl.col("as_of").is_not_null() == pl.col("as_of_precision").is_not_null()


SOURCE = Source(
    name="observations",
    title_th="ข้อมูลตัวเลขของโครงการตามเอกสาร",
    title_en="Statements of the programme's figures",
    contract=Observations,
    columns={
        "obs_id": text("obs_id"),
        "measure": text("measure"),
        "segment_kind": coded("segment_kind", SEGMENT_KINDS),
        "segment": text("segment"),
        "phase": coded("phase", PHASES),
        "place_code": province_code("place_code", national=True),
        "as_of": partial_date("as_of"),
        "as_of_precision": coded("as_of_precision", PRECISIONS),
        "value": decimal("value"),
        "lower": decimal("lower"),
        "upper": decimal("upper"),
        "qualifier": coded("qualifier", QUALIFIERS),
        "unit": text("unit"),
        "nature": coded("nature", NATURES),
        "doc_id": text("doc_id"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    ignored=frozenset({"conflict_group", "conflict"}),  # conflicts are computed, never copied
    since={"2026-11-29": frozenset({"note_th"})},
)
