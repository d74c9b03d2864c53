"""Take it away: one menu on each list and picture, and what the files it gives say of themselves.

A link in the line below a picture, or above a list, opens the menu under that line; the address
says which one is open. A file is made when it is asked for: all rows of what is on screen, whatever
their number. The writer of files is `sql.files`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Required, TypedDict, Unpack
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.parts import tables
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from sql import files

Rows = Callable[[], pl.DataFrame]
RECORD = "record_of_files"  # where a session keeps what gives KPIs, documents and places
COPIED = 500  # rows that can be copied; more are a file
CODE = 96  # pixels of what is copied
UNTOLD = (  # columns for a page alone: how it orders, draws or words its rows, names of its own
    r"^(sort(_th|_en)?|order|lane|middle|breaks|category|labels|opens|beside|templates|has_template"
    r"|folder|format|held_as|source|today|paces|clash_is_own|clashes|sharing|left_out|load|how"
    r"|status_rank|region_term"
    r"|is_(timeless|in_period|headline|here|same_target)|(peer_)?(size|wealth|urban)_z"
    r"|(distance|nearness)(_any_region)?|((above|below)_)?total)$"
)
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
MEDIA: dict[str, str] = {str(kind): media for kind, media in files.MEDIA.items()} | PICTURES
# what makes the picture, once its menu is open: `png` or `svg`, the words of it -> the picture
Pictured = Callable[[], Callable[[str, files.About], bytes]]


class Words(TypedDict, total=False):
    """What files of a list or picture say of it."""

    title: Required[str]  # in words
    what: str  # in the name of the file; else its key
    kpi: str  # the metric id of the one KPI that all rows are of
    credit: Callable[[], str]  # the source of rows that name no document


def line(key: str, said: str = "") -> None:
    """A line of small print (Markdown) that ends with the link which opens this menu, or closes it.

    They are apart by a blank, as paper leaves the link out.
    """
    reader = state.current()
    words = reader.t("table.take_close" if _is_open(key) else "table.take")
    st.caption(f"{said}\N{EM SPACE}[{words}]({link(None, **{state.TAKE: key})})".strip())


def menu(
    said: str,
    rows: Rows | str,
    *,
    key: str,
    picture: Pictured | None = None,
    **words: Unpack[Words],
) -> None:
    """A line of small print with the link to what can be taken along, and that below it."""
    line(key, said)
    opened(rows, key=key, picture=picture, **words)


def opened(
    rows: Rows | str, *, key: str, picture: Pictured | None = None, **words: Unpack[Words]
) -> None:
    """What can be taken along of a list or picture (see `offer`), while its menu is open."""
    if _is_open(key):
        with st.container(border=True, key=f"{key}_menu"):
            offer(rows, key=key, picture=picture, **words)


def _is_open(key: str) -> bool:
    return st.query_params.get(state.TAKE) == key


def offer(
    rows: Rows | str, *, key: str, picture: Pictured | None = None, **words: Unpack[Words]
) -> None:
    """Buttons for the rows as files, for the picture of them, the rows to copy, and the link.

    `rows` are read, and the picture is made, when they are asked for. Of very many, `rows` is the
    name under which the server streams them (`downloads`), and they are never held here.
    """
    reader = state.current()
    record: Page = st.session_state[RECORD]
    query, build = state.own(), str(st.session_state[state.BUILD])
    about = told(reader, record, build, st.context.url or "", query, **words)
    made: dict[str, Callable[[], bytes]] = {}
    if not isinstance(rows, str):
        made = {kind: partial(file, kind, rows, about) for kind in files.MEDIA}
    if picture:
        drawn = picture()
        made |= {ending: partial(drawn, ending, about) for ending in PICTURES}
    what = words.get("what") or key
    with st.container(horizontal=True, gap="small"):
        for kind in files.MEDIA if isinstance(rows, str) else ():
            address = (
                f"take/{rows}.{kind}?{urlencode(_exact(reader, build, query) | _kpi_of(about))}"
            )
            st.link_button(reader.t(f"table.as_{kind}"), address, type="tertiary")
        for ending, make in made.items():
            st.download_button(
                reader.t(f"table.as_{ending}"),
                make,
                file_name=named(about, what, ending),
                mime=MEDIA[ending],
                key=f"{key}_{ending}",
                type="tertiary",
                on_click="ignore",
            )
    st.caption(reader.t("table.take_help"))
    if not isinstance(rows, str) and (some := rows()).height <= COPIED:
        st.caption(reader.t("table.copy"))
        st.code(copied(some, about), language=None, height=CODE, width="stretch")
    st.caption(reader.t("table.link"))
    st.code(about.link, language=None, wrap_lines=True)


def named(about: files.About, what: str, ending: str) -> str:
    """The name of a file: what it is of, the day, the build."""
    code = about.kpis[about.of[0]].code if about.of else ""
    return files.name(what, state.today(), about.build, ending, code)


def _kpi_of(about: files.About) -> dict[str, str]:
    return {"kpi": about.of[0]} if about.of else {}


def file(kind: files.Format, rows: Rows, about: files.About) -> bytes:
    """A file of rows, whole."""
    found = rows()
    table = found.select(kept(found.columns)).to_arrow()
    return b"".join(files.write(kind, table.schema, table.to_batches(), about))


def kept(columns: Iterable[str]) -> list[str]:
    """The columns of a list that its files have."""
    return [column for column in columns if not re.match(UNTOLD, column)]


def copied(rows: pl.DataFrame, about: files.About) -> str:
    """The same rows to be copied into a sheet."""
    table = rows.select(kept(rows.columns)).to_arrow()
    return files.pasted(table.schema, table.to_batches(), about)


def told(
    reader: Reader,
    record: Page,
    build: str,
    page: str,
    query: Mapping[str, str],
    **words: Unpack[Words],
) -> files.About:
    """What a file of a view says of itself.

    `record`: KPIs, sources and places. `page`: the view's address, `query` all that it chooses.
    """
    kpi, credit = words.get("kpi"), words.get("credit")
    return files.About(
        title=words["title"],
        lang=reader.lang,
        today=reader.today,
        build=build,
        link=f"{page}?{urlencode(_exact(reader, build, query))}",
        filters=_filters(reader, record, query),
        kpis={
            row["metric_id"]: files.Kpi.of(row, reader.lang, reader.curated)
            for row in record.kpis.iter_rows(named=True)
        },
        sources={row["doc_id"]: _source(row, reader) for row in record.sources.to_dicts()},
        of=[kpi] if kpi else [],
        carried={"source": credit()} if credit else {},
    )


def _exact(reader: Reader, build: str, query: Mapping[str, str]) -> dict[str, str]:
    """All that a view chooses with its build, so that it shows the same figures later."""
    return replace(reader, build=build).query() | reader.own(query)


def _source(row: tables.Row, reader: Reader) -> files.Source:
    licence = tables.string(row, "licence")
    return files.Source(
        title=(tables.string(row, "title") or str(row["doc_id"])) + tables.secondary(row, reader),
        publisher=tables.publisher(row, reader) or "",
        url=tables.address(tables.string(row, "url")) or "",
        licence=reader.label("licence", licence) if licence else reader.t("file.no_licence"),
    )


def _filters(reader: Reader, record: Page, query: Mapping[str, str]) -> dict[str, str]:
    """Every filter and what is chosen, in words; the page's own choices as its link has them."""
    places = {row["code"]: reader.name(row) for row in record.places.to_dicts()}
    place = reader.t("filter.all_provinces")
    told = {
        "bar.place": places.get(reader.place or "", place),
        "bar.from": reader.year(reader.from_year)
        if reader.from_year
        else reader.t("filter.open_from"),
        "bar.to": reader.year(reader.to_year) if reader.to_year else reader.t("filter.open_to"),
        "bar.kind": reader.t(f"filter.year_{reader.year_kind}"),
        "bar.known_year": reader.day(reader.known, long=True)
        if reader.known
        else reader.t("known.off"),
        "bar.sources": reader.t(f"filter.sources_{reader.sources}"),
    }
    return {reader.t(name): choice for name, choice in told.items()} | reader.own(query)
