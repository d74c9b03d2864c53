"""The page on data quality over a warehouse with troubles, and over one without."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
import streamlit
from openpyxl import load_workbook
from streamlit.delta_generator import DeltaGenerator

from dashboard.navigation import PAGES
from dashboard.parts import take
from dashboard.reader.reader import Reader
from dashboard.reader.text import Lang, labels, t
from dashboard.warehouse import data, uploads
from etl.intake import inbox
from etl.project import SHIPPED
from etl.sources import agency_cohort_places, agency_plan_events
from sql import warehouse as published
from sql.refusal import render
from tests import troubled
from tests.app.conftest import Opened, Opening
from tests.cases import some
from tests.conftest import ROOT, TODAY
from tests.troubled import Troubled

# each that ships, and the two forms that `troubled` sends
SENT = sum(source.folder != "inbox" for source in SHIPPED.sources) + 2

ELSEWHERE = {"จังหวัด": "ขอนแก่น", "หน่วยงานต้นสังกัด": "เทศบาลนครขอนแก่น"}


@pytest.fixture(scope="module")
def made(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Troubled:
    """The warehouse with troubles."""
    return troubled.make(tmp_path_factory.mktemp("troubled"), warehouse, tmp_path_factory)


@pytest.fixture
def public(opening: Opening, made: Troubled, monkeypatch: pytest.MonkeyPatch) -> Opening:
    """The page over the warehouse with troubles, as everybody sees it."""
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return opening


@pytest.fixture
def health(public: Opening, monkeypatch: pytest.MonkeyPatch) -> Opening:
    """The same as operators see it."""
    monkeypatch.setenv("SMARTCITY_OPERATOR_VIEW", "1")
    return public


def words(page: Opened) -> str:
    return "\n".join(markdown.value.replace("\\", "") for markdown in page.app.markdown)


def titles(page: Opened) -> list[str]:
    return [title.value.replace("\\", "") for title in page.app.subheader]


def facts_of(page: Opened) -> dict[str, str]:
    """What the drawer tells, by name."""
    facts = page.app.table[-1].value
    plain = (str(cell).replace("\\", "").replace("\u00a0", " ") for cell in facts.iloc[:, 0])
    return dict(zip(facts.index, plain, strict=True))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_sentences_and_titles_count_what_asks_for_attention(health: Opening, lang: Lang) -> None:
    page = health("health", lang=lang)
    read = page.t("health.within", within=SENT, of=SENT)
    awaited = page.t("health.awaited", count=len(SHIPPED.sources) - SENT)
    assert f"{read} · {awaited}" in titles(page)
    checks = health("health", lang=lang, view="checks")
    assert page.t("health.findings", count=2, of=len(checks.listings[0])) in words(page)
    assert page.t("health.said_conflicts", count=10, real=3) in words(page)
    assert page.t("health.open_rows", count=1) in titles(checks)


def test_the_last_run_and_what_is_published_are_told(health: Opening, made: Troubled) -> None:
    page = health("health", view="lineage", lang="en", era="ce")
    (last,) = [title for title in titles(page) if title.startswith("Last run")]
    assert last.endswith(page.t("run_outcome.unchanged"))
    with duckdb.connect(str(published.current(made.warehouse)), read_only=True) as built:
        ((at,),) = built.sql("select built_at from meta.build").fetchall()
    moment = Reader.parse({"lang": "en", "era": "ce"}).moment(f"{at.isoformat()}+00:00")
    said = page.t("health.published", at=moment)
    assert any(caption.startswith(said) for caption in page.captions)


def test_a_broken_source_is_named_and_its_last_good_edition_stays(health: Opening) -> None:
    gpp = "ผลิตภัณฑ์มวลรวมจังหวัด พ.ศ. 2567 (เบื้องต้น)"
    page = health("health", **{"as": "table"})
    (notice,) = page.app.warning
    assert page.t("health.problem", source=gpp) in notice.value
    assert "sha256" in notice.value
    assert page.row(gpp, page.t("health.broken"))
    facts = facts_of(health("health", open="source:gpp"))
    assert facts[page.t("definitions.accepted")] == "77"  # its rows are still there
    assert facts[page.t("health.standing")] == page.t("health.broken")
    assert "sha256" in facts[page.t("health.message")]


def test_every_run_is_listed_newest_first(health: Opening) -> None:
    page = health("health", lang="en", era="ce", view="lineage")
    runs = page.listings[0]
    assert [row[1] for row in runs] == ["nothing changed", "published", "published"]
    assert [row[3] for row in runs] == ["1", "1", "0"]  # quarantined
    assert [row[4] for row in runs] == ["2", "2", "0"]  # checks with findings
    assert all(row[2].endswith(" s") and float(row[2][:-2]) > 0 for row in runs)


def test_a_run_tells_who_began_it_and_what_went_wrong(health: Opening) -> None:
    found = data.read_runs(20)
    assert found is not None
    newest, *_, first = [
        facts_of(health("health", lang="en", open=f"run:{run}")) for run in found["run_id"]
    ]
    assert newest[t("health.trigger", "en")] == t("run_trigger.command", "en")
    assert newest[t("health.who", "en")] == troubled.ACCOUNT
    assert "gpp.csv" in newest[t("health.message", "en")]
    assert newest[t("layout.build", "en")]
    assert int(newest[t("definitions.rows_read", "en")].replace(",", "")) > 1000
    assert t("health.message", "en") not in first


def test_each_source_stands_against_its_promise(health: Opening) -> None:
    page = health("health", **{"as": "table"})
    fresh = page.listings[0]
    assert len(fresh) == len(SHIPPED.sources)
    events = page.row("เหตุการณ์ของแผนเมืองอัจฉริยะ", page.t("health.on_time"))
    assert events[4] == "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล"
    never = [row for row in fresh if row[1] == page.t("health.never")]
    assert len(never) == len(SHIPPED.sources) - SENT
    assert all(row[2] == row[3] == "–" and row[4] for row in never)
    facts = facts_of(health("health", open="source:agency_plan_events"))
    assert facts[page.t("health.promise")] == "ทุกเดือน"
    assert facts[page.t("health.sender")] == events[4]
    assert facts[page.t("health.editions")] == "1"
    assert int(facts[page.t("health.days_left")]) > 0
    assert "CERT-01" in facts[page.t("health.feeds")]


def test_a_source_past_its_promise_is_late(
    health: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_TODAY", "2027-03-31")
    page = health("health", **{"as": "table"})
    assert TODAY == "2026-11-29"
    events = next(row for row in page.listings[0] if row[0] == "เหตุการณ์ของแผนเมืองอัจฉริยะ")
    late = re.fullmatch(re.escape(page.t("health.late", count=7)).replace("7", r"(\d+)"), events[1])
    assert late
    assert int(late[1]) > 0
    within = page.t("health.within", within=SENT, of=SENT)
    assert not any(title.startswith(within) for title in titles(page))
    facts = facts_of(health("health", open="source:agency_plan_events"))
    assert facts[page.t("health.standing")] == events[1]
    assert page.t("health.days_left") not in facts  # none are left


def test_a_check_shows_the_rows_that_it_found(health: Opening) -> None:
    page = health("health", lang="en", view="checks")
    checks = page.listings[0]
    assert checks[0][1] == "warns: rows found: 1"
    assert checks[-1][1] == page.t("health.passed")
    assert any("plan_key=nowhere-city" in code.value for code in page.app.code)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_rejected_row_says_where_it_stands_and_why(health: Opening, lang: Lang) -> None:
    page = health("health", lang=lang, view="checks")
    assert {row[1] for row in page.tables[0]} == {
        page.t("reject_reason.unknown_province"),
        page.t("reject_reason.not_a_date"),
    }
    province, event = page.listings[1]
    assert province[1:] == [
        *("เหตุการณ์ของแผน.csv", "C2 · จังหวัด", page.t("reject_reason.unknown_province")),
        "เพชรบุรี (76)",
    ]
    assert event[2].endswith(" · วันที่เกิดเหตุการณ์")
    assert event[3:] == [page.t("reject_reason.not_a_date"), ""]


def sent_to(page: Opened) -> bytes:
    """All that the server sent for the page: words, tables, drawings, tooltips."""
    nodes = (getattr(node, "proto", None) for node in page.app._tree)
    return b"\n".join(proto.SerializeToString() for proto in nodes if proto)


def downloaded(made: bytes | str | Callable[[], bytes]) -> bytes:
    """What a button's file says, unpacked where it is a workbook."""
    content = made() if callable(made) else made
    if isinstance(content, str):
        return content.encode()
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


