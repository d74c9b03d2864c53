"""What two warehouses say differently: the proof of a change that should change no figure.

    python -m benchmarks.compare_warehouses OLD NEW [--code CHECKOUT] [--before OLD NEW] [--twins N]
        [--pages]

Each warehouse is read by the code that made it: NEW by this, OLD by that of CHECKOUT (default:
this as well). Compared are every figure (numbers to nine decimals) with the statements that it
rests on, the rows behind it, both also as known on two days, and why figures moved between those;
with `--before` since two earlier builds as well. `--pages` (minutes): what every page's queries
give, for the country, a region, a province and a period. `--twins`: figures and rows of N invented
records, made of the tables of each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import duckdb

from dashboard.warehouse import engines
from dashboard.warehouse.data import CONFIG
from sql import warehouse

FIGURES = """
    select metric_id, place_kind, place_code, segment_kind, segment, phase, period, as_of,
        as_of_precision, value, lower, upper, qualifier, numerator, denominator, nature, doc_ids,
        adds, is_current, {statements} as statement_ids,
    from metrics.metric_value as metric_value
"""
ROWS = """
    select metric_id, place_code, segment_kind, segment, phase, period, value,
        line.kind, line.code, line.above, line.below, line.statement_ids,
    from ({lines})
"""
OLD_LINES = "select *, unnest(parts) as line from metrics.metric_value"
NEW_LINES = """
    select metric_value.*, behind as line,
    from metrics.metric_value as metric_value
    inner join metrics.figure_row as behind
        on metric_value.figure_set = behind.figure_set
        and metric_value.place_code = behind.figure_place
"""
NEW_STATEMENTS = """
    (select coalesce(list_sort(list(named.statement_id)), []) from metrics.figure_statement as named
    where named.figure_set = metric_value.figure_set
    and named.figure_place = metric_value.place_code)
