"""The operator's guide does what it says: its commands are run as they stand, in their order."""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.cli import _parser
from etl.intake import templates
from etl.service import alerts
from etl.service.schedule import CronTimes

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy").glob("smartcity-*"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"python -m etl ([^`\n>]*)")
# `python -m etl` over the small project; the same for all else
PYTHON = f"""#!/bin/sh
[ "${{1-}} ${{2-}}" = "-m etl" ] && shift 2 && set -- -m tests.fixtures.small "$@"
exec {shlex.quote(sys.executable)} "$@"
"""
SOME_BUILD = "20261121T060000Z-1a2b3c4d"
OLDER_BUILD = "20261120T230000Z-5e6f7a8b"
SOME_FILE = "agency_plan_events/2026-11-21T060000Z-1a2b3c4d"


def blocks(language: str, heading: str = "") -> list[str]:
    """The fenced blocks of one language, of one section or of all."""
    sections = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    text = next(part for part in sections if part.startswith(heading)) if heading else GUIDE
    return [found[2] for found in BLOCK.finditer(text) if found[1] == language]


# ---------------------------------------------------------------------------------- commands


def _commands() -> Iterator[str]:
    for text in (GUIDE, *(unit.read_text(encoding="utf-8") for unit in UNITS)):
        for found in COMMAND.finditer(text):
            yield found[1].strip()


@pytest.mark.parametrize("command", sorted(set(_commands())))
def test_every_command_is_one(command: str) -> None:
    options = _parser().parse_args(shlex.split(command))
    assert isinstance(options, argparse.Namespace)
    if options.command == "schedule":
        CronTimes(options.cron)


def test_every_command_is_in_the_guide() -> None:
    _languages, usage = re.findall(r"\{([a-z,-]+)\}", _parser().format_usage())
    told = {command.split()[0] for command in _commands()}
    assert set(usage.split(",")) - told == {"docs"}  # of the maintainer, not of the operator


def test_every_setting_is_in_the_guide() -> None:
    code = [*ROOT.glob("etl/**/*.py"), *ROOT.glob("dashboard/**/*.py"), *ROOT.glob("sql/*.py")]
    used = {
        name
        for path in code
        for name in re.findall(r"SMARTCITY_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert set(re.findall(r"^\| `(SMARTCITY_[A-Z_]+)`", GUIDE, re.MULTILINE)) == used


@pytest.mark.parametrize(
    "text",
    [*blocks("toml"), (ROOT / "deploy" / "alerts.toml").read_text(encoding="utf-8")],
    ids=["guide", "deploy"],
)
def test_the_configurations_of_alerts_are_right(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SMARTCITY_ALERTS", str(path))
    monkeypatch.setenv("SMARTCITY_SMTP_PASSWORD", "open sesame")
    mail = alerts.settings().mail
    assert mail
    assert mail.to == ("data@example.go.th",)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_units_start_what_is_there(unit: Path) -> None:
    read = ConfigParser(interpolation=None, strict=False)
    read.read(unit, encoding="utf-8")
    if unit.suffix == ".timer":
        assert read["Timer"]["OnCalendar"] == "*-*-* 06:00:00 Asia/Bangkok"
        return
    service = read["Service"]
    assert service["WorkingDirectory"] == "/opt/smartcity"
    program, dash, module, *_ = service["ExecStart"].split()
    assert (program, dash) == ("/opt/smartcity/.venv/bin/python", "-m")
    assert module in ("etl", "streamlit")
    for name in re.findall(r"dashboard/\S+\.py", service["ExecStart"]):
        assert (ROOT / name).is_file()


# ------------------------------------------------------------------------------------- story


class Operator:
    """Somebody who types what the guide says, in a folder of their own, over a small record."""

    def __init__(self, place: Path) -> None:
        self.place = place
        python = place / "bin" / "python"
        python.parent.mkdir()
        python.write_text(PYTHON, encoding="utf-8")
        python.chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{python.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SMARTCITY_WAREHOUSE": str(place / "warehouse"),
            "SMARTCITY_INBOX": str(place / "inbox"),
        }

    def type(self, script: str) -> str:
        """What the commands print."""
        done = subprocess.run(
            ["sh", "-e", "-u"],
            input=script,
            cwd=self.place,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def status(self) -> dict[str, object]:
        told = json.loads(self.type("python -m etl status --json"))
        assert isinstance(told, dict)
        return told

    def held(self) -> list[str]:
        """The files that are held."""
        found = self.status()["held"]
        assert isinstance(found, list)
        return found

    def receive_events(self, day: str, province: str) -> None:
        """An agency's workbook: the example row as its own, and one of another day and province."""
        path = self.place / "plan_events.xlsx"
        path.write_bytes((self.place / "forms" / "agency_plan_events.xlsx").read_bytes())
        book = load_workbook(path)
        data = _sheet(book, templates.DATA_SHEET)
        worked = [*list(_sheet(book, templates.HELP_SHEET).iter_rows(values_only=True))[-1]]
        headings = [cell.value for cell in data[1]]
        worked[-1] = "ทส 1/2568"  # a document of one's own: the example as it stands is held
        other = dict(zip(headings, worked, strict=True))
        other |= {"จังหวัด": province, "วันที่เกิดเหตุการณ์": day}
        for column, heading in enumerate(headings, start=1):
            data.cell(2, column).value = worked[column - 1]
            data.cell(3, column).value = other[heading]
        book.save(path)

    def repair(self, was: str, becomes: str) -> None:
        """Repairs cells of the exported workbook, as somebody does in Excel."""
        path = self.place / "fix.xlsx"
        book = load_workbook(path)
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == was):
                cell.value = becomes
        book.save(path)


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def walk_from_night_to_noon(operator: Operator, held: str, bad: str) -> None:
    """A bad file is found, withdrawn, explained, and released after all; `bad` is its build."""
    looking, going_back, withdrawing, releasing = blocks("sh", "A bad file")
    operator.type(f"python -m etl rollback {bad}")  # as the night left it
    kept = operator.status()["kept"]
    assert isinstance(kept, list)
    nothing = operator.type("python -m etl diff")
    assert f"python -m etl diff {bad} --old {kept[0]}" in nothing
    seen = operator.type(looking.replace(SOME_BUILD, bad).replace(OLDER_BUILD, kept[0]))
    assert f"ชุดที่เผยแพร่         {bad}" in seen
    assert "ใช้อยู่" in seen
    assert "ไม่มีสิ่งใดเปลี่ยนแปลง" not in seen
    assert f"Held: {held}" in operator.type(going_back)
    explained = operator.type(withdrawing.replace(SOME_FILE, held))
    assert "ถอนแล้ว ไม่นำมาใช้" in explained
    assert "ส่งผิดไฟล์" in explained
    assert "\npublished " in operator.type(releasing.replace(SOME_FILE, held))
    assert operator.held() == []


@pytest.mark.timeout(600)  # some thirty commands, one after another
@pytest.mark.trial
def test_the_guide_is_walked_from_first_load_to_restore(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    operator = Operator(tmp_path / "place")
    (first,) = blocks("sh", "First load")
    assert "\npublished " in operator.type(first)

    (forms,) = blocks("sh", "Forms for agencies")
    assert "agency_plan_events" in operator.type(forms)

    operator.receive_events("1 มิถุนายน 2565", "เพรชบุรี")
    (arriving,) = blocks("sh", "A file arrives")
    said = operator.type(arriving)
    assert "1 accepted + 1 quarantined" in said
    assert "Did you mean เพชรบุรี" in said

    export, back_in = blocks("sh", "Bad rows")
    assert "fix.xlsx: 1 rows written" in operator.type(export)
    operator.repair("เพรชบุรี", "ยะลา")
    assert "filed" in operator.type(back_in)
    assert operator.status()["quarantined"] == 0

    before = operator.status()
    operator.receive_events("2 มิถุนายน 2566", "ยะลา")
    operator.type("python -m etl ingest plan_events.xlsx")
    (review,) = blocks("sh", "Review")
    checking, reviewing, comparing, publishing = review.strip().splitlines()
    operator.type("\n".join((checking, reviewing, comparing)))
    waiting = str(operator.status()["waiting"])
    assert operator.status()["build_id"] == before["build_id"]
    operator.type(publishing.replace(SOME_BUILD, waiting))
    assert operator.status()["build_id"] == waiting

    (back,) = blocks("sh", "Go back")
    said = operator.type(back)
    assert "Held: agency_plan_events/" in said
    assert "\nunchanged " in said
    assert operator.status()["build_id"] == before["build_id"]
    (held,) = operator.held()

    walk_from_night_to_noon(operator, held, waiting)

    backup, restore = blocks("sh", "Back up")
    lost = operator.status()
    operator.type(backup)
    operator.type('rm -r "$SMARTCITY_INBOX" "$SMARTCITY_WAREHOUSE"')
    operator.type(restore)
    found = operator.status()
    assert found["content_hash"] == lost["content_hash"]
    runs = operator.type(
        "python -c 'from etl.publish import ledger; from sql import warehouse; "
        "print(len(ledger.runs(warehouse.folder())))'"
    )
    assert int(runs) > 5  # the history came along
