"""The inbox: files that agencies send, outside the repository, each filed once and unchanged.

    <inbox>/*                                    dropped, waiting to be taken in
    <inbox>/editions/<source>/<edition>/         one file as received + provenance.toml
    <inbox>/mends/<time>-<hash>/                 a repaired quarantine workbook + provenance.toml
    <inbox>/decisions/                           which of these don't count (`etl.intake.decisions`)
    <inbox>/refused/                             what could not be taken in, each with its reason;
                                                 the newest `REFUSED_FILES`

`SMARTCITY_INBOX` names the folder. Nothing in it is ever edited. The names of editions and repaired
workbooks begin with the time of filing in UTC; a later one is always greater, even if the clock was
set back in between.
"""

import fcntl
import hashlib
import json
import logging
import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from etl.contract import Provenance, read_provenance
from etl.errors import EtlError, SourceError
from etl.intake import decisions
from etl.intake.refusals import Phrase, Refused
from etl.project import SHIPPED
from etl.publish.publish import sync_folder

CARD = "provenance.toml"
REPAIRS = "mends"  # the folder of repaired workbooks; inboxes in use have it by this name
OWN_FOLDERS = {"editions", REPAIRS, "decisions", "refused", "lost+found"}
TIME = "%Y-%m-%dT%H%M%SZ"
UNFINISHED = re.compile(
    r"^(?:\.|~\$)|\.(?:tmp|part|crdownload)$", re.IGNORECASE
)  # names of half-made files
REFUSED_FILES = 200  # that stay in `refused/`; the oldest is removed first
REFUSED_BYTES = 1_000_000_000  # that they may have together
NAME_BYTES = 255 - len("2026-11-21T081500Z--2.txt")  # of a file's own name; we add the rest

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Submission:
    """What came through the page: one filed edition or repaired workbook."""

    shelf: str  # the folder that it is filed under: the name of its source, or `mends`
    name: str
    sha256: str
    bytes: int

    @property
    def file(self) -> str:
        """How it is named in the inbox."""
        return f"{self.shelf}/{self.name}"

    @property
    def key(self) -> str:
        """By what a build records that it was reviewed."""
        return f"{self.file} {self.sha256}"


def folder() -> Path | None:
    """The inbox, or None where `SMARTCITY_INBOX` is not set."""
    name = os.environ.get("SMARTCITY_INBOX")
    return Path(name) if name else None


def required() -> Path:
    """The inbox. Raises EtlError where it is not set or lies in the repository's data folder."""
    inbox = folder()
    if inbox is None:
        raise EtlError("no_inbox")
    if inbox.resolve().is_relative_to(SHIPPED.data.resolve()):
        raise EtlError("inbox_in_data", folder=inbox)
    return inbox


def editions(inbox: Path | None, source: str, *, held: bool = False) -> list[Path]:
    """The folders of one source's filed editions that count, oldest first; with `held` ones too."""
    return _that_count(inbox, every_edition(inbox, source), held=held)


def every_edition(inbox: Path | None, source: str) -> list[Path]:
    """The folders of one source's filed editions, oldest first; held and withdrawn ones too."""
    return [] if inbox is None else _filed_folders(inbox / "editions" / source)


def repairs(inbox: Path | None) -> list[Path]:
    """The filed workbooks of repaired rows that count, oldest first."""
    return [
        path
        for folder in _that_count(inbox, every_repair(inbox))
        for path in sorted(folder.glob("[!.]*"))
        if path.name != CARD
    ]


def every_repair(inbox: Path | None) -> list[Path]:
    """The folders of filed workbooks of repaired rows; held and withdrawn ones too."""
    return [] if inbox is None else _filed_folders(inbox / REPAIRS)


def every_filed(inbox: Path | None) -> list[Path]:
    """The folder of all that was ever filed and is still there, in order of source and time."""
    shelves = sorted((inbox / "editions").glob("[!.]*")) if inbox else []
    return [f for shelf in shelves for f in _filed_folders(shelf)] + every_repair(inbox)


