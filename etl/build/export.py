"""Files of what is published, to be taken along: the figures of a KPI, or a table of the warehouse.

They are what the dashboard gives of a list, by the same writer (`sql.files`), and say the same of
themselves; only they are of no page, and so have no link to one.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl.build.faults import explain_errors
from etl.errors import EtlError
from etl.publish.publish import Row, rows
from sql import files, warehouse, words

AT_ONCE = 2_000  # rows of a file that are made at a time
NEAR = 3  # names that are offered for one that there is not


@dataclass(frozen=True)
class _Asked:
    """What is taken along: its name in the file's, what it is, and the query of its rows."""

    what: str
    title: str
    query: str
    kpi: str | None = None


def export(name: str, kind: files.Format, folder: Path, *, lang: str, today: date) -> Path:
    """Writes a file of `name` into `folder`, which is made where there is none, and gives its path.

    `name` is the id or code of a KPI, or a table of `core` or `marts`. Raises EtlError for another
    name, a file that is there already and a folder that can't be written to, WarehouseMissing.
    """
    published = warehouse.current()
    with explain_errors(published):
        about, asked = _told(published, name, lang, today)
    code = about.kpis[asked.kpi].code if asked.kpi else ""
    path = folder / files.name(asked.what, today, about.build, kind, code)
    if path.exists():
        raise EtlError("file_is_there", file=path.name, folder=str(folder))
    with explain_errors(published), duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse.quoted(published)}' as published (read_only)")
        connection.execute("use published")
        asks = {"kpi": asked.kpi, "today": today} if asked.kpi else {}
        table = connection.sql(asked.query, params=asks).to_arrow_reader(AT_ONCE)
        _keep(path, files.write(kind, table.schema, table, about))
    return path


def _keep(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file under a name aside, so that nobody takes a part of it for the whole."""
    aside = path.with_name(f".{path.stem}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as out:
                out.writelines(parts)
            aside.rename(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise EtlError(
            "folder_not_written", folder=str(path.parent), why=error.strerror or str(error)
        ) from error


def _told(published: Path, name: str, lang: str, today: date) -> tuple[files.About, _Asked]:
    """What a file says of itself, and what it is of."""
    record = warehouse.page_queries("take")
    kpis = {
        str(row["metric_id"]): files.Kpi.of(row, lang) for row in rows(published, record["kpis"])
    }
    asked = _asked(published, name, kpis)
    about = files.About(
        title=asked.title,
        lang=lang,
        today=today,
        build=published.stem,
        kpis=kpis,
        sources={
            str(row["doc_id"]): _source(row, lang) for row in rows(published, record["sources"])
        },
        of=[asked.kpi] if asked.kpi else [],
    )
    return about, asked


def _asked(published: Path, name: str, kpis: Mapping[str, files.Kpi]) -> _Asked:
    """The KPI or table of this name, in whatever case. Raises EtlError."""
    own = warehouse.page_queries("export")
    tables = {str(row["name"]): row["description"] for row in rows(published, own["tables"])}
    named = {kpi.code.lower(): metric for metric, kpi in kpis.items()}
    named |= {metric: metric for metric in kpis} | {table: table for table in tables}
    found = named.get(name.strip().lower())
    if found and found in kpis:
        return _Asked("figures", kpis[found].label, own["figures"], kpi=found)
    if found:
        return _Asked(found, f"{found}: {tables[found]}", f"from {found}")
    if near := difflib.get_close_matches(name.strip().lower(), named, n=NEAR, cutoff=0.5):
        told = [kpis[named[one]].code if named[one] in kpis else one for one in near]
        raise EtlError("nothing_of_name_near", name=name, names=", ".join(dict.fromkeys(told)))
    raise EtlError("nothing_of_name", name=name)


def _source(row: Row, lang: str) -> files.Source:
    mark = f" ({words.say('column.is_secondary', lang)})" if row["is_secondary"] else ""
    licence = f"licence.{row['licence']}" if row["licence"] else "file.no_licence"
    publisher = f"publisher.{row['publisher']}"
    texts = words.texts()
    return files.Source(
        title=f"{row['title'] or row['doc_id']}{mark}",
        publisher=texts[publisher][lang] if publisher in texts else str(row["publisher"] or ""),
        url=str(row["url"] or ""),
        licence=texts[licence][lang] if licence in texts else str(row["licence"]),
    )
