"""The investment page: sums within one stage alone, conflicts side by side, what is refused."""

import pytest

from dashboard.reader.text import label
from tests.app.conftest import Opening

STAGES = (
    *("planned", "requested", "approved", "contracted", "disbursed"),
    *("grant", "company_capital", "economic_value", "target"),
)
PLAN, PROJECT, SEVERAL = (label("covers", code, "en") for code in ("plan", "project", "several"))


def test_each_stage_has_its_own_sum_and_no_grand_total(opening: Opening) -> None:
    page = opening("investment", lang="en")
    stages = {(row[0], row[1]): row[2:] for row in page.listings[0]}
    assert sum(int(row[2]) for row in stages.values()) == 41
    assert sum(int(row[3]) for row in stages.values()) == 106
    assert stages["contracted or committed", PROJECT] == [
        *("50 million baht", "50 million baht", "1", "1", "2023"),
    ]
    assert stages["contracted or committed", SEVERAL][0] == "not summed"  # the 30,900 of others
    assert stages["target", SEVERAL][:3] == ["not summed", "over 35,000 million baht", "0"]
    assert stages["disbursed", PROJECT] == [
        *("16 million baht (counted sum of 1 of 2)", "36.5 million baht", "1", "2"),
        "1 undated",
    ]
    # Phuket Smart City: the plan `phuket`
    assert stages["disbursed", PLAN] == [
        *("386 million baht (counted sum of 1 of 4)", "400 million baht", "1", "4"),
        "2016",
    ]


def test_the_programme_stands_apart_from_the_eec_and_real_estate(opening: Opening) -> None:
    page = opening("investment", lang="en")
    planned = {row[1]: row[2] for row in page.listings[0] if row[0] == "planned"}
    # 3,000 + 1,000 of Wangchan Valley, 4,000 of Samyan, 265 of Ko Samui: all of their statements
    assert planned[PLAN] == "8,265 million baht"
    # Chon Buri 1,448,710 + Bangkok about 161,200 + Khon Kaen 21,000 to 23,000 + Chachoengsao 10,000
    # + Silicon Tech Park 5,000 + Nimman about 350 + Phuket about 209
    assert planned[PROJECT] == "about 1,646,469 million baht (counted sum of 15 of 38)"
    chon_buri = opening("investment", lang="en", province="20")
    said = " ".join(words.value for words in chon_buri.app.markdown)
    assert "1,448,710" in said
    assert "Other projects" in said
    assert "over 66,000" in said  # planned investment: the country's, as the province has none


def test_what_is_said_of_each_project_is_no_ceiling_of_the_stage(opening: Opening) -> None:
    page = opening("investment", lang="en", stage="grant")
    assert page.row("grant")[2:4] == [
        *("900,000 baht (counted sum of 1 of 2)", "900,000 baht"),
    ]
    named = page.row("Smart Cities – Clean Energy, seven projects", SEVERAL)
    assert named[2:4] == ["not summed", "at most 10 million baht per project"]
    assert page.row("not stated", SEVERAL)[2] == "900,000 baht"  # no document names its funder


def test_payments_of_public_documents_are_told_from_the_kpi(opening: Opening) -> None:
    page = opening("investment")
    (said,) = [words for words in page.captions if "“เงินที่เบิกจ่ายแล้ว” ยังไม่มีข้อมูล" in words]
    assert "386 ล้านบาท (รวมเฉพาะ 1 จาก 4 รายการ)" in said
    assert "16 ล้านบาท (รวมเฉพาะ 1 จาก 2 รายการ)" in said
    assert "ภูเก็ต" in said
    assert "ภาครัฐส่วนกลาง 386 ล้านบาท" in said
    assert "ไม่ระบุ 16 ล้านบาท" in said
    labels = " ".join(words.value for words in page.app.markdown)
    assert "เงินลงทุนภาคเอกชนตามรายงาน (ตั้งแต่ พ.ศ. 2564)" in labels
    assert "ประมาณการตามแผน" in labels
    assert "ผลการดำเนินงาน" not in labels


