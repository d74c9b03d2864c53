"""Models: headers, layers and order are checked before anything is built."""

from pathlib import Path

import duckdb
import pytest

from etl.build import models
from etl.build.faults import name_model_in_errors
from etl.errors import ModelError
from sql import run

HEADER = '/*\ndescription = "a"\ngrain = ["a"]\n*/\n'


def _write(folder: Path, name: str, sql: str, header: str = HEADER) -> None:
    path = folder / f"{name.replace('.', '/')}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + sql, encoding="utf-8")


def _read(folder: Path, *layers: str) -> list[models.Model]:
    return [model for layer in layers for model in models.read(layer, folder)]


def test_dependencies_come_first(tmp_path: Path) -> None:
    _write(tmp_path, "core.a_last", "select b.x from core.b_first as b")
    _write(tmp_path, "core.b_first", "with c as (select 1 as x) select c.x from c")
    names = [model.name for model in models.ordered(_read(tmp_path, "core"))]
    assert names == ["core.b_first", "core.a_last"]


@pytest.mark.parametrize(
    ("name", "sql", "header", "message"),
    [
        ("staging.s", "select 1 as x", "", "no header"),
        ("staging.s", "select 1 as x", "/*\nnot toml\n*/", "staging/s.sql"),
        ("staging.s", "select 1 as x; select 2 as x", HEADER, "exactly one select"),
        ("staging.s", "drop table raw.x", HEADER, "exactly one select"),
        ("staging.s", "select x from nowhere", HEADER, "names no schema"),
        ("staging.s", "select x from core.d", HEADER, "staging may not read core.d"),
        ("core.c", "select x from raw.r", HEADER, "core may not read raw.r"),
        ("core.c", "select x from marts.m", HEADER, "core may not read marts.m"),
        ("marts.m", "select x from staging.s", HEADER, "marts may not read staging.s"),
    ],
)
def test_a_model_that_breaks_a_rule_is_named(
    tmp_path: Path, name: str, sql: str, header: str, message: str
) -> None:
    _write(tmp_path, name, sql, header)
    with pytest.raises(ModelError, match=message) as error:
        _read(tmp_path, name.partition(".")[0])
    thai = error.value.text("th")
    assert thai.startswith(f"sql/{name.replace('.', '/')}.sql: ")
    assert "โปรด" in thai


def test_a_circle_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "core.a", "select b.x from core.b as b")
    _write(tmp_path, "core.b", "select a.x from core.a as a")
    with pytest.raises(ModelError, match="circle"):
        models.ordered(_read(tmp_path, "core"))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "core.a", "select b.x from core.b as b")
    with pytest.raises(ModelError, match=r"reads core\.b, which no model makes"):
        models.ordered(_read(tmp_path, "core"))


def test_a_failing_select_names_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "core.a", "select 1 + 'x' as x")
    (model,) = _read(tmp_path, "core")
    with duckdb.connect() as connection, pytest.raises(ModelError, match=r"sql/core/a\.sql"):
        run.run(connection, [model], name_model_in_errors)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("1 as value, 'x' as statement_ids, 2 as valeu", "no such column: valeu"),
        ("1 as value", "no column statement_ids"),
        ("['x'] as statement_ids", "no column value"),
        ("'plan' as kind, ['x'] as statement_ids", "no column above"),
        ("'many' as value, ['x'] as statement_ids", "many"),
    ],
)
def test_a_kpi_with_a_wrong_or_missing_column_is_named(
    tmp_path: Path, columns: str, message: str
) -> None:
    _write(tmp_path, "metrics.m", f"select {columns}")
    models_ = _read(tmp_path, "metrics")
    with duckdb.connect() as connection, pytest.raises(ModelError, match=message) as error:
        run.add_figures(connection, models_, name_model_in_errors)
    assert str(error.value).startswith("sql/metrics/m.sql: ")


def test_the_shipped_models_are_in_order() -> None:
    shipped = _read(models.SQL, "staging", "core", "marts", "metrics")
    order = [model.name for model in models.ordered(shipped)]
    for model in shipped:
        for table in model.depends_on:
            if table in order:
                assert order.index(table) < order.index(model.name)
