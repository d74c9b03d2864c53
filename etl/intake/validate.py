"""Turns an edition's text into accepted rows (typed) and rejected rows (text, with every reason).

Rejected rows are data too, kept in the quarantine: rows read = accepted + quarantined, always.
"""

import difflib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby

import dataframely as dy
import polars as pl

from etl.contract import Source, lineage
from etl.expressions import (
    be_date,
    money,
    name_key,
    official_province,
    province_hints,
    province_names,
    thai_key,
    without_blanks,
    without_weekday,
)
from etl.intake import plausible, reasons
from etl.intake.extract import Edition
from etl.intake.plausible import Known, Plan
from etl.intake.refusals import Refused

MAX_PROBLEMS = 200_000  # in one file; with more it is no filled-in form, or a column has moved
MAX_HINTS = (
    1_000  # different bad cells of a column that get a suggestion, since each costs a search
)
NOT_VALUES = {  # reasons of a cell that is not read at all
    *("formula", "shown_in_thousands", "struck_out", "raised_digit", "merged_number"),
    "a_total",
}
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
    record; `rejected` has the columns of `REJECTED`, one row per record. `repeats` are rows of a
    form that say what an earlier one says, each with that one: such a record is taken once.
    `cleared` are rows of a form whose every cell a repair emptied: they are no records.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame
    repeats: tuple[tuple[int, int], ...] = ()
    cleared: tuple[int, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows of the file are neither accepted nor rejected."""
        return len(self.repeats) + len(self.cleared)


def validate_all(editions: Iterable[Edition], plans: Mapping[str, Plan]) -> Iterator[Validated]:
    """Each edition of a source, oldest first, judged by what the ones before it brought."""
    known = Known(plans)
    for edition in editions:
        validated = validate(edition, known)
        yield validated
        known = known.with_accepted(edition.source, validated.accepted)


def known_after(editions: Iterable[Edition], plans: Mapping[str, Plan]) -> Known:
    """What the next edition of a source is judged by, after these."""
    known = Known(plans)
    for edition in editions:
        known = known.with_accepted(edition.source, validate(edition, known).accepted)
    return known


def validate(edition: Edition, known: Known | None = None) -> Validated:
    """Maps and checks one edition; no row is lost and none is in two of its parts.

    Raises SourceError where there are more than MAX_PROBLEMS problems.
    """
    source = edition.source
    mapped = edition.frame.select(
        *(expression.alias(column) for column, expression in source.columns.items()),
        pl.col("_row"),
    )
    keyed = mapped  # its texts as names are compared
    repeats, cleared, examples = {}, [], []
    if source.template:
        keyed = mapped.with_columns(thai_key(pl.col(pl.String)))
        repeats = _repeats(source, keyed)
        keyed = keyed.with_columns(without_blanks(pl.col(pl.String)))
        empty = pl.all_horizontal(pl.exclude("_row").is_null())
        cleared = edition.frame.filter(empty)["_row"].to_list()
        examples = [row for row in _examples(source, keyed) if row not in repeats]
    edition, mapped = _without(edition, mapped, [*repeats, *cleared])
    others, filled = _without(edition, mapped, examples)
    problems = [
        *(_Problem(row, "", "the_example") for row in examples),
        *_not_values(others),
        *_unconvertible(others, filled),
        *_rule_breaks(others, filled),
        *_duplicates(others, keyed.join(filled, on="_row", how="semi")),
        *_doubts(others, filled, known or Known()),
    ]
    totals = {problem.row for problem in problems if problem.reason == "a_total"}
    problems = [one for one in problems if one.row not in totals or one.reason == "a_total"]
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
    return Validated(
        accepted, _rejected(edition, problems, bad), tuple(repeats.items()), (*cleared,)
    )


def _without(
    edition: Edition, mapped: pl.DataFrame, rows: Collection[int]
) -> tuple[Edition, pl.DataFrame]:
    """The edition and what it is mapped to, without some of the rows."""
    kept = ~pl.col("_row").is_in(rows)
    return replace(edition, frame=edition.frame.filter(kept)), mapped.filter(kept)


def _examples(source: Source, keyed: pl.DataFrame) -> list[int]:
    """Rows that say in every column what the form's example row says: it was left in."""
    found = keyed.join(_example(source), on=list(source.columns), how="semi", nulls_equal=True)
    return found["_row"].to_list()


@lru_cache(maxsize=256)
def _example(source: Source) -> pl.DataFrame:
    """The form's example row, mapped and in the words by which names are compared."""
    fields = source.template.fields if source.template else {}
    cells = pl.DataFrame({heading: field.example or None for heading, field in fields.items()})
    mapped = cells.cast(pl.String).select(
        expression.alias(column) for column, expression in source.columns.items()
    )
    return mapped.with_columns(name_key(pl.col(pl.String)))


def _repeats(source: Source, keyed: pl.DataFrame) -> dict[int, int]:
    """Rows that say in every column what an earlier row says: row -> that row."""
    columns = list(source.columns)
    key = source.contract.primary_key()
    first = (
        keyed.drop_nulls(key)
        .with_columns(first=pl.col("_row").min().over(columns))
        .filter(pl.col("_row") > pl.col("first"))
    )
    return dict(first.select("_row", "first").sort("_row").iter_rows())


@dataclass(frozen=True, order=True)
class _Problem:
    """One fault of a row; `column` is a heading, a column, or "" (the whole row)."""

    row: int
    column: str
    reason: str
    suggestion: str = ""


def _not_values(edition: Edition) -> list[_Problem]:
    """Cells that hold a formula, an error or a number that is shown as another, and still do."""
    _check_problem_count(edition, len(edition.not_values), "formulas")
    headings = {heading for _, heading in edition.not_values}
    cells = {
        heading: dict(edition.frame.select("_row", heading).iter_rows()) for heading in headings
    }
    return [
        _Problem(row, heading, reason)
        for (row, heading), (text, reason) in edition.not_values.items()
        if cells[heading].get(row) == text
    ]


def _doubts(edition: Edition, mapped: pl.DataFrame, known: Known) -> list[_Problem]:
    received = edition.provenance.accessed
    found = plausible.doubts(edition.source, received, edition.frame, mapped, known)
    _check_problem_count(edition, len(found), "dates, amounts and plans")
    return [_Problem(doubt.row, doubt.column, doubt.reason, doubt.suggestion) for doubt in found]


def _unconvertible(edition: Edition, mapped: pl.DataFrame) -> list[_Problem]:
    """Cells that hold text which the source's expression can't convert."""
    problems: list[_Problem] = []
    reported = set(edition.not_values)  # (row, heading): several columns may read one cell
    published = edition.frame
    made_of = {column: roots for column, roots in lineage(edition.source).items() if roots}
    stated = published.select(
        pl.all_horizontal(pl.col(roots).is_not_null()).alias(column)
        for column, roots in made_of.items()
    )
    for column, roots in sorted(made_of.items(), key=lambda item: len(item[1])):
        lost = mapped[column].is_null() & stated[column]
        if not lost.any():
            continue
        _check_problem_count(edition, len(problems) + lost.arg_true().len(), f"column {roots[0]!r}")
        reason = _reason(column, edition.source.contract.columns()[column])
        cells = published[roots[0]].filter(lost)
        of_another_unit: set[str] = set()
        if column in edition.source.amounts:
            readable = cells.to_frame("cell").filter(money("cell", qualified=True).is_not_null())
            of_another_unit = set(readable["cell"])
        hints = _hints(edition, column, roots[0], cells.unique(maintain_order=True))
        for row, cell in zip(mapped["_row"].filter(lost), cells, strict=True):
            if not any((row, root) in reported for root in roots):
                reported.add((row, roots[0]))
                why = "two_units" if cell in of_another_unit else reason
                if why == "not_a_date" and edition.source.template:  # others have ISO dates alone
                    why = _why_no_date(cell)
                problems.append(_Problem(row, roots[0], why, hints.get(cell, "")))
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


@lru_cache(maxsize=10_000)
def _why_no_date(cell: str) -> str:
    """Why a text is no date where it would be one alone, or without the weekday that it names."""
    alone = pl.DataFrame({"cell": cell})
    found = alone.select(
        key=thai_key(pl.col("cell")), bare=without_weekday("cell"), day=be_date("cell")
    )
    key, bare, day = found.row(0)
    if day and re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2,5}", key):
        return "day_or_month"
    is_other = bare != key and found.select(be_date("bare")).item()
    return "other_weekday" if is_other else "not_a_date"


