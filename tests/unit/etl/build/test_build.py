"""A build: same facts, same hash; one cell changed, another hash; nothing half-published.

What a build does with any record is tried on the small one.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.build.build import build, check
from etl.cli import main
from etl.contract import Source
from etl.errors import CheckFailed, EtlError, PublishError, SourceError
from etl.intake import inbox, ingest
from etl.project import SHIPPED, Project
from etl.publish import ledger, publish
from etl.sources import agency_plan_events
from sql import warehouse as published
from tests.fixtures.small import SMALL, Publish, change, copied, counts, drop
from tests.shipped import copy_data, over, records, shuffle, write_edition
from tests.troubled import form


def _copied(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "warehouse", symlinks=True)


def _rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in publish.rows(file, sql)]


def _values(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    return _rows(published.current(folder), sql)


def _counts(folder: Path, source: str) -> dict[str, int]:
    columns = ("rows_read", "accepted", "quarantined")
    sums = ", ".join(f"sum({column})::integer" for column in columns)
    (row,) = _values(folder, f"select {sums} from meta.source_load where source = '{source}'")
    return dict(zip(columns, row, strict=True))


def _same(one: Path, other: Path, table: str) -> bool:
    found = [_values(folder, f"select * from {table} order by all") for folder in (one, other)]
    return found[0] == found[1]


@pytest.fixture(scope="module")
def first(publish_small: Publish, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with one build of the small project, and its hash."""
    folder = publish_small(tmp_path_factory.mktemp("warehouse"))
    return folder, publish.published_hash(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project over files of the test's own."""
    return copied(tmp_path / "data")


@pytest.fixture
def folder(first: tuple[Path, str], tmp_path: Path) -> Path:
    """A warehouse folder of the test's own with the small project published."""
    return _copied(first[0], tmp_path)


# --------------------------------------------------------------------------- the shipped record


def test_the_order_of_rows_does_not_matter(warehouse: Path, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    shuffle(data, seed=2570)
    shuffled = build(over(data), tmp_path / "warehouse").content_hash
    assert _rows(warehouse, "select content_hash from meta.build") == [(shuffled,)]


def test_every_source_is_described(warehouse: Path) -> None:
    described = _rows(
        warehouse, "select source, title_th, title_en, has_template, promise_days from meta.source"
    )
    assert [row[:4] for row in described] == [
        (source.name, source.title_th, source.title_en, source.template is not None)
        for source in SHIPPED.sources
    ]
    assert all(row[4] for row in described)


def test_models_are_listed_with_their_rows(warehouse: Path) -> None:
    listed = dict(_rows(warehouse, "select name, rows from meta.model"))
    for table in ("staging.stg_plans", "core.dim_province", "metrics.certified_cities"):
        assert _rows(warehouse, f"select count(*) from {table}") == [(listed[table],)]


# ------------------------------------------------------------------------------ hash, quarantine


def test_the_same_facts_publish_nothing_new(first: tuple[Path, str]) -> None:
    folder, content_hash = first
    before = sorted(path.name for path in folder.iterdir())
    again = build(SMALL, folder)
    assert again.outcome == "unchanged"
    assert again.content_hash == content_hash
    assert again.build_id == published.current(folder).stem
    assert sorted(path.name for path in folder.iterdir()) == before


def test_one_cell_changes_the_hash(
    first: tuple[Path, str], project: Project, tmp_path: Path
) -> None:
    change(project, "C1", note="as announced then")
    assert build(project, tmp_path / "warehouse").content_hash != first[1]


def test_a_bad_row_is_quarantined_and_counted(project: Project, tmp_path: Path) -> None:
    change(project, "C1", cities="สิบ")
    outcome = build(project, tmp_path / "warehouse")
    assert outcome.counts()["counts"] == {"rows_read": 5, "accepted": 4, "quarantined": 1}
    found = _values(
        tmp_path / "warehouse", "select source, row, columns, reasons from quarantine.rejected_row"
    )
    assert found == [("counts", 2, ["cities"], ["not_a_number"])]


def test_rejected_rows_of_an_older_edition_are_not_open(project: Project, tmp_path: Path) -> None:
    older = counts(project).parent.with_name("2025-01-01")
    content = "count_id,place,as_of,cities,note\nC1,TH,2025-01-01,สิบ,\n"
    write_edition(older, "counts.csv", content.encode(), 1)
    outcome = build(project, tmp_path / "warehouse")
    assert outcome.counts()["counts"]["quarantined"] == 1
    found = _values(
        tmp_path / "warehouse", "select edition, superseded from quarantine.rejected_row"
    )
    assert found == [("2025-01-01", True)]


# ---------------------------------------------------------------------------- broken and missing


def test_broken_sources_without_a_build_publish_nothing(project: Project, tmp_path: Path) -> None:
    counts(project).write_bytes(b"")
    shutil.rmtree(project.data / "reference" / "places")
    with pytest.raises(SourceError, match=r"counts\.csv.*\n.*reference/places: no edition"):
        build(project, tmp_path / "warehouse")
    assert not (tmp_path / "warehouse" / "CURRENT").is_symlink()
    assert not list((tmp_path / "warehouse").glob(".build-*"))


def test_a_broken_source_keeps_its_published_rows(
    first: tuple[Path, str], project: Project, folder: Path, tmp_path: Path
) -> None:
    whole = counts(project).read_bytes()
    counts(project).write_bytes(whole[:50])
    outcome = build(project, folder)
    assert outcome.outcome == "published"
    assert [problem.source for problem in outcome.problems] == ["counts"]
    assert "counts.csv" in outcome.problems[0].message
    tables = ("raw.counts", "meta.document", "core.fct_count", "metrics.metric_value")
    for table in (*tables, "meta.correction", "quarantine.rejected_row"):
        assert _same(first[0], folder, table), table
    accounts = "(select * exclude (seconds) from meta.source_load where source = 'counts')"
    assert _same(first[0], folder, accounts)
    assert outcome.counts()["counts"] == _counts(folder, "counts")
    (told,) = _values(folder, "select source, message from meta.source_problem")
    assert told == ("counts", outcome.problems[0].message.replace(str(project.data), "data"))
    assert str(tmp_path) not in str(ledger.runs(folder)[0])  # pages read both

    again = build(project, folder)
    assert (again.outcome, again.problems) == ("unchanged", outcome.problems)

    counts(project).write_bytes(whole)
    repaired = build(project, folder)
    assert (repaired.outcome, repaired.problems) == ("published", ())
    assert repaired.content_hash == first[1]


@pytest.mark.trial
def test_what_is_taken_over_has_its_rejected_rows_and_corrections(
    project: Project, tmp_path: Path
) -> None:
    """And the broken source's own problem does not add to what is wrong with its rows."""
    change(project, "C3", cities="สอง")
    (project.data / "overrides").mkdir()
    (project.data / "overrides" / "counts.toml").write_text(
        '[[correction]]\nedition = "2026-01-01"\nkey = { count_id = "C1" }\ncolumn = "cities"\n'
        'expect = "30"\nvalue = "31"\nreason = "a test"\nevidence = "of a test"\n',
        encoding="utf-8",
    )
    one, other = tmp_path / "one", tmp_path / "other"
    build(project, one)
    shutil.copytree(one, other, symlinks=True)
    counts(project).write_bytes(b"")
    assert len(build(project, other).problems) == 1
    for table in ("meta.correction", "quarantine.rejected_row", "meta.document"):
        assert _same(one, other, table), table
        assert _values(other, f"select count(*) > 0 from {table}") == [(True,)]


def test_a_published_build_of_another_form_does_not_stand_in(
    project: Project, folder: Path
) -> None:
    with duckdb.connect(str(published.current(folder))) as connection:
        connection.execute("alter table raw.counts add column once varchar")
    counts(project).write_bytes(b"")
    before = published.current(folder)
    with pytest.raises(SourceError, match=r"counts\.csv.*\n.*another version made it"):
        build(project, folder)
    assert published.current(folder) == before


def test_a_missing_data_folder_publishes_nothing(folder: Path, tmp_path: Path) -> None:
    before = published.current(folder)
    with pytest.raises(SourceError, match="no such folder"):
        build(over(tmp_path / "gone"), folder)
    assert published.current(folder) == before


@pytest.mark.trial
def test_rows_from_an_inbox_that_is_away_stay(
    first: tuple[Path, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    edition = inbox / "editions" / "counts" / "2026-11-21T081500Z-0a1b2c3d"
    rows = records(counts(SMALL))[1:]
    write_edition(edition, "counts.csv", counts(SMALL).read_bytes(), len(rows))
    card = edition / "provenance.toml"
    card.write_text(card.read_text("utf-8").replace('"derived"', '"submitted"'), "utf-8")
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    (problem,) = build(SMALL, folder).problems  # nobody named it
    assert "left out. The project keeps counts itself" in problem.message
    assert _counts(folder, "counts") == _counts(first[0], "counts")
    with card.open("a", encoding="utf-8") as text:
        text.write('via = "command"\n')
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    assert build(SMALL, folder).problems == ()
    loads = (
        "select edition, superseded, newest from meta.source_load "
        "where source = 'counts' order by edition"
    )
    taken_in = [("2026-01-01", True, False), (edition.name, False, True)]
    assert _values(folder, loads) == taken_in

    monkeypatch.delenv("SMARTCITY_INBOX")
    (problem,) = build(SMALL, folder).problems
    assert "SMARTCITY_INBOX is not set" in problem.message
    assert _values(folder, loads) == taken_in
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "unmounted"))
    (problem,) = build(SMALL, folder).problems
    assert "no such inbox" in problem.message

    (tmp_path / "empty" / "editions").mkdir(parents=True)
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "empty"))
    withdrawn = build(SMALL, folder)
    assert (withdrawn.problems, withdrawn.content_hash) == ((), first[1])


