"""The door to the warehouse: what it says when there is none, and that a new build is seen."""

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pytest
import streamlit as st

from dashboard.reader.reader import Reader
from dashboard.warehouse import data, engines
from sql import warehouse
from sql.builds import SHAPE

ONE = {"answer": "select 1 as one"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    monkeypatch.setattr(warehouse, "page_queries", lambda page: ONE if page == "some" else {})
    for name in ("_of_this_run", "_engines_of_this_run"):  # of an earlier test's run
        monkeypatch.setattr(data, name, ContextVar(name, default=None))
    yield tmp_path
    st.cache_resource.clear()  # an engine that outlives the test complains at the end


def publish(folder: Path, name: str, number: int) -> None:
    with duckdb.connect(str(folder / name)) as connection:
        connection.execute(f"create table answer as select {number} as number")
        connection.execute("create schema meta")
        connection.execute(f"create table meta.build as select {SHAPE} as shape")
    pointer = folder / "NEXT"
    pointer.symlink_to(name)
    pointer.replace(folder / "CURRENT")


def test_no_build_yet(folder: Path) -> None:
    assert not list(folder.iterdir())
    with pytest.raises(data.Unavailable, match="missing"):
        data.read_page("some", Reader()).read()


def test_a_build_that_was_pruned_is_missing(folder: Path) -> None:
    (folder / "CURRENT").symlink_to("gone.duckdb")
    with pytest.raises(data.Unavailable, match="missing"):
        data.read_page("some", Reader()).read()


def test_a_file_that_is_no_warehouse_is_damaged(folder: Path) -> None:
    (folder / "junk.duckdb").write_bytes(b"no warehouse" * 1000)
    (folder / "CURRENT").symlink_to("junk.duckdb")
    with pytest.raises(data.Unavailable, match="damaged"):
        data.read_page("some", Reader()).read()


def test_a_warehouse_without_a_table_is_damaged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(folder, "one.duckdb", 1)
    broken = {"answer": "select number from core.missing"}
    monkeypatch.setattr(warehouse, "page_queries", lambda page: broken)
    with pytest.raises(data.Unavailable, match="damaged"):
        data.read_page("some", Reader()).read()
    assert "figures can't be read: Catalog Error" in caplog.text


def test_a_query_that_needs_too_much_memory_damages_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, "one.duckdb", 1)
    monkeypatch.setitem(data.CONFIG, "memory_limit", "16MB")
    monkeypatch.setitem(data.CONFIG, "max_temp_directory_size", "0KB")
    heavy = {"answer": "select list(range) as all_of_it from range(20_000_000)"}
    monkeypatch.setattr(warehouse, "page_queries", lambda page: heavy if page == "some" else {})
    with pytest.raises(data.Unavailable, match="timeout"):
        data.read_page("some", Reader()).read()


def test_a_query_that_takes_too_long_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, "one.duckdb", 1)
    endless = {"answer": "select count(*) as n from range(1000000000) as a, range(1000) as b"}
    monkeypatch.setattr(warehouse, "page_queries", lambda page: endless)
    monkeypatch.setitem(data.CONFIG, "max_execution_time", "50")
    with pytest.raises(data.Unavailable, match="timeout"):
        data.read_page("some", Reader()).read()


def test_a_new_build_is_seen_while_the_old_one_is_still_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        warehouse,
        "page_queries",
        lambda page: {"answer": "select number from answer"} if page == "some" else {},
    )
    publish(folder, "one.duckdb", 1)
    assert data.read_page("some", Reader()).answer["number"].item() == 1
    publish(folder, "two.duckdb", 2)
    assert data.read_page("some", Reader()).answer["number"].item() == 2


def test_a_build_that_is_written_over_in_place_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `cp` does: the same path and inode, and the old rows still held open and kept."""
    queries = {"answer": "select number from answer", "same": "select number + 0 as n from answer"}
    monkeypatch.setattr(warehouse, "page_queries", lambda page: queries if page == "some" else {})
    publish(folder, "one.duckdb", 1)
    publish(folder, "two.duckdb", 2)
    publish(folder, "three.duckdb", 1)
    inode = (folder / "three.duckdb").stat().st_ino
    assert data.read_page("some", Reader()).answer["number"].item() == 1
    (folder / "three.duckdb").write_bytes((folder / "two.duckdb").read_bytes())
    assert (folder / "three.duckdb").stat().st_ino == inode
    page = data.read_page("some", Reader()).read()
    assert (page.answer["number"].item(), page.same["n"].item()) == (2, 2)


def test_at_rest_no_engine_is_held_and_who_reads_next_has_one(folder: Path) -> None:
    publish(folder, "first", 1)
    data.pin()
    before = data._database(data._build())
    data.rest(0)
    data.pin()
    after = data._database(data._build())
    assert after is not before
    assert data._database(data._build()) is after


def _too_long(folder: Path) -> Path:
    return folder / ("x" * 300)


def _behind_a_file(folder: Path) -> Path:
    (folder / "file").write_bytes(b"")
    return folder / "file" / "warehouse"


def _a_folder_as_build(folder: Path) -> Path:
    (folder / "CURRENT").mkdir()
    return folder


def _round_in_circles(folder: Path) -> Path:
    (folder / "CURRENT").symlink_to("CURRENT")
    return folder


def _leads_too_far(folder: Path) -> Path:
    (folder / "CURRENT").symlink_to("x" * 300)
    return folder


@pytest.mark.parametrize(
    "spoilt", [_too_long, _behind_a_file, _a_folder_as_build, _round_in_circles, _leads_too_far]
)
def test_a_folder_that_can_not_be_read_has_a_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(spoilt(folder)))
    for ask in (
        data.pin,
        data.builds,
        partial(data.read_page, "some", Reader()),
        partial(data.read_page, "some", Reader(known=date(2024, 1, 1))),
        partial(data.read_comparison, "2024-01-01", "20200101T000000Z-0123abcd", "kpi", Reader()),
    ):
        with pytest.raises(data.Unavailable, match=r"missing|damaged|pruned|incomparable"):
            ask()
    runs = data.read_runs(5)
    assert runs is None or runs.is_empty()


def test_a_query_gets_the_filters_that_it_names(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, "one.duckdb", 1)
    text = "select $page as page, $province as province, $from_date::date as since"
    monkeypatch.setattr(
        warehouse, "page_queries", lambda page: {"echo": text} if page == "some" else {}
    )
    echo = data.read_page("some", Reader(province="83", from_year=2024, year_kind="fiscal")).echo
    assert echo.rows() == [("some", "83", date(2023, 10, 1))]


def test_the_page_names_a_query_that_it_lacks(folder: Path) -> None:
    publish(folder, "one.duckdb", 1)
    page = data.read_page("some", Reader()).read()
    with pytest.raises(AttributeError, match="page 'some' has no query 'tiles'"):
        _ = page.tiles


def test_a_reader_cannot_write_or_reach_files(folder: Path) -> None:
    publish(folder, "one.duckdb", 1)
    connection = engines.published(folder / "one.duckdb", data.CONFIG).cursor()
    connection.execute("use published")
    for forbidden in (
        "drop table answer",
        "insert into answer values (2)",
        "select * from read_text('/etc/hostname')",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(forbidden)
    connection.close()
