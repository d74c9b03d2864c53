"""Bars of few rows as an HTML table: how many of how many, read by screen readers row by row."""

from collections.abc import Iterable, Sequence
from html import escape

from dashboard.parts.pictures import Line, Table

Row = tuple[str, int, int]  # a name, how many there are, and of how many
LONGEST = 0.7  # of its column is the longest bar


def table(rows: Sequence[Row], caption: str) -> str:
    """The table, in the rows' order; the longest bar is of the largest whole."""
    widest = _widest(rows)
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        f'<td><span style="width:{LONGEST * of / widest:.0%}">'
        f'<span style="width:{held / of:.0%}"></span></span> {held}/{of}</td></tr>'
        for name, held, of in rows
    )
    return f'<table class="bars"><caption>{escape(caption)}</caption>{lines}</table>'


def drawn(rows: Sequence[Row], caption: str) -> Table:
    """The same bars as a drawing to take along."""
    longest = LONGEST / _widest(rows)
    return Table(
        [
            [[Line(name)], [Line(f"{held}/{of}", bar=(longest * of, longest * held))]]
            for name, held, of in rows
        ],
        shares=(0.35, 0.65),
        heads=("", caption),
    )


def _widest(rows: Iterable[Row]) -> int:
    return max((of for _, _, of in rows), default=1)