def test_an_unreadable_repair_is_told_and_stops_no_source(
    first: tuple[Path, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "mends" / "2026-11-21T081500Z-0a1b2c3d").mkdir(parents=True)
    (inbox / "mends" / "2026-11-21T081500Z-0a1b2c3d" / "fix.xlsx").write_bytes(b"half a file")
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    outcome = build(SMALL, folder)
    (problem,) = outcome.problems
    assert problem.source == "mends"
    assert "2026-11-21T081500Z-0a1b2c3d" in problem.message
    assert outcome.outcome == "published"
    assert _same(first[0], folder, "metrics.metric_value")


# ---------------------------------------------------------------------- review, rollback, ledger


def test_a_build_says_what_it_changes(project: Project, folder: Path) -> None:
    assert _values(folder, "select count(*) from meta.change") == [(0,)]
    before = published.current(folder).stem
    drop(project, "C5")
    build(project, folder)
    assert _values(folder, "select count(*) > 0 from meta.change") == [(True,)]
    assert _values(folder, "select previous from meta.build") == [(before,)]


def test_a_rolled_back_build_is_held_until_it_is_published_after_review(
    project: Project, folder: Path
) -> None:
    good = published.current(folder).stem
    change(project, "C1", note="wrong")
    wrong = build(project, folder)
    assert publish.rollback(folder) == good
    held = build(project, folder)
    assert (held.outcome, held.build_id) == ("held", good)
    assert published.current(folder).stem == good
    assert "rolled back" in str(ledger.runs(folder, 1)[0]["message"])

    review = build(project, folder, review=True)
    assert (review.outcome, review.content_hash) == ("review", wrong.content_hash)
    assert review.build_id > wrong.build_id
    assert published.current(folder).stem == good
    publish.publish_candidate(folder, review.build_id)
    assert published.current(folder).stem == review.build_id
    assert build(project, folder).outcome == "unchanged"


def test_only_the_last_build_waits_for_review(project: Project, folder: Path) -> None:
    for note in ("one", "two"):
        change(project, "C1", note=note)
        last = build(project, folder, review=True)
    assert [path.stem for path in (folder / "review").iterdir()] == [last.build_id]
    assert build(project, folder).outcome == "published"
    assert not list((folder / "review").iterdir())


def test_every_run_is_in_the_ledger(project: Project, folder: Path) -> None:
    earlier = ledger.runs(folder)
    change(project, "C3", place="no-such-place")
    with pytest.raises(CheckFailed):
        build(project, folder, trigger="schedule")
    with publish.lock(folder), pytest.raises(PublishError):
        build(project, folder)
    blocked, *others = ledger.runs(folder)  # the one that found the lock held is not in it
    assert others == earlier
    assert (others[-1]["outcome"], others[-1]["build_id"]) == (
        "published",
        published.current(folder).stem,
    )
    assert (blocked["outcome"], blocked["trigger"], blocked["build_id"]) == (
        *("failed", "schedule"),
        None,
    )
    assert "no-such-place" in str(blocked["message"])
    found = {result["check_name"]: result for result in json.loads(str(blocked["checks"]))}
    assert found["count_of_no_place"]["offending"]
    assert found["count_of_no_place"]["blocking"]
    loads = {load["source"]: load for load in json.loads(str(blocked["sources"]))}
    assert loads["counts"]["rows_read"] == 5
    assert all(load["problem"] is None for load in loads.values())


def test_alerts_that_cant_be_sent_do_not_fail_the_build(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SMARTCITY_ALERTS", str(tmp_path / "gone.toml"))
    assert build(SMALL, folder).outcome == "unchanged"
    assert "alerts: not sent" in caplog.text


def test_check_runs_every_check_and_publishes_nothing(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))
    before = sorted(path.name for path in folder.iterdir())
    assert [(found.check_name, found.offending) for found in check(project)] == [
        ("count_of_no_place", 0)
    ]
    change(project, "C3", place="no-such-place")
    (project.data / "reference" / "places" / "2026-01-01" / "places.csv").write_bytes(b"")
    (found,) = check(project)
    assert (found.offending, found.rows) == (1, ("count_id=C3, place=no-such-place",))
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_blocking_check_publishes_nothing(project: Project, folder: Path) -> None:
    change(project, "C3", place="no-such-place")
    before = published.current(folder)
    with pytest.raises(CheckFailed, match="no-such-place"):
        build(project, folder)
    assert published.current(folder) == before


# ------------------------------------------------------------------------------------- the folder


def test_a_reader_keeps_its_build_while_another_is_published(
    project: Project, folder: Path
) -> None:
    reader = duckdb.connect(str(published.current(folder)), read_only=True)
    rows = reader.execute("select count(*) from metrics.metric_value").fetchone()
    drop(project, "C5")
    thread = threading.Thread(target=build, args=(project, folder))
    thread.start()
    thread.join()
    assert reader.execute("select count(*) from metrics.metric_value").fetchone() == rows
    reader.close()
    assert len(list(folder.glob("*.duckdb"))) == 2


def test_a_damaged_published_file_is_built_over(first: tuple[Path, str], folder: Path) -> None:
    published.current(folder).write_bytes(b"damaged")
    outcome = build(SMALL, folder)
    assert outcome.outcome == "published"
    assert outcome.content_hash == first[1]


def test_only_the_last_builds_are_kept(tmp_path: Path) -> None:
    tmp_path.joinpath("CURRENT").symlink_to("20200101T000000Z-0.duckdb")
    for year in range(2016, 2021):
        (tmp_path / f"{year}0101T000000Z-0.duckdb").write_bytes(b"old")
    build(SMALL, tmp_path)
    assert len(list(tmp_path.glob("*.duckdb"))) == publish.KEPT_BUILDS


# ------------------------------------------------------------------------------------ the command


def test_the_command_prints_one_json_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    assert main(["build", "--json"], project=SMALL) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["build_id"].endswith(printed["content_hash"][:8])
    for found in printed["sources"].values():
        assert found["rows_read"] == found["accepted"] + found["quarantined"]


@pytest.mark.parametrize(
    ("typed", "each"),
    [
        (["build"], False),
        (["build", "--verbose"], True),
        pytest.param(["--verbose", "build"], True, marks=pytest.mark.trial),
        (["build", "--trigger", "schedule"], True),
    ],
)
def test_a_plain_run_logs_its_steps_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    typed: list[str],
    each: bool,
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    main(typed, project=SMALL)
    steps = [line.split()[0] for line in caplog.messages]
    assert {"loads", "models", "checks", "publish"} <= set(steps)
    assert ({"load", "model", "check"} <= set(steps)) == each
    assert each or len(steps) == 4


def test_the_command_says_what_went_wrong_without_a_traceback(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--data", str(tmp_path)],
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(tmp_path / "warehouse")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert "no edition of source" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_status_without_a_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    assert main(["status"]) == 1
    assert "python -m etl build" in capsys.readouterr().err


def test_every_error_is_one_family() -> None:
    for kind in (SourceError, CheckFailed, PublishError):
        assert issubclass(kind, EtlError)


# ------------------------------------------------------------------------- came through the page


def _handed_in(path: Path, source: Source, *changes: dict[str, str]) -> str:
    """Files a form as the page does; gives its edition."""
    path.write_bytes(form(source, *changes))
    outcome = ingest.ingest(path, via="page")
    assert outcome.status == "filed"
    return str(outcome.edition)


def test_what_came_through_the_page_waits_for_an_operator(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    before, sent = published.current(folder), tmp_path / "sent.csv"
    edition = f"agency_plan_events/{_handed_in(sent, agency_plan_events.SOURCE, {})}"
    outcome = build(SMALL, folder, trigger="inbox")
    assert outcome.outcome == "review"
    assert published.current(folder) == before
    status = publish.status()
    assert (status["waiting"], status["to_review"]) == (outcome.build_id, [edition])
    run, *_ = ledger.runs(folder)
    assert run["outcome"] == "review"
    assert edition in str(run["message"])
    assert f"python -m etl publish {outcome.build_id}" in str(run["message"])
    assert "alert review_waiting" in caplog.text

    publish.publish_candidate(folder, outcome.build_id)
    assert publish.status()["to_review"] == []
    assert publish.reviewed_submissions(folder) == {
        one.key for one in inbox.submissions(tmp_path / "inbox")
    }
    sent.write_bytes(form(agency_plan_events.SOURCE, {"รหัสแผน": "another-plan"}))
    assert ingest.ingest(sent).status == "filed"
    assert build(SMALL, folder).outcome == "published"  # what was looked at does not wait again
