"""What the health page asks of the loading code: check a file, file it, write a form or a workbook.

The dashboard never imports that code. It runs `python -m etl` in a child process with limits of its
own, one at a time, so that no file can take the server down with it.
"""

import hmac
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal, cast

import polars as pl

from sql import warehouse, words

ROOT = Path(__file__).parents[2]
SHORTEST_SECRET = 16  # characters
SESSIONS = 256  # remembered as admitted, and as wrong; the longest unseen is forgotten first
WRONG = 5  # secrets that one session may try
WRONG_A_MINUTE = 30  # and all sessions together
RETRY = 60  # seconds after which what failed is tried again
SECONDS = 60  # for one command
WAIT = 2.0  # seconds for another reader's file, before the page says that the server is busy
MEMORY_KB = 2 * 1024 * 1024
LIMITED = f'ulimit -v {MEMORY_KB} 2>/dev/null; exec "$0" "$@"'  # not every system knows this limit
LONGEST_NAME = 200  # bytes; a file system takes 255
PROBLEM: dict[str, type[pl.DataType]] = {
    "sheet": pl.String,
    "row": pl.Int64,
    "cell": pl.String,
    "heading": pl.String,
    "text": pl.String,
    "th": pl.String,
    "en": pl.String,
    "suggestion": pl.String,
}

Status = Literal["filed", "checked", "known", "empty", "refused"]
Reason = Literal["busy", "timeout", "failed"]

log = logging.getLogger("dashboard")
_files = Lock()  # one at a time


class Failed(Exception):
    """The command did not do it. `reason` says why in words that `text.toml` has."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason: Reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `problems` has one row (columns of `PROBLEM`) a rejected cell.

    `refusal` is the message as a code with its values, where a reader can be told in two languages;
    `told` is the same of a file that was not refused: what it changes, what is new in it. It
    `is_held` where it does not count before an operator releases it. `workbook` has the rejected
    rows of a file that was filed, to be repaired and sent.
    """

    file: str
    status: Status
    message: str
    refusal: Mapping[str, object] | None
    told: Sequence[Mapping[str, object]]
    is_held: bool
    source: str | None
    edition: str | None
    rows_read: int
    accepted: int
    quarantined: int
    left_out: int  # totals and notes: rows that are no records
    problems: pl.DataFrame
    workbook: bytes = b""


# ----------------------------------------------------------------------------------- who may what


