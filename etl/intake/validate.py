"""Published text to accepted rows (typed) and rejected rows (text, with every reason).

Good rows and explained bad rows are both data: rows read = accepted + quarantined, always.
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

PROBLEMS = 200_000  # of one file; with more it is no filled-in form, or a column has moved
HINTED = 1_000  # different bad cells of a column that get a suggestion: each is a long search
REJECTED = pl.Schema(
    {
        "source": pl.String(),
        "edition": pl.String(),
        "file": pl.String(),
        "sheet": pl.String(),
        "row": pl.Int64(),
        "columns": pl.List(pl.String()),
        "cells": pl.List(pl.String()),  # "C12", one a column; "" where a whole row is at fault
        "reasons": pl.List(pl.String()),
        "suggestions": pl.List(pl.String()),
        "record": pl.String(),
    }
)


@dataclass(frozen=True)
class Validated:
    """accepted: contract columns plus _edition, _file_sha256, _row. rejected: as REJECTED."""

    accepted: pl.DataFrame
    rejected: pl.DataFrame


def validate(edition: Edition) -> Validated:
    """Maps and checks one edition; no row is lost and none is in both frames.

    Raises SourceError where more is wrong than anybody could mend row by row.
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
    row: int
    column: str
    reason: str
    suggestion: str = ""


def _unconvertible(edition: Edition, mapped: pl.DataFrame) -> list[_Problem]:
    """Cells with text whose mapping gave nothing."""
    problems: list[_Problem] = []
    told: set[tuple[int, str]] = set()  # a cell that several columns are made of is told once
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
        _bounded(edition, len(problems) + lost.arg_true().len(), f"column {roots[0]!r}")
        reason = _reason(column, edition.source.contract.columns()[column])
        cells = published[roots[0]].filter(lost)
        hints = _hints(edition.source, column, roots[0], cells.unique(maintain_order=True))
        for row, cell in zip(mapped["_row"].filter(lost), cells, strict=True):
            if not any((row, root) in told for root in roots):
                told.add((row, roots[0]))
                problems.append(_Problem(row, roots[0], reason, hints.get(cell, "")))
    return problems


def _bounded(edition: Edition, problems: int, last: str) -> None:
    if problems > PROBLEMS:
        raise Refused(
            edition.path,
            "too_many_problems",
            limit=PROBLEMS,
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
    """The nearest allowed value of each cell, or nothing; only ever shown, never applied."""
    few = cells.head(HINTED)
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
    """Rows that break a rule of the contract, one problem a rule."""
    _, failure = _with_row(edition.source.contract).filter(mapped, cast=True)
    details = failure.details()
    rules = [name for name in details.columns if name not in mapped.columns]
    problems: list[_Problem] = []
    for rule in rules:
        column, _, check = rule.rpartition("|")
        bad = details.filter(pl.col(rule).cast(pl.String) == "invalid")["_row"]
        _bounded(edition, len(problems) + len(bad), f"rule {check!r} {column}".rstrip())
        for row in bad:
            reason = {"primary_key": "duplicate_key", "nullability": "missing"}.get(check, check)
            problems.append(_Problem(row, column, reason))
    return problems


def _rejected(edition: Edition, problems: list[_Problem], bad: list[int]) -> pl.DataFrame:
    cells = edition.frame.filter(pl.col("_row").is_in(bad)).rows_by_key("_row", named=True)
    places = {heading: place for place, heading in enumerate(edition.frame.columns)}
    roots = lineage(edition.source)
    key = [
        root for column in edition.source.contract.primary_key() for root in roots.get(column, [])
    ]

    def place(problem: _Problem) -> int:
        headings = [problem.column, *roots.get(problem.column, [])]
        return min((places[name] for name in headings if name in places), default=len(places))

    in_order = sorted(set(problems), key=lambda problem: (problem.row, place(problem), problem))
    rows = []
    for row, of_row in groupby(in_order, key=lambda problem: problem.row):
        record = cells[row][0]
        found = _told_once(list(of_row), roots, key, record)
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
    """The address of the published cell behind a problem, where one cell is."""
    headings = [problem.column, *roots.get(problem.column, [])]
    letters = (edition.letters[name] for name in headings if name in edition.letters)
    return next((f"{letter}{problem.row}" for letter in letters), "")


def _told_once(
    problems: list[_Problem],
    roots: Mapping[str, list[str]],
    key: list[str],
    record: Mapping[str, str | None],
) -> list[_Problem]:
    """A row's problems without those that only follow from another of them."""
    converted = {problem.column for problem in problems if problem.reason != "missing"}
    missing = [roots.get(problem.column, []) for problem in problems if problem.reason == "missing"]

    def follows(problem: _Problem) -> bool:
        made_of = roots.get(problem.column, [])
        if problem.reason == "duplicate_key":  # of a key that could not be read, or is not there
            return any(root in converted or record[root] is None for root in key)
        if problem.reason != "missing":
            return False
        if any(root in converted for root in made_of):
            return True
        empty = {root for root in made_of if record[root] is None}
        alone = {others[0] for others in missing if len(others) == 1}
        return len(made_of) > 1 and empty <= alone

    return [problem for problem in problems if not follows(problem)] or problems
