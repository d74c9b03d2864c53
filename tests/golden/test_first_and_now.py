"""A figure over time as first stated and as known now, worked by hand.

The shipped record revises no headline. Here a document of 28 August 2568 says that the 30 cities of
9 November 2565 (OB047, known from that day) were 28: the moment was first stated as 30 and is 28
now, but was 30 still as known before that document.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import record
from sql import warehouse as published
from tests.shipped import publish_copy

QUERY = published.page_queries("every")["series"]
WHOLE = {"from_date": None, "to_date": None}
LATER = "da4f74c90"  # published on 28 August 2568
MORE = ["d7156fefe", "seed-003"]  # over 50 zones more, published on 14 June 2566

Moment = tuple[date, bool, float, date, list[str], float | None, list[str]]


def read(connection: duckdb.DuckDBPyConnection, kpi: str) -> list[Moment]:
    """As-of, revised, value, day and documents of the first statement; value, documents now."""
    rows = connection.sql(QUERY, params=WHOLE).pl().to_dicts()
    return [
        (
            row["as_of"],
            row["is_revised"],
            row["first_stated"]["value"],
            row["first_stated"]["known_from"],
            [document["doc_id"] for document in row["first_stated"]["documents"]],
            row["known_now"] and row["known_now"]["value"],
            [
                document["doc_id"]
                for document in (row["known_now"] or {"documents": []})["documents"]
            ],
        )
        for row in rows
        if row["metric_id"] == kpi
    ]


@pytest.fixture(scope="module")
def revised(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with the row of that document; figures are made of it when its models run again."""
    path = published.current(publish_copy(warehouse, tmp_path_factory.mktemp("revised") / "copy"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into staging.stg_observations from staging.stg_observations select * replace "
            "('OB999' as obs_id, ? as doc_id, 28 as value, 28 as lower, 28 as upper) "
            "where obs_id = 'OB047'",
            [LATER],
        )
    return path


@pytest.fixture(scope="module")
def now(revised: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with record(revised, None, CONFIG) as connection:
        yield connection


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_the_shipped_record_revises_no_headline(built: duckdb.DuckDBPyConnection) -> None:
    zones = [
        (date(2019, 10, 31), False, 27, date(2019, 10, 31), ["de334d2fa"], 27, ["de334d2fa"]),
        (date(2020, 10, 21), False, 40, date(2020, 10, 21), ["d126de633"], 40, ["d126de633"]),
        (date(2021, 11, 7), False, 50, date(2021, 11, 8), ["d0a716f27"], 50, ["d0a716f27"]),
        # 50 and "over 50 more", which two documents of that day state: over 100
        (date(2023, 6, 14), False, 100, date(2023, 6, 14), MORE, 100, ["d0a716f27", *MORE]),
        (date(2025, 1, 1), False, 173, date(2026, 7, 19), ["d5c6285b2"], 173, ["d5c6285b2"]),
        (date(2026, 1, 1), False, 190, date(2026, 7, 19), ["d5c6285b2"], 190, ["d5c6285b2"]),
    ]
    assert read(built, "promotion_zones") == zones
    assert not any(moment[1] for moment in read(built, "certified_cities"))
    first = (date(2025, 8, 27), False, 37, date(2025, 8, 27), ["d0578bfe6"], 37)
    repeated = (date(2026, 1, 1), False, 37, date(2026, 7, 19), ["d5c6285b2"], 37, ["d5c6285b2"])
    assert read(built, "certified_cities")[-2:] == [
        (*first, ["d0578bfe6", LATER]),  # two agree
        repeated,
    ]


def test_a_figure_that_names_its_statements_in_its_rows_alone_is_there(
    built: duckdb.DuckDBPyConnection,
) -> None:
    """57 provinces had a plan on 14 June 2566: 77 - 57, of the one statement below its rows."""
    (moment,) = read(built, "white_space_provinces")
    assert moment[:3] == (date(2023, 6, 14), False, 20)


def test_a_later_document_revises_its_moment_alone(now: duckdb.DuckDBPyConnection) -> None:
    moments = read(now, "certified_cities")
    there = (date(2022, 11, 9), True, 30, date(2022, 11, 9), ["dc7a1d5f5"], 28, [LATER])
    assert [moment for moment in moments if moment[1]] == [there]


def test_tiles_and_targets_take_what_holds(now: duckdb.DuckDBPyConnection) -> None:
    page = {"page": "overview", "kpi": None}
    tiles = published.page_queries("every")["tiles"]
    targets = published.page_queries("overview")["targets"]
    period = {"from_date": None, "to_date": date(2022, 12, 31), "today": date(2026, 11, 29)}
    ((value,),) = now.sql(
        f"select value from ({tiles}) where metric_id = 'certified_cities' and of_place = 'TH'",
        params=page | period,
    ).fetchall()
    ((reached,),) = now.sql(
        f"select reached.share from ({targets}) "
        "where measure = 'certified_cities' and horizon = 2022",
        params={"today": date(2026, 11, 29)},
    ).fetchall()
    assert value == 28
    assert reached == 28  # of 100 by 2565


def test_before_that_document_was_known_nothing_was_revised(revised: Path) -> None:
    connection = record(revised, date(2025, 8, 27), CONFIG)
    moments = read(connection, "certified_cities")
    connection.close()
    there = (date(2022, 11, 9), False, 30, date(2022, 11, 9), ["dc7a1d5f5"], 30, ["dc7a1d5f5"])
    assert [moment for moment in moments if moment[0] == there[0]] == [there]
    assert sum(moment[1] for moment in moments) == 0
