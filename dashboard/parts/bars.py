"""Bars of few rows as an HTML table: how many of how many, read by screen readers row by row."""

from collections.abc import Iterable
from html import escape

Row = tuple[str, int, int]  # a name, how many there are, and of how many


def table(rows: Iterable[Row], caption: str) -> str:
    """The table, in the rows' order; the longest bar is of the largest whole."""
    listed = list(rows)
    widest = max((of for _, _, of in listed), default=1)
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td><span style="width:{0.7 * of / widest:.0%}">'
        f'<span style="width:{held / of:.0%}"></span></span> {held}/{of}</td></tr>'
        for name, held, of in listed
    )
    return f'<table class="bars"><caption>{escape(caption)}</caption>{lines}</table>'
