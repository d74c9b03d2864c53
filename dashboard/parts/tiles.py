"""KPI tiles: a figure never stands alone.

`tile` makes the words of one tile from one row of `sql/queries/every/tiles.sql`; `draw` shows them:
value with qualifier and unit, as-of, place and segment, comparison with the statement before,
trend, target, source, conflicts, and a passport in short; its link opens the whole, with the rows.
What has no figure yet is no tile but a line of one list: who can supply it, and by which form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import cast
from urllib.parse import quote, urlencode

import streamlit as st

from dashboard.navigation import address
from dashboard.parts import charts, tables
from dashboard.parts.decisions import decision, mark
from dashboard.parts.tables import Row, day, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.reader.theme import CONFLICT, Palette

JUDGEMENT = {"up": 1, "down": -1}  # which way is better; elsewhere a change is only a change
SPARK_POINTS = 3  # fewer make no trend


@dataclass(frozen=True)
class Tile:
    """The words of one tile, in the reader's language and era."""

    metric_id: str
    label: str
    value: str
    unit: str
    scope: str  # as-of, segment, phase: what the figure is about
    is_national: bool  # the reader chose a place and this figure is not of that place
    change: str  # since the statement before, where both are exact
    judgement: int  # 1 for better, -1 for worse, 0 for neither
    before: str  # the statement before, in words
    target: str | None
    share: float | None  # of the target, 0 to 1 and beyond
    trend: tuple[tuple[date, float], ...]
    source: str
    conflicts: int
    conflict_note: str
    passport: str
    decided: int = 0  # conflicts in which a steward chose what to display
    roundings: int = 0  # conflicts whose sides differ by rounding alone
    beside: str = ""  # what primary documents state, or what a secondary one repeats


def row(page: Page) -> None:
    """Every tile of the page, in a grid that reflows from four columns to one.

    Below it, in one list, the KPIs that have no figure yet.
    """
    records = page.tiles.to_dicts()
    with st.grid(4, min_column_width=230, gap="small"):
        for record in records:
            if has_figure(record):
                draw(tile(record, page))
    if awaited := [record for record in records if not has_figure(record)]:
        with st.container(border=True):
            st.html(waiting(awaited, page.reader, state.colours()))


def has_figure(record: Row) -> bool:
    """Whether there is anything to show of a KPI: a value, a bound of it, a passed deadline."""
    given = any(record[name] is not None for name in ("value", "lower", "upper"))
    return given or bool(record["is_passed"])


def link(page: str, reader: Reader, **own: str) -> str:
    """The address of a page with the reader's filters and that page's own choices."""
    return f"{address(page)}?{urlencode(reader.query() | own)}"


def owners(record: Row, reader: Reader) -> str:
    """Who can supply a KPI: those who fill in its forms, else its owner."""
    holders = tables.records(record, "templates") or [record]
    return " · ".join(dict.fromkeys(str(holder[f"owner_{reader.lang}"]) for holder in holders))


def waiting(records: Sequence[Row], reader: Reader, palette: Palette) -> str:
    """The KPIs without a figure as HTML, by the forms that they wait for.

    As known on an earlier day nothing is waited for: no document spoke by then.
    """
    groups: dict[str, list[str]] = {}
    for record in records:
        passport = link("definitions", reader, open=f"kpi:{record['metric_id']}")
        name = f"{_anchor(passport, str(record['code']))} {escape(reader.name(record, 'label'))}"
        if record["is_stated"]:
            name += f" ({escape(reader.t('tile.partly'))})"
        line = f'<li style="font-size:inherit">{name}</li>'
        groups.setdefault(_supply(record, reader), []).append(line)
    keys = "known" if reader.known else "tile"
    title = escape(reader.t(f"{keys}.waiting", count=len(records)))
    note = escape(reader.t(f"{keys}.waiting_note"))
    listed = f"margin:0;padding-left:1.2rem;font-size:inherit;color:{palette.ink}"
    lists = "".join(
        f'<div style="break-inside:avoid;padding-top:0.5rem">{head}'
        f'<ul style="{listed}">{"".join(names)}</ul></div>'
        for head, names in groups.items()
    )
    return (
        f'<div style="font-size:13px;line-height:20px;color:{palette.muted}">'
        f'<div style="font-weight:600;color:{palette.ink}">{title}</div><div>{note}</div>'
        f'<div style="columns:20rem;column-gap:1.5rem">{lists}</div></div>'
    )


