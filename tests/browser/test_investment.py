"""The investment page in a browser: the stage in the address, and what its tables give to keep."""

import pytest
from playwright.sync_api import expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.states import taken

CONTRACTED = text.label("stage", "contracted", "th")


@pytest.mark.trial
def test_a_part_is_chosen_by_keyboard_and_shared(visiting: Visiting) -> None:
    sender, reader = visiting(), visiting()
    page = sender.open("investment", stage="contracted")
    parts = page.locator(".st-key-by")
    parts.get_by_role("radio", name=text.t("investment.part_funder", "th")).focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    sender.settle()
    seen = reader.follow(page.url)
    assert "by=plan_set" in seen.url
    assert "stage=contracted" in seen.url
    chosen = seen.locator(".st-key-by").get_by_role(
        "radio", name=text.t("investment.part_plan_set", "th")
    )
    expect(chosen).to_have_attribute("aria-checked", "true")
    expect(seen.get_by_role("heading", name=CONTRACTED)).to_be_visible()


@pytest.mark.trial
def test_lists_give_sign_unit_day_and_the_reason_of_what_is_not_computed(visit: Visit) -> None:
    page = visit.open("investment", lang="en", stage="contracted")
    rows = {row["funder"]: row for row in taken(visit, visit.menu("by_funder"))["rows"]}
    stated, summed = rows["private"], rows["central"]
    assert (stated["value"], stated["largest_qualifier"]) == (None, ">")
    assert stated["largest"] == 30_900_000_000
    assert (summed["value"], summed["qualifier"], summed["unit"]) == (50e6, "=", "THB")
    assert (summed["as_of_from"], summed["as_of_to"]) == ("2023-08-31", "2023-08-31")
    page.get_by_role("button", name=text.t("refused.why", "en")).click()
    visit.settle()
    ratios = {
        row["code"]: row for row in taken(visit, page.get_by_test_id("stPopoverBody"))["rows"]
    }
    ratio = ratios["INV-04"]
    assert ratio["numerator"] == 30_900_000_000
    assert [ratio[f"numerator_{part}"] for part in ("qualifier", "unit", "as_of")] == [
        *(">", "THB", "2025-08-28"),
    ]
    assert str(ratio["reason_th"]).endswith("จึงเป็นคนละชุดแผนและวงเงินคนละสถานะ")


@pytest.mark.trial
def test_a_click_on_an_interval_opens_what_disagrees(visit: Visit) -> None:
    page = visit.open("investment", view="conflicts")
    drawing = page.get_by_test_id("stVegaLiteChart").last
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.97, box["y"] + 22)  # the row, not a dot of it
    visit.settle()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "open=conflict" in page.url
