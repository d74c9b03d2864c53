"""What people do: pick a province on the map, filter, go on to another page, share the link."""

import math
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard import text
from dashboard.components.map import VIEW
from dashboard.filters import Filters
from dashboard.navigation import PAGES
from tests.browser.conftest import Visit, Visiting

TILE = 512  # pixels of the world at zoom 0
CLICKED = ("83", "10", "38")  # Phuket, an island; Bangkok, no จังหวัด; Bueng Kan, the youngest


def filters(page: Page) -> dict[str, str]:
    """The filters in the address."""
    query = parse_qs(urlsplit(page.url).query)
    return {name: query[name][0] for name in Filters().query() if name in query}


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def choose(visit: Visit, name: str, option: str) -> None:
    """Picks an option of a drop-down filter by keyboard."""
    box = visit.page.locator(f".st-key-{name} input")
    box.click()
    box.fill(option)
    box.press("Enter")
    visit.settle()


def press(visit: Visit, name: str, option: str) -> None:
    """Presses one button of a row of buttons."""
    visit.page.locator(f".st-key-{name}").get_by_text(option, exact=True).click()
    visit.settle()


def go(visit: Visit, page: str, lang: text.Lang) -> None:
    """Follows the sidebar's link to another page."""
    side = visit.page.get_by_test_id("stSidebar")
    side.get_by_role("link", name=text.t(f"{page}.title", lang), exact=False).click()
    title = text.t(f"{page}.title", lang)
    expect(visit.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()


def world(lat: float, lon: float) -> tuple[float, float]:
    """Web Mercator position in pixels at zoom 0."""
    sine = math.sin(math.radians(lat))
    return (
        TILE * (lon + 180) / 360,
        TILE * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)),
    )


def click_on_map(visit: Visit, lat: float, lon: float) -> None:
    """Clicks the map where it shows this point in its first view."""
    canvas = visit.page.locator("canvas#deckgl-overlay, [data-testid='stDeckGlJsonChart'] canvas")
    canvas.first.scroll_into_view_if_needed()
    box = canvas.first.bounding_box()
    assert box
    scale = 2**VIEW.zoom
    (x, y), (middle_x, middle_y) = world(lat, lon), world(VIEW.latitude, VIEW.longitude)
    visit.page.mouse.click(
        box["x"] + box["width"] / 2 + scale * (x - middle_x),
        box["y"] + box["height"] / 2 + scale * (y - middle_y),
    )
    visit.settle()


@pytest.fixture(scope="session")
def provinces(warehouse: Path) -> dict[str, dict[str, object]]:
    """Code -> names and the capital's position."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql(
            "select province_code, name_th, name_en, capital_lat, capital_lon "
            "from core.dim_province"
        )
        names = rows.columns
        found = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return {str(row["province_code"]): row for row in found}


@pytest.mark.parametrize("code", CLICKED)
def test_a_click_on_the_map_filters_every_page(
    visit: Visit, provinces: dict[str, dict[str, float]], code: str
) -> None:
    page = visit.open("provinces", lang="th")
    before = main(page).inner_text()
    click_on_map(visit, provinces[code]["capital_lat"], provinces[code]["capital_lon"])
    name = str(provinces[code]["name_th"])
    assert filters(page)["province"] == code
    assert page.locator(".st-key-province input").input_value() in {name, ""}
    expect(page.locator(".st-key-province")).to_contain_text(name)
    assert main(page).inner_text() != before
    expect(main(page)).to_contain_text(name)
    for other in PAGES:
        go(visit, other, "th")
        assert filters(page)["province"] == code
        expect(main(page)).to_contain_text(name)


def test_a_click_beside_the_country_takes_the_filter_off(visit: Visit) -> None:
    visit.open("provinces", lang="th", province="83")
    click_on_map(visit, 9.5, 96.0)  # the Andaman Sea
    assert filters(visit.page)["province"] in {"all", "83"}


@pytest.mark.parametrize("name", PAGES)
def test_a_shared_link_gives_the_same_page(visiting: Visiting, name: str) -> None:
    sender, reader = visiting(), visiting()
    sender.open("overview", lang="en")
    choose(sender, "region", "North")
    choose(sender, "province", "Chiang Mai")
    choose(sender, "from", "2019")
    press(sender, "year", text.t("filter.year_fiscal", "en"))
    press(sender, "era", text.t("era.ce", "en"))
    go(sender, name, "en")
    link = sender.page.url
    seen = reader.follow(link)
    assert filters(seen) == filters(sender.page)
    assert filters(seen) | {"to": "all"} == {
        "lang": "en",
        "region": "north",
        "province": "50",
        "from": "2019",
        "to": "all",
        "year": "fiscal",
        "era": "ce",
    }
    assert main(seen).inner_text() == main(sender.page).inner_text()


def test_back_and_forward_restore_the_choice(visit: Visit) -> None:
    page = visit.open("provinces", lang="en")
    choose(visit, "province", "Phuket")
    choose(visit, "province", "Chiang Mai")
    page.go_back()
    visit.settle()
    expect(page.locator(".st-key-province")).to_contain_text("Phuket")
    page.go_forward()
    visit.settle()
    expect(page.locator(".st-key-province")).to_contain_text("Chiang Mai")


@pytest.mark.parametrize(
    "hostile",
    [
        {"province": "999"},
        {"province": "'; drop table core.dim_province; --"},
        {"region": "<script>alert(1)</script>", "lang": "xx"},
        {"from": "0000", "to": "๒๕๖๗", "year": "lunar"},
        {"region": "south", "province": "50"},
    ],
)
def test_what_makes_no_sense_in_a_link_is_left_out(visit: Visit, hostile: dict[str, str]) -> None:
    page = visit.open("overview", **hostile)
    expect(page.get_by_role("heading", level=1)).to_have_text(text.t("overview.title", "th"))
    assert all(filters(page).get(name) != value for name, value in hostile.items()) or (
        filters(page)["province"] == "50"
    )


def test_clearing_brings_the_whole_country_back(visit: Visit) -> None:
    page = visit.open("overview", lang="th")
    before = main(page).inner_text()
    choose(visit, "province", "ภูเก็ต")
    assert main(page).inner_text() != before
    page.get_by_role("button", name=text.t("filter.reset", "th")).click()
    visit.settle()
    assert filters(page)["province"] == "all"
    assert main(page).inner_text() == before
