"""Tables: what a chart shows, again, for keyboards, screen readers and Excel.

A table is a frame and its columns; a column is a heading and a function from a row to the text of
its cell. `small` draws real HTML with links in its cells; long lists are `rows.listed`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal, cast
from urllib.parse import quote, urlsplit

import polars as pl
import streamlit as st

from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader

Row = Mapping[str, object]
Kind = Literal["text", "number", "link"]
Narrowed = tuple[Literal["place", "period"], ...]  # which filters narrow a table

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKED = re.compile(r"[\\`*_{}\[\]<>#+~$|:&!]|^[-=]")
_ITEM = re.compile(r"^(\d+)(?=[.)])")  # of a numbered list
_PART = "\0"  # stands for the empty element while marks are escaped
_JOINT = re.compile(  # www|.go.th, http|://, name|@host, :|smile:, :|material/, -|>, >|=
    r"(?<=www)(?=\.)|(?<=http)(?=://)|(?<=https)(?=://)|(?<=[-.\w+])(?=@)"
    r"|(?<=:)(?=[\w+-]+[:/])|(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=[>~])(?==)",
    re.IGNORECASE,
)
_NOT_IN_ADDRESS = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_HOST = re.compile(r"[-.0-9A-Za-z\x80-\U0010ffff]+(:\d+)?")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONG = 16  # rows of an HTML table beyond which one that may scroll does
_TALL = 640


@dataclass(frozen=True)
class Column:
    """One column: its heading and the text of its cell. `kind` says how a listing shows it.

    A link's cell is an address; in a small table, `markdown` cells keep their links.
    """

    heading: str
    cell: Callable[[Row], str | float | None]
    kind: Kind = "text"
    markdown: bool = False
    unbroken: bool = False  # a date or a figure stays on one line
    sort: Callable[[Row], float | date | None] | None = None  # what a list sorts by, if not words
    wide: bool = False  # a list on a phone leaves it out: what the row opens has it


# --------------------------------------------------------------------------------------- cells


def number(row: Row, name: str) -> float | None:
    """A numeric cell of a row; null stays null."""
    value = row[name]
    return None if value is None else float(cast("float | Decimal", value))


def string(row: Row, name: str) -> str | None:
    """A text cell of a row."""
    value = row[name]
    return None if value is None else str(value)


def day(row: Row, name: str) -> date | None:
    """A date cell of a row."""
    return cast("date | None", row[name])


def records(row: Row, name: str) -> Sequence[Row]:
    """A cell that holds a list of rows; null is an empty list."""
    return cast("Sequence[Row] | None", row[name]) or []


def plain(words: str) -> str:
    """Data as it is, safe in Markdown: "~ 20,000" is no strikethrough, "> 50" no quotation.

    Where marks are read after the escapes are gone (an address, an icon, an arrow) an empty
    element parts the letters: what is seen and copied stays the same.
    """
    line = _BREAK.sub(" ", words).replace(_PART, "\ufffd").rstrip(" \t")
    bare = line.lstrip(" \t")
    indent = "&#32;" * (len(line) - len(bare))  # four blanks would make it code
    marked = _MARKED.sub(r"\\\g<0>", _JOINT.sub(_PART, bare))
    return indent + _ITEM.sub(r"\1\\", marked).replace(_PART, ":color[]")


def address(url: str | None) -> str | None:
    """A document's address as a link holds it: all but letters and separators encoded.

    None for what is no page of a named host: another scheme, a name and password, white space.
    """
    if not url or _NOT_IN_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
        named = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:  # a port that is no number, an open bracket
        return None
    if not named or not _HOST.fullmatch(parts.netloc):
        return None
    rest = url[url.index("//") + 2 + len(parts.netloc) :]
    if "@" in parts.fragment or ("@" in rest and not parts.path):  # who reads it as a host?
        return None
    whole = _LONE_PERCENT.sub("%25", quote(rest, safe="%/:?#@!&*+,;=~"))
    return f"{parts.scheme}://{parts.netloc}{whole}"


def link(name: str, url: str | None) -> str:
    """A name as a Markdown link to a document's address; without a usable one, the name alone."""
    target = address(url)
    if target is None:
        return plain(name)
    kept = _ENTITY.sub("&amp;", target).replace(":material/", "%3Amaterial/")  # else they are read
    return f"[{plain(name)}]({kept})"


