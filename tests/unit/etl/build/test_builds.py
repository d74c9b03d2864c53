"""A build of an earlier shape is read, compared and gone back to as one of today's."""

from pathlib import Path

import duckdb
import pytest

from dashboard import known
from dashboard.data import CONFIG
from etl.build.diff import between
from sql import builds

SHAPE_2 = """
    alter table core.dim_document drop column is_secondary;
    alter table core.dim_project drop column award_th;
    alter table core.fct_investment_statement drop column subject_th;
    alter table core.fct_observation drop column note_th;
    alter table marts.statement drop column note_th;
    update meta.build set shape = 2;
"""
SHAPE_1 = f"""
    {SHAPE_2}
    create or replace table metrics.metric_value as
    select figure.* exclude (figure, figure_set), coalesce(behind.parts, []) as parts
    from metrics.metric_value as figure
    left join (
        select
            figure_set, figure_place,
            added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
        from metrics.figure_row
        group by figure_set, figure_place
    ) as behind
        on figure.figure_set = behind.figure_set and figure.place_code = behind.figure_place;
    drop view metrics.figure_statement;
    drop view metrics.figure_row;
    drop table metrics.metric_row;
    alter table meta.build drop column shape;
    alter table meta.metric drop column places;
"""
FEWER = """
    update metrics.metric_value set value = 36{}
    where metric_id = 'certified_cities' and segment = 'TH' and is_current
"""
EARLIER = {
    1: SHAPE_1 + FEWER.format(", parts = stated_parts(36, statement_ids)"),
    2: SHAPE_2 + FEWER.format(""),
}


@pytest.fixture(scope="module", params=EARLIER)
def earlier(
    request: pytest.FixtureRequest, warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The shipped record as a build of an earlier shape has it, its certified cities one fewer."""
    path = tmp_path_factory.mktemp("earlier") / "20250101T000000Z-00000001.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute(EARLIER[request.param])
    return path


def test_it_opens_with_its_figures_and_rows(earlier: Path, warehouse: Path) -> None:
    count = "select count(*) from metrics.figure_row"
    with (
        known.published(earlier, CONFIG) as old,
        duckdb.connect(str(warehouse), read_only=True) as new,
    ):
        assert builds.is_older(old, "published")
        old.execute("use published")
        assert old.sql(count).fetchall() == new.sql(count).fetchall()
        told = old.sql("select distinct is_secondary from core.dim_document").fetchall()
        assert told == [(False,)]
        assert old.sql("select note_th from marts.statement where note_th > ''").fetchall() == []
        with pytest.raises(duckdb.Error):
            old.execute("delete from published_as_made.meta.build")


def test_it_is_compared_from_either_side(earlier: Path, warehouse: Path) -> None:
    for new, old, values in ((warehouse, earlier, (36, 37)), (earlier, warehouse, (37, 36))):
        (moved,) = [change for change in between(new, old) if change.kind == "value"]
        assert (moved.subject, moved.was_value, moved.became_value) == ("certified_cities", *values)


def test_one_of_today_is_opened_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "20260101T000000Z-00000002.duckdb"
    path.hardlink_to(warehouse)
    with known.published(path, CONFIG) as opened:
        assert not builds.is_older(opened, "published")


def test_one_of_a_later_shape_is_refused(warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta.build set shape = 99")
    with duckdb.connect() as connection, pytest.raises(builds.ShapeUnknown, match="shape 99"):
        builds.attach(connection, path, "published")
