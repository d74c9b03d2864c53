"""An agency's file is recognised, checked and filed unchanged, once; or said why not."""

import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from etl.contract import read_provenance
from etl.errors import EtlError
from etl.intake import decisions, inbox, ingest
from etl.intake.extract import editions, unauthorised_editions
from etl.intake.ingest import Outcome
from etl.intake.validate import validate
from etl.project import SHIPPED
from etl.publish import ledger
from sql.refusal import render
from tests.cases import filled

SOURCES = {source.name: source for source in SHIPPED.sources}
EVENTS, PLACES = "agency_plan_events", "agency_cohort_places"  # an append and a snapshot
FLOWS = "agency_investment_flows"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    return tmp_path / "inbox"


def worked(source: str) -> dict[str, str]:
    template = SOURCES[source].template
    assert template is not None
    return filled(template.fields)


def sent(path: Path, source: str, *changes: dict[str, str], encoding: str = "utf-8") -> Path:
    """A CSV of the source's example row, once for each of the changes."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(worked(source)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(worked(source) | of_plan(source, change) | change for change in changes)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def of_plan(source: str, change: dict[str, str]) -> dict[str, str]:
    """The name and the province that go with another plan than the example's."""
    code = change.get("รหัสแผน", "yala").lower()
    if source != EVENTS or code == "yala":
        return {}
    known = {"phuket": ("ภูเก็ตเมืองอัจฉริยะ", "ภูเก็ต"), "khon-kaen": ("ขอนแก่นเมืองอัจฉริยะ", "ขอนแก่น")}
    name, province = known.get(code, (f"แผนทดสอบ {code}", "ยะลา"))
    return {"ชื่อแผน": name, "จังหวัด": province}


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_good_file_is_filed_unchanged_with_its_card(tmp_path: Path, place: Path) -> None:
    path = sent(tmp_path / "เหตุการณ์.csv", EVENTS, {}, {"รหัสแผน": "phuket"}, encoding="cp874")
    outcome = ingest.ingest(path)
    assert (outcome.status, outcome.source) == ("filed", EVENTS)
    assert (outcome.rows_read, outcome.accepted, outcome.quarantined) == (2, 2, 0)
    (edition,) = editions(SOURCES[EVENTS], SHIPPED.data, place)
    assert edition.name == outcome.edition
    assert edition.path.name == path.name
    assert edition.path.read_bytes() == path.read_bytes()
    assert validate(edition).accepted["plan_key"].to_list() == ["yala", "phuket"]
    card = edition.provenance
    assert (card.kind, card.licence, card.url) == ("submitted", "not stated", "")
    assert (card.rows, card.bytes, card.promise_days) == (2, path.stat().st_size, 31)
    assert card.publisher == worked(EVENTS)["หน่วยงานผู้รายงาน"]
    assert card.title == "Events of smart city plans"
    assert card.note == "Received as เหตุการณ์.csv."
    assert (date.today() - card.accessed).days in (-1, 0, 1)  # noqa: DTZ011  # Bangkok's day


def test_bad_rows_are_filed_too_and_told_in_words(tmp_path: Path, place: Path) -> None:
    path = sent(
        tmp_path / "events.csv",
        EVENTS,
        {},
        {"รหัสแผน": "phuket", "จังหวัด": "ภูเก็จ", "วันที่เกิดเหตุการณ์": "32 ม.ค. 2567"},
        {"รหัสแผน": "late", "ตราสัญลักษณ์มีผลถึงวันที่": "6 พฤศจิกายน 2550"},
        {"รหัสแผน": "twice"},
        {"รหัสแผน": "twice", "หน่วยงานเจ้าของแผน": "เทศบาลเมืองเบตง"},
        {"รหัสแผน": "", "เหตุการณ์": "ยื่นแผ่น"},
    )
    outcome = ingest.ingest(path)
    assert (outcome.status, outcome.accepted, outcome.quarantined) == ("filed", 1, 5)
    assert [row["row"] for row in outcome.rejected] == [3, 4, 5, 6, 7]
    assert {row["edition"] for row in outcome.rejected} == {outcome.edition}
    text = str(outcome)
    assert "rows read  6 = 1 accepted + 5 quarantined" in text
    assert "row 3      C3 จังหวัด “ภูเก็จ”: is no province that we know. Did you mean ภูเก็ต" in text
    assert "           F3 วันที่เกิดเหตุการณ์ “32 ม.ค. 2567”: is not a date\n" in text
    assert text.count("F3") == 1  # its precision is no second reason
    assert "“6 พฤศจิกายน 2550”: at odds: it ends before the day it was given" in text
    assert "is the same record as row 6, with other content. Keep one of them" in text
    assert "is the same record as row 5, with other content. Keep one of them" in text
    assert "A7 รหัสแผน: is missing" in text
    assert "Did you mean ยื่นแผน?" in text
    json.dumps(asdict(outcome), ensure_ascii=False)  # `ingest --json`


