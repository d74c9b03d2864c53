"""Pivot: what is counted or added up, by rows and columns, with the records that a cell holds.

What is chosen is in the URL: `measure`, `rows`, `columns`, `only` (codes that alone are counted)
and `cell`. A total stands only where its parts may be added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

import polars as pl
import streamlit as st

from dashboard.pages.explore import charts
from dashboard.parts import choose, layout, records, tables, take, views
from dashboard.parts import rows as listing
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import pivot
from sql import files, words

TOTAL = "*"  # in the code of a cell: of all rows, of all columns
AXES = {  # a subject -> its rows and columns until a reader chooses; else those of a KPI
    "amounts": ("province_code", "stage"),
    "money": ("province_code", "stage"),
    "events": ("step", "region_code"),
    "records": ("doc_id", "kind"),
}
KPI_AXES = ("region_code", "segment", "province_code", "year")
APART = {"amounts": ("stage", "covers")}  # dimensions whose parts are never added; else segments
USUAL = {"amounts": ("covers:plan",)}  # codes that alone are counted until a reader chooses
COLUMNS = 12  # at most; more are refused, with the way round
DRAWN = 10, 6  # rows and columns of the chart
DAYS: dict[str, type[pl.DataType]] = {"as_of": pl.Date, "as_of_precision": pl.String}


@dataclass(frozen=True)
class Measure:
    """What is counted or added up, and how."""

    code: str
    label: str
    subject: str
    adds: str
    unit: str
    format: str | None
    is_cumulative: bool = False

    @property
    def is_kpi(self) -> bool:
        """Whether its records are the rows behind a KPI's figures."""
        return self.code not in AXES

    @property
    def apart(self) -> Sequence[str]:
        """The dimensions of which no two codes are added."""
        return () if self.adds == "count" else APART.get(self.code, ("segment",))

    def shown(self, row: Row, reader: Reader) -> str:
        """A cell in words without its unit, which stands above the table."""
        if not row["records"]:
            return ""
        figure = Figure(
            number(row, "value"),
            self.unit,
            self.format,
            string(row, "qualifier"),
            number(row, "lower"),
            number(row, "upper"),
        )
        if figure.value is None:
            return reader.t("explore.not_added", count=row["records"])
        return reader.said(figure).bare


@dataclass(frozen=True)
class Table:
    """The cells of a table with the names of its rows and columns, in their order."""

    reader: Reader
    measure: Measure
    asked: pivot.Asked
    cells: pl.DataFrame
    rows: Mapping[str, str]
    columns: Mapping[str, str]

    @cached_property
    def held(self) -> dict[tuple[str, str], Row]:
        """The cell of a row's and a column's code, `TOTAL` for a total."""
        return {
            (
                TOTAL if row["is_total_row"] else str(row["row_code"]),
                TOTAL if row["is_total_column"] else str(row["column_code"]),
            ): row
            for row in self.cells.to_dicts()
        }

    def adds(self, dimension: str) -> bool:
        """Whether what stands side by side along a dimension may be added."""
        is_sum = self.measure.adds in {"count", "sum", "ratio"}
        return is_sum and dimension not in self.measure.apart

    def named(self, row: str, column: str) -> str:
        """What a cell is of, in words."""
        total = self.reader.t("explore.total")
        return f"{self.rows.get(row, total)} · {self.columns.get(column, total)}"