@pytest.mark.parametrize("stage", STAGES)
def test_the_parts_of_a_stage_stay_within_it(opening: Opening, stage: str) -> None:
    page = opening("investment", lang="en", stage=stage)
    total = [row for row in page.listings[0] if row[0] == label("stage", stage, "en")]
    funders, *_, plan_sets, _ = page.listings[1:]
    for parts in (funders, plan_sets):
        for count in (4, 5):
            assert sum(int(row[count]) for row in parts) == sum(int(row[count]) for row in total)
        if len(parts) == 1:
            assert [parts[0][1:]] == [row[1:] for row in total]


def test_what_is_in_no_sum_is_shown_as_stated(opening: Opening) -> None:
    page = opening("investment", lang="en", stage="contracted")
    assert page.row("private")[2:4] == ["not summed", "over 30,900 million baht"]
    assert page.row("Private investment in smart cities since 2021", SEVERAL, "not summed")
    assert page.row("Phuket traffic systems", PROJECT, "50 million baht", "50 million baht")
    outlined = page.t("investment.bars_outlined")
    assert sum(outlined in words for words in page.captions) == 2  # by funder and by set


def test_sums_keep_their_sign_and_their_province(opening: Opening) -> None:
    planned = opening("investment", lang="en")
    # 1,180,000 + over 120,000 + 100,000 + 30,000 + 10,000
    assert planned.row("private", PROJECT)[2] == (
        "over 1,440,000 million baht (counted sum of 5 of 10)"
    )
    # over 120,000 + about 10,000 + 1,200 + 30,000
    assert planned.row("Bangkok", PROJECT)[2].startswith("about 161,200 million baht")
    assert planned.row("Bangkok", PLAN)[2] == "4,000 million baht"
    assert planned.row("Khon Kaen", PROJECT)[2].startswith("at least 21,000 million baht")
    disbursed = opening("investment", lang="en", stage="disbursed")
    assert disbursed.row("Phuket", PLAN)[2:6] == [
        *("386 million baht (counted sum of 1 of 3)", "400 million baht", "1", "3"),
    ]
    assert disbursed.row("Phuket", PROJECT)[2] == "16 million baht"
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
    assert f"the highest Chon Buri · {PROJECT} with 1,448,710 million baht" in words[2]
    assert f"contracted or committed · {PROJECT}: 50 million baht" in words[0]


def test_the_stage_is_kept_in_the_url(opening: Opening) -> None:
    page = opening("investment", lang="en")
    assert "stage" not in page.app.query_params
    page.app.segmented_control(key="stage").set_value("disbursed").run()
    assert page.app.query_params["stage"] == "disbursed"
    assert page.row("Phuket", PLAN)[2].startswith("386 million baht")


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
    assert ["over 60,000 million baht", "60,000 million baht", "60,000 million baht"] in amounts


def test_refused_ratios_say_why_with_their_documents(opening: Opening) -> None:
    page = opening("investment")
    ((parts, ratio),) = [row for row in page.tables[0] if row[1].startswith("INV-04")]
    above, below = parts.split(" ÷ ")
    assert above.startswith("กว่า 30,900 ล้านบาท (28 ส.ค. 2568) [The Nation](https://")
    assert below.startswith("กว่า 66,000 ล้านบาท (14 มิ.ย. 2566) [Thai Biz Vision](https://")
    assert ratio.startswith("INV-04 ไม่คำนวณ เนื่องจากตัวตั้งเป็นการลงทุนของภาคเอกชน")


def test_a_shared_amount_is_listed_in_a_province_and_not_in_its_sum(opening: Opening) -> None:
    page = opening("investment", province="91", lang="en")  # Satun shares one grant of three
    assert page.t("layout.located_province", shown=1, of=106) in page.captions
    assert page.t("investment.national_rows", count=26) in page.captions
    assert page.row("grant")[2:6] == ["not summed", "900,000 baht", "0", "1"]


def test_a_province_without_amounts_says_why(opening: Opening) -> None:
    page = opening("investment", province="38")
    assert {info.value for info in page.app.info} == {page.t("state.empty_area")}
    assert len(page.app.get("vega_lite_chart")) == 0
