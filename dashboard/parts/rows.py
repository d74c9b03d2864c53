"""Lists: the rows of a view, ten of them until all are asked for; a chosen row opens more of it.

On a wide screen a grid that sorts by what lies behind the words of a cell; on a phone and on paper
the same rows as a list, a name and then what else is said of it. All rows can be taken along.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from html import escape

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.parts import picks, tables
from dashboard.parts.tables import Column, Narrowed, Row
from dashboard.reader import format as fmt
from dashboard.reader import state

SHOWN = 10
HEIGHT = 35  # of a row, in pixels
LEAST = -1e15  # what sorts below all: an unknown number or day; a grid words no lower number
Opens = Callable[[Row], str | None]  # a row -> what it opens: `kpi:CERT-01`, `city:yala`


def listed(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    key: str,
    opens: Opens | None = None,
    by: Narrowed = ("place",),
    of: int | None = None,
    whole: Callable[[], pl.DataFrame] | None = None,
    shown: int = SHOWN,
    prose: bool = False,
) -> None:
    """A list of `columns`, five at most: the first names the row; `shown` rows until all are asked.

    `alt` (a text key) names the list, `key` its download. `opens`: what a chosen row opens, the
    drawer or a page. `by`: the filters that narrow it, one of which is why it is empty; `of`: how
    many rows the record has, where they leave some out. `whole` reads the rows to take along, where
    they are more than those of `frame`. With `prose` a wide screen has lines too: names and
    sentences. Call it in a fragment.
    """
    reader = state.current()
    if frame.is_empty():
        tables.none_within(frame, by=by)
        return
    is_whole = bool(st.session_state.get(f"{key}_whole"))
    with st.container(gap="xsmall"):
        some = frame if is_whole else frame.head(shown)
        lines = _lines(some, columns, opens, left_out=frame.height - some.height)
        _head(frame.height, shown, key, is_whole=is_whole, of=of, take=whole or (lambda: frame))
        if prose:
            st.html(lines)
            return
        with st.container(key=f"wide_{key}"):
            _grid(frame, columns, reader.t(alt), key, opens, shown=some.height)
        with st.container(key=f"narrow_{key}"):
            st.html(lines)


def _head(
    count: int,
    shown: int,
    key: str,
    *,
    is_whole: bool,
    of: int | None,
    take: Callable[[], pl.DataFrame],
) -> None:
    """How many rows there are, the way to all of them, and what can be taken along."""
    reader = state.current()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"head_{key}"):
        some = of and of != count
        words = (
            reader.t("rows.of", shown=count, of=of) if some else reader.t("rows.all", count=count)
        )
        st.caption(words)
        if count > shown:
            st.button(
                reader.t("rows.fewer", count=shown)
                if is_whole
                else reader.t("rows.whole", count=count),
                key=f"{key}_turn",
                type="tertiary",
                on_click=st.session_state.update,
                args=({f"{key}_whole": not is_whole},),
            )
        tables.menu(take, key=key)


def _grid(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    alt: str,
    key: str,
    opens: Opens | None,
    *,
    shown: int,
) -> None:
    """The rows as a grid; what its columns sort by need not be what is written in them."""
    rows = frame.to_dicts()
    cells = {column.heading: _cells(column, rows) for column in columns}
    grid = pl.DataFrame({name: keys for name, (keys, _) in cells.items()}).to_pandas().style
    for name, (_, words) in cells.items():
        if words:
            grid = grid.format(words.get, subset=[name])

    def picked(name: str) -> str | None:
        if opens is None or name not in st.session_state:
            return None
        chosen = st.session_state[name].selection.rows
        return opens(rows[chosen[0]]) if chosen and chosen[0] < len(rows) else None

    name = picks.fresh(key, picked)
    st.dataframe(
        grid,
        hide_index=True,
        height=HEIGHT * (1 + shown) + 3,
        row_height=HEIGHT,
        column_config={column.heading: _config(column) for column in columns},
        key=name,
        alt=alt,
        selection_mode="single-row",
        on_select=partial(picks.taken, name, picked) if opens else "ignore",
    )


def _config(column: Column) -> ColumnConfig:
    if column.kind == "link":
        words = state.current().t("table.open")
        return st.column_config.LinkColumn(display_text=words, width="small")
    is_number = column.kind == "number"
    return st.column_config.Column(
        width="small" if column.unbroken or is_number else None,
        alignment="right" if is_number else "left",
    )


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
        keys.append(LEAST if number is None else number)
        words[keys[-1]] = text or ""
    return keys, words


def _lines(
    shown: pl.DataFrame, columns: Sequence[Column], opens: Opens | None, *, left_out: int
) -> str:
    """The rows as an HTML list: a name, what is said of it, and the way to all of it."""
    reader = state.current()
    first, *others = [column for column in columns if not column.wide]
    lines = []
    for row in shown.to_dicts():
        name = escape(_text(first, row)) or "–"
        if opens and (named := opens(row)):
            address = escape(picks.address(named, reader))
            name = f'<a href="{address}" target="_self">{name}</a>'
        told = [_fact(column, text) for column in others if (text := _text(column, row))]
        facts = " · ".join(told)
        lines.append(f"<li>{name}<br>{escape(facts)}</li>")
    more = f"<p>{escape(reader.t('rows.more', count=left_out))}</p>" if left_out else ""
    return f'<ul class="rows">{"".join(lines)}</ul>{more}'


def _fact(column: Column, text: str) -> str:
    """What a column says of a row: a bare number after its heading, all else by itself."""
    return f"{column.heading} {text}" if column.kind == "number" else text


def _text(column: Column, row: Row) -> str:
    cell = column.cell(row)
    return fmt.number(cell, 4, trim=True) if isinstance(cell, float) else cell or ""
