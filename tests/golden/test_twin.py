"""A file as an office writes it gives the same warehouse rows as its clean twin.

Three senders report the same facts: in clean UTF-8, in a workbook with Thai digits, Buddhist dates,
a title and a total, and in a CSV in cp874. One amount has no unit in any of them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.build.build import build
from etl.intake.ingest import ingest
from sql import warehouse
from tests.fixtures.forms import EVENTS, FLOWS, Form
from tests.fixtures.writers import Cell, Sheet, delimited, xlsx

pytestmark = pytest.mark.trial  # three builds of the whole record
Row = dict[str, Cell]
Found = list[tuple[object, ...]]
Twins = dict[str, duckdb.DuckDBPyConnection]

# where a row stood and in which file is not what it says
PLACE = {"_edition", "_file_sha256", "_row", "doc_id", "doc_ids"}

CLEAN: dict[Form, list[Row]] = {
    FLOWS: [
        {"flow": "2568-001", "amount": "1234.5", "as_of": "2025-09-30", "year": "2568"},
        {
            "flow": "2568-002",
            "plan": "sam-phran-town",
            "amount": "66000",
            "as_of": "2025-09-30",
            "province": "นครปฐม",
        },
        {"flow": "2568-003", "amount": "20", "unit": None, "as_of": "2025-09-30"},
        {
            "flow": "2567-004",
            "amount": "850000",
            "unit": "บาท",
            "as_of": "2024-02-29",
            "year": "2567",
        },
    ],
    EVENTS: [
        {"plan": "phuket", "on": "2023-06-14", "as_of": "2025-09-30"},
        {
            "plan": "khon-kaen",
            "name": "ขอนแก่นเมืองอัจฉริยะ",
            "province": "ขอนแก่น",
            "lead": "เทศบาลนครขอนแก่น",
            "kind": "ได้รับตราสัญลักษณ์",
            "on": "2024-02-29",
            "until": "2026-02-28",
            "as_of": "2025-09-30",
        },
        {"plan": "lampang-city", "province": "ลำปาง", "on": "2020-07-02", "as_of": "2025-09-30"},
    ],
}
AS_WRITTEN: dict[Form, list[Row]] = {
    FLOWS: [
        {"amount": "๑,๒๓๔.๕๐", "as_of": "๓๐ กันยายน ๒๕๖๘", "year": "๒๕๖๘"},
        {"amount": "66,000", "as_of": "30 ก.ย. 68", "province": "จ.นครปฐม"},
        {"amount": "๒๐", "as_of": "30/09/2568"},
        {"amount": "850,000.00", "as_of": "29 กุมภาพันธ์ พ.ศ. ๒๕๖๗"},
    ],
    EVENTS: [
        {"on": "๑๔ มิถุนายน ๒๕๖๖", "as_of": "๓๐ ก.ย. ๒๕๖๘"},
        {"on": "29 ก.พ. 2567", "until": "๒๘/๐๒/๒๕๖๙", "as_of": "30 กันยายน 2568"},
        {"province": "จังหวัดลําปาง", "on": "2 ก.ค. 63", "as_of": "30 กันยายน พ.ศ. 2568"},
    ],
}
AS_DATES: dict[Form, list[Row]] = {  # what only a workbook can hold
    FLOWS: [{"as_of": date(2568, 9, 30)}, {"amount": 66000}, {}, {}],
    EVENTS: [{"on": date(2566, 6, 14)}, {"until": date(2026, 2, 28)}, {}],
}


def clean(folder: Path) -> Iterator[Path]:
    for form, rows in CLEAN.items():
        path = folder / f"{form.source}.csv"
        path.write_bytes(delimited([form.head, *(form.text(**row) for row in rows)]))
        yield path


def workbook(folder: Path) -> Iterator[Path]:
    for form, rows in CLEAN.items():
        written = [
            form.row(**row | as_written | as_date)
            for row, as_written, as_date in zip(rows, AS_WRITTEN[form], AS_DATES[form], strict=True)
        ]
        total: Sequence[Cell] = ["รวมทั้งสิ้น", *[None] * (len(form.headings) - 2), "๓"]
        title: list[Sequence[Cell]] = [["แบบรายงาน ปีงบประมาณ พ.ศ. ๒๕๖๘"], []]
        path = folder / f"{form.source}.xlsx"
        path.write_bytes(xlsx(Sheet("ข้อมูล", [*title, form.head, *written, total])))
        yield path


def cp874(folder: Path) -> Iterator[Path]:
    for form, rows in CLEAN.items():
        written = [
            form.text(**row | as_written)
            for row, as_written in zip(rows, AS_WRITTEN[form], strict=True)
        ]
        path = folder / f"{form.source}.csv"
        path.write_bytes(delimited([form.head, *written], encoding="cp874"))
        yield path


WRITERS = {"clean": clean, "workbook": workbook, "cp874": cp874}
FIRST_ROW = {"clean": 2, "workbook": 4, "cp874": 2}  # of the records, in the file


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """A published warehouse for each way to write the same facts."""
    found: Twins = {}
    for name, write in WRITERS.items():
        folder = tmp_path_factory.mktemp(name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SMARTCITY_INBOX", str(folder / "inbox"))
            for path in write(folder):
                assert ingest(path).status == "filed"
            assert build(folder=folder / "warehouse").problems == ()
        published = warehouse.current(folder / "warehouse")
        found[name] = duckdb.connect(str(published), read_only=True)
    yield found
    for connection in found.values():
        connection.close()


def tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Every table that is made of facts -> its columns, those left out that say where."""
    found: dict[str, list[str]] = {}
    for schema, table, column in connection.sql(
        """
        select table_schema, table_name, column_name
        from information_schema.columns
        where table_schema in ('raw', 'staging')
        order by all
        """
    ).fetchall():
        if column not in PLACE:
            found.setdefault(f"{schema}.{table}", []).append(column)
    return found


