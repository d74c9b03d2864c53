"""What fails in a build is told as what it is: the disk, the memory, a text of SQL, or the code."""

import re
from pathlib import Path
from typing import get_type_hints

import duckdb
import polars as pl
import pytest

from etl.build import build as building
from etl.build import checks, describe, diff, history, load, models
from etl.build.build_run import BuildRun, SourceLoad
from etl.build.checks import Result
from etl.build.faults import explain_errors, name_file_in_errors
from etl.errors import EtlError, ModelError, PublishError
from etl.project import SHIPPED
from sql import warehouse
from sql.builds import SHAPE
from sql.refusal import render

WRITING = "can't be written"
BROKEN = "select nothing_of_that_name"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (duckdb.IOException("IO Error: broken pipe"), "the disk and at who may write there"),
        (duckdb.IOException("IO Error: No space left on device"), "Free space, then run again"),
        (duckdb.TransactionException("Failed to commit: No space left on device"), "Free space"),
        (duckdb.FatalException("database has been invalidated: Disk quota exceeded"), "Free space"),
    ],
)
def test_a_fault_of_the_disk_says_that_the_build_cannot_be_written(
    tmp_path: Path, error: Exception, said: str
) -> None:
    with pytest.raises(PublishError, match=f"{WRITING} .*{said}"), explain_errors(tmp_path):
        raise error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "x.duckdb"), "x.duckdb: No space left on device"),
        (OSError("told without a number"), "told without a number"),
        (duckdb.OutOfMemoryException("could not allocate"), "more memory"),
        (duckdb.BinderException("no such column"), "no such column.*Report this"),
        (duckdb.InternalException("assertion"), "assertion.*Report this"),
    ],
)
def test_any_other_fault_does_not(tmp_path: Path, error: Exception, said: str) -> None:
    with pytest.raises(EtlError, match=said) as told, explain_errors(tmp_path):
        raise error
    assert WRITING not in str(told.value)


def test_a_fault_of_the_machine_is_not_put_down_to_a_text() -> None:
    with pytest.raises(duckdb.IOException), name_file_in_errors("sql/x.sql"):
        raise duckdb.IOException("IO Error: No space left on device")


def test_a_broken_check_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = models.Model("checks.a_check", {"blocking": True}, BROKEN)
    monkeypatch.setattr(models, "read", lambda *_: [broken])
    with duckdb.connect() as connection, pytest.raises(ModelError, match=r"^sql/checks/a_check\."):
        checks.run(connection, SHIPPED.sql)


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of SQL, in which these files are broken."""
    for name in ("macros.sql", "metric_value.sql", "change.sql", "figure_history.sql"):
        (tmp_path / name).write_text(BROKEN, encoding="utf-8")
    whole = warehouse.text

    def text(name: str) -> str:
        broken = tmp_path / name
        return broken.read_text(encoding="utf-8") if broken.exists() else whole(name)

    monkeypatch.setattr(warehouse, "text", text)
    return tmp_path


def test_broken_macros_are_named(sql: Path) -> None:
    with duckdb.connect() as connection, pytest.raises(ModelError, match=r"^sql/macros\.sql: "):
        building._make_warehouse(connection, None, BuildRun(SHIPPED))


def test_broken_sql_of_the_figures_is_named(sql: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql.joinpath("macros.sql").write_text("select 1", encoding="utf-8")
    monkeypatch.setattr(models, "read", lambda *_: [])
    for step in ("load_sources", "describe_kpis", "describe"):
        monkeypatch.setattr(building, step, lambda *_: None)
    with (
        duckdb.connect() as connection,
        pytest.raises(ModelError, match=r"^sql/metric_value\.sql: "),
    ):
        building._make_warehouse(connection, None, BuildRun(SHIPPED))


@pytest.mark.usefixtures("sql")
def test_broken_sql_of_the_history_is_named() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema meta")
        with pytest.raises(ModelError, match=r"^sql/figure_history\.sql: "):
            history.write_history(connection, [])


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("selekt", ModelError, r"^sql/change\.sql: "),
        ("select 'x'::integer", ModelError, r"^sql/change\.sql: "),
        ("from previous.gone", PublishError, r"^old\.duckdb: can't be compared"),
    ],
)
def test_a_broken_comparison_is_not_put_down_to_the_older_build(
    sql: Path, text: str, error: type[EtlError], said: str
) -> None:
    old = sql / "old.duckdb"
    with duckdb.connect(str(old)) as connection:
        connection.execute("create schema meta")
        connection.execute(f"create table meta.build as select {SHAPE} as shape")
    sql.joinpath("change.sql").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection, pytest.raises(error, match=said):
        diff.against(connection, old)


def test_a_build_that_cannot_be_read_is_not_one_that_cannot_be_written(tmp_path: Path) -> None:
    for name in ("new.duckdb", "old.duckdb"):
        tmp_path.joinpath(name).write_bytes(b"damaged" * 1000)
    with pytest.raises(PublishError, match=r"^new\.duckdb: can't be read"):
        diff.between(tmp_path / "new.duckdb", tmp_path / "old.duckdb")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            pl.exceptions.ColumnNotFoundError("year"),
            r"etl/sources/plans\.py .*Correct the declaration",
        ),
        (OSError(5, "Input/output error", "x.csv"), "Send the file or its card again"),
    ],
)
def test_a_broken_declaration_is_not_put_down_to_the_file(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    (plans,) = (source for source in SHIPPED.sources if source.name == "plans")

    def failing(*_: object) -> list[object]:
        raise error

    monkeypatch.setattr(load, "editions", failing)
    with duckdb.connect() as connection:
        told = load._load_source(connection, plans, [], {}, BuildRun(SHIPPED))
    assert told
    assert re.search(f"^plans: .*{said}", render(told, "en"))
    assert "โปรด" in render(told, "th")


@pytest.mark.parametrize(
    ("table", "types"),
    [
        ("check_result", pl.Schema(get_type_hints(Result))),
        ("source_load", pl.Schema(get_type_hints(SourceLoad))),
        ("document", describe.CARD),
    ],
)
def test_no_rows_are_an_empty_table_with_the_columns_of_the_shipped_build(
    warehouse: Path, table: str, types: describe.Types
) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        shipped = connection.execute(f"describe meta.{table}").fetchall()
    with duckdb.connect() as connection:
        describe.write(connection, "meta", table, [], types)
        assert connection.execute(f"describe meta.{table}").fetchall() == shipped
