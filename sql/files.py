"""Files that people take along: rows with what they mean, as CSV, XLSX, Parquet or JSON.

Pure: record batches and an `About` in, bytes out, part by part, so that no file is ever held whole.
Each row carries what its figure needs when it is copied alone (KPI, unit, qualifier, day, age,
sources, licence, build, link) where its own columns don't tell it. CSV and XLSX are for people:
headings and codes are words in the reader's language. Parquet and JSON are for programs: names and
codes as they are, and the words of both beside them. All but CSV, which has no place for it, end
with all that the file says of itself. No cell is run as a formula.
"""

import csv
import io
import json
import math
import re
import zipfile
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from typing import BinaryIO, Literal, cast

import pyarrow as pa

from sql import sheets, spreadsheet, words

Format = Literal["csv", "xlsx", "parquet", "json"]
Kind = Literal["text", "integer", "number", "date", "moment", "yes"]
Batch = Mapping[str, Sequence[object]]  # a column's name -> its cells
Facts = dict[str, str]

MEDIA: dict[Format, str] = {  # in the order in which they are offered
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
METADATA = "about"  # the key under which a Parquet file says all of itself
_BOM = "\ufeff"
_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "yes": pa.bool_(),
}
PEOPLE = {"csv", "xlsx"}  # formats that have words for codes
LISTS = {  # columns whose codes are of other lists than of their own name, the first that has it
    "base": ("pace_base",),
    "best": ("pace_word",),
    "kind": (
        *("record_kind", "figure_kind", "event_kind", "event_detail", "project_kind"),
        *("document_kind", "source_kind", "conflict_kind", "change_kind"),
    ),
    "measure_or_stage": ("stage",),
    "new_sources": ("publisher",),
    "outcome": ("run_outcome",),
    "part": ("programme_part", "partly"),
    "programme": ("programme_kind",),
    "relation": ("solution_relation", "plan_relation"),
    "revised_sources": ("publisher",),
    "state": ("source_state",),
    "statement_kind": ("record_kind",),
    "step": ("event_kind",),
    "status": ("ladder_step", "event_kind", "reporting_status", "pledge_status"),
    "trigger": ("run_trigger",),
    "what": ("place_role",),
    "worst": ("pace_word",),
}
PARTS = {"qualifier", "unit", "precision"}  # ends of names: what a column says of another one
_MANY = 12  # sources that are named in a row without its own; of more, their number
_SLUG = re.compile(r"[^0-9A-Za-z\u0e00-\u0e7f]+")


@dataclass(frozen=True)
class Source:
    """A document that a file draws on."""

    title: str
    publisher: str
    url: str
    licence: str


@dataclass(frozen=True)
class Kpi:
    """A KPI whose figures are in a file, in the words of one language."""

    code: str
    label: str
    definition: str
    formula: str
    unit: str  # its code
    caveats: str = ""

    @classmethod
    def of(cls, row: Mapping[str, object], lang: str, worded: Callable[[str], str] = str) -> "Kpi":
        """The KPI of a row of `sql/queries/take/kpis.sql`; `worded` has the last word on texts."""
        told = ("label", "definition", "formula", "caveats")
        return cls(
            code=str(row["code"]),
            unit=str(row["unit"]),
            **{part: worded(str(row[f"{part}_{lang}"] or "")) for part in told},
        )


