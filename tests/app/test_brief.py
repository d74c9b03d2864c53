"""The briefing: five cards of the page's own figures, turned by the arrow keys."""

import json
from typing import Any

from dashboard.pages.overview.brief import CARDS
from tests.app.conftest import Opened, Opening


def test_each_card_has_a_sentence_and_all_are_drawn_for_paper(opening: Opening) -> None:
    page = opening("overview", brief="1")
    titles = " ".join(title.value.replace("\\", "") for title in page.app.subheader)
    assert "กว่า 66,000 ล้านบาท" in titles
    assert "กว่า 30,900 ล้านบาท" in titles
    assert "ยังไม่มีข้อมูล" in titles
    assert "ตัวเลขไม่ตรงกันที่ยังไม่มีข้อยุติ 3 เรื่อง" in titles
    assert any("ช้ากว่าเป้าหมายมาก" in words.value for words in page.app.markdown)


def test_the_keys_turn_the_cards_and_the_link_keeps_the_card(opening: Opening) -> None:
    page = opening("overview", brief="1")
    assert page.app.button(key="brief_back").disabled
    page.app.button(key="brief_next").click().run()
    assert page.app.query_params["card"] == list(CARDS)[1]
    assert opening("overview", brief="1", card="asked").app.button(key="brief_next").disabled


def test_the_start_page_leads_to_it(opening: Opening) -> None:
    assert any("brief=1" in block.proto.body for block in opening("overview").app.get("html"))


def test_its_drawings_are_larger_than_the_pages_also_after_those_were_made(
    opening: Opening,
) -> None:
    on_page, large = (
        race(opening("overview", lang="en", **query)) for query in ({}, {"brief": "1"})
    )
    assert large["height"] == on_page["height"] * CARDS["pace"]


def race(page: Opened) -> dict[str, Any]:
    """The drawing of the way to the target."""
    (spec,) = [
        json.loads(chart.proto.spec)
        for chart in page.app.get("vega_lite_chart")
        if page.t("race.axis") in chart.proto.spec
    ]
    return dict(spec)
