"""Why a row was rejected, in words: Thai for the agency that corrects it, English for operators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from json import loads

import dataframely as dy
import polars as pl

from etl.contract import Source, lineage
from sql import warehouse

# reason -> th, en; some also have `says` (how an English sentence about a cell ends), `bound` (the
# Thai text that names the limit) and `next_th`, `next_en` (what to do)
WORDS = warehouse.reject_reasons()
SHOWN_CHOICES = 12  # values of a list that a sentence names


@dataclass(frozen=True)
class Reason:
    """One reason of one rejected row: the headings concerned, their texts, and both wordings."""

    texts: Mapping[str, str]  # heading -> what the row holds there
    cell: str  # address in the file, or nothing
    thai: str
    english: str
    suggestion: str
    next_thai: str = ""  # what to do, where neither the words nor the form's help say it
    next_english: str = ""
    allowed: tuple[str, ...] = ()  # the values of a drop-down list


def explain(source: Source, row: Mapping[str, object]) -> list[Reason]:
    """Explains why `row`, of `quarantine.rejected_row`, was rejected: one entry per reason."""
    return list(_explain(source, row))


def what_next(reason: Reason, lang: str) -> str:
    """The end of a sentence on a row: which values are allowed, and what to do."""
    more = len(reason.allowed) - SHOWN_CHOICES
    shown = ", ".join(reason.allowed[:SHOWN_CHOICES])
    if lang == "th":
        rest = f" และอีก {more} ค่า" if more > 0 else ""
        allowed = f" ค่าที่กรอกได้: {shown}{rest}" if shown else ""
        return f"{allowed} {reason.next_thai}".rstrip()
    rest = f" and {more} more" if more > 0 else ""
    allowed = f". Allowed: {shown}{rest}" if shown else ""
    return f"{allowed}. {reason.next_english}." if reason.next_english else allowed


def headings(source: Source) -> list[str]:
    """Every heading that the source reads, in the order of its form or declaration."""
    read = (root for column in source.columns.values() for root in column.meta.root_names())
    form = source.template.fields if source.template else ()
    return list(dict.fromkeys((*form, *read)))


def _explain(source: Source, row: Mapping[str, object]) -> Iterator[Reason]:
    record: dict[str, str | None] = loads(str(row["record"]))
    names = ("columns", "reasons", "suggestions", "cells")
    lists = [found if isinstance(found := row.get(name), list) else [] for name in names]
    undated = {name for name, reason in zip(*lists[:2], strict=True) if reason == "not_a_date"}
    for column, reason, suggestion, cell in zip_longest(*lists, fillvalue=""):
        if column in undated and reason != "not_a_date":
            continue  # that the precision is missing too follows from the unreadable date
        texts = {
            name: record.get(name) or "" for name in _headings_concerned(source, column, reason)
        }
        words = _words(source, column, reason, suggestion or "")
        meant = "" if reason == "duplicate_key" else suggestion or ""
        allowed = _allowed(source, texts) if reason == "unknown_category" else ()
        yield Reason(texts, cell or "", *words[:2], meant, *words[2:], allowed)


def in_form_words(source: Source, row: Mapping[str, object]) -> dict[str, object]:
    """A row of `quarantine.rejected_row` with `headings`: what its form calls each of `columns`.

    Its `told` are the reasons as a reader is told them: cell, heading, text, why and what next.
    """
    columns, codes = row["columns"], row["reasons"]
    if not (isinstance(columns, list) and isinstance(codes, list)):
        return {**row}
    of_each = (
        ", ".join(_headings_concerned(source, column, code))
        for column, code in zip(columns, codes, strict=True)
    )
    told = [
        {
            "cell": reason.cell,
            "heading": ", ".join(reason.texts),
            "text": ", ".join(filter(None, reason.texts.values())),
            "th": f"{reason.thai}{what_next(reason, 'th')}",
            "en": f"{reason.english}{what_next(reason, 'en')}",
            "suggestion": reason.suggestion,
        }
        for reason in _explain(source, row)
    ]
    return {**row, "headings": list(of_each), "told": told}


def _headings_concerned(source: Source, column: str, reason: str) -> tuple[str, ...]:
    """The headings that a reason is about, whether it names a heading, a column or a rule."""
    order, roots = headings(source), lineage(source)
    if column in order:
        return (column,)
    if column in roots:
        columns = [column]
    elif reason == "duplicate_key":
        columns = source.contract.primary_key()
    else:
        columns = columns_of_rule(source, reason)
    found = {root for name in columns for root in roots.get(name, [])}
    return tuple(name for name in order if name in found)


def columns_of_rule(source: Source, rule: str) -> list[str]:
    """The columns of the contract that one of its own rules reads; none for any other reason."""
    made = getattr(getattr(source.contract, rule, None), "validation_fn", None)
    expression = made(source.contract) if made else None
    return expression.meta.root_names() if isinstance(expression, pl.Expr) else []


def _words(source: Source, column: str, reason: str, others: str) -> tuple[str, str, str, str]:
    """Why and what next, in Thai and English; `others` are the rows that repeat the record."""
    words = (
        WORDS.get(f"{reason}_{column}")
        or WORDS.get(reason)
        or dict.fromkeys(("th", "en"), reason.replace("_", " "))
    )
    bound = others if reason == "duplicate_key" else _bound(source, column, reason)
    thai = words.get("bound", words["th"]).format(bound) if bound != "" else words["th"]
    english = words["says"].format(bound) if "says" in words else f"at odds: {words['en']}"
    return thai, english, words.get("next_th", ""), words.get("next_en", "")


def _allowed(source: Source, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The values of the drop-down lists of these headings, or the codes that the contract takes."""
    if source.template:
        fields = (source.template.fields.get(heading) for heading in texts)
        return tuple(choice for field in fields if field for choice in field.choices)
    roots = lineage(source)
    for column, spec in source.contract.columns().items():
        if isinstance(spec, dy.Enum) and set(texts) & set(roots.get(column, [])):
            return tuple(spec.categories)
    return ()


def _bound(source: Source, column: str, reason: str) -> object:
    """The limit that the contract sets, such as the value of `min`; "" where it sets none.

    `column` is a column of the contract, or a heading that such a column is read from.
    """
    roots = lineage(source)
    for name, spec in source.contract.columns().items():
        bound = getattr(spec, reason, None)
        if bound is not None and (column == name or column in roots.get(name, [])):
            return bound
    return ""