@dataclass(frozen=True)
class About:
    """What a file says of itself, in one language.

    `kpis` and `sources` are the record's, by id: those that its rows name are told, and beside them
    `of` and `cited`. `today`: the day from which ages are counted. `link` leads to the view, if the
    file is of one. `carried` are more facts that each row repeats, by the names of columns.
    """

    title: str
    lang: str
    today: date
    build: str
    link: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)  # in words: name -> choice
    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    of: Sequence[str] = ()
    cited: Sequence[str] = ()
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of a file: its name in code, its heading in words, and its cells of a batch."""

    name: str
    heading: str
    kind: Kind
    cells: Callable[[Batch, int], Sequence[object]]


def name(what: str, day: date, build: str, ending: str, kpi: str = "") -> str:
    """What a file is called: `smartcity_CERT-01_by-province_2026-11-29_d8af2350.xlsx`."""
    of = _SLUG.sub("-", what).strip("-")
    parts = ("smartcity", kpi, of, day.isoformat(), build.rpartition("-")[2])
    return f"{'_'.join(filter(None, parts))}.{ending}"


def write(
    kind: Format, schema: pa.Schema, batches: Iterable[pa.RecordBatch], about: About
) -> Iterator[bytes]:
    """The parts of a file of these rows, of which each batch has the schema."""
    used = _Used(about, is_worded=kind in PEOPLE)
    listed = columns(schema, used)
    return _WRITERS[kind](listed, _drawn(listed, batches), used)


def pasted(schema: pa.Schema, batches: Iterable[pa.RecordBatch], about: About) -> str:
    """The rows to be pasted into a sheet: headings in words, cells parted by tabs."""
    listed = columns(schema, _Used(about, is_worded=True))
    headings = [column.heading for column in listed]
    return "".join(_parted(headings, _drawn(listed, batches), tab="\t", end="\n"))


def heading(column: str, lang: str) -> str:
    """A column's heading in words; its name where there are none."""
    told = words.texts()
    if f"column.{column}" in told:
        return told[f"column.{column}"][lang]
    base, _, of = column.rpartition("_")
    if of in {"th", "en"} and f"column.{base}" in told:
        return f"{told[f'column.{base}'][lang]} ({words.say(f'file.{of}', lang)})"
    if column.startswith("secondary_"):
        return words.say("file.secondary", lang, of=heading(column.partition("_")[2], lang))
    if of in PARTS and (of_base := heading(base, lang)) != base:
        return words.say(f"file.{of}_of", lang, of=of_base)
    return column


def lists(column: str) -> tuple[str, ...]:
    """The lists that the codes of a column are of; `unit` stands for all units."""
    end = column.rpartition("_")[2]
    if column in LISTS:
        return LISTS[column]
    return tuple(one for one in (column, end) if one == "unit" or one in words.lists())


@cache
def word(codes: tuple[str, ...], code: str, lang: str) -> str | None:
    """What a code of these lists reads, of the first that has it; None for what is no code."""
    if "unit" in codes:
        found = words.unit(code, lang)
        return None if found == code else found
    entries = (words.lists()[one].get(code) for one in codes)
    return next((entry[lang] for entry in entries if entry), None)


# ------------------------------------------------------------------------------------- columns


class _Used:
    """What a file is about, and which KPIs, sources and codes its rows have named so far."""

    def __init__(self, about: About, *, is_worded: bool) -> None:
        self.about = about
        self.is_worded = is_worded
        self.codes: dict[str, dict[str, str]] = {}  # column -> code -> its words
        self.kpis = dict.fromkeys(about.of)
        self.sources = dict.fromkeys(about.cited)

    def kpi(self, metric_id: object) -> Kpi | None:
        """The KPI of this id, which the file is about from now on."""
        self.kpis[str(metric_id)] = None
        return self.about.kpis.get(str(metric_id))

    def source(self, doc_id: str) -> Source:
        """The document of this id, which the file draws on from now on."""
        self.sources[doc_id] = None
        return self.about.sources.get(doc_id, Source(doc_id, "", "", ""))

    def told(self, column: str, code: str) -> str:
        """A code as words where people read the file; else the words are kept beside."""
        found = word(lists(column), code, self.about.lang)
        if found is None:
            return code
        if self.is_worded:
            return found
        self.codes.setdefault(column, {})[code] = found
        return code

    def facts(self) -> dict[str, object]:
        """All that the file says of itself, by names in code."""
        about = self.about
        told = [kpi for one in self.kpis if (kpi := about.kpis.get(one))]
        return {
            "title": about.title,
            "kpis": [
                {
                    **{part: getattr(kpi, part) for part in kpi.__dataclass_fields__},
                    "unit_name": words.unit(kpi.unit, about.lang),
                }
                for kpi in told
            ],
            "filters": dict(about.filters),
            **about.carried,
            "made_on": about.today.isoformat(),
            "build": about.build,
            **({"link": about.link} if about.link else {}),
            "licence": words.say("file.own_licence", about.lang),
            "sources": [{"doc_id": one, **vars(self.source(one))} for one in list(self.sources)],
            **({"codes": self.codes} if self.codes else {}),
        }


