"""A drawing is made once for the same rows and words, and anew where one of them differs."""

import altair as alt
import polars as pl
import pytest

from dashboard.parts import layout

ROWS = pl.DataFrame({"name": ["ก", "ข"], "parts": [[{"value": 1.5}], []]})
times: list[str] = []


def bars(rows: pl.DataFrame, *, title: str) -> alt.Chart:
    """A drawing that notes that it is made."""
    times.append(title)
    values = [float(len(parts)) for parts in rows["parts"]]
    frame = rows.select("name", pl.Series("value", values))
    chart: alt.Chart = alt.Chart(frame, title=title).mark_bar().encode(x="value:Q", y="name:N")
    return chart


@pytest.fixture(autouse=True)
def new() -> None:
    times.clear()
    layout._made.clear()


def test_the_same_rows_and_words_are_drawn_once() -> None:
    specs = [layout.drawn(bars, ROWS.clone(), title="".join(["ช", "ื่อ"])) for _ in range(3)]
    assert specs == [layout.specification(bars(ROWS, title="ชื่อ"))] * 3
    assert times == ["ชื่อ"] * 2


def test_who_changes_a_drawing_changes_their_own() -> None:
    layout.drawn(bars, ROWS, title="a").clear()
    assert layout.drawn(bars, ROWS, title="a")


def test_other_rows_or_words_are_drawn_anew() -> None:
    first = layout.drawn(bars, ROWS, title="a")
    assert layout.drawn(bars, ROWS.head(1), title="a") != first
    assert layout.drawn(bars, ROWS, title="b") != first
    assert times == ["a", "a", "b"]


def test_rows_are_sent_without_what_a_data_frame_would_add() -> None:
    spec = layout.drawn(bars, ROWS, title="ชื่อ")
    (sent,) = layout.sent(spec)["datasets"].values()  # type: ignore[attr-defined]
    (own,) = spec["datasets"].values()  # type: ignore[attr-defined]
    assert sent.to_pylist() == own == [{"name": "ก", "value": 1.0}, {"name": "ข", "value": 0.0}]
    assert sent.schema.metadata is None