def _supply(record: Row, reader: Reader) -> str:
    """The forms that a KPI waits for and who fills them in, as HTML; nothing on an earlier day."""
    if reader.known:
        return ""
    forms = [
        _anchor(
            link("health", reader, view="files", form=str(form["source"])),
            reader.t("tile.form", form=form[f"title_{reader.lang}"]),
        )
        for form in tables.records(record, "templates")
    ]
    return "<br>".join([*forms, reader.t("tile.supplier", owner=escape(owners(record, reader)))])


def _anchor(address: str, name: str) -> str:
    style = "color:inherit;text-decoration:underline"
    return f'<a href="{escape(address)}" target="_blank" style="{style}">{escape(name)}</a>'


def draw(words: Tile) -> None:
    """One tile: its figure as one text block, then what opens: the passport and the conflicts.

    Few elements, because each is a message to the browser at every change of a filter.
    """
    reader = state.current()
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.html(block(words, reader, state.colours()))
        with st.popover(reader.t("tile.passport"), icon=":material/description:", type="tertiary"):
            st.markdown(words.passport)
        counts = {
            "conflict": words.conflicts,
            "rounding": words.roundings,
            "decided": words.decided,
        }
        if any(counts.values()):
            names = {
                key: reader.t(f"tile.{key}", count=count) for key, count in counts.items() if count
            }
            if "conflict" in names:
                names["conflict"] = f":{CONFLICT}[{names['conflict']}]"
            name = " · ".join(names.values())
            icon = ":material/warning:" if words.conflicts else ":material/gavel:"
            with st.popover(name, icon=icon, type="tertiary"):
                st.markdown(words.conflict_note)


def national_badge(reader: Reader) -> None:
    """The mark of a figure that stays national although the reader chose a place."""
    st.badge(
        reader.t("layout.national"),
        icon=":material/public:",
        color="gray",
        help=reader.t("state.national_help"),
    )


def block(words: Tile, reader: Reader, palette: Palette) -> str:
    """The tile's text as HTML: name, figure, change, scope, target, trend, source. It wraps."""
    shade = {1: palette.better, -1: palette.worse}.get(words.judgement, palette.muted)
    change = f'<b style="color:{shade}">{escape(words.change)}</b> ' if words.change else ""
    large = "font-size:30px;line-height:36px"
    figure = f'<span style="{large}">{escape(words.value)}</span> {escape(words.unit)}'
    lines = [
        f'<div style="font-weight:600">{escape(words.label)}</div>',
        f'<div style="font-size:15px;font-weight:600">{figure}</div>',
    ]
    if change or words.before:
        lines.append(f"<div>{change}{escape(words.before)}</div>")
    if words.beside:
        lines.append(f"<div>{escape(words.beside)}</div>")
    lines.append(f'<div style="color:{palette.muted}">{escape(words.scope)}</div>')
    if words.is_national:
        mark = f"background:{palette.panel};color:{palette.muted};padding:0 0.4rem"
        national = escape(reader.t("layout.national"))
        lines.append(f'<div><span style="{mark};border-radius:0.3rem">{national}</span></div>')
    if words.share is not None and words.target:
        lines.append(f'<div style="margin-top:0.4rem">{escape(words.target)}</div>')
        bar = "height:4px;border-radius:2px"
        ground = f"{bar};margin-top:4px;background:{palette.panel}"
        reached = f"{bar};width:{min(words.share, 1):.2%};background:{palette.accent}"
        lines.append(f'<div style="{ground}"><div style="{reached}"></div></div>')
    if len(words.trend) >= SPARK_POINTS:
        picture = f"data:image/svg+xml,{quote(charts.sparkline(words.trend, palette))}"
        name = escape(reader.t("tile.spark", label=words.label))
        style = "display:block;width:100%;margin-top:0.4rem"
        lines.append(f'<img src="{picture}" alt="{name}" style="{style}">')
    lines.append(f'<div style="margin-top:0.4rem">{words.source}</div>')
    return f'<div style="font-size:13px;line-height:20px">{"".join(lines)}</div>'


