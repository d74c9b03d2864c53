"""What goes wrong is said in the operator's language, with what to do next."""

import re
from pathlib import Path

import pytest

from etl.cli import main

THAI, SENTENCE = re.compile("[ก-ฮ]"), re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a published build; no inbox is named."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    monkeypatch.delenv("SMARTCITY_INBOX", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["status"], "nothing is published"),
        (["quarantine"], "nothing is published"),
        (["rollback"], "no other build before the published one"),
        (["publish", "20261121T060000Z-1a2b3c4d"], "does not wait for review"),
        (["diff", "20261121T060000Z-1a2b3c4d", "--old", "x"], "there is no build x"),
        (["diff", "--edition", "yesterday"], "is no day"),
        (["withdraw", "a/b", "--reason", "x"], "SMARTCITY_INBOX is not set"),
        (["ingest", "x.csv"], "SMARTCITY_INBOX is not set"),
        (["template", "agency_plan_event"], "Did you mean agency_plan_events?"),
        (["build", "--data", "nowhere"], "nowhere: no such folder"),
        (["schedule", "--cron", "at six"], "Write five fields"),
    ],
)
def test_what_goes_wrong_is_said_in_either_language(
    place: Path, capsys: pytest.CaptureFixture[str], command: list[str], said: str
) -> None:
    assert main([*command, "--lang", "en"]) == 1
    assert said in capsys.readouterr().err
    assert main([*command, "--lang", "th"]) == 1
    (thai,) = capsys.readouterr().err.splitlines()[-1:]
    assert THAI.search(thai)
    assert not SENTENCE.search(thai.replace(str(place), ""))


def test_a_damaged_build_is_told_in_thai(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "20261121T060000Z-1a2b3c4d.duckdb").write_bytes(b"damaged")
    (place / "CURRENT").symlink_to("20261121T060000Z-1a2b3c4d.duckdb")
    for command in ("status", "quarantine"):
        assert main([command, "--lang", "th"]) == 1
        assert "โปรดจัดทำข้อมูลใหม่ด้วย python -m etl build" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "thai", "english"),
    [
        (["withdraw"], "ยังไม่ได้ระบุ file, --reason", "arguments are required: file, --reason"),
        (["buidl"], "ใช้ 'buidl' ไม่ได้", "invalid choice: 'buidl'"),
        (["diff", "--old"], "ต้องระบุค่าหนึ่งค่าต่อท้าย", "expected one argument"),
        (["inbox", "--sauce", "x"], "ไม่มีตัวเลือกนี้: --sauce x", "unrecognized arguments"),
        (["schedule", "--watch", "ten"], "อ่านค่า 'ten' ไม่ได้", "invalid float value"),
        (["diff", "--old", "a", "--edition", "2026-01-01"], "ใช้ร่วมกับ --old ไม่ได้", "not allowed"),
        (["status", "--json=1"], "ต้องไม่มีค่าต่อท้าย แต่พบ '1'", "ignored explicit argument"),
    ],
)
def test_a_wrong_command_is_said_in_either_language(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    thai: str,
    english: str,
) -> None:
    for lang, said in (("th", thai), ("en", english)):
        monkeypatch.setenv("SMARTCITY_LANG", lang)
        with pytest.raises(SystemExit) as left:
            main(command)
        assert left.value.code == 2
        *usage, fault, then = capsys.readouterr().err.splitlines()
        assert said in fault
        assert "--help" in then
        assert lang == "en" or not SENTENCE.search(fault)
        assert usage[0].startswith("วิธีใช้" if lang == "th" else "usage")


def test_help_is_in_thai_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ingest", "--help", "--lang", "th"])
    assert not SENTENCE.search(capsys.readouterr().out.replace("python -m etl", ""))
