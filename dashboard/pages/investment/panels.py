"""The panels of the investment page: the finding, the ladder of money, the views."""

from collections.abc import Callable, Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard.pages.investment import charts
from dashboard.parts import cards, choose, conflicts, kpis, layout, refusals, rows, tables
from dashboard.parts import views as tabs
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import dicts, once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

RUNGS = ("planned", "requested", "approved", "contracted", "disbursed")  # money passes them in turn
COVERS = ("plan", "several", "project")
BARS = FEW = 4  # of a drawing, and of the list beside it, which can show all
PARTS = ("funder", "province", "plan_set")
RULES = 3  # of what is never added
MILLION = 1_000_000
LARGE = 100_000_000_000  # baht, from which a project is drawn apart: `amounts.sql` says so too


# ---------------------------------------------------------------------------------------- finding


def finding(page: Page) -> None:
    """What is planned and what is done, of the country, and that one is no share of the other."""
    reader = page.reader
    ratio = where(page.refused, code="INV-04")
    areas = where(page.tiles, metric_id="planned_investment_per_plan")["denominator"]
    with st.container(key="verdict", gap="xsmall"):
        if ratio.is_empty() or areas.is_empty() or areas[0] is None:
            st.markdown(f"## {reader.t('investment.topic')}")
            return
        row = dicts(ratio)[0]
        planned, private = (
            reader.figure(Figure.of(row, part, f"{part}_qualifier", unit=f"{part}_unit"))
            for part in ("denominator", "numerator")
        )
        found = reader.t("investment.found", planned=planned, private=private)
        st.markdown(f"## {tables.plain(found)}")
        because = reader.t(
            "investment.found_because",
            areas=fmt.number(areas[0]),
            planned_on=reader.as_of(row, "denominator_as_of"),
            private_on=reader.as_of(row, "numerator_as_of"),
        )
        st.markdown(tables.plain(because))
        layout.source_line(layout.sourced(_parts(ratio)), "kpi:mobilisation_ratio")
        layout.national_note()
        layout.timeless_note("record")


@once
def _parts(ratio: pl.DataFrame) -> pl.DataFrame:
    """The documents and days of the two parts of a ratio, a row each."""
    own = ("documents", "as_of", "as_of_precision")
    return pl.concat(
        ratio.select(pl.col(f"{part}_{name}").alias(name) for name in own)
        for part in ("numerator", "denominator")
    )


def figures(page: Page) -> None:
    """Of a chosen place its own figures, and how many KPIs have none; the country's are told."""
    own = [row for row in dicts(page.tiles) if row["place_kind"] not in {None, "national"}]
    cards.leading(page, [str(row["metric_id"]) for row in own])


# ----------------------------------------------------------------------------------------- ladder


def money(page: Page) -> None:
    """The ladder of money by stage, large projects drawn apart, and what may not be added."""
    reader, found = page.reader, _part(page.amounts, "stage")
    with layout.panel("ladder", _title(found, reader)):
        _extent(page)
        if found.is_empty():
            tables.none_within(found, by=("place", "period"))
        else:
            ladder, large = _steps(page), _projects(page)
            left, right = (
                (st.container(), None) if large.is_empty() else st.columns([3, 2], gap="medium")
            )
            with left:
                _draw(page, ladder, "ladder", "planned_investment", is_large=False)
            if right:
                with right:
                    _large(page, large, ladder)
            large_from = reader.figure(Figure(LARGE, "THB"))
            st.caption(reader.t("investment.ladder_note", large=large_from))
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="rules"):
            st.markdown(reader.t("investment.rules"))
            refusals.why(page, [_rule(page, no) for no in range(1, RULES + 1)])


def _title(found: pl.DataFrame, reader: Reader) -> str:
    """How many amounts are stated and how many of them may be added; else the topic."""
    if found.is_empty():
        return reader.t("investment.by_stage")
    counts = found.select(pl.col("statements", "commitments").sum()).row(0, named=True)
    return reader.t("investment.ladder", **counts)


def _rule(page: Page, no: int) -> str:
    return page.reader.t(f"investment.adding_{no}", **page.totals.row(0, named=True))


