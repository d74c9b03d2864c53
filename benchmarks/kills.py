"""`python -m benchmarks.kills`: builds killed at random moments while readers go on reading.

Every build has something new to publish. Kills are spread over the whole run of the command, and
every third is aimed at the moments in which a build is written out and published. Readers do as the
dashboard does: resolve the pointer, keep one connection per build, one cursor per read. After each
kill every build in the folder is read whole, and the next build must succeed. Exit code 1 where a
read failed, a build is damaged, or a next build did not succeed.
"""

import argparse
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from dashboard.warehouse.data import CONFIG
from etl.intake import decisions, inbox
from etl.publish import publish
from sql import warehouse
from tests.shipped import copy_data, fill, records, rewrite

ROOT = Path(__file__).parents[1]
AIMED = 3  # every third kill
PAUSE = 0.1  # seconds between two reads of one reader
FIGURES = """
select
    (select build_id from meta.build) as build_id,
    (select sum(accepted) from meta.source_load where source = 'plan_events') as accepted,
    (select count(*) from raw.plan_events) as loaded,
    (select count(*) from metrics.metric_value) as figures,
    (select count(*) from core.dim_province) as provinces
"""
NOTE = "select count(*) from raw.observations where note = ?"
SENT = "select count(*) from raw.agency_plan_events"


@dataclass
class Readings:
    """What one reader saw."""

    reads: int = 0
    builds: int = 0
    failures: list[str] = field(default_factory=list)
    ledger_failures: list[str] = field(default_factory=list)


@dataclass
class Figures:
    """What came of it all; `phases` says after which step the killed builds were."""

    kills: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    builds_after: int = 0
    failed_builds: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    readers: list[Readings] = field(default_factory=list)
    seconds: float = 0

    @property
    def failed_reads(self) -> list[str]:
        """What readers could not read."""
        return [failure for reader in self.readers for failure in reader.failures]

    @property
    def failed_ledger_reads(self) -> list[str]:
        """Reads of the ledger that failed."""
        return [failure for reader in self.readers for failure in reader.ledger_failures]

    def progress(self) -> str:
        """One line while it goes on; readers tell at the end."""
        wrong = len(self.failed_builds), len(self.damaged)
        return f"{self.kills} kills, {wrong[0]} failed builds, {wrong[1]} damaged builds"

    def good(self) -> bool:
        """Nothing was damaged and nobody was disturbed."""
        return not (self.failed_builds or self.damaged or self.failed_reads)

    def __str__(self) -> str:
        """The report."""
        phases = ", ".join(f"{phase} {count}" for phase, count in sorted(self.phases.items()))
        reads = sum(reader.reads for reader in self.readers)
        seen = max((reader.builds for reader in self.readers), default=0)
        lines = [
            f"kills                {self.kills} ({phases})",
            f"builds after         {self.builds_after}, of which failed {len(self.failed_builds)}",
            f"damaged builds       {len(self.damaged)}",
            f"reads                {reads:,} by {len(self.readers)} readers; one saw {seen} builds",
            f"failed reads         {len(self.failed_reads)}",
            f"failed ledger reads  {len(self.failed_ledger_reads)}",
            f"seconds              {self.seconds:.0f}",
        ]
        told = (*self.failed_builds, *self.damaged, *self.failed_reads, *self.failed_ledger_reads)
        return "\n".join([*lines, *told[:20]])


# ------------------------------------------------------------------------------------- readers


def read(folder: Path, stop: Event, results: "Queue[Readings]") -> None:
    """One reader, until told to stop."""
    found = Readings()
    connections: dict[tuple[str, int], duckdb.DuckDBPyConnection] = {}
    seen = set()
    while not stop.is_set():
        try:
            try:
                seen.add(_read(folder, connections))
            except FileNotFoundError:  # pruned between resolving and opening
                seen.add(_read(folder, connections))
        except (duckdb.Error, OSError, warehouse.WarehouseMissing, AssertionError) as error:
            found.failures.append(f"read: {type(error).__name__} {error}")
        try:
            _read_ledger(folder)
        except sqlite3.Error as error:
            found.ledger_failures.append(f"ledger: {error}")
        found.reads += 1
        time.sleep(PAUSE)
    found.builds = len(seen)
    results.put(found)


def _read(folder: Path, connections: dict[tuple[str, int], duckdb.DuckDBPyConnection]) -> str:
    """Reads the published build; gives its id. Raises AssertionError where its figures differ."""
    path = warehouse.current(folder)
    key = (str(path), path.stat().st_ino)
    if key not in connections:
        connections[key] = duckdb.connect(str(path), read_only=True, config=CONFIG)
        while len(connections) > 2:  # an old one ends with its last cursor
            connections.pop(next(iter(connections)))
    with closing(connections[key].cursor()) as cursor:
        ((build_id, accepted, loaded, figures, provinces),) = cursor.sql(FIGURES).fetchall()
    if build_id != path.stem or accepted != loaded or not figures or provinces != 77:
        raise AssertionError(f"{path.name}: {build_id} {accepted} {loaded} {figures} {provinces}")
    return str(build_id)


def _read_ledger(folder: Path) -> None:
    """As the dashboard does: where a killed run left its journal, only a writer may undo that."""
    try:
        _count_runs(folder, "ro")
    except sqlite3.OperationalError:
        _count_runs(folder, "rw")


def _count_runs(folder: Path, mode: str) -> None:
    address = f"file:{warehouse.ledger(folder)}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=5)) as connection:
        connection.execute("select count(*) from run").fetchall()


