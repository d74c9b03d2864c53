"""What people do: pick a province on the map, filter, go on to another page, share the link.

All but the clicks on the map is done by keyboard alone; `test_keyboard.py` shows that each control
is reached with the Tab key, so these journeys put the focus where they need it.
"""

import math
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import duckdb
import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.navigation import PAGES
from dashboard.parts.map import VIEW
from dashboard.reader import text
from dashboard.reader.filters import Filters
from tests.browser.conftest import Visit, Visiting
from tests.cases import some

TILE = 512  # pixels of the world at zoom 0
CLICKED = {  # Bangkok, no จังหวัด; Bueng Kan, the youngest, whose capital lies on its border
    "10": (13.75, 100.5),
    "38": (18.1, 103.8),
}


HASTE = """async pause => {
    for (let times = 0; times < 40; times++) {
        document.querySelector('.st-key-chip_time button').click();
        await new Promise(done => setTimeout(done, pause));
    }
}"""


def filters(page: Page) -> dict[str, str]:
    """The filters in the address."""
    query = parse_qs(urlsplit(page.url).query)
    return {name: query[name][0] for name in Filters().choices() if name in query}


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def choose(visit: Visit, name: str, option: str) -> None:
    """Picks an option of a drop-down."""
    visit.page.locator(f".st-key-{name} input").focus()
    visit.page.keyboard.press("ControlOrMeta+A")
    enter(visit, option)
    visit.settle()


def enter(visit: Visit, option: str) -> None:
    """Types an option into the choice that has the focus, and takes it."""
    visit.page.keyboard.type(option)
    offered = visit.page.get_by_role("option", name=option).first
    expect(offered).to_have_attribute("data-focused", "true")  # the one that Enter takes
    visit.page.keyboard.press("Enter")
    expect(offered).to_be_hidden()


def press(visit: Visit, name: str, option: str) -> None:
    """Presses one button of a row of buttons: the arrow keys go from one to the next."""
    row = visit.page.locator(f".st-key-{name}")
    row.get_by_role("radio", checked=True).focus()
    wanted = row.get_by_role("radio", name=option, exact=True)
    for _ in range(row.get_by_role("radio").count()):
        visit.page.keyboard.press("ArrowRight")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    visit.page.keyboard.press("Enter")
    visit.settle()


def go(visit: Visit, page: str, lang: text.Lang) -> None:
    """Follows the sidebar's link to another page."""
    side = visit.page.get_by_test_id("stSidebar")
    title = text.t(f"{page}.title", lang)
    side.get_by_role("link", name=title, exact=False).press("Enter")
    expect(visit.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()


def chip(visit: Visit, name: str) -> Locator:
    """Opens a chip of the bar; gives what it offers."""
    offered = visit.page.get_by_test_id("stPopoverBody")
    visit.page.locator(f".st-key-chip_{name} button").first.press("Enter")
    expect(offered).to_be_visible()
    return offered


def place(visit: Visit, words: str) -> None:
    """Types a place into its chip, and takes it."""
    offered = chip(visit, "place")
    box = offered.locator(".st-key-place input")
    box.focus()
    visit.page.keyboard.press("ControlOrMeta+A")
    visit.page.keyboard.type(words)
    visit.page.keyboard.press("Enter")
    expect(offered).to_have_count(0)
    visit.settle()


def take(visit: Visit) -> None:
    """Takes what was chosen in the open chip."""
    offered = visit.page.get_by_test_id("stPopoverBody")
    offered.get_by_test_id("stFormSubmitButton").get_by_role("button").press("Enter")
    expect(offered).to_have_count(0)
    visit.settle()


def pick(visit: Visit, name: str, option: str) -> None:
    """Picks an option of a drop-down of the open chip; nothing is taken yet."""
    visit.page.locator(f".st-key-pick_{name} input").focus()
    visit.page.keyboard.press("ControlOrMeta+A")
    enter(visit, option)


def turn(visit: Visit, name: str, option: str) -> None:
    """Presses one of a row of buttons of the open chip; nothing is taken yet."""
    row = visit.page.locator(f".st-key-pick_{name}")
    row.get_by_role("radio", name=option, exact=True).press("Enter")


def comes_to_read(visit: Visit, wanted: Callable[[], str]) -> None:
    """Waits until the page has these words: tables and charts are drawn after the rest."""
    for _ in range(480):
        if visit.words() == wanted():
            return
        visit.page.wait_for_timeout(250)
    assert visit.words() == wanted()


def world(lat: float, lon: float) -> tuple[float, float]:
    """Web Mercator position in pixels at zoom 0."""
    sine = math.sin(math.radians(lat))
    return (
        TILE * (lon + 180) / 360,
        TILE * (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)),
    )