def test_twenty_rejected_rows_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    bad = ({"รหัสแผน": f"plan-{number}", "จังหวัด": "ภูเก็จ"} for number in range(23))
    outcome = ingest.ingest(sent(tmp_path / "events.csv", EVENTS, *bad), dry_run=True)
    assert (len(outcome.rejected), str(outcome).count("ภูเก็จ")) == (23, 20)
    assert str(outcome).endswith("and 3 more rejected rows: --export writes them all")


def test_totals_and_notes_are_told_as_left_out(tmp_path: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {})
    path.write_text(
        f"{path.read_text(encoding='utf-8')}\nรวม 1 แผน\nหมายเหตุ ข้อมูลเบื้องต้น\n", encoding="utf-8"
    )
    outcome = ingest.ingest(path, dry_run=True)
    assert (outcome.rows_read, [row for row, _ in outcome.left_out]) == (1, [4, 5])
    assert "left out   row 5: note" in str(outcome)
    assert "แถวที่ 4: แถวผลรวม: รวม 1 แผน" in outcome.text("th")


def test_a_dry_run_writes_nothing_and_needs_no_inbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {})
    monkeypatch.delenv("SMARTCITY_INBOX", raising=False)
    outcome = ingest.ingest(path, dry_run=True)
    assert (outcome.status, outcome.edition) == ("checked", None)
    with pytest.raises(EtlError, match="SMARTCITY_INBOX is not set"):
        ingest.ingest(path)
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    assert ingest.ingest(path, dry_run=True).status == "checked"
    assert files(tmp_path) == ["events.csv"]


def test_the_same_file_is_known_whatever_its_name(tmp_path: Path, place: Path) -> None:
    first = ingest.ingest(sent(tmp_path / "events.csv", EVENTS, {}))
    before = files(place)
    for dry_run in (True, False):
        again = ingest.ingest(sent(tmp_path / "again.csv", EVENTS, {}), dry_run=dry_run)
        assert (again.status, again.edition) == ("known", first.edition)
        assert str(first.edition) in again.message
    assert files(place) == before


def test_a_shipped_file_is_known(place: Path) -> None:
    path = max((SHIPPED.data / "raw" / "plan_events").glob("*/*.csv"))
    outcome = ingest.ingest(path, name="plan_events")
    assert (outcome.status, outcome.edition) == ("known", path.parent.name)
    assert not place.exists()


def test_a_shipped_source_takes_new_editions_from_an_operator_who_names_it(
    tmp_path: Path, place: Path
) -> None:
    shipped = max((SHIPPED.data / "raw" / "plan_events").glob("*/*.csv"))
    head, first, *_ = shipped.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "plan_events.csv"
    path.write_text(f"{head}\n{first}\n", encoding="utf-8")
    outcome = ingest.ingest(path, name="plan_events")
    assert (outcome.status, outcome.source) == ("filed", "plan_events")
    found = editions(SOURCES["plan_events"], SHIPPED.data, place)
    assert [edition.name for edition in found[-2:]] == [shipped.parent.name, outcome.edition]
    assert found[-1].provenance.title == found[-2].provenance.title
    assert f"in place of edition {shipped.parent.name}" in outcome.message
    assert "Warning: 223 rows of the list in force are missing" in outcome.message
    assert outcome.held == ()  # the operator named it
    card = found[-1].provenance
    assert (card.via, card.filed_by) == ("command", ledger.system_account())


