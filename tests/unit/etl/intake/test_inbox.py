"""Files are filed whole or not at all, under names that rise; what is dropped and not is told."""

import os
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from etl.contract import Provenance, read_provenance
from etl.errors import EtlError, SourceError
from etl.intake import inbox
from etl.project import SHIPPED

CARD = Provenance(
    source="paint",
    title='Tins "of" paint\\',
    publisher="เทศบาลนครยะลา\x7f",
    url="",
    accessed=date(2026, 11, 21),
    licence="not stated",
    kind="submitted",
    sha256="0123456789abcdef",
    bytes=3,
    rows=1,
    note="line\nline",
    promise_days=31,
)


def filed(place: Path, content: bytes = b"tin", name: str = "paint.csv") -> str:
    with inbox.lock(place):
        return inbox.file_edition(place, content, CARD, name)


def test_an_edition_is_filed_with_its_card(tmp_path: Path) -> None:
    name = filed(tmp_path)
    (folder,) = inbox.editions(tmp_path, "paint")
    assert folder == tmp_path / "editions" / "paint" / name
    assert name.endswith("Z-01234567")
    assert {path.name for path in folder.iterdir()} == {"paint.csv", "provenance.toml"}
    assert (folder / "paint.csv").read_bytes() == b"tin"
    assert read_provenance(folder / "provenance.toml") == CARD


def test_names_rise_within_a_second_and_when_the_clock_goes_back(tmp_path: Path) -> None:
    first, second = filed(tmp_path), filed(tmp_path)
    ahead = datetime.now(UTC).replace(microsecond=0) + timedelta(days=400)
    (tmp_path / "editions" / "paint" / f"{ahead:{inbox.TIME}}-ffffffff").mkdir()
    (tmp_path / "editions" / "paint" / "2026-by-hand").mkdir()
    last = filed(tmp_path)
    assert first < second < last
    assert last == f"{ahead + timedelta(seconds=1):{inbox.TIME}}-01234567"


def test_repaired_workbooks_are_found_by_whatever_name_they_have(tmp_path: Path) -> None:
    with inbox.lock(tmp_path):
        first = inbox.file_repair(tmp_path, b"a", CARD, "แก้ไข.xlsx")
        second = inbox.file_repair(tmp_path, b"b", CARD, "fix.XLSX")
    assert [path.relative_to(tmp_path / "mends") for path in inbox.repairs(tmp_path)] == [
        Path(first, "แก้ไข.xlsx"),
        Path(second, "fix.XLSX"),
    ]
    assert inbox.repairs(None) == inbox.editions(None, "paint") == []


def test_what_a_killed_filing_left_is_no_edition_and_goes(tmp_path: Path) -> None:
    left_over = tmp_path / ".filing-1"
    left_over.mkdir(parents=True)
    (left_over / "paint.csv").write_bytes(b"ti")
    assert inbox.editions(tmp_path, "paint") == []
    filed(tmp_path)
    assert not left_over.exists()


FILES_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from etl.intake import inbox
from etl.contract import Provenance
from tests.unit.etl.intake.test_inbox import CARD

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
with inbox.lock(Path(sys.argv[1])):
    inbox.file_edition(Path(sys.argv[1]), b"x" * 20_000, CARD, "paint.csv")