def columns(schema: pa.Schema, used: _Used) -> list[Column]:
    """The columns of a file: those of its rows, then what each row carries beside them."""
    found = {column.name: column for each in schema for column in _own(each, used)}
    for column in _carried(schema, used):
        found.setdefault(column.name, column)
    return [*found.values()]


def _drawn(
    listed: Sequence[Column], batches: Iterable[pa.RecordBatch]
) -> Iterator[list[Sequence[object]]]:
    """The cells of each batch, column by column."""
    for batch in batches:
        cells = {field: batch[field].to_pylist() for field in batch.schema.names}
        yield [column.cells(cells, batch.num_rows) for column in listed]


def _own(of: pa.Field, used: _Used) -> list[Column]:
    """The column of a field; of documents also those of them that only cite others."""
    column: str = of.name
    kind, lang, is_coded = _kind(of.type), used.about.lang, bool(lists(of.name))

    def cells(batch: Batch, _: int) -> Sequence[object]:
        found = batch[column]
        if kind != "text":
            return found
        return [_flat(cell, partial(used.told, column) if is_coded else str) for cell in found]

    def secondary(batch: Batch, _: int) -> Sequence[object]:
        return [
            "; ".join(str(one["doc_id"]) for one in cell if one["is_secondary"]) or None
            for cell in (_records(cell) for cell in batch[column])
        ]

    found = [Column(column, heading(column, lang), kind, cells)]
    if _has_part(of.type, "doc_id") and _has_part(of.type, "is_secondary"):
        marked = f"secondary_{column}"
        found.append(Column(marked, heading(marked, lang), "text", secondary))
    return found


def _carried(schema: pa.Schema, used: _Used) -> Iterator[Column]:
    """What a row's figure needs when it is copied alone, and its own columns may not tell."""
    about = used.about

    def made(column: str, kind: Kind, cells: Callable[[Batch, int], Sequence[object]]) -> Column:
        return Column(column, heading(column, about.lang), kind, cells)

    def constant(value: str) -> Callable[[Batch, int], Sequence[object]]:
        return lambda _, height: [value] * height

    def of_kpi(part: str) -> Callable[[Batch, int], Sequence[object]]:
        return lambda batch, _: [
            getattr(kpi, part) if cell and (kpi := used.kpi(cell)) else None
            for cell in batch["metric_id"]
        ]

    def units(
        codes: Callable[[Batch, int], Sequence[object]],
    ) -> Callable[[Batch, int], Sequence[object]]:
        told = partial(used.told, "unit")
        return lambda batch, height: [_flat(code, told) for code in codes(batch, height)]

    if "metric_id" in schema.names:
        yield made("kpi", "text", of_kpi("code"))
        yield made("unit", "text", units(of_kpi("unit")))
    elif len(about.of) == 1 and (kpi := about.kpis.get(about.of[0])):
        yield made("kpi", "text", constant(kpi.code))
        yield made("unit", "text", units(constant(kpi.unit)))
    if "as_of" in schema.names and pa.types.is_date(schema.field("as_of").type):
        yield made("age_days", "integer", lambda batch, _: _ages(batch, about.today))
    if cited := _cited(schema, used):
        for column, part in (("source", "title"), ("source_url", "url"), ("licence", "licence")):
            yield made(column, "text", partial(cited, part))
    elif "source" not in about.carried:  # what the build tells of itself
        yield made("source", "text", constant(words.say("file.of_build", about.lang)))
    for column, value in about.carried.items():
        yield made(column, "text", constant(value))
    yield made("build", "text", constant(about.build))
    if about.link:
        yield made("link", "text", constant(about.link))


def _cited(schema: pa.Schema, used: _Used) -> Callable[[str, Batch, int], Sequence[object]] | None:
    """What gives a part of each document that a row names; of all, where rows name none."""
    lists = [each.name for each in schema if _has_part(each.type, "doc_id")]
    by_id = [column for column in ("doc_ids", "doc_id") if column in schema.names]
    column = next(iter([*lists, *by_id]), None)

    def joined(part: str, ids: Iterable[str]) -> str | None:
        return _joined((getattr(used.source(one), part) for one in ids), used.about.lang)

    if column is not None:
        return lambda part, batch, _: [joined(part, _ids(cell)) for cell in batch[column]]
    if used.about.cited:
        return lambda part, _, height: [joined(part, used.about.cited)] * height
    return None


