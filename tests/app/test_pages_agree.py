"""Every page opens on three days, and what two pages say of one figure is the same."""

import re

import pytest

from dashboard.navigation import PAGES
from tests.app.conftest import Opened, Opening, displayed
from tests.cases import some

# the day of the first agreement; the day before the count of 37; a day after the target's year
DAYS = [{"known": "2020-07-02"}, {"known": "2025-08-26"}, {"today": "2028-01-01"}]
NEGATIVE = re.compile(r"^[-−]\d+(?: |$)")  # a count of things, not a change


def figures(page: Opened) -> dict[str, str]:
    """Each KPI of the page's list -> its figure."""
    heading = page.t("tile.noted")
    return {
        str(row[0]): str(row[1])
        for frame in page.app.dataframe
        if heading in frame.value.columns
        for row in displayed(frame)
    }


def contradictions(opened: dict[str, Opened]) -> list[str]:
    """Tiles of one label with two figures; counts below none."""
    told: dict[str, tuple[str, str]] = {}
    found = []
    for name, page in opened.items():
        for label, figure in figures(page).items():
            first = told.setdefault(label, (figure, name))
            if first[0] != figure:
                found.append(f"{label}: {first[0]} ({first[1]}), {figure} ({name})")
    cells = (
        (name, cell)
        for name, page in opened.items()
        if name != "health"  # days to the next edition: below none, it is late
        for table in page.tables + page.listings
        for row in table
        for cell in row
    )
    return found + [f"{name}: {cell}" for name, cell in cells if NEGATIVE.match(cell)]


@pytest.mark.parametrize("day", some(DAYS, every=3))
def test_pages_of_a_day_agree(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, day: dict[str, str]
) -> None:
    query = dict(day)
    if "today" in query:
        monkeypatch.setenv("SMARTCITY_TODAY", query.pop("today"))
    views = {
        name: {"view": "kpis"}
        for name in ("overview", "programme", "cohorts", "investment", "solutions")
    }
    opened = {name: opening(name, **query, **views.get(name, {})) for name in PAGES}
    assert contradictions(opened) == []


def test_pages_of_two_days_do_not_agree(opening: Opening) -> None:
    opened = {
        "overview": opening("overview", view="kpis", known="2025-08-26"),
        "programme": opening("programme", view="kpis"),
    }
    assert any("เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์" in told for told in contradictions(opened))