"""


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILES_TOO_MUCH, str(tmp_path)],
        cwd=SHIPPED.data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "EtlError" in done.stderr
    assert "the inbox can't be written (File too large). Nothing was filed." in done.stderr
    assert inbox.editions(tmp_path, "paint") == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [".lock"]


def test_an_inbox_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("x")
    with pytest.raises(EtlError, match="inbox: the inbox can't be written"):
        filed(tmp_path / "inbox")


def test_the_inbox_must_be_named_and_lie_outside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMARTCITY_INBOX", raising=False)
    assert inbox.folder() is None
    with pytest.raises(EtlError, match="export SMARTCITY_INBOX="):
        inbox.required()
    monkeypatch.setenv("SMARTCITY_INBOX", str(SHIPPED.data / "raw" / ".." / "inbox"))
    with pytest.raises(EtlError, match="lies inside the repository's data folder"):
        inbox.required()
    monkeypatch.setenv("SMARTCITY_INBOX", str(SHIPPED.data.parent / "data-inbox"))
    assert inbox.required() == SHIPPED.data.parent / "data-inbox"


def test_what_waits_is_what_was_dropped_whole_oldest_first(tmp_path: Path) -> None:
    names = ("b.xlsx", "a.csv", "~$b.xlsx", ".hidden", "c.TMP", "d.part", "e.crdownload")
    for age, name in enumerate(names):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000 + age, 1_000 + age))
    (tmp_path / "editions").mkdir()
    (tmp_path / "lost.csv").symlink_to(tmp_path / "nowhere")
    found = [path.name for path in inbox.dropped_files(tmp_path)]
    assert found == ["b.xlsx", "a.csv", "lost.csv"]
    assert inbox.state(tmp_path / "gone.csv") is None


def test_refused_files_are_kept_each_with_its_reason(tmp_path: Path) -> None:
    places = []
    for content in (b"1", b"2"):
        dropped = tmp_path / "plan.csv"
        dropped.write_bytes(content)
        places.append(inbox.refuse(tmp_path, dropped, "ไม่ใช่แบบรายงาน"))
        assert not dropped.exists()
    assert [place.read_bytes() for place in places] == [b"1", b"2"]
    for place in places:
        reason = place.with_name(f"{place.name}.txt")
        assert reason.read_text(encoding="utf-8") == "ไม่ใช่แบบรายงาน\n"


def test_of_refused_files_the_newest_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "REFUSED_FILES", 3)
    for number in range(5):
        dropped = tmp_path / f"{number}.txt"
        dropped.write_bytes(b"x" * 10)
        inbox.refuse(tmp_path, dropped, "no")
    refused = tmp_path / "refused"
    assert len(list(refused.iterdir())) == 6
    assert {path.read_bytes() for path in refused.glob("*Z-4.txt")} == {b"x" * 10}
    monkeypatch.setattr(inbox, "REFUSED_BYTES", 25)
    last = tmp_path / "5.csv"
    last.write_bytes(b"x" * 10)
    inbox.refuse(tmp_path, last, "no")
    assert sorted(path.name[-5:] for path in refused.iterdir()) == [
        *("4.txt", "5.csv", "t.txt", "v.txt")
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("แบบรายงาน.xlsx", "แบบรายงาน.xlsx"),
        (".hidden.csv", "hidden.csv"),
        ("a\nb\x7f.csv", "a_b_.csv"),
        ("Provenance.toml", "file-Provenance.toml"),
        ("\udcff.csv", "?.csv"),
    ],
)
def test_a_files_own_name_is_kept_where_it_can_be(name: str, kept: str) -> None:
    assert inbox.kept_name(name) == kept


def test_the_longest_names_are_cut_between_letters(tmp_path: Path) -> None:
    dropped = tmp_path / ("ก" * 83 + ".xlsx")
    dropped.write_bytes(b"x")
    place = inbox.refuse(tmp_path, dropped, "no")
    assert place.name.endswith("ก.xlsx")
    assert place.with_name(f"{place.name}.txt").is_file()


def test_any_text_survives_in_a_card(tmp_path: Path) -> None:
    name = filed(tmp_path, name="a.csv")
    text = (tmp_path / "editions" / "paint" / name / "provenance.toml").read_text(encoding="utf-8")
    card = tomllib.loads(text)
    assert (card["publisher"], card["note"]) == (CARD.publisher, CARD.note)
    assert card["accessed"] == CARD.accessed


def test_a_file_that_is_not_there_has_no_hash(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.csv: no such file"):
        inbox.sha256(tmp_path / "gone.csv")


def test_nothing_but_a_plain_file_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to("/dev/zero")
    for name, why in (
        ("pipe.csv", "a pipe or a device"),
        ("link.csv", "a pipe or a device"),
        ("folder", "this is a folder"),
    ):
        with pytest.raises(SourceError, match=why):
            inbox.sha256(tmp_path / name)


def test_what_is_dropped_is_seen_whatever_it_is_but_not_our_own_folders(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("editions", "mends", "refused", "decisions", "ไฟล์เดือนตุลาคม"):
        (tmp_path / name).mkdir()
    found = {path.name for path in inbox.dropped_files(tmp_path)}
    assert found == {"pipe.csv", "ไฟล์เดือนตุลาคม"}
