"""`python -m benchmarks.kills`: commands killed at random moments while readers go on reading.

Of four kills two hit a build, one the filing of a new file, one the withdrawal or release of a
filed one. Every build has something new to publish. Kills are spread over the whole run of a
command, and every other one of a build is aimed at the moments in which it is written out and
published. Readers do as the dashboard does: resolve the pointer, keep one connection per build, one
cursor per read. After each kill every build in the folder is read whole, all that was filed must be
there, each decision made or not, and the next build must succeed and hold what counts. Exit code 1
where a read failed, a build is damaged, a file is lost, or a next build did not succeed.
"""

import argparse
import csv
import multiprocessing
import os
import random
import shutil
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
from etl.project import SHIPPED
from etl.publish import publish
from sql import warehouse
from tests.fixtures.small import SMALL
from tests.shipped import records, rewrite

ROOT = Path(__file__).parents[1]
FORM = "agency_plan_events"
PAUSE = 0.1  # seconds between two reads of one reader
SENT = f"select '{FORM}/' || _edition from raw.{FORM}"


@dataclass(frozen=True)
class Record:
    """What is built: the program, its files, and the source of which a cell changes each time."""

    program: str
    data: Path
    changed: str

    @property
    def figures(self) -> str:
        """The query of a reader: which build it is, and numbers that must fit each other."""
        return f"""
            select
                (select build_id from meta.build) as build_id,
                (select sum(accepted) from meta.source_load where source = '{self.changed}'),
                (select count(*) from raw.{self.changed}) as loaded,
                (select count(*) from metrics.metric_value) as figures
        """

    @property
    def with_note(self) -> str:
        """The query that counts the cells with a note."""
        return f"select count(*) from raw.{self.changed} where note = ?"


WHOLE = Record("etl", SHIPPED.data, "observations")
SMALLEST = Record("tests.fixtures.small", SMALL.data, "counts")


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
    lost: list[str] = field(default_factory=list)
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
        wrong = len(self.failed_builds), len(self.damaged), len(self.lost)
        return "{} kills, {} failed builds, {} damaged builds, {} lost".format(self.kills, *wrong)

    def good(self) -> bool:
        """Nothing was damaged or lost and nobody was disturbed."""
        return not (self.failed_builds or self.damaged or self.lost or self.failed_reads)

    def __str__(self) -> str:
        """The report."""
        phases = ", ".join(f"{phase} {count}" for phase, count in sorted(self.phases.items()))
        reads = sum(reader.reads for reader in self.readers)
        seen = max((reader.builds for reader in self.readers), default=0)
        lines = [
            f"kills                {self.kills} ({phases})",
            f"builds after         {self.builds_after}, of which failed {len(self.failed_builds)}",
            f"damaged builds       {len(self.damaged)}",
            f"lost in the inbox    {len(self.lost)}",
            f"reads                {reads:,} by {len(self.readers)} readers; one saw {seen} builds",
            f"failed reads         {len(self.failed_reads)}",
            f"failed ledger reads  {len(self.failed_ledger_reads)}",
            f"seconds              {self.seconds:.0f}",
        ]
        told = (*self.failed_builds, *self.damaged, *self.lost, *self.failed_reads)
        told += tuple(self.failed_ledger_reads)
        return "\n".join([*lines, *told[:20]])


# ------------------------------------------------------------------------------------- readers


def read(folder: Path, figures: str, stop: Event, results: "Queue[Readings]") -> None:
    """One reader, until told to stop."""
    found = Readings()
    connections: dict[tuple[str, int], duckdb.DuckDBPyConnection] = {}
    seen = set()
    while not stop.is_set():
        try:
            try:
                seen.add(_read(folder, figures, connections))
            except FileNotFoundError:  # pruned between resolving and opening
                seen.add(_read(folder, figures, connections))
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


