"""Runs models over an open connection: tables in their order, then all KPIs through the frame.

A build, the record as known on a day and the tests of models run them with this alone. Knows no
engine: it is given one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from graphlib import TopologicalSorter
from typing import Protocol, TypeVar

from sql import warehouse

KPIS = "metrics"  # the schema of models that the frame is around
BOTH = {"statement_ids"}
STATED, BEHIND = {"value"}, {"kind", "above"}


class BodyError(Exception):
    """A file of `sql/metrics` gives a column too many or too few; the message says which."""


class Model(Protocol):
    """A table to make, or a KPI."""

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
    """As much of an engine's connection as is needed here."""

    def execute(self, query: str, /) -> "Connection":
        """Runs a statement."""

    def fetchall(self) -> list[tuple[str, ...]]:
        """What it gave."""


Made = TypeVar("Made", bound=Model)


def nothing(_name: str) -> AbstractContextManager[None]:
    """Around a step of which nobody is told."""
    return nullcontext()


def run(
    connection: Connection,
    models: Iterable[Model],
    around: Callable[[str], AbstractContextManager[None]] = nothing,
) -> None:
    """Makes the table of each model, and `metrics.metric_value` and `metric_row` of the KPIs.

    Needs the macros and `meta.metric`, one row per KPI. Each step runs within `around(name)`: the
    model's, or that of a file beside this one. Raises BodyError, graphlib.CycleError and what the
    engine raises.
    """
    models = list(models)
    tables = [model for model in models if not _is_kpi(model)]
    kpis = [model for model in models if _is_kpi(model)]
    for model in ordered(tables):
        with around(model.name):
            connection.execute(f"create schema if not exists {model.name.partition('.')[0]}")
            connection.execute(f"create table {model.name} as\n{model.sql}")
    with around("metric_value"):
        open_figures(connection, kpis)
    for level in levels(kpis):
        add_figures(connection, level, around)


def open_figures(connection: Connection, kpis: Iterable[Model]) -> None:
    """The tables of figures and of rows behind, empty, and a view of each KPI's figures."""
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
    around: Callable[[str], AbstractContextManager[None]] = nothing,
) -> None:
    """The figures of KPIs that read none of each other's, and the rows behind them."""
    with around("given"):
        connection.execute(warehouse.text("given.sql"))
    columns = _columns(connection, "given")
    for model in kpis:
        with around(model.name):
            _give(connection, model, columns)
    with around("frame"):
        connection.execute(warehouse.text("frame.sql"))


def ordered(models: Iterable[Made]) -> list[Made]:
    """What a model reads before it, otherwise by name. Raises graphlib.CycleError."""
    return [model for level in levels(models) for model in level]


def levels(models: Iterable[Made]) -> Iterator[list[Made]]:
    """Models in groups that read only what stands in a group before. Raises CycleError."""
    by_name = {model.name: model for model in models}
    sorter = TopologicalSorter(
        {
            name: [table for table in model.depends_on if table in by_name]
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


def _give(connection: Connection, model: Model, known: list[str]) -> None:
    """The rows of one KPI's file into `given`."""
    found = _columns(connection, model.sql)
    if unknown := [name for name in found if name not in known]:
        raise BodyError(f"no such column: {', '.join(unknown)}. sql/given.sql has those there are.")
    needed = BOTH | (BEHIND if "kind" in found and "value" not in found else STATED)
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
