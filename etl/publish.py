"""A build is a new file, never an edit: write aside, close, reopen, rename, move one pointer.

Readers resolve `CURRENT` and keep the file that they opened; only one build writes at a time.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.errors import PublishError
from sql.warehouse import WarehouseMissing, current

KEPT = 3

Row = dict[str, object]


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Holds the folder for one build. Raises PublishError that names the holder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise PublishError(
                f"{folder}: another build is at work ({file.read() or 'unknown holder'}). "
                "Wait until it ends, or stop it."
            ) from None
        file.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(json.dumps({"pid": os.getpid(), "started": started}))
        file.flush()
        for left_over in folder.glob(".build-*"):  # of a build that was killed
            left_over.unlink()
        yield


def working_file(folder: Path) -> Path:
    """Where the build under way is written; nobody reads it."""
    return folder / f".build-{os.getpid()}.duckdb"


def publish(built: Path, folder: Path, build_id: str) -> Path:
    """Publishes a closed, checked file as `<build_id>.duckdb` and points `CURRENT` to it."""
    if Path(f"{built}.wal").exists():
        raise PublishError(f"{built}: not written out whole. Run the build again.")
    _smoke_test(built)
    with built.open("rb") as file:
        os.fsync(file.fileno())
    published = folder / f"{build_id}.duckdb"
    built.rename(published)
    pointer = folder / ".build-CURRENT"
    pointer.symlink_to(published.name)
    pointer.replace(folder / "CURRENT")
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _prune(folder, published)
    return published


def publish_candidate(folder: Path, build_id: str) -> str:
    """Publishes the build that waits for review; gives its id. Raises PublishError."""
    raise NotImplementedError


def rollback(folder: Path, build_id: str | None = None) -> str:
    """Points `CURRENT` to a kept build (default: the one before); gives its id.

    What was left is held: a build with the same content is not published by itself any more.
    Raises PublishError.
    """
    raise NotImplementedError


def _smoke_test(built: Path) -> None:
    """Reads the new file back, as a reader would."""
    try:
        (values,) = rows(built, "select count(*) as n from metrics.metric_value")
        (builds,) = rows(built, "select count(*) as n from meta.build")
    except duckdb.Error as error:
        raise PublishError(
            f"{built}: can't be read back ({error}). Run the build again."
        ) from error
    if not values["n"] or builds["n"] != 1:
        raise PublishError(f"{built}: the build came out empty. See its log.")


def _prune(folder: Path, published: Path) -> None:
    builds = sorted(folder.glob("[0-9]*.duckdb"), reverse=True)
    for old in builds[KEPT:]:
        if old != published:
            old.unlink()


def status(folder: Path | None = None) -> Row:
    """What is published: build_id, content_hash, built_at, seconds, rows by outcome, checks."""
    (row,) = rows(
        current(folder),
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
        from meta.build as build
        """,
    )
    return row


def published_hash(folder: Path) -> str:
    """The content hash of the published build, or nothing where none is or it can't be read."""
    try:
        return str(rows(current(folder), "select content_hash from meta.build")[0]["content_hash"])
    except (WarehouseMissing, duckdb.Error):
        return ""


def rows(published: Path, sql: str) -> list[Row]:
    """What `sql` gives over a published file, opened read-only: one dict a row."""
    with duckdb.connect(str(published), read_only=True) as connection:
        relation = connection.sql(sql)
        names = relation.columns
        return [dict(zip(names, values, strict=True)) for values in relation.fetchall()]
