"""Publishes builds: each is a new file that is never edited, and one pointer names the current one.

    <folder>/CURRENT                     the pointer: a link to the published build
    <folder>/<build_id>.duckdb           that build and the ones before it
    <folder>/review/<build_id>.duckdb    the candidate build, which waits for `publish`, if any
    <folder>/HELD                        content hashes of builds rolled back, one per line
    <folder>/.lock, .build-*             which process is building, and its unfinished files

A build is written to a file aside, closed, read back and renamed; then the pointer is moved.
Readers resolve `CURRENT` and keep the file that they opened; only one build writes at a time.
"""

import fcntl
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from etl.errors import Phrase, PublishError
from etl.publish import ledger
from sql import warehouse, words
from sql.clock import BANGKOK
from sql.warehouse import WarehouseMissing, builds, current, quoted

KEPT_BUILDS = 3
ID_TIME = "%Y%m%dT%H%M%SZ"

Row = dict[str, object]
Tables = dict[str, tuple[int, int | None]]  # table -> its rows and a checksum of all its cells


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Locks the folder for one writer. Raises PublishError that names who holds the lock."""
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError("at_work", folder=folder, holder=_holder(file)) from None
        os.ftruncate(file, 0)
        holder = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
        with suppress(OSError):  # on a full disk the lock holds without a name
            os.pwrite(file, json.dumps(holder).encode(), 0)
        try:
            _remove_left_overs(folder)
            yield
        finally:
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def _holder(file: int) -> Phrase:
    """Which process has the lock, and since when, in words for a message."""
    for _ in range(20):
        if text := os.pread(file, 200, 0):
            break
        time.sleep(0.05)  # it has the lock and is about to write its name
    try:
        found = json.loads(text)
        started = datetime.fromisoformat(found["started"]).astimezone(BANGKOK)
    except (ValueError, KeyError, TypeError):
        return {"code": "holder_unknown"}
    return {"code": "holder", "process": found["pid"], "since": f"{started:%Y-%m-%d %H:%M:%S}"}


def _remove_left_overs(folder: Path) -> None:
    """Removes the files of killed builds.

    A write-ahead log beside a published file is one of them, since published files are never
    edited.
    """
    for left_over in (*folder.glob(".build-*"), *folder.glob("[0-9]*.duckdb.wal")):
        if left_over.is_dir() and not left_over.is_symlink():  # the engine's folder of spilled data
            shutil.rmtree(left_over)
        else:
            left_over.unlink()


def working_file(folder: Path) -> Path:
    """The file that the build under way is written to, and that nobody reads."""
    return folder / f".build-{os.getpid()}.duckdb"


def new_id(folder: Path, content_hash: str) -> str:
    """A build id: the UTC time and the hash's first eight digits.

    It is greater than every other build's, even if the clock was set back.
    """
    taken = [_time_of(path) + timedelta(seconds=1) for path in _all_builds(folder)]
    return f"{max([datetime.now(UTC), *taken]):{ID_TIME}}-{content_hash[:8]}"


def _all_builds(folder: Path) -> Iterator[Path]:
    yield from builds(folder)
    yield from _candidates(folder)
    if (folder / "CURRENT").is_symlink():
        yield (folder / "CURRENT").readlink()  # whether its file is there or not


def _time_of(path: Path) -> datetime:
    try:
        return datetime.strptime(path.name.partition("-")[0], ID_TIME).replace(tzinfo=UTC)
    except ValueError:  # some other file
        return datetime.min.replace(tzinfo=UTC)


def _candidates(folder: Path) -> list[Path]:
    """The files in `review`, newest first; there is one at most, unless somebody put more there."""
    return sorted((folder / "review").glob("[0-9]*.duckdb"), reverse=True)


def find(folder: Path, build_id: str) -> Path:
    """The file of a kept build or of the candidate. Raises PublishError where there is none."""
    there = [*_candidates(folder), *builds(folder)]
    for path in there:
        if path.stem == build_id:
            return path
    raise PublishError("no_build", folder=folder, build=build_id, names=_names(there))


def _names(there: Iterable[Path]) -> Phrase:
    """The ids of builds, in words for a message."""
    names = ", ".join(path.stem for path in there)
    return {"code": "said", "text": names} if names else {"code": "none"}


def candidate_build(folder: Path) -> Path | None:
    """The file of the build that waits for review; None where none does."""
    return next(iter(_candidates(folder)), None)


def table_checksums(connection: duckdb.DuckDBPyConnection) -> Tables:
    """The number of rows and a checksum of every table of an open build; reads every cell."""
    names = connection.execute(
        "select schema_name || '.\"' || table_name || '\"' from duckdb_tables() "
        "where database_name = current_database() and not temporary order by all"
    ).fetchall()
    sums = " union all ".join(
        f"select '{name}', count(*), bit_xor(hash(t)) from {name} as t" for (name,) in names
    )
    return {name: (rows, cells) for name, rows, cells in connection.execute(sums).fetchall()}


def publish(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """Publishes a closed, checked file as `<build_id>.duckdb` and points `CURRENT` to it.

    `tables` are the checksums of what was written. Returns the new path. Raises PublishError where
    the file can't be read back as written.
    """
    published = _move_into(built, folder, build_id, tables)
    _point_current_to(folder, published)
    _prune(folder, published)
    return published


def stage_candidate(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """Makes a closed, checked file the candidate build, for `publish_candidate`.

    Returns the new path. Raises PublishError where the file can't be read back as written.
    """
    (folder / "review").mkdir(exist_ok=True)
    return _move_into(built, folder / "review", build_id, tables)


def drop_candidate(folder: Path) -> None:
    """Removes the candidate build, since a newer build was made."""
    for path in _candidates(folder):
        path.unlink()


def _move_into(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """Moves a file into `folder`, after it was read back and written through to the disk."""
    if Path(f"{built}.wal").exists():
        raise PublishError("not_whole", path=built)
    _smoke_test(built, build_id, tables)
    with built.open("rb") as file:
        os.fsync(file.fileno())
    path = folder / f"{build_id}.duckdb"
    Path(f"{path}.wal").unlink(missing_ok=True)  # one of another file would keep it from opening
    built.rename(path)
    sync_folder(folder)
    return path


def _point_current_to(folder: Path, published: Path) -> None:
    pointer = folder / ".build-CURRENT"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(published.name)
    pointer.replace(folder / "CURRENT")
    sync_folder(folder)


def _smoke_test(built: Path, build_id: str, tables: Tables | None = None) -> None:
    """Reads back every table of a closed file, as a reader would.

    Raises PublishError where that fails, there is no figure, or the checksums are not `tables`.
    """
    try:
        with _reading(built) as connection:
            found = table_checksums(connection)
            ids = connection.execute("select build_id from meta.build").fetchall()
    except duckdb.Error as error:
        raise PublishError("not_read_back", path=built, error=error) from error
    if ids != [(build_id,)] or not found.get('metrics."metric_value"', (0, 0))[0]:
        raise PublishError("empty_build", path=built)
    if tables is not None and found != tables:
        wrong = sorted(name for name in tables if found.get(name) != tables[name])
        raise PublishError("not_as_written", path=built, tables=", ".join(wrong))


def _prune(folder: Path, published: Path) -> None:
    for old in builds(folder)[KEPT_BUILDS:]:
        if old != published:
            old.unlink()


def publish_candidate(folder: Path, build_id: str) -> str:
    """Publishes the candidate build; returns its id.

    Raises PublishError where `build_id` is not the candidate, or another build was published since
    it was made.
    """
    with lock(folder):
        candidate = candidate_build(folder)
        if candidate is None or candidate.stem != build_id:
            waits: Phrase = {"code": "nothing_waits"}
            if candidate:
                waits = _names([candidate])
            raise PublishError("does_not_wait", folder=folder, build=build_id, waits=waits)
        _smoke_test(candidate, build_id)
        (made,) = rows(candidate, "select content_hash, previous from meta.build")
        left = _current_file(folder)
        if made["previous"] != (left and left.stem):
            raise PublishError(
                "compared_before",
                folder=folder,
                build=build_id,
                then=made["previous"],
                now=left and left.stem,
            )
        published = folder / candidate.name
        candidate.rename(published)
        sync_folder(folder)
        _write_held_hashes(folder, held_hashes(folder) - {str(made["content_hash"])})
        _point_current_to(folder, published)
        _prune(folder, published)
        _record_run(folder, build_id, "published after review")
    return build_id


def rollback(
    folder: Path,
    build_id: str | None = None,
    hold_files: Callable[[Path, Path], bool] = lambda left, target: False,
) -> str:
    """Points `CURRENT` to a kept build (default: the one before); returns its id.

    `hold_files` gets the build that is left and the one that is published instead; it returns
    whether it holds the files that made the difference. Where it does not, the content hash of the
    build that was left is held: a build with the same content is not published any more unless an
    operator does it. Raises PublishError.
    """
    with lock(folder):
        left = _current_file(folder)
        target = build_before(folder, left) if build_id is None else folder / f"{build_id}.duckdb"
        kept = builds(folder)
        if target not in kept or target == left:
            names = _names(path for path in kept if path != left)
            code = "no_way_back_to" if build_id else "no_way_back"
            raise PublishError(code, folder=folder, build=build_id, names=names)
        _smoke_test(target, target.stem)
        are_held = left is not None and bool(published_hash(folder)) and hold_files(left, target)
        left_hash = "" if are_held else published_hash(folder)
        _write_held_hashes(
            folder, (held_hashes(folder) | {left_hash}) - {_content_hash(target), ""}
        )
        _point_current_to(folder, target)
        message = words.both("run.went_back", build=left.stem) if left else ""
        _record_run(folder, target.stem, message)
    return target.stem


def build_before(folder: Path, left: Path | None) -> Path | None:
    """The kept build that was published before `left`, with another content hash; None: none is.

    A build that was rolled back is not one of those. Where a build can't say which came before it,
    it is the newest kept one that is older.
    """
    kept = builds(folder)
    if left is None:
        return next(iter(kept), None)
    before = left
    try:
        while before.stem[-8:] == left.stem[-8:]:
            (made,) = rows(before, "select previous from meta.build")
            if made["previous"] is None:
                return None
            before = folder / f"{made['previous']}.duckdb"
    except duckdb.Error:
        return next(
            (one for one in kept if one.stem < left.stem and one.stem[-8:] != left.stem[-8:]), None
        )
    return before if before in kept else None


def current_and_earlier(folder: Path) -> list[Path]:
    """The published build and the kept ones before it, newest first, readable or not."""
    pointed = _current_file(folder)
    return [path for path in builds(folder) if pointed and path.stem <= pointed.stem]


def _current_file(folder: Path) -> Path | None:
    """The file that `CURRENT` names, whether it is there or not."""
    pointer = folder / "CURRENT"
    return folder / pointer.readlink().name if pointer.is_symlink() else None


def _record_run(folder: Path, build_id: str, message: str) -> None:
    run_id = ledger.start(folder, "command")
    ledger.end(folder, run_id, "published", build_id=build_id, message=message)


def held_hashes(folder: Path) -> set[str]:
    """Content hashes of builds that were rolled back; a build does not publish these by itself."""
    path = folder / "HELD"
    return set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()


def _write_held_hashes(folder: Path, hashes: Iterable[str]) -> None:
    """Replaces `HELD` as a whole, so that a reader never sees half of it."""
    aside = folder / ".build-HELD"
    with aside.open("w", encoding="utf-8") as file:
        file.writelines(f"{content_hash}\n" for content_hash in sorted(hashes))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / "HELD")


def status(folder: Path | None = None) -> Row:
    """The published build, the other builds, and how the last run ended.

    Keys: build_id, content_hash, built_at, seconds, numbers of editions and rows, checks with
    findings, problems of sources; other builds kept, the candidate build and the files in it to
    review; id, outcome and message of the last run. Raises WarehouseMissing, PublishError.
    """
    published = current(folder)
    (row,) = published_rows(warehouse.text("queries/build/status.sql"), folder)
    where = published.parent
    last = next(iter(ledger.runs(where, 1)), {})
    return row | {
        "problems": row["problems"] or [],
        "kept": [path.stem for path in builds(where) if path != published],
        "waiting": next((path.stem for path in _candidates(where)), None),
        "to_review": [key.partition(" ")[0] for key in unreviewed_submissions(where)],
        "last_run": last.get("run_id"),
        "last_outcome": last.get("outcome"),
        "last_message": last.get("message"),
    }


def reviewed_submissions(folder: Path) -> set[str]:
    """Keys of submissions in the published build: an operator reviewed them."""
    try:
        return submissions(current(folder))
    except WarehouseMissing:
        return set()


def submissions(build: Path) -> set[str]:
    """Keys of submissions through the page in this build; none in a build of older code."""
    try:
        return {str(row["key"]) for row in rows(build, "select key from meta.submission")}
    except duckdb.Error:
        return set()


def unreviewed_submissions(folder: Path) -> list[str]:
    """Keys of submissions that the candidate build would publish for the first time, in order."""
    candidate = candidate_build(folder)
    return sorted(submissions(candidate) - reviewed_submissions(folder)) if candidate else []


def published_hash(folder: Path) -> str:
    """The content hash of the published build; "" where none is, or it can't be read."""
    try:
        return _content_hash(current(folder))
    except (WarehouseMissing, duckdb.Error):
        return ""


