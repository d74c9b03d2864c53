"""Nothing is kept that nobody uses: no function, no word, no reason, no refusal, no term's form.

A text of the interface is used where the code names its key, puts it together from parts that it
names, or where it belongs to a list of codes and its code can occur: in the shipped data, in the
SQL or in the code.
"""

import ast
import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dashboard.navigation import PAGES
from dashboard.reader import glossary, text
from etl.project import SHIPPED
from sql import refusal, warehouse

ROOT = Path(__file__).parents[2]
CODE = ("dashboard", "etl", "sql", "benchmarks")
# sections of `text.toml` that are no lists of codes
COMPONENTS = {
    *("app", "behind", "decision", "error", "filter", "glossary", "history", "known", "layout"),
    *("map", "month_long", "month_short", "profile_figure", "profile_meaning", "rate", "refused"),
    *("series", "sources", "state", "status", "table", "target", "tile", "upload_failed"),
    *("upload_status", "why", "year"),
}
TOLD_WHOLE = ("reject_reason", "refusal", "library")  # by codes of the load, by the library's words
TOLD_AS = {"primary_key": "duplicate_key", "nullability": "missing"}
CONVERSIONS = {
    *("unknown_province", "unknown_category", "not_a_date", "not_a_number", "not_a_boolean"),
    *("day_or_month", "other_weekday"),
}
DOUBTS = {  # of cells that are not read as they stand, or can hardly be meant
    *("formula", "shown_in_thousands", "struck_out", "raised_digit", "merged_number"),
    *("a_total", "two_units", "amount_far_above", "future_date", "long_past"),
    *("other_province", "other_name", "typo_of_a_plan", "no_name", "unit_above"),
    "the_example",
}
FORMS_OF_A_TERM = {
    *("th", "en", "name", "dimension", "meaning", "short", "avoid", "kept", "official", "document"),
}


# -------------------------------------------------------------------------------------- the code