PRIVATE = (  # of the warehouse with troubles: names of files, cells, the account, a message
    *("เหตุการณ์ของแผน.csv", "progress.csv", *troubled.NEAR_MISS.values(), "081-234-5678"),
    *("เพชรบุรี (76)", "nowhere-city", troubled.ACCOUNT, "sha256"),
)


@pytest.mark.parametrize("view", some(["0", "1"], every=2))
def test_what_is_not_public_is_on_no_page_and_in_no_download(
    public: Opening, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    monkeypatch.setenv("SMARTCITY_OPERATOR_VIEW", view)
    offered: list[bytes | str | Callable[[], bytes]] = []
    button = DeltaGenerator.download_button

    def noted(self: DeltaGenerator, label: str, data: bytes, **more: object) -> object:
        if more["mime"] != "image/png":  # its words stand in the SVG beside it
            offered.append(data)
        return button(self, label, data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(DeltaGenerator, "download_button", noted)
    monkeypatch.setattr(streamlit, "download_button", partial(noted, streamlit._main))
    monkeypatch.setattr(take, "opened", take.offer)  # the same, opened
    runs = data.read_runs(1)
    assert runs is not None
    asked = [
        *(("health", {"view": name}) for name in ("checks", "conflicts", "lineage", "files")),
        *(
            ("health", {"view": "lineage", "flow": name})
            for name in ("layers", "kpi", "corrections")
        ),
        ("health", {"as": "table"}),
        ("health", {"open": f"run:{runs['run_id'][0]}"}),
        ("health", {"open": "source:gpp"}),
        ("health", {"open": "source:agency_plan_events"}),
        ("definitions", {"view": "files"}),
    ]
    if view == "0":
        asked += [(name, {"kpi": "plans_submitted"}) for name in PAGES]
    shown = [sent_to(public(name, **query)) for name, query in asked]
    files = [downloaded(data) for data in offered]
    assert len(files) >= len(asked) - 3  # the drawer's first section has nothing to take along
    found = {text for text in PRIVATE if any(text.encode() in one for one in shown + files)}
    assert found == (set(PRIVATE) if view == "1" else set())


def test_readers_see_counts_and_reasons(public: Opening) -> None:
    page = public("health", lang="en", view="checks")
    assert {row[1] for row in page.tables[0]} == {
        page.t(f"reject_reason.{name}") for name in ("unknown_province", "not_a_date")
    }
    assert page.t("health.open_rows", count=1) in titles(page)
    (notice,) = page.app.warning
    assert notice.value.startswith(page.t("health.problem", source="").split("“")[0])
    sources = public("health", lang="en", **{"as": "table"})
    assert sources.row("Statements of the programme's figures", page.t("health.on_time"))
    with pytest.raises(uploads.Failed):
        uploads.fix_workbook("a build")


def test_rows_are_followed_through_the_layers(health: Opening) -> None:
    page = health("health", lang="en", view="lineage", flow="layers")
    said = next(
        chart.proto.alt
        for chart in page.app.get("vega_lite_chart")
        if chart.proto.alt.startswith(page.t("health.layers_alt"))
    )
    layers = dict(re.findall(r"[:,] ([^:,(]+?) (\d[\d,]* \(Tables \d+\))", said))
    by_source = page.listings[0]
    read = sum(int(row[3].replace(",", "")) for row in by_source)  # accepted
    assert layers[page.t("layer.raw")] == f"{read:,} (Tables {len(by_source)})"
    kpis = len(list((ROOT / "sql" / "metrics").glob("*.sql")))
    assert layers[page.t("layer.metrics")].endswith(f"(Tables {kpis})")
    events = page.row("Events of smart city plans", "1")
    assert events[1:] == ["1", "1", "0", "0"]  # read, rejected, accepted, newest
    progress = page.row("Progress reports of smart city plans", "1")
    assert progress[1:] == ["1", "0", "1", "1"]
    facts = facts_of(health("health", lang="en", open="source:agency_plan_events"))
    assert facts[page.t("health.left_out")] == "0"


def test_the_lineage_leads_from_files_to_the_chosen_kpi(health: Opening) -> None:
    page = health("health", lang="en", view="lineage", flow="kpi", lineage="planned_investment")
    page.app.toggle(key="lineage_table").set_value(True).run()
    layers = {label: layer for layer, label in labels("layer", "en").items()}
    (table,) = [rows for rows in page.listings if rows[0][0] == "planned_investment"]
    made_from = {f"{layers[row[1]]}.{row[0]}": row[2] for row in table}
    assert next(iter(made_from)) == "metrics.planned_investment"
    assert "marts.counted_amount" in made_from["metrics.planned_investment"]
    assert "core.fct_investment_statement" in made_from["marts.counted_amount"]
    assert made_from["raw.investments"] == "investments.csv"
    named = {
        name
        for node, names in made_from.items()
        if not node.startswith("raw.")
        for name in names.split(" · ")
    }
    assert named - {""} == made_from.keys() - {"metrics.planned_investment"}


def test_the_lineage_is_the_first_kpi_where_none_is_named(health: Opening) -> None:
    page = health("health", view="lineage", flow="kpi")
    assert page.app.selectbox(key="lineage").value == "certified_cities"


def test_a_correction_is_shown_with_its_reason(health: Opening) -> None:
    page = health("health", lang="en", view="lineage", flow="corrections")
    row = page.row("Statements of the programme's figures", "obs_id=OB050 · note")
    assert row[2].endswith(" → logo holders")
    assert row[2].startswith("logo holders; six below")
    assert row[3:] == ["หมายเหตุยาวเกินไป", "บันทึกข้อความทดสอบ"]


def test_uploads_are_off_unless_the_server_says_so(
    health: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def off(page: Opened) -> bool:
        return page.t("health.uploads_off") in [info.value for info in page.app.info]

    page = health("health", view="files")
    assert off(page)
    assert not page.app.text_input
    monkeypatch.setenv("SMARTCITY_UPLOADS", "1")
    assert off(health("health", view="files"))  # no secret is set
    monkeypatch.setenv("SMARTCITY_UPLOAD_SECRET", "the words that admit")
    page = health("health", view="files")
    assert not off(page)
    assert not page.app.get("file_uploader")
    assert page.app.text_input(key="secret").label == page.t("health.secret")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_uploader_comes_with_the_secret_alone(
    public: Opening, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    monkeypatch.setattr(uploads, "_door", uploads.Door())
    monkeypatch.setenv("SMARTCITY_UPLOADS", "1")
    monkeypatch.setenv("SMARTCITY_UPLOAD_SECRET", "the words that admit")
    page = public("health", lang=lang, view="files")

    def answer(words: str) -> None:
        page.app.text_input(key="secret").input(words)
        label = page.t("health.enter")
        next(one for one in page.app.button if one.label == label).click().run()

    answer("other words, as long")
    assert page.t("health.secret_wrong") in [error.value for error in page.app.error]
    assert not page.app.get("file_uploader")
    answer("the words that admit")
    (uploader,) = page.app.get("file_uploader")
    limit = streamlit.get_option("server.maxUploadSize")  # one number for server, page and words
    assert f"{limit} MB" in uploader.proto.label
    assert page.t("health.secret_wrong") not in [error.value for error in page.app.error]


def test_every_form_is_offered(health: Opening) -> None:
    page = health("health", view="files")
    forms = page.listings[-1]
    assert len(forms) == sum(source.template is not None for source in SHIPPED.sources)
    assert all(row[0] and row[1] and row[2] for row in forms)


def test_a_healthy_warehouse_says_so(opening: Opening, warehouse: Path) -> None:
    assert warehouse.exists()
    page = opening("health", view="checks")
    assert not page.app.warning
    assert page.t("health.no_rejected") in [success.value for success in page.app.success]
    assert page.t("health.all_passed", of=len(page.listings[0])) in words(page)
    flow = opening("health", view="lineage", flow="corrections")
    assert page.t("health.no_corrections") in [info.value for info in flow.app.info]


# ---------------------------------------------------------------------------------------- ledger


def test_no_ledger_is_no_run(
    opening: Opening, tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CURRENT").symlink_to(published.current(warehouse.parent))
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    found = data.read_runs(20)
    assert found is not None
    assert found.is_empty()
    page = opening("health", view="lineage")
    assert page.t("health.no_run") in titles(page)
    assert page.t("health.no_runs") in [info.value for info in page.app.info]
    assert not (tmp_path / "ledger.sqlite").exists()


@pytest.mark.parametrize("trouble", ["locked", "damaged"])
def test_a_ledger_that_cant_be_read_is_said(
    health: Opening,
    made: Troubled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
) -> None:
    (tmp_path / "CURRENT").symlink_to(published.current(made.warehouse))
    ledger = tmp_path / "ledger.sqlite"
    ledger.write_bytes(
        published.ledger(made.warehouse).read_bytes() if trouble == "locked" else b"no ledger" * 99
    )
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    with closing(sqlite3.connect(ledger)) as writer:
        if trouble == "locked":
            writer.execute("begin exclusive")
        assert data.read_runs(20) is None
        page = health("health", view="lineage")
        assert page.t("health.run_unknown") in titles(page)
        assert page.t("health.runs_unreadable") in [info.value for info in page.app.info]
        writer.rollback()
    if trouble == "locked":
        found = data.read_runs(2)
        assert found is not None
        assert found.height == 2


KILLED = """
import os, sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
ledger.execute("pragma cache_size = 1")
for number in range(200):
    ledger.execute("insert into run (run_id, message) values (?, ?)", (str(number), "x" * 5000))
os._exit(1)
"""


def test_a_ledger_that_a_killed_run_left_is_read(
    made: Troubled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger.sqlite"
    ledger.write_bytes(published.ledger(made.warehouse).read_bytes())
    subprocess.run([sys.executable, "-c", KILLED, str(ledger)], check=False)
    assert ledger.with_name("ledger.sqlite-journal").stat().st_size
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    found = data.read_runs(200)
    assert found is not None
    assert found.height == 3


# --------------------------------------------------------------------------------------- uploads


@pytest.fixture
def child(made: Troubled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of a server that takes files, with an inbox of the test's own."""
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    return tmp_path


def test_a_file_is_checked_then_sent(child: Path) -> None:
    content = troubled.form(agency_plan_events.SOURCE, {}, troubled.NEAR_MISS)
    checked = uploads.check("เหตุการณ์.csv", content)
    assert (checked.status, checked.source) == ("checked", "agency_plan_events")
    assert (checked.rows_read, checked.accepted, checked.quarantined) == (2, 1, 1)
    assert checked.problems["cell"].to_list() == ["C3", "F3"]
    assert checked.problems["text"].to_list() == list(troubled.NEAR_MISS.values())
    assert checked.workbook == b""  # what is not filed yet is mended in the file itself
    assert list(child.rglob("*.csv")) == []
    sent = uploads.send("เหตุการณ์.csv", content)
    assert sent.status == "filed"
    (filed,) = child.rglob("*.csv")
    assert filed.read_bytes() == content
    again = uploads.check("again.csv", content)
    assert again.status == "known"
    assert "รอผู้ดูแลระบบตรวจสอบก่อนเผยแพร่" in render(again.told[0], "th")
    for given in (sent, again):
        sheet = load_workbook(BytesIO(given.workbook))[agency_plan_events.SOURCE.name]
        assert sheet.cell(2, 1).value == f"agency_plan_events/{sent.edition}/3"


@pytest.mark.trial
def test_who_sends_a_list_in_part_is_told_that_it_is_held(child: Path) -> None:
    whole = troubled.form(agency_cohort_places.SOURCE, {}, ELSEWHERE)
    sent = uploads.send("list.csv", whole)
    assert (sent.status, sent.is_held) == ("filed", False)
    part = troubled.form(agency_cohort_places.SOURCE, {})
    for held in (uploads.check("part.csv", part), uploads.send("part.csv", part)):
        assert held.is_held
        (why,) = (one for one in held.told if one["code"] == "is_held")
        assert "ขอนแก่น" in render(why, "th")
        assert "rows of the list in force are missing" in render(why, "en")
    assert len(list(child.rglob("*.csv"))) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    some(
        [
            ("report.xlsx", b"%PDF-1.7 renamed"),
            ("../../outside.csv", b"a,b\n1,2\n"),
            (f"{'ก' * 300}.csv", b""),
            ("", b"PK\x03\x04"),
            ("cut.xlsx", b"PK\x03\x04cut"),
        ],
        every=3,
    ),
)
def test_a_bad_file_is_refused_with_its_message(child: Path, name: str, content: bytes) -> None:
    found = uploads.check(name, content)
    assert found.status == "refused"
    assert found.message
    assert str(child.parent.parent) not in found.message
    assert not found.message.startswith("/")
    assert "Traceback" not in found.message
    assert found.refusal
    assert f"{found.file}: {render(found.refusal, 'en')}" == found.message
    assert list(child.iterdir()) == []


def test_a_command_that_takes_too_long_is_given_up(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child.is_dir()
    monkeypatch.setattr(uploads, "SECONDS", 0.05)
    with pytest.raises(uploads.Failed) as failed:
        uploads.check("a.csv", b"a,b\n")
    assert failed.value.reason == "timeout"


def test_a_command_that_says_no_gives_its_message(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child.is_dir()
    with pytest.raises(uploads.Failed) as failed:
        uploads.template("no_such_form")
    assert "no_such_form" in failed.value.detail
    monkeypatch.delenv("SMARTCITY_INBOX")
    content = troubled.form(agency_plan_events.SOURCE, {})
    with pytest.raises(uploads.Failed) as failed:
        uploads.send("a.csv", content)
    assert "SMARTCITY_INBOX" in failed.value.detail


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Every command that is run from now on."""
    told: list[tuple[str, ...]] = []
    run = uploads._run

    def counted(*arguments: str, refusing: bool = False) -> str:
        told.append(arguments)
        return run(*arguments, refusing=refusing)

    monkeypatch.setattr(uploads, "_run", counted)
    return told


def test_all_forms_are_made_once_for_however_many_ask(commands: list[tuple[str, ...]]) -> None:
    forms = uploads.Kept("template", "--output")
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(forms.files, [None] * 8))
    assert [command[:2] for command in commands] == [("template", "--output")]
    assert all(files is found[0] for files in found)
    assert set(found[0]) == {source.name for source in SHIPPED.sources if source.template}


def test_what_can_not_be_made_is_not_tried_by_every_reader(
    commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = uploads.Kept("no_such_command")
    for _ in range(3):
        with pytest.raises(uploads.Failed):
            broken.files(None)
    assert len(commands) == 1
    monkeypatch.setattr(uploads, "RETRY", -1)
    with pytest.raises(uploads.Failed):
        broken.files(None)
    assert len(commands) == 2


@pytest.mark.trial
def test_a_workbook_is_made_anew_for_another_build(commands: list[tuple[str, ...]]) -> None:
    kept = uploads.Kept("template", "--output")
    first = kept.files("a build")
    assert kept.files("a build") is first
    assert kept.files("another") is not first
    assert len(commands) == 2


def test_a_workbook_is_there_before_it_is_asked_for(health: Opening) -> None:
    """So a download hands over bytes, and no reader's waits for another's to be made."""
    for label, view in (("health.form_download", "files"), ("health.export", "checks")):
        page = health("health", view=view)
        buttons = {button.proto.label: button for button in page.app.get("download_button")}
        proto = buttons[page.t(label)].proto
        assert proto.url
        assert not proto.deferred_file_id


def test_who_waits_for_anothers_file_is_told_soon(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child.is_dir()
    monkeypatch.setattr(uploads, "WAIT", 0)
    assert uploads._files.acquire()
    try:
        with pytest.raises(uploads.Failed) as failed:
            uploads.check("a.csv", b"a,b\n")
    finally:
        uploads._files.release()
    assert failed.value.reason == "busy"
    assert uploads.template("agency_plan_events")[:2] == b"PK"  # forms wait for no file


def test_what_came_through_the_page_says_so_on_its_card(child: Path) -> None:
    content = troubled.form(agency_plan_events.SOURCE, {"รหัสแผน": "another"})
    assert uploads.send("a.csv", content).status == "filed"
    (one,) = inbox.submissions(child)
    assert one.shelf == agency_plan_events.SOURCE.name


def test_the_page_takes_no_file_of_what_the_project_keeps(child: Path) -> None:
    path = max((ROOT / "data" / "raw" / "documents").glob("*/documents.csv"))
    found = uploads.send("documents.csv", path.read_bytes() + b"\n")
    assert found.status == "refused"
    assert found.refusal
    assert found.refusal["code"] == "curated"
    assert list(child.iterdir()) == []


def test_the_child_can_take_no_more_memory_than_it_may(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child.is_dir()
    small = uploads.LIMITED.replace(str(uploads.MEMORY_KB), "100000")
    monkeypatch.setattr(uploads, "LIMITED", small)
    with pytest.raises(uploads.Failed) as failed:
        uploads.check("a.csv", b"a,b\n")
    assert failed.value.reason == "failed"
    assert failed.value.detail == ""


def test_every_rule_of_every_contract_has_words() -> None:
    rules = {
        name
        for source in SHIPPED.sources
        for name in source.contract._schema_validation_rules()
        if name != "primary_key"
    }
    assert len(rules) > 20
    for lang in ("th", "en"):
        assert rules - set(labels("reject_reason", lang)) == set()
