"""Checks an agency's file and files it in the inbox, unchanged, as a new edition of its source.

A quarantine workbook that comes back repaired is filed in the same way; its rows replace those that
they name. A source that the project keeps itself accepts a file only by an operator's command that
names the source.
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
from etl.errors import EtlError, SourceError, in_both
from etl.intake import decisions, inbox, quarantine, reasons, standing
from etl.intake.extract import Edition, Records, editions, recognise, unauthorised_editions
from etl.intake.overrides import apply_corrections
from etl.intake.plausible import Known, Plan, introduced, near_plans
from etl.intake.quarantine import Repair
from etl.intake.refusals import Phrase, Refused, phrase, printable, some
from etl.intake.register import known_plans
from etl.intake.validate import Validated, known_after, validate, validate_all
from etl.project import SHIPPED
from etl.publish import ledger, publish
from sql import refusal, warehouse, words
from sql.clock import BANGKOK
from sql.words import say

SHOWN = 20  # rejected rows that the message explains; further ones are only counted
WORKBOOKS = {".xlsx", ".xls", ".ods"}  # in which repaired rows may come back
REPORTER = "reported_by"
YEARLY_DAYS = 366
NOT_STATED = "not stated"  # on an origin card
QUOTA_FILES, QUOTA_MB = 100, 1000  # what came through the page and waits for review, at most
QUOTA_SOURCES = 5  # one source may use a fifth of each quota
MEGABYTE = 1024 * 1024

Via = Literal["command", "inbox", "page"]
LANGUAGES = ("th", "en")
FILED: Mapping[Via, Phrase] = {
    "command": phrase("filed"),
    "inbox": phrase("filed"),
    "page": phrase("filed_for_review"),
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    `filed`: as a new edition, or as repaired rows. `checked`: a dry run that found it fit to be
    filed. `known`: the same file was filed before. `empty`: no row is filled in or repaired.
    `refused`: the message says why. `rows_read` = `accepted` + `quarantined`.
    """

    file: str
    status: Literal["filed", "checked", "known", "empty", "refused"]
    message: str  # in English
    refusal: Phrase | None = None  # why it was refused, to be put in either language
    told: tuple[Phrase, ...] = ()  # the same as the message, where it was not refused
    held: tuple[Phrase, ...] = ()  # why it does not count before an operator releases it
    source: str | None = None
    edition: str | None = None
    rows_read: int = 0
    accepted: int = 0
    quarantined: int = 0
    left_out: tuple[tuple[int, Phrase], ...] = ()  # (row, why) of rows that are no records
    rejected: tuple[dict[str, object], ...] = ()  # rows of quarantine.rejected_row

    def __str__(self) -> str:
        """What the operator reads, in English."""
        return self.text("en")

    def text(self, lang: str) -> str:
        """What the operator reads in a language (`th`, `en`)."""
        return "\n".join(_lines(self, lang))

    def noted(self) -> str:
        """That it was not filed, and why, in both languages, for whoever reads the log."""
        return " / ".join(
            say("log.not_filed", lang, name=self.file, status=self.status, why=_message(self, lang))
            for lang in ("en", "th")
        )

    def saying(self, *told: Phrase) -> "Outcome":
        """The same in other words."""
        message = " ".join(refusal.render(one, "en") for one in told)
        return replace(self, message=message, told=told)


@dataclass(frozen=True)
class Delivery:
    """How a file came, the inbox that it goes to, and the source that the command named for it."""

    via: Via
    inbox_folder: Path | None  # None: a dry run without an inbox
    name: str | None = None

    def may_replace_curated(self, source: str) -> bool:
        """Whether it may change a source that the project keeps: an operator's command named it."""
        return self.via == "command" and self.name == source


