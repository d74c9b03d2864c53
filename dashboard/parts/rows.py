"""Lists: the rows of a view, ten of them until all are asked for; a chosen row opens the drawer.

On a wide screen a grid that sorts by what lies behind the words of a cell; on a phone and on paper
the same rows as a list, a name and then what else is said of it. All rows can be taken along.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import polars as pl
import streamlit as st

from dashboard.parts import picks, tables
from dashboard.parts.tables import Column, Narrowed, Row
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.reader import Reader

SHOWN = 10
HEIGHT = 35  # of a row, in pixels
Opens = Callable[[Row], str]  # a row -> what the drawer opens on: `plan:P001`


def listed(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    key: str,
    opens: Opens | None = None,
    by: Narrowed = ("place",),
    of: int | None = None,
) -> None:
    """A list of `columns`, five at most: the first names the row.

    `alt` (a text key) names the list, `key` its download. `opens`: what the drawer opens on when a
    row is chosen. `by`: the filters that narrow it, one of which is why it is empty; `of`: how many
    rows the record has, where they leave some out. Call it in a fragment.
    """
    reader = state.current()
    if frame.is_empty():
        tables.none_within(frame, by=by)
        return
    whole = bool(st.session_state.get(f"{key}_whole"))
    with st.container(gap="xsmall"):
        _head(frame, key, whole=whole, of=of, reader=reader)
        with st.container(key=f"wide_{key}"):
            _grid(frame, columns, alt=reader.t(alt), key=key, opens=opens, whole=whole)
        with st.container(key=f"narrow_{key}"):
            st.html(_lines(frame, columns, opens, whole=whole, reader=reader))


def _head(frame: pl.DataFrame, key: str, *, whole: bool, of: int | None, reader: Reader) -> None:
    """How many rows there are, the way to all of them, and what can be taken along."""
    count = frame.height
    words = reader.t("rows.of", shown=count, of=of) if of and of != count else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"head_{key}"):
        st.caption(words or reader.t("rows.all", count=count))
        if count > SHOWN:
            name = reader.t("rows.fewer") if whole else reader.t("rows.whole", count=count)
            st.button(
                name,
                key=f"{key}_turn",
                type="tertiary",
                on_click=st.session_state.update,
                args=({f"{key}_whole": not whole},),
            )
        tables.menu(lambda: frame, key=key)


def _grid(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    key: str,
    opens: Opens | None,
    whole: bool,
) -> None:
    rows = frame.to_dicts()
    height = HEIGHT * (1 + (len(rows) if whole else min(len(rows), SHOWN))) + 3
    cells = {column.heading: _cells(column, rows) for column in columns}
    styled = pl.DataFrame({name: keys for name, (keys, _) in cells.items()}).to_pandas().style
    for name, (_, words) in cells.items():
        if words:
            none = words.get(None, "")
            styled = styled.format(words.get, subset=[name], na_rep=none)
    config = {
        column.heading: (
            st.column_config.LinkColumn(display_text=state.current().t("table.open"), width="small")
            if column.kind == "link"
            else st.column_config.Column(
                width="small" if column.unbroken or column.kind == "number" else None,
                alignment="right" if column.kind == "number" else "left",
            )
        )
        for column in columns
    }
    if opens is None:
        st.dataframe(
            styled, hide_index=True, height=height, column_config=config, key=key, alt=alt,
            row_height=HEIGHT,
        )  # fmt: skip
        return

    def picked(name: str) -> str | None:
        if name not in st.session_state:
            return None
        chosen = st.session_state[name].selection.rows
        return opens(rows[chosen[0]]) if chosen and chosen[0] < len(rows) else None

    name = picks.fresh(key, picked)
    st.dataframe(
        styled, hide_index=True, height=height, column_config=config, key=name, alt=alt,
        row_height=HEIGHT, selection_mode="single-row", on_select=lambda: picks.taken(name, picked),
    )  # fmt: skip


def _cells(
    column: Column, rows: Sequence[Row]
) -> tuple[list[str | float | None], dict[str | float | None, str]]:
    """What a column sorts by, and the words for each of those; none where the words sort."""
    shown = [column.cell(row) for row in rows]
    texts = [fmt.number(cell, 4, trim=True) if isinstance(cell, float) else cell for cell in shown]
    if column.sort is None:
        return [*texts], {}
    keys: list[str | float | None] = []
    words: dict[str | float | None, str] = {}
    for row, text in zip(rows, texts, strict=True):
        value = column.sort(row)
        number = float(value.toordinal()) if isinstance(value, date) else value
        if number is not None:
            while words.get(number, text) != text:  # as large, in other words
                number = math.nextafter(number, math.inf)
        keys.append(number)
        words[number] = text or ""
    return keys, words


def _lines(
    frame: pl.DataFrame, columns: Sequence[Column], opens: Opens | None, *, whole: bool,
    reader: Reader,
) -> str:  # fmt: skip
    """The rows as an HTML list: a name, what is said of it, and the way to all of it."""
    shown = frame if whole else frame.head(SHOWN)
    first, *others = columns
    lines = []
    for row in shown.to_dicts():
        name = escape(_text(first, row)) or "–"
        if opens:
            address = picks.address(opens(row), reader)
            name = f'<a href="{escape(address)}" target="_self">{name}</a>'
        facts = [text for column in others if (text := _text(column, row))]
        lines.append(f"<li>{name}<br>{escape(' · '.join(facts))}</li>")
    rest = frame.height - shown.height
    more = f"<p>{escape(reader.t('rows.more', count=rest))}</p>" if rest else ""
    return f'<ul class="rows">{"".join(lines)}</ul>{more}'


def _text(column: Column, row: Row) -> str:
    cell = column.cell(row)
    return fmt.number(cell, 4, trim=True) if isinstance(cell, float) else cell or ""
