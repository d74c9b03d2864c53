"""The frame of a page: header, status strip, panels, notes, empty states, foot."""

import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from typing import Literal, ParamSpec, cast

import altair as alt
import polars as pl
import pyarrow as pa
import pydeck as pdk
import streamlit as st

from dashboard.navigation import link
from dashboard.parts import charts, picks, pictures, tables, take, tiles
from dashboard.parts.charts import Spec
from dashboard.parts.pictures import Drawn
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.once import once
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

Timeless = Literal["today", "record", "batch"]  # why a period does not change a panel
Drawing = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart
FILTERS = {  # a parameter of the URL -> the name of its filter
    "lang": "filter.lang",
    "region": "filter.region",
    "province": "filter.province",
    "from": "bar.from",
    "to": "bar.to",
    "year": "bar.kind",
    "era": "bar.era",
    "known": "bar.known_year",
    "sources": "bar.sources",
    "build": "exact.name",
}
STATUS_LINKS = {  # a part of the status line -> the page that tells it; else data quality
    "conflicts": ("health", {"view": "conflicts"}),
    "checks": ("health", {"view": "checks"}),
    "documents": ("definitions", {"view": "documents"}),
}
CREDITED = 3  # publishers that a credit names
DRAWINGS_KEPT = 200  # of all readers; one is 5 to 40 kB
P = ParamSpec("P")
_title: ContextVar[str] = ContextVar("title", default="")  # of the panel that is drawn
_scale: ContextVar[float] = ContextVar("scale", default=1)  # of what is drawn


def lead(page: str, **values: str) -> None:
    """What a page is for, in one sentence (key `<page>.lead`). `values` are what it names."""
    st.markdown(state.current().t(f"{page}.lead", **values))


def status_line(page: Page) -> None:
    """In one line: the age of the headline figure, open conflicts, checks, documents; as links."""
    reader = page.reader
    build = page.build.row(0, named=True)
    overdue = sum(due < state.today() for due in build["due_on"])
    wrong = {
        "checks_failed": build["checks"] - build["checks_passed"],
        "problems": build["problems"],
        "quarantined": build["quarantined"],
        "overdue": overdue,
    }
    parts = [_headline(row, reader) for row in page.headline.iter_rows(named=True)]
    told = {"conflicts": build["conflicts"], "checks": 0, **wrong}
    if not any(wrong.values()):
        told["checks"] = build["checks"]
    for name, count in (told | {"documents": build["documents"]}).items():
        if count:
            words = reader.t(f"status.{name}", count=fmt.number(count))
            where, own = STATUS_LINKS.get(name, ("health", {}))
            said = f"[{words}]({link(where, **own)})"
            parts.append(f":orange[{said}]" if name in wrong else said)
    st.caption(" · ".join(parts))


def _headline(row: tables.Row, reader: Reader) -> str:
    """Of which day the country's count is, and how long ago that was."""
    months = tables.number(row, "age_months")
    stated = reader.day(tables.day(row, "as_of"), tables.string(row, "as_of_precision"))
    if not months:
        return reader.t("status.headline", date=stated)
    return reader.t("status.headline_ago", date=stated, ago=ago(months, reader))


