"""`python -m benchmarks.million`: one KPI with a million rows behind, in a copy of the build.

The rows are generated: each rests on a statement of its own, in a document that is a sample. They
come province by province, as agencies send them. What is measured is the frame, and the rows of
one province as its drawer asks for them. Exit code 1 where a figure is over its budget, or is not
what was put in.
"""

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple, cast

import duckdb
import polars as pl

from benchmarks.__main__ import Result
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import engines
from dashboard.warehouse.behind import NAMES, OF_FIGURE, named
from dashboard.warehouse.data import BEHIND, CONFIG, PASSPORT, ROWS_SHOWN, USED, Batch, Value
from sql import run, warehouse

ROWS = 1_000_000
TIMES = 9
ASKED: dict[str, Value] = {
    "kpi": "generated",
    "region": None,
    "province": "83",
    "from_date": None,
    "to_date": None,
    "shown": ROWS_SHOWN,
    "today": date(2026, 11, 29),
}
FRAME_SECONDS, FRAME_MB, DRAWER_MS = 10, 1000, 50
RECORD = """
insert into core.dim_document by name
select 'generated' as doc_id, 'Generated rows' as title, 'sample' as kind;

insert into marts.statement by name
select
    concat_ws('/', 'generated', province_code, number) as statement_id, 'observation' as kind,
    'generated' as subject,
    'national' as segment_kind, 'TH' as segment, 'result' as phase, '=' as qualifier,
    [province.province_code] as place_codes, date '2025-12-31' as as_of, 'day' as as_of_precision,
    number % 7 as value, 'persons' as unit, 'derived' as nature, 'generated' as doc_id,
from range($rows) as numbered(number)
inner join (
    select *, row_number() over (order by province_code) - 1 as place from core.dim_province
) as province
    on number // ($rows // 77 + 1) = place
order by number;

insert into meta.metric by name
select * replace ('generated' as metric_id, 'sum' as rollup)
from meta.metric
where metric_id = 'promotion_zones';
"""
BODY = """
select
    place_codes[1] as place_code, as_of, as_of_precision, 'statement' as kind, value as above,
    [statement_id] as statement_ids, [doc_id] as doc_ids,
from marts.statement
where subject = 'generated'
"""


class _Model(NamedTuple):
    """A KPI that no file has."""

    name: str
    sql: str
    depends_on: list[str]


def main() -> None:
    """Measures, and prints a line a figure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.duckdb"
        shutil.copyfile(warehouse.current(), path)
        results = [*framed(path), *asked(path)]
    print("\n".join(map(str, results)))
    sys.exit(any(result.budget and result.value > result.budget for result in results))


def generated(rows: int) -> str:
    """What adds so many statements, their document and their KPI to a build."""
    return RECORD.replace("$rows", str(rows))


def framed(path: Path) -> list[Result]:
    """What the frame takes to make figures and rows behind of the generated rows."""
    with duckdb.connect(str(path), config={"threads": 2}) as connection:
        connection.execute(warehouse.text("macros.sql"))
        connection.execute(generated(ROWS))
        connection.execute("checkpoint")
        start, before = process_time(), peak_mb()
        run.add_figures(connection, [_Model("metrics.generated", BODY, [])])
        seconds, memory = process_time() - start, peak_mb() - before
        ((kept, total),) = connection.execute(
            "select count(*), sum(above) from metrics.metric_row where metric_id = 'generated'"
        ).fetchall()
        ((value,),) = connection.execute(
            "select value from metrics.metric_value "
            "where metric_id = 'generated' and place_code = 'TH'"
        ).fetchall()
    if (kept, value) != (ROWS, total):
        sys.exit(f"{kept} rows of {ROWS}; they add up to {total}, and the figure is {value}")
    return [
        Result("frame, processor", seconds, "s", FRAME_SECONDS),
        Result("frame, memory", memory, "MB", FRAME_MB),
    ]


def asked(path: Path) -> list[Result]:
    """How long a page waits for the figure of a province, and then for the rows behind it."""
    with engines.published(path, CONFIG) as engine:
        engine.execute("use published")
        figure = warehouse.page_queries(PASSPORT)["figure"]
        queries = warehouse.page_queries(BEHIND)
        told = Page(BEHIND, Reader(), Batch(queries, lambda text: read(engine, text, ASKED)))
        asked = ASKED | read(engine, figure, ASKED).select(OF_FIGURE).row(0, named=True)
        first = milliseconds(lambda: read(engine, figure, ASKED))
        names = milliseconds(lambda: [read(engine, queries[name], {}) for name in NAMES])
        then = milliseconds(lambda: named(read(engine, queries["rows"], asked), told))
    return [
        Result("drawer, figure of a province", first, "ms"),
        Result("drawer, names, once a build", names, "ms"),
        Result("drawer, rows of a province", then, "ms", DRAWER_MS),
    ]


def read(
    engine: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Value]
) -> pl.DataFrame:
    """What a query gives, as pages read it."""
    used = {name: values[name] for name in set(USED.findall(query))}
    return cast("pl.DataFrame", pl.from_arrow(engine.execute(query, used).to_arrow_table()))


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of what is done for the generated KPI."""
    times = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        times.append(1000 * (perf_counter() - start))
    return median(times)


def peak_mb() -> float:
    """The most memory that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
