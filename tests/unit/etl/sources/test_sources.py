"""Every source: its shipped file maps without loss, and each of its reasons rejects a bad row.

The bad rows of a source stand in a file of its name beside this one: what to change in its first
shipped row, and the column and reason that must come of it.
"""

import csv
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path

import dataframely as dy
import pytest

from etl.build import DATA
from etl.contract import Source, lineage, unknown
from etl.extract import NOTHING, editions
from etl.load import sources
from etl.validate import validate
from tests.shipped import records, write_edition

HERE = Path(__file__).parent
BY_NAME = {source.name: source for source in sources()}
CSV_SOURCES = [name for name in BY_NAME if name != "boundaries"]  # a map file has no CSV rows
KINDS: list[tuple[type[dy.Column], str]] = [
    (dy.Date, "not_a_date"),
    (dy.Bool, "not_a_boolean"),
    (dy.Int64, "not_a_number"),
    (dy.Float64, "not_a_number"),
    (dy.Decimal, "not_a_number"),
    (dy.Enum, "unknown_category"),
]
BY_MAPPING = {"dtype", "inf", "nan", "inner_nullability"}  # no text maps to these
CHECKS = {"primary_key": "duplicate_key", "nullability": "missing"}


@dataclass(frozen=True)
class Bad:
    """A change of the first shipped row; `second` adds the row once more with that change."""

    source: str
    column: str
    reason: str
    change: dict[str, str]
    second: dict[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.source}-{self.column}-{self.reason}"


def bad_rows(source: str) -> list[Bad]:
    text = (HERE / f"{source}.toml").read_text(encoding="utf-8")
    return [Bad(source=source, **case) for case in tomllib.loads(text)["bad"]]


ALL_BAD = [case for name in CSV_SOURCES for case in bad_rows(name)]


def shipped_rows(source: Source) -> list[dict[str, str]]:
    (path,) = (DATA / source.folder / source.name).glob("*/*.csv")
    heading, *rows = records(path)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def reasons(tmp_path: Path, source: Source, rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """(column, reason) of the last of the rows, when they are published."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    folder = tmp_path / source.folder / source.name / "2026-01-01"
    write_edition(folder, f"{source.name}.csv", out.getvalue().encode(), len(rows))
    (edition,) = editions(source, tmp_path)
    rejected = validate(edition).rejected.rows(named=True)
    found = [row for row in rejected if row["row"] == len(rows) + 1]
    return [pair for row in found for pair in zip(row["columns"], row["reasons"], strict=True)]


def possible_reasons(source: Source) -> set[str]:
    """Every reason that the source's contract and mapping can give."""
    columns = source.contract.columns()
    derived = {name for name in columns if name.endswith("_precision")} - set(published(source))
    found = {
        reason
        for name, column in columns.items()
        for kind, reason in KINDS
        if isinstance(column, kind) and name not in derived
    }
    if any("province_code" in name for name in columns):
        found.add("unknown_province")
    _, failure = source.contract.filter(source.contract.create_empty(), cast=True)
    for rule in set(failure.details().columns) - set(columns):
        column, _, check = rule.rpartition("|")
        by_mapping = check in BY_MAPPING or column in derived
        if not (by_mapping or (check == "regex" and column in {"province_code", "place_code"})):
            found.add(CHECKS.get(check, check))
    return found


def published(source: Source) -> list[str]:
    return [name for names in lineage(source).values() for name in names]


@pytest.mark.parametrize("name", BY_NAME)
def test_the_shipped_file_maps_without_quarantine(name: str) -> None:
    for edition in editions(BY_NAME[name], DATA):
        outcome = validate(edition)
        assert outcome.rejected.rows() == []
        assert outcome.accepted.height == edition.rows_read == edition.provenance.rows


@pytest.mark.parametrize("name", BY_NAME)
def test_mapping_and_contract_name_the_same_columns(name: str) -> None:
    source = BY_NAME[name]
    assert list(source.columns) == source.contract.column_names()


@pytest.mark.parametrize("name", CSV_SOURCES)
def test_no_text_is_lost_between_file_and_warehouse(name: str) -> None:
    source = BY_NAME[name]
    (edition,) = editions(source, DATA)
    accepted = validate(edition).accepted
    rows = shipped_rows(source)
    for column, roots in lineage(source).items():
        stated = [all(row[root].strip() not in NOTHING for root in roots) for row in rows]
        assert [value is not None for value in accepted[column]] == stated, column


@pytest.mark.parametrize("name", CSV_SOURCES)
def test_a_new_column_is_noticed(name: str) -> None:
    source = BY_NAME[name]
    heading = list(shipped_rows(source)[0])
    assert unknown(source, [*heading, "surprise"]) == ["surprise"]


@pytest.mark.parametrize("case", ALL_BAD, ids=str)
def test_a_bad_row_is_rejected_with_its_reason(tmp_path: Path, case: Bad) -> None:
    source = BY_NAME[case.source]
    row = shipped_rows(source)[0]
    surplus = (case.change | (case.second or {})).keys() - row.keys()
    assert not surplus
    rows = [row | case.change]
    if case.second is not None:
        rows.append(row | case.second)
    assert (case.column, case.reason) in reasons(tmp_path, source, rows)


@pytest.mark.parametrize("name", CSV_SOURCES)
def test_each_reason_has_a_bad_row(name: str) -> None:
    shown = {case.reason for case in bad_rows(name)}
    assert shown == possible_reasons(BY_NAME[name])
