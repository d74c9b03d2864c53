"""A panel that a period does not change says so, with the reason; without a period none does."""

import pytest

from tests.app.conftest import Opening
from tests.app.test_overview import tiles

PERIOD = {"from": "2023", "to": "2023"}


@pytest.mark.parametrize(
    ("page", "marks"),
    [
        ("overview", 3),  # the verdict, the race, changes
        ("investment", 1),  # the finding, of ratios that are of no period
        ("cohorts", 4),  # the flow, the two batches, the reach, the ratios
    ],
)
def test_each_panel_without_a_period_is_marked_while_one_is_on(
    opening: Opening, page: str, marks: int
) -> None:
    mark = opening(page).t("layout.timeless")
    said = [text.value for text in opening(page, **PERIOD).app.markdown if mark in text.value]
    assert len(said) == marks
    assert not [text.value for text in opening(page).app.markdown if mark in text.value]


def test_the_tile_worked_out_for_today_says_that_a_period_does_not_change_it(
    opening: Opening,
) -> None:
    mark = opening("overview").t("layout.timeless")
    told = tiles(opening("overview", view="kpis", **PERIOD))
    (pace,) = [label for label, words in told.items() if mark in words]
    assert pace == "จำนวนเมืองที่ต้องเพิ่มต่อเดือนเพื่อให้ถึงเป้าหมาย"
    assert not [
        words for words in tiles(opening("overview", view="kpis")).values() if mark in words
    ]
