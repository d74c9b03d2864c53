"""Local administrative organisations: one row per province and day, counted by type.

`full` rows hold every type; the others hold municipalities in all and subdistrict bodies only.
Bangkok has no provincial organisation and counts as one special body.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import coded, integer, partial_date, province_code, text
from etl.vocabulary import KEY, PROVINCE_CODE

BREAKDOWNS = {"full": "full", "municipalities and SAO only": "municipalities_and_sao"}


class LaoCounts(dy.Schema):
    """The local bodies of one province on one day."""

    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    as_of_date = dy.Date(primary_key=True)
    pao = dy.Int64(nullable=True, min=0, max=1)
    city_municipalities = dy.Int64(nullable=True, min=0)
    town_municipalities = dy.Int64(nullable=True, min=0)
    subdistrict_municipalities = dy.Int64(nullable=True, min=0)
    municipalities_total = dy.Int64(nullable=False, min=0)
    sao = dy.Int64(nullable=False, min=0)
    special = dy.Int64(nullable=True, min=0)
    total = dy.Int64(nullable=True, min=1)
    breakdown = dy.Enum(tuple(BREAKDOWNS.values()), nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)

    @dy.rule()
    def municipalities_add_up(cls) -> pl.Expr:
        """City, town and subdistrict municipalities are all municipalities."""
        parts = (
            pl.col("city_municipalities")
            + pl.col("town_municipalities")
            + pl.col("subdistrict_municipalities")
        )
        return parts == pl.col("municipalities_total")

    @dy.rule()
    def types_add_up(cls) -> pl.Expr:
        """The types make the total."""
        parts = pl.col("pao") + pl.col("municipalities_total") + pl.col("sao") + pl.col("special")
        return parts == pl.col("total")

    @dy.rule()
    def full_rows_are_full(cls) -> pl.Expr:
        """A row marked `full` has a number for every type, and their total."""
        return (pl.col("breakdown") != "full") | (
            pl.col("total").is_not_null() & pl.col("city_municipalities").is_not_null()
        )


SOURCE = Source(
    name="lao_counts",
    title_th="จำนวน อปท. รายจังหวัดและรายประเภท",
    title_en="Local governments by province and type",
    contract=LaoCounts,
    columns={
        "province_code": province_code("province_code"),
        "as_of_date": partial_date("as_of_date"),
        "pao": integer("pao"),
        "city_municipalities": integer("city_municipalities"),
        "town_municipalities": integer("town_municipalities"),
        "subdistrict_municipalities": integer("subdistrict_municipalities"),
        "municipalities_total": integer("municipalities_total"),
        "sao": integer("sao"),
        "special": integer("special"),
        "total": integer("total"),
        "breakdown": coded("breakdown", BREAKDOWNS),
        "doc_id": text("doc_id"),
    },
)