CURATED = [name for name, source in SOURCES.items() if source.is_curated]


def shipped_table(name: str) -> Path:
    """The table that ships of a source."""
    return max((SHIPPED.data / SOURCES[name].folder / name).glob("*/*.csv"))


@pytest.mark.parametrize(
    ("name", "via"),
    [
        *((name, "page") for name in CURATED if name != "boundaries"),
        *(("documents", via) for via in ("command", "inbox")),
    ],
)
def test_what_the_project_keeps_is_never_recognised_by_its_headings(
    tmp_path: Path, place: Path, name: str, via: ingest.Via
) -> None:
    path = tmp_path / "sent.csv"
    path.write_bytes(shipped_table(name).read_bytes())
    outcome = ingest.ingest_dropped(place, path) if via == "inbox" else ingest.ingest(path, via=via)
    assert outcome.status == "refused"
    assert outcome.refusal == {"code": "curated", "source": name, "source_name": name}
    assert f"--source {name}" in outcome.message
    assert "แบบรายงาน" in render(outcome.refusal, "th")
    assert inbox.editions(place, name) == []


def test_the_page_may_not_name_what_the_project_keeps(tmp_path: Path, place: Path) -> None:
    path = tmp_path / "sent.csv"
    path.write_bytes(shipped_table("observations").read_bytes() + b"\n")
    outcome = ingest.ingest(path, name="observations", via="page")
    assert outcome.refusal
    assert outcome.refusal["code"] == "curated"
    misspelt = path.read_bytes().replace(b"obs_id", b"obs_idd", 1)
    path.write_bytes(misspelt)
    outcome = ingest.ingest(path, via="page")
    assert outcome.refusal
    assert outcome.refusal["code"] == "curated"
    assert not place.exists()


def test_what_lies_in_the_inbox_of_what_the_project_keeps_does_not_count(
    tmp_path: Path, place: Path
) -> None:
    path = tmp_path / "observations.csv"
    path.write_bytes(shipped_table("observations").read_bytes() + b"\n")
    named = ingest.ingest(path, name="observations")
    (folder,) = inbox.editions(place, "observations")
    source, card = SOURCES["observations"], folder / inbox.CARD
    written = card.read_text(encoding="utf-8")
    assert editions(source, SHIPPED.data, place)[-1].name == named.edition
    for via in ("", "inbox", "page"):
        card.write_text(written.replace('"command"', f'"{via}"'), encoding="utf-8")
        assert [edition.name for edition in editions(source, SHIPPED.data, place)] == [
            edition.name for edition in editions(source, SHIPPED.data)
        ]
        assert unauthorised_editions(source, place) == [folder]
    card.write_text("no card", encoding="utf-8")
    assert unauthorised_editions(source, place) == [folder]
    again = ingest.ingest(path, name="observations")  # what does not count is not known
    assert again.status == "filed"
    assert editions(source, SHIPPED.data, place)[-1].name == again.edition


def test_what_came_through_the_page_is_known_and_has_a_quota(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "none"))
    monkeypatch.setenv("SMARTCITY_QUOTA_FILES", "10")  # two of one source

    def handed_in(source: str, *changes: dict[str, str], dry_run: bool = False) -> Outcome:
        return ingest.ingest(
            sent(tmp_path / "sent.csv", source, *changes), via="page", dry_run=dry_run
        )

    first = handed_in(EVENTS, {})
    assert "holds it for review" in first.message
    assert handed_in(EVENTS, {"รหัสแผน": "phuket"}).status == "filed"
    assert first.edition in {one.name for one in inbox.submissions(place)}
    for dry_run in (True, False):
        refused = handed_in(EVENTS, {"รหัสแผน": "krabi"}, dry_run=dry_run)
        assert refused.refusal == {"code": "quota_source", "files": 2, "limit": 2, "mb": 200}
        assert "โปรดแจ้งผู้ดูแลระบบ" in render(refused.refusal, "th")
    assert handed_in(PLACES, {}).status == "filed"  # another source has room
    assert ingest.ingest(sent(tmp_path / "sent.csv", EVENTS, {"รหัสแผน": "trang"})).status == "filed"
    monkeypatch.setenv("SMARTCITY_QUOTA_FILES", "100")
    monkeypatch.setenv("SMARTCITY_QUOTA_MB", "0")
    refused = handed_in(EVENTS, {"รหัสแผน": "krabi"})
    assert refused.refusal
    assert refused.refusal["code"] == "quota_source"
    monkeypatch.setenv("SMARTCITY_QUOTA_MB", "many")
    with pytest.raises(EtlError, match="SMARTCITY_QUOTA_MB=many is no number"):
        handed_in(EVENTS, {"รหัสแผน": "krabi"})


