"""A random walk over what an operator can do: send, correct, withdraw, release, build, go back.

Beside it goes a plain model of what must be in force, made of what was sent and decided alone. The
warehouse must equal it after each build, no file may be lost or changed, and the inbox must name
the reason of everything that is not in force.
"""

import csv
import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import openpyxl
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from etl.build import recall
from etl.build.build import build
from etl.errors import PublishError
from etl.intake import decisions, inbox, ingest, quarantine, standing, templates
from etl.project import SHIPPED
from sql import warehouse
from tests.cases import filled
from tests.fixtures.small import with_forms
from tests.fixtures.small.with_forms import EVENTS, PLACES

FORMS = {source.name: source for source in SHIPPED.sources if source.name in (EVENTS, PLACES)}
DAYS = ("30 กันยายน 2568", "31 ตุลาคม 2568", "30 พฤศจิกายน 2568")
AS_OF = dict(zip(DAYS, (date(2025, 9, 30), date(2025, 10, 31), date(2025, 11, 30)), strict=True))
WRONG, RIGHT = "ยะหลา", "ยะลา"


@dataclass
class Row:
    key: str
    as_of: date
    states: str  # what the row says, by which it is found again
    people: int = 0
    is_bad: bool = False  # quarantined until it is mended


@dataclass
class File:
    name: str
    form: str
    rows: list[Row]
    state: str = "counts"
    mends: set[tuple[str, int]] = field(default_factory=set)  # of a workbook: (file, line)