def click_on_map(visit: Visit, lat: float, lon: float) -> None:
    """Clicks the map where it shows this point in its first view, once it names what is there."""
    page = visit.page
    chart = page.get_by_test_id("stDeckGlJsonChart")
    chart.scroll_into_view_if_needed()
    box = chart.locator("canvas").first.bounding_box()
    assert box
    scale = 2**VIEW.zoom
    (x, y), (middle_x, middle_y) = world(lat, lon), world(VIEW.latitude, VIEW.longitude)
    left = box["x"] + box["width"] / 2 + scale * (x - middle_x)
    top = box["y"] + box["height"] / 2 + scale * (y - middle_y)
    tooltip = page.locator(".deck-tooltip")
    for attempt in range(300):  # the map names nothing until it has its boundaries
        page.mouse.move(left + attempt % 2, top)
        page.wait_for_timeout(100)
        if tooltip.count() and tooltip.inner_text():
            break
    assert tooltip.inner_text()
    before = page.url
    for _ in range(3):  # a click that a busy map hears late is a hold to it: one clicks again
        page.mouse.click(left, top)
        for _ in range(60):
            page.wait_for_timeout(100)
            if page.url != before:
                visit.settle()
                return
    raise AssertionError("the map took no click")


@pytest.fixture(scope="session")
def provinces(warehouse: Path) -> dict[str, str]:
    """Code -> name."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql("select province_code, name_th from core.dim_province").fetchall()
    return dict(rows)


@pytest.mark.parametrize("code", some(CLICKED, every=2))
def test_a_click_on_the_map_opens_the_province(
    visit: Visit, provinces: dict[str, str], code: str
) -> None:
    page = visit.open("provinces", lang="th")
    click_on_map(visit, *CLICKED[code])
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text(provinces[code])
    assert parse_qs(urlsplit(page.url).query)["open"] == [f"province:{code}"]
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    visit.settle()
    assert "open" not in parse_qs(urlsplit(page.url).query)


@pytest.mark.trial
def test_every_panel_and_page_follows_a_province_that_the_drawer_takes(visit: Visit) -> None:
    page = visit.open("overview", lang="th", open="province:83")
    before = visit.words()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name=text.t("drawer.filter", "th")).press("Enter")
    expect(drawer).to_have_count(0)
    visit.settle()
    assert visit.words() != before
    for other in (name for name, entry in PAGES.items() if entry.group is not None):
        go(visit, other, "th")
        assert filters(page)["province"] == "83"
        expect(page.locator(".st-key-chip_place button").first).to_contain_text("ภูเก็ต")


NAMES = (  # what is typed -> the province
    {"โคราช": "30", "ลําปาง": "52"},
    {"Korat": "30", "พังงา ": "82", "Lampang": "52", "กทม": "10"},
)


@pytest.mark.trial
@pytest.mark.parametrize("names", NAMES, ids=" ".join)
def test_a_place_is_found_by_any_of_its_names(visit: Visit, names: dict[str, str]) -> None:
    page = visit.open("cohorts", lang="th")
    for typed, code in names.items():
        place(visit, typed)
        assert filters(page)["province"] == code, typed


@pytest.mark.trial
def test_a_place_that_is_none_is_said_with_what_may_be_meant(visit: Visit) -> None:
    page = visit.open("cohorts", lang="th")
    offered = chip(visit, "place")
    for typed, key in (("พัง", "bar.did_you_mean"), ("zzz", "bar.no_place")):
        box = offered.locator(".st-key-place input")
        box.focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(offered).to_contain_text(text.t(key, "th", words=typed))
    assert "province" not in filters(page)


# charts; a map; a choice of the page's own
@pytest.mark.trial
@pytest.mark.parametrize("name", ["cohorts", "provinces", "investment"])
def test_a_shared_link_gives_the_same_page(visiting: Visiting, name: str) -> None:
    sender, reader = visiting(), visiting()
    sender.open("overview", lang="en")
    place(sender, "Chiang Mai")
    chip(sender, "time")
    pick(sender, "from", "2019")
    turn(sender, "year", text.t("filter.year_fiscal", "en"))
    turn(sender, "era", text.t("era.be", "en"))
    take(sender)
    go(sender, name, "en")
    seen = reader.follow(sender.page.url)
    assert filters(seen) == {
        "lang": "en",
        "province": "50",
        "from": "2019",
        "year": "fiscal",
        "era": "be",
    }
    assert urlsplit(seen.url).path.strip("/") in {name, ""}
    comes_to_read(reader, sender.words)


@pytest.mark.trial
def test_a_day_of_knowledge_is_chosen_by_keyboard_shared_and_kept(visiting: Visiting) -> None:
    sender, reader = visiting(), visiting()
    page = sender.open("overview", lang="th")
    chip(sender, "point")
    pick(sender, "known_year", "2563")
    take(sender)
    notice = main(page).get_by_test_id("stAlert").first
    expect(notice).to_contain_text("ณ วันที่ 31 ธันวาคม 2563")
    chip(sender, "point")
    pick(sender, "known_month", "กุมภาพันธ์")
    take(sender)
    expect(notice).to_contain_text("ณ วันที่ 29 กุมภาพันธ์ 2563")
    assert filters(page)["known"] == "2020-02-29"
    page.reload()
    sender.settle()
    expect(notice).to_contain_text("ณ วันที่ 29 กุมภาพันธ์ 2563")
    seen = reader.follow(page.url)
    assert filters(seen)["known"] == "2020-02-29"
    comes_to_read(reader, sender.words)
    go(sender, "programme", "th")
    assert filters(page)["known"] == "2020-02-29"
    expect(notice).to_contain_text("ณ วันที่ 29 กุมภาพันธ์ 2563")


@pytest.mark.trial
def test_back_and_forward_restore_the_choice(visit: Visit) -> None:
    page = visit.open("cohorts", lang="en")
    chosen = page.locator(".st-key-chip_place button").first
    place(visit, "Phuket")
    place(visit, "Chiang Mai")
    page.go_back()
    expect(chosen).to_contain_text("Phuket")
    visit.settle()
    page.go_forward()
    expect(chosen).to_contain_text("Chiang Mai")
    visit.settle()


def test_a_link_to_a_page_of_ours_loads_nothing_anew(visit: Visit) -> None:
    """Neither the sidebar's nor one within a text; what is chosen meanwhile stays chosen."""
    page = visit.open("overview", lang="en")
    loaded: list[str] = []
    page.on("request", lambda sent: loaded.append(sent.resource_type))
    go(visit, "investment", "en")
    page.get_by_role("tab").nth(1).click()
    visit.settle()
    view = parse_qs(urlsplit(page.url).query)["view"]
    main(page).get_by_role("link", name=text.t("layout.rows", "en")).first.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["view"] == view
    page.go_back()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    place(visit, "Phuket")
    main(page).get_by_role("link", name=re.compile("disagree")).first.press("Enter")
    title = text.t("health.title", "en")
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()
    assert filters(page)["province"] == "83"
    assert "document" not in loaded