def _read(
    folder: Path, figures: str, connections: dict[tuple[str, int], duckdb.DuckDBPyConnection]
) -> str:
    """Reads the published build; gives its id. Raises AssertionError where its figures differ."""
    path = warehouse.current(folder)
    key = (str(path), path.stat().st_ino)
    if key not in connections:
        connections[key] = duckdb.connect(str(path), read_only=True, config=CONFIG)
        while len(connections) > 2:  # an old one ends with its last cursor
            connections.pop(next(iter(connections)))
    with closing(connections[key].cursor()) as cursor:
        ((build_id, accepted, loaded, values),) = cursor.sql(figures).fetchall()
    if build_id != path.stem or accepted != loaded or not values:
        raise AssertionError(f"{path.name}: {build_id} {accepted} {loaded} {values}")
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
def _reading(loads: "Loads", readers: int, figures: Figures) -> Iterator[None]:
    """Readers at work; what they saw is in the figures at the end."""
    context = multiprocessing.get_context("spawn")
    stop, results = context.Event(), context.Queue()
    asked = loads.warehouse, loads.record.figures, stop, results
    processes = [context.Process(target=read, args=asked) for _ in range(readers)]
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
    """Real commands as processes of their own, over data and an inbox that differ each time."""

    def __init__(self, folder: Path, record: Record) -> None:
        self.record = record
        self.data = folder / "data"
        for name in ("raw", "reference"):
            shutil.copytree(record.data / name, self.data / name)
        self.warehouse = folder / "warehouse"
        self.log = folder / "log"
        self.inbox = folder / "inbox"
        (self.inbox / "editions").mkdir(parents=True)
        self.file = folder / "sent.csv"
        self.filed: dict[str, bytes] = {}  # name -> what was sent
        self.out: set[str] = set()  # those that are withdrawn
        self.works = 0.0  # seconds from a build's first step to its end
        self.note = ""
        self.number = 0

    def change(self) -> None:
        """One cell of one source, so that the next build has something to publish."""
        self.number += 1
        self.note = f"change {self.number}"
        name = self.record.changed
        path = next((self.data / "raw" / name).glob(f"*/{name}.csv"))
        heading, *rows = records(path)
        rows[0][heading.index("note")] = self.note
        rewrite(path, [heading, *rows])

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """A command under way; its log is written as it goes."""
        places = {"SMARTCITY_WAREHOUSE": str(self.warehouse), "SMARTCITY_INBOX": str(self.inbox)}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self.record.program, *command],
                cwd=ROOT,
                env=os.environ | places,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def build(self) -> "subprocess.Popen[bytes]":
        """A build under way."""
        return self.start("build", "--data", str(self.data), "--verbose")  # to tell its steps

    def send(self) -> "subprocess.Popen[bytes]":
        """A file with an event of its own on its way into the inbox."""
        worked = {
            heading: field.example
            for source in SHIPPED.sources
            if source.name == FORM and source.template
            for heading, field in source.template.fields.items()
        }
        worked["วันที่เกิดเหตุการณ์"] = f"{self.number % 28 + 1}/{self.number // 28 % 12 + 1}/2564"
        worked["ตราสัญลักษณ์มีผลถึงวันที่"] = ""
        with self.file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([list(worked), list(worked.values())])
        return self.start("ingest", str(self.file))

    def decide(self) -> "subprocess.Popen[bytes]":
        """The oldest file on its way out of what counts, or back again."""
        name = min(self.filed)
        back = name in self.out
        return self.start("release" if back else "withdraw", name, "--reason", self.note)

    def lost(self) -> Iterator[str]:
        """What is not in the inbox as it was sent; takes note of what was filed and decided."""
        there = {inbox.name_of(folder): folder for folder in inbox.every_filed(self.inbox)}
        for name in there.keys() - self.filed.keys():
            self.filed[name] = self.file.read_bytes()
        for name, content in self.filed.items():
            folder = there.get(name, self.inbox / "nowhere")
            held = [path.read_bytes() for path in folder.glob("*.csv")]
            if held != [content] or inbox.card(folder) is None:
                yield f"lost: {name}"
        self.out = set(decisions.left_out(self.inbox))

    def whole(self) -> str:
        """A build to its end; gives what is wrong with it, or nothing."""
        process = self.build()
        _wait_for(self, process, PHASES)
        begun = time.monotonic()
        code = process.wait()
        self.works = time.monotonic() - begun
        if code != 0:
            return f"build: {self.log.read_text('utf-8')[-500:]}"
        with duckdb.connect(str(warehouse.current(self.warehouse)), read_only=True) as connection:
            found = connection.execute(self.record.with_note, [self.note]).fetchall()
            if found != [(1,)]:
                return f"build: {self.note} is not in what was published"
            counting = {str(name) for (name,) in connection.execute(SENT).fetchall()}
        if counting != self.filed.keys() - self.out:
            return f"build: {counting ^ (self.filed.keys() - self.out)} counts, or not"
        return ""

    def phase(self) -> str:
        """The step that the last build logged last."""
        lines = [line.split(" ")[0] for line in self.log.read_text("utf-8").splitlines()]
        return next((word for word in reversed(lines) if word in PHASES), "start")


