"""Sends alerts when a run goes wrong: to a log, a webhook, by mail.

`SMARTCITY_ALERTS` names a TOML file; without one, alerts go to the log alone:

    [log]
    file = "alerts.log"                                  # beside this file
    [webhook]
    url = "https://chat.example.go.th/hooks/smartcity"   # gets the alerts as one JSON POST
    [smtp]
    host = "mail.example.go.th"
    port = 587
    starttls = true
    user = "smartcity"                                   # password: SMARTCITY_SMTP_PASSWORD
    from = "smartcity@example.go.th"
    to = ["data@example.go.th"]
    [thresholds]
    quarantine_rows = 100

The same alert is not sent again within a day, unless its text changed; one whose condition no
longer holds is forgotten, so that it is sent at once when it comes back. A channel that fails is
logged and stops neither the run nor the other channels.
"""

import json
import logging
import os
import smtplib
import sqlite3
import ssl
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any, Literal
from urllib.parse import urlsplit

from etl.errors import EtlError
from etl.intake import decisions, inbox
from etl.publish import ledger, publish
from etl.publish.publish import Row
from sql import clock, refusal, warehouse, words

REPEAT_AFTER = timedelta(hours=24)
TIMEOUT = 10.0  # seconds, of each attempt
LANGS = ("th", "en")
RETRY_WAITS = (1.0, 3.0, 9.0)  # seconds before the second, third and fourth attempt of a POST

log = logging.getLogger(__name__)

Kind = Literal[
    "run_failed",
    "check_blocked",
    "source_broken",
    "source_overdue",
    "quarantine_over",
    "review_waiting",
    "file_held",
]
SUBJECTS: Mapping[Kind, tuple[str, str]] = {
    "run_failed": ("การจัดทำข้อมูลไม่สำเร็จ", "A run failed"),
    "check_blocked": ("ข้อมูลไม่ผ่านการตรวจสอบ จึงไม่ได้เผยแพร่", "A check stopped the build"),
    "source_broken": ("ใช้ข้อมูลฉบับใหม่ไม่ได้", "A source is broken"),
    "source_overdue": ("แหล่งข้อมูลเลยกำหนดปรับปรุง", "Sources are overdue"),
    "review_waiting": ("มีไฟล์จากหน้าเว็บรอตรวจสอบก่อนเผยแพร่", "Files from the page wait for review"),
    "file_held": ("มีไฟล์ที่พักไว้ให้พิจารณา", "Files are held for a decision"),
    "quarantine_over": ("แถวที่พักไว้รอตรวจสอบเกินเกณฑ์", "The quarantine is over its threshold"),
}


@dataclass(frozen=True)
class Alert:
    """One condition that holds now; the same condition has the same `key` in every run."""

    key: str
    kind: Kind
    message_th: str
    message_en: str

    @property
    def text(self) -> str:
        """Thai, then English."""
        thai, english = SUBJECTS[self.kind]
        return f"{thai}\n{self.message_th}\n\n{english}\n{self.message_en}"


class ChannelFailed(Exception):
    """A channel did not accept the alerts; the message says why, without secrets."""


# ----------------------------------------------------------------------------- configuration