def name_of(filed_folder: Path) -> str:
    """How a filed file is named: `<source>/<edition>`, or `mends/<name>`."""
    return f"{filed_folder.parent.name}/{filed_folder.name}"


def _that_count(inbox: Path | None, folders: list[Path], *, held: bool = False) -> list[Path]:
    out = {
        name
        for name, made in decisions.left_out(inbox).items()
        if not (held and made.state == "held")
    }
    return [folder for folder in folders if name_of(folder) not in out]


def is_filed_by_source_name(filed_folder: Path) -> bool:
    """Whether an operator filed this edition by a command that named its source."""
    found = card(filed_folder)
    return found is not None and (found.via, found.source) == ("command", filed_folder.parent.name)


def submission(filed_folder: Path, card: Provenance) -> Submission | None:
    """The submission that was filed in this folder; None where it did not come through the page."""
    if card.via != "page":
        return None
    return Submission(filed_folder.parent.name, filed_folder.name, card.sha256, card.bytes)


def submissions(inbox: Path) -> list[Submission]:
    """Every submission in the inbox."""
    found = (submission(folder, found) for folder in every_filed(inbox) if (found := card(folder)))
    return [one for one in found if one]


def card(filed_folder: Path) -> Provenance | None:
    """The origin card of what was filed; None where it can't be read: the build reports that."""
    try:
        return read_provenance(filed_folder / CARD)
    except (SourceError, OSError, ValueError, TypeError):
        return None


def dropped_files(inbox: Path) -> list[Path]:
    """What was dropped into the inbox, oldest first, but what is named like an unfinished copy.

    Folders, pipes and links to nowhere too, so that they are refused in words.
    """
    found = {
        path: state(path)
        for path in inbox.glob("*")
        if path.name not in OWN_FOLDERS and not UNFINISHED.search(path.name)
    }
    there = [(seen.changed, path) for path, seen in found.items() if seen]
    return [path for _, path in sorted(there)]


class FileState(NamedTuple):
    """By what a file is known to have changed."""

    inode: int
    bytes: int
    changed: int  # in nanoseconds


def state(path: Path) -> FileState | None:
    """The state of a file; of a link that leads nowhere, the link's own. None where it is gone."""
    for look in (path.stat, path.lstat):
        with suppress(OSError):
            found = look()
            return FileState(found.st_ino, found.st_size, found.st_mtime_ns)
    return None


def sha256(path: Path) -> str:
    """The hash by which a file is known. Raises Refused where it can't be read.

    Nothing but a plain file is opened: a pipe would keep its reader waiting, a device has no end.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refused(path, "folder")
        if not stat.S_ISREG(mode):
            raise Refused(path, "no_plain_file")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused(path, "no_such_file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Refused(path, "unreadable", error=reason) from error


def file_edition(
    inbox: Path, content: bytes, card: Provenance, name: str, held: Sequence[Phrase] = ()
) -> str:
    """Files an edition of `card.source`, whole or not at all; with reasons in `held`, it is held.

    Returns the edition's name. Raises EtlError where the inbox can't be written.
    """
    return _file(inbox, Path("editions", card.source), content, card, name, held=held)


def file_repair(inbox: Path, content: bytes, card: Provenance, name: str) -> str:
    """Files a repaired workbook, whole or not at all.

    Returns its folder's name. Raises EtlError where the inbox can't be written.
    """
    return _file(inbox, Path(REPAIRS), content, card, name)


def remove(path: Path) -> None:
    """Removes a dropped file once it is filed. Raises EtlError where it can't be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise EtlError("not_taken_away", path=path, error=error.strerror) from error


def refuse(inbox: Path, path: Path, message: str) -> Path:
    """Moves a dropped file to `refused/`, the reason beside it; returns its new path.

    Beyond REFUSED_FILES or REFUSED_BYTES the oldest files there are removed.
    """
    with _explain_write_errors(inbox):
        refused = inbox / "refused"
        refused.mkdir(parents=True, exist_ok=True)
        stem = f"{datetime.now(UTC):{TIME}}-"
        target = refused / f"{stem}{kept_name(path.name)}"
        number = 1
        while target.exists():
            number += 1
            target = refused / f"{stem}{number}-{kept_name(path.name)}"
        _write(target.with_name(f"{target.name}.txt"), f"{message}\n".encode("utf-8", "replace"))
        path.rename(target)
        _remove_oldest(refused, target)
        return target


