"""`python -m benchmarks.taken`: a file of 100,000 statements, as the server streams it.

The statements are generated, in a document that is a sample, and stand in a copy of the build
(`million`). Measured are the first byte, the whole, and by how much the server's memory grew. Exit
code 1 where a figure is over its budget, or rows are missing.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import duckdb
import requests

from benchmarks.__main__ import Result
from benchmarks.million import generated
from etl.build import models
from sql import warehouse
from tests.browser import harness

ROWS = 100_000
FIRST_BYTE_MS, GROWN_MB = 300, 150
ADDRESS = "/take/statements.csv?lang=th&kind=observation"


def main() -> None:
    """Measures, and prints a line a figure."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        built = warehouse.current()
        shutil.copyfile(built, folder / built.name)
        (folder / "CURRENT").symlink_to(built.name)
        statements = filled(folder / built.name)
        os.environ["SMARTCITY_WAREHOUSE"] = place
        with harness.serving(harness.DASHBOARD, folder / "dashboard.log") as server:
            taken(server, f"{ADDRESS}&doc=none")  # a file of no rows: what is read once, is read
            results, rows = taken(server, ADDRESS)
    print("\n".join(map(str, results)))
    if rows != statements:
        sys.exit(f"{rows} rows of {statements}")
    sys.exit(any(result.budget and result.value > result.budget for result in results))


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
        lines = part.count(b"\r\n")
        for part in parts:
            size += len(part)
            lines += part.count(b"\r\n")
    whole = perf_counter() - start
    grown = memory_mb(server, "VmHWM") - before
    return [
        Result("statements, first byte", 1000 * first, "ms", FIRST_BYTE_MS),
        Result("statements, whole", whole, "s"),
        Result("statements, size", size / 1e6, "MB"),
        Result("statements, memory", grown, "MB", GROWN_MB),
    ], lines - 1


def memory_mb(server: harness.Server, what: str) -> float:
    """A line of what the system says of the server's memory."""
    status = Path(f"/proc/{server.process}/status").read_text(encoding="utf-8")
    found = re.search(rf"{what}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0


if __name__ == "__main__":
    main()
