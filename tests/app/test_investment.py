"""The investment page: the ladder of money, sums within one stage alone, what disagrees."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.reader.reader import Reader
from dashboard.reader.text import label
from dashboard.warehouse.data import read_page
from tests.app.conftest import Opened, Opening

STAGES = (
    *("planned", "requested", "approved", "contracted", "disbursed"),
    *("grant", "company_capital", "economic_value", "target"),
)
PLAN, PROJECT, SEVERAL = (
    label("covers_short", code, "en") for code in ("plan", "project", "several")
)


def drawn(page: Opened, place: int) -> list[dict[str, Any]]:
    """The rows of a drawing with its figures, each once."""
    chart = page.app.get("vega_lite_chart")[place].proto
    found = [
        row for named in chart.datasets for row in pl.read_ipc_stream(named.data.data).to_dicts()
    ]
    return list({row["name"]: row for row in found if "highest" in row}.values())


def ladder(page: Opened, place: int = 0) -> dict[str, str]:
    """The figures of each row of the ladder; at `place` 1 those of large projects."""
    return {row["name"]: row["shown"] for row in drawn(page, place)}


def said(page: Opened) -> str:
    """All prose, without Markdown's escapes."""
    return " ".join(words.value for words in page.app.markdown).replace("\\", "")


def test_the_finding_is_of_two_sets_that_are_not_divided(opening: Opening) -> None:
    words = said(opening("investment"))
    assert "## แผนลงทุนกว่า 66,000 ล้านบาท เงินลงทุนภาคเอกชนตามรายงานกว่า 30,900 ล้านบาท" in words
    assert "126 พื้นที่ (14 มิ.ย. 2566)" in words
    assert "(28 ส.ค. 2568)" in words
    assert "หารกันไม่ได้" in words
    page = opening("investment", known="2022-01-01")  # neither was stated by then
    assert f"## {page.t('investment.topic')}" in said(page)


def test_each_stage_has_its_own_sum_and_no_grand_total(opening: Opening) -> None:
    page = opening("investment", lang="en")
    (title,) = [head.value for head in page.app.subheader if "106" in head.value]
    assert title == page.t("investment.ladder", statements=106, commitments=41)
    stages = ladder(page)
    assert len(stages) == 12
    assert stages[f"Contracted or committed · {PROJECT}"] == "50"
    assert stages[f"Contracted or committed · {SEVERAL}"] == "highest over 30,900"  # of others
    assert stages[f"Disbursed · {PROJECT}"] == "16 (1 of 2) · highest 36.5"
    # Phuket Smart City: the plan `phuket`
    assert stages[f"Disbursed · {PLAN}"] == "386 (1 of 4) · highest 400"
    alt = page.app.get("vega_lite_chart")[0].proto.alt
    assert f"Contracted or committed · {PROJECT}: 50" in alt


def test_the_programme_stands_apart_from_the_eec_and_real_estate(opening: Opening) -> None:
    page = opening("investment", lang="en")
    planned = ladder(page)
    # 3,000 + 1,000 of Wangchan Valley, 4,000 of Samyan, 265 of Ko Samui: all of their statements
    assert planned[f"Planned · {PLAN}"] == "8,265 · highest 4,000"
    # Whizdom 30,000, Khon Kaen 21,000 to 23,000, Chachoengsao 10,000, Silicon Tech Park 5,000, ...
    assert planned[f"Planned · {PROJECT}"] == "about 66,569 (8 of 14) · highest 45,000"
    large = ladder(page, 1)
    # 1,180,000 private, 131,100 of state enterprises and 37,600 of the government
    assert large["EEC Capital City, Huai Yai"] == "1,348,700 (3 of 11) · highest 1,350,000"
    assert large["Bang Sue and Phahonyothin hub"].endswith("highest over 500,000")
    assert large[page.t("investment.scale")] == "66,569"
    colours = {row["name"]: row["kind"] for row in drawn(page, 0)}
    assert colours[f"Planned · {PLAN}"] == "own"
    assert colours[f"Planned · {PROJECT}"] == "other"
    chon_buri = opening("investment", lang="en", province="20")
    assert "1,348,700" in ladder(chon_buri, 1)["EEC Capital City, Huai Yai"]
    assert "over 66,000" in said(chon_buri)  # the country's, as the province has none


