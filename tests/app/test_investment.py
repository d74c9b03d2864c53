"""The investment page: sums within one stage alone, conflicts side by side, what is refused."""

from tests.app.conftest import Opening


def test_each_stage_has_its_own_sum_and_no_grand_total(opening: Opening) -> None:
    page = opening("investment", lang="en")
    stages = {row[0]: row[1:] for row in page.listings[0]}
    assert sum(int(row[0]) for row in stages.values()) == 106
    assert sum(int(row[1]) for row in stages.values()) == 41
    assert stages["contracted or committed"] == ["2", "1", "50 million baht"]
    assert stages["target"] == ["1", "0", "not summed"]
    assert stages["disbursed"] == ["6", "2", "402 million baht"]
    assert stages["planned"][2].startswith("~ ")  # part of it is an estimate


def test_a_sum_by_funder_or_province_stays_within_its_stage(opening: Opening) -> None:
    page = opening("investment", lang="en")
    stages, funders, provinces = page.listings[:3]
    for stage, *_, total in stages:
        parts = [row for row in funders if row[0] == stage]
        assert sum(int(row[2]) for row in parts) == int(
            next(row[1] for row in stages if row[0] == stage)
        )
        if len(parts) == 1:
            assert parts[0][-1] == total
    assert page.row("disbursed", "Phuket")[2:] == ["4", "2", "402 million baht"]
    assert not {"Satun", "Lamphun"} & {row[1] for row in provinces}  # named only together


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
    _, above, below, ratio = page.row("INV-04")
    assert above.startswith("> 30,900 ล้านบาท (28 ส.ค. 2568) [The Nation](https://")
    assert below.startswith("> 66,000 ล้านบาท (14 มิ.ย. 2566) [Thai Biz Vision](https://")
    assert ratio.startswith("ไม่คำนวณ เนื่องจากตัวตั้งเป็นการลงทุนของภาคเอกชน")


def test_a_shared_amount_is_listed_in_a_province_and_not_in_its_sum(opening: Opening) -> None:
    page = opening("investment", province="91", lang="en")  # Satun shares one grant of three
    assert page.t("layout.located_province", shown=1, of=106) in page.captions
    assert page.t("investment.national_rows", count=26) in page.captions
    assert ["grant", "1", "0", "not summed"] in page.listings[0]


def test_a_province_without_amounts_says_why(opening: Opening) -> None:
    page = opening("investment", province="38")
    assert {info.value for info in page.app.info} == {page.t("state.empty_area")}
    assert len(page.app.get("vega_lite_chart")) == 0
