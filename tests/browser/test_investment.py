"""The investment page in a browser: the stage in the address, and what its tables give to keep."""

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting

CONTRACTED = text.label("stage", "contracted", "th")


def downloaded(page: Page, name: str, folder: Path) -> list[dict[str, str]]:
    """The rows of the table `name`, as its button saves them."""
    with page.expect_download() as download:
        held = page.locator(f".st-key-{name}_csv")
        held.get_by_role("button", name=text.t("table.download", "th")).click()
    assert download.value.suggested_filename == f"{name}.csv"
    path = folder / f"{name}.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_stage_is_chosen_by_keyboard_and_shared(visiting: Visiting) -> None:
    sender, reader = visiting(), visiting()
    page = sender.open("investment")
    stages = page.locator(".st-key-stage")
    stages.get_by_role("radio", name=text.label("stage", "planned", "th")).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    sender.settle()
    seen = reader.follow(page.url)
    assert "stage=contracted" in seen.url
    chosen = seen.locator(".st-key-stage").get_by_role("radio", name=CONTRACTED)
    expect(chosen).to_have_attribute("aria-checked", "true")
    shown = text.t("investment.of_stage", "th", stage=CONTRACTED).replace("*", "")
    expect(seen.get_by_text(shown)).to_have_count(3)


def test_tables_give_sign_unit_day_and_the_reason_of_what_is_not_computed(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.open("investment", stage="contracted")
    rows = {row["funder"]: row for row in downloaded(page, "by_funder", tmp_path)}
    stated, summed = rows["private"], rows["central"]
    assert (stated["value"], stated["largest_qualifier"]) == ("", ">")
    assert float(stated["largest"]) == 30_900_000_000
    assert (float(summed["value"]), summed["qualifier"], summed["unit"]) == (50e6, "=", "THB")
    assert (summed["as_of_from"], summed["as_of_to"]) == ("2023-08-31", "2023-08-31")
    ratios = {row["code"]: row for row in downloaded(page, "refused_ratios", tmp_path)}
    ratio = ratios["INV-04"]
    assert float(ratio["numerator"]) == 30_900_000_000
    assert [ratio[f"numerator_{part}"] for part in ("qualifier", "unit", "as_of")] == [
        *(">", "THB", "2025-08-28"),
    ]
    assert ratio["reason_th"].endswith("จึงเป็นคนละชุดแผนและวงเงินคนละสถานะ")
