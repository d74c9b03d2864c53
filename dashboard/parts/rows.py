"""Lists: the rows of a view, ten of them until all are asked for; a chosen row opens more of it.

On a wide screen a grid that sorts by what lies behind the words of a cell; on a phone and on paper
the same rows as a list, a name and then what else is said of it. All rows can be taken along.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from html import escape
from typing import NamedTuple
from unicodedata import category

import pandas as pd
import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.navigation import link
from dashboard.parts import picks, tables, take
from dashboard.parts.tables import Column, Narrowed, Row
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.once import once
from dashboard.reader.reader import Reader

SHOWN, FEW = 10, 4  # rows first shown; of a list that stands below pictures
HEIGHTS = {1: 35, 2: 61, 3: 61, 4: 80}  # of a row by its lines: below 61 the grid breaks no words
ROOM = 450  # pixels in which the rows that stand first have room
SINGLES = 2  # rows that are not left out alone
WIDE, DRAWER = 1115, 655  # pixels that the columns share: on a page at 1440, in the drawer
LATIN, THAI, PADDING, NARROWEST = 6.0, 7.2, 20, 80  # pixels: letters, around a cell, a column
SPARE = 5  # pixels of the padding that words may take
GROWS = 480  # pixels up to which the grid lets a column grow by itself
LONGEST = 8  # words of a column, by which its width is found
Columns = Callable[[pl.DataFrame, Reader], Sequence[Column]]  # of these rows, and nothing else
Opens = Callable[[Row], str | None]  # a row -> what it opens: `kpi:CERT-01`, `city:yala`
Cells = Callable[[Row, str], str | None]  # a row and a heading -> the code of that cell
pd.set_option("mode.string_storage", "python")  # the grid of a page takes a third of the time less
CELL = "cell"  # the choice of a page, in its link, that names a cell of a list


class _Worded(NamedTuple):
    """A list in words: of each column its cells, what it sorts by, its width; lines of a row."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    texts: Mapping[str, list[str]]
    keys: Mapping[str, Sequence[str | float]]
    widths: Mapping[str, int | None]
    lines: int


def listed(
    frame: pl.DataFrame,
    columns: Sequence[Column] | Columns,
    *,
    alt: str,
    key: str,
    opens: Opens | None = None,
    by: Narrowed = ("place",),
    of: int | None = None,
    whole: take.Rows | str | None = None,
    shown: int = SHOWN,
    prose: bool = False,
    within: int = WIDE,
    what: str = "",
    kpi: str = "",
    note: str = "",
    title: str = "",
    cells: Cells | None = None,
) -> None:
    """A list of `columns`, five at most: the first names the row; `shown` rows until all are asked.

    A function gives columns that word its rows alone: what they say is kept for all readers.
    `alt` (a text key) names the list, `key` its download. `opens`: what a chosen row opens, the
    drawer or a page. `by`: the filters that narrow it, one of which is why it is empty; `of`: how
    many rows the record has, where they leave some out. `whole` reads the rows to take along where
    they are more than those of `frame`, or names what the server streams; `what` (else `key`) and
    `kpi` are in the names of the files, `title` (else `alt`) is what they say they are. With
    `prose` a wide screen has lines too: names and sentences. `within`: pixels that the columns
    share. `note`: what is said of all its rows, after how many they are. With `cells` a cell is
    picked instead of a row: its code is the choice `CELL`. Call it in a fragment.
    """
    reader = state.current()
    if frame.is_empty():
        tables.none_within(frame, by=by)
        return
    is_whole = bool(st.session_state.get(whole_of(key)))
    if callable(columns):
        worded = _kept(frame, columns, within, reader)
    else:
        worded = _worded(frame, columns, within)
    shown = frame.height if frame.height <= shown + SINGLES else shown
    some = frame.height if is_whole else shown
    told = _lines(worded, opens, cells, shown=some)
    few = some if is_whole else min(some, ROOM // HEIGHTS[worded.lines])
    _head(frame.height, shown, key, is_whole=is_whole, of=of, note=note)
    take.opened(whole or (lambda: frame), key=key, title=title or reader.t(alt), what=what, kpi=kpi)
    if prose:
        st.html(told)
        return
    _grid(frame, worded, key, opens, cells, alt=reader.t(alt), shown=few)
    st.html(f'<div class="narrow">{told}</div>')


def whole_of(key: str) -> str:
    """The state that says whether a list is shown in full."""
    return f"{key}_whole"


def _head(count: int, shown: int, key: str, *, is_whole: bool, of: int | None, note: str) -> None:
    """How many rows there are, the way to take them along, and the way to all of them."""
    reader = state.current()
    all_rows = fmt.number(count)
    counted = (
        reader.t("rows.of", shown=all_rows, of=fmt.number(of))
        if of and of != count
        else reader.t("rows.all", count=all_rows)
    )
    told = " · ".join(filter(None, (counted, note)))
    if count <= shown:
        take.line(key, told)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"head_{key}"):
        take.line(key, told)
        st.button(
            reader.t("rows.fewer", count=shown) if is_whole else reader.t("rows.whole"),
            key=f"{key}_turn",
            type="tertiary",
            on_click=st.session_state.update,
            args=({whole_of(key): not is_whole},),
        )


