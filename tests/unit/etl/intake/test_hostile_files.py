"""Each file of the corpus loads, is quarantined or is refused exactly as its expected file says.

Files too big to commit are made here and read by a process of their own, whose memory is measured.
"""

import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

import pytest

from etl.intake import inbox
from etl.intake.extract import editions
from etl.intake.ingest import Outcome, ingest
from etl.intake.validate import validate
from etl.project import SHIPPED
from sql.refusal import render
from tests.cases import some
from tests.fixtures import giants
from tests.fixtures.case import HOSTILE

ROOT = Path(__file__).parents[4]
SOURCES = {source.name: source for source in SHIPPED.sources}
CASES = sorted(path.name for path in HOSTILE.iterdir())


class Rejected(TypedDict):
    """A quarantined row, as an expected file lists it."""

    row: int
    columns: list[str]
    reasons: list[str]
    cells: list[str]
    suggestions: list[str]


class Loaded(TypedDict):
    """What became of a file that was not refused."""

    status: str
    source: str | None
    rows_read: int
    accepted: int
    quarantined: int
    left_out: list[int]
    rejected: list[Rejected]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox of the test's own, not made yet."""
    folder = tmp_path / "inbox"
    monkeypatch.setenv("SMARTCITY_INBOX", str(folder))
    return folder