def publisher(document: Row, reader: Reader) -> str | None:
    """Who published a document, by the official name in the reader's language.

    A copy of an authority's figures is that authority's, by way of who keeps the copy.
    """
    name = string(document, "publisher")
    copied = str(document.get("doc_id") or "")
    own = reader.label("publisher", copied) if copied else copied
    if own != copied:
        return own
    return reader.label("publisher", name) if name else None


def named(document: Row, reader: Reader) -> str:
    """A document by its publisher, else by its title; one that only cites another is marked."""
    name = publisher(document, reader) or string(document, "title") or str(document["doc_id"])
    return name + secondary(document, reader)


def secondary(document: Row, reader: Reader) -> str:
    """The mark of a document that only cites another."""
    return f" ({reader.t('tile.secondary')})" if document.get("is_secondary") else ""


def anchor(document: Row, reader: Reader) -> str:
    """A document as an HTML link named by its publisher; without an address, by name alone."""
    name, target = named(document, reader), address(string(document, "url"))
    style = 'target="_blank" rel="noopener noreferrer" style="color:inherit"'
    return f'<a href="{escape(target)}" {style}>{escape(name)}</a>' if target else escape(name)


def source(document: Row, reader: Reader) -> str:
    """A document as a Markdown link named by its publisher; without an address, by name alone."""
    return link(named(document, reader), string(document, "url"))


def titled(document: Row, reader: Reader) -> str:
    """A document as a Markdown link named by its title; without an address, that it has none."""
    title = (string(document, "title") or str(document["doc_id"])) + secondary(document, reader)
    url = address(string(document, "url"))
    return link(title, url) if url else f"{plain(title)} ({reader.t('tile.no_link')})"


def disagreement(conflict: Row, reader: Reader) -> str:
    """Whether the sides of a conflict disagree, or differ by rounding alone."""
    return reader.label("disagreement", "rounding" if conflict["is_rounding"] else "real")


def matter(conflict: Row, reader: Reader) -> str:
    """What a conflict is about: its measure, or its set of plans and the stage of the money."""
    measure = string(conflict, f"measure_{reader.lang}")
    if measure:
        return measure
    name = reader.label("plan_set", string(conflict, "plan_set"))
    return f"{name} · {reader.label('stage', string(conflict, 'measure_or_stage'))}"


def statement_line(side: Row, column: "Columns") -> str:
    """A statement in a line of Markdown: its figure, its date, its document."""
    when = column.when("table.as_of", "as_of", "as_of_precision").cell(side)
    shown = plain(str(column.value("table.value").cell(side))).replace(" ", "\u00a0")
    return f"{shown} ({when}) {source(side, column.reader)}"


def location(row: Row, column: "Columns") -> str:
    """How exactly a plan is placed, and by whom: the curator, or a document not known by then."""
    if not row["location_precision"]:
        return column.reader.t("state.not_stated")
    precision = column.reader.label("location_precision", str(row["location_precision"]))
    by = string(row, "location_publisher") or column.reader.t(
        "table.estimated" if row["is_estimated"] else "table.by_document"
    )
    return f"{precision} ({by})"


def step(column: "Columns", *, none: str = "state.not_stated") -> Column:
    """A plan's latest step, marked where secondary sources alone tell of it."""
    named = column.coded("table.step", "ladder_step", "status", none=none)

    def cell(row: Row) -> str:
        told = {"is_secondary": row["status_is_secondary"]}
        return f"{named.cell(row)}{secondary(told, column.reader)}"

    return Column(named.heading, cell)


