"""The cohorts page: from people to zones, batches side by side, reach, ratios, places, awards."""

import re
from html import unescape
from pathlib import Path

import pytest

from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.shipped import fill

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
LINE = re.compile(r'<div class="flow">(.*?)</div>', re.DOTALL)
STEP = re.compile(r"<li>(.*?)</li>", re.DOTALL)
BLANK = "○"


def told(html: str) -> str:
    """HTML as it is read: rings are marks, lines are parted by a bar."""
    marked = re.sub(r'<i class="dot none"[^>]*></i>', BLANK, html).replace("<br>", " | ")
    return " ".join(unescape(re.sub(r"<[^>]*>", "", marked)).split())


def bodies(page: Opened) -> str:
    return "".join(str(block.proto.body) for block in page.app.get("html"))


def batches(page: Opened) -> dict[str, tuple[str, str]]:
    """The two columns of dots: a measure with its phase -> what is stated of either batch."""
    table = bodies(page).partition('<table class="dots">')[2].partition("</table>")[0]
    rows = [[told(cell) for cell in CELL.findall(row)] for row in ROW.findall(table)[1:]]
    return {name: (first, second) for name, first, second in rows}


def lines(page: Opened) -> list[list[str]]:
    """The flow: of each batch its steps."""
    return [[told(step) for step in STEP.findall(line)] for line in LINE.findall(bodies(page))]


def finding(page: Opened) -> str:
    (found,) = [header.value for header in page.app.header]
    return str(found).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", "รุ่นที่ 2: ผู้เข้าร่วม 446 คน เกิดแผน 126 พื้นที่ เป็นเขตส่งเสริมกว่า 50 พื้นที่"),
        ("en", "Batch 2: 446 people, plans in 126 areas, promotion zones in over 50 areas"),
    ],
)
def test_the_page_opens_with_what_is_found(opening: Opening, lang: str, words: str) -> None:
    assert finding(opening("cohorts", lang=lang)) == words


def test_the_title_is_neutral_while_nothing_is_stated(opening: Opening) -> None:
    page = opening("cohorts", lang="en", known="2021-12-31")
    assert finding(page) == page.t("cohorts.funnel")


def test_batches_stand_side_by_side_and_roles_apart(opening: Opening) -> None:
    stated = batches(opening("cohorts", lang="en"))
    assert stated["Smart City Ambassadors (at launch)"] == ("30 people", "150 people")
    assert stated["Smart City Ambassadors"] == ("22 people", BLANK)
    assert stated["Participants, all roles"] == (BLANK, "446 people")
    assert stated["Areas with a new smart city plan"] == (BLANK, "over 120 areas | 126 areas")
    assert stated["Total grant"] == (BLANK, "900,000 baht")


def test_how_much_is_stated_of_both_batches_is_the_title(opening: Opening) -> None:
    page = opening("cohorts")
    stated = batches(page).values()
    both = sum(BLANK not in cells for cells in stated)
    title = page.t("cohorts.side_both", count=both, of=len(stated))
    assert title in {heading.value for heading in page.app.subheader}
    assert (both, len(stated)) == (4, 21)


def test_plan_and_actual_are_no_conflict(opening: Opening) -> None:
    page = opening("cohorts", lang="en")
    stated = batches(page)
    assert stated["Duration in months (target)"][1] == "12 months"
    assert stated["Duration in months"][1] == "10 months"
    assert stated["Areas covered (target)"] == (BLANK, "150 areas")
    assert stated["Certified smart cities added (target)"] == (BLANK, "over 50 cities")
    assert page.t("cohorts.side_note") in told(bodies(page))


def test_every_figure_opens_what_stands_behind_it(opening: Opening) -> None:
    links = re.findall(r'<a href="(\?[^"]*)"', bodies(opening("cohorts")))
    assert len(links) > 1  # and the one to the accessibility statement
    assert all("open=" in link for link in links)
    assert {link.partition("open=")[2].partition("%3A")[0] for link in links} >= {
        *("observation", "target", "kpi")
    }


