"""When there is no warehouse, or a damaged one: a sentence and what to do, never a traceback."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboard.reader import text
from dashboard.reader.theme import DARK, LIGHT
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import Server
from tests.cases import some


def missing(folder: Path) -> None:
    """Nothing was ever published."""
    folder.mkdir()


def damaged(folder: Path) -> None:
    """The published file is no warehouse."""
    folder.mkdir()
    (folder / "broken.duckdb").write_bytes(b"DUCK?" * 1000)
    (folder / "CURRENT").symlink_to("broken.duckdb")


@pytest.fixture(params=some([damaged, missing], every=2), ids=lambda spoil: spoil.__name__)
def trouble(
    request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path
) -> Iterator[tuple[str, Visit]]:
    folder = tmp_path / "warehouse"
    request.param(folder)
    log, place = tmp_path / "log.txt", str(folder)
    with harness.serving(harness.DASHBOARD, log, SMARTCITY_WAREHOUSE=place) as server:
        visit = Visit(chromium.new_context().new_page(), server)
        yield request.param.__name__, visit
        visit.page.context.close()
        assert visit.problems == []


def test_the_reader_gets_a_sentence_and_what_to_do(trouble: tuple[str, Visit]) -> None:
    reason, visit = trouble
    lang: text.Lang = "th" if reason == "missing" else "en"
    page = visit.open(lang=lang)
    sentence = text.t(f"error.{reason}", lang).partition("`")[0].strip()
    expect(page.get_by_test_id("stAlert")).to_contain_text(sentence)
    expect(page.get_by_test_id("stAlert")).not_to_contain_text("make build")
    expect(page.get_by_test_id("stAlert")).not_to_contain_text("etl build")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in page.content()


def test_a_lost_connection_is_said(chromium: Browser, warehouse: Path, tmp_path: Path) -> None:
    context = chromium.new_context()
    with harness.serving(harness.DASHBOARD, tmp_path / "log.txt") as server:
        assert warehouse.exists()
        page = Visit(context.new_page(), server).open(lang="en")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("alert").filter(has_text="lost")).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text=text.t("app.lost", "en"))).to_be_visible()
    context.close()


def test_drawings_follow_the_appearance_of_the_system(visit: Visit) -> None:
    page = visit.open("overview", lang="th")
    year = page.locator('[data-testid="stVegaLiteChart"] text').first
    expect(year).to_have_attribute("fill", LIGHT.muted)
    page.emulate_media(color_scheme="dark")
    expect(year).to_have_attribute("fill", DARK.muted)
    visit.settle()


def test_an_address_that_is_not_ours(visit: Visit) -> None:
    """Each kind of it, in each language, is in `tests/doors/test_closed.py`."""
    page = visit.follow(f"{visit.server.url}/profile/foo/bar?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(text.t("missing.title", "en"))
    page.get_by_role("link", name=text.t("missing.home", "en")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text.t("overview.title", "en"))
    visit.problems[:] = [problem for problem in visit.problems if "404" not in problem]


def test_ready_while_a_warehouse_can_be_opened(server: Server) -> None:
    host = urlsplit(server.url).netloc
    for path, said in (("/readyz", b"ready"), ("/healthz", b"ok")):
        connection = HTTPConnection(host, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, said)
        connection.close()
