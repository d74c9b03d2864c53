"""Alerts: who is told what, when again, over a real HTTP server and a real SMTP server."""

import json
import logging
import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from etl.build.build import build
from etl.errors import CheckFailed, EtlError
from etl.project import Project
from etl.publish import ledger
from etl.service import alerts
from sql import warehouse
from sql.warehouse import current
from tests.fixtures.small import SMALL, Publish, change, copied, counts

FAILED = "data/raw/plans: no edition. Put the file back, then run again."
PATH = "hooks/T0K3N"


# ----------------------------------------------------------------------------------- servers


@dataclass
class Hook:
    """A webhook that gives the listed answers in turn, then 200; and what it was sent."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)

    def texts(self) -> str:
        return "\n".join(str(body["text"]) for body in self.bodies)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    told = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            assert self.headers["Content-Type"] == "application/json"
            told.bodies.append(json.loads(self.rfile.read(length)))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the test's screen."""

    monkeypatch.setattr(alerts, "RETRY_WAITS", (0.01, 0.01, 0.01))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/{PATH}"
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@dataclass
class Post:
    """A mail server's post: what it took, and how it was handed in."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    login: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.to += envelope.rcpt_tos
        self.encrypted.append(session.ssl is not None)
        return "250 taken"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def post() -> Iterator[Post]:
    taken = Post(port=_free_port())
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port)
    controller.start()
    yield taken
    controller.stop()


@pytest.fixture
def guarded_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server that takes nothing without STARTTLS and the right password."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    taken = Post(port=_free_port())

    def known(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: LoginPassword
    ) -> AuthResult:
        taken.login.append(told.login.decode())
        return AuthResult(success=told.password == b"open sesame", handled=False)

    controller = Controller(
        taken,
        hostname="127.0.0.1",
        port=taken.port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=known,
    )
    controller.start()
    yield taken
    controller.stop()


# -------------------------------------------------------------------------------------- runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration's file, named by the environment."""
    path = tmp_path / "alerts.toml"
    monkeypatch.setenv("SMARTCITY_ALERTS", str(path))
    return path


def _webhook(hook: Hook) -> str:
    return f'[webhook]\nurl = "{hook.url}"\n'


@pytest.fixture
def hooked(folder: Path, configured: Path, hook: Hook) -> Path:
    """A warehouse folder whose alerts go to the webhook."""
    configured.write_text(_webhook(hook), encoding="utf-8")
    return folder


def _smtp(port: int, **more: object) -> str:
    told = {"host": "127.0.0.1", "port": port, "from": "smartcity@example.go.th"}
    told |= {"to": ["data@example.go.th", "office@example.go.th"]} | more
    return "[smtp]\n" + "".join(f"{key} = {json.dumps(told[key])}\n" for key in told)


def _run(
    folder: Path,
    outcome: ledger.Outcome = "failed",
    message: str = FAILED,
    checks: Sequence[ledger.Row] = (),
) -> str:
    """A run as the ledger knows it, and its alerts."""
    run_id = ledger.start(folder, "schedule")
    ledger.end(folder, run_id, outcome, message=message, checks=checks)
    alerts.after_run(folder, run_id)
    return run_id


def _told(folder: Path) -> dict[str, str]:
    with ledger.open_ledger(folder) as book:
        return dict(tuple(row) for row in book.execute("select key, kind from alert"))


def test_a_failed_run_is_posted_as_json(hooked: Path, hook: Hook) -> None:
    run_id = _run(hooked)
    (body,) = hook.bodies
    assert body["run_id"] == run_id
    assert body["alerts"] == [
        {
            "key": "run_failed",
            "kind": "run_failed",
            "message_th": f"ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลง สาเหตุ: {FAILED}",
            "message_en": f"What is published stays as it was. Cause: {FAILED}",
        }
    ]
    assert "การจัดทำข้อมูลไม่สำเร็จ" in hook.texts()
    assert "A run failed" in hook.texts()


def test_a_server_in_trouble_is_asked_again(hooked: Path, hook: Hook) -> None:
    hook.answers = [500, 503]
    _run(hooked)
    assert len(hook.bodies) == 3
    assert hook.bodies[0] == hook.bodies[2]
    assert _told(hooked) == {"run_failed": "run_failed"}


