"""The drawer of what states no figure: a target, a document, a term, a source, a file, a run."""

from collections.abc import Callable, Mapping

import polars as pl

from dashboard.navigation import link
from dashboard.parts import sources, tables, targets
from dashboard.reader import format as fmt
from dashboard.reader import glossary
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS
from dashboard.warehouse.data import read_page, read_runs

Told = tuple[str, dict[str, str]]  # what it is called, and its facts by name; both in Markdown
RUNS = 20  # of the newest, one of which may be asked for


def told(kind: str, code: str, reader: Reader) -> Told | None:
    """All that is known of it; None where it is not there."""
    found = KINDS[kind](code, reader)
    if found is None:
        return None
    title, facts = found
    return title, {reader.t(key): words for key, words in facts.items() if words}


def _aim(code: str, reader: Reader) -> Told | None:
    """A version of a target: since when, what became of it, every document that states it."""
    row = _row(read_page("overview", reader).targets, aim=code)
    if row is None:
        return None
    return tables.plain(reader.name(row, "measure")), targets.facts(row, reader)


def _document(code: str, reader: Reader) -> Told | None:
    """A document: who published it and when, from when it counts as known, what it states."""
    row = _row(read_page("drawer", reader).documents, doc_id=code)
    if row is None:
        return None
    states = f"[{reader.t('drawer.states')}]({link('explore', doc=code)})"
    return tables.titled(row, reader), {
        "table.publisher": tables.plain(tables.publisher(row, reader) or ""),
        "table.kind": reader.label("document_kind", str(row["kind"])),
        "table.published_on": reader.as_of(row, "published_on"),
        "table.known_from": reader.as_of(row, "known_from"),
        "table.known_basis": reader.label("known_from_basis", str(row["known_from_basis"])),
        "table.statements": f"{_count(row, 'statements')} · {states}",
    }


def _term(code: str, reader: Reader) -> Told | None:
    """A term of the glossary: its names, its meaning, forms to avoid, whose word it is."""
    page = read_page("definitions", reader)
    known = glossary.terms(
        {
            row["dimension"]: {lang: row[f"name_{lang}"] for lang in LANGS}
            for row in page.dimensions.iter_rows(named=True)
        }
    )
    term = known.get(code)
    if term is None:
        return None
    document = _row(page.documents, doc_id=term.document) if term.document else None
    body = known[term.official].called(reader.lang) if term.official else ""
    words = {
        "glossary.thai": term.full("th"),
        "glossary.english": term.full("en"),
        "glossary.meaning": term.meaning[reader.lang],
        "glossary.avoid": " · ".join(form for lang in LANGS for form in term.avoid[lang]),
        "glossary.official": body,
    }
    return tables.plain(term.full(reader.lang)), {
        **{key: tables.plain(text) for key, text in words.items()},
        "glossary.document": tables.titled(document, reader) if document else "",
    }


def _source(code: str, reader: Reader) -> Told | None:
    """A source: whether it is read on schedule, who sends it, and the rows of all its editions."""
    row = _row(read_page("health", reader).sources, source=code)
    if row is None:
        return None
    days = "" if not row["due_on"] or sources.late(row) > 0 else str(-sources.late(row))
    words = {
        "health.standing": sources.standing(row, reader),
        "definitions.accessed": sources.dated(row, "accessed", reader),
        "health.promise": sources.cadence(row, reader),
        "health.due_on": sources.dated(row, "due_on", reader),
        "health.days_left": days,
        "health.sender": sources.sender(row, reader),
        "health.feeds": ", ".join(sources.strings(row, "kpis")),
        "health.editions": _count(row, "editions"),
        **_counts(row),
        "health.left_out": _count(row, "left_out"),
        "health.staged": _count(row, "staged"),
        "health.quarantine": _count(row, "open_rows"),
    }
    facts = {key: tables.plain(text) for key, text in words.items()}
    problem = sources.code(tables.string(row, "problem"))
    name = tables.plain(sources.named(row, reader))
    return name, facts | {
        "health.file": sources.code(tables.string(row, "file")),
        "health.message": problem,
    }


def _file(code: str, reader: Reader) -> Told | None:
    """One file as it was received: who published it, under which licence, what was read of it."""
    source, _, edition = code.partition("/")
    row = _row(read_page("definitions", reader).files, source=source, edition=edition)
    if row is None:
        return None
    words = {
        "table.kind": reader.label("source_kind", str(row["kind"])),
        "table.publisher": tables.publisher(row, reader) or "",
        "definitions.licence": reader.label("licence", str(row["licence"])),
        "definitions.accessed": reader.as_of(row, "accessed"),
        **_counts(row),
        "definitions.file_note": tables.string(row, "note") or "",
    }
    title = str(row["file_title"] or "")
    return tables.plain(reader.name(row, "title")), {
        "definitions.file_title": tables.link(title, tables.string(row, "url")),
        **{key: tables.plain(text) for key, text in words.items()},
    }


def _run(code: str, reader: Reader) -> Told | None:
    """A run of the load: when and by what it began, how it ended, what it counted."""
    runs = read_runs(RUNS)
    row = None if runs is None else _row(runs, run_id=code)
    if row is None:
        return None
    words = {
        "health.outcome": reader.label("run_outcome", str(row["outcome"])),
        "health.duration": sources.seconds(row, reader),
        "health.trigger": reader.label("run_trigger", str(row["trigger"])),
        "health.who": tables.string(row, "who") or "",
        **_counts(row),
        "health.checks_found": _count(row, "findings"),
        "layout.build": tables.string(row, "build_id") or "",
        "health.message": tables.string(row, "message") or "",
    }
    facts = {key: tables.plain(text) for key, text in words.items()}
    return tables.plain(reader.moment(str(row["started"]))), facts


def _counts(row: tables.Row) -> dict[str, str]:
    """How many rows were read and what became of them."""
    return {
        f"definitions.{name}": _count(row, name)
        for name in ("rows_read", "accepted", "quarantined")
    }


def _count(row: tables.Row, name: str) -> str:
    """A whole number; nothing where none is known."""
    count = tables.number(row, name)
    return "" if count is None else fmt.number(count)


def _row(frame: pl.DataFrame, **key: str) -> tables.Row | None:
    """The one row of this key; None where there is none."""
    found = frame.filter(**key)
    return None if found.is_empty() else found.row(0, named=True)


KINDS: Mapping[str, Callable[[str, Reader], Told | None]] = {
    "aim": _aim,
    "document": _document,
    "term": _term,
    "source": _source,
    "file": _file,
    "run": _run,
}