def _steps(page: Page) -> pl.DataFrame:
    """The rows of the ladder: each stage that money passes, each with what its amounts cover."""
    reader = page.reader
    found = where(_part(page.amounts, "ladder"), is_large=False)
    order = {(stage, covers): None for stage in RUNGS for covers in COVERS}
    held = {(row["stage"], row["covers"]): row for row in found.to_dicts()}
    return _bars(
        [
            (_step(row, reader), row, "other" if row["covers"] == "project" else "own")
            for key in order
            if (row := held.get(key))
        ],
        reader,
    )


def _step(row: Row, reader: Reader) -> str:
    """The name of a row of the ladder: the stage, and what its amounts cover."""
    stage = _first_capital(reader.label("stage", string(row, "stage")))
    return f"{stage} · {reader.label('covers_short', string(row, 'covers'))}"


def _projects(page: Page) -> pl.DataFrame:
    """The rows of the large projects, the largest first."""
    found = where(_part(page.amounts, "plan_set"), is_large=True).to_dicts()
    rungs = [row for row in found if row["stage"] in RUNGS]
    return _bars([(_project(row, page.reader), row, "other") for row in rungs], page.reader)


def _large(page: Page, drawn: pl.DataFrame, ladder: pl.DataFrame) -> None:
    """Large projects on a scale of their own, with the longest bar of the ladder to compare it."""
    reader, top = page.reader, drawn.row(0, named=True)
    words = reader.t("investment.large", name=top["name"], figure=top["short"].partition(" ·")[0])
    st.markdown(f"**{tables.plain(words)}**")
    if not ladder.is_empty():
        drawn = pl.concat([drawn, _scale(ladder, reader)], how="diagonal")
    _draw(page, drawn, "large", "other_planned_investment", is_large=True)


def _project(row: Row, reader: Reader) -> str:
    """The name of a large project; its stage, where it is another than planned."""
    name = reader.label("plan_set", string(row, "plan_set"))
    stage = string(row, "stage")
    return name if stage == RUNGS[0] else f"{name} · {reader.label('stage', stage)}"


