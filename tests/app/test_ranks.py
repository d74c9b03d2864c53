"""Ranks and scores of an index: whose they are, of how many, and whose they are not."""

import pytest

from dashboard.reader.text import Lang
from tests.app.conftest import Opening
from tests.app.test_profile import figures, html, table

IMD = {"th": "อันดับ 86 จาก 146 เมือง", "en": "ranked 86th of 146 cities"}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_bangkoks_rank_is_one_of_146_in_definitions_and_passport(
    opening: Opening, lang: Lang
) -> None:
    page = opening("definitions", lang=lang, kpi="imd_rank")
    (row,) = [row for row in page.listings[0] if row[0].startswith("IDX-03")]
    assert row[1] == IMD[lang]
    words = " ".join(str(drawn.value) for drawn in page.app.markdown)
    assert IMD[lang] in words.replace("\u00a0", " ")
    assert "86 ÷ 146" not in words
    assert page.t("behind.none") not in [drawn.value for drawn in page.app.info]
    assert "IMD" in words
    (score,) = [row for row in page.listings[0] if row[0].startswith("IDX-01")]
    named = {"th": "ดัชนี TSCCI พ.ศ. 2567: วังจันทร์วัลเลย์", "en": "TSCCI 2024: Wangchan Valley"}
    assert score[1] == f"84.85% ({named[lang]})"


def test_bangkoks_profile_has_its_rank(opening: Opening) -> None:
    page = opening("profile", province="10", view="figures")
    assert (
        page.row("อันดับของกรุงเทพมหานครในดัชนีเมืองอัจฉริยะของ IMD · ดัชนี IMD พ.ศ. 2568: กรุงเทพมหานคร")[1]
        == (IMD["th"])
    )


def test_no_other_province_lacks_bangkoks_rank_or_has_a_campus_score(opening: Opening) -> None:
    """Rayong holds Wangchan Valley, of which the index gives a score; of Rayong it gives none."""
    missing = html(opening("profile", province="21", view="missing"))
    assert "IMD" not in missing
    assert "จังหวัดที่ยังไม่พบการเข้าร่วมโครงการ" not in missing
    ranks = figures(opening("profile", province="21", view="figures"))
    assert not [name for name in ranks if "TSCCI" in name or "IMD" in name]
    page = opening("profile", province="21", view="figures", of="observations")
    scores = [row[1:3] for row in table(page, "profile.set") if row[0] == "คะแนนดัชนี TSCCI"]
    assert scores == [
        ["ดัชนี TSCCI พ.ศ. 2567: วังจันทร์วัลเลย์", "84.85%"],
        ["ดัชนี TSCCI พ.ศ. 2566 ระดับพื้นที่: วังจันทร์วัลเลย์", "83.55%"],
    ]


def test_the_pilot_local_governments_are_told_by_type(opening: Opening) -> None:
    """7 of 30 city, 4 of 190 town, 1 of 2,242 subdistrict municipalities."""
    page = opening("definitions", open="kpi:lao_engagement", part="definition")
    words = " ".join(str(cell) for table in page.tables for row in table for cell in row)
    assert "อปท. นำร่องตามบันทึกข้อตกลง สถ.–ดีป้า (2563)" in " ".join(row[0] for row in page.listings[0])
    for parts in (
        "เทศบาลนคร 23.333% (7 ÷ 30,",
        "เทศบาลเมือง 2.105% (4 ÷ 190,",
        "เทศบาลตำบล 0.045% (1 ÷ 2,242,",
    ):
        assert parts in words
