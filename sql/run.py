"""Runs models over an open connection: first the tables, in order, then all KPIs.

A KPI's model gives only what is its own; the frame (`frame.sql`) makes its figures. A build, the
record at a point in time and the tests of models all use this module. It imports no engine: the
caller gives it a connection.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from graphlib import TopologicalSorter
from typing import Protocol, TypeVar

from sql import warehouse

KPIS = "metrics"  # the schema of the KPIs' models
HEADLINES = "metrics.headline"  # a KPI that reads those of all KPIs runs last
# columns that a KPI's model must give: of stated figures, of rows behind figures
FIGURE_COLUMNS, ROW_COLUMNS = {"statement_ids", "value"}, {"statement_ids", "kind", "above"}


class BodyError(Exception):
    """A KPI's model has an unknown column or lacks one; the message says which."""


class Model(Protocol):
    """A model: a select that makes a table, or that gives the rows of a KPI."""

    @property
    def name(self) -> str:
        """`schema.table`."""

    @property
    def sql(self) -> str:
        """Its select."""

    @property
    def depends_on(self) -> Sequence[str]:
        """The tables that it reads."""


class Connection(Protocol):
    """The part of an engine's connection that is used here."""

    def execute(self, query: str, parameters: object = ..., /) -> "Connection":
        """Runs a statement with the values of what it names."""

    def fetchall(self) -> list[tuple[str, ...]]:
        """Returns the rows of the last statement."""


Made = TypeVar("Made", bound=Model)


def no_context(_name: str) -> AbstractContextManager[None]:
    """The default of `around`: does nothing before and after a step."""
    return nullcontext()


def run(
    connection: Connection,
    models: Iterable[Model],
    around: Callable[[str], AbstractContextManager[None]] = no_context,
) -> None:
    """Creates the table of each model, and from the KPIs `metrics.metric_value` and `metric_row`.

    The macros and `meta.metric`, one row per KPI, must be there. Each step runs within the context
    `around(name)`, where `name` is the model's, or that of an SQL file beside this module. Raises
    BodyError, graphlib.CycleError and what the engine raises.
    """
    models = list(models)
    tables = [model for model in models if not _is_kpi(model)]
    kpis = [model for model in models if _is_kpi(model)]
    for model in ordered(tables):
        with around(model.name):
            connection.execute(f"create schema if not exists {model.name.partition('.')[0]}")
            connection.execute(f"create table {model.name} as\n{model.sql}")
    with around("metric_value"):
        create_figure_tables(connection, kpis)
    for level in levels(kpis):
        add_figures(connection, level, around)


def create_figure_tables(connection: Connection, kpis: Iterable[Model]) -> None:
    """Creates the tables of figures and of the rows behind them, empty, and a view per KPI."""
    connection.execute(f"create schema if not exists {KPIS}")
    connection.execute(warehouse.text("metric_value.sql"))
    connection.execute(warehouse.text("figure.sql"))
    for model in kpis:
        metric = model.name.partition(".")[2]
        connection.execute(
            f"create view {model.name} as "
            f"select * from {KPIS}.metric_value where metric_id = '{metric}'"
        )


def add_figures(
    connection: Connection,
    kpis: Iterable[Model],
    around: Callable[[str], AbstractContextManager[None]] = no_context,
) -> None:
    """Adds the figures of these KPIs, and the rows behind them; none may read another's figures."""
    with around("given"):
        connection.execute(warehouse.text("given.sql"))
    columns = _columns(connection, "given")
    for model in kpis:
        with around(model.name):
            _insert_given(connection, model, columns)
    with around("frame"):
        connection.execute(warehouse.text("frame.sql"))


def ordered(models: Iterable[Made]) -> list[Made]:
    """The models, each after those that it reads, otherwise by name. Raises CycleError."""
    return [model for level in levels(models) for model in level]


def levels(models: Iterable[Made]) -> Iterator[list[Made]]:
    """The models in groups, each of which reads only groups before it. Raises CycleError."""
    by_name = {model.name: model for model in models}
    first = [name for name, model in by_name.items() if HEADLINES not in model.depends_on]
    sorter = TopologicalSorter(
        {
            name: [table for table in model.depends_on if table in by_name]
            if name in first
            else first
            for name, model in by_name.items()
        }
    )
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield [by_name[name] for name in ready]
        sorter.done(*ready)


def _is_kpi(model: Model) -> bool:
    return model.name.startswith(f"{KPIS}.")


def _insert_given(connection: Connection, model: Model, known: list[str]) -> None:
    """Inserts the rows of one KPI's model into the table `given`. Raises BodyError."""
    found = _columns(connection, model.sql)
    if unknown := [name for name in found if name not in known]:
        raise BodyError(f"no such column: {', '.join(unknown)}. sql/given.sql has those there are.")
    needed = ROW_COLUMNS if "kind" in found and "value" not in found else FIGURE_COLUMNS
    if missing := needed.difference(found):
        raise BodyError(f"no column {', '.join(sorted(missing))}. sql/given.sql says what it is.")
    names = ", ".join(name for name in found if name != "metric_id")
    metric = model.name.partition(".")[2]
    connection.execute(
        f"insert into given by name select '{metric}' as metric_id, {names} from (\n{model.sql}\n)"
    )


def _columns(connection: Connection, relation: str) -> list[str]:
    """The names of a table's or select's columns."""
    return [row[0] for row in connection.execute(f"describe {relation}").fetchall()]