def _joined(parts: Iterable[str], lang: str) -> str | None:
    found = [*dict.fromkeys(filter(None, parts))]
    more = [words.say("file.more", lang, count=len(found) - _MANY)] if len(found) > _MANY else []
    return "; ".join(found[:_MANY] + more) or None


def _ids(cell: object) -> list[str]:
    """The ids of documents in a cell: one, several, or records of them."""
    if isinstance(cell, str):
        return [cell]
    listed = cell if isinstance(cell, list) else []
    return [str(one["doc_id"] if isinstance(one, Mapping) else one) for one in listed if one]


def _records(cell: object) -> list[Mapping[str, object]]:
    return [one for one in cell if one] if isinstance(cell, list) else []


def _ages(batch: Batch, today: date) -> list[int | None]:
    """How many days ago the last day was that each as-of may mean; zero before it."""
    days = batch["as_of"]
    known = batch.get("as_of_precision", ["day"] * len(days))
    return [
        max((today - _last(cast("date", day), precision)).days, 0) if day else None
        for day, precision in zip(days, known, strict=True)
    ]


def _last(day: date, precision: object) -> date:
    if precision == "year":
        return date(day.year, 12, 31)
    if precision == "month":
        return date(day.year, day.month, monthrange(day.year, day.month)[1])
    return day


def _has_part(of: pa.DataType, part: str) -> bool:
    """Whether a type is of lists of records with this part."""
    if not (pa.types.is_list(of) or pa.types.is_large_list(of)):
        return False
    return bool(pa.types.is_struct(of.value_type) and of.value_type.get_field_index(part) >= 0)


def _kind(of: pa.DataType) -> Kind:
    """What the cells of a type are; what is neither of the others is told as text."""
    kinds: tuple[tuple[Kind, tuple[Callable[[pa.DataType], bool], ...]], ...] = (
        ("integer", (pa.types.is_integer,)),
        ("number", (pa.types.is_floating, pa.types.is_decimal)),
        ("date", (pa.types.is_date,)),
        ("moment", (pa.types.is_timestamp,)),
        ("yes", (pa.types.is_boolean,)),
    )
    return next((kind for kind, tests in kinds if any(test(of) for test in tests)), "text")


def _flat(value: object, told: Callable[[str], str] = str) -> str | None:
    """A cell of text: lists and records in one line, documents by their ids."""
    if isinstance(value, str):
        return told(value)
    if value is None:
        return None
    if isinstance(value, Mapping):
        parts = [value["doc_id"]] if value.get("doc_id") else [*value.values()]
        return "; ".join(_flat(part, told) or "" for part in parts)
    if isinstance(value, Iterable):
        return "; ".join(_flat(part, told) or "" for part in value)
    return _number(value) if isinstance(value, int | float | Decimal) else str(value)


def _number(value: float | Decimal) -> str:
    """A number without the zero that a whole one of a column of numbers would end in."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


# ------------------------------------------------------------------------------------- writers


def _csv(
    listed: Sequence[Column], drawn: Iterable[Sequence[Sequence[object]]], _: _Used
) -> Iterator[bytes]:
    """Numbers and days as they are. Excel opens it with Thai intact."""
    names = [column.heading for column in listed]
    for part in chain([_BOM], _parted(names, drawn, tab=",", end="\r\n")):
        yield part.encode(errors="replace")


def _parted(
    names: Sequence[str], drawn: Iterable[Sequence[Sequence[object]]], *, tab: str, end: str
) -> Iterator[str]:
    """Lines of cells under their names, a part a batch; no cell is run as a formula."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=tab, lineterminator=end)
    sheet.writerow(map(spreadsheet.guarded, names))
    for cells in chain([[[] for _ in names]], drawn):
        sheet.writerows(zip(*(map(_csv_cell, some) for some in cells), strict=True))
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _csv_cell(value: object) -> str | None:
    match value:
        case None:
            return None
        case str():
            return spreadsheet.guarded(value)
        case bool():
            return str(value).lower()
        case float() | Decimal():
            return _number(value) if math.isfinite(value) else None
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _json(
    listed: Sequence[Column], drawn: Iterable[Sequence[Sequence[object]]], used: _Used
) -> Iterator[bytes]:
    """Headings by name, then the rows, then what the file says of itself."""
    headings = {column.name: column.heading for column in listed}
    yield f'{{"columns": {_dumped(headings)},\n"rows": ['.encode()
    before = "\n"
    for cells in drawn:
        lines = []
        for row in zip(*cells, strict=True):
            lines.append(before + _dumped(dict(zip(headings, row, strict=True))))
            before = ",\n"
        yield "".join(lines).encode(errors="replace")
    yield f'\n],\n"about": {_dumped(used.facts())}}}\n'.encode(errors="replace")


