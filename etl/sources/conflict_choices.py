"""Conflicts that were decided: one row per conflict, with the statement to display and the reason.

An edition holds every choice in force. A row without a statement says that the conflict is open
again, and why. Who decided is an office, never a person.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import be_day, text


class ConflictChoices(dy.Schema):
    """The choice made in one conflict, as `marts.conflict` names it."""

    conflict_id = dy.String(primary_key=True, regex=r"^(interval|fall):.+$")
    statement_id = dy.String(nullable=True)
    reason_th = dy.String(nullable=False)
    reason_en = dy.String(nullable=False)
    decided_on = dy.Date(nullable=False)
    decided_by = dy.String(nullable=False)


SOURCE = Source(
    name="conflict_choices",
    title_th="ข้อยุติของตัวเลขที่ไม่ตรงกัน",
    title_en="Decisions in conflicts",
    folder="reference",
    contract=ConflictChoices,
    columns={
        "conflict_id": text("conflict_id"),
        "statement_id": text("statement_id"),
        "reason_th": text("reason_th"),
        "reason_en": text("reason_en"),
        "decided_on": be_day("decided_on"),
        "decided_by": text("decided_by"),
    },
)