def told(name: str) -> dict[str, object]:
    text = (HOSTILE / name / "expected.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def expected(name: str) -> Loaded:
    card = {"rejected": [], **told(name)}
    return cast("Loaded", {key: card[key] for key in Loaded.__annotations__})


def file_of(name: str) -> Path:
    (path,) = (HOSTILE / name).glob(f"{name}.*")
    return path


@cache
def tried(name: str) -> Outcome:
    """What becomes of a file of the corpus, without filing it."""
    return ingest(file_of(name), dry_run=True)


def found(outcome: Outcome) -> Loaded:
    return Loaded(
        status=outcome.status,
        source=outcome.source,
        rows_read=outcome.rows_read,
        accepted=outcome.accepted,
        quarantined=outcome.quarantined,
        left_out=[row for row, _ in outcome.left_out],
        rejected=[rejected(row) for row in outcome.rejected],
    )


def rejected(row: dict[str, object]) -> Rejected:
    """The row's problems in the order of their cells."""
    cells, columns, reasons, suggestions = (
        texts
        for name in ("cells", "columns", "reasons", "suggestions")
        if isinstance(texts := row[name], list)
    )
    problems = sorted(zip(cells, columns, reasons, suggestions, strict=True))
    number = row["row"]
    assert isinstance(number, int)
    return Rejected(
        row=number,
        columns=[column for _, column, _, _ in problems],
        reasons=[reason for _, _, reason, _ in problems],
        cells=[cell for cell, _, _, _ in problems],
        suggestions=[suggestion for _, _, _, suggestion in problems],
    )


ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")
REFUSED = [name for name in CASES if told(name)["status"] == "refused"]
LOADED = [name for name in CASES if name not in REFUSED]
VALUED = [name for name in CASES if "values" in told(name)]


def test_the_corpus_is_what_its_script_makes() -> None:
    from tests.fixtures import make  # noqa: PLC0415  # it makes them all, bombs too

    made = make.files()
    there = {str(path.relative_to(HOSTILE)): path for path in HOSTILE.rglob("*") if path.is_file()}
    assert there.keys() == made.keys()
    packed = {f"{name}/{name}.xlsx" for name in ("xlsx-bomb", "xlsx-bomb-lying")}
    assert [n for n in there if n not in packed and there[n].read_bytes() != made[n]] == []


def test_the_corpus_is_large_in_cases_and_small_in_bytes() -> None:
    assert len(CASES) >= 40
    sizes = [path.stat().st_size for path in HOSTILE.rglob("*") if path.is_file()]
    assert sum(sizes) < 3_000_000


@pytest.mark.parametrize("name", LOADED)
def test_a_file_loads_or_is_quarantined_as_expected(name: str, place: Path) -> None:
    outcome = tried(name)
    assert found(outcome) == expected(name), outcome.message
    assert outcome.rows_read == outcome.accepted + outcome.quarantined
    assert not place.exists()


@pytest.mark.parametrize(
    "name",
    ["xlsx-hidden-column", "xls-hidden-column", "ods-collapse-column", "ods-filter-column"],
)
def test_a_hidden_column_is_told(name: str) -> None:
    told = "Columns that are hidden in the sheet were read too: 'ผู้เข้าร่วม (คน)'."
    assert told in tried(name).text("en")
    assert "คอลัมน์ที่ซ่อนอยู่" in tried(name).text("th")


@pytest.mark.parametrize(
    "name",
    ["xlsx-hidden-rows", "xls-hidden-rows", "ods-filtered-row", "lo-hidden", "lo-hidden-old"],
)
def test_rows_that_nobody_sees_are_told(name: str) -> None:
    told = "Rows that are hidden or filtered away in the sheet were read too (1): 3."
    assert told in tried(name).message
    assert told in ingest(file_of(name)).message


@pytest.mark.parametrize("name", ["xlsx-hidden-same", "lo-merged", "lo-merged-old"])
def test_a_sheet_that_nobody_sees_is_told(name: str) -> None:
    assert "Hidden sheets were not read: " in tried(name).text("en")
    assert "ไม่ได้อ่านแผ่นงานที่ซ่อนอยู่" in tried(name).text("th")


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_its_reason(name: str, place: Path) -> None:
    outcome = tried(name)
    fragments = told(name)["message"]
    assert isinstance(fragments, list)
    assert (outcome.status, outcome.rows_read, outcome.accepted) == ("refused", 0, 0)
    assert [part for part in fragments if part not in outcome.message] == [], outcome.message
    assert file_of(name).name in outcome.message
    assert not place.exists()


@pytest.mark.parametrize("name", REFUSED)
def test_a_reader_of_thai_is_told_in_thai(name: str, place: Path) -> None:
    outcome = tried(name)
    assert outcome.refusal, outcome.message
    told = render(json.loads(json.dumps(outcome.refusal)), "th")  # as the page gets it
    assert "โปรด" in told  # what to do next
    assert ENGLISH.search(outcome.message)
    assert ENGLISH.search(told) is None, told
    assert not place.exists()


@pytest.mark.parametrize("name", some(VALUED, every=6))
def test_a_filed_edition_holds_what_the_file_says(name: str, place: Path) -> None:
    outcome = ingest(file_of(name))
    assert outcome.status == "filed"
    (edition,) = editions(SOURCES[str(outcome.source)], SHIPPED.data, place)
    assert edition.path.read_bytes() == file_of(name).read_bytes()
    accepted = {str(row["_row"]): row for row in validate(edition).accepted.rows(named=True)}
    values = told(name)["values"]
    assert isinstance(values, dict)
    for row, cells in values.items():
        assert {column: str(accepted[row][column]) for column in cells} == cells, row


@pytest.mark.parametrize("name", some(REFUSED, every=5))
def test_a_refused_file_leaves_nothing_behind(name: str, place: Path) -> None:
    assert ingest(file_of(name)).status == "refused"
    assert inbox.editions(place, str(told(name).get("source"))) == []
    assert [path for path in place.rglob("*.*") if path.suffix == file_of(name).suffix] == []


# reads one file and tells its outcome and the most memory that it ever held, in kilobytes
READ = """
import json, re, sys
from pathlib import Path
from etl.intake.ingest import ingest
outcome = ingest(Path(sys.argv[1]), dry_run=True)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(json.dumps({"status": outcome.status, "message": outcome.message, "peak": int(peak)}))
"""


@pytest.mark.parametrize("name", some(giants.GIANTS, every=5))
def test_a_giant_is_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    make_it, fragment = giants.GIANTS[name]
    make_it(tmp_path / name)
    run = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / name)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    (tmp_path / name).unlink()
    assert run.returncode == 0, run.stderr
    outcome = json.loads(run.stdout)
    assert outcome["status"] == "refused", outcome["message"]
    assert fragment in outcome["message"]
    assert outcome["peak"] < giants.MEMORY_KB


def test_a_rejected_cell_is_named_by_the_heading_of_its_form() -> None:
    (first, *_) = ingest(file_of("dates-mistyped-years"), dry_run=True).rejected
    assert (first["columns"], first["headings"]) == (["event_date"], ["วันที่เกิดเหตุการณ์"])