def _hints(edition: Edition, column: str, heading: str, cells: pl.Series) -> dict[str, str]:
    """The nearest allowed value of each cell, or ""; it is shown and never applied."""
    source, few = edition.source, cells.head(MAX_HINTS)
    if "province_code" in column:
        return {cell: _nearest_province(cell) for cell in few}
    if source.contract.columns()[column].dtype == pl.Date:
        return {cell: plausible.date_meant(cell, edition.provenance.accessed) for cell in few}
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
    return f"{official_province(known[near[0]])} ({known[near[0]]})" if near else ""


@cache
def _with_row(contract: type[dy.Schema]) -> type[dy.Schema]:
    return type(f"{contract.__name__}Row", (contract,), {"row": dy.Int64(alias="_row")})


def _rule_breaks(edition: Edition, mapped: pl.DataFrame) -> list[_Problem]:
    """Rows that break a rule of the contract, one problem per row and rule."""
    _, failure = _with_row(edition.source.contract).filter(mapped.lazy(), cast=True)
    if not len(failure):
        return []
    details = failure.details()
    rules = [name for name in details.columns if name not in mapped.columns]
    broken = details.select((pl.col(rules).cast(pl.String) == "invalid").any())
    problems: list[_Problem] = []
    for rule in (rule for rule in rules if broken[rule].item()):
        column, _, check = rule.rpartition("|")
        bad = details.filter(pl.col(rule).cast(pl.String) == "invalid")["_row"]
        _check_problem_count(edition, len(problems) + len(bad), f"rule {check!r} {column}".rstrip())
        if check != "primary_key":
            reason = {"nullability": "missing"}.get(check, check)
            problems += [_Problem(row, column, reason) for row in bad]
    return problems