def test_a_link_says_what_it_chooses_and_is_opened_with_what_the_reader_chose(visit: Visit) -> None:
    """In this window, in another, and anew after another choice; it is the same for all readers."""
    page = visit.open("overview", lang="en", province="83", view="kpis")
    rows = main(page).get_by_role("link", name=text.t("layout.rows", "en")).first
    expect(rows).to_have_attribute("href", "?open=kpi%3ACERT-01")
    chosen = {"lang": "en", "province": "83", "view": "kpis"}
    assert aside(page, rows) == chosen | {"open": "kpi:CERT-01"}
    money = main(page).get_by_role("link", name=re.compile("^Money")).first
    assert aside(page, money) == {"lang": "en", "province": "83"}
    place(visit, "Yala")
    assert aside(page, rows)["province"] == "95"
    whole = main(page).get_by_role("link", name=re.compile("of the whole country")).first
    whole.press("Enter")
    visit.settle()
    assert filters(page) == {"lang": "en"}


def aside(page: Page, link: Locator) -> dict[str, str]:
    """The choices in the address of the window that a link opens beside this one."""
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    address = opened.value.url
    opened.value.close()
    return dict(parse_qsl(urlsplit(address).query))


def test_what_can_be_taken_along_opens_and_closes_by_one_link(visit: Visit) -> None:
    page = visit.open("overview", lang="en", province="83")
    link = page.locator(".st-key-panel_places [data-testid=stCaptionContainer] a").last
    menu = visit.menu("source_by_province")
    expect(menu.get_by_role("button", name=text.t("table.as_csv", "en"))).to_be_visible()
    expect(link).to_have_text(text.t("table.take_close", "en"))
    expect(link).to_be_focused()
    place(visit, "Yala")
    expect(menu).to_be_visible()  # what is taken is of the place that is chosen now
    link.press("Enter")
    expect(menu).to_have_count(0)
    expect(link).to_be_focused()
    assert "take" not in filters(page)
    page.emulate_media(media="print")
    expect(link).to_be_hidden()  # nor does paper offer what it can't do
    expect(page.locator(".st-key-reset")).to_be_hidden()


