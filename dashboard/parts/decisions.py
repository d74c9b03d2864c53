"""What a steward decided in a conflict, in words: when, by which office, why.

A row is a statement on a side of the conflict: is_decided, is_chosen, decided_on, decided_by,
reason_th, reason_en.
"""

from dashboard.parts import tables
from dashboard.parts.tables import Row, day, string
from dashboard.reader.reader import Reader


def decision(side: Row, reader: Reader) -> str:
    """A line of Markdown; nothing where the conflict is open."""
    if not side["is_decided"]:
        return ""
    return reader.t(
        "decision.made",
        date=reader.day(day(side, "decided_on"), "day"),
        by=tables.plain(string(side, "decided_by") or ""),
        reason=tables.plain(string(side, f"reason_{reader.lang}") or ""),
    )


def mark(side: Row, reader: Reader) -> str:
    """The mark of the statement that was chosen, to stand after it."""
    return f" **{reader.t('decision.chosen')}**" if side["is_chosen"] else ""
