"""What one build changes against another, and which two the command compares."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.build.build import build, compare
from etl.build.diff import Change, between
from etl.errors import PublishError, SourceError
from etl.project import Project
from etl.publish import publish
from sql import warehouse
from tests.fixtures.small import change, copied, counts
from tests.shipped import copy_data, over, publish_copy, records, renew


def why(change: Change) -> list[str]:
    """Its reasons with the part of each and what is behind: `new +7: OB051, OB052`."""
    return [
        reason.name
        + (f" {reason.change:+,.12g}" if reason.change else "")
        + (f": {', '.join(reason.behind)}" if reason.behind else "")
        for reason in change.reasons()
    ]


def said(found: list[Change]) -> set[tuple[str, str]]:
    return {(change.kind, change.subject) for change in found}


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse folder of the test's own with the shipped data published."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "builds"))
    return publish_copy(warehouse, tmp_path / "builds")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project, where the country's count of cities has gone from 37 to 38."""
    project = copied(tmp_path / "project")
    change(project, "C2", cities="38")
    return project


def test_a_build_is_compared_with_itself(warehouse: Path) -> None:
    assert between(warehouse, warehouse).changes == []


def test_the_sources_as_they_are_now_are_compared_with_what_is_published(
    small: Path, project: Project
) -> None:
    found = compare(project=project).changes
    (cities,) = [change for change in found if (change.kind, change.segment) == ("value", "TH")]
    assert (cities.was_value, cities.became_value, cities.was) == (37, 38, "2025-08-27")
    assert why(cities) == ["revised +1: C2"]
    assert said(found) == {("value", "cities"), ("source", "counts")}
    assert [path.name for path in small.glob("*.duckdb")] == [warehouse.current(small).name]


def test_the_build_that_waits_is_compared_with_what_is_published(
    small: Path, project: Project
) -> None:
    waiting = build(project, small, review=True)
    found = compare().changes
    assert ("value", "cities") in said(found)
    assert compare(new=waiting.build_id).changes == found
    before = warehouse.current(small).stem
    publish.publish_candidate(small, waiting.build_id)
    assert compare(old=before, new=waiting.build_id).changes == found
    back = compare(old=waiting.build_id, new=before).changes
    (cities,) = [change for change in back if change.kind == "value"]
    assert (cities.was_value, cities.became_value) == (38, 37)


