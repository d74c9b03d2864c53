"""New builds reach a reader whose window and server stay as they are."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from etl.publish import ledger
from sql import warehouse as published
from tests.browser import harness
from tests.browser.conftest import COMPLAINT, Visit
from tests.shipped import copy_data, publish_copy, records, rewrite


@dataclass(frozen=True)
class Loads:
    """Loads by command, from a copy of the data into a warehouse of their own."""

    data: Path
    folder: Path

    def current(self) -> str:
        return published.current(self.folder).stem

    def load(self, day: str, column: str, text: str) -> int:
        """One, of a new edition of the observations with another first row; its exit code."""
        shelf = self.data / "raw" / "observations"
        edition = shelf / day
        shutil.copytree(
            max(shipped for shipped in shelf.iterdir() if shipped.name < "2027"), edition
        )
        heading, first, *rest = records(edition / "observations.csv")
        first[heading.index(column)] = text
        rewrite(edition / "observations.csv", [heading, first, *rest])
        done = subprocess.run(
            [sys.executable, "-m", "etl", "build", "--data", self.data],
            cwd=harness.ROOT,
            env=os.environ | {"SMARTCITY_WAREHOUSE": str(self.folder)},
            capture_output=True,
            check=False,
        )
        return done.returncode


@pytest.fixture
def loads(warehouse: Path, tmp_path: Path) -> Loads:
    folder = publish_copy(warehouse, tmp_path / "warehouse")
    return Loads(copy_data(tmp_path / "data"), folder)


def test_a_build_that_is_published_again_reaches_an_open_window(
    two_builds: Path, warehouse: Path, chromium: Browser, tmp_path: Path
) -> None:
    """Rolled back by command; loads are trials."""
    folder, log = tmp_path / "warehouse", tmp_path / "server.txt"
    shutil.copytree(two_builds, folder, symlinks=True)
    first, second = (published.current(of).stem for of in (warehouse.parent, folder))
    with harness.serving(harness.DASHBOARD, log, SMARTCITY_WAREHOUSE=str(folder)) as server:
        visit = Visit(chromium.new_page(), server)
        visit.open(lang="en")
        _expect_at_the_foot(visit, second)
        command = [sys.executable, "-m", "etl", "rollback", first]
        place = os.environ | {"SMARTCITY_WAREHOUSE": str(folder)}
        subprocess.run(command, cwd=harness.ROOT, env=place, capture_output=True, check=True)
        _turn_to(visit, "Provinces")
        _expect_at_the_foot(visit, first)
        visit.page.close()
    assert visit.problems == []


@pytest.mark.trial
@pytest.mark.parametrize("more", [False, True], ids=["one", "a failure, another"])
def test_a_new_build_reaches_an_open_window(
    loads: Loads, chromium: Browser, tmp_path: Path, *, more: bool
) -> None:
    log, place = tmp_path / "server.txt", str(loads.folder)
    with harness.serving(harness.DASHBOARD, log, SMARTCITY_WAREHOUSE=place) as server:
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        visit = Visit(context.new_page(), server)
        builds = [loads.current()]
        visit.open(lang="en")
        _expect_at_the_foot(visit, builds[0])

        assert loads.load("2027-01-01", "note", "of the second build") == 0
        builds.append(loads.current())
        _turn_to(visit, "Provinces")
        _expect_at_the_foot(visit, builds[1])

        if more:
            assert loads.load("2027-01-02", "doc_id", "no-such-document") == 1  # a check stops it
            _turn_to(visit, "Overview")
            _expect_at_the_foot(visit, builds[1])

            assert loads.load("2027-01-03", "note", "of the third build") == 0
            builds.append(loads.current())
            _turn_to(visit, "Provinces")
            _expect_at_the_foot(visit, builds[2])
        context.close()
    assert len(set(builds)) == len(builds)
    outcomes = [row["outcome"] for row in ledger.runs(loads.folder)]
    assert outcomes == ["published", "failed", "published"][: 3 if more else 1]
    assert visit.problems == []
    written = log.read_text(errors="replace").splitlines()
    assert [line for line in written if COMPLAINT.search(line)] == []


def _expect_at_the_foot(visit: Visit, build_id: str) -> None:
    foot = visit.page.get_by_test_id("stMain").locator(".small").last
    expect(foot).to_contain_text(build_id)


def _turn_to(visit: Visit, title: str) -> None:
    visit.page.get_by_test_id("stSidebar").get_by_role("link", name=title).click()
    expect(visit.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()