def tile(record: Row, page: Page) -> Tile:
    """The words of one tile. `record` is a row of `page.tiles`."""
    reader = page.reader
    name = str(record[f"label_{reader.lang}"])
    shown, unit_name = amount(record, reader)
    stated = as_of(record, reader)
    is_undated = stated == reader.t("state.undated")
    scope = [stated if is_undated else reader.t("tile.as_of", date=stated)]
    if not record["is_in_period"]:
        scope = [reader.t("tile.outside", value=f"{shown} {unit_name}".strip(), date=stated)]
        shown, unit_name = "—", ""
    elif shown == reader.t("state.no_data"):
        scope = [reader.t("tile.supplier", owner=owners(record, reader))]
    if record["is_in_period"]:
        scope += [age(record, reader), *rows_behind(record, reader)]
    if record["segment_kind"] not in {None, "national"}:
        scope.append(string(record, f"segment_{reader.lang}") or "")
    if record["phase"] not in {None, "announced"}:
        scope.append(reader.label("phase", string(record, "phase")))
    if record["is_secondary"]:
        scope += [reader.t("tile.secondary"), other_basis(record["metric_id"], reader)]
    change, judgement, before = comparison(record, reader)
    if record["today"] is not None:
        scope.append(worked_out(record, reader))
        if record["is_timeless"]:
            scope.append(reader.t("layout.timeless"))
        before = _paces(record, reader) if record["paces"] else ""
    target, share = _target(record, reader)
    trend = cast("Sequence[Row] | None", record["trend"]) or []
    return Tile(
        metric_id=str(record["metric_id"]),
        label=name,
        value=shown,
        unit=unit_name,
        scope=" · ".join(words for words in scope if words),
        is_national=bool(reader.place) and record["place_kind"] in {None, "national"},
        change=change,
        judgement=judgement,
        before=before,
        target=target,
        share=share,
        trend=tuple((cast("date", point["as_of"]), float(str(point["value"]))) for point in trend),
        source=_source(record, reader),
        conflicts=int(str(record["conflicts"])),
        conflict_note=sides(record, reader),
        passport=_passport(record, page),
        decided=len({side["conflict_id"] for side in side_rows(record) if side["is_decided"]}),
        roundings=int(str(record["roundings"])),
        beside=beside(record, reader),
    )


def amount(record: Row, reader: Reader, *, exact: bool = False) -> tuple[str, str]:
    """The figure with its qualifier, and its unit: `กว่า 39%` alone, `37` and `เมือง`.

    Percents are whole ones; with `exact` they have the KPI's own decimals.
    """
    if record["is_passed"]:
        return reader.t("overview.pace_passed"), ""
    stated = Figure.of(record)
    said = reader.said(stated if exact else stated.whole())
    return said.bare, said.unit


def age(record: Row, reader: Reader) -> str:
    """The state of a figure by its age, and how old it is; nothing where there is none."""
    state_name = string(record, "age_state")
    if state_name is None:
        return ""
    days, months = number(record, "age_days"), number(record, "age_months")
    told = reader.label("age_state", state_name)
    if days is None:
        return reader.t("age.none", state=told)
    key, count = ("months", months) if months and months > 1 else ("days", days)
    return reader.t(f"age.{key}", state=told, count=fmt.number(count))


def rows_behind(record: Row, reader: Reader) -> list[str]:
    """Of a sum, whose as-of is its newest row's: the day of its oldest, and rows without a day."""
    told = []
    oldest, newest = day(record, "ages_from"), day(record, "as_of")
    if oldest and newest and oldest < newest:
        shown = reader.day(oldest, "day")
        told.append(reader.t("tile.oldest_row", date=shown))
    if newest and (undated := number(record, "undated_rows")):
        told.append(reader.t("tile.undated_rows", count=fmt.number(undated)))
    return told


def worked_out(record: Row, reader: Reader) -> str:
    """For which day a figure is worked out that needs one."""
    return reader.t("tile.worked_out", date=reader.day(day(record, "today"), "day"))


def _paces(record: Row, reader: Reader) -> str:
    """What is needed by the fiscal year, and in both readings from the day of the figure."""
    paces = {str(pace["segment"]): pace for pace in tables.records(record, "paces")}

    def rate(reading: str, name: str) -> str:
        value = number(paces[reading], name)
        return reader.t("overview.pace_passed") if value is None else fmt.number(value, 2)

    return reader.t(
        "tile.paces",
        fiscal=rate("fiscal", "value"),
        date=as_of(record, reader),
        calendar_then=rate("calendar", "then"),
        fiscal_then=rate("fiscal", "then"),
    )


def as_of(record: Row, reader: Reader) -> str:
    """The day of a figure at its precision."""
    return reader.day(day(record, "as_of"), string(record, "as_of_precision"))


