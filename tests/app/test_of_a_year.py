"""What is known by its year alone is in no fiscal year; a list says how many rows that are."""

import pytest

from tests.app.conftest import Opening

YEAR = {"from": "2023", "to": "2023"}


@pytest.mark.parametrize(
    ("name", "count"), [("investment", 18), ("programme", 9), ("solutions", 2)]
)
def test_rows_of_a_year_alone_are_counted(opening: Opening, name: str, count: int) -> None:
    view = {"view": "events"} if name in {"programme", "solutions"} else {}
    page = opening(name, year="fiscal", **YEAR, **view)
    told = page.t("table.of_a_year", count=count)
    assert any(caption.endswith(told) for caption in page.captions)
    page = opening(name, year="calendar", **YEAR, **view)
    assert not any(told in caption for caption in page.captions)
