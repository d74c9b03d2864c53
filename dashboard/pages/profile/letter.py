"""What is missing of a province: a list, and on paper a letter of one page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.navigation import link
from dashboard.pages.profile import words
from dashboard.parts import layout, rows, tables, tiles
from dashboard.parts.tables import Row, records
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader


def draw(page: Page) -> None:
    """Each KPI that is missing, its form and who fills it in; on paper the letter alone."""
    reader, column = page.reader, tables.Columns(page.reader)
    with layout.panel("missing", reader.t("profile.missing")):
        layout.timeless_note("record")
        if page.missing.is_empty():
            st.markdown(reader.t("profile.nothing_missing"))
            return
        rows.listed(
            page.missing,
            [
                column.named("profile.kpi", "label"),
                column.made("profile.template", lambda row: _named_forms(row, reader)),
                column.made("profile.supplier", lambda row: tiles.owners(row, reader)),
            ],
            alt="profile.missing",
            key="profile_missing",
            opens=lambda row: f"kpi:{row['code']}",
            by=(),
            shown=rows.FEW,
            note=reader.t("profile.print"),
        )
    with st.container(key="letter"):
        st.html(written(page))


def written(page: Page) -> str:
    """The letter as HTML: what is known, what is missing, who is asked for it, how it is sent."""
    reader = page.reader
    name = reader.name(page.header.row(0, named=True))
    build = page.build.row(0, named=True)
    today = reader.day(state.today(), "day", long=True)
    known = [_known(row, reader) for row in words.own(page).to_dicts()]
    lines = "".join(_line(number, row, reader) for number, row in enumerate(_sorted(page), 1))
    heads = "".join(
        f'<th scope="col">{escape(reader.t(key))}</th>'
        for key in ("profile.kpi", "profile.template", "profile.supplier")
    )
    built = reader.day(build["built_at"].date(), "day")
    return (
        f"<h3>{escape(reader.t('profile.letter_title', province=name))}</h3>"
        f"<p>{escape(today)}</p>"
        f"<p>{escape(reader.t('profile.letter_known', known='; '.join(known)))}</p>"
        f"<p>{escape(reader.t('profile.letter_asked', count=page.missing.height))}</p>"
        f"<table><tr>{heads}</tr>{lines}</table>"
        f"<p>{escape(reader.t('profile.letter_sent'))}</p>"
        f"<p>{escape(reader.t('profile.letter_foot', date=built, build=build['build_id']))}</p>"
    )


def _known(row: Row, reader: Reader) -> str:
    """A figure of the province with its name and its rank."""
    rank = words.rank(row, reader)
    told = f"{words.name(row, reader, short=True)} {words.value(row, reader)}"
    return f"{told} – {rank}" if rank else told


def _sorted(page: Page) -> Sequence[Row]:
    """The missing KPIs, those of one form together."""
    return sorted(page.missing.to_dicts(), key=lambda row: (_forms(row), str(row["code"])))


def _forms(row: Row) -> str:
    return ",".join(str(form["source"]) for form in records(row, "templates"))


def _named_forms(row: Row, reader: Reader) -> str:
    """The forms that a KPI waits for, by name."""
    names = [reader.name(form, "title") for form in records(row, "templates")]
    return " · ".join(names) or reader.t("profile.no_template")


def _line(number: int, row: Row, reader: Reader) -> str:
    forms = "<br>".join(
        f'<a href="{escape(link("health", form=str(form["source"])))}"'
        f' target="_blank">{escape(reader.name(form, "title"))}</a>'
        for form in records(row, "templates")
    ) or escape(reader.t("profile.no_template"))
    return (
        f'<tr><th scope="row">{number}. {escape(reader.name(row, "label"))}</th>'
        f"<td>{forms}</td><td>{escape(tiles.owners(row, reader))}</td></tr>"
    )