@contextmanager
def _reading(folder: Path, readers: int, figures: Figures) -> Iterator[None]:
    """Readers at work; what they saw is in the figures at the end."""
    context = multiprocessing.get_context("spawn")
    stop, results = context.Event(), context.Queue()
    processes = [context.Process(target=read, args=(folder, stop, results)) for _ in range(readers)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        stop.set()
        figures.readers = [results.get(timeout=60) for _ in processes]
        for process in processes:
            process.join()


# -------------------------------------------------------------------------------------- builds


class Loads:
    """Real builds as processes of their own, over data that differ each time."""

    def __init__(self, folder: Path) -> None:
        self.data = copy_data(folder / "data")
        self.warehouse = folder / "warehouse"
        self.log = folder / "log"
        self.inbox = folder / "inbox"
        (self.inbox / "editions").mkdir(parents=True)
        self.sent = f"agency_plan_events/{fill('agency_plan_events', self.inbox).edition}"
        self.counts = True  # whether what was sent is not withdrawn
        self.note = ""
        self.number = 0

    def change(self) -> None:
        """One cell of one source, so that the next build has something to publish."""
        self.number += 1
        self.note = f"change {self.number}"
        path = next((self.data / "raw" / "observations").glob("*/observations.csv"))
        heading, *rows = records(path)
        rows[0][heading.index("note")] = self.note
        rewrite(path, [heading, *rows])
        self._decide()

    def _decide(self) -> None:
        """Withdraws what was sent, and releases it again, every other time."""
        self.counts = self.number % 4 < 2
        with inbox.lock(self.inbox):
            state: decisions.State = "released" if self.counts else "withdrawn"
            decisions.record(self.inbox, [self.sent], state, [decisions.said(self.note)])

    def start(self) -> "subprocess.Popen[bytes]":
        """A build under way; its log is written as it goes."""
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "etl", "build", "--data", str(self.data)],
                cwd=ROOT,
                env=os.environ
                | {"SMARTCITY_WAREHOUSE": str(self.warehouse), "SMARTCITY_INBOX": str(self.inbox)},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def whole(self) -> str:
        """A build to its end; gives what is wrong with it, or nothing."""
        if self.start().wait() != 0:
            return f"build: {self.log.read_text('utf-8')[-500:]}"
        with duckdb.connect(str(warehouse.current(self.warehouse)), read_only=True) as connection:
            if connection.execute(NOTE, [self.note]).fetchall() != [(1,)]:
                return f"build: {self.note} is not in what was published"
            if connection.execute(SENT).fetchall() != [(int(self.counts),)]:
                return f"build: {self.sent} counts, or not, against what was decided"
        return ""

    def phase(self) -> str:
        """The step that the last build logged last."""
        lines = [line.split(" ")[0] for line in self.log.read_text("utf-8").splitlines()]
        return next((word for word in reversed(lines) if word in PHASES), "start")


PHASES = ("load", "model", "check", "publish")


def _wait_for_publishing(loads: Loads, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None and loads.phase() not in ("check", "publish"):
        time.sleep(0.002)


def _damaged(folder: Path, first_seen: dict[str, publish.Tables]) -> Iterator[str]:
    """Builds that can't be read whole, or say something else than when they were first seen."""
    for path in (warehouse.current(folder), *folder.glob("[0-9]*.duckdb")):
        try:
            with duckdb.connect(str(path), read_only=True) as connection:
                found = publish.table_checksums(connection)
                ids = connection.execute("select build_id from meta.build").fetchall()
        except duckdb.Error as error:
            yield f"damaged: {path.name} {error}"
            continue
        if ids != [(path.stem,)] or first_seen.setdefault(path.stem, found) != found:
            yield f"damaged: {path.name} is not what it was"


def run(folder: Path, *, kills: int, readers: int, seed: int = 2570) -> Figures:
    """Kills builds until `kills` were hit at work. Works in `folder`."""
    chance, figures, loads = random.Random(seed), Figures(), Loads(folder)
    first_seen: dict[str, publish.Tables] = {}
    loads.change()
    if wrong := loads.whole():
        raise SystemExit(wrong)
    begun, whole, ending = time.monotonic(), 3.0, 1.0  # seconds of a build, and of its last steps
    with _reading(loads.warehouse, readers, figures):
        while figures.kills < kills:
            loads.change()
            process = loads.start()
            if figures.kills % AIMED == 0:
                _wait_for_publishing(loads, process)
                time.sleep(chance.uniform(0, ending))
            else:
                time.sleep(chance.uniform(0, whole))
            process.kill()
            hit = process.wait() < 0
            figures.damaged += _damaged(loads.warehouse, first_seen)
            if hit:
                figures.kills += 1
                figures.phases[loads.phase()] += 1
            start = time.monotonic()
            loads.change()
            if wrong := loads.whole():
                figures.failed_builds.append(wrong)
            figures.builds_after += 1
            if figures.kills % 10 == 0:
                print(figures.progress(), file=sys.stderr, flush=True)
            whole = time.monotonic() - start
            ending = whole / 4
    figures.seconds = time.monotonic() - begun
    return figures


def main() -> int:
    """Runs as its arguments say and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=2570)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), kills=options.kills, readers=options.readers, seed=options.seed)
    print(figures)
    return 0 if figures.good() else 1


if __name__ == "__main__":
    sys.exit(main())