def ago(months: float, reader: Reader) -> str:
    """How long ago: in months, from three years on in years."""
    key, count = ("months", months) if months < 36 else ("years", months // 12)
    return reader.t(f"ago.{key}", count=fmt.number(count))


def sample_banner(shell: Page) -> None:
    """Invented numbers never look like published ones: a banner on every page of such a build."""
    if shell.sample["has_sample"].any():
        st.warning(state.current().t("layout.sample"), icon=":material/science:")


def link_notice() -> None:
    """What the link asks for and is not on offer, and that the page shows its default instead."""
    reader = state.current()
    names = ", ".join(reader.t(FILTERS[name]) for name in state.refused())
    if names:
        words = [reader.t("link.filters", names=names)]
        if "known" in state.refused():
            words.append(reader.t("link.day"))
        st.warning("  \n".join(words), icon=":material/link_off:")


def build_notice(shown: str, published: str, missed: str | None, reader: Reader) -> None:
    """That a link asks for a build that is not the published one; or that it can't be shown, why.

    `missed`: why it is not shown (a key of the texts), if it is not.
    """
    if shown == published and not missed:
        return
    days = {
        "moment": build_moment(str(reader.build), reader),
        "latest": build_moment(published, reader),
    }
    links = [f"[{reader.t('exact.latest')}]({link(None, build='')})"]
    if not missed:
        differs = picks.address(f"build:{reader.build}")
        links.insert(0, f"[{reader.t('exact.differs')}]({differs})")
    key = missed or "shown"
    words = " · ".join([reader.t(f"exact.{key}", **days), *links])
    (st.warning if missed else st.info)(words, icon=":material/history:")


def build_moment(build_id: str, reader: Reader) -> str:
    """When a build was made, by its id (UTC), as day and time in Bangkok."""
    made = datetime.strptime(build_id.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return reader.moment(made.isoformat())


def first_day(shell: Page) -> date:
    """The day on which the record began; today while no day is known."""
    days = shell.days["known_on"]
    return cast("date", days[0]) if days.len() else state.today()


def day_refused(since: date, reader: Reader) -> bool:
    """As known on a day before the record or to come, no figure is shown: a sentence says why."""
    today = state.today()
    if reader.known is None or since <= reader.known <= today:
        return False
    key = "known.early" if reader.known < since else "known.late"
    day, first, last = (reader.day(of, "day", long=True) for of in (reader.known, since, today))
    st.warning(reader.t(key, date=day, first=first, last=last), icon=":material/event_busy:")
    return True


def known_notice(hidden: tables.Row | None, reader: Reader) -> None:
    """Of a part of the record: which part, and how much that leaves out.

    `hidden`: how many rows of which kind; None on a page that shows the whole build.
    """
    day, primary = reader.known, reader.sources == "primary"
    if hidden is None:
        keys = {"known.whole": day is not None, "sources.whole": primary}
    else:
        keys = {
            "known.notice": day is not None,
            "known.hidden": day is not None,
            "known.assumed": bool(hidden["assumed"]),
            "sources.notice": primary,
        }
    shown = reader.day(day, long=True) if day else ""
    counts = {name: fmt.number(cast("int", count)) for name, count in (hidden or {}).items()}
    words = [reader.t(key, date=shown, **counts) for key, is_on in keys.items() if is_on]
    st.info("  \n".join(words), icon=":material/history:")


@contextmanager
def _titled(title: str) -> Iterator[None]:
    """What a picture or list within is called when it is taken along."""
    before = _title.set(title)
    try:
        yield
    finally:
        _title.reset(before)


@contextmanager
def enlarged(by: float) -> Iterator[None]:
    """Drawings within are so many times as high, with their letters and marks."""
    before = _scale.set(by)
    try:
        yield
    finally:
        _scale.reset(before)


def enlargement() -> float:
    """How many times as large as on a page is what is drawn here."""
    return _scale.get()


@contextmanager
def section(
    title: str, *, national: bool = False, timeless: Timeless | None = None, note: str = ""
) -> Iterator[None]:
    """A bordered panel with the heading of key `title`.

    `national` marks a panel that a place filter can't narrow, `timeless` one that a period can't,
    and why; `note` is the key of a sentence.
    """
    reader = state.current()
    with st.container(border=True), _titled(reader.t(title)):
        st.subheader(reader.t(title), anchor=False)
        if national:
            national_note()
        if timeless:
            timeless_note(timeless)
        if note:
            st.caption(reader.t(note))
        yield


@contextmanager
def panel(name: str, title: str, *, is_chosen: bool = False) -> Iterator[None]:
    """A panel without a box, under a title in words: the finding, or the topic where none holds.

    `is_chosen`: what the reader has just chosen above it has that title already.
    """
    with st.container(gap="xsmall", key=f"panel_{name}"), _titled(title):
        if not is_chosen:
            st.subheader(tables.plain(title), anchor=False)
        yield


def picture(
    drawing: Drawing | Spec, *, alt_text: str, of: pl.DataFrame, opens: str, key: str = ""
) -> None:
    """A drawing with its text for screen readers, and the line of its source under it.

    `of`: the rows of the record that are drawn. `key` tells apart two that open the same.
    """
    spec = drawing if isinstance(drawing, dict) else specification(drawing)
    st.vega_lite_chart(sent(spec), width="stretch", alt=alt_text)
    title = _title.get() or alt_text
    source_line(of, opens, key, drawn=lambda: Drawn(spec, state.colours()), title=title)


def source_line(
    of: pl.DataFrame | str,
    opens: str,
    key: str = "",
    *,
    drawn: Callable[[], Drawn] | None = None,
    title: str = "",
    kpi: str = "",
    said: str = "",
) -> None:
    """Who published what is drawn and of which days, the way to it in the drawer, and its files.

    `of`: the rows of the record that are drawn, with documents and days, unless `said` tells who
    and when; or the words alone. `drawn` is the picture itself, `title` what it is called, if not
    as the panel around it, `kpi` the metric id of the one KPI that the rows are of.
    """
    reader = state.current()
    where = f" · [{reader.t('layout.rows')}]({picks.address(opens)})"
    if isinstance(of, str):
        st.caption(of + where)
        return
    name = f"source_{key or opens}".replace(":", "-")
    take.menu(
        tables.plain(said or sourced(of)) + where,
        lambda: of,
        key=name,
        title=title or _title.get(),
        what=key or opens.partition(":")[2],
        kpi=kpi,
        credit=lambda: (said or credit_of(of)) + _age(of),
        picture=drawn and (lambda: partial(pictures.made, drawn())),
    )


def national_note() -> None:
    """Say that what follows stays national, when a place filter is on."""
    reader = state.current()
    if reader.place:
        tiles.national_badge(reader)


def timeless_note(why: Timeless) -> None:
    """Say that what follows is of no period and why, when a period is on."""
    reader = state.current()
    if reader.from_year or reader.to_year:
        st.badge(
            reader.t("layout.timeless"),
            icon=":material/schedule:",
            color="gray",
            help=reader.t(f"state.timeless_{why}"),
        )


def empty(reason: str, *, supplier: str = "") -> None:
    """A state of its own, never an empty box: why nothing is here, and who can supply it (keys)."""
    reader = state.current()
    words = reader.t(reason)
    if supplier:
        words += "  \n" + reader.t("layout.supplier") + " " + reader.t(supplier)
    st.info(words, icon=":material/hourglass_empty:")


def unavailable(reason: str, reader: Reader, *, operator: bool) -> None:
    """The figures can't be read: one sentence, and what to do.

    The command that corrects it is named on an operator's server, not to a site's readers.
    """
    if reason == "busy":
        busy(reader)
        return
    if reason == "lacking":
        st.warning(reader.t("error.lacking"), icon=":material/history:")
        return
    st.title(reader.t("app.title"), anchor=False)
    words = reader.t(f"error.{reason}")
    if reason in {"missing", "damaged"} and operator:
        words += "  \n" + reader.t("error.operator")
    st.error(words, icon=":material/cloud_off:")


def not_found(home: st.Page, reader: Reader) -> None:
    """The page of an address that is not ours."""
    st.title(reader.t("missing.title"), anchor=False)
    st.markdown(reader.t("missing.lead"))
    words = reader.t("missing.home")
    st.page_link(home, label=words, icon=":material/home:", query_params=reader.query())


def busy(reader: Reader) -> None:
    """Others are served first: a sentence, and a button that asks again."""
    st.warning(reader.t("error.busy"), icon=":material/hourglass_top:")
    st.button(reader.t("error.retry"), key="retry", icon=":material/refresh:", type="primary")


def chart(
    drawing: Drawing | Spec,
    *,
    alt_text: str,
    credit: str,
    key: str,
    of: pl.DataFrame | None = None,
    shown: str = "",
) -> None:
    """Draw a chart over the panel's width; `alt_text` is its takeaway, already worded.

    `credit` says whose rows are drawn and of which days: see `credit_of` and `credit_of_build`.
    `key` names it and its files; `of` are the rows of the record that are drawn, where it has them;
    `shown` stands on the page in place of a credit too long for it.
    """
    spec = drawing if isinstance(drawing, dict) else specification(drawing)
    st.vega_lite_chart(sent(spec), width="stretch", alt=alt_text)
    credit_line(
        shown or credit,
        lambda: _rows(spec) if of is None else of,
        lambda: Drawn(spec, state.colours()),
        credit=lambda: credit,
        key=key,
        title=_title.get() or alt_text,
    )


def credit_line(
    shown: str,
    rows: take.Rows,
    drawn: Callable[[], Drawn],
    *,
    credit: Callable[[], str],
    key: str,
    title: str = "",
) -> None:
    """A line below a drawing, and its files: its rows and itself, with their credit.

    `title`: what it is called, if not as the panel around it.
    """
    take.menu(
        tables.plain(shown),
        rows,
        key=f"credit_{key}",
        title=title or _title.get(),
        what=key,
        credit=lambda: credit() + _age(rows()),
        picture=lambda: partial(pictures.made, drawn()),
    )


def _rows(spec: Spec) -> pl.DataFrame:
    """The rows of a drawing, where the record has no such rows: its largest set of data."""
    sets = cast("Mapping[str, list[dict[str, object]]]", spec["datasets"])
    return pl.DataFrame(max(sets.values(), key=len), infer_schema_length=None)


def credit_of(rows: pl.DataFrame, day: str = "as_of", precision: str = "as_of_precision") -> str:
    """Who published the rows of a drawing, the most frequent first, and which days they speak of.

    Publishers are in those of the column `documents`, or in `publisher`.
    """
    return _credit_of(rows, day, precision, state.current())


@once
def _credit_of(rows: pl.DataFrame, day: str, precision: str, reader: Reader) -> str:
    names = _published_by(rows, reader)
    shown = ", ".join(names[:CREDITED]) or reader.t("state.not_stated")
    if len(names) > CREDITED:
        shown = reader.t("layout.credit_more", publishers=shown, count=len(names) - CREDITED)
    days = _span(rows, day, precision, reader)
    return reader.t("layout.credit", publishers=shown, as_of=days)


def aged(day: date | None, reader: Reader) -> str:
    """How long ago a day is, to be said after it; nothing of one of this month, or of none."""
    months = (reader.today.year - day.year) * 12 + reader.today.month - day.month if day else 0
    return f" ({ago(months, reader)})" if months > 0 else ""


def _age(rows: pl.DataFrame) -> str:
    """How long ago the newest of rows is, as files and pictures of them have it."""
    if rows.schema.get("as_of") != pl.Date:
        return ""
    return aged(cast("date | None", rows["as_of"].max()), state.current())


def sourced(rows: pl.DataFrame) -> str:
    """How many published the rows of a drawing, and which days they speak of; in few words."""
    return _sourced(rows, state.current())


@once
def _sourced(rows: pl.DataFrame, reader: Reader) -> str:
    days = _span(rows, "as_of", "as_of_precision", reader)
    return reader.t("layout.sourced", count=len(_published_by(rows, reader)), days=days)


def _published_by(rows: pl.DataFrame, reader: Reader) -> list[str]:
    """Who published rows, the most frequent first."""
    named = Counter(name for row in rows.iter_rows(named=True) for name in _publishers(row, reader))
    return sorted(named, key=lambda name: (-named[name], name))


def _span(rows: pl.DataFrame, day: str, precision: str, reader: Reader) -> str:
    """The first and the last day of rows, in words."""
    dated = rows.filter(pl.col(day).is_not_null()).sort(day)
    ends = dict.fromkeys(
        reader.day(row[day], row[precision])
        for row in (dated.row(place, named=True) for place in (0, -1) if dated.height)
    )
    return " – ".join(ends) or reader.t("state.undated")


def _publishers(row: tables.Row, reader: Reader) -> set[str]:
    """Who published one row's documents."""
    documents = tables.records(row, "documents") if "documents" in row else [row]
    return {
        tables.named(document, reader)
        for document in documents
        if document["publisher"] or document["title"]
    }


def credit_of_build(page: Page) -> str:
    """The credit of a drawing of the build itself: which one, and of which day."""
    reader = page.reader
    build = page.build.row(0, named=True)
    built = reader.day(build["built_at"].date(), "day")
    name = f"{reader.t('layout.build')} {build['build_id']}"
    return reader.t("layout.credit", publishers=name, as_of=built)


def specification(drawing: Drawing | Spec) -> Spec:
    """The chart as its specification, not checked again: the tests do that, not every reader.

    Its data sets are named by their place and not by what is in them, so that the browser sees a
    change of the data alone and moves the marks that are there instead of drawing anew.
    """
    made = drawing if isinstance(drawing, dict) else drawing.to_dict(validate=False)
    spec: Spec = dict(made)
    named = dict(cast("Mapping[str, object]", spec.pop("datasets", {})))
    text = json.dumps(spec)
    for number, name in enumerate(named):
        text = text.replace(f'"{name}"', f'"rows-{number}"')
    renamed = {f"rows-{number}": rows for number, rows in enumerate(named.values())}
    parts: Spec = json.loads(text)
    own = cast("Mapping[str, object]", parts.get("config", {}))
    whole = parts | {"config": {**charts.words(state.colours()), **own}}
    return cast("Spec", charts.enlarged(whole, _scale.get())) | {"datasets": renamed}


def sent(spec: Spec) -> Spec:
    """A specification with its rows as they are, without what a data frame would add to them.

    That is an index, offsets of twice the width, and a description of 0.9 kB for each set.
    """
    sets = cast("Mapping[str, list[dict[str, object]]]", spec.get("datasets", {}))
    tables = {name: pa.Table.from_pylist(rows) for name, rows in sets.items()}
    return spec | {"datasets": tables}


def drawn(chart: Callable[P, Drawing | Spec], *of: P.args, **how: P.kwargs) -> Spec:
    """The specification of what `chart` draws: made once for the same rows, colours and size."""
    return _made(
        pickle.dumps((chart, of, how, state.colours(), _scale.get())), partial(chart, *of, **how)
    )


@st.cache_data(max_entries=DRAWINGS_KEPT, show_spinner=False)
def _made(of: bytes, _draw: Callable[[], Drawing | Spec]) -> Spec:
    return specification(_draw())


def clickable_map(deck: pdk.Deck, *, alt_text: str, key: str) -> None:
    """The provincial map; a click on a province opens the drawer on it."""
    name = picks.fresh(key, _on_map)
    st.pydeck_chart(
        deck, height=505, on_select=lambda: picks.taken(name, _on_map), key=name, alt=alt_text
    )


def clickable_grid(
    drawing: alt.LayerChart | Spec,
    *,
    alt_text: str,
    key: str,
    credit: str = "",
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """A map or grid of provinces in Vega-Lite; a click on one opens the drawer on it."""
    name = picks.fresh(key, _on_grid)
    st.vega_lite_chart(
        sent(drawing if isinstance(drawing, dict) else specification(drawing)),
        width=width,
        on_select=lambda: picks.taken(name, _on_grid),
        selection_mode="province",
        key=name,
        alt=alt_text,
    )
    if credit:
        st.caption(tables.plain(credit))


def _on_map(name: str) -> str | None:
    """The province that a map remembers as clicked, by its shape or by a point in it."""
    if not state.holds(name):
        return None
    objects = st.session_state[name].selection.get("objects", {})
    features = [*objects.get("provinces", []), *objects.get("plans", [])]
    return f"province:{features[0]['properties']['province_code']}" if features else None


def _on_grid(name: str) -> str | None:
    """The province whose tile a grid remembers as clicked."""
    if not state.holds(name):
        return None
    picked = st.session_state[name].selection.get("province", [])
    return f"province:{picked[0]['province_code']}" if picked else None


def provenance(page: Page, also: str = "", rows: pl.DataFrame | None = None) -> None:
    """The foot of a page: where figures come from, and the build that they are of.

    `also`: a link of the page's own in its last line, as HTML. On paper also the link and, by
    number, the documents of the page's figures, or of `rows` if those are not its own. It is the
    same whatever is chosen, so that it is sent once: the page's script writes the link.
    """
    reader = page.reader
    build = page.build.row(0, named=True)
    made = reader.day(build["built_at"].date())
    st.html(
        f'<p class="small">{escape(reader.t("layout.foot"))}<br>'
        f"{escape(reader.t('layout.edition', date=made, build=build['build_id']))} · "
        f'<a href="?open=about:accessibility">{escape(reader.t("layout.about"))}</a>{also}</p>'
        f"{_paper(page.tiles if rows is None else rows, reader)}"
    )


@once
def _paper(rows: pl.DataFrame, reader: Reader) -> str:
    """What paper says below a page: its link and its numbered sources; HTML."""
    cited = [
        document
        for row in rows.iter_rows(named=True)
        for document in tables.records(row, "documents")
    ]
    listed = dict.fromkeys(
        f"{tables.string(one, 'title') or one['doc_id']}, {tables.publisher(one, reader)} "
        f"{tables.address(tables.string(one, 'url')) or ''}".strip()
        for one in cited
    )
    lines = "".join(f"<li>{escape(words)}</li>" for words in listed)
    return f'<div class="paper"><p data-address></p><ol>{lines}</ol></div>'
