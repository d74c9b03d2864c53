"""Withdraw, release, go back: what counts of what was sent, and what an operator is told of it."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from etl.build.build import build
from etl.cli import main
from etl.errors import EtlError
from etl.intake import decisions, inbox, ingest
from etl.project import Project
from etl.publish import publish
from sql import warehouse
from tests.fixtures.small import with_forms
from tests.fixtures.small.with_forms import EVENTS, PLACES, send

Type = Callable[..., tuple[int, str]]
A = {"วันที่เกิดเหตุการณ์": "7 พฤศจิกายน 2564", "เลขที่หนังสือหรือเอกสารอ้างอิง": "A"}
B = A | {"เลขที่หนังสือหรือเอกสารอ้างอิง": "B"}
OTHER = {"วันที่เกิดเหตุการณ์": "8 พฤศจิกายน 2564", "เลขที่หนังสือหรือเอกสารอ้างอิง": "other"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return with_forms.project(tmp_path / "project")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    (tmp_path / "inbox" / "editions").mkdir(parents=True)
    return tmp_path / "inbox"


@pytest.fixture
def types(project: Project, capsys: pytest.CaptureFixture[str]) -> Type:
    """What an operator types: the exit code and all that is printed."""

    def typed(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(list(words), project=project)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return typed


def documents(form: str = EVENTS) -> list[str]:
    """The documents of the rows that the published build holds of a form."""
    path = warehouse.current(Path(os.environ["SMARTCITY_WAREHOUSE"]))
    found = publish.rows(path, f"select document from staging.stg_{form} order by all")
    return [str(row["document"]) for row in found]


def people() -> list[object]:
    path = warehouse.current(Path(os.environ["SMARTCITY_WAREHOUSE"]))
    found = publish.rows(path, "select value from metrics.headline where metric_id = 'people'")
    return [row["value"] for row in found]


def people_of(*counts: int) -> list[dict[str, str]]:
    """A list of bodies with so many people each."""
    return [
        {
            "หน่วยงานต้นสังกัด": f"เทศบาล {number}",
            "ผู้เข้าร่วม (คน)": str(count),
            "ผู้ได้รับประกาศนียบัตร (คน)": "",
        }
        for number, count in enumerate(counts)
    ]


def test_a_file_comes_back_once_what_replaced_it_is_withdrawn(
    tmp_path: Path, types: Type, place: Path
) -> None:
    first, second = (send(tmp_path / name, EVENTS, row) for name, row in (("a", A), ("b", B)))
    types("build")
    assert documents() == ["B"]

    code, said = types("ingest", str(tmp_path / "a" / "sent.xlsx"))
    assert code == 1
    assert f"replaced by {EVENTS}/{second.edition}" in said
    assert f"python -m etl withdraw {EVENTS}/{second.edition} to return to it" in said

    code, said = types("withdraw", str(second.edition), "--reason", "ส่งผิดไฟล์")
    assert (code, f"{EVENTS}/{first.edition}: in force" in said) == (0, True)
    types("build")
    assert documents() == ["A"]
    assert len(inbox.every_edition(place, EVENTS)) == 2  # nothing is deleted

    code, said = types("ingest", str(tmp_path / "b" / "sent.xlsx"))
    assert (code, "withdrawn, not in use" in said, "ส่งผิดไฟล์" in said) == (1, True, True)
    _, said = types("release", f"{EVENTS}/{second.edition}")
    assert "Released" in said
    types("build")
    assert documents() == ["B"]
    assert "is in force" not in said


def test_a_file_in_force_is_refused_as_such(tmp_path: Path, types: Type) -> None:
    send(tmp_path / "a", EVENTS, A)
    code, said = types("ingest", str(tmp_path / "a" / "sent.xlsx"))
    assert (code, "It stands: in force." in said) == (1, True)


def test_the_inbox_tells_who_sent_what_and_what_is_in_force(tmp_path: Path, types: Type) -> None:
    both = send(tmp_path / "a", EVENTS, A, OTHER)
    one = send(tmp_path / "b", EVENTS, B, name="แก้ไข.xlsx")
    _, said = types("inbox", "--lang", "en")
    assert "Events of smart city plans" in said or EVENTS in said
    assert f"{EVENTS}/{both.edition}" in said
    assert f"in force with 1 of 2 rows, the others replaced by {EVENTS}/{one.edition}" in said
    assert "แก้ไข.xlsx" in said
    assert "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล" in said
    _, thai = types("inbox", "--lang", "th", "--source", EVENTS)
    assert "ใช้อยู่ 1 จาก 2 แถว" in thai
    _, as_json = types("inbox", "--json")
    found = json.loads(as_json)
    assert [(row["state"], row["holding"]) for row in found] == [("in_part", 1), ("in_force", 1)]


def test_a_roll_back_holds_what_came_in_until_it_is_released(tmp_path: Path, types: Type) -> None:
    send(tmp_path / "a", EVENTS, A)
    types("build")
    bad = send(tmp_path / "b", EVENTS, B)
    types("build")
    assert documents() == ["B"]
    _, said = types("rollback")
    assert f"Held: {EVENTS}/{bad.edition} came in with what was rolled back" in said
    _, said = types("build", "--lang", "en")
    assert "unchanged" in said

    send(tmp_path / "c", EVENTS, OTHER)  # another file brings nothing of it back
    _, said = types("build")
    assert f"Held, and not in this build: {EVENTS}/{bad.edition}" in said
    assert documents() == ["A", "other"]
    _, said = types("status")
    assert str(bad.edition) in said

    types("release", str(bad.edition), "--reason", "ตรวจสอบแล้ว")
    types("build")
    assert documents() == ["B", "other"]


@pytest.mark.trial
def test_going_forward_again_releases_what_going_back_held(tmp_path: Path, types: Type) -> None:
    send(tmp_path / "a", EVENTS, A)
    types("build")
    bad = send(tmp_path / "b", EVENTS, B)
    types("build")
    left = warehouse.current(tmp_path / "warehouse").stem
    types("rollback")
    _, said = types("rollback", left)
    assert f"Released: {EVENTS}/{bad.edition}" in said
    _, said = types("build")
    assert "unchanged" in said
    assert documents() == ["B"]


@pytest.mark.trial
def test_what_was_withdrawn_stays_withdrawn_through_a_roll_back(
    tmp_path: Path, types: Type
) -> None:
    send(tmp_path / "a", EVENTS, A)
    gone = send(tmp_path / "b", EVENTS, OTHER)
    types("build")
    types("withdraw", str(gone.edition), "--reason", "ผิด")
    types("build")
    assert documents() == ["A"]
    _, said = types("rollback")
    assert f"This build still has {EVENTS}/{gone.edition}, which is withdrawn" in said
    assert documents() == ["A", "other"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_name_that_is_none_is_told_with_the_nearest(
    tmp_path: Path, types: Type, lang: str
) -> None:
    code, said = types("withdraw", "nothing", "--reason", "x", "--lang", lang)
    assert (code, "python -m etl inbox" in said) == (1, True)
    sent = send(tmp_path / "a", EVENTS, A)
    _, said = types("withdraw", f"{EVENTS}/{str(sent.edition)[:-1]}", "--reason", "x")
    assert f"Did you mean {EVENTS}/{sent.edition}?" in said


def test_what_is_decided_already_is_not_decided_twice(
    tmp_path: Path, types: Type, place: Path
) -> None:
    sent = str(send(tmp_path / "a", EVENTS, A).edition)
    types("release", sent)
    _, said = types("release", sent)
    assert "neither held nor withdrawn" in said
    types("withdraw", sent, "--reason", "x")
    _, said = types("withdraw", sent, "--reason", "y")
    assert "was withdrawn already" in said
    assert len(list((place / "decisions").glob("[0-9]*.json"))) == 2


@pytest.mark.trial
def test_a_repaired_workbook_is_withdrawn_like_any_file(
    tmp_path: Path, types: Type, project: Project
) -> None:
    wrong = A | {"จังหวัด": "เพรชบุรี"}
    send(tmp_path / "a", EVENTS, wrong)
    build(project)
    fix = tmp_path / "fix.xlsx"
    types("quarantine", "--export", str(fix))
    _mend(fix, "เพรชบุรี", "ยะลา")
    mended = ingest.ingest(fix)
    types("build")
    assert documents() == ["A"]
    _, said = types("inbox")
    assert "repaired rows, in force" in said
    types("withdraw", f"mends/{mended.edition}", "--reason", "แก้ผิด")
    types("build")
    assert documents() == []
    types("release", f"mends/{mended.edition}")
    types("build")
    assert documents() == ["A"]


def _mend(path: Path, was: str, becomes: str) -> None:
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.value == was:
            cell.value = becomes
    book.save(path)


# ---------------------------------------------------------------------------- held for a look


def test_a_list_that_lacks_rows_waits_and_the_one_before_stands(
    tmp_path: Path, types: Type
) -> None:
    send(tmp_path / "a", PLACES, *people_of(4, 4, 4))
    types("build")
    assert people() == [12]
    part = send(tmp_path / "b", PLACES, *people_of(4, 4))
    assert part.held
    _, said = types("build")
    assert f"{PLACES}/{part.edition}" in said
    assert people() == [12]
    types("release", str(part.edition))
    types("build")
    assert people() == [8]


def test_a_file_that_moves_a_headline_too_far_waits(tmp_path: Path, types: Type) -> None:
    send(tmp_path / "a", PLACES, *people_of(10, 10))
    types("build")
    little = send(tmp_path / "b", PLACES, *people_of(10, 13))  # by three, and a seventh
    types("build")
    assert people() == [23]
    much = send(tmp_path / "c", PLACES, *people_of(10, 18))  # by five, more than a fifth
    assert (little.held, much.held) == ((), ())  # no key is missing: the build sees it
    send(tmp_path / "d", EVENTS, A)  # beside it, another file is published
    _, said = types("build")
    assert f"Held, and not in this build: {PLACES}/{much.edition}" in said
    assert (people(), documents()) == ([23], ["A"])
    _, said = types("inbox", "--lang", "en")
    assert "it moves PPL-01 People from 23 people to 28 people" in said
    _, said = types("inbox", "--lang", "th")
    assert "ทำให้ PPL-01 ผู้เข้าร่วม เปลี่ยนจาก 23 คน เป็น 28 คน" in said
    types("release", str(much.edition))
    _, said = types("build")
    assert people() == [28]  # and it isn't held again


@pytest.mark.trial
def test_a_file_that_was_looked_at_before_its_first_load_is_not_held(
    tmp_path: Path, types: Type
) -> None:
    send(tmp_path / "a", PLACES, *people_of(10, 10))
    types("build")
    much = send(tmp_path / "b", PLACES, *people_of(10, 30))
    types("release", str(much.edition), "--reason", "ตรวจสอบแล้ว")
    types("build")
    assert people() == [40]


@pytest.mark.trial
def test_a_list_is_mended_while_it_is_held(tmp_path: Path, types: Type) -> None:
    send(tmp_path / "a", PLACES, *people_of(4, 4, 4))
    bad = [{**row, "จังหวัด": "เพรชบุรี"} for row in people_of(4, 5)[1:]]
    part = send(tmp_path / "b", PLACES, *people_of(4), *bad)
    assert (bool(part.held), part.quarantined) == (True, 1)
    fix = tmp_path / "fix.xlsx"
    types("ingest", str(tmp_path / "b" / "sent.xlsx"), "--export", str(fix))  # known: what to mend
    _mend(fix, "เพรชบุรี", "ยะลา")
    mended = ingest.ingest(fix)
    assert (mended.status, mended.accepted) == ("filed", 1)
    types("release", str(part.edition))
    types("release", str(mended.edition))
    types("build")
    assert people() == [9]


def test_a_total_is_dropped_by_clearing_its_row(tmp_path: Path, types: Type) -> None:
    total = people_of(8)[0] | {"หน่วยงานต้นสังกัด": "รวมทุกหน่วยงาน"}
    sent = send(tmp_path / "a", PLACES, *people_of(4, 4), total)
    assert (sent.accepted, sent.quarantined) == (2, 1)
    fix = tmp_path / "fix.xlsx"
    types("ingest", str(tmp_path / "a" / "sent.xlsx"), "--export", str(fix))
    book = openpyxl.load_workbook(fix)
    for cell in book[PLACES][2][3:]:
        cell.value = None
    book.save(fix)
    mended = ingest.ingest(fix)
    counts = mended.rows_read, mended.accepted, mended.quarantined, len(mended.left_out)
    assert (mended.status, *counts) == ("filed", 0, 0, 0, 1)
    types("build")
    assert people() == [8]
    assert "No row is rejected." in types("quarantine")[1]


@pytest.mark.trial
def test_a_plausible_file_of_the_night_is_found_withdrawn_and_explained(
    tmp_path: Path, types: Type, place: Path
) -> None:
    """It moves its headline by less than would be held; another file comes in beside it."""
    send(tmp_path / "a", PLACES, *people_of(10, 10))
    types("build")
    before = warehouse.current().stem
    wrong = with_forms.workbook(place / "รายชื่อ.xlsx", PLACES, *people_of(10, 13))
    assert ingest.ingest_dropped(place, wrong).status == "filed"
    types("build", "--trigger", "schedule")
    night = warehouse.current().stem
    assert people() == [23]

    _, said = types("diff")  # nothing waits: it says how to see what the night changed
    assert f"python -m etl diff {night} --old {before}" in said
    moved = "จาก 20 คน เป็น 23 คน"
    _, said = types("diff", night, "--old", before, "--lang", "th")
    assert moved in said
    _, said = types("inbox")
    (file,) = re.findall(rf"{PLACES}/\S+(?= .*รายชื่อ\.xlsx.*from the inbox)", said)

    types("rollback")
    send(tmp_path / "c", EVENTS, A)  # what comes beside it is published, without it
    types("build", "--trigger", "schedule")
    assert (people(), documents()) == ([20], ["A"])
    types("withdraw", file, "--reason", "ส่งผิดไฟล์")
    types("build")
    assert (people(), documents()) == ([20], ["A"])

    _, said = types("inbox", "--lang", "th")
    assert "ถอนแล้ว ไม่นำมาใช้" in said
    assert "ส่งผิดไฟล์" in said
    _, said = types("diff", night, "--old", before, "--lang", "th")  # what readers saw meanwhile
    assert moved in said
    types("release", file, "--reason", "ถูกต้องแล้ว")
    types("build")
    assert people() == [23]


@pytest.mark.trial
def test_the_hold_is_in_the_inbox_so_that_it_outlasts_the_warehouse(
    tmp_path: Path, types: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(tmp_path / "a", PLACES, *people_of(10, 10))
    types("build")
    send(tmp_path / "b", PLACES, *people_of(10, 30))
    types("build")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "restored"))
    types("build")
    assert people() == [20]


def test_without_its_decisions_nothing_is_loaded(
    tmp_path: Path, types: Type, place: Path, project: Project
) -> None:
    sent = send(tmp_path / "a", EVENTS, A)
    types("build")
    types("withdraw", str(sent.edition), "--reason", "x")
    (decision,) = (place / "decisions").glob("[0-9]*.json")
    decision.write_text("{", encoding="utf-8")
    with pytest.raises(EtlError, match="a decision that can't be read"):
        build(project)
    assert documents() == ["A"]
    assert not decisions.in_force(None)


def test_a_note_beside_a_refused_file_is_in_both_languages(tmp_path: Path, place: Path) -> None:
    send(tmp_path / "a", EVENTS, A)
    dropped = place / "again.xlsx"
    dropped.write_bytes((tmp_path / "a" / "sent.xlsx").read_bytes())
    assert ingest.ingest_dropped(place, dropped).status == "known"
    (note,) = (place / "refused").glob("*.txt")
    told = note.read_text(encoding="utf-8")
    assert "เคยรับไฟล์นี้แล้ว" in told
    assert "Filed before" in told


def test_a_resend_says_what_it_changed(tmp_path: Path) -> None:
    send(tmp_path / "a", EVENTS, A, OTHER)
    later = {"ข้อมูล ณ วันที่": "31 ตุลาคม 2568"}
    changed = A | later | {"ตราสัญลักษณ์มีผลถึงวันที่": "6 พฤศจิกายน 2567"}
    third = {"วันที่เกิดเหตุการณ์": "9 พฤศจิกายน 2564"}
    said = send(tmp_path / "b", EVENTS, changed, OTHER | later, third).message
    assert "1 rows are new, 1 changed, 1 the same, 0 older" in said
    older = send(tmp_path / "c", EVENTS, A | {"ข้อมูล ณ วันที่": "30 กันยายน 2566"}).message
    assert "0 rows are new, 0 changed, 0 the same, 1 older than what is in force" in older


def test_the_language_is_that_of_the_setting(types: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTCITY_LANG", "th")
    assert "ยังไม่เคยรับไฟล์" in types("inbox")[1]
    assert "No file was filed yet." in types("inbox", "--lang", "en")[1]
    monkeypatch.setenv("SMARTCITY_LANG", "fr")
    code, said = types("inbox")
    assert code == 1
    assert "SMARTCITY_LANG=fr ไม่ใช่ภาษาที่มี" in said
    assert "Write SMARTCITY_LANG=th or SMARTCITY_LANG=en." in said
