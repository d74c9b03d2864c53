"""A build is a new file, never an edit: write aside, close, reopen, rename, move one pointer.

    <folder>/CURRENT                     the pointer: a link to the published build
    <folder>/<build_id>.duckdb           that build and the ones before it
    <folder>/review/<build_id>.duckdb    the build that waits for `publish`, if any
    <folder>/HELD                        content hashes that were rolled back, one a line
    <folder>/.lock, .build-*             who is at work, and what on

Readers resolve `CURRENT` and keep the file that they opened; only one build writes at a time.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from etl.errors import PublishError
from etl.publish import ledger
from sql.clock import BANGKOK
from sql.warehouse import WarehouseMissing, builds, current, quoted

KEPT = 3
STAMP = "%Y%m%dT%H%M%SZ"

Row = dict[str, object]
Tables = dict[str, tuple[int, int | None]]  # table -> its rows and a checksum of all its cells


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Holds the folder for one writer. Raises PublishError that names the holder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(
                f"{folder}: another build is at work ({_holder(file)}). "
                "Wait until it ends, or stop it."
            ) from None
        os.ftruncate(file, 0)
        holder = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
        with suppress(OSError):  # on a full disk the lock holds without a name
            os.pwrite(file, json.dumps(holder).encode(), 0)
        try:
            _tidy(folder)
            yield
        finally:
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def _holder(file: int) -> str:
    """Who has the lock: its process and since when."""
    for _ in range(20):
        if text := os.pread(file, 200, 0):
            break
        time.sleep(0.05)  # it has the lock and is about to write its name
    try:
        found = json.loads(text)
        started = datetime.fromisoformat(found["started"]).astimezone(BANGKOK)
    except (ValueError, KeyError, TypeError):
        return "holder unknown"
    return f"process {found['pid']}, since {started:%H:%M:%S on %d %b %Y}, Bangkok time"


def _tidy(folder: Path) -> None:
    """Removes what a killed build left. No WAL belongs to a published file: none is ever edited."""
    for left_over in (*folder.glob(".build-*"), *folder.glob("[0-9]*.duckdb.wal")):
        if left_over.is_dir() and not left_over.is_symlink():  # what the engine swapped out
            shutil.rmtree(left_over)
        else:
            left_over.unlink()


def working_file(folder: Path) -> Path:
    """Where the build under way is written; nobody reads it."""
    return folder / f".build-{os.getpid()}.duckdb"


def new_id(folder: Path, content_hash: str) -> str:
    """The time and the hash's first digits; after every other build's, even if the clock jumps."""
    taken = [_stamp(path) + timedelta(seconds=1) for path in _all_builds(folder)]
    return f"{max([datetime.now(UTC), *taken]):{STAMP}}-{content_hash[:8]}"


def _all_builds(folder: Path) -> Iterator[Path]:
    yield from builds(folder)
    yield from _waiting(folder)
    if (folder / "CURRENT").is_symlink():
        yield (folder / "CURRENT").readlink()  # whether its file is there or not


def _stamp(path: Path) -> datetime:
    try:
        return datetime.strptime(path.name.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:  # some other file
        return datetime.min.replace(tzinfo=UTC)


def _waiting(folder: Path) -> list[Path]:
    """The build that waits for review, newest first."""
    return sorted((folder / "review").glob("[0-9]*.duckdb"), reverse=True)


def find(folder: Path, build_id: str) -> Path:
    """The file of a build that is kept or waits for review. Raises PublishError."""
    there = [*_waiting(folder), *builds(folder)]
    for path in there:
        if path.stem == build_id:
            return path
    names = ", ".join(path.stem for path in there) or "none"
    raise PublishError(f"{folder}: there is no build {build_id}. There are: {names}.")


def waiting(folder: Path) -> Path | None:
    """The build that waits for review."""
    return next(iter(_waiting(folder)), None)


def written(connection: duckdb.DuckDBPyConnection) -> Tables:
    """Rows and checksum of every table; every cell is read."""
    names = connection.execute(
        "select schema_name || '.\"' || table_name || '\"' from duckdb_tables() "
        "where database_name = current_database() and not temporary order by all"
    ).fetchall()
    return {
        name: connection.sql(f"select count(*), bit_xor(hash(t)) from {name} as t").fetchall()[0]
        for (name,) in names
    }


def publish(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """Publishes a closed, checked file as `<build_id>.duckdb` and points `CURRENT` to it.

    `tables` is what was written into it.
    """
    published = _placed(built, folder, build_id, tables)
    _point(folder, published)
    _prune(folder, published)
    return published


def leave(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """Leaves a closed, checked file to wait for `publish_candidate`."""
    (folder / "review").mkdir(exist_ok=True)
    return _placed(built, folder / "review", build_id, tables)


def drop_candidate(folder: Path) -> None:
    """Removes the build that waits: a newer one was made."""
    for path in _waiting(folder):
        path.unlink()


def _placed(built: Path, folder: Path, build_id: str, tables: Tables) -> Path:
    """The file under its name: whole, read back, and on the disk."""
    if Path(f"{built}.wal").exists():
        raise PublishError(f"{built}: not written out whole. Run the build again.")
    _smoke_test(built, build_id, tables)
    with built.open("rb") as file:
        os.fsync(file.fileno())
    path = folder / f"{build_id}.duckdb"
    Path(f"{path}.wal").unlink(missing_ok=True)  # a stranger's would keep the file from opening
    built.rename(path)
    sync(folder)
    return path


def _point(folder: Path, published: Path) -> None:
    pointer = folder / ".build-CURRENT"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(published.name)
    pointer.replace(folder / "CURRENT")
    sync(folder)


def _smoke_test(built: Path, build_id: str, tables: Tables | None = None) -> None:
    """Reads every table of a closed file back, as a reader would. Raises PublishError."""
    try:
        with duckdb.connect(str(built), read_only=True) as connection:
            found = written(connection)
            signed = connection.execute("select build_id from meta.build").fetchall()
    except duckdb.Error as error:
        raise PublishError(f"{built}: can't be read back ({error}). Build again.") from error
    if signed != [(build_id,)] or not found.get('metrics."metric_value"', (0, 0))[0]:
        raise PublishError(f"{built}: the build came out empty. See its log.")
    if tables is not None and found != tables:
        wrong = sorted(name for name in tables if found.get(name) != tables[name])
        raise PublishError(
            f"{built}: {', '.join(wrong)} can't be read back as written. Build again; if it "
            "happens again, report this with the version of duckdb."
        )


def _prune(folder: Path, published: Path) -> None:
    for old in builds(folder)[KEPT:]:
        if old != published:
            old.unlink()


def publish_candidate(folder: Path, build_id: str) -> str:
    """Publishes the build that waits for review; gives its id. Raises PublishError."""
    with lock(folder):
        candidate = waiting(folder)
        if candidate is None or candidate.stem != build_id:
            names = candidate.stem if candidate else "none does; `build --review` makes one"
            raise PublishError(f"{folder}: build {build_id} does not wait for review ({names}).")
        _smoke_test(candidate, build_id)
        (made,) = rows(candidate, "select content_hash, previous from meta.build")
        left = _pointed(folder)
        if made["previous"] != (left and left.stem):
            raise PublishError(
                f"{folder}: {build_id} was compared with {made['previous']}, but "
                f"{left and left.stem} is published now. Run `build --review` again."
            )
        published = folder / candidate.name
        candidate.rename(published)
        sync(folder)
        _hold(folder, held(folder) - {str(made["content_hash"])})
        _point(folder, published)
        _prune(folder, published)
        _record(folder, build_id, "published after review")
    return build_id


def rollback(folder: Path, build_id: str | None = None) -> str:
    """Points `CURRENT` to a kept build (default: the one before); gives its id.

    What was left is held: a build with the same content is not published by itself any more.
    Raises PublishError.
    """
    with lock(folder):
        left = _pointed(folder)
        target = _earlier(folder, left) if build_id is None else folder / f"{build_id}.duckdb"
        kept = builds(folder)
        if target not in kept or target == left:
            names = ", ".join(path.stem for path in kept if path != left) or "none"
            raise PublishError(
                f"{folder}: there is no other build {build_id or 'before the published one'} "
                f"to go back to. Kept besides the published one: {names}."
            )
        _smoke_test(target, target.stem)
        _hold(folder, (held(folder) | {published_hash(folder)}) - {_content_hash(target), ""})
        _point(folder, target)
        _record(folder, target.stem, f"rolled back from {left.stem if left else 'nothing'}")
    return target.stem


def _earlier(folder: Path, left: Path | None) -> Path | None:
    """The newest kept build before `left` that says something else."""
    return next(
        (
            path
            for path in builds(folder)
            if left is None or (path.stem < left.stem and path.stem[-8:] != left.stem[-8:])
        ),
        None,
    )


def line(folder: Path) -> list[Path]:
    """The published build and the kept ones before it, newest first, readable or not."""
    pointed = _pointed(folder)
    return [path for path in builds(folder) if pointed and path.stem <= pointed.stem]


def _pointed(folder: Path) -> Path | None:
    """The file that `CURRENT` names, whether it is there or not."""
    pointer = folder / "CURRENT"
    return folder / pointer.readlink().name if pointer.is_symlink() else None


def _record(folder: Path, build_id: str, message: str) -> None:
    run_id = ledger.start(folder, "command")
    ledger.end(folder, run_id, "published", build_id=build_id, message=message)


def held(folder: Path) -> set[str]:
    """Content hashes that were rolled back: not to be published by themselves."""
    path = folder / "HELD"
    return set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()


def _hold(folder: Path, hashes: Iterable[str]) -> None:
    """Writes `HELD` anew, whole or not at all."""
    aside = folder / ".build-HELD"
    with aside.open("w", encoding="utf-8") as file:
        file.writelines(f"{content_hash}\n" for content_hash in sorted(hashes))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / "HELD")


def status(folder: Path | None = None) -> Row:
    """What is published, and what lies about it.

    build_id, content_hash, built_at, seconds, rows by outcome, checks with findings; problems of
    sources; the other builds kept, the one that waits for review; the last run's end.
    Raises WarehouseMissing, PublishError.
    """
    published = current(folder)
    try:
        (row,) = rows(
            published,
            """
            select
                build.build_id,
                build.content_hash,
                strftime(build.built_at, '%Y-%m-%dT%H:%M:%SZ') as built_at,
                build.seconds,
                (select count(*) from meta.source_load)::integer as editions,
                (select sum(rows_read) from meta.source_load)::integer as rows_read,
                (select sum(accepted) from meta.source_load)::integer as accepted,
                (select sum(quarantined) from meta.source_load)::integer as quarantined,
                (
                    select count(*) from meta.check_result where offending > 0
                )::integer as checks_with_findings,
                (select list(message order by source) from meta.source_problem) as problems,
            from meta.build as build
            """,
        )
    except duckdb.Error as error:
        raise PublishError(
            f"{published}: can't be read ({error}). Run `python -m etl build`, or go back to a "
            "kept build with `python -m etl rollback`."
        ) from error
    where = published.parent
    last = next(iter(ledger.runs(where, 1)), {})
    return row | {
        "problems": row["problems"] or [],
        "kept": [path.stem for path in builds(where) if path != published],
        "waiting": next((path.stem for path in _waiting(where)), None),
        "to_review": [key.partition(" ")[0] for key in unseen(where)],
        "last_run": last.get("run_id"),
        "last_outcome": last.get("outcome"),
        "last_message": last.get("message"),
    }


def seen(folder: Path) -> set[str]:
    """Keys of what came through the page and was published, so that an operator looked at it."""
    try:
        return submissions(current(folder))
    except WarehouseMissing:
        return set()


def submissions(build: Path) -> set[str]:
    """Keys of what came through the page and is in this build; none of one of older code."""
    try:
        return {str(row["key"]) for row in rows(build, "select key from meta.submission")}
    except duckdb.Error:
        return set()


def unseen(folder: Path) -> list[str]:
    """Keys of what the build that waits would publish for the first time, in order."""
    candidate = waiting(folder)
    return sorted(submissions(candidate) - seen(folder)) if candidate else []


def published_hash(folder: Path) -> str:
    """The content hash of the published build, or nothing where none is or it can't be read."""
    try:
        return _content_hash(current(folder))
    except (WarehouseMissing, duckdb.Error):
        return ""


def _content_hash(path: Path) -> str:
    return str(rows(path, "select content_hash from meta.build")[0]["content_hash"])


def rows(published: Path, sql: str) -> list[Row]:
    """What `sql` gives over a published file, read-only: one dict a row.

    Attached to an engine of its own, since a process may have the file open in another way.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{quoted(published)}' as published (read_only)")
        connection.execute("use published")
        relation = connection.sql(sql)
        names = relation.columns
        return [dict(zip(names, values, strict=True)) for values in relation.fetchall()]


def sync(folder_: Path) -> None:
    """What was renamed in a folder outlasts a power cut from here on."""
    descriptor = os.open(folder_, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
