"""Why a row was rejected, in words: Thai for the agency that mends it, English for the operator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from json import loads

import polars as pl

from etl.contract import Source, lineage
from sql import warehouse

# reason: th, en; some with `says` (the end of an English sentence) and `bound` (Thai with {})
WORDS = warehouse.reject_reasons()


@dataclass(frozen=True)
class Reason:
    """One reason of one rejected row: the headings concerned, their texts, and both wordings."""

    texts: Mapping[str, str]  # heading -> what the row holds there
    cell: str  # address in the file, or nothing
    thai: str
    english: str
    suggestion: str
    repeats: bool = False  # another row of the file


def told(source: Source, row: Mapping[str, object]) -> list[Reason]:
    """The reasons of a row of `quarantine.rejected_row`."""
    return list(_told(source, row))


def headings(source: Source) -> list[str]:
    """Every heading that the source reads, in the order of its form or declaration."""
    read = (root for column in source.columns.values() for root in column.meta.root_names())
    form = source.template.fields if source.template else ()
    return list(dict.fromkeys((*form, *read)))


def _told(source: Source, row: Mapping[str, object]) -> Iterator[Reason]:
    record: dict[str, str | None] = loads(str(row["record"]))
    names = ("columns", "reasons", "suggestions", "cells")
    lists = [found if isinstance(found := row.get(name), list) else [] for name in names]
    undated = {name for name, reason in zip(*lists[:2], strict=True) if reason == "not_a_date"}
    for column, reason, suggestion, cell in zip_longest(*lists, fillvalue=""):
        if column in undated and reason != "not_a_date":
            continue  # the precision of a date that can't be read says no more
        texts = {name: record.get(name) or "" for name in _concerned(source, column, reason)}
        thai, english = _words(source, column, reason)
        repeats = reason == "duplicate_key"
        yield Reason(texts, cell or "", thai, english, suggestion or "", repeats)


def _concerned(source: Source, column: str, reason: str) -> tuple[str, ...]:
    """The headings behind a reason, whether it names a heading, a column or neither."""
    order, roots = headings(source), lineage(source)
    if column in order:
        return (column,)
    if column in roots:
        columns = [column]
    elif reason == "duplicate_key":
        columns = source.contract.primary_key()
    else:
        columns = _of_rule(source, reason)
    found = {root for name in columns for root in roots.get(name, [])}
    return tuple(name for name in order if name in found)


def _of_rule(source: Source, rule: str) -> list[str]:
    made = getattr(getattr(source.contract, rule, None), "validation_fn", None)
    expression = made(source.contract) if made else None
    return expression.meta.root_names() if isinstance(expression, pl.Expr) else []


def _words(source: Source, column: str, reason: str) -> tuple[str, str]:
    words = (
        WORDS.get(f"{reason}_{column}")
        or WORDS.get(reason)
        or dict.fromkeys(("th", "en"), reason.replace("_", " "))
    )
    bound = _bound(source, column, reason)
    thai = words.get("bound", words["th"]).format(bound)
    if "says" in words:
        return thai, words["says"].format(bound)
    return thai, f"at odds: {words['en']}"


def _bound(source: Source, column: str, reason: str) -> object:
    """What the contract asks of the column, or of one that is read from that heading."""
    roots = lineage(source)
    for name, spec in source.contract.columns().items():
        bound = getattr(spec, reason, None)
        if bound is not None and (column == name or column in roots.get(name, [])):
            return bound
    return ""
