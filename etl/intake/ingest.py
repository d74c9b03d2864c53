"""An agency's file, checked and filed in the inbox as a new edition, unchanged.

A mended quarantine workbook is taken in the same way; its rows replace those that they name. What
the project keeps itself is taken in where an operator's command names its source, in no other way.
"""

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl

from etl.contract import Provenance, Source, read_provenance
from etl.errors import EtlError, SourceError
from etl.intake import inbox, quarantine, reasons
from etl.intake.extract import Edition, Records, editions, left_out, recognise
from etl.intake.overrides import corrected
from etl.intake.quarantine import Mend
from etl.intake.refusals import Refused, Said
from etl.intake.validate import Validated, validate
from etl.project import SHIPPED
from etl.publish import ledger, publish
from sql import warehouse
from sql.clock import BANGKOK

SHOWN = 20  # rejected rows in words; the others are counted
REPORTER = "reported_by"
YEARLY = 366
QUOTA_FILES, QUOTA_MB = 100, 1000  # of what came through the page and was not looked at yet
PER_SOURCE = 5  # one source may have a fifth of each
MEGABYTE = 1024 * 1024

MENDS = "mends"  # the shelf of mended workbooks

Via = Literal["command", "inbox", "page"]
NEXT: Mapping[Via, str] = {
    "command": "The next build loads it.",
    "inbox": "The next build loads it.",
    "page": "The next build holds it for review.",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    `filed`: a new edition, or mended rows. `checked`: the same, but a dry run. `known`: filed
    before. `empty`: no row, so nothing to file. `refused`: see `message`.
    """

    file: str
    status: Literal["filed", "checked", "known", "empty", "refused"]
    message: str
    said: Said | None = None  # the message as a code of `sql/refusal.toml` with its values
    source: str | None = None
    edition: str | None = None
    rows_read: int = 0
    accepted: int = 0
    quarantined: int = 0
    left_out: tuple[tuple[int, str], ...] = ()  # rows that are no records: totals, notes
    rejected: tuple[dict[str, object], ...] = ()  # as quarantine.rejected_row

    def __str__(self) -> str:
        """What the operator reads."""
        return "\n".join(_lines(self))


@dataclass(frozen=True)
class Door:
    """How a file came, the inbox that it goes to, and the source that was named for it."""

    via: Via
    place: Path | None
    name: str | None = None

    def admits(self, source: str) -> bool:
        """Whether it may file what the project keeps of this source."""
        return self.via == "command" and self.name == source


def ingest(
    path: Path, *, name: str | None = None, dry_run: bool = False, via: Via = "command"
) -> Outcome:
    """Checks the file and, unless `dry_run`, files it. Bad files are an outcome, not an error.

    `name`: the source, needed for one that the project keeps. Raises EtlError where the inbox is
    not set or can't be written.
    """
    place = inbox.folder() if dry_run else inbox.required()
    return _ingest(path, Door(via, place, name), dry_run=dry_run)


def take_in(place: Path, path: Path) -> Outcome:
    """Ingests a file that was dropped into the inbox `place`, and clears it away.

    Filed, it lies among the editions; if not, it goes to `refused/` with the reason beside it. A
    file that changed meanwhile stays and is taken in again. Raises EtlError.
    """
    before = _stamp(path)
    outcome = _ingest(path, Door("inbox", place), dry_run=False)
    log.info("inbox %s %s source=%s", path.name, outcome.status, outcome.source)
    if before is not None and _stamp(path) == before:
        if outcome.status == "filed":
            inbox.remove(path)
        else:
            inbox.refuse(place, path, str(outcome))
    return outcome


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes with the file; nothing where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _ingest(path: Path, door: Door, *, dry_run: bool) -> Outcome:
    try:
        sha256 = inbox.sha256(path)
        try:
            source, records = recognise(path, _declared(path, door.name))
        except SourceError as error:
            failure = error.with_traceback(None)  # its frames hold all that was read
            failure.__cause__ = failure.__context__ = None
        else:
            _may(path, door, source)
            return _edition(path, sha256, source, records, door, dry_run=dry_run)
        mends = quarantine.read(path) if path.suffix.lower() == ".xlsx" else None
        if mends is None:
            _may_not(path, door, failure)
            raise failure
        return _mends(path, sha256, mends, door, dry_run=dry_run)
    except SourceError as error:
        said = error.said if isinstance(error, Refused) else None
        return Outcome(path.name, "refused", str(error), said)


def _declared(path: Path, name: str | None) -> list[Source]:
    """The sources whose headings are looked for: the one named, else all, to tell what it is."""
    if path.suffix.lower() == ".geojson":
        raise SourceError(f"{path}: a map, not a table. Maps are part of the project's own data.")
    if name is None:
        return list(SHIPPED.sources)
    found = {source.name: source for source in SHIPPED.sources if source.folder != "reference"}
    if name not in found:
        raise SourceError(f"{path}: no source {name!r}. Sources: {', '.join(found)}.")
    return [found[name]]


def _may(path: Path, door: Door, source: Source) -> None:
    """Raises Refused where the project keeps the source and no operator's command named it."""
    if source.is_curated and not door.admits(source.name):
        raise Refused(path, "curated", source=source.name, source_name=source.name)


def _may_not(path: Path, door: Door, failure: SourceError) -> None:
    """Raises Refused where the nearest source is one that the file may not belong to anyhow."""
    said = failure.said if isinstance(failure, Refused) else {}
    if said.get("code") == "misfit":
        _may(
            path, door, next(source for source in SHIPPED.sources if source.name == said["source"])
        )


def _within_quota(path: Path, door: Door, shelf: str) -> None:
    """Raises Refused where too much of what came through the page waits to be looked at."""
    if door.via != "page" or door.place is None:
        return
    seen = publish.seen(warehouse.folder())
    unseen = [one for one in inbox.submissions(door.place) if one.key not in seen]
    of_shelf = [one for one in unseen if one.shelf == shelf]
    files = _quota("SMARTCITY_QUOTA_FILES", QUOTA_FILES)
    megabytes = _quota("SMARTCITY_QUOTA_MB", QUOTA_MB)
    for code, found, part in (("quota_source", of_shelf, PER_SOURCE), ("quota", unseen, 1)):
        size = path.stat().st_size + sum(one.bytes for one in found)
        if (len(found) + 1) * part > files or size * part > megabytes * MEGABYTE:
            raise Refused(path, code, files=len(found), limit=files // part, mb=megabytes // part)


def _quota(name: str, default: int) -> int:
    """A limit by its setting. Raises EtlError where that is no number."""
    stated = os.environ.get(name) or str(default)
    if not (stated.isascii() and stated.isdigit()):
        raise EtlError(f"{name}={stated} is no number. Write one, as in {name}={default}.")
    return int(stated)


# ------------------------------------------------------------------------------------- editions


def _edition(
    path: Path,
    sha256: str,
    source: Source,
    records: Records,
    door: Door,
    *,
    dry_run: bool,
) -> Outcome:
    place = door.place
    before = _cards(source, place)
    template, last = source.template, next(reversed(before.values()), None)
    card = _card(
        *(path, sha256, door),
        source=source.name,
        title=template.title_en if template else last.title if last else source.name,
        rows=records.rows_read,
        days=template.promise_days if template else last.promise_days if last else YEARLY,
    )
    frames = validate(
        Edition(
            *(source, "", path, card, records.frame, records.rows_read),
            *(records.sheet, records.letters, records.left_out),
        )
    )
    outcome = Outcome(
        file=path.name,
        status="checked",
        message=f"Dry run: nothing was filed.{_warnings(source, frames, before)}",
        source=source.name,
        rows_read=records.rows_read,
        accepted=frames.accepted.height,
        quarantined=frames.rejected.height,
        left_out=records.left_out,
        rejected=tuple(frames.rejected.rows(named=True)),
    )
    if known := _known(sha256, before):
        return _as_known(outcome, known)
    if not records.rows_read:
        return replace(outcome, status="empty", message="No row is filled in. Nothing was filed.")
    _within_quota(path, door, source.name)
    if dry_run or place is None:
        return outcome
    card = replace(card, publisher=_publisher(source, frames.accepted))
    with inbox.lock(place):
        before = _cards(source, place)
        if known := _known(sha256, before):  # filed by somebody else meanwhile
            return _as_known(outcome, known)
        _within_quota(path, door, source.name)
        edition = inbox.file_edition(place, _unchanged(path, sha256), card, path.name)
    log.info("filed %s/%s rows=%d via=%s", source.name, edition, card.rows, door.via)
    return replace(
        outcome,
        status="filed",
        edition=edition,
        message=f"Filed. {NEXT[door.via]}{_warnings(source, frames, before)}",
        rejected=tuple(row | {"edition": edition} for row in outcome.rejected),
    )


def _cards(source: Source, place: Path | None) -> dict[str, Provenance]:
    """The origin cards of a source's editions by name, oldest first; unreadable ones left out."""
    shipped = (SHIPPED.data / source.folder / source.name).glob("*/")
    filed = set(inbox.editions(place, source.name)) - set(left_out(source, place))
    found = {}
    for folder in sorted([*shipped, *filed], key=lambda p: p.name):
        try:
            found[folder.name] = read_provenance(folder / inbox.CARD)
        except SourceError as error:  # the build tells and stops for it
            log.warning("%s", error)
    return found


def _card(
    path: Path, sha256: str, door: Door, *, source: str, title: str, rows: int, days: int
) -> Provenance:
    """The origin card of a file that was sent."""
    return Provenance(
        source=source,
        title=title,
        publisher="not stated",
        url="",
        accessed=datetime.now(BANGKOK).date(),
        licence="not stated",
        kind="submitted",
        sha256=sha256,
        bytes=path.stat().st_size,
        rows=rows,
        note=f"Received as {path.name}.",
        promise_days=days,
        via=door.via,
        filed_by=ledger.account(),
    )


def _publisher(source: Source, accepted: pl.DataFrame) -> str:
    """Who reported the rows; where they don't say, who sends the template."""
    if REPORTER in accepted.columns:
        named = accepted[REPORTER].drop_nulls().unique(maintain_order=True).to_list()
        if named:
            more = f" and {len(named) - 3} more" if len(named) > 3 else ""
            return "; ".join(named[:3]) + more
    return source.template.owner_en if source.template else "not stated"


def _warnings(source: Source, frames: Validated, before: Mapping[str, Provenance]) -> str:
    """What an operator should look at although the file is in order."""
    accepted = frames.accepted.height
    if source.load == "append" or not before:
        return "" if accepted else " Warning: not one row was accepted."
    name, card = list(before.items())[-1]
    said = f" It replaces edition {name} of {card.rows:,} rows."
    if accepted * 2 < card.rows:
        said += (
            f" Warning: it has {accepted:,} good rows, fewer than half as many. Send the whole "
            "list if this is a part of it."
        )
    return said


def _known(sha256: str, cards: Mapping[str, Provenance]) -> str | None:
    return next((name for name, card in cards.items() if card.sha256 == sha256), None)


def _as_known(outcome: Outcome, edition: str) -> Outcome:
    message = f"Filed before, as {edition}: the same file to the last byte. Nothing was filed."
    return replace(outcome, status="known", edition=edition, message=message)


def _unchanged(path: Path, sha256: str) -> bytes:
    """The file's bytes, if they are still those that were checked."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: can't be read any more ({error.strerror}).") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SourceError(f"{path}: it changed while it was read. Ingest it again.")
    return content


# ---------------------------------------------------------------------------------------- mends


def _mends(path: Path, sha256: str, mends: list[Mend], door: Door, *, dry_run: bool) -> Outcome:
    """A mended workbook: what becomes of the rows that it names."""
    place = door.place
    names = sorted({mend.source for mend in mends})
    accepted, rejected, changed, also = 0, list[dict[str, object]](), False, 0
    for name in names:
        ours = [mend for mend in mends if mend.source == name]
        result = _tried(path, name, ours, place)
        if result.changed and name in quarantine.curated() and not door.admits(name):
            named = {"source": name, "source_name": name}
            raise Refused(path.name, "mend_curated", place=ours[0].where, **named)
        accepted += result.accepted
        rejected += result.rejected
        changed |= result.changed
        also += result.also
    outcome = Outcome(
        file=path.name,
        status="checked",
        message="Dry run: nothing was filed.",
        source=", ".join(names) or None,
        rows_read=len(mends),
        accepted=accepted,
        quarantined=len(mends) - accepted,
        rejected=tuple(rejected),
    )
    if known := _known(sha256, _mend_cards(place)):
        return _as_known(outcome, known)
    if not changed:
        message = "No cell was mended. Nothing was filed."
        return replace(outcome, status="empty", message=message)
    warning = f" Warning: {also} rows that were good are rejected with it." if also else ""
    _within_quota(path, door, MENDS)
    if dry_run or place is None:
        return replace(outcome, message=outcome.message + warning)
    card = _card(
        *(path, sha256, door),
        source=", ".join(names),
        title="Mended rows",
        rows=len(mends),
        days=YEARLY,
    )
    with inbox.lock(place):
        if known := _known(sha256, _mend_cards(place)):
            return _as_known(outcome, known)
        _within_quota(path, door, MENDS)
        filed = inbox.file_mend(place, _unchanged(path, sha256), card, path.name)
    message = f"Filed. {NEXT[door.via]}{warning}"
    return replace(outcome, status="filed", edition=filed, message=message)


@dataclass(frozen=True)
class _Tried:
    """What a workbook does to one source: good rows, rejected ones, whether a cell changes."""

    accepted: int
    rejected: list[dict[str, object]]
    changed: bool
    also: int  # rows outside the workbook that are rejected with it and were good before


def _tried(path: Path, name: str, mends: list[Mend], place: Path | None) -> _Tried:
    source = next((source for source in SHIPPED.sources if source.name == name), None)
    if source is None:
        raise Refused(path.name, "mend_no_source", place=mends[0].where, source=name)
    found = editions(source, SHIPPED.data, place)
    found, _ = corrected(found, SHIPPED.data / "overrides" / f"{name}.toml")
    _all_there(path, source, found, mends)
    touched = {mend.edition for mend in mends}
    filed, _ = quarantine.filed(place)
    before, _ = quarantine.mended([e for e in found if e.name in touched], filed)
    all_mends = [*filed, *mends]
    after, _ = quarantine.applied([e for e in found if e.name in touched], all_mends)
    named = {(mend.edition, mend.row) for mend in mends}
    was, rejected = _rejected(before), _rejected(after)
    also = rejected.keys() - was.keys() - named
    return _Tried(
        accepted=len(named - rejected.keys()),
        rejected=[row for key, row in rejected.items() if key in named | also],
        changed=any(
            not old.frame.equals(new.frame) for old, new in zip(before, after, strict=True)
        ),
        also=len(also),
    )


def _all_there(path: Path, source: Source, found: list[Edition], mends: list[Mend]) -> None:
    """Every row and heading that the workbook names exists. Raises SourceError."""
    rows = {edition.name: set(edition.frame["_row"]) for edition in found}
    headings = {edition.name: set(edition.frame.columns) for edition in found}
    for mend in mends:
        named = {"place": mend.where, "source": source.name}
        if mend.edition not in rows:
            raise Refused(path.name, "mend_no_edition", **named, edition=mend.edition)
        if mend.row not in rows[mend.edition]:
            raise Refused(path.name, "mend_no_row", **named, edition=mend.edition, row=mend.row)
        filled = {heading for heading, cell in mend.cells.items() if cell}
        if surplus := sorted(filled - headings[mend.edition]):
            raise Refused(path.name, "mend_unknown", **named, columns=", ".join(surplus))
        if missing := sorted(set(reasons.headings(source)) - mend.cells.keys()):
            raise Refused(path.name, "mend_missing", **named, columns=", ".join(missing))


def _rejected(found: list[Edition]) -> dict[tuple[str, int], dict[str, object]]:
    return {
        (edition.name, row["row"]): row
        for edition in found
        for row in validate(edition).rejected.rows(named=True)
    }


def _mend_cards(place: Path | None) -> dict[str, Provenance]:
    return {
        path.parent.name: read_provenance(path.parent / inbox.CARD) for path in inbox.mends(place)
    }


# ------------------------------------------------------------------------------------- in words


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.file}: {outcome.status}"
    yield f"  {outcome.message}"
    if outcome.source:
        yield _line("source", outcome.source)
    if outcome.edition:
        yield _line("edition", outcome.edition)
    if outcome.status != "refused":
        yield _line(
            "rows read",
            f"{outcome.rows_read:,} = {outcome.accepted:,} accepted + "
            f"{outcome.quarantined:,} quarantined",
        )
    for row, why in outcome.left_out:
        yield _line("left out", f"row {row}: {why}")
    declared = {source.name: source for source in SHIPPED.sources} if outcome.rejected else {}
    for bad in outcome.rejected[:SHOWN]:
        first = f"row {bad['row']}"
        for reason in reasons.told(declared[str(bad["source"])], bad):
            yield _line(first, _sentence(reason))
            first = ""
    if (more := len(outcome.rejected) - SHOWN) > 0:
        yield _line("", f"and {more:,} more rejected rows")


def _line(label: str, text: str) -> str:
    return f"  {label:<11}{text}"


def _sentence(reason: reasons.Reason) -> str:
    texts = ", ".join(f"{name} “{text}”" if text else name for name, text in reason.texts.items())
    place = f"{reason.cell} " if reason.cell else ""
    near = f". Did you mean {reason.suggestion}?" if reason.suggestion else ""
    return f"{place}{texts}: {reason.english}{near}"