def _duplicates(edition: Edition, keyed: pl.DataFrame) -> list[_Problem]:
    """Rows whose key another row of the file has too, in any spelling; each names the others."""
    key = edition.source.contract.primary_key()
    if not key:
        return []
    same = keyed.group_by(key).agg("_row").filter(pl.col("_row").list.len() > 1)
    _check_problem_count(edition, sum(map(len, same["_row"])), "repeated keys")
    return [
        _Problem(row, "", "duplicate_key", ", ".join(str(other) for other in rows if other != row))
        for rows in map(sorted, same["_row"])
        for row in rows
    ]


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
        found = _without_consequences(edition.source, list(of_row), roots, key, record)
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
    source: Source,
    problems: list[_Problem],
    roots: Mapping[str, list[str]],
    key: list[str],
    record: Mapping[str, str | None],
) -> list[_Problem]:
    """A row's problems without those that only follow from another of them.

    `roots` maps a column to the headings that it is read from; `key` are the headings of the
    primary key; `record` is the row as sent.
    """
    struck = [problem for problem in problems if problem.reason == "struck_out"]
    if len(struck) == sum(cell is not None for cell in record.values()):
        return struck[:1]  # the whole row: it is said once
    unread = {problem.column for problem in problems if problem.reason in NOT_VALUES}
    converted = {problem.column for problem in problems if problem.reason != "missing"}
    missing = [roots.get(problem.column, []) for problem in problems if problem.reason == "missing"]

    def follows(problem: _Problem) -> bool:
        made_of = roots.get(problem.column, [])
        if problem.reason not in NOT_VALUES and unread.intersection([problem.column, *made_of]):
            return True
        if problem.reason == "duplicate_key":  # unreadable or missing keys are all null, so equal
            return any(root in converted or record[root] is None for root in key)
        if problem.reason != "missing":
            of_rule = reasons.columns_of_rule(source, problem.reason) if not problem.column else []
            return any(root in converted for name in of_rule for root in roots.get(name, []))
        if any(root in converted for root in made_of):
            return True
        empty = {root for root in made_of if record[root] is None}
        alone = {others[0] for others in missing if len(others) == 1}
        return len(made_of) > 1 and empty <= alone

    return [problem for problem in problems if not follows(problem)] or problems
