"""The page of one plan: who it is, its steps, facts, money, what is near it and what is missing."""

from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.reader.reader import Reader
from dashboard.reader.text import Lang
from dashboard.warehouse.data import read_page
from tests.app.conftest import Opened, Opening


def said(page: Opened) -> str:
    """All that the page says in running text, small print and facts."""
    words = [text.value for text in page.app.markdown] + page.captions
    words += [block.proto.body for block in page.app.get("html")]
    return " ".join(words).replace("\\", "")


def test_a_plan_says_who_it_is_and_which_step_it_has_reached(opening: Opening) -> None:
    page = opening("city", plan="mae-mo")
    told = said(page)
    assert "## แม่เมาะเมืองน่าอยู่ – ได้รับตราสัญลักษณ์ (24 พ.ค. 2564)" in told
    assert "จังหวัดลำปาง ภาคเหนือ" in told
    assert "ระดับอำเภอ (ผู้จัดทำข้อมูลประมาณ)" in told
    assert "การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย (กฟผ.) · รัฐวิสาหกิจ" in told
    assert "24 พ.ค. 2564 – 23 พ.ค. 2566 (สันนิษฐาน)" in told
    assert "3 จาก 7 ด้าน" in told
    titles = [heading.value for heading in page.app.subheader]
    assert page.t("city.waited", count=18) in titles  # 31 Oct 2562 to 24 May 2564


def test_the_capital_is_no_province(opening: Opening) -> None:
    told = said(opening("city", plan="samyan"))
    assert "กรุงเทพมหานคร ภาคกลาง" in told
    assert "จังหวัดกรุงเทพมหานคร" not in told


def test_steps_stand_with_their_documents_in_picture_and_list(opening: Opening) -> None:
    page = opening("city", lang="en", plan="mae-mo")
    assert len(page.listings[0]) == 9
    assert all(row[-1] for row in page.listings[0])
    (picture,) = [
        chart.proto.alt
        for chart in page.app.get("vega_lite_chart")
        if chart.proto.alt.startswith("9 events from 9 documents")
    ]
    assert "promotion zone declared 31 Oct 2019" in picture


def test_a_city_says_with_which_count_it_came(opening: Opening) -> None:
    told = said(opening("city", lang="en", plan="phuket-tinicon-valley"))
    assert "took the count from 36 to 37 cities (27 Aug 2025)" in told
    told = said(opening("city", lang="en", plan="nakhon-si-thammarat"))
    assert "took the count from 30 to 36 cities (Jul 2023)" in told
    assert "took the count" not in said(opening("city", lang="en", plan="phuket"))


def test_money_is_listed_and_never_added(opening: Opening) -> None:
    page = opening("city", lang="en", plan="phuket", about="money")
    assert len(page.listings[0]) == 7
    assert page.t("city.money_note") in page.captions
    assert "approved: 4" in said(page)


def test_what_is_near_a_plan_says_how_it_belongs(opening: Opening) -> None:
    page = opening("city", lang="en", plan="yala", about="related")
    relations = {row[0]: row[2] for row in page.listings[0]}
    assert "of this plan" in relations.values()
    assert "same province" in relations.values()
    page = opening("city", lang="en", plan="nakhon-sawan", about="related")
    own = [row for row in page.listings[0] if row[0] == "เทศบาลนครนครสวรรค์"]
    assert {row[2] for row in own} == {"of its body"}
    assert len(own) == 2


def test_what_is_missing_names_forms_and_who_sends_them(opening: Opening) -> None:
    page = opening("city", lang="en", plan="phuket", about="missing")
    assert len(page.listings[0]) == 10
    assert all(row[2] for row in page.listings[0])
    assert page.row("Events of smart city plans")[2].startswith("Digital Economy Promotion Agency")
    (lines,) = [
        block.proto.body for block in page.app.get("html") if 'class="rows"' in block.proto.body
    ]
    assert "view=files&amp;form=agency_plan_events" in lines
    assert "Public documents leave open: Lead organisation" in said(page)


def test_a_plan_outside_the_programme_says_so(opening: Opening) -> None:
    listed = opening("programme", view="other")
    (lines,) = [
        block.proto.body for block in listed.app.get("html") if 'class="rows"' in block.proto.body
    ]
    address = lines.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    plan = parse_qs(urlsplit(address).query)["plan"][0]
    page = opening("city", plan=plan)
    assert page.t("city.outside") in said(page)
    assert page.t("state.no_step") in said(page)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_an_unknown_plan_is_a_sentence(opening: Opening, lang: Lang) -> None:
    page = opening("city", lang=lang, plan="<b>nowhere</b>")
    told = said(page) + " ".join(warning.value for warning in page.app.warning)
    assert page.t("link.choice") in told
    assert page.t("city.unchosen").partition("{")[0][:30] in told
    assert "nowhere" not in told
    assert not page.app.dataframe


def test_a_plan_that_no_document_named_by_then_is_a_sentence(opening: Opening) -> None:
    page = opening("city", lang="en", plan="phuket-tinicon-valley", known="2020-12-31")
    assert "don't name it yet" in said(page)


def test_another_plan_is_chosen_in_the_box(opening: Opening) -> None:
    page = opening("city", lang="en", plan="phuket")
    page.app.selectbox(key="plan").select("yala").run()
    assert "## Yala Smart City" in said(page)


def test_all_that_is_known_of_a_plan_can_be_taken_along(opening: Opening) -> None:
    page = opening("city", lang="en", plan="phuket")
    ways = [line for line in page.app.caption if f"[{page.t('table.take')}](?take=" in line.value]
    assert len(ways) == 4  # plan, drawing, map, steps
    rows = read_page("city", Reader(lang="en"), plan="phuket").record
    assert dict(rows.group_by("kind").len().iter_rows()) == {
        "plan": 6,  # a row for each document that tells of it
        "plan_event": 6,
        "investment": 7,
    }
    assert rows["url"].null_count() == 0
