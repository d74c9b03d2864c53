"""Pictures that are taken along: every drawing of every page with its words, in our font."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape, unescape
from typing import Unpack

import pytest
import streamlit as st
import vl_convert
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard.parts import pictures, take
from dashboard.reader import state
from dashboard.reader.text import LANGS, Lang
from dashboard.reader.theme import LIGHT
from sql.files import About
from tests.app.conftest import Opening
from tests.cases import some

Picture = tuple[str, pictures.Drawn, About]  # its key on the page, the drawing, the words
DRAWN = (  # a page and its choices
    ("overview", ""),
    ("overview", "view=conflicts"),
    ("overview", "brief=1"),
    ("provinces", ""),
    ("provinces", "as=tiles"),
    ("profile", "province=83"),
    ("programme", ""),
    ("programme", "view=announced"),
    ("cohorts", ""),
    ("investment", ""),
    ("investment", "view=conflicts"),
    ("explore", "view=compare&provinces=50,40"),
    ("explore", "view=compare&provinces=50,40&draw=scatter"),
    ("explore", "view=compare&provinces=50,40&draw=maps"),
    ("explore", "view=pivot"),
    ("solutions", ""),
    ("solutions", "view=events"),
    ("definitions", "view=files&file=matrix"),
    ("definitions", "open=kpi:CERT-01&part=history"),
    ("health", ""),
    ("health", "view=conflicts"),
    ("health", "view=lineage&flow=layers"),
    ("health", "view=lineage&flow=kpi"),
    ("city", "plan=yala"),
)
CHARTS = ("vega_lite_chart", "deck_gl_json_chart")
OF_WORDS = re.compile(r'class="(ladder|dots|alike|bars|facts)"|(?:<div class="flow">.*?</div>)+')
LOCATORS = 1  # on a province's page: a map without a figure, of which the map's page has a picture
TODAY = date(2026, 11, 29)
INK = 40  # of 255: how much darker a pixel is than the ground


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that the menus of a page offer, as if each menu were open."""
    found: list[Picture] = []
    offer = take.offer

    def noted(
        rows: take.Rows,
        *,
        key: str,
        picture: take.Pictured | None = None,
        **words: Unpack[take.Words],
    ) -> None:
        if picture and isinstance(made := picture(), partial):
            about = take.told(
                state.current(),
                st.session_state[take.RECORD],
                "build",
                "http://a.example/x",
                {},
                **words,
            )
            found.append((key, made.args[0], about))
        offer(rows, key=key, picture=picture, **words)

    monkeypatch.setattr(take, "opened", noted)
    return found


def opened(opening: Opening, page: str, query: str, lang: Lang) -> AppTest:
    choices = dict(choice.split("=") for choice in query.split("&") if choice)
    return opening(page, lang=lang, **choices).app


def told_by(picture: pictures.Drawn) -> list[str]:
    """The words of its table, as XML has them."""
    rows = picture.table.rows if picture.table else ()
    return [escape(line.words) for row in rows for cell in row for line in cell]


def ink(png: bytes) -> int:
    """How many pixels are darker than their ground, which is white."""
    grey = Image.open(io.BytesIO(png)).convert("L")
    return sum(count for shade, count in enumerate(grey.histogram()) if shade < 255 - INK)


def png(svg: str) -> bytes:
    return bytes(vl_convert.svg_to_png(svg, scale=1))


def wordless(svg: str) -> str:
    return re.sub(r"<text[^>]*/>|<text[^>]*>[^<]*</text>", "", svg)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("page", "query"), some(DRAWN, every=6))
def test_every_drawing_is_taken_with_its_words(
    opening: Opening, drawn: list[Picture], page: str, query: str, lang: Lang
) -> None:
    app = opened(opening, page, query, lang)
    charts = sum(len(app.get(kind)) for kind in CHARTS) - (page == "profile") * LOCATORS
    words = " ".join(str(block.proto.body) for block in app.get("html"))
    assert charts + len(OF_WORDS.findall(words)) > 0
    assert [
        sum(picture.spec is not None for _, picture, _ in drawn),
        sum(picture.table is not None for _, picture, _ in drawn),
    ] == [charts, len(OF_WORDS.findall(words))], [key for key, *_ in drawn]
    for key, picture, about in drawn:
        svg = pictures.made(picture, "svg", about).decode()
        said = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
        for words in (about.title, about.carried["source"], about.build, about.link):
            assert words, key
            assert "".join(words.split())[:40] in "".join(unescape(said).split()), (key, words)
        assert all(told in said for _, told in picture.legend)
        assert all("".join(told.split()) in "".join(said.split()) for told in told_by(picture))
        assert "font-family:Sarabun" in svg
        assert "http" not in re.sub(r"http://www.w3.org[^\"]*|>[^<]*<", "", svg)
        if lang == "en":  # the glyphs of both scripts are seen in Thai
            continue
        drawing = pictures.drawing(picture, about)
        letters = sum(map(len, re.findall(r"<text[^>]*>([^<]*)</text>", drawing)))
        text = ink(png(drawing)) - ink(png(wordless(drawing)))
        assert text > 5 * letters, (key, text, letters)


def test_sara_am_is_drawn_beside_the_next_letter() -> None:
    """As one letter the engine draws it over the next: these would be narrower than those."""
    name = "การทำงานน้ำซ้ำ"
    about = About(name, "th", TODAY, "b", "l")
    picture = pictures.Drawn({"data": {"values": [{}]}, "mark": "point"}, LIGHT, width=40)
    with_am = pictures.made(picture, "png", about)
    parted = pictures.made(picture, "png", replace(about, title=name.replace("ำ", "า")))
    (left, _, right, _), (first, _, last, _) = map(extent, (with_am, parted))
    assert (left, right) == (first, last)


def extent(made: bytes) -> tuple[int, int, int, int]:
    """The box around the title."""
    title = Image.open(io.BytesIO(made)).convert("L").crop((0, 0, 2000, 110))
    box = title.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box
    return box


def test_nothing_is_fetched_for_a_picture() -> None:
    spec = {"data": {"url": "http://127.0.0.1:1/x.json"}, "mark": "point"}
    with pytest.raises(ValueError, match="not allowed"):
        pictures.made(pictures.Drawn(spec, LIGHT), "svg", About("t", "th", TODAY, "b", "l"))


def test_lines_break_between_words_and_never_before_a_mark() -> None:
    long = "https://a.example/" + "x" * 200
    found = pictures.lines(f"ที่มา: The Nation {long}", 12, 300)
    assert "".join(found).replace(" ", "") == f"ที่มา:TheNation{long}"
    assert all(len(line) <= 300 / (12 * pictures.LETTER) for line in found)
    thai = pictures.lines("ตั้งแต่ที่สุดแล้ว" * 20, 12, 200)
    assert not any(unicodedata.category(line[0]) == "Mn" for line in thai)
    assert not any(line[-1] in "เแโใไ" for line in thai)
