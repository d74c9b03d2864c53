"""Every tile and every drawing of every page says what it needs to be quoted.

Tiles and drawings are found by what they are, not by name. A tile has figure, unit, as-of and
source. A drawing has a takeaway in words, its measured axes are named, and its panel says whose
rows it shows, of which days, and has them as a table, or opens them, or the page lists them.
"""

import re
from typing import TypedDict

import pytest
from playwright.sync_api import Page

from dashboard.reader import text
from tests.browser.conftest import Visit

VIEWS = [  # with a filter on; `test_pages.py` looks at each page without one
    {"page": "overview", "province": "83"},
    {"page": "programme", "region": "south"},
    {"page": "investment", "province": "40", "to": "2023"},
]
TILES = """() => [...document.querySelectorAll('.cards section')].map(card => ({
    label: card.children[0].textContent,
    figure: card.children[1].textContent.trim(),
    source: card.lastElementChild.textContent,
}))"""
DRAWINGS = """() => {
    const panelOf = element => {
        let up = element;
        while (up && !(up.dataset.testid === 'stVerticalBlock'
            && (parseFloat(getComputedStyle(up).borderTopWidth) > 0
                || /st-key-panel_/.test(up.className)))) up = up.parentElement;
        return up ?? document.querySelector('[data-testid="stMainBlockContainer"]');
    };
    const tables = '[data-testid="stTable"], [data-testid="stDataFrame"], ul.rows, table, '
        + '[data-testid="stCaptionContainer"] a[href*="open="]';
    const titled = [...document.querySelectorAll('h3, summary')].map(title => ({
        name: title.textContent.replace('keyboard_arrow_right', ''),
        hasTable: !!(title.closest('details') ?? panelOf(title)).querySelector(tables),
    }));
    const drawings = '[data-testid="stVegaLiteChart"], [data-testid="stDeckGlJsonChart"]';
    return [...document.querySelectorAll(drawings)].map(drawing => {
        const panel = panelOf(drawing);
        const alt = drawing.getAttribute('aria-label') ?? '';
        return {
            alt,
            isMap: drawing.dataset.testid === 'stDeckGlJsonChart',
            scales: [...drawing.querySelectorAll('[aria-roledescription="axis"]')]
                .map(axis => axis.getAttribute('aria-label')),
            captions: [...panel.querySelectorAll('[data-testid="stCaptionContainer"] p')]
                .map(caption => caption.textContent),
            words: panel.textContent,
            hasTable: !!panel.querySelector(tables) || !!panel.querySelector('table caption')
                || !!document.querySelector(`[data-testid="stMain"] :is(${tables}, .st-key-as)`)
                || titled.some(title => title.hasTable && alt.includes(`“${title.name}”`)),
        };
    });
}"""
NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


class Tile(TypedDict):
    """A tile as its reader sees it."""

    label: str
    figure: str
    source: str


class Drawing(TypedDict):
    """A chart or map, and the panel it stands in."""

    alt: str
    isMap: bool
    scales: list[str]
    captions: list[str]
    words: str
    hasTable: bool


def tiles(page: Page) -> list[Tile]:
    found: list[Tile] = page.evaluate(TILES)
    return found


def incomplete(tile: Tile, lang: text.Lang) -> list[str]:
    """What a tile lacks to be quoted."""
    if tile["figure"].startswith(("–", "—")):  # of another period, or nothing is stated
        return []
    undated = text.t("state.undated", lang)
    has = {
        "figure": bool(NUMBER.search(tile["figure"])),
        "unit": bool(NUMBER.sub("", tile["figure"]).strip()),
        "as-of": bool(re.search(r"\d{4}", tile["source"])) or undated in tile["source"],
        "source": " · " in tile["source"],
    }
    return [f"{tile['label']}: no {part}" for part, there in has.items() if not there]


def lacking(drawing: Drawing, lang: text.Lang) -> list[str]:
    """What a drawing or its panel lacks."""
    patterns = [
        re.escape(text.t("layout.credit", lang, publishers="{who}", as_of="{when}")),
        re.escape(text.t("layout.sourced", lang, count="{who}", days="{when}")),
        re.escape(text.t("layout.sourced", lang, count=1, days="{when}")),
    ]
    days = [
        found[1]
        for credit in patterns
        for line in drawing["captions"]
        for found in re.finditer(
            credit.replace(r"\{who\}", ".+").replace(r"\{when\}", "(.+)"), line
        )
    ]
    undated = text.t("state.undated", lang)
    units = text.labels("unit", lang).values()
    has = {
        "takeaway": bool(re.search(r"\d", drawing["alt"])) and len(drawing["alt"]) > 20,
        "name of an axis": not any(
            "titled" not in axis and re.search(r"\b(linear|log|symlog|sqrt) scale", axis)
            for axis in drawing["scales"]
        ),
        "unit": not drawing["isMap"] or any(unit in drawing["words"] for unit in units),
        "source": bool(days),
        "as-of": all(re.search(r"\d{4}", day) or undated in day for day in days),
        "table": drawing["hasTable"],
    }
    return [f"{drawing['alt'][:60]}: no {part}" for part, there in has.items() if not there]


def unquotable(page: Page, lang: text.Lang) -> list[str]:
    """What tiles and drawings of a page lack."""
    drawings: list[Drawing] = page.evaluate(DRAWINGS)
    return [fault for tile in tiles(page) for fault in incomplete(tile, lang)] + [
        fault for drawing in drawings for fault in lacking(drawing, lang)
    ]


@pytest.mark.trial
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.values()))
def test_every_tile_and_drawing_can_be_quoted(visit: Visit, view: dict[str, str]) -> None:
    filters = {name: value for name, value in view.items() if name != "page"}
    page = visit.open(view["page"], lang="th", **filters)
    assert unquotable(page, "th") == []


@pytest.mark.trial
def test_tiles_and_drawings_are_found(visit: Visit) -> None:
    """So that the test above looks at something: the overview has a chart, a map and 4 tiles."""
    page = visit.open("overview", lang="en")
    drawings: list[Drawing] = page.evaluate(DRAWINGS)
    assert len(drawings) == 2
    assert len(tiles(page)) == 4
    bare: Tile = {"label": "a", "figure": "37", "source": ""}
    assert incomplete(bare, "en") == ["a: no unit", "a: no as-of", "a: no source"]
    nothing: Drawing = {
        "alt": "Plans", "isMap": False, "scales": ["X-axis for a linear scale with values from 0"],
        "captions": [], "words": "", "hasTable": False,
    }  # fmt: skip
    assert [fault.rpartition("no ")[2] for fault in lacking(nothing, "en")] == [
        "takeaway", "name of an axis", "source", "table"
    ]  # fmt: skip
