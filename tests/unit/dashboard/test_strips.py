"""Strips of provinces, and dots in tables: a mark each, words escaped, blanks as rings."""

from typing import cast

import altair as alt
import polars as pl

from dashboard.pages.cohorts import charts as batches
from dashboard.pages.profile import charts, panels
from dashboard.parts.tables import Row
from dashboard.reader.text import Lang
from dashboard.reader.theme import LIGHT

DOTS = pl.DataFrame(
    {
        "strip": [0, 0, 0, 1],
        "province_code": ["10", "11", "12", "12"],
        "share": [0.0, 0.5, 1.0, 0.3],
        "name": ["a", "b", "c", "c"],
        "shown": ["1", "2", "3", "4"],
    }
)
HEADS = pl.DataFrame(
    {
        "strip": [0, 1],
        "name": ["A", "B"],
        "said": ["3 · 1 of 3", "4"],
        "second": ["", ""],
        "short": ["", ""],
        "middle": [0.5, None],
        "middle_shown": ["2", ""],
    }
)


def test_another_province_changes_the_marks_and_heads_alone() -> None:
    one = charts.strips(DOTS, HEADS, {"11": "peer", "12": "own"}, LIGHT, median="")
    other = charts.strips(DOTS, HEADS, {"10": "own"}, LIGHT, median="")
    sets, changed = (cast("dict[str, list[Row]]", spec.pop("datasets")) for spec in (one, other))
    assert one == other
    assert [name for name, rows in sets.items() if rows != changed[name]] == ["marks"]
    looks = [(row["look"], row["name"]) for row in sets["marks"]]
    assert looks == [("peer", "b"), ("own", "c"), ("own", "c")]
    assert {row["y"] for row in sets["marks"]} <= {row["y"] for row in sets["dots"]}


def test_strips_are_what_the_library_can_draw() -> None:
    spec = charts.strips(DOTS, HEADS, {"12": "own"}, LIGHT, median="Median")
    alt.Chart.from_dict(spec, validate=True)
    assert spec["height"] == 2 * charts.STEP
    second = charts.strips(DOTS, HEADS.with_columns(second=pl.lit("◆ 2")), {}, LIGHT, median="")
    assert second["height"] == 2 * (charts.STEP + charts.MORE)


def test_provinces_that_are_alike_stand_with_links_and_escaped_reasons() -> None:
    one = charts.Alike("A", "", "this <one>", [0.0], ["1"])
    other = charts.Alike("B", "profile?province=10&lang=th", "same", [1.0], ["2"])
    table = charts.alike([one, other], ["People"], "of 2021")
    assert "this &lt;one&gt;" in table
    assert '<a href="profile?province=10&amp;lang=th" target="_self">B</a>' in table
    assert 'style="left:100.0%"' in table


def test_what_no_batch_states_is_a_ring_that_is_named() -> None:
    said = batches.Said("30 people", "undated", "?open=observation:OB1")
    table = batches.dots(
        [batches.Measure("People", "", [[said], []])],
        ["1", "2"],
        caption="",
        stated="stated",
        unsaid="no statement",
    )
    row = table.partition("<tbody>")[2]
    assert row.count('class="dot"') == row.count('class="dot none"') == 1
    assert 'role="img" aria-label="no statement"' in row
    line = batches.flow("1", [batches.Step([said], ""), batches.Step([], "plans: none")])
    assert line.count("<li>") == 2


def test_dots_that_are_kept_are_of_the_same_figures_and_language() -> None:
    """They are kept, for it takes long to word them."""
    figure: dict[str, object] = {
        "kind": "fact",
        "figure_id": "municipalities",
        "unit": "persons",
        "format": "",
    }
    figure |= {"qualifier": "=", "lower": None, "upper": None, "of": None, "middle": 2.0}
    places = [
        {"province_code": str(code), "name_th": "ก", "name_en": "A"} for code in range(10, 15)
    ]

    def dots(most: int, lang: Lang) -> pl.DataFrame:
        values = [float(value) for value in (1, 2, 3, 4, most)]
        rows = [
            {**figure, **place, "value": value} for place, value in zip(places, values, strict=True)
        ]
        return panels._dots(pl.DataFrame(rows), lang)

    assert dots(5, "en")["share"].to_list() == [0, 0.25, 0.5, 0.75, 1]
    assert dots(9, "en")["share"].to_list() == [0, 0.125, 0.25, 0.375, 1]
    assert dots(9, "th")["name"].unique().to_list() == ["ก"]
