"""Every source: its shipped file or its form's example row maps without loss, and each of its
reasons rejects a bad row.

The bad rows of a source stand in a file of its name beside this one: what to change in its first
shipped row (in a form's example row), and the column and reason that must come of it.
"""

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import dataframely as dy
import polars as pl
import pytest

from etl.contract import Field, Source, Template, lineage, unmapped_columns
from etl.forms import REPORTER
from etl.intake.extract import NOTHING, Edition, editions
from etl.intake.validate import validate
from etl.project import SHIPPED
from tests.cases import filled
from tests.shipped import records, write_edition

HERE = Path(__file__).parent
BY_NAME = {source.name: source for source in SHIPPED.sources}
FILED = [name for name, source in BY_NAME.items() if source.folder != "inbox"]
FORMS = [name for name, source in BY_NAME.items() if source.folder == "inbox"]
TABLES = [name for name in BY_NAME if name != "boundaries"]  # a map file has no CSV rows
KINDS: list[tuple[type[dy.Column], str]] = [
    (dy.Date, "not_a_date"),
    (dy.Bool, "not_a_boolean"),
    (dy.Int64, "not_a_number"),
    (dy.Float64, "not_a_number"),
    (dy.Decimal, "not_a_number"),
    (dy.Enum, "unknown_category"),
]
BY_MAPPING = {"dtype", "inf", "nan", "inner_nullability"}  # no text maps to these
BY_OTHERS = {"duplicate_key", "unique"}  # what other rows of a file are the cause of
CHECKS = {"primary_key": "duplicate_key", "nullability": "missing"}
UNIT = "หน่วยเงิน"
NEWEST = "2099-01-01"  # an edition in which every declared column has begun

Row = dict[str, str]


@dataclass(frozen=True)
class Bad:
    """A change of the base row; `second` adds the row once more with that change."""

    column: str
    reason: str
    change: Row
    second: Row | None = None

    def shown_in(self, told: set[tuple[str, str]]) -> bool:
        return (self.column, self.reason) in told


def bad_rows(source: str) -> list[Bad]:
    text = (HERE / f"{source}.toml").read_text(encoding="utf-8")
    return [Bad(**case) for case in tomllib.loads(text)["bad"]]


def base_row(source: str, heading: list[str]) -> Row:
    row: Row = tomllib.loads((HERE / f"{source}.toml").read_text(encoding="utf-8"))["row"]
    assert list(row) == heading
    return row


def template(source: Source) -> Template:
    assert source.template is not None
    return source.template


def good_rows(source: Source) -> list[Row]:
    """The rows shipped, a form's example row, or the `[row]` beside an empty file's bad rows."""
    if source.folder == "inbox":
        return [filled(template(source).fields)]
    path = max((SHIPPED.data / source.folder / source.name).glob("*/*.csv"))  # the newest
    heading, *rows = records(path)
    return [dict(zip(heading, row, strict=True)) for row in rows] or [
        base_row(source.name, heading)
    ]


def published(tmp_path: Path, source: Source, rows: list[Row]) -> Edition:
    """The rows as the one edition of the source, shipped or filed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    folder = tmp_path / ("inbox/editions" if source.folder == "inbox" else source.folder)
    file = f"{source.name}.csv"
    write_edition(folder / source.name / NEWEST, file, out.getvalue().encode(), len(rows))
    (edition,) = editions(source, tmp_path, tmp_path / "inbox")
    return edition


def reasons(tmp_path: Path, source: Source, rows: list[Row]) -> list[set[tuple[str, str]]]:
    """(column, reason) of each of the rows, when they are published."""
    rejected = validate(published(tmp_path, source, rows)).rejected.rows_by_key("row", named=True)
    return [
        {
            pair
            for row in rejected[number]
            for pair in zip(row["columns"], row["reasons"], strict=True)
        }
        for number in range(2, len(rows) + 2)
    ]


def possible_reasons(source: Source) -> set[str]:
    """Every reason that the source's contract and mapping can give."""
    columns = source.contract.columns()
    read_aside = {name for name in columns if name == "qualifier" or name.endswith("_precision")}
    derived = read_aside - set(headings(source))
    found = {
        reason
        for name, column in columns.items()
        for kind, reason in KINDS
        if isinstance(column, kind) and name not in derived
    }
    if any("province_code" in name for name in columns):
        found.add("unknown_province")
    if source.amounts and UNIT in headings(source):
        found.add("two_units")
    _, failure = source.contract.filter(source.contract.create_empty(), cast=True)
    for rule in set(failure.details().columns) - set(columns):
        column, _, check = rule.rpartition("|")
        by_mapping = check in BY_MAPPING or column in derived
        if not (by_mapping or (check == "regex" and column in {"province_code", "place_code"})):
            found.add(CHECKS.get(check, check))
    return found


def headings(source: Source) -> list[str]:
    return [name for names in lineage(source).values() for name in names]


@pytest.mark.parametrize("name", FILED)
def test_the_shipped_file_maps_without_quarantine(name: str) -> None:
    for edition in editions(BY_NAME[name], SHIPPED.data):
        outcome = validate(edition)
        assert outcome.rejected.rows() == []
        assert outcome.accepted.height == edition.rows_read == edition.provenance.rows


def test_each_source_has_a_title_in_both_languages() -> None:
    thai = re.compile("[ก-ฮ]")
    for source in SHIPPED.sources:
        assert thai.search(source.title_th), source.name
        assert source.title_en, source.name
        assert not thai.search(source.title_en), source.name


