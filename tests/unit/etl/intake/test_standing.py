"""Which rows of what was sent are in force: the messages and the models say the same."""

from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract import Source
from etl.intake import standing
from etl.project import SHIPPED
from sql import warehouse
from tests.cases import some

FORMS = {source.name: source for source in SHIPPED.sources if source.folder == "inbox"}
EDITIONS = (
    "2026-01-05T010000Z-aaaaaaaa",
    "2026-02-05T010000Z-bbbbbbbb",
    "2026-03-05T010000Z-cccccccc",
)
DAYS = [
    (date(2025, 9, 30), "day"),
    (date(2025, 9, 1), "month"),  # ends on the same day
    (date(2025, 12, 31), "day"),
    (date(2025, 1, 1), "year"),
]
Drawn = list[tuple[int, int, tuple[date, str]]]  # edition, key, as of


def rows_of(source: Source, drawn: Drawn) -> pl.DataFrame:
    """Rows of a form of few keys; the document says which row of which edition it is."""
    columns = source.contract.columns()
    values: list[dict[str, object]] = []
    taken = set()
    for number, (edition, key, (day, precision)) in enumerate(drawn):
        if (edition, key) in taken:  # a key stands once in a file
            continue
        taken.add((edition, key))
        row: dict[str, object] = dict.fromkeys(columns)
        for position, name in enumerate(source.contract.primary_key()):
            digit = key >> position & 1
            kind = columns[name].dtype
            if isinstance(kind, pl.Enum):
                row[name] = kind.categories[digit]
            else:
                row[name] = {pl.Date: date(2024, 1, 1 + digit), pl.Int64: digit}.get(
                    type(kind), f"k{digit}"
                )
        row |= {"as_of": day, "as_of_precision": precision, "document": str(number)}
        row |= {"_edition": EDITIONS[edition], "_file_sha256": "", "_row": number}
        values.append(
            row | ({} if "reported_by" in source.contract.primary_key() else {"reported_by": "ก"})
        )
    schema = {name: spec.dtype for name, spec in columns.items()}
    schema |= {"_edition": pl.String(), "_file_sha256": pl.String(), "_row": pl.Int64()}
    return pl.DataFrame(values, schema=schema)


@cache
def database() -> duckdb.DuckDBPyConnection:
    """One with the macros of models."""
    made = duckdb.connect()
    made.execute(warehouse.text("macros.sql"))
    made.execute("create schema raw")
    return made


def by_the_model(source: Source, rows: pl.DataFrame) -> set[str]:
    database().register("incoming", rows)
    database().execute(f"create or replace table raw.{source.name} as from incoming")
    model = warehouse.text(f"staging/stg_{source.name}.sql")
    found = database().execute(f"select document from ({model})").fetchall()
    return {str(row[0]) for row in found}


@pytest.mark.parametrize("name", some(FORMS, every=4))
@settings(max_examples=25)
@given(
    drawn=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from(DAYS)),
        min_size=1,
        max_size=8,
    )
)
def test_the_model_and_the_messages_hold_the_same_rows(name: str, drawn: Drawn) -> None:
    source = FORMS[name]
    rows = rows_of(source, drawn)
    held = standing.in_force(source, rows)
    assert set(held["document"]) == by_the_model(source, rows)


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.load == "append"])
def test_an_older_statement_that_is_sent_later_does_not_win(name: str) -> None:
    source = FORMS[name]
    rows = rows_of(source, [(0, 0, DAYS[2]), (1, 0, DAYS[0])])
    assert by_the_model(source, rows) == {"0"}
    assert standing.replaced_by(source, rows) == {EDITIONS[1]: {EDITIONS[0]: 1}}


@pytest.mark.parametrize("name", FORMS)
def test_of_one_day_what_is_sent_last_wins(name: str) -> None:
    source = FORMS[name]
    rows = rows_of(source, [(0, 0, DAYS[0]), (1, 0, DAYS[1])])  # the month ends on that day
    assert by_the_model(source, rows) == {"1"}
    assert standing.replaced_by(source, rows) == {EDITIONS[0]: {EDITIONS[1]: 1}}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("agency_investment_flows", "reported_by"),
        ("agency_investment_flows", "flow_id"),
        ("agency_plan_progress", "report_period"),
        ("agency_solution_adoption", "adopter"),
        ("agency_training_delivery", "organisation"),
    ],
)
@pytest.mark.parametrize("other", ["กอง\u00a0a\u200b 1", "กองA  1"])
def test_a_name_in_two_spellings_is_one(name: str, column: str, other: str) -> None:
    source = FORMS[name]
    rows = rows_of(source, [(0, 0, DAYS[0]), (1, 0, DAYS[0])])
    rows = rows.with_columns(pl.Series(column, ["กอง A ๑", other]))
    assert by_the_model(source, rows) == {"1"}
    assert standing.replaced_by(source, rows) == {EDITIONS[0]: {EDITIONS[1]: 1}}
    effect = standing.effect(source, rows.tail(1), rows.head(1))
    assert (effect.new, effect.same, effect.dropped) == (0, 1, 0)


def test_a_list_of_one_platform_leaves_those_of_others() -> None:
    source = FORMS["agency_city_datasets"]
    rows = rows_of(source, [(0, 0, DAYS[0]), (0, 1, DAYS[0]), (0, 2, DAYS[0]), (1, 0, DAYS[2])])
    assert set(standing.in_force(source, rows)["document"]) == {"1", "3"}
    effect = standing.effect(source, rows.filter(pl.col("_edition") == EDITIONS[1]), rows.head(3))
    assert (effect.changed + effect.same, effect.dropped) == (1, 1)
    assert [why["code"] for why in effect.doubts] == ["drops_rows"]


def test_an_older_list_is_doubted() -> None:
    source = FORMS["agency_plan_dimensions"]
    rows = rows_of(source, [(0, 0, DAYS[2]), (1, 0, DAYS[0])])
    effect = standing.effect(source, rows.tail(1), rows.head(1))
    assert [why["code"] for why in effect.doubts] == ["older_list"]


def test_a_first_sending_says_nothing_of_changes(tmp_path: Path) -> None:
    source = FORMS["agency_plan_events"]
    none = standing.accepted_rows(source, {}, SHIPPED.data, tmp_path)
    effect = standing.effect(source, rows_of(source, [(0, 0, DAYS[0])]), none)
    assert (effect.new, effect.told(), effect.doubts) == (1, [], ())
