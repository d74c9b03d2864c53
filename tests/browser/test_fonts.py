"""Every reader sees Sarabun, Thai and Latin, from our server alone, wherever that is mounted."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import harness
from tests.browser.conftest import Visit
from tests.cases import some

WRITTEN = (
    "h1 span",
    ".cards p",
    '[data-testid="stCaptionContainer"] p',
    '[data-testid="stVegaLiteChart"] svg text',
    ".st-key-bar button p",
)
SCALE = {  # letters, line, weight
    "h1 span": ("24px", "32px", "600"),
    '[data-testid="stMain"] h3 span': ("18px", "26px", "600"),
    '[data-testid="stTable"] td p': ("15px", "22px", "400"),
    '[data-testid="stTable"] th p': ("13px", "20px", "600"),
    '[data-testid="stCaptionContainer"] p': ("13px", "20px", "400"),
    ".st-key-verdict [data-testid='stMarkdownContainer'] > p": ("15px", "22px", "400"),
    ".st-key-verdict h2": ("28px", "38px", "600"),
}
SET = """one => {
    const as = getComputedStyle(one);
    return {size: as.fontSize, line: as.lineHeight, weight: as.fontWeight, figures: as.fontVariant};
}"""
EVERYWHERE = {"400 thai", "600 thai", "400 latin", "600 latin"}
LOADED = """() => document.fonts.ready.then(() => [...document.fonts]
    .filter(face => face.family === 'Sarabun' && face.status === 'loaded')
    .map(face => `${face.weight} ${face.unicodeRange.includes('U+E00') ? 'thai' : 'latin'}`))"""


def fonts_of(page: Page, selector: str) -> set[str]:
    """The fonts that the first such element is drawn with, those of the system marked."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {
        font["familyName"] if font["isCustomFont"] else f"the system's {font['familyName']}"
        for font in used
    }


@pytest.mark.parametrize("lang", some(["th", "en"], every=2))
def test_all_that_is_written_is_in_our_font_and_in_a_size_of_the_scale(
    visit: Visit, lang: str
) -> None:
    page = visit.open("overview", lang=lang, view="targets", list="pace")
    assert set(page.evaluate(LOADED)) >= EVERYWHERE
    for written in WRITTEN:
        used = fonts_of(page, written)
        assert used, written
        assert used <= {"Sarabun", "Sarabun SemiBold"}, written
    for written, (size, line, weight) in SCALE.items():
        one = page.locator(written).first.evaluate(SET)
        assert (one["size"], one["line"], one["weight"]) == (size, line, weight), written
    for written in ('[data-testid="stTable"] td', '[data-testid="stHtml"] table'):
        assert page.locator(written).first.evaluate(SET)["figures"] == "tabular-nums"
    drawn = page.locator('[data-testid="stVegaLiteChart"] svg text').evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert drawn
    assert set(drawn) <= {12, 13}


@pytest.mark.trial
def test_below_a_path(chromium: Browser, warehouse: Path, tmp_path: Path) -> None:
    assert warehouse.exists()
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with harness.serving(harness.DASHBOARD, tmp_path / "log.txt", base="/sc/th") as server:
        page.goto(f"{server.url}/programme?lang=th")
        harness.settle(page)
        assert set(page.evaluate(LOADED)) >= EVERYWHERE
        assert fonts_of(page, "h1 span") == {"Sarabun SemiBold"}
        fetched = [url for url in asked if "sarabun" in url]
        assert fetched
        assert all(url.startswith(f"{server.url}/fonts/") for url in fetched)
        assert len(fetched) == len(set(fetched))
    page.close()
