"""What a steward decided in a conflict, in words: when, by which office, why.

A row is a statement on a side of the conflict: is_decided, is_chosen, decided_on, decided_by,
reason_th, reason_en.
"""

from dashboard.parts import tables
from dashboard.parts.tables import Row, day, string
from dashboard.reader import format as fmt
from dashboard.reader.filters import Filters
from dashboard.reader.text import t


def decision(side: Row, filters: Filters) -> str:
    """A line of Markdown; nothing where the conflict is open."""
    if not side["is_decided"]:
        return ""
    lang = filters.lang
    return t(
        "decision.made",
        lang,
        date=fmt.day(day(side, "decided_on"), "day", lang, filters.era),
        by=tables.plain(string(side, "decided_by") or ""),
        reason=tables.plain(string(side, f"reason_{lang}") or ""),
    )


def mark(side: Row, filters: Filters) -> str:
    """The mark of the statement that was chosen, to stand after it."""
    return f" **{t('decision.chosen', filters.lang)}**" if side["is_chosen"] else ""
