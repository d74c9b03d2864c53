"""Ratios that are not computed, each with the sentence that says why."""

from dashboard import text
from dashboard.components import layout, tables
from dashboard.data import Page

PARTS = ("qualifier", "unit", "as_of", "as_of_precision", "documents")


def draw(page: Page, name: str) -> None:
    """The panel `<name>.refused` over the rows of the query `refused`, to download too."""
    column = tables.Columns.of(page.filters)
    with layout.section(f"{name}.refused", national=True, note=f"{name}.refused_note"):
        tables.small(
            page.refused,
            [
                column.text("definitions.code", "code"),
                column.marked("refused.numerator", lambda row: _stated(row, "numerator", column)),
                column.marked(
                    "refused.denominator", lambda row: _stated(row, "denominator", column)
                ),
                column.made("refused.ratio", lambda row: sentence(row, column.lang)),
            ],
            alt=f"{name}.refused",
            by=(),
        )
        tables.download(page.refused, key="refused_ratios")


def sentence(row: tables.Row, lang: text.Lang) -> str:
    """What stands in place of a ratio that is not computed: that it is not, and why."""
    return text.t("refused.not_computed", lang, reason=row[f"reason_{lang}"])


def _stated(row: tables.Row, part: str, column: tables.Columns) -> str:
    """One part of the ratio as its documents state it: figure, date, documents."""
    side = {name: row[f"{part}_{name}"] for name in PARTS} | {"value": row[part]}
    figure = column.measured("table.value", "value", "qualifier").cell(side)
    when = column.when("table.as_of", "as_of", "as_of_precision").cell(side)
    return f"{tables.plain(str(figure))} ({when}) {tables.sources(side, column.lang)}"