def comparison(record: Row, reader: Reader) -> tuple[str, int, str]:
    """The change since the statement before, how to judge it, and that statement in words."""
    kind = str(record["format"])
    before, value = number(record, "previous_value"), number(record, "value")
    if before is None or value is None or not record["is_in_period"]:
        return "", 0, ""
    stated = reader.day(day(record, "previous_as_of"), string(record, "previous_precision"))
    said = clash(record, reader)
    if said or record["is_secondary"]:  # nor is there a difference across two bases
        return "", 0, said
    earlier = Figure.of(record, "previous_value", "previous_qualifier").whole(value)
    words = reader.t("tile.previous", value=reader.said(earlier).bare, date=stated)
    if not record["is_same_target"]:
        words = f"{words} · {reader.t('tile.other_target')}"
    # bounds have no difference, nor have shares of two targets
    if record["qualifier"] != "=" or earlier.sign != "=" or not record["is_same_target"]:
        return "", 0, words
    if value == before:
        return "", 0, reader.t("tile.same", date=stated)
    is_share = kind.startswith("percent")  # a change of a percentage is counted in points
    size = abs(value - before)
    decimals = 0 if fmt.number(size) != "0" and earlier.kind == "percent0" else 2
    text = fmt.number(size, decimals) if is_share else fmt.plain(size, kind)
    points = f" {reader.t('tile.points')}" if is_share else ""
    grown = value > before
    judgement = JUDGEMENT.get(str(record["direction"]), 0) * (1 if grown else -1)
    return f"{'▲ +' if grown else '▼ −'}{text}{points}", judgement, words


def clash(record: Row, reader: Reader) -> str:
    """That the figure or the one before it is disputed, with all sides: no change is told."""
    values = disputed(record, reader)
    key = "tile.disputed" if record["clash_is_own"] else "tile.previous_disputed"
    return reader.t(key, values=" / ".join(values)) if values else ""


def disputed(record: Row, reader: Reader) -> list[str]:
    """All sides of the conflicts that the figure, or the one before it, stands in; in words."""
    clashes = cast("Sequence[str]", record["clashes"])
    told = [side for side in side_rows(record) if side["conflict_id"] in clashes]
    return list(dict.fromkeys(measured(side, reader) for side in told))


def beside(record: Row, reader: Reader) -> str:
    """What primary documents state beside a secondary source, or what one repeats, in words."""
    if not record["beside"] or not record["is_in_period"]:
        return ""
    other = cast("Row", record["beside"])
    key = "tile.primary" if record["is_secondary"] else "tile.repeated"
    value, unit_name = amount({**record, **other}, reader)
    return reader.t(key, value=f"{value} {unit_name}".strip(), date=as_of(other, reader))


def other_basis(metric_id: object, reader: Reader) -> str:
    """What secondary figures of a KPI count otherwise than primary documents; else nothing.

    Counts of two bases are no share of one target.
    """
    return reader.labels("other_basis").get(str(metric_id), "")


def _target(record: Row, reader: Reader) -> tuple[str | None, float | None]:
    aim, value, year = (
        number(record, "target_value"),
        number(record, "value"),
        record["target_year"],
    )
    if not aim or value is None or record["unit"] != record["target_unit"]:
        return None, None
    if other_basis(record["metric_id"], reader):
        return None, None
    if record["place_kind"] != "national" or not record["is_in_period"]:
        return None, None  # the target is the country's, and for the figure that is shown
    named = reader.year(int(str(year)), named=True) if year else ""
    horizon = reader.t("tile.by", year=named) if year else ""
    sign, share = string(record, "qualifier"), Figure(100 * value / aim, "percent").whole()
    return (
        reader.t(
            "tile.target",
            sign=reader.qualifier(sign),
            share=fmt.plain(100 * value / aim, share.kind, sign).removesuffix("%"),
            value=fmt.plain(aim, str(record["format"])),
            unit=reader.unit(str(record["target_unit"]), aim),
            horizon=horizon,
        ).strip(),
        value / aim,
    )


def _source(record: Row, reader: Reader) -> str:
    """The newest document as a link, and how many more there are, as HTML."""
    documents = cast("Sequence[Row]", record["documents"])
    if not documents:  # a zero: that nothing is named rests on all of the record
        return escape(reader.t("tile.in_no_document")) if record["value"] == 0 else ""
    link = tables.anchor(documents[0], reader)
    if len(documents) == 1:
        return link
    return reader.t("tile.sources_more", publisher=link, count=len(documents) - 1)


def measured(side: Row, reader: Reader) -> str:
    """The figure of a statement, with its unit."""
    return reader.figure(Figure.of(side))


def _statement(side: Row, reader: Reader) -> str:
    """One statement in a line: its figure, then its date."""
    date_text = reader.day(day(side, "as_of"), string(side, "precision"))
    return f"{tables.plain(measured(side, reader))} ({date_text})"


