"""Secondary sources on pages: marked, beside primary ones, and left out where the reader asks."""

from dashboard.reader.text import t
from tests.app.conftest import Opened, Opening
from tests.app.test_overview import tiles

CITIES, ZONES = "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์", "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว"


def notices(page: Opened) -> str:
    return " ".join(notice.value for notice in page.app.info)


def test_a_secondary_figure_is_marked_and_what_primary_sources_say_stands_beside_it(
    opening: Opening,
) -> None:
    shown = tiles(opening("overview", view="kpis"))
    assert "190" in shown[ZONES]
    assert "· แหล่งทุติยภูมิ ·" in shown[ZONES]
    assert "เอกสารปฐมภูมิ: " in shown[ZONES]
    assert "100" in shown[ZONES].split("เอกสารปฐมภูมิ: ")[1]
    assert shown[CITIES].startswith("37 ")
    assert t("tile.repeated", "th", value="37 เมือง", date="ม.ค. 2569") in shown[CITIES]


def test_primary_sources_alone_say_so_and_follow_everywhere(opening: Opening) -> None:
    page = opening("overview", view="kpis", sources="primary")
    shown = tiles(page)
    assert "190" not in shown[ZONES]
    assert "100" in shown[ZONES]
    assert "37 " in shown[CITIES]
    assert "แหล่งทุติยภูมิ" not in "".join(shown.values())
    assert "เฉพาะแหล่งปฐมภูมิ" in notices(page)
    assert t("sources.no_changes", "th") in notices(opening("overview", sources="primary"))
    assert page.app.query_params["sources"] == "primary"


ALONE = {  # certified plans that a secondary source alone tells of
    *("แสนสุข", "อุบลราชธานี", "นราธิวาส", "หาดใหญ่", "พังงา", "เกาะสมุย", "สตูล"),
}


def test_lists_of_places_mark_what_secondary_sources_alone_tell(opening: Opening) -> None:
    page = opening("provinces", kpi="certified_cities")
    marked = {row[0]: row[2] for row in page.listings[0] if "ทุติยภูมิ" in row[2]}
    part = t("map.secondary_of", "th", count=1, of=2)
    assert marked.pop("ชลบุรี") == f"2 เมือง · {part}"
    assert {words.partition(" · ")[2] for words in marked.values()} == {t("tile.secondary", "th")}
    assert len(marked) == 6
    credit = t("map.secondary", "th", count=7)
    assert sum(credit in caption for caption in page.captions) >= 1
    primary = opening("provinces", kpi="certified_cities", sources="primary")
    assert not [row for row in primary.listings[0] if "ทุติยภูมิ" in row[2]]


def test_the_list_of_certified_cities_marks_them_by_name(opening: Opening) -> None:
    rows = opening("programme", view="announced", count="provinces").listings[0]
    assert rows[-1][0] == t("programme_part.published", "th")
    marked = [
        name
        for row in rows
        for name in row[2].split(", ")
        if name.endswith(f"({t('tile.secondary', 'th')})")
    ]
    assert len(marked) == len(ALONE)
    assert all(any(known in name for name in marked) for known in ALONE)
    listed = opening("programme").listings[0]
    step = f"{t('ladder_step.logo_awarded', 'th')} ({t('tile.secondary', 'th')})"
    assert {row[0] for row in listed if row[2] == step}