def ingest(
    path: Path, *, name: str | None = None, dry_run: bool = False, via: Via = "command"
) -> Outcome:
    """Checks the file and, unless `dry_run`, files it. A bad file is an outcome, not an error.

    `name` names the source; a source that the project keeps must be named. Raises EtlError where
    the inbox is not set or can't be written.
    """
    inbox_folder = inbox.folder() if dry_run else inbox.required()
    return _ingest(path, Delivery(via, inbox_folder, name), dry_run=dry_run)


def ingest_dropped(inbox_folder: Path, path: Path) -> Outcome:
    """Ingests a file that was dropped into the inbox, and removes it from there.

    A file that is not filed goes to `refused/`, with the reason beside it. A file that changed in
    the meantime stays where it is, to be ingested again. Raises EtlError where the inbox can't be
    written.
    """
    before = inbox.state(path)
    outcome = _ingest(path, Delivery("inbox", inbox_folder), dry_run=False)
    log.info("inbox %s %s source=%s", printable(path.name), outcome.status, outcome.source)
    if before is not None and inbox.state(path) == before:
        if outcome.status == "filed":
            inbox.remove(path)
        else:
            inbox.refuse(inbox_folder, path, "\n\n".join(map(outcome.text, LANGUAGES)))
    return outcome


def _ingest(path: Path, delivery: Delivery, *, dry_run: bool) -> Outcome:
    try:
        sha256 = inbox.sha256(path)
        try:
            source, records = recognise(path, _candidate_sources(path, delivery.name))
        except SourceError as error:
            failure = error.with_traceback(None)  # its frames hold all that was read
            failure.__cause__ = failure.__context__ = None
        else:
            _check_permission(path, delivery, source)
            return _ingest_edition(path, sha256, source, records, delivery, dry_run=dry_run)
        repairs = quarantine.read(path) if path.suffix.lower() in WORKBOOKS else None
        if repairs is None:
            _check_nearest_permission(path, delivery, failure)
            raise failure
        return _ingest_repairs(path, sha256, repairs, delivery, dry_run=dry_run)
    except SourceError as error:
        why = error.phrase if isinstance(error, Refused) else None
        return Outcome(printable(path.name), "refused", str(error), why)


def _candidate_sources(path: Path, name: str | None) -> list[Source]:
    """The sources that the file may be of: the one named, else all."""
    if path.suffix.lower() == ".geojson":
        raise Refused(path, "map")
    if name is None:
        return list(SHIPPED.sources)
    found = {source.name: source for source in SHIPPED.sources if source.folder != "reference"}
    if name not in found:
        raise Refused(path, "no_source", name=name, sources=list(found))
    return [found[name]]


def _check_permission(path: Path, delivery: Delivery, source: Source) -> None:
    """Raises Refused where the project keeps the source and no operator's command named it."""
    if source.is_curated and not delivery.may_replace_curated(source.name):
        raise Refused(path, "curated", source=source.name, source_name=source.name)


def _check_nearest_permission(path: Path, delivery: Delivery, failure: SourceError) -> None:
    """Raises Refused where the source that fits best may not be sent in this way anyhow.

    `failure` is the refusal of a file whose headings fit no source.
    """
    why = failure.phrase if isinstance(failure, Refused) else {}
    if why.get("code") == "misfit":
        named = {source.name: source for source in SHIPPED.sources}
        _check_permission(path, delivery, named[str(why["source"])])


