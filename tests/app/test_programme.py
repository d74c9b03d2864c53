"""The programme page: steps, reconciliation, plans, events, and what filters do to them."""

import pytest

from dashboard.text import Lang
from tests.app.conftest import Opening


def test_the_pipeline_counts_each_national_plan_once(opening: Opening) -> None:
    page = opening("programme", era="be")
    steps = page.listings[0]
    assert [row[0] for row in steps][:2] == ["ยื่นแผน", "ประกาศเขตส่งเสริม"]
    assert sum(int(row[1]) for row in steps) == 44
    assert page.row("ต่ออายุตราสัญลักษณ์")[1:] == ["5", "5", "27 ส.ค. 2568", "27 ส.ค. 2568"]
    assert page.row("เพิกถอนตราสัญลักษณ์")[1:] == ["0", "0", "–", "–"]


def test_the_published_count_is_taken_apart_so_that_rows_add_up(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    (apart,) = [
        table for table in page.tables if table[-1][0] == page.t("programme_part.published")
    ]
    *named, not_named, published = apart
    assert not_named[:2] == ["not named in public documents", "7"]
    assert published[1] == "37"
    assert sum(int(row[1]) for row in named) == 30
    assert len(named) == 19
    assert page.row("28 Aug 2025", "37 cities")[2:4] == ["30", "7"]
    assert page.row("28 Aug 2025", "16 provinces")[3] == "-3"
    assert page.row("31 Oct 2019")[1] == "27 areas"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_plan_has_its_documents(opening: Opening, lang: Lang) -> None:
    page = opening("programme", lang=lang)
    (plans,) = [table for table in page.tables if len(table) == 44]
    assert all(row[4] for row in plans)
    assert any("](https://" in row[4] for row in plans)
    assert len(page.app.dataframe[2].value) == 204


def test_plans_outside_the_programme_stand_apart(opening: Opening) -> None:
    page = opening("programme")
    assert len(page.app.dataframe[3].value) == 41
    assert page.captions.count(page.t("table.all", of=41)) == 1


def test_a_province_narrows_lists_and_says_so(opening: Opening) -> None:
    page = opening("programme", province="83")
    assert page.t("layout.located_province", shown=2, of=44) in page.captions
    assert page.t("layout.located_province", shown=1, of=41) in page.captions
    assert len([row for row in page.listings[0] if row[1] != "0"]) == 2
    assert sum(int(row[2]) for row in page.listings[0]) == 44  # the country beside it
    assert page.row("28 ส.ค. 2568", "37 เมือง")  # national figures stay


def test_a_province_without_plans_says_why(opening: Opening) -> None:
    page = opening("programme", province="38", lang="en")
    assert [info.value for info in page.app.info] == [page.t("state.empty_area")] * 3


def test_a_period_narrows_what_is_dated(opening: Opening) -> None:
    page = opening("programme", **{"from": "2023", "to": "2023"})
    assert page.t("table.of_period", shown=53, of=204) in page.captions
    assert len(page.app.dataframe[2].value) == 53
    assert sum(int(row[1]) for row in page.listings[0]) == 44
