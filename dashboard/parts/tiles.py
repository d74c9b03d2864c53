"""A KPI's figure in words: with qualifier and unit, day and age, what it may be compared with.

Each function words one thing of a row of `sql/queries/every/tiles.sql`; cards, the list of a page's
KPIs and the drawer put them together.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import cast

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.parts import tables
from dashboard.parts.decisions import decision, mark
from dashboard.parts.tables import Row, day, number, string
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.once import dicts
from dashboard.reader.reader import Reader

JUDGEMENT = {"up": 1, "down": -1}  # which way is better; elsewhere a change is only a change


def has_figure(record: Row) -> bool:
    """Whether there is anything to show of a KPI: a value, a bound of it, a passed deadline."""
    given = any(record[name] is not None for name in ("value", "lower", "upper"))
    return given or bool(record["is_passed"])


def held(rows: pl.DataFrame) -> list[Row]:
    """The rows of `tiles.sql` that have a figure."""
    return [row for row in dicts(rows) if has_figure(row)]


def owners(record: Row, reader: Reader) -> str:
    """Who can supply a KPI: those who fill in its forms, else its owner."""
    holders = tables.records(record, "templates") or [record]
    return " · ".join(dict.fromkeys(str(holder[f"owner_{reader.lang}"]) for holder in holders))


def national_badge(reader: Reader) -> None:
    """The mark of a figure that stays national although the reader chose a place."""
    st.badge(
        reader.t("layout.national"),
        icon=":material/public:",
        color="gray",
        help=reader.t("state.national_help"),
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


def paces(record: Row, reader: Reader) -> str:
    """What is needed by the fiscal year, and in both readings from the day of the figure."""
    if not record["paces"]:
        return ""
    found = {str(pace["segment"]): pace for pace in tables.records(record, "paces")}

    def rate(reading: str, name: str) -> str:
        value = number(found[reading], name)
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


def disagreements(record: Row, reader: Reader) -> list[str]:
    """How many conflicts a figure stands in: open ones, by rounding, and decided; in words."""
    decided = {side["conflict_id"] for side in side_rows(record) if side["is_decided"]}
    counts = {
        "conflict": int(str(record["conflicts"])),
        "rounding": int(str(record["roundings"])),
        "decided": len(decided),
    }
    return [reader.t(f"tile.{key}", count=count) for key, count in counts.items() if count]


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


def target(record: Row, reader: Reader) -> str:
    """The share of the target of the country that its figure has reached; nothing without one."""
    aim, value, year = (
        number(record, "target_value"),
        number(record, "value"),
        record["target_year"],
    )
    if not aim or value is None or record["unit"] != record["target_unit"]:
        return ""
    if other_basis(record["metric_id"], reader):
        return ""
    if record["place_kind"] != "national" or not record["is_in_period"]:
        return ""  # the target is the country's, and for the figure that is shown
    named = reader.year(int(str(year)), named=True) if year else ""
    horizon = reader.t("tile.by", year=named) if year else ""
    sign, share = string(record, "qualifier"), Figure(100 * value / aim, "percent").whole()
    return reader.t(
        "tile.target",
        sign=reader.qualifier(sign),
        share=fmt.plain(100 * value / aim, share.kind, sign).removesuffix("%"),
        value=fmt.plain(aim, str(record["format"])),
        unit=reader.unit(str(record["target_unit"]), aim),
        horizon=horizon,
    ).strip()


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
    address = link("health", view="files", form=str(form["source"]))
    return f"[{title}]({address}), {tables.plain(str(form[f'owner_{reader.lang}']))}"


def document(document: Row, reader: Reader) -> str:
    """A document's title as a link, with publisher and date."""
    named = tables.titled(document, reader)
    published = reader.day(day(document, "published_on"), string(document, "precision"))
    publisher = tables.publisher(document, reader)
    return (
        f"{named}, {tables.plain(publisher)}, {published}" if publisher else f"{named}, {published}"
    )