def crossed(page: Page) -> None:
    """The choices, the table, what a cell holds, a chart, and the query."""
    reader = page.reader
    left, middle, right = st.columns(3)
    with left:
        measure = _measure(reader)
    coded = pivot.codes(reader, measure.subject)
    dimensions = _dimensions(measure, coded)
    if not dimensions:
        none = "known.empty" if reader.known else "explore.pivot_empty"
        layout.empty("explore.one_figure" if (coded["code"] != "").any() else none)
        return
    names = {name: reader.t(f"explore.by_{name}") for name in dimensions}
    first, second = AXES.get(measure.code) or _axes(dimensions)
    with middle:
        rows = choose.choose(
            "rows", "explore.rows", _led(names, first), label="visible", boxed=True
        )
    with right:
        whole = names | {pivot.NOTHING: reader.t("explore.no_columns")}
        columns = choose.choose(
            "columns", "explore.columns", _led(whole, second), label="visible", boxed=True
        )
    labels = {name: _labels(name, coded, reader) for name in dimensions}
    only = choose.several(
        "only",
        "explore.only",
        {
            f"{name}:{code}": f"{names[name]}: {label}"
            for name in dimensions
            if name != "doc_id"
            for code, label in labels[name].items()
        },
        first=USUAL.get(measure.code, ()),
        most=len(pivot.FILTERS),
        hint="explore.pick",
    )
    alone = [(name, code) for name, _, code in (one.partition(":") for one in only)]
    scale = 100 if measure.unit == "percent" else 1
    asked = pivot.Asked(measure.subject, measure.adds, scale, rows, columns, alone)
    if why := _refused(measure, asked, dimensions):
        st.warning(reader.t(f"explore.refused_{why}"), icon=":material/block:")
        return
    table = _table(reader, measure, asked, labels)
    if table:
        counted = _counted(asked, coded, reader)
        axes = [whole[name] for name in (rows, columns) if name != pivot.NOTHING]
        told = [
            measure.label,
            " × ".join(axes),
            *(f"{names[name]}: {labels[name][code]}" for name, code in alone),
            counted,
        ]
        _draw(table, names, counted, " · ".join(filter(None, told)))


def _measure(reader: Reader) -> Measure:
    """What the reader counts."""
    counted = {"money": "statements", "events": "events", "records": "statements"}
    measures = [Measure("amounts", "", "amounts", "sum", "THB", "baht_million")] + [
        Measure(code, "", "amounts" if code == "money" else code, "count", unit, None)
        for code, unit in counted.items()
    ]
    offered = {
        measure.code: (measure, reader.t(f"explore.measure_{measure.code}")) for measure in measures
    }
    for row in pivot.kpis(reader).to_dicts():
        kpi = Measure(
            str(row["metric_id"]), "", str(row["metric_id"]), str(row["adds"]),
            str(row["unit"]), str(row["format"]),
            row["time"] == "stock" and row["unit"] not in {"percent", "rank"},
        )  # fmt: skip
        offered[kpi.code] = kpi, f"{row['code']} {reader.name(row, 'label')}"
    labels = {code: label for code, (_, label) in offered.items()}
    chosen, label = offered[choose.choose("measure", "explore.measure", labels, label="visible")]
    return replace(chosen, label=label)


def _dimensions(measure: Measure, coded: pl.DataFrame) -> list[str]:
    """The dimensions that a subject has more than one code of, those of its table first."""
    told = coded.filter(pl.col("code") != "").group_by("dimension").len()
    many = set(told.filter(pl.col("len") > 1)["dimension"])
    order = dict.fromkeys((*AXES.get(measure.code, KPI_AXES), *pivot.DIMENSIONS))
    return [name for name in order if name in many]


def _axes(dimensions: Sequence[str]) -> tuple[str, str]:
    """Rows and columns of a KPI until a reader chooses."""
    rows = dimensions[0]
    columns = "year" if rows == "segment" else "segment"
    return rows, columns if columns in dimensions else pivot.NOTHING


def _led(names: Mapping[str, str], first: str) -> dict[str, str]:
    """The names with this one first."""
    return {code: names[code] for code in dict.fromkeys([first, *names]) if code in names}


def _labels(dimension: str, coded: pl.DataFrame, reader: Reader) -> dict[str, str]:
    """The codes of a dimension in their order, with their words."""
    found = coded.filter(dimension=dimension)
    by = "code" if dimension in {"year", "fiscal_year"} else f"sort_{reader.lang}"
    listed = [str(code) for code in found.sort(by)["code"]]
    worded = {} if (of := _words_of(dimension)) is None else reader.labels(of)
    if worded:
        order = [*worded]
        listed.sort(key=lambda code: order.index(code) if code in order else len(order))
    named = {str(row["code"]): string(row, f"name_{reader.lang}") for row in found.to_dicts()}
    listed.sort(key=lambda code: code in {"", "several", "TH"})

    def told(code: str) -> str:
        if code in {"", "several", "TH"}:
            return reader.t(f"explore.code_{code or 'none'}")
        if dimension == "year":
            return reader.year(int(code))
        if dimension == "fiscal_year":
            return reader.fiscal(int(code))
        return worded.get(code) or named[code] or code

    return {code: told(code) for code in listed}


