"""The drawings of the programme page and of a city, from frames made by hand."""

from datetime import date
from typing import Any

import altair as alt
import polars as pl
import pytest

from dashboard.pages.city import charts as city
from dashboard.pages.programme import charts
from dashboard.reader.theme import LIGHT

TODAY = date(2026, 11, 29)


def layers(drawing: alt.LayerChart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawing.to_dict()["layer"]
    return found


def test_the_ladder_is_a_list_in_which_words_stay_words() -> None:
    rungs = [charts.Rung("<b>zone</b>", 21, ("announced: > 100",)), charts.Rung("approved", 0, ())]
    drawn = charts.ladder(rungs, 'Plans "by" step')
    assert drawn.count("<li") == 2
    assert '<li class="none"><b>0</b><div><strong>approved</strong></div></li>' in drawn
    assert "<strong>&lt;b&gt;zone&lt;/b&gt;</strong><span>announced: &gt; 100</span>" in drawn
    assert 'aria-label="Plans &quot;by&quot; step"' in drawn


@pytest.fixture
def held() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "began_on": [date(2021, 5, 24), date(2025, 8, 27)],
            "ends_on": [date(2023, 5, 23), date(2027, 8, 26)],
            "is_stated": [False, True],
            "logos": [2, 6],
            "label": ["2 cities", "6 cities"],
            "left": ["past", "to come"],
            "names": ["a, b", "c"],
        }
    )


def test_the_words_of_a_term_that_ends_late_stand_before_its_bar(held: pl.DataFrame) -> None:
    drawing = charts.terms(held, LIGHT, today=TODAY, today_words="today", year_shift=543)
    drawn = layers(drawing)
    texts = [layer for layer in drawn if layer["mark"]["type"] == "text"]
    sides = {(layer["mark"]["align"], layer["encoding"]["x"]["field"]) for layer in texts[:2]}
    assert sides == {("left", "ends_on"), ("right", "began_on")}
    (bars,) = [layer for layer in drawn if layer["mark"]["type"] == "bar"]
    assert bars["encoding"]["x2"]["field"] == "ends_on"
    assert "543" in bars["encoding"]["x"]["axis"]["labelExpr"]
    assert bars["encoding"]["strokeDash"]["condition"] == {
        "test": "datum.is_stated",
        "value": [1, 0],
    }


def test_what_is_named_lies_in_what_is_announced() -> None:
    frame = pl.DataFrame(
        {"category": ["2024"], "published": [30.0], "named": [36.0], "shown": ["30 · 36"]}
    )
    announced, named, words = layers(charts.named(frame, LIGHT))
    assert announced["encoding"]["x"]["field"] == "published"
    assert named["encoding"]["x"]["field"] == "named"
    assert named["mark"]["height"] < announced["mark"]["height"]
    assert words["transform"] == [{"calculate": "max(datum.published, datum.named)", "as": "end"}]


def test_a_secondary_document_is_a_ring_and_a_plan_without_a_logo_has_no_term() -> None:
    events = pl.DataFrame(
        {"day": [TODAY], "step": ["zone"], "shown": ["zone"], "is_secondary": [True]}
    )
    kinds = {"day": pl.Date, "until": pl.Date, "step": pl.String, "shown": pl.String}
    term = pl.DataFrame(schema={**kinds, "is_stated": pl.Boolean})
    drawing = city.steps(
        events, term, ["zone"], LIGHT, today=TODAY, today_words="today", year_shift=0
    )
    marks = [layer["mark"]["type"] for layer in layers(drawing)]
    assert marks == ["rule", "point", "text"]
    fill = layers(drawing)[1]["encoding"]["fill"]
    assert fill["condition"] == {"test": "datum.is_secondary", "value": LIGHT.surface}
