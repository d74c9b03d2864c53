"""The start page: verdict, race, places, four figures; the views that are drawn when asked for."""

import re
from typing import Any

import polars as pl
import pytest

from dashboard.reader.text import Lang, t
from tests.app.conftest import Opened, Opening


def tiles(page: Opened) -> dict[str, str]:
    """Each KPI of the page's list -> all words of its row, its figure first."""
    return {name: " ".join(filter(None, rest)) for name, *rest in page.listings[-1]}


def prose(page: Opened) -> str:
    """All that is written in Markdown."""
    return " ".join(text.value for text in page.app.markdown)


def plain(words: str) -> str:
    """Words without Markdown's escapes."""
    return words.replace("\\", "")


def kpis(opening: Opening, **query: str) -> Opened:
    """The start page with its view of all KPIs open."""
    return opening("overview", view="kpis", **query)


def drawn(page: Opened) -> list[dict[str, Any]]:
    """All rows that the race, the page's first drawing, is made of."""
    chart = page.app.get("vega_lite_chart")[0].proto
    return [
        row for named in chart.datasets for row in pl.read_ipc_stream(named.data.data).to_dicts()
    ]


def marks(page: Opened) -> list[dict[str, Any]]:
    """The counts that the race draws, each once."""
    found = {str(row): row for row in drawn(page) if "kind" in row}
    return list(found.values())


@pytest.mark.parametrize(
    ("lang", "verdict", "because"),
    [
        (
            "th",
            "## :red[ช้ากว่าเป้าหมายมาก] – ได้ 37 จาก 105 เมือง",
            ["**5.2** เมือง (6.8 หากนับปีงบประมาณ)", "ไม่ถึง **0.5** เมือง", "จะมี 37 ถึง 43 เมือง"],
        ),
        (
            "en",
            "## :red[Far behind the target] – 37 of 105 cities",
            [
                "**5.2** cities a month (6.8 by the fiscal year)",
                "under **0.5** a month",
                "37 to 43",
            ],
        ),
    ],
)
def test_the_verdict_comes_first(
    opening: Opening, lang: Lang, verdict: str, because: list[str]
) -> None:
    page = opening("overview", lang=lang)
    first, reasons = page.app.markdown[0].value.split("\n\n", 1)
    assert first == verdict
    for words in because:  # 68/13, 68/10; 7/48 to 32/66 a month; 37 + 0 to 13 * 32/66 by the end
        assert words in reasons


def test_the_race_draws_what_holds_as_a_line_and_the_rest_as_rings(opening: Opening) -> None:
    counts = marks(opening("overview"))
    held = [mark["value"] for mark in counts if mark["kind"] == "held"]
    assert held == sorted(held)  # a stock that never falls
    assert held[-1] == 37
    beside = {
        (mark["kind"], mark["value"], str(mark["as_of"])[:7])
        for mark in counts
        if mark["kind"] != "held"
    }
    assert beside == {("disputed", 30, "2024-04"), ("secondary", 37, "2026-01")}


def test_the_race_tells_its_targets_its_need_and_its_fan(opening: Opening) -> None:
    page = opening("overview")
    labels = {row["label"] for row in drawn(page) if "label" in row}
    assert {"100 (2565)", "100 (2567)", "105 (2570)", "ต้องได้เดือนละ 5.2", "37–43", "วันนี้"} <= labels
    titles = [plain(heading.value) for heading in page.app.subheader]
    assert titles[0] == "เส้นทางสู่ 105 เมือง: กำหนดเลื่อนจาก 2565 เป็น 2567 และ 2570"


def test_the_places_name_regions_and_the_largest_without(opening: Opening) -> None:
    page = opening("overview")
    assert "52 จังหวัดยังไม่มีเมืองที่ได้รับตราสัญลักษณ์" in [title.value for title in page.app.subheader]
    (regions,) = [
        re.sub(r"<[^>]+>", " ", block.proto.body)
        for block in page.app.get("html")
        if "<caption" in block.proto.body
    ]
    for region, count in {"ภาคใต้": "8/11", "ภาคอีสาน": "3/20", "ใต้ชายแดน": "3/3"}.items():
        assert re.search(rf"{region}\s+{count}", regions)
    assert "บุรีรัมย์ อุดรธานี ศรีสะเกษ สุรินทร์ ร้อยเอ็ด" in regions


def test_four_figures_lead_each_with_its_caution_age_and_documents(opening: Opening) -> None:
    found = list(opening("overview").cards.values())
    assert found[0] == [
        "กว่า 66,000 ล้านบาท",
        "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2",
        "14 มิ.ย. 2566 · 3 ปีก่อน · 2 ฉบับ",
    ]
    assert found[2] == [
        "190 พื้นที่",
        "เอกสารปฐมภูมิ: กว่า 100 พื้นที่ (14 มิ.ย. 2566)",
        "ม.ค. 2569 · 9 เดือนก่อน · ทุติยภูมิ",
    ]
    assert found[3][:2] == ["25 จาก 77 จังหวัด", "ไม่ตรงกัน: 25 จังหวัด / 16 จังหวัด"]


