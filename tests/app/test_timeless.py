"""A panel that a period does not change says so, with the reason; without a period none does."""

import pytest

from tests.app.conftest import Opening

PERIOD = {"from": "2023", "to": "2023"}


@pytest.mark.parametrize(
    ("page", "marks"),
    [
        ("overview", 3),  # the verdict, the race, changes
        ("cohorts", 9),  # eight of batches, what is not divided
        ("investment", 2),  # conflicts, what is not divided
    ],
)
def test_each_panel_without_a_period_is_marked_while_one_is_on(
    opening: Opening, page: str, marks: int
) -> None:
    mark = opening(page).t("layout.timeless")
    said = [text.value for text in opening(page, **PERIOD).app.markdown if mark in text.value]
    assert len(said) == marks
    assert not [text.value for text in opening(page).app.markdown if mark in text.value]
