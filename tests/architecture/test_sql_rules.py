"""Rule 8: no model reads a clock or draws a number, names a table without its schema, or, outside
the frame around KPIs, publishes `*`; and what the style asks of joins, aliases and ratios. Each
rule is also shown to find a breach.
"""

from collections.abc import Callable, Iterator

import pytest
from sqlglot import exp

from tests.architecture.sql_files import MODELS, SqlFile, sql_files

CLOCK_OR_CHANCE = {
    "age", "current_date", "current_localtime", "current_localtimestamp", "current_time",
    "current_timestamp", "gen_random_uuid", "get_current_time", "get_current_timestamp",
    "localtime", "localtimestamp", "now", "nextval", "rand", "random", "setseed", "today",
    "transaction_timestamp", "uuid", "uuidv4", "uuidv7",
}  # fmt: skip
MODEL_FILES = [file for file in sql_files() if file.layer in MODELS]
SELECTING = [file for file in sql_files() if file.layer in {*MODELS, "queries"}]


def clock_or_chance(tree: exp.Expr) -> Iterator[str]:
    for call in tree.find_all(exp.Func):
        names = {call.name.lower()} if isinstance(call, exp.Anonymous) else set(call.sql_names())
        if {found.lower() for found in names} & CLOCK_OR_CHANCE:
            yield call.sql(dialect="duckdb")
    for column in tree.find_all(exp.Column):  # `today` and `now` may stand without brackets
        if column.sql(dialect="duckdb").lower() in {"current_date", "current_timestamp"}:
            yield column.name


def unqualified_tables(tree: exp.Expr) -> Iterator[str]:
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Identifier) and not table.db and table.name not in ctes:
            yield table.name


def published_stars(tree: exp.Expr) -> Iterator[str]:
    branches = [tree]
    while branches:
        branch = branches.pop()
        if isinstance(branch, exp.SetOperation):
            branches += [branch.left, branch.right]
        elif isinstance(branch, exp.Subquery):
            branches.append(branch.this)
        elif isinstance(branch, exp.Select) and branch.is_star:
            yield branch.sql(dialect="duckdb")[:60]


def initials(tree: exp.Expr) -> Iterator[str]:
    for table in tree.find_all(exp.Table, exp.Subquery):
        if 0 < len(table.alias) < 3:
            yield table.alias


def bare_ratios(tree: exp.Expr) -> Iterator[str]:
    for ratio in tree.find_all(exp.Div):
        divisor = ratio.right.unnest()
        if not isinstance(divisor, exp.Nullif | exp.Literal):
            yield ratio.sql(dialect="duckdb")


def numbered(tree: exp.Expr) -> Iterator[str]:
    for clause in tree.find_all(exp.Group, exp.Order):
        for key in clause.expressions:
            if isinstance(key.this if isinstance(key, exp.Ordered) else key, exp.Literal):
                yield clause.sql(dialect="duckdb")


Rule = Callable[[exp.Expr], Iterator[str]]
# rule | a statement that breaks it | one that keeps it
RULES: list[tuple[Rule, str, str]] = [
    (clock_or_chance, "select now() as at from core.a", "select at from core.a"),
    (clock_or_chance, "select current_date as day from core.a", "select day from core.a"),
    (clock_or_chance, "select today() as day from core.a", "select year(day) as y from core.a"),
    (clock_or_chance, "select random() as x from core.a", "select abs(x) as x from core.a"),
    (clock_or_chance, "select uuid() as x from core.a", "select md5(x) as x from core.a"),
    (
        unqualified_tables,
        "select a from plans",
        "with plans as (select a from core.plan) select a from plans, unnest([1]) as one(b)",
    ),
    (published_stars, "select * from core.a", "with a as (select * from core.a) select x from a"),
    (published_stars, "select x from core.a union all select * from core.b", "select count(*) n"),
    (published_stars, "select a.* from core.a", "select a.x from core.a"),
    (initials, "select p.x from core.plan as p", "select plan.x from core.plan as plan"),
    (bare_ratios, "select a / b as c from core.a", "select a / nullif(b, 0) as c from core.a"),
    (numbered, "select a, count(*) from core.a group by 1", "select a from core.a group by a"),
    (numbered, "select a from core.a order by 1", "select a from core.a order by a"),
]


@pytest.mark.parametrize(("rule", "breach", "kept"), RULES)
def test_a_rule_finds_its_breach_and_nothing_else(rule: Rule, breach: str, kept: str) -> None:
    assert list(rule(SqlFile("breach", breach).statements()[0]))
    assert not list(rule(SqlFile("kept", kept).statements()[0]))


@pytest.mark.parametrize("rule", list(dict.fromkeys(rule for rule, _, _ in RULES)))
def test_the_files_keep_the_rule(rule: Rule) -> None:
    """The frame names what KPIs publish; `sql/given.sql` is what a file of theirs may give."""
    excepted = "metrics" if rule is published_stars else None
    files = [file for file in SELECTING if file.layer != excepted]
    found = {file.name: list(rule(*file.statements())) for file in files}
    assert {name: breaches for name, breaches in found.items() if breaches} == {}


def lacking(file: SqlFile) -> list[str]:
    """What a model's header does not say."""
    if file.layer == "metrics":
        needed = {"label", "definition", "formula", "unit"}
    elif file.layer == "checks":
        needed = {"description", "blocking", "message", "holds"}
    else:
        needed = {"description", "grain"}
    said = {key for key, value in file.header.items() if value not in ("", [])}
    return sorted(needed - said)


def test_every_model_says_what_it_is() -> None:
    assert lacking(SqlFile("core/a.sql", '/*\ndescription = ""\n*/\nselect 1')) == [
        *("description", "grain")
    ]
    found = {file.name: lacking(file) for file in MODEL_FILES}
    assert {name: keys for name, keys in found.items() if keys} == {}


def test_every_layer_has_files() -> None:
    assert {file.layer for file in SELECTING} == {*MODELS, "queries"}


def test_who_published_a_row_comes_with_whether_that_is_secondary() -> None:
    """Else a page would show it without the mark."""
    queries = {file.name: file.text for file in sql_files() if file.layer == "queries"}
    assert queries
    assert [
        name
        for name, text in queries.items()
        if "document.url" in text
        and "is_secondary" not in text
        and "meta.document as document" not in text  # files, and no documents that they rest on
    ] == []