def rows(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> Found:
    return connection.sql(f"select {', '.join(columns)} from {table} order by all").fetchall()


@pytest.mark.parametrize("name", ["workbook", "cp874"])
def test_the_warehouse_holds_the_same_rows(twins: Twins, name: str) -> None:
    twin, other = twins["clean"], twins[name]
    assert tables(twin) == tables(other)
    assert {"raw.agency_plan_events", "staging.stg_agency_investment_flows"} <= tables(twin).keys()
    for table, columns in tables(twin).items():
        assert rows(other, table, columns) == rows(twin, table, columns), table


@pytest.mark.parametrize("name", WRITERS)
def test_the_rows_are_those_of_the_files(twins: Twins, name: str) -> None:
    amounts = rows(
        twins[name],
        "staging.stg_agency_investment_flows",
        ["flow_id", "amount_thb", "fiscal_year_be", "province_code", "as_of"],
    )
    assert amounts == [
        ("2567-004", Decimal("850000.00"), 2567, "40", date(2024, 2, 29)),
        ("2568-001", Decimal("1234500000.00"), 2568, "40", date(2025, 9, 30)),
        ("2568-002", Decimal("66000000000.00"), 2568, "73", date(2025, 9, 30)),
    ]
    events = rows(
        twins[name],
        "staging.stg_agency_plan_events",
        ["plan_key", "event_date", "valid_to", "province_code"],
    )
    assert events == [
        ("khon-kaen", date(2024, 2, 29), date(2026, 2, 28), "40"),
        ("lampang-city", date(2020, 7, 2), None, "52"),
        ("phuket", date(2023, 6, 14), None, "83"),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_the_row_without_a_unit_waits_in_quarantine(twins: Twins, name: str) -> None:
    columns = ["source", "row", "columns", "reasons", "cells", "superseded"]
    row = FIRST_ROW[name] + 2
    assert rows(twins[name], "quarantine.rejected_row", columns) == [
        (
            FLOWS.source,
            row,
            ["amount_unit"],
            ["missing"],
            [FLOWS.cell("unit", row)],
            False,
        )
    ]