def _worded(frame: pl.DataFrame, columns: Sequence[Column], within: int) -> _Worded:
    rows = frame.to_dicts()
    texts = {column.heading: [_text(column, row) for row in rows] for column in columns}
    keys = {column.heading: _keys(column, rows, texts[column.heading]) for column in columns}
    return _Worded(columns, rows, texts, keys, *_widths(columns, texts, within))


@once
def _kept(frame: pl.DataFrame, columns: Columns, within: int, reader: Reader) -> _Worded:
    return _worded(frame, columns(frame, reader), within)


def _grid(
    frame: pl.DataFrame,
    worded: _Worded,
    key: str,
    opens: Opens | None,
    cells: Cells | None,
    *,
    alt: str,
    shown: int,
) -> None:
    """The rows as a grid; what its columns sort by need not be what is written in them."""
    keys, height = worded.keys, HEIGHTS[worded.lines]
    grid = pd.DataFrame(keys).style.set_uuid(key)  # drawn again, it is the same grid
    for name, words in worded.texts.items():
        if keys[name] is not words:
            grid = grid.format(dict(zip(keys[name], words, strict=True)).get, subset=[name])

    # A session keeps what these name: the frame, of which there is one for all, and not its rows.
    def picked(name: str) -> str | None:
        if opens is None or not state.holds(name):
            return None
        chosen = st.session_state[name].selection.rows
        return (
            opens(frame.row(chosen[0], named=True)) if chosen and chosen[0] < len(frame) else None
        )

    def taken(name: str) -> None:
        if cells is None:
            picks.taken(name, picked)
        elif state.holds(name) and (chosen := st.session_state[name].selection.cells):
            place, heading = chosen[0]
            if place < len(frame) and (code := cells(frame.row(place, named=True), heading)):
                st.session_state[CELL] = code
                state.chose(CELL)

    name = f"{key}_cells" if cells else picks.fresh(key, picked)
    st.dataframe(
        grid,
        hide_index=True,
        height=HEIGHTS[1] + height * shown + 3,
        row_height=height,
        column_config={
            column.heading: _config(column, worded.widths[column.heading])
            for column in worded.columns
        },
        key=name,
        alt=alt,
        selection_mode="single-cell" if cells else "single-row",
        on_select=partial(taken, name) if opens or cells else "ignore",
    )


def _config(column: Column, width: int | None) -> ColumnConfig:
    if column.kind == "link":
        words = state.current().t("table.open")
        return st.column_config.LinkColumn(display_text=words, width="small")
    return st.column_config.Column(
        width=width, alignment="right" if column.kind == "number" else "left"
    )


