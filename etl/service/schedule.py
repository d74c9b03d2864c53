"""Starts loads by a cron expression in Bangkok time, and watches the inbox for new files.

A load never overlaps another one, nor a file that is being ingested. Each is a process of its own,
so that none can harm the schedule. Of loads that were missed while it did not run, one is made up.
"""

import logging
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic, perf_counter

from cronsim import CronSim, CronSimError

from etl.errors import EtlError, in_both
from etl.intake import inbox, ingest
from etl.intake.refusals import Refused, printable
from etl.project import SHIPPED
from etl.publish import ledger
from etl.service import alerts
from sql import warehouse, words
from sql.clock import BANGKOK

STOP_SECONDS = 120.0  # that a child may go on once the schedule stops; then it gets SIGTERM
TERMINATE_SECONDS = 10.0  # that it then has to end by itself; then it is killed
INGEST_SECONDS = 900.0  # that ingesting one file may take
FILED, NOT_FILED = 0, 4  # exit codes of a process that ingests a file; any other is a crash
RECORDED_EXITS = (0, 1, 3)  # exit codes of a load that recorded in the ledger how it ended
CLOCK_SECONDS = 20.0  # between readings of the clock, which may be set back or ahead

log = logging.getLogger(__name__)


def run(cron: str, *, watch_seconds: float, data: Path = SHIPPED.data, program: str = "etl") -> int:
    """Runs until SIGTERM or SIGINT; returns the exit code.

    `watch_seconds` is the time between two scans of the inbox; 0 watches it not at all. `program`
    is the module whose command `build` loads `data`. Raises EtlError for a wrong cron expression.
    """
    cron_times = CronTimes(cron)
    alerts.settings()  # so that a wrong configuration is an error now, not at the first alert
    signals: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: signals.put(got))
    service = Service(data.resolve(), program)
    inbox_folder = inbox.folder()
    watch = Watch(inbox_folder, service) if inbox_folder and watch_seconds > 0 else None
    now = datetime.now(BANGKOK)
    log.info(
        "schedule cron=%s next=%s inbox=%s", cron, cron_times.after(now), inbox_folder or "not set"
    )
    at_work = Thread(target=_run_until_stopped, args=(service, cron_times, watch, watch_seconds))
    at_work.start()
    got = signals.get()
    log.info("schedule stops on %s", signal.Signals(got).name)
    service.stop()
    at_work.join()
    log.info("schedule stopped")
    return 0


def _run_until_stopped(
    service: "Service", cron_times: "CronTimes", watch: "Watch | None", pause: float
) -> None:
    """Loads when a load is due and scans the inbox every `pause` seconds, until it is stopped."""
    next_load = NextLoad(cron_times)
    if cron_times.missed(last_run(warehouse.folder()), datetime.now(BANGKOK)):
        log.info("schedule missed a start; catching up")
        _run_step(service.load, "catch_up")
    next_scan = monotonic() + pause if watch else inf
    while not service.stopping.wait(
        min(CLOCK_SECONDS, next_load.seconds(), next_scan - monotonic())
    ):
        if next_load.seconds() <= 0:
            _run_step(service.load, "schedule")
            next_load.advance()
        elif watch and monotonic() >= next_scan:
            _run_step(watch.scan)
            next_scan = monotonic() + pause


def _run_step(step: Callable[..., object], *arguments: str) -> None:
    """Runs one step; an error in it is logged, so that it does not end the schedule."""
    try:
        step(*arguments)
    except Exception:
        log.exception(words.both("log.step_failed"))


def last_run(folder: Path) -> datetime | None:
    """When the newest run began that ended by itself, well or badly; None where none did."""
    ended = (row for row in _runs(folder) if row["ended"] and row["outcome"] != "killed")
    return next((datetime.fromisoformat(str(row["started"])) for row in ended), None)


def _runs(folder: Path) -> list[ledger.Row]:
    try:
        return ledger.runs(folder)
    except sqlite3.Error as error:
        log.warning(words.both("log.ledger_unread", folder=folder, error=error))
        return []


# -------------------------------------------------------------------------------- expression


class CronTimes:
    """When a load is due: a cron expression as crontab reads it, in Bangkok time."""

    def __init__(self, cron: str) -> None:
        self._cron = cron.upper().replace("-SUN", "-7")  # fri-sun
        try:
            self.after(datetime.now(BANGKOK))
        except CronSimError as error:
            raise EtlError("no_cron", cron=cron, error=error) from None

    def after(self, moment: datetime) -> datetime:
        """The first due time that is not before `moment`."""
        before = moment.astimezone(BANGKOK) - timedelta(microseconds=1)
        return next(CronSim(self._cron, before))

    def missed(self, last: datetime | None, now: datetime) -> bool:
        """Whether a load was due between the last run and now, or none ever ran."""
        return last is None or self.after(last + timedelta(seconds=1)) <= now


