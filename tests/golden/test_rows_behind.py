"""The rows behind a figure, as its passport lists them, give the figure that its tile shows."""

from collections.abc import Container
from datetime import date
from pathlib import Path
from statistics import median
from typing import cast

import duckdb
import polars as pl
import pytest

from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import behind, engines
from dashboard.warehouse.data import BEHIND, CONFIG, USED, Batch
from sql import warehouse as published

QUERIES = published.page_queries("passport") | published.page_queries("behind")
PLACES: dict[str, dict[str, str | None]] = {
    "country": {"region": None, "province": None},
    "phuket": {"region": None, "province": "83"},
}
ALWAYS: dict[str, str | None] = {"from_date": None, "to_date": None, "today": None}
DAY = date(2023, 12, 31)

Row = dict[str, object]


def read(
    record: duckdb.DuckDBPyConnection, query: str, kpi: str, place: str, shown: int | None = None
) -> list[Row]:
    values: Row = {**PLACES[place], **ALWAYS, "kpi": kpi, "shown": shown}
    if query == "rows":  # they are asked for by the figure
        values |= read(record, "figure", kpi, place)[0]

    def frame(text: str) -> pl.DataFrame:
        used = {name: values[name] for name in set(USED.findall(text))}
        return cast("pl.DataFrame", pl.from_arrow(record.execute(text, used).to_arrow_table()))

    told = Page(BEHIND, Reader(), Batch(QUERIES, frame))
    found = told.frames[query]
    return (behind.named(found, told) if query == "rows" else found).to_dicts()


def added(rows: list[Row], name: str) -> list[float]:
    return [cast("float", row[name]) for row in rows if row[name] is not None]


def figures_without_their_rows(
    record: duckdb.DuckDBPyConnection, place: str, but: Container[str] = ()
) -> list[str]:
    """The KPIs whose rows do not give the figure, or are told without a name or a document."""
    units = dict(record.sql("select metric_id, unit from meta.metric").fetchall())
    wrong = []
    for kpi, unit in units.items():
        figures = [] if kpi in but else read(record, "figure", kpi, place)
        if not figures or figures[0]["value"] is None:
            continue
        rows = read(record, "rows", kpi, place)
        above, below = added(rows, "above"), added(rows, "below")
        match figures[0]["adds"]:
            case "ratio":
                given = (100 if unit == "percent" else 1) * sum(above) / sum(below)
            case "median":
                given = median(above)
            case _:
                given = sum(above)
        stated = [row for row in rows if row["statement_id"] or row["kind"] == "document"]
        named = ("plan_th", "subject_th", "stage", "title", "place_th", "segment_th", "event_kind")
        if (
            given != pytest.approx(figures[0]["value"])
            or not all(row["documents"] for row in stated)
            or not all(any(row[name] for name in named) for row in stated)
        ):
            wrong.append(kpi)
    return wrong


def test_the_rows_of_every_kpi_give_its_figure(warehouse: Path) -> None:
    """Those of every figure, in every place, are added up by a check in every build."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        assert figures_without_their_rows(whole, "country") == []


@pytest.mark.trial
def test_the_rows_of_a_province_as_known_on_a_day_give_its_figures(warehouse: Path) -> None:
    with engines.record(warehouse, DAY, CONFIG) as then:
        assert figures_without_their_rows(then, "phuket") == []


# kpi | what each row gives above the line, below it | rows that only agree
WORKED = {
    "certified_cities": ([37], [], 1),  # two documents state 37
    "pace_gap": ([105, -37], [28], 1),  # (105 - 37) / 28 months to the end of 2027
    "plan_zone_conversion": ([50], [126], 2),
    "white_space_provinces": ([77, -57], [], 0),
    "open_conflicts": ([1] * 10, [], 0),
}


@pytest.mark.parametrize("kpi", WORKED)
def test_rows_by_hand(warehouse: Path, kpi: str) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        rows = read(whole, "rows", kpi, "country")
    assert (added(rows, "above"), added(rows, "below")) == WORKED[kpi][:2]
    assert sum(bool(row["agrees"]) for row in rows) == WORKED[kpi][2]


def test_what_is_not_named_is_the_published_count_without_the_named(warehouse: Path) -> None:
    """37 cities are published, 37 plans are named: 37 - 37 * 1 = 0."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        rows = whole.sql(
            "select behind.kind, behind.above from metrics.figure_row as behind "
            "where behind.figure = 'certified_cities/TH/plan_set/not_named/announced'"
        ).fetchall()
    assert sorted(rows) == [
        *[("plan", -1)] * 37,
        ("statement", 37),
    ]


def test_a_check_is_listed_where_it_reads_what_a_kpi_is_made_of(warehouse: Path) -> None:
    """Planned amounts rest on commitments that a curator marked; who stays in work does not."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        planned, retention = (
            {row[0] for row in whole.sql(QUERIES["checks"], params={"kpi": kpi}).fetchall()}
            for kpi in ("planned_investment", "retention")
        )
    assert "rows_behind_do_not_add_up" in planned & retention
    assert "commitment_counted_twice" in planned - retention


def test_a_check_is_listed_where_the_frame_or_a_macro_reads_for_a_kpi(warehouse: Path) -> None:
    """Named cities are zero where a province has none; the newest day is that of all statements."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        cities, conflicts, retention = (
            {row[0] for row in whole.sql(QUERIES["checks"], params={"kpi": kpi}).fetchall()}
            for kpi in ("certified_cities", "open_conflicts", "retention")
        )
    assert "grid_incomplete" in cities - retention
    assert "agency_target_unread" in conflicts - retention


def test_the_largest_of_many_rows_are_listed_and_all_are_added_up(warehouse: Path) -> None:
    """Ten conflicts are open: of three rows, seven are left out of the list and none of the sum."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        rows = read(whole, "rows", "open_conflicts", "country", shown=3)
    assert [(row["above"], row["left_out"], row["above_total"]) for row in rows] == [(1, 7, 10)] * 3


def test_a_row_names_the_documents_of_its_statements_alone(warehouse: Path) -> None:
    """The figure of 37 cities names two documents; of its rows each names its own."""
    with duckdb.connect(str(warehouse), read_only=True) as whole:
        rows = read(whole, "rows", "certified_cities", "country")
        stated = dict(whole.sql("select statement_id, doc_id from marts.statement").fetchall())
    named = [
        [document["doc_id"] for document in cast("list[dict[str, str]]", row["documents"])]
        for row in rows
    ]
    assert named == [[stated[row["statement_id"]]] for row in rows]
