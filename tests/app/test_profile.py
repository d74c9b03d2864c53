"""The province profile: chooser, facts, ranks with ties, peers and why, lists, what is missing."""

from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reader.text import LANGS, Lang
from tests.app.conftest import Opened, Opening


def chosen(page: Opened) -> str:
    (name,) = [header.value for header in page.app.header]
    return str(name)


def headings(page: Opened) -> list[str]:
    return [heading.value for heading in page.app.subheader]


def table(page: Opened, heading: str) -> list[list[str]]:
    """The one table that has a column of this heading (a key)."""
    (found,) = [
        rows
        for rows, drawn in zip(page.tables, page.app.table, strict=True)
        if page.t(heading) in drawn.value.columns
    ]
    return found


def tiles(page: Opened) -> str:
    return " ".join(str(block.proto.body) for block in page.app.get("html"))


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


def test_a_press_opens_the_profile_and_the_way_back_the_chooser(opening: Opening) -> None:
    page = opening("profile", lang="en", region="north")
    page.app.pills[0].select("50").run()
    assert chosen(page) == "Chiang Mai"
    assert page.app.query_params["province"] == "50"
    (back,) = [button for button in page.app.button if button.label == "Another province"]
    back.click().run()
    assert page.app.query_params["province"] == "all"
    assert page.app.pills
    assert not page.app.header


def test_the_facts_have_unit_date_and_source(opening: Opening) -> None:
    shown = tiles(opening("profile", province="50", lang="en", era="ce"))
    for words in (
        "1,789,385",
        "as of 31 Dec 2021",
        "Newer: 1,792,474 people (31 Dec 2022)",
        "164,479",
        "as of 2024 (preliminary)",
        "subdistrict municipalities 116",
        "as of 20 Dec 2019",
        "https://www.nesdc.go.th",
    ):
        assert words in shown


def test_ranks_are_shared_by_equals_and_say_of_how_many(opening: Opening) -> None:
    page = opening("profile", province="50", lang="en", era="ce")
    ranks = {row[0]: row[1:] for row in table(page, "profile.rank")}
    assert ranks["Municipalities"][:4] == [
        "121 municipalities",
        "20 Dec 2019",
        "1 of 77",
        "25 municipalities",
    ]
    named = ranks["Certified smart cities · Named in public documents"]
    assert named[:4] == ["3 cities", "27 Aug 2025", "2 of 77, shared by 2", "0 cities"]
    planned = next(row for name, row in ranks.items() if name.startswith("Other projects"))
    assert planned[0] == "about 350 million baht"
    assert planned[2] == "6 of 7"
    assert all(row[-1] for row in ranks.values())


