"""The overview: figures with all that stands on them, pace, latest statements, open conflicts."""

import re

import pytest

from dashboard.text import LANGS, Lang, t
from tests.app.conftest import Opened, Opening


def tiles(page: Opened) -> dict[str, str]:
    """Each tile's label -> all its words."""
    texts = [re.sub(r"<[^>]+>", "\n", block.proto.body) for block in page.app.get("html")]
    lines = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    return {found[0]: " ".join(found[1:]) for found in lines if len(found) > 1}


def passports(page: Opened) -> dict[str, str]:
    """Each KPI's code -> its passport."""
    found = (re.match(r"\*\*.+?\*\* \(([A-Z]+-\d+)\)", text.value) for text in page.app.markdown)
    texts = [text.value for text in page.app.markdown]
    return {match[1]: text for match, text in zip(found, texts, strict=True) if match}


def prose(page: Opened) -> str:
    """All that is written in Markdown."""
    return " ".join(text.value for text in page.app.markdown)


def test_the_published_count_stands_with_its_target_and_the_statement_before(
    opening: Opening,
) -> None:
    page = opening("overview")
    words = tiles(page)["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("37 เมือง")
    assert "▲" not in words  # 36 and 30 disagree: no change is told through both
    assert "(36 เมือง / 30 เมือง)" in words
    assert "ณ 27 ส.ค. 2568" in words
    assert "ร้อยละ 35 ของเป้าหมาย 105 เมือง ภายในปี พ.ศ. 2570" in words


@pytest.mark.parametrize(
    ("lang", "figures"),
    [
        ("th", ["35%", "กว่า 39%", "74%", "กว่า 66,000 ล้านบาท", "5.23 เมืองต่อเดือน"]),
        ("en", ["35%", "over 39%", "74%", "over 66,000 million baht"]),
    ],
)
def test_worked_values_keep_qualifier_and_unit(
    opening: Opening, lang: Lang, figures: list[str]
) -> None:
    words = list(tiles(opening("overview", lang=lang)).values())
    for figure in figures:
        assert any(text.startswith(f"{figure.replace('>', '&gt;')} ") for text in words), figure


def test_a_passport_has_definition_formula_documents_and_build(opening: Opening) -> None:
    page = opening("overview", lang="en", province="83")
    passport = passports(page)["CERT-01"]
    for key in ("tile.definition", "tile.formula", "tile.caveats", "tile.documents"):
        assert f"**{t(key, 'en')}**" in passport
    assert "](https://" in passport
    assert re.search(r"\(definitions\?[^)]*province=83[^)]*kpi=certified_cities\)", passport)
    assert re.search(r"Build 2\d{7}T\d{6}Z-[0-9a-f]{8}", passport)


def test_a_ratio_shows_what_was_divided(opening: Opening) -> None:
    assert "37 ÷ 105" in passports(opening("overview"))["CERT-02"]


def conflicts(page: Opened) -> list[tuple[str, list[list[str]]]]:
    """Each conflict's title -> its table, row by row: figures, dates, documents."""
    (text,) = [text.value for text in page.app.markdown if "---" in text.value]
    blocks = text.split("\n\n")
    cells = [
        [line.strip("| ").split(" | ") for line in table.splitlines() if "---" not in line]
        for table in blocks[1::2]
    ]
    return list(zip(blocks[::2], cells, strict=True))


def test_every_open_conflict_shows_all_its_sides_with_documents(opening: Opening) -> None:
    found = conflicts(opening("overview", lang="en"))
    assert len(found) == 10
    title = "**Certified smart cities** · cumulative total went down · real disagreement"
    figures, dates, documents = dict(found)[title]
    assert figures == ["36 cities", "30 cities"]
    assert dates == ["Jul 2566 BE", "23 Apr 2567 BE"]
    assert "nationthailand.com" in documents[0]
    assert "posttoday.com" in documents[1]
    assert sum(len(table[0]) for _, table in found) == 27


def test_a_conflict_of_amounts_is_named_in_the_language_of_the_page(opening: Opening) -> None:
    titles = {title for title, _ in conflicts(opening("overview", lang="th"))}
    assert "**วัน แบงค็อก · ตามแผน** · ตัวเลขไม่ตรงกัน · ต่างกันเพราะการปัดเศษ" in titles
    assert not any(re.search(r"[A-Za-z]{3}", title) for title in titles)


def test_the_status_says_how_far_to_trust_it(opening: Opening) -> None:
    page = opening("overview", lang="en")
    words = prose(page)
    assert t("status.conflicts", "en", count=3) in words
    assert "342 documents" in words
    assert "The load passed its 21 checks" in words
    assert "29 headline figures: 1 current" in words


@pytest.mark.parametrize("lang", LANGS)
def test_a_province_keeps_every_figure_and_marks_the_national_ones(
    opening: Opening, lang: Lang
) -> None:
    whole, phuket = opening("overview", lang=lang), opening("overview", lang=lang, province="83")
    assert tiles(whole).keys() == tiles(phuket).keys()
    label = {"th": "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์", "en": "Certified smart cities"}[lang]
    assert tiles(phuket)[label].startswith({"th": "2 เมือง", "en": "2 cities"}[lang])
    assert t("layout.national", lang) in prose(phuket)
    assert t("layout.national", lang) not in prose(whole)


def test_a_period_without_a_statement_says_so_and_names_the_latest(opening: Opening) -> None:
    page = opening("overview", **{"from": "2019", "to": "2019"})
    words = tiles(page)["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("—")
    assert "ไม่มีตัวเลขในช่วงเวลาที่เลือก ตัวเลขล่าสุดคือ 37 เมือง" in words


def test_a_period_shows_the_figure_of_its_time(opening: Opening) -> None:
    page = opening("overview", to="2022")
    words = tiles(page)["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("30 เมือง")
    assert "จาก 15 (24 ธ.ค. 2564)" in words


def test_the_latest_statements_follow_the_place(opening: Opening) -> None:
    page = opening("overview", lang="en", province="83")
    located = [caption for caption in page.captions if "located in the province" in caption]
    assert any(re.match(r"\d+ of 465 ", caption) for caption in located)


def test_no_conflict_is_made_of_what_agrees(opening: Opening) -> None:
    figures = [
        figure for _, table in conflicts(opening("overview", lang="en")) for figure in table[0]
    ]
    assert not [figure for figure in figures if re.search(r"\b(126|446|150|37)\b(?!,)", figure)]
