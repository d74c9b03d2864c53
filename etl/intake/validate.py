"""Turns an edition's text into accepted rows (typed) and rejected rows (text, with every reason).

Rejected rows are data too, kept in the quarantine: rows read = accepted + quarantined, always.
"""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

import dataframely as dy
import polars as pl

from etl.contract import Source, lineage
from etl.expressions import province_hints, province_names
from etl.intake.extract import Edition
from etl.intake.refusals import Refused

MAX_PROBLEMS = 200_000  # in one file; with more it is no filled-in form, or a column has moved
MAX_HINTS = (
    1_000  # different bad cells of a column that get a suggestion, since each costs a search
)
REJECTED = pl.Schema(
    {
        "source": pl.String(),
        "edition": pl.String(),
        "file": pl.String(),
        "sheet": pl.String(),
        "row": pl.Int64(),
        "columns": pl.List(pl.String()),
        "cells": pl.List(pl.String()),  # "C12", one per column; "" where a whole row is at fault
        "reasons": pl.List(pl.String()),
        "suggestions": pl.List(pl.String()),
        "record": pl.String(),
    }
)


@dataclass(frozen=True)
class Validated:
    """The rows of one edition.

    `accepted` has the contract's columns, `_edition`, `_file_sha256` and `_row`, one row per
    record; `rejected` has the columns of `REJECTED`, one row per record.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame


def validate(edition: Edition) -> Validated:
    """Maps and checks one edition; no row is lost and none is in both frames.

    Raises SourceError where there are more than MAX_PROBLEMS problems.
    """
    source = edition.source
    mapped = edition.frame.select(
        *(expression.alias(column) for column, expression in source.columns.items()),
        pl.col("_row"),
    )
    problems = _unconvertible(edition, mapped) + _rule_breaks(edition, mapped)
    bad = sorted({problem.row for problem in problems})
    accepted = (
        mapped.filter(~pl.col("_row").is_in(bad))
        .select(
            *(pl.col(name).cast(spec.dtype) for name, spec in source.contract.columns().items()),
            pl.lit(edition.name).alias("_edition"),
            pl.lit(edition.provenance.sha256).alias("_file_sha256"),
            "_row",
        )
        .sort("_row")
    )
    return Validated(accepted, _rejected(edition, problems, bad))


@dataclass(frozen=True, order=True)
class _Problem:
    """One fault of a row; `column` is a heading, a column, or "" (the whole row)."""

    row: int
    column: str
    reason: str
    suggestion: str = ""


def _unconvertible(edition: Edition, mapped: pl.DataFrame) -> list[_Problem]:
    """Cells that hold text which the source's expression can't convert."""
    problems: list[_Problem] = []
    reported: set[tuple[int, str]] = set()  # (row, heading): several columns may read one cell
    published = edition.frame
    for column, roots in sorted(lineage(edition.source).items(), key=lambda item: len(item[1])):
        lost = (
            mapped[column].is_null()
            & published.select(pl.all_horizontal(pl.col(roots).is_not_null())).to_series()
            if roots
            else None
        )
        if lost is None or not lost.any():
            continue
        _check_problem_count(edition, len(problems) + lost.arg_true().len(), f"column {roots[0]!r}")
        reason = _reason(column, edition.source.contract.columns()[column])
        cells = published[roots[0]].filter(lost)
        hints = _hints(edition.source, column, roots[0], cells.unique(maintain_order=True))
        for row, cell in zip(mapped["_row"].filter(lost), cells, strict=True):
            if not any((row, root) in reported for root in roots):
                reported.add((row, roots[0]))
                problems.append(_Problem(row, roots[0], reason, hints.get(cell, "")))
    return problems


def _check_problem_count(edition: Edition, problems: int, last: str) -> None:
    if problems > MAX_PROBLEMS:
        raise Refused(
            edition.path,
            "too_many_problems",
            limit=MAX_PROBLEMS,
            last=last,
            source=edition.source.name,
        )


def _reason(column: str, spec: dy.Column) -> str:
    if "province_code" in column:
        return "unknown_province"
    if spec.dtype.is_temporal():
        return "not_a_date"
    if spec.dtype.is_numeric():
        return "not_a_number"
    if spec.dtype == pl.Boolean:
        return "not_a_boolean"
    return "unknown_category"


def _hints(source: Source, column: str, heading: str, cells: pl.Series) -> dict[str, str]:
    """The nearest allowed value of each cell, or ""; it is shown and never applied."""
    few = cells.head(MAX_HINTS)
    if "province_code" in column:
        return {cell: _nearest_province(cell) for cell in few}
    spec = source.contract.columns()[column]
    choices = source.template.fields[heading].choices if source.template else ()
    choices = choices or tuple(spec.categories if isinstance(spec, dy.Enum) else ())
    return {cell: _nearest(cell, choices) for cell in few}


@lru_cache(maxsize=10_000)
def _nearest(cell: str, choices: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(cell, choices, n=1, cutoff=0.6)
    return near[0] if near else ""


@lru_cache(maxsize=10_000)
def _nearest_province(cell: str) -> str:
    known = province_hints() | province_names()
    near = difflib.get_close_matches(cell, list(known), n=1, cutoff=0.75)
    return f"{_official(known[near[0]])} ({known[near[0]]})" if near else ""


def _official(code: str) -> str:
    """The first name listed under a code is the official one."""
    return next(name for name, listed in province_names().items() if listed == code)


@cache
def _with_row(contract: type[dy.Schema]) -> type[dy.Schema]:
    return type(f"{contract.__name__}Row", (contract,), {"row": dy.Int64(alias="_row")})


def _rule_breaks(edition: Edition, mapped: pl.DataFrame) -> list[_Problem]:
    """Rows that break a rule of the contract, one problem per row and rule."""
    _, failure = _with_row(edition.source.contract).filter(mapped, cast=True)
    details = failure.details()
    rules = [name for name in details.columns if name not in mapped.columns]
    problems: list[_Problem] = []
    for rule in rules:
        column, _, check = rule.rpartition("|")
        bad = details.filter(pl.col(rule).cast(pl.String) == "invalid")["_row"]
        _check_problem_count(edition, len(problems) + len(bad), f"rule {check!r} {column}".rstrip())
        for row in bad:
            reason = {"primary_key": "duplicate_key", "nullability": "missing"}.get(check, check)
            problems.append(_Problem(row, column, reason))
    return problems


def _rejected(edition: Edition, problems: list[_Problem], bad: list[int]) -> pl.DataFrame:
    cells = edition.frame.filter(pl.col("_row").is_in(bad)).rows_by_key("_row", named=True)
    positions = {heading: position for position, heading in enumerate(edition.frame.columns)}
    roots = lineage(edition.source)
    key = [
        root for column in edition.source.contract.primary_key() for root in roots.get(column, [])
    ]

    def position(problem: _Problem) -> int:
        headings = [problem.column, *roots.get(problem.column, [])]
        return min(
            (positions[name] for name in headings if name in positions), default=len(positions)
        )

    in_order = sorted(set(problems), key=lambda problem: (problem.row, position(problem), problem))
    rows = []
    for row, of_row in groupby(in_order, key=lambda problem: problem.row):
        record = cells[row][0]
        found = _without_consequences(list(of_row), roots, key, record)
        rows.append(
            (
                edition.source.name,
                edition.name,
                edition.path.name,
                edition.sheet,
                row,
                [problem.column for problem in found],
                [_cell(edition, problem, roots) for problem in found],
                [problem.reason for problem in found],
                [problem.suggestion for problem in found],
                json.dumps(record, ensure_ascii=False, sort_keys=True),
            )
        )
    return pl.DataFrame(rows, schema=REJECTED, orient="row")


def _cell(edition: Edition, problem: _Problem, roots: Mapping[str, list[str]]) -> str:
    """The address in the file of the cell that a problem is about; "" where it is about no cell."""
    headings = [problem.column, *roots.get(problem.column, [])]
    letters = (edition.letters[name] for name in headings if name in edition.letters)
    return next((f"{letter}{problem.row}" for letter in letters), "")


def _without_consequences(
    problems: list[_Problem],
    roots: Mapping[str, list[str]],
    key: list[str],
    record: Mapping[str, str | None],
) -> list[_Problem]:
    """A row's problems without those that only follow from another of them.

    `roots` maps a column to the headings that it is read from; `key` are the headings of the
    primary key; `record` is the row as sent.
    """
    converted = {problem.column for problem in problems if problem.reason != "missing"}
    missing = [roots.get(problem.column, []) for problem in problems if problem.reason == "missing"]

    def follows(problem: _Problem) -> bool:
        made_of = roots.get(problem.column, [])
        if problem.reason == "duplicate_key":  # unreadable or missing keys are all null, so equal
            return any(root in converted or record[root] is None for root in key)
        if problem.reason != "missing":
            return False
        if any(root in converted for root in made_of):
            return True
        empty = {root for root in made_of if record[root] is None}
        alone = {others[0] for others in missing if len(others) == 1}
        return len(made_of) > 1 and empty <= alone

    return [problem for problem in problems if not follows(problem)] or problems
