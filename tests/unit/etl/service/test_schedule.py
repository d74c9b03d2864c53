"""The schedule: when a load is due, and the service itself as a process over its own warehouse."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.cli import main
from etl.errors import EtlError
from etl.intake import templates
from etl.publish import ledger, publish
from etl.service import schedule
from etl.service.schedule import CronTimes, NextLoad
from sql import warehouse
from sql.clock import BANGKOK
from tests.fixtures.small import SMALL, Gate, copied, counts

ROOT = Path(__file__).parents[4]
NEVER = "0 0 1 1 *"  # of every year: not while a test runs


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


# -------------------------------------------------------------------------------- expression


@pytest.mark.parametrize(
    ("cron", "after", "due"),
    [
        ("0 6 * * *", "2026-11-21 05:59:59", "2026-11-21 06:00"),
        ("0 6 * * *", "2026-11-21 06:00:01", "2026-11-22 06:00"),
        ("30 0 6 * * *", "2026-11-21 06:00:01", "2026-11-21 06:00:30"),
        ("*/4 * * * * *", "2026-11-21 06:00:01", "2026-11-21 06:00:04"),
        # 21 November 2026 is a Saturday; crontab counts weekdays from Sunday, 0 or 7
        ("0 6 * * 0", "2026-11-21 12:00", "2026-11-22 06:00"),
        ("0 6 * * 7", "2026-11-21 12:00", "2026-11-22 06:00"),
        ("0 6 * * 1-5", "2026-11-21 12:00", "2026-11-23 06:00"),
        ("0 6 * * 1", "2026-11-21 12:00", "2026-11-23 06:00"),
        ("0 6 * * fri-sun", "2026-11-22 12:00", "2026-11-27 06:00"),
        ("0 6 * * 5-7", "2026-11-21 12:00", "2026-11-22 06:00"),
        ("0 6 * * Tue,Thu", "2026-11-21 12:00", "2026-11-24 06:00"),
        ("0 6 * * */2", "2026-11-22 12:00", "2026-11-24 06:00"),
        # a day and a weekday: either will do, as crontab has it
        ("0 6 25 * 1", "2026-11-21 12:00", "2026-11-23 06:00"),
        ("0 6 25 * 1", "2026-11-23 12:00", "2026-11-25 06:00"),
        ("0 6 29 2 *", "2026-11-21 12:00", "2028-02-29 06:00"),
        ("0 6 * * mon#1", "2026-11-21 12:00", "2026-12-07 06:00"),  # the first of a month
    ],
)
def test_due_times_are_those_of_crontab_in_bangkok(cron: str, after: str, due: str) -> None:
    found = CronTimes(cron).after(_at(after))
    assert found == _at(due)
    assert found.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("cron", "says"),
    [
        ("", "Wrong number of fields"),
        ("6 o'clock", "Wrong number of fields"),
        ("0 0 6 * * * 2026", "Wrong number of fields"),
        ("61 6 * * *", "Bad minute"),
        ("0 6 * * mon#6", "Bad day-of-week"),
        ("0 6 * * 8", "Bad day-of-week"),
        ("0 6 * * 5-1", "Bad day-of-week"),
        ("*/0 6 * * *", "Bad minute"),
        ("0 6 31 2 *", "Bad day-of-month"),
    ],
)
def test_a_wrong_expression_is_refused_with_an_example(
    cron: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(EtlError) as caught:
        CronTimes(cron)
    assert str(caught.value).startswith(f'--cron "{cron}": ')
    assert says in str(caught.value)
    assert '"0 6 * * 1-5"' in str(caught.value)
    assert main(["schedule", "--cron", cron]) == 1
    assert says in capsys.readouterr().err


def test_a_missed_start_is_one_since_the_last_run() -> None:
    due = CronTimes("0 6 * * *")
    now = _at("2026-11-21 08:00")
    assert due.missed(None, now)
    assert due.missed(_at("2026-11-20 06:00:00"), now)
    assert due.missed(_at("2026-11-21 05:59:58"), now)
    assert not due.missed(_at("2026-11-21 06:00:00"), now)  # its time is kept to the second
    assert not due.missed(_at("2026-11-21 07:30:00"), now)
    assert not due.missed(_at("2027-11-21 06:00:00"), now)  # the clock went back


def test_the_last_run_is_one_that_ended(tmp_path: Path) -> None:
    assert schedule.last_run(tmp_path) is None
    ended = ledger.start(tmp_path, "schedule")
    ledger.end(tmp_path, ended, "failed")
    began = schedule.last_run(tmp_path)
    assert began
    ledger.start(tmp_path, "schedule")  # killed, as the next start finds
    ledger.start(tmp_path, "schedule")  # at work
    assert schedule.last_run(tmp_path) == began


def test_a_damaged_ledger_only_means_a_load_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warehouse.ledger(tmp_path).write_bytes(b"no ledger" * 1000)
    assert schedule.last_run(tmp_path) is None
    assert "can't be read" in caplog.text


def test_a_clock_set_back_delays_nothing(caplog: pytest.LogCaptureFixture) -> None:
    due = CronTimes("0 6 * * *")
    plan = NextLoad(due)
    wanted = due.after(datetime.now(BANGKOK))
    plan.next = wanted + timedelta(days=3650)  # planned while the clock was wrong
    assert plan.seconds() <= 24 * 3600
    assert plan.next == due.after(datetime.now(BANGKOK))
    assert "the clock went back" in caplog.text


def test_a_start_that_is_due_stays_due_until_the_load_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    plan = NextLoad(CronTimes("0 6 * * *"))
    plan.next -= timedelta(days=2)  # while a file was taken in, or after a leap of the clock
    assert plan.seconds() < 0
    plan.advance()
    assert plan.seconds() > 0
    assert "this start is left out" in caplog.text  # yesterday's


def test_a_step_that_fails_does_not_end_the_schedule(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    service, triggers = schedule.Service(tmp_path), list[str]()

    def failing(trigger: str) -> bool:
        triggers.append(trigger)
        if len(triggers) == 3:
            service.stopping.set()
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(service, "load", failing)
    schedule._run_until_stopped(service, CronTimes("* * * * * *"), None, 0)
    assert triggers == ["catch_up", "schedule", "schedule"]
    assert caplog.text.count("RuntimeError: a fault of ours") == 3


# ----------------------------------------------------------------------------------- service


class Running:
    """The command `schedule` as a process, its small record, warehouse, inbox and log."""

    def __init__(self, place: Path) -> None:
        self.project = copied(place / "data")
        self.warehouse = place / "warehouse"
        self.inbox = place / "inbox"
        self.inbox.mkdir()
        self._log = place / "log.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, cron: str, watch: float = 0) -> None:
        environment = os.environ | {
            "SMARTCITY_WAREHOUSE": str(self.warehouse),
            "SMARTCITY_INBOX": str(self.inbox),
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.fixtures.small", "schedule", "--cron", cron),
                    *("--watch", str(watch), "--data", self.project.data),
                ],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def gate(self) -> Gate:
        """Where its next load waits until it is let go on."""
        return Gate(counts(self.project))

    def tell(self, number: int = signal.SIGTERM) -> None:
        assert self._process
        self._process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.tell(number)
        return self.wait_for_end()

    def wait_for_end(self) -> int:
        assert self._process
        return self._process.wait()

    def drop(self, name: str, content: bytes) -> None:
        """A file in the inbox, whole from its first moment."""
        aside = self.inbox.with_name(name)
        aside.write_bytes(content)
        aside.rename(self.inbox / name)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def runs(self) -> list[ledger.Row]:
        """Oldest first."""
        return ledger.runs(self.warehouse, 100)[::-1]

    def ended(self) -> list[tuple[object, object]]:
        """What started each run that ended, and what came of it."""
        return [(row["trigger"], row["outcome"]) for row in self.runs() if row["ended"]]

    def wait(self, until: Callable[[], object]) -> None:
        """Until it is so; a service that ended instead fails with its log."""
        while not until():
            assert self._process
            assert self._process.poll() is None, self.log()
            time.sleep(0.05)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    yield running
    running.kill()


@pytest.mark.trial
def test_a_missed_start_is_caught_up_once(service: Running) -> None:
    service.start(NEVER)
    service.wait(service.ended)
    assert service.stop() == 0
    assert service.ended() == [("catch_up", "published")]
    service.start(NEVER)
    service.wait(lambda: service.log().count("schedule cron=") == 2)
    assert service.stop(signal.SIGINT) == 0
    assert service.ended() == [("catch_up", "published")]
    assert "schedule stops on SIGINT" in service.log()


@pytest.mark.trial
def test_loads_follow_the_expression_and_never_overlap(service: Running) -> None:
    gate = service.gate()
    service.start("* * * * * *")
    gate.reached()
    past = datetime.now(BANGKOK) + timedelta(seconds=3)  # starts come due while the load is held
    service.wait(lambda: datetime.now(BANGKOK) > past)
    gate.open()
    service.wait(lambda: len(service.ended()) >= 3)
    assert service.stop() == 0
    assert service.ended()[:2] == [("catch_up", "published"), ("schedule", "unchanged")]
    assert {outcome for _, outcome in service.ended()} == {"published", "unchanged"}
    assert "load still at work; this start is left out" in service.log()
    assert "another build is at work" not in service.log()


@pytest.mark.trial
def test_a_running_load_may_end_when_the_schedule_stops(service: Running) -> None:
    gate = service.gate()
    service.start(NEVER)
    gate.reached()
    service.tell(signal.SIGTERM)
    service.wait(lambda: "schedule waits for process" in service.log())
    assert service.ended() == []  # at work
    gate.open()
    assert service.wait_for_end() == 0
    assert service.ended() == [("catch_up", "published")]


@pytest.mark.parametrize(
    ("hears", "ends_by"), [(True, signal.SIGTERM), (False, signal.SIGKILL)], ids=["tidy", "deaf"]
)
def test_a_load_that_does_not_end_is_ended(
    hears: bool,
    ends_by: signal.Signals,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In this process, so that its patience can be short."""
    monkeypatch.setattr(schedule, "STOP_SECONDS", 0.2)
    monkeypatch.setattr(schedule, "TERMINATE_SECONDS", 0.2)
    ready = tmp_path / "ready"
    deaf = "" if hears else "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    script = f"{deaf}open({str(ready)!r}, 'x').close(); import time; time.sleep(600)"
    working = schedule.Service(tmp_path)
    sleeper = working._start("timeit", "-n1", "-r1", script)
    assert sleeper
    while not ready.exists():
        time.sleep(0.01)
    working.stop()
    assert sleeper.wait() == -ends_by
    assert working._start("timeit", "0") is None
    assert "ending it" in caplog.text


