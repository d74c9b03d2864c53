"""The province profile: chooser, facts, ranks with ties, peers and why, lists, what is missing."""

import pytest

from dashboard.text import LANGS, Lang
from tests.app.conftest import Opened, Opening


def chosen(page: Opened) -> str:
    (name,) = [header.value for header in page.app.header]
    return str(name)


def headings(page: Opened) -> list[str]:
    return [heading.value for heading in page.app.subheader]


def panel(page: Opened, first: str, width: int) -> list[list[str]]:
    """The one table of this width that opens with this cell."""
    (found,) = [rows for rows in page.tables if rows[0][0] == first and len(rows[0]) == width]
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_province_all_77_are_on_offer(opening: Opening, lang: Lang) -> None:
    page = opening("profile", lang=lang)
    assert sum(len(pills.options) for pills in page.app.pills) == 77
    assert page.t("profile.choose") in headings(page)
    assert not page.app.table


def test_a_region_narrows_the_chooser(opening: Opening) -> None:
    page = opening("profile", region="southern_border", lang="en")
    (pills,) = page.app.pills
    assert sorted(pills.options) == ["Narathiwat", "Pattani", "Yala"]


def test_a_press_opens_the_profile_and_the_way_back_the_chooser(opening: Opening) -> None:
    page = opening("profile", lang="en", region="north")
    page.app.pills[0].select("50").run()
    assert chosen(page) == "Chiang Mai"
    assert page.app.query_params["province"] == "50"
    (back,) = [button for button in page.app.button if button.label == "Another province"]
    back.click().run()
    assert page.app.query_params["province"] == "all"
    assert page.app.pills
    assert not page.app.header