def test_what_can_be_taken_along_of_the_drawer_opens_in_it(visit: Visit) -> None:
    page = visit.open("overview", lang="en", open="kpi:CERT-01", part="rows")
    drawer = page.get_by_role("dialog")
    menu = visit.menu("rows_behind")
    expect(drawer.get_by_role("button", name=text.t("table.as_csv", "en"))).to_be_visible()
    expect(drawer.get_by_role("link", name=text.t("table.take_close", "en"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_have_count(0)
    expect(drawer).to_be_visible()


@pytest.mark.parametrize("pause", some([0, 40, 15, 90], every=4))  # milliseconds
def test_a_chip_that_is_opened_and_closed_in_haste_leaves_the_page(
    visit: Visit, pause: int
) -> None:
    """Its button for the whole page is not drawn before what stands above it in the chip."""
    page = visit.open("cohorts", lang="en")
    page.evaluate(HASTE, pause)
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.trial
def test_back_closes_the_drawer(visit: Visit) -> None:
    page = visit.open("overview", lang="en")
    main(page).get_by_role("link", name=text.t("layout.rows", "en")).first.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("CERT-01")
    page.go_back()
    expect(drawer).to_have_count(0)


@pytest.mark.trial
def test_what_makes_no_sense_in_a_link_is_left_out(visit: Visit) -> None:
    hostile = {
        "lang": "xx",
        "region": "<script>alert(1)</script>",
        "province": "'; drop table core.dim_province; --",
        "from": "0000",
        "to": "๒๕๖๗",
        "year": "lunar",
        "era": "jurassic",
        "known": "2564-12-31",
    }
    page = visit.open("overview", **hostile)
    expect(page.get_by_role("heading", level=1)).to_have_text(text.t("overview.title", "th"))
    expect(page.locator(".st-key-chip_place button").first).to_contain_text(
        text.t("filter.all_provinces", "th")
    )
    assert filters(page) == Filters().query()  # what makes no sense is not in the address


@pytest.mark.trial
def test_the_start_page_answers_to_its_name_too(visit: Visit) -> None:
    page = visit.follow(f"{visit.server.url}/overview?province=83&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(text.t("overview.title", "en"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert filters(page)["province"] == "83"


@pytest.mark.trial
def test_clearing_brings_the_whole_country_back(visit: Visit) -> None:
    page = visit.open("overview", lang="th")
    before = visit.words()
    place(visit, "ภูเก็ต")
    assert visit.words() != before
    page.get_by_role("button", name=text.t("filter.reset", "th")).press("Enter")
    visit.settle()
    assert "province" not in filters(page)
    comes_to_read(visit, lambda: before)