"""
MOVES = "select * from {} where kind = 'value'"
FILTERS: dict[str, dict[str, str | None]] = {
    "country": {},
    "south": {"region": "south"},
    "phuket": {"province": "83"},
    "period": {"from_date": "2022-01-01", "to_date": "2023-12-31"},
}
DAYS = (date(2021, 12, 31), date(2023, 12, 31))
KPI_PAGES = ("passport", "history")
WHOLE = ("shell", "known", "health")  # of the build, whenever it became known
# no pages; rows behind are asked for by their figure, and are compared by themselves
APART = ("behind", "build", "compare", "ledger", "shared")
# what a build says of itself
OWN = {
    "build_id", "built_at", "seconds", "sql", "depends_on", "content_hash", "definition", "rows",
    "made_from", "published", "offending", "table_name", "column_name", "data_type", "figure",
    "figure_set",
}  # fmt: skip

Dump = dict[str, list[str]]


@dataclass(frozen=True)
class Wanted:
    """What is compared beside the figures and rows of one warehouse."""

    before: Path | None
    twins: int
    pages: bool


def main() -> None:
    """Compares, and prints what differs; or, with `--dump`, only reads one warehouse."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--code", type=Path, default=Path.cwd())
    parser.add_argument("--before", type=Path, nargs=2, metavar=("OLD", "NEW"))
    parser.add_argument("--twins", type=int, default=0)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--show", type=int, default=3, help="differences to print of each kind")
    parser.add_argument("--dump", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.dump:
        wants = Wanted(asked.before and asked.before[0], asked.twins, asked.pages)
        found = dict(dumped(asked.old, wants))
        asked.dump.write_text(json.dumps(found), encoding="utf-8")
        return
    then, now = asked.before or (None, None)
    old = run(asked.old, Wanted(then, asked.twins, asked.pages), asked.code.resolve())
    new = run(asked.new, Wanted(now, asked.twins, asked.pages), Path.cwd())
    sys.exit(told(old, new, asked.show))


def run(path: Path, wanted: Wanted, code: Path) -> Dump:
    """What one warehouse says, read by the code in `code`."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        before = [str(wanted.before.resolve())] * 2 if wanted.before else []
        subprocess.run(
            [sys.executable, "-W", "ignore", __file__, str(path.resolve()), str(path.resolve())]
            + (["--before", *before] if before else [])
            + (["--pages"] if wanted.pages else [])
            + ["--dump", file.name, "--twins", str(wanted.twins)],
            cwd=code,
            env=os.environ | {"PYTHONPATH": str(code)},
            check=True,
        )
        found: Dump = json.loads(Path(file.name).read_text(encoding="utf-8"))
        return found


def told(old: Dump, new: Dump, show: int) -> int:
    """Prints a line a kind of thing that was compared; gives 1 where there is a difference."""
    groups: dict[str, list[int]] = {}
    for name in sorted(old.keys() | new.keys()):
        one, two = Counter(old.get(name, [])), Counter(new.get(name, []))
        gone, came = one - two, two - one
        moved = not gone and not came and old.get(name, []) != new.get(name, [])
        group = groups.setdefault(name.partition(":")[0], [0] * 5)
        counts = (one.total(), two.total(), gone.total(), came.total(), int(moved))
        groups[name.partition(":")[0]] = [a + b for a, b in zip(group, counts, strict=True)]
        for sign, rows in (("-", gone), ("+", came)):
            for row in list(rows.elements())[:show]:
                print(sign, name, row[:600])
        if moved and show:
            print("order", name)
    print(f"{'compared':40} {'before':>8} {'now':>8} {'gone':>6} {'new':>6} {'other order':>11}")
    for kind, total in groups.items():
        print(f"{kind:40} {total[0]:8} {total[1]:8} {total[2]:6} {total[3]:6} {total[4]:11}")
    return int(any(sum(total[2:4]) for total in groups.values()))


def dumped(path: Path, wanted: Wanted) -> Iterator[tuple[str, list[str]]]:
    """Everything that a warehouse says, name by name, each row as one text."""
    with duckdb.connect(str(path), read_only=True) as whole:
        yield from figures(whole, "")
        yield from pages(whole, None) if wanted.pages else ()
    for day in DAYS:
        with engines.record(path, day, CONFIG) as record:
            yield from figures(record, f" as known on {day}")
            yield from pages(record, day) if wanted.pages else ()
    sides = [(engines.Side(path, DAYS[0]), engines.Side(path, DAYS[1]), "between days")]
    if wanted.before:
        sides.append((engines.Side(wanted.before), engines.Side(path), "between builds"))
    for one, other, name in sides:
        with engines.comparison(one, other, CONFIG) as both:
            yield f"moves {name}", texts(both, MOVES.format("meta.change"), {})
            metrics = both.sql("select metric_id from meta.metric order by all").fetchall()
            for query, text in warehouse.page_queries("compare").items():
                for (metric,) in metrics:
                    yield (
                        f"page compare {name}:{query} {metric}",
                        texts(both, text, {"kpi": metric}),
                    )
    invented = beside("invented")
    for seed in range(wanted.twins):
        with invented.record(path, seed) as record:
            yield from figures(record, f" invented:{seed}")


def beside(name: str) -> ModuleType:
    """A module beside this one, whichever code it runs with."""
    found = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if found is None or found.loader is None:
        raise ImportError(name)
    module = module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


def figures(database: duckdb.DuckDBPyConnection, of: str) -> Iterator[tuple[str, list[str]]]:
    """Every figure and every row behind one, KPI by KPI."""
    is_old = "parts" in database.sql("from metrics.metric_value limit 0").columns
    lines = OLD_LINES if is_old else NEW_LINES
    statements = "statement_ids" if is_old else NEW_STATEMENTS
    kind, _, seed = of.partition(":")
    for name, text in (
        ("figures", FIGURES.format(statements=statements)),
        ("rows behind", ROWS.format(lines=lines)),
    ):
        for row in texts(database, text, {}):
            metric = json.loads(row)["metric_id"]
            FOUND.setdefault(f"{name}{kind}:{metric} {seed}", []).append(row)
    yield from ((name, sorted(rows)) for name, rows in FOUND.items())
    FOUND.clear()


FOUND: Dump = {}


def pages(database: duckdb.DuckDBPyConnection, day: date | None) -> Iterator[tuple[str, list[str]]]:
    """What the queries of every page give, for each of `FILTERS`."""
    metrics = [row[0] for row in database.sql("from meta.metric select metric_id").fetchall()]
    folder = Path(str(warehouse.__file__)).parent / "queries"
    for page in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        if page in APART or (day and page in WHOLE):
            continue
        kpis = sorted(metrics) if page in KPI_PAGES else [None]
        for query, text in warehouse.page_queries(page).items():
            for named, chosen in FILTERS.items():
                for kpi in kpis if page != "history" or named == "country" else []:
                    values = {
                        "page": "overview", "operator": True, "region": None, "province": None,
                        "from_date": None, "to_date": None, "known_on": str(day or DAYS[1]),
                        "kpi": kpi, "shown": None,
                    } | chosen  # fmt: skip
                    of = f" as known on {day}" if day else ""
                    yield (
                        f"page {page}{of}:{query} {named} {kpi or ''}",
                        texts(database, text, values),
                    )


def texts(
    database: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, str | bool | None]
) -> list[str]:
    """The rows of a query in their order, each as one text, without what is of the build alone."""
    used = {name: value for name, value in values.items() if f"${name}" in query}
    found = database.execute(query, used) if used else database.execute(query)
    names = [column[0] for column in found.description]
    return [
        json.dumps(
            {n: plain(v) for n, v in zip(names, row, strict=True) if n not in OWN},
            ensure_ascii=False,
            default=str,
        )
        for row in found.fetchall()
    ]


def plain(value: object) -> object:
    """A value with its numbers to nine decimals and its lists of names in order."""
    if isinstance(value, float):
        return round(value, 9) + 0.0
    if isinstance(value, list):
        found = [plain(one) for one in value]
        names = [one for one in found if isinstance(one, str)]
        return sorted(names) if len(names) == len(found) else found
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name not in OWN}
    return value


if __name__ == "__main__":
    main()
