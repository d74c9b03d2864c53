"""The overview's targets: pace, verdict, the count over time, and every version."""

import re
from pathlib import Path

import pytest

from dashboard.reader.text import LANGS, Lang, labels, t
from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.app.test_overview import tiles
from tests.cases import some
from tests.shipped import fill

FIRST_VERSION = {"th": "100 เมือง", "en": "100 cities"}


def headed(page: Opened, key: str) -> list[list[str]]:
    """The one table with the heading `key`, row by row, without Markdown's escapes."""
    (found,) = (table.value for table in page.app.table if page.t(key) in table.value.columns)
    return [
        [str(cell).replace("\\", "").replace("\u00a0", " ") for cell in row]
        for row in found.to_numpy().tolist()
    ]


def versions(page: Opened) -> list[list[str]]:
    """The targets, one row per version: what, how much by when, status, the latest figure."""
    heading = page.t("target.status")
    (place,) = [n for n, found in enumerate(page.app.dataframe) if heading in found.value.columns]
    return page.listings[place]


def drawer(opening: Opening, aim: str, **query: str) -> dict[str, str]:
    """What the drawer tells of a version: name -> words, without Markdown's escapes."""
    page = opening("overview", open=f"aim:{aim}", **query)
    (facts,) = [
        table.value for table in page.app.table if page.t("target.note") in table.value.index
    ]
    return {name: str(cell).replace("\\", "") for name, cell in facts.iloc[:, 0].items()}


def test_a_version_says_what_replaced_it_and_the_latest_figure(opening: Opening) -> None:
    rows = [row[1:] for row in versions(opening("overview", view="targets"))[:5]]
    latest = f"37 เมือง (27 ส.ค. 2568) · {t('target.other_day', 'th')}"
    older = t("target.older", "th")
    in_force = "37 เมือง (27 ส.ค. 2568) · ร้อยละ 35.24"
    assert rows == [
        ["100 เมือง · ไม่ระบุปี (ภายใน 20 ปี)", "ปรับเป็น 100 เมือง ภายในปี พ.ศ. 2565", latest],
        ["100 เมือง · ภายในปี พ.ศ. 2583", older, latest],
        ["100 เมือง · ภายในปี พ.ศ. 2565", "ปรับเป็น 100 เมือง ภายในปี พ.ศ. 2567", latest],
        ["100 เมือง · ภายในปี พ.ศ. 2567", "ปรับเป็น 105 เมือง ภายในปี พ.ศ. 2570", latest],
        ["105 เมือง · ภายในปี พ.ศ. 2570", "เป้าหมายปัจจุบัน", in_force],
    ]


@pytest.mark.parametrize(
    ("aim", "since", "reached"),
    [
        ("TG001", "พ.ย. 2560", None),
        ("TG009", "ก.ค. 2563", "30 เมือง (9 พ.ย. 2565) · ร้อยละ 30.00"),
        ("TG011", "ต.ค. 2563", "36 เมือง (ก.ค. 2566) · ร้อยละ 36.00 · ตัวเลขไม่ตรงกัน (36 / 30)"),
        ("TG021", "19 มิ.ย. 2567", None),
    ],
)
def test_the_drawer_says_since_when_and_what_was_reached(
    opening: Opening, aim: str, since: str, reached: str | None
) -> None:
    facts = drawer(opening, aim)
    assert facts[t("target.since", "th")] == since
    assert facts.get(t("target.reached", "th")) == reached


def test_repeated_statements_are_one_row_with_all_their_documents(opening: Opening) -> None:
    assert drawer(opening, "TG021")[t("table.source", "th")].count("](http") == 6
    page = opening("overview", view="targets", lang="en", era="ce")
    zones = "150 areas · year not stated (with Smart City Ambassadors, batch 2)"
    assert [row for row in versions(page) if row[1] == zones]


def test_deadlines_without_a_year_are_in_thai(opening: Opening) -> None:
    aims = [row[1] for row in versions(opening("overview", view="targets"))]
    assert len(aims) == 14
    assert not [words for words in aims if re.search("[A-Za-z]", words)]


