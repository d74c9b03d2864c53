"""A published build whose every name, title, note and address is hostile, in the browser.

Each is shown as it stands: nothing leads to another host than its own, and nothing is drawn of it.
"""

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from dashboard.navigation import PAGES
from dashboard.reader.text import LANGS, t
from sql import warehouse as published
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import Server

TEXTS = (  # columns that hold words; codes and keys stay, or the pages would be empty
    "(title|publisher|note|organisation|decided_by)(_th|_en)?"
    "|(name|label|definition|formula|caveats|owner|reason|message|subject|segment|purpose)_(th|en)"
)
WORDS = (
    "www.zqx.example [zqx](http://127.0.0.1:9/zqx) ![zqx](http://127.0.0.1:9/zqx.png) "
    ":material/delete: :streamlit: :red[zqx] <b>zqx</b> a@zqx.example http://zqx.example **zqx**"
)
ADDRESSES = (
    "https://example.org/zqx)![zqx](http://127.0.0.1:9/zqx.png)",
    'https://example.org/"><img src=http://127.0.0.1:9/zqx.png>',
    "https://example.org/<b>]zqx[",
    "https://example.org@127.0.0.1:9/",
    "https://example.org\\@127.0.0.1:9/",
    "javascript:alert(1)",
    "//127.0.0.1:9/zqx",
    "https://example.org/#@zqx.example",
)
# what stands on the page that no value may bring there
BROUGHT = """() => {
    const found = [];
    const say = element => found.push(element.outerHTML.slice(0, 300));
    for (const link of document.querySelectorAll('a[href]')) {
        const to = new URL(link.href, document.baseURI);
        if (!/^https?:$/.test(to.protocol) || to.username || /zqx|:9$/.test(to.host)) say(link);
    }
    document.querySelectorAll('img').forEach(image => {
        if (!image.src.startsWith('data:image/svg+xml,')) say(image);
    });
    document.querySelectorAll('[aria-label="delete icon"], .katex').forEach(say);
    document.querySelectorAll('[class*=stMarkdownColored]').forEach(element => {
        if (element.textContent.includes('zqx')) say(element);
    });
    document.querySelectorAll('[data-testid=stMain] :is(b, strong, em, del, code, a, span, u)')
        .forEach(element => { if (element.textContent.trim() === 'zqx') say(element); });
    return found;
}"""


@pytest.fixture(scope="module")
def planted(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a copy of the build with the texts of every table put in."""
    folder = tmp_path_factory.mktemp("planted")
    copy = folder / published.current().name
    shutil.copy(warehouse, copy)
    (folder / "CURRENT").symlink_to(copy.name)
    with duckdb.connect(str(copy)) as made:
        columns = made.sql(
            f"""
            select format('"{{}}"."{{}}"', table_schema, table_name), column_name
            from information_schema.columns
            inner join information_schema.tables using (table_schema, table_name)
            where table_type = 'BASE TABLE' and data_type = 'VARCHAR'
                and (column_name = 'url' or regexp_full_match(column_name, '{TEXTS}'))
            """
        ).fetchall()
        for table, column in columns:
            if column == "url":
                turn = f"$1[(1 + rowid % {len(ADDRESSES)})::int]"
                made.execute(f"update {table} set url = {turn}", [list(ADDRESSES)])
            else:
                made.execute(f"update {table} set {column} = {column} || ' ' || $1", [WORDS])
    assert len(columns) > 20
    settings = {"SMARTCITY_WAREHOUSE": str(folder)}
    with harness.serving(harness.DASHBOARD, folder / "log.txt", **settings) as running:
        yield running


@pytest.mark.parametrize(("page", "lang"), list(product(PAGES, LANGS)))
def test_nothing_hostile_comes_of_a_value(
    planted: Server, chromium: Browser, page: str, lang: str
) -> None:
    visit = Visit(chromium.new_context(viewport={"width": 1440, "height": 900}).new_page(), planted)
    of = {"profile": {"province": "83"}, "city": {"plan": "yala"}}
    shown = visit.open(page, lang=lang, **of.get(page, {}))
    brought = shown.evaluate(BROUGHT)
    text = shown.get_by_test_id("stMain").text_content() or ""
    visit.page.context.close()
    assert brought == []
    assert visit.problems == []
    assert "www.zqx.example" in text
    assert "[zqx](http://127.0.0.1:9/zqx)" in text
    assert t("error.unexpected", "th") not in text
    assert t("error.unexpected", "en") not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("named", ["kpi:certified_cities", "province:83", "observation:OB111"])
def test_nor_does_any_come_in_the_drawer(
    planted: Server, chromium: Browser, named: str, lang: str
) -> None:
    visit = Visit(chromium.new_context(viewport={"width": 1440, "height": 900}).new_page(), planted)
    shown = visit.open("overview", lang=lang, open=named)
    brought = shown.evaluate(BROUGHT)
    text = shown.get_by_role("dialog").text_content() or ""
    visit.page.context.close()
    assert brought == []
    assert "zqx" in text
