"""Cards: the few figures that a page leads with, each in four short lines.

A name, the figure with its qualifier and unit, one line of what must be known beside it (what
disagrees, what primary documents say, of which group it is), and its day, age and documents: a
link that opens everything else in the drawer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard.parts import kpis, layout, picks, tiles
from dashboard.parts.tables import Row, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader


@dataclass(frozen=True)
class Card:
    """The words of one card, in the reader's language and era."""

    opens: str  # what the drawer opens on
    label: str
    sign: str
    value: str
    unit: str
    note: str
    meta: str


def row(
    listed: Sequence[Card],
    reader: Reader,
    *,
    title: str = "",
    none: str = "",
    more: tuple[str, str] | None = None,
) -> None:
    """Cards side by side, four at most; two on a phone. They are one text, sent as one.

    `title` stands above them, `none` in their place where there are none, `more` (words and the
    address they lead to) below.
    """
    cards = "".join(_html(words, reader) for words in listed)
    parts = [
        f"<h3>{escape(title)}</h3>" if title else "",
        f'<div class="cards">{cards}</div>' if listed else f"<p>{escape(none)}</p>",
        f'<p class="small"><a href="{escape(more[1])}">{escape(more[0])}</a></p>' if more else "",
    ]
    st.html("".join(parts))


def _html(words: Card, reader: Reader) -> str:
    """One card: its lines, the last of which opens the drawer."""
    figure = f"{escape(words.sign)} <b>{escape(words.value)}</b> {escape(words.unit)}"
    note = f"<p>{escape(words.note)}</p>" if words.note else ""
    address = escape(picks.address(words.opens))
    title = escape(reader.t("card.open", label=words.label))
    return (
        f"<section><p>{escape(words.label)}</p><p>{figure}</p>{note}"
        f'<a href="{address}" title="{title}">{escape(words.meta)}</a></section>'
    )


def leading(page: Page, leads: Sequence[str]) -> None:
    """The figures that lead a page, in this order, as far as there are any.

    Below them, in one line, how many of the page's KPIs have none yet: it opens the list of all.
    """
    reader = page.reader
    held = {str(row["metric_id"]): row for row in tiles.held(page.tiles)}
    with st.container(gap="xsmall"):
        if shown := [held[kpi] for kpi in leads if kpi in held]:
            row([card(record, reader) for record in shown], reader)
        if awaited := page.tiles.height - len(held):
            st.button(
                reader.t("card.awaited", count=awaited),
                key="awaited",
                type="tertiary",
                icon=":material/hourglass_empty:",
                on_click=kpis.show_all,
            )


def card(record: Row, reader: Reader) -> Card:
    """The words of one card. `record`: a row of `tiles.sql` that has a figure."""
    sign, value, unit = _figure(record, reader)
    parts = [tiles.as_of(record, reader), _ago(record, reader)]
    count = len(records(record, "documents"))
    if record["is_secondary"]:
        parts.append(reader.t("card.secondary"))
    elif count:
        parts.append(reader.t("card.documents", count=count))
    parts = [part.replace(" ", "\u00a0") for part in parts if part]  # none is broken in two
    return Card(
        opens=f"kpi:{record['metric_id']}",
        label=string(record, f"label_{reader.lang}") or "",
        sign=sign,
        value=value,
        unit=unit,
        note=_note(record, reader),
        meta=" · ".join(parts),
    )


def _figure(record: Row, reader: Reader) -> tuple[str, str, str]:
    """The figure's qualifier, its number and its unit; a dash where it is of another period."""
    if not record["is_in_period"]:
        return "", "—", ""
    if Figure.of(record).is_none_named:
        return "", "–", reader.t("state.none_named")
    counted = reader.labels("card_of").get(str(record["metric_id"]))
    top, bottom = number(record, "numerator"), number(record, "denominator")
    sign = reader.qualifier(string(record, "qualifier"))
    if counted and top is not None and bottom is not None:
        return sign, fmt.number(top), counted.format(of=fmt.number(bottom))
    text, unit = tiles.amount(record, reader)
    return (sign, text.removeprefix(sign).strip(), unit) if sign else ("", text, unit)


def _ago(record: Row, reader: Reader) -> str:
    """How long ago the figure's day is; nothing where it has none."""
    months, days = number(record, "age_months"), number(record, "age_days")
    if days is None or months is None:
        return ""
    return layout.ago(months, reader) if months else ""


def _note(record: Row, reader: Reader) -> str:
    """The one line that must be read with the figure."""
    if values := tiles.disputed(record, reader):
        return reader.t("card.disputed", values=" / ".join(values))
    if beside := tiles.beside(record, reader):
        return beside
    change, _, before = tiles.comparison(record, reader)
    if change:
        return f"{change} {before}"
    segment = (
        string(record, f"segment_{reader.lang}") if record["segment_kind"] != "national" else None
    )
    phase = reader.label("phase", string(record, "phase")) if record["phase"] != "announced" else ""
    return segment or before or (phase if record["phase"] else "")
