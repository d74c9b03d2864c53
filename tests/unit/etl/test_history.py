"""How a headline figure read in the builds so far: taken over, continued, never in the way."""

from pathlib import Path

import duckdb
import pytest

from etl import publish
from etl.build import build
from etl.history import KEPT
from sql import warehouse
from tests.shipped import copy_data, records, rewrite

CITIES = """
    select
        value,
        as_of::varchar as as_of,
        changed,
        parts,
        build_id,
    from meta.figure_history
    where metric_id = 'certified_cities'
    order by build_id
"""


def count(data: Path, cities: int | None) -> None:
    """The record with another latest count of certified cities; None: without any count."""
    (observations,) = (data / "raw" / "observations").glob("*/observations.csv")
    heading, *rows = records(observations)
    measure, key = heading.index("measure"), heading.index("obs_id")
    numbers = [heading.index(name) for name in ("value", "lower", "upper")]
    for row in rows:
        if row[key] in {"OB051", "OB052"}:
            for column in numbers:
                row[column] = str(cities)
    left = [row for row in rows if cities is not None or row[measure] != "certified_cities"]
    rewrite(observations, [heading, *left])
    card = observations.with_name("provenance.toml")
    text = card.read_text("utf-8").replace(f"rows = {len(rows)}", f"rows = {len(left)}")
    card.write_text(text, encoding="utf-8")


def history(folder: Path, sql: str = CITIES) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse.current(folder)), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_data(tmp_path / "data")


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse folder of the test's own with the shipped data published."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        (row,) = connection.execute("select build_id from meta.build").fetchall()
    builds = tmp_path / "builds"
    builds.mkdir()
    (builds / f"{row[0]}.duckdb").write_bytes(warehouse.read_bytes())
    (builds / "CURRENT").symlink_to(f"{row[0]}.duckdb")
    return builds


def test_a_first_build_has_a_row_for_each_figure_that_is_stated(folder: Path) -> None:
    first = warehouse.current(folder).stem
    assert history(folder) == [(37, "2025-08-27", ["first"], [], first)]
    rows = history(folder, "select metric_id, changed, value from meta.figure_history")
    assert len({row[0] for row in rows}) == len(rows) > 20
    assert {tuple(row[1]) for row in rows} == {("first",)}  # type: ignore[arg-type]
    assert "mobilisation_ratio" not in {row[0] for row in rows}  # no data yet


def test_one_row_a_change(folder: Path, data: Path) -> None:
    first = warehouse.current(folder).stem
    count(data, 38)
    second = build(data, folder)
    count(data, 40)
    third = build(data, folder)
    assert history(folder) == [
        (37, "2025-08-27", ["first"], [], first),
        (38, "2025-08-27", ["value"], [{"part": "revised", "change": 1}], second.build_id),
        (40, "2025-08-27", ["value"], [{"part": "revised", "change": 2}], third.build_id),
    ]
    trained = "select build_id from meta.figure_history where metric_id = 'officials_trained'"
    assert history(folder, trained) == [(first,)]  # it reads as before


def test_the_history_is_not_what_a_build_says(folder: Path, data: Path, tmp_path: Path) -> None:
    count(data, 38)
    continued = build(data, folder)
    alone = build(data, tmp_path / "alone")
    assert continued.content_hash == alone.content_hash
    assert build(data, folder).outcome == "unchanged"


def test_a_figure_that_is_gone_is_told_once(folder: Path, data: Path) -> None:
    count(data, None)
    gone = build(data, folder)
    (observations,) = (data / "raw" / "observations").glob("*/observations.csv")
    heading, *rows = records(observations)
    rows[0][heading.index("note")] = "another word"
    rewrite(observations, [heading, *rows])
    assert build(data, folder).outcome == "published"
    assert history(folder)[1:] == [(None, None, ["value", "as_of"], [], gone.build_id)]


def test_another_definition_is_a_row(folder: Path, data: Path) -> None:
    with duckdb.connect(str(warehouse.current(folder))) as published:
        published.execute(
            "update meta.figure_history set definition = 'another' "
            "where metric_id = 'certified_cities'"
        )
    count(data, 38)
    build(data, folder)
    assert history(folder)[1][2] == ["value", "definition"]


def test_a_build_that_was_rolled_back_leaves_no_row(folder: Path, data: Path) -> None:
    first = warehouse.current(folder).stem
    count(data, 38)
    build(data, folder)
    publish.rollback(folder)
    count(data, 39)
    third = build(data, folder)
    assert [(row[0], row[-1]) for row in history(folder)] == [(37, first), (39, third.build_id)]


def test_a_damaged_build_is_passed_over(folder: Path, data: Path) -> None:
    first = warehouse.current(folder).stem
    count(data, 38)
    build(data, folder)
    warehouse.current(folder).write_bytes(b"damaged")
    count(data, 39)
    third = build(data, folder)
    assert [(row[0], row[-1]) for row in history(folder)] == [(37, first), (39, third.build_id)]


@pytest.mark.parametrize(
    "change",
    ["drop table meta.figure_history", "alter table meta.figure_history rename value to figure"],
)
def test_after_a_build_of_older_models_it_begins_anew(
    folder: Path, data: Path, change: str
) -> None:
    with duckdb.connect(str(warehouse.current(folder))) as published:
        published.execute(change)
    count(data, 38)
    second = build(data, folder)
    assert [(*row[:1], *row[2:]) for row in history(folder)] == [
        (38, ["first"], [{"part": "revised", "change": 1}], second.build_id)
    ]


def test_the_oldest_rows_go(folder: Path, data: Path) -> None:
    with duckdb.connect(str(warehouse.current(folder))) as published:
        published.execute(
            "insert into meta.figure_history by name select figure_history.* replace "
            "('2020' || lpad(number::varchar, 4, '0') || 'T000000Z-0' as build_id) "
            "from meta.figure_history cross join range(200) as old (number) "
            "where metric_id = 'certified_cities'"
        )
        published.execute(
            "insert into meta.figure_history by name select * replace ('gone' as metric_id) "
            "from meta.figure_history limit 1"
        )
    count(data, 38)
    build(data, folder)
    found = history(folder)
    assert (len(found), found[0][-1], found[-1][0]) == (KEPT, "20200142T000000Z-0", 38)
    assert ("gone",) not in history(folder, "select metric_id from meta.figure_history")
