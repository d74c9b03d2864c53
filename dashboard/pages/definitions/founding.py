"""The founding documents, one at a time: one row per statement with its places."""

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.pages.definitions import places
from dashboard.parts import layout, tables, take
from dashboard.parts.choose import choose
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader


def statements(page: Page) -> None:
    """One document with its link, its statements, and where each of them stands."""
    if page.founding.is_empty():
        layout.empty("known.empty")
        return
    key = ["doc_id", "statement_th"]
    listed = pl.DataFrame(list(places.places()), key, orient="row").with_columns(
        pl.int_range(1, pl.len() + 1).over("doc_id").alias("number")
    )
    numbered = page.founding.join(listed, on=key, how="left").sort(
        "doc_id", "number", nulls_last=True
    )
    titles = dict(numbered.select("doc_id", "title").unique(maintain_order=True).iter_rows())
    shown = choose("founding", "explore.document", titles, boxed=True)
    _document(numbered.filter(doc_id=shown), page)
    take.menu(
        "",
        lambda: page.founding,
        key="founding_statements",
        title=page.reader.t("definitions.founding_title"),
    )


def _document(stated: pl.DataFrame, page: Page) -> None:
    column = tables.Columns(page.reader)
    document = stated.row(0, named=True)
    published = column.when("table.published_on", "published_on", "published_on_precision")
    with layout.panel(f"founding_{document['doc_id']}", str(document["title"])):
        told = tables.plain(f"{published.heading} {published.cell(document)}")
        url = tables.string(document, "url")
        link = column.reader.t("table.open" if tables.address(url) else "tile.no_link")
        st.caption(f"{tables.link(link, url)} · {told}")
        tables.small(
            stated,
            [
                column.made(
                    "definitions.founding_statement",
                    lambda row: f"{row['number']}. {row['statement_th']}",
                ),
                column.marked("definitions.founding_places", lambda row: _places(row, page.reader)),
            ],
            alt="definitions.founding_title",
            by=(),
        )


def _places(row: tables.Row, reader: Reader) -> str:
    """Links to the panels where a statement stands; that it has none yet."""
    whole = dict.fromkeys(state.NARROWING, "")
    found = places.places().get((str(row["doc_id"]), str(row["statement_th"])), ())
    links = [
        f"[{tables.plain(_name(place, reader))}]({link(place.page, **{**whole, **place.own})})"
        for place in found
    ]
    return " · ".join(links) or reader.t("definitions.founding_nowhere")


def _name(place: places.Place, reader: Reader) -> str:
    """A place in words: its page and panel, and the row or province that it is opened at."""
    title, panel = reader.t(f"{place.page}.title"), reader.t(place.panel)
    row = place.own.get("open", "").partition(":")[2]
    return f"{title}: {row or panel}"