def _words_of(dimension: str) -> str | None:
    """The list that words the codes of a dimension, where there is one; a short one first."""
    listed = (f"{dimension}_short", *files.lists(dimension))
    return next((one for one in listed if one in words.lists()), None)


def _refused(measure: Measure, asked: pivot.Asked, dimensions: Sequence[str]) -> str:
    """Why these choices make no table; nothing where they do."""
    if asked.rows == asked.columns:
        return "same"
    for name in measure.apart:
        codes = [code for dimension, code in asked.only if dimension == name]
        on_axis = name in {asked.rows, asked.columns}
        if measure.adds != "none" and name in dimensions and not on_axis and len(codes) != 1:
            return name
    return ""


def _table(
    reader: Reader,
    measure: Measure,
    asked: pivot.Asked,
    labels: Mapping[str, Mapping[str, str]],
) -> Table | None:
    """The table; None, and a sentence, where it has no cell or too many."""
    cells = pivot.cells(reader, asked)
    held = cells.filter(~pl.col("is_total_row"), ~pl.col("is_total_column"))
    if held.is_empty():
        key = "known.empty" if reader.known else "explore.pivot_empty"
        st.info(reader.t(key), icon=":material/hourglass_empty:")
        return None
    rows, columns = (set(held[name]) for name in ("row_code", "column_code"))
    if len(columns) > COLUMNS or cells.height > pivot.CELLS:
        refused = reader.t("explore.refused_many", count=len(columns), most=COLUMNS)
        st.warning(refused, icon=":material/block:")
        return None
    whole = {"": reader.t("explore.value")}
    across = whole if asked.columns == pivot.NOTHING else labels[asked.columns]
    return Table(
        reader,
        measure,
        asked,
        cells,
        {code: name for code, name in labels[asked.rows].items() if code in rows},
        {code: name for code, name in across.items() if code in columns},
    )


# --------------------------------------------------------------------------------------- drawing


def _counted(asked: pivot.Asked, coded: pl.DataFrame, reader: Reader) -> str:
    """The one set that a KPI's table counts, which its tile need not be of; else nothing."""
    segments = _labels("segment", coded.filter(pl.col("code") != ""), reader)
    only = [code for dimension, code in asked.only if dimension == "segment"] or [*segments]
    is_one = len(only) == 1 and "segment" not in {asked.rows, asked.columns}
    return reader.t("explore.counted_set", segment=segments[only[0]]) if is_one else ""


def _draw(table: Table, names: Mapping[str, str], counted: str, title: str) -> None:
    """`title`: what is counted by what, for whoever has the file or the picture alone."""
    reader, measure = table.reader, table.measure
    unit = "%" if (measure.format or "").startswith("percent") else _unit(measure, reader)
    with layout.panel("pivot", reader.t("explore.pivot")):
        told = [reader.t("layout.unit", unit=unit), counted, *_rules(table, names)]
        st.caption("  \n".join(filter(None, told)))
        _grid(table, names[table.asked.rows], title)
        _held(table)
    with layout.panel("pivot_chart", title):
        _chart(table, unit)
    _query(table)


def _unit(measure: Measure, reader: Reader) -> str:
    return reader.unit("baht_million" if measure.format == "baht_million" else measure.unit)


def _rules(table: Table, names: Mapping[str, str]) -> list[str]:
    """Why a total is not there, and what a total of ratios is."""
    reader, measure = table.reader, table.measure
    if measure.adds == "none":
        return [reader.t("explore.no_total_stock" if measure.is_cumulative else "explore.no_total")]
    told = [
        reader.t("explore.no_total_apart", by=names[name])
        for name in (table.asked.rows, table.asked.columns)
        if name in measure.apart
    ]
    if measure.adds == "ratio":
        told.append(reader.t("explore.total_ratio"))
    if measure.code == "amounts":
        told.append(reader.t("explore.counted_once"))
    return told


