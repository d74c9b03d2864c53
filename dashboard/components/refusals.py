"""Ratios that are not computed, each with the sentence that says why."""

from dashboard.components import layout, tables
from dashboard.data import Page


def draw(page: Page, name: str) -> None:
    """The panel `<name>.refused` over the rows of the query `refused`."""
    column = tables.Columns.of(page.filters)
    with layout.section(f"{name}.refused", national=True, note=f"{name}.refused_note"):
        tables.small(
            page.refused,
            [
                column.figure("refused.numerator", lambda row: str(row["numerator"])),
                column.figure("refused.denominator", lambda row: str(row["denominator"])),
                column.named("refused.reason", "reason"),
            ],
            alt=f"{name}.refused",
            by=(),
        )
