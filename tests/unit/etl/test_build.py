"""A build: same facts, same hash; one cell changed, another hash; nothing half-published."""

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

from etl import inbox, ingest, ledger, publish
from etl.__main__ import main
from etl.build import DATA, build, check
from etl.errors import CheckFailed, EtlError, PublishError, SourceError
from etl.load import sources
from etl.sources import agency_plan_events, agency_plan_progress
from sql import warehouse
from tests.shipped import copy_data, records, rewrite, shuffle, write_edition
from tests.troubled import form


def _observations(data: Path) -> Path:
    return next((data / "raw" / "observations").glob("*/observations.csv"))


def _note(data: Path, text: str) -> None:
    """Changes one cell of a shipped source."""
    path = _observations(data)
    heading, *rows = records(path)
    rows[0][heading.index("note")] = text
    rewrite(path, [heading, *rows])


def _rows_on_card(path: Path, was: int, becomes: int) -> None:
    card = path.parent / "provenance.toml"
    text = card.read_text("utf-8").replace(f"rows = {was}", f"rows = {becomes}")
    card.write_text(text, encoding="utf-8")


def _copied(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "warehouse", symlinks=True)


def _values(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse.current(folder)), read_only=True) as connection:
        return connection.sql(sql).fetchall()


def _counts(folder: Path, source: str) -> dict[str, int]:
    columns = ("rows_read", "accepted", "quarantined")
    sums = ", ".join(f"sum({column})::integer" for column in columns)
    (row,) = _values(folder, f"select {sums} from meta.source_load where source = '{source}'")
    return dict(zip(columns, row, strict=True))