def test_of_a_place_its_own_figures_stand_and_the_others_are_a_line(opening: Opening) -> None:
    page = opening("overview", province="50")
    assert any("<h3>เชียงใหม่</h3>" in block.proto.body for block in page.app.get("html"))
    assert page.cards["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"][0] == "3 เมือง"
    assert any(page.t("overview.national", count=9) in caption for caption in page.captions)
    assert t("layout.national", "th") in prose(page)  # the verdict's mark
    assert t("layout.national", "th") not in prose(opening("overview"))


def test_only_the_open_view_is_drawn(opening: Opening) -> None:
    page = opening("overview")
    assert [tab.label for tab in page.app.tabs][:2] == [
        t("view.changes", "th"),
        t("view.regions", "th"),
    ]
    assert "since" in {box.key for box in page.app.selectbox}
    other = opening("overview", view="targets", list="pace").app
    assert t("overview.pace", "th") in [title.value for title in other.subheader]
    assert "since" not in {box.key for box in other.selectbox}
    assert len(opening("overview", view="regions").app.dataframe) == 1


def test_the_drawer_opens_on_what_the_link_names(opening: Opening) -> None:
    page = opening("overview", open="kpi:CERT-01")
    assert any("**37" in text.value for text in page.app.markdown)
    assert [tab.label for tab in page.app.tabs][-5:] == [
        page.t(f"drawer.{part}") for part in ("figure", "rows", "definition", "history", "checks")
    ]
    page = opening("overview", open="province:50")
    assert page.row("เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์", "3 เมือง", "27 ส.ค. 2568")
    page = opening("overview", open="observation:OB111")
    assert any("16" in cell for table in page.tables for row in table for cell in row)
    page = opening("overview", open="kpi:<b>nothing</b>")
    assert page.t("explore.unknown") in [warning.value for warning in page.app.warning]


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("th", "ตัวเลขหลัก ณ 27 ส.ค. 2568 (15 เดือนก่อน)"),
        ("en", "Headline figure of 27 Aug 2025 (15 months ago)"),
    ],
)
def test_the_status_line_says_how_far_to_trust_it(
    opening: Opening, lang: Lang, headline: str
) -> None:
    """The headline's own age first; the conflicts, checks and documents as links."""
    line = next(
        caption for caption in opening("overview", lang=lang).captions if "](health?" in caption
    )
    assert line.startswith(headline)
    for name, count in {"conflicts": 3, "checks": 21}.items():
        said = re.escape(t(f"status.{name}", lang, count=count))
        assert re.search(rf"\[{said}\]\(health\?[^)]*view={name}\)", line)
    assert f"[{t('status.documents', lang, count=342)}](definitions?view=documents)" in line
    assert ":orange" not in line


def test_the_published_count_stands_with_its_target_and_the_statement_before(
    opening: Opening,
) -> None:
    words = tiles(kpis(opening))["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("37 เมือง")
    assert "▲" not in words  # 36 and 30 disagree: no change is told through both
    assert "(36 เมือง / 30 เมือง)" in words
    assert "27 ส.ค. 2568" in words
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
    words = list(tiles(kpis(opening, lang=lang)).values())
    for figure in figures:
        assert any(text.startswith(f"{figure.replace('>', '&gt;')} ") for text in words), figure


def test_a_passport_has_definition_formula_documents_and_build(opening: Opening) -> None:
    page = opening("overview", lang="en", province="83", open="kpi:CERT-01")
    headings = [title.value for title in page.app.subheader]
    assert {page.t("tile.caveats"), page.t("tile.documents")} <= set(headings)
    assert "](https://" in prose(page)
    page = opening("overview", lang="en", open="kpi:CERT-01", part="definition")
    told = " ".join(block.proto.body for block in page.app.get("html")) + prose(page)
    assert page.t("definitions.definition") in told
    assert page.t("definitions.formula") in told
    assert re.search(r"2\d{7}T\d{6}Z-[0-9a-f]{8}", told)


def test_a_ratio_shows_what_was_divided(opening: Opening) -> None:
    assert "37 ÷ 105" in prose(opening("overview", open="kpi:CERT-02"))


def test_a_period_without_a_statement_says_so_and_names_the_latest(opening: Opening) -> None:
    page = kpis(opening, **{"from": "2019", "to": "2019"})
    words = tiles(page)["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("—")
    assert "ไม่มีตัวเลขในช่วงเวลาที่เลือก ตัวเลขล่าสุดคือ 37 เมือง" in words


def test_a_period_shows_the_figure_of_its_time(opening: Opening) -> None:
    page = kpis(opening, to="2022")
    words = tiles(page)["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert words.startswith("30 เมือง")
    assert "จาก 15 (24 ธ.ค. 2564)" in words


def test_the_latest_statements_follow_the_place(opening: Opening) -> None:
    page = opening("overview", view="latest", lang="en", province="83")
    located = [caption for caption in page.captions if "located in the province" in caption]
    assert any(re.match(r"\d+ of 465 ", caption) for caption in located)