def _scale(ladder: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """A row as long as the longest of another drawing."""
    end = ladder.select(pl.max_horizontal("total", "highest").max()).item()
    figure = fmt.number(end)
    name = reader.t("investment.scale")
    row = {"name": name, "total": end, "shown": figure, "short": figure, "kind": "scale"}
    return pl.DataFrame([row])


def _bars(named: Sequence[tuple[str, Row, str]], reader: Reader) -> pl.DataFrame:
    """Rows as bars, in million baht: name, total, highest, shown, short, kind."""
    return pl.DataFrame(
        [
            {
                "name": name,
                "total": None if (total := number(row, "value")) is None else total / MILLION,
                "highest": (number(row, "largest") or 0.0) / MILLION,
                "shown": _figures(row, reader, short=False),
                "short": _figures(row, reader, short=True),
                "kind": kind,
            }
            for name, row, kind in named
        ],
        schema=dict.fromkeys(("name", "shown", "short", "kind"), pl.String)
        | dict.fromkeys(("total", "highest"), pl.Float64),
    )


def _figures(row: Row, reader: Reader, *, short: bool) -> str:
    """The sum of a row, of how many statements it is, and the highest of them."""
    highest = reader.t("investment.highest", figure=_highest(row, reader))
    if row["value"] is None:
        return highest
    if row["statements"] == 1:
        return _sum(row, reader, short=True)
    return f"{_sum(row, reader, short=short)} · {highest}"


def _draw(page: Page, drawn: pl.DataFrame, name: str, kpi: str, *, is_large: bool) -> None:
    """One of the two drawings, with its statements as dots."""
    reader = page.reader
    names = tuple(drawn["name"])
    stated = _statements(page.amounts, page.statements, names, reader, is_large=is_large)
    layout.picture(
        layout.drawn(
            charts.ladder,
            drawn,
            stated.select("name", "value", "shown"),
            state.colours(),
            axis=reader.unit("baht_million"),
        ),
        alt_text=reader.t(
            f"investment.{name}_alt",
            count=stated.height,
            rows="; ".join(f"{row['name']}: {row['shown']}" for row in drawn.to_dicts()),
        ),
        of=stated,
        opens=f"kpi:{kpi}",
    )


@once
def _statements(
    amounts: pl.DataFrame,
    statements: pl.DataFrame,
    names: tuple[str, ...],
    reader: Reader,
    *,
    is_large: bool,
) -> pl.DataFrame:
    """Statements with the name of their row in a drawing, one of `names`; million baht; words."""
    sets = where(_part(amounts, "plan_set"), is_large=True)["plan_set"].unique()
    large = (pl.col("covers") == "project") & pl.col("plan_set").is_in(sets.to_list())
    stated = statements.filter(large if is_large else ~large, unit="THB")
    amount = tables.Columns(reader).value("table.amount")
    listed = stated.to_dicts()
    name = _project if is_large else _step
    return stated.with_columns(
        pl.Series("name", [name(row, reader) for row in listed], dtype=pl.String),
        pl.Series(
            "shown",
            [f"{_subject(row, reader)}: {amount.cell(row)}" for row in listed],
            dtype=pl.String,
        ),
        pl.col("value") / MILLION,
    ).filter(pl.col("name").is_in(list(names)))


# ------------------------------------------------------------------------------------------ views


@st.fragment
def views(page: Page) -> None:
    """The amounts of a stage in parts, what disagrees, all statements, all KPIs."""
    state.redraw()
    reader = page.reader
    sides = page.conflicts.filter(subject="amount")
    counts = {
        "conflicts": _disagreeing(sides),
        "statements": page.totals["statements"][0],
        "kpis": page.tiles.height,
    }
    names = {
        code: f"{reader.t(f'investment.view_{code}')} {counts.get(code) or ''}".strip()
        for code in ("split", "conflicts", "statements", "kpis")
    }
    for view in tabs.views(names):
        match view:
            case "split":
                split(page)
            case "conflicts":
                conflicts.panel(sides, reader, key="amounts_disagree")
            case "statements":
                statements(page)
            case _:
                if words := _paid(page):
                    st.caption(tables.plain(words))
                kpis.of_page(page, rows.FEW)


def _disagreeing(sides: pl.DataFrame) -> int:
    """How many disagree in substance; what differs by rounding is not counted."""
    real = sides.filter(~pl.col("is_rounding") & ~pl.col("is_decided"))
    return real["conflict_id"].n_unique()


def split(page: Page) -> None:
    """One stage's amounts by funder, by province or by set of plans: bars, and a list of all."""
    reader = page.reader
    names = reader.labels("stage")
    held = set(page.totals.row(0, named=True)["stages"])
    if not held:
        layout.empty("known.empty")
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        parts = {part: reader.t(f"investment.part_{part}") for part in PARTS}
        part = choose.choose("by", "investment.parts", parts)
        counts = dict(
            _part(page.amounts, "stage").group_by("stage").agg(pl.col("statements").sum()).rows()
        )
        stages = {
            stage: reader.t("investment.stage_of", stage=name, count=counts.get(stage, 0))
            for stage, name in names.items()
            if stage in held
        }
        stage = choose.choose("stage", "table.stage", stages)
    found = where(_part(page.amounts, part), stage=stage)
    with layout.panel("split", _split_title(found, part, stage, reader)):
        if found.is_empty() and not where(_part(page.amounts, "stage"), stage=stage).is_empty():
            layout.empty("investment.no_single_province")
            return
        tables.none_within(found, by=("place", "period"))
        if not found.is_empty():
            left, right = st.columns([1, 2], gap="medium")
            with left:
                _split_bars(page, found, part, stage)
            with right:
                _split_list(found, part)
            notes = [reader.t("investment.bars_note"), reader.t(f"investment.note_{part}")]
            if found["value"].has_nulls():
                notes.insert(1, reader.t("investment.bars_outlined"))
            st.caption(" ".join(notes))


def _split_title(found: pl.DataFrame, part: str, stage: str, reader: Reader) -> str:
    """The highest of a stage's parts; the topic alone where there is none."""
    words = _first_capital(reader.label("stage", stage))
    if found.is_empty():
        return reader.t("investment.split", stage=words, part=reader.t(f"investment.part_{part}"))
    top = found.row(0, named=True)
    return reader.t(
        "investment.split_top",
        stage=words,
        name=_name(part, reader)(top),
        figure=_sum_or_highest(top, reader),
    )


def _name(part: str, reader: Reader) -> Callable[[Row], str]:
    """How a part of a stage's amounts is called, with what they cover."""

    def words(row: Row) -> str:
        covers = reader.label("covers_short", string(row, "covers"))
        name = reader.name(row, "province") if part == "province" else reader.label(
            part, string(row, part)
        )  # fmt: skip
        return f"{name} · {covers}"

    return words


def _split_bars(page: Page, found: pl.DataFrame, part: str, stage: str) -> None:
    reader, name = page.reader, _name(part, page.reader)
    drawn = pl.DataFrame(
        [
            {
                "name": name(row),
                "value": (number(row, "value" if row["value"] is not None else "largest") or 0.0)
                / MILLION,
                "shown": _sum_or_highest(row, reader),
                "is_sum": row["value"] is not None,
            }
            for row in found.head(BARS).to_dicts()
        ]
    )
    of = where(page.statements, stage=stage)
    layout.chart(
        layout.drawn(charts.amounts, drawn, state.colours()),
        alt_text=reader.t(
            "investment.bars_alt",
            title=reader.t(f"investment.part_{part}"),
            stage=reader.label("stage", stage),
            count=found.height,
            first=drawn["name"][0],
            figure=drawn["shown"][0],
        ),
        credit=layout.credit_of(of),
        shown=layout.sourced(of),
        of=of,
        key=f"by_{part}",
    )


def _split_columns(part: str, _: pl.DataFrame, reader: Reader) -> list[tables.Column]:
    column = tables.Columns(reader)
    return [
        column.made(f"investment.part_{part}", _name(part, reader)),
        tables.Column(
            reader.t("investment.sum"),
            lambda row: _sum(row, reader, short=False),
            sort=lambda row: number(row, "value"),
        ),
        tables.Column(
            reader.t("investment.largest"),
            lambda row: _highest(row, reader),
            sort=lambda row: number(row, "largest"),
        ),
        column.made("table.as_of", lambda row: _days(row, reader)),
    ]


SPLIT = {part: partial(_split_columns, part) for part in PARTS}


def _split_list(found: pl.DataFrame, part: str) -> None:
    rows.listed(
        found,
        SPLIT[part],
        alt=f"investment.part_{part}",
        key=f"by_{part}",
        by=("place", "period"),
        shown=FEW,
        within=730,
    )


def statements(page: Page) -> None:
    """Every amount as its document states it. The column is never added up."""
    reader = page.reader
    column = tables.Columns(reader)

    def amount(row: Row) -> str:
        stated = Figure.of(row)
        is_bare = stated.unit == "THB" and stated.kind
        return reader.said(stated).bare if is_bare else reader.figure(stated)

    def stage(row: Row) -> str:
        counted = reader.t("investment.counted") if row["counts_once"] else ""
        return " · ".join(filter(None, (reader.label("stage", string(row, "stage")), counted)))

    def whose(row: Row) -> str:
        place = reader.name(row, "province") or reader.t("investment.no_province")
        return f"{reader.label('funder', string(row, 'funder'))} · {place}"

    def when(row: Row) -> str:
        year = number(row, "fiscal_year_be")
        return " · ".join(
            filter(None, (reader.as_of(row), reader.fiscal(int(year)) if year else ""))
        )

    with layout.panel("statements", reader.t("investment.statements")):
        _extent(page)
        st.caption(reader.t("investment.statements_note"))
        rows.listed(
            page.statements.sort("value", descending=True, maintain_order=True),
            [
                column.made("table.subject", lambda row: _subject(row, reader)),
                tables.Column(
                    reader.t("investment.amount"), amount, sort=lambda row: number(row, "value")
                ),
                column.made("table.stage", stage),
                column.made("investment.whose", whose),
                tables.Column(
                    reader.t("table.as_of"), when, sort=lambda row: tables.day(row, "as_of")
                ),
            ],
            alt="investment.statements",
            key="statements",
            opens=lambda row: f"investment:{row['statement_id']}",
            by=("place", "period"),
            of=page.totals["statements"][0],
            shown=rows.FEW,
        )


# ------------------------------------------------------------------------------------------ words


def _first_capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


@once
def _part(amounts: pl.DataFrame, part: str) -> pl.DataFrame:
    """Amounts by stage alone, or by stage and one thing more."""
    return amounts.filter(part=part).drop("part")


def _subject(row: Row, reader: Reader) -> str:
    """What an amount is of, as its document has it; else its set of plans."""
    return reader.name(row, "subject") or reader.label("plan_set", string(row, "plan_set"))


def _sum(row: Row, reader: Reader, *, short: bool) -> str:
    """The sum of distinct commitments without its unit, and of how many statements it is."""
    value = number(row, "value")
    if value is None:
        return reader.t("investment.no_sum")
    figure = reader.said(Figure(value, "THB", "baht_million", string(row, "qualifier"))).bare
    counted, of = row["commitments"], row["statements"]
    if short or counted == of:
        return figure
    return reader.t("investment.counted_of", figure=figure, counted=counted, of=of)


def _highest(row: Row, reader: Reader) -> str:
    """The highest statement in million baht; with its unit where it has another."""
    unit, sign = str(row["largest_unit"]), string(row, "largest_qualifier")
    stated = Figure(number(row, "largest"), unit, "baht_million", sign)
    return reader.figure(stated) if unit != "THB" else reader.said(stated).bare


def _sum_or_highest(row: Row, reader: Reader) -> str:
    """What a bar shows: the sum or, where nothing may be summed, the highest statement."""
    return _highest(row, reader) if row["value"] is None else _sum(row, reader, short=True)


def _paid(page: Page) -> str:
    """What the sum of payments is while the KPI of money paid out has no figure; else nothing."""
    reader = page.reader
    kpi = page.tiles.filter(metric_id="disbursed_investment")
    paid = page.amounts.filter(pl.col("value").is_not_null(), stage="disbursed")
    whole = paid.filter(part="stage")
    if kpi.is_empty() or kpi["value"][0] is not None or whole.is_empty():
        return ""

    def amount(row: Row) -> str:
        value, sign = number(row, "value"), string(row, "qualifier")
        return reader.figure(Figure(value, str(row["unit"]), sign=sign))

    funders = [
        f"{reader.label('funder', row['funder'])} {amount(row)}"
        for row in paid.filter(part="funder").iter_rows(named=True)
    ]
    return reader.t(
        "investment.paid",
        kpi=kpi[f"label_{reader.lang}"][0],
        sums="; ".join(
            tables.counted_sum(row, amount(row), reader) for row in whole.iter_rows(named=True)
        ),
        places=", ".join(paid.filter(part="province")[f"province_{reader.lang}"].unique()),
        funders=", ".join(funders),
    )


def _days(row: Row, reader: Reader) -> str:
    """The years of the statements behind a figure, and how many of them are undated."""
    first, last = tables.day(row, "as_of_from"), tables.day(row, "as_of_to")
    ends = dict.fromkeys(reader.year(day.year) for day in (first, last) if day)
    years = ["–".join(ends)] if ends else []
    if undated := number(row, "undated"):
        years.append(reader.t("investment.undated", count=fmt.number(undated)))
    return " · ".join(years)


def _extent(page: Page) -> None:
    """What filters leave out; nothing while none is on."""
    reader, totals = page.reader, page.totals.row(0, named=True)
    if not (reader.place or reader.from_year or reader.to_year):
        return
    tables.extent(
        page.statements.height,
        totals["statements"],
        by=("place", "period"),
        of_a_year=totals["of_a_year"],
    )
    if reader.place:
        st.caption(reader.t("investment.national_rows", count=totals["national"]))
