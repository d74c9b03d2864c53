"""Random states of every page and view: out by their link, and the same in another browser.

Of Explore the link is that of a menu; what its file holds is what is on screen, and the records of
a cell come to the cell.
"""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import Locator

from dashboard.navigation import PAGES
from dashboard.reader import text
from tests.browser.conftest import PATIENCE, Visit, Visiting

File = dict[str, list[dict[str, float | str | None]]]
LISTS = {"statements": "statements", "compare": "compared", "pivot": "pivot"}  # of each view
PIVOTS = {  # a measure -> dimensions that its rows and columns may be of
    "amounts": ("province_code", "stage", "year"),
    "money": ("funder", "stage", "covers", "plan_set", "year"),
    "events": ("step", "region_code", "province_code", "year"),
    "records": ("kind", "nature", "year"),
    "certified_cities": ("region_code", "province_code", "year"),
    "province_coverage": ("region_code", "province_code"),
}
TRIES = 40  # reads of a page, until it reads as another one
TALL = 2400  # pixels: grids are drawn once they are seen
TURNS = """[data-testid="stMain"] :is([role="tab"][aria-selected="false"],
    [role="radio"][aria-checked="false"]):not([disabled])"""  # what turns a page to another view
OPENS = '[data-testid="stMain"] a[href*="open="]'  # and what opens the drawer
PLANS = ("yala", "phuket", "samyan")  # pages of cities
PLACES = {
    "province": ("10", "40", "50", "83", "95"),
    "region": ("north", "south", "central"),
}


@dataclass(frozen=True)
class Seen:
    """A page as it is read: its words, what its grids hold, its drawings in words."""

    words: str
    cells: list[str]
    drawings: list[str]


def random_state(seed: int) -> dict[str, str]:
    """A view of Explore, its choices, and filters; each view in turn."""
    draw = random.Random(seed)
    view = [*LISTS][seed % len(LISTS)]
    query = {"lang": draw.choice(text.LANGS), "view": view} | _filters(draw)
    if view == "statements":
        query |= draw.choice(
            [
                {"words": draw.choice(["ภูเก็ต", "126", "กว่า", "no such words"])},
                {"kind": draw.choice(["plan_event", "observation", "investment"])},
                {"doc": "d0578bfe6", "lines": "province"},
            ]
        )
    elif view == "compare":
        among = draw.choice([*PLACES])
        chosen = draw.sample(PLACES[among], draw.randint(1, 3))
        query |= {"among": among, f"{among}s": ",".join(chosen)}
        query |= {"draw": draw.choice(["strips", "scatter", *(["maps"] * (among == "province"))])}
    else:
        measure = draw.choice([*PIVOTS])
        rows, columns = draw.sample(PIVOTS[measure], 2)
        query |= {"measure": measure, "rows": rows, "columns": draw.choice([columns, "null"])}
    return query


def _filters(draw: random.Random) -> dict[str, str]:
    """None, or some of them."""
    place = draw.choice([*PLACES])
    chosen = [
        {place: draw.choice(PLACES[place])},
        {"from": "2019", "to": "2023", "year": draw.choice(["calendar", "fiscal"])},
        {"known": draw.choice(["2024-01-01", "2026-04-27"])},
        {"sources": "primary"},
    ]
    found: dict[str, str] = {}
    for part in draw.sample(chosen, draw.randint(0, 2)):
        found |= part
    return found


def listed(visit: Visit, key: str) -> Locator:
    """The grid of a list, which is below the line of its menu."""
    head = visit.page.locator(f'a[href*="take={key}"]').first
    below = head.locator("xpath=ancestor::*[.//canvas][1]").locator("canvas").first
    below.scroll_into_view_if_needed()
    visit.settle()
    return below