def files(*folders: str) -> Iterator[Path]:
    return (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def defined(tree: ast.Module) -> Iterator[str]:
    """The functions, classes and constants of a module; not the rules of a contract, nor fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not any(
            ast.unparse(by).startswith("dy.rule") for by in node.decorator_list
        ):
            yield node.name
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def unused(texts: list[str]) -> set[str]:
    """Names that stand once in all of the texts: where they are defined."""
    said = Counter(word for words in texts for word in re.findall(r"\w+", words))
    names = {name for words in texts for name in defined(ast.parse(words))}
    return {name for name in names if said[name] == 1 and not name.startswith("__")}


def test_everything_that_is_defined_is_used() -> None:
    assert unused([path.read_text(encoding="utf-8") for path in files(*CODE)]) == set()


def test_what_nobody_uses_is_found() -> None:
    assert unused(["def one() -> None: ...", "TWO = 2\nclass Three: ...", "print(TWO)"]) == {
        *("one", "Three"),
    }


# ------------------------------------------------------------------------------------- the words


@cache
def constants(folder: str) -> frozenset[str]:
    """The texts that the code of a folder holds, docstrings aside, and its keyword arguments."""
    found = set()
    for path in files(folder):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and id(node) not in said:
                found.add(str(node.value))
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
    return frozenset(found)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys that the code puts together: `f"tile.{name}"` as `tile\\.(.+)`.

    So too `label("cohorts", f"role_{phase}", lang)`. One of unknown parts alone fits every key.
    """
    found = set()
    for path in files("dashboard", "etl", "sql"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.add(put_together(node))
            elif isinstance(node, ast.Call) and len(node.args) > 1:
                codes, code = node.args[:2]
                if isinstance(codes, ast.Constant) and isinstance(code, ast.JoinedStr):
                    found.add(rf"{codes.value!s}\.{put_together(code)}")
    return tuple(re.compile(key) for key in found if re.search(r"[a-z]\w*\\\.|\\\.[a-z]", key))


def put_together(words: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
        for part in words.values
    )


@cache
def in_sql() -> frozenset[str]:
    return frozenset(
        word
        for path in (ROOT / "sql").rglob("*.sql")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )


@cache
def in_data() -> frozenset[str]:
    """Every cell of the shipped files, and what their cards say."""
    cells = set()
    for path in (ROOT / "data").glob("*/*/*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    for path in (ROOT / "data").glob("*/*/*/*.toml"):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        cells |= {value for value in card.values() if isinstance(value, str)}
    return frozenset(cells)


@cache
def in_code() -> frozenset[str]:
    return constants("dashboard") | constants("etl") | constants("sql")


def is_said(part: str) -> bool:
    """Whether a part of a key can be filled in by the code or by a query."""
    return part.isdigit() or part in PAGES or part in in_code() or part in in_sql()


@cache
def codes() -> frozenset[str]:
    """The codes that can occur. A unit's parts are codes too: `persons_per_100k_residents`."""
    known = in_code() | in_sql() | in_data()
    known |= {cell.lower().replace(" ", "_") for cell in in_data()}  # as regions have codes
    return known | {part for word in known if "_per_" in word for part in word.split("_per_")}


def is_used(key: str) -> bool:
    if key in in_code():
        return True
    section, _, code = key.partition(".")
    filled = (found.groups() for pattern in patterns() if (found := pattern.fullmatch(key)))
    if any(all(map(is_said, parts)) for parts in filled):
        return True
    return section not in COMPONENTS | PAGES.keys() and code in codes()


def test_every_text_is_used() -> None:
    keys = [key for key in text.entries() if key.partition(".")[0] not in TOLD_WHOLE]
    assert len(keys) > 1000
    assert [key for key in keys if not is_used(key)] == []


@pytest.mark.parametrize(
    "key", ["tile.nobody_says", "state.none", "provinces.points", "unit.parsecs"]
)
def test_a_text_that_nobody_uses_is_found(key: str) -> None:
    assert not is_used(key)


def test_the_sections_that_are_no_lists_of_codes_are_there() -> None:
    assert {key.partition(".")[0] for key in text.entries()} >= COMPONENTS


def test_the_reasons_with_words_are_those_that_a_row_can_be_rejected_for() -> None:
    checks, of_columns = set[str](), set[str]()
    for source in SHIPPED.sources:
        _, failure = source.contract.filter(source.contract.create_empty(), cast=True)
        columns = source.contract.columns().keys()
        rules = {rule.rpartition("|")[2] for rule in set(failure.details().columns) - columns}
        checks |= {TOLD_AS.get(rule, rule) for rule in rules}
        of_columns |= {f"{check}_{column}" for column in columns for check in checks}
    words = warehouse.reject_reasons().keys()
    assert words == checks | CONVERSIONS | DOUBTS | (words & of_columns)


def test_the_refusals_with_words_are_those_that_the_load_names() -> None:
    assert refusal.texts().keys() - constants("etl") == set()


# ---------------------------------------------------------------------------------- the glossary


def entries() -> dict[str, dict[str, Any]]:
    found = tomllib.loads((ROOT / "dashboard/reader/glossary.toml").read_text(encoding="utf-8"))
    return {key: entry for key, entry in found.items() if key != "spelling"}


def test_a_term_says_nothing_that_is_not_read() -> None:
    assert {form for entry in entries().values() for form in entry} <= FORMS_OF_A_TERM


def test_a_form_that_is_kept_holds_one_that_is_not_to_be_used() -> None:
    misspelt = [form for forms in glossary.spelling().values() for form in forms]
    avoided = [
        form
        for entry in entries().values()
        for forms in entry.get("avoid", {}).values()
        for form in forms
    ] + misspelt
    kept = [form for entry in entries().values() for form in entry.get("kept", ())]
    assert kept
    assert [form for form in kept if not any(bad in form for bad in avoided)] == []