def _same(one: Path, other: Path, table: str) -> bool:
    found = [_values(folder, f"select * from {table} order by all") for folder in (one, other)]
    return found[0] == found[1]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with one build from the shipped data, and its hash."""
    folder = tmp_path_factory.mktemp("warehouse")
    return folder, build(folder=folder).content_hash


def test_the_same_facts_publish_nothing_new(first: tuple[Path, str]) -> None:
    folder, content_hash = first
    before = sorted(path.name for path in folder.iterdir())
    again = build(folder=folder)
    assert again.outcome == "unchanged"
    assert again.content_hash == content_hash
    assert again.build_id == warehouse.current(folder).stem
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_order_of_rows_does_not_matter(first: tuple[Path, str], tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    shuffle(data, seed=2570)
    assert build(data, tmp_path / "warehouse").content_hash == first[1]


def test_one_cell_changes_the_hash(first: tuple[Path, str], tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    path = _observations(data)
    heading, *rows = records(path)
    note = heading.index("note")
    rows[0][note] += " changed"
    rewrite(path, [heading, *rows])
    assert build(data, tmp_path / "warehouse").content_hash != first[1]


def test_a_bad_row_is_quarantined_and_counted(tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    path = _observations(data)
    heading, *rows = records(path)
    rows[0][heading.index("value")] = "สิบ"
    rewrite(path, [heading, *rows])
    outcome = build(data, folder)
    counts = outcome.counts()["observations"]
    assert counts == {"rows_read": len(rows), "accepted": len(rows) - 1, "quarantined": 1}
    with duckdb.connect(str(warehouse.current(folder)), read_only=True) as connection:
        found = connection.sql(
            "select source, row, columns, reasons from quarantine.rejected_row"
        ).fetchall()
    assert found == [("observations", 2, ["value"], ["not_a_number"])]


def test_broken_sources_without_a_build_publish_nothing(tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    _observations(data).write_bytes(b"")
    shutil.rmtree(data / "raw" / "plans")
    with pytest.raises(SourceError, match=r"observations\.csv.*\n.*raw/plans: no edition"):
        build(data, folder)
    assert not (folder / "CURRENT").is_symlink()
    assert not list(folder.glob(".build-*"))


def test_a_broken_source_keeps_its_published_rows(first: tuple[Path, str], tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    path = _observations(data)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    outcome = build(data, folder)
    assert outcome.outcome == "published"
    assert [problem.source for problem in outcome.problems] == ["observations"]
    assert "observations.csv" in outcome.problems[0].message
    tables = ("raw.observations", "meta.document", "core.fct_observation", "metrics.metric_value")
    for table in (*tables, "meta.correction", "quarantine.rejected_row"):
        assert _same(first[0], folder, table), table
    accounts = "(select * exclude (seconds) from meta.source_load where source = 'observations')"
    assert _same(first[0], folder, accounts)
    assert outcome.counts()["observations"] == _counts(folder, "observations")
    (told,) = _values(folder, "select source, message from meta.source_problem")
    assert told == ("observations", outcome.problems[0].message.replace(str(data), "data"))
    assert str(tmp_path) not in str(ledger.runs(folder)[0])  # pages read both
    warned = "select offending from meta.check_result where check_name = 'source_not_loaded'"
    assert _values(folder, warned) == [(1,)]

    again = build(data, folder)
    assert (again.outcome, again.problems) == ("unchanged", outcome.problems)

    path.write_bytes(whole)
    mended = build(data, folder)
    assert (mended.outcome, mended.problems) == ("published", ())
    assert mended.content_hash == first[1]


def test_a_published_build_of_another_form_does_not_stand_in(
    first: tuple[Path, str], tmp_path: Path
) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    with duckdb.connect(str(warehouse.current(folder))) as connection:
        connection.execute("alter table raw.observations add column once varchar")
    _observations(data).write_bytes(b"")
    before = warehouse.current(folder)
    with pytest.raises(SourceError, match=r"observations\.csv.*\n.*another version made it"):
        build(data, folder)
    assert warehouse.current(folder) == before


def test_a_missing_data_folder_publishes_nothing(first: tuple[Path, str], tmp_path: Path) -> None:
    folder = _copied(first[0], tmp_path)
    before = warehouse.current(folder)
    with pytest.raises(SourceError, match="no such folder"):
        build(tmp_path / "gone", folder)
    assert warehouse.current(folder) == before


def test_rows_from_an_inbox_that_is_away_stay(
    first: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, inbox = _copied(first[0], tmp_path), tmp_path / "inbox"
    shipped = _observations(DATA)
    edition = inbox / "editions" / "observations" / "2026-11-21T081500Z-0a1b2c3d"
    rows = records(shipped)[1:]
    write_edition(edition, "observations.csv", shipped.read_bytes(), len(rows))
    card = edition / "provenance.toml"
    card.write_text(card.read_text("utf-8").replace('"derived"', '"submitted"'), "utf-8")
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    (problem,) = build(folder=folder).problems  # nobody named it
    assert "left out. The project keeps observations itself" in problem.message
    assert _counts(folder, "observations") == _counts(first[0], "observations")
    with card.open("a", encoding="utf-8") as text:
        text.write('via = "command"\n')
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    assert build(folder=folder).problems == ()
    loads = (
        "select edition, superseded, newest from meta.source_load "
        "where source = 'observations' order by edition"
    )
    taken_in = [("2026-11-21", True, False), (edition.name, False, True)]
    assert _values(folder, loads) == taken_in

    monkeypatch.delenv("SMARTCITY_INBOX")
    (problem,) = build(folder=folder).problems
    assert "SMARTCITY_INBOX is not set" in problem.message
    assert _values(folder, loads) == taken_in
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "unmounted"))
    (problem,) = build(folder=folder).problems
    assert "no such inbox" in problem.message

    (tmp_path / "empty" / "editions").mkdir(parents=True)
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "empty"))
    withdrawn = build(folder=folder)
    assert (withdrawn.problems, withdrawn.content_hash) == ((), first[1])


def test_an_unreadable_mend_is_told_and_stops_no_source(
    first: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, inbox = _copied(first[0], tmp_path), tmp_path / "inbox"
    (inbox / "mends" / "2026-11-21T081500Z-0a1b2c3d").mkdir(parents=True)
    (inbox / "mends" / "2026-11-21T081500Z-0a1b2c3d" / "fix.xlsx").write_bytes(b"half a file")
    monkeypatch.setenv("SMARTCITY_INBOX", str(inbox))
    outcome = build(folder=folder)
    (problem,) = outcome.problems
    assert problem.source == "mends"
    assert "2026-11-21T081500Z-0a1b2c3d" in problem.message
    assert outcome.outcome == "published"
    assert _same(first[0], folder, "metrics.metric_value")


def test_rejected_rows_of_an_older_edition_are_not_open(tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    newest = _observations(data)
    heading, *rows = records(newest)
    rows[0][heading.index("value")] = "สิบ"
    out = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [heading, *rows[:3]])
    older = newest.parent.with_name("2026-01-01")
    write_edition(older, "observations.csv", out.encode(), 3)
    outcome = build(data, folder)
    assert outcome.counts()["observations"]["quarantined"] == 1
    found = _values(folder, "select edition, superseded from quarantine.rejected_row")
    assert found == [("2026-01-01", True)]


def test_a_build_says_what_it_changes(first: tuple[Path, str], tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    assert _values(folder, "select count(*) from meta.change") == [(0,)]
    before = warehouse.current(folder).stem
    path = _observations(data)
    heading, *rows = records(path)
    rewrite(path, [heading, *rows[:-1]])
    _rows_on_card(path, len(rows), len(rows) - 1)
    build(data, folder)
    assert _values(folder, "select count(*) > 0 from meta.change") == [(True,)]
    assert _values(folder, "select previous from meta.build") == [(before,)]


def test_every_source_is_described(first: tuple[Path, str]) -> None:
    described = _values(
        first[0], "select source, title_th, promise_days, has_template from meta.source"
    )
    assert [row[0] for row in described] == [source.name for source in sources()]
    assert all(title and promise for _, title, promise, _ in described)
    in_templates = {source.name for source in sources() if source.template}
    assert {row[0] for row in described if row[3]} == in_templates


def test_models_are_listed_with_their_rows(first: tuple[Path, str]) -> None:
    listed = dict(_values(first[0], "select name, rows from meta.model"))
    for table in ("staging.stg_plans", "core.dim_province", "metrics.certified_cities"):
        assert _values(first[0], f"select count(*) from {table}") == [(listed[table],)]


# ---------------------------------------------------------------------- review, rollback, ledger


def test_a_rolled_back_build_is_held_until_it_is_published_after_review(
    first: tuple[Path, str], tmp_path: Path
) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    good = warehouse.current(folder).stem
    _note(data, "wrong")
    wrong = build(data, folder)
    assert publish.rollback(folder) == good
    held = build(data, folder)
    assert (held.outcome, held.build_id) == ("held", good)
    assert warehouse.current(folder).stem == good
    assert "rolled back" in str(ledger.runs(folder, 1)[0]["message"])

    review = build(data, folder, review=True)
    assert (review.outcome, review.content_hash) == ("review", wrong.content_hash)
    assert review.build_id > wrong.build_id
    assert warehouse.current(folder).stem == good
    publish.publish_candidate(folder, review.build_id)
    assert warehouse.current(folder).stem == review.build_id
    assert build(data, folder).outcome == "unchanged"


def test_only_the_last_build_waits_for_review(first: tuple[Path, str], tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    for note in ("one", "two"):
        _note(data, note)
        last = build(data, folder, review=True)
    assert [path.stem for path in (folder / "review").iterdir()] == [last.build_id]
    assert build(data, folder).outcome == "published"
    assert not list((folder / "review").iterdir())


def test_every_run_is_in_the_ledger(first: tuple[Path, str], tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    earlier = ledger.runs(folder)
    path = next((data / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(path)
    rows[0][heading.index("plan_key")] = "no-such-plan"
    rewrite(path, [heading, *rows])
    with pytest.raises(CheckFailed):
        build(data, folder, trigger="schedule")
    with publish.lock(folder), pytest.raises(PublishError):
        build(data, folder)
    blocked, *others = ledger.runs(folder)  # the one that found the lock held is not in it
    assert others == earlier
    assert (others[-1]["outcome"], others[-1]["build_id"]) == (
        "published",
        warehouse.current(folder).stem,
    )
    assert (blocked["outcome"], blocked["trigger"], blocked["build_id"]) == (
        *("failed", "schedule"),
        None,
    )
    assert "no-such-plan" in str(blocked["message"])
    found = {result["check_name"]: result for result in json.loads(str(blocked["checks"]))}
    assert found["plan_event_without_plan"]["offending"]
    assert found["plan_event_without_plan"]["blocking"]
    loads = {load["source"]: load for load in json.loads(str(blocked["sources"]))}
    assert loads["plan_events"]["rows_read"] == len(rows)
    assert all(load["problem"] is None for load in loads.values())


def test_alerts_that_cant_be_sent_do_not_fail_the_build(
    first: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SMARTCITY_ALERTS", str(tmp_path / "gone.toml"))
    assert build(folder=_copied(first[0], tmp_path)).outcome == "unchanged"
    assert "alerts: not sent" in caplog.text


def test_check_runs_every_check_and_publishes_nothing(
    first: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, folder = copy_data(tmp_path / "data"), _copied(first[0], tmp_path)
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))
    before = sorted(path.name for path in folder.iterdir())
    path = next((data / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(path)
    rows[0][heading.index("plan_key")] = "no-such-plan"
    rewrite(path, [heading, *rows])
    _observations(data).write_bytes(b"")
    results = {result.check_name: result.offending for result in check(data)}
    assert results["plan_event_without_plan"] == 1
    assert results["source_not_loaded"] == 1
    assert results["provinces_not_77"] == 0
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_blocking_check_publishes_nothing(first: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = first
    data = copy_data(tmp_path / "data")
    path = next((data / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(path)
    rows[0][heading.index("plan_key")] = "no-such-plan"
    rewrite(path, [heading, *rows])
    before = warehouse.current(folder)
    with pytest.raises(CheckFailed, match="no-such-plan"):
        build(data, folder)
    assert warehouse.current(folder) == before


def test_a_reader_keeps_its_build_while_another_is_published(
    first: tuple[Path, str], tmp_path: Path
) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    build(data, folder)
    reader = duckdb.connect(str(warehouse.current(folder)), read_only=True)
    rows = reader.execute("select count(*) from metrics.metric_value").fetchone()
    path = _observations(data)
    heading, *records_ = records(path)
    rewrite(path, [heading, *records_[:-1]])
    _rows_on_card(path, len(records_), len(records_) - 1)
    thread = threading.Thread(target=build, args=(data, folder))
    thread.start()
    thread.join()
    assert reader.execute("select count(*) from metrics.metric_value").fetchone() == rows
    reader.close()
    assert len(list(folder.glob("*.duckdb"))) == 2


def test_a_damaged_published_file_is_built_over(first: tuple[Path, str], tmp_path: Path) -> None:
    build(folder=tmp_path)
    warehouse.current(tmp_path).write_bytes(b"damaged")
    outcome = build(folder=tmp_path)
    assert outcome.outcome == "published"
    assert outcome.content_hash == first[1]


def test_only_the_last_builds_are_kept(tmp_path: Path) -> None:
    tmp_path.joinpath("CURRENT").symlink_to("20200101T000000Z-0.duckdb")
    for year in range(2016, 2021):
        (tmp_path / f"{year}0101T000000Z-0.duckdb").write_bytes(b"old")
    build(folder=tmp_path)
    assert len(list(tmp_path.glob("*.duckdb"))) == publish.KEPT


def test_the_command_prints_one_json_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    assert main(["build", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["build_id"].endswith(printed["content_hash"][:8])
    for counts in printed["sources"].values():
        assert counts["rows_read"] == counts["accepted"] + counts["quarantined"]


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


def _handed_in(path: Path, source: str, *changes: dict[str, str]) -> str:
    """Files a form as the page does; gives its edition."""
    path.write_bytes(form({found.name: found for found in sources()}[source], *changes))
    outcome = ingest.ingest(path, via="page")
    assert outcome.status == "filed"
    return str(outcome.edition)


def test_what_came_through_the_page_waits_for_an_operator(
    first: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = _copied(first[0], tmp_path)
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    before, sent = warehouse.current(folder), tmp_path / "sent.csv"
    edition = f"agency_plan_events/{_handed_in(sent, agency_plan_events.SOURCE.name, {})}"
    outcome = build(folder=folder, trigger="inbox")
    assert outcome.outcome == "review"
    assert warehouse.current(folder) == before
    status = publish.status()
    assert (status["waiting"], status["to_review"]) == (outcome.build_id, [edition])
    run, *_ = ledger.runs(folder)
    assert run["outcome"] == "review"
    assert edition in str(run["message"])
    assert f"python -m etl publish {outcome.build_id}" in str(run["message"])
    assert "alert review_waiting" in caplog.text

    publish.publish_candidate(folder, outcome.build_id)
    assert publish.status()["to_review"] == []
    assert publish.seen(folder) == {one.key for one in inbox.submissions(tmp_path / "inbox")}
    sent.write_bytes(form(agency_plan_progress.SOURCE, {}))
    assert ingest.ingest(sent).status == "filed"
    assert build(folder=folder).outcome == "published"  # what was looked at does not wait again
