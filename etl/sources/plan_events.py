"""Events of plans: one row per event as one document states it.

`ladder_step` is empty where the event is no step of the national ladder. Dates may stop at the
month or the year; `date_basis` says whether a date is the plan's own or its batch's.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import coded, partial_date, text
from etl.vocabulary import KEY, UNDATED_PRECISIONS

LADDER = (
    *("submitted", "zone_declared", "plan_approved", "logo_awarded"),
    *("progress_reported", "renewed", "lapsed", "revoked"),
)
KINDS = (
    *("applied", "promotion_zone", "plan_approved", "considered", "preparing"),
    *("logo_acknowledged", "logo_announced", "logo_awarded", "logo_ceremony"),
    *("logo_dated", "logo_endorsed", "logo_held", "renewed", "still_seeking_logo"),
    *("ascn_pilot", "depa_project", "depa_selected", "depa_showcase", "depa_visit"),
    *("design_study", "eec_pilot", "kpi_programme", "local_initiative", "mou", "mou_pilot"),
    *("municipal_project", "sandbox_pilot", "seminar", "smart_block_mou"),
)
BASES = ("date of the batch", "stated for this plan")


class PlanEvents(dy.Schema):
    """An event of a plan, as one document states it."""

    event_id = dy.String(primary_key=True, regex=KEY)
    plan_key = dy.String(nullable=False, regex=KEY)
    ladder_step = dy.Enum(LADDER, nullable=True)
    event_kind = dy.Enum(KINDS, nullable=False)
    event_date = dy.Date(nullable=True)
    date_precision = dy.Enum(UNDATED_PRECISIONS, nullable=False)
    date_basis = dy.Enum(BASES, nullable=True)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)

    @dy.rule()
    def dated_where_precise(cls) -> pl.Expr:
        """An event has a date exactly where its precision is known."""
        return pl.col("event_date").is_not_null() == (pl.col("date_precision") != "unknown")


SOURCE = Source(
    name="plan_events",
    title_th="เหตุการณ์ของแผน",
    title_en="Dated events of plans",
    contract=PlanEvents,
    columns={
        "event_id": text("event_id"),
        "plan_key": text("plan_key"),
        "ladder_step": coded("ladder_step", LADDER),
        "event_kind": coded("event_kind", KINDS),
        "event_date": partial_date("event_date"),
        "date_precision": coded("date_precision", UNDATED_PRECISIONS),
        "date_basis": coded("date_basis", BASES),
        "doc_id": text("doc_id"),
        "note": text("note"),
    },
)
