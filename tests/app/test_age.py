"""The age of figures on pages: the trust line, tiles, the data-quality page, definitions."""

from dashboard.text import t
from tests.app.conftest import Opening
from tests.app.test_overview import prose, tiles


def test_the_trust_line_speaks_of_the_figures_first(opening: Opening) -> None:
    """On 29 November 2569; the load's checks are no green badge beside old figures."""
    words = prose(opening("overview"))
    trust = t("age.trust", "th", kpis=29, current=1, ageing=5, old=23)
    assert f"orange-badge[:material/schedule: {trust}]" in words
    assert words.index(trust) < words.index("ผ่านการตรวจสอบ")
    assert "green-badge" not in words


def test_a_tile_says_how_old_its_figure_is(opening: Opening) -> None:
    shown = tiles(opening("overview"))
    cities = shown["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert "ล้าสมัย (อายุ 15 เดือน)" in cities  # 27 August 2568 to 29 November 2569


def test_the_data_quality_page_draws_its_three_kpis(opening: Opening) -> None:
    page = opening("health")
    shown = tiles(page)
    assert {"ข้อมูลที่เปิดดูเอกสารอ้างอิงได้", "ตัวชี้วัดที่ตัวเลขหลักเป็นปัจจุบัน"} <= shown.keys()
    current = shown["ตัวชี้วัดที่ตัวเลขหลักเป็นปัจจุบัน"]
    assert current.startswith("4%")  # 1 of 28, in whole percents
    assert "คำนวณ" in current


def test_the_passport_lists_what_is_current_and_what_is_not(opening: Opening) -> None:
    page = opening("definitions", kpi="freshness")
    row = page.row("อันดับของกรุงเทพมหานครในดัชนีเมืองอัจฉริยะของ IMD")
    assert row[1] == "1"


def test_a_sum_says_its_oldest_row_and_how_many_have_no_day(opening: Opening) -> None:
    shown = tiles(opening("investment", lang="en", era="ce", province="20"))
    projects = shown["Other large projects (planned amounts)"]
    assert "as of 23 Jul 2024" in projects
    assert "oldest row of 29 Dec 2022, from which its age counts" in projects
    assert "undated rows among them: 1" in projects
    red_line = tiles(opening("investment", lang="en", province="40"))
    assert "oldest row" not in red_line["Other large projects (planned amounts)"]