@pytest.mark.parametrize(
    ("answer", "attempts"), [(404, 1), (302, 1), (500, 4)], ids=["no", "moved", "down"]
)
def test_a_refusing_webhook_is_logged_and_told_at_the_next_run(
    answer: int, attempts: int, hooked: Path, hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    hook.answers = [answer] * attempts
    _run(hooked)
    assert len(hook.bodies) == attempts
    assert f"webhook: not delivered: 127.0.0.1: it answered {answer}" in caplog.text
    assert PATH not in caplog.text  # an address may hold a token
    _run(hooked)
    assert len(hook.bodies) == attempts + 1


def test_mail_is_written_in_thai_and_english(folder: Path, configured: Path, post: Post) -> None:
    configured.write_text(_smtp(post.port), encoding="utf-8")
    run_id = _run(folder)
    (letter,) = post.letters
    assert letter["Subject"] == "[ข้อมูลเมืองอัจฉริยะ] การจัดทำข้อมูลไม่สำเร็จ"
    assert letter["From"] == "smartcity@example.go.th"
    assert post.to == ["data@example.go.th", "office@example.go.th"]
    text = letter.get_content()
    assert letter.get_content_charset() == "utf-8"
    assert "ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลง" in text
    assert f"Cause: {FAILED}" in text
    assert run_id in text


def test_mail_goes_encrypted_and_with_a_password(
    folder: Path, configured: Path, guarded_post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_SMTP_PASSWORD", "open sesame")
    configured.write_text(
        _smtp(guarded_post.port, host="localhost", starttls=True, user="smartcity"),
        encoding="utf-8",
    )
    _run(folder)
    assert guarded_post.login == ["smartcity"]
    assert guarded_post.encrypted == [True]
    assert len(guarded_post.letters) == 1


def test_a_wrong_password_is_logged_without_it(
    folder: Path,
    configured: Path,
    guarded_post: Post,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SMARTCITY_SMTP_PASSWORD", "open barley")
    configured.write_text(
        _smtp(guarded_post.port, host="localhost", starttls=True, user="smartcity"),
        encoding="utf-8",
    )
    _run(folder)
    assert guarded_post.letters == []
    assert "mail: not delivered" in caplog.text
    assert "barley" not in caplog.text


def test_one_dead_channel_does_not_keep_the_other(
    folder: Path, configured: Path, hook: Hook, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    hook.url = f"http://127.0.0.1:{_free_port()}/{PATH}"  # nobody listens
    log = configured.with_name("told.log")
    configured.write_text(
        _webhook(hook) + _smtp(post.port) + '[log]\nfile = "told.log"\n', encoding="utf-8"
    )
    _run(folder)
    assert "webhook: not delivered: 127.0.0.1: ConnectionError" in caplog.text
    assert PATH not in caplog.text
    assert len(post.letters) == 1
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ run_failed การจัดทำข้อมูลไม่สำเร็จ", line)
    _run(folder)
    assert len(post.letters) == 1  # somebody knows


def test_a_refused_mailbox_does_not_keep_the_others(
    folder: Path, configured: Path, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    configured.write_text(
        _smtp(post.port, to=["nobody@example.go.th", "data@example.go.th"]), encoding="utf-8"
    )
    _run(folder)
    assert post.to == ["data@example.go.th"]
    assert "refused for nobody@example.go.th" in caplog.text


def test_a_server_that_refuses_mail_is_logged(
    folder: Path, configured: Path, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    configured.write_text(_smtp(post.port, to=["nobody@example.go.th"]), encoding="utf-8")
    _run(folder)
    assert post.letters == []
    assert "mail: not delivered" in caplog.text
    assert "no such mailbox" in caplog.text
    assert _told(folder) == {}


def test_without_a_configuration_the_log_tells(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("SMARTCITY_ALERTS", raising=False)
    _run(folder)
    (told,) = [row for row in caplog.records if row.levelno == logging.WARNING]
    assert told.getMessage().startswith("alert run_failed การจัดทำข้อมูลไม่สำเร็จ")


# ------------------------------------------------------------------------------------ memory


def test_the_same_is_told_once_a_day(hooked: Path, hook: Hook) -> None:
    for _ in range(3):
        _run(hooked)
    assert len(hook.bodies) == 1
    _age(hooked, timedelta(hours=23, minutes=50))
    _run(hooked)
    assert len(hook.bodies) == 1
    _age(hooked, timedelta(minutes=11))
    _run(hooked)
    assert len(hook.bodies) == 2


def _age(folder: Path, by: timedelta) -> None:
    """Lets time pass for what was told."""
    with ledger.open_ledger(folder) as book:
        for key, sent in book.execute("select key, last_sent from alert").fetchall():
            earlier = datetime.fromisoformat(sent) - by
            book.execute(
                "update alert set last_sent = ? where key = ?",
                (f"{earlier.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", key),
            )


def test_another_text_is_told_at_once(hooked: Path, hook: Hook) -> None:
    _run(hooked)
    _run(hooked, message="data/raw/events: no edition.")
    assert len(hook.bodies) == 2
    with ledger.open_ledger(hooked) as book:
        ((first, last),) = book.execute("select first_sent, last_sent from alert")
    assert first <= last


def test_what_is_over_is_forgotten(hooked: Path, hook: Hook) -> None:
    _run(hooked)
    _run(hooked, "published")
    assert _told(hooked) == {}
    assert len(hook.bodies) == 1
    _run(hooked)
    assert len(hook.bodies) == 2


# -------------------------------------------------------------------------------- conditions

STOPPED = {
    "check_name": "provinces_not_77",
    "blocking": True,
    "offending": 1234,
    "message_th": "จำนวนจังหวัดไม่ครบ 77 จังหวัด",
    "message_en": "There are not 77 provinces.",
    "rows": [],
}


def test_a_blocking_check_is_told_in_place_of_the_failed_run(
    folder: Path, configured: Path, hook: Hook
) -> None:
    configured.write_text(_webhook(hook), encoding="utf-8")
    passed = STOPPED | {"check_name": "grid_incomplete", "offending": 0}
    warned = STOPPED | {"check_name": "two_current_figures", "blocking": False}
    _run(folder, checks=[STOPPED, passed, warned])
    assert _told(folder) == {"check_blocked:provinces_not_77": "check_blocked"}
    assert "จำนวนจังหวัดไม่ครบ 77 จังหวัด (provinces_not_77 พบ 1,234 แถว)" in hook.texts()


def test_a_killed_run_is_told_by_the_next(hooked: Path, hook: Hook) -> None:
    ledger.start(hooked, "schedule")  # and never ends
    _run(hooked, "published")
    assert "ยุติก่อนแล้วเสร็จ" in hook.texts()
    _run(hooked, "unchanged")
    assert _told(hooked) == {}


def test_a_run_that_the_schedule_found_dead_is_told_once(
    folder: Path, configured: Path, hook: Hook
) -> None:
    configured.write_text(_webhook(hook), encoding="utf-8")
    alerts.after_run(folder, ledger.start(folder, "schedule"))
    _run(folder, "published")
    assert len(hook.bodies) == 1


def test_a_killed_run_and_a_failed_one_are_two_alerts(hooked: Path, hook: Hook) -> None:
    ledger.start(hooked, "schedule")
    _run(hooked)
    assert _told(hooked) == {"run_killed": "run_failed", "run_failed": "run_failed"}
    _run(hooked)
    assert _told(hooked) == {"run_failed": "run_failed"}
    assert len(hook.bodies) == 1


@pytest.mark.usefixtures("place")
def test_a_build_of_older_code_silences_no_failed_run(hooked: Path, hook: Hook) -> None:
    with duckdb.connect(str(current(hooked))) as connection:
        connection.execute("drop table meta.source_problem")
    with pytest.raises(duckdb.CatalogException):
        _run(hooked)
    assert FAILED in hook.texts()


def test_a_damaged_ledger_silences_nothing(
    hooked: Path, hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    hooked.mkdir()
    warehouse.ledger(hooked).write_bytes(b"no ledger" * 1000)
    alerts.after_run(hooked, "20261121T060000Z-0badf00d")
    assert len(hook.bodies) == 1
    assert "the ledger can't be read" in caplog.text


@pytest.fixture
def place(publish_small: Publish, folder: Path) -> Path:
    """The warehouse folder with the small project published."""
    return publish_small(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path / "data")


@pytest.mark.usefixtures("place")
def test_a_broken_source_is_told_and_forgotten_once_corrected(
    project: Project, hooked: Path, hook: Hook
) -> None:
    good = counts(project).read_bytes()
    counts(project).write_bytes(good + b"one more line\n")  # not what the card describes
    assert [problem.source for problem in build(project, hooked).problems] == ["counts"]
    assert _told(hooked) == {"source_broken:counts": "source_broken"}
    assert "counts: ใช้ข้อมูลฉบับก่อนแทน สาเหตุ:" in hook.texts()
    assert "counts.csv" in hook.texts()
    counts(project).write_bytes(good)
    assert build(project, hooked).problems == ()
    assert _told(hooked) == {}


@pytest.mark.usefixtures("place")
def test_overdue_sources_are_named_in_one_alert(
    project: Project, hooked: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = counts(project).with_name("provenance.toml")
    text = card.read_text("utf-8").replace("promise_days = 365", "promise_days = 90")
    card.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SMARTCITY_TODAY", "2026-04-01")  # 90 days on: still in time
    build(project, hooked)
    assert hook.bodies == []
    monkeypatch.setenv("SMARTCITY_TODAY", "2026-04-02")
    build(project, hooked)
    assert _told(hooked) == {"source_overdue": "source_overdue"}
    assert "ครบกำหนดแล้วแต่ยังไม่ได้รับข้อมูลฉบับใหม่: counts (2026-04-01)" in hook.texts()
    monkeypatch.setenv("SMARTCITY_TODAY", "2126-04-02")
    build(project, hooked)
    assert hook.bodies[1]["text"] != hook.bodies[0]["text"]
    assert "places (" in hook.texts()
    assert len(hook.bodies) == 2


@pytest.mark.usefixtures("place")
def test_a_quarantine_over_its_threshold_is_told(
    project: Project, configured: Path, hooked: Path, hook: Hook
) -> None:
    for count_id in ("C3", "C4"):
        change(project, count_id, cities="สอง")
    configured.write_text(_webhook(hook) + "[thresholds]\nquarantine_rows = 2\n")
    build(project, hooked)
    assert hook.bodies == []
    configured.write_text(_webhook(hook) + "[thresholds]\nquarantine_rows = 1\n")
    build(project, hooked)
    assert _told(hooked) == {"quarantine_over": "quarantine_over"}
    assert "พักไว้รอตรวจสอบ 2 แถว เกินเกณฑ์ 1 แถว" in hook.texts()


@pytest.mark.usefixtures("place")
def test_a_blocked_build_tells_of_its_check(project: Project, hooked: Path, hook: Hook) -> None:
    change(project, "C3", place="no-such-place")
    with pytest.raises(CheckFailed):
        build(project, hooked)
    assert _told(hooked) == {"check_blocked:count_of_no_place": "check_blocked"}
    assert "จำนวนเมืองอ้างถึงสถานที่ที่ไม่มีในรายการ" in hook.texts()


def test_a_wrong_configuration_does_not_fail_the_run(
    place: Path, configured: Path, caplog: pytest.LogCaptureFixture
) -> None:
    configured.write_text("[webhook]\n")
    assert build(SMALL, place).outcome == "unchanged"
    assert "[webhook] url is missing" in caplog.text


# ----------------------------------------------------------------------------- configuration


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[smtp\n", "no TOML"),
        ("[mail]\nhost = 'x'\n", "[mail] is no section"),
        ("log = 'x'\n", "[log] is no section"),
        ("[webhook]\naddress = 'x'\n", "[webhook] address is no key; there are url"),
        ("[webhook]\n", "[webhook] url is missing"),
        ("[webhook]\nurl = 'example.go.th'\n", "[webhook] url must begin with https://"),
        ("[thresholds]\nquarantine_rows = '5'\n", "[thresholds] quarantine_rows must be a number"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@x'\nto = []\n", "[smtp] to is missing"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@x'\nto = 'b@x'\n", "[smtp] to must be a list of texts"),
        ("[smtp]\nhost = 'x'\nfrom = 'a@x'\nto = [1]\n", "[smtp] to must be a list of texts"),
        ("[smtp]\nport = true\n", "[smtp] port must be a number"),
        (
            "[smtp]\nhost = 'x'\nfrom = 'a@x'\nto = ['b@x']\nuser = 'u'\n",
            "[smtp] user needs its password in SMARTCITY_SMTP_PASSWORD",
        ),
    ],
)
def test_a_wrong_configuration_is_named(
    text: str, says: str, configured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMARTCITY_SMTP_PASSWORD", raising=False)
    configured.write_text(text, encoding="utf-8")
    with pytest.raises(EtlError) as caught:
        alerts.settings()
    assert says in str(caught.value)
    assert str(configured) in str(caught.value)


def test_a_configuration_that_is_not_there_is_named(configured: Path) -> None:
    with pytest.raises(EtlError, match=re.escape(f"{configured}: No such file")):
        alerts.settings()