def _dumped(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:  # what JSON has no word for is unknown
        known = cast("Mapping[str, object]", value)
        return _dumped({name: None if _is_endless(cell) else cell for name, cell in known.items()})


def _is_endless(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else cast("date", value).isoformat()


def _parquet(
    listed: Sequence[Column], drawn: Iterable[Sequence[Sequence[object]]], used: _Used
) -> Iterator[bytes]:
    """Typed columns, their headings in the metadata of each, and of the file all of itself."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # brings what reads stores far away

    schema = pa.schema(
        pa.field(column.name, _TYPES[column.kind], metadata={"heading": column.heading})
        for column in listed
    )
    sink = _Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as out:
        for cells in drawn:
            arrays = [
                pa.array(map(_parquet_cell, some), type=of, from_pandas=True)
                for some, of in zip(cells, schema.types, strict=True)
            ]
            out.write_batch(pa.record_batch(arrays, schema=schema))
            yield sink.taken()
        out.add_key_value_metadata({METADATA: _dumped(used.facts())})
    yield sink.taken()


def _parquet_cell(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return float(value) if isinstance(value, Decimal) else value


def _xlsx(
    listed: Sequence[Column], drawn: Iterable[Sequence[Sequence[object]]], used: _Used
) -> Iterator[bytes]:
    """A sheet of the rows under headings in words, and one of what the file says of itself."""
    lang = used.about.lang
    sink = _Sink()
    with zipfile.ZipFile(
        cast("BinaryIO", sink), "w", zipfile.ZIP_DEFLATED, compresslevel=4
    ) as archive:
        book = sheets.Book(archive)
        rows = (row for cells in drawn for row in zip(*cells, strict=True))
        named = [column.heading for column in listed]
        for _ in book.table(words.say("file.rows", lang), named, rows):
            yield sink.taken()
        book.facts(words.say("file.about", lang), _told(listed, used))
        book.end()
    yield sink.taken()


def _told(listed: Sequence[Column], used: _Used) -> Iterator[tuple[str, ...]]:
    """The lines of a workbook's second sheet: one cell is a title, two are a name and a fact."""
    lang = used.about.lang

    def say(key: str) -> str:
        return words.say(f"file.{key}", lang)

    facts = used.facts()
    yield (used.about.title,)
    for kpi in cast("list[Facts]", facts["kpis"]):
        yield (f"{kpi['code']} {kpi['label']}",)
        for part in ("definition", "formula", "unit_name", "caveats"):
            if kpi[part]:
                yield say(part), kpi[part]
    yield (say("file"),)
    yield from used.about.filters.items()
    yield from ((heading(name, lang), value) for name, value in used.about.carried.items())
    for part in ("made_on", "build", "link", "licence"):
        if part in facts:
            yield say(part), str(facts[part])
    signs = (
        f"{sign}: {words.say(f'qualifier.{sign}', lang)}"
        for sign in (">", ">=", "<", "<=", "~", "=")
    )
    yield say("qualifiers"), "; ".join(signs)
    yield (say("sources"),)
    yield from (tuple(source.values()) for source in cast("list[Facts]", facts["sources"]))
    yield (say("columns"),)
    yield from ((column.heading, column.name) for column in listed)


class _Sink:
    """What is written and not yet taken, as far as an open file is asked for it."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        """Keeps a part until it is taken."""
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def close(self) -> None:
        """What was written can still be taken."""

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        held, self._parts = b"".join(self._parts), []
        return held


_WRITERS: dict[
    Format,
    Callable[
        [Sequence[Column], Iterable[Sequence[Sequence[object]]], _Used],
        Iterator[bytes],
    ],
] = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet, "json": _json}