class NextLoad:
    """When the next load starts. The clock may be set back or ahead in between."""

    def __init__(self, cron_times: CronTimes) -> None:
        self._cron_times = cron_times
        self.next = cron_times.after(datetime.now(BANGKOK))

    def seconds(self) -> float:
        """Seconds until the next load; 0 or less where it is due."""
        now = datetime.now(BANGKOK)
        wanted = self._cron_times.after(now)
        if wanted < self.next:
            log.warning(words.both("log.clock_back", at=wanted, instead=self.next))
            self.next = wanted
        return (self.next - now).total_seconds()

    def advance(self) -> None:
        """Sets the next time, after a load; loads that became due during it are skipped."""
        now = datetime.now(BANGKOK)
        if self._cron_times.after(self.next + timedelta(seconds=1)) < now:
            log.warning(words.both("log.still_at_work"))
        self.next = self._cron_times.after(now)


# ----------------------------------------------------------------------------------- service


class Service:
    """Runs one child process at a time and, once stopped, no more."""

    def __init__(self, data: Path, program: str = "etl") -> None:
        self.data = data
        self.program = program
        self.stopping = Event()
        self._guard = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def load(self, trigger: str) -> bool:
        """Runs one load, as an operator would start it; returns whether it did begin to work.

        It does not where another build holds the folder's lock: it leaves no row in the ledger
        then.
        """
        clock = perf_counter()
        child = self._start(self.program, "build", "--data", str(self.data), "--trigger", trigger)
        if not child:
            return False
        log.info("load begins trigger=%s pid=%d", trigger, child.pid)
        code = child.wait()
        log.info("load ended exit=%d seconds=%.1f", code, perf_counter() - clock)
        if code not in RECORDED_EXITS:
            _alert_of_crash(child.pid)
        return code in (0, 3) or any(row["pid"] == child.pid for row in _runs(warehouse.folder()))

    def ingest_dropped(self, inbox_folder: Path, path: Path) -> int | None:
        """Ingests one file of the inbox; returns the exit code, or None when stopping."""
        child = self._start(__name__, str(inbox_folder), str(path))
        if not child:
            return None
        try:
            return child.wait(INGEST_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def stop(self) -> None:
        """Starts no new child, and waits STOP_SECONDS for the running one before it ends it."""
        with self._guard:
            self.stopping.set()
            child = self._child
        if child and child.poll() is None:
            log.info("schedule waits for process %d to end", child.pid)
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                log.warning(words.both("log.not_ended", pid=child.pid, seconds=STOP_SECONDS))
                _terminate(child)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self.stopping.is_set():
                return None
            self._child = subprocess.Popen(  # a group of its own: Ctrl-C is for the schedule
                [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, process_group=0
            )
            return self._child


def _terminate(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(TERMINATE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def _alert_of_crash(pid: int) -> None:
    """Sends the alert of a load that was killed, since it can't send its own."""
    folder = warehouse.folder()
    for row in _runs(folder):
        if row["pid"] == pid and row["outcome"] in ("running", "killed"):
            alerts.after_run(folder, str(row["run_id"]))
            return


# ------------------------------------------------------------------------------------- watch


class Watch:
    """Ingests the files that lie complete in the inbox, then starts a load."""

    def __init__(self, inbox_folder: Path, service: Service) -> None:
        self._place = inbox_folder
        self._service = service
        self._seen: dict[Path, inbox.FileState] = {}
        self._broken: dict[Path, inbox.FileState] = {}
        self._to_load = False  # whether a file was filed and no load began since

    def scan(self) -> None:
        """Scans the inbox once. A file is complete when it did not change since the last scan."""
        stamps = {path: stamp for path in self._waiting() if (stamp := inbox.state(path))}
        whole = [
            path
            for path, stamp in stamps.items()
            if self._seen.get(path) == stamp and self._broken.get(path) != stamp
        ]
        self._seen = stamps
        codes = [self._ingest(path) for path in whole]
        self._to_load = self._to_load or FILED in codes
        if self._to_load:
            self._to_load = not self._service.load("inbox")

    def _waiting(self) -> list[Path]:
        try:
            return inbox.dropped_files(self._place)
        except OSError as error:
            log.warning(words.both("log.inbox_unread", folder=self._place, error=error.strerror))
            return []

    def _ingest(self, path: Path) -> int | None:
        code = self._service.ingest_dropped(self._place, path)
        if code not in (FILED, NOT_FILED, None) and path.exists():
            name = printable(path.name)
            log.warning(words.both("log.reader_broken", name=name, code=code))
            self._broken[path] = self._seen[path]  # not again before it changes
            try:
                why = Refused(path.name, "reader_crashed")
                inbox.refuse(self._place, path, "\n\n".join(map(why.text, ("th", "en"))))
            except EtlError as error:
                log.warning(in_both(error))
        return code


def _ingest_dropped(inbox_folder: Path, path: Path) -> int:
    try:
        outcome = ingest.ingest_dropped(inbox_folder, path)
    except EtlError as error:  # the inbox can't be written: the file stays for the next scan
        log.warning(in_both(error))
        return NOT_FILED
    if outcome.status != "filed":
        log.warning(outcome.noted())
    return FILED if outcome.status == "filed" else NOT_FILED


if __name__ == "__main__":  # one file, in a process of its own
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    sys.exit(_ingest_dropped(Path(sys.argv[1]), Path(sys.argv[2])))