def test_what_is_said_of_each_project_is_no_ceiling_of_the_stage(opening: Opening) -> None:
    page = opening("investment", lang="en", stage="grant", by="plan_set")
    named = page.row(f"Smart Cities – Clean Energy, seven projects · {SEVERAL}")
    assert named[1:3] == ["not summed", "at most 10 million baht per project"]
    funders = opening("investment", lang="en", stage="grant")
    assert funders.row(f"not stated · {SEVERAL}")[1] == "0.9"  # no document names it


def test_payments_of_public_documents_are_told_from_the_kpi(opening: Opening) -> None:
    page = opening("investment", view="kpis")
    (words,) = [words for words in page.captions if "“เงินที่เบิกจ่ายแล้ว” ยังไม่มีข้อมูล" in words]
    assert "386 ล้านบาท (รวมเฉพาะ 1 จาก 4 รายการ)" in words
    assert "16 ล้านบาท (รวมเฉพาะ 1 จาก 2 รายการ)" in words
    assert "ภูเก็ต" in words
    assert "ภาครัฐส่วนกลาง 386 ล้านบาท" in words
    assert "ไม่ระบุ 16 ล้านบาท" in words
    labels = " ".join(row[0] for row in page.listings[-1])
    assert "เงินลงทุนภาคเอกชนตามรายงาน (ตั้งแต่ พ.ศ. 2564)" in labels
    rows = " ".join(cell for row in page.listings[-1] for cell in row)
    assert "ประมาณการตามแผน" in rows
    assert "ผลการดำเนินงาน" not in rows


def test_what_has_no_figure_is_one_line_that_leads_to_who_can_send_it(opening: Opening) -> None:
    page = opening("investment")
    (line,) = [button for button in page.app.button if button.key == "awaited"]
    assert line.label == page.t("card.awaited", count=5)
    line.click().run()
    assert page.app.query_params["view"] in ("kpis", ["kpis"])
    lacking = [row for row in page.listings[-1] if row[1] == page.t("state.no_data")]
    assert len(lacking) == 5
    assert all("หน่วยงานเจ้าของข้อมูล: " in row[-1] for row in lacking)


@pytest.mark.parametrize("part", ["funder", "plan_set", "ladder"])
def test_the_parts_of_a_stage_stay_within_it(warehouse: Path, part: str) -> None:
    assert warehouse.exists()
    amounts = read_page("investment", Reader()).amounts
    counted = (
        amounts.filter(pl.col("part").is_in([part, "stage"]))
        .group_by("part", "stage", "covers")
        .agg(pl.col("statements", "commitments").sum())
    )
    columns = ["stage", "covers", "statements", "commitments"]
    found, whole = (
        counted.filter(part=name).select(columns).sort(columns) for name in (part, "stage")
    )
    assert found.equals(whole)
    assert set(whole["stage"]) == set(STAGES)
    assert (whole["statements"].sum(), whole["commitments"].sum()) == (106, 41)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_be_chosen(opening: Opening, stage: str) -> None:
    page = opening("investment", lang="en", stage=stage)
    assert page.app.selectbox(key="stage").value == stage
    (rows,) = page.listings
    assert all(row[1] and row[2] for row in rows)


def test_what_is_in_no_sum_is_shown_as_stated(opening: Opening) -> None:
    page = opening("investment", lang="en", stage="contracted")
    assert page.row(f"private · {SEVERAL}")[1:3] == ["not summed", "over 30,900"]
    assert any(page.t("investment.bars_outlined") in words for words in page.captions)
    sets = opening("investment", lang="en", stage="contracted", by="plan_set")
    assert sets.row(f"Private investment in smart cities since 2021 · {SEVERAL}", "not summed")
    assert sets.row(f"Phuket traffic systems · {PROJECT}", "50", "50", "2023")


def test_sums_keep_their_sign_and_their_province(opening: Opening) -> None:
    planned = opening("investment", lang="en")
    # 1,180,000 + over 120,000 + 100,000 + 30,000 + 10,000
    assert planned.row(f"private · {PROJECT}")[1] == "over 1,440,000 (5 of 10)"
    provinces = opening("investment", lang="en", by="province")
    # over 120,000 + about 10,000 + 1,200 + 30,000
    assert provinces.row(f"Bangkok · {PROJECT}")[1].startswith("about 161,200 ")
    assert provinces.row(f"Bangkok · {PLAN}")[1] == "4,000"
    assert provinces.row(f"Khon Kaen · {PROJECT}")[1].startswith("at least 21,000 ")
    disbursed = opening("investment", lang="en", stage="disbursed", by="province")
    assert disbursed.row(f"Phuket · {PLAN}")[1:3] == ["386 (1 of 3)", "400"]
    assert disbursed.row(f"Phuket · {PROJECT}")[1] == "16"
    grant = opening("investment", lang="en", stage="grant", by="province")
    assert grant.t("investment.no_single_province") in {info.value for info in grant.app.info}
    assert not grant.listings