def sources(row: Row, reader: Reader, name: str = "documents") -> str:
    """The documents of a row (a list of doc_id, title, publisher, url) as Markdown links."""
    return " · ".join(source(document, reader) for document in records(row, name))


@dataclass(frozen=True)
class Columns:
    """Makes the usual columns in the reader's language and era; headings are text keys."""

    reader: Reader

    def heading(self, key: str) -> str:
        """A heading's text."""
        return self.reader.t(key)

    def made(self, key: str, cell: Callable[[Row], str | float | None]) -> Column:
        """Any text made of a row."""
        return Column(self.heading(key), cell)

    def figure(self, key: str, cell: Callable[[Row], str]) -> Column:
        """A figure made of a row, kept on one line."""
        return Column(self.heading(key), cell, unbroken=True)

    def marked(self, key: str, cell: Callable[[Row], str]) -> Column:
        """Markdown made of a row."""
        return Column(self.heading(key), cell, markdown=True)

    def text(self, key: str, name: str) -> Column:
        """A text as the record has it."""
        return Column(self.heading(key), lambda row: string(row, name) or "")

    def named(self, key: str, name: str, *, none: str | None = None) -> Column:
        """A name in the reader's language, from `<name>_th` and `<name>_en`, else in the other.

        `none`: the text for a row that has neither.
        """
        other = "en" if self.reader.lang == "th" else "th"
        blank = self.reader.t(none) if none else ""
        return Column(
            self.heading(key),
            lambda row: (
                string(row, f"{name}_{self.reader.lang}") or string(row, f"{name}_{other}") or blank
            ),
        )

    def coded(
        self, key: str, codes: str, name: str | None = None, *, none: str = "state.not_stated"
    ) -> Column:
        """The label of a code, from the code list `codes`; the text `none` for no code."""
        return Column(
            self.heading(key),
            lambda row: (
                self.reader.label(codes, string(row, name or codes))
                if row[name or codes]
                else self.reader.t(none)
            ),
        )

    def yes(self, key: str, name: str) -> Column:
        """Yes or no."""
        return Column(
            self.heading(key),
            lambda row: self.reader.t("state.yes" if row[name] else "state.no"),
        )

    def count(self, key: str, name: str) -> Column:
        """A whole number; an unknown one stays empty."""
        return Column(
            self.heading(key),
            lambda row: number(row, name),
            kind="number",
            sort=lambda row: number(row, name),
        )

    def when(self, key: str, name: str, precision: str, *, count: str | None = None) -> Column:
        """A date at its precision, or "undated"; a dash where `count` is zero."""
        return Column(
            self.heading(key),
            lambda row: (
                "–"
                if count is not None and not row[count]
                else self.reader.day(day(row, name), string(row, precision))
            ),
            unbroken=True,
            sort=lambda row: day(row, name),
        )

    def measured(self, key: str, name: str, qualifier: str, unit: str = "unit") -> Column:
        """A number of column `name` with its qualifier and unit; null is "no data yet"."""
        return Column(
            self.heading(key),
            lambda row: self.reader.figure(Figure.of(row, name, qualifier, unit=unit)),
            unbroken=True,
            sort=lambda row: number(row, name),
        )

    def value(self, key: str, unit: str = "unit") -> Column:
        """A statement: its value or bounds, qualifier and unit (of column `unit`)."""
        return Column(
            self.heading(key),
            lambda row: self.reader.figure(Figure.of(row, unit=unit)),
            unbroken=True,
            sort=_size,
        )

    def kpi(self, key: str) -> Column:
        """A KPI's figure in its own format (columns format, unit), with qualifier and unit."""
        return Column(
            self.heading(key),
            lambda row: self.reader.figure(Figure.of(row)),
            unbroken=True,
            sort=_size,
        )

    def sources(self, key: str = "table.source", name: str = "documents") -> Column:
        """Links to the documents of a row."""
        return Column(self.heading(key), lambda row: sources(row, self.reader, name), markdown=True)

    def publisher(self, key: str = "table.source") -> Column:
        """Who published the row's one document (for a listing, beside `link`)."""
        return Column(
            self.heading(key),
            lambda row: named(row, self.reader) if row["publisher"] or row["title"] else None,
        )

    def link(self, key: str = "table.open") -> Column:
        """The address of the row's one document."""
        return Column(self.heading(key), lambda row: address(string(row, "url")) or "", kind="link")