def _grid(table: Table, heading: str, title: str) -> None:
    """The table; a cell that is picked names itself in the link."""
    reader, measure = table.reader, table.measure
    across = dict(table.columns)
    if table.adds(table.asked.columns) and len(across) > 1:
        across[TOTAL] = reader.t("explore.total")
    down = dict(table.rows)
    if table.adds(table.asked.rows) and len(down) > 1:
        down[TOTAL] = reader.t("explore.total")
    frame = pl.DataFrame({"code": [*down], "name": [*down.values()]})
    headings = _unique(across)

    def cell(row: Row, column: str) -> Row | None:
        return table.held.get((str(row["code"]), column))

    def column_of(code: str) -> tables.Column:
        def shown(row: Row) -> str:
            found = cell(row, code)
            return measure.shown(found, reader) if found else ""

        def size(row: Row) -> float | None:
            found = cell(row, code)
            return number(found, "value") if found else None

        return tables.Column(headings[code], shown, kind="number", sort=size)

    codes = {heading: code for code, heading in headings.items()}

    def picked(row: Row, heading: str) -> str | None:
        code = codes.get(heading, TOTAL)
        return f"{row['code']}~{code}" if cell(row, code) else None

    listing.listed(
        frame,
        [tables.Column(heading, lambda row: string(row, "name"))]
        + [column_of(code) for code in across],
        alt="explore.pivot",
        key="pivot",
        by=("place", "period"),
        whole=lambda: _long(table, down, across),
        cells=picked,
        kpi=measure.code if measure.is_kpi else "",
        title=title,
    )


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    """Names of which no two are alike: the code stands beside one that is taken."""
    taken: dict[str, str] = {}
    for code, name in names.items():
        taken[code] = f"{name} ({code})" if name in taken.values() else name
    return taken


def _long(table: Table, down: Mapping[str, str], across: Mapping[str, str]) -> pl.DataFrame:
    """Every cell as a row, to be taken along."""
    measure = table.measure
    return pl.DataFrame(
        [
            {
                "row_code": row,
                "row": down[row],
                "column_code": column,
                "column": across[column],
                **{name: held[name] for name in ("value", "lower", "upper", "qualifier")},
                "unit": measure.unit,
                **{name: held[name] for name in ("as_of", "as_of_precision")},
                **{name: held[name] for name in ("records", "added", "doc_ids")},
            }
            for row in down
            for column in across
            if (held := table.held.get((row, column)))
        ],
        infer_schema_length=None,
    )


def _held(table: Table) -> None:
    """The records of the cell that is picked, whose sum is the cell."""
    reader, measure = table.reader, table.measure
    picked = state.choice(listing.CELL)
    if not picked:
        st.caption(reader.t("explore.pick_cell"))
        return
    row, _, column = picked.partition("~")
    cell = table.held.get((row, column))
    is_total = (row == TOTAL and not table.adds(table.asked.rows)) or (
        column == TOTAL and not table.adds(table.asked.columns)
    )
    if cell is None or is_total:
        state.disown(listing.CELL)
        st.info(reader.t("explore.cell_gone"), icon=":material/info:")
        return
    found = pivot.rows(
        reader, table.asked, *(None if code == TOTAL else code for code in (row, column))
    )
    made = "sum" if measure.adds in {"sum", "ratio"} else "count"
    st.markdown(
        tables.plain(
            reader.t(
                f"explore.held_{made}",
                cell=table.named(row, column),
                value=measure.shown(cell, reader),
                added=fmt.number(int(str(cell["added"]))),
                count=fmt.number(int(str(cell["records"]))),
            )
        )
    )
    column_of = tables.Columns(reader)
    listing.listed(
        found.head(pivot.ROWS),
        [
            column_of.made("explore.what", lambda record: records.what(record, reader)),
            tables.Column(
                reader.t("explore.given"),
                lambda record: _given(record, measure, reader),
                sort=lambda record: number(record, "above"),
            ),
            tables.Column(
                reader.t("table.value"),
                lambda record: records.value(record, column_of) if record["unit"] else "",
                sort=lambda record: number(record, "value"),
            ),
            column_of.when("table.date", "as_of", "as_of_precision"),
            column_of.made("table.source", lambda record: records.cited(record, reader)),
        ],
        alt="explore.held",
        key="held",
        shown=5,
        by=("place", "period"),
        opens=lambda record: f"{record['kind']}:{record['code']}",
    )