def grid(visit: Visit, key: str) -> list[list[str]]:
    """The rows of a list as far as they are drawn, cell by cell, as they are read out."""
    rows = listed(visit, key).locator("tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def seen(visit: Visit) -> Seen:
    """The page as it is read, and the open drawer."""
    drawer = visit.page.get_by_role("dialog")
    shown = visit.page.get_by_test_id("stMain").or_(drawer)
    drawings = shown.locator("[role=graphics-document]").evaluate_all(
        "found => found.map(one => one.getAttribute('aria-label'))"
    )
    words = [visit.words(), *drawer.all_inner_texts()]
    return Seen("\n".join(words), shown.locator("canvas td").all_inner_texts(), drawings)


@contextmanager
def elsewhere(visit: Visit, height: int = 900) -> Iterator[Visit]:
    """A window of somebody else's browser, of another language and zone, without a problem."""
    browser = visit.page.context.browser
    assert browser
    context = browser.new_context(
        viewport={"width": 1440, "height": height},
        locale="en-US",
        timezone_id="Pacific/Honolulu",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    other = Visit(context.new_page(), visit.server)
    yield other
    context.close()
    assert other.problems == []


def comes_back(visiting: Visiting, query: dict[str, str]) -> None:
    """Opens a state, takes its link and its file, and opens the link in another browser."""
    visit = visiting(height=TALL)
    page = visit.open("explore", **query)
    if set(query.items()) - set(parse_qsl(urlsplit(page.url).query)):
        visit.follow(page.url)  # what is not on offer was said once, and left out of the link
    shown = seen(visit)
    key = LISTS[query["view"]]
    link = visit.page.url
    if visit.page.locator(f'a[href$="take={key}"]').count():  # else a sentence says why it is empty
        offered = visit.menu(key)
        link = offered.get_by_test_id("stCode").last.inner_text()
        agrees(visit, offered, key)
    is_the_same(visit, link, shown)


def wanders(visiting: Visiting, seed: int) -> None:
    """Turns a page, each in turn, to views of it, may open the drawer, and follows the address."""
    draw = random.Random(seed)
    name = [*PAGES][seed % len(PAGES)]
    own = {"plan": draw.choice(PLANS)} if name == "city" else {}
    visit = visiting(height=TALL)
    visit.open(name, lang=draw.choice(text.LANGS), **own, **_filters(draw))
    for found in [TURNS] * draw.randint(1, 3) + [OPENS] * draw.randint(0, 1):
        offered = [one for one in visit.page.locator(found).all() if one.is_visible()]
        if offered:
            draw.choice(offered).click()
            visit.settle()
    is_the_same(visit, visit.page.url)


def is_the_same(visit: Visit, link: str, shown: Seen | None = None) -> None:
    """Whoever follows the link in another browser sees the same."""
    with elsewhere(visit, TALL) as other:
        other.follow(link)
        for _ in range(TRIES):  # grids are drawn after the rest
            if seen(other) == (shown or seen(visit)):
                break
            other.page.wait_for_timeout(250)
        assert seen(other) == (shown or seen(visit)), link


def agrees(visit: Visit, offered: Locator, key: str) -> None:
    """The file of an open menu has what the grid has."""
    content = taken(visit, offered)
    rows = content["rows"]
    drawn = grid(visit, key)
    assert drawn
    match key:
        case "statements":
            way = visit.page.locator(f'a[href*="take={key}"]').first
            head = way.locator("xpath=..").inner_text()
            counts = [int(count.replace(",", "")) for count in re.findall(r"[\d,]+", head)]
            assert len(rows) == max(counts), head
        case "compared":
            told = [f"{row['place_name']} · {row['figure']}" for row in rows]
            assert [line[0] for line in drawn] == told[: len(drawn)]
        case _:
            values = {(row["row"], row["column"]): row["value"] for row in rows}
            headings = listed(visit, key).locator("th").all_inner_texts()
            for name, *cells in drawn:
                for heading, cell in zip(headings[1:], cells, strict=True):
                    value = values.get((name, heading))
                    if value is not None:
                        assert float(cell) == value
            adds_up(visit, rows)


def taken(visit: Visit, offered: Locator) -> File:
    """The JSON file of an open menu: by its button, or by the address that streams it."""
    name = text.t("table.as_json", "en")
    link = offered.get_by_role("link", name=name)
    if link.count():
        address = urljoin(visit.page.url, str(link.get_attribute("href")))
        content = visit.page.request.get(address).text()
    else:
        with visit.page.expect_download() as download:
            offered.get_by_role("button", name=name).click()
        content = download.value.path().read_text(encoding="utf-8")
    file: File = json.loads(content)
    return file


def adds_up(visit: Visit, rows: list[dict[str, float | str | None]]) -> None:
    """The records of the first cell that has a value come to it."""
    cell = next((row for row in rows if row["value"] is not None and row["records"]), None)
    if cell is None:
        return
    other = visit.page.context.new_page()
    drilled = Visit(other, visit.server)
    drilled.follow(f"{visit.page.url}&cell={cell['row_code']}~{cell['column_code']}")
    held = taken(drilled, drilled.menu("held"))["rows"]
    assert len(held) == cell["records"]
    above = [float(str(row["above"])) for row in held if row["above"] is not None]
    below = [float(str(row["below"])) for row in held if row["below"] is not None]
    sums = {float(len(held)), sum(above), 100 * sum(above) / sum(below) if sum(below) else 0.0}
    assert any(abs(one - float(str(cell["value"]))) < 1e-6 * max(1, abs(one)) for one in sums)
    assert drilled.problems == []
    other.close()