PHASES = ("load", "model", "check", "publish")
PUBLISHING = ("check", "publish")


def _wait_for(loads: Loads, process: "subprocess.Popen[bytes]", steps: tuple[str, ...]) -> None:
    """Until a build has come to one of these steps; before its first one it has touched nothing."""
    while process.poll() is None and loads.phase() not in steps:
        time.sleep(0.002)


def _strike(loads: Loads, number: int, chance: random.Random, lasts: dict[str, float]) -> str:
    """Kills a command: a build, one when it is published, a filing, a decision.

    Returns what was hit; "" where it had ended before.
    """
    what = ("build", "send", "build", "decide")[number % 4]
    begun = time.monotonic()
    process = {"build": loads.build, "send": loads.send, "decide": loads.decide}[what]()
    if what == "build":
        _wait_for(loads, process, PHASES if number % 4 else PUBLISHING)
        time.sleep(chance.uniform(0, loads.works if number % 4 else loads.works / 4))
    else:  # its first half is the start of its program
        time.sleep(chance.uniform(lasts[what] / 2, lasts[what]))
    process.kill()
    if process.wait() < 0:
        return loads.phase() if what == "build" else what
    lasts[what] = time.monotonic() - begun
    return ""


@dataclass
class Seen:
    """What a build said when it was first seen, and the state of its file when it was last read."""

    tables: publish.Tables
    state: inbox.FileState | None


def _damaged(folder: Path, seen: dict[str, Seen]) -> Iterator[str]:
    """Builds that can't be read whole, or say something else than when they were first seen.

    A file that was not written to since is not read again.
    """
    for path in {warehouse.current(folder).resolve(), *folder.glob("[0-9]*.duckdb")}:
        state = inbox.state(path)
        if path.stem in seen and seen[path.stem].state == state:
            continue
        try:
            with duckdb.connect(str(path), read_only=True) as connection:
                found = publish.table_checksums(connection)
                ids = connection.execute("select build_id from meta.build").fetchall()
        except duckdb.Error as error:
            yield f"damaged: {path.name} {error}"
            continue
        before = seen.setdefault(path.stem, Seen(found, state))
        if ids != [(path.stem,)] or before.tables != found:
            yield f"damaged: {path.name} is not what it was"
        before.state = state


def run(
    folder: Path, *, kills: int, readers: int, record: Record = WHOLE, seed: int = 2570
) -> Figures:
    """Kills commands until `kills` were hit at work. Works in `folder`."""
    chance, figures, loads = random.Random(seed), Figures(), Loads(folder, record)
    seen: dict[str, Seen] = {}
    loads.change()
    if loads.send().wait() or list(loads.lost()):
        raise SystemExit(loads.log.read_text("utf-8"))
    if wrong := loads.whole():
        raise SystemExit(wrong)
    begun = time.monotonic()
    lasts = {"send": 2.0, "decide": 2.0}  # seconds of a whole run
    with _reading(loads, readers, figures):
        while figures.kills < kills:
            loads.change()
            if hit := _strike(loads, figures.kills, chance, lasts):
                figures.kills += 1
                figures.phases[hit] += 1
            figures.damaged += _damaged(loads.warehouse, seen)
            figures.lost += loads.lost()
            loads.change()
            if wrong := loads.whole():
                figures.failed_builds.append(wrong)
            figures.builds_after += 1
            if hit and figures.kills % 10 == 0:
                print(figures.progress(), file=sys.stderr, flush=True)
    figures.seconds = time.monotonic() - begun
    print(figures, file=sys.stderr)
    return figures


def main() -> int:
    """Runs as its arguments say and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=2570)
    parser.add_argument("--small", action="store_true", help="over the small project of the tests")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(
            Path(folder),
            kills=options.kills,
            readers=options.readers,
            record=SMALLEST if options.small else WHOLE,
            seed=options.seed,
        )
    return 0 if figures.good() else 1


if __name__ == "__main__":
    sys.exit(main())