def test_units_that_differ_make_no_share_and_what_nobody_stated_says_so(opening: Opening) -> None:
    page = opening("overview", view="targets", lang="en", era="ce")
    rows = {row[1].partition(" · ")[0]: row for row in versions(page)}
    assert rows["175 cities"][3] == "7 areas (undated) · no share: units differ"
    assert rows["200,000 million baht"][3] == "No statement yet"
    assert rows["77 provinces"][2:] == ["deadline passed", "No statement yet"]


def test_both_readings_of_the_deadline_and_both_starting_days(opening: Opening) -> None:
    page = opening("overview", view="targets", list="pace")
    assert page.row("ปีปฏิทิน 2570 (31 ธ.ค. 2570)")[1:] == ["5.23", "2.43"]
    assert page.row("ปีงบประมาณ 2570 (30 ก.ย. 2570)")[1:] == ["6.80", "2.72"]


def test_the_pace_seen_names_its_two_counts_by_side_and_base(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_TODAY", "2026-11-29")
    page = opening("overview", open="kpi:CERT-01")
    today = "เทียบกับตัวเลขล่าสุดซึ่งนับถึงวันนี้ 37 (29 พ.ย. 2569)"
    window, before, first = (page.t(f"pace_base.{base}") for base in ("window", "before", "first"))
    of_36, of_30 = " (หากยึด 36)", " (หากยึด 30)"
    wanted = [  # 68/13 and 68/10 needed; by hand: 68/10 * 66/32 = 14.025
        (window + of_36, "36 (29 พ.ย. 2566)", "36", "0.03", "188.31", "244.80"),
        (before + of_36, "36 (ก.ค. 2566)", "39", "0.03", "204.00", "265.20"),
        (first + of_36, "5 (24 พ.ค. 2564)", "66", "0.48", "10.79", "14.03"),
        (window + of_30, "30 (29 พ.ย. 2566)", "36", "0.19", "26.90", "34.97"),
        (before + of_30, "30 (9 พ.ย. 2565)", "48", "0.15", "35.87", "46.63"),
        (first + of_30, "5 (24 พ.ค. 2564)", "66", "0.48", "10.79", "14.03"),
    ]
    assert headed(page, "target.span") == [
        [
            f"{base}: {start} {today}",
            page.t("target.rate_over", rate=rate, months=months),
            page.t("target.ratios", calendar=calendar, fiscal=fiscal),
        ]
        for base, start, months, rate, calendar, fiscal in wanted
    ]


def said(page: Opened) -> list[str]:
    """The verdicts at the top of the page, one a target with a year."""
    words = labels("pace_word", page.lang).values()
    lines = [line for text in page.app.markdown for line in text.value.split("  \n")]
    return [line for line in lines if line.startswith(tuple(f"**{word}" for word in words))]


@pytest.mark.parametrize(
    ("today", "lang", "first"),
    [
        ("2020-07-02", "th", "## ยังประเมินไม่ได้ – "),
        ("2025-08-26", "th", "## :red[ช้ากว่าเป้าหมายมาก] – ได้ 30 ถึง 36 จาก "),
        ("2026-11-29", "th", "## :red[ช้ากว่าเป้าหมายมาก] – ได้ 37 จาก 105 เมือง"),
        ("2026-11-29", "en", "## :red[Far behind the target] – 37 of 105 cities"),
        ("2028-01-01", "th", "## พ้นกำหนดแล้ว – ได้ 37 จาก 105 เมือง"),
    ],
)
def test_the_verdict_of_the_day_stands_at_the_top(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, today: str, lang: Lang, first: str
) -> None:
    monkeypatch.setenv("SMARTCITY_TODAY", today)
    page = opening("overview", lang=lang)
    verdicts = [text.value for text in page.app.markdown if text.value.startswith("## ")]
    assert verdicts[0].startswith(first)
    assert not any("will fail" in words or "ไม่สำเร็จ" in words for words in verdicts)


@pytest.mark.parametrize("kpi", ["certified_cities", "pace_gap", "target_attainment"])
def test_the_passport_has_the_verdict_and_its_inputs(opening: Opening, kpi: str) -> None:
    page = opening("definitions", kpi=kpi)
    assert [line for line in said(page) if "37 จาก 105 เมือง" in line]
    assert len(headed(page, "target.span")) == 6


@pytest.mark.parametrize(
    ("today", "figure"),
    [
        ("2025-08-26", "2.43 เมืองต่อเดือน"),
        ("2026-11-29", "5.23 เมืองต่อเดือน"),
        ("2028-01-01", "พ้นกำหนดแล้ว"),
    ],
)
def test_tile_panel_passport_and_list_say_one_pace(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, today: str, figure: str
) -> None:
    monkeypatch.setenv("SMARTCITY_TODAY", today)
    overview = opening("overview", view="targets", list="pace")
    passport = opening("definitions", kpi="pace_gap")
    words = tiles(opening("overview", view="kpis"))["จำนวนเมืองที่ต้องเพิ่มต่อเดือนเพื่อให้ถึงเป้าหมาย"]
    assert words.startswith(figure)
    assert overview.row("ปีปฏิทิน 2570 (31 ธ.ค. 2570)")[1] == figure.removesuffix(" เมืองต่อเดือน")
    assert any(text.value.startswith(f"**{escaped(figure)}**") for text in passport.app.markdown)


def escaped(figure: str) -> str:
    return figure.replace(".", "\\.").replace(" ", "\u00a0")


def test_no_figure_was_revised_and_the_race_is_told_in_words(opening: Opening) -> None:
    page = opening("overview", open="kpi:CERT-01", part="history")
    race = page.app.get("vega_lite_chart")[0].proto
    assert page.t("series.unrevised") in page.captions
    assert "5 เมือง (24 พ.ค. 2564) ถึง 37 เมือง (ม.ค. 2569)" in race.alt
    assert "105 เมือง ภายในปี พ.ศ. 2570" in race.alt


def test_each_count_has_the_document_of_its_first_statement_and_all_that_agree(
    opening: Opening,
) -> None:
    rows = headed(opening("overview", open="kpi:CERT-01", part="history"), "series.first")
    assert len(rows) == 10
    assert rows[2][1].startswith("15 เมือง · ทราบเมื่อ 8 พ.ย. 2564 · [The Phuket News](https://")
    assert rows[4][1].startswith("30 เมือง · ทราบเมื่อ 9 พ.ย. 2565 (ถือตามวันที่ของข้อมูล) · ")
    assert [rows[-2][cell].count("](https://") for cell in (1, 2)] == [1, 2]
    assert rows[-2][1].startswith("37 เมือง · ทราบเมื่อ 27 ส.ค. 2568 · [มติชน](")


@pytest.mark.parametrize("lang", some(LANGS, every=2))
def test_as_known_on_a_day_later_versions_are_not_there(opening: Opening, lang: Lang) -> None:
    page = opening("overview", view="targets", lang=lang, known="2021-12-31")
    rows = [row for row in versions(page) if row[1].startswith(FIRST_VERSION[lang])]
    assert rows[-1][2] == page.t("target.in_force")
    assert not [row for row in versions(page) if row[1].startswith("105")]


@pytest.mark.trial
def test_a_target_that_an_agency_sends_is_a_version_and_the_one_in_force(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aim = {
        "ค่าเป้าหมาย": "120",
        "กำหนดบรรลุเป้าหมาย": "พ.ศ. 2575",
        "วันที่ประกาศเป้าหมาย": "1 ตุลาคม 2569",
    }
    assert fill("agency_targets", tmp_path, {}, aim).status == "filed"  # the first repeats 105
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    build(folder=tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("overview", view="targets")
    rows = {row[1]: row for row in versions(page)}
    other = page.t("target.other_day")  # 120 was stated after the count
    latest = f"37 เมือง (27 ส.ค. 2568) · {other}"
    assert rows["120 เมือง · ภายในปี พ.ศ. 2575"][2:] == [page.t("target.in_force"), latest]
    assert rows["105 เมือง · ภายในปี พ.ศ. 2570"][2] == page.t("target.older")
    page = opening("overview", view="targets", list="pace")
    assert page.row("ปีปฏิทิน 2575 (31 ธ.ค. 2575)")[2] == "0.94"  # 83 / 88 months


def test_before_any_target_the_panel_says_that_there_is_none(opening: Opening) -> None:
    page = opening("overview", view="targets", known="2015-06-20")
    assert page.t("state.empty_record") in [notice.value for notice in page.app.info]