def test_tiles_say_what_is_counted_of_which_batch(opening: Opening) -> None:
    """126 areas with a new plan, no plans submitted; 49 new and extended projects, no pilots."""
    page = opening("cohorts", view="kpis")
    words = " ".join(row[0] for row in page.listings[-1])
    for label in (
        "พื้นที่ที่เกิดแผนเมืองอัจฉริยะใหม่ (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)",
        "ร้อยละของพื้นที่ที่จัดทำแผนซึ่งได้รับประกาศเป็นเขตส่งเสริม",
        "โครงการใหม่และโครงการขยายผล (นักดิจิทัลพัฒนาเมือง รุ่นที่ 1)",
        "พื้นที่ที่เกิดโครงการนำร่อง (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)",
    ):
        assert label in words
    assert "โครงการนำร่องที่เกิดขึ้น" not in words
    assert "แผนหรือข้อเสนอเมืองอัจฉริยะที่ยื่น" not in words
    # what plans would bring is no result of the batch
    assert batches(page)["มูลค่าการลงทุนตามแผน (ประมาณการ)"][1] == "กว่า 66,000 ล้านบาท"


def test_what_nobody_has_stated_yet_is_one_line_that_opens_the_kpis(opening: Opening) -> None:
    page = opening("cohorts")
    (button,) = [found for found in page.app.button if found.key == "awaited"]
    assert button.label == page.t("card.awaited", count=3)
    button.click().run()
    assert page.app.query_params["view"] == "kpis"


def test_the_worked_ratios_are_on_screen(opening: Opening) -> None:
    page = opening("cohorts")
    rows = page.listings[0]
    for value, parts in (
        ("กว่า 39.68%", "กว่า 50 ÷ 126"),
        ("กว่า 523.80 ล้านบาทต่อพื้นที่", "กว่า 66,000 ÷ 126"),
        ("73.33%", "22 ÷ 30"),
        ("74.03%", "57 ÷ 77"),
        ("28.57%", "22 ÷ 77"),
        ("34.19 คนต่อหน่วยงาน", "5,813 ÷ 170"),
        ("13.03 คนต่อผู้เข้าร่วม", "5,813 ÷ 446"),
    ):
        (row,) = [row for row in rows if value in row]
        assert parts in row
        assert row[-1]  # its documents


def test_what_is_not_divided_says_why(opening: Opening) -> None:
    app = opening("cohorts").app
    app.session_state["why_refused"] = True
    app.run()
    (words,) = [text.value.replace("\\", "") for text in app.markdown if "÷" in text.value]
    for code, above, below in (
        ("INV-04", "กว่า 30,900 ล้านบาท", "กว่า 66,000 ล้านบาท"),
        ("CERT-07", "37 เมือง", "190 พื้นที่"),
        ("PPL-03", "446 คน", "150 คน"),
    ):
        (line,) = [part for part in words.replace("\u00a0", " ").split("\n- ") if code in part]
        assert "ไม่คำนวณ เนื่องจาก" in line
        assert line.index(above) < line.index(" ÷ ") < line.index(below, line.index(" ÷ "))


def test_places_are_narrowed_and_counted(opening: Opening) -> None:
    page = opening("cohorts", province="83", view="places")
    assert page.t("layout.located_province", shown=4, of=59) in page.captions
    assert len(page.app.dataframe[0].value) == 4
    none = opening("cohorts", province="83", view="projects")
    assert none.t("state.empty_area") in [info.value for info in none.app.info]


def test_the_flow_says_what_is_stated_and_divides_plans_and_zones_alone(opening: Opening) -> None:
    first, second = lines(opening("cohorts", lang="en", era="ce"))
    assert first == [
        (
            "30 people ambassadors at launch · undated"
            " | 22 people ambassadors at the end · 4 Jul 2022"
            " | participants, all roles: no statement"
        ),
        "new plans: no statement",
        "promotion zones: no statement",
    ]
    assert second == [
        (
            "446 people participants, all roles · 14 Jun 2023"
            " | 150 people ambassadors at launch · 30 Nov 2022"
            " | ambassadors at the end: no statement"
        ),
        "126 areas new plans · 14 Jun 2023 | over 120 areas new plans · 14 Jun 2023",
        "over 50 areas promotion zones · 14 Jun 2023 | over 39.68% of the areas with a new plan",
    ]