def test_a_drawing_names_the_highest_in_words_and_its_list_has_all(opening: Opening) -> None:
    page = opening("investment", lang="en", by="province")
    words = [chart.proto.alt for chart in page.app.get("vega_lite_chart")]
    assert len(words) == 3
    assert f"the highest Chon Buri · {PROJECT} with 1,448,710 million baht" in words[2]
    assert [row[0] for row in page.listings[0]][:2] == [
        *(f"Chon Buri · {PROJECT}", f"Bangkok · {PROJECT}"),
    ]
    assert len(page.listings[0]) == 10


def test_the_choices_are_kept_in_the_url(opening: Opening) -> None:
    page = opening("investment", lang="en")
    assert "stage" not in page.app.query_params
    page.app.selectbox(key="stage").set_value("disbursed").run()
    page.app.segmented_control(key="by").set_value("province").run()
    assert page.app.query_params["stage"] in ("disbursed", ["disbursed"])
    assert page.row(f"Phuket · {PLAN}")[1].startswith("386 ")


def test_what_is_never_added_is_said_with_its_numbers(opening: Opening) -> None:
    page = opening("investment", lang="en")
    assert page.t("investment.rules") in said(page)
    page.app.session_state["why_refused"] = True
    page.app.run()
    assert page.t("investment.adding_2", counted=41, statements=106) in said(page)


def test_amounts_that_disagree_are_intervals_and_open_the_drawer(opening: Opening) -> None:
    page = opening("investment", lang="en", view="conflicts", **{"as": "table"})
    (rows,) = page.listings
    assert len(rows) == 8
    figures = [row[2] for row in rows]
    assert figures[0] == "21,000 / 23,000 million baht"  # the widest first
    assert "over 60,000 / 60,000 million baht" in figures
    assert sum(int(row[3]) for row in rows) == 22
    opened = opening("investment", lang="en", open="conflict:interval:C-kk-lrt-red:planned")
    (told,) = [
        text.value for text in opened.app.markdown if "**21,000 million baht**" in text.value
    ]
    assert told.count("\n- ") == 2
    assert told.count("](http") == 2  # each side with its document


def test_refused_ratios_say_why_with_their_documents(opening: Opening) -> None:
    page = opening("investment")
    page.app.session_state["why_refused"] = True
    page.app.run()
    words = said(page)
    ratio = words[words.index("INV-04 ไม่คำนวณ เนื่องจากตัวตั้งเป็นการลงทุนของภาคเอกชน") :]
    assert "กว่า\u00a030,900\u00a0ล้านบาท (28 ส.ค. 2568) [The Nation](https://" in ratio
    assert "÷ กว่า\u00a066,000\u00a0ล้านบาท (14 มิ.ย. 2566) [Thai Biz Vision](https://" in ratio


def test_a_shared_amount_is_listed_in_a_province_and_not_in_its_sum(opening: Opening) -> None:
    page = opening("investment", province="91", lang="en")  # Satun shares one grant of three
    assert page.t("layout.located_province", shown=1, of=106) in page.captions
    assert page.t("investment.national_rows", count=26) in page.captions
    shared = opening("investment", province="91", lang="en", stage="grant")
    assert shared.row(f"not stated · {SEVERAL}")[1:3] == ["not summed", "0.9"]


def test_every_statement_opens_its_record_and_says_whether_it_is_counted(opening: Opening) -> None:
    page = opening("investment", lang="en", view="statements")
    (rows,) = page.listings
    assert len(rows) == 106
    assert rows[0][1:3] == ["1,350,000", "planned"]
    assert sum(page.t("investment.counted") in row[2] for row in rows) == 41
    drawer = opening("investment", lang="en", open="investment:IN065")
    assert "1,350,000 million baht" in said(drawer) + str(drawer.tables)


def test_a_province_without_amounts_says_why(opening: Opening) -> None:
    page = opening("investment", province="38")
    assert {info.value for info in page.app.info} == {page.t("state.empty_area")}
    assert len(page.app.get("vega_lite_chart")) == 0