def _widths(
    columns: Sequence[Column], texts: Mapping[str, Sequence[str]], within: int
) -> tuple[dict[str, int | None], int]:
    """How wide each column is, and in how many lines all words fit then: the fewest, four at most.

    Figures and days have one line; the rest share what is left. None lets a column grow.
    """
    rigid = {column.heading for column in columns if column.unbroken or column.kind == "number"}
    widths: dict[str, int | None] = {
        name: round(_narrowest(name, texts[name], 1)) for name in rigid
    }
    room = within - sum(filter(None, widths.values()))
    for lines in HEIGHTS:
        needed = {name: _narrowest(name, texts[name], lines) for name in texts if name not in rigid}
        if sum(needed.values()) <= room + SPARE * len(needed):
            break
    if not needed or (lines == 1 and max(needed.values()) <= GROWS):
        return widths | dict.fromkeys(needed), 1
    spare = (room - sum(needed.values())) / len(needed)
    return widths | {name: int(max(NARROWEST, needed[name] + spare)) for name in needed}, lines


def _narrowest(name: str, words: Sequence[str], lines: int) -> float:
    """How narrow a column may be whose words have so many lines each, its name one."""
    long = sorted(words, key=_length)[-LONGEST:]
    width = max((_length(one) for one in long), default=0) / lines
    while any(_broken(one, width) > lines for one in long):
        width *= 1.05
    return PADDING + max(_length(name), width)


def _broken(words: str, room: float) -> int:
    """Into how many lines the grid breaks words: at blanks, and within what is longer than one."""
    lines, used = 1, 0.0
    for word in words.split():
        long = _length(word) + (LATIN if used else 0)
        if used and used + long > room:
            lines, used = lines + 1, 0.0
        lines += int((used + long) // (room + 1))
        used = (used + long) % (room + 1)
    return lines


@lru_cache(10_000)  # the same cells are asked about for each number of lines, and at each run
def _length(words: str) -> float:
    """How long words are, in pixels: Thai vowels and tones stand above and below other letters."""
    wide = {True: LATIN, False: THAI}
    return sum(wide[letter.isascii()] for letter in words if category(letter) != "Mn")


def _keys(column: Column, rows: Sequence[Row], texts: list[str]) -> Sequence[str | float]:
    """What a column sorts by: numbers of which each has its own words, or the words themselves.

    What has no number comes before all that have.
    """
    if column.sort is None:
        return texts
    found = [column.sort(row) for row in rows]
    numbers = [float(key.toordinal()) if isinstance(key, date) else key for key in found]
    none = min((key for key in numbers if key is not None), default=0.0) - 1
    keys: list[float] = []
    words: dict[float, str] = {}
    for number, text in zip(numbers, texts, strict=True):
        key = none if number is None else number
        while words.setdefault(key, text) != text:  # as large, in other words
            key = math.nextafter(key, math.inf)
        keys.append(key)
    return keys


def _lines(worded: _Worded, opens: Opens | None, cells: Cells | None, *, shown: int) -> str:
    """The first rows as an HTML list: a name, what is said of it, and the way to all of it."""
    reader = state.current()
    first, *others = [column for column in worded.columns if not column.wide]
    left_out = len(worded.rows) - shown
    lines = []
    for place, row in enumerate(worded.rows[:shown]):
        name = escape(worded.texts[first.heading][place]) or "–"
        if opens and (named := opens(row)):
            address = escape(picks.address(named))
            name = f'<a href="{address}" target="_self">{name}</a>'
        facts = " · ".join(
            _linked(escape(_fact(column, text)), cells and cells(row, column.heading))
            for column in others
            if (text := worded.texts[column.heading][place]).strip("–")
        )
        lines.append(f"<li><span>{name}</span> <span>{facts}</span></li>")
    more = f"<p>{escape(reader.t('rows.more', count=fmt.number(left_out)))}</p>" if left_out else ""
    return f'<ul class="rows">{"".join(lines)}</ul>{more}'


def _linked(words: str, cell: str | None) -> str:
    """Words, as HTML, as a link to this page with that cell picked."""
    if not cell:
        return words
    return f'<a href="{escape(link(None, **{CELL: cell}))}" target="_self">{words}</a>'


def _text(column: Column, row: Row) -> str:
    cell = column.cell(row)
    return fmt.number(cell, 4, trim=True) if isinstance(cell, float) else cell or ""


def _fact(column: Column, text: str) -> str:
    """What a column says of a row; a bare number, or one of a unit in the heading, after it."""
    is_bare = column.kind == "number" or column.heading.endswith(")")
    whole = text.replace(" ", "\u00a0") if column.unbroken else text
    return f"{column.heading} {whole}" if is_bare else whole