def test_every_build_tells_what_it_changed(small: Path, project: Project) -> None:
    build(project, small)
    told = publish.rows(warehouse.current(small), "select kind, subject from meta.change")
    assert ("value", "cities") in {(row["kind"], row["subject"]) for row in told}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data and then: a new count, a lost one, a province's first logo, a decision.

    And the target for 2570 says 110 instead of 105. The decision is for 16 provinces; the other
    counts above 16 (23 of 2565, 25 of a secondary source) are lost, as they would hold instead.
    """
    folder = copy_data(tmp_path_factory.mktemp("moved"))
    observations = max((folder / "raw" / "observations").glob("*/observations.csv"))
    heading, *rows = records(observations)
    key = heading.index("obs_id")
    (last,) = [row for row in rows if row[key] == "OB051"]
    new = dict(zip(heading, last, strict=True)) | {"obs_id": "OB900", "as_of": "2026-11-30"}
    new |= dict.fromkeys(("value", "lower", "upper"), "40")
    kept = [row for row in rows if row[key] not in ("OB055", "OB117", "OB241")]
    renew(observations, [*kept, list(new.values())])
    events = max((folder / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(events)
    logo = dict(zip(heading, rows[0], strict=True)) | {"event_id": "tak-63"}
    renew(events, [*rows, list((logo | {"plan_key": "tak"}).values())])
    targets = max((folder / "raw" / "targets").glob("*/targets.csv"))
    heading, *rows = records(targets)
    for row in rows:
        if row[heading.index("target_id")] == "TG027":
            row[heading.index("value")] = "110"
    renew(targets, rows)
    choices = max((folder / "reference" / "conflict_choices").glob("*/conflict_choices.csv"))
    choice = ["fall:certified_provinces:national:TH:announced:TH", "OB057"]
    renew(choices, [[*choice, "ตามมติ", "By resolution", "2026-12-01", "สำนักงาน"]])
    return folder


def test_a_value_tells_why_it_moved(folder: Path, moved: Path) -> None:
    with duckdb.connect(str(warehouse.current(folder))) as published:
        published.execute(
            "update meta.metric set formula_en = 'Another' where metric_id = 'certified_cities'"
        )
        published.execute(
            "update meta.metric set caveats_en = 'Another' where metric_id = 'province_coverage'"
        )
    waiting = build(over(moved), folder, review=True).build_id
    found = {
        (change.subject, change.place_code, change.segment): change
        for change in compare().changes
        if change.kind == "value"
    }
    cities = found["certified_cities", "TH", "TH"]
    assert (cities.was_value, cities.became_value) == (37, 40)
    assert why(cities) == ["new +3: OB900", "redefined"]  # two of 37 stay in the record
    named = found["certified_cities", "TH", "named"]
    assert (named.was_value, named.became_value) == (37, 38)
    assert why(named) == ["new: tak-63", "entered +1: 63", "redefined"]
    tak = found["certified_cities", "63", "named"]
    assert why(tak) == ["new +1: tak-63", "redefined"]
    not_named = found["certified_cities", "TH", "not_named"]  # 37 - 37 to 40 - 38: +3 and -1
    assert why(not_named) == ["new +2: OB900, tak-63", "redefined"]
    # 37 / 105 to 40 / 110: 100 x 3 / 105 above the line, then 100 x 40 x (1 / 110 - 1 / 105) below
    assert why(found["target_attainment", "TH", "TH"]) == [
        *("new +2.85714285714: OB900", "revised -1.7316017316: TG027")
    ]
    (officials,) = [change for (kpi, _, _), change in found.items() if kpi == "officials_trained"]
    assert (officials.became_value, why(officials)) == (None, ["lost: OB117"])
    coverage = found["province_coverage", "TH", "TH"]
    assert why(coverage) == ["chosen -11.6883116883: OB057"]  # (16 - 25) / 77
    back = {
        (change.subject, change.place_code, change.segment): change
        for change in compare(old=waiting, new=warehouse.current(folder).stem).changes
        if change.kind == "value"
    }
    assert why(back["province_coverage", "TH", "TH"]) == ["chosen +11.6883116883: OB057"]
    assert why(back["certified_cities", "TH", "named"]) == [
        *("lost: tak-63", "left -1: 63", "redefined")
    ]


@pytest.mark.parametrize(
    ("formula", "because"),
    [("Another", ["redefined +1"]), (None, ["recalculated +1"])],
)
def test_what_no_statement_explains_is_of_the_definition_or_recalculated(
    folder: Path, warehouse: Path, formula: str | None, because: list[str]
) -> None:
    """37 where the build before had 36 of the same statements."""
    with duckdb.connect(str(folder / "CURRENT")) as published:
        published.execute(
            "update metrics.metric_value set value = 36 "
            "where metric_id = 'certified_cities' and segment = 'TH' and is_current"
        )
        published.execute(
            "update metrics.metric_row set above = 36 where figure_set in (select figure_set "
            "from metrics.metric_value "
            "where metric_id = 'certified_cities' and segment = 'TH' and is_current)"
        )
        published.execute(
            "update meta.metric set formula_en = coalesce(?, formula_en) "
            "where metric_id = 'certified_cities'",
            [formula],
        )
    (cities,) = [
        change
        for change in between(warehouse, folder / "CURRENT").changes
        if change.kind == "value"
    ]
    assert (cities.was_value, cities.became_value) == (36, 37)
    assert why(cities) == because


def test_the_record_of_an_earlier_edition_is_compared_with_all_of_them(
    small: Path, project: Project
) -> None:
    earlier = counts(project).parent
    shutil.copytree(earlier, earlier.with_name("2026-11-29"))
    change(project, "C2", cities="36")  # of the earlier one
    found = compare(project=project, edition=date(2026, 11, 21)).changes
    (cities,) = [one for one in found if (one.kind, one.segment) == ("value", "TH")]
    assert (cities.was_value, cities.became_value) == (36, 38)
    (source,) = [one for one in found if one.kind == "source"]
    assert (source.was, source.became) == ("2026-01-01", "2026-11-29")
    assert source.was_value == source.became_value  # an edition replaces the one before
    assert [path.name for path in small.glob("*.duckdb")] == [warehouse.current(small).name]


def test_a_day_before_the_first_edition_is_refused(small: Path, project: Project) -> None:
    with pytest.raises(SourceError, match="2020-01-01: no edition of the record by then"):
        compare(project=project, edition=date(2020, 1, 1))


def test_an_unknown_build_is_named_with_those_that_are_there(small: Path) -> None:
    there = warehouse.current(small).stem
    with pytest.raises(PublishError, match=f"no build 20200101T000000Z-0.*{there}"):
        compare(old="20200101T000000Z-0")


def test_a_build_of_other_models_cannot_be_compared(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("create schema meta; create table meta.source_load (source varchar)")
    with pytest.raises(PublishError, match=r"other\.duckdb: can't be compared"):
        between(warehouse.current(small), other)
