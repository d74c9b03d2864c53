"""What documents word stays in their words, and one thing has one name (B1 to B4, B12)."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

GUIDELINES = [  # as the Department of Local Administration published them
    "การกำหนดวิสัยทัศน์ ให้เชื่อมโยงกับเป้าหมาย SDGs และเศรษฐกิจพอเพียง",
    "ส่งเสริมการมีส่วนร่วมของชุมชน",
    "การกำหนดปัญหาจากความต้องการในพื้นที่",
    "เสริมสร้างศักยภาพ อปท.",
    "การส่งเสริมการพัฒนาอย่างเท่าเทียม",
    "การพัฒนาที่ครอบคลุมคนทุกกลุ่ม",
    "การให้ความสำคัญกับการปรับตัวต่อการเปลี่ยนแปลงของสภาพภูมิอากาศ และการอนุรักษ์และการจัดการสิ่งแวดล้อม",
    "การรับกับการเปลี่ยนแปลงสภาพภูมิอากาศ",
    "การบริหารแบบบูรณาการและการแบ่งปันทรัพยากร",  # printed as บูรนาการ, which its note says
    "ส่งเสริมสร้างพันธมิตรกับทุกภาคส่วน",
]
AWARD = "SCA#2 Award: BEST INITIATIVE SMART CITY PROJECT AWARD"


@pytest.fixture
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The shipped build."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_the_ten_guidelines_are_as_published(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql("select title_th, note_th from core.dim_guideline order by no").fetchall()
    assert [title for title, _ in found] == GUIDELINES
    assert "บูรนาการ" in found[8][1]


def test_the_award_has_its_own_name(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select award, award_th from core.dim_project "
        "where kind = 'award_winner' and cohort = 'SCA-2'"
    ).fetchall()
    assert len(found) == 3
    assert {award for award, _ in found} == {AWARD}
    assert all(award_th.startswith("ชนะเลิศ") and AWARD in award_th for _, award_th in found)


def test_a_project_has_one_thai_name(built: duckdb.DuckDBPyConnection) -> None:
    names = built.sql(
        "select name_th from core.dim_project where cohort = 'SCA-2' and kind = 'award_winner' "
        "union all select name_th from core.dim_solution where solution_key in "
        "('satun-mobility', 'umong-welfare')"
    ).fetchall()
    assert {name for (name,) in names} == {
        "แพลตฟอร์มสัญจรอัจฉริยะ",
        "พิพิธภัณฑ์มีชีวิต",
        "ระบบบริหารจัดการงานสวัสดิการสังคม ตำบลอุโมงค์",
    }


def test_founding_documents_have_their_own_titles(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(
        "select doc_id, title, url from core.dim_document where doc_id like 'seed-%' order by 1"
    ).fetchall()
    assert [url is not None for _, _, url in found] == [True, True, True, False, False]
    assert found[1][1].startswith("สถ. ร่วมกับ JICA และ depa จัดประชุมผู้เชี่ยวชาญ (EGM)")
    assert found[4][1] == "สถ.ผนึกดีป้าทำเอ็มโอยูร่วมพัฒนาเมืองน่าอยู่อัจฉริยะ"


def test_the_twelve_pilots_rest_on_the_memorandums_own_news(
    built: duckdb.DuckDBPyConnection,
) -> None:
    """Of the 12 safe cities, the note says why: the page tells the memorandum of 2 July 2563."""
    found = built.sql(
        "select obs_id, doc_id, note_th from core.fct_observation where obs_id in "
        "('OB127', 'OB128') order by obs_id"
    ).fetchall()
    assert [row[1] for row in found] == ["db97a5a32", "seed-004"]
    assert "บันทึกข้อตกลงระหว่าง สถ. กับดีป้า วันที่ 2 กรกฎาคม 2563" in found[0][2]
