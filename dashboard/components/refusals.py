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
                column.measured(
                    "refused.numerator", "numerator", "numerator_qualifier", unit="numerator_unit"
                ),
                column.measured(
                    "refused.denominator",
                    "denominator",
                    "denominator_qualifier",
                    unit="denominator_unit",
                ),
                column.named("refused.reason", "reason"),
            ],
            alt=f"{name}.refused",
            by=(),
        )