@dataclass(frozen=True)
class Mail:
    """The mail server, the sender and the recipients of alerts."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 25
    starttls: bool = False
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class Settings:
    """The channels that are on, and the thresholds."""

    log_file: Path | None = None
    webhook: str | None = None
    mail: Mail | None = None
    quarantine_rows: int = 100


KEYS: Mapping[str, Mapping[str, type]] = {
    "log": {"file": str},
    "webhook": {"url": str},
    "smtp": {
        "host": str,
        "port": int,
        "from": str,
        "to": list,
        "starttls": bool,
        "user": str,
    },
    "thresholds": {"quarantine_rows": int},
}
REQUIRED = (("webhook", "url"), ("smtp", "host"), ("smtp", "from"), ("smtp", "to"))
TYPE_NAMES = {str: "a text", int: "a number", bool: "true or false", list: "a list of texts"}


def settings() -> Settings:
    """The settings in the file that `SMARTCITY_ALERTS` names; the defaults where it is not set.

    Raises EtlError that names the file and the key that is wrong.
    """
    name = os.environ.get("SMARTCITY_ALERTS")
    if not name:
        return Settings()
    path = Path(name)
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EtlError("alerts_no_file", path=path, error=error.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EtlError("alerts_no_toml", path=path, error=error) from None
    if trouble := next(_configuration_errors(config), None):
        raise EtlError("alerts_wrong", path=path, trouble=trouble)
    file, smtp = config.get("log", {}).get("file"), config.get("smtp")
    return Settings(
        log_file=path.parent / file if file else None,
        webhook=config.get("webhook", {}).get("url"),
        mail=_mail(smtp) if smtp else None,
        **config.get("thresholds", {}),
    )


def _configuration_errors(config: Mapping[str, Any]) -> Iterator[str]:
    for section, values in config.items():
        if section not in KEYS or not isinstance(values, dict):
            yield f"[{section}] is no section; there are {', '.join(KEYS)}"
            continue
        for key, value in values.items():
            kind = KEYS[section].get(key)
            if kind is None:
                yield f"[{section}] {key} is no key; there are {', '.join(KEYS[section])}"
            elif type(value) is not kind or (kind is list and not _is_list_of_texts(value)):
                yield f"[{section}] {key} must be {TYPE_NAMES[kind]}"
        yield from (
            f"[{section}] {key} is missing"
            for needed, key in REQUIRED
            if needed == section and not values.get(key)
        )
        if values.get("user") and not os.environ.get("SMARTCITY_SMTP_PASSWORD"):
            yield f"[{section}] user needs its password in SMARTCITY_SMTP_PASSWORD"
        if section == "webhook" and urlsplit(values["url"]).scheme not in ("http", "https"):
            yield "[webhook] url must begin with https:// or http://"


def _is_list_of_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _mail(config: Mapping[str, Any]) -> Mail:
    rest = {key: config[key] for key in ("host", "port", "starttls", "user") if key in config}
    password = os.environ.get("SMARTCITY_SMTP_PASSWORD")
    return Mail(sender=config["from"], to=tuple(config["to"]), password=password, **rest)


# -------------------------------------------------------------------------------- conditions


def after_run(folder: Path, run_id: str) -> None:
    """Sends every channel the alerts that hold after this run and were not sent before.

    Raises EtlError for a wrong configuration.
    """
    chosen = settings()
    alerts = [*_run_alerts(folder, run_id), *_candidate_alerts(folder), *_held_alerts()]
    try:
        alerts += _build_alerts(folder, chosen.quarantine_rows)
    finally:  # where the build can't be read, the alerts about the run itself are still sent
        to_send = _alerts_to_send(folder, alerts)
        if to_send and _deliver(to_send, run_id, chosen):
            _record_sent(folder, to_send)


def _run_alerts(folder: Path, run_id: str) -> Iterator[Alert]:
    """Alerts about how the run ended, and about the run before if it was killed.

    A run that is killed can't send its own.
    """
    history = _history(folder)
    at = next((n for n, row in enumerate(history) if row["run_id"] == run_id), None)
    lost: Row = {"outcome": "running", "started": run_id}
    run, *before = [lost] if at is None else history[at:]
    stopped = run if run["outcome"] in ("running", "killed") else next(iter(before), {})
    if stopped.get("outcome") in ("running", "killed"):
        yield Alert(
            "run_killed",
            "run_failed",
            f"การจัดทำข้อมูลที่เริ่มเมื่อ {stopped['started']} ยุติก่อนแล้วเสร็จโดยไม่มีบันทึกผล "
            "ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลง",
            f"The run of {stopped['started']} stopped halfway and left no result. "
            "What is published stays as it was.",
        )
    blocking = [
        check
        for check in json.loads(str(run.get("checks") or "[]"))
        if check["blocking"] and check["offending"]
    ]
    for check in blocking:
        count, name = f"{check['offending']:,}", check["check_name"]
        yield Alert(
            f"check_blocked:{name}",
            "check_blocked",
            f"{check['message_th']} ({name} พบ {count} แถว) ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลง",
            f"{check['message_en']} ({name}: {count} rows) What is published stays as it was.",
        )
    if run["outcome"] == "failed" and not blocking:
        yield Alert(
            "run_failed",
            "run_failed",
            f"ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลง สาเหตุ: {run['message']}",
            f"What is published stays as it was. Cause: {run['message']}",
        )


def _history(folder: Path) -> list[Row]:
    try:
        return ledger.runs(folder)
    except sqlite3.Error as error:
        log.warning(words.both("log.alerts_ledger", error=error))
        return []


def _candidate_alerts(folder: Path) -> Iterator[Alert]:
    """An alert where the candidate build waits since it holds submissions through the page."""
    candidate, unseen = publish.candidate_build(folder), publish.unreviewed_submissions(folder)
    if candidate and unseen:
        do = f"python -m etl diff; python -m etl publish {candidate.stem}"
        yield Alert(
            "review_waiting",
            "review_waiting",
            f"{len(unseen):,} ไฟล์ ข้อมูลที่เผยแพร่อยู่ไม่เปลี่ยนแปลงจนกว่าจะสั่งเผยแพร่ ({do})",
            f"{len(unseen):,} files. What is published stays as it was until it is released: {do}",
        )


def _held_alerts() -> Iterator[Alert]:
    """An alert per file that is held, with the reasons and what to do."""
    for name, made in decisions.left_out(inbox.folder()).items():
        if made.state == "held":
            why = {
                lang: " ".join(refusal.render(one, lang) for one in made.reasons) for lang in LANGS
            }
            do = f"python -m etl release {name}; python -m etl withdraw {name}"
            yield Alert(
                f"file_held:{name}",
                "file_held",
                f"{name} ยังไม่นำมาใช้ เพราะ {why['th']} ({do})",
                f"{name} is not in use: {why['en']}. {do}",
            )


def _build_alerts(folder: Path, quarantine_rows: int) -> Iterator[Alert]:
    """Alerts about the build that is published now, whichever run made it."""
    if not publish.published_hash(folder):
        return
    published = warehouse.current(folder)
    for row in publish.rows(published, BROKEN):
        yield Alert(
            f"source_broken:{row['source']}",
            "source_broken",
            f"{row['source']}: ใช้ข้อมูลฉบับก่อนแทน สาเหตุ: {row['message']}",
            f"{row['source']}: the last good edition stays. Cause: {row['message']}",
        )
    newest = publish.rows(published, warehouse.text("queries/build/newest.sql"))
    overdue = [row for row in newest if _due_date(row) < clock.today()]
    if overdue:
        named = ", ".join(f"{row['source']} ({_due_date(row)})" for row in overdue)
        yield Alert(
            "source_overdue",
            "source_overdue",
            f"ครบกำหนดแล้วแต่ยังไม่ได้รับข้อมูลฉบับใหม่: {named}",
            f"Due, and no new edition has come: {named}",
        )
    (counted,) = publish.rows(published, OPEN)
    if int(str(counted["open"])) > quarantine_rows:
        yield Alert(
            "quarantine_over",
            "quarantine_over",
            f"พักไว้รอตรวจสอบ {counted['open']:,} แถว เกินเกณฑ์ {quarantine_rows:,} แถว",
            f"{counted['open']:,} rows wait to be repaired; the threshold is {quarantine_rows:,}.",
        )


BROKEN = "select source, message from meta.source_problem order by source"
OPEN = "select count(*) as open from quarantine.rejected_row where not superseded"


def _due_date(row: Row) -> date:
    return date.fromisoformat(str(row["accessed"])) + timedelta(days=int(str(row["promise_days"])))


# ------------------------------------------------------------------------------------ memory


def _alerts_to_send(folder: Path, alerts: Sequence[Alert]) -> list[Alert]:
    """The alerts to send now; those sent before that no longer hold are deleted from the ledger."""
    before: dict[str, tuple[str, str]] = {}  # key -> text, and when it was last sent
    since = _utc(datetime.now(UTC) - REPEAT_AFTER)
    try:
        with ledger.open_ledger(folder) as book:
            for key, message, sent in book.execute("select key, message, last_sent from alert"):
                before[key] = (message, sent)
            gone = before.keys() - {alert.key for alert in alerts}
            book.executemany("delete from alert where key = ?", [(key,) for key in gone])
    except (sqlite3.Error, OSError) as error:  # a full disk must not keep alerts from being sent
        log.warning(words.both("log.sent_again", error=error))
    return [
        alert
        for alert in alerts
        if alert.key not in before
        or before[alert.key][0] != alert.text
        or before[alert.key][1] <= since
    ]


def _record_sent(folder: Path, alerts: Sequence[Alert]) -> None:
    now = _utc(datetime.now(UTC))
    rows = [(alert.key, alert.kind, alert.text, now, now) for alert in alerts]
    try:
        with ledger.open_ledger(folder) as book:
            book.executemany(RECORD_SENT, rows)
    except (sqlite3.Error, OSError) as error:
        log.warning(words.both("log.sent_unrecorded", error=error))


RECORD_SENT = """
    insert into alert (key, kind, message, first_sent, last_sent) values (?, ?, ?, ?, ?)
    on conflict (key) do update set message = excluded.message, last_sent = excluded.last_sent
