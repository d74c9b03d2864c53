"""How a headline figure read in the builds so far: taken over, continued, never in the way."""

from pathlib import Path

import duckdb
import pytest

from etl.build.build import build
from etl.build.history import KEPT_ROWS
from etl.project import Project
from etl.publish import publish
from sql import warehouse as published
from tests.fixtures.small import Publish, change, copied, drop

CITIES = """
    select
        value,
        as_of::varchar as as_of,
        changed,
        parts,
        build_id,
    from meta.figure_history
    where metric_id = 'cities'
    order by build_id
"""


def count(project: Project, cities: int) -> None:
    """Another latest count of the country's cities."""
    change(project, "C2", cities=str(cities))


def history(folder: Path, sql: str = CITIES) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in publish.rows(published.current(folder), sql)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path / "data")


@pytest.fixture
def folder(publish_small: Publish, tmp_path: Path) -> Path:
    """A warehouse folder of the test's own with the project published."""
    return publish_small(tmp_path / "builds")


def test_a_first_build_has_a_row_for_each_figure_that_is_stated(
    folder: Path, warehouse: Path
) -> None:
    first = published.current(folder).stem
    assert history(folder) == [(37, "2025-08-27", ["first"], [], first)]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql("select metric_id, changed from meta.figure_history").fetchall()
    assert len({row[0] for row in rows}) == len(rows) > 20
    assert {tuple(row[1]) for row in rows} == {("first",)}
    assert "mobilisation_ratio" not in {row[0] for row in rows}  # no data yet


def test_one_row_a_change(folder: Path, project: Project) -> None:
    first = published.current(folder).stem
    count(project, 38)
    second = build(project, folder)
    count(project, 40)
    third = build(project, folder)
    assert history(folder) == [
        (37, "2025-08-27", ["first"], [], first),
        (38, "2025-08-27", ["value"], [{"part": "revised", "change": 1}], second.build_id),
        (40, "2025-08-27", ["value"], [{"part": "revised", "change": 2}], third.build_id),
    ]
    change(project, "C3", cities="3")
    build(project, folder)
    assert len(history(folder)) == 3  # it reads as before


@pytest.mark.trial
def test_the_history_is_not_what_a_build_says(
    folder: Path, project: Project, tmp_path: Path
) -> None:
    count(project, 38)
    continued = build(project, folder)
    alone = build(project, tmp_path / "alone")
    assert continued.content_hash == alone.content_hash
    assert build(project, folder).outcome == "unchanged"


def test_a_figure_that_is_gone_is_told_once(folder: Path, project: Project) -> None:
    drop(project, "C1", "C2")
    gone = build(project, folder)
    change(project, "C3", note="another word")
    assert build(project, folder).outcome == "published"
    assert history(folder)[1:] == [(None, None, ["value", "as_of"], [], gone.build_id)]


def test_another_definition_is_a_row(folder: Path, project: Project) -> None:
    with duckdb.connect(str(published.current(folder))) as connection:
        connection.execute(
            "update meta.figure_history set definition = 'another' where metric_id = 'cities'"
        )
    count(project, 38)
    build(project, folder)
    assert history(folder)[1][2] == ["value", "definition"]


def test_a_build_that_was_rolled_back_leaves_no_row(folder: Path, project: Project) -> None:
    first = published.current(folder).stem
    count(project, 38)
    build(project, folder)
    publish.rollback(folder)
    count(project, 39)
    third = build(project, folder)
    assert [(row[0], row[-1]) for row in history(folder)] == [(37, first), (39, third.build_id)]


def test_a_damaged_build_is_passed_over(folder: Path, project: Project) -> None:
    first = published.current(folder).stem
    count(project, 38)
    build(project, folder)
    published.current(folder).write_bytes(b"damaged")
    count(project, 39)
    third = build(project, folder)
    assert [(row[0], row[-1]) for row in history(folder)] == [(37, first), (39, third.build_id)]


@pytest.mark.parametrize(
    "change",
    ["drop table meta.figure_history", "alter table meta.figure_history rename value to figure"],
)
def test_after_a_build_of_older_models_it_begins_anew(
    folder: Path, project: Project, change: str
) -> None:
    with duckdb.connect(str(published.current(folder))) as connection:
        connection.execute(change)
    count(project, 38)
    second = build(project, folder)
    assert [(*row[:1], *row[2:]) for row in history(folder)] == [
        (38, ["first"], [{"part": "revised", "change": 1}], second.build_id)
    ]


def test_the_oldest_rows_go(folder: Path, project: Project) -> None:
    with duckdb.connect(str(published.current(folder))) as connection:
        connection.execute(
            "insert into meta.figure_history by name select figure_history.* replace "
            "('2020' || lpad(number::varchar, 4, '0') || 'T000000Z-0' as build_id) "
            "from meta.figure_history cross join range(200) as old (number) "
            "where metric_id = 'cities'"
        )
        connection.execute(
            "insert into meta.figure_history by name select * replace ('gone' as metric_id) "
            "from meta.figure_history limit 1"
        )
    count(project, 38)
    build(project, folder)
    found = history(folder)
    assert (len(found), found[0][-1], found[-1][0]) == (KEPT_ROWS, "20200142T000000Z-0", 38)
    assert ("gone",) not in history(folder, "select metric_id from meta.figure_history")
