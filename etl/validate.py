"""Published text to accepted rows (typed) and rejected rows (text, with every reason).

Good rows and explained bad rows are both data: rows read = accepted + quarantined, always.
"""

import difflib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

import dataframely as dy
import polars as pl

from etl.contract import lineage
from etl.expressions import province_hints, province_names
from etl.extract import Edition

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
    """Maps and checks one edition; no row is lost and none is in both frames."""
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
    problems = []
    published = edition.frame
    for column, roots in lineage(edition.source).items():
        lost = (
            mapped[column].is_null()
            & published.select(pl.all_horizontal(pl.col(roots).is_not_null())).to_series()
            if roots
            else None
        )
        if lost is None or not lost.any():
            continue
        spec = edition.source.contract.columns()[column]
        for row, cell in zip(
            mapped["_row"].filter(lost), published[roots[0]].filter(lost), strict=True
        ):
            problems.append(
                _Problem(row, roots[0], _reason(column, spec), _hint(edition, column, cell))
            )
    return problems


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


def _hint(edition: Edition, column: str, cell: str) -> str:
    """The nearest allowed value, or nothing; only ever shown, never applied."""
    if "province_code" in column:
        return _nearest_province(cell)
    spec = edition.source.contract.columns()[column]
    if not isinstance(spec, dy.Enum):
        return ""
    (root, *_) = lineage(edition.source)[column]
    template = edition.source.template
    choices = template.fields[root].choices if template and root in template.fields else ()
    return _nearest(cell, choices or tuple(spec.categories))


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
    problems = []
    for rule in rules:
        for row in details.filter(pl.col(rule).cast(pl.String) == "invalid")["_row"]:
            column, _, check = rule.rpartition("|")
            reason = {"primary_key": "duplicate_key", "nullability": "missing"}.get(check, check)
            problems.append(_Problem(row, column, reason))
    return problems


def _rejected(edition: Edition, problems: list[_Problem], bad: list[int]) -> pl.DataFrame:
    cells = edition.frame.filter(pl.col("_row").is_in(bad)).rows_by_key("_row", named=True)
    rows = []
    for row, of_row in groupby(sorted(set(problems)), key=lambda problem: problem.row):
        found = list(of_row)
        # a cell that could not be converted is also "missing" to the contract: say it once
        converted = {problem.column for problem in found if problem.reason != "missing"}
        found = [p for p in found if p.reason != "missing" or not _explained(edition, p, converted)]
        record = cells[row][0]
        rows.append(
            (
                edition.source.name,
                edition.name,
                edition.path.name,
                edition.sheet,
                row,
                [problem.column for problem in found],
                [_cell(edition, problem) for problem in found],
                [problem.reason for problem in found],
                [problem.suggestion for problem in found],
                json.dumps(record, ensure_ascii=False, sort_keys=True),
            )
        )
    return pl.DataFrame(rows, schema=REJECTED, orient="row")


def _cell(edition: Edition, problem: _Problem) -> str:
    """The address of the published cell behind a problem, where one cell is."""
    roots = [problem.column, *lineage(edition.source).get(problem.column, [])]
    letters = (edition.letters[root] for root in roots if root in edition.letters)
    return next((f"{letter}{problem.row}" for letter in letters), "")


def _explained(edition: Edition, problem: _Problem, converted: set[str]) -> bool:
    roots = lineage(edition.source).get(problem.column, [])
    return any(root in converted for root in roots)