"""


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


# ---------------------------------------------------------------------------------- channels


def _deliver(alerts: Sequence[Alert], run_id: str, chosen: Settings) -> bool:
    """Sends the alerts; returns whether a channel accepted them, or there is none but the log."""
    _to_log(alerts, chosen.log_file)
    channels: list[tuple[str, Callable[[], None]]] = []
    if chosen.webhook:
        channels.append(("webhook", partial(_post, chosen.webhook, alerts, run_id)))
    if chosen.mail:
        channels.append(("mail", partial(_send, chosen.mail, alerts, run_id)))
    taken = [_delivered(name, deliver) for name, deliver in channels]
    return any(taken) or not channels


def _delivered(channel: str, deliver: Callable[[], None]) -> bool:
    try:
        deliver()
    except ChannelFailed as failure:
        log.warning(words.both("log.undelivered", channel=channel, error=failure))
        return False
    log.info("alert %s: delivered", channel)
    return True


def _to_log(alerts: Sequence[Alert], file: Path | None) -> None:
    lines = [f"{alert.kind} {' '.join(alert.text.split())}" for alert in alerts]
    for line in lines:
        log.warning("alert %s", line)
    if file:
        try:
            with file.open("a", encoding="utf-8") as out:
                out.writelines(f"{_utc(datetime.now(UTC))} {line}\n" for line in lines)
        except OSError as error:
            log.warning(words.both("log.alert_log", file=file, error=error.strerror))


def _post(url: str, alerts: Sequence[Alert], run_id: str) -> None:
    """Sends one JSON POST, again after a 5xx or a lost connection.

    `text` in it is what chat services show. Raises ChannelFailed, without the URL's path, which may
    hold a secret.
    """
    import requests  # noqa: PLC0415  # most commands post nothing

    payload = {
        "run_id": run_id,
        "text": _message_text(alerts, run_id),
        "alerts": [asdict(alert) for alert in alerts],
    }
    trouble = ""
    for wait in (0.0, *RETRY_WAITS):
        sleep(wait)
        try:
            answer = requests.post(url, json=payload, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            trouble = type(error).__name__
        else:
            if 200 <= answer.status_code < 300:
                return
            trouble = f"it answered {answer.status_code}"
            if answer.status_code < 500:
                break
    raise ChannelFailed(f"{urlsplit(url).hostname}: {trouble}")


def _send(mail: Mail, alerts: Sequence[Alert], run_id: str) -> None:
    message = EmailMessage()
    more = f" และอีก {len(alerts) - 1} เรื่อง" if len(alerts) > 1 else ""
    message["Subject"] = f"[ข้อมูลเมืองอัจฉริยะ] {SUBJECTS[alerts[0].kind][0]}{more}"
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=mail.host)
    message.set_content(_message_text(alerts, run_id))
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT) as server:
            if mail.starttls:
                server.starttls(context=ssl.create_default_context())
            if mail.user and mail.password:
                server.login(mail.user, mail.password)
            refused = server.send_message(message)
    except OSError as error:  # every error of smtplib is one
        raise ChannelFailed(f"{mail.host}:{mail.port}: {error}") from error
    if refused:
        log.warning(words.both("log.mail_refused", names=", ".join(refused)))


def _message_text(alerts: Sequence[Alert], run_id: str) -> str:
    closing = (
        f"รหัสรอบจัดทำข้อมูล {run_id} ตรวจสอบสถานะด้วยคำสั่ง python -m etl status\n"
        f"Run {run_id}. `python -m etl status` says more."
    )
    return "\n\n".join([*(alert.text for alert in alerts), closing]) + "\n"
