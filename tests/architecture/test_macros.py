"""What macros say is written once: queries name them and do not write them again."""

import re

import pytest

from tests.architecture.sql_files import sql_files

BY_HAND = {
    "document(...)": re.compile(r"'doc_id':"),
    "is_here(...)": re.compile(r"coalesce\(\s*\$?(?:region|province),"),
    "is_in_period(...)": re.compile(r"coalesce\(\s*\$?from_date,"),
    "period_end(...), period_text(...)": re.compile(r"when 'month'"),
}


def findings(text: str) -> list[str]:
    """The macros that a text should have named."""
    return [macro for macro, written in BY_HAND.items() if written.search(text)]


@pytest.mark.parametrize(
    "breach",
    [
        "{'doc_id': document.doc_id, 'title': document.title}",
        "province.region_code = coalesce($region, province.region_code)",
        "coalesce(plan.province_code, '') = coalesce($province, plan.province_code, '')",
        "as_of between coalesce($from_date, as_of) and coalesce($to_date, as_of)",
        "case as_of_precision when 'day' then as_of when 'month' then last_day(as_of) end",
    ],
)
def test_a_macro_written_by_hand_is_found(breach: str) -> None:
    assert len(findings(breach)) == 1


def test_a_macro_that_is_named_is_not() -> None:
    named = "where is_here(place.province_code, place.region_code, $region, $province)"
    assert findings(named) == []


OTHERS = [file for file in sql_files() if file.name != "macros.sql"]


def test_the_files_name_macros() -> None:
    found = {file.name: findings(file.text) for file in OTHERS}
    assert {name: macros for name, macros in found.items() if macros} == {}
