"""A conflict that a steward decided: still shown with all its sides, with the reason, not open."""

import json
from pathlib import Path

import duckdb
import pytest

from dashboard.reader.text import LANGS, Lang
from etl.build.build import build
from etl.errors import CheckFailed
from sql import warehouse as published
from tests.app.conftest import Opening
from tests.app.test_disputed import HISTORY
from tests.app.test_overview import tiles
from tests.cases import some
from tests.shipped import copy_data, over, publish_copy, renew

PROVINCES = "fall:certified_provinces:national:TH:announced:TH"  # 25, 25, then 16
CITIES = "fall:certified_cities:national:TH:announced:TH"  # 36, then 30; 37 is of no conflict
TOWERS = "interval:C-one-bangkok:planned"  # IN088 counts
WHY = {"th": "ยึดตามมติคณะกรรมการ", "en": "The committee's resolution holds"}
OFFICE = "สำนักงานเมืองอัจฉริยะประเทศไทย"


def decide(data: Path, *choices: tuple[str, str]) -> None:
    """A newer edition of the choices, beside the shipped one."""
    shipped = max((data / "reference" / "conflict_choices").glob("*/conflict_choices.csv"))
    renew(shipped, [[*choice, WHY["th"], WHY["en"], "1 ธ.ค. 2569", OFFICE] for choice in choices])


def asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(published.current(folder)), read_only=True) as connection:
        return connection.sql(sql).fetchall()


@pytest.fixture(scope="module")
def decided(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds: of the shipped data, and with three decisions."""
    folder = tmp_path_factory.mktemp("decided")
    data = copy_data(folder / "data")
    publish_copy(warehouse, folder / "warehouse")
    decide(data, (PROVINCES, "OB056"), (CITIES, "OB049"), (TOWERS, "IN089"))
    build(over(data), folder / "warehouse")
    second = folder / "second" / "CURRENT"  # a process opens a file with one configuration only
    second.parent.mkdir()
    second.hardlink_to(published.current(folder / "warehouse"))
    return folder


def test_the_chosen_statement_is_the_figure(decided: Path) -> None:
    current = asked(
        decided / "second",
        "select measure, value from marts.figure where is_current and segment_kind = 'national' "
        "and measure in ('certified_cities', 'certified_provinces') order by measure",
    )
    assert current == [("certified_cities", 37), ("certified_provinces", 25)]
    (coverage,) = asked(
        decided / "second",
        "select numerator from metrics.metric_value where metric_id = 'province_coverage' "
        "and segment = 'TH' and is_current and place_kind = 'national'",
    )
    assert coverage == (25,)


def test_the_chosen_amount_is_the_one_in_sums(decided: Path) -> None:
    counted = asked(
        decided / "second",
        "select statement_id from core.fct_investment_statement "
        "where commitment_id = 'C-one-bangkok' and counts_once",
    )
    assert counted == [("IN089",)]


@pytest.mark.parametrize("lang", some(LANGS, every=2))
def test_it_is_shown_with_all_sides_and_its_reason(
    opening: Opening, decided: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(decided / "warehouse"))
    page = opening(
        "health", view="conflicts", lang=lang, open=f"conflict:{CITIES}", **{"as": "table"}
    )
    how = [row[1] for rows in page.listings for row in rows if len(row) == 4]
    assert how[-3:] == [page.t("conflict.decided")] * 3
    date = {"th": "1 ธ.ค. 2569", "en": "1 Dec 2026"}[lang]
    made = page.t("decision.made", date=date, by=OFFICE, reason=WHY[lang])
    (told,) = [text.value for text in page.app.markdown if made in text.value]
    figures = {"th": ["36 เมือง", "30 เมือง"], "en": ["36 cities", "30 cities"]}[lang]
    first, second = [line for line in told.splitlines() if line.startswith("- ")]
    assert first.startswith(f"- **{figures[0]}** **{page.t('decision.chosen')}** · ")
    assert second.startswith(f"- **{figures[1]}** · ")
    real = page.t("status.conflicts", count=1)  # of three
    assert any(real in caption for caption in page.captions)


def test_the_tile_says_decided_and_takes_no_step_from_what_was_set_aside(
    opening: Opening, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(decided / "warehouse"))
    page = opening("overview", view="kpis", lang="en")
    told = tiles(page)["Certified smart cities"]
    assert page.t("tile.decided", count=1) in told
    assert "Conflicts" not in told
    assert "▲ +1 from 36" in told


DRAWN = {"open": "kpi:CERT-01", **HISTORY}


@pytest.mark.parametrize(
    ("opened", "revised"), some([(("overview", DRAWN), 1), (("programme", DRAWN), 1)], every=2)
)
def test_what_was_set_aside_is_first_stated_and_no_longer_known(
    opening: Opening,
    decided: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: tuple[str, dict[str, str]],
    revised: int,
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(decided / "warehouse"))
    name, query = opened
    page = opening(name, lang="en", era="ce", **query)
    row = next(
        row
        for table in page.tables
        for row in table
        if row[0] == "23 Apr 2024" and row[-1] == page.t("series.set_aside")
    )
    assert row[1].startswith("30 cities · known 23 Apr 2024 · [Post Today](")
    fills = [
        json.loads(chart.proto.spec).get("layer", [{}])[-1].get("encoding", {}).get("fill")
        for chart in page.app.get("vega_lite_chart")
    ]
    domains = [fill["scale"]["domain"] for fill in fills if fill and fill["legend"]]
    both = {page.t("series.first"), page.t("series.now")}
    assert sum(both <= set(domain) for domain in domains) == revised


def test_a_pace_without_what_was_set_aside_has_one_side(
    opening: Opening, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(decided / "warehouse"))
    page = opening("overview", open="kpi:CERT-01", lang="en")
    named = page.t("pace_base.window")
    (bases,) = [table for table in page.tables if table[0][0].startswith(named)]
    assert [row[0].partition(": ")[2].split()[0] for row in bases] == ["36", "36", "5"]


def test_the_drawer_marks_the_chosen_amount(
    opening: Opening, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(decided / "warehouse"))
    page = opening("investment", lang="en", open=f"conflict:{TOWERS}")
    (told,) = [text.value for text in page.app.markdown if page.t("decision.chosen") in text.value]
    assert OFFICE in told
    assert told.count(page.t("decision.chosen")) == 1


@pytest.mark.trial
def test_a_choice_of_another_conflicts_statement_stops_the_build(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    decide(data, (CITIES, "OB056"))
    with pytest.raises(CheckFailed, match=r"(?s)choice_of_no_side.*OB056.*OB049, OB050"):
        build(over(data), tmp_path / "warehouse")


@pytest.mark.trial
def test_a_choice_for_no_conflict_is_a_warning_without_effect(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    decide(data, ("fall:plans_created:cohort:SCA-2:result:TH", "OB001"))
    found = {check.check_name: check for check in build(over(data), tmp_path / "warehouse").checks}
    assert found["choice_without_conflict"].offending == 1
    assert asked(tmp_path / "warehouse", "select count(*) from marts.conflict") == [(10,)]
    assert asked(tmp_path / "warehouse", "select bool_or(is_decided) from marts.conflict") == [
        (False,)
    ]
