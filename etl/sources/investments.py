"""Investment statements: one row per amount that one document states, in baht.

Statements repeat and overlap: only rows with `counts_once` may enter a sum, within one stage. A
row of several provinces belongs to none of them alone. Fiscal years are Buddhist.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import (
    boolean,
    bounds_fit,
    coded,
    date_precision,
    integer,
    money,
    partial_date,
    province_codes,
    text,
)
from etl.vocabulary import KEY, PRECISIONS, QUALIFIERS

STAGES = (
    *("requested", "planned", "approved", "contracted", "disbursed", "carried_over", "lapsed"),
    *("grant", "company_capital", "economic_value", "target"),
)
FUNDERS = ("central", "local", "state_enterprise", "private", "public_private", "unknown")


class Investments(dy.Schema):
    """A statement of an amount."""

    statement_id = dy.String(primary_key=True, regex=r"^IN\d{3,}$")
    subject = dy.String(nullable=False)
    subject_th = dy.String(nullable=True)
    plan_set = dy.String(nullable=False)
    province_codes = dy.List(dy.String(), nullable=False)
    amount_thb = dy.Decimal(20, 2, nullable=False, min=0)
    lower_thb = dy.Decimal(20, 2, nullable=True, min=0)
    upper_thb = dy.Decimal(20, 2, nullable=True, min=0)
    qualifier = dy.Enum(QUALIFIERS, nullable=False)
    stage = dy.Enum(STAGES, nullable=False)
    funder = dy.Enum(FUNDERS, nullable=False)
    fiscal_year_be = dy.Int64(nullable=True, min=2500, max=2700)
    as_of = dy.Date(nullable=True)
    as_of_precision = dy.Enum(PRECISIONS, nullable=True)
    commitment_id = dy.String(nullable=True)
    counts_once = dy.Bool(nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)

    @dy.rule()
    def amount_within_bounds(cls) -> pl.Expr:
        """The amount lies in [lower, upper]."""
        return pl.all_horizontal(
            (pl.col("amount_thb") >= pl.col("lower_thb")).fill_null(value=True),
            (pl.col("amount_thb") <= pl.col("upper_thb")).fill_null(value=True),
        )

    @dy.rule()
    def bounds_fit_qualifier(cls) -> pl.Expr:
        """= is one amount; > is open above, < below; ~ may have either bound."""
        return bounds_fit("lower_thb", "upper_thb")

    @dy.rule()
    def counted_rows_name_a_commitment(cls) -> pl.Expr:
        """A row that may enter a sum names its commitment, so that none is counted twice."""
        return ~pl.col("counts_once") | pl.col("commitment_id").is_not_null()


SOURCE = Source(
    name="investments",
    title_th="วงเงินตามเอกสาร",
    title_en="Amounts as documents state them",
    contract=Investments,
    columns={
        "statement_id": text("statement_id"),
        "subject": text("subject"),
        "subject_th": text("subject_th"),
        "plan_set": text("plan_set"),
        "province_codes": province_codes("province_code", national=True),
        "amount_thb": money("amount_thb"),
        "lower_thb": money("lower_thb"),
        "upper_thb": money("upper_thb"),
        "qualifier": coded("qualifier", QUALIFIERS),
        "stage": coded("stage", STAGES),
        "funder": coded("funder", FUNDERS),
        "fiscal_year_be": integer("fiscal_year_be"),
        "as_of": partial_date("as_of"),
        "as_of_precision": date_precision("as_of"),
        "commitment_id": text("commitment_id"),
        "counts_once": boolean("counts_once"),
        "doc_id": text("doc_id"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    since={"2026-11-29": frozenset({"note_th", "subject_th"})},
)
