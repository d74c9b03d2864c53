"""The overview says what a build changes against the one before, and from when that one is."""

from pathlib import Path

import pytest

from dashboard.reader.text import Lang, label
from etl.build.build import build
from tests.app.conftest import Opening
from tests.cases import some
from tests.shipped import copy_data, over, publish_copy, records, renew


@pytest.mark.parametrize(
    ("lang", "sides", "why"),
    [
        (
            "th",
            ["36.00% (ก.ค. 2566)", "35.24% (27 ส.ค. 2568)"],
            "มีข้อมูลใหม่ 2 รายการ จาก มติชน, The Nation · เป้าหมายที่ใช้เทียบเปลี่ยน",
        ),
        (
            "en",
            ["36.00% (Jul 2023)", "35.24% (27 Aug 2025)"],
            "new statements: 2, from Matichon, The Nation · another target is in force",
        ),
    ],
)
def test_a_first_build_says_so_and_tells_the_moves_of_the_record(
    opening: Opening, lang: Lang, sides: list[str], why: str
) -> None:
    page = opening("overview", lang=lang)
    told = " ".join(page.captions)
    assert page.t("overview.changes_first") in told
    assert page.t("overview.changes_record") in told
    (rows,) = page.listings
    assert why in [row[3] for row in rows if row[1:3] == sides]  # 36 of 100, 37 of 105


@pytest.mark.parametrize(
    ("lang", "sides"),
    some(
        [
            ("th", ["37 เมือง (27 ส.ค. 2568)", "38 เมือง (27 ส.ค. 2568)"]),
            ("en", ["37 cities (27 Aug 2025)", "38 cities (27 Aug 2025)"]),
        ],
        every=2,
    ),
)
def test_a_changed_figure_shows_both_values(
    opening: Opening,
    two_builds: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: Lang,
    sides: list[str],
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(two_builds))
    page = opening("overview", lang=lang)
    kind = page.t("change_kind.value")
    rows = [row for table in page.listings for row in table if row[4] == kind]
    assert sides in [row[1:3] for row in rows]
    percent = [row for row in rows if row[1].startswith("35.24%")]
    assert [row[2][:6] for row in percent] == ["36.19%"]  # 38 / 105
    told = page.t(
        "why.revised",
        count=2,
        names=", ".join((label("publisher", "Matichon", lang), "The Nation")),
    )
    assert {row[3] for row in rows if row[1:3] == sides} == {told}
    files = [
        row for table in page.listings for row in table if row[4] == page.t("change_kind.source")
    ]
    assert {row[3] for row in files} == {""}


@pytest.mark.trial
def test_a_new_statement_names_its_publisher_and_the_provinces_that_came(
    opening: Opening, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copy_data(tmp_path / "data")
    publish_copy(warehouse, tmp_path / "warehouse")
    events = max((data / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(events)
    logo = dict(zip(heading, rows[0], strict=True))
    logo |= {"event_id": "tak-90", "plan_key": "tak"}
    renew(events, [*rows, list(logo.values())])
    build(over(data), tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("overview", lang="en")
    because = [
        row[3]
        for table in page.listings
        for row in table
        if row[1:3] == ["37 cities (27 Aug 2025)", "38 cities (27 Aug 2025)"]
    ]
    (why,) = because
    assert why.startswith("new statements: 1, from ")
    assert why.endswith(" · provinces added: Tak")
