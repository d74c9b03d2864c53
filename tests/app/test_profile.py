"""A province's page: chooser, finding, cards, strips with ranks, peers and why, lists, a letter."""

import json
import re
from datetime import date
from html import unescape

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reader.text import LANGS, Lang
from tests.app.conftest import Opened, Opening

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def chosen(page: Opened) -> str:
    """What is found of the province, its name first."""
    (name,) = [header.value for header in page.app.header]
    return str(name).replace("\\", "")


def headings(page: Opened) -> list[str]:
    return [heading.value.replace("\\", "") for heading in page.app.subheader]


def html(page: Opened) -> str:
    return "".join(str(block.proto.body) for block in page.app.get("html"))


def told(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def words_of(page: Opened) -> str:
    """What the cards say."""
    return " ".join(line for lines in page.cards.values() for line in lines)


def table(page: Opened, heading: str) -> list[list[str]]:
    """The one list that has a column of this heading (a key)."""
    (found,) = [
        rows
        for rows, drawn in zip(page.listings, page.app.dataframe, strict=True)
        if page.t(heading) in drawn.value.columns
    ]
    return found


def strips(page: Opened) -> dict[str, str]:
    """What is said of the province on each strip: its figure and its rank."""
    return {str(row["name"]): str(row["said"]) for row in heads(page)}


def heads(page: Opened) -> list[dict[str, object]]:
    (drawn,) = [
        chart.proto for chart in page.app.get("vega_lite_chart") if "middle" in chart.proto.spec
    ]
    for named in drawn.datasets:
        rows = pl.read_ipc_stream(named.data.data).to_dicts()
        if rows and "said" in rows[0]:
            return rows
    raise AssertionError(json.loads(drawn.spec))


def peers(page: Opened) -> list[list[str]]:
    """The province and its peers: name and reason, then what each has."""
    found = html(page).partition('<table class="alike">')[2].partition("</table>")[0]
    return [[told(cell) for cell in CELL.findall(row)] for row in ROW.findall(found)[1:]]


def figures(page: Opened) -> dict[str, list[str]]:
    """The list of all figures: value, rank, median, day."""
    return {row[0]: row[1:] for row in table(page, "profile.rank")}


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_province_all_77_are_on_offer(opening: Opening, lang: Lang) -> None:
    page = opening("profile", lang=lang)
    assert sum(len(pills.options) for pills in page.app.pills) == 77
    assert page.t("profile.choose") in headings(page)
    assert not page.app.table


def test_a_region_narrows_the_chooser(opening: Opening) -> None:
    page = opening("profile", region="southern_border", lang="en")
    (pills,) = page.app.pills
    assert sorted(pills.options) == ["Narathiwat", "Pattani", "Yala"]


def test_a_press_opens_the_profile_and_clearing_the_filters_the_chooser(opening: Opening) -> None:
    page = opening("profile", lang="en", region="north")
    page.app.pills[0].select("50").run()
    assert chosen(page) == "Chiang Mai: 3 cities certified – rank 2 of 77, shared by 2"
    assert page.app.query_params["province"] == "50"
    next(button for button in page.app.button if button.label == page.t("filter.reset")).click()
    page.app.run()
    assert "province" not in page.app.query_params
    assert page.app.pills
    assert not page.app.header


@pytest.mark.parametrize(
    ("province", "known", "words"),
    [
        ("38", "all", "Bueng Kan: no certified city yet"),
        ("38", "2026-04-27", "Bueng Kan: documents name no certified city"),
        ("10", "all", "Bangkok: 4 cities certified – rank 1 of 77"),
    ],
)
def test_the_title_is_what_is_found(
    opening: Opening, province: str, known: str, words: str
) -> None:
    assert chosen(opening("profile", lang="en", province=province, known=known)) == words


def test_the_facts_have_unit_date_and_source(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en", view="figures", of="facts")
    (shown,) = [
        text.value.replace("\\", "") for text in page.app.markdown if "1,789,385" in text.value
    ]
    for words in (
        "1,789,385 people (31 Dec 2021)",
        "Newer: 1,792,474 people (31 Dec 2022)",
        "164,479 baht (2024 preliminary)".replace("preliminary", "(preliminary)"),
        "subdistrict municipalities 116",
        "(20 Dec 2019)",
        "https://www.nesdc.go.th",
    ):
        assert words in shown, words
    belongs = "North · Upper North 1 · 20,107 km² · 1,789,385 residents (31 Dec 2021)"
    assert any(caption.startswith(belongs) for caption in page.captions)


def test_four_cards_are_of_the_province_and_none_is_the_countrys(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en")
    shown = words_of(page)
    for words in ("3 cities", "at least 1 area", "5 plans", "4 of the national programme"):
        assert words in shown
    assert "– No data yet" in shown
    assert "whole country: over 66,000 million baht" in shown
    own = opening("profile", province="10", lang="en")
    assert "4,000 million baht" in words_of(own)
    none = opening("profile", province="38", lang="en")
    assert "– none named" in words_of(none)


def test_what_is_not_of_the_province_is_one_line_that_opens_it(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en")
    labels = {str(button.key): button for button in page.app.button}
    assert labels["more_national"].label == page.t("profile.national", count=3)
    assert labels["more_lacking"].label == page.t("profile.lacking", count=11)
    labels["more_lacking"].click().run()
    assert page.app.query_params["view"] == "missing"


def test_ranks_are_shared_by_equals_and_say_of_how_many(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en", era="ce", view="figures")
    ranks = figures(page)
    assert ranks["Municipalities"] == [
        *("121 municipalities", "1 of 77", "25 municipalities", "20 Dec 2019")
    ]
    named = ranks["Certified smart cities · Named in public documents"]
    assert named == ["3 cities", "2 of 77, shared by 2", "0 cities", "27 Aug 2025"]
    planned = next(row for name, row in ranks.items() if name.startswith("Other projects"))
    assert planned[:2] == ["about 350 million baht", "6 of 7"]
    strip = strips(page)
    assert strip["Municipalities"] == "121 municipalities · 1 of 77"
    assert strip["Certified smart cities"] == "3 cities · 2 of 77, shared by 2"
    assert "Where Chiang Mai stands among the 77" in headings(page)


def test_a_zero_without_a_document_says_why(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en", view="figures")
    named = figures(page)["Certified smart cities · Named in public documents"]
    assert named[0] == f"0 cities ({page.t('absence.zero')})"


def test_a_second_province_stands_on_the_same_strips_and_in_the_link(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en", **{"with": "54"})
    second = {row["name"]: row["second"] for row in heads(page)}
    assert second["Municipalities"] == "◆ 26 municipalities · 35 of 77, shared by 3"
    assert second["Promotion zones declared"] == "◆ none named"
    page.app.selectbox(key="with").select("10").run()
    assert page.app.query_params["with"] == "10"
    assert {row["second"] for row in heads(opening("profile", province="50"))} == {""}


def test_peers_stand_with_their_values_and_the_reason(opening: Opening) -> None:
    page = opening("profile", province="55", lang="en")
    listed = peers(page)
    assert listed[0] == ["Nan this one", "475,875", "90,497", "19"]
    assert listed[1] == [
        "1. Phrae same province group (Upper North 2) · difference 0.52",
        *("434,580", "92,993", "26"),
    ]
    assert "same region (North)" in listed[2][0]
    assert "another region (Northeast)" in listed[5][0]
    assert [row[0].rpartition(" ")[2] for row in listed[1:]] == [
        *("0.52", "0.64", "0.89", "0.89", "1.05")
    ]
    assert re.search(r'<a href="profile\?[^"]*province=54[^"]*"[^>]*>1. Phrae</a>', html(page))
    assert "Most like it: Phrae" in headings(page)
    assert not page.app.warning


def test_the_region_term_can_be_left_out_and_the_link_says_so(opening: Opening) -> None:
    page = opening("profile", province="55", lang="en")
    page.app.segmented_control(key="peers").set_value("any").run()
    assert page.app.query_params["peers"] == "any"
    assert [row[0].rpartition(" ")[2] for row in peers(page)[1:]] == [
        *("0.31", "0.40", "0.41", "0.49", "0.52")
    ]


def test_the_comparison_has_the_same_five(opening: Opening) -> None:
    page = opening(
        "profile", province="55", lang="en", peers="any", view="figures", of="comparison"
    )
    rows = [row for row in page.listings[0] if row[1] == "Registered population"]
    assert {row[0] for row in rows} == {*("Bueng Kan", "Sukhothai", "Sa Kaeo", "Yasothon", "Phrae")}
    assert {row[0]: row[2] for row in rows}["Bueng Kan"] == "421,995 people"
    assert any(page.t("profile.peers_rule") in caption for caption in page.captions)


def test_a_far_nearest_peer_is_said_to_be_far(opening: Opening) -> None:
    (warning,) = opening("profile", province="20", lang="en").app.warning
    assert "1.50" in warning.value


@pytest.mark.parametrize("lang", LANGS)
def test_bangkok_has_a_profile_and_a_reason_for_having_no_peers(
    opening: Opening, lang: Lang
) -> None:
    page = opening("profile", province="10", lang=lang)
    assert page.t("profile.no_peers") in {info.value for info in page.app.info}
    assert page.t("profile.peers") in headings(page)
    assert any(page.t("profile.no_group") in caption for caption in page.captions)
    assert len(table(page, "profile.programme")) == 8


def test_an_amount_of_several_provinces_is_listed_apart(opening: Opening) -> None:
    page = opening("profile", province="91", lang="en", view="money")  # one grant of three
    assert page.t("profile.shared") in headings(page)
    (shared,) = [row for rows in page.listings for row in rows if row[3].count(", ") == 2]
    assert "Satun" in shared[3]
    none = opening("profile", province="38", lang="en", view="money")
    assert none.t("profile.shared") not in headings(none)


def test_the_period_narrows_what_is_dated_and_says_so(opening: Opening) -> None:
    whole = opening("profile", province="50", lang="en", list="events")
    part = opening("profile", province="50", lang="en", list="events", **PERIOD)
    assert page_count(whole) > page_count(part) == 1
    assert part.t("profile.count_period", count=1) in part.captions


PERIOD = {"from": "2022", "to": "2022"}


def page_count(page: Opened) -> int:
    """Events of the plans."""
    return len(page.listings[0])


def test_what_is_missing_is_a_letter_with_form_and_owner(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en", view="missing")
    letter = html(page).partition("<h3>")[2]
    rows = [[told(cell) for cell in CELL.findall(row)] for row in ROW.findall(letter)[1:]]
    missing = {row[0].partition(". ")[2]: row[1:] for row in rows}
    assert len(missing) == len(rows) == 12
    form, owner = missing["Planned investment"]
    assert form
    assert owner
    assert "health?" in letter
    assert "form=" in letter
    assert "; " not in owner  # nobody twice
    words = told(letter)
    assert page.t("profile.letter_title", province="Bueng Kan") in words
    assert page.t("profile.letter_asked", count=12) in words
    assert "29 November 2026" in words
    assert "Registered population 421,995 people – 62 of 77" in words


def test_a_province_with_nothing_on_record_says_so_and_is_never_empty(opening: Opening) -> None:
    empty = {"plans": 1, "money": 1, "training": 1, "solutions": 1}
    for view, count in empty.items():
        page = opening("profile", province="38", lang="en", view=view)
        said = [info.value for info in page.app.info]
        assert said.count(page.t("state.empty_area")) == count, view
    assert any(
        page.t("profile.no_pledges") in info.value
        for info in opening(
            "profile", province="38", lang="en", view="training", kind="pledges"
        ).app.info
    )


def pledged() -> None:
    """A page of one panel over two pledges."""
    from dashboard.pages.profile import views  # noqa: PLC0415
    from dashboard.reader.page import Page  # noqa: PLC0415
    from dashboard.reader.reader import Reader  # noqa: PLC0415
    from tests.app.test_profile import PLEDGES  # noqa: PLC0415

    views.pledges(Page("profile", Reader(province="83"), {"pledges": PLEDGES}))


PLEDGES = pl.DataFrame(
    {
        "pledge": ["ลดปริมาณขยะ", "เปิดข้อมูลเมือง"],
        "value": [20.0, None],
        "qualifier": [">=", None],
        "unit": ["ร้อยละ", None],
        "due_on": [date(2027, 12, 31), None],
        "due_on_precision": ["year", None],
        "status": ["under_way", "done"],
        "as_of": [date(2026, 9, 30), date(2026, 9, 30)],
        "as_of_precision": ["day", "day"],
        "reported_by": ["สำนักงานจังหวัดภูเก็ต", "สำนักงานจังหวัดภูเก็ต"],
    }
)


def test_a_pledge_has_its_target_its_day_and_its_status() -> None:
    app = AppTest.from_function(pledged, default_timeout=250).run()
    assert not app.exception
    (listed,) = Opened(app, "th").listings
    assert listed[0][1:4] == ["ไม่น้อยกว่า 20 ร้อยละ", "พ.ศ. 2570", "อยู่ระหว่างดำเนินการ"]
    assert listed[1][1:4] == ["", "ไม่ระบุวันที่", "ดำเนินการแล้วเสร็จ"]
    assert listed[0][4] == "30 ก.ย. 2569 · สำนักงานจังหวัดภูเก็ต"
