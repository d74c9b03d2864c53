"""`python -m benchmarks.taken`: a file of 100,000 statements, as the server streams it.

The statements are generated, in a document that is a sample, and stand in a copy of the build
(`million`). Measured are the first byte, the whole, by how much the server's memory grew, and how
long another reader waits for a filter meanwhile. Exit code 1 where a figure is over its budget, or
rows are missing.
"""

import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import duckdb
import requests

from benchmarks.__main__ import Result
from benchmarks.million import generated
from etl.build import models
from sql import warehouse
from tests.browser import harness
from tests.trial.test_bounded import PROVINCES, Reader, reading

ROWS = 100_000
FIRST_BYTE_MS, GROWN_MB, DELAYED_MS = 300, 150, 500
ADDRESS = "/take/statements.csv?lang=th&kind=observation"
ALONE = 20  # changes of the filter of a reader whom nothing delays


def main() -> None:
    """Measures, and prints a line a figure."""
    results, missing = measured()
    print("\n".join(map(str, results)))
    if missing:
        sys.exit(f"{missing} rows are missing")
    sys.exit(any(result.budget and result.value > result.budget for result in results))


def measured() -> tuple[list[Result], int]:
    """All figures, and how many rows the file lacks."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        built = warehouse.current()
        shutil.copyfile(built, folder / built.name)
        (folder / "CURRENT").symlink_to(built.name)
        statements = filled(folder / built.name)
        with harness.serving(
            harness.DASHBOARD, folder / "dashboard.log", SMARTCITY_WAREHOUSE=place
        ) as server:
            taken(server, f"{ADDRESS}&doc=none")  # a file of no rows: what is read once, is read
            results, rows = taken(server, ADDRESS)
            return [*results, *delayed(server)], statements - rows


def filled(path: Path) -> int:
    """Adds the statements to a build, and all that can be found of it; how many observations."""
    (record,) = (model for model in models.read("marts") if model.name == "marts.record")
    with duckdb.connect(str(path), config={"threads": 2}) as connection:
        connection.execute(warehouse.text("macros.sql"))
        connection.execute(generated(ROWS))
        connection.execute(f"create or replace table {record.name} as {record.sql}")
        ((count,),) = connection.execute(
            "select count(*) from marts.record where kind = 'observation'"
        ).fetchall()
    return int(count)


def taken(server: harness.Server, address: str) -> tuple[list[Result], int]:
    """What a file costs, and how many rows it has."""
    Path(f"/proc/{server.process}/clear_refs").write_text("5")  # the peak is of now
    before = memory_mb(server, "VmRSS")
    start = perf_counter()
    with requests.get(server.url + address, stream=True, timeout=300) as answer:
        answer.raise_for_status()
        parts = answer.iter_content(65_536)
        size = len(part := next(parts))
        first = perf_counter() - start
        lines = part.count(b"\r")
        for part in parts:
            size += len(part)
            lines += part.count(b"\r")  # a line end may be cut in two
    whole = perf_counter() - start
    grown = memory_mb(server, "VmHWM") - before
    return [
        Result("statements, first byte", 1000 * first, "ms", FIRST_BYTE_MS),
        Result("statements, whole", whole, "s"),
        Result("statements, size", size / 1e6, "MB"),
        Result("statements, memory", grown, "MB", GROWN_MB),
    ], lines - 1


def delayed(server: harness.Server) -> list[Result]:
    """How long another reader waits for a page with another province: alone, beside a file."""
    with reading(server, "overview") as other, ThreadPoolExecutor() as threads:
        wait_ms(other, "10")  # what is read once, is read
        alone = [wait_ms(other, code) for _, code in zip(range(ALONE), cycle(PROVINCES))]
        found = {"alone": alone}
        for kind in ("csv", "xlsx"):
            file = threads.submit(whole, server, ADDRESS.replace(".csv", f".{kind}"))
            beside = found[f"beside {kind}"] = []
            for code in cycle(PROVINCES):
                beside.append(wait_ms(other, code))
                if file.done():
                    break
            file.result()
    late = {how: quantiles([*waits, *waits], n=20)[-1] for how, waits in found.items()}
    return [
        *(Result(f"a filter {how}, p95", wait, "ms") for how, wait in late.items()),
        *(
            Result(f"delayed {how}", late[how] - late["alone"], "ms", DELAYED_MS)
            for how in [*late][1:]
        ),
    ]


def wait_ms(other: Reader, province: str) -> float:
    """Milliseconds until a page is whole with another province."""
    return 1000 * other.open(lang="th", province=province).seconds


def whole(server: harness.Server, address: str) -> None:
    """Takes a file, and keeps nothing of it."""
    with requests.get(server.url + address, stream=True, timeout=300) as answer:
        answer.raise_for_status()
        for _ in answer.iter_content(65_536):
            pass


def memory_mb(server: harness.Server, what: str) -> float:
    """A line of what the system says of the server's memory."""
    status = Path(f"/proc/{server.process}/status").read_text(encoding="utf-8")
    found = re.search(rf"{what}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0


if __name__ == "__main__":
    main()