def undated(record: Row, reader: Reader) -> str:
    """What no document dates, so that it has no place in time: a Markdown list; else nothing."""
    return "\n".join(
        f"- {tables.plain(str(one[f'name_{reader.lang}']))} {tables.plain(measured(one, reader))}: "
        f"{tables.source(one, reader)}"
        for one in tables.records(record, "undated")
    )


def sides(record: Row, reader: Reader) -> str:
    """Each conflict as a list of its statements, each with its document."""
    texts = []
    for _, group in groupby(side_rows(record), key=lambda side: side["conflict_id"]):
        told = list(group)
        texts.append(f"**{tables.disagreement(told[0], reader)}**")
        if made := decision(told[0], reader):
            texts.append(made)
        texts.append(
            "\n".join(
                f"- {_statement(side, reader)}: {tables.source(side, reader)}" + mark(side, reader)
                for side in told
            )
        )
    return "\n\n".join(texts)


def side_rows(record: Row) -> Sequence[Row]:
    """The statements of all conflicts that a figure stands in."""
    return cast("Sequence[Row]", record["sides"])


def _passport(record: Row, page: Page) -> str:
    """Definition, formula, caveats, documents with links, build: one Markdown text."""
    reader = page.reader
    build = page.build.row(0, named=True)
    name, code = (tables.plain(str(record[part])) for part in (f"label_{reader.lang}", "code"))
    shown = " ".join(filter(None, amount(record, reader, exact=True)))
    parts = [f"**{name}** ({code})  \n{tables.plain(shown)}"]
    parts += [
        f"**{reader.t(f'tile.{key}')}**  \n{tables.plain(words)}"
        for key in ("definition", "formula", "caveats")
        if (words := string(record, f"{key}_{reader.lang}"))
    ]
    if quotient := divided(record, reader):
        parts.append(quotient)
    parts.append(
        f"{reader.t('tile.direction')}: "
        f"{reader.label('direction', string(record, 'direction'))}  \n"
        f"{reader.t('tile.nature')}: {reader.label('nature', string(record, 'nature'))}"
        + (f"  \n{reader.t('age.heading')}: {worded}" if (worded := age(record, reader)) else "")
    )
    documents = cast("Sequence[Row]", record["documents"])
    if documents:
        lines = "\n".join(f"- {document(one, reader)}" for one in documents)
        parts.append(f"**{reader.t('tile.documents')}**\n{lines}")
    if lines := undated(record, reader):
        parts.append(f"**{reader.t('tile.undated')}**\n{lines}")
    if forms := tables.records(record, "templates"):
        lines = "\n".join(f"- {form_link(form, reader)}" for form in forms)
        parts.append(f"**{reader.t('tile.forms')}**\n{lines}")
    whole = link("definitions", reader, open=f"kpi:{record['metric_id']}")
    parts.append(f"[{reader.t('tile.definitions')}]({whole})")
    checks = reader.t("tile.checks", passed=build["checks_passed"], all=build["checks"])
    parts.append(f"{checks}  \n{reader.t('layout.build')} {build['build_id']}")
    return "\n\n".join(parts)


def divided(record: Row, reader: Reader) -> str:
    """What is divided by what, with the sign of the figure: `over 66,000 million baht ÷ 126 areas`.

    Nothing of what is no quotient: the rest of a rank is how many were ranked.
    """
    above, below = number(record, "numerator"), number(record, "denominator")
    if above is None or below is None or record["unit"] == "rank":
        return ""
    code, is_money = str(record["unit"]), record["format"] == "baht_million"
    top = fmt.million(above) if is_money else fmt.number(above, 2, trim=True)
    bottom = fmt.number(below * fmt.per(code), 2, trim=True)
    if is_money:
        top += f" {reader.unit('baht_million')}"
        bottom += f" {reader.unit(code.partition('_per_')[2] + 's', below)}"
    sign = reader.qualifier(string(record, "qualifier"))
    return reader.t("tile.parts", numerator=f"{sign} {top}".strip(), denominator=bottom)


def form_link(form: Row, reader: Reader) -> str:
    """A form of agencies as a Markdown link to where it is downloaded, with who fills it in."""
    title = tables.plain(str(form[f"title_{reader.lang}"]))
    address = link("health", reader, view="files", form=str(form["source"]))
    return f"[{title}]({address}), {tables.plain(str(form[f'owner_{reader.lang}']))}"


def document(document: Row, reader: Reader) -> str:
    """A document's title as a link, with publisher and date."""
    named = tables.titled(document, reader)
    published = reader.day(day(document, "published_on"), string(document, "precision"))
    publisher = tables.publisher(document, reader)
    return (
        f"{named}, {tables.plain(publisher)}, {published}" if publisher else f"{named}, {published}"
    )