def _check_quota(path: Path, delivery: Delivery, shelf: str) -> None:
    """Raises Refused where too many files or bytes that came through the page wait for review."""
    if delivery.via != "page" or delivery.inbox_folder is None:
        return
    unseen = _unreviewed(delivery.inbox_folder)
    of_shelf = [one for one in unseen if one.shelf == shelf]
    files = _limit("SMARTCITY_QUOTA_FILES", QUOTA_FILES)
    megabytes = _limit("SMARTCITY_QUOTA_MB", QUOTA_MB)
    for code, found, part in (("quota_source", of_shelf, QUOTA_SOURCES), ("quota", unseen, 1)):
        size = path.stat().st_size + sum(one.bytes for one in found)
        if (len(found) + 1) * part > files or size * part > megabytes * MEGABYTE:
            raise Refused(path, code, files=len(found), limit=files // part, mb=megabytes // part)


def _unreviewed(inbox_folder: Path) -> list[inbox.Submission]:
    """What came through the page and waits for an operator's review."""
    sent = inbox.submissions(inbox_folder)
    seen = publish.reviewed_submissions(warehouse.folder()) if sent else set()
    decided = decisions.in_force(inbox_folder)
    return [
        one
        for one in sent
        if one.key not in seen and (one.file not in decided or decided[one.file].state == "held")
    ]


def _limit(name: str, default: int) -> int:
    """The limit in the environment variable `name`. Raises EtlError where it is no number."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise EtlError("no_number", name=name, value=value, default=default)
    return int(value)


# ------------------------------------------------------------------------------------- editions


def _ingest_edition(
    path: Path,
    sha256: str,
    source: Source,
    records: Records,
    delivery: Delivery,
    *,
    dry_run: bool,
) -> Outcome:
    inbox_folder = delivery.inbox_folder
    before = _edition_cards(source, inbox_folder)
    template, last = source.template, next(reversed(before.values()), None)
    card = _new_card(
        path,
        sha256,
        delivery,
        source=source.name,
        title=last.title if last and not template else source.title_en,
        rows=records.rows_read,
        days=template.promise_days if template else last.promise_days if last else YEARLY_DAYS,
    )
    plans = known_plans(SHIPPED.sources, SHIPPED.data, inbox_folder)
    frames = validate(
        Edition(
            source=source,
            name="",
            path=path,
            provenance=card,
            frame=records.frame,
            rows_read=records.rows_read,
            sheet=records.sheet,
            letters=records.letters,
            left_out=records.left_out,
            not_values=records.not_values,
        ),
        _known(source, plans, inbox_folder),
    )
    records = replace(records, rows_read=records.rows_read - frames.left_out)
    outcome = Outcome(
        file=printable(path.name),
        status="checked",
        message="",
        source=source.name,
        rows_read=records.rows_read,
        accepted=frames.accepted.height,
        quarantined=frames.rejected.height,
        left_out=tuple(sorted((*records.left_out, *_repeated(frames)), key=lambda found: found[0])),
        rejected=tuple(
            reasons.in_form_words(source, row) for row in frames.rejected.rows(named=True)
        ),
    )
    if known := _same_file(sha256, before):
        return _already_filed(outcome, source, known, delivery)
    if not records.rows_read:
        return replace(outcome, status="empty").saying(phrase("no_row"), phrase("not_filed"))
    _check_quota(path, delivery, source.name)
    effect = _effect_of(source, frames, plans, inbox_folder)
    new = [*_introduced(source, frames, plans), *_hidden(records)]
    if dry_run or inbox_folder is None:
        return _with_effect(outcome, source, effect, phrase("dry_run"), *new)
    card = replace(card, publisher=_publisher(source, frames.accepted))
    with inbox.lock(inbox_folder):
        now = _edition_cards(source, inbox_folder)
        if known := _same_file(sha256, now):  # filed by somebody else meanwhile
            return _already_filed(outcome, source, known, delivery)
        _check_quota(path, delivery, source.name)
        if now.keys() != before.keys():
            effect = _effect_of(source, frames, plans, inbox_folder)
        edition = inbox.file_edition(
            inbox_folder,
            _read_unchanged(path, sha256),
            card,
            path.name,
            held=_reasons_to_hold(source, effect),
        )
    log.info("filed %s/%s rows=%d via=%s", source.name, edition, card.rows, delivery.via)
    is_held = bool(_reasons_to_hold(source, effect))
    filed = phrase("filed_held") if is_held else FILED[delivery.via]
    return replace(
        _with_effect(outcome, source, effect, filed, *new),
        status="filed",
        edition=edition,
        rejected=tuple(row | {"edition": edition} for row in outcome.rejected),
    )


def _effect_of(
    source: Source, frames: Validated, plans: Mapping[str, Plan], inbox_folder: Path | None
) -> standing.Effect | None:
    """What the file changes in what is in force; None where that can't be read: the build says why.

    A file without an accepted row changes nothing.
    """
    try:
        rows = standing.accepted_rows(source, plans, SHIPPED.data, inbox_folder)
    except (SourceError, OSError, ValueError) as error:
        log.warning(words.both("log.in_force_unread", source=source.name, error=in_both(error)))
        return None
    return standing.effect(source, frames.accepted, rows)


def _reasons_to_hold(source: Source, effect: standing.Effect | None) -> tuple[Phrase, ...]:
    """Why the file must wait; what an operator's command named is only warned of."""
    return effect.doubts if effect and not source.is_curated else ()


def _with_effect(
    outcome: Outcome, source: Source, effect: standing.Effect | None, *first: Phrase
) -> Outcome:
    """The outcome, saying `first`, what the file replaces and changes, and why it is held."""
    told = list(first)
    if not outcome.accepted:
        told.append(phrase("none_accepted"))
    elif effect:
        if source.load == "snapshot" and effect.edition:
            told.append(phrase("replaces_list", edition=effect.edition))
        told += effect.told()
    held = _reasons_to_hold(source, effect)
    if effect and effect.doubts:
        told.append(phrase("is_held" if held else "warned", reasons=list(effect.doubts)))
    return replace(outcome, held=held).saying(*told)


def _known(source: Source, plans: Mapping[str, Plan], inbox_folder: Path | None) -> Known:
    """What a new edition is judged by; editions that can't be read say nothing, the build tells."""
    if not source.amounts:
        return Known(plans)
    try:
        return known_after(editions(source, SHIPPED.data, inbox_folder), plans)
    except (SourceError, OSError) as error:
        log.warning(in_both(error))
        return Known(plans)


def _repeated(frames: Validated) -> Iterator[tuple[int, Phrase]]:
    """Rows that are taken once: why they are left out."""
    return ((row, phrase("taken_once", first=first)) for row, first in frames.repeats)


def _introduced(source: Source, frames: Validated, plans: Mapping[str, Plan]) -> list[Phrase]:
    """That a file brings plans that were not known, with what they could be confused with."""
    new = introduced(source, frames.accepted, plans)
    if not new:
        return []
    near = [
        phrase("near_plans", plan=code, names=names)
        for code, plan in new.items()
        if (names := near_plans(code, plan, plans))
    ]
    count = phrase("new_plans", count=len(new)) if len(new) > 1 else phrase("new_plan")
    told = {"count": count, "plans": list(new)[:SHOWN]}
    if near:
        return [phrase("introduces_near", **told, near=near[:SHOWN])]
    return [phrase("introduces", **told)]


def _hidden(records: Records) -> Iterator[Phrase]:
    """That rows and columns are taken in that nobody sees, and that hidden sheets are not."""
    if records.hidden:
        rows = some([*map(str, records.hidden)], SHOWN)
        yield phrase("hidden_rows", count=len(records.hidden), rows=rows)
    if records.hidden_columns:
        yield phrase("hidden_columns", columns=list(records.hidden_columns))
    if records.hidden_sheets:
        yield phrase("hidden_sheets", sheets=list(records.hidden_sheets))


def _edition_cards(source: Source, inbox_folder: Path | None) -> dict[str, Provenance]:
    """The origin cards of a source's editions by name, oldest first; unreadable ones left out.

    Held and withdrawn ones are among them.
    """
    shipped = (SHIPPED.data / source.folder / source.name).glob("*/")
    filed = set(inbox.every_edition(inbox_folder, source.name)) - set(
        unauthorised_editions(source, inbox_folder)
    )
    found = {}
    for folder in sorted([*shipped, *filed], key=lambda p: p.name):
        try:
            found[folder.name] = read_provenance(folder / inbox.CARD)
        except SourceError as error:  # the build reports it, and does not load the source
            log.warning(in_both(error))
    return found


def _new_card(
    path: Path, sha256: str, delivery: Delivery, *, source: str, title: str, rows: int, days: int
) -> Provenance:
    """The origin card of a file that was sent."""
    return Provenance(
        source=source,
        title=title,
        publisher=NOT_STATED,
        url="",
        accessed=datetime.now(BANGKOK).date(),
        licence=NOT_STATED,
        kind="submitted",
        sha256=sha256,
        bytes=path.stat().st_size,
        rows=rows,
        note=f"Received as {printable(path.name)}.",
        promise_days=days,
        via=delivery.via,
        filed_by=ledger.system_account(),
    )


def _publisher(source: Source, accepted: pl.DataFrame) -> str:
    """Who reported the rows; where the rows don't name anybody, the owner of the template."""
    if REPORTER in accepted.columns:
        named = accepted[REPORTER].drop_nulls().unique(maintain_order=True).to_list()
        if named:
            more = f" and {len(named) - 3} more" if len(named) > 3 else ""
            return "; ".join(named[:3]) + more
    return source.template.owner_en if source.template else NOT_STATED


def _same_file(sha256: str, cards: Mapping[str, Provenance]) -> str | None:
    return next((name for name, card in cards.items() if card.sha256 == sha256), None)


def _already_filed(
    outcome: Outcome, source: Source | None, name: str, delivery: Delivery
) -> Outcome:
    """The outcome of bytes that were filed before, with where they stand.

    `source` is that of an edition; None of a workbook of repaired rows.
    """
    shelf = source.name if source else inbox.REPAIRS
    filed = f"{shelf}/{name}"
    if source:  # what must be mended is told of the filed edition
        rejected = tuple(row | {"edition": name} for row in outcome.rejected)
        outcome = replace(outcome, rejected=rejected)
    inbox_folder, to_sender = delivery.inbox_folder, delivery.via == "page"
    found = standing.listing(SHIPPED.sources, SHIPPED.data, inbox_folder, shelf)
    stands, state = next(
        ((one.told(to_sender=to_sender), one.state) for one in found if one.name == filed),
        (phrase("stands_shipped"), ""),
    )
    waits = [one.file for one in _unreviewed(inbox_folder)] if inbox_folder else []
    if filed in waits and state != "held":
        stands = phrase("stands_unreviewed")
    said = phrase("filed_before", name=filed, stands=stands)
    return replace(outcome, status="known", edition=name).saying(said)


def _read_unchanged(path: Path, sha256: str) -> bytes:
    """The file's bytes. Raises Refused where they are not those that were checked."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(path, "unreadable", error=error.strerror) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(path, "changed")
    return content


# -------------------------------------------------------------------------------------- repairs


def _ingest_repairs(
    path: Path, sha256: str, repairs: list[Repair], delivery: Delivery, *, dry_run: bool
) -> Outcome:
    """Checks and files a repaired workbook; the counts are those of the rows that it names."""
    inbox_folder = delivery.inbox_folder
    names = sorted({repair.source for repair in repairs})
    accepted, rejected, changed, newly_rejected = 0, list[dict[str, object]](), False, 0
    cleared = list[int]()
    for name in names:
        ours = [repair for repair in repairs if repair.source == name]
        result = _effect(path, name, ours, inbox_folder)
        if (
            result.changed
            and name in quarantine.curated_sources()
            and not delivery.may_replace_curated(name)
        ):
            named = {"source": name, "source_name": name}
            raise Refused(path.name, "repair_curated", location=ours[0].where, **named)
        accepted += result.accepted
        rejected += result.rejected
        cleared += result.cleared
        changed |= result.changed
        newly_rejected += result.newly_rejected
    outcome = Outcome(
        file=printable(path.name),
        status="checked",
        message="",
        source=", ".join(names) or None,
        rows_read=len(repairs) - len(cleared),
        accepted=accepted,
        quarantined=len(repairs) - len(cleared) - accepted,
        left_out=tuple((row, phrase("cleared")) for row in cleared),
        rejected=tuple(rejected),
    )
    if known := _same_file(sha256, _repair_cards(inbox_folder)):
        return _already_filed(outcome, None, known, delivery)
    if not changed:
        return replace(outcome, status="empty").saying(phrase("no_repair"), phrase("not_filed"))
    warning = [phrase("newly_rejected", count=newly_rejected)] if newly_rejected else []
    _check_quota(path, delivery, inbox.REPAIRS)
    if dry_run or inbox_folder is None:
        return outcome.saying(phrase("dry_run"), *warning)
    card = _new_card(
        path,
        sha256,
        delivery,
        source=", ".join(names),
        title="Repaired rows",
        rows=len(repairs),
        days=YEARLY_DAYS,
    )
    with inbox.lock(inbox_folder):
        if known := _same_file(sha256, _repair_cards(inbox_folder)):
            return _already_filed(outcome, None, known, delivery)
        _check_quota(path, delivery, inbox.REPAIRS)
        filed = inbox.file_repair(inbox_folder, _read_unchanged(path, sha256), card, path.name)
    return replace(outcome, status="filed", edition=filed).saying(FILED[delivery.via], *warning)


@dataclass(frozen=True)
class _Effect:
    """What the repairs of one source do: rows accepted and rejected, whether a cell changes.

    `cleared` are the rows whose every cell they empty.
    """

    accepted: int
    cleared: list[int]
    rejected: list[dict[str, object]]
    changed: bool
    newly_rejected: (
        int  # rows that the workbook does not name: good before, rejected with its changes
    )


def _effect(path: Path, name: str, repairs: list[Repair], inbox_folder: Path | None) -> _Effect:
    source = next((source for source in SHIPPED.sources if source.name == name), None)
    if source is None:
        raise Refused(path.name, "repair_no_source", location=repairs[0].where, source=name)
    found = editions(source, SHIPPED.data, inbox_folder, held=True)
    found, _ = apply_corrections(found, SHIPPED.data / "overrides" / f"{name}.toml")
    _check_references(path, source, found, repairs)
    touched = {repair.edition for repair in repairs}
    filed, _ = quarantine.filed_repairs(inbox_folder)
    before, _ = quarantine.apply_filed_repairs(found, filed)
    after, _ = quarantine.apply_repairs(found, [*filed, *repairs])
    named = {(repair.edition, repair.row) for repair in repairs}
    plans = known_plans(SHIPPED.sources, SHIPPED.data, inbox_folder)
    was, rejected = (_rejected_rows(frames, touched, plans) for frames in (before, after))
    cleared = {
        (repair.edition, repair.row)
        for repair in repairs
        if source.template and not any(repair.cells.values())
    }
    newly_rejected = rejected.keys() - was.keys() - named
    return _Effect(
        accepted=len(named - rejected.keys() - cleared),
        cleared=sorted(row for _, row in cleared),
        rejected=[
            reasons.in_form_words(source, row)
            for key, row in rejected.items()
            if key in named | newly_rejected
        ],
        changed=any(
            not old.frame.equals(new.frame) for old, new in zip(before, after, strict=True)
        ),
        newly_rejected=len(newly_rejected),
    )


def _check_references(
    path: Path, source: Source, found: list[Edition], repairs: list[Repair]
) -> None:
    """Raises Refused where the workbook names a row or heading that does not exist."""
    rows = {edition.name: set(edition.frame["_row"]) for edition in found}
    headings = {edition.name: set(edition.frame.columns) for edition in found}
    for repair in repairs:
        named = {"location": repair.where, "source": source.name}
        if repair.edition not in rows:
            raise Refused(path.name, "repair_no_edition", **named, edition=repair.edition)
        if repair.row not in rows[repair.edition]:
            raise Refused(
                path.name, "repair_no_row", **named, edition=repair.edition, row=repair.row
            )
        filled = {heading for heading, cell in repair.cells.items() if cell}
        if surplus := sorted(filled - headings[repair.edition]):
            raise Refused(path.name, "repair_unknown", **named, columns=", ".join(surplus))
        if missing := sorted(set(reasons.headings(source)) - repair.cells.keys()):
            raise Refused(path.name, "repair_missing", **named, columns=", ".join(missing))


def _rejected_rows(
    found: list[Edition], touched: set[str], plans: Mapping[str, Plan]
) -> dict[tuple[str, int], dict[str, object]]:
    """The rejected rows of the editions that a workbook touches, by edition and row."""
    return {
        (edition.name, row["row"]): row
        for edition, validated in zip(found, validate_all(found, plans), strict=True)
        if edition.name in touched
        for row in validated.rejected.rows(named=True)
    }


def _repair_cards(inbox_folder: Path | None) -> dict[str, Provenance]:
    return {
        folder.name: read_provenance(folder / inbox.CARD)
        for folder in inbox.every_repair(inbox_folder)
    }


# ------------------------------------------------------------------------------------- messages


def _lines(outcome: Outcome, lang: str) -> Iterator[str]:
    yield f"{outcome.file}: {say(f'outcome.{outcome.status}', lang)}"
    yield f"  {_message(outcome, lang)}"
    if outcome.source:
        yield _line("source", _form(outcome.source, lang), lang)
    if outcome.edition:
        yield _line("edition", outcome.edition, lang)
    if outcome.status != "refused":
        counts = {
            name: f"{getattr(outcome, name):,}" for name in ("rows_read", "accepted", "quarantined")
        }
        yield _line("rows", say("outcome.counts", lang, **counts), lang)
    for row, why in outcome.left_out:
        yield _line(
            "left_out", say("outcome.row_why", lang, row=row, why=refusal.render(why, lang)), lang
        )
    declared = {source.name: source for source in SHIPPED.sources} if outcome.rejected else {}
    for bad in outcome.rejected[:SHOWN]:
        first = say("outcome.row", lang, row=bad["row"])
        for reason in reasons.explain(declared[str(bad["source"])], bad):
            yield f"  {first:<11}{_sentence(reason, lang)}"
            first = ""
    if (more := len(outcome.rejected) - SHOWN) > 0:
        yield f"  {'':<11}{say('outcome.more', lang, count=more)}"


def _form(source: str, lang: str) -> str:
    """A source as its sender knows it, and the name that commands take."""
    (form,) = [one for one in SHIPPED.sources if one.name == source]
    return f"{form.title_th if lang == 'th' else form.title_en} ({source})"


def _message(outcome: Outcome, lang: str) -> str:
    if outcome.refusal and lang == "th":
        names = {source.name: source.title_th for source in SHIPPED.sources}
        named = {**outcome.refusal}
        if "source" in named:
            named["source"] = names.get(str(named["source"]), named["source"])
        return f"{outcome.file}: {refusal.render(named, lang)}"
    if outcome.told:
        return " ".join(refusal.render(one, lang) for one in outcome.told)
    return outcome.message  # of a fault of the machine or of the command, for the operator


def _line(label: str, text: str, lang: str) -> str:
    return f"  {say(f'outcome.{label}', lang):<11}{text}"


def _sentence(reason: reasons.Reason, lang: str) -> str:
    texts = ", ".join(f"{name} “{text}”" if text else name for name, text in reason.texts.items())
    cell = f"{reason.cell} " if reason.cell else ""
    why = reason.thai if lang == "th" else reason.english
    if reason.suggestion:
        why = say("outcome.near", lang, why=why, meant=reason.suggestion)
    return f"{cell}{texts}: {why}{reasons.what_next(reason, lang)}"