def _content_hash(path: Path) -> str:
    return str(rows(path, "select content_hash from meta.build")[0]["content_hash"])


def published_rows(sql: str, folder: Path | None = None) -> list[Row]:
    """The rows that `sql` gives over the published build. Raises WarehouseMissing, PublishError."""
    published = current(folder)
    try:
        return rows(published, sql)
    except duckdb.Error as error:
        raise PublishError("build_unread", path=published, error=error) from error


def rows(published: Path, sql: str) -> list[Row]:
    """The rows that the query `sql` gives over a published file, as dicts; the file is only read.

    It is attached to an engine of its own, since the process may have opened it in another way.
    """
    with _reading(published) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


class _Kept(threading.local):
    """A thread's engine: to start one takes far longer than to read a few rows."""

    engine: duckdb.DuckDBPyConnection | None = None


_kept = _Kept()


@contextmanager
def _reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine that has a closed file in use, read-only; where an error comes it is not kept."""
    engine, _kept.engine = _kept.engine or duckdb.connect(), None
    try:
        engine.execute(f"attach '{quoted(file)}' as published (read_only)")
        engine.execute("use published")
        yield engine
        engine.execute("use memory")
        engine.execute("detach published")
    except BaseException:
        engine.close()
        raise
    _kept.engine = engine


def sync_folder(folder: Path) -> None:
    """Writes the folder's names through to the disk, so that a rename outlasts a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