class Door:
    """Who gave the secret: sessions of the server, by id. Safe for threads, bounded in memory."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._admitted = OrderedDict[str, int]()
        self._wrong = OrderedDict[str, int]()
        self._lately = deque[float](maxlen=WRONG_A_MINUTE)  # when the last wrong secrets came

    def admitted(self, session_id: str) -> bool:
        """Whether the session gave the secret."""
        with self._lock:
            return session_id in self._admitted

    def open(self, session_id: str, given: str, secret: str) -> bool:
        """Admits the session where the two agree and too many wrong ones have not come before."""
        with self._lock:
            tried, now = self._wrong.get(session_id, 0), monotonic()
            crowded = len(self._lately) == WRONG_A_MINUTE and now - self._lately[0] < 60
            if tried >= WRONG or crowded:
                return False
            if hmac.compare_digest(_bytes(given), _bytes(secret)):
                _remember(self._admitted, session_id, 0)
                return True
            _remember(self._wrong, session_id, tried + 1)
            self._lately.append(now)
            return False


_door = Door()


def _bytes(words: str) -> bytes:
    return words.encode(errors="surrogatepass")


def _remember(known: OrderedDict[str, int], session_id: str, what: int) -> None:
    """As the newest of at most `SESSIONS`."""
    known[session_id] = what
    known.move_to_end(session_id)
    if len(known) > SESSIONS:
        known.popitem(last=False)


def _secret() -> str:
    return os.environ.get("SMARTCITY_UPLOAD_SECRET", "")


def enabled() -> bool:
    """Whether this server takes files: `SMARTCITY_UPLOADS` is 1 and the secret is long enough."""
    return os.environ.get("SMARTCITY_UPLOADS") == "1" and len(_secret()) >= SHORTEST_SECRET


def announce() -> None:
    """Tells the operator at start why no file is taken although `SMARTCITY_UPLOADS` is 1."""
    if os.environ.get("SMARTCITY_UPLOADS") == "1" and not enabled():
        log.warning(words.both("log.short_secret", count=SHORTEST_SECRET))


def admit(session_id: str, secret: str) -> bool:
    """Whether the session may send files from now on: the secret is right, and not tried too often.

    Always no where `enabled` is.
    """
    return enabled() and _door.open(session_id, secret, _secret())


def admitted(session_id: str) -> bool:
    """Whether the session gave the secret. Always no where uploads are off."""
    return enabled() and _door.admitted(session_id)


def operator_view() -> bool:
    """Whether pages show what is not public: rejected cells, names of files, accounts, messages.

    Where `SMARTCITY_OPERATOR_VIEW` is 1, and where this server takes files.
    """
    return os.environ.get("SMARTCITY_OPERATOR_VIEW") == "1" or enabled()


# ----------------------------------------------------------------------------------- the commands


def check(name: str, content: bytes) -> Outcome:
    """What the file would come to, without filing it. Raises Failed."""
    return _ingest(name, content, "--dry-run")


def send(name: str, content: bytes) -> Outcome:
    """Files it in the inbox, unchanged, for the next run. Raises Failed."""
    return _ingest(name, content)


class Kept:
    """The files that one command writes: made once, for however many ask, and kept.

    A download is then no more than bytes. What failed is tried again after a minute.
    """

    def __init__(self, *command: str) -> None:
        """`command` takes the folder or file as its last argument."""
        self._command = command
        self._lock = Lock()
        self._of: object = None
        self._found: Mapping[str, bytes] | Failed | None = None
        self._made = 0.0

    def files(self, of: object, name: str = "") -> Mapping[str, bytes]:
        """Each by its name without the ending, made anew when `of` is another. Raises Failed.

        `name` is the file to write; without one the command is given a folder.
        """
        with self._lock:
            failed = isinstance(self._found, Failed) and monotonic() - self._made > RETRY
            if self._found is None or self._of != of or failed:
                self._found, self._of, self._made = self._make(name), of, monotonic()
            if isinstance(self._found, Failed):
                raise self._found
            return self._found

    def _make(self, name: str) -> Mapping[str, bytes] | Failed:
        try:
            with tempfile.TemporaryDirectory() as folder:
                _run(*self._command, str(Path(folder) / name))
                return {path.stem: path.read_bytes() for path in Path(folder).iterdir()}
        except Failed as failed:
            return failed


_forms = Kept("template", "--output")
_fix = Kept("quarantine", "--export")


def template(source: str) -> bytes:
    """The workbook that an agency fills in: all are made once a server. Raises Failed."""
    try:
        return _forms.files(None)[source]
    except KeyError:
        raise Failed("failed", source) from None


def fix_workbook(build_id: str) -> bytes:
    """The rejected rows open in the published build as a workbook to be repaired, for operators.

    Raises Failed.
    """
    if not operator_view():
        raise Failed("failed")
    try:
        return _fix.files((warehouse.folder(), build_id), "fix.xlsx")["fix"]
    except KeyError:
        raise Failed("failed") from None


def _ingest(name: str, content: bytes, *options: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _file_name(name)
        path.write_bytes(content)
        mend = Path(folder) / "mend" / "fix.xlsx"
        output = _in_turn(
            "ingest", str(path), "--json", "--via", "page", "--export", str(mend), *options
        )
        workbook = mend.read_bytes() if mend.is_file() else b""
    try:
        (found,) = json.loads(output.replace(f"{folder}/", ""))
        outcome = _outcome(found)
        is_filed = outcome.edition and outcome.quarantined
        return replace(outcome, workbook=workbook) if is_filed else outcome
    except (ValueError, KeyError, TypeError) as error:
        log.exception(words.both("log.no_outcome", output=output[:2000]))
        raise Failed("failed") from error


def _outcome(found: Mapping[str, object]) -> Outcome:
    """One outcome of the ingest command's JSON. Raises KeyError where a part is missing."""
    rejected = cast("Sequence[Mapping[str, object]]", found["rejected"])
    return Outcome(
        file=str(found["file"]),
        status=cast("Status", found["status"]),
        message=str(found["message"]),
        refusal=cast("Mapping[str, object] | None", found["refusal"]),
        told=cast("Sequence[Mapping[str, object]]", found["told"]),
        is_held=bool(found["held"]),
        source=cast("str | None", found["source"]),
        edition=cast("str | None", found["edition"]),
        rows_read=cast("int", found["rows_read"]),
        accepted=cast("int", found["accepted"]),
        quarantined=cast("int", found["quarantined"]),
        left_out=len(cast("Sequence[object]", found["left_out"])),
        problems=pl.DataFrame(
            [problem for row in rejected for problem in _problems(row)],
            schema=PROBLEM,
            orient="row",
        ),
    )


def _problems(row: Mapping[str, object]) -> list[tuple[object, ...]]:
    """One tuple (as `PROBLEM`) a problem of a rejected row."""
    told = cast("Sequence[Mapping[str, str]]", row["told"])
    of_each = [*PROBLEM][2:]
    return [(row["sheet"], row["row"], *(one[name] or None for name in of_each)) for one in told]


def _file_name(name: str) -> str:
    """The uploaded file's own name, as far as a file system takes it: its ending stays."""
    bare = "".join(
        letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter > "\x1f"
    )
    stem, dot, ending = bare.rpartition(".")
    if not dot or not stem.strip(". "):
        return f"upload.{ending}" if dot else "upload"
    return stem.encode()[:LONGEST_NAME].decode(errors="ignore") + dot + ending[:10]


def _environment() -> dict[str, str]:
    """The server's own, without the secret, which the loading code has no use for."""
    own = {name: value for name, value in os.environ.items() if name != "SMARTCITY_UPLOAD_SECRET"}
    return own | {"POLARS_MAX_THREADS": "2", "PYTHONIOENCODING": "utf-8"}


def _in_turn(*arguments: str) -> str:
    """Runs one command on a file, of one reader at a time; what it printed, a no too.

    Raises Failed.
    """
    if not _files.acquire(timeout=WAIT):
        raise Failed("busy")
    try:
        return _run(*arguments, refusing=True)
    finally:
        _files.release()


def _run(*arguments: str, refusing: bool = False) -> str:
    """Runs one command of the loading code; gives what it printed. Raises Failed.

    `refusing`: the command's no (exit code 1) is an answer too, as long as it printed one.
    """
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", LIMITED, sys.executable, "-m", "etl", *arguments],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Failed("timeout") from error
    if done.returncode == 0 or (refusing and done.returncode == 1 and done.stdout.strip()):
        return done.stdout
    output = done.stderr[-4000:]
    log.error(
        words.both("log.command_failed", command=arguments[0], code=done.returncode, output=output)
    )
    told = done.returncode == 1 and "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    raise Failed("failed", lines[-1] if told and lines else "")