@pytest.mark.parametrize("name", BY_NAME)
def test_mapping_and_contract_name_the_same_columns(name: str) -> None:
    source = BY_NAME[name]
    assert list(source.columns) == source.contract.column_names()


@pytest.mark.parametrize("name", TABLES)
def test_no_text_is_lost_between_file_and_warehouse(tmp_path: Path, name: str) -> None:
    source, rows = BY_NAME[name], good_rows(BY_NAME[name])
    accepted = validate(published(tmp_path, source, rows)).accepted
    for column, roots in lineage(source).items():
        stated = [all(row[root].strip() not in NOTHING for root in roots) for row in rows]
        assert [value is not None for value in accepted[column]] == stated, column


@pytest.mark.parametrize("name", TABLES)
def test_a_new_column_is_noticed(name: str) -> None:
    source = BY_NAME[name]
    heading = list(good_rows(source)[0])
    assert unmapped_columns(source, [*heading, "surprise"]) == ["surprise"]


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_row_is_rejected_with_its_reason(tmp_path: Path, name: str) -> None:
    source, cases = BY_NAME[name], bad_rows(name)
    row = good_rows(source)[0]
    assert row.keys() >= {name for case in cases for name in case.change | (case.second or {})}
    single = [case for case in cases if case.second is None]
    assert not {case.reason for case in single} & BY_OTHERS
    in_one_file = reasons(tmp_path, source, [row | case.change for case in single])
    seen = [case for case, told in zip(single, in_one_file, strict=True) if case.shown_in(told)]
    for case in cases:
        if case not in seen:  # it needs a second row, or is like another one
            rows = [row | change for change in (case.change, case.second) if change is not None]
            assert case.shown_in(reasons(tmp_path, source, rows)[-1]), case


@pytest.mark.parametrize("name", TABLES)
def test_each_reason_has_a_bad_row(name: str) -> None:
    shown = {case.reason for case in bad_rows(name)}
    assert shown == possible_reasons(BY_NAME[name])


# --------------------------------------------------------------------------------------- forms


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_for_what_its_source_takes(name: str) -> None:
    source = BY_NAME[name]
    form = template(source)
    assert set(form.fields) == set(headings(source)) | source.ignored
    assert list(form.fields)[-3:] == list(REPORTER)
    assert all(form.fields[heading].help == field.help for heading, field in REPORTER.items())
    assert all(field.help for field in form.fields.values())
    assert all(re.fullmatch(r"[A-Z]{3,4}-\d\d", kpi) for kpi in form.kpis)


@pytest.mark.parametrize("name", FORMS)
def test_the_worked_row_of_a_form_is_accepted(tmp_path: Path, name: str) -> None:
    edition = published(tmp_path, BY_NAME[name], good_rows(BY_NAME[name]))
    outcome = validate(edition)
    assert outcome.rejected.rows() == []
    assert outcome.accepted.height == edition.rows_read == 1


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_cell_that_must_be_filled_is_named_by_its_address(
    tmp_path: Path, name: str
) -> None:
    source, (row,) = BY_NAME[name], good_rows(BY_NAME[name])
    contract, made_of = source.contract.columns(), lineage(source)
    must = [roots for column, roots in made_of.items() if not contract[column].nullable]
    asked = sorted({roots[0] for roots in must if len(roots) == 1})
    edition = published(tmp_path, source, [row | {heading: ""} for heading in asked])
    of_row = validate(edition).rejected.rows_by_key("row", named=True, unique=True)
    for number, heading in enumerate(asked, start=2):
        found = zip(of_row[number]["cells"], of_row[number]["reasons"], strict=True)
        cell = f"{edition.letters[heading]}{number}"
        assert {reason for where, reason in found if where == cell} == {"missing"}, heading


LISTS = [
    (name, heading, field)
    for name in FORMS
    for heading, field in template(BY_NAME[name]).fields.items()
    if field.choices
]


@pytest.mark.parametrize(
    ("name", "heading", "field"), LISTS, ids=[f"{name}-{heading}" for name, heading, _ in LISTS]
)
def test_every_choice_of_a_list_means_something_of_its_own(
    name: str, heading: str, field: Field
) -> None:
    source = BY_NAME[name]
    cells = pl.DataFrame({heading: field.choices})
    (column,) = (column for column, roots in lineage(source).items() if roots == [heading])
    found = cells.select(source.columns[column]).to_series().to_list()
    assert None not in found
    assert len(set(found)) == len(field.choices)
    spec = source.contract.columns()[column]
    if isinstance(spec, dy.Enum):
        assert set(found) == set(spec.categories)


PAID = [
    (name, column)
    for name in FORMS
    for column, roots in lineage(BY_NAME[name]).items()
    if UNIT in roots and len(roots) == 2
]


@pytest.mark.parametrize(("name", "column"), PAID)
@pytest.mark.parametrize(
    ("unit", "baht"),
    [
        ("บาท", "1.5"),
        ("พันบาท", "1500"),
        ("ล้านบาท", "1500000"),
        ("พันล้านบาท", "1500000000"),
    ],
)
def test_an_amount_is_read_in_the_unit_beside_it(
    tmp_path: Path, name: str, column: str, unit: str, baht: str
) -> None:
    source = BY_NAME[name]
    (amount,) = set(lineage(source)[column]) - {UNIT}
    row = good_rows(source)[0] | {amount: "๑.๕ (ยืนยัน)", UNIT: unit}
    accepted = validate(published(tmp_path, source, [row])).accepted
    assert accepted[column].to_list() == [Decimal(baht)]