class LoadWalk(RuleBasedStateMachine):
    """One walk, in folders of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(mkdtemp(prefix="walk-"))
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("SMARTCITY_INBOX", str(self.place / "inbox"))
        self.patch.setenv("SMARTCITY_WAREHOUSE", str(self.place / "warehouse"))
        (self.place / "inbox" / "editions").mkdir(parents=True)
        self.project = with_forms.project(self.place / "project")
        self.files: list[File] = []
        self.bytes: dict[str, bytes] = {}
        self.sent = 0
        self.published: list[tuple[str, set[str], int | None]] = []  # id, files, people
        self.build()

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.place)

    # ------------------------------------------------------------------------ what must hold

    def counting(self, form: str) -> list[File]:
        return [file for file in self.files if file.form == form and file.state == "counts"]

    def mended(self) -> set[tuple[str, int]]:
        return {line for file in self.counting(inbox.REPAIRS) for line in file.mends}

    def accepted(self, file: File) -> list[Row]:
        mended = self.mended()
        return [
            row
            for line, row in enumerate(file.rows, start=2)
            if not row.is_bad or (file.name, line) in mended
        ]

    def in_force(self, form: str) -> dict[str, tuple[Row, File]]:
        """key -> the row that must hold, and its file."""
        held: dict[str, tuple[Row, File]] = {}
        for file in self.counting(form):
            rows = self.accepted(file)
            if form == PLACES and rows:
                held = {}
            for row in rows:
                if form == PLACES or row.key not in held or held[row.key][0].as_of <= row.as_of:
                    held[row.key] = row, file
        return held

    def people(self) -> int | None:
        held = self.in_force(PLACES)
        return sum(row.people for row, _ in held.values()) if held else None

    def used(self) -> set[str]:
        """The files that a build made now is of; of workbooks those that change a cell."""
        there = {file.name for form in FORMS for file in self.counting(form)}
        of = {file.name for form in FORMS for file in self.counting(form)}
        newest: dict[tuple[str, int], str] = {}
        for file in self.counting(inbox.REPAIRS):
            newest |= dict.fromkeys(file.mends, file.name)
        return there | {mend for (name, _), mend in newest.items() if name in of}

    # ------------------------------------------------------------------------------- actions

    def take_in(self, form: str, cells: list[dict[str, str]], rows: list[Row]) -> File:
        template = FORMS[form].template
        assert template
        worked = filled(template.fields)
        path = self.place / f"{self.sent}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            lines = csv.DictWriter(out, list(worked))
            lines.writeheader()
            lines.writerows(worked | one for one in cells)
        outcome = ingest.ingest(path)
        assert outcome.status == "filed", str(outcome)
        assert outcome.quarantined == sum(row.is_bad for row in rows)
        file = File(f"{form}/{outcome.edition}", form, rows)
        file.state = "held" if outcome.held else "counts"
        self.bytes[file.name] = path.read_bytes()
        return file

    @rule(
        of=st.dictionaries(
            st.sampled_from("1234"), st.tuples(st.sampled_from(DAYS), st.booleans()), min_size=1
        )
    )
    def send_events(self, of: dict[str, tuple[str, bool]]) -> None:
        """A form that adds: some events, each as of a day, some with a province misspelt."""
        self.sent += 1
        cells, rows = [], []
        for key, (day, is_bad) in of.items():
            label = f"{self.sent}-{key}"
            cells.append(
                {
                    "วันที่เกิดเหตุการณ์": f"{key} พฤศจิกายน 2564",
                    "จังหวัด": WRONG if is_bad else RIGHT,
                    "ข้อมูล ณ วันที่": day,
                    "เลขที่หนังสือหรือเอกสารอ้างอิง": label,
                }
            )
            rows.append(Row(key, AS_OF[day], label, is_bad=is_bad))
        self.files.append(self.take_in(EVENTS, cells, rows))
        assert self.files[-1].state == "counts"

    @rule(
        of=st.dictionaries(st.sampled_from("123"), st.integers(8, 14), min_size=1),
        day=st.sampled_from(DAYS),
    )
    def send_places(self, of: dict[str, int], day: str) -> None:
        """A list: it waits where it lacks a row of the list in force, or is older."""
        self.sent += 1
        before = self.in_force(PLACES)
        cells, rows = [], []
        for key, people in of.items():
            label = f"{self.sent}-{key}"
            cells.append(
                {
                    "หน่วยงานต้นสังกัด": f"เทศบาล {key}",
                    "ผู้เข้าร่วม (คน)": str(people),
                    "ผู้ได้รับประกาศนียบัตร (คน)": "",
                    "ข้อมูล ณ วันที่": day,
                    "เลขที่หนังสือหรือเอกสารอ้างอิง": label,
                }
            )
            rows.append(Row(key, AS_OF[day], label, people))
        file = self.take_in(PLACES, cells, rows)
        older = bool(before) and max(row.as_of for row, _ in before.values()) > AS_OF[day]
        assert (file.state == "held") == (older or bool(before.keys() - of.keys()))
        self.files.append(file)

    @precondition(lambda self: self.bytes)
    @rule(data=st.data())
    def send_the_same_again(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.bytes)))
        path = self.place / f"again{Path(self.data_file(name)).suffix}"
        path.write_bytes(self.bytes[name])
        outcome = ingest.ingest(path)
        assert outcome.status == "known"
        assert name in outcome.message

    @rule()
    def correct(self) -> None:
        """Repairs the first row that the published build rejects."""
        fix = self.place / "fix.xlsx"
        if not quarantine.export(fix):
            return
        book = openpyxl.load_workbook(fix)
        sheets = [sheet for sheet in book if sheet.title != templates.LIST_SHEET]
        for sheet in sheets:
            for cells in sheet.iter_rows(min_row=2):
                for cell in cells:
                    if cell.value == WRONG:
                        cell.value = RIGHT
        references = [
            str(cells[0])
            for sheet in sheets
            for cells in sheet.iter_rows(min_row=2, values_only=True)
        ]
        there = {file.name for file in self.counting(EVENTS)}
        lines = {tuple(reference.rsplit("/", 1)) for reference in references}
        if not {name for name, _ in lines} <= there:  # of a file that counts no more
            book.close()
            return
        book.save(fix)
        before = self.mended()
        outcome = ingest.ingest(fix)
        mends = {(str(name), int(line)) for name, line in lines}
        if mends <= before:
            assert outcome.status in ("empty", "known")
            return
        if outcome.status == "known":
            return
        assert outcome.status == "filed", str(outcome)
        self.bytes[f"mends/{outcome.edition}"] = fix.read_bytes()
        self.files.append(File(f"mends/{outcome.edition}", inbox.REPAIRS, [], mends=mends))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(self.files))
        assert recall.withdraw(file.name, "ผิด").is_new == (file.state != "withdrawn")
        file.state = "withdrawn"

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(self.files))
        made = decisions.in_force(inbox.folder()).get(file.name)
        was = made.state if made else None  # a file that counts may be released before its load
        assert (file.state == "counts") == (was in (None, "released"))
        assert recall.release(file.name, "ถูก").is_new == (was != "released")
        file.state = "counts"

    @precondition(lambda self: self.files)  # else the simplest walk builds the same at each step
    @rule()
    def build(self) -> None:
        decided = decisions.in_force(inbox.folder())
        if self.published:
            _, seen, was = self.published[-1]
            new = [
                file
                for file in self.counting(PLACES)
                if file.name not in seen and file.name not in decided
            ]
            became = self.people() or 0
            if new and was is not None and 5 * abs(became - was) > was and abs(became - was) > 3:
                for file in new:
                    file.state = "held"
        outcome = build(self.project)
        assert outcome.outcome in ("published", "unchanged")
        assert set(outcome.held) == {file.name for file in self.files if file.state == "held"}
        if outcome.outcome == "published":
            self.published.append((outcome.build_id, self.used(), self.people()))
        self.published[-1] = (self.published[-1][0], self.published[-1][1], self.people())
        self.warehouse_is_what_is_in_force()
        self.the_inbox_explains_all_that_is_not_in_force()

    @rule()
    def roll_back(self) -> None:
        folder = Path(os.environ["SMARTCITY_WAREHOUSE"])
        kept = {path.stem for path in warehouse.builds(folder)}
        left, used, _ = self.published[-1]
        earlier = [
            one for one in self.published[:-1] if one[0] in kept and one[0][-8:] != left[-8:]
        ]
        if not earlier:
            with pytest.raises(PublishError, match="no other build"):
                recall.rollback(folder)
            return
        target = max(earlier)
        done = recall.rollback(folder)
        assert done.build_id == target[0]
        counts = {file.name for file in self.files if file.state == "counts"}
        assert set(done.held) == (used - target[1]) & counts
        for file in self.files:
            if file.name in done.held:
                file.state = "held"
            if file.state == "held" and file.name in target[1]:
                assert file.name in done.released
                file.state = "counts"
        self.published = [one for one in self.published if one[0] <= target[0]]

    # ------------------------------------------------------------------------------ invariants

    def warehouse_is_what_is_in_force(self) -> None:
        path = warehouse.current(Path(os.environ["SMARTCITY_WAREHOUSE"]))
        with duckdb.connect(str(path), read_only=True) as database:
            for form in FORMS:
                found = database.sql(f"select document from staging.stg_{form}").fetchall()
                expected = sorted(row.states for row, _ in self.in_force(form).values())
                assert sorted(str(row[0]) for row in found) == expected
            ((lost,),) = database.sql(
                "select coalesce(sum(rows_read - accepted - quarantined), 0) from meta.source_load"
            ).fetchall()
            ((read,),) = database.sql(
                "select coalesce(sum(rows_read), 0) from meta.source_load where kind = 'submitted'"
            ).fetchall()
        assert lost == 0
        assert read == sum(len(file.rows) for form in FORMS for file in self.counting(form))

    def data_file(self, name: str) -> Path:
        shelf = Path(os.environ["SMARTCITY_INBOX"])
        folder = shelf / name if name.startswith("mends/") else shelf / "editions" / name
        (path,) = (path for path in folder.iterdir() if path.name != inbox.CARD)
        return path

    @invariant()
    def no_file_is_lost_or_changed(self) -> None:
        for name, content in self.bytes.items():
            assert self.data_file(name).read_bytes() == content

    def the_inbox_explains_all_that_is_not_in_force(self) -> None:
        found = {
            one.name: one
            for one in standing.listing(self.project.sources, self.project.data, inbox.folder())
        }
        assert found.keys() == {file.name for file in self.files}
        for file in self.files:
            told = found[file.name]
            if file.state != "counts":
                assert told.state == file.state
                assert told.reasons
                continue
            if file.form == inbox.REPAIRS:
                assert told.state == "applied"
                continue
            holds = {row.states for row, _ in self.in_force(file.form).values()}
            rows = [row.states for row in self.accepted(file)]
            holding = sum(label in holds for label in rows)
            assert (told.rows, told.holding) == (len(rows), holding)
            assert told.state == _state(len(rows), holding)
            assert sum(told.replaced_by.values()) >= len(rows) - holding
            for other in told.replaced_by:
                assert found[f"{file.form}/{other}"].state in ("in_force", "in_part")


def _state(rows: int, holding: int) -> str:
    if not rows:
        return "empty"
    return "in_force" if holding == rows else "in_part" if holding else "replaced"
