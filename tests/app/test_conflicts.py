"""What disagrees: one drawing and one list on the page of data quality, each told in the drawer."""

import re

import polars as pl

from tests.app.conftest import Opening


def test_every_open_conflict_is_an_interval_and_a_row_of_the_list(opening: Opening) -> None:
    page = opening("health", view="conflicts", lang="en")
    (chart,) = [
        chart for chart in page.app.get("vega_lite_chart") if "16 provinces" in chart.proto.alt
    ]
    dots = pl.read_ipc_stream(chart.proto.datasets[0].data.data).to_dicts()
    assert len({dot["conflict_id"] for dot in dots}) == 10
    assert len(dots) == 27
    assert [
        (dot["label"], round(dot["offset"], 2)) for dot in dots if "cities" in dot["shown"]
    ] == [
        *[("30 cities", -9.09), ("36 cities", 9.09)],
    ]
    (rows,) = opening("health", view="conflicts", lang="en", **{"as": "table"}).listings
    fell = page.t("conflict_kind.cumulative_fall")
    assert rows[:2] == [
        ["Provinces with a certified smart city", fell, "16 / 25 provinces", "3"],
        ["Certified smart cities", fell, "30 / 36 cities", "2"],
    ]
    how = [row[1] for row in rows]
    assert how.count(page.t("disagreement.real")) == 1
    assert how.count(page.t("disagreement.rounding")) == 7


def test_the_drawer_tells_why_figures_disagree_and_all_sides_with_documents(
    opening: Opening,
) -> None:
    code = "conflict:fall:certified_cities:national:TH:announced:TH"
    page = opening("programme", lang="en", open=code)
    (told,) = [text.value for text in page.app.markdown if "**36 cities**" in text.value]
    assert told.startswith("**Certified smart cities**")
    assert page.t("conflict_why.cumulative_fall") in told
    sides = [line for line in told.splitlines() if line.startswith("- ")]
    assert sides[0].startswith("- **36 cities** · Jul 2023 · [")
    assert "nationthailand.com" in sides[0]
    assert sides[1].startswith("- **30 cities** · 23 Apr 2024 · [")
    assert "posttoday.com" in sides[1]


def test_a_conflict_of_amounts_is_named_in_the_language_of_the_page(opening: Opening) -> None:
    page = opening("health", view="conflicts", lang="th", **{"as": "table"})
    titles = [row[0] for rows in page.listings for row in rows if len(row) == 4]
    assert "วัน แบงค็อก · ตามแผน" in titles
    assert len(set(titles)) == 10
    assert not any(re.search(r"[A-Za-z]{3}", title) for title in titles)


def test_no_conflict_is_made_of_what_agrees(opening: Opening) -> None:
    page = opening("health", view="conflicts", lang="en", **{"as": "table"})
    figures = [row[2] for rows in page.listings for row in rows if len(row) == 4]
    assert len(figures) == 10
    assert not [figure for figure in figures if re.search(r"\b(126|446|150|37)\b(?!,)", figure)]
