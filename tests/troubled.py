"""A warehouse with troubles, as an operator meets them: made by the real commands, run in turn.

Three runs: that of the shipped build; one with files from agencies, a correction and a
source that is broken; one more in which nothing has changed.
"""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.contract import Source
from etl.sources import agency_plan_events, agency_plan_progress
from sql.warehouse import ledger
from tests.cases import filled
from tests.conftest import ROOT, TODAY, made_once
from tests.shipped import copy_data, publish_copy

CORRECTION = """[[correction]]
edition = "2026-11-21"
key = { obs_id = "OB050" }
column = "note"
expect = "logo holders; six below the total of July 2566, no lapse reported"
value = "logo holders"
reason = "หมายเหตุยาวเกินไป"
evidence = "บันทึกข้อความทดสอบ"
"""
UNKNOWN_PLAN = {"รหัสแผน": "nowhere-city"}
NEAR_MISS = {"จังหวัด": "เพชรบุรรี", "วันที่เกิดเหตุการณ์": "ไม่ทราบ โปรดถาม นางสมศรี ใจดี 081-234-5678"}
ACCOUNT = "somchai-of-the-ministry"  # who ran the load, by the ledger


@dataclass(frozen=True)
class Troubled:
    """Where it was made."""

    data: Path
    warehouse: Path
    inbox: Path

    @property
    def environment(self) -> dict[str, str]:
        """What names its folders to a command or a server."""
        return {
            "SMARTCITY_WAREHOUSE": str(self.warehouse),
            "SMARTCITY_INBOX": str(self.inbox),
            "SMARTCITY_TODAY": TODAY,
        }

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        """Runs one command; gives what it printed. Fails where it does not end with `code`."""
        done = subprocess.run(
            [sys.executable, "-m", "etl", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout


def form(source: Source, *changes: dict[str, str]) -> bytes:
    """A filled form as CSV: its example row once for each of `changes` (heading -> other cell)."""
    assert source.template
    fields = source.template.fields
    out = io.StringIO()
    sheet = csv.DictWriter(out, list(fields))
    sheet.writeheader()
    for change in changes:
        sheet.writerow(filled(fields) | change)
    return out.getvalue().encode()


def make(folder: Path, warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Troubled:
    """A copy of it in `folder`, to be changed; what it is a copy of is made once a run."""
    with made_once(tmp_path_factory, "troubled", lambda made: _make(made, warehouse)) as made:
        shutil.copytree(made, folder, symlinks=True, dirs_exist_ok=True)
    return _in(folder)


def _in(folder: Path) -> Troubled:
    return Troubled(folder / "data", folder / "warehouse", folder / "inbox")


def _make(folder: Path, warehouse: Path) -> None:
    """Makes it in `folder`, upon the shipped build."""
    made = _in(folder)
    copy_data(made.data)
    made.inbox.mkdir()
    publish_copy(warehouse, made.warehouse)
    shutil.copy(ledger(warehouse.parent), made.warehouse)
    events, progress = folder / "เหตุการณ์ของแผน.csv", folder / "progress.csv"
    events.write_bytes(form(agency_plan_events.SOURCE, NEAR_MISS))
    progress.write_bytes(form(agency_plan_progress.SOURCE, UNKNOWN_PLAN))
    made.run("ingest", events, progress)
    (made.data / "overrides").mkdir(exist_ok=True)
    (made.data / "overrides" / "observations.toml").write_text(CORRECTION, encoding="utf-8")
    broken = max((made.data / "raw" / "gpp").glob("*/gpp.csv"))
    broken.write_bytes(broken.read_bytes()[:-100])
    made.run("build", "--data", made.data, code=3)
    made.run("build", "--data", made.data, code=3)
    with closing(sqlite3.connect(ledger(made.warehouse))) as book, book:
        book.execute("update run set who = ?", (ACCOUNT,))
