"""The daily run: a cron expression in Bangkok time, and a watch on the inbox.

One queue: a load never overlaps another, nor a file that is being taken in. Each is a process of
its own, so that none can harm the schedule. A start that was missed is caught up once.
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

from etl.errors import EtlError
from etl.intake import inbox, ingest
from etl.project import SHIPPED
from etl.publish import ledger
from etl.service import alerts
from sql import warehouse
from sql.clock import BANGKOK

PATIENCE = 120.0  # seconds that a child may go on after SIGTERM, before it is ended
GRACE = 10.0  # seconds that it then has to say so
TAKING_IN = 900.0  # seconds that one file may take
FILED, NOT_FILED = 0, 4  # exit codes of a file being taken in; any other is a crash
ENDED_WITH_A_WORD = (0, 1, 3)  # exit codes of a load that told the ledger how it ended
BROKE_ITS_READER = (
    "The file could not be read to its end: its reader crashed or took too long. Save it anew as "
    ".xlsx or .csv, look at it with `python -m etl ingest FILE --dry-run`, then drop it again."
)
TICK = 20.0  # seconds between looks at the clock

log = logging.getLogger(__name__)

Stamp = tuple[int, int]  # size and time of change


def run(cron: str, *, watch_seconds: float, data: Path = SHIPPED.data, program: str = "etl") -> int:
    """Runs until SIGTERM or SIGINT; gives the exit code. Raises EtlError for a bad expression.

    `program` is the module whose command `build` loads `data`.
    """
    due = Due(cron)
    alerts.settings()  # a wrong configuration is told now, not at the first failure
    signals: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: signals.put(got))
    service = Service(data.resolve(), program)
    place = inbox.folder()
    watch = Watch(place, service) if place and watch_seconds > 0 else None
    now = datetime.now(BANGKOK)
    log.info("schedule cron=%s next=%s inbox=%s", cron, due.after(now), place or "not set")
    at_work = Thread(target=_work, args=(service, due, watch, watch_seconds))
    at_work.start()
    got = signals.get()
    log.info("schedule stops on %s", signal.Signals(got).name)
    service.stop()
    at_work.join()
    log.info("schedule stopped")
    return 0


def _work(service: "Service", due: "Due", watch: "Watch | None", pause: float) -> None:
    """Loads when they are due and looks into the inbox, one after the other, until it stops."""
    plan = Plan(due)
    if due.missed(last_run(warehouse.folder()), datetime.now(BANGKOK)):
        log.info("schedule missed a start; catching up")
        _tried(service.load, "catch_up")
    look = monotonic() + pause if watch else inf
    while not service.stopping.wait(min(TICK, plan.seconds(), look - monotonic())):
        if plan.seconds() <= 0:
            _tried(service.load, "schedule")
            plan.go_on()
        elif watch and monotonic() >= look:
            _tried(watch.look)
            look = monotonic() + pause


def _tried(step: Callable[..., object], *arguments: str) -> None:
    """What goes wrong in one step must not end the schedule."""
    try:
        step(*arguments)
    except Exception:
        log.exception("a step of the schedule failed; the next one comes in its time")


def last_run(folder: Path) -> datetime | None:
    """When the newest run began that came to an end of its own, well or badly."""
    ended = (row for row in _runs(folder) if row["ended"] and row["outcome"] != "killed")
    return next((datetime.fromisoformat(str(row["started"])) for row in ended), None)


def _runs(folder: Path) -> list[ledger.Row]:
    try:
        return ledger.runs(folder)
    except sqlite3.Error as error:
        log.warning("ledger %s can't be read (%s)", folder, error)
        return []


# -------------------------------------------------------------------------------- expression


class Due:
    """When a load is due: a cron expression as crontab reads it, in Bangkok time."""

    def __init__(self, cron: str) -> None:
        self._cron = cron.upper().replace("-SUN", "-7")  # fri-sun
        try:
            self.after(datetime.now(BANGKOK))
        except CronSimError as error:
            raise EtlError(
                f'--cron "{cron}": {error}. Write five fields '
                "(minute, hour, day, month, weekday), "
                'as in "0 6 * * 1-5", or six with seconds first, as in "*/30 * * * * *".'
            ) from None

    def after(self, moment: datetime) -> datetime:
        """The first due time that is not before `moment`."""
        before = moment.astimezone(BANGKOK) - timedelta(microseconds=1)
        return next(CronSim(self._cron, before))

    def missed(self, last: datetime | None, now: datetime) -> bool:
        """Whether a load was due between the last run and now, or none ever ran."""
        return last is None or self.after(last + timedelta(seconds=1)) <= now


class Plan:
    """When the next load starts, by the clock as it stands, which may be set back or ahead."""

    def __init__(self, due: Due) -> None:
        self._due = due
        self.next = due.after(datetime.now(BANGKOK))

    def seconds(self) -> float:
        """Until the next load; no more than nothing where it is due."""
        now = datetime.now(BANGKOK)
        wanted = self._due.after(now)
        if wanted < self.next:
            log.warning("the clock went back; load at %s instead of %s", wanted, self.next)
            self.next = wanted
        return (self.next - now).total_seconds()

    def go_on(self) -> None:
        """After a load: what was due meanwhile is left out."""
        now = datetime.now(BANGKOK)
        if self._due.after(self.next + timedelta(seconds=1)) < now:
            log.warning("load still at work; this start is left out")
        self.next = self._due.after(now)


# ----------------------------------------------------------------------------------- service


class Service:
    """Runs one child at a time and, once stopped, none."""

    def __init__(self, data: Path, program: str = "etl") -> None:
        self.data = data
        self.program = program
        self.stopping = Event()
        self._guard = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def load(self, trigger: str) -> bool:
        """One load, as an operator would start it; whether it got to work at all.

        Not where another build holds the folder: such a load leaves no row in the ledger.
        """
        clock = perf_counter()
        child = self._start(self.program, "build", "--data", str(self.data), "--trigger", trigger)
        if not child:
            return False
        log.info("load begins trigger=%s pid=%d", trigger, child.pid)
        code = child.wait()
        log.info("load ended exit=%d seconds=%.1f", code, perf_counter() - clock)
        if code not in ENDED_WITH_A_WORD:
            _tell_of_crash(child.pid)
        return code in (0, 3) or any(row["pid"] == child.pid for row in _runs(warehouse.folder()))

    def take_in(self, place: Path, path: Path) -> int | None:
        """Files one file of the inbox; gives the exit code, or nothing when stopping."""
        child = self._start(__name__, str(place), str(path))
        if not child:
            return None
        try:
            return child.wait(TAKING_IN)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def stop(self) -> None:
        """No new child; the running one may end, in PATIENCE seconds."""
        with self._guard:
            self.stopping.set()
            child = self._child
        if child and child.poll() is None:
            log.info("schedule waits for process %d to end", child.pid)
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                log.warning("process %d did not end in %.0f s; ending it", child.pid, PATIENCE)
                _end(child)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self.stopping.is_set():
                return None
            self._child = subprocess.Popen(  # a group of its own: Ctrl-C is for the schedule
                [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, process_group=0
            )
            return self._child


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()


def _tell_of_crash(pid: int) -> None:
    """A load that was killed could tell nobody: its alert comes from here."""
    folder = warehouse.folder()
    for row in _runs(folder):
        if row["pid"] == pid and row["outcome"] in ("running", "killed"):
            alerts.after_run(folder, str(row["run_id"]))
            return


# ------------------------------------------------------------------------------------- watch


class Watch:
    """Takes in the files that lie whole in the inbox, then starts a load."""

    def __init__(self, place: Path, service: Service) -> None:
        self._place = place
        self._service = service
        self._seen: dict[Path, Stamp] = {}
        self._broken: dict[Path, Stamp] = {}
        self._to_load = False  # filed, and no load got to work since

    def look(self) -> None:
        """One look. A file is whole when it did not change since the look before."""
        stamps = {path: stamp for path in self._waiting() if (stamp := _stamp(path))}
        whole = [
            path
            for path, stamp in stamps.items()
            if self._seen.get(path) == stamp and self._broken.get(path) != stamp
        ]
        self._seen = stamps
        codes = [self._take_in(path) for path in whole]
        self._to_load = self._to_load or FILED in codes
        if self._to_load:
            self._to_load = not self._service.load("inbox")

    def _waiting(self) -> list[Path]:
        try:
            return inbox.waiting(self._place)
        except OSError as error:
            log.warning("inbox %s can't be read: %s", self._place, error.strerror)
            return []

    def _take_in(self, path: Path) -> int | None:
        code = self._service.take_in(self._place, path)
        if code not in (FILED, NOT_FILED, None) and path.exists():
            log.warning("inbox %s broke its reader (exit %d)", path.name, code)
            self._broken[path] = self._seen[path]  # not again before it changes
            try:
                inbox.refuse(self._place, path, BROKE_ITS_READER)
            except EtlError as error:
                log.warning("%s", error)
        return code


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _take_in(place: Path, path: Path) -> int:
    try:
        outcome = ingest.take_in(place, path)
    except EtlError as error:  # the inbox can't be written: the file stays for the next look
        log.warning("%s", error)
        return NOT_FILED
    if outcome.status != "filed":
        log.warning("inbox %s %s: %s", path.name, outcome.status, outcome.message)
    return FILED if outcome.status == "filed" else NOT_FILED


if __name__ == "__main__":  # one file, in a process of its own
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    sys.exit(_take_in(Path(sys.argv[1]), Path(sys.argv[2])))
