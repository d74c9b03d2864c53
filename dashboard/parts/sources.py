"""What the load knows, in words: whether a source is on schedule, how long a run took.

The page on data quality and the drawer say the same.
"""

import re
from collections.abc import Sequence
from typing import cast

from dashboard.parts.tables import Row, day, number, plain, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.reader import Reader


def named(row: Row, reader: Reader) -> str:
    """A source's title; its name where this build doesn't know the source."""
    return string(row, f"title_{reader.lang}") or str(row["source"])


def sender(row: Row, reader: Reader) -> str:
    """Who sends it: the owner of a form; nothing for what nobody sends."""
    return string(row, f"owner_{reader.lang}") or "" if row["has_template"] else ""


def late(row: Row) -> int:
    """Days past the day that a source was due; 0 or less while it is not."""
    due = day(row, "due_on")
    return (state.today() - due).days if due else 0


def standing(row: Row, reader: Reader) -> str:
    """Whether a source is read on schedule."""
    if row["is_broken"]:
        return reader.t("health.broken")
    if not row["editions"]:
        return reader.t("health.never")
    days = late(row)
    return reader.t("health.late", count=days) if days > 0 else reader.t("health.on_time")


def cadence(row: Row, reader: Reader) -> str:
    """How often a form is sent; of another source, within how many days it is read again."""
    days = number(row, "promise_days")
    if row["has_template"] and days:
        return reader.t(f"cadence.{days:g}")
    return f"{fmt.number(days)} {reader.unit('days', days)}" if days else "–"


def dated(row: Row, name: str, reader: Reader) -> str:
    """A day of a source; a dash where it has none."""
    value = day(row, name)
    return reader.day(value) if value else "–"


def seconds(row: Row, reader: Reader) -> str:
    """How long a run took; a dash for one that has not ended by itself."""
    taken = number(row, "seconds")
    return "–" if taken is None else reader.t("health.seconds", count=fmt.number(taken, 1))


def strings(row: Row, name: str) -> Sequence[str]:
    """A cell that holds a list of texts; null is an empty list."""
    return cast("Sequence[str] | None", row[name]) or []


def code(words: str | None) -> str:
    """A name of the system's own, in Markdown, told apart from words where it can be."""
    if not words or re.search(r"[`\r\n]|:material/|^\s|\s$", words):  # no code holds these
        return plain(words or "")
    return f"`{words}`"
