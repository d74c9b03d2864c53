"""A place of which no document names any: none named while more is published, else none at all.

Worked by hand on the record of 29 November 2569: all 37 certified cities are named, in 25
provinces; of the 190 promotion zones 29 are named, in 20. As known on 27 April 2569, 30 of the 37
are named, in 19.
"""

import pytest

from dashboard.reader.text import LANGS, Lang, t
from tests.app.conftest import Opening
from tests.app.test_overview import tiles
from tests.app.test_profile import figures

BEFORE = "2026-04-27"  # the day before the list of all 37 is known


def shown(rows: list[list[str]]) -> list[str]:
    """The values of the provinces page's table."""
    return [row[2] for row in rows]


def test_all_are_named_so_the_others_have_none(opening: Opening) -> None:
    values = shown(opening("provinces", lang="en", kpi="certified_cities").listings[0])
    assert values.count("0 cities") == 77 - 25
    assert sum(int(value.split()[0]) for value in values) == 37


@pytest.mark.parametrize("lang", LANGS)
def test_more_zones_are_published_than_named_so_no_province_reads_zero(
    opening: Opening, lang: Lang
) -> None:
    page = opening("provinces", lang=lang, kpi="promotion_zones")
    values = shown(page.listings[0])
    assert values.count(t("state.none_named", lang)) == 77 - 20
    assert not [value for value in values if value.startswith("0")]
    stated = [value.partition(" · ")[0] for value in values[:20]]  # before the mark of its sources
    assert sum(int(value.split()[-2]) for value in stated) == 29
    assert any(t("map.open_list", lang) in caption for caption in page.captions)


def test_before_all_were_named_no_province_read_zero(opening: Opening) -> None:
    values = shown(opening("provinces", lang="en", known=BEFORE).listings[0])
    assert values.count("none named") == 77 - 19
    assert sum(int(value.split()[-2]) for value in values[:19]) == 30


def test_where_none_is_named_there_is_no_rank(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en", view="figures")
    ranks = figures(page)
    zones = ranks["Promotion zones declared · Named in public documents"]
    assert zones[:3] == [f"none named ({page.t('absence.unknown')})", "–", "–"]
    cities = ranks["Certified smart cities · Named in public documents"]
    assert cities[0].startswith("0 cities")


@pytest.mark.parametrize("lang", LANGS)
def test_a_region_has_at_least_what_is_named(opening: Opening, lang: Lang) -> None:
    words = tiles(opening("overview", view="kpis", lang=lang, region="northeast"))
    label = {"th": "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว", "en": "Promotion zones declared"}[lang]
    assert words[label].startswith({"th": "ไม่น้อยกว่า 2 พื้นที่", "en": "at least 2 areas"}[lang])
    label = {"th": "สัดส่วนจังหวัดที่มีเมืองอัจฉริยะ", "en": "Provinces with a certified city"}[lang]
    assert words[label].startswith("15% ")  # 3 of 20, and no more: all are named