def _remove_oldest(refused: Path, newest: Path) -> None:
    """Removes the oldest refused files, each with its reason; never the newest."""
    names = {path.name for path in refused.iterdir()}
    with_reason = {refused / name for name in names if f"{name}.txt" in names}
    kept, room = 1, REFUSED_BYTES - newest.lstat().st_size
    for path in sorted(with_reason - {newest}, reverse=True):
        kept, room = kept + 1, room - path.lstat().st_size
        if kept > REFUSED_FILES or room < 0:
            log.info("inbox refused/%s goes: too many there", path.name)
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            path.with_name(f"{path.name}.txt").unlink(missing_ok=True)


def kept_name(name: str) -> str:
    """The file's own name, changed where a file system or an origin card could not hold it."""
    plain = re.sub(r"[\x00-\x1f\x7f/\\]", "_", name.encode("utf-8", "replace").decode())
    plain = f"file-{plain}" if plain.lower() == CARD else plain
    stem, suffix = Path(plain).stem.lstrip("."), Path(plain).suffix
    room = NAME_BYTES - len(suffix.encode())
    return (stem.encode()[:room].decode("utf-8", "ignore") or "file") + suffix


@contextmanager
def lock(inbox: Path) -> Iterator[None]:
    """Keeps others from filing, so that what is looked up in the inbox stays true within it."""
    with _explain_write_errors(inbox):
        inbox.mkdir(parents=True, exist_ok=True)
        file = (inbox / ".lock").open("a")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for left_over in inbox.glob(".filing-*"):  # of a filing that was killed
            shutil.rmtree(left_over, ignore_errors=True)
        yield


def _file(
    inbox: Path,
    shelf: Path,
    content: bytes,
    card: Provenance,
    name: str,
    *,
    held: Sequence[Phrase] = (),
) -> str:
    """Writes file and card into a folder aside, then renames it. The caller must hold the lock.

    A hold is recorded before the file is there: it never counts for a moment.
    """
    aside = inbox / f".filing-{os.getpid()}"
    with _explain_write_errors(inbox):
        try:
            (inbox / shelf).mkdir(parents=True, exist_ok=True)
            filed = _next_name(inbox / shelf, card.sha256)
            aside.mkdir()
            _write(aside / kept_name(name), content)
            _write(aside / CARD, _toml(card).encode())
            sync_folder(aside)
            if held:
                decisions.record(inbox, [f"{shelf.name}/{filed}"], "held", held)
            aside.rename(inbox / shelf / filed)
            sync_folder(inbox / shelf)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return filed


def _filed_folders(shelf: Path) -> list[Path]:
    return sorted(path for path in shelf.glob("[!.]*") if path.is_dir())


def _next_name(shelf: Path, sha256: str) -> str:
    """The time and the hash's first eight digits; greater than every name that is there already."""
    now = datetime.now(UTC).replace(microsecond=0)
    for path in _filed_folders(shelf):
        try:
            before = datetime.strptime(path.name[:18], TIME).replace(tzinfo=UTC)
        except ValueError:  # named by hand
            continue
        now = max(now, before + timedelta(seconds=1))
    return f"{now:{TIME}}-{sha256[:8]}"


@contextmanager
def _explain_write_errors(inbox: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EtlError("inbox_not_written", folder=inbox, error=error.strerror) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _toml(card: Provenance) -> str:
    lines = (
        f"{key} = {value.isoformat() if isinstance(value, date) else _literal(value)}\n"
        for key, value in asdict(card).items()
    )
    return "".join(lines)


def _literal(value: str | int) -> str:
    """The value in TOML, whose strings differ from JSON's by one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