# -------------------------------------------------------------------------------------- tables


def small(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    by: Narrowed = ("place",),
    scrolls: bool = False,
) -> None:
    """A short table as HTML: read by screen readers, links in its cells. `alt` (a key) names it.

    Of more than three columns one has links: where a narrow screen makes it scroll, a keyboard gets
    into it by them. `by`: the filters that narrow it, one of which is why it is empty. `scrolls`:
    a longer one, that keeps to one screen.
    """
    reader = state.current()
    if frame.is_empty():
        _why_empty(reader, by)
        return
    rows = {
        plain(column.heading): [_markdown(column, row) for row in frame.iter_rows(named=True)]
        for column in columns
    }
    st.table(
        pl.DataFrame(rows),
        border="horizontal",
        hide_index=True,
        height=_TALL if scrolls and frame.height > _LONG else "content",
        alt=reader.t(alt),
    )


def pairs(facts: Mapping[str, str], *, alt: str) -> None:
    """Names and Markdown values as an HTML table without headings; `alt` is its name, worded."""
    st.table(dict(facts), border="horizontal", alt=alt)


def counted_sum(row: Row, figure: str, reader: Reader) -> str:
    """A sum of amounts in words; one that leaves statements out says of how many it is."""
    counted, of = row["commitments"], row["statements"]
    if counted == of:
        return figure
    return reader.t("investment.counted_sum", figure=figure, counted=counted, of=of)


def extent(shown: int, of: int, *, by: Narrowed = ("place",), of_a_year: int = 0) -> None:
    """Above a list: how many of the record's rows it shows, and which filter left others out.

    `of_a_year`: rows of the record of which the year alone is known, so that no fiscal year is.
    """
    reader = state.current()
    match _active(reader, by):
        case ("place", "period"):
            key = "table.of_both"
        case ("period",):
            key = "table.of_period"
        case ("place",):
            key = "layout.located_province" if reader.province else "layout.located_region"
        case _:
            key = "table.all"
    words = reader.t(key, shown=shown, of=of)
    if of_a_year and reader.year_kind == "fiscal" and "period" in _active(reader, by):
        words = f"{words} {reader.t('table.of_a_year', count=of_a_year)}"
    st.caption(words)


def none_within(frame: pl.DataFrame, *, by: Narrowed) -> None:
    """Where a frame drawn in parts has none, say why."""
    if frame.is_empty():
        _why_empty(state.current(), by)


def _size(row: Row) -> float | None:
    """A figure as a number: its value, else a bound."""
    return next(
        (found for name in ("value", "lower", "upper") if (found := number(row, name)) is not None),
        None,
    )


def _active(reader: Reader, by: Narrowed) -> tuple[str, ...]:
    """The filters that are on, of those that narrow a table."""
    on = {"place": reader.place, "period": reader.from_year or reader.to_year}
    return tuple(name for name in ("place", "period") if name in by and on[name])


def _why_empty(reader: Reader, by: Narrowed) -> None:
    """Say which choice left a table without rows; never an empty box."""
    key = {
        ("place",): "state.empty_area",
        ("period",): "state.empty_period",
        ("place", "period"): "state.empty_both",
    }.get(_active(reader, by), "state.empty_record")
    st.info(reader.t(key), icon=":material/hourglass_empty:")


def _markdown(column: Column, row: Row) -> str:
    cell = column.cell(row)
    if isinstance(cell, float):
        cell = fmt.number(cell, 4, trim=True)
    words = cell or ""
    if column.unbroken:
        words = words.replace(" ", "\u00a0")
    return words if column.markdown else plain(words)
