"""The age of figures on pages: tiles, the data-quality page, definitions."""

from tests.app.conftest import Opening
from tests.app.test_overview import kpis, tiles


def test_a_tile_says_how_old_its_figure_is(opening: Opening) -> None:
    shown = tiles(kpis(opening))
    cities = shown["เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"]
    assert "ล้าสมัย (อายุ 15 เดือน)" in cities  # 27 August 2568 to 29 November 2569


def test_the_data_quality_page_tells_its_kpis_each_with_its_drawer(opening: Opening) -> None:
    page = opening("health")
    (line,) = [caption for caption in page.captions if "open=kpi%3Afreshness" in caption]
    assert "[ตัวชี้วัดที่ตัวเลขหลักเป็นปัจจุบัน 4%](" in line  # 1 of 28, in whole percents
    assert "[ข้อมูลที่เปิดดูเอกสารอ้างอิงได้ 93%](" in line
    assert "[ตัวเลขไม่ตรงกันที่ยังไม่มีข้อยุติ 10 เรื่อง](" in line
    assert f"[การส่งรายงานความก้าวหน้าตรงเวลา {page.t('state.no_data')}](" in line
    drawer = opening("health", open="kpi:freshness")
    assert any("คำนวณ" in text.value for text in drawer.app.markdown)


def test_the_drawer_lists_what_is_current_and_what_is_not(opening: Opening) -> None:
    page = opening("definitions", open="kpi:freshness", part="rows")
    row = page.row("อันดับของกรุงเทพมหานครในดัชนีเมืองอัจฉริยะของ IMD")
    assert row[1] == "1"


def test_a_sum_says_its_oldest_row_and_how_many_have_no_day(opening: Opening) -> None:
    shown = tiles(opening("investment", view="kpis", lang="en", era="ce", province="20"))
    projects = shown["Other projects (planned amounts)"]
    assert "23 Jul 2024" in projects
    assert "oldest row of 29 Dec 2022, from which its age counts" in projects
    assert "undated rows among them: 1" in projects
    red_line = tiles(opening("investment", view="kpis", lang="en", province="40"))
    assert "oldest row" not in red_line["Other projects (planned amounts)"]
