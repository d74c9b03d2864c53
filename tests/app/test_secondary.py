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
    assert "(แหล่งทุติยภูมิ)" in shown[ZONES]
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
