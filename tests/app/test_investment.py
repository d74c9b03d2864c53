"""The investment page: sums within one stage alone, conflicts side by side, what is refused."""

import pytest

from dashboard.text import label
from tests.app.conftest import Opening

STAGES = (
    *("planned", "requested", "approved", "contracted", "disbursed"),
    *("grant", "company_capital", "economic_value", "target"),
)


def test_each_stage_has_its_own_sum_and_no_grand_total(opening: Opening) -> None:
    page = opening("investment", lang="en")
    stages = {row[0]: row[1:] for row in page.listings[0]}
    assert sum(int(row[2]) for row in stages.values()) == 41
    assert sum(int(row[3]) for row in stages.values()) == 106
    assert stages["contracted or committed"] == [
        *("50 million baht", "> 30,900 million baht", "1", "2", "2566 BE"),
    ]
    assert stages["target"][:3] == ["not summed", "> 35,000 million baht", "0"]
    assert stages["disbursed"] == [
        *("402 million baht", "400 million baht", "2", "6", "2559 BE · 1 undated"),
    ]
    assert stages["planned"][0].startswith("~ ")  # part of it is an estimate


@pytest.mark.parametrize("stage", STAGES)
def test_the_parts_of_a_stage_stay_within_it(opening: Opening, stage: str) -> None:
    page = opening("investment", lang="en", stage=stage)
    total = page.row(label("stage", stage, "en"))
    funders, *_, plan_sets, _ = page.listings[1:]
    for parts in (funders, plan_sets):
        assert sum(int(row[3]) for row in parts) == int(total[3])
        assert sum(int(row[4]) for row in parts) == int(total[4])
        if len(parts) == 1:
            assert parts[0][1:] == total[1:]


def test_what_is_in_no_sum_is_shown_as_stated(opening: Opening) -> None:
    page = opening("investment", lang="en", stage="contracted")
    assert page.row("private")[1:3] == ["not summed", "> 30,900 million baht"]
    assert page.row("Private investment in smart cities since 2021", "not summed")
    assert page.row("Phuket traffic systems", "50 million baht", "50 million baht")
    outlined = page.t("investment.bars_outlined")
    assert sum(outlined in words for words in page.captions) == 2  # by funder and by set


def test_sums_keep_their_sign_and_their_province(opening: Opening) -> None:
    planned = opening("investment", lang="en")
    # 1,180,000 + over 120,000 + 100,000 + 30,000 + 10,000
    assert planned.row("private")[1] == "> 1,440,000 million baht"
    disbursed = opening("investment", lang="en", stage="disbursed")
    assert disbursed.row("Phuket")[1:5] == ["402 million baht", "400 million baht", "2", "4"]
    grant = opening("investment", lang="en", stage="grant")
    assert grant.t("investment.no_single_province") in {info.value for info in grant.app.info}
    assert not {"Satun", "Lamphun"} & {row[0] for table in grant.listings for row in table}


def test_a_chart_names_the_highest_in_words_and_draws_no_more_than_fifteen(
    opening: Opening,
) -> None:
    page = opening("investment", lang="en")
    assert page.t("investment.bars_first", shown=15, of=23) in " ".join(page.captions)
    words = [chart.proto.alt for chart in page.app.get("vega_lite_chart")]
    assert len(words) == 4
    assert "the highest Chon Buri with 1,448,710 million baht" in words[2]
    assert "contracted or committed 50 million baht" in words[0]


def test_the_stage_is_kept_in_the_url(opening: Opening) -> None:
    page = opening("investment", lang="en")
    assert "stage" not in page.app.query_params
    page.app.segmented_control(key="stage").set_value("disbursed").run()
    assert page.app.query_params["stage"] == "disbursed"
    assert page.row("Phuket")[1] == "402 million baht"


def test_what_is_never_added_is_said_with_its_numbers(opening: Opening) -> None:
    page = opening("investment", lang="en")
    said = " ".join(markdown.value for markdown in page.app.markdown)
    assert page.t("investment.adding_2", counted=41, statements=106) in said


def test_conflicts_show_every_side_with_its_document(opening: Opening) -> None:
    page = opening("investment", lang="en")
    conflicts = page.tables[1:]
    assert len(conflicts) == 8
    assert sum(len(sides) for sides in conflicts) == 22
    assert all(side[3] for sides in conflicts for side in sides)
    amounts = [[side[0] for side in sides] for sides in conflicts]
    assert ["21,000 million baht", "23,000 million baht"] in amounts
    assert ["> 60,000 million baht", "60,000 million baht", "60,000 million baht"] in amounts


def test_refused_ratios_say_why_with_their_documents(opening: Opening) -> None:
    page = opening("investment")
    ((parts, ratio),) = [row for row in page.tables[0] if row[1].startswith("INV-04")]
    above, below = parts.split(" ÷ ")
    assert above.startswith("> 30,900 ล้านบาท (28 ส.ค. 2568) [The Nation](https://")
    assert below.startswith("> 66,000 ล้านบาท (14 มิ.ย. 2566) [Thai Biz Vision](https://")
    assert ratio.startswith("INV-04 ไม่คำนวณ เนื่องจากตัวตั้งเป็นการลงทุนของภาคเอกชน")


def test_a_shared_amount_is_listed_in_a_province_and_not_in_its_sum(opening: Opening) -> None:
    page = opening("investment", province="91", lang="en")  # Satun shares one grant of three
    assert page.t("layout.located_province", shown=1, of=106) in page.captions
    assert page.t("investment.national_rows", count=26) in page.captions
    assert page.row("grant")[1:5] == ["not summed", "900,000 baht", "0", "1"]


def test_a_province_without_amounts_says_why(opening: Opening) -> None:
    page = opening("investment", province="38")
    assert {info.value for info in page.app.info} == {page.t("state.empty_area")}
    assert len(page.app.get("vega_lite_chart")) == 0