@pytest.mark.parametrize("batch", ["SCA-2", "DLA-depa-pilots", "SCA-1"])
def test_the_reach_adds_up_to_what_was_published(opening: Opening, batch: str) -> None:
    page = opening("cohorts", lang="en", era="ce", batch=batch)
    named = {"SCA-2": 3, "DLA-depa-pilots": 11, "SCA-1": 0}[batch]
    published = {"SCA-2": (57, 54), "SCA-1": (22, 22)}.get(batch)
    titles = {heading.value for heading in page.app.subheader}
    captions = " ".join(page.captions)
    if published:
        assert f"Documents name {named} of {published[0]} provinces" in titles
        assert f"{published[0]} provinces announced" in captions
        assert f"not named: {published[1]}" in captions
    else:
        assert f"Documents name {named} provinces" in titles
        assert "announced" not in captions
    assert page.t("cohorts.reach_note") in captions


def test_awards_are_named_or_said_to_be_missing(opening: Opening) -> None:
    page = opening("cohorts", lang="en", era="ce", view="projects", list="awards")
    rows = {row[0]: row[1:4] for row in page.listings[0]}
    assert rows["Smart City Ambassadors, batch 1"] == [
        *("0 projects · 0 winners", "7 awards (4 Jul 2022)", "7")
    ]
    assert rows["Smart City Ambassadors, batch 2"] == [
        *("0 projects · 3 winners", "3 projects (14 Jun 2023)", "0")
    ]
    assert rows["Liveable smart city awards 2025"][1:] == ["22 municipalities (12 Sep 2025)", "19"]


@pytest.mark.trial
def test_what_agencies_send_stands_on_the_map_and_in_a_list_of_its_own(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yala = {"จังหวัด": "ยะลา", "หน่วยงานต้นสังกัด": "เทศบาลนครยะลา", "บทบาท": "กัปตันเมือง"}
    assert fill("agency_cohort_places", tmp_path, {}, yala).status == "filed"
    for source in ("agency_cohort_budgets", "agency_cohort_followups", "agency_training_delivery"):
        assert fill(source, tmp_path).status == "filed"
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    build(folder=tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("cohorts", lang="en", era="ce", view="places")
    # Yala; Nakhon Si Thammarat was named before
    assert "Documents name 4 of 57 provinces" in {found.value for found in page.app.subheader}
    assert "not named: 53" in " ".join(page.captions)
    sent = page.listings[1]
    said = {(row[1], row[2], row[4]) for row in sent}
    assert ("participants", "city captain · เทศบาลนครยะลา", "2 people") in said
    assert ("budget of the batch", "FY 2023", "20 million baht") in said
    assert ("still working for their city", "12 months after the certificate", "4 people") in said
    assert ("officials trained", "เทศบาลนครยะลา", "35 people") in said
    assert len(sent) == 5


def test_a_winner_says_what_it_did_in_which_dimension_and_to_what_end(opening: Opening) -> None:
    page = opening("cohorts", view="projects", open="project:satun-smart-mobility")
    row = page.row("แพลตฟอร์มสัญจรอัจฉริยะ")
    assert "SCA#2 Award: BEST INITIATIVE SMART CITY PROJECT AWARD" in row[2]
    assert row[3] == "การเดินทางและขนส่งอัจฉริยะ"
    drawer = " ".join(cell for table in page.tables for row in table for cell in row)
    assert "แพลตฟอร์มดิจิทัลแบบโมบายเว็บแอปพลิเคชัน" in drawer
    assert "นักท่องเที่ยวเชื่อมั่น" in drawer
