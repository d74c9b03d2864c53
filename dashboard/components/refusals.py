"""Ratios that are not computed, each with the sentence that says why."""

from dataclasses import replace

from dashboard.components import layout, tables
from dashboard.data import Page


def draw(page: Page, name: str) -> None:
    """The panel `<name>.refused` over the rows of the query `refused`."""
    column = tables.Columns.of(page.filters)
    numerator = column.measured(
        "refused.numerator", "numerator", "numerator_qualifier", unit="numerator_unit"
    )
    denominator = column.measured(
        "refused.denominator", "denominator", "denominator_qualifier", unit="denominator_unit"
    )
    with layout.section(f"{name}.refused", national=True, note=f"{name}.refused_note"):
        tables.small(
            page.refused,
            [
                replace(numerator, unbroken=False),  # so that it fits a phone: nothing in it takes
                replace(denominator, unbroken=False),  # the keyboard's focus, so it must not scroll
                column.named("refused.reason", "reason"),
            ],
            alt=f"{name}.refused",
            by=(),
        )
