"""Events of the programme: one row per seminar, agreement, ceremony or meeting.

Dates may stop at the month or the year; some events are known by name only. Attendance counts
persons as the document states it.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import coded, integer, partial_date, province_code, text
from etl.vocabulary import KEY, PROVINCE_CODE, QUALIFIERS, UNDATED_PRECISIONS

KINDS = (
    *("mou", "ceremony", "meeting", "committee_meeting", "expert_group_meeting", "expo"),
    *("seminar", "launch", "roadshow", "conference", "forum", "training", "workshop", "visit"),
    *("tour", "competition", "policy_decision"),
)


class Events(dy.Schema):
    """An event: kind, days, place, organisers."""

    event_key = dy.String(primary_key=True, regex=KEY)
    kind = dy.Enum(KINDS, nullable=False)
    name_th = dy.String(nullable=True)
    name_en = dy.String(nullable=False)
    start_date = dy.Date(nullable=True)
    end_date = dy.Date(nullable=True)
    date_precision = dy.Enum(UNDATED_PRECISIONS, nullable=False)
    venue = dy.String(nullable=True)
    venue_th = dy.String(nullable=True)
    province_code = dy.String(nullable=True, regex=PROVINCE_CODE)
    organisers = dy.String(nullable=True)
    organisers_th = dy.String(nullable=True)
    attendance = dy.Int64(nullable=True, min=0)
    attendance_qualifier = dy.Enum(QUALIFIERS, nullable=True)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)

    @dy.rule()
    def ends_after_start(cls) -> pl.Expr:
        """The last day is not before the first, and not without it."""
        return pl.col("end_date").is_null() | (
            pl.col("start_date").is_not_null() & (pl.col("start_date") <= pl.col("end_date"))
        )

    @dy.rule()
    def dated_where_precise(cls) -> pl.Expr:
        """An event has a date exactly where its precision is known."""
        return pl.col("start_date").is_not_null() == (pl.col("date_precision") != "unknown")

    @dy.rule()
    def attendance_is_qualified(cls) -> pl.Expr:
        """An attendance and its qualifier come together."""
        return pl.col("attendance").is_not_null() == pl.col("attendance_qualifier").is_not_null()


SOURCE = Source(
    name="events",
    contract=Events,
    columns={
        "event_key": text("event_key"),
        "kind": coded("kind", KINDS),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "start_date": partial_date("start_date"),
        "end_date": partial_date("end_date"),
        "date_precision": coded("date_precision", UNDATED_PRECISIONS),
        "venue": text("venue"),
        "venue_th": text("venue_th"),
        "province_code": province_code("province_code"),
        "organisers": text("organisers"),
        "organisers_th": text("organisers_th"),
        "attendance": integer("attendance"),
        "attendance_qualifier": coded("attendance_qualifier", QUALIFIERS),
        "doc_id": text("doc_id"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    since={"2026-11-29": frozenset({"note_th", "organisers_th", "venue_th"})},
)
