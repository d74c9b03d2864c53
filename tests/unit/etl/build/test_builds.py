"""A build of an earlier shape is read, compared and gone back to as one of today's."""

from pathlib import Path

import duckdb
import pytest

from dashboard.warehouse import engines
from dashboard.warehouse.data import CONFIG
from etl.build.build import build
from etl.build.diff import between
from etl.publish import publish
from sql import builds
from sql import warehouse as published
from tests import shipped
from tests.fixtures.small import Publish, change, copied

FEWER = """
    update metrics.metric_value set value = 36{}
    where metric_id = 'certified_cities' and segment = 'TH' and is_current
"""
EARLIER = {
    1: FEWER.format(", parts = stated_parts(36, statement_ids)"),
    2: FEWER.format(""),
    3: FEWER.format(""),
}


@pytest.fixture(scope="module", params=EARLIER)
def earlier(
    request: pytest.FixtureRequest, warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The shipped record as a build of an earlier shape has it, its certified cities one fewer."""
    path = tmp_path_factory.mktemp("earlier") / "20250101T000000Z-00000001.duckdb"
    path.write_bytes(warehouse.read_bytes())
    shipped.lay_out_as(request.param, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(EARLIER[request.param])
    return path


def test_it_opens_with_its_figures_and_rows(
    earlier: Path, warehouse: Path, request: pytest.FixtureRequest
) -> None:
    count = "select count(*) from metrics.figure_row"
    with (
        engines.published(earlier, CONFIG) as old,
        duckdb.connect(str(warehouse), read_only=True) as new,
    ):
        assert builds.is_older(old, "published")
        old.execute("use published")
        assert old.sql(count).fetchall() == new.sql(count).fetchall()
        if request.node.callspec.params["earlier"] < 3:  # what came with the third
            told = old.sql("select distinct is_secondary from core.dim_document").fetchall()
            assert told == [(False,)]
            notes = "select note_th from marts.statement where note_th > ''"
            assert old.sql(notes).fetchall() == []
        shown = "select value from shown_figures(null, null, null, null) where metric_id = ?"
        assert old.execute(shown, ["certified_cities"]).fetchall() == [(36,)]
        with pytest.raises(duckdb.Error):
            old.execute("delete from published_as_made.meta.build")


def test_it_is_compared_from_either_side(earlier: Path, warehouse: Path) -> None:
    for new, old, values in ((warehouse, earlier, (36, 37)), (earlier, warehouse, (37, 36))):
        (moved,) = between(
            new, old
        ).changes  # and no definition, though each says it in another text
        said = (moved.subject, moved.was_value, moved.became_value, moved.is_recalculated)
        assert said == ("certified_cities", *values, False)


def test_its_history_goes_on_with_figures_alone(publish_small: Publish, tmp_path: Path) -> None:
    """The country's count goes from 37 to 38 in the first build of today's shape; no text does."""
    folder, project = publish_small(tmp_path / "builds"), copied(tmp_path / "project")
    shipped.lay_out_as(1, published.current(folder))
    change(project, "C2", cities="38")
    build(project, folder)
    told = "select changed from meta.figure_history order by build_id"
    rows = publish.rows(published.current(folder), told)
    assert [row["changed"] for row in rows] == [["first"], ["value"]]


def test_one_of_today_is_opened_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "20260101T000000Z-00000002.duckdb"
    path.hardlink_to(warehouse)
    with engines.published(path, CONFIG) as opened:
        assert not builds.is_older(opened, "published")


def test_one_of_a_later_shape_is_refused(warehouse: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta.build set shape = 99")
    with duckdb.connect() as connection, pytest.raises(builds.ShapeUnknown, match="shape 99"):
        builds.attach(connection, path, "published")
