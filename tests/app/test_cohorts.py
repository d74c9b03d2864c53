"""The cohorts page: batches side by side, ratios with their bounds, refusals, places."""

import pytest

from tests.app.conftest import Opening


def test_batches_stand_side_by_side_and_roles_apart(opening: Opening) -> None:
    page = opening("cohorts", lang="en")
    assert page.row("Smart City Ambassadors", "at launch")[2:4] == ["30 people", "150 people"]
    assert page.row("Smart City Ambassadors", "result")[2:4] == ["22 people", "No data yet"]
    (all_roles,) = [row for row in page.tables[0] if "446 people" in row]
    assert "No data yet" in all_roles
    (plans,) = [row for row in page.tables[0] if "126 areas" in row[3]]
    assert plans[3] == "> 120 areas; 126 areas"
    assert "900,000 baht" in {cell for row in page.tables[0] for cell in row}


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("> 39.68%", "> 50 ÷ 126"),
        ("> 523.81 ล้านบาทต่อแผน", "> 66,000 ÷ 126"),
        ("73.33%", "22 ÷ 30"),
        ("74.03%", "57 ÷ 77"),
        ("28.57%", "22 ÷ 77"),
        ("34.19 คนต่อหน่วยงาน", "5,813 ÷ 170"),
        ("13.03 คนต่อผู้เข้าร่วม", "5,813 ÷ 446"),
    ],
)
def test_the_worked_ratios_are_on_screen(opening: Opening, value: str, parts: str) -> None:
    page = opening("cohorts")
    (row,) = [row for row in page.tables[1] if value in row]
    assert parts in row
    assert row[-1]  # its documents


def test_plan_and_actual_are_no_conflict(opening: Opening) -> None:
    page = opening("cohorts", lang="en")
    (duration,) = [row for row in page.tables[2] if "12 months" in row]
    assert "10 months" in duration
    (areas,) = [row for row in page.tables[2] if "150 areas" in row]
    assert areas[3:5] == ["No data yet", "No data yet"]


def test_what_is_not_divided_says_why(opening: Opening) -> None:
    page = opening("cohorts")
    refused = {(row[0], row[1]): row[2] for row in page.tables[3]}
    assert set(refused) == {
        ("> 30,900 ล้านบาท", "> 66,000 ล้านบาท"),
        ("37 เมือง", "61 พื้นที่"),
        ("446 คน", "150 คน"),
    }
    assert all(len(reason) > 30 for reason in refused.values())


def test_places_are_narrowed_and_counted(opening: Opening) -> None:
    page = opening("cohorts", province="83")
    assert page.t("layout.located_province", shown=4, of=59) in page.captions
    assert len(page.app.dataframe[0].value) == 4
    assert [info.value for info in page.app.info] == [page.t("state.empty_area")]  # no project