@pytest.mark.trial
def test_a_killed_load_is_told_and_the_next_one_works(service: Running) -> None:
    gate = service.gate()
    service.start("*/2 * * * * *")
    gate.reached()
    os.kill(int(str(service.runs()[0]["pid"])), signal.SIGKILL)
    gate.open()
    service.wait(lambda: "published" in [outcome for _, outcome in service.ended()])
    assert service.stop() == 0
    assert "load ended exit=-9" in service.log()
    assert "alert run_failed" in service.log()
    assert service.runs()[0]["outcome"] == "killed"
    assert warehouse.current(service.warehouse).is_file()


# ------------------------------------------------------------------------------------- inbox


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of plan events as an agency sends it: the example row as its own."""
    (path,) = templates.write("agency_plan_events", tmp_path_factory.mktemp("forms"))
    book = load_workbook(path)
    worked = list(book[templates.HELP_SHEET].iter_rows(values_only=True))[-1]
    for column, text in enumerate([*worked[:-1], "ทส 1/2568"], start=1):
        book[templates.DATA_SHEET].cell(2, column).value = text
    book.save(path)
    return path.read_bytes()


def test_a_file_in_the_inbox_is_loaded(service: Running, filled: bytes) -> None:
    service.start(NEVER, watch=0.1)
    service.wait(service.ended)
    dropped = service.inbox / "แบบรายงาน เหตุการณ์ของแผน.xlsx"
    service.drop(dropped.name, filled)
    service.wait(lambda: len(service.ended()) == 2)
    assert service.stop() == 0
    assert service.ended() == [("catch_up", "published"), ("inbox", "published")]
    assert not dropped.exists()
    assert not (service.inbox / "refused").exists()
    sql = "select rows_read from meta.source_load where source = 'agency_plan_events'"
    assert publish.rows(warehouse.current(service.warehouse), sql) == [{"rows_read": 1}]


def test_a_file_is_taken_in_once_it_has_stopped_to_grow(
    tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy over a slow line, of which every look finds a little more."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    dropped = tmp_path / "inbox" / "events.xlsx"
    dropped.parent.mkdir()
    service, loads = schedule.Service(SMALL.data), list[str]()
    monkeypatch.setattr(service, "load", loads.append)
    watch = schedule.Watch(dropped.parent, service)
    with dropped.open("wb") as slow:
        for start in range(0, len(filled), 1 + len(filled) // 4):
            slow.write(filled[start : start + 1 + len(filled) // 4])
            slow.flush()
            watch.scan()
            assert dropped.exists()
    watch.scan()
    assert not dropped.exists()
    assert loads == ["inbox"]


@pytest.mark.trial
def test_a_load_that_found_the_folder_held_is_tried_again(service: Running, filled: bytes) -> None:
    service.start(NEVER, watch=0.1)
    service.wait(service.ended)
    with publish.lock(service.warehouse):
        service.drop("events.xlsx", filled)
        service.wait(lambda: "another build is at work" in service.log())
    service.wait(lambda: ("inbox", "published") in service.ended())
    assert service.stop() == 0


@pytest.mark.trial
def test_bad_files_stop_nothing(service: Running, filled: bytes) -> None:
    bad = {
        "empty.xlsx": b"",
        "half.xlsx": filled[: len(filled) // 2],
        "letter.xlsx": b"%PDF-1.7 ...",
        "no form.csv": "ชื่อ,อายุ\nก,1\n".encode(),
    }
    for name, content in bad.items():
        (service.inbox / name).write_bytes(content)
    (service.inbox / "a folder.xlsx").mkdir()
    (service.inbox / "nowhere.csv").symlink_to("gone.csv")
    service.start(NEVER, watch=0.1)
    service.wait(lambda: len(list(service.inbox.glob("refused/*.txt"))) == len(bad))
    service.drop("good.xlsx", filled)
    service.wait(lambda: ("inbox", "published") in service.ended())
    assert service.stop() == 0
    assert "Traceback" not in service.log()
    assert [row["trigger"] for row in service.runs()] == ["catch_up", "inbox"]


def test_a_file_that_breaks_its_reader_is_put_aside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A reader that does not end in time is killed; its file is not read again."""
    monkeypatch.setattr(schedule, "INGEST_SECONDS", 0.05)
    (tmp_path / "slow.csv").write_text("a,b\n1,2\n")
    watch = schedule.Watch(tmp_path, schedule.Service(tmp_path))
    watch.scan()
    watch.scan()
    assert "slow.csv broke its reader (exit -9)" in caplog.text
    (reason,) = (tmp_path / "refused").glob("*slow.csv.txt")
    assert "crashed or took too long" in reason.read_text(encoding="utf-8")
    watch.scan()
    assert len(list((tmp_path / "refused").iterdir())) == 2
