"""Bars of few rows as an HTML table: how many of how many, read by screen readers row by row."""

from collections.abc import Iterable
from html import escape

Row = tuple[str, int, int]  # a name, how many there are, and of how many


def table(rows: Iterable[Row], caption: str) -> str:
    """The table, in the rows' order; the longest bar is of the largest whole."""
    listed = list(rows)
    widest = max((of for _, _, of in listed), default=1)
    cell = "padding:2px 0;font-size:13px;line-height:20px"
    lines = "".join(
        f'<tr><th scope="row" style="{cell};font-weight:400;text-align:left;padding-right:8px;'
        f'white-space:nowrap">{escape(name)}</th><td style="{cell};width:100%;white-space:nowrap">'
        f'<span style="display:inline-block;height:6px;width:{0.7 * of / widest:.0%};'
        f'background:var(--lowest-class);border-radius:3px;vertical-align:middle">'
        f'<span style="display:block;height:6px;width:{held / of:.0%};'
        f'background:var(--accent);border-radius:3px"></span></span> {held}/{of}</td></tr>'
        for name, held, of in listed
    )
    head = f'<caption style="text-align:left;font-size:13px;color:var(--muted)">{escape(caption)}'
    return f'<table style="width:100%;border-collapse:collapse">{head}</caption>{lines}</table>'