def _given(record: Row, measure: Measure, reader: Reader) -> str:
    """What a record gives to its cell; that it is not added."""
    if measure.adds == "count":
        return "1"
    above, below = number(record, "above"), number(record, "below")
    if above is None and below is None:
        return reader.t("explore.left_out")
    if measure.adds == "ratio":
        return f"{fmt.number(above or 0, 2, trim=True)} / {fmt.number(below or 0, 2, trim=True)}"
    sign = string(record, "sum_qualifier")
    return reader.said(Figure(above, measure.unit, measure.format, sign)).bare


def _chart(table: Table, unit: str) -> None:
    """The first rows and columns as bars."""
    reader, measure = table.reader, table.measure
    most_rows, most_columns = DRAWN
    columns = [*table.columns][:most_columns]

    def size(row: str) -> float:
        found = [table.held.get((row, column)) for column in columns]
        return max((number(cell, "value") or 0 for cell in found if cell), default=0)

    rows = sorted(table.rows, key=size, reverse=True)[:most_rows]
    scale = 1e6 if measure.format == "baht_million" else 1
    bars = [
        (table.rows[row], table.columns[column], value / scale, measure.shown(cell, reader))
        for row in rows
        for column in columns
        if (cell := table.held.get((row, column))) and (value := number(cell, "value")) is not None
    ]
    if not bars:
        layout.empty("explore.nothing_added")
        return
    cited = _cited(
        [cell for row in rows for column in columns if (cell := table.held.get((row, column)))]
    )
    newest = layout.aged(cast("date | None", cited["as_of"].max()), reader)
    drawn = reader.t("explore.drawn", rows=len(rows), of=len(table.rows))
    frame = pl.DataFrame(bars, schema=["row", "column", "value", "shown"], orient="row")
    top = max(bars, key=lambda bar: bar[2])
    layout.chart(
        charts.grouped(
            frame.with_columns(pl.col("value").cast(pl.Float64)),
            state.colours(),
            title=unit,
            columns=[table.columns[code] for code in columns],
        ),
        alt_text=reader.t(
            "explore.pivot_alt", count=len(bars), top=f"{top[0]} · {top[1]} {top[3]} {unit}"
        ),
        credit=f"{layout.credit_of(cited)}{newest} · {drawn}",
        shown=f"{layout.sourced(cited)} · {drawn}",
        key="pivot_chart",
    )


def _cited(cells: Sequence[Row]) -> pl.DataFrame:
    """The documents that cells rest on, then the days of their records, as a credit has them."""
    record: Page = st.session_state[take.RECORD]
    named = {code for cell in cells for code in cast("list[str] | None", cell["doc_ids"]) or []}
    days = [day for cell in cells for day in tables.records(cell, "days")]
    documents = record.sources.filter(pl.col("doc_id").is_in(named))
    return pl.concat([documents, pl.DataFrame(days, schema=DAYS)], how="diagonal")


def _query(table: Table) -> None:
    """The query that made the table, to be read, and the values that it was given."""
    reader = table.reader
    if shown := views.opened(reader.t("explore.sql"), icon=":material/code:", key="pivot_sql"):
        with shown:
            values = table.asked.values() | {
                "region": reader.region,
                "province": reader.province,
                "from_date": reader.from_date,
                "to_date": reader.to_date,
                "most": pivot.CELLS,
            }
            st.caption(reader.t("explore.sql_note"))
            given = "\n".join(f"-- ${name} = {value}" for name, value in values.items())
            st.code(f"{table.asked.text('cells')}\n{given}", language=None, wrap_lines=True)
