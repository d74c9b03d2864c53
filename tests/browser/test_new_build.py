"""A schedule left running: new builds reach a reader whose window and server stay as they are."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from etl import ledger
from sql import warehouse
from tests.browser import harness
from tests.browser.conftest import COMPLAINT, Visit
from tests.shipped import copy_data, records, rewrite

EVERY_FOUR_SECONDS = "*/4 * * * * *"


@dataclass
class Schedule:
    """A running schedule over a copy of the data and a warehouse of its own."""

    data: Path
    folder: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def shipped(self) -> Path:
        """The first edition of the observations."""
        return min((self.data / "raw" / "observations").iterdir())

    def runs(self) -> list[ledger.Row]:
        return ledger.runs(self.folder, 1000)

    def published(self) -> str:
        return warehouse.current(self.folder).stem

    def wait(self, until: Callable[[], object]) -> None:
        deadline = time.monotonic() + 120
        while not until():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def deliver(self, day: str, column: str, text: str) -> None:
        """A new edition of the observations with another first row; there at once, or not yet."""
        shelf = self.data / "raw" / "observations"
        aside = self.data / "edition"
        shutil.copytree(self.shipped, aside)
        heading, first, *rest = records(aside / "observations.csv")
        first[heading.index(column)] = text
        rewrite(aside / "observations.csv", [heading, first, *rest])
        aside.rename(shelf / day)


@pytest.fixture
def schedule(tmp_path: Path) -> Iterator[Schedule]:
    data, folder, log = copy_data(tmp_path / "data"), tmp_path / "warehouse", tmp_path / "log.txt"
    command = [sys.executable, "-m", "etl", "schedule", "--cron", EVERY_FOUR_SECONDS]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, "--watch", "0", "--data", data],
            cwd=harness.ROOT,
            env=os.environ | {"SMARTCITY_WAREHOUSE": str(folder)},
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    yield Schedule(data, folder, log, process)
    process.terminate()
    assert process.wait(timeout=150) == 0


@pytest.mark.timeout(600)  # some ten loads, one after another
def test_new_builds_and_a_failure_reach_an_open_window(
    schedule: Schedule, chromium: Browser, tmp_path: Path
) -> None:
    schedule.wait((schedule.folder / "CURRENT").exists)
    log, place = tmp_path / "server.txt", str(schedule.folder)
    with harness.serving(harness.DASHBOARD, log, SMARTCITY_WAREHOUSE=place) as server:
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        visit = Visit(context.new_page(), server)
        builds = [schedule.published()]
        visit.open(lang="en")
        _expect_at_the_foot(visit, builds[0])

        schedule.deliver("2027-01-01", "note", "of the second build")
        schedule.wait(lambda: schedule.published() not in builds)
        builds.append(schedule.published())
        _turn_to(visit, "Provinces")
        _expect_at_the_foot(visit, builds[1])

        schedule.deliver("2027-01-02", "doc_id", "no-such-document")  # a check stops the build
        schedule.wait(lambda: _outcomes(schedule)[:2] == ["failed", "failed"])
        _turn_to(visit, "Overview")
        _expect_at_the_foot(visit, builds[1])

        schedule.deliver("2027-01-03", "note", "of the third build")
        schedule.wait(lambda: schedule.published() not in builds)
        builds.append(schedule.published())
        _turn_to(visit, "Provinces")
        _expect_at_the_foot(visit, builds[2])
        schedule.wait(lambda: _outcomes(schedule)[0] == "unchanged")
        context.close()
    outcomes = _outcomes(schedule)
    assert outcomes.count("published") == len(set(builds)) == 3
    assert visit.problems == []
    written = log.read_text(errors="replace").splitlines()
    assert [line for line in written if COMPLAINT.search(line)] == []


def _outcomes(schedule: Schedule) -> list[object]:
    """Newest first."""
    return [row["outcome"] for row in schedule.runs() if row["ended"]]


def _expect_at_the_foot(visit: Visit, build_id: str) -> None:
    foot = visit.page.get_by_test_id("stMain").get_by_test_id("stCaptionContainer").last
    expect(foot).to_contain_text(build_id)


def _turn_to(visit: Visit, title: str) -> None:
    visit.page.get_by_test_id("stSidebar").get_by_role("link", name=title).click()
    expect(visit.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()
