"""A cell of a table, or a total, is the sum of its rows, or the ratio of their sums.

Whatever is counted, by whatever rows and columns, with whatever filter.
"""

from dataclasses import replace
from typing import get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.reader.filters import Sources
from dashboard.reader.reader import Reader
from dashboard.warehouse import pivot
from dashboard.warehouse.data import read_page
from tests.property.conftest import EXAMPLES

SUBJECTS = {  # subject -> how it may be added
    "amounts": ("sum", "count"),
    "events": ("count",),
    "records": ("count",),
    "certified_cities": ("sum",),
    "promotion_zones": ("sum",),
    "province_coverage": ("ratio",),
    "zone_certified_conversion": ("ratio",),
}
CHECKED = 4  # cells of a table whose rows are read
READER = Reader(lang="en")


@st.composite
def tables(draw: st.DrawFn) -> pivot.Asked:
    """A table of any subject, by any two dimensions, with or without a filter."""
    subject = draw(st.sampled_from(sorted(SUBJECTS)))
    adds = draw(st.sampled_from(SUBJECTS[subject]))
    rows, columns, filtered = draw(st.permutations(pivot.DIMENSIONS))[:3]
    columns = draw(st.sampled_from([columns, pivot.NOTHING]))
    codes = pivot.codes(READER, subject).filter(dimension=filtered)["code"].to_list()
    only = draw(st.lists(st.sampled_from(sorted(codes)), max_size=2, unique=True))
    scale = 100 if adds == "ratio" else 1
    return pivot.Asked(subject, adds, scale, rows, columns, [(filtered, code) for code in only])


def given_by(rows: pl.DataFrame, asked: pivot.Asked) -> float | None:
    """What the rows of a cell come to."""
    if asked.adds == "count":
        return float(rows.height)
    above, below = (rows[name].drop_nulls() for name in ("above", "below"))
    if asked.adds == "sum":
        return float(above.sum()) if above.len() else None
    return asked.scale * float(above.sum()) / float(below.sum()) if below.sum() else None


@pytest.mark.usefixtures("warehouse")
@settings(max_examples=EXAMPLES // 4)
@given(tables())
def test_a_cell_is_the_sum_of_its_rows(asked: pivot.Asked) -> None:
    cells = pivot.cells(READER, asked)
    assert cells.height <= pivot.CELLS + 1
    totals = cells.filter(pl.col("is_total_row") | pl.col("is_total_column"))
    others = cells.filter(~pl.col("is_total_row") & ~pl.col("is_total_column"))
    for cell in [*others.head(CHECKED).to_dicts(), *totals.tail(CHECKED).to_dicts()]:
        code = [
            None if cell[f"is_total_{name}"] else str(cell[f"{name}_code"])
            for name in ("row", "column")
        ]
        rows = pivot.rows(READER, asked, *code)
        if rows.height > pivot.ROWS:
            continue
        assert rows.height == cell["records"]
        assert given_by(rows, asked) == pytest.approx(cell["value"]), code


def test_no_words_of_a_reader_come_into_the_query() -> None:
    asked = pivot.Asked("amounts", "sum", 1, "stage", "year", [("stage", "x') or true --")])
    assert "or true" not in asked.text("cells")
    assert asked.values()["only_a"] == "x') or true --"
    for wrong in ("stage) from meta.build --", "above", ""):
        with pytest.raises(KeyError):
            pivot.Asked("amounts", "sum", 1, wrong, "year").text("cells")
        with pytest.raises(KeyError):
            pivot.Asked("amounts", "sum", 1, "stage", "year", [(wrong, "a")]).text("cells")


YEARS = st.sampled_from([None, *range(2019, 2027)])
FIRST_SET = {  # a KPI -> the figure of Compare that its table counts
    "certified_cities": "certified_cities:plan_set:named:announced",
    "promotion_zones": "promotion_zones:plan_set:named:announced",
}


@pytest.mark.usefixtures("warehouse")
@settings(max_examples=EXAMPLES // 8)
@given(YEARS, st.sampled_from(get_args(Sources)))
def test_a_table_of_a_kpi_has_the_figures_that_other_pages_have(
    until: int | None, sources: Sources
) -> None:
    """By province, also in a period: the state on its last day."""
    reader = replace(READER, sources=sources, to_year=until)
    for kpi, figure in FIRST_SET.items():
        segment = figure.removeprefix(f"{kpi}:").rpartition(":")[0]
        asked = pivot.Asked(kpi, "sum", 1, "province_code", pivot.NOTHING, [("segment", segment)])
        cells = pivot.cells(reader, asked).filter(~pl.col("is_total_row"), "is_total_column")
        held = dict(cells.select("row_code", "value").iter_rows())
        shown = read_page("explore", reader, among="province", figures=figure).figures
        told = dict(shown.drop_nulls("value").select("place_code", "value").iter_rows())
        assert {code: held.get(code, 0.0) for code in told} == told
        assert told or (until and until < 2022)
