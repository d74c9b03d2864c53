"""Five hundred links with whatever a stranger writes into them, over all pages and both languages.

None brings a traceback, leads the browser to another host, or is repeated on the page.
"""

import os
import random
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from dashboard.navigation import PAGES
from dashboard.reader.text import LANGS, Lang, t
from tests.browser.conftest import Visit
from tests.browser.harness import Server
from tests.fixtures import marks
from tests.trial.test_bounded import reading

LINKS = 500
SEED = int(os.environ.get("SMARTCITY_TRIAL_SEED") or 20261129)  # another one tries other links
MARK = "zqxjvwk"  # in every made-up value, so that a page that repeats one is found out
PARAMETERS = (
    *("region", "province", "from_year", "to_year", "year_kind", "era", "known", "kpi", "stage"),
    *("batch", "peers", "figure", "from_build", "to_build", "form", "glossary", "open", "view"),
    *("embed", "embed_options", "sources", "__proto__", "", "ก", "lang\0"),
)
DAYS = (
    *("9999-12-31", "0001-01-01", "2025-02-30", "2023-13-01", "99991231T235959Z-00000000"),
    *("00010101T000000Z-ffffffff", "20261332T250061Z-12345678", "-0001-01-01", "+2024-01-01"),
    *(
        "๒๕๖๗-๐๑-๐๑",
        "2567-01-01",
        "2024-W01-1",
        "20240101",
        "２０２４-０１-０１",
        "2024-01-01T00:00",
    ),
)
NUMBERS = (
    "0",
    "-1",
    "1e9",
    "9" * 400,
    "NaN",
    "inf",
    "２０２４",
    "๒๕๖๗",
    "2024.5",
    "0x7e8",
    " 2024 ",
)
OTHERS = (
    *("\0", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "\r\nSet-Cookie: a=b", "%00", "%ff"),
    *("../../etc/passwd", "' or 1=1 --", "{lang}", "{0.__class__}", "${7*7}", "a" * 5000, "🏙️"),
    *("javascript:alert(1)", "//127.0.0.1:9/", "<img src=http://127.0.0.1:9/ onerror=alert(1)>"),
)


def _value(chance: random.Random) -> str:
    """A value, most often with the mark in it; a day or a number now and then as it is."""
    kind = chance.choice((DAYS, NUMBERS, OTHERS, OTHERS, marks.VALUES, marks.VALUES))
    value = chance.choice(kind)
    if kind in {DAYS, NUMBERS} and chance.random() < 0.7:
        return value
    return chance.choice((f"{MARK}{value}", f"{value}{MARK}", f"{MARK} {value}{MARK}"))


def _query(chance: random.Random, lang: Lang) -> str:
    """The query of a link: some parameters, some of them twice, percent-encoded."""
    names = chance.choices(PARAMETERS, k=chance.randint(1, 6))
    pairs = [("lang", lang), *((name, _value(chance)) for name in names)]
    return "&".join(
        "=".join(quote(part, safe="", errors="surrogatepass") for part in pair) for pair in pairs
    )


@pytest.fixture(scope="module")
def links() -> dict[tuple[str, Lang], list[str]]:
    """The queries of each page and language."""
    print(f"SMARTCITY_TRIAL_SEED={SEED}")  # noqa: T201  # told where a link fails
    chance = random.Random(SEED)
    places = list(product(PAGES, LANGS))
    found: dict[tuple[str, Lang], list[str]] = {place: [] for place in places}
    for number in range(LINKS):
        page, lang = places[number % len(places)]
        found[page, lang].append(_query(chance, lang))
    return found


@pytest.fixture
def quiet(server: Server) -> Iterator[None]:
    """The server's log tells of no error."""
    before = server.log.stat().st_size
    yield
    told = server.log.read_text(encoding="utf-8")[before:]
    assert "Traceback" not in told, told[-3000:]


@pytest.mark.usefixtures("quiet")
def test_no_link_brings_a_traceback_or_is_repeated(
    server: Server, links: dict[tuple[str, Lang], list[str]]
) -> None:
    followed = 0
    for (page, lang), queries in links.items():
        with reading(server, page) as reader:
            for query in queries:
                words = reader.follow(query).words
                assert t("app.title", lang) in words, query
                assert t("error.unexpected", lang) not in words, query
                assert "traceback" not in words.lower(), query
                assert MARK not in words, query
                followed += 1
    assert followed == LINKS


@pytest.mark.usefixtures("quiet")
def test_in_a_browser_no_link_leads_elsewhere(
    chromium: Browser, server: Server, links: dict[tuple[str, Lang], list[str]]
) -> None:
    for (page, lang), queries in links.items():
        visit = Visit(chromium.new_context().new_page(), server)
        visit.page.set_default_navigation_timeout(120_000)  # the first page of a browser is slow
        shown = visit.follow(f"{server.url}/{page.replace('overview', '')}?{queries[0]}")
        assert MARK not in shown.content(), queries[0]
        assert MARK not in shown.title(), queries[0]
        assert shown.url.partition("?")[0] == f"{server.url}/{page.replace('overview', '')}", lang
        visit.page.context.close()
        assert visit.problems == [], queries[0]