def test_all_sources_together_have_a_quota(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "none"))
    monkeypatch.setenv("SMARTCITY_QUOTA_FILES", "5")
    forms = [name for name, source in SOURCES.items() if source.template]
    for name in forms[:5]:
        assert ingest.ingest(sent(tmp_path / "sent.csv", name, {}), via="page").status == "filed"
    refused = ingest.ingest(sent(tmp_path / "sent.csv", forms[5], {}), via="page")
    assert refused.refusal == {"code": "quota", "files": 5, "limit": 5, "mb": 1000}


def test_two_at_once_file_it_once(tmp_path: Path, place: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {})
    code = """import sys
from pathlib import Path
from etl.intake.ingest import ingest
print(ingest(Path(sys.argv[1])).status)
"""
    command = [sys.executable, "-c", code, str(path)]

    def run(_: int) -> str:
        done = subprocess.run(
            command, cwd=SHIPPED.data.parent, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(run, range(3))) == ["filed", "known", "known"]
    assert len(inbox.editions(place, EVENTS)) == 1


def test_a_file_without_rows_is_not_filed(tmp_path: Path, place: Path) -> None:
    outcome = ingest.ingest(sent(tmp_path / "events.csv", EVENTS))
    assert (outcome.status, outcome.source, outcome.rows_read) == ("empty", EVENTS, 0)
    assert not place.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF"),
        ("ชื่อ,อายุ\nก,1\n".encode(), "python -m etl template --list"),
        ("รหัสแผน,ชื่อแผน,จังหวัด\nyala,ยะลา,ยะลา\n".encode(), "is missing"),
        ("อ้างอิง,คำแนะนำ\na/b/1,\n".encode(), "no row has headings that are known"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(
    tmp_path: Path, place: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "events.xlsx"
    path.write_bytes(content)
    outcome = ingest.ingest(path)
    assert outcome.status == "refused"
    assert message in outcome.message
    assert str(outcome) == f"events.xlsx: refused\n  {outcome.message}"
    assert not place.exists()


def test_a_file_that_is_none_is_refused(tmp_path: Path, place: Path) -> None:
    assert "no such file" in ingest.ingest(tmp_path / "gone.csv").message
    assert "this is a folder" in ingest.ingest(tmp_path).message
    (tmp_path / "map.geojson").write_text("{}")
    assert "a map, not a table" in ingest.ingest(tmp_path / "map.geojson").message
    assert not place.exists()


def test_a_named_source_is_used_and_an_unknown_one_listed(tmp_path: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {})
    assert ingest.ingest(path, name=EVENTS, dry_run=True).accepted == 1
    assert f"headings of '{PLACES}'" in ingest.ingest(path, name=PLACES, dry_run=True).message
    outcome = ingest.ingest(path, name="plan_event", dry_run=True)
    assert outcome.status == "refused"
    assert "no source 'plan_event'" in outcome.message
    assert EVENTS in outcome.message


@pytest.mark.parametrize(
    ("form", "meant", "written", "column"),
    [
        ("agency_cohort_budgets", "จำนวนเงิน", "จำนวนเงิน (บาท)", "หน่วยเงิน"),
        ("agency_investment_flows", "จำนวนเงิน", "จำนวนเงิน ล้านบาท", "หน่วยเงิน"),
        ("agency_targets", "ค่าเป้าหมาย", "ค่าเป้าหมาย [เมือง]", "หน่วยนับ"),
    ],
)
def test_a_unit_in_a_heading_belongs_in_its_column(
    tmp_path: Path, form: str, meant: str, written: str, column: str
) -> None:
    path = sent(tmp_path / "sent.csv", form, {})
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    heads = [written if head == meant else head for head in first.split(",")]
    path.write_text(",".join(heads) + "\n" + rest, encoding="utf-8")
    outcome = ingest.ingest(path, dry_run=True)
    assert f"{meant!r}, with the unit in column {column!r}" in outcome.text("en")
    assert f"น่าจะหมายถึง “{meant}” โดยให้กรอกหน่วยในคอลัมน์ “{column}” ทุกแถว" in outcome.text("th")


@pytest.mark.parametrize("state", ["held", "withdrawn", "replaced"])
def test_who_sends_a_file_again_reads_what_to_do_and_no_commands(
    tmp_path: Path, place: Path, state: Literal["held", "withdrawn", "replaced"]
) -> None:
    path = sent(tmp_path / "sent.csv", EVENTS, {})
    name = f"{EVENTS}/{ingest.ingest(path).edition}"
    if state == "replaced":
        ingest.ingest(sent(tmp_path / "newer.csv", EVENTS, {"ข้อมูล ณ วันที่": "31 ตุลาคม 2568"}))
    else:
        decisions.record(place, [name], state, [decisions.said("ตรวจแล้ว")])
    (by_page, by_command) = (ingest.ingest(path, via=via) for via in ("page", "command"))
    for lang in ("th", "en"):
        assert "python" in by_command.text(lang)
        assert "python" not in by_page.text(lang)
    assert "โปรด" in by_page.text("th").rpartition("สถานะ")[2]


@pytest.mark.parametrize("form", [name for name, source in SOURCES.items() if source.template])
def test_the_example_row_that_is_left_in_is_held(tmp_path: Path, place: Path, form: str) -> None:
    template = SOURCES[form].template
    assert template
    example = {heading: field.example for heading, field in template.fields.items()}
    blank = {"หน่วยงานผู้รายงาน": example["หน่วยงานผู้รายงาน"].replace("ส่งเสริม", " ส่งเสริม ")}
    outcome = ingest.ingest(sent(tmp_path / "sent.csv", form, example, {}, example | blank))
    assert all(row["reasons"] == ["the_example"] for row in outcome.rejected)
    assert (outcome.accepted, outcome.quarantined >= 1) == (1, True)
    assert "แถวตัวอย่าง" in outcome.text("th")
    assert "the example row of the form" in outcome.text("en")


def test_a_list_that_drops_rows_is_held(tmp_path: Path, place: Path) -> None:
    rows = [{"หน่วยงานต้นสังกัด": f"เทศบาลตำบลที่ {number}"} for number in range(5)]
    first = ingest.ingest(sent(tmp_path / "places.csv", PLACES, *rows))
    assert (first.status, first.held) == ("filed", ())
    longer = [*rows, {"หน่วยงานต้นสังกัด": "เทศบาลตำบลที่ 5"}]
    more = ingest.ingest(sent(tmp_path / "places.csv", PLACES, *longer), dry_run=True)
    assert f"in place of edition {first.edition}" in more.message
    assert "1 rows are new, 0 changed, 5 the same" in more.message
    assert more.held == ()
    less = ingest.ingest(sent(tmp_path / "places.csv", PLACES, *rows[:4]))
    assert less.status == "filed"
    assert [why["code"] for why in less.held] == ["drops_rows"]
    assert "1 rows of the list in force are missing" in less.message
    assert "เทศบาลตำบลที่ 4" in less.text("th")
    assert [path.name for path in inbox.editions(place, PLACES)] == [first.edition]


def test_a_file_of_bad_rows_alone_is_warned_of(tmp_path: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {"รหัสแผน": ""})
    assert "not one row was accepted" in ingest.ingest(path, dry_run=True).message


def test_new_plans_are_announced_with_the_names_that_they_are_near_to(tmp_path: Path) -> None:
    new = ({"รหัสแผน": "yala-town"}, {"รหัสแผน": "betong-garden"})
    message = ingest.ingest(sent(tmp_path / "events.csv", EVENTS, *new), dry_run=True).message
    assert "It introduces 2 new plans: 'yala-town', 'betong-garden'" in message.replace(
        "'betong-garden', 'yala-town'", "'yala-town', 'betong-garden'"
    )
    (one,) = sent(tmp_path / "one.csv", EVENTS, {"รหัสแผน": "yala2"}).parent.glob("one.csv")
    message = ingest.ingest(one, dry_run=True).message
    assert "It introduces 1 new plan: 'yala2'; near names: yala2 is near 'yala'" in message
    known = ingest.ingest(sent(tmp_path / "known.csv", EVENTS, {}), dry_run=True).message
    assert "introduces" not in known


def test_a_row_that_says_the_same_again_is_taken_once_and_told(tmp_path: Path, place: Path) -> None:
    outcome = ingest.ingest(sent(tmp_path / "events.csv", EVENTS, {}, {}, {"รหัสแผน": "Yala"}))
    assert (outcome.status, outcome.rows_read, outcome.accepted) == ("filed", 1, 1)
    assert str(outcome).count("the same as row 2: taken once") == 2
    assert "แถวที่ 4: ตรงกับแถวที่ 2 ทุกช่อง" in outcome.text("th")
    assert [row for row, _ in outcome.left_out] == [3, 4]
    (edition,) = editions(SOURCES[EVENTS], SHIPPED.data, place)
    assert edition.provenance.rows == edition.rows_read == 3


def test_amounts_are_judged_by_those_accepted_before(tmp_path: Path, place: Path) -> None:
    usual = [{"รหัสรายการ": f"i-{number}", "จำนวนเงิน": "10"} for number in range(20)]
    ingest.ingest(sent(tmp_path / "usual.csv", FLOWS, *usual))
    more = [{"รหัสรายการ": "a", "จำนวนเงิน": "1,000"}, {"รหัสรายการ": "b", "จำนวนเงิน": "1,001"}]
    outcome = ingest.ingest(sent(tmp_path / "more.csv", FLOWS, *more))
    assert (outcome.accepted, [row["row"] for row in outcome.rejected]) == (1, [3])
    assert "write ยืนยัน (or confirmed) behind the amount" in str(outcome)
    meant = [{"รหัสรายการ": "b", "จำนวนเงิน": "1,001 (ยืนยัน)"}]
    assert ingest.ingest(sent(tmp_path / "meant.csv", FLOWS, *meant)).accepted == 1


def test_a_name_that_is_no_utf8_is_kept_as_far_as_it_can_be(tmp_path: Path, place: Path) -> None:
    path = tmp_path / os.fsdecode(b"54-\xa1\xa2.csv")
    sent(tmp_path / "events.csv", EVENTS, {}).rename(path)
    outcome = ingest.ingest(path)
    assert (outcome.status, outcome.file) == ("filed", "54-??.csv")
    (edition,) = editions(SOURCES[EVENTS], SHIPPED.data, place)
    assert edition.provenance.note == "Received as 54-??.csv."
    path.write_bytes(b"%PDF-1.7")
    assert str(ingest.ingest(path)).encode().startswith(b"54-??.csv: refused")


def test_a_terminal_without_thai_letters_is_told_all_the_same(tmp_path: Path, place: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {"จังหวัด": "ภูเก็จ"})
    done = subprocess.run(
        [sys.executable, "-m", "etl", "ingest", str(path)],
        env=os.environ | {"PYTHONIOENCODING": "ascii:strict"},
        cwd=Path(__file__).parents[4],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert b"filed" in done.stdout


# ------------------------------------------------------------------------ dropped into the inbox


def taken(place: Path, path: Path) -> tuple[Outcome, list[str]]:
    outcome = ingest.ingest_dropped(place, path)
    return outcome, files(place / "refused")


def test_a_dropped_file_is_filed_and_taken_away(tmp_path: Path) -> None:
    path = sent(tmp_path / "events.csv", EVENTS, {})
    content = path.read_bytes()
    outcome, refused = taken(tmp_path, path)
    assert (outcome.status, refused, inbox.dropped_files(tmp_path)) == ("filed", [], [])
    (folder,) = inbox.editions(tmp_path, EVENTS)
    assert (folder / "events.csv").read_bytes() == content
    assert read_provenance(folder / "provenance.toml").note == "Received as events.csv."


def test_folders_and_pipes_are_refused_in_words(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "ไฟล์เดือนตุลาคม", tmp_path / "pipe.csv"
    sent(folder / "events.csv", EVENTS, {})
    os.mkfifo(pipe)
    for path, why in ((folder, "a folder, not a file"), (pipe, "a pipe or a device")):
        outcome, refused = taken(tmp_path, path)
        assert (outcome.status, path.exists()) == ("refused", False)
        (note,) = (name for name in refused if name.endswith(f"{path.name}.txt"))
        assert why in (tmp_path / "refused" / note).read_text(encoding="utf-8")
    assert inbox.dropped_files(tmp_path) == []


def test_links_to_nowhere_are_refused_and_hold_up_no_other_file(tmp_path: Path) -> None:
    lost, loop = tmp_path / "lost.csv", tmp_path / "loop.csv"
    lost.symlink_to(tmp_path / "elsewhere" / "lost.csv")
    loop.symlink_to(loop)
    good = sent(tmp_path / "events.csv", EVENTS, {})
    assert sorted(inbox.dropped_files(tmp_path)) == [good, loop, lost]
    for path in (lost, loop):
        outcome, refused = taken(tmp_path, path)
        assert outcome.status == "refused"
        assert any(name.endswith(f"{path.name}.txt") for name in refused)
    assert inbox.dropped_files(tmp_path) == [good]


def test_a_dropped_file_may_have_a_name_that_is_no_utf8(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    path = tmp_path / os.fsdecode(b"54-\xa1\xa2.csv")
    sent(tmp_path / "events.csv", EVENTS, {}).rename(path)
    outcome, refused = taken(tmp_path, path)
    assert (outcome.status, refused, inbox.dropped_files(tmp_path)) == ("filed", [], [])
    path.write_bytes(b"%PDF-1.7")
    outcome, refused = taken(tmp_path, path)
    assert (outcome.status, len(refused), inbox.dropped_files(tmp_path)) == ("refused", 2, [])
    assert "inbox 54-??.csv refused" in caplog.text.encode().decode()


@pytest.mark.parametrize("status", ["known", "empty", "refused"])
def test_what_is_not_filed_is_kept_with_its_reason(tmp_path: Path, status: str) -> None:
    rows: list[dict[str, str]] = [] if status == "empty" else [{}]
    path = sent(tmp_path / "events.csv", EVENTS, *rows)
    if status == "known":
        ingest.ingest_dropped(tmp_path, sent(tmp_path / "before.csv", EVENTS, *rows))
    if status == "refused":
        path.write_bytes(b"%PDF-1.7")
    content = path.read_bytes()
    outcome, refused = taken(tmp_path, path)
    assert outcome.status == status
    assert inbox.dropped_files(tmp_path) == []
    kept, reason = refused
    assert (tmp_path / "refused" / kept).read_bytes() == content
    both = f"{outcome.text('th')}\n\n{outcome.text('en')}\n"
    assert (tmp_path / "refused" / reason).read_text(encoding="utf-8") == both


def test_a_file_gone_meanwhile_is_refused_without_a_trace(tmp_path: Path) -> None:
    outcome, refused = taken(tmp_path, tmp_path / "gone.csv")
    assert (outcome.status, refused) == ("refused", [])


def test_the_command_line_ends_with_one_where_a_file_is_refused(tmp_path: Path) -> None:
    good = sent(tmp_path / "events.csv", EVENTS, {})
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"%PDF-1.7")
    command = [sys.executable, "-m", "etl", "ingest", str(good), str(bad), "--json"]
    done = subprocess.run(
        command,
        cwd=SHIPPED.data.parent,
        env=os.environ | {"SMARTCITY_INBOX": str(tmp_path / "inbox")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert [outcome["status"] for outcome in json.loads(done.stdout)] == ["filed", "refused"]