def test_a_zero_without_a_document_says_why(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en")
    ranks = {row[0]: row[1:] for row in table(page, "profile.rank")}
    named = ranks["Certified smart cities · Named in public documents"]
    assert named[0] == "0 cities"
    assert named[-1] == page.t("absence.zero")


def test_peers_stand_with_their_values_and_the_reason(opening: Opening) -> None:
    page = opening("profile", province="55", lang="en")
    peers = table(page, "profile.distance")
    assert [row[1] for row in peers] == ["this one", "1", "2", "3", "4", "5"]
    assert [row[-1] for row in peers] == ["–", "0.52", "0.64", "0.89", "0.89", "1.05"]
    assert peers[0][3:6] == ["475,875", "90,497", "19"]
    assert peers[1][2:6] == [
        "same province group (Upper North 2)",
        "434,580",
        "92,993",
        "26",
    ]
    assert peers[2][2] == "same region (North)"
    assert peers[5][2] == "another region (Northeast)"
    assert "[Phrae](profile?" in peers[1][0]
    assert "province=54" in peers[1][0]
    assert not page.app.warning


def test_the_region_term_can_be_left_out_and_the_link_says_so(opening: Opening) -> None:
    page = opening("profile", province="55", lang="en")
    page.app.segmented_control(key="peers").set_value("any").run()
    assert page.app.query_params["peers"] == "any"
    assert [row[-1] for row in table(page, "profile.distance")] == [
        "–",
        "0.31",
        "0.40",
        "0.41",
        "0.49",
        "0.52",
    ]


def test_the_comparison_has_the_same_five(opening: Opening) -> None:
    page = opening("profile", province="55", lang="en", peers="any")
    (columns,) = [
        list(drawn.value.columns)
        for drawn in page.app.table
        if drawn.value.columns[0] == page.t("profile.figure") and len(drawn.value.columns) > 6
    ]
    assert columns[1:7] == ["Nan", "Bueng Kan", "Sukhothai", "Sa Kaeo", "Yasothon", "Phrae"]
    assert page.row("Registered population (people)")[1:4] == ["475,875", "421,995", "585,352"]


def test_a_far_nearest_peer_is_said_to_be_far(opening: Opening) -> None:
    (warning,) = opening("profile", province="20", lang="en").app.warning
    assert "1.50" in warning.value


@pytest.mark.parametrize("lang", LANGS)
def test_bangkok_has_a_profile_and_a_reason_for_having_no_peers(
    opening: Opening, lang: Lang
) -> None:
    page = opening("profile", province="10", lang=lang)
    assert page.t("profile.no_peers") in {info.value for info in page.app.info}
    assert page.t("profile.comparison") not in headings(page)
    assert page.t("profile.no_group") in " ".join(text.value for text in page.app.markdown)
    assert len(table(page, "profile.programme")) == 8


def test_an_amount_of_several_provinces_is_listed_apart(opening: Opening) -> None:
    page = opening("profile", province="91", lang="en")  # Satun shares one grant of three
    assert page.t("profile.shared") in headings(page)
    (shared,) = [row for rows in page.listings for row in rows if row[1].count(", ") == 2]
    assert "Satun" in shared[1]
    assert page.t("profile.shared") not in headings(opening("profile", province="38", lang="en"))


def test_the_period_narrows_what_is_dated_and_says_so(opening: Opening) -> None:
    whole = opening("profile", province="50", lang="en")
    part = opening("profile", province="50", lang="en", **{"from": "2022", "to": "2022"})
    assert page_count(whole) > page_count(part) == 1
    assert part.t("profile.count_period", count=1) in part.captions


def page_count(page: Opened) -> int:
    """Events of the plans."""
    return len(page.listings[0])


def test_a_kpi_without_a_figure_is_named_with_who_can_supply_it(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en")
    missing = {row[0]: row[1:] for row in table(page, "profile.template")}
    owner, template = missing["Planned investment"]
    assert "depa" in owner
    assert template


def test_a_province_with_nothing_on_record_says_so_and_is_never_empty(opening: Opening) -> None:
    page = opening("profile", province="38", lang="en")
    said = [info.value for info in page.app.info]
    assert said.count(page.t("state.empty_area")) == 7
    assert any(page.t("profile.no_pledges") in words for words in said)


def pledged() -> None:
    """A page of one panel over two pledges."""
    from dashboard.components import profile  # noqa: PLC0415
    from dashboard.reader.page import Page  # noqa: PLC0415
    from dashboard.reader.reader import Reader  # noqa: PLC0415
    from tests.app.test_profile import PLEDGES  # noqa: PLC0415

    profile.pledges(Page("profile", Reader(province="83"), {"pledges": PLEDGES}))


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
    (table,) = app.table
    rows = [[str(cell).replace("\u00a0", " ") for cell in row] for row in table.value.to_numpy()]
    assert rows[0][1:4] == ["ไม่น้อยกว่า 20 ร้อยละ", "พ.ศ. 2570", "อยู่ระหว่างดำเนินการ"]
    assert rows[1][1:4] == ["", "ไม่ระบุวันที่", "ดำเนินการแล้วเสร็จ"]
